"""How fast a campaign runs: models submitted by the end of each week, beside the campaign of the year before."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from registry.models import Campaign
from registry.queries import counts

from . import charts

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Week:
    """The n-th week since registration opened: models submitted until its end, this year (None: still to come) and last."""

    number: int
    until: date
    now: int | None
    past: int | None


def weeks(campaign: Campaign, before: Campaign | None, units: set[int] | None) -> list[Week]:
    """The weeks from the first day of registration to the last in which anything was sent. One query."""
    found = counts.by_week([campaign, before] if before else [campaign], units)
    now = _until_each(campaign, found[campaign.pk])
    past = _until_each(before, found[before.pk]) if before else []
    begins = _monday(campaign.registration_opens)
    is_running = timezone.localdate() <= campaign.cutoff_on
    passed = (_monday(timezone.localdate()) - begins) // WEEK + 1
    total = max(len(now), len(past), 1)
    if is_running:
        total = max(total, min(passed, 60))
    return [
        Week(
            number,
            begins + number * WEEK - timedelta(days=1),
            _at(now, number) if not is_running or number <= passed else None,
            _at(past, number) if past else None,
        )
        for number in range(1, total + 1)
    ]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _until_each(campaign: Campaign, by_week: dict[date, int]) -> list[int]:
    """What was sent until the end of the first, second … week; what came before registration opened stands in the first."""
    begins = _monday(campaign.registration_opens)
    numbers: dict[int, int] = {}
    for monday, number in by_week.items():
        week = min(max((monday - begins) // WEEK, 0), 59)
        numbers[week] = numbers.get(week, 0) + number
    sums = []
    for week in range(max(numbers, default=-1) + 1):
        sums.append((sums[-1] if sums else 0) + numbers.get(week, 0))
    return sums


def _at(sums: list[int], number: int) -> int:
    return 0 if not sums else sums[min(number, len(sums)) - 1]


@dataclass(frozen=True)
class PaceChart:
    """Two lines over the weeks, in one size: `ticks` are (y, number), `marks` are (x, number of the week)."""

    width: int
    height: int
    left: int
    right: int
    ticks: list[tuple[float, int]]
    marks: list[tuple[float, int]]
    now: str
    past: str
    now_end: tuple[float, float, int] | None
    past_end: tuple[float, float, int] | None


def chart(rows: list[Week], *, is_wide: bool) -> PaceChart | None:
    """None where nothing was sent. On a phone the ends are written above the lines."""
    largest = max([week.now or 0 for week in rows] + [week.past or 0 for week in rows], default=0)
    if not largest or len(rows) < 2:
        return None
    width, height = (640, 320) if is_wide else (328, 260)
    left, right = (46, 600) if is_wide else (44, 318)
    step = charts.round_step(largest / (5 if is_wide else 3))
    most = step * -(-largest // step)
    bottom = height - 34

    def at(week: Week, count: int) -> tuple[float, float]:
        x = left + (right - left) * (week.number - 1) / (len(rows) - 1)
        return round(x, 1), round(bottom - (bottom - 26) * count / most, 1)

    now = [(*at(week, week.now), week.now) for week in rows if week.now is not None]
    past = [(*at(week, week.past), week.past) for week in rows if week.past is not None]
    every = max(1, -(-len(rows) // (8 if is_wide else 5)))
    marks = [(at(week, 0)[0], week.number) for week in rows if (week.number - 1) % every == 0]
    grid = [(round(bottom - (bottom - 26) * count / most, 1), count) for count in range(0, most + 1, step)]
    return PaceChart(
        width,
        height,
        left,
        right,
        grid,
        marks,
        " ".join(f"{x:g},{y:g}" for x, y, _count in now),
        " ".join(f"{x:g},{y:g}" for x, y, _count in past),
        now[-1] if now else None,
        past[-1] if past else None,
    )
