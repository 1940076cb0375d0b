"""Nomination to the level above: prepared, sent, answered; what a decision does to it; who may, and who may not."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.errors import Refused
from registry.models import Entry, Nomination, Nominee, Notice
from registry.queries import nominations as questions
from registry.queries import notices, statistics
from registry.services import ledgers, nominations, recognition
from registry.vocabulary import Action, Event, Level, NominationState, Role, Status
from tests import make
from tests.conftest import trail_of

pytestmark = pytest.mark.django_db

PREPARED, NOMINATED, RETURNED = NominationState.PREPARED, NominationState.NOMINATED, NominationState.RETURNED
RECOGNISED, NOT_RECOGNISED = NominationState.RECOGNISED, NominationState.NOT_RECOGNISED


@pytest.fixture
def model(world, submitter):
    """A model of An Sinh, recognised at grassroots level."""
    return make.initiative(Status.RECOGNISED, world.an_sinh, by=submitter)


def states() -> list[tuple]:
    return list(Nominee.objects.order_by("pk").values_list("level", "state", "remark"))


def refusal(act, *args, **kwargs) -> str:
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    return str(caught.value)


def at_province(model, **changes):
    """A recognition of the model at the province, beside that of its commune."""
    return make.recognition(model, make.decision(Level.PROVINCE), status_before=Status.RECOGNISED, **changes)


# ---- which level lies above ----


@pytest.mark.parametrize(
    ("level", "day", "above"),
    [
        (Level.GRASSROOTS, "2025-06-30", Level.DISTRICT),
        (Level.DISTRICT, "2025-06-30", Level.PROVINCE),
        (Level.GRASSROOTS, "2025-07-01", Level.PROVINCE),
        (Level.PROVINCE, "2025-07-01", Level.CENTRAL),
        (Level.CENTRAL, "2025-07-01", None),
    ],
)
def test_the_district_stands_between_until_it_ended(level, day, above):
    assert questions.level_above(level, make.date.fromisoformat(day)) == above


# ---- the letter ----


def test_a_letter_is_prepared_for_the_level_above_the_unit(world, campaign, reviewer):
    body = make.body(unit=world.an_sinh)
    made = nominations.prepare(unit=world.an_sinh, campaign=campaign, from_level=Level.GRASSROOTS, body=body, by=reviewer)
    assert (made.level, made.body, made.created_by, made.sent_at) == (Level.PROVINCE, body, reviewer, None)


def test_the_province_nominates_to_the_centre(world, campaign, province_reviewer):
    made = nominations.prepare(unit=world.province, campaign=campaign, from_level=Level.PROVINCE, by=province_reviewer)
    assert made.level == Level.CENTRAL


@pytest.mark.parametrize("who", ["submitter", "neighbour_reviewer", "province_reviewer", "commune_leader", "stranger"])
def test_only_a_reviewer_of_the_nominating_level_prepares(request, world, campaign, who):
    with pytest.raises(PermissionDenied):
        nominations.prepare(unit=world.an_sinh, campaign=campaign, from_level=Level.GRASSROOTS, by=request.getfixturevalue(who))
    assert Nomination.objects.count() == 0


def test_a_unit_nominates_from_its_own_level_alone(world, campaign, superuser, province_reviewer):
    for person, level in ((superuser, Level.PROVINCE), (superuser, Level.CENTRAL), (province_reviewer, Level.PROVINCE)):
        sentence = refusal(nominations.prepare, unit=world.an_sinh, campaign=campaign, from_level=level, by=person)
        assert sentence == "phường An Sinh does not nominate from this level."


def test_a_body_of_another_unit_or_level_is_refused(world, campaign, reviewer):
    for body in (make.body(unit=world.dong_trieu), make.body(Level.PROVINCE)):
        values = {"unit": world.an_sinh, "campaign": campaign, "from_level": Level.GRASSROOTS}
        assert refusal(nominations.prepare, **values, body=body, by=reviewer) == f"{body} is of another level or unit."


def test_a_draft_is_changed_and_a_sent_letter_is_not(world, reviewer, model):
    draft = make.letter(world.an_sinh, sent=False, number="", signatory="", dated=None)
    changed = nominations.change(draft, by=reviewer, number="  15/TTr-UBND ", dated=make.today(), signatory="Vũ Văn Thử")
    assert (changed.number, changed.dated, changed.signatory) == ("15/TTr-UBND", make.today(), "Vũ Văn Thử")
    sent = make.letter(world.an_sinh, model)
    for act in (nominations.change, nominations.send, nominations.discard):
        assert refusal(act, sent, by=reviewer) == f"Letter {sent.number} is already sent, so it is no longer changed."


def test_a_letter_of_tomorrow_is_refused(world, reviewer):
    draft = make.letter(world.an_sinh, sent=False)
    assert refusal(nominations.change, draft, by=reviewer, dated=make.today(1)) == "The date of the letter is in the future."


def test_a_discarded_draft_frees_its_models(world, reviewer, model):
    draft = make.letter(world.an_sinh, model, sent=False)
    nominations.discard(draft, by=reviewer)
    assert (Nomination.objects.count(), Nominee.objects.count()) == (0, 0)
    assert refusal(nominations.send, draft, by=reviewer) == "This letter was discarded meanwhile."
    other = make.letter(world.an_sinh, sent=False)
    assert [row.initiative for row in nominations.add(other, [model], by=reviewer)] == [model]


# ---- its list ----


def test_models_are_put_on_the_list_and_taken_off(world, reviewer, model):
    draft = make.letter(world.an_sinh, sent=False)
    second = make.initiative(Status.RECOGNISED, world.an_sinh)
    made = nominations.add(draft, [model, second], by=reviewer)
    assert [(row.initiative, row.level, row.state, row.added_by) for row in made] == [
        (model, Level.PROVINCE, PREPARED, reviewer),
        (second, Level.PROVINCE, PREPARED, reviewer),
    ]
    assert nominations.remove(draft, [model], by=reviewer) == 1
    assert [row.initiative for row in draft.nominees.all()] == [second]
    assert refusal(nominations.remove, draft, [model], by=reviewer) == "None of these models stands on the list."
    assert trail_of(model) == []


def not_standing(world, _submitter):
    row = make.initiative(Status.RECOGNISED, world.an_sinh, decision=make.decision(Level.PROVINCE))
    return row, "The model is not recognised at the level that nominates it."


def of_another_unit(world, _submitter):
    row = make.initiative(Status.RECOGNISED, world.dong_trieu)
    return row, "Only a reviewer to whom this unit belongs may do this."


def of_another_year(world, _submitter):
    row = make.initiative(Status.RECOGNISED, world.an_sinh, campaign=make.campaign(make.today().year - 1))
    return row, "The model belongs to another campaign."


def recognised_above(world, _submitter):
    row = make.initiative(Status.RECOGNISED, world.an_sinh)
    at_province(row)
    return row, "The model is already recognised at the level above."


def on_another_draft(world, _submitter):
    row = make.initiative(Status.RECOGNISED, world.an_sinh)
    make.letter(world.an_sinh, row, sent=False)
    return row, "The model stands on the list of another letter that is being prepared."


def nominated_already(world, _submitter):
    row = make.initiative(Status.RECOGNISED, world.an_sinh)
    letter = make.letter(world.an_sinh, row)
    return row, f"The model is already nominated to this level, by letter {letter.number}."


def refused_above(world, _submitter):
    row = make.initiative(Status.RECOGNISED, world.an_sinh)
    make.letter(world.an_sinh, row, state=NOT_RECOGNISED)
    return row, (
        "The level above has decided not to recognise this model. "
        "It can be nominated again once that level returns the nomination."
    )


def not_recognised_at_all(world, _submitter):
    row = make.initiative(Status.REPORTED, world.an_sinh)
    return row, "“Nominate to the level above” is not possible: the model is now “Reported”."


@pytest.mark.parametrize(
    "made",
    [
        not_standing,
        of_another_unit,
        of_another_year,
        recognised_above,
        on_another_draft,
        nominated_already,
        refused_above,
        not_recognised_at_all,
    ],
)
def test_what_cannot_be_nominated_is_refused_with_the_reason(world, submitter, reviewer, made):
    row, sentence = made(world, submitter)
    draft = make.letter(world.an_sinh, sent=False)
    assert refusal(nominations.add, draft, [row], by=reviewer) == sentence
    assert draft.nominees.count() == 0


def test_twice_on_one_list_is_refused(world, reviewer, model):
    draft = make.letter(world.an_sinh, model, sent=False)
    assert refusal(nominations.add, draft, [model], by=reviewer) == "The model stands on this list already."


def test_one_model_that_cannot_go_keeps_all_off_the_list(world, reviewer, model):
    draft = make.letter(world.an_sinh, sent=False)
    other, sentence = of_another_unit(world, None)
    assert refusal(nominations.add, draft, [model, other], by=reviewer) == (
        f"Nothing was done, because 1 model cannot take this step ({other.code}: {sentence})."
    )
    assert refusal(nominations.add, draft, [], by=reviewer) == "No model was chosen."
    assert draft.nominees.count() == 0


def test_who_entered_a_model_does_not_nominate_it(world, model):
    both = make.user(Role.REVIEWER, world.an_sinh)
    model.authors.add(both)
    draft = make.letter(world.an_sinh, sent=False)
    assert refusal(nominations.add, draft, [model], by=both) == (
        "You entered this model or are named in it, so somebody else has to act on it."
    )


def test_a_returned_model_is_nominated_again_in_a_new_letter(world, reviewer, model):
    make.letter(world.an_sinh, model, state=RETURNED)
    draft = make.letter(world.an_sinh, sent=False)
    nominations.add(draft, [model], by=reviewer)
    nominations.send(draft, by=reviewer)
    assert states() == [(Level.PROVINCE, RETURNED, ""), (Level.PROVINCE, NOMINATED, "")]


def test_a_model_is_counted_as_nominated_once_whatever_letters_follow(world, campaign, reviewer, model):
    for _each in range(2):
        draft = make.letter(world.an_sinh, sent=False)
        nominations.add(draft, [model], by=reviewer)
        assert ledgers.differences() == {}
        nominations.send(draft, by=reviewer)
        assert statistics.figures(campaign)["nominated"] == 1
        assert ledgers.differences() == {}
        Nominee.objects.filter(nomination=draft).update(state=RETURNED)


def test_the_province_nominates_models_of_its_communes_to_the_centre(world, province_reviewer, model):
    at_province(model)
    make.letter(world.an_sinh, model, state=RECOGNISED)
    draft = make.letter(world.province, sent=False)
    nominations.add(draft, [model], by=province_reviewer)
    nominations.send(draft, by=province_reviewer)
    assert states() == [(Level.PROVINCE, RECOGNISED, ""), (Level.CENTRAL, NOMINATED, "")]


# ---- sending ----


def test_sending_nominates_all_with_trail_and_notices(world, reviewer, second_reviewer, province_reviewer, submitter, model):
    second = make.initiative(Status.RECOGNISED, world.an_sinh, by=submitter)
    draft = make.letter(world.an_sinh, model, second, sent=False)
    sent = nominations.send(draft, by=reviewer)
    assert (sent.sent_by, sent.sent_at is not None) == (reviewer, True)
    assert states() == [(Level.PROVINCE, NOMINATED, "")] * 2
    assert trail_of(model) == [(reviewer, Action.NOMINATE, Status.RECOGNISED, Status.RECOGNISED, "")]
    told = [(one.recipient, one.action, one.initiative) for one in Notice.objects.order_by("pk")]
    assert told == [
        (submitter, Action.NOMINATE, model),
        (submitter, Action.NOMINATE, second),
        (province_reviewer, Event.NOMINATED, None),
    ]
    assert Notice.objects.get(action=Event.NOMINATED).data == {
        "letter": draft.pk,
        "number": draft.number,
        "unit": "phường An Sinh",
        "count": 2,
    }


@pytest.mark.parametrize("field", ["number", "dated", "signatory"])
def test_an_incomplete_letter_is_not_sent(world, reviewer, model, field):
    draft = make.letter(world.an_sinh, model, sent=False, **{field: None if field == "dated" else ""})
    with pytest.raises(Refused) as caught:
        nominations.send(draft, by=reviewer)
    assert list(caught.value.fields) == [field]
    assert states() == [(Level.PROVINCE, PREPARED, "")]


def test_an_empty_letter_is_not_sent(world, reviewer):
    draft = make.letter(world.an_sinh, sent=False)
    assert refusal(nominations.send, draft, by=reviewer) == "The list of this letter is empty."


def test_what_was_revoked_meanwhile_keeps_the_letter_from_being_sent(world, reviewer, model):
    second = make.initiative(Status.REVOKED, world.an_sinh)
    draft = make.letter(world.an_sinh, model, second, sent=False)
    assert refusal(nominations.send, draft, by=reviewer) == (
        f"Nothing was done, because 1 model cannot take this step ({second.code}: "
        "“Nominate to the level above” is not possible: the model is now “Revoked”.)."
    )
    assert states() == [(Level.PROVINCE, PREPARED, "")] * 2


@pytest.mark.parametrize("who", ["submitter", "neighbour_reviewer", "province_reviewer", "leader"])
def test_only_the_nominating_level_sends(request, world, model, who):
    draft = make.letter(world.an_sinh, model, sent=False)
    with pytest.raises(PermissionDenied):
        nominations.send(draft, by=request.getfixturevalue(who))
    assert states() == [(Level.PROVINCE, PREPARED, "")]


# ---- the level above ----


@pytest.mark.parametrize(
    ("act", "action", "state"),
    [
        (nominations.return_, Action.RETURN_NOMINATION, RETURNED),
        (nominations.refuse, Action.REFUSE_NOMINATION, NOT_RECOGNISED),
    ],
)
def test_the_level_above_answers_each_model_for_itself(
    world, reviewer, submitter, province_reviewer, model, act, action, state
):
    second = make.initiative(Status.RECOGNISED, world.an_sinh)
    letter = make.letter(world.an_sinh, model, second, sent_by=reviewer)
    answered = act(letter.nominees.first(), by=province_reviewer, remark=" Thiếu báo cáo. ")
    assert (answered.decided_by, answered.decided_at is not None) == (province_reviewer, True)
    assert states() == [(Level.PROVINCE, state, "Thiếu báo cáo."), (Level.PROVINCE, NOMINATED, "")]
    assert trail_of(model) == [(province_reviewer, action, Status.RECOGNISED, Status.RECOGNISED, "Thiếu báo cáo.")]
    assert [(one.recipient, one.action, one.remark) for one in Notice.objects.order_by("recipient")] == [
        (person, action, "Thiếu báo cáo.") for person in sorted((submitter, reviewer), key=lambda one: one.pk)
    ]


@pytest.mark.parametrize("act", [nominations.return_, nominations.refuse])
def test_an_answer_needs_a_remark_and_comes_once(world, province_reviewer, model, act):
    nominee = make.letter(world.an_sinh, model).nominees.get()
    with pytest.raises(Refused) as caught:
        act(nominee, by=province_reviewer, remark=" \u200b ")
    assert list(caught.value.fields) == ["remark"]
    act(nominee, by=province_reviewer, remark="Thiếu báo cáo.")
    label = Nominee.objects.get().get_state_display()
    assert refusal(act, nominee, by=province_reviewer, remark="Nữa.") == f"This nomination is now “{label}”."


def test_a_refused_model_is_nominated_again_once_the_level_above_has_taken_the_refusal_back(
    world, reviewer, province_reviewer, model
):
    nominee = make.letter(world.an_sinh, model).nominees.get()
    nominations.refuse(nominee, by=province_reviewer, remark="Chưa đủ sức lan tỏa.")
    again = make.letter(world.an_sinh, sent=False)
    assert refusal(nominations.add, again, [model], by=reviewer) == (
        "The level above has decided not to recognise this model. "
        "It can be nominated again once that level returns the nomination."
    )
    assert list(questions.candidates(again, reviewer)) == []
    nominations.return_(nominee, by=province_reviewer, remark="Xem lại theo kiến nghị của phường.")
    assert states() == [(Level.PROVINCE, RETURNED, "Xem lại theo kiến nghị của phường.")]
    assert list(questions.candidates(again, reviewer)) == [model]
    nominations.add(again, [model], by=reviewer)
    nominations.send(again, by=reviewer)
    assert [state for _level, state, _remark in states()] == [RETURNED, NOMINATED]
    told = [(action, remark) for _by, action, _from, _to, remark in trail_of(model)]
    assert told == [
        (Action.REFUSE_NOMINATION, "Chưa đủ sức lan tỏa."),
        (Action.RETURN_NOMINATION, "Xem lại theo kiến nghị của phường."),
        (Action.NOMINATE, ""),
    ]


def test_only_the_last_refusal_is_taken_back(world, province_reviewer, model):
    first = make.letter(world.an_sinh, model, state=NOT_RECOGNISED).nominees.get()
    nominations.return_(first, by=province_reviewer, remark="Xem lại.")
    assert refusal(nominations.return_, first, by=province_reviewer, remark="Nữa.") == "This nomination is now “Returned”."
    assert refusal(nominations.refuse, first, by=province_reviewer, remark="Nữa.") == "This nomination is now “Returned”."


@pytest.mark.parametrize("who", ["submitter", "reviewer", "neighbour_reviewer", "leader", "stranger"])
def test_only_a_reviewer_of_the_level_above_answers(request, world, model, who):
    nominee = make.letter(world.an_sinh, model).nominees.get()
    for act in (nominations.return_, nominations.refuse):
        with pytest.raises(PermissionDenied):
            act(nominee, by=request.getfixturevalue(who), remark="Thiếu báo cáo.")
    assert states() == [(Level.PROVINCE, NOMINATED, "")]


def test_who_nominated_never_answers_whatever_they_may_elsewhere(world, superuser, province_reviewer, model):
    at_province(model)
    sent = make.letter(world.an_sinh, model, sent_by=superuser, state=RECOGNISED)
    to_centre = make.letter(world.province, model, sent_by=province_reviewer)
    sent.nominees.update(state=NOMINATED)
    for person, letter in ((superuser, sent), (province_reviewer, to_centre)):
        nominee = letter.nominees.get()
        with pytest.raises(PermissionDenied, match="You nominated this model yourself"):
            nominations.refuse(nominee, by=person, remark="Không.")
    second = make.user(Role.REVIEWER, world.province)
    assert nominations.refuse(to_centre.nominees.get(), by=second, remark="Không.").state == NOT_RECOGNISED


# ---- what a decision does ----


def test_a_decision_of_the_level_settles_the_nomination_there_and_nowhere_else(world, reviewer, province_reviewer, model):
    at_centre = make.letter(world.province, model)
    at_centre.nominees.update(state=RETURNED)
    make.letter(world.an_sinh, model, sent_by=reviewer)
    made = recognition.recognise(model, by=province_reviewer, decision=make.decision(Level.PROVINCE))
    assert states() == [(Level.CENTRAL, RETURNED, ""), (Level.PROVINCE, RECOGNISED, "")]
    nominee = Nominee.objects.get(level=Level.PROVINCE)
    assert (nominee.decided_by, nominee.decided_at) == (province_reviewer, made.recognised_at)


@pytest.mark.parametrize("act", [nominations.return_, nominations.refuse])
def test_what_was_answered_otherwise_and_is_recognised_after_all_is_recognised(world, province_reviewer, model, act):
    act(make.letter(world.an_sinh, model).nominees.get(), by=province_reviewer, remark="Thiếu báo cáo.")
    made = recognition.recognise(model, by=province_reviewer, decision=make.decision(Level.PROVINCE))
    assert states() == [(Level.PROVINCE, RECOGNISED, "Thiếu báo cáo.")]
    assert Nominee.objects.get().decided_at == made.recognised_at


def test_only_the_last_nomination_is_recognised(world, province_reviewer, model):
    make.letter(world.an_sinh, model, state=RETURNED)
    make.letter(world.an_sinh, model)
    recognition.recognise(model, by=province_reviewer, decision=make.decision(Level.PROVINCE))
    assert states() == [(Level.PROVINCE, RETURNED, ""), (Level.PROVINCE, RECOGNISED, "")]


def test_a_decision_takes_the_model_off_letters_that_are_not_sent(world, reviewer, province_reviewer, model):
    other = make.initiative(Status.RECOGNISED, world.an_sinh)
    make.letter(world.an_sinh, model, state=RETURNED)
    draft = make.letter(world.an_sinh, model, other, sent=False)
    recognition.recognise(model, by=province_reviewer, decision=make.decision(Level.PROVINCE))
    assert states() == [(Level.PROVINCE, RECOGNISED, ""), (Level.PROVINCE, PREPARED, "")]
    assert Entry.objects.get(action="nomination.remove").data == {"id": draft.pk, "models": [model.code]}
    nominations.send(draft, by=reviewer)
    assert draft.nominees.get().initiative == other


def test_a_cancelled_entry_lets_the_nomination_wait_again(world, province_reviewer, model):
    make.letter(world.an_sinh, model)
    made = recognition.recognise(model, by=province_reviewer, decision=make.decision(Level.PROVINCE))
    recognition.cancel_entry(made, by=province_reviewer, reason="Nhầm danh sách.")
    assert states() == [(Level.PROVINCE, NOMINATED, "")]
    assert Nominee.objects.get().decided_by is None


@pytest.mark.parametrize(("act", "state"), [(nominations.return_, RETURNED), (nominations.refuse, NOT_RECOGNISED)])
def test_a_cancelled_entry_leads_back_to_the_answer_that_stood_before(world, province_reviewer, model, act, state):
    act(make.letter(world.an_sinh, model).nominees.get(), by=province_reviewer, remark="Thiếu báo cáo.")
    second = make.user(Role.REVIEWER, world.province)
    made = recognition.recognise(model, by=second, decision=make.decision(Level.PROVINCE))
    recognition.cancel_entry(made, by=second, reason="Nhầm danh sách.")
    assert states() == [(Level.PROVINCE, state, "Thiếu báo cáo.")]
    found = Nominee.objects.get()
    assert (found.decided_by, found.decided_at) == (province_reviewer, model.entries.earliest("pk").at)


def test_a_revocation_leaves_the_nomination_recognised(world, province_reviewer, model):
    make.letter(world.an_sinh, model)
    made = recognition.recognise(model, by=province_reviewer, decision=make.decision(Level.PROVINCE))
    paper = make.decision(Level.PROVINCE)
    recognition.revoke(made, by=province_reviewer, decision=paper, ground=make.ground(), reason="Khai sai.")
    assert states() == [(Level.PROVINCE, RECOGNISED, "")]


def test_adding_and_sending_ask_the_same_for_one_and_thirty(world, reviewer):
    def asked(count) -> int:
        rows = [make.initiative(Status.RECOGNISED, world.an_sinh) for _number in range(count)]
        draft = make.letter(world.an_sinh, sent=False)
        with CaptureQueriesContext(connection) as queries:
            nominations.add(draft, rows, by=reviewer)
            nominations.send(draft, by=reviewer)
        return len(queries)

    asked(1)  # what is kept for a request is read
    assert asked(1) == asked(30)


def test_the_notice_of_a_letter_says_who_nominates_how_many_and_leads_to_it(world, reviewer, province_reviewer, model):
    draft = make.letter(world.an_sinh, model, sent=False, number="15/TTr-UBND")
    nominations.send(draft, by=reviewer)
    told = Notice.objects.get(recipient=province_reviewer)
    said = "phường An Sinh nominates 1 model by letter 15/TTr-UBND."
    assert (notices.sentence(told), notices.address(told)) == (said, f"/nominations/{draft.pk}/")
    assert notices.subject([told]).endswith(said)
