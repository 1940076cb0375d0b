"""Free analysis: every cell is what plain counting gives, and opens exactly its models."""

from collections import Counter
from decimal import Decimal
from itertools import permutations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.models import Initiative
from registry.queries import pivots, statistics
from registry.vocabulary import ContributionKind, Qualifier, Source, Stage, Status, UnitsAsOf
from tests import make, varied

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaigns(world):
    return varied.models(world)


def figure(key: str) -> pivots.Figure:
    return next(one for _group, many in pivots.figures() for one in many if one.key == key)


def question(key, campaigns, rows, columns="", **more) -> pivots.Question:
    return pivots.Question(figure(key), campaigns, rows, columns, **more)


def ask(asked) -> pivots.Table:
    return pivots.answer(asked, Initiative.objects.all())


def numbers(table) -> dict:
    return {key: cell.number for key, cell in table.cells.items()}


COUNTED = [key for key in pivots.DIMENSIONS if key not in (pivots.SOURCE, pivots.MEASURE)]


@pytest.mark.parametrize("units", UnitsAsOf.values)
@pytest.mark.parametrize("key", ["submitted", "registered", "recognised", "rate", "recognised_province"])
def test_every_cell_opens_exactly_as_many_models_as_it_prints(campaigns, key, units):
    opened = 0
    for rows, columns in permutations(COUNTED, 2):
        asked = question(key, [campaigns.now, campaigns.then], rows, columns, units=units)
        for (row, column), cell in ask(asked).cells.items():
            assert pivots.models(asked, Initiative.objects.all(), row, column).count() == cell.models, (rows, columns, row)
            opened += 1
        if opened > 150:
            break
    assert opened > 50


def test_fields_by_types_are_what_plain_counting_gives(campaigns):
    table = ask(question("recognised", [campaigns.now], "sector", "type"))
    rows = Initiative.objects.filter(campaign=campaigns.now, status=Status.RECOGNISED)
    expected = Counter()
    for code, type_ in rows.values_list("sector__code", "submitter_type"):
        for place in ((code, type_), (code, ""), ("", type_), ("", "")):
            expected[place] += 1
    assert numbers(table) == expected
    assert [line.key for line in table.columns] == ["collective", "individual"]


def test_the_sum_over_all_is_the_figure_of_the_catalogue(campaigns):
    figures = statistics.figures(campaigns.now)
    for key in ("submitted", "registered", "recognised", "rate", "new", "withdrawn_after_approval", "recognised_district"):
        assert ask(question(key, [campaigns.now], "sector", "unit")).cell().number == (figures[key] or None)


def test_a_model_of_two_levels_stands_in_both_and_counts_once_in_the_sum(campaigns):
    table = ask(question("recognised", [campaigns.now], "level"))
    by_level = [table.cell(line.key).number for line in table.rows]
    assert sum(by_level) > table.cell().number
    assert table.cell().number == Initiative.objects.filter(campaign=campaigns.now, status=Status.RECOGNISED).count()


def test_units_of_today_and_of_that_time_have_the_same_sum(campaigns):
    then = ask(question("registered", [campaigns.now], "unit"))
    today = ask(question("registered", [campaigns.now], "unit", units=UnitsAsOf.TODAY))
    for table in (then, today):
        assert sum(table.cell(line.key).number for line in table.rows) == then.cell().number
    assert {line.name for line in then.rows} != {line.name for line in today.rows}


def test_a_share_is_counted_of_its_parts(campaigns):
    table = ask(question("rate", [campaigns.now], "sector"))
    assert isinstance(table.cell().number, Decimal)
    assert table.cell().number == statistics.figures(campaigns.now)["rate"]


def test_contributions_split_by_source_carry_their_qualifiers(world):
    first = make.initiative(Status.REPORTED, world.an_sinh)
    second = make.initiative(Status.REPORTED, world.duc_chinh)
    money = {"kind": ContributionKind.MONEY, "stage": Stage.ACHIEVED}
    make.contribution(first, value=2_000_000, source=Source.PEOPLE, **money)
    make.contribution(first, value=1_000_000, source=Source.STATE, qualifier=Qualifier.OVER, **money)
    make.contribution(second, value=3_000_000, source=Source.PEOPLE, **money)
    asked = question("money.achieved", [first.campaign], pivots.SOURCE, "sector")
    table = ask(asked)
    assert (table.cell("people").number, table.cell("people").models) == (5_000_000, 2)
    assert (table.cell().number, table.cell().models, table.cell().qualifier) == (6_000_000, 2, Qualifier.OVER)
    assert set(pivots.models(asked, Initiative.objects.all(), "state")) == {first}
    assert set(pivots.models(asked, Initiative.objects.all())) == {first, second}


def test_each_measure_stands_in_its_own_unit_and_nothing_is_added_over_them(world):
    row = make.initiative(Status.REPORTED, world.an_sinh)
    road, houses = make.measure("test-road"), make.measure("test-houses")
    make.outcome(row, road.code, value=810)
    make.outcome(row, houses.code, value=3)
    table = ask(question("each.achieved", [row.campaign], pivots.MEASURE))
    assert {line.key: table.cell(line.key).number for line in table.rows} == {"test-road": 810, "test-houses": 3}
    assert (table.cell().number, table.cell().models) == (None, 1)


def test_the_number_of_queries_does_not_grow_with_the_rows(world, django_assert_max_num_queries):
    for place in range(30):
        make.initiative(Status.RECOGNISED, (world.an_sinh, world.duc_chinh)[place % 2])
    campaign = Initiative.objects.first().campaign
    asked = question("recognised", [campaign], "unit", "level", units=UnitsAsOf.TODAY)
    with django_assert_max_num_queries(17):
        ask(asked)


def test_levels_are_counted_without_a_join_for_which_each_model_would_read_all_recognitions(campaigns):
    with CaptureQueriesContext(connection) as queries:
        ask(question("registered", [campaigns.now], "level", "sector"))
    assert not [query["sql"] for query in queries if 'JOIN "registry_recognition"' in query["sql"]]
