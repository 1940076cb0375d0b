"""Charts drawn by the server as SVG: no script, printable. A chart is coordinates; `components/years_chart.html` draws it."""

from dataclasses import dataclass

LINE = 18  # height of a line of text
TOP, FOOT = 30, 52  # space above the highest line of the grid, and below the lowest one for a number and the years


@dataclass(frozen=True)
class Point:
    """One year of one line: where it stands, its number, where that is written, and where the name of the line ends."""

    x: float
    y: float
    year: int
    count: int
    label_y: float
    end_x: float
    end_y: float


@dataclass(frozen=True)
class Chart:
    """Registered and recognised over the years, in one size. `ticks` are the lines of the grid: (y, number)."""

    width: int
    height: int
    left: int
    right: int
    anchor: str
    ticks: list[tuple[float, int]]
    registered: list[Point]
    recognised: list[Point]

    @property
    def registered_line(self) -> str:
        return _line(self.registered)

    @property
    def recognised_line(self) -> str:
        return _line(self.recognised)


def wide(rows: list[tuple[int, int, int]]) -> Chart | None:
    """For a desk: the lines are named to the right of their ends. Rows are (year, registered, recognised), oldest first."""
    return _chart(rows, width=640, height=340, left=46, right=476, ticks=5, is_named_beside=True)


def small(rows: list[tuple[int, int, int]]) -> Chart | None:
    """For a phone: the lines are named above and below their ends."""
    return _chart(rows, width=328, height=300, left=26, right=328, ticks=3, is_named_beside=False)


def _chart(rows, *, width, height, left, right, ticks, is_named_beside) -> Chart | None:
    """None where there are fewer than two years, or nothing was counted."""
    largest = max((max(row[1:]) for row in rows), default=0)
    if len(rows) < 2 or not largest:
        return None
    step = round_step(largest / ticks)
    most = step * -(-largest // step)
    bottom = height - FOOT

    def y(count):
        return round(bottom - (bottom - TOP) * count / most, 1)

    registered, recognised = [], []
    first, last = rows[0][0], rows[-1][0]
    for year, more, fewer in rows:
        x = round(left + 20 + (right - left - 40) * (year - first) / (last - first), 1)
        high, low = y(more), y(fewer)
        is_close = low - high < 2 * LINE
        below = low + 22 if is_close else low - 12
        if is_named_beside:
            end = (x + 12, min(high + 4, low - LINE + 4), low + 4)
        else:  # clear of the line that comes from the year before
            above = min([high, *(point.y for point in registered[-1:])])
            under = max([low, *(point.y for point in recognised[-1:])])
            end = (width - 2, above - 12, under + 22)
        registered.append(Point(x, high, year, more, high - 12, end[0], end[1]))
        recognised.append(Point(x, low, year, fewer, below, end[0], end[2]))
    grid = [(y(count), count) for count in range(0, most + 1, step)]
    anchor = "start" if is_named_beside else "end"
    return Chart(width, height, left, right, anchor, grid, registered, recognised)


def round_step(least: float) -> int:
    """The smallest round number (1, 2, 5, 10, 20, 50 …) that is not below `least`."""
    return next(factor * 10**power for power in range(12) for factor in (1, 2, 5) if factor * 10**power >= least)


def _line(points: list[Point]) -> str:
    return " ".join(f"{point.x:g},{point.y:g}" for point in points)
