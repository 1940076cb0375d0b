"""Charts drawn by the server as SVG: no script, printable. A chart is coordinates; `components/years_chart.html` draws it.

Each point opens exactly the models that it counts, by an area around it that a thumb hits.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from registry.queries.indicators import INDICATORS
from registry.templatetags.figures import number

from .figures import Cell

LINE = 18  # height of a line of text
TOP, FOOT = 30, 52  # space above the highest line of the grid, and below the lowest one for a number and the years
HIT = 32  # side of the area around a point; no screen shrinks a drawing by more than a quarter, so that it has 24 px


@dataclass(frozen=True)
class Point:
    """One point of a line: where it stands, its cell, its name for a reader of screens, and the top of its area."""

    x: float
    y: float
    cell: Cell
    name: str
    top: float

    @property
    def left(self) -> float:
        return self.x - HIT / 2


@dataclass(frozen=True)
class Year(Point):
    """The point of a year: where its number is written, and where the name of the line ends."""

    year: int
    label_y: float
    end_x: float
    end_y: float


@dataclass(frozen=True)
class Chart:
    """Registered and recognised over the years, in one size. `ticks` are the lines of the grid: (y, number).

    `has_key`: the lines are named in a key above the drawing, because one of them comes down upon its end.
    """

    width: int
    height: int
    left: int
    right: int
    anchor: str
    ticks: list[tuple[float, int]]
    registered: list[Year]
    recognised: list[Year]
    has_key: bool

    @property
    def registered_line(self) -> str:
        return line(self.registered)

    @property
    def recognised_line(self) -> str:
        return line(self.recognised)


def wide(rows: list[tuple[int, Cell, Cell]]) -> Chart | None:
    """For a desk: the lines are named to the right of their ends. Rows are (year, registered, recognised), oldest first."""
    return _chart(rows, width=640, height=340, left=46, right=476, ticks=5, is_named_beside=True)


def small(rows: list[tuple[int, Cell, Cell]]) -> Chart | None:
    """For a phone: the lines are named above and below their ends, or in a key."""
    return _chart(rows, width=328, height=300, left=26, right=328, ticks=3, is_named_beside=False)


def _chart(rows, *, width, height, left, right, ticks, is_named_beside) -> Chart | None:
    """None where there are fewer than two years, or nothing was counted."""
    largest = max((cell.count for row in rows for cell in row[1:]), default=0)
    if len(rows) < 2 or not largest:
        return None
    step = round_step(largest / ticks)
    most = step * -(-largest // step)
    bottom = height - FOOT

    def y(count):
        return round(bottom - (bottom - TOP) * count / most, 1)

    registered, recognised = [], []
    first, last = rows[0][0], rows[-1][0]
    has_key = not is_named_beside and rows[-1][1].count < rows[-2][1].count
    for year, more, fewer in rows:
        x = round(left + 20 + (right - left - 40) * (year - first) / (last - first), 1)
        high, low = y(more.count), y(fewer.count)
        is_close = low - high < 2 * LINE
        below = low + 22 if is_close else low - 12
        if is_named_beside:
            ends = (x + 12, min(high + 4, low - LINE + 4)), (x + 12, low + 4)
        elif has_key:
            ends = (18, 11), (168, 11)
        else:  # clear of the line that comes from the year before
            under = max([low, *(point.y for point in recognised[-1:])])
            ends = (width - 2, high - 12), (width - 2, under + 22)
        tops = areas(high, low)
        registered.append(Year(x, high, more, _name("registered", year, more), tops[0], year, high - 12, *ends[0]))
        recognised.append(Year(x, low, fewer, _name("recognised", year, fewer), tops[1], year, below, *ends[1]))
    grid = [(y(count), count) for count in range(0, most + 1, step)]
    anchor = "start" if is_named_beside or has_key else "end"
    return Chart(width, height, left, right, anchor, grid, registered, recognised, has_key)


def _name(key: str, year: int, cell: Cell) -> str:
    said = {"indicator": INDICATORS[key].name, "year": year, "number": number(cell.count)}
    return _("%(indicator)s, %(year)s: %(number)s") % said


def areas(one: float, other: float) -> tuple[float, float]:
    """The tops of the areas around two points above each other, given by their y: no area lies over the other."""
    if abs(one - other) >= HIT:
        return one - HIT / 2, other - HIT / 2
    middle = (one + other) / 2
    return (middle - HIT, middle) if one <= other else (middle, middle - HIT)


def round_step(least: float) -> int:
    """The smallest round number (1, 2, 5, 10, 20, 50 …) that is not below `least`."""
    return next(factor * 10**power for power in range(12) for factor in (1, 2, 5) if factor * 10**power >= least)


def line(points: list[Point]) -> str:
    """The points as a line of SVG."""
    return " ".join(f"{point.x:g},{point.y:g}" for point in points)
