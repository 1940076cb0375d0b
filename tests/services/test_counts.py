"""The kept counts: each act of a life moves exactly its own places, at both levels, in its own transaction."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from threading import Event

import pytest
from django.db import connection, transaction
from django.utils import timezone

from registry.models import Count, Ending, Initiative
from registry.queries import counts as questions
from registry.queries import ledgers as ledger
from registry.queries.statistics import figures
from registry.services import counts, decisions, initiatives, ledgers, likeness, recognition, renewal, review
from registry.vocabulary import (
    DecisionKind,
    Level,
    Novelty,
    Part,
    RecognitionState,
    Status,
    SubmitterType,
)
from tests import make

pytestmark = pytest.mark.django_db

PATIENCE = 10  # seconds after which a race that hangs fails
GRASSROOTS, PROVINCE = "level:grassroots", "level:province"


def kept() -> dict[tuple, int]:
    """The counts of units, which are a full count's, and add up to those of all units."""
    found = ledger.kept(Count)
    assert found == questions.made_of()
    together = {}
    for (campaign, unit, _allocated, *alike), number in found.items():
        if unit:
            together[campaign, None, None, *alike] = together.get((campaign, None, None, *alike), 0) + number
    assert {place: number for place, number in found.items() if place[1] is None} == together
    return {place: number for place, number in found.items() if place[1]}


def moved(act) -> dict[str, int]:
    """What the act moves, by fact; the week of a submission is left out."""
    before = kept()
    act()
    now = kept()
    found = {}
    for place in before.keys() | now.keys():
        if change := now.get(place, 0) - before.get(place, 0):
            found[place[6]] = found.get(place[6], 0) + change
    return {fact: change for fact, change in found.items() if change}


def fresh(row) -> Initiative:
    return Initiative.objects.get(pk=row.pk)


# ---- the life of a model ----


def test_a_draft_is_counted_nowhere(world, campaign, submitter):
    draft = initiatives.begin(campaign=campaign, unit=world.an_sinh, by=submitter, facts=make.facts())
    assert kept() == {}
    initiatives.save(draft, by=submitter, facts={"title": "Đường hoa"})
    assert kept() == {}
    initiatives.delete_draft(fresh(draft), by=submitter)
    assert kept() == {}


def test_a_submitted_model_is_counted_at_its_place_and_in_its_week(world, campaign, submitter):
    draft = make.initiative(Status.DRAFT, world.an_sinh, by=submitter, novelty=Novelty.CONTINUED)
    initiatives.submit(draft, by=submitter)
    monday = make.today() - timedelta(days=make.today().weekday())
    alike = (make.sector().pk, "collective", "continued")
    assert ledger.kept(Count) == {
        (campaign.pk, world.an_sinh.pk, None, *alike, "submitted", None): 1,
        (campaign.pk, None, None, *alike, "submitted", None): 1,
        (campaign.pk, world.an_sinh.pk, None, None, "", "", "sent", monday): 1,
        (campaign.pk, None, None, None, "", "", "sent", monday): 1,
    }


@pytest.mark.parametrize(
    ("status", "act", "expected"),
    [
        (Status.SUBMITTED, "take_back", {"submitted": -1, "sent": -1}),
        (Status.SUBMITTED, "withdraw", {"submitted": -1, "withdrawn": 1, "sent": -1}),
        (Status.REGISTERED, "withdraw", {"registered": -1, "withdrawn_after_approval": 1}),
        (Status.REGISTERED, "report", {"registered": -1, "reported": 1, "has_reported": 1}),
    ],
)
def test_what_the_unit_does_moves_its_status(world, submitter, status, act, expected):
    row = make.initiative(status, world.an_sinh, by=submitter, report="Hoàn thành 810 m đường.")
    more = {"reason": "nhầm đợt"} if act == "withdraw" else {}
    assert moved(lambda: getattr(initiatives, act)(row, by=submitter, **more)) == expected


@pytest.mark.parametrize(
    ("status", "act", "expected"),
    [
        (Status.SUBMITTED, lambda row, by: review.open_(row, by=by), {}),
        (Status.SUBMITTED, lambda row, by: review.approve(row, by=by), {"submitted": -1, "registered": 1}),
        (
            Status.SUBMITTED,
            lambda row, by: review.return_(row, by=by, remarks={Part.METHOD: "ghi rõ hơn"}),
            {"submitted": -1, "returned": 1},
        ),
        (Status.SUBMITTED, lambda row, by: review.decline(row, by=by, remark="không"), {"submitted": -1, "declined": 1}),
        (Status.DECLINED, lambda row, by: review.reopen(row, by=by, reason="xem lại"), {"declined": -1, "submitted": 1}),
        (
            Status.WITHDRAWN,
            lambda row, by: review.reopen(row, by=by, reason="xem lại"),
            {"withdrawn_after_approval": -1, "registered": 1},
        ),
        (
            Status.REPORTED,
            lambda row, by: review.return_report(row, by=by, remark="thiếu"),
            {"reported": -1, "registered": 1, "has_reported": -1},
        ),
        (
            Status.REPORTED,
            lambda row, by: recognition.decide_against(row, by=by, remark="chưa đạt"),
            {"reported": -1, "not_recognised": 1},
        ),
        (Status.RECOGNISED, lambda row, by: review.clear(row, by=by), {}),
    ],
)
def test_what_the_reviewer_does_moves_its_status(reviewer, status, act, expected):
    row = make.initiative(status, reviewer.unit)
    assert moved(lambda: act(row, reviewer)) == expected


def test_a_model_that_is_corrected_and_sent_again_stands_in_the_week_of_its_last_submission(world, submitter):
    row = make.initiative(Status.RETURNED, world.an_sinh, by=submitter, submitted_at=make.ago(20))
    assert moved(lambda: initiatives.submit(row, by=submitter)) == {"returned": -1, "submitted": 1}
    [place] = [place for place in kept() if place[6] == "sent"]
    assert place[7] == make.today() - timedelta(days=make.today().weekday())


def test_the_week_is_that_of_the_registry_s_own_time(world, campaign):
    monday_morning = datetime(2026, 3, 2, 0, 30, tzinfo=timezone.get_default_timezone())  # Sunday evening by UTC
    make.initiative(Status.SUBMITTED, world.an_sinh, submitted_at=monday_morning)
    assert questions.by_week([campaign], None) == {campaign.pk: {date(2026, 3, 2): 1}}
    kept()


def test_saving_a_returned_model_under_another_field_moves_it(world, submitter):
    row = make.initiative(Status.RETURNED, world.an_sinh, by=submitter)
    make.remark(row, Part.SECTOR)
    culture = make.sector("culture")
    initiatives.save(row, by=submitter, facts={"sector": culture})
    assert [place[3] for place in kept() if place[6] == "returned"] == [culture.pk]


# ---- recognition ----


@pytest.mark.parametrize("status", [Status.REGISTERED, Status.REPORTED])
def test_recognising_and_cancelling_move_status_and_level(reviewer, status):
    row, decision = make.initiative(status, reviewer.unit), make.decision()
    expected = {status: -1, "recognised": 1, GRASSROOTS: 1}
    assert moved(lambda: recognition.recognise(row, by=reviewer, decision=decision)) == expected
    cancel = moved(lambda: recognition.cancel_entry(row.recognitions.get(), by=reviewer, reason="nhầm danh sách"))
    assert cancel == {fact: -change for fact, change in expected.items()}


def test_a_second_level_moves_the_level_alone(reviewer, province_reviewer):
    row, above = make.initiative(Status.RECOGNISED, reviewer.unit), make.decision(Level.PROVINCE)
    assert moved(lambda: recognition.recognise(row, by=province_reviewer, decision=above)) == {PROVINCE: 1}
    what = {"ground": make.ground(), "reason": "khai sai"}
    of_province, of_commune = row.recognitions.get(level=PROVINCE[6:]), row.recognitions.get(level=GRASSROOTS[6:])
    revoked = moved(lambda: recognition.revoke(of_province, by=province_reviewer, decision=above, **what))
    assert revoked == {PROVINCE: -1}
    below = make.decision()
    revoked = moved(lambda: recognition.revoke(of_commune, by=reviewer, decision=below, **what))
    assert revoked == {GRASSROOTS: -1, "recognised": -1, "revoked": 1}
    stands = moved(lambda: recognition.reinstate(of_commune, by=reviewer, decision=below))
    assert stands == {GRASSROOTS: 1, "recognised": 1, "revoked": -1}


def test_cancelling_many_moves_all_of_them(reviewer):
    rows = [make.initiative(Status.REPORTED, reviewer.unit) for _each in range(3)]
    made = recognition.recognise_many(rows, by=reviewer, decision=make.decision())
    cancelled = moved(lambda: recognition.cancel_entry_many(made, by=reviewer, reason="nhầm danh sách"))
    assert cancelled == {"recognised": -3, "reported": 3, GRASSROOTS: -3}


def test_a_list_in_force_moves_every_model_of_it(reviewer):
    body = make.body(Level.GRASSROOTS, reviewer.unit)
    rows = [make.initiative(Status.REPORTED, reviewer.unit, title=f"Mô hình số {place}") for place in range(3)]

    def draft(kind, **more):
        paper = make.decision(body=body, issued=False, kind=kind)
        for row in rows:
            made = row.recognitions.first()
            make.line(paper, row, recognition=made, **more)
        return paper

    paper = draft(DecisionKind.RECOGNITION)
    issued = moved(lambda: decisions.issue(paper, by=reviewer))
    assert issued == {"reported": -3, "recognised": 3, GRASSROOTS: 3}
    paper = draft(DecisionKind.REVOCATION, ground=make.ground(), reason="khai sai")
    issued = moved(lambda: decisions.issue(paper, by=reviewer))
    assert issued == {"recognised": -3, "revoked": 3, GRASSROOTS: -3}
    paper = draft(DecisionKind.REINSTATEMENT, reason="xét lại")
    issued = moved(lambda: decisions.issue(paper, by=reviewer))
    assert issued == {"recognised": 3, "revoked": -3, GRASSROOTS: 3}


# ---- what is corrected, kept up, or ended ----


@pytest.mark.parametrize(
    ("field", "value", "column"),
    [
        ("sector", lambda world: make.sector("culture"), 3),
        ("submitter_type", lambda world: SubmitterType.INDIVIDUAL, 4),
        ("novelty", lambda world: Novelty.CONTINUED, 5),
        ("allocated_unit", lambda world: world.an_sinh, 2),
    ],
)
def test_an_amended_fact_moves_everything_that_is_counted_of_the_model(
    world, province_reviewer, campaign, field, value, column
):
    row = make.initiative(Status.RECOGNISED, world.duc_chinh, campaign=make.campaign(campaign.year - 1))
    make.recognition(row, make.decision(Level.PROVINCE))
    Ending.objects.create(initiative=row, campaign=campaign, reason="Hết kinh phí.", made_at=timezone.now())
    counts.ended(row, campaign)
    before = kept()
    assert moved(lambda: review.amend(row, by=province_reviewer, facts={field: value(world)}, reason="Ghi nhầm.")) == {}
    gone, come = before.keys() - kept().keys(), kept().keys() - before.keys()
    was, now = {place[6]: place for place in gone}, {place[6]: place for place in come}
    assert was.keys() == now.keys() == {"recognised", "has_reported", GRASSROOTS, PROVINCE, "ended"}
    assert {tuple(spot for spot in range(8) if was[fact][spot] != now[fact][spot]) for fact in was} == {(column,)}


def test_ending_and_continuing_move_what_is_ended_in_this_campaign(world, campaign, submitter):
    earlier = make.initiative(Status.RECOGNISED, world.an_sinh, campaign=make.campaign(campaign.year - 1), by=submitter)
    assert moved(lambda: renewal.end(earlier, campaign=campaign, by=submitter, reason="Hết kinh phí.")) == {"ended": 1}
    assert [place[0] for place in kept() if place[6] == "ended"] == [campaign.pk]
    assert moved(lambda: renewal.continue_(fresh(earlier), campaign=campaign, by=submitter)) == {"ended": -1}


def test_a_mark_of_a_duplicate_moves_nothing(reviewer):
    first, second = (make.initiative(Status.REGISTERED, reviewer.unit) for _each in range(2))
    assert moved(lambda: likeness.mark_duplicate(second, by=reviewer, of=first, remark="Cùng một mô hình.")) == {}


def test_a_model_that_is_linked_to_one_of_an_earlier_year_counts_as_maintained(reviewer, campaign):
    earlier = make.initiative(Status.REGISTERED, reviewer.unit, campaign=make.campaign(campaign.year - 1))
    row = make.initiative(Status.REGISTERED, reviewer.unit)
    assert moved(lambda: likeness.link(row, by=reviewer, of=earlier, remark="Cùng một mô hình.")) == {}
    assert [(figures(year)["new"], figures(year)["continued"]) for year in (earlier.campaign, campaign)] == [(1, 0), (0, 1)]


# ---- many at once ----


def test_an_act_over_many_models_writes_one_row_for_each_place(world, reviewer):
    rows = [make.initiative(Status.SUBMITTED, reviewer.unit) for _each in range(30)]
    others = [make.initiative(Status.SUBMITTED, world.binh_duong) for _each in range(5)]
    last = Count.objects.order_by("pk").last().pk
    review.approve_many([*rows, *others], by=reviewer)
    written = Count.objects.filter(pk__gt=last).values_list("unit", "fact", "number")
    assert sorted(written, key=str) == sorted(
        [
            (unit, fact, sign * number)
            for unit, number in ((reviewer.unit.pk, 30), (world.binh_duong.pk, 5), (None, 35))
            for fact, sign in (("submitted", -1), ("registered", 1))
        ],
        key=str,
    )
    kept()


def test_recognising_thirty_takes_no_more_statements_for_the_counts_than_three(reviewer, django_assert_num_queries):
    for number in (3, 30):
        rows = [make.initiative(Status.REPORTED, reviewer.unit) for _each in range(number)]
        counts.note(rows)
        for row in rows:
            row.status = Status.RECOGNISED
        with django_assert_num_queries(2):
            counts.moved(rows)
            counts.standing(rows, Level.GRASSROOTS)


def test_what_moved_nothing_asks_nothing(reviewer, django_assert_num_queries):
    row = make.initiative(Status.REPORTED, reviewer.unit)
    counts.note([row])
    with django_assert_num_queries(0):
        counts.moved([row])


# ---- in the transaction ----


class GivesUp(Exception):
    """The transaction ends without a commit."""


def test_the_figures_are_right_before_the_transaction_ends_and_a_rollback_leaves_nothing(campaign, reviewer):
    row = make.initiative(Status.SUBMITTED, reviewer.unit)
    before = list(Count.objects.order_by("pk").values_list())

    def act():
        with transaction.atomic():
            review.approve(row, by=reviewer)
            assert figures(campaign)["registered"] == 1
            raise GivesUp

    with pytest.raises(GivesUp):
        act()
    assert figures(campaign)["registered"] == 0
    assert list(Count.objects.order_by("pk").values_list()) == before
    kept()


# ---- putting together ----


def test_folding_changes_no_number_and_takes_out_what_is_nothing(reviewer):
    row = make.initiative(Status.SUBMITTED, reviewer.unit)
    review.approve(row, by=reviewer)
    make.initiative(Status.REGISTERED, reviewer.unit)
    before, rows = kept(), Count.objects.count()
    assert ledgers.fold() == rows - 2 * len(before) > 0
    assert kept() == before
    assert not Count.objects.filter(fact="submitted").exists()
    assert ledgers.fold() == 0


def test_folding_in_small_rounds_comes_to_the_same(world, reviewer, monkeypatch):
    monkeypatch.setattr(ledgers, "AT_ONCE", 5)
    for unit in (world.an_sinh, world.binh_duong, world.duc_chinh):
        for status in (Status.SUBMITTED, Status.REGISTERED, Status.RECOGNISED):
            make.initiative(status, unit)
            make.initiative(status, unit)
    before = kept()
    ledgers.fold()
    assert kept() == before
    assert Count.objects.count() == len(ledger.kept(Count))


# ---- several at once ----


def beside(held, other) -> tuple:
    """Do `held` and keep its transaction open; meanwhile begin `other`. Return the result of `other`, and whether it came
    before the first transaction ended. SQLite lets nobody write beside another: there it waits.
    """
    acted, let_go = Event(), Event()

    def hold():
        try:
            with transaction.atomic():
                held()
                acted.set()
                assert let_go.wait(PATIENCE)
        finally:
            acted.set()
            connection.close()

    def run():
        try:
            return other()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as people:
        holder = people.submit(hold)
        assert acted.wait(PATIENCE)
        rival = people.submit(run)
        try:
            result = rival.result(PATIENCE if connection.vendor == "postgresql" else 0.2)
            is_beside = True
        except TimeoutError:
            is_beside = False
        finally:
            let_go.set()
        holder.result(PATIENCE)
        return (result if is_beside else rival.result(PATIENCE)), is_beside


@pytest.mark.django_db(transaction=True)
def test_two_acts_at_one_place_at_once_are_both_counted(reviewer, campaign):
    rows = [make.initiative(Status.SUBMITTED, reviewer.unit) for _each in range(2)]

    def add(row):
        with transaction.atomic():
            counts.note([row])
            row.status, row.registered_at = Status.REGISTERED, row.submitted_at
            row.save()
            counts.moved([row])

    _result, is_beside = beside(lambda: add(rows[0]), lambda: add(rows[1]))
    assert is_beside is (connection.vendor == "postgresql")
    assert (figures(campaign)["submitted"], figures(campaign)["registered"]) == (2, 2)
    kept()


@pytest.mark.django_db(transaction=True)
def test_a_fold_beside_an_act_waits_for_nobody_and_loses_nothing(reviewer, campaign):
    rows = [make.initiative(Status.SUBMITTED, reviewer.unit) for _each in range(3)]
    before = Count.objects.count()
    fewer, is_beside = beside(lambda: review.approve(rows[0], by=reviewer), ledgers.fold)
    assert is_beside is (connection.vendor == "postgresql")
    assert Count.objects.count() == before - fewer + 4 > 4
    assert figures(campaign)["registered"] == 1
    kept()


@pytest.mark.django_db(transaction=True)
def test_an_act_beside_a_fold_waits_for_nobody_and_loses_nothing(reviewer, campaign):
    rows = [make.initiative(Status.SUBMITTED, reviewer.unit) for _each in range(3)]
    _result, is_beside = beside(ledgers.fold, lambda: review.approve(rows[0], by=reviewer))
    assert is_beside is (connection.vendor == "postgresql")
    assert figures(campaign)["registered"] == 1
    kept()


@pytest.mark.django_db(transaction=True)
def test_of_two_folds_at_once_the_second_leaves_the_rows_to_the_first(reviewer, campaign):
    for _each in range(3):
        make.initiative(Status.SUBMITTED, reviewer.unit)
    fewer, _is_beside = beside(ledgers.fold, ledgers.fold)
    assert fewer == 0
    assert Count.objects.count() == 4
    kept()


@pytest.mark.django_db(transaction=True)
def test_a_repair_beside_an_act_takes_it_for_no_difference(reviewer, campaign):
    rows = [make.initiative(Status.SUBMITTED, reviewer.unit) for _each in range(2)]
    Count.objects.filter(unit=None, fact="submitted").delete()
    found, _is_beside = beside(lambda: review.approve(rows[0], by=reviewer), ledgers.repair)
    assert len(found) == 1
    assert figures(campaign)["registered"] == 1
    kept()


def test_recognitions_of_a_model_that_is_not_recognised_are_counted_at_no_level(reviewer):
    row = make.initiative(Status.REPORTED, reviewer.unit)
    make.recognition(row, state=RecognitionState.STANDING)
    assert {place[6] for place in kept()} == {"reported", "has_reported", "sent"}
