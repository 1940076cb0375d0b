"""Acts over many, and undoing one of them as one."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from registry.errors import Refused, Stale
from registry.models import DecisionLine, Entry, Initiative, Recognition
from registry.queries import batches as found
from registry.services import batches, recognition, review, trail
from registry.vocabulary import Action, Level, Part, RecognitionState, Status
from tests import make
from tests.conftest import trail_of


def last_batch():
    return Entry.objects.filter(batch__isnull=False).order_by("-id").values_list("batch", flat=True).first()


def statuses(models) -> list[str]:
    return [Initiative.objects.get(pk=model.pk).status for model in models]


@pytest.fixture
def two(submitter):
    """Makes two models of An Sinh in a status: two(status)."""
    return lambda status, **changes: [make.initiative(status, submitter.unit, by=submitter, **changes) for _one in range(2)]


# ---- every act over many is a batch ----

MANY = {
    Action.APPROVE: (Status.SUBMITTED, lambda rows, by: review.approve_many(rows, by=by)),
    Action.RETURN: (Status.SUBMITTED, lambda rows, by: review.return_many(rows, by=by, remarks={Part.AIMS: "Ghi rõ."})),
    Action.DECLINE: (Status.SUBMITTED, lambda rows, by: review.decline_many(rows, by=by, remark="Trùng.")),
    Action.RETURN_REPORT: (Status.REPORTED, lambda rows, by: review.return_report_many(rows, by=by, remark="Thiếu.")),
    Action.DECIDE_AGAINST: (Status.REPORTED, lambda rows, by: recognition.decide_against_many(rows, by=by, remark="Chưa đạt.")),
    Action.RECOGNISE: (
        Status.REPORTED,
        lambda rows, by: recognition.recognise_many(rows, by=by, decision=make.decision(Level.GRASSROOTS)),
    ),
    Action.REOPEN: (Status.DECLINED, lambda rows, by: review.reopen_many(rows, by=by, reason="Nhầm.")),
    Action.CLEAR: (Status.RECOGNISED, lambda rows, by: review.clear_many(rows, by=by)),
}


@pytest.mark.parametrize("action", MANY)
def test_an_act_over_many_is_one_batch_and_another_one_is_another(two, reviewer, action):
    status, act = MANY[action]
    first, second = two(status), two(status)
    act(first, reviewer)
    act(second, reviewer)
    by_model = dict(Entry.objects.filter(action=action).values_list("initiative", "batch"))
    assert len({by_model[row.pk] for row in first} | {by_model[row.pk] for row in second}) == 2
    assert by_model[first[0].pk] == by_model[first[1].pk] is not None


def test_an_act_on_one_is_no_batch(two, reviewer):
    one, other = two(Status.SUBMITTED)
    review.approve(one, by=reviewer)
    review.decline(other, by=reviewer, remark="Trùng.")
    recognition.recognise(one, by=reviewer, decision=make.decision(Level.GRASSROOTS))
    assert not Entry.objects.filter(batch__isnull=False).exists()


def test_acts_inside_one_block_share_its_batch(two, reviewer):
    models = two(Status.SUBMITTED)
    with trail.as_one() as batch:
        for model in models:
            review.approve_many([model], by=reviewer)
    entries = Entry.objects.filter(action=Action.APPROVE)
    assert [entry.batch for entry in entries] == [batch, batch]


# ---- undo ----


@pytest.mark.parametrize("action", [Action.DECLINE, Action.DECIDE_AGAINST, Action.RECOGNISE, Action.CLEAR])
def test_undoing_puts_every_model_back_and_is_a_batch_itself(two, reviewer, action):
    status, act = MANY[action]
    models = two(status)
    act(models, reviewer)
    batch = last_batch()
    undoing = batches.undo(batch, by=reviewer, reason="Nhầm danh sách.")
    assert statuses(models) == [status, status]
    entries = Entry.objects.filter(batch=undoing, initiative__isnull=False).order_by("initiative_id")
    assert [(entry.initiative_id, entry.action, entry.remark) for entry in entries] == [
        (model.pk, batches.INVERSE[action], "Nhầm danh sách.") for model in models
    ]
    assert found.undone([batch, undoing]) == {batch: undoing}
    assert not Initiative.objects.filter(cleared_at__isnull=False).exists()


def test_undoing_a_recognition_cancels_its_entries_as_the_act_on_one_does(two, reviewer, submitter):
    decision = make.decision(Level.GRASSROOTS)
    alone = make.initiative(Status.REPORTED, submitter.unit, by=submitter)
    one = recognition.recognise(alone, by=reviewer, decision=decision)
    recognition.cancel_entry(one, by=reviewer, reason="Nhầm.")
    models = two(Status.REPORTED)
    recognition.recognise_many(models, by=reviewer, decision=decision)
    batches.undo(last_batch(), by=reviewer, reason="Nhầm.")
    assert [trail_of(model) for model in models] == [trail_of(alone)] * 2
    columns = ("status", "status_before", "recognised_at", "closed_at", "version")
    assert len(set(Initiative.objects.values_list(*columns))) == 1
    assert set(Recognition.objects.values_list("state", flat=True)) == {RecognitionState.CANCELLED}
    entries = Entry.objects.filter(action=Action.CANCEL_ENTRY)
    assert [entry.data for entry in entries] == [{"decision": decision.number, "level": "grassroots"}] * 3


def test_undoing_the_recognition_of_a_second_level_leaves_the_first(province_reviewer, two):
    models = two(Status.RECOGNISED)
    recognition.recognise_many(models, by=province_reviewer, decision=make.decision(Level.PROVINCE))
    batches.undo(last_batch(), by=province_reviewer, reason="Nhầm.")
    assert statuses(models) == [Status.RECOGNISED] * 2
    assert sorted(Recognition.objects.values_list("level", "state")) == sorted(
        [("grassroots", "standing"), ("province", "cancelled")] * 2
    )


@pytest.mark.parametrize("action", [Action.APPROVE, Action.RETURN, Action.RETURN_REPORT, Action.REOPEN])
def test_what_has_no_way_back_says_so_and_writes_nothing(two, reviewer, action):
    status, act = MANY[action]
    models = two(status)
    act(models, reviewer)
    before = Entry.objects.count(), statuses(models)
    with pytest.raises(Refused, match="not undone") as refusal:
        batches.undo(last_batch(), by=reviewer, reason="Nhầm.")
    assert str(refusal.value) == str(batches.WHY_NOT[action])
    assert (Entry.objects.count(), statuses(models)) == before


def test_nothing_is_undone_if_one_model_has_gone_on(two, reviewer):
    models = two(Status.SUBMITTED)
    review.decline_many(models, by=reviewer, remark="Trùng.")
    batch = last_batch()
    review.reopen(models[1], by=reviewer, reason="Xem lại.")
    before = Entry.objects.count()
    with pytest.raises(Refused, match=f"{models[1].code}: It has gone on since: “Reopen”"):
        batches.undo(batch, by=reviewer, reason="Nhầm.")
    assert (Entry.objects.count(), statuses(models)) == (before, [Status.DECLINED, Status.SUBMITTED])


def test_publication_after_a_recognition_is_going_on_but_a_corrected_fact_is_not(two, reviewer):
    models = two(Status.REPORTED)
    recognition.recognise_many(models, by=reviewer, decision=make.decision(Level.GRASSROOTS))
    batch = last_batch()
    review.amend(models[0], by=reviewer, facts={"title": "Tên đúng"}, reason="Viết nhầm.")
    rows = list(Initiative.objects.all())
    assert batches.prospect(batch, rows, by=reviewer).is_possible
    review.clear(models[1], by=reviewer)
    assert [row for row, _sentence in batches.prospect(batch, rows, by=reviewer).refused] == [models[1]]


def test_a_second_undoing_is_refused(two, reviewer):
    models = two(Status.SUBMITTED)
    review.decline_many(models, by=reviewer, remark="Trùng.")
    batch = last_batch()
    undoing = batches.undo(batch, by=reviewer, reason="Nhầm.")
    with pytest.raises(Refused, match="already"):
        batches.undo(batch, by=reviewer, reason="Nhầm.")
    with pytest.raises(Refused, match="Reopening is not undone"):
        batches.undo(undoing, by=reviewer, reason="Nhầm.")


def test_a_stale_preview_is_refused(two, reviewer):
    models = two(Status.SUBMITTED)
    review.decline_many(models, by=reviewer, remark="Trùng.")
    versions = {model.pk: 1 for model in models}
    with pytest.raises(Stale):
        batches.undo(last_batch(), by=reviewer, reason="Nhầm.", versions=versions)
    assert statuses(models) == [Status.DECLINED] * 2


def test_undoing_needs_a_reason(two, reviewer):
    review.decline_many(two(Status.SUBMITTED), by=reviewer, remark="Trùng.")
    with pytest.raises(Refused, match="Say why this is undone"):
        batches.undo(last_batch(), by=reviewer, reason="  ")


def test_four_eyes_and_sight_bind_who_undoes(two, world, reviewer, province_reviewer, superuser):
    here, there = two(Status.SUBMITTED)[0], make.initiative(Status.SUBMITTED, world.dong_trieu)
    review.decline_many([here, there], by=province_reviewer, remark="Trùng.")
    batch = last_batch()
    with pytest.raises(Refused, match="1 model of this act cannot be seen by you"):
        batches.undo(batch, by=reviewer, reason="Nhầm.")
    here.authors.add(superuser)
    with pytest.raises(Refused, match="somebody else has to act on it"):
        batches.undo(batch, by=superuser, reason="Nhầm.")
    batches.undo(batch, by=province_reviewer, reason="Nhầm.")
    assert statuses([here, there]) == [Status.SUBMITTED] * 2


def test_a_recognition_of_a_decision_with_a_list_is_ended_by_no_undoing(two, reviewer):
    models, decision = two(Status.REPORTED), make.decision(Level.GRASSROOTS)
    recognition.recognise_many(models, by=reviewer, decision=decision)
    for model in models:
        DecisionLine.objects.create(decision=decision, initiative=model, added_by=reviewer, added_at=make.ago(1))
    with pytest.raises(Refused, match="only a decision ends that"):
        batches.undo(last_batch(), by=reviewer, reason="Nhầm.")
    assert statuses(models) == [Status.RECOGNISED] * 2


def test_an_unknown_batch_and_one_out_of_sight_are_refused(reviewer, world, province_reviewer):
    there = make.initiative(Status.SUBMITTED, world.dong_trieu)
    review.decline_many([there], by=province_reviewer, remark="Trùng.")
    for batch in (last_batch(), uuid4()):
        with pytest.raises((Refused, PermissionDenied)):
            batches.undo(batch, by=reviewer, reason="Nhầm.")


def test_undoing_costs_the_same_for_two_and_thirty(
    reviewer, submitter, django_assert_num_queries, django_assert_max_num_queries
):
    decision = make.decision(Level.GRASSROOTS)

    def recognised(count):
        models = [make.initiative(Status.REPORTED, submitter.unit, by=submitter) for _one in range(count)]
        recognition.recognise_many(models, by=reviewer, decision=decision)
        return last_batch()

    few, many = recognised(2), recognised(30)
    with django_assert_max_num_queries(45) as queries:
        batches.undo(few, by=reviewer, reason="Nhầm.")
    with django_assert_num_queries(len(queries)):
        batches.undo(many, by=reviewer, reason="Nhầm.")


# ---- the list ----


def test_the_list_shows_the_last_acts_over_models_in_sight_newest_first(two, world, reviewer, province_reviewer):
    mine, there = two(Status.SUBMITTED), make.initiative(Status.SUBMITTED, world.dong_trieu)
    review.approve_many([there], by=province_reviewer)
    review.approve_many([mine[0]], by=province_reviewer)
    review.decline_many([mine[1]], by=reviewer, remark="Trùng.")
    here = Initiative.objects.filter(unit=world.an_sinh)
    assert [(row.action, row.actor, row.count) for row in found.last(here)] == [
        (Action.DECLINE, reviewer, 1),
        (Action.APPROVE, province_reviewer, 1),
    ]
    assert [row.action for row in found.last(here, by=reviewer)] == [Action.DECLINE]
    assert [row.remark for row in found.last(here, most=1)] == ["Trùng."]
