"""The one way in which a model takes a step: lock, check, write status and times, trail, notices. Used by the services."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registry import lifecycle, rules, text
from registry.errors import Refused, Stale
from registry.models import Initiative
from registry.vocabulary import Action, Status

from . import counts, notices, totals, trail

_CLOSING = {Status.DECLINED, Status.WITHDRAWN, Status.NOT_RECOGNISED, Status.REVOKED}
_TIMES = (
    "submitted_at",
    "opened_at",
    "returned_at",
    "correct_until",
    "registered_at",
    "reported_at",
    "recognised_at",
    "closed_at",
    "cleared_at",
)


@dataclass(frozen=True)
class SortedOut:
    """What an act over many models would do: the models it can touch, and those it cannot, each with the reason."""

    possible: list[Initiative]
    refused: list[tuple[Initiative, str]]


def locked(initiatives: Iterable[Initiative], versions: Mapping[int, int] | None = None) -> list[Initiative]:
    """Return fresh, locked rows in the order of their ids. SQLite's transaction is the lock there.

    Raises Stale if a row is gone, or its version is no longer the one in `versions` (id → version).
    """
    wanted = {initiative.pk for initiative in initiatives}
    rows = list(
        Initiative.objects.select_for_update(of=("self",))
        .filter(pk__in=wanted)
        .select_related("campaign", "sector", "publication")
        # read after the lock was won: nobody else's change is missed
        .prefetch_related("authors", "person", "publication__photos")
        .order_by("pk")
    )
    changed = [row for row in rows if versions and row.version != versions.get(row.pk, row.version)]
    if changed or len(rows) != len(wanted):
        codes = ", ".join(row.code for row in changed[:5])
        raise Stale(
            _("Somebody changed this meanwhile (%(codes)s). Nothing was done; read it again.")
            % {"codes": codes or _("removed")}
        )
    counts.note(rows)
    totals.note(rows)
    return rows


def sort_out(initiatives: Iterable[Initiative], action: Action, *, by, hinder: Callable | None = None) -> SortedOut:
    """Say which of the models `by` can take through `action` now, and why not the others. Reads only.

    `hinder` is the act's own check: it takes a model and returns a sentence or "".
    """
    today = timezone.localdate()
    possible, refused = [], []
    for initiative in initiatives:
        if sentence := obstacle(initiative, action, by=by, today=today) or (hinder(initiative) if hinder else ""):
            refused.append((initiative, sentence))
        else:
            possible.append(initiative)
    return SortedOut(possible, refused)


def obstacle(initiative: Initiative, action: Action, *, by, today) -> str:
    """The first reason why the step cannot be taken: right, then status, then calendar; "" if none."""
    if sentence := rules.why_not(by, action, initiative):
        return sentence
    try:
        rules.require_open(action, initiative, today)
    except Refused as refusal:
        return str(refusal)
    return ""


def take(
    initiative: Initiative,
    action: Action,
    *,
    by,
    version=None,
    remark="",
    changes: dict | None = None,
    check: Callable | None = None,
) -> Initiative:
    """Take one model through one step and return the fresh row. `changes` are further fields to set.

    `check` is the act's own check of the locked row; it raises Refused.

    Raises PermissionDenied without the right; Refused if the step is not open or not in time; Stale if the page was old.
    """
    [fresh] = locked([initiative], version and {initiative.pk: version})
    rules.require(by, action, fresh)
    rules.require_open(action, fresh, timezone.localdate())
    if check:
        check(fresh)
    write([fresh], action, by=by, remark=remark, changes=changes)
    return fresh


@transaction.atomic
def take_many(
    initiatives: Iterable[Initiative], action: Action, *, by, versions=None, remark="", hinder: Callable | None = None
) -> list[Initiative]:
    """Take all models through the step, or none. Raises Refused with the first reasons if any of them cannot go."""
    rows = locked(initiatives, versions)
    require_all(sort_out(rows, action, by=by, hinder=hinder))
    write(rows, action, by=by, remark=remark)
    return rows


def require_all(sorted_out: SortedOut):
    """Raise Refused with the first reasons unless every model can go."""
    if not sorted_out.possible and not sorted_out.refused:
        raise Refused(_("No model was chosen."))
    if sorted_out.refused:
        reasons = "; ".join(f"{initiative.code}: {sentence}" for initiative, sentence in sorted_out.refused[:3])
        count = len(sorted_out.refused)
        raise Refused(
            ngettext(
                "Nothing was done, because %(count)s model cannot take this step (%(reasons)s).",
                "Nothing was done, because %(count)s models cannot take this step (%(reasons)s).",
                count,
            )
            % {"count": count, "reasons": reasons}
        )


def write(rows: list[Initiative], action: Action, *, by, remark="", data=None, changes=None, standing: Mapping | None = None):
    """Write status, times, trail and notices of locked and checked rows. `standing` says whose recognition stands still.

    `remark` and `data` are those of all rows, or functions that say them of each row.
    Whatever else shall be stored stands in `changes`: of what the caller set on the rows nothing but `status_before` is.
    """
    now = timezone.now()
    entries = []
    alike: dict[tuple, list[int]] = defaultdict(list)  # what is set → ids: a step over many is a few statements
    for row in rows:
        before = row.status
        times = {name: getattr(row, name) for name in _TIMES}
        row.status = lifecycle.target(
            action, before, before=row.status_before, standing=bool(standing and standing.get(row.pk))
        )
        _stamp(row, action, before, now)
        for field, value in (changes or {}).items():
            setattr(row, field, value)
        row.version += 1
        row.changed_at = now
        moved = [(name, getattr(row, name)) for name in _TIMES if getattr(row, name) != times[name]]
        alike[row.status, row.status_before, *moved].append(row.pk)
        said = remark(row) if callable(remark) else remark
        entries.append((row, action, before, said, data(row) if callable(data) else data))
    for (status, status_before, *moved), ids in alike.items():
        values = {**(changes or {}), **dict(moved), "status": status, "status_before": status_before, "changed_at": now}
        Initiative.objects.filter(pk__in=ids).update(version=F("version") + 1, **values)
    counts.moved(rows)
    totals.moved(rows)
    trail.record_many(entries, by=by, at=now)
    notices.tell_many([(row, said) for row, _action, _before, said, _data in entries], action, by=by)


def _stamp(row: Initiative, action: Action, before: str, now):
    """Set the times that belong to the step, and clear those that no longer hold."""
    match action:
        case Action.SUBMIT:
            row.submitted_at, row.opened_at = now, None
        case Action.TAKE_BACK:
            row.submitted_at, row.opened_at = None, None
        case Action.OPEN:
            row.opened_at = now
        case Action.RETURN:
            row.returned_at = now
        case Action.APPROVE:
            row.registered_at = now
        case Action.REPORT:
            row.reported_at = now
        case Action.RETURN_REPORT:
            row.reported_at = None
        case Action.RECOGNISE:
            row.recognised_at = row.recognised_at or now
        case Action.CANCEL_ENTRY:
            row.status_before = ""
            if row.status not in (Status.RECOGNISED, Status.REVOKED):
                row.recognised_at = None
        case Action.CLEAR:
            row.cleared_at = now
        case Action.UNCLEAR:
            row.cleared_at = None
    if row.status in _CLOSING and row.status != before:
        row.closed_at, row.status_before = now, before
    elif before in _CLOSING and row.status not in _CLOSING:
        row.closed_at, row.status_before = None, ""
    if row.status != Status.RECOGNISED:
        row.cleared_at = None


def require_text(value: str, field: str, sentence: str) -> str:
    """Return the cleaned text, or raise Refused at `field` if nothing is left of it."""
    if value := text.clean(value or ""):
        return value
    raise Refused(sentence, {field: sentence})
