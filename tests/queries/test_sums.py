"""Sums over many models, counted by hand: qualifiers, the ways in which measures add, and what stands in no sum."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.models import Campaign, Initiative, Partner
from registry.models.outcomes import LARGEST_VALUE
from registry.queries import sums, totals
from registry.queries.sums import Asked, Quantity
from registry.services import ledgers
from registry.vocabulary import Adding, ContributionKind, Qualifier, Source, Stage, Status
from tests import make

pytestmark = pytest.mark.django_db

EXACTLY, OVER, NEARLY, ABOUT, AT_LEAST, UP_TO = Qualifier


@pytest.fixture
def several(world):
    return [make.initiative(Status.RECOGNISED) for _number in range(3)]


def everything():
    return Initiative.objects.all()


def both() -> tuple[list, list]:
    """Contributions and outcomes, added up anew and as they are kept."""
    found = sums.contributions(everything()), sums.outcomes(everything())
    for units in (None, set(everything().values_list("unit", flat=True))):
        assert totals.read(Campaign.objects.get(), units) == found
    return found


def given() -> dict:
    """(source, kind) → (planned, given)."""
    return {(line.source, line.kind): (line.target, line.achieved) for line in both()[0]}


def reached() -> dict:
    """code → (target, achieved)."""
    return {line.measure.code: (line.target, line.achieved) for line in both()[1]}


def shown(line) -> tuple[str, str]:
    return line.target.said(line.unit), line.achieved.said(line.unit)


# ---- contributions ----


def test_contributions_stand_by_source_and_kind_planned_beside_given(several):
    one, two, three = several
    make.contribution(one, 100, Source.STATE, stage=Stage.TARGET)
    make.contribution(two, 50, Source.STATE, stage=Stage.TARGET)
    make.contribution(one, 120, Source.STATE)
    make.contribution(three, 7, Source.PEOPLE, ContributionKind.LAND)
    assert given() == {
        (Source.STATE, ContributionKind.MONEY): (Quantity(2, 150), Quantity(1, 120)),
        (Source.PEOPLE, ContributionKind.LAND): (Quantity(), Quantity(1, 7)),
        ("", ContributionKind.MONEY): (Quantity(2, 150), Quantity(1, 120)),
        ("", ContributionKind.LAND): (Quantity(), Quantity(1, 7)),
    }


def test_in_kind_stands_apart_from_money(several):
    make.contribution(several[0], 100)
    make.contribution(several[0], 30, kind=ContributionKind.IN_KIND)
    found = given()
    assert found[Source.PEOPLE, ContributionKind.MONEY][1] == Quantity(1, 100)
    assert found[Source.PEOPLE, ContributionKind.IN_KIND][1] == Quantity(1, 30)
    assert found["", ContributionKind.MONEY][1] == Quantity(1, 100)


def test_lines_stand_in_the_order_of_the_sources_and_kinds_and_the_sums_last(several):
    for source in reversed(Source.values):
        for kind in reversed(ContributionKind.values):
            make.contribution(several[0], 1, source, kind)
    lines = [(line.source, line.kind) for line in sums.contributions(everything())]
    assert lines == [(source, kind) for source in (*Source.values, "") for kind in ContributionKind.values]


def test_several_rows_of_one_model_are_added_and_the_model_counts_once(several):
    make.contribution(several[0], 100, period="2024")
    make.contribution(several[0], 40, period="2025", qualifier=OVER)
    make.contribution(several[0], 5, Source.STATE)
    assert given()[Source.PEOPLE, ContributionKind.MONEY][1] == Quantity(1, 140, OVER)
    assert given()["", ContributionKind.MONEY][1] == Quantity(1, 145, OVER)


def test_what_each_person_gave_stands_in_no_sum(several):
    one, two, _three = several
    make.contribution(one, 1_300_000_000, qualifier=OVER)
    make.contribution(one, 1_200_000, per_person=True)
    make.contribution(two, 500_000, per_person=True)
    assert given()[Source.PEOPLE, ContributionKind.MONEY][1] == Quantity(1, 1_300_000_000, OVER)
    assert sums.per_person(everything()) == {(Stage.ACHIEVED, ContributionKind.MONEY): 2}
    asked = Asked(Stage.ACHIEVED, kind=ContributionKind.MONEY)
    assert list(sums.models_with(everything(), asked)) == [one]


def test_a_kind_in_which_only_each_person_gave_has_no_line(several):
    make.contribution(several[0], 2, kind=ContributionKind.LABOUR, per_person=True)
    assert sums.contributions(everything()) == []


MIXES = [
    ([EXACTLY, EXACTLY], EXACTLY),
    ([EXACTLY, OVER], OVER),
    ([EXACTLY, NEARLY], NEARLY),
    ([EXACTLY, ABOUT], ABOUT),
    ([EXACTLY, AT_LEAST], AT_LEAST),
    ([EXACTLY, UP_TO], UP_TO),
    ([OVER, AT_LEAST, EXACTLY], AT_LEAST),
    ([NEARLY, UP_TO], UP_TO),
    ([OVER, NEARLY], ABOUT),
    ([OVER, UP_TO], ABOUT),
    ([AT_LEAST, NEARLY], ABOUT),
    ([OVER, ABOUT], ABOUT),
    ([*Qualifier], ABOUT),
]


@pytest.mark.parametrize(("mix", "wanted"), MIXES)
def test_a_sum_is_as_exact_as_its_parts(world, mix, wanted):
    for place, qualifier in enumerate(mix, start=1):
        row = make.initiative(Status.REPORTED)
        make.contribution(row, place, qualifier=qualifier)
        make.outcome(row, value=place, qualifier=qualifier)
    total = len(mix) * (len(mix) + 1) // 2
    assert given()[Source.PEOPLE, ContributionKind.MONEY][1] == Quantity(len(mix), total, wanted)
    assert reached()["road"][1] == Quantity(len(mix), total, wanted)


# ---- outcomes ----


def test_outcomes_stand_by_measure_target_against_achieved(several):
    one, two, three = several
    make.outcome(one, "road", 810, Stage.TARGET)
    make.outcome(two, "road", 190, Stage.TARGET, qualifier=AT_LEAST)
    make.outcome(one, "road", 850)
    make.outcome(three, "bulbs", 12)
    lines = sums.outcomes(everything())
    assert [line.measure.code for line in lines] == ["road", "bulbs"]
    assert reached() == {
        "road": (Quantity(2, 1000, AT_LEAST), Quantity(1, 850)),
        "bulbs": (Quantity(), Quantity(1, 12)),
    }
    assert [shown(line) for line in lines] == [("at least 1,000\u00a0m", "850\u00a0m"), ("", "12\u00a0bulbs")]
    assert [line.share and str(line.share) for line in lines] == ["85.0", None]


def test_of_the_largest_the_largest_counts_with_its_qualifier(several):
    for row, value, qualifier in zip(several, (9, 8, 9), (EXACTLY, OVER, UP_TO), strict=True):
        make.outcome(row, "household-size", value, qualifier=qualifier)
    assert reached()["household-size"][1] == Quantity(3, 9, EXACTLY)
    make.outcome(make.initiative(Status.REPORTED), "household-size", 9, qualifier=OVER)
    assert reached()["household-size"][1] == Quantity(4, 9, OVER)
    [line] = sums.outcomes(everything())
    assert line.share is None


def test_days_and_nights_are_never_put_together(several):
    make.outcome(several[0], "site-days", 30)
    make.outcome(several[1], "site-days", 150, qualifier=OVER)
    assert reached()["site-days"] == (Quantity(), Quantity(2, None))
    [line] = sums.outcomes(everything())
    assert (line.is_added, line.share, shown(line)) == (False, None, ("", ""))


def test_a_measure_follows_the_way_of_adding_that_it_has_now(several):
    for row in several:
        make.outcome(row, "road", 10)
    measure = make.measure("road")
    for adding, value in ((Adding.SUM, 30), (Adding.LARGEST, 10), (Adding.NOT_AT_ALL, None)):
        measure.adding = adding
        measure.save()
        ledgers.repair()
        assert reached()["road"][1] == Quantity(3, value)


def test_the_row_without_a_period_says_the_whole(several):
    one, two, _three = several
    make.outcome(one, value=300, period="Quý I")
    make.outcome(one, value=500, period="Quý II")
    make.outcome(one, value=800)
    make.outcome(two, value=10, period="Quý I")
    make.outcome(two, value=20, period="Quý II", qualifier=OVER)
    make.outcome(two, value=7, stage=Stage.TARGET)
    assert reached()["road"] == (Quantity(1, 7), Quantity(2, 830, OVER))
    said = sums.said_by([one, two], Asked(Stage.ACHIEVED, measure="road"))
    assert {pk: [row.value for row in rows] for pk, rows in said.items()} == {one.pk: [800], two.pk: [10, 20]}


def test_nothing_of_everything_is_a_zero_not_a_gap(several):
    make.outcome(several[0], value=0)
    make.outcome(several[0], value=0, stage=Stage.TARGET)
    [line] = sums.outcomes(everything())
    assert (line.target, line.achieved, line.share) == (Quantity(1, 0), Quantity(1, 0), None)


# ---- which models count ----


@pytest.mark.parametrize("status", Status)
def test_only_registered_models_stand_in_a_sum(world, status):
    row = make.initiative(status)
    make.outcome(row, stage=Stage.TARGET)
    make.contribution(row, stage=Stage.TARGET)
    counts = status in ("registered", "reported", "recognised", "not_recognised", "revoked")
    assert len(sums.outcomes(everything())) == counts
    assert len(sums.contributions(everything())) == 2 * counts


def test_a_duplicate_stands_in_no_sum(several):
    first, second, _third = several
    for row in (first, second):
        make.outcome(row, value=10)
        make.contribution(row, 100)
        make.contribution(row, 1, per_person=True)
    Initiative.objects.filter(pk=second.pk).update(duplicate_of=first)
    ledgers.repair()
    assert reached()["road"][1] == Quantity(1, 10)
    assert given()["", ContributionKind.MONEY][1] == Quantity(1, 100)
    assert sums.per_person(everything()) == {(Stage.ACHIEVED, ContributionKind.MONEY): 1}
    assert list(sums.models_with(everything(), Asked(Stage.ACHIEVED, measure="road"))) == [first]
    assert list(sums.duplicates(everything())) == [second]
    assert sums.counted(everything()).count() == 2


def test_a_joint_model_counts_once_with_the_unit_that_registered_it(world, commune_leader):
    joint = make.initiative(Status.RECOGNISED, world.dong_trieu)
    for unit in (world.an_sinh, world.binh_duong):
        Partner.objects.create(initiative=joint, unit=unit, name=unit.label)
    make.outcome(joint, value=10)
    assert reached()["road"][1] == Quantity(1, 10)
    assert sums.outcomes(everything().filter(unit=world.an_sinh)) == []


def test_nothing_at_all(world):
    assert (sums.outcomes(everything()), sums.contributions(everything()), sums.per_person(everything())) == ([], [], {})
    assert sums.outcomes(Initiative.objects.none()) == []


# ---- the doors ----


def test_each_number_opens_exactly_its_models(several):
    one, two, three = several
    make.contribution(one, 1, Source.STATE)
    make.contribution(two, 1, Source.STATE, stage=Stage.TARGET)
    make.contribution(three, 1, Source.PEOPLE, period="2024")
    make.contribution(three, 1, Source.PEOPLE, period="2025")
    make.contribution(one, 1, Source.STATE, ContributionKind.LABOUR)
    for line in sums.contributions(everything()):
        for stage, quantity in line.stages.items():
            asked = Asked(stage, source=line.source, kind=line.kind)
            assert sums.models_with(everything(), asked).count() == quantity.models
            said = sums.said_by(sums.models_with(everything(), asked), asked)
            assert sum(row.value for rows in said.values() for row in rows) == quantity.value
    asked = Asked(Stage.ACHIEVED, kind=ContributionKind.MONEY)
    assert sorted(row.pk for row in sums.models_with(everything(), asked)) == [one.pk, three.pk]


# ---- size ----


def test_the_largest_values_are_added_without_loss(world):
    for _number in range(20):
        row = make.initiative(Status.RECOGNISED)
        make.contribution(row, LARGEST_VALUE)
        make.outcome(row, value=LARGEST_VALUE)
        make.outcome(row, value=1, stage=Stage.TARGET)
    total = 20 * (10**18 - 1)
    assert given()["", ContributionKind.MONEY][1] == Quantity(20, total)
    assert reached()["road"][1] == Quantity(20, total)
    [line] = sums.outcomes(everything())
    assert line.share == 100 * (10**18 - 1)
    assert line.achieved.said(line.unit) == "19,999,999,999,999,999,980\u00a0m"


def test_the_number_of_queries_is_the_same_for_one_model_and_thirty(world):
    def fill(number: int):
        for place in range(number):
            row = make.initiative(Status.RECOGNISED)
            for stage in Stage:
                make.outcome(row, ("road", "houses", "site-days", "household-size")[place % 4], place, stage)
                make.contribution(row, place, [*Source][place % 4], [*ContributionKind][place % 3], stage=stage)

    def queries() -> list[int]:
        counts = []
        for ask in (sums.outcomes, sums.contributions, sums.per_person):
            with CaptureQueriesContext(connection) as asked:
                ask(everything())
            counts.append(len(asked))
        return counts

    fill(1)
    assert queries() == [3, 3, 1]
    fill(30)
    assert queries() == [3, 3, 1]
