"""Units, their names and successions are loaded from rows, as those of the two files that the registry ships.

What was entered by hand meanwhile stays, as far as the rows could not know it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import formats
from django.utils.translation import gettext as _

from registry.models import Succession, Unit, UnitName

from . import trail, unit_derived, unit_rows

_DAY_BEFORE = timedelta(days=1)
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
    unit_derived.wait_for_turn()
    changes = Changes()
    ids = dict(Unit.objects.order_by().values_list("key", "pk"))
    new = [key for key in wanted_names if key not in ids]
    _require_known_parents(wanted_names, ids)
    made = Unit.objects.bulk_create([_new_unit(key, wanted_names[key]) for key in new])
    ids |= {unit.key: unit.pk for unit in made}
    renamed = _load_names(wanted_names, ids, changes.names)
    rewritten = unit_derived.refresh(renamed) - {unit.pk for unit in made}
    named = len(wanted_names) - len(new)
    changes.units = Tally(len(new), len(rewritten), named - len(rewritten))
    unit_derived.require_no_cycle()
    _load_successions(wanted_successions, ids, changes.successions)
    unit_derived.rebuild_reach()
    if changes:
        unit_derived.reindex(renamed - {unit.pk for unit in made})
        trail.record_other("units", "unit.load", by=by, data=asdict(changes))
    return changes


def _new_unit(key: str, rows: list[dict]) -> Unit:
    """The unit as its rows make it, all but the parent, whose id may not be known yet."""
    unit = Unit(key=key)
    unit_derived.repeat(
        unit, [UnitName(**{name: row[name] for name in ("name", "type", "valid_from", "valid_to")}) for row in rows]
    )
    return unit


def _require_known_parents(wanted: dict[str, list[dict]], ids: dict[str, int]):
    for key, rows in wanted.items():
        for row in rows:
            if row["parent"] and row["parent"] not in ids and row["parent"] not in wanted:
                unit_rows.refuse(row["row"], key, _("There is no parent %(parent)s.") % {"parent": row["parent"]})


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
            _sort(row, values, _OF_NAME, added, changed, tally)
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
        day = {"day": formats.date_format(later[0].valid_from, "SHORT_DATE_FORMAT")}
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
        _sort(row, values, _OF_SUCCESSION, added, changed, tally)
    Succession.objects.bulk_update(changed, _OF_SUCCESSION, batch_size=500)
    Succession.objects.bulk_create(added, batch_size=2000)
    tally.added, tally.changed = len(added), len(changed)


def _sort(row, values: dict, columns, added: list, changed: list, tally: Tally):
    """Set the columns of the row, and put it among those to add or to change; one that is as it should be is counted."""
    differs = [column for column in columns if getattr(row, column) != values[column]]
    for column in differs:
        setattr(row, column, values[column])
    if row.pk is None:
        added.append(row)
    elif differs:
        changed.append(row)
    else:
        tally.unchanged += 1


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
