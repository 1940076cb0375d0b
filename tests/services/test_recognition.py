"""Decisions as official acts, and what they do to models."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile

from registry.errors import Refused, Stale
from registry.models import Decision, Entry, Initiative, Notice, Recognition
from registry.services import decisions, initiatives, recognition, review
from registry.vocabulary import Action, DecisionState, Level, RecognitionState, Role, Status
from tests import make
from tests.conftest import trail_of

YESTERDAY, TODAY = make.today(-1), make.today()
PAPER = {"number": "05/QĐ-UBND", "issued_on": TODAY, "signatory": "Trần Thị Thử", "signatory_position": "Chủ tịch"}


def again(row):
    """The row as the database has it now."""
    return type(row).objects.get(pk=row.pk)


def record(by, body=None, **changes) -> Decision:
    body = body or make.body()
    return decisions.record(by=by, **{"campaign": make.campaign(), "body": body, **PAPER, **changes})


def refused_with(act) -> str:
    with pytest.raises(Refused) as refusal:
        act()
    return str(refusal.value)


def recognised_by_both(unit, reviewer, province_reviewer):
    """A reported model, then recognised by the commune and after that by the province: (model, commune's, province's)."""
    row = make.initiative(Status.REPORTED, unit)
    first = recognition.recognise(row, by=reviewer, decision=make.decision())
    second = recognition.recognise(row, by=province_reviewer, decision=make.decision(Level.PROVINCE))
    return row, first, second


def revoked(entry, by) -> Recognition:
    decision = make.decision(entry.level)
    return recognition.revoke(entry, by=by, decision=decision, ground=make.ground(), reason="Khai sai.")


# ---- the paper ----


def test_a_decision_is_recorded_as_a_draft_with_the_level_of_its_body(reviewer):
    decision = record(reviewer, number="  05/QĐ-UBND\u200b ")
    assert (decision.number, decision.level, decision.state, decision.year, decision.created_by) == (
        "05/QĐ-UBND",
        Level.GRASSROOTS,
        DecisionState.DRAFT,
        TODAY.year,
        reviewer,
    )
    assert list(Entry.objects.filter(action__startswith="decision").values_list("actor", "action", "subject")) == [
        (reviewer.pk, "decision", f"05/QĐ-UBND · {decision.body}")
    ]


def test_a_draft_may_lack_everything_and_is_issued_only_when_complete(reviewer):
    draft = record(reviewer, number="", issued_on=None, signatory="", signatory_position="")
    with pytest.raises(Refused) as refusal:
        decisions.issue(draft, by=reviewer)
    assert list(refusal.value.fields) == ["number", "issued_on", "signatory"]
    decisions.change(draft, by=reviewer, **PAPER)
    decisions.issue(draft, by=reviewer)
    assert (again(draft).state, again(draft).number) == (DecisionState.ISSUED, "05/QĐ-UBND")


def test_a_complete_decision_is_recorded_and_issued_in_one_act_or_not_at_all(reviewer):
    assert again(record(reviewer, is_issued=True)).state == DecisionState.ISSUED
    with pytest.raises(Refused) as refusal:
        record(reviewer, number="06/QĐ-UBND", signatory="", is_issued=True)
    assert (list(refusal.value.fields), Decision.objects.count()) == (["signatory"], 1)


@pytest.mark.parametrize("number", ["06/2021/QĐ-UBND", "1034/QĐ-UBND", "983-QĐ/TU", "249/MTTQ-BTT"])
def test_a_number_is_any_text(reviewer, number):
    assert again(record(reviewer, number=number)).number == number


def test_a_body_uses_a_number_once_a_year(reviewer):
    body = make.body(name="Ủy ban nhân dân phường")
    record(reviewer, body)
    with pytest.raises(Refused) as refusal:
        record(reviewer, body, number="05/QĐ-UBND ")
    sentence = f"Ủy ban nhân dân phường has already issued a decision 05/QĐ-UBND in {TODAY.year}."
    assert (str(refusal.value), refusal.value.fields) == (sentence, {"number": sentence})
    assert Decision.objects.count() == 1


def test_the_same_number_in_another_year_or_of_another_body_is_another_decision(reviewer):
    body = make.body()
    record(reviewer, body)
    record(reviewer, body, issued_on=TODAY.replace(year=TODAY.year - 1, day=1))
    record(reviewer, make.body())
    assert Decision.objects.filter(number=PAPER["number"]).count() == 3


def test_drafts_without_a_number_do_not_disturb_each_other(reviewer):
    body = make.body()
    record(reviewer, body, number="")
    record(reviewer, body, number="")
    assert Decision.objects.count() == 2


def test_a_draft_cannot_be_changed_into_a_number_that_was_used(reviewer):
    body = make.body()
    record(reviewer, body)
    draft = record(reviewer, body, number="06/QĐ-UBND")
    with pytest.raises(Refused):
        decisions.change(draft, by=reviewer, **PAPER)
    assert again(draft).number == "06/QĐ-UBND"


def test_a_decision_is_not_issued_in_the_future(reviewer):
    with pytest.raises(Refused) as refusal:
        record(reviewer, issued_on=make.today(1))
    assert (refusal.value.fields, Decision.objects.count()) == ({"issued_on": "This day is in the future."}, 0)


def test_an_issued_decision_is_never_changed_and_issued_once(reviewer):
    decision = decisions.issue(record(reviewer), by=reviewer)
    before = Decision.objects.values().get()
    change = {**PAPER, "number": "99/QĐ-UBND"}
    refused = "An issued decision is no longer changed."
    assert refused_with(lambda: decisions.change(decision, by=reviewer, **change)) == refused
    assert refused_with(lambda: decisions.issue(decision, by=reviewer)) == "Decision 05/QĐ-UBND is already issued."
    assert Decision.objects.values().get() == before


def test_a_missing_scan_is_added_to_an_issued_decision_once(reviewer, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    decision = decisions.issue(record(reviewer), by=reviewer)
    decisions.change(decision, by=reviewer, scan=ContentFile(b"%PDF-1.7", name="../../ký tên.exe"))
    assert again(decision).scan.name == f"decisions/{decision.pk}/scan.pdf"
    other = ContentFile(b"%PDF-1.7 other", name="scan.pdf")
    with pytest.raises(Refused):
        decisions.change(decision, by=reviewer, scan=other)
    assert (tmp_path / again(decision).scan.name).read_bytes() == b"%PDF-1.7"
    assert Entry.objects.last().action == "decision.scan"


def test_a_scan_lies_under_the_id_of_its_decision_from_the_first(reviewer, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for number in ("05/QĐ-UBND", "06/QĐ-UBND"):
        decision = record(reviewer, number=number, scan=ContentFile(b"%PDF-1.7", name="x.pdf"))
        assert again(decision).scan.name == f"decisions/{decision.pk}/scan.pdf"


def test_only_reviewers_of_the_level_record_change_and_issue(
    world, submitter, neighbour_reviewer, province_reviewer, leader, reviewer
):
    body = make.body(Level.GRASSROOTS, world.an_sinh)
    draft = record(reviewer, body)
    for person in (submitter, neighbour_reviewer, province_reviewer, leader):
        for act in (
            lambda person=person: record(person, body, number="07/QĐ-UBND"),
            lambda person=person: decisions.change(draft, by=person, **PAPER),
            lambda person=person: decisions.issue(draft, by=person),
        ):
            with pytest.raises(PermissionDenied):
                act()
    assert (Decision.objects.count(), again(draft).state) == (1, DecisionState.DRAFT)


def test_the_province_records_central_decisions(province_reviewer, reviewer):
    body = make.body(Level.CENTRAL, name="Ban Dân vận Trung ương")
    assert record(province_reviewer, body).level == Level.CENTRAL
    with pytest.raises(PermissionDenied):
        record(reviewer, body)


# ---- recognise ----


@pytest.mark.parametrize("status", [Status.REGISTERED, Status.REPORTED])
def test_recognising_writes_status_recognition_trail_and_notice_together(submitter, reviewer, status):
    row, decision = make.initiative(status, submitter.unit, by=submitter), make.decision()
    entry = recognition.recognise(row, by=reviewer, decision=decision, remark=" 810 m đường ")
    now = again(row)
    assert Recognition.objects.get() == entry
    assert (entry.decision, entry.level, entry.state, entry.status_before, entry.recognised_by) == (
        decision,
        Level.GRASSROOTS,
        RecognitionState.STANDING,
        status,
        reviewer,
    )
    assert (now.status, now.recognised_at, entry.recognised_at) == (Status.RECOGNISED, now.changed_at, now.changed_at)
    assert trail_of(row) == [(reviewer, Action.RECOGNISE, status, Status.RECOGNISED, "810 m đường")]
    assert Entry.objects.get(initiative=row.pk).data == {"decision": decision.number, "level": "grassroots"}
    assert [(n.recipient, n.action) for n in Notice.objects.all()] == [(submitter, Action.RECOGNISE)]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"issued": False}, "The decision is still a draft."),
        ({"campaign": 2024}, "The decision belongs to another campaign."),
        ({"issued_on": make.today(-8)}, "The decision is older than the registration of the model."),
        ({"level": Level.PROVINCE}, "Only a reviewer of this level may use decision {number}."),
        ({"level": Level.CENTRAL}, "Only a reviewer of this level may use decision {number}."),
    ],
)
def test_a_decision_that_does_not_fit_recognises_nothing(reviewer, changes, sentence):
    if "campaign" in changes:
        changes = {"campaign": make.campaign(changes["campaign"])}
    row, decision = make.initiative(Status.REPORTED, reviewer.unit), make.decision(**changes)
    said = refused_with(lambda: recognition.recognise(row, by=reviewer, decision=decision))
    assert said == sentence.format(number=decision.number)
    assert (again(row).status, Recognition.objects.count(), trail_of(row)) == (Status.REPORTED, 0, [])


def test_a_decision_of_the_day_of_registration_fits(reviewer):
    row = make.initiative(Status.REGISTERED, reviewer.unit, registered_at=make.ago(0))
    recognition.recognise(row, by=reviewer, decision=make.decision(issued_on=TODAY))
    assert again(row).status == Status.RECOGNISED


def test_a_model_is_recognised_once_at_a_level(reviewer):
    row = make.initiative(Status.RECOGNISED, reviewer.unit)
    said = refused_with(lambda: recognition.recognise(row, by=reviewer, decision=make.decision()))
    assert (said, Recognition.objects.count()) == ("The model is already recognised at this level.", 1)


def test_a_recognised_model_is_recognised_at_a_second_and_third_level(submitter, reviewer, province_reviewer):
    row, _first, second = recognised_by_both(submitter.unit, reviewer, province_reviewer)
    first_time = again(row).recognised_at
    recognition.recognise(row, by=province_reviewer, decision=make.decision(Level.CENTRAL))
    assert list(row.recognitions.values_list("level", "status_before")) == [
        (Level.GRASSROOTS, Status.REPORTED),
        (Level.PROVINCE, Status.RECOGNISED),
        (Level.CENTRAL, Status.RECOGNISED),
    ]
    assert (again(row).status, again(row).recognised_at, second.status_before) == (
        Status.RECOGNISED,
        first_time,
        Status.RECOGNISED,
    )


def test_the_province_does_not_recognise_at_grassroots_level(submitter, province_reviewer):
    row, decision = make.initiative(Status.REPORTED, submitter.unit), make.decision()
    said = refused_with(lambda: recognition.recognise(row, by=province_reviewer, decision=decision))
    assert said == f"Only a reviewer of this level may use decision {decision.number}."


def test_a_colleague_who_reviews_for_the_province_too_recognises_at_grassroots_level_alone(world):
    person = make.user(Role.REVIEWER, world.an_sinh)
    person.memberships.create(role=Role.REVIEWER, unit=world.province)
    row, decision = make.initiative(Status.REPORTED, world.an_sinh), make.decision(Level.PROVINCE)
    said = refused_with(lambda: recognition.recognise(row, by=person, decision=decision))
    assert said == "The decision is of a level at which you do not recognise this model."
    recognition.recognise(row, by=person, decision=make.decision())
    entry = make.recognition(row, decision, status_before=Status.RECOGNISED)
    for act in (
        lambda: revoked(entry, person),
        lambda: recognition.cancel_entry(entry, by=person, reason="Nhầm."),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_who_entered_a_model_does_not_recognise_it(reviewer, superuser):
    row = make.initiative(Status.REPORTED, reviewer.unit, by=reviewer, person={"account": superuser})
    for person in (reviewer, superuser):
        with pytest.raises(PermissionDenied):
            recognition.recognise(row, by=person, decision=make.decision())


def test_recognising_what_was_read_before_it_changed_is_stale(reviewer):
    row = make.initiative(Status.REPORTED, reviewer.unit)
    review.amend(row, by=reviewer, facts={"title": "Khác"}, reason="Sai")
    with pytest.raises(Stale):
        recognition.recognise(row, by=reviewer, decision=make.decision(), version=row.version)
    assert again(row).status == Status.REPORTED


def test_one_decision_recognises_a_whole_list(submitter, reviewer):
    rows = [make.initiative(status, submitter.unit) for status in (Status.REPORTED, Status.REGISTERED)]
    decision = make.decision()
    made = recognition.recognise_many(
        rows, by=reviewer, decision=decision, remark="Đợt 1", versions={row.pk: row.version for row in rows}
    )
    assert [(entry.initiative, entry.decision, entry.status_before) for entry in made] == [
        (row, decision, row.status) for row in rows
    ]
    for row in rows:
        assert trail_of(row) == [(reviewer, Action.RECOGNISE, row.status, Status.RECOGNISED, "Đợt 1")]


def test_of_a_list_all_are_recognised_or_none(world, reviewer):
    rows = [
        make.initiative(Status.REPORTED, world.an_sinh),
        make.initiative(Status.SUBMITTED, world.an_sinh),
        make.initiative(Status.RECOGNISED, world.an_sinh),
    ]
    decision = make.decision()
    said = refused_with(lambda: recognition.recognise_many(rows, by=reviewer, decision=decision))
    assert said == (
        "Nothing was done, because 2 models cannot take this step ("
        f"{rows[1].code}: “Recognise” is not possible: the model is now “Submitted”.; "
        f"{rows[2].code}: The model is already recognised at this level.)."
    )
    assert ([again(row).status for row in rows], decision.recognitions.count()) == ([row.status for row in rows], 0)
    assert [trail_of(row) for row in rows] == [[], [], []]


def test_a_list_that_changed_meanwhile_is_stale(reviewer):
    rows = [make.initiative(Status.REPORTED, reviewer.unit) for _ in range(2)]
    versions = {row.pk: row.version for row in rows}
    review.amend(rows[1], by=reviewer, facts={"title": "Khác"}, reason="Sai")
    with pytest.raises(Stale, match=rows[1].code):
        recognition.recognise_many(rows, by=reviewer, decision=make.decision(), versions=versions)
    assert Recognition.objects.count() == 0


def test_sorting_out_says_beforehand_what_a_decision_would_touch(world, reviewer):
    fits, taken = make.initiative(Status.REPORTED, world.an_sinh), make.initiative(Status.RECOGNISED, world.an_sinh)
    foreign = make.initiative(Status.REPORTED, world.dong_trieu)
    sorted_out = recognition.sort_out([fits, taken, foreign], make.decision(), by=reviewer)
    assert sorted_out.possible == [fits]
    assert sorted_out.refused == [
        (taken, "The model is already recognised at this level."),
        (foreign, "Only a reviewer to whom this unit belongs may do this."),
    ]


def test_recognising_thirty_takes_as_many_queries_as_recognising_three(submitter, reviewer, django_assert_max_num_queries):
    def rows(number):
        return [make.initiative(Status.REPORTED, submitter.unit, by=submitter) for _ in range(number)]

    few, many, decision = rows(3), rows(30), make.decision()
    with django_assert_max_num_queries(40) as taken:
        recognition.recognise_many(few, by=reviewer, decision=decision)
    with django_assert_max_num_queries(len(taken)):
        recognition.recognise_many(many, by=reviewer, decision=decision)


# ---- decide against ----


def test_deciding_against_needs_a_remark_and_closes(reviewer):
    row = make.initiative(Status.REPORTED, reviewer.unit)
    with pytest.raises(Refused):
        recognition.decide_against(row, by=reviewer, remark=" ")
    closed = recognition.decide_against(row, by=reviewer, remark="Chưa rõ kết quả.")
    assert (closed.status, closed.status_before, closed.closed_at) == (
        Status.NOT_RECOGNISED,
        Status.REPORTED,
        closed.changed_at,
    )


# ---- revoke and reinstate ----


def test_revoking_ends_the_recognition_by_a_decision_on_a_ground(reviewer):
    row = make.initiative(Status.RECOGNISED, reviewer.unit, cleared_at=make.ago(0))
    decision = make.decision()
    entry = recognition.revoke(
        row.recognitions.get(), by=reviewer, decision=decision, ground=make.ground(), reason=" Khai sai. "
    )
    assert (entry.state, entry.ending_decision, entry.ground, entry.ended_at is None) == (
        RecognitionState.REVOKED,
        decision,
        make.ground(),
        False,
    )
    now = again(row)
    assert (now.status, now.closed_at, now.cleared_at, now.recognised_at) == (
        Status.REVOKED,
        now.changed_at,
        None,
        row.recognised_at,
    )
    assert trail_of(row) == [(reviewer, Action.REVOKE, Status.RECOGNISED, Status.REVOKED, "Khai sai.")]
    assert Entry.objects.get(initiative=row.pk).data == {
        "decision": decision.number,
        "level": "grassroots",
        "ground": "false-merit",
    }


@pytest.mark.parametrize("first", ["grassroots", "province"])
def test_a_model_stays_recognised_while_another_level_stands(submitter, reviewer, province_reviewer, first):
    row, of_commune, of_province = recognised_by_both(submitter.unit, reviewer, province_reviewer)
    order = [(of_commune, reviewer), (of_province, province_reviewer)]
    for number, (entry, person) in enumerate(order if first == "grassroots" else order[::-1]):
        revoked(entry, person)
        assert again(row).status == (Status.REVOKED if number else Status.RECOGNISED)
        assert (again(row).closed_at is None) == (number == 0)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"issued": False}, "The decision is still a draft."),
        ({"level": Level.PROVINCE}, "The decision is of another level or body."),
        ({"issued_on": make.today(-2)}, "The decision is older than the recognition."),
    ],
)
def test_a_decision_that_does_not_fit_revokes_and_reinstates_nothing(reviewer, changes, sentence):
    row = make.initiative(Status.REPORTED, reviewer.unit)
    entry = recognition.recognise(row, by=reviewer, decision=make.decision(issued_on=YESTERDAY))
    wrong = make.decision(**changes)
    words = {"ground": make.ground(), "reason": "Khai sai."}
    assert refused_with(lambda: recognition.revoke(entry, by=reviewer, decision=wrong, **words)) == sentence
    revoked(entry, reviewer)
    assert refused_with(lambda: recognition.reinstate(entry, by=reviewer, decision=wrong)) == sentence
    assert (again(entry).state, again(row).status) == (RecognitionState.REVOKED, Status.REVOKED)


def test_revoking_needs_a_reason_and_a_standing_recognition(submitter, reviewer, province_reviewer):
    row, entry, _other = recognised_by_both(submitter.unit, reviewer, province_reviewer)
    words = {"decision": make.decision(), "ground": make.ground()}
    assert refused_with(lambda: recognition.revoke(entry, by=reviewer, reason="", **words)) == "Say what happened."
    revoked(entry, reviewer)
    assert refused_with(lambda: revoked(entry, reviewer)) == "This recognition is now “Revoked”."
    assert len(trail_of(row)) == 3


def test_a_recognition_is_ended_by_reviewers_of_its_own_level(submitter, reviewer, province_reviewer):
    row, of_commune, of_province = recognised_by_both(submitter.unit, reviewer, province_reviewer)
    for entry, person in [(of_province, reviewer), (of_commune, province_reviewer)]:
        with pytest.raises(PermissionDenied):
            revoked(entry, person)
        with pytest.raises(PermissionDenied):
            recognition.cancel_entry(entry, by=person, reason="Nhầm.")
    assert again(row).status == Status.RECOGNISED


def test_reinstating_lets_the_recognition_stand_again(reviewer):
    row = make.initiative(Status.RECOGNISED, reviewer.unit)
    entry = revoked(row.recognitions.get(), reviewer)
    decision = make.decision()
    recognition.reinstate(entry, by=reviewer, decision=decision, reason="Đã xác minh.")
    entry, now = again(entry), again(row)
    assert (entry.state, entry.ended_at, entry.reinstating_decision) == (RecognitionState.STANDING, None, decision)
    assert (now.status, now.closed_at, now.status_before) == (Status.RECOGNISED, None, "")
    assert trail_of(row)[-1] == (
        reviewer,
        Action.REINSTATE,
        Status.REVOKED,
        Status.RECOGNISED,
        "Đã xác minh.",
    )


def test_a_standing_recognition_is_not_reinstated(submitter, reviewer, province_reviewer):
    _row, entry, _other = recognised_by_both(submitter.unit, reviewer, province_reviewer)
    said = refused_with(lambda: recognition.reinstate(entry, by=reviewer, decision=make.decision()))
    assert said == "This recognition is now “Standing”."


def test_a_level_that_was_recognised_anew_is_not_reinstated_beside_it(submitter, reviewer, province_reviewer):
    row, entry, _other = recognised_by_both(submitter.unit, reviewer, province_reviewer)
    revoked(entry, reviewer)
    recognition.recognise(row, by=reviewer, decision=make.decision())
    said = refused_with(lambda: recognition.reinstate(entry, by=reviewer, decision=make.decision()))
    assert said == "The model is already recognised at this level."


# ---- cancel an entry ----


def test_cancelling_an_entry_is_no_revocation(reviewer):
    row = make.initiative(Status.REPORTED, reviewer.unit)
    entry = recognition.recognise(row, by=reviewer, decision=make.decision())
    with pytest.raises(Refused):
        recognition.cancel_entry(entry, by=reviewer, reason=" ")
    entry = recognition.cancel_entry(entry, by=reviewer, reason="Nhầm dòng.")
    assert (entry.state, entry.ground, entry.ending_decision) == (RecognitionState.CANCELLED, None, None)
    assert (again(row).status, again(row).closed_at, again(row).recognised_at) == (Status.REPORTED, None, None)
    assert trail_of(row)[-1] == (reviewer, Action.CANCEL_ENTRY, Status.RECOGNISED, Status.REPORTED, "Nhầm dòng.")


@pytest.mark.parametrize("first", ["grassroots", "province"])
def test_two_levels_cancelled_one_after_the_other_lead_to_where_the_model_was(submitter, reviewer, province_reviewer, first):
    row, of_commune, of_province = recognised_by_both(submitter.unit, reviewer, province_reviewer)
    order = [(of_commune, reviewer), (of_province, province_reviewer)]
    for entry, person in order if first == "grassroots" else order[::-1]:
        assert again(row).status == Status.RECOGNISED
        recognition.cancel_entry(entry, by=person, reason="Nhầm dòng.")
    assert (again(row).status, again(row).recognised_at) == (Status.REPORTED, None)


def test_a_model_cancelled_then_reported_then_recognised_and_cancelled_again_is_reported(submitter, reviewer):
    row = make.initiative(Status.REGISTERED, submitter.unit, report="Xong.")
    entry = recognition.recognise(row, by=reviewer, decision=make.decision())
    recognition.cancel_entry(entry, by=reviewer, reason="Nhầm.")
    initiatives.report(row, by=submitter)
    entry = recognition.recognise(row, by=reviewer, decision=make.decision())
    recognition.cancel_entry(entry, by=reviewer, reason="Lại nhầm.")
    assert again(row).status == Status.REPORTED


def test_cancelling_the_last_standing_entry_beside_a_revoked_one_leaves_the_model_revoked(
    submitter, reviewer, province_reviewer
):
    row, of_commune, of_province = recognised_by_both(submitter.unit, reviewer, province_reviewer)
    revoked(of_commune, reviewer)
    recognition.cancel_entry(of_province, by=province_reviewer, reason="Nhầm dòng.")
    now = again(row)
    assert (now.status, now.closed_at, now.recognised_at is None) == (Status.REVOKED, now.changed_at, False)
    recognition.reinstate(of_commune, by=reviewer, decision=make.decision())
    assert again(row).status == Status.RECOGNISED


def test_a_reinstated_recognition_can_be_cancelled_too(reviewer):
    row = make.initiative(Status.REPORTED, reviewer.unit)
    entry = revoked(recognition.recognise(row, by=reviewer, decision=make.decision()), reviewer)
    recognition.reinstate(entry, by=reviewer, decision=make.decision())
    recognition.cancel_entry(entry, by=reviewer, reason="Nhầm ngay từ đầu.")
    assert again(row).status == Status.REPORTED


def test_a_cancelled_level_can_be_recognised_again(reviewer):
    row = make.initiative(Status.REPORTED, reviewer.unit)
    entry = recognition.recognise(row, by=reviewer, decision=make.decision())
    recognition.cancel_entry(entry, by=reviewer, reason="Nhầm số quyết định.")
    recognition.recognise(row, by=reviewer, decision=make.decision())
    assert list(row.recognitions.values_list("state", flat=True)) == [
        RecognitionState.CANCELLED,
        RecognitionState.STANDING,
    ]
    assert Initiative.objects.get().status == Status.RECOGNISED
