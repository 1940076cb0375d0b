"""The kept totals: each act moves exactly what its models say, at both levels, in its own transaction."""

import pytest
from django.db import transaction

from registry.models import Measure, Total
from registry.queries import ledgers as ledger
from registry.queries import totals as questions
from registry.queries.outcomes import ContributionRow, OutcomeRow
from registry.queries.sums import Quantity
from registry.services import initiatives, ledgers, likeness, recognition, review, totals
from registry.vocabulary import ContributionKind, Qualifier, Source, Stage, Status
from tests import make

pytestmark = pytest.mark.django_db

MONEY, LAND = ContributionKind.MONEY, ContributionKind.LAND
EXACTLY, OVER = Qualifier.EXACTLY, Qualifier.OVER


def kept() -> dict[tuple, int]:
    """The totals of units, by (measure or source, kind, stage, part, qualifier, value): those of all figures, and together
    those of all units.
    """
    found = ledger.kept(Total)
    assert found == questions.made_of()
    codes = dict(Measure.objects.values_list("pk", "code"))
    of_units, of_all = {}, {}
    for (_campaign, unit, measure, source, *rest), number in found.items():
        key, where = (codes.get(measure, source), *rest), of_units if unit else of_all
        where[key] = where.get(key, 0) + number
    assert of_units == of_all
    return of_units


def model(status, unit, *, by=None):
    """A model that aims at 800 m of road and over 2 billion of the state's money, and has reached 810 m."""
    row = make.initiative(status, unit, by=by)
    make.outcome(row, "road", 800, Stage.TARGET)
    make.outcome(row, "road", 810)
    make.contribution(row, 2_000_000_007, Source.STATE, stage=Stage.TARGET, qualifier=OVER)
    return row


def of(row_count: int) -> dict[tuple, int]:
    """What `row_count` of these models bring."""
    road = {
        ("road", "", stage, *rest): number * row_count
        for stage, value in (("target", 800), ("achieved", 810))
        for *rest, number in (("models", "", None, 1), ("low", EXACTLY, None, value))
    }
    money = {
        ("state", MONEY, "target", "models", "", None): row_count,
        ("", MONEY, "target", "models", "", None): row_count,
        ("state", MONEY, "target", "high", OVER, None): 2 * row_count,
        ("state", MONEY, "target", "low", OVER, None): 7 * row_count,
    }
    return road | money


@pytest.mark.parametrize("status", Status)
def test_a_model_is_in_the_totals_from_its_registration_on(world, status):
    model(status, world.an_sinh)
    counts = status in {Status.REGISTERED, Status.REPORTED, Status.RECOGNISED, Status.NOT_RECOGNISED, Status.REVOKED}
    assert kept() == (of(1) if counts else {})


def test_approval_brings_the_figures_in_and_withdrawal_takes_them_out(reviewer, submitter):
    row = model(Status.SUBMITTED, reviewer.unit, by=submitter)
    assert kept() == {}
    row = review.approve(row, by=reviewer)
    assert kept() == of(1)
    row = initiatives.withdraw(row, by=submitter, reason="nhầm đợt")
    assert kept() == {}
    review.reopen(row, by=reviewer, reason="Rút nhầm.")
    assert kept() == of(1)


def test_recognition_revocation_and_reinstatement_move_nothing(reviewer):
    row = model(Status.REPORTED, reviewer.unit)
    recognition.recognise(row, by=reviewer, decision=make.decision())
    made, ending = row.recognitions.get(), make.decision()
    recognition.revoke(made, by=reviewer, decision=ending, ground=make.ground(), reason="Ngừng hoạt động.")
    recognition.reinstate(made, by=reviewer, decision=ending)
    assert not Total.objects.filter(number__lt=0).exists()
    assert kept() == of(1)


def test_the_figures_of_a_duplicate_are_in_no_total_until_the_mark_is_taken_back(reviewer):
    first, second = model(Status.REGISTERED, reviewer.unit), model(Status.REGISTERED, reviewer.unit)
    second = likeness.mark_duplicate(second, by=reviewer, of=first, remark="Cùng một mô hình.")
    assert kept() == of(1)
    likeness.unmark_duplicate(second, by=reviewer)
    assert kept() == of(2)


def test_figures_that_are_reported_before_the_report_is_sent_count_as_soon_as_they_are_saved(reviewer, submitter):
    row = model(Status.REGISTERED, reviewer.unit, by=submitter)
    facts = {
        "achieved": [OutcomeRow(make.measure("road"), 900), OutcomeRow(make.measure("houses"), 3, OVER)],
        "contributed": [ContributionRow(Source.PEOPLE, LAND, 50), ContributionRow(Source.PEOPLE, MONEY, 9, per_person=True)],
    }
    initiatives.save(row, by=submitter, facts=facts)
    assert {key: number for key, number in kept().items() if key[2] == "achieved"} == {
        ("road", "", "achieved", "models", "", None): 1,
        ("road", "", "achieved", "low", EXACTLY, None): 900,
        ("houses", "", "achieved", "models", "", None): 1,
        ("houses", "", "achieved", "low", OVER, None): 3,
        ("people", LAND, "achieved", "models", "", None): 1,
        ("", LAND, "achieved", "models", "", None): 1,
        ("people", LAND, "achieved", "low", EXACTLY, None): 50,
    }


def test_of_a_measure_said_as_a_whole_and_by_periods_the_whole_counts(world):
    row = make.initiative(Status.REGISTERED, world.an_sinh)
    for value, period in ((1, "quý I"), (2, "quý II"), (30, "")):
        make.outcome(row, "road", value, period=period)
    assert kept()["road", "", "achieved", "low", EXACTLY, None] == 30
    row.outcomes.filter(period="").delete()
    ledgers.repair()
    assert kept()["road", "", "achieved", "low", EXACTLY, None] == 3


def test_a_model_that_says_a_thing_in_two_figures_is_one_model(world):
    row = make.initiative(Status.REGISTERED, world.an_sinh)
    for period in ("quý I", "quý II"):
        make.contribution(row, 5, period=period)
    make.contribution(row, 5, Source.STATE)
    found = kept()
    assert found["people", MONEY, "achieved", "models", "", None] == 1
    assert found["", MONEY, "achieved", "models", "", None] == 1
    assert found["people", MONEY, "achieved", "low", EXACTLY, None] == 10


def test_a_figure_that_is_nothing_still_says_how_exact_it_is(world):
    row = make.initiative(Status.REGISTERED, world.an_sinh)
    make.outcome(row, "road", 0, qualifier=Qualifier.ABOUT)
    assert kept() == {
        ("road", "", "achieved", "models", "", None): 1,
        ("road", "", "achieved", "figures", Qualifier.ABOUT, 0): 1,
    }
    assert questions.read(row.campaign, None)[1][0].achieved == Quantity(1, 0, Qualifier.ABOUT)


def test_an_act_over_thirty_models_asks_and_writes_no_more_than_over_three(reviewer, django_assert_num_queries):
    for number in (3, 30):
        rows = [model(Status.SUBMITTED, reviewer.unit) for _each in range(number)]
        totals.note(rows)
        for row in rows:
            row.status = Status.REGISTERED
            row.registered_at = row.submitted_at
        with django_assert_num_queries(3):
            totals.moved(rows)


def test_what_moves_no_figure_asks_nothing(reviewer, django_assert_num_queries):
    row = model(Status.REPORTED, reviewer.unit)
    totals.note([row])
    row.status = Status.RECOGNISED
    with django_assert_num_queries(0):
        totals.moved([row])


def test_a_rollback_leaves_the_totals_as_they_were(reviewer):
    row = model(Status.SUBMITTED, reviewer.unit)
    with transaction.atomic():
        review.approve(row, by=reviewer)
        assert kept() == of(1)
        transaction.set_rollback(True)
    assert kept() == {}


def test_folding_changes_no_total_and_takes_out_what_is_nothing(reviewer, submitter):
    rows = [model(Status.SUBMITTED, reviewer.unit, by=submitter) for _each in range(3)]
    review.approve_many(rows, by=reviewer)
    rows[0].refresh_from_db()
    initiatives.withdraw(rows[0], by=submitter, reason="nhầm đợt")
    ledgers.fold()
    assert kept() == of(2)
    assert Total.objects.count() == 2 * len(of(2))
