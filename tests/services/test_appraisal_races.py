"""Two people appraise, assign and amend at once: who comes second sees what the first wrote, and nothing is lost or doubled."""

from decimal import Decimal

import pytest

from registry.errors import Refused, Stale
from registry.models import Appraisal, Assignment, CriteriaSet
from registry.services import appraisals, assignments, criteria, recognition, review
from registry.vocabulary import AppraisalState, Level, Status
from tests import make
from tests.services.test_races import race

pytestmark = pytest.mark.django_db(transaction=True)

OPEN, SIGNED, VOID = AppraisalState.OPEN, AppraisalState.SIGNED, AppraisalState.VOID
FOUND = {"visited_on": None, "visited_by": "", "opinion": "Mô hình có hiệu quả rõ.", "recommendation": "recognise"}


@pytest.fixture
def row(reviewer):
    return make.initiative(Status.REPORTED, reviewer.unit)


def sign(row, person, **changes):
    return lambda: appraisals.sign(
        row, by=person, level=Level.GRASSROOTS, **{"values": FOUND, "scores": {}, "version": 0, "read_version": 1, **changes}
    )


def found() -> list[tuple]:
    return list(Appraisal.objects.order_by("pk").values_list("appraiser", "state"))


def test_two_appraisers_who_hand_in_at_once_both_do(row, reviewer, second_reviewer):
    race(sign(row, reviewer), sign(row, second_reviewer))
    assert found() == [(reviewer.pk, SIGNED), (second_reviewer.pk, SIGNED)]
    assert row.entries.filter(action="appraise").count() == 2


@pytest.mark.parametrize(("version", "error"), [(0, Refused), (None, Refused)])
def test_of_one_appraiser_who_hands_in_twice_at_once_one_counts(row, reviewer, version, error):
    other = FOUND | {"opinion": "Viết ở cửa sổ khác."}
    done, refusal = race(sign(row, reviewer), sign(row, reviewer, version=version, values=other))
    assert (done.opinion, type(refusal)) == (FOUND["opinion"], error)
    assert str(refusal) == "This appraisal is handed in already."
    assert (found(), Appraisal.objects.get().opinion) == ([(reviewer.pk, SIGNED)], FOUND["opinion"])


def test_of_two_drafts_saved_at_once_in_two_windows_the_second_is_told(row, reviewer):
    def save(opinion):
        values = FOUND | {"opinion": opinion}
        return lambda: appraisals.save(row, by=reviewer, level=Level.GRASSROOTS, values=values, scores={}, version=0)

    _done, refusal = race(save("Thứ nhất."), save("Thứ hai."))
    assert (type(refusal), Appraisal.objects.get().opinion) == (Stale, "Thứ nhất.")


def amend(row, person):
    return lambda: review.amend(row, by=person, facts={"title": "Tên đúng"}, reason="Ghi nhầm địa bàn.")


def test_who_hands_in_while_the_facts_are_changed_reads_the_model_again(row, reviewer, second_reviewer):
    _done, refusal = race(amend(row, second_reviewer), sign(row, reviewer))
    assert (type(refusal), found()) == (Stale, [])


def test_facts_changed_while_an_appraisal_is_handed_in_make_it_void(row, reviewer, second_reviewer):
    race(sign(row, reviewer), amend(row, second_reviewer))
    assert found() == [(reviewer.pk, VOID)]
    assert Appraisal.objects.get().voided_because == "Ghi nhầm địa bàn."


def test_an_appraisal_taken_back_while_the_model_is_recognised_stays(row, reviewer, second_reviewer):
    own = make.appraisal(row, second_reviewer)
    paper = make.decision()
    _done, refusal = race(
        lambda: recognition.recognise(row, by=reviewer, decision=paper), lambda: appraisals.take_back(own, by=second_reviewer)
    )
    assert str(refusal) == "The model is decided at this level, so the appraisal stays as it is."
    assert found() == [(second_reviewer.pk, SIGNED)]


def test_of_two_who_assign_one_model_to_one_person_at_once_one_does(row, reviewer, second_reviewer):
    third = make.user("reviewer", row.unit)

    def assign(person):
        return lambda: assignments.assign([row], appraisers=[third], level=Level.GRASSROOTS, by=person)

    done, refusal = race(assign(reviewer), assign(second_reviewer))
    assert (len(done.made), str(refusal)) == (1, "Nothing was assigned. All of it is assigned.")
    assert Assignment.objects.get().assigned_by == reviewer


def test_an_assignment_taken_back_while_it_is_handed_in_stays(row, reviewer, second_reviewer):
    given = make.assignment(row, second_reviewer)
    _done, refusal = race(sign(row, second_reviewer), lambda: assignments.unassign(given, by=reviewer))
    assert (str(refusal), Assignment.objects.count()) == (f"{second_reviewer} has handed in the appraisal already.", 1)


@pytest.mark.parametrize("is_first", [True, False])
def test_criteria_are_not_changed_in_place_while_the_first_appraisal_by_them_is_written(
    row, reviewer, province_reviewer, is_first
):
    made = make.criteria(row.campaign)
    old, kept = made.criteria.all()
    written = sign(row, reviewer, scores={one.pk: (Decimal(10), "Có số liệu.") for one in (old, kept)})

    def change():
        return criteria.change(made, rows=[criteria.Row(kept.name, 60)], by=province_reviewer)

    results = race(written, change) if is_first else race(change, written)
    assert isinstance(results[1], Refused)
    assert found() == ([(reviewer.pk, SIGNED)] if is_first else [])
    assert CriteriaSet.objects.get().criteria.count() == (2 if is_first else 1)
