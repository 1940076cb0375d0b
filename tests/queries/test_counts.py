"""What is read from the kept counts is what plain counting of the models finds."""

from collections import Counter
from datetime import timedelta
from itertools import product

import pytest
from django.utils import timezone

from registry.models import Count, Initiative
from registry.queries import counts, places, statistics
from registry.queries.indicators import AT_LEVEL, COUNTS, INDICATORS, Figures, counting
from registry.queries.ledgers import kept
from registry.services import counts as service
from registry.services import renewal, review
from registry.vocabulary import Level, Novelty, Role, Status, SubmitterType, UnitsAsOf
from tests import make, varied

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaigns(world):
    found = varied.models(world)
    for row in Initiative.objects.filter(unit=world.duc_chinh)[:4]:
        service.note([row])
        row.allocated_unit = world.an_sinh
        row.save()
        service.moved([row])
    return found


def by_hand(rows) -> dict[str, int]:
    """Each figure of the catalogue, by its condition, asked of the database."""
    return {key: rows.filter(indicator.condition).distinct().count() for key, indicator in COUNTS.items()}


def numbers(figures: Figures) -> dict[str, int]:
    return {key: figures[key] for key in COUNTS}


def test_each_place_has_all_figures_of_its_models(campaigns):
    places = counts.at_places([campaigns.now, campaigns.then], None)
    found = {(place.campaign, place.unit, place.allocated_unit): numbers(place.figures) for place in places}
    assert len(found) == len(places)
    spots = Initiative.objects.exclude(status=Status.DRAFT).order_by().values_list("campaign", "unit", "allocated_unit")
    expected = {}
    for campaign, unit, allocated in set(spots):
        figures = by_hand(Initiative.objects.filter(campaign=campaign, unit=unit, allocated_unit=allocated))
        if any(figures.values()):
            expected[campaign, unit, allocated] = figures
    assert found == expected
    assert len({allocated for _campaign, _unit, allocated in found}) == 2


def test_places_are_those_of_the_units_asked_for(world, campaigns):
    asked = {world.an_sinh.pk, world.duc_chinh.pk}
    found = counts.at_places([campaigns.now], asked)
    assert sorted((place.unit, place.figures["submitted"]) for place in found) == sorted(
        (place.unit, place.figures["submitted"]) for place in counts.at_places([campaigns.now], None) if place.unit in asked
    )
    assert counts.at_places([campaigns.now], set()) == []


@pytest.mark.parametrize("scope", ["whole", "units", "nothing"])
def test_the_whole_is_that_of_all_units_or_of_those_asked_for(world, campaigns, scope):
    asked = {"whole": None, "units": {world.an_sinh.pk, world.binh_duong.pk}, "nothing": set()}[scope]
    rows = Initiative.objects.all() if asked is None else Initiative.objects.filter(unit__in=asked)
    found = Counter()
    for group in counts.whole([campaigns.now, campaigns.then], asked):
        for key in group.keys:
            found[group.campaign, group.sector, group.submitter_type, key] += group.number
    expected = Counter()
    for campaign, sector, type_ in set(
        rows.exclude(status=Status.DRAFT).order_by().values_list("campaign", "sector", "submitter_type")
    ):
        figures = by_hand(rows.filter(campaign=campaign, sector=sector, submitter_type=type_))
        expected |= Counter({(campaign, sector, type_, key): number for key, number in figures.items() if number})
    assert found == expected


def test_what_was_ended_stands_at_the_unit_of_the_model_in_the_campaign_of_its_end(world, campaign, submitter):
    last_year = make.campaign(campaign.year - 1)
    row = make.initiative(Status.RECOGNISED, world.an_sinh, campaign=last_year)
    renewal.end(row, campaign=campaign, by=submitter, reason="Hết kinh phí.")
    [place] = counts.at_places([campaign], None)
    assert (place.unit, place.figures["ended"], place.figures["submitted"]) == (world.an_sinh.pk, 1, 0)
    [group] = counts.whole([campaign], None)
    assert (group.sector, group.submitter_type, group.keys, group.number) == (row.sector_id, "collective", ("ended",), 1)


def test_each_week_has_what_was_submitted_in_it_and_was_not_withdrawn_before_approval(world, campaign):
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    days = (0, 7, 7, 21)
    this_week = timezone.localtime().replace(hour=12) - timedelta(days=timezone.localdate().weekday())
    for number, days_ago in enumerate(days):
        unit = world.an_sinh if number % 2 else world.dong_trieu
        make.initiative(Status.SUBMITTED, unit, submitted_at=this_week - timedelta(days=days_ago))
    make.initiative(Status.WITHDRAWN, registered_at=None, opened_at=None, status_before=Status.SUBMITTED)
    make.initiative(Status.DRAFT)
    last_year = make.campaign(campaign.year - 1)
    weeks = counts.by_week([campaign, last_year], None)
    assert weeks == {
        campaign.pk: {monday - timedelta(days=21): 1, monday - timedelta(days=7): 2, monday: 1},
        last_year.pk: {},
    }
    assert list(weeks[campaign.pk]) == sorted(weeks[campaign.pk])
    of_unit = counts.by_week([campaign], {world.dong_trieu.pk})
    assert of_unit == {campaign.pk: {monday - timedelta(days=7): 1, monday: 1}}


def test_the_weeks_add_up_to_what_was_submitted(campaigns):
    of_2024 = sum(counts.by_week([campaigns.now], None)[campaigns.now.pk].values())
    assert of_2024 == sum(place.figures["submitted"] for place in counts.at_places([campaigns.now], None)) > 0


@pytest.mark.parametrize("status", [status for status in Status if status != Status.DRAFT])
@pytest.mark.parametrize("type_", SubmitterType)
@pytest.mark.parametrize("novelty", Novelty)
def test_a_status_counts_in_the_figures_of_the_catalogue(status, type_, novelty):
    fact = counts.fact_of_status(status, registered_at=make.ago(1))
    assert counts.keys_of(fact, type_, novelty) == counting(status, type_, novelty)


def test_facts_that_are_no_status_count_in_their_own_figure_alone():
    for level in Level:
        assert counts.keys_of(f"level:{level.value}", "collective", "new") == (AT_LEVEL[level].key,)
    assert counts.keys_of("ended", "collective", "new") == ("ended",)
    assert counts.keys_of(counts.fact_of_status(Status.WITHDRAWN, None), "collective", "new") == ()
    assert counts.keys_of("sent", "", "") == ()
    assert counts.fact_of_status(Status.DRAFT, None) == ""


def test_each_question_is_one_query_whatever_the_number_of_models(world, campaign, django_assert_num_queries):
    for number in (1, 10):
        for _each in range(number):
            make.initiative(Status.RECOGNISED, world.an_sinh)
        for units in (None, {world.an_sinh.pk}):
            for ask in (counts.at_places, counts.whole, counts.by_week):
                with django_assert_num_queries(1):
                    ask([campaign], units)


def test_places_whose_numbers_came_to_nothing_are_left_out(world, campaign, reviewer):
    row = make.initiative(Status.SUBMITTED, world.an_sinh)
    review.decline(row, by=reviewer, remark="chưa phù hợp")
    assert {fact for *_place, fact, _week in kept(Count)} == {"declined", "sent"}
    assert Count.objects.filter(fact="submitted").count() == 4


def test_who_leads_all_units_reads_the_counts_of_all(world, leader, commune_leader, superuser, submitter):
    assert statistics.units_led(superuser) is statistics.units_led(leader) is None
    covered = {world.an_sinh.pk, world.binh_duong.pk, world.duc_chinh.pk}
    assert statistics.units_led(commune_leader) == covered
    assert statistics.units_led(submitter) == set()


@pytest.mark.parametrize("roles", [(Role.LEADER,), (Role.REVIEWER,), (Role.SUBMITTER,), tuple(Role)])
def test_what_one_reads_as_figures_is_what_one_sees_of_the_units_that_one_leads(world, campaigns, roles):
    person = make.user(roles[0], world.an_sinh)
    for role in roles[1:]:
        person.memberships.create(unit=world.dong_trieu, role=role)
    seen = statistics.led_by(person)
    figures = statistics.figures(campaigns.now, statistics.units_led(person))
    assert numbers(figures) == by_hand(seen.filter(campaign=campaigns.now))


@pytest.mark.parametrize("as_of", UnitsAsOf)
@pytest.mark.parametrize("key", INDICATORS)
def test_the_fields_behind_a_figure_are_those_of_its_models(world, campaigns, key, as_of):
    """However the list is narrowed: what the counts do not say is asked of the models."""
    said = 0
    for unit, type_, level in product(("", world.an_sinh.key, "not-allocated"), ("", "individual"), ("", "grassroots")):
        narrowed = {"unit": unit, "submitter_type": type_, "level": level, "as_of": as_of}
        found = statistics.fields_behind(INDICATORS[key], campaigns.now, **narrowed)
        rows = statistics.models(INDICATORS[key], campaigns.now, Initiative.objects.all(), **narrowed)
        if found is not None:
            assert found == statistics.fields_of(rows)
            said += 1
    assert said >= 6


def test_the_figures_that_order_a_table_are_read_alone_as_among_all(campaigns, world):
    years = [campaigns.now, campaigns.then]
    for units in (None, {world.binh_duong.pk, world.duc_chinh.pk}):
        some, every = (
            {tuple(vars(place).values())[:3]: [place.figures[key] for key in places.IN_ORDER] for place in found}
            for found in (counts.at_places(years, units, places.IN_ORDER), counts.at_places(years, units))
        )
        assert some == {at: figures for at, figures in every.items() if any(figures)}
        assert len(some) > 2
