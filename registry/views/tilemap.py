"""The tile map: one tile a unit of today, in its rough place, coloured by a figure that the reader chooses.

What stands on no tile (models that are not allocated, units without a place) is said beside it, so that the map and its
table hold all models.
"""

from dataclasses import dataclass

from django.shortcuts import render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registry.models import Tile, Unit
from registry.models.units import TERRITORIES
from registry.queries import places, statistics
from registry.queries.indicators import INDICATORS, Figures
from registry.queries.places import Line
from registry.templatetags.figures import number, percent
from registry.vocabulary import UnitsAsOf

from . import figures, leadership
from .questions import campaign_of

SHADES = 5
SIDE_X, SIDE_Y, GAP = 84, 58, 4  # of a tile, and between two of them
MAPPED = ("registered", "recognised", "rate", "new", "continued")


@dataclass(frozen=True)
class Drawn:
    """One tile: where it stands, its shade (0: nothing counted there … 5), the words in it, and what it opens."""

    x: int
    y: int
    shade: int
    short: str
    said: str
    name: str
    value: object
    address: str
    formerly: tuple[str, ...] = ()

    @property
    def middle(self) -> float:
        return self.x + (SIDE_X - GAP) / 2

    @property
    def is_dark(self) -> bool:
        return self.shade >= SHADES - 1


@dataclass(frozen=True)
class TileMap:
    """The tiles, the size of the drawing, the legend: (shade, words).

    `beside` is what stands on no tile: (name, number as printed, address); `total` is the number and address of all.
    """

    tiles: list[Drawn]
    width: int
    height: int
    legend: list[tuple[int, str]]
    beside: list[tuple[str, str, str]]
    total: tuple[str, str]

    @property
    def look(self) -> str:
        """Wide: drawn as wide as the page. Middling: in its own size, though wider than a phone."""
        return "is-wide" if self.width > 11 * SIDE_X else "is-middling" if self.width > 4 * SIDE_X else ""


@require_safe
def tile_map(request):
    """The map of a campaign, with the same numbers as a table below it."""
    leadership.require_leading(request.user)
    if not (campaigns := statistics.campaigns()):
        return render(request, "registry/leadership/leadership.html", {"campaign": None})
    campaign, notes = campaign_of(request.GET.get("campaign", ""), campaigns)
    key = request.GET.get("indicator", "")
    indicator = INDICATORS[key if key in MAPPED else "registered"]
    among = statistics.units_led(request.user)
    table = places.by_unit(campaign, among, as_of=UnitsAsOf.TODAY)
    context = {
        "campaign": campaign,
        "campaigns": campaigns,
        "notes": notes,
        "scope": leadership.scope_in_words(request.user),
        "indicator": indicator,
        "indicators": [INDICATORS[one] for one in MAPPED],
        "map": drawn(table, indicator.key, figures.Door(campaign, units=UnitsAsOf.TODAY.value), among),
    }
    return render(request, "registry/leadership/map.html", context)


def drawn(table: places.Table, key: str, door, among: set[int] | None = None) -> TileMap | None:
    """The map of a table by the units of today, also of the units `among` (ids; None: all) of which nothing is counted.

    None where no unit of the reader has a tile. One query.
    """
    lines = {line.key: line for line in table.lines}
    found = Tile.objects.select_related("unit").filter(unit__in=Unit.objects.standing(timezone.localdate()))
    if among is not None:
        found = found.filter(unit__in=among | {unit for line in table.lines for unit in line.units})
    if not (found := list(found)):
        return None
    values = {tile.pk: _value(lines.get(tile.unit.key), key) for tile in found}
    bounds = _bounds([value for value in values.values() if value])
    left, top = min(tile.column for tile in found), min(tile.row for tile in found)
    tiles = [
        _tile(tile, lines.pop(tile.unit.key, None), values[tile.pk], bounds, key, door, origin=(left, top)) for tile in found
    ]
    beside = [(capfirst(line.name), *_number(line, key, door)) for line in (*lines.values(), *filter(None, [table.left_over]))]
    return TileMap(
        sorted(tiles, key=lambda one: (-(one.value or 0), one.name)),
        max(tile.x for tile in tiles) + SIDE_X - GAP,
        max(tile.y for tile in tiles) + SIDE_Y - GAP,
        _legend(bounds, key),
        [one for one in beside if one[2]],
        _number(Line("", "", table.figures), key, door),  # without a unit it opens all models
    )


def _tile(tile: Tile, line: Line | None, value, bounds: list, key: str, door, *, origin: tuple[int, int]) -> Drawn:
    said, address = _number(line, key, door, tile.unit.key)
    name = line.name if line else tile.unit.label
    x, y = (tile.column - origin[0]) * SIDE_X, (tile.row - origin[1]) * SIDE_Y
    formerly = line.formerly if line else ()
    return Drawn(x, y, _shade(value, bounds), _short(name), said, capfirst(name), value, address, formerly)


def _number(line: Line | None, key: str, door, unit: str = "") -> tuple[str, str]:
    """The number of a line as it is printed, and the address of its models ("" where there are none)."""
    if not line:
        return _said(_value(None, key), key), ""
    return _said(line.figures[key], key), door(line.figures, _opened(key), unit=unit or line.key).address


def _value(line: Line | None, key: str):
    return (line.figures if line else Figures())[key]


def _opened(key: str) -> str:
    share = INDICATORS[key].share
    return share[0] if share else key


def _said(value, key: str) -> str:
    return percent(value) if INDICATORS[key].share else number(value)


def _bounds(values: list) -> list:
    """The upper ends of the shades: as many units in each as can be, equal values in one shade."""
    ordered = sorted(values)
    return sorted({ordered[-(-len(ordered) * part // SHADES) - 1] for part in range(1, SHADES + 1)}) if ordered else []


def _shade(value, bounds: list) -> int:
    if not value:
        return 0
    place = next(index for index, bound in enumerate(bounds, start=1) if value <= bound)
    return place + SHADES - len(bounds)


def _legend(bounds: list, key: str) -> list[tuple[int, str]]:
    said = [(0, _said(0, key))]
    for place, bound in enumerate(bounds, start=1):
        words = _("up to %(number)s") if place < len(bounds) or len(bounds) == 1 else _("up to %(number)s (most)")
        said.append((place + SHADES - len(bounds), words % {"number": _said(bound, key)}))
    return said


def _short(name: str) -> str:
    """The name without its type: the map has room for no more."""
    for type_ in TERRITORIES:
        name = name.removeprefix(f"{type_} ")
    return name
