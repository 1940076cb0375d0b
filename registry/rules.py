"""Who may act. The only place that answers it; pages, the admin and the services all ask here.

`may` looks at rights alone: membership, level, four eyes. Whether a step is open from a status says `lifecycle`;
whether its window is open on a day says `window`.
"""

from django.core.exceptions import PermissionDenied
from django.utils import formats
from django.utils.translation import gettext as _

from registry import lifecycle
from registry.errors import Refused
from registry.lifecycle import STEPS, Side
from registry.models import Decision, Initiative
from registry.vocabulary import LEVEL_OF_TIER, Action, Level, Role, Status, Tier

# Acts that repair or publish, for which a colleague of the unit is as good as anybody.
_NO_DECISION = {
    Action.OPEN,
    Action.AMEND,
    Action.CLEAR,
    Action.UNCLEAR,
    Action.MARK_DUPLICATE,
    Action.UNMARK_DUPLICATE,
    Action.LINK,
}


def may(user, action: Action, thing) -> bool:
    """Whether `user` may do `action` to `thing`, an `Initiative`, whatever its status is."""
    return not why_not(user, action, thing)


def require(user, action: Action, thing):
    """Raise PermissionDenied, with a sentence for the user, unless `may`."""
    if sentence := why_not(user, action, thing):
        raise PermissionDenied(sentence)


def why_not(user, action: Action, initiative: Initiative, *, involved: bool | None = None) -> str:
    """The sentence that says why `user` may not do `action`, or "" if they may.

    A list that already knows whether the person is involved in a row says so by `involved`; else the database is asked.
    """
    if not user.is_active:
        return _("This account is closed.")
    if STEPS[action].side is Side.SUBMITTER:
        return _why_not_submitter(user, initiative)
    return _why_not_reviewer(user, action, initiative, involved)


def _why_not_submitter(user, initiative) -> str:
    if _held_by(initiative) & user.scope.own(Role.SUBMITTER):
        return ""
    return _("Only a submitter of the unit itself may do this.")


def _why_not_reviewer(user, action, initiative, involved) -> str:
    if not acting_levels(user, initiative):
        return _("Only a reviewer to whom this unit belongs may do this.")
    if is_involved(user, initiative) if involved is None else involved:
        return _("You entered this model or are named in it, so somebody else has to act on it.")
    if action not in _NO_DECISION and not deciding_levels(user, initiative):
        return _("You work in the unit that submitted this model, so somebody else has to decide on it.")
    return ""


def acting_levels(user, initiative: Initiative) -> set[str]:
    """The levels at which `user` acts as a reviewer on this model; empty where they are no reviewer for it."""
    if user.is_superuser:
        return set(Level.values)
    levels = set()
    for unit in _held_by(initiative):
        levels |= user.scope.levels(Role.REVIEWER, unit)
    return levels | {Level.CENTRAL} if Level.PROVINCE in levels else levels


def deciding_levels(user, initiative: Initiative) -> set[str]:
    """The acting levels at which `user` may decide: for a colleague grassroots at most, and only if the campaign says so."""
    levels = acting_levels(user, initiative)
    if is_colleague(user, initiative):
        return levels & {Level.GRASSROOTS} if initiative.campaign.colleagues_decide else set()
    return levels


def is_involved(user, initiative: Initiative) -> bool:
    """Whether the person entered the model or is named in it: then four eyes forbid every act of a reviewer."""
    person = getattr(initiative, "person", None)
    return bool(person and person.account_id == user.pk) or user in initiative.authors.all()


def is_colleague(user, initiative: Initiative) -> bool:
    """Whether the person has a membership of today in the very unit that submitted the model."""
    return bool(_held_by(initiative) & {post.unit_id for post in user.scope.posts})


def _held_by(initiative) -> set[int]:
    return {initiative.unit_id, initiative.allocated_unit_id} - {None}


def may_register(user) -> bool:
    """Whether the person may register models at all."""
    return Role.SUBMITTER in user.roles()


def may_review(user) -> bool:
    return user.is_superuser or Role.REVIEWER in user.roles()


def may_lead(user) -> bool:
    """Whether the figures of `/leadership/` are open to the person: leaders, and reviewers for their own work."""
    return user.is_superuser or bool(user.roles() & {Role.LEADER, Role.REVIEWER})


def decision_levels(user) -> set[str]:
    """The levels whose decisions the person may record."""
    if user.is_superuser:
        return set(Level.values)
    levels = {LEVEL_OF_TIER[Tier(post.tier)] for post in user.scope.posts if post.role == Role.REVIEWER}
    return levels | {Level.CENTRAL} if Level.PROVINCE in levels else levels


def may_record(user, decision: Decision) -> bool:
    """Whether the person may use, issue or change this decision: a reviewer of its level, in the body's unit if it has one."""
    if user.is_superuser:
        return True
    if decision.level not in decision_levels(user):
        return False
    unit = decision.body.unit_id
    return unit is None or unit in user.scope.units(Role.REVIEWER)


def window(action: Action, initiative: Initiative, today) -> str:
    """The sentence that says why the calendar does not allow `action` on `today`, or "" if it does."""
    campaign = initiative.campaign

    def day(value):
        return formats.date_format(value, "SHORT_DATE_FORMAT")

    corrects = initiative.correct_until and today <= initiative.correct_until
    match action, initiative.status:
        case Action.SUBMIT, _status if corrects:
            return ""
        case Action.SUBMIT, Status.DRAFT if today < campaign.registration_opens:
            return _("Registration opens on %(day)s. The text stays here as a draft.") % {
                "day": day(campaign.registration_opens)
            }
        case Action.SUBMIT, Status.DRAFT if today > campaign.registration_closes:
            return _("Registration closed on %(day)s. The text stays here as a draft.") % {
                "day": day(campaign.registration_closes)
            }
        case Action.SUBMIT, Status.RETURNED:
            return _("Corrections were possible until %(day)s. The text is kept.") % {"day": day(initiative.correct_until)}
        case Action.REPORT, _status if today < campaign.reports_open:
            return _("Reports open on %(day)s. The text is kept.") % {"day": day(campaign.reports_open)}
        case Action.REPORT, _status if today > campaign.reports_close:
            return _("Reports closed on %(day)s. The text is kept.") % {"day": day(campaign.reports_close)}
        case Action.WITHDRAW, _status if today > campaign.cutoff_on:
            return _("Models of this campaign could be withdrawn until %(day)s.") % {"day": day(campaign.cutoff_on)}
        case Action.TAKE_BACK, _status if initiative.opened_at:
            return _("A reviewer is already reading this model, so it cannot be taken back. It can be withdrawn.")
    return ""


def open_actions(user, initiative: Initiative, today) -> list[Action]:
    """What `user` can do to the model now: open in the table, in time, and permitted."""
    return [
        action
        for action in lifecycle.open_actions(initiative.status)
        if not window(action, initiative, today) and may(user, action, initiative)
    ]


def require_open(action: Action, initiative: Initiative, today):
    """Raise Refused unless the step is open from the model's status and on `today`."""
    if not lifecycle.is_open(action, initiative.status):
        raise Refused(
            _("“%(action)s” is not possible: the model is now “%(status)s”.")
            % {"action": action.label, "status": initiative.get_status_display()}
        )
    if sentence := window(action, initiative, today):
        raise Refused(sentence)
