"""The catalogue counts what its words say: every figure against plain counting in Python."""

from collections import Counter
from decimal import Decimal

import pytest

from registry.models import Initiative
from registry.queries import places, statistics
from registry.queries.indicators import AT_LEVEL, COUNTS, INDICATORS, OF_FACTS, counting
from registry.queries.placing import OTHERS
from registry.vocabulary import Level, Novelty, RecognitionState, Role, Status, SubmitterType, UnitType
from tests import make, varied

REGISTERED = {"registered", "reported", "recognised", "not_recognised", "revoked"}


@pytest.fixture
def of_2024(world):
    return varied.models(world).now


def counts_by_hand(rows) -> dict:
    """The definitions of product.md, over rows in Python."""
    counts = Counter(dict.fromkeys(COUNTS, 0))
    for row in rows:
        standing = {r.level for r in row.recognitions.all() if r.state == RecognitionState.STANDING}
        left_draft = row.submitted_at is not None
        withdrawn = row.status == "withdrawn"
        approved = row.registered_at is not None
        counts["submitted"] += left_draft and not (withdrawn and not approved)
        counts["registered"] += approved and not withdrawn
        counts["recognised"] += bool(standing)
        counts["recognised_collective"] += bool(standing) and row.submitter_type == "collective"
        counts["recognised_individual"] += bool(standing) and row.submitter_type == "individual"
        counts["new"] += approved and not withdrawn and row.novelty == "new"
        counts["continued"] += approved and not withdrawn and row.novelty == "continued"
        counts["withdrawn_after_approval"] += withdrawn and approved
        counts["reported"] += approved and not withdrawn and row.reported_at is not None
        counts["nominated"] += any(one.nomination.sent_at for one in row.nominees.all())
        for level in standing:
            counts[f"recognised_{level}"] += 1
    return dict(counts)


def rows_of(campaign):
    rows = Initiative.objects.filter(campaign=campaign).select_related("sector", "unit")
    return list(rows.prefetch_related("recognitions", "nominees__nomination"))


def counted(figures) -> dict:
    return {key: figures[key] for key in COUNTS}


def test_the_headline_figures_are_those_of_plain_counting(of_2024):
    expected = counts_by_hand(rows_of(of_2024))
    assert counted(statistics.figures(of_2024)) == expected
    assert counted(statistics.counted([of_2024]).figures(of_2024)) == expected
    assert min(expected[key] for key in COUNTS if key not in ("recognised_central", "nominated")) > 0, "the rows must vary"
    assert expected["recognised"] < sum(expected[indicator.key] for indicator in AT_LEVEL.values())


OF_MODELS = [key for key, indicator in COUNTS.items() if indicator not in AT_LEVEL.values() and key not in OF_FACTS]


@pytest.mark.parametrize("key", OF_MODELS)
def test_a_condition_says_the_same_in_python_and_in_the_database(of_2024, key):
    submitted = Initiative.objects.filter(COUNTS["submitted"].condition)
    said = {row.pk for row in submitted if key in counting(row.status, row.submitter_type, row.novelty)}
    assert said == set(Initiative.objects.filter(COUNTS[key].condition).values_list("pk", flat=True)) != set()


def test_fields_and_submitter_types_are_those_of_plain_counting(of_2024):
    rows = rows_of(of_2024)
    for line in statistics.by_sector_and_type(of_2024):
        of_sector = [row for row in rows if row.sector.code == line.key]
        assert counted(line.figures) == counts_by_hand(of_sector)
        for type_ in SubmitterType:
            of_type = [row for row in of_sector if row.submitter_type == type_]
            assert counted(line.types[type_]) == counts_by_hand(of_type)


def test_units_are_those_of_plain_counting_and_named_as_on_the_cut_off_day(of_2024):
    lines = statistics.by_unit(of_2024)
    by_hand = {}
    for row in rows_of(of_2024):
        by_hand.setdefault(row.unit.key, []).append(row)
    keys = ("submitted", "registered", "recognised")
    assert {line.key: [line.figures[key] for key in keys] for line in lines} == {
        key: [counts_by_hand(rows)[name] for name in keys] for key, rows in by_hand.items()
    }
    assert {line.name for line in lines} == {"xã Bình Dương", "phường Đức Chính", "phường An Sinh", "phường Đông Triều"}


def test_the_unit_with_most_models_comes_first_and_equals_follow_the_alphabet(campaign, world):
    for name, count in (("Đầm Hà", 1), ("Ba Chẽ", 1), ("Ân Bình", 1), ("An Biên", 1), ("Vân Đồn", 2)):
        unit = make.unit(name, UnitType.COMMUNE, world.province)
        for _each in range(count):
            make.initiative(Status.REGISTERED, unit)
    names = [line.name for line in statistics.by_unit(campaign)]
    assert names == ["xã Vân Đồn", "xã An Biên", "xã Ân Bình", "xã Ba Chẽ", "xã Đầm Hà"]


def test_a_unit_that_ended_before_the_cut_off_day_keeps_its_last_name(world):
    campaign = varied.closed_campaign(2025)
    make.initiative(Status.REGISTERED, world.binh_duong, campaign=campaign)
    assert [line.name for line in statistics.by_unit(campaign)] == ["phường Bình Dương"]


def test_levels_count_standing_recognitions_of_each_level(of_2024):
    rows = rows_of(of_2024)
    expected = counts_by_hand(rows)
    lines = statistics.counted([of_2024])
    campaign = next(row for row in statistics.campaigns() if row == of_2024)
    found = {line.key: line.figures[AT_LEVEL[line.key].key] for line in lines.levels(campaign)}
    assert found == {level.value: expected[f"recognised_{level}"] for level in Level}


@pytest.mark.parametrize("key", INDICATORS)
def test_every_figure_opens_as_many_models_as_it_counts(of_2024, key):
    everything = Initiative.objects.all()
    indicator = INDICATORS[key]
    printed = statistics.figures(of_2024)["recognised" if indicator.share else key]
    assert statistics.models(indicator, of_2024, everything).count() == printed
    for line in statistics.by_sector_and_type(of_2024):
        for type_, figures in line.types.items():
            rows = statistics.models(indicator, of_2024, everything, sector=line.key, submitter_type=type_)
            assert rows.count() == figures["recognised" if indicator.share else key]


def test_the_models_of_a_unit_are_those_that_its_line_counts(of_2024, monkeypatch):
    monkeypatch.setattr(places, "FIRST", 2)
    everything, indicator = Initiative.objects.all(), INDICATORS["registered"]
    lines = statistics.by_unit(of_2024)
    for line in lines:
        assert statistics.models(indicator, of_2024, everything, unit=line.key).count() == line.figures["registered"]
    others = statistics.models(indicator, of_2024, everything, unit=OTHERS)
    assert others.count() == sum(line.figures["registered"] for line in lines[2:]) > 0


@pytest.mark.parametrize(
    ("status", "changes", "expected"),
    [
        (Status.DRAFT, {}, set()),
        (Status.SUBMITTED, {}, {"submitted"}),
        (Status.RETURNED, {}, {"submitted"}),
        (Status.DECLINED, {}, {"submitted"}),
        (Status.REGISTERED, {}, {"submitted", "registered", "new"}),
        (Status.REPORTED, {"novelty": Novelty.CONTINUED}, {"submitted", "registered", "reported", "continued"}),
        (Status.NOT_RECOGNISED, {}, {"submitted", "registered", "reported", "new"}),
        (Status.REVOKED, {}, {"submitted", "registered", "reported", "new"}),
        (Status.WITHDRAWN, {}, {"submitted", "withdrawn_after_approval"}),
        (Status.WITHDRAWN, {"registered_at": None, "status_before": Status.SUBMITTED}, set()),
        (
            Status.RECOGNISED,
            {},
            {
                *("submitted", "registered", "reported", "new"),
                *("recognised", "recognised_collective", "recognised_grassroots"),
            },
        ),
    ],
)
def test_what_a_model_counts_in(campaign, world, status, changes, expected):
    make.initiative(status, **changes)
    figures = statistics.figures(campaign)
    assert {key for key in COUNTS if figures[key]} == expected


@pytest.mark.parametrize(
    ("recognised", "registered", "rate"),
    [(0, 0, None), (0, 3, "0.0"), (1400, 2428, "57.7"), (1, 3, "33.3"), (1, 16, "6.3"), (7, 7, "100.0")],
)
def test_the_rate_has_one_decimal_and_rounds_halves_up(recognised, registered, rate):
    figures = statistics.Figures({"recognised": recognised, "registered": registered})
    assert figures["rate"] == (rate and Decimal(rate))


def test_the_year_before_stands_beside_each_line(world):
    campaigns = varied.models(world)
    counted = statistics.counted([campaigns.now, campaigns.then])
    assert counted.figures(campaigns.then)["registered"] == 3
    assert {line.key: line.before["registered"] for line in counted.sectors(campaigns.now, campaigns.then)}["economy"] == 3
    before = {line.name: line.before and line.before["registered"] for line in statistics.by_unit(*campaigns_and(campaigns))}
    assert before == {"xã Bình Dương": 3, "phường Đức Chính": None, "phường An Sinh": None, "phường Đông Triều": None}


def campaigns_and(campaigns):
    return campaigns.now, None, campaigns.then


def test_a_commune_leader_counts_the_commune_and_a_leader_everything(world, leader, commune_leader):
    campaign = varied.models(world).now
    covered = {world.an_sinh.pk, world.binh_duong.pk, world.duc_chinh.pk}
    of_commune = [row for row in rows_of(campaign) if row.unit_id in covered]
    assert counted(statistics.figures(campaign, statistics.units_led(commune_leader))) == counts_by_hand(of_commune)
    assert counted(statistics.figures(campaign, statistics.units_led(leader))) == counts_by_hand(rows_of(campaign))


def test_what_one_only_submits_is_not_among_the_figures_that_one_leads(world, campaign, commune_leader):
    make.initiative(Status.REGISTERED, world.dong_trieu)
    make.initiative(Status.REGISTERED, world.an_sinh)
    commune_leader.memberships.create(unit=world.dong_trieu, role=Role.SUBMITTER)
    assert statistics.figures(campaign, statistics.units_led(commune_leader))["registered"] == 1


def test_the_level_of_the_province_is_called_as_on_the_cut_off_day(world):
    varied.closed_campaign(2024)
    varied.closed_campaign(2026)
    name = world.province.names.get()
    name.valid_to = "2026-08-31"
    name.save()
    world.province.names.create(name="Quảng Ninh", type=UnitType.CENTRAL_CITY, valid_from="2026-09-01")
    labels = [str(statistics.level_labels(row)[Level.PROVINCE]) for row in statistics.campaigns()]
    assert labels == [str(statistics.gettext("City level")), str(Level.PROVINCE.label)]


def test_the_number_of_queries_does_not_grow(world, campaign, django_assert_num_queries):
    def ask():
        counted = statistics.counted([campaign])
        return counted.sectors(campaign), statistics.by_unit(campaign)

    make.initiative(Status.RECOGNISED)
    with django_assert_num_queries(8):
        ask()
    for place in range(30):
        make.initiative(Status.RECOGNISED, make.unit(f"Xã số {place}", UnitType.COMMUNE, world.province))
    with django_assert_num_queries(8):
        _sectors, lines = ask()
    assert len(lines) == 31
