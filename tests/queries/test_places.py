"""Tables by unit: of that time with districts, of today with what is not allocated; each line opens what it counts."""

from datetime import date

import pytest

from registry.models import ExpectedUnit, Initiative
from registry.queries import places, placing, statistics
from registry.queries.indicators import INDICATORS
from registry.services import units as unit_services
from registry.vocabulary import Status, UnitsAsOf, UnitType
from tests import make, varied

THEN, TODAY = UnitsAsOf.THEN, UnitsAsOf.TODAY


@pytest.fixture
def land(db):
    """A district with two communes and a school in one of them, a commune without a district; all merged in 2025."""
    day, last = "2025-07-01", "2025-06-30"
    return make.units_of(
        [
            ("22-0", "Quảng Ninh", UnitType.PROVINCE, "", "", ""),
            ("205-0", "Đông Triều", UnitType.TOWN, "22-0", "", last),
            ("A-0", "Bình Khê", UnitType.COMMUNE, "205-0", "", last),
            ("B-0", "Đức Chính", UnitType.WARD, "205-0", "", last),
            ("S-0", "Trường Bình Khê", UnitType.SCHOOL, "A-0", "", ""),
            ("C-0", "Cái Chiên", UnitType.COMMUNE, "22-0", "", ""),
            ("X-2025", "Bình Khê", UnitType.WARD, "22-0", day, ""),
            ("Y-2025", "Đông Triều", UnitType.WARD, "22-0", day, ""),
        ],
        [
            ("A-0", "X-2025", "merged", day),
            ("B-0", "X-2025", "split", day),
            ("B-0", "Y-2025", "split", day),
        ],
    )


@pytest.fixture
def models(land):
    """2024: two of A, one of B, one allocated of B, one of the district itself, one of the school, three of C."""
    campaign = varied.closed_campaign(2024)
    for key, number in (("A-0", 2), ("B-0", 1), ("205-0", 1), ("S-0", 1), ("C-0", 3)):
        for _each in range(number):
            make.initiative(Status.REGISTERED, land[key], campaign=campaign)
    make.initiative(Status.REGISTERED, land["B-0"], campaign=campaign, allocated_unit=land["Y-2025"])
    return campaign


def printed(table) -> list[tuple]:
    return [(line.key, line.name, line.figures["registered"]) for line in table.all_lines]


def test_of_that_time_a_district_holds_its_communes_their_schools_and_itself(models):
    table = places.by_unit(models)
    assert printed(table) == [("205-0", "thị xã Đông Triều", 6), ("C-0", "xã Cái Chiên", 3)]
    [district] = [line for line in table.lines if line.is_district]
    assert [(line.key, line.name, line.figures["registered"]) for line in district.below] == [
        ("A-0", "xã Bình Khê", 2),
        ("B-0", "phường Đức Chính", 2),
        ("205-0:own", "thị xã Đông Triều", 1),
        ("S-0", "Trường Bình Khê", 1),
    ]
    assert table.figures["registered"] == 9


def test_of_today_each_model_stands_once_and_what_nobody_decided_is_not_allocated(models):
    table = places.by_unit(models, as_of=TODAY)
    assert printed(table) == [
        ("C-0", "xã Cái Chiên", 3),
        ("X-2025", "phường Bình Khê", 2),
        ("Y-2025", "phường Đông Triều", 1),
        ("S-0", "Trường Bình Khê", 1),
        ("not-allocated", "Not allocated", 2),
    ]
    assert table.left_over.formerly == ("thị xã Đông Triều", "phường Đức Chính")
    assert [line.formerly for line in table.lines] == [(), ("xã Bình Khê",), ("phường Đức Chính",), ()]
    assert table.figures["registered"] == 9


def test_in_a_year_without_districts_there_is_no_level_of_districts(land):
    campaign = varied.closed_campaign(2025)
    for key in ("A-0", "205-0", "X-2025"):
        make.initiative(Status.REGISTERED, land[key], campaign=campaign)
    assert printed(places.by_unit(campaign)) == [
        ("A-0", "xã Bình Khê", 1),
        ("X-2025", "phường Bình Khê", 1),
        ("205-0", "thị xã Đông Triều", 1),
    ]


def test_where_all_parts_come_together_again_nothing_is_open_and_an_allocation_goes_on(land, models):
    day = make.today()
    unit_services.merge([land["Y-2025"]], into=land["X-2025"], on=day, legal_basis="Nghị quyết thử", by=None)
    table = places.by_unit(models, as_of=TODAY)
    counts = {line.key: line.figures["registered"] for line in table.all_lines}
    assert counts == {"X-2025": 4, "C-0": 3, "S-0": 1, "not-allocated": 1}


def test_every_line_opens_exactly_its_models_in_both_ways(models):
    everything, indicator = Initiative.objects.all(), INDICATORS["registered"]
    for as_of in UnitsAsOf:
        table = places.by_unit(models, as_of=as_of)
        for line in [one for top in table.all_lines for one in (top, *top.below)]:
            rows = statistics.models(indicator, models, everything, unit=line.key, as_of=as_of)
            assert rows.count() == line.figures["registered"], (as_of, line.key)


@pytest.mark.parametrize("sort", [*places.SORTS, "-name", "-rate", "nonsense"])
@pytest.mark.parametrize("as_of", UnitsAsOf)
def test_the_others_are_those_after_the_first_ones_in_any_order(models, monkeypatch, sort, as_of):
    monkeypatch.setattr(places, "FIRST", 1)
    table = places.by_unit(models, as_of=as_of, sort=sort)
    rows = statistics.models(
        INDICATORS["registered"], models, Initiative.objects.all(), unit=placing.OTHERS, as_of=as_of, sort=sort
    )
    assert rows.count() == sum(line.figures["registered"] for line in table.lines[1:]) > 0


def test_lines_stand_in_the_order_asked_for_and_equals_by_the_alphabet(models):
    def names(sort):
        return [line.name for line in places.by_unit(models, as_of=TODAY, sort=sort).lines]

    assert names("name") == ["phường Bình Khê", "xã Cái Chiên", "phường Đông Triều", "Trường Bình Khê"]
    assert names("-name") == names("name")[::-1]
    assert names("-registered") == ["phường Đông Triều", "Trường Bình Khê", "phường Bình Khê", "xã Cái Chiên"]
    assert names("money") == names("registered")


@pytest.mark.parametrize(
    ("query", "as_of", "found"),
    [
        ("duc chinh", TODAY, {"phường Bình Khê", "phường Đông Triều", "Not allocated"}),
        ("thị xã Đông Triều", TODAY, {"Not allocated"}),
        ("cái", TODAY, {"xã Cái Chiên"}),
        ("Đức Chính", THEN, {"phường Đức Chính"}),
        ("phường Bình Khê", THEN, {"xã Bình Khê", "phường Đức Chính"}),
        ("nirgends", TODAY, set()),
        ("%_", TODAY, set()),
    ],
)
def test_an_old_name_finds_the_unit_of_today_and_a_new_one_what_it_came_from(models, query, as_of, found):
    table = places.by_unit(models, as_of=as_of).narrowed(query)
    assert {line.name for line in table.leaves} == found
    assert table.figures["registered"] == 9


def test_a_district_beyond_the_scope_is_no_level(land, models):
    among = {land["A-0"].pk, land["B-0"].pk}
    table = places.by_unit(models, among)
    assert printed(table) == [("A-0", "xã Bình Khê", 2), ("B-0", "phường Đức Chính", 2)]
    keys = ("205-0", "205-0:own", "A-0", "nonsense", placing.NOT_ALLOCATED)
    assert [placing.is_beyond(key, among) for key in keys] == [True, True, False, False, False]
    assert not placing.is_beyond("205-0", None)


def test_targets_stand_with_the_unit_its_district_and_the_unit_that_carries_it_on(land, models):
    for key, target in (("A-0", 3), ("B-0", 2), ("C-0", None)):
        ExpectedUnit.objects.create(campaign=models, unit=land[key], target=target)
    then = places.by_unit(models)
    targets = {line.key: line.target for top in then.lines for line in (top, *top.below)}
    assert targets == {"205-0": 5, "A-0": 3, "B-0": 2, "205-0:own": None, "S-0": None, "C-0": None}
    today = {line.key: line.target for line in places.by_unit(models, as_of=TODAY).all_lines}
    assert today == {"C-0": None, "X-2025": 3, "Y-2025": None, "S-0": None, "not-allocated": 2}
    assert then.target == 5


def test_a_unit_that_existed_for_one_day_keeps_its_name(land):
    campaign = varied.closed_campaign(2024)
    day = date(2024, 4, 1)
    one_day = make.unit("Một Ngày", UnitType.COMMUNE, land["205-0"], starts_on=day, ends_on=day)
    make.initiative(Status.REGISTERED, one_day, campaign=campaign)
    [district] = places.by_unit(campaign).lines
    assert [line.name for line in district.below] == ["xã Một Ngày"]
    assert printed(places.by_unit(campaign, as_of=TODAY)) == [("not-allocated", "Not allocated", 1)]


def test_a_year_before_the_first_campaign_and_a_campaign_without_models_are_empty(land):
    campaign = varied.closed_campaign(2010)
    for as_of in UnitsAsOf:
        table = places.by_unit(campaign, as_of=as_of)
        assert (table.all_lines, table.figures["registered"], table.before, table.sent) == ([], 0, None, frozenset())


def test_successors_are_those_among_which_a_person_chooses(land):
    found = placing.successors([unit.pk for unit in land.values()])
    assert {unit: {heir.key for heir in heirs} for unit, heirs in found.items()} == {
        land["B-0"].pk: {"X-2025", "Y-2025"},
        land["205-0"].pk: set(),
    }


@pytest.mark.parametrize("as_of", UnitsAsOf)
def test_the_number_of_queries_does_not_depend_on_the_number_of_units(land, models, as_of, django_assert_num_queries):
    with django_assert_num_queries(6):
        places.by_unit(models, as_of=as_of)
    for place in range(30):
        unit = make.unit(f"Xã {place}", UnitType.COMMUNE, land["22-0"])
        ExpectedUnit.objects.create(campaign=models, unit=unit, target=2)
        make.initiative(Status.RECOGNISED, unit, campaign=models)
    with django_assert_num_queries(6):
        table = places.by_unit(models, as_of=as_of)
    assert len(table.lines) >= 32
