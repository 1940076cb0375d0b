"""Who may act. The only place that answers it; pages, the admin and the services all ask here.

`may` looks at rights alone: membership, level, four eyes. Whether a step is open from a status says `lifecycle`;
whether its window is open on a day says `window`.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.core.exceptions import PermissionDenied
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry import lifecycle
from registry.errors import Refused
from registry.lifecycle import STEPS, Side
from registry.models import (
    Appraisal,
    Decision,
    DecisionLine,
    Entry,
    Extension,
    Initiative,
    LevelSetting,
    Membership,
    Nominee,
)
from registry.vocabulary import (
    LEVEL_OF_TIER,
    Action,
    AppraisalState,
    DecisionKind,
    DecisionState,
    Level,
    Role,
    Status,
    Tier,
    Window,
)

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
        return said_to(Conflict.INVOLVED)
    if action not in _NO_DECISION and not deciding_levels(user, initiative):
        return said_to(tie(user, initiative))
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
    involved = {author.pk for author in initiative.authors.all()} | {person and person.account_id}
    return bool(involved & user.persons)


class Conflict(Enum):
    """Why a person may not judge a model, however much they are a reviewer for it."""

    INVOLVED = "entered it or is named in it"
    WORKS_THERE = "works in the unit that submitted it"
    WORKED_THERE = "worked there when it was submitted"


_SAID = {  # (said to the person, said of another one by name)
    Conflict.INVOLVED: (
        gettext_lazy("You entered this model or are named in it, so somebody else has to act on it."),
        gettext_lazy("%(name)s entered this model or is named in it."),
    ),
    Conflict.WORKS_THERE: (
        gettext_lazy("You work in the unit that submitted this model, so somebody else has to decide on it."),
        gettext_lazy("%(name)s works in the unit that submitted this model."),
    ),
    Conflict.WORKED_THERE: (
        gettext_lazy("You worked in the unit of this model when it was submitted, so somebody else has to decide on it."),
        gettext_lazy("%(name)s worked in the unit of this model when it was submitted."),
    ),
}


def said_to(conflict: Conflict) -> str:
    """The sentence that tells a person of their own conflict."""
    return str(_SAID[conflict][0])


def said_of(conflict: Conflict, person) -> str:
    """The sentence that tells others of the conflict of a person."""
    return _SAID[conflict][1] % {"name": person}


def conflict(user, initiative: Initiative, level: str, *, involved: bool | None = None) -> Conflict | None:
    """What forbids the person to judge the model for `level`: four eyes, computed as of today and of its submission.

    A colleague of the unit may judge at grassroots level where the campaign says so, and never above it.
    """
    if is_involved(user, initiative) if involved is None else involved:
        return Conflict.INVOLVED
    if level == Level.GRASSROOTS and initiative.campaign.colleagues_decide:
        return None
    return tie(user, initiative)


def tie(user, initiative: Initiative) -> Conflict | None:
    """How the person belongs to the unit that submitted the model: by a membership of today, else by one of the day of its
    submission; None where neither is so. No query but the one of `know_houses` for each person.
    """
    today = timezone.localdate()
    submitted = timezone.localdate(initiative.submitted_at) if initiative.submitted_at else today
    held = _held_by(initiative)
    houses = [house for house in _houses(user) if house.unit_id in held]
    if any(house.is_in_force(today) for house in houses):
        return Conflict.WORKS_THERE
    if any(house.is_in_force(submitted) for house in houses):
        return Conflict.WORKED_THERE
    return None


def is_colleague(user, initiative: Initiative) -> bool:
    """Whether the person works in the unit that submitted the model, or did on the day on which it was submitted.

    The unit goes on in its successors and began in its predecessors: who works in the ward into which the commune was
    merged is a colleague of the commune's models. Of a unit that was split its successors are so for the models that were
    allocated to them. Whoever acts in the place of another has the ties of both.
    """
    return tie(user, initiative) is not None


@dataclass(frozen=True)
class _House:
    """A membership of any day, and one of the units that are its unit, a predecessor or a successor of it."""

    valid_from: date | None
    valid_until: date | None
    unit_id: int

    def is_in_force(self, day: date) -> bool:
        return (self.valid_from or day) <= day <= (self.valid_until or day)


def know_houses(users):
    """Read what `is_colleague` asks about each of these people: one query, however many they are and however many models."""
    people = {pk for user in users for pk in user.persons}
    posts = Membership.objects.filter(user__in=people).order_by()
    columns = ("user", "valid_from", "valid_until")
    before = posts.filter(unit__reach__is_own=True).values_list(*columns, "unit__reach__unit")
    after = posts.filter(unit__reached_by__is_own=True).values_list(*columns, "unit__reached_by__holder")
    found: dict[int, list[_House]] = {pk: [] for pk in people}
    for person, *house in before.union(after):
        found[person].append(_House(*house))
    for user in users:
        user.houses = {pk: found[pk] for pk in user.persons}


def _houses(user) -> list[_House]:
    """The houses of everybody behind an act of `user`, kept for one request."""
    known = getattr(user, "houses", None)
    if known is None or known.keys() != user.persons:
        know_houses([user])
    return [house for houses in user.houses.values() for house in houses]


def why_not_appraise(user, initiative: Initiative, level: str, *, assigned: bool, involved: bool | None = None) -> str:
    """The sentence that says why the person may not appraise the model for `level`, or "" if they may.

    Reviewers who act at the level may, and reviewers of any unit to whom it was assigned; four eyes hold for all.
    """
    if not user.is_active:
        return _("This account is closed.")
    if not may_review(user) or not (assigned or level in acting_levels(user, initiative)):
        return _("Only a reviewer of this level, or one to whom it was assigned, may appraise this model.")
    found = conflict(user, initiative, level, involved=involved)
    return said_to(found) if found else ""


def why_not_assign(user, initiative: Initiative, level: str) -> str:
    """The sentence that says why the person may not say who appraises the model for `level`, or "" if they may."""
    if sentence := why_not(user, Action.ASSIGN, initiative):
        return sentence
    if level in deciding_levels(user, initiative):
        return ""
    return _("Only a reviewer of this level may say who appraises this model.")


def may_change_criteria(user) -> bool:
    """Whether the person may set criteria. They hold for all units, so that is for reviewers of the province."""
    return user.is_superuser or Level.PROVINCE in decision_levels(user)


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


def may_remind(user, unit_id: int) -> bool:
    """Whether the person may remind the unit of what is still to come: who leads or reviews it, and administrators."""
    return user.is_superuser or unit_id in user.scope.units(Role.LEADER, Role.REVIEWER)


def may_hold_keys(user) -> bool:
    """Whether the account may make keys for other systems: leaders, reviewers, administrators, each for themselves alone.

    A key reads what its own account may read, so it is never made in the place of another.
    """
    return user.is_active and not user.acting_for and may_lead(user)


def may_close_figures(user) -> bool:
    """Whether the person may close the figures of a year: a reviewer of the province, or an administrator."""
    return Level.PROVINCE in decision_levels(user)


def may_write_report(user, unit_id: int | None) -> bool:
    """Whether the person writes the reports of this unit: a reviewer who covers it wholly; of all units, the province's."""
    if not user.is_active:
        return False
    if user.is_superuser:
        return True
    return Level.PROVINCE in decision_levels(user) if unit_id is None else unit_id in user.scope.whole(Role.REVIEWER)


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


def level_setting(campaign, level) -> LevelSetting:
    """How `level` decides in `campaign`: what staff set, or the defaults (no council, no appraisal needed)."""
    found = LevelSetting.objects.filter(campaign=campaign, level=level).first()
    return found or LevelSetting(campaign=campaign, level=level)


# Acts by which somebody proposes what another one decides, as the trail calls them.
_PROPOSING = (
    *(Action.APPRAISE, Action.PROPOSE_REVOCATION),
    *("nomination.add", "nomination.send", "decision.lines_added", "extension.ask"),
)


@dataclass(frozen=True)
class Proposal:
    """Who proposed something (the id of an account), and the chain of the trail in which that stands."""

    person: int | None
    chain: str


def proposed(user, *proposals: Proposal) -> bool:
    """Whether one of these proposals is the person's own: made by them, by the one in whose place they act now, or by a
    deputy who acted in the place of either of them then, as the trail says.
    """
    if any(proposal.person in user.persons for proposal in proposals):
        return True
    return any((proposal.person, proposal.chain) in _by_deputies(user) for proposal in proposals if proposal.person)


def _by_deputies(user) -> set[tuple[int, str]]:
    """What was proposed in the place of everybody behind an act of `user`, as (deputy, chain); kept for one request."""
    known = getattr(user, "proposed_by_deputies", None)
    if known is None or known[0] != user.persons:
        entries = Entry.objects.filter(on_behalf_of__in=user.persons, action__in=_PROPOSING).order_by()
        known = user.proposed_by_deputies = user.persons, set(entries.values_list("actor", "chain"))
    return known[1]


def proposers(initiatives, level) -> dict[int, set[Proposal]]:
    """Who proposed these models for a recognition at `level`: id of the model → proposals. Three queries.

    That is who appraised them for this level, who nominated them to it, and who put them on a decision that is a draft.
    """
    found: dict[int, set[Proposal]] = {}
    appraisals = Appraisal.objects.filter(initiative__in=initiatives, level=level, state=AppraisalState.SIGNED)
    nominees = Nominee.objects.filter(initiative__in=initiatives, level=level, nomination__sent_at__isnull=False)
    lines = DecisionLine.objects.filter(
        initiative__in=initiatives,
        decision__level=level,
        decision__kind=DecisionKind.RECOGNITION,
        decision__state=DecisionState.DRAFT,
    )
    for noun, rows in (
        ("", appraisals.values_list("initiative", "appraiser", "initiative__code")),
        ("nomination ", nominees.values_list("initiative", "nomination__sent_by", "nomination")),
        ("decision ", lines.values_list("initiative", "added_by", "decision")),
    ):
        for initiative, person, thing in rows:
            found.setdefault(initiative, set()).add(Proposal(person, f"{noun}{thing}"))
    return found


def may_extend(user, unit) -> bool:
    """Whether the person may give a unit more time: a reviewer in whose scope the unit lies wholly."""
    return not why_not_extend(user, unit)


def why_not_extend(user, unit, extension: Extension | None = None) -> str:
    """The sentence that says why `user` may not give `unit` more time, or refuse it, or "" if they may.

    Four eyes: nobody decides on a request of their own, and nobody who enters the models of a unit gives it time unasked.
    """
    if not user.is_active:
        return _("This account is closed.")
    if not user.is_superuser and unit.pk not in user.scope.whole(Role.REVIEWER):
        return _("Only a reviewer to whom this unit belongs may do this.")
    if extension and proposed(user, Proposal(extension.asked_by_id, f"extension {extension.pk}")):
        return _("You asked for this yourself, so somebody else has to decide on it.")
    if not extension and unit.pk in user.scope.own(Role.SUBMITTER):
        return _("You enter the models of this unit, so somebody else has to give it more time.")
    return ""


def extension_days(units, campaigns) -> dict[tuple[int, int, str], date]:
    """What is given to models of these units: (unit, campaign, window) → the last day. One query.

    More time of a unit is also that of the units which it carries on whole. Of what one unit was given, the decision made
    last counts; a refusal leaves as it is what was given before.
    """
    given = Extension.objects.filter(until__isnull=False, campaign__in=campaigns)
    reached = given.filter(unit__reach__unit__in=units, unit__reach__is_own=True, unit__reach__is_whole=True)
    latest = {}
    for unit, holder, campaign, window_, until in reached.order_by("decided_at", "pk").values_list(
        "unit__reach__unit", "unit", "campaign", "window", "until"
    ):
        latest[unit, campaign, window_, holder] = until
    days: dict[tuple[int, int, str], date] = {}
    for (*key, _holder), until in latest.items():
        days[tuple(key)] = max(until, days.get(tuple(key), until))
    return days


def extended_until(initiative: Initiative, window: Window) -> date | None:
    """The last day that an extension gives the model's unit, None without one.

    Asks once for each model, and not at all for the rows of a list that knows it (`queries.extensions.attach`).
    """
    if not hasattr(initiative, "extension_days"):
        initiative.extension_days = extension_days(_held_by(initiative), [initiative.campaign_id])
    days = (initiative.extension_days.get((unit, initiative.campaign_id, window)) for unit in _held_by(initiative))
    return max(filter(None, days), default=None)


def window_of(initiative: Initiative) -> Window | None:
    """What the unit needs time for now: to register a draft, to correct what came back, to report."""
    match initiative.status:
        case Status.DRAFT if initiative.correct_until:  # taken back to be corrected once more: the later day counts
            return max(Window.REGISTRATION, Window.CORRECTION, key=lambda window_: last_day(initiative, window_))
        case Status.DRAFT:
            return Window.REGISTRATION
        case Status.RETURNED:
            return Window.CORRECTION
        case Status.REGISTERED:
            return Window.REPORT
    return None


def regular_day(initiative: Initiative, window: Window) -> date:
    """The last day of the window, without any extension."""
    match window:
        case Window.CORRECTION:
            return initiative.correct_until
        case Window.REPORT:
            return initiative.campaign.reports_close
    return initiative.campaign.registration_closes


def last_day(initiative: Initiative, window: Window) -> date:
    """The last day of the window, with what an extension adds."""
    regular = regular_day(initiative, window)
    return max(regular, extended_until(initiative, window) or regular)


def _is_late(initiative, window, today) -> bool:
    """Whether the window is closed. The extensions are asked for only after its regular day."""
    return today > regular_day(initiative, window) and today > last_day(initiative, window)


def window(action: Action, initiative: Initiative, today) -> str:
    """The sentence that says why the calendar does not allow `action` on `today`, or "" if it does."""
    campaign = initiative.campaign

    def day(value):
        return formats.date_format(value, "SHORT_DATE_FORMAT")

    match action, initiative.status:
        case Action.SUBMIT, _status if initiative.correct_until and not _is_late(initiative, Window.CORRECTION, today):
            return ""
        case Action.SUBMIT, Status.DRAFT if today < campaign.registration_opens:
            return _("Registration opens on %(day)s. The text stays here as a draft.") % {
                "day": day(campaign.registration_opens)
            }
        case Action.SUBMIT, Status.DRAFT if _is_late(initiative, Window.REGISTRATION, today):
            return _("Registration closed on %(day)s. The text stays here as a draft.") % {
                "day": day(last_day(initiative, Window.REGISTRATION))
            }
        case Action.SUBMIT, Status.RETURNED:
            return _("Corrections were possible until %(day)s. The text is kept.") % {
                "day": day(last_day(initiative, Window.CORRECTION))
            }
        case Action.REPORT, _status if today < campaign.reports_open:
            return _("Reports open on %(day)s. The text is kept.") % {"day": day(campaign.reports_open)}
        case Action.REPORT, _status if _is_late(initiative, Window.REPORT, today):
            return _("Reports closed on %(day)s. The text is kept.") % {"day": day(last_day(initiative, Window.REPORT))}
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
