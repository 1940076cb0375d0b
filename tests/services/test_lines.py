"""The list of a draft: what is put on it, what hinders it, and what revocation, reinstatement and correction do."""

import pytest
from django.core.exceptions import PermissionDenied

from registry.errors import Refused
from registry.models import Entry, LevelSetting, Recognition
from registry.queries import decisions as questions
from registry.queries import eligibility
from registry.services import decisions, lines, recognition
from registry.vocabulary import (
    Action,
    AppraisalState,
    CouncilState,
    DecisionKind,
    Level,
    RecognitionState,
    Status,
    SubmitterType,
)
from tests import make
from tests.conftest import trail_of

pytestmark = pytest.mark.django_db


def refused(act) -> str:
    with pytest.raises(Refused) as error:
        act()
    return str(error.value)


@pytest.fixture
def body(world):
    return make.body(Level.GRASSROOTS, world.an_sinh, "Ủy ban nhân dân phường An Sinh")


@pytest.fixture
def draft(body):
    return make.decision(body=body, issued=False)


def hindrances(decision) -> list[str]:
    return [line.hindrance for line in eligibility.hinder(decision, questions.lines_of(decision))]


# ---- putting on and taking off ----


def test_a_selection_is_put_on_the_list_once(reviewer, draft):
    rows = [make.initiative(Status.REPORTED, reviewer.unit) for _ in range(3)]
    assert lines.add(draft, rows[:2], by=reviewer) == lines.Added(2, 0, [])
    assert lines.add(draft, rows, by=reviewer) == lines.Added(1, 2, [])
    assert list(draft.lines.values_list("initiative", "added_by")) == [(row.pk, reviewer.pk) for row in rows]


def test_who_may_not_act_on_a_model_does_not_put_it_on_a_list(world, reviewer, draft):
    own = make.initiative(Status.REPORTED, world.an_sinh, by=reviewer)
    foreign = make.initiative(Status.REPORTED, world.dong_trieu)
    last_year = make.initiative(Status.REPORTED, world.an_sinh, campaign=make.campaign(make.today().year - 1))
    added = lines.add(draft, [own, foreign, last_year], by=reviewer)
    assert (added.added, added.refused) == (
        0,
        [
            (own, "You entered this model or are named in it, so somebody else has to act on it."),
            (foreign, "Only a reviewer to whom this unit belongs may do this."),
            (last_year, "The decision belongs to another campaign."),
        ],
    )


def test_only_reviewers_of_the_body_change_a_list(neighbour_reviewer, reviewer, draft):
    row = make.initiative(Status.REPORTED, reviewer.unit)
    for act in (lines.add, lines.remove):
        with pytest.raises(PermissionDenied):
            act(draft, [row], by=neighbour_reviewer)


def test_models_are_taken_off_the_list(reviewer, draft):
    rows = [make.initiative(Status.REPORTED, reviewer.unit) for _ in range(2)]
    lines.add(draft, rows, by=reviewer)
    assert lines.remove(draft, rows[:1], by=reviewer) == 1
    assert list(draft.lines.values_list("initiative", flat=True)) == [rows[1].pk]
    codes = [entry.data["models"] for entry in Entry.objects.filter(action__startswith="decision.lines").order_by("pk")]
    assert codes == [[row.code for row in rows], [rows[0].code]]


def test_what_a_council_passed_is_put_on_the_list_with_its_minutes(reviewer, draft, body):
    row = make.initiative(Status.REPORTED, reviewer.unit)
    session = body.sessions.create(campaign=draft.campaign, level=draft.level, held_on=make.today())
    assert lines.add_session(draft, session, [row], by=reviewer).added == 1
    draft.refresh_from_db()
    assert draft.session == session


# ---- what hinders a line ----


def test_each_line_says_why_it_cannot_be_in_it(reviewer, draft):
    rows = [
        make.initiative(Status.REPORTED, reviewer.unit),
        make.initiative(Status.SUBMITTED, reviewer.unit),
        make.initiative(Status.RECOGNISED, reviewer.unit),
        make.initiative(Status.REPORTED, reviewer.unit, registered_at=make.ago(-2), reported_at=make.ago(-3)),
    ]
    lines.add(draft, rows, by=reviewer)
    assert hindrances(draft) == [
        "",
        "“Recognise” is not possible: the model is now “Submitted”.",
        "The model is already recognised at this level.",
        "The decision is older than the registration of the model.",
    ]


def test_where_a_council_votes_only_what_it_passed_can_be_recognised(reviewer, draft, body):
    passed, other = (make.initiative(Status.REPORTED, reviewer.unit) for _ in range(2))
    LevelSetting.objects.create(campaign=draft.campaign, level=draft.level, uses_council=True)
    session = body.sessions.create(
        campaign=draft.campaign,
        level=draft.level,
        held_on=make.today(),
        state=CouncilState.CLOSED,
        closed_at=make.ago(0),
        number="01/BB-HĐ",
        quorum="2/3",
        threshold="70 %",
        votes_of="present",
    )
    session.items.create(initiative=passed, votes_for=7, votes_against=0, voters=7, is_passed=True)
    lines.add(draft, [passed, other], by=reviewer)
    assert hindrances(draft) == ["", "No council of this level has passed the model."]
    elsewhere = make.decision(body=body)
    sentence = refused(lambda: recognition.recognise(other, by=reviewer, decision=elsewhere))
    assert sentence == "No council of this level has passed the model."


def test_without_the_appraisals_that_are_needed_a_model_is_not_recognised(reviewer, second_reviewer, draft):
    row = make.initiative(Status.REPORTED, reviewer.unit)
    LevelSetting.objects.create(campaign=draft.campaign, level=draft.level, appraisals_needed=1)
    lines.add(draft, [row], by=reviewer)
    assert hindrances(draft) == ["The model has 0 of the 1 appraisal that is needed."]
    row.appraisals.create(
        level=draft.level,
        appraiser=second_reviewer,
        opinion="Tốt.",
        recommendation="recognise",
        state=AppraisalState.SIGNED,
        begun_at=make.ago(2),
        signed_at=make.ago(1),
    )
    assert hindrances(draft) == [""]
    sentence = refused(lambda: decisions.issue(draft, by=second_reviewer))
    assert "You appraised this model" in sentence


def test_thirty_lines_are_judged_by_as_many_queries_as_three(reviewer, body, django_assert_num_queries):
    few, many = (make.decision(body=body, issued=False) for _ in range(2))
    for decision, number in ((few, 3), (many, 30)):
        for _ in range(number):
            make.line(decision, make.initiative(Status.REPORTED, reviewer.unit))

    def judge(decision):
        found = eligibility.hinder(decision, questions.lines_of(decision))
        return found, eligibility.not_by(decision, found, reviewer)

    judge(few)  # what is known of the person is read once
    with django_assert_num_queries(13):
        judge(few)
    with django_assert_num_queries(13):
        judge(many)


# ---- revocation, reinstatement ----


def listed(kind, entries, by, body, **line):
    """An issued decision of this kind over these recognitions, put together by one person and issued by another."""
    decision = make.decision(body=body, issued=False, kind=kind)
    for entry in entries:
        lines.add_recognition(decision, entry, by=by, **line)
    return decision


def test_a_revocation_ends_all_of_its_list_with_ground_and_reason(reviewer, second_reviewer, body):
    rows = [make.initiative(Status.RECOGNISED, reviewer.unit) for _ in range(2)]
    entries = [row.recognitions.get() for row in rows]
    ground = make.ground()
    decision = listed(DecisionKind.REVOCATION, entries, reviewer, body, ground=ground, reason="Khai sai.")
    decisions.issue(decision, by=second_reviewer)
    found = Recognition.objects.order_by("pk").values_list("state", "ending_decision", "ground", "initiative__status")
    assert list(found) == [(RecognitionState.REVOKED, decision.pk, ground.pk, Status.REVOKED)] * 2
    assert trail_of(rows[0])[-1] == (second_reviewer, Action.REVOKE, Status.RECOGNISED, Status.REVOKED, "Khai sai.")
    decision.refresh_from_db()
    assert decision.paper["list"]["rows"][0][-1] == f"{ground.name_vi}: Khai sai."


def test_a_model_that_is_still_recognised_elsewhere_stays_so(world, reviewer, second_reviewer, body):
    row = make.initiative(Status.RECOGNISED, reviewer.unit)
    make.recognition(row, make.decision(Level.PROVINCE))
    entry = row.recognitions.get(level=Level.GRASSROOTS)
    decision = listed(DecisionKind.REVOCATION, [entry], reviewer, body, ground=make.ground(), reason="Khai sai.")
    decisions.issue(decision, by=second_reviewer)
    row.refresh_from_db()
    assert row.status == Status.RECOGNISED


def test_a_revocation_names_ground_and_reason(reviewer, body):
    row = make.initiative(Status.RECOGNISED, reviewer.unit)
    decision = make.decision(body=body, issued=False, kind=DecisionKind.REVOCATION)
    sentence = refused(lambda: lines.add_recognition(decision, row.recognitions.get(), by=reviewer))
    assert sentence == "The line says neither on which ground the recognition ends nor what happened."


def test_what_was_revoked_meanwhile_is_not_revoked_twice(reviewer, second_reviewer, body):
    row = make.initiative(Status.RECOGNISED, reviewer.unit)
    entry, ending = row.recognitions.get(), {"ground": make.ground(), "reason": "Khai sai."}
    first, second = (listed(DecisionKind.REVOCATION, [entry], reviewer, body, **ending) for _ in range(2))
    decisions.issue(first, by=second_reviewer)
    sentence = refused(lambda: decisions.issue(second, by=second_reviewer))
    assert sentence == "“Revoke a recognition” is not possible: the model is now “Revoked”."


def test_who_put_a_revocation_on_the_list_does_not_issue_it(reviewer, body):
    row = make.initiative(Status.RECOGNISED, reviewer.unit)
    decision = listed(
        DecisionKind.REVOCATION, [row.recognitions.get()], reviewer, body, ground=make.ground(), reason="Khai sai."
    )
    assert "somebody else has to issue the decision" in refused(lambda: decisions.issue(decision, by=reviewer))


def test_a_reinstatement_lets_what_was_revoked_stand_again(reviewer, second_reviewer, body):
    row = make.initiative(Status.REVOKED, reviewer.unit)
    decision = listed(DecisionKind.REINSTATEMENT, [row.recognitions.get()], reviewer, body, reason="Đã xác minh lại.")
    decisions.issue(decision, by=second_reviewer)
    entry = row.recognitions.get()
    row.refresh_from_db()
    assert (entry.state, entry.reinstating_decision, entry.ended_at, row.status) == (
        RecognitionState.STANDING,
        decision,
        None,
        Status.RECOGNISED,
    )


# ---- correction ----


def recognised(reviewer, body, **facts):
    row = make.initiative(Status.REPORTED, reviewer.unit, **facts)
    original = make.decision(body=body)
    return recognition.recognise(row, by=reviewer, decision=original)


def test_a_correction_prints_something_else_from_now_on_and_the_trail_keeps_both(reviewer, second_reviewer, body):
    entry = recognised(reviewer, body, title="Đường hoa Bình Sơn Đôn")
    corrected = {"title": "Đường hoa Bình Sơn Đông", "holder": entry.printed_holder, "unit": entry.printed_unit}
    decision = listed(DecisionKind.CORRECTION, [entry], reviewer, body, corrected=corrected)
    decisions.issue(decision, by=second_reviewer)
    entry.refresh_from_db()
    assert (entry.printed_title, entry.correcting_decision, entry.state) == (
        "Đường hoa Bình Sơn Đông",
        decision,
        RecognitionState.STANDING,
    )
    written = Entry.objects.get(action=Action.CORRECT)
    assert written.data["title"] == ["Đường hoa Bình Sơn Đôn", "Đường hoa Bình Sơn Đông"]
    entry.initiative.refresh_from_db()
    assert entry.initiative.title == "Đường hoa Bình Sơn Đôn"
    decision.refresh_from_db()
    before, after = decision.paper["list"]["rows"][0][2:]
    assert (before.splitlines()[0], after.splitlines()[0]) == (
        "Tên mô hình: Đường hoa Bình Sơn Đôn",
        "Tên mô hình: Đường hoa Bình Sơn Đông",
    )


def test_the_name_of_a_person_lies_beside_the_trail(reviewer, second_reviewer, body):
    entry = recognised(reviewer, body, submitter_type=SubmitterType.INDIVIDUAL, collective_name="")
    corrected = {"holder": "Nguyễn Văn Thư"}
    decisions.issue(listed(DecisionKind.CORRECTION, [entry], reviewer, body, corrected=corrected), by=second_reviewer)
    data = Entry.objects.get(action=Action.CORRECT).data
    assert ("holder" in data, "Nguyễn" in str(data)) == (False, False)
    entry.refresh_from_db()
    assert entry.printed_holder == "Nguyễn Văn Thư"


def test_a_correction_that_changes_nothing_is_refused(reviewer, body):
    entry = recognised(reviewer, body)
    decision = make.decision(body=body, issued=False, kind=DecisionKind.CORRECTION)
    same = {"title": entry.printed_title}
    sentence = refused(lambda: lines.add_recognition(decision, entry, by=reviewer, corrected=same))
    assert sentence == "The line changes nothing that is printed."


def test_the_kinds_of_lists_are_not_mixed(reviewer, draft, body):
    row = make.initiative(Status.RECOGNISED, reviewer.unit)
    entry = row.recognitions.get()
    assert refused(lambda: lines.add_recognition(draft, entry, by=reviewer)).startswith("This decision recognises")
    revokes = make.decision(body=body, issued=False, kind=DecisionKind.REVOCATION)
    assert refused(lambda: lines.add(revokes, [row], by=reviewer)).startswith("The list of this decision names recognitions")


def test_a_recognition_begins_a_new_draft_or_none(reviewer, body):
    entry = recognised(reviewer, body)
    with pytest.raises(Refused):
        decisions.begin(entry, by=reviewer, kind=DecisionKind.CORRECTION, body=body, corrected={})
    begun = decisions.begin(entry, by=reviewer, kind=DecisionKind.CORRECTION, body=body, corrected={"title": "Tên đúng"})
    assert [(line.recognition, line.corrected) for line in begun.lines.all()] == [(entry, {"title": "Tên đúng"})]
    assert begun.body.decisions.filter(kind=DecisionKind.CORRECTION).count() == 1
