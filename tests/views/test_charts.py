"""Charts of leadership's page: each drawn point opens exactly the models that it counts, by an area that a thumb hits."""

import re
from datetime import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from registry.views import charts, pace
from registry.vocabulary import Status
from tests import make, varied

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<a href="([^"]*)" aria-label="([^"]*)"><rect class="hit" x="([\d.-]+)" y="([\d.-]+)"')


@pytest.fixture
def two_years(world):
    """2023 with three models, sent in three weeks; 2024 with six, one of them before registration opened, some at midnight."""
    now, before = varied.closed_campaign(2024), varied.closed_campaign(2023)

    def sent(campaign, status, *day, unit=world.an_sinh):
        make.initiative(status, unit, campaign=campaign, submitted_at=timezone.make_aware(datetime(campaign.year, *day)))

    for status, day in ((Status.RECOGNISED, (2, 3)), (Status.REGISTERED, (2, 20)), (Status.SUBMITTED, (3, 8))):
        sent(before, status, *day)
    for status, day in (
        (Status.RECOGNISED, (1, 20)),
        (Status.RECOGNISED, (2, 5, 0, 0)),
        (Status.REGISTERED, (2, 11, 23, 59)),
        (Status.SUBMITTED, (2, 12, 0, 0)),
        (Status.REPORTED, (3, 30)),
    ):
        sent(now, status, *day)
    sent(now, Status.REGISTERED, 3, 31, unit=world.dong_trieu)
    return now


def links(html: str) -> list[tuple[str, str, float, float]]:
    found = [part.partition("</svg>")[0] for part in html.split('<svg class="chart')[1:]]
    assert len(found) == 4
    return [(href.replace("&amp;", "&"), name, float(x), float(y)) for part in found for href, name, x, y in LINK.findall(part)]


def test_each_point_of_each_chart_opens_exactly_the_number_that_it_shows(reading, two_years):
    found = links(reading.get(reverse("leadership"), {"campaign": 2024}).content.decode())
    assert {name.partition(":")[0] for _href, name, *_at in found} >= {
        "Registered, 2023",
        "Recognised, 2024",
        "2024, until the end of week 1",
        "2023, until the end of week 9",
    }
    for href, name, *_at in found:
        count = int(re.search(r": (\d+)", name)[1])
        assert reading.get(href).context["total"] == count > 0, (href, name)


def test_each_number_of_the_tables_of_the_charts_opens_exactly_its_models(reading, two_years):
    html = reading.get(reverse("leadership"), {"campaign": 2024}).content.decode()
    tables = re.findall(r"<details>.*?</details>", html.partition('id="sectors"')[0], re.DOTALL)
    cells = re.findall(r'<td class="num"><a href="([^"]*)">(\d+)</a></td>', "".join(tables))
    assert len(cells) == 2 * 2 + 9 * 2
    for href, count in cells:
        assert reading.get(href.replace("&amp;", "&")).context["total"] == int(count), href


def test_the_list_of_a_week_says_its_day_and_keeps_it(reading, two_years):
    asked = {"campaign": 2024, "indicator": "submitted", "until": "2024-02-11"}
    page = reading.get(reverse("leadership-models"), asked)
    assert page.context["total"] == 3
    assert "Submitted until" in page.context["narrowed"]
    assert 'name="until" value="2024-02-11"' in page.content.decode()
    assert "until=2024-02-11" in page.context["csv"]
    body = b"".join(reading.get(page.context["csv"]).streaming_content).decode()
    assert len(body.splitlines()) == 4


@pytest.mark.parametrize("until", ["x", "2024-13-01", "0001-01-01", "9999-12-31", "20240211x", "\0", "9" * 5000, "1999-12-31"])
def test_nonsense_for_a_day_is_left_out(reading, two_years, until):
    page = reading.get(reverse("leadership-models"), {"campaign": 2024, "indicator": "submitted", "until": until})
    assert page.context["total"] == 6


def test_what_came_after_the_last_week_that_is_told_apart_stands_in_it(world):
    campaign = varied.closed_campaign(2024)
    make.initiative(Status.SUBMITTED, campaign=campaign, submitted_at=timezone.make_aware(datetime(2024, 2, 5)))
    make.initiative(Status.SUBMITTED, campaign=campaign)  # years later
    weeks = pace.weeks(campaign, None, None)
    assert (len(weeks), weeks[-2].now.count, weeks[-1].now.count) == (60, 1, 2)
    assert "until=" in weeks[-2].now.address
    assert "until=" not in weeks[-1].now.address


@pytest.mark.parametrize(("one", "other"), [(100, 200), (100, 100), (110, 100), (100, 131)])
def test_no_area_of_two_points_above_each_other_lies_over_the_other(one, other):
    tops = charts.areas(one, other)
    assert abs(tops[0] - tops[1]) >= charts.HIT
    for y, top in zip((one, other), tops, strict=True):
        assert top <= y <= top + charts.HIT


def test_areas_of_a_chart_of_many_weeks_do_not_lie_over_each_other(world):
    campaign, before = varied.closed_campaign(2024), varied.closed_campaign(2023)
    for row in (campaign, before):
        for month in (2, 3, 5, 9, 10):
            make.initiative(Status.SUBMITTED, campaign=row, submitted_at=timezone.make_aware(datetime(row.year, month, 9)))
    weeks = pace.weeks(campaign, before, None)
    for is_wide in (True, False):
        chart = pace.chart(weeks, campaign, before, is_wide=is_wide)
        points = [*chart.now_points, *chart.past_points]
        assert chart.now_points[-1].cell.count == 5
        assert 4 < len(points) < 2 * len(weeks)
        for place, point in enumerate(points):
            for other in points[:place]:
                assert abs(point.x - other.x) >= charts.HIT or abs(point.top - other.top) >= charts.HIT
