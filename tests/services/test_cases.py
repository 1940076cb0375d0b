"""The way to a revocation: found, proposed, decided or dropped, with two clocks and two pairs of eyes."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from registry.errors import Refused
from registry.models import LevelSetting, RevocationCase
from registry.services import cases, recognition
from registry.vocabulary import Action, CaseState, Level, Status
from tests import make
from tests.conftest import trail_of


@pytest.fixture
def standing(reviewer):
    """A recognition at grassroots level that stands for ten days."""
    decision = make.decision(issued_on=make.today(-10))
    return make.initiative(Status.RECOGNISED, reviewer.unit, decision=decision).recognitions.get()


def opened(standing, by, **changes):
    return cases.open_(standing, by=by, **{"ground": make.ground(), "reason": "Khai khống 200 m đường.", **changes})


def test_opening_starts_the_clock_of_the_proposal_and_changes_nothing_else(standing, reviewer):
    case = opened(standing, reviewer, found_on=make.today(-2))
    standing.initiative.refresh_from_db()
    assert (case.state, case.propose_by, case.decide_by) == (CaseState.OPEN, make.today(5), None)
    assert standing.initiative.status == Status.RECOGNISED
    assert trail_of(standing.initiative) == [
        (reviewer, Action.OPEN_CASE, Status.RECOGNISED, Status.RECOGNISED, "Khai khống 200 m đường.")
    ]


def test_the_days_are_those_of_campaign_and_level(standing, reviewer):
    LevelSetting.objects.create(
        campaign=standing.initiative.campaign, level=Level.GRASSROOTS, days_to_propose=3, working_days_to_decide=1
    )
    case = opened(standing, reviewer)
    proposed = cases.propose(case, by=reviewer)
    assert (case.propose_by, proposed.decide_by) == (make.today(3), cases.add_working_days(make.today(), 1))


@pytest.mark.parametrize(
    ("day", "number", "end"),
    [
        (date(2026, 11, 20), 0, date(2026, 11, 20)),  # a Friday
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 21), 5, date(2026, 11, 27)),
        (date(2026, 11, 24), 5, date(2026, 12, 1)),
    ],
)
def test_working_days_leave_out_saturday_and_sunday(day, number, end):
    assert cases.add_working_days(day, number) == end


@pytest.mark.parametrize(
    ("days", "sentence"), [(1, "This day is in the future."), (-11, "This day is before the recognition.")]
)
def test_a_finding_lies_between_the_recognition_and_today(standing, reviewer, days, sentence):
    with pytest.raises(Refused) as refusal:
        opened(standing, reviewer, found_on=make.today(days))
    assert refusal.value.fields == {"found_on": sentence}


def test_a_second_case_about_the_same_recognition_is_refused_while_one_is_open(standing, reviewer):
    case = opened(standing, reviewer)
    with pytest.raises(Refused, match=r"A case about this recognition is open already\."):
        opened(standing, reviewer)
    cases.drop(case, by=reviewer, reason="Đã xác minh là đúng.")
    assert opened(standing, reviewer).state == CaseState.OPEN


def test_only_a_reviewer_of_the_level_opens_a_case(standing, province_reviewer, neighbour_reviewer, submitter):
    for person in (province_reviewer, neighbour_reviewer, submitter):
        with pytest.raises(PermissionDenied):
            opened(standing, person)
    assert RevocationCase.objects.count() == 0


def test_who_proposed_the_revocation_does_not_decide_on_it(standing, reviewer, second_reviewer):
    cases.propose(opened(standing, reviewer), by=reviewer)
    what = {"decision": make.decision(), "ground": make.ground(), "reason": "Khai khống."}
    with pytest.raises(Refused, match=r"You proposed this revocation, so somebody else has to decide on it\."):
        recognition.revoke(standing, by=reviewer, **what)
    recognition.revoke(standing, by=second_reviewer, **what)
    case = RevocationCase.objects.get()
    assert (case.state, case.closed_by, case.outcome) == (CaseState.REVOKED, second_reviewer, str(what["decision"]))


def test_where_the_campaign_says_so_who_proposed_decides(standing, reviewer):
    LevelSetting.objects.create(campaign=standing.initiative.campaign, level=Level.GRASSROOTS, proposers_decide=True)
    cases.propose(opened(standing, reviewer), by=reviewer)
    recognition.revoke(standing, by=reviewer, decision=make.decision(), ground=make.ground(), reason="Khai khống.")
    assert RevocationCase.objects.get().state == CaseState.REVOKED


def test_a_cancelled_entry_closes_its_case(standing, reviewer):
    opened(standing, reviewer)
    recognition.cancel_entry(standing, by=reviewer, reason="Nhập nhầm.")
    case = RevocationCase.objects.get()
    assert (case.state, case.outcome) == (CaseState.DROPPED, "Nhập nhầm.")


def test_proposing_and_dropping_happen_once(standing, reviewer):
    case = opened(standing, reviewer)
    cases.propose(case, by=reviewer)
    with pytest.raises(Refused, match=r"The revocation is already proposed\."):
        cases.propose(case, by=reviewer)
    cases.drop(case, by=reviewer, reason="Không có căn cứ.")
    for act in (lambda: cases.propose(case, by=reviewer), lambda: cases.drop(case, by=reviewer, reason="Lại.")):
        with pytest.raises(Refused, match="This case is closed"):
            act()


def test_dropping_needs_a_reason(standing, reviewer):
    with pytest.raises(Refused) as refusal:
        cases.drop(opened(standing, reviewer), by=reviewer, reason=" ")
    assert refusal.value.fields == {"reason": "Say why the case is dropped."}


def test_a_case_over_its_time_can_still_be_decided(standing, reviewer, second_reviewer):
    case = cases.propose(opened(standing, reviewer), by=reviewer)
    RevocationCase.objects.filter(pk=case.pk).update(decide_by=make.today() - timedelta(days=3))
    recognition.revoke(standing, by=second_reviewer, decision=make.decision(), ground=make.ground(), reason="Khai khống.")
    assert RevocationCase.objects.get().state == CaseState.REVOKED
