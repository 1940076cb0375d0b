"""Measures and quoted figures in the admin: what is used keeps its code and its dimension."""

import pytest

from registry.models import Measure, ReferenceFigure
from registry.queries import totals
from registry.queries.sums import Quantity
from registry.services import ledgers
from registry.vocabulary import Adding, Dimension, Status
from tests import make

MEASURES = "/admin/registry/measure/"
FIGURES = "/admin/registry/referencefigure/"


def typed(**changes) -> dict:
    values = {
        "code": "wells",
        "name_vi": "Giếng nước",
        "unit_vi": "giếng",
        "dimension": "count",
        "adding": "sum",
        "order": "20",
    }
    return {**values, "is_active": "on", **changes}


def test_a_measure_is_added_and_offered(at, superuser):
    assert at(superuser).post(f"{MEASURES}add/", typed()).status_code == 302
    assert Measure.objects.get(code="wells").unit == "giếng"


def test_a_measure_that_is_used_keeps_its_code_and_dimension_and_stays(at, superuser, submitter, campaign):
    client, road = at(superuser), make.measure("road")
    make.outcome(make.initiative(unit=submitter.unit), "road")
    assert client.post(f"{MEASURES}{road.pk}/change/", typed(code="way", dimension="money", name_vi="Đường")).status_code == 302
    road.refresh_from_db()
    assert (road.code, road.dimension, road.name_vi) == ("road", Dimension.LENGTH, "Đường")
    assert client.get(f"{MEASURES}{road.pk}/delete/").status_code == 403


@pytest.mark.parametrize("adding", [Adding.LARGEST, Adding.NOT_AT_ALL])
def test_the_totals_of_a_measure_that_is_put_together_in_another_way_are_made_anew(at, superuser, world, campaign, adding):
    client, road = at(superuser), make.measure("road")
    for unit, value in ((world.an_sinh, 800), (world.dong_trieu, 810)):
        make.outcome(make.initiative(Status.RECOGNISED, unit), "road", value)
    assert totals.read(campaign, None)[1][0].achieved == Quantity(2, 1610)
    assert client.post(f"{MEASURES}{road.pk}/change/", typed(adding=adding)).status_code == 302
    assert totals.read(campaign, None)[1][0].achieved == Quantity(2, 810 if adding == Adding.LARGEST else None)
    assert ledgers.differences() == {}


def test_a_measure_that_nobody_used_can_go(at, superuser):
    trees = make.measure("trees")
    assert at(superuser).post(f"{MEASURES}{trees.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Measure.objects.filter(code="trees").exists()


def test_two_measures_have_two_codes(at, superuser):
    page = at(superuser).post(f"{MEASURES}add/", typed(code="road"))
    assert list(page.context["adminform"].form.errors) == ["code"]


@pytest.mark.parametrize("value", ["-1", "1e400", "99999999999999999999", "NaN"])
def test_a_quoted_figure_says_where_it_comes_from(at, superuser, value):
    client = at(superuser)
    sent = {"code": "bulbs", "name_vi": "Bóng đèn", "unit_vi": "bóng", "qualifier": "nearly", "order": "1", "source": "Báo"}
    page = client.post(f"{FIGURES}add/", {**sent, "value": "13800", "source": ""})
    assert list(page.context["adminform"].form.errors) == ["source"]
    if value != "-1":  # a change may be negative
        page = client.post(f"{FIGURES}add/", {**sent, "value": value})
        assert list(page.context["adminform"].form.errors) == ["value"]
    assert client.post(f"{FIGURES}add/", {**sent, "value": "13800"}).status_code == 302
    assert ReferenceFigure.objects.get().value == 13_800


def test_reviewers_see_neither(at, staff):
    client = at(staff)
    assert [client.get(address).status_code for address in (MEASURES, FIGURES)] == [403, 403]
