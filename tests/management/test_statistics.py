"""`manage.py statistics`: the catalogue's figures as JSON and for reading."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from registry.queries import statistics
from tests import varied

pytestmark = pytest.mark.django_db


def told(*args, **options) -> str:
    out = StringIO()
    call_command("statistics", *args, stdout=out, **options)
    return out.getvalue()


def test_json_holds_the_figures_of_the_catalogue(world):
    campaign = varied.models(world).now
    figures = statistics.figures(campaign)
    found = json.loads(told("2024", "--json"))
    for key in ("submitted", "registered", "recognised", "recognised_collective", "recognised_individual", "new"):
        assert found[key] == figures[key]
    assert found["rate"] == float(figures["rate"])
    assert found["sample_data"] is False
    assert [line["code"] for line in found["by_field"]] == list(varied.SECTORS)
    assert set(found["by_unit"][0]) == {
        *("key", "name", "registered", "recognised", "recognised_collective", "recognised_individual", "rate"),
    }
    for table in ("by_field", "by_unit"):
        for key in ("registered", "recognised", "recognised_collective", "recognised_individual"):
            assert sum(line[key] for line in found[table]) == found[key]
    assert [line["code"] for line in found["by_level"]] == ["grassroots", "district", "province", "central"]


def test_the_table_for_reading_says_the_same(world):
    campaign = varied.models(world).now
    figures = statistics.figures(campaign)
    lines = told("2024").splitlines()
    assert lines[2].split()[-1] == str(figures["submitted"])
    assert lines[3].split()[-1] == str(figures["registered"])
    assert any(line.startswith("xã Bình Dương") for line in lines)


def test_a_demonstration_says_so(world, settings):
    varied.models(world)
    settings.DEMO = True
    assert json.loads(told("2024", "--json"))["sample_data"] is True


def test_an_empty_campaign_has_no_rate(world):
    varied.closed_campaign(2024)
    found = json.loads(told("2024", "--json"))
    assert (found["registered"], found["rate"], found["by_unit"]) == (0, None, [])
    assert "–" in told("2024")


def test_a_year_without_campaign_is_refused_with_the_years_that_there_are(world):
    varied.closed_campaign(2024)
    with pytest.raises(CommandError, match=r"1999.*2024"):
        told("1999", "--json")
    with pytest.raises(CommandError):
        told("nonsense")
