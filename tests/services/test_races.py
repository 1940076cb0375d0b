"""Two people at once. One holds its transaction open while the other waits: who comes second sees what the first wrote."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import translation

from registry.errors import Refused, Stale
from registry.models import Decision, Initiative, Recognition
from registry.services import decisions, initiatives, lines, recognition, review
from registry.vocabulary import Action, RecognitionState, Status
from tests import make
from tests.conftest import trail_of

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 10  # seconds after which a race that hangs fails


class GivesUp(Exception):
    """The first person's transaction ends without a commit."""


def race(first, second, *, gives_up=False) -> list:
    """Run `first` and hold its transaction open until `second` waits for it; then commit, or roll back if it `gives_up`.

    Return what each of the two returned or raised.
    """
    acted, let_go = Event(), Event()

    def hold():
        with transaction.atomic():
            try:
                result = first()
            finally:
                acted.set()
            assert let_go.wait(PATIENCE)
            if gives_up:
                raise GivesUp
        return result

    def run(act):
        try:
            with translation.override("en"):
                return act()
        except (Refused, GivesUp) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as people:
        holder = people.submit(run, hold)
        assert acted.wait(PATIENCE)
        rival = people.submit(run, second)
        try:
            assert is_kept_waiting(rival)
        finally:
            let_go.set()
        return [holder.result(PATIENCE), rival.result(PATIENCE)]


def is_kept_waiting(rival) -> bool:
    """Whether the rival waits for a lock. PostgreSQL tells so; SQLite does not, there it has to stay unfinished a while."""
    if connection.vendor == "sqlite":
        time.sleep(0.15)
        return not rival.done()
    end = time.monotonic() + PATIENCE
    with connection.cursor() as cursor:
        while time.monotonic() < end and not rival.done():
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone() == (1,):
                return True
            time.sleep(0.01)
    return False


def acts_of(row) -> list[tuple]:
    """Who did what to the model."""
    return [(actor, action) for actor, action, *_rest in trail_of(row)]


@pytest.mark.parametrize("version", [None, 1])
def test_of_two_reviewers_who_approve_at_once_one_does_and_the_other_is_told(reviewer, second_reviewer, version):
    row = make.initiative(Status.SUBMITTED, reviewer.unit)
    done, refusal = race(
        lambda: review.approve(row, by=reviewer, version=version),
        lambda: review.approve(row, by=second_reviewer, version=version),
    )
    assert (done, type(refusal)) == (row, Stale if version else Refused)
    assert acts_of(row) == [(reviewer, Action.APPROVE)]
    assert Initiative.objects.get().version == 2


def test_who_waited_has_a_turn_if_the_first_gives_up(reviewer, second_reviewer):
    row = make.initiative(Status.SUBMITTED, reviewer.unit)
    failed, done = race(
        lambda: review.approve(row, by=reviewer, version=1),
        lambda: review.approve(row, by=second_reviewer, version=1),
        gives_up=True,
    )
    assert (type(failed), done) == (GivesUp, row)
    assert acts_of(row) == [(second_reviewer, Action.APPROVE)]


def test_of_two_different_acts_at_once_only_the_first_is_done(reviewer, second_reviewer):
    row = make.initiative(Status.SUBMITTED, reviewer.unit)
    _done, refusal = race(
        lambda: review.decline(row, by=reviewer, remark="Trùng."), lambda: review.approve(row, by=second_reviewer)
    )
    assert str(refusal) == "“Approve” is not possible: the model is now “Declined”."
    assert (Initiative.objects.get().status, Initiative.objects.get().registered_at) == (Status.DECLINED, None)


def test_two_who_recognise_at_once_leave_one_recognition(reviewer, second_reviewer):
    row = make.initiative(Status.REPORTED, reviewer.unit)
    decisions = [make.decision(), make.decision()]
    done, refusal = race(
        lambda: recognition.recognise(row, by=reviewer, decision=decisions[0]),
        lambda: recognition.recognise(row, by=second_reviewer, decision=decisions[1]),
    )
    assert str(refusal) == "The model is already recognised at this level."
    assert list(Recognition.objects.all()) == [done]
    assert acts_of(row) == [(reviewer, Action.RECOGNISE)]


def test_two_lists_that_share_a_model_in_other_orders_neither_lock_each_other_out_nor_act_twice(reviewer, second_reviewer):
    rows = [make.initiative(Status.SUBMITTED, reviewer.unit) for _ in range(3)]
    _done, refusal = race(
        lambda: review.approve_many(rows[:2], by=reviewer), lambda: review.approve_many(rows[:0:-1], by=second_reviewer)
    )
    assert isinstance(refusal, Refused)
    assert [row.status for row in Initiative.objects.order_by("pk")] == [
        Status.REGISTERED,
        Status.REGISTERED,
        Status.SUBMITTED,
    ]


def test_two_who_revoke_at_once_revoke_once(reviewer, second_reviewer):
    row = make.initiative(Status.RECOGNISED, reviewer.unit)
    entry = row.recognitions.get()
    words = {"decision": make.decision(), "ground": make.ground(), "reason": "Khai sai."}
    done, refusal = race(
        lambda: recognition.revoke(entry, by=reviewer, **words),
        lambda: recognition.cancel_entry(entry, by=second_reviewer, reason="Nhầm."),
    )
    assert (done.state, type(refusal)) == (RecognitionState.REVOKED, Refused)
    assert acts_of(row) == [(reviewer, Action.REVOKE)]


def test_one_token_sent_twice_at_once_begins_one_draft(submitter):
    campaign, token = make.campaign(), uuid4()

    def begin():
        return initiatives.begin(campaign=campaign, unit=submitter.unit, by=submitter, facts=make.facts(), token=token)

    first, second = race(begin, begin)
    assert (first, Initiative.objects.get()) == (second, first)
    assert acts_of(first) == [(submitter, Action.SAVE)]


def test_two_drafts_begun_at_once_have_two_codes(submitter, colleague):
    campaign = make.campaign()
    first, second = race(
        lambda: initiatives.begin(campaign=campaign, unit=submitter.unit, by=submitter, facts={}),
        lambda: initiatives.begin(campaign=campaign, unit=submitter.unit, by=colleague, facts={}),
    )
    assert [row.code[-6:] for row in (first, second)] == ["000001", "000002"]


def test_two_who_save_what_they_both_read_do_not_write_over_each_other(submitter, colleague):
    row = make.initiative(Status.DRAFT, submitter.unit)
    _saved, refusal = race(
        lambda: initiatives.save(row, by=submitter, facts={"title": "Của tôi"}, version=1),
        lambda: initiatives.save(row, by=colleague, facts={"title": "Của đồng nghiệp"}, version=1),
    )
    assert (type(refusal), Initiative.objects.get().title) == (Stale, "Của tôi")


def test_who_saves_without_a_version_still_keeps_what_the_first_wrote_elsewhere(submitter, colleague):
    row = make.initiative(Status.DRAFT, submitter.unit)
    race(
        lambda: initiatives.save(row, by=submitter, facts={"title": "Của tôi", "person_name": "Lê Thị Thử"}),
        lambda: initiatives.save(row, by=colleague, facts={"aims": "Mới", "person_position": "Trưởng thôn"}),
    )
    now = Initiative.objects.get()
    assert (now.title, now.aims, now.person.name, now.person.position, now.version) == (
        "Của tôi",
        "Mới",
        "Lê Thị Thử",
        "Trưởng thôn",
        3,
    )


def test_who_submits_while_a_name_is_removed_sees_that_it_is_missing(submitter, colleague):
    row = make.initiative(Status.DRAFT, submitter.unit)
    _saved, refusal = race(
        lambda: initiatives.save(row, by=submitter, facts={"person_name": ""}),
        lambda: initiatives.submit(row, by=colleague),
    )
    assert refusal.fields == {"person_name": "Name the person who heads the collective."}


def test_a_model_that_a_reviewer_opens_at_the_same_moment_is_not_taken_back(submitter, reviewer):
    row = make.initiative(Status.SUBMITTED, submitter.unit)
    _opened, refusal = race(
        lambda: review.open_(row, by=reviewer), lambda: initiatives.take_back(row, by=submitter, version=row.version)
    )
    assert str(refusal).startswith("A reviewer is already reading this model")
    assert Initiative.objects.get().status == Status.SUBMITTED


def test_two_who_use_one_number_at_once_record_one_decision(reviewer, second_reviewer):
    campaign, body = make.campaign(), make.body(name="Ủy ban nhân dân phường")

    def record(by):
        return decisions.record(
            by=by, campaign=campaign, body=body, number="05/QĐ-UBND", issued_on=make.today(), signatory="Trần Thị Thử"
        )

    done, refusal = race(lambda: record(reviewer), lambda: record(second_reviewer))
    assert str(refusal) == f"Ủy ban nhân dân phường has already issued a decision 05/QĐ-UBND in {make.today().year}."
    assert list(Decision.objects.all()) == [done]


def test_a_decision_that_is_issued_at_the_same_moment_is_no_longer_changed(reviewer, second_reviewer):
    decision = make.decision(issued=False, number="05/QĐ-UBND")
    _issued, refusal = race(
        lambda: decisions.issue(decision, by=reviewer),
        lambda: decisions.change(decision, by=second_reviewer, number="06/QĐ-UBND"),
    )
    assert str(refusal) == "An issued decision is no longer changed."
    assert Decision.objects.get().number == "05/QĐ-UBND"


# ---- decisions with a list ----


def draft(reviewer, *rows, **changes):
    """A draft of a body that numbers automatically, its list put together by somebody else."""
    body = changes.pop("body", None) or make.body(is_numbered=True, number_pattern="{number}/QĐ-UBND")
    decision = make.decision(body=body, issued=False, number="", **changes)
    for row in rows:
        make.line(decision, row)
    return decision


def test_two_who_issue_one_draft_at_once_issue_it_once(reviewer, second_reviewer):
    rows = [make.initiative(Status.REPORTED, reviewer.unit) for _ in range(3)]
    decision = draft(reviewer, *rows)
    done, refusal = race(lambda: decisions.issue(decision, by=reviewer), lambda: decisions.issue(decision, by=second_reviewer))
    assert (done.number, str(refusal)) == ("01/QĐ-UBND", "Decision 01/QĐ-UBND is already issued.")
    assert Recognition.objects.count() == 3
    assert acts_of(rows[0]) == [(reviewer, Action.RECOGNISE)]


def test_two_drafts_that_take_the_next_number_at_once_get_two_without_a_gap(reviewer, second_reviewer):
    first = draft(reviewer, make.initiative(Status.REPORTED, reviewer.unit))
    second = draft(reviewer, make.initiative(Status.REPORTED, reviewer.unit), body=first.body)
    one, other = race(lambda: decisions.issue(first, by=reviewer), lambda: decisions.issue(second, by=second_reviewer))
    assert [one.number, other.number] == ["01/QĐ-UBND", "02/QĐ-UBND"]


def test_a_number_whose_decision_failed_goes_to_the_next_one(reviewer, second_reviewer):
    first = draft(reviewer)
    second = draft(reviewer, body=first.body)
    failed, other = race(
        lambda: decisions.issue(first, by=reviewer), lambda: decisions.issue(second, by=second_reviewer), gives_up=True
    )
    assert (type(failed), other.number) == (GivesUp, "01/QĐ-UBND")


def test_a_model_that_is_withdrawn_at_the_same_moment_hinders_the_whole_decision(reviewer, submitter):
    rows = [make.initiative(Status.REPORTED, reviewer.unit, by=submitter) for _ in range(2)]
    decision = draft(reviewer, *rows)
    _gone, refusal = race(
        lambda: initiatives.withdraw(rows[0], by=submitter, reason="Không thực hiện."),
        lambda: decisions.issue(decision, by=reviewer),
    )
    assert str(refusal).startswith("Nothing was done, because 1 model cannot take this step")
    assert (Recognition.objects.count(), Decision.objects.get().number) == (0, "")


def test_a_list_that_changes_at_the_same_moment_is_not_issued_unseen(reviewer, second_reviewer):
    decision = draft(reviewer, make.initiative(Status.REPORTED, reviewer.unit))
    late = make.initiative(Status.REPORTED, reviewer.unit)
    _added, refusal = race(
        lambda: lines.add(decision, [late], by=second_reviewer), lambda: decisions.issue(decision, by=reviewer, version=1)
    )
    assert type(refusal) is Stale
    assert Recognition.objects.count() == 0


def test_two_decisions_over_one_model_at_once_recognise_it_once(reviewer, second_reviewer):
    row = make.initiative(Status.REPORTED, reviewer.unit)
    first, second = draft(reviewer, row), draft(reviewer, row)
    _done, refusal = race(lambda: decisions.issue(first, by=reviewer), lambda: decisions.issue(second, by=second_reviewer))
    assert "The model is already recognised at this level." in str(refusal)
    assert Recognition.objects.count() == 1


def test_twenty_who_press_at_once_issue_one_decision_and_nineteen_are_told(reviewer, second_reviewer):
    decision = draft(reviewer, make.initiative(Status.REPORTED, reviewer.unit))

    def press(number):
        try:
            with translation.override("en"):
                return decisions.issue(decision, by=(reviewer, second_reviewer)[number % 2])
        except Refused as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as people:
        answers = list(people.map(press, range(20)))
    told = [answer for answer in answers if isinstance(answer, str)]
    assert told == ["Decision 01/QĐ-UBND is already issued."] * 19
    assert (Recognition.objects.count(), Decision.objects.get().number) == (1, "01/QĐ-UBND")


def test_twenty_drafts_issued_at_once_get_twenty_numbers_without_a_gap(reviewer, second_reviewer):
    body = make.body(is_numbered=True, number_pattern="{number}/QĐ-UBND")
    drafts = [draft(reviewer, body=body) for _ in range(20)]

    def press(number):
        try:
            return decisions.issue(drafts[number], by=(reviewer, second_reviewer)[number % 2]).number
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as people:
        given = sorted(people.map(press, range(20)))
    assert given == [f"{number:02d}/QĐ-UBND" for number in range(1, 21)]
