"""Tables by unit: their lines in their order, each with its figures and those of the year before (`placing` says who stands
where).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Q, QuerySet
from django.utils.translation import pgettext

from registry.models import Campaign, ExpectedUnit
from registry.vocabulary import UnitsAsOf

from . import likeness, units
from .counts import at_places
from .indicators import Figures
from .placing import NOT_ALLOCATED, OTHERS, OWN, Then, Today, placed_by

FIRST = 20  # top lines that the dashboard prints before the others are summed up
SORTS = ("registered", "recognised", "rate", "share", "target", "change", "name")  # a minus in front turns the order round
USUAL = "registered"
IN_ORDER = ("submitted", "registered", "recognised", "ended")  # the figures by which a line is there, and stands where it does


@dataclass(frozen=True)
class Line:
    """One line of a table by unit. `key` leads to its models; `before` are the figures of the year before, if there are any.

    `below` are the lines of a district; `formerly` are the units of that time from which the models of a unit of today
    come, `today` is the unit of today that carries on one of that time: both only where the name is another.
    """

    key: str
    name: str
    figures: Figures
    before: Figures | None = None
    target: int | None = None
    below: tuple["Line", ...] = ()
    formerly: tuple[str, ...] = ()
    today: str = ""
    order: str = ""
    units: frozenset[int] = frozenset()  # that of the line, and those whose models stand in it

    @property
    def is_district(self) -> bool:
        return bool(self.below)

    @property
    def change(self) -> int:
        """How many more models are registered than the year before."""
        return self.figures["registered"] - (self.before["registered"] if self.before else 0)


@dataclass(frozen=True)
class Table:
    """The lines of one campaign in their order; `left_over` is what no unit of today carries on, None where nothing is so."""

    campaign: Campaign
    as_of: UnitsAsOf
    lines: list[Line]
    left_over: Line | None
    figures: Figures
    before: Figures | None = None
    target: int | None = None
    sent: frozenset[int] = frozenset()  # ids of the units of that time that submitted anything

    @property
    def all_lines(self) -> list[Line]:
        """The top lines, with what no unit carries on: they add up to the total."""
        return [*self.lines, *filter(None, [self.left_over])]

    @property
    def leaves(self) -> list[Line]:
        """The lines without districts: each unit for itself, so that they add up to the total too."""
        return [leaf for line in self.all_lines for leaf in line.below or (line,)]

    @property
    def has_districts(self) -> bool:
        return any(line.is_district for line in self.lines)

    def narrowed(self, query: str) -> "Table":
        """Only the lines that have, had, or lead to a unit with a name with all words of `query`. At most five queries.

        In both ways a former name finds the unit of today, and a name of today what was merged into it.
        """
        found = called(query, with_origins=self.as_of == UnitsAsOf.THEN)
        lines = [narrow for line in self.lines if (narrow := _narrow(line, found))]
        left_over = self.left_over and _narrow(self.left_over, found)
        return replace(self, lines=lines, left_over=left_over)


def by_unit(
    campaign: Campaign,
    among: set[int] | None = None,
    before: Campaign | None = None,
    as_of: UnitsAsOf = UnitsAsOf.THEN,
    sort: str = USUAL,
    only: tuple[str, ...] = (),
) -> Table:
    """The table of a campaign, of the models of the units `among` (ids; None: of all), with all figures or (`only`) some.

    Six queries, however many units and models. A district stands as a level where it existed on the cut-off day and
    belongs to `among`; a subtotal of a part of it would be taken for the whole.
    """
    past, now = {}, {}
    for place in at_places([campaign, before] if before else [campaign], among, only):
        (now if place.campaign == campaign.pk else past)[place.unit, place.allocated_unit] = place.figures
    now = {spot: figures for spot, figures in now.items() if any(figures[key] for key in ("submitted", "ended"))}
    placing = placed_by(campaign, as_of, among)
    targets = dict(_expected(campaign, among))
    makes = _Lines(placing, now, past, targets, has_past=bool(before) and any(one["submitted"] for one in past.values()))
    lines, left_over = makes.lines(sort)
    return Table(
        campaign,
        as_of,
        lines,
        left_over,
        Figures.together(now.values()),
        makes.together(past.values()),
        sum(targets.values()) if targets else None,
        frozenset(unit for (unit, _allocated), figures in now.items() if figures["submitted"]),
    )


def condition(key: str, campaign: Campaign, among: set[int] | None = None, as_of=UnitsAsOf.THEN, sort: str = USUAL) -> Q:
    """The models of the line with this key: exactly those that a table by `by_unit` counts there.

    Four queries for one line; `OTHERS` depend on the order, and need the table once more.
    """
    if key == OTHERS:
        before = Campaign.objects.filter(year=campaign.year - 1).first() if sort.removeprefix("-") == "change" else None
        table = by_unit(campaign, among, before, as_of, sort, IN_ORDER)
        keys = [line.key for line in table.lines[FIRST:]]
    else:
        keys = [key]
    return placed_by(campaign, as_of, among).condition(keys)


class _Lines:
    """Makes the lines of a table from the figures of its places, (unit, allocated unit) → figures."""

    def __init__(self, placing: Then | Today, now: dict, past: dict, targets: dict[int, int], *, has_past: bool):
        self._placing, self._has_past = placing, has_past
        self._is_today = isinstance(placing, Today)
        self._now, self._past = self._by_unit(now), self._by_unit(past)
        self._targets: dict[int | None, int] = defaultdict(int)
        for unit, target in targets.items():
            self._targets[placing.spot(unit, None)] += target
        self._of_districts: dict[int, int] = defaultdict(int)
        for unit, target in targets.items():
            if (district := placing.district(unit)) is not None:
                self._of_districts[district] += target

    def _by_unit(self, places: dict) -> dict[int | None, list[tuple[int, Figures]]]:
        found = defaultdict(list)
        for (unit, allocated), figures in places.items():
            found[self._placing.spot(unit, allocated)].append((unit, figures))
        return found

    def together(self, many: Iterable[Figures]) -> Figures | None:
        """The figures of the year before, added up; None where there are none."""
        many = list(many) if self._has_past else []
        return Figures.together(many) if many else None

    def lines(self, sort: str) -> tuple[list[Line], Line | None]:
        top: list[Line] = []
        districts: dict[int, list[Line]] = defaultdict(list)
        for unit in self._now:
            if unit is None:
                continue
            district = self._placing.district(unit)
            (top if district is None else districts[district]).append(self._line(unit, OWN if unit == district else ""))
        top += [self._district(unit, below, sort) for unit, below in districts.items()]
        return ordered(top, sort), self._line(None) if None in self._now else None

    def _line(self, unit: int | None, ending: str = "") -> Line:
        places = self._now[unit]
        return Line(
            key=self._placing.known[unit].key + ending if unit else NOT_ALLOCATED,
            name=self._placing.name(unit) if unit else pgettext("line of a table", "Not allocated"),
            figures=Figures.together(figures for _unit, figures in places),
            before=self.together(figures for _unit, figures in self._past.get(unit, ())),
            target=self._targets.get(unit),
            formerly=self._formerly(unit, {one for one, _figures in places}) if self._is_today else (),
            today="" if self._is_today else self._name_today(unit),
            order=self._placing.order(unit) if unit else "",
            units=frozenset({one for one, _figures in places} | {unit} - {None}),
        )

    def _district(self, unit: int, below: list[Line], sort: str) -> Line:
        known = self._placing.known[unit]
        past = [figures for one, places in self._past.items() if self._placing.district(one) == unit for _u, figures in places]
        return Line(
            key=known.key,
            name=self._placing.name(unit),
            figures=Figures.together(line.figures for line in below),
            before=self.together(past),
            target=self._of_districts.get(unit),
            below=tuple(ordered(below, sort)),
            order=self._placing.order(unit),
            units=frozenset({unit}),
        )

    def _formerly(self, unit: int | None, places: set[int]) -> tuple[str, ...]:
        """The names of that time of the units whose models stand in the line, where they are not its own name."""
        own = self._placing.name(unit) if unit else ""
        named = [(self._placing.known[one].order, self._placing.name_then(one)) for one in places]
        return tuple(dict.fromkeys(name for _order, name in sorted(named) if name != own))

    def _name_today(self, unit: int) -> str:
        heir = self._placing.heirs[unit]
        name = self._placing.known[heir].label if heir else ""
        return "" if name == self._placing.name(unit) else name


def ordered(lines: Iterable[Line], sort: str = USUAL) -> list[Line]:
    """Lines in the order of `SORTS`: the largest number first, names by the alphabet; equals by the alphabet always.

    A minus in front turns it round; what makes no sense is the usual order. There is none by anybody's money.
    """
    column = sort.removeprefix("-")
    if column not in SORTS:
        sort = column = USUAL
    by_name = sorted(lines, key=lambda line: (line.order, line.key), reverse=sort == "-name")
    if column == "name":
        return by_name
    return sorted(by_name, key=lambda line: _rank(line, column), reverse=not sort.startswith("-"))


def _rank(line: Line, column: str):
    """By what a line is set in order; what has no value comes below everything."""
    match column:
        case "rate":
            return -1 if line.figures["rate"] is None else line.figures["rate"]
        case "target":
            return -1 if not line.target else line.figures["registered"] / line.target
        case "change":
            return line.change
        case "share":
            return line.figures["registered"]
    return line.figures[column]


def share(part: int, whole: int) -> Decimal | None:
    """How many per cent `part` is of `whole`, with one decimal, halves rounded up; None of nothing."""
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP) if whole else None


def _expected(campaign: Campaign, among: set[int] | None) -> QuerySet:
    """(unit, target) of the units for which a target is set."""
    expected = ExpectedUnit.objects.filter(campaign=campaign, target__isnull=False)
    return (expected if among is None else expected.filter(unit__in=among)).values_list("unit", "target")


def called(query: str, *, with_origins: bool) -> set[int]:
    """The units that ever had such a name, what carries them on, and, if asked for, what they carry on. Five queries."""
    found = {unit.pk for unit, _row in units.called_ever(query)}
    waiting = list(found) if with_origins else []
    origins = units.lines().origins if waiting else {}
    while waiting:
        new = set(origins.get(waiting.pop(), ())) - found
        found |= new
        waiting += new
    return found | {one.unit.pk for one in likeness.find_units(query)}


def _narrow(line: Line, found: set[int]) -> Line | None:
    """The line as far as it was found: of a district that was not found itself, what lies below and was."""
    if line.units & found:
        return line
    below = tuple(one for one in line.below if one.units & found)
    return replace(line, below=below) if below else None
