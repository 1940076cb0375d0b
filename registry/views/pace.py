"""How fast a campaign runs: models submitted by the end of each week, beside the campaign of the year before."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from django.utils import timezone
from django.utils.translation import gettext as _

from registry.models import Campaign
from registry.queries import counts
from registry.templatetags.figures import number

from . import charts
from .figures import Cell, Door

WEEK = timedelta(days=7)
LABEL = 90  # width of the name of a line
MOST = 60  # weeks that are told apart: what came later stands in the last one


@dataclass(frozen=True)
class Week:
    """The n-th week since registration opened: models submitted until its end, this year (None: still to come) and last."""

    number: int
    until: date
    now: Cell | None
    past: Cell | None


def weeks(campaign: Campaign, before: Campaign | None, units: set[int] | None) -> list[Week]:
    """The weeks from the first day of registration to the last in which anything was sent. One query."""
    found = counts.by_week([campaign, before] if before else [campaign], units)
    now = _Sums(campaign, found[campaign.pk])
    past = _Sums(before, found[before.pk]) if before else None
    is_running = timezone.localdate() <= campaign.cutoff_on
    passed = (_monday(timezone.localdate()) - now.begins) // WEEK + 1
    total = max(len(now.sums), len(past.sums) if past else 0, min(passed, MOST) if is_running else 0, 1)
    return [
        Week(
            number,
            now.last_day(number),
            now.cell(number) if not is_running or number <= passed else None,
            past.cell(number) if past and past.sums else None,
        )
        for number in range(1, total + 1)
    ]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


class _Sums:
    """What was sent in a campaign until the end of its first, second … week; what came before it opened stands in the first."""

    def __init__(self, campaign: Campaign, by_week: dict[date, int]):
        self._door = Door(campaign)
        self.begins = _monday(campaign.registration_opens)
        numbers: dict[int, int] = {}
        for monday, sent in by_week.items():
            week = min(max((monday - self.begins) // WEEK, 0), MOST - 1)
            numbers[week] = numbers.get(week, 0) + sent
        self.sums = list(accumulate(numbers.get(week, 0) for week in range(max(numbers, default=-1) + 1)))

    def last_day(self, number: int) -> date:
        return self.begins + number * WEEK - timedelta(days=1)

    def cell(self, number: int) -> Cell:
        until = self.last_day(number).isoformat() if number < MOST else ""
        return self._door.cell(self.sums[min(number, len(self.sums)) - 1] if self.sums else 0, "submitted", until=until)


@dataclass(frozen=True)
class PaceChart:
    """Two lines over the weeks, in one size: `ticks` are (y, number), `marks` are (x, number of the week).

    Drawn are the points that have room for their areas. The end of each line is named, where no line passes.
    """

    width: int
    height: int
    left: int
    right: int
    ticks: list[tuple[float, int]]
    marks: list[tuple[float, int]]
    now: str
    past: str
    now_points: list[charts.Point]
    past_points: list[charts.Point]
    now_label: "Label | None"
    past_label: "Label | None"


@dataclass(frozen=True)
class Label:
    """The name of a line: where it is written, and the number at the end of the line."""

    x: float
    y: float
    anchor: str
    count: int


def chart(rows: list[Week], campaign: Campaign, before: Campaign | None, *, is_wide: bool) -> PaceChart | None:
    """None where nothing was sent. On a phone the ends are written above the lines."""
    largest = max((cell.count for week in rows for cell in (week.now, week.past) if cell), default=0)
    if not largest or len(rows) < 2:
        return None
    width, height = (640, 320) if is_wide else (328, 260)
    left, right = (46, 600) if is_wide else (44, 312)
    step = charts.round_step(largest / (5 if is_wide else 3))
    most = step * -(-largest // step)
    bottom = height - 34

    def x(week: Week) -> float:
        return round(left + (right - left) * (week.number - 1) / (len(rows) - 1), 1)

    def y(count: int) -> float:
        return round(bottom - (bottom - 26) * count / most, 1)

    now, past = [], []
    for week in rows:
        ys = [y(cell.count) if cell else None for cell in (week.now, week.past)]
        tops = charts.areas(*ys) if None not in ys else [at and at - charts.HIT / 2 for at in ys]
        for points, of, cell, at, top in zip((now, past), (campaign, before), (week.now, week.past), ys, tops, strict=True):
            if cell:
                points.append(charts.Point(x(week), at, cell, _name(of, week, cell), top))
    every = max(1, -(-len(rows) // (8 if is_wide else 5)))
    marks = [(x(week), week.number) for week in rows if (week.number - 1) % every == 0]
    grid = [(y(count), count) for count in range(0, most + 1, step)]
    ends = [points[-1] if points else None for points in (now, past)]
    drawn = _with_room([*filter(None, ends), *reversed(now), *reversed(past)])
    points = [[point for point in of if point in drawn] for of in (now, past)]
    lines = charts.line(now), charts.line(past)
    return PaceChart(width, height, left, right, grid, marks, *lines, *points, *_labels(now, past, right))


def _name(campaign: Campaign, week: Week, cell: Cell) -> str:
    said = {"year": campaign.year, "week": week.number, "number": number(cell.count)}
    return _("%(year)s, until the end of week %(week)s: %(number)s submitted") % said


def _labels(now: list[charts.Point], past: list[charts.Point], right: float) -> tuple[Label | None, Label | None]:
    """The names of both lines: the upper one above its end, the lower one below it, to its right where there is room."""
    beside = next((point for point in past if now and point.x == now[-1].x), None)
    is_ahead = not beside or now[-1].y <= beside.y
    ends_together = beside is not None and beside.x == past[-1].x
    return _label(now, right, is_above=is_ahead), _label(past, right, is_above=not (ends_together and is_ahead))


def _label(points: list[charts.Point], right: float, *, is_above: bool) -> Label | None:
    if not points:
        return None
    end = points[-1]
    if not is_above and right - end.x >= LABEL:
        return Label(end.x + 8, end.y + 20, "start", end.cell.count)
    near = [point.y for point in points if end.x - point.x <= LABEL]
    anchor, x = ("end", end.x) if end.x > LABEL else ("start", end.x)
    return Label(x, min(near) - 10 if is_above else max(near) + 22, anchor, end.cell.count)


def _with_room(points: list[charts.Point]) -> list[charts.Point]:
    """Of these points, the first ones first, those whose areas lie over no other."""
    shown: list[charts.Point] = []
    for point in points:
        if all(abs(point.x - one.x) >= charts.HIT or abs(point.top - one.top) >= charts.HIT for one in shown):
            shown.append(point)
    return shown
