"""What happens to units: they are added, renamed, retyped, given another parent, merged, split.

With `unit_loading` and `unit_derived` the only writer of `Unit`, `UnitName`, `Succession` and `Reach`. Days are inclusive:
what changes on 1 July closes the row before on 30 June. Acts on units go one after the other: each waits until the one
before is written.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from registry import text
from registry.errors import Refused
from registry.models import Succession, Unit, UnitName
from registry.queries import units as queries
from registry.vocabulary import TIER_OF_TYPE, ChangeKind

from . import trail, unit_derived, unit_rows

_DAY_BEFORE = timedelta(days=1)


@transaction.atomic
def add(*, key: str, name: str, type: str, parent: Unit | None = None, starts_on=None, code="", legal_basis="", by) -> Unit:
    """Add a unit with its first row, and return it. Without `starts_on` it exists since before the data.

    Raises Refused, with the field: the key is taken or no key, the name is empty, the parent does not stand.
    """
    unit_derived.wait_for_turn()
    key = text.clean_line(key)
    if not unit_rows.KEY.fullmatch(key):
        _refuse("key", _("A key has at most 32 letters without marks, digits and single hyphens, as in 07090-2025."))
    if Unit.objects.filter(key=key).exists():
        _refuse("key", _("There is already a unit with the key %(key)s.") % {"key": key})
    row = UnitName(
        code=text.clean_line(code),
        name=text.clean_line(name),
        type=type,
        parent=parent,
        valid_from=starts_on,
        legal_basis=_basis(legal_basis),
    )
    _require_sound(row)
    if parent:
        _require_stands(parent, starts_on or timezone.localdate(), "parent", begun=starts_on is not None)
    row.unit = Unit.objects.create(key=key, label=row.full_name, tier=TIER_OF_TYPE[row.type])
    row.save()
    return _finish(row.unit, "unit.add", by, {"name": ["", row.full_name], "from": [None, _iso(starts_on)]})


@transaction.atomic
def change(unit: Unit, *, on: date, name=None, type=None, code=None, parent: Unit | None = None, legal_basis="", by) -> Unit:
    """Give the unit another name, type, code or parent from `on`; it stays the same unit. Returns it afresh.

    The row in force is closed the day before and a new one opened; what is not given stays as it was.

    Raises Refused, with the field: the unit has ended, a row begins on that day or later, nothing would change, the
    parent does not stand or lies below the unit.
    """
    unit_derived.wait_for_turn()
    unit = Unit.objects.get(pk=unit.pk)
    row = _open_row(unit, on)
    after = UnitName(
        unit=unit,
        code=row.code if code is None else text.clean_line(code),
        name=row.name if name is None else text.clean_line(name),
        type=type or row.type,
        parent_id=parent.pk if parent else row.parent_id,
        valid_from=on,
        legal_basis=_basis(legal_basis),
    )
    _require_sound(after)
    changed = [field for field in ("code", "name", "type", "parent_id") if getattr(row, field) != getattr(after, field)]
    if not changed:
        raise Refused(_("Nothing would change for %(unit)s.") % {"unit": unit})
    if "parent_id" in changed:
        _require_stands(parent, on, "parent")
        if parent.pk == unit.pk or parent.pk in queries.below(unit):
            _refuse("parent", _("%(unit)s cannot lie below itself.") % {"unit": unit})
    data = {"from": [_iso(row.valid_from), on.isoformat()]}
    for name_ in changed:
        data[name_.removesuffix("_id")] = [getattr(row, name_), getattr(after, name_)]
    if "parent" in data:
        data["parent"] = [row.parent and row.parent.key, parent.key]
    _close([row], on)
    after.save()
    fresh = _finish(unit, "unit.change", by, data, after.legal_basis)
    unit_derived.reindex({unit.pk})
    return fresh


@transaction.atomic
def merge(units: Iterable[Unit], *, into: Unit, on: date, legal_basis: str, by) -> list[Succession]:
    """End the units the day before `on`; `into` carries them on whole. What stands below them lies below `into` then.

    Raises Refused: no unit was given, one of them has ended or has a row from that day on, `into` does not stand on
    `on`, is one of them or lies below one of them.
    """
    unit_derived.wait_for_turn()
    units = list(Unit.objects.filter(pk__in={unit.pk for unit in units}))
    if not units:
        _refuse("units", _("No unit was chosen."))
    basis = _basis(legal_basis)
    made = [_end(unit, [into], ChangeKind.MERGED, on, basis)[0] for unit in units]
    _close(UnitName.objects.filter(unit__in=units, valid_to__isnull=True), on)
    moved = _move_children(units, into, on, basis)
    unit_derived.refresh({unit.pk for unit in units} | moved)
    for unit in units:
        data = {"successors": [[], [into.key]], "until": [None, _iso(on - _DAY_BEFORE)]}
        trail.record_other(f"{unit} ({unit.key})", "unit.merge", by=by, remark=basis, data=data)
    unit_derived.rebuild_reach()
    return made


@transaction.atomic
def split(
    unit: Unit, *, into: Iterable[Unit], on: date, legal_basis: str, by, proposed: Unit | None = None
) -> list[Succession]:
    """End the unit the day before `on`; each unit of `into` takes a part. `proposed` marks the likely heir, no more.

    What stands below the unit stays there until somebody gives it another parent with `change`: nobody decided.

    Raises Refused: fewer than two successors, the unit has ended or has a row from that day on, a successor does not
    stand on `on`, is the unit itself or lies below it.
    """
    unit_derived.wait_for_turn()
    unit = Unit.objects.get(pk=unit.pk)
    into = list({heir.pk: heir for heir in into}.values())
    if len(into) < 2:
        _refuse("into", _("A unit is split into two or more; one that goes into a single unit is merged."))
    basis = _basis(legal_basis)
    made = _end(unit, into, ChangeKind.SPLIT, on, basis, proposed)
    _close(unit.names.filter(valid_to__isnull=True), on)
    data = {"successors": [[], [heir.key for heir in into]], "until": [None, _iso(on - _DAY_BEFORE)]}
    _finish(unit, "unit.split", by, data, basis)
    return made


# What the acts share


def _refuse(field_: str, sentence: str):
    raise Refused(sentence, {field_: sentence})


def _iso(day) -> str | None:
    return day and day.isoformat()


def _day(day) -> str:
    return formats.date_format(day, "SHORT_DATE_FORMAT")


def _require_sound(row: UnitName):
    """Refuse a row with a field that is empty, too long or unknown."""
    try:
        row.clean_fields(exclude=("unit", "parent"))
    except ValidationError as error:
        fields = {name: messages[0] for name, messages in error.message_dict.items()}
        raise Refused(next(iter(fields.values())), fields) from error
    if len(row.full_name) > Unit._meta.get_field("label").max_length:
        _refuse("name", _("The name is too long."))


def _basis(legal_basis: str) -> str:
    legal_basis = text.clean_line(legal_basis)
    if len(legal_basis) > Succession._meta.get_field("legal_basis").max_length:
        _refuse("legal_basis", _("The legal basis is too long."))
    return legal_basis


def _require_stands(unit: Unit, day, field_: str, begun=True):
    """Refuse a parent or successor that has ended on `day`, or, if `begun`, does not exist yet."""
    unit = Unit.objects.get(pk=unit.pk)
    if unit.ends_on and unit.ends_on < day:
        _refuse(field_, _("%(unit)s ended on %(day)s.") % {"unit": unit, "day": _day(unit.ends_on)})
    if begun and unit.starts_on and unit.starts_on > day:
        _refuse(field_, _("%(unit)s exists only from %(day)s.") % {"unit": unit, "day": _day(unit.starts_on)})


def _open_row(unit: Unit, on: date) -> UnitName:
    """The unit's last row, which has no end and began before `on`. Raises Refused otherwise."""
    row = unit.names.order_by(F("valid_from").asc(nulls_first=True)).last()
    if row is None or row.valid_to:
        _refuse("on", _("%(unit)s ended on %(day)s.") % {"unit": unit, "day": _day(row.valid_to) if row else "–"})
    if row.valid_from and row.valid_from >= on:
        _refuse(
            "on",
            _("%(unit)s has a name that begins on %(day)s, so nothing can begin on that day or before.")
            % {"unit": unit, "day": _day(row.valid_from)},
        )
    return row


def _close(rows, on: date):
    """Let the rows end the day before `on`."""
    UnitName.objects.filter(pk__in=[row.pk for row in rows]).update(valid_to=on - _DAY_BEFORE)


def _end(unit: Unit, into: list[Unit], kind, on: date, legal_basis: str, proposed=None) -> list[Succession]:
    """Check that the unit can end and that its successors stand, and write the successions."""
    _open_row(unit, on)
    under = queries.below(unit) | {unit.pk}
    for heir in into:
        _require_stands(heir, on, "into")
        if heir.pk in under:
            _refuse("into", _("%(unit)s cannot go into itself or into what lies below it.") % {"unit": unit})
    return [
        Succession.objects.create(
            from_unit=unit,
            to_unit=heir,
            kind=kind,
            is_partial=kind == ChangeKind.SPLIT,
            is_proposed=kind == ChangeKind.MERGED or heir == proposed,
            effective_from=on,
            legal_basis=legal_basis,
        )
        for heir in into
    ]


def _move_children(units: list[Unit], into: Unit, on: date, legal_basis: str) -> set[int]:
    """Put what stands directly below the units under `into` from `on`; return the ids of what moved."""
    children = list(Unit.objects.filter(parent__in=units, ends_on__isnull=True))
    rows = [_open_row(child, on) for child in children]
    _close(rows, on)
    UnitName.objects.bulk_create(
        [
            UnitName(
                unit=row.unit,
                code=row.code,
                name=row.name,
                type=row.type,
                parent=into,
                valid_from=on,
                legal_basis=legal_basis,
            )
            for row in rows
        ]
    )
    return {child.pk for child in children}


def _finish(unit: Unit, act: str, by, data: dict, remark="") -> Unit:
    """Write the trail and all that repeats the rows; return the unit afresh."""
    unit_derived.refresh({unit.pk})
    unit_derived.rebuild_reach()
    fresh = Unit.objects.get(pk=unit.pk)
    trail.record_other(f"{fresh} ({fresh.key})", act, by=by, remark=remark, data=data)
    return fresh
