"""Every figure of the catalogue through every entrance: each says the same number as plain counting.

An entrance is a function that opens a year and returns the numbers that it prints, by key of the indicator; whoever adds
one writes it below and puts it on the list.
"""

import csv
import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from registry.models import Ending, Initiative, Unit
from registry.queries import places, reports, restatements, statistics
from registry.queries import showcase as public
from registry.queries.indicators import INDICATORS
from registry.services import campaigns as services
from registry.services import counts
from registry.vocabulary import ApiScope, NominationState, Role, UnitsAsOf
from tests import make, varied

pytestmark = pytest.mark.django_db
YEAR = 2024


@pytest.fixture
def year(world):
    """All kinds of models, some nominated by two letters, one ended, some of a divided unit allocated."""
    campaign = varied.models(world).now
    letters = [make.letter(unit=world.an_sinh, campaign=campaign) for _each in range(2)]
    recognised = list(Initiative.objects.filter(campaign=campaign, status="recognised").order_by("pk"))
    for row in recognised[:3]:
        make.nominee(letters[0], row, NominationState.RETURNED)
    for row in recognised[2:4]:
        make.nominee(letters[1], row)
    earlier = Initiative.objects.filter(campaign__year=YEAR - 1, status="recognised").first()
    Ending.objects.create(initiative=earlier, campaign=campaign, reason="không còn duy trì", made_at=make.ago(1))
    counts.ended(earlier, campaign)
    return campaign


@pytest.fixture
def reading(client, world):
    client.force_login(make.user(Role.LEADER, world.province))
    client.cookies["django_language"] = "en"
    return client


def by_plain_counting() -> dict:
    rows = Initiative.objects.filter(campaign__year=YEAR)
    found = {key: rows.filter(one.condition).count() for key, one in INDICATORS.items() if one.condition is not None}
    found["ended"] = Initiative.objects.filter(ending__campaign__year=YEAR).count()
    return found | {"rate": (2000 * found["recognised"] // found["registered"] + 1) // 2 / 10}


def dashboard(client) -> dict:
    page = client.get(reverse("leadership"), {"campaign": YEAR}).context
    cells = [
        (one["key"], one["cell"].count) for name in ("headlines", "cascade", "kinds") for one in page[name] if "cell" in one
    ]
    levels = [(one["key"], one["total"].count) for one in page["levels"]]
    return dict(cells) | dict(levels) | {one["key"]: float(one["rate"]) for one in page["headlines"] if "rate" in one}


def lists_behind_the_figures(client) -> dict:
    def opened(key):
        return client.get(reverse("leadership-models"), {"campaign": YEAR, "indicator": key}).context["total"]

    return {key: opened(key) for key, one in INDICATORS.items() if not one.share}


def table_by_unit(client, units: str) -> dict:
    page = client.get(reverse("leadership"), {"campaign": YEAR, "units": units, "all": 1}).context["by_unit"]
    return {key: sum(line[key].count for line in page["lines"]) for key in ("registered", "recognised")}


def lines_by_unit(client, units: str) -> dict:
    table = places.by_unit(_campaign(), as_of=UnitsAsOf(units))
    return {key: sum(line.figures[key] for line in table.leaves) for key, one in INDICATORS.items() if not one.share}


def exported(client) -> dict:
    response = client.get(reverse("leadership-csv", args=["figures"]), {"campaign": YEAR})
    lines = list(csv.reader(StringIO(b"".join(response.streaming_content).decode().removeprefix("\ufeff"))))[1:]
    return {key: float(line[1]) for key, line in zip(INDICATORS, lines, strict=True)}


def exported_units(client, units: str) -> dict:
    response = client.get(reverse("leadership-csv", args=["units"]), {"campaign": YEAR, "units": units})
    *lines, total = list(csv.reader(StringIO(b"".join(response.streaming_content).decode().removeprefix("\ufeff"))))[1:]
    sums = [sum(int(line[column]) for line in lines) for column in (2, 3)]
    assert [str(one) for one in sums] == total[2:4]
    return dict(zip(("registered", "recognised"), sums, strict=True))


def command(client) -> dict:
    out = StringIO()
    call_command("statistics", YEAR, json=True, stdout=out)
    told = json.loads(out.getvalue())
    levels = {f"recognised_{line['code']}": line["recognised"] for line in told["by_level"]}
    return {key: told[key] for key in INDICATORS if key in told} | levels


def closed(client) -> dict:
    campaign = services.close_figures(_campaign(), by=make.user(is_superuser=True))
    assert restatements.changed(campaign, statistics.figures(campaign)) == []
    return campaign.closed_figures


def public_page(client) -> dict:
    total = public.total_of(public.years()[1])
    assert total.year == YEAR
    return {key: float(total.figures[key]) for key in ("registered", "recognised", "rate")}


def api(client, **asked) -> dict:
    token = make.api_token(make.user(Role.LEADER, Unit.objects.get(key="22-0")), ApiScope.FIGURES)
    client.logout()
    answer = client.get("/api/v1/figures", {"campaign": YEAR, **asked}, headers={"authorization": f"Bearer {token.key}"})
    return answer.json()


def api_figures(client) -> dict:
    return api(client)["figures"]


def api_units(client, units: str) -> dict:
    rows = api(client, by="unit", units=units)["rows"]
    return {key: sum(row["figures"][key] for row in rows) for key, one in INDICATORS.items() if not one.share}


def analysis(client) -> dict:
    def total(key):
        asked = {"campaign": YEAR, "figure": key, "rows": "sector", "columns": "-"}
        return client.get(reverse("analysis"), asked).context["total"].cell.number or 0

    return {key: float(total(key)) for key in INDICATORS}


def open_data(client) -> dict:
    body = b"".join(client.get(reverse("open-figures-json")).streaming_content)
    return {line["indicator"]: line["value"] for line in json.loads(body)["figures"] if line["year"] == YEAR}


def report(client, *, is_frozen: bool) -> dict:
    row = make.report(None, campaign=_campaign(), frozen=is_frozen)
    figures = reports.facts_of(row).figures
    return {key: figures[key] for key in INDICATORS}


ENTRANCES = {
    "analysis": analysis,
    "open data": open_data,
    "report": lambda client: report(client, is_frozen=False),
    "frozen report": lambda client: report(client, is_frozen=True),
    "dashboard": dashboard,
    "lists behind the figures": lists_behind_the_figures,
    "table by the units of that time": lambda client: table_by_unit(client, "then"),
    "table by the units of today": lambda client: table_by_unit(client, "today"),
    "lines of that time": lambda client: lines_by_unit(client, "then"),
    "lines of today": lambda client: lines_by_unit(client, "today"),
    "exported figures": exported,
    "exported units of that time": lambda client: exported_units(client, "then"),
    "exported units of today": lambda client: exported_units(client, "today"),
    "command": command,
    "closed figures": closed,
    "public page": public_page,
    "API": api_figures,
    "API, units of that time": lambda client: api_units(client, "then"),
    "API, units of today": lambda client: api_units(client, "today"),
}
WHOLE = {"dashboard", "lists behind the figures", "exported figures", "command", "closed figures", "API"}
WHOLE |= {"analysis", "open data", "report", "frozen report"}


@pytest.mark.parametrize("entrance", ENTRANCES)
def test_every_entrance_says_the_same(reading, year, entrance):
    expected = by_plain_counting()
    assert min(expected[key] for key in ("reported", "nominated", "recognised", "ended")) > 0
    found = ENTRANCES[entrance](reading)
    assert found
    assert found == {key: expected[key] for key in found}


@pytest.mark.parametrize("entrance", sorted(WHOLE))
def test_the_entrances_of_the_whole_leave_no_figure_out(reading, year, entrance):
    found = set(ENTRANCES[entrance](reading))
    assert {key for key, one in INDICATORS.items() if not one.share} <= found


def _campaign():
    return next(one for one in statistics.campaigns() if one.year == YEAR)
