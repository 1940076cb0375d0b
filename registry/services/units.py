"""What happens to units: they are loaded, added, renamed, retyped, given another parent, merged, split.

The only writer of `Unit`, `UnitName`, `Succession` and `Reach`. Days are inclusive: what changes on 1 July closes the
row before on 30 June. Acts on units go one after the other: each waits until the one before is written.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from registry import text
from registry.errors import Refused
from registry.models import Initiative, Reach, Succession, Unit, UnitName
from registry.models.units import full_name
from registry.queries import likeness
from registry.queries import units as queries
from registry.vocabulary import TIER_OF_TYPE, ChangeKind

from . import initiatives, trail, unit_rows

_DAY_BEFORE = timedelta(days=1)
_REPEATED = ("label", "tier", "parent_id", "starts_on", "ends_on", "label_key", "search_text")
_OF_NAME = ("code", "name", "type", "parent_id", "valid_to", "legal_basis")
_OF_SUCCESSION = ("kind", "is_partial", "is_proposed", "effective_from", "legal_basis", "note")


@dataclass
class Tally:
    """How many rows of one kind a load added, changed, and found as they should be."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass
class Changes:
    """What a load did. It is false if nothing changed."""

    units: Tally = field(default_factory=Tally)
    names: Tally = field(default_factory=Tally)
    successions: Tally = field(default_factory=Tally)

    def __bool__(self):
        return any(tally.added or tally.changed for tally in (self.units, self.names, self.successions))


@transaction.atomic
def load(names: Iterable[Mapping], successions: Iterable[Mapping], *, by=None) -> Changes:
    """Bring units, names and successions to what the rows say, and return what that changed.

    `names` has the columns unit, code, name, type, level, parent, valid_from, valid_to, legal_basis; `successions` has
    from_unit, to_unit, kind, partial, default_successor, effective_from, legal_basis, note. Days are YYYY-MM-DD.

    No unit is removed, and units that the rows do not name stay as they are. Of a unit that they name, they replace the
    rows up to the last one they bring; a later row, or an end, that was entered by hand stays: they could not know it.

    Raises Refused with a sentence that names the row: an unknown word or parent, a wrong day, rows of one unit that
    overlap, a succession on a day that does not fit both units. Nothing is written then.
    """
    wanted_names, wanted_successions = unit_rows.names(names), unit_rows.successions(successions)
    _wait_for_turn()
    changes = Changes()
    ids = dict(Unit.objects.order_by().values_list("key", "pk"))
    new = [key for key in wanted_names if key not in ids]
    _require_known_parents(wanted_names, ids)
    made = Unit.objects.bulk_create([_new_unit(key, wanted_names[key]) for key in new])
    ids |= {unit.key: unit.pk for unit in made}
    renamed = _load_names(wanted_names, ids, changes.names)
    rewritten = _refresh(renamed) - {unit.pk for unit in made}
    named = len(wanted_names) - len(new)
    changes.units = Tally(len(new), len(rewritten), named - len(rewritten))
    _require_no_cycle()
    _load_successions(wanted_successions, ids, changes.successions)
    rebuild_reach()
    if changes:
        _reindex(renamed - {unit.pk for unit in made})
        trail.record_other("units", "unit.load", by=by, data=asdict(changes))
    return changes


@transaction.atomic
def add(*, key: str, name: str, type: str, parent: Unit | None = None, starts_on=None, code="", legal_basis="", by) -> Unit:
    """Add a unit with its first row, and return it. Without `starts_on` it exists since before the data.

    Raises Refused, with the field: the key is taken or no key, the name is empty, the parent does not stand.
    """
    _wait_for_turn()
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
    _wait_for_turn()
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
    _reindex({unit.pk})
    return fresh


@transaction.atomic
def merge(units: Iterable[Unit], *, into: Unit, on: date, legal_basis: str, by) -> list[Succession]:
    """End the units the day before `on`; `into` carries them on whole. What stands below them lies below `into` then.

    Raises Refused: no unit was given, one of them has ended or has a row from that day on, `into` does not stand on
    `on`, is one of them or lies below one of them.
    """
    _wait_for_turn()
    units = list(Unit.objects.filter(pk__in={unit.pk for unit in units}))
    if not units:
        _refuse("units", _("No unit was chosen."))
    basis = _basis(legal_basis)
    made = [_end(unit, [into], ChangeKind.MERGED, on, basis)[0] for unit in units]
    _close(UnitName.objects.filter(unit__in=units, valid_to__isnull=True), on)
    moved = _move_children(units, into, on, basis)
    _refresh({unit.pk for unit in units} | moved)
    for unit in units:
        data = {"successors": [[], [into.key]], "until": [None, _iso(on - _DAY_BEFORE)]}
        trail.record_other(f"{unit} ({unit.key})", "unit.merge", by=by, remark=basis, data=data)
    rebuild_reach()
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
    _wait_for_turn()
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


@transaction.atomic
def rebuild_reach():
    """Bring `Reach` to what the last rows and the successions say. Only rows that differ are written.

    Each unit covers itself, all below it by the last rows, and the predecessors of all these (`queries.Lines.cover`).
    """
    _wait_for_turn()
    parents = dict(Unit.objects.order_by().values_list("pk", "parent_id"))
    children, known = queries.children_of(parents), queries.lines()
    wanted = {(holder, unit): flags for holder in parents for unit, flags in known.cover(holder, children).items()}
    wrong, other = [], defaultdict(list)
    for pk, holder, unit, *flags in Reach.objects.values_list("pk", "holder_id", "unit_id", "is_whole", "is_own"):
        right = wanted.pop((holder, unit), None)
        if right is None:
            wrong.append(pk)
        elif right != tuple(flags):
            other[right].append(pk)
    if wrong:
        Reach.objects.filter(pk__in=wrong).delete()
    for (whole, own), pks in other.items():
        Reach.objects.filter(pk__in=pks).update(is_whole=whole, is_own=own)
    Reach.objects.bulk_create(
        [Reach(holder_id=holder, unit_id=unit, is_whole=whole, is_own=own) for (holder, unit), (whole, own) in wanted.items()],
        batch_size=2000,
    )


# What the acts share


def _wait_for_turn():
    """Lock the first unit, whichever it is: so acts on units, and the reach that follows from all, do not cross."""
    Unit.objects.select_for_update(no_key=True).order_by("pk").first()


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
    _refresh({unit.pk})
    rebuild_reach()
    fresh = Unit.objects.get(pk=unit.pk)
    trail.record_other(f"{fresh} ({fresh.key})", act, by=by, remark=remark, data=data)
    return fresh


def _refresh(unit_ids: set[int]) -> set[int]:
    """Let the columns of these units repeat their last rows; return the ids of those that changed. Three queries."""
    rows = defaultdict(list)
    for row in UnitName.objects.filter(unit__in=unit_ids).order_by(F("valid_from").asc(nulls_first=True)):
        rows[row.unit_id].append(row)
    units = Unit.objects.in_bulk(unit_ids)
    changed, columns = set(), set()
    for pk, unit in units.items():
        before = {column: getattr(unit, column) for column in _REPEATED}
        _repeat(unit, rows[pk])
        if differs := {column for column in _REPEATED if getattr(unit, column) != before[column]}:
            changed.add(pk)
            columns |= differs
    if changed:
        fields = [column.removesuffix("_id") for column in columns]
        Unit.objects.bulk_update([units[pk] for pk in changed], fields, batch_size=500)
    return changed


def _repeat(unit: Unit, rows: list[UnitName]):
    last = rows[-1]
    names = dict.fromkeys(text.fold(full_name(row.type, row.name)) for row in rows)
    unit.label, unit.tier, unit.parent_id = last.full_name, TIER_OF_TYPE[last.type], last.parent_id
    unit.starts_on, unit.ends_on = rows[0].valid_from, last.valid_to
    unit.label_key = text.sort_key(last.name)
    unit.search_text = "".join(f" {name}" for name in names)


def _reindex(unit_ids: set[int]):
    """Bring the searched names of units to their models; a model carries the one of its campaign's cut-off day."""
    rows = Initiative.objects.filter(unit__in=unit_ids).select_related("campaign", "unit")
    rows = list(rows.prefetch_related("unit__names"))
    table = likeness.abbreviations()
    for row in rows:
        initiatives.index(row, table=table)
    Initiative.objects.bulk_update(rows, ["search_text"], batch_size=200)


# Loading


def _new_unit(key: str, rows: list[dict]) -> Unit:
    """The unit as its rows make it, all but the parent, whose id may not be known yet."""
    unit = Unit(key=key)
    _repeat(unit, [UnitName(**{name: row[name] for name in ("name", "type", "valid_from", "valid_to")}) for row in rows])
    return unit


def _require_known_parents(wanted: dict[str, list[dict]], ids: dict[str, int]):
    for key, rows in wanted.items():
        for row in rows:
            if row["parent"] and row["parent"] not in ids and row["parent"] not in wanted:
                unit_rows.refuse(row["row"], key, _("There is no parent %(parent)s.") % {"parent": row["parent"]})


def _require_no_cycle():
    """Refuse parents that go round. By the last rows, as they stand in the units."""
    parents = dict(Unit.objects.order_by("pk").values_list("pk", "parent_id"))
    safe = {None}
    for start in parents:
        way, unit = set(), start
        while unit not in safe:
            if unit in way:
                raise Refused(_("%(unit)s would lie below itself.") % {"unit": Unit.objects.get(pk=unit)})
            way.add(unit)
            unit = parents[unit]
        safe |= way


def _load_names(wanted: dict[str, list[dict]], ids: dict[str, int], tally: Tally) -> set[int]:
    """Write the rows that differ; return the ids of the units to which they belong."""
    present = defaultdict(list)
    for row in UnitName.objects.filter(unit__key__in=wanted).order_by(F("valid_from").asc(nulls_first=True)):
        present[row.unit_id].append(row)
    added, changed, gone = [], [], []
    for key, rows in wanted.items():
        unit_id = ids[key]
        have = {row.valid_from: row for row in present[unit_id]}
        kept = _keep_what_came_later(key, rows, present[unit_id])
        for values in rows:
            row = have.pop(values["valid_from"], None) or UnitName(unit_id=unit_id, valid_from=values["valid_from"])
            values = values | {"parent_id": ids.get(values["parent"])}
            differs = _set(row, values, _OF_NAME)
            if row.pk is None:
                added.append(row)
            elif differs:
                changed.append(row)
            else:
                tally.unchanged += 1
        gone += [row for row in have.values() if row not in kept]
    UnitName.objects.filter(pk__in=[row.pk for row in gone]).delete()
    UnitName.objects.bulk_update(changed, [column.removesuffix("_id") for column in _OF_NAME], batch_size=500)
    UnitName.objects.bulk_create(added, batch_size=2000)
    tally.added, tally.changed = len(added), len(changed) + len(gone)
    return {row.unit_id for row in (*added, *changed, *gone)}


def _keep_what_came_later(key: str, rows: list[dict], present: list[UnitName]) -> list[UnitName]:
    """Let what was entered by hand after the last of `rows` close it, and return the rows that therefore stay."""
    last = rows[-1]
    start = last["valid_from"] or date.min
    later = [row for row in present if (row.valid_from or date.min) > start]
    if later and last["valid_to"] and last["valid_to"] >= later[0].valid_from:
        day = {"day": _day(later[0].valid_from)}
        unit_rows.refuse(last["row"], key, _("It overlaps with a row from %(day)s that was entered by hand.") % day)
    if last["valid_to"] is None:
        same = next((row for row in present if row.valid_from == last["valid_from"]), None)
        if later:
            last["valid_to"] = later[0].valid_from - _DAY_BEFORE
        elif same:
            last["valid_to"] = same.valid_to
    return later


def _load_successions(wanted: dict[tuple[str, str], dict], ids: dict[str, int], tally: Tally):
    """Write the successions that differ."""
    known = Succession.objects.filter(from_unit__key__in={first for first, _second in wanted})
    present = {(row.from_unit.key, row.to_unit.key): row for row in known.select_related("from_unit", "to_unit")}
    _require_fitting_days(wanted, Counter(first for first, _second in {**wanted, **present}))
    added, changed = [], []
    for pair, values in wanted.items():
        row = present.get(pair) or Succession(from_unit_id=ids[pair[0]], to_unit_id=ids[pair[1]])
        differs = _set(row, values, _OF_SUCCESSION)
        if row.pk is None:
            added.append(row)
        elif differs:
            changed.append(row)
        else:
            tally.unchanged += 1
    Succession.objects.bulk_update(changed, _OF_SUCCESSION, batch_size=500)
    Succession.objects.bulk_create(added, batch_size=2000)
    tally.added, tally.changed = len(added), len(changed)


def _set(row, values: dict, columns) -> bool:
    """Set the columns of the row; say whether that changed one."""
    differs = [column for column in columns if getattr(row, column) != values[column]]
    for column in differs:
        setattr(row, column, values[column])
    return bool(differs)


def _require_fitting_days(wanted: dict[tuple[str, str], dict], successors: Mapping[str, int]):
    """Each old unit ended the day before, each new one stands on the day; who carries on the whole does so alone."""
    units = Unit.objects.in_bulk(field_name="key")
    for (first, second), values in wanted.items():
        number, day, pair = values["row"], values["effective_from"], f"{first} → {second}"
        old, new = units.get(first), units.get(second)
        if old is None or new is None:
            unit_rows.refuse(number, pair, _("There is no unit %(key)s.") % {"key": second if old else first})
        if old.ends_on is None or old.ends_on != day - _DAY_BEFORE:
            unit_rows.refuse(number, pair, _("The old unit has to end the day before the succession."))
        if (new.starts_on and new.starts_on > day) or (new.ends_on and new.ends_on < day):
            unit_rows.refuse(number, pair, _("The new unit does not stand on the day of the succession."))
        if not values["is_partial"] and successors[first] > 1:
            unit_rows.refuse(number, pair, _("Only one unit can carry on another one whole."))
