"""What a unit was on a day, what it is today, and who carries it on. Days are inclusive dates.

Rows of `UnitName` are read in the order of their days, the one without a start first.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import text
from registry.models import Succession, Unit, UnitName
from registry.models.units import full_name
from registry.vocabulary import Level, Tier, UnitType


@dataclass(frozen=True)
class Heirs:
    """The units that stand today where another stood. `is_decided`: it is one, and it carries on the whole."""

    units: list[Unit]
    is_decided: bool


@dataclass(frozen=True)
class Lines:
    """All successions: `heirs` leads from an ended unit to [(successor, in part)], `origins` from a unit back."""

    heirs: dict[int, list[tuple[int, bool]]]
    origins: dict[int, list[int]]

    def is_carried(self, unit_id: int, by) -> bool:
        """Whether units for which `by(id)` is true carry on the whole: all successors, which are more than one part."""
        heirs = self.heirs.get(unit_id, [])
        is_mere_part = len(heirs) == 1 and heirs[0][1]
        return bool(heirs) and not is_mere_part and all(by(heir) for heir, _partial in heirs)

    def cover(self, holder: int, children: dict[int, list[int]]) -> dict[int, tuple[bool, bool]]:
        """What `holder` covers: id → (whole, own). Itself, all below by `children`, and the predecessors of all these.

        A predecessor is whole where everything that became of it is covered whole, and own where that is own.
        """
        covered = {holder: (True, True)}
        waiting = [holder]

        def add(unit_id, whole, own):
            had = covered.get(unit_id)
            now = (whole, own) if had is None else (whole or had[0], own or had[1])
            if now != had:
                covered[unit_id] = now
                waiting.append(unit_id)

        nothing = (False, False)
        while waiting:
            unit_id = waiting.pop()
            for child in children.get(unit_id, ()):
                add(child, covered[unit_id][0], False)
            for origin in self.origins.get(unit_id, ()):
                whole = self.is_carried(origin, lambda heir: covered.get(heir, nothing)[0])
                own = self.is_carried(origin, lambda heir: covered.get(heir, nothing)[1])
                add(origin, whole, own)
        return covered


def lines() -> Lines:
    """Read all successions, in one query."""
    heirs, origins = defaultdict(list), defaultdict(list)
    for old, new, partial in Succession.objects.order_by("id").values_list("from_unit_id", "to_unit_id", "is_partial"):
        heirs[old].append((new, partial))
        origins[new].append(old)
    return Lines(dict(heirs), dict(origins))


def row_on(unit: Unit, day: date) -> UnitName | None:
    """The dated row of the unit that is in force on `day`; None before its first day and after its last."""
    return next((row for row in unit.names.all() if _is_in_force(row.valid_from, row.valid_to, day)), None)


def name_on(unit: Unit, day: date) -> str:
    """The full name ("xã Bình Dương") on `day`; after the unit's end its last name, before the data its first.

    Asks nothing more where `names` was prefetched.
    """
    rows = sorted(unit.names.all(), key=lambda row: row.valid_from or date.min)
    return _nearest([(row.valid_from, row.full_name) for row in rows], day) or unit.label


def names_on(unit_ids: Iterable[int], day: date) -> dict[int, str]:
    """The same for many units in one query: id → full name."""
    rows: dict[int, list] = defaultdict(list)
    found = (
        Unit.objects.filter(pk__in=unit_ids)
        .order_by("pk", F("names__valid_from").asc(nulls_first=True))
        .values_list("pk", "label", "names__valid_from", "names__type", "names__name")
    )
    for unit_id, label, valid_from, type_, name in found:
        rows[unit_id].append((valid_from, full_name(type_, name) if type_ else label))
    return {unit_id: _nearest(names, day) for unit_id, names in rows.items()}


def called(name: str, day: date) -> list[Unit]:
    """The units which bore `name` on `day`, alone ("Đông Triều") or with the type ("phường Đông Triều").

    The two spellings of Hòa and Hoà are one; marks may be missing, but a mark that is there must be right. Where a name
    fits letter by letter, those that fit only without marks are left out. One query.
    """
    if not text.words(name):
        return []
    rows = UnitName.objects.filter(*_in_force(day), unit__in=Unit.objects.named_like(name)).select_related("unit")
    wanted = _letters(name)
    names = {row.unit: (_letters(row.name), _letters(row.full_name)) for row in rows.order_by("unit__label_key", "unit")}
    exact = [unit for unit, spellings in names.items() if wanted in spellings]
    return exact or [unit for unit, spellings in names.items() if any(map(wanted.fits, spellings))]


def called_ever(query: str) -> list[tuple[Unit, UnitName]]:
    """Units that had at any time a name with all the words of `query`, each with the last such row. One query.

    Marks and case do not matter; a word may be the beginning of one in the name. A query without words finds nothing.
    """
    words = text.words(query)
    if not words:
        return []
    rows = UnitName.objects.filter(unit__in=Unit.objects.named_like(query)).select_related("unit")
    found = {}
    for row in rows.order_by("unit__label_key", "unit_id", F("valid_from").asc(nulls_first=True)):
        if all(f" {word}" in f" {text.fold(row.full_name)}" for word in words):
            found[row.unit] = row
    return list(found.items())


def today(unit: Unit) -> Heirs:
    """Follow the successions until units stand today. A unit that stands is its own heir.

    Not decided: a split whose parts lie in several units, and a district, which ended without a successor. Two queries.
    """
    day, known = timezone.localdate(), lines()
    line = {unit.pk} | _reachable(unit.pk, {old: [new for new, _partial in heirs] for old, heirs in known.heirs.items()})
    units = list(Unit.objects.filter(pk__in=line))
    ended = {one.pk for one in units if one.ends_on and one.ends_on < day}
    ends = _ends_of_line(unit.pk, known, ended)
    return Heirs([one for one in units if one.pk in ends], _carrier(unit.pk, known, ended, {}) is not None)


def heirs_if_ended(unit: Unit) -> list[Unit]:
    """The units of today that took over an ended unit; nothing for a unit that stands, and then no query."""
    if not unit.ends_on or unit.ends_on >= timezone.localdate():
        return []
    return today(unit).units


def heirs_of(unit_ids: Iterable[int] | None = None) -> dict[int, int | None]:
    """Unit id → id of the one unit of today that carries it on whole, None where that is not decided.

    Without `unit_ids`: for all units. Two or three queries, however many units.
    """
    ended, known = _ended(timezone.localdate()), lines()
    wanted = Unit.objects.order_by().values_list("pk", flat=True) if unit_ids is None else unit_ids
    memory: dict[int, int | None] = {}
    return {unit_id: _carrier(unit_id, known, ended, memory) for unit_id in wanted}


def below(unit: Unit, day: date | None = None) -> set[int]:
    """Ids of everything below the unit, without itself: what stood there on `day`, or by the last rows of all units.

    One query. The way down may lead through a unit that had ended and still has others below it.
    """
    if day is None:
        parents = dict(Unit.objects.order_by().values_list("pk", "parent_id"))
        standing = set(parents)
    else:
        rows = _rows_near(day)
        parents = {unit_id: row.parent_id for unit_id, row in rows.items()}
        standing = {unit_id for unit_id, row in rows.items() if _is_in_force(row.valid_from, row.valid_to, day)}
    return _reachable(unit.pk, children_of(parents)) & standing


def predecessors(unit: Unit) -> set[int]:
    """Ids of all units that led to this one, whole or in part, over any number of steps. One query."""
    return _reachable(unit.pk, lines().origins)


def whole_predecessors(unit: Unit) -> set[int]:
    """Ids of the units that this one carries on whole. One query."""
    return {unit_id for unit_id, (_whole, own) in lines().cover(unit.pk, {}).items() if own} - {unit.pk}


def level_labels(day: date | None = None) -> dict[Level, str]:
    """The labels of the levels on `day` (today): the provincial one follows the type of the province that day."""
    rows = UnitName.objects.filter(*_in_force(day or timezone.localdate()), unit__tier=Tier.PROVINCE)
    labels = {level: str(level.label) for level in Level}
    if set(rows.order_by().values_list("type", flat=True)) == {UnitType.CENTRAL_CITY}:
        labels[Level.PROVINCE] = _("City level")
    return labels


def children_of(parents: dict[int, int | None]) -> dict[int, list[int]]:
    """Turn a map from child to parent round."""
    children = defaultdict(list)
    for child, parent in parents.items():
        if parent is not None:
            children[parent].append(child)
    return children


def _in_force(day) -> tuple[Q, Q]:
    """The rows in force on `day`, as conditions; `_is_in_force` is the same for a row at hand."""
    return Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gte=day)


def _is_in_force(valid_from, valid_to, day) -> bool:
    return (valid_from is None or valid_from <= day) and (valid_to is None or valid_to >= day)


def _nearest(rows: list[tuple], day):
    """The value of the last ordered (start, value) that had begun on `day`, else of the first; None of none."""
    begun = [value for start, value in rows if start is None or start <= day]
    return begun[-1] if begun else next((value for _start, value in rows), None)


def _rows_near(day) -> dict[int, UnitName]:
    """Each unit's row in force on `day`, or the last before; those that began later are absent. One query."""
    begun = UnitName.objects.filter(_in_force(day)[0])
    return {row.unit_id: row for row in begun.order_by(F("valid_from").asc(nulls_first=True))}


def _reachable(start: int, steps: dict[int, list[int]]) -> set[int]:
    """All that can be reached from `start`, without it."""
    found, waiting = set(), [start]
    while waiting:
        new = set(steps.get(waiting.pop(), ())) - found - {start}
        found |= new
        waiting += new
    return found


def _ended(day) -> set[int]:
    return set(Unit.objects.filter(ends_on__lt=day).order_by().values_list("pk", flat=True))


def _ends_of_line(unit_id: int, known: Lines, ended: set[int]) -> set[int]:
    """The units not ended to which the successions lead; the unit itself if it has not ended."""
    steps = {old: [new for new, _partial in heirs] for old, heirs in known.heirs.items() if old in ended}
    return ({unit_id} | _reachable(unit_id, steps)) - ended


def _carrier(unit_id: int, known: Lines, ended: set[int], memory: dict[int, int | None]) -> int | None:
    """The one unit not ended that carries on the whole, or None. `memory` keeps the answers of one round."""
    if unit_id not in ended:
        return unit_id
    if unit_id not in memory:
        memory[unit_id] = None
        carriers = {_carrier(heir, known, ended, memory) for heir, _partial in known.heirs.get(unit_id, [])}
        if len(carriers) == 1 and known.is_carried(unit_id, lambda _heir: None not in carriers):
            [memory[unit_id]] = carriers
    return memory[unit_id]


class _Letters(tuple):
    """A name as (letter, its marks), for comparing with and without marks; đ is a d with a mark."""

    __slots__ = ()

    def fits(self, name: "_Letters") -> bool:
        """Whether the letters are the same, and no mark here is missing there."""
        return len(self) == len(name) and all(
            mine == theirs and marks <= other for (mine, marks), (theirs, other) in zip(self, name, strict=True)
        )


def _letters(value: str) -> _Letters:
    letters: list[tuple[str, frozenset]] = []
    spelled = text.unify_spelling(" ".join(value.casefold().split())).replace("đ", "d\u0335")
    for character in unicodedata.normalize("NFD", spelled):
        if unicodedata.combining(character) and letters:
            letters[-1] = (letters[-1][0], letters[-1][1] | {character})
        else:
            letters.append((character, frozenset()))
    return _Letters(letters)
