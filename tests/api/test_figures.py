"""/figures: what statistics count, in the scope of the account, and the models behind each number."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.api.figures import numbers
from registry.queries import statistics
from registry.queries.indicators import COUNTS, INDICATORS
from registry.vocabulary import Level, Status, UnitsAsOf
from tests import make, varied

pytestmark = pytest.mark.django_db

KEYS = ("submitted", "registered", "recognised", "recognised_collective", "recognised_individual", "new", "continued")


@pytest.fixture
def known(world):
    return varied.models(world)


def asked(ask, key, question=""):
    answer = ask(key, f"/figures?campaign=2024{question}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_the_figures_are_those_of_statistics(ask, known, province_key):
    counted = statistics.counted([known.now], None)
    wanted = counted.figures(known.now)
    found = asked(ask, province_key)
    assert (found["campaign"], found["by"], found["rows"]) == (2024, None, [])
    assert found["figures"] == numbers(wanted)
    assert found["figures"]["registered"] > found["figures"]["recognised"] > 0
    assert isinstance(found["figures"]["rate"], float)
    assert {row["key"]: row["figures"] for row in asked(ask, province_key, "&by=field")["rows"]} == {
        row.key: numbers(row.figures) for row in counted.sectors(known.now)
    }
    assert {row["key"]: row["figures"] for row in asked(ask, province_key, "&by=type")["rows"]} == {
        key: numbers(figures) for key, figures in counted.types(known.now).items()
    }
    assert {row["key"]: row["figures"] for row in asked(ask, province_key, "&by=level")["rows"]} == {
        level.value: {f"recognised_{level.value}": wanted[f"recognised_{level.value}"]} for level in Level
    }


@pytest.mark.parametrize("by", ["&by=field", "&by=type", "&by=unit&units=then", "&by=unit&units=today"])
def test_rows_add_up_to_the_whole(ask, known, province_key, by):
    found = asked(ask, province_key, by)
    for key in KEYS:
        assert sum(row["figures"][key] for row in found["rows"]) == found["figures"][key]


def test_rows_by_unit_are_those_of_the_tables(ask, known, province_key):
    for as_of in UnitsAsOf:
        wanted = {line.key: line.figures["registered"] for line in statistics.by_unit(known.now, None, as_of=as_of)}
        found = asked(ask, province_key, f"&by=unit&units={as_of}")
        assert {row["key"]: row["figures"]["registered"] for row in found["rows"]} == wanted
    assert wanted["not-allocated"] > 0


def test_every_number_opens_exactly_its_models(ask, known, province_key):
    def number(question) -> int:
        answer = ask(province_key, f"/models?campaign=2024&limit=200&{question}")
        assert answer.status_code == 200, answer.content
        return len(answer.json()["items"])

    whole = asked(ask, province_key)["figures"]
    assert {key: number(f"figure={key}") for key in COUNTS} == {key: whole[key] for key in COUNTS}
    for by, name in (("field", "field"), ("type", "type"), ("unit&units=then", "unit"), ("unit&units=today", "unit")):
        units = by.partition("&")[2]
        for row in asked(ask, province_key, f"&by={by}")["rows"]:
            key = "registered"
            assert number(f"figure={key}&{name}={row['key']}&{units}".rstrip("&")) == row["figures"][key], (by, row["key"])


def test_a_key_counts_what_its_account_leads(ask, known, reviewer, commune_leader, superuser, leader):
    def registered(user):
        return asked(ask, make.api_token(user))["figures"]["registered"]

    everything = statistics.figures(known.now, None)["registered"]
    part = statistics.figures(known.now, statistics.units_led(reviewer))["registered"]
    assert 0 < part < everything
    assert [registered(user) for user in (reviewer, commune_leader)] == [part, part]
    assert [registered(user) for user in (leader, superuser)] == [everything, everything]


def test_an_empty_campaign_has_no_rate(ask, world, province_key):
    varied.closed_campaign(2024)
    found = asked(ask, province_key, "&by=unit")
    assert (found["figures"]["registered"], found["figures"]["rate"], found["rows"]) == (0, None, [])


def test_a_figure_of_an_unknown_campaign_is_not_found_and_one_of_none_is_nonsense(ask, province_key):
    assert ask(province_key, "/figures?campaign=2001").status_code == 404
    for question in ("", "?campaign=x", "?campaign=2024&by=moon", "?campaign=2024&units=never", "?campaign=2024&after=x"):
        assert ask(province_key, f"/figures{question}").status_code == 422


def test_definitions_are_those_of_the_catalogue(ask, province_key):
    items = ask(province_key, "/figures/definitions").json()["items"]
    assert [item["key"] for item in items] == list(INDICATORS)
    assert [item["definition"] for item in items] == [str(one.definition) for one in INDICATORS.values()]
    assert {item["key"]: item["share"] for item in items if item["share"]} == {"rate": ["recognised", "registered"]}


def test_a_demonstration_says_so(ask, known, province_key, settings):
    assert asked(ask, province_key)["sample_data"] is False
    settings.DEMO = True
    assert asked(ask, province_key)["sample_data"] is True


@pytest.mark.parametrize("by", ["field", "type", "level", "unit", "unit&units=today"])
def test_one_model_costs_as_many_queries_as_many(ask, world, province_key, by):
    campaign = varied.closed_campaign(2024)
    make.initiative(Status.RECOGNISED, world.an_sinh, campaign=campaign)
    asked(ask, province_key)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            asked(ask, province_key, f"&by={by}")
        return len(found)

    one = queries()
    varied.models(world)
    assert queries() == one
