"""An act over many undone as one: all of its models, or none, and only while none of them has gone on."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from registry.errors import Refused
from registry.models import DecisionLine, Entry, Initiative, Recognition
from registry.queries import batches
from registry.vocabulary import Action

from . import recognition, review, steps, trail

# What undoes an act, where the table of steps knows a way back.
INVERSE = {
    Action.RECOGNISE: Action.CANCEL_ENTRY,
    Action.DECLINE: Action.REOPEN,
    Action.DECIDE_AGAINST: Action.REOPEN,
    Action.WITHDRAW: Action.REOPEN,
    Action.CLEAR: Action.UNCLEAR,
}
WHY_NOT = {
    Action.APPROVE: gettext_lazy(
        "An approval is not undone: the units were told and go on with their models. Correct a single model, or decide"
        " against its recognition."
    ),
    Action.RETURN: gettext_lazy(
        "Returning is not undone: the units were told what to correct and may be writing. They send the models again."
    ),
    Action.RETURN_REPORT: gettext_lazy(
        "Returning a report is not undone: the units were told what it lacks. They send the reports again."
    ),
    Action.REOPEN: gettext_lazy("Reopening is not undone. Decline the models again, or decide against their recognition."),
    Action.UNCLEAR: gettext_lazy("Withdrawing from publication is not undone. Clear the models again; each is checked anew."),
    Action.CANCEL_ENTRY: gettext_lazy("Cancelling entries is not undone. Recognise the models again by the decision."),
}


@dataclass(frozen=True)
class Prospect:
    """What undoing an act over many would do: by which step, with which models, and why not the others or the whole."""

    action: Action | None
    possible: list[Initiative]
    refused: list[tuple[Initiative, str]]
    why_not: str = ""

    @property
    def is_possible(self) -> bool:
        return bool(self.possible) and not self.refused and not self.why_not


def prospect(batch: UUID, rows: list[Initiative], *, by) -> Prospect:
    """Say what undoing `batch` would do; `rows` are its models as `by` sees them. Reads only."""
    entries = {entry.initiative_id: entry for entry in batches.entries_of(batch)}
    action, sentence = _way_back(batch, entries, rows)
    if not action:
        return Prospect(None, [], [], sentence)
    later = batches.later_steps(entries.values())
    found = _recognitions(entries) if action == Action.CANCEL_ENTRY else {}
    on_lists = _on_lists(found.values())

    def hinder(row):
        if action == Action.CANCEL_ENTRY:
            return _hinders_cancelling(found.get(row.pk), row, by, on_lists)
        return review.hinders_unclearing(row) if action == Action.UNCLEAR else ""

    # That a model has gone on says more than that the step is closed now.
    gone = [(row, _gone_on(later[row.pk])) for row in rows if row.pk in later]
    sorted_out = steps.sort_out([row for row in rows if row.pk not in later], action, by=by, hinder=hinder)
    return Prospect(action, sorted_out.possible, [*gone, *sorted_out.refused], _all_seen(entries, rows))


@trail.as_one()
@transaction.atomic
def undo(batch: UUID, *, by, reason: str, versions=None) -> UUID:
    """Undo an act over many and return the act that did it: an act over many too.

    Raises Refused if its kind has no way back, if it was undone already, if any of its models has gone on since, is out
    of sight or may not be touched by `by`; Stale if `versions` (id → version) of the preview are old.
    """
    reason = steps.require_text(reason, "reason", _("Say why this is undone."))
    ids = {entry.initiative_id for entry in batches.entries_of(batch)}
    seen = Initiative.objects.visible_to(by).filter(pk__in=ids)
    rows = steps.locked(seen, versions)
    found = prospect(batch, rows, by=by)
    if found.why_not:
        raise Refused(found.why_not)
    steps.require_all(steps.SortedOut(found.possible, found.refused))
    match found.action:
        case Action.CANCEL_ENTRY:
            entries = {entry.initiative_id: entry for entry in batches.entries_of(batch)}
            recognition.cancel_entry_many(_recognitions(entries).values(), by=by, reason=reason)
        case Action.REOPEN:
            review.reopen_many(rows, by=by, reason=reason)
        case Action.UNCLEAR:
            review.unclear_many(rows, by=by, reason=reason)
    with trail.as_one() as key:
        trail.record_other(str(batch), batches.UNDO, by=by, remark=reason, data={"batch": str(key)})
    return key


def _way_back(batch, entries, rows) -> tuple[Action | None, str]:
    """The step that undoes the act, or None and why there is none."""
    acts = {entry.action for entry in entries.values()}
    if batch in batches.undone([batch]):
        return None, _("This act over many was undone already.")
    if not rows:
        return None, _("No model of this act can be seen by you.")
    if len(acts) != 1 or not acts <= set(Action):
        return None, _("An act of this kind is not undone as one.")
    action = Action(acts.pop())
    if action not in INVERSE:
        return None, str(WHY_NOT.get(action, _("An act of this kind is not undone as one.")))
    return INVERSE[action], ""


def _all_seen(entries: dict, rows) -> str:
    if not (hidden := len(entries) - len(rows)):
        return ""
    return ngettext(
        "%(count)s model of this act cannot be seen by you, and it is undone as a whole only.",
        "%(count)s models of this act cannot be seen by you, and it is undone as a whole only.",
        hidden,
    ) % {"count": hidden}


def _gone_on(entry: Entry) -> str:
    return _("It has gone on since: “%(action)s”.") % {"action": entry.get_act_display()}


def _recognitions(entries: dict[int, Entry]) -> dict[int, Recognition]:
    """The recognition that each entry wrote: both have the same time."""
    rows = Recognition.objects.filter(initiative__in=entries).select_related("decision", "initiative")
    return {row.initiative_id: row for row in rows if row.recognised_at == entries[row.initiative_id].at}


def _on_lists(recognitions) -> set[tuple[int, int]]:
    """Which of these were made by issuing a decision with a list: pairs of decision and model. One query."""
    wanted = defaultdict(set)
    for row in recognitions:
        wanted[row.decision_id].add(row.initiative_id)
    lines = DecisionLine.objects.filter(decision__in=wanted).values_list("decision_id", "initiative_id")
    return {(decision, initiative) for decision, initiative in lines if initiative in wanted[decision]}


def _hinders_cancelling(found: Recognition | None, row, by, on_lists) -> str:
    if found and (found.decision_id, found.initiative_id) in on_lists:
        return _("The model stands on the list with which decision %(number)s was issued: only a decision ends that.") % {
            "number": found.decision
        }
    return recognition.hinders_cancelling(found, row, by)
