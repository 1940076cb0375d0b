"""With which line of a table by unit a model stands: by the units of that time, or by the units of today.

Both ways place every model exactly once, so their lines add up to the same total. Of that time: a model stands with the
unit that registered it, by the name of the campaign's cut-off day. Of today: it stands with the one unit that carries its
unit on whole, else with the one to which it was allocated, else it is "not allocated": nothing is spread silently.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from registry import text
from registry.models import Campaign, Initiative, Reach, Unit, UnitName
from registry.vocabulary import Tier, UnitsAsOf

from . import units

NOT_ALLOCATED = "not-allocated"  # stands for the key of a unit: what no unit of today carries on whole
OTHERS = "others"  # stands for the key of a unit: all top lines after the first ones
OWN = ":own"  # ends the key of a district: what it registered itself, without what lies below it
WHOLE = ":whole"  # ends the key of a unit of that time: what it and the units that it carries on registered


def successors(unit_ids: Iterable[int]) -> dict[int, list[Unit]]:
    """Which of these units no unit of today carries on whole: id → the units of today to which its models can be allocated.

    None of a district, for it has no successor. Five queries, however many units.
    """
    open_ = {unit for unit, heir in units.heirs_of(list(unit_ids)).items() if heir is None}
    if not open_:
        return {}
    heirs, day = units.lines().heirs, timezone.localdate()
    reached: dict[int, set[int]] = {}
    for unit in open_:
        seen, waiting = {unit}, [unit]
        while waiting:
            new = {heir for heir, _partial in heirs.get(waiting.pop(), ())} - seen
            seen |= new
            waiting += new
        reached[unit] = seen - {unit}
    standing = Unit.objects.standing(day).filter(pk__in=set().union(*reached.values()))
    found = list(standing)
    return {unit: [heir for heir in found if heir.pk in line] for unit, line in reached.items()}


def not_allocated(initiatives: QuerySet[Initiative]) -> QuerySet[Initiative]:
    """Those of these models that no unit of today holds. Two queries, and its own."""
    open_ = {unit for unit, heir in units.heirs_of().items() if heir is None}
    return initiatives.filter(_held_by_none(open_))


def allocated(initiatives: QuerySet[Initiative]) -> QuerySet[Initiative]:
    """Those of these models that a unit of today holds because a person decided so. Two queries, and its own."""
    open_ = {unit for unit, heir in units.heirs_of().items() if heir is None}
    return initiatives.filter(unit__in=open_, allocated_unit__isnull=False).exclude(_held_by_none(open_))


def knows(key: str) -> bool:
    """Whether there is a line of that key at all: of a unit, or one of the two that are none."""
    return key in (OTHERS, NOT_ALLOCATED) or Unit.objects.filter(key=bare(key)).exists()


def bare(key: str) -> str:
    """The key of the unit itself."""
    return key.removesuffix(OWN).removesuffix(WHOLE)


def is_beyond(key: str, among: set[int] | None) -> bool:
    """Whether the key is that of a unit outside `among`. One query, none for the superuser and for what is no unit."""
    if among is None or key in ("", OTHERS, NOT_ALLOCATED):
        return False
    unit = Unit.objects.filter(key=bare(key)).values_list("pk", flat=True).first()
    return unit is not None and unit not in among


def placed_by(campaign: Campaign, as_of: UnitsAsOf, among: set[int] | None = None) -> "Then | Today":
    """What says with which line a model stands. Four queries."""
    return Today(campaign) if as_of == UnitsAsOf.TODAY else Then(campaign, among)


@dataclass(frozen=True)
class _Known:
    """A unit as it is now: its key, last name, tier, and its place in the alphabet."""

    key: str
    label: str
    tier: str
    order: str


class _Placing:
    """What both ways know: all units, and what they were called on the cut-off day. Two queries."""

    def __init__(self, campaign: Campaign):
        columns = ("key", "label", "tier", "label_key")
        self.known = {pk: _Known(*rest) for pk, *rest in Unit.objects.order_by().values_list("pk", *columns)}
        self.ids = {unit.key: pk for pk, unit in self.known.items()}
        self.rows: dict[int, UnitName] = {}
        for row in UnitName.objects.order_by(F("valid_from").asc(nulls_first=True)):
            if row.unit_id not in self.rows or row.valid_from is None or row.valid_from <= campaign.cutoff_on:
                self.rows[row.unit_id] = row
        self.day = campaign.cutoff_on
        self.heirs = units.heirs_of(self.known)

    def name_then(self, unit: int) -> str:
        """The name on the cut-off day: after the unit's end its last one, before its first day the first."""
        return self.rows[unit].full_name if unit in self.rows else self.known[unit].label


class Then(_Placing):
    """By the units of that time, those of one district together."""

    def __init__(self, campaign: Campaign, among: set[int] | None = None):
        super().__init__(campaign)
        self._districts = {pk for pk, unit in self.known.items() if unit.tier == Tier.DISTRICT and self._stands(pk)}
        if among is not None:
            self._districts &= among

    def _stands(self, unit: int) -> bool:
        row = self.rows.get(unit)
        begun = row and (row.valid_from is None or row.valid_from <= self.day)
        return bool(begun) and (row.valid_to is None or row.valid_to >= self.day)

    def district(self, unit: int) -> int | None:
        """The district in which the unit lay on the cut-off day, or which it is."""
        seen: set[int] = set()
        while unit is not None and unit not in seen:
            if unit in self._districts:
                return unit
            seen.add(unit)
            row = self.rows.get(unit)
            unit = row.parent_id if row else None
        return None

    def spot(self, unit: int, allocated: int | None) -> int:
        """The unit of the line with which a model stands."""
        return unit

    def name(self, unit: int) -> str:
        return self.name_then(unit)

    def order(self, unit: int) -> str:
        """Its place in the alphabet."""
        return text.sort_key(self.rows[unit].name) if unit in self.rows else self.known[unit].order

    def condition(self, keys: Iterable[str]) -> Q:
        wanted: set[int] = set()
        for key in keys:
            unit = self.ids.get(bare(key))
            if unit is not None and key.endswith(WHOLE):
                wanted |= set(Reach.objects.filter(holder=unit, is_own=True, is_whole=True).values_list("unit", flat=True))
            elif unit in self._districts and not key.endswith(OWN):
                wanted |= {one for one in self.known if self.district(one) == unit}
            elif unit is not None:
                wanted.add(unit)
        return Q(unit__in=wanted)


class Today(_Placing):
    """By the units of today."""

    def spot(self, unit: int, allocated: int | None) -> int | None:
        """The unit of the line with which a model stands, None where it is not allocated."""
        return self.heirs[unit] or (self.heirs[allocated] if allocated else None)

    def district(self, unit: int) -> None:
        """Districts are no level of today."""

    def name(self, unit: int) -> str:
        return self.known[unit].label

    def order(self, unit: int) -> str:
        """Its place in the alphabet."""
        return self.known[unit].order

    def condition(self, keys: Iterable[str]) -> Q:
        open_ = {unit for unit, heir in self.heirs.items() if heir is None}
        found = Q(pk__in=[])
        if NOT_ALLOCATED in keys:
            found |= _held_by_none(open_)
        wanted = {self.ids[key] for key in keys if key in self.ids}
        if carried := {unit for unit, heir in self.heirs.items() if heir in wanted}:
            found |= Q(unit__in=carried) | Q(unit__in=open_, allocated_unit__in=carried)
        return found


def _held_by_none(open_: set[int]) -> Q:
    """The models that stand nowhere today; `open_` are the units that no unit of today carries on."""
    return Q(unit__in=open_) & (Q(allocated_unit__isnull=True) | Q(allocated_unit__in=open_))
