"""One appraisal: a draft that keeps everything, handed in complete, taken back, void when the facts change."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from registry.errors import Incomplete, Refused, Stale
from registry.models import Appraisal, Entry, Initiative, Membership, Notice
from registry.services import appraisals, criteria, initiatives, review
from registry.services.criteria import Row
from registry.vocabulary import Action, AppraisalState, Level, Recommendation, Role, Status, SubmitterType
from tests import make
from tests.conftest import trail_of

GRASSROOTS, PROVINCE = Level.GRASSROOTS, Level.PROVINCE
VALUES = {
    "visited_on": make.today(-1),
    "visited_by": "Tổ thẩm định phường",
    "opinion": "Mô hình có hiệu quả.",
    "recommendation": Recommendation.RECOGNISE,
}


@pytest.fixture
def row(world, submitter):
    return make.initiative(Status.REPORTED, world.an_sinh, by=submitter)


@pytest.fixture
def set_(campaign):
    """40 and 60 points, for collectives at grassroots level."""
    return make.criteria(campaign)


def points_for(set_, *points, reasons=("", "")) -> dict:
    return {
        one.pk: (None if given is None else Decimal(str(given)), reason)
        for one, given, reason in zip(set_.criteria.all(), points, reasons, strict=True)
    }


def save(row, by, set_=None, points=(None, None), version=None, level=GRASSROOTS, **values):
    scores = points_for(set_, *points) if set_ else {}
    return appraisals.save(row, by=by, level=level, values=values, scores=scores, version=version)


def sign(row, by, set_=None, points=(30, 45.5), version=None, level=GRASSROOTS, read_version=None, **changes):
    scores = points_for(set_, *points) if set_ else {}
    return appraisals.sign(
        row, by=by, level=level, values=VALUES | changes, scores=scores, version=version, read_version=read_version
    )


def scores_of(appraisal) -> list[tuple]:
    return [(score.criterion.name, score.points, score.reason) for score in appraisal.scores.all()]


# ---- drafts ----


def test_a_draft_keeps_what_was_typed_even_a_reason_without_points(row, reviewer, set_):
    made = appraisals.save(
        row,
        by=reviewer,
        level=GRASSROOTS,
        values={"opinion": "Đang viết"},
        scores=points_for(set_, 12.5, None, reasons=("", "Chưa đi xem")),
        version=0,
    )
    fresh = Appraisal.objects.get()
    assert (fresh.state, fresh.version, fresh.criteria, fresh.opinion) == (AppraisalState.OPEN, 1, set_, "Đang viết")
    assert scores_of(made) == [("Tiêu chí 1", Decimal("12.5"), ""), ("Tiêu chí 2", None, "Chưa đi xem")]
    assert trail_of(row) == []


def test_a_draft_is_written_over_as_a_whole_and_its_version_grows(row, reviewer, set_):
    save(row, reviewer, set_, (10, 20), opinion="Một")
    made = save(row, reviewer, set_, (None, 25), version=1, opinion="Hai")
    assert (made.version, made.opinion, scores_of(made)) == (2, "Hai", [("Tiêu chí 2", Decimal(25), "")])
    assert Appraisal.objects.count() == 1


def test_two_windows_never_write_over_each_other(row, reviewer):
    save(row, reviewer, version=0, opinion="Một")
    for version in (0, 7):
        with pytest.raises(Stale, match="saved elsewhere"):
            save(row, reviewer, version=version, opinion="Hai")
    assert Appraisal.objects.get().opinion == "Một"


@pytest.mark.parametrize("points", [(41, 0), (-1, 0)])
def test_points_out_of_their_bounds_are_refused_at_their_field(row, reviewer, set_, points):
    with pytest.raises(Refused) as refusal:
        save(row, reviewer, set_, points)
    first = set_.criteria.first()
    assert refusal.value.fields == {f"points_{first.pk}": "0 to 40 points are possible."}
    assert Appraisal.objects.count() == 0


def test_a_visit_lies_not_in_the_future(row, reviewer):
    with pytest.raises(Refused) as refusal:
        save(row, reviewer, visited_on=make.today(1))
    assert refusal.value.fields == {"visited_on": "The visit lies in the future."}


def test_points_by_criteria_that_are_not_those_of_the_model_are_refused_and_empty_ones_left_out(row, reviewer, set_):
    other = make.criteria(level=PROVINCE)
    with pytest.raises(Stale, match="The criteria were changed"):
        appraisals.save(row, by=reviewer, level=GRASSROOTS, values={}, scores=points_for(other, 10, 10))
    assert Appraisal.objects.count() == 0
    nothing = {criterion.pk: (None, "") for criterion in other.criteria.all()}
    assert scores_of(appraisals.save(row, by=reviewer, level=GRASSROOTS, values={}, scores=nothing)) == []


# ---- hand in ----


def test_handing_in_freezes_the_appraisal_with_a_trail_and_leaves_the_model_as_it_was(row, reviewer, set_):
    version = row.version
    made = sign(row, reviewer, set_)
    assert (made.state, made.criteria, made.recommendation) == (AppraisalState.SIGNED, set_, "recognise")
    assert made.signed_at
    assert scores_of(made) == [("Tiêu chí 1", Decimal(30), ""), ("Tiêu chí 2", Decimal("45.5"), "")]
    assert trail_of(row) == [(reviewer, Action.APPRAISE, Status.REPORTED, Status.REPORTED, "")]
    assert Entry.objects.get(initiative=row.pk).data == {"level": "grassroots", "recommendation": "recognise"}
    assert Initiative.objects.get(pk=row.pk).version == version
    for act in (lambda: sign(row, reviewer, set_), lambda: save(row, reviewer)):
        with pytest.raises(Refused, match="This appraisal is handed in already"):
            act()


def test_what_is_incomplete_is_not_handed_in_and_each_field_says_what_it_lacks(row, reviewer, set_):
    draft = save(row, reviewer, set_, (None, 0))
    with pytest.raises(Incomplete) as refusal:
        appraisals.sign(row, by=reviewer, level=GRASSROOTS)
    assert refusal.value.fields == {
        f"points_{set_.criteria.first().pk}": "Give points for this criterion.",
        "opinion": "Write your opinion.",
        "recommendation": "Choose what you recommend.",
    }
    assert Appraisal.objects.get().state == draft.state == AppraisalState.OPEN


def test_without_criteria_opinion_and_recommendation_are_enough(row, reviewer):
    assert sign(row, reviewer).state == AppraisalState.SIGNED


def test_what_was_never_begun_is_not_handed_in(row, reviewer):
    with pytest.raises(Refused, match="You have not begun"):
        appraisals.sign(row, by=reviewer, level=GRASSROOTS)


def test_a_model_that_changed_while_it_was_read_is_read_again_before_it_is_judged(row, reviewer, second_reviewer):
    read = row.version
    review.amend(row, by=second_reviewer, facts={"title": "Tên đúng"}, reason="sai tên")
    save(row, reviewer, version=0, opinion="Đang viết")
    with pytest.raises(Stale, match="The model was changed after you opened this page"):
        sign(row, reviewer, read_version=read)
    assert sign(row, reviewer, read_version=read + 1).state == AppraisalState.SIGNED


def test_several_people_appraise_a_model_each_once_for_each_level(row, reviewer, second_reviewer, province_reviewer):
    made = [sign(row, reviewer), sign(row, second_reviewer), sign(row, province_reviewer, level=PROVINCE)]
    assert [(one.appraiser, one.level) for one in Appraisal.objects.order_by("pk")] == [
        (one.appraiser, one.level) for one in made
    ]


def test_an_old_appraisal_shows_the_criteria_of_its_day(row, reviewer, second_reviewer, province_reviewer, set_):
    old = sign(row, reviewer, set_)
    new = criteria.write(set_, rows=[Row("Khác", 10)], by=province_reviewer)
    made = appraisals.save(row, by=second_reviewer, level=GRASSROOTS, values={}, scores={})
    old.refresh_from_db()
    assert (old.criteria, made.criteria) == (set_, new)
    assert [score.criterion.name for score in old.scores.all()] == ["Tiêu chí 1", "Tiêu chí 2"]


# ---- who may ----


def test_who_entered_the_model_or_works_there_above_grassroots_level_does_not_appraise_it(world, row, submitter, reviewer):
    Membership.objects.create(user=submitter, role=Role.REVIEWER, unit=world.an_sinh)
    person = make.user(Role.REVIEWER, world.province)
    Membership.objects.create(user=person, role=Role.SUBMITTER, unit=world.an_sinh, valid_until=make.today(-1))
    for by, level in ((submitter, GRASSROOTS), (person, PROVINCE), (reviewer, PROVINCE)):
        make.assignment(row, by, level)
        with pytest.raises(PermissionDenied):
            save(row, type(by).objects.get(pk=by.pk), level=level)
    assert Appraisal.objects.count() == 0


def test_a_reviewer_from_elsewhere_appraises_what_is_assigned_to_them_alone(row, neighbour_reviewer):
    with pytest.raises(PermissionDenied):
        save(row, neighbour_reviewer)
    make.assignment(row, neighbour_reviewer)
    assert sign(row, neighbour_reviewer).appraiser == neighbour_reviewer


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.WITHDRAWN, Status.NOT_RECOGNISED, Status.REVOKED])
def test_a_model_in_another_status_is_not_appraised(world, reviewer, status):
    with pytest.raises(Refused, match="“Appraise” is not possible"):
        save(make.initiative(status, world.an_sinh), reviewer)


# ---- take back ----


def test_an_appraisal_is_taken_back_and_handed_in_again(row, reviewer, set_):
    made = appraisals.take_back(sign(row, reviewer, set_), by=reviewer)
    assert (made.state, made.signed_at, len(scores_of(made))) == (AppraisalState.OPEN, None, 2)
    assert Entry.objects.filter(initiative=row.pk).last().data == {"level": "grassroots", "state": ["signed", "open"]}
    assert appraisals.sign(row, by=reviewer, level=GRASSROOTS).state == AppraisalState.SIGNED


def test_it_is_taken_back_by_nobody_else_nor_twice_nor_after_the_decision(row, reviewer, second_reviewer):
    made = sign(row, reviewer)
    with pytest.raises(PermissionDenied):
        appraisals.take_back(made, by=second_reviewer)
    make.recognition(row, make.decision(PROVINCE))
    appraisals.take_back(made, by=reviewer)
    with pytest.raises(Refused, match="is now “Being written”"):
        appraisals.take_back(made, by=reviewer)
    made = appraisals.sign(row, by=reviewer, level=GRASSROOTS)
    make.recognition(row)
    with pytest.raises(Refused, match="The model is decided at this level"):
        appraisals.take_back(made, by=reviewer)


# ---- void ----


def states() -> list[tuple]:
    return list(Appraisal.objects.order_by("pk").values_list("appraiser__username", "state", "voided_because"))


def test_an_edit_of_the_facts_makes_what_was_handed_in_void_and_tells_who_did(row, reviewer, second_reviewer):
    sign(row, reviewer)
    save(row, second_reviewer, opinion="Đang viết")
    third = make.user(Role.REVIEWER, row.unit)
    amended = review.amend(row, by=third, facts={"title": "Tên đúng"}, reason="sai tên")
    assert amended.voided == 1
    assert states() == [("reviewer", "void", "sai tên"), ("second_reviewer", "open", "")]
    assert trail_of(row)[-2:] == [
        (third, Action.AMEND, Status.REPORTED, Status.REPORTED, "sai tên"),
        (third, Action.APPRAISE, Status.REPORTED, Status.REPORTED, "sai tên"),
    ]
    told = Notice.objects.filter(action=Action.APPRAISE)
    assert [(n.recipient, n.initiative, n.remark) for n in told] == [(reviewer, row, "sai tên")]
    assert sign(amended, reviewer).state == AppraisalState.SIGNED


def test_what_is_administrative_makes_nothing_void(row, reviewer, second_reviewer):
    sign(row, reviewer)
    assert review.amend(row, by=second_reviewer, facts={"is_restricted": True}, reason="mật").voided == 0
    assert states() == [("reviewer", "signed", "")]


def test_returning_the_report_makes_appraisals_void_for_one_and_for_many(world, row, reviewer, second_reviewer):
    other = make.initiative(Status.REPORTED, world.an_sinh)
    third = make.initiative(Status.REPORTED, world.an_sinh)
    for one in (row, other, third):
        sign(one, reviewer)
    review.return_report(row, by=second_reviewer, remark="thiếu số liệu")
    review.return_report_many([other, third], by=second_reviewer, remark="thiếu ảnh")
    assert states() == [("reviewer", "void", "thiếu số liệu"), *[("reviewer", "void", "thiếu ảnh")] * 2]


def test_a_report_that_comes_afterwards_makes_appraisals_void(world, reviewer, submitter):
    row = make.initiative(Status.REGISTERED, world.an_sinh, report="Xong 810 m.")
    sign(row, reviewer)
    initiatives.report(row, by=submitter)
    assert states() == [("reviewer", "void", "The unit reported its results afterwards.")]


def test_appraisals_of_a_level_that_is_decided_stay(row, reviewer, province_reviewer, second_reviewer):
    sign(row, reviewer)
    sign(row, province_reviewer, level=PROVINCE)
    make.recognition(row)
    Initiative.objects.filter(pk=row.pk).update(status=Status.RECOGNISED, recognised_at=make.ago(0))
    review.amend(row, by=second_reviewer, facts={"title": "Tên đúng"}, reason="sai tên")
    assert states() == [("reviewer", "signed", ""), ("province_reviewer", "void", "sai tên")]


def test_a_draft_moves_to_the_criteria_of_the_right_submitter_type(row, reviewer, second_reviewer, set_):
    of_person = make.criteria(submitter_type=SubmitterType.INDIVIDUAL, weights=(10, 20))
    save(row, reviewer, set_, (10, 10))
    Initiative.objects.filter(pk=row.pk).update(submitter_type=SubmitterType.INDIVIDUAL, collective_name="")
    made = save(row, reviewer, of_person, (5, 6), version=1)
    assert (made.criteria, [points for _name, points, _reason in scores_of(made)]) == (of_person, [5, 6])
