"""The whole table of one model's life, written out a second time and taken through the services on real rows."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from registry import lifecycle, rules
from registry.errors import Refused
from registry.lifecycle import Side
from registry.models import Decision, Entry, Initiative, Notice, Person, Recognition, Remark, Revision
from registry.services import (
    appraisals,
    assignments,
    cases,
    decisions,
    documents,
    initiatives,
    likeness,
    nominations,
    persons,
    recognition,
    renewal,
    review,
)
from registry.vocabulary import Action, DecisionKind, Level, Part, RecognitionState, Role, Status
from tests import make, torture
from tests.conftest import trail_of

DRAFT, SUBMITTED, RETURNED, REGISTERED, DECLINED = (
    Status.DRAFT,
    Status.SUBMITTED,
    Status.RETURNED,
    Status.REGISTERED,
    Status.DECLINED,
)
WITHDRAWN, REPORTED, RECOGNISED, NOT_RECOGNISED, REVOKED = (
    Status.WITHDRAWN,
    Status.REPORTED,
    Status.RECOGNISED,
    Status.NOT_RECOGNISED,
    Status.REVOKED,
)

# action: (side, {from: to}). A model made by `make` was reported before it was recognised or decided against, and
# registered before it was withdrawn. What is not named here is refused.
TABLE = {
    Action.SAVE: ("submitter", {DRAFT: DRAFT, RETURNED: RETURNED, REGISTERED: REGISTERED}),
    Action.DELETE: ("submitter", {DRAFT: None}),
    Action.SUBMIT: ("submitter", {DRAFT: SUBMITTED, RETURNED: SUBMITTED}),
    Action.TAKE_BACK: ("submitter", {SUBMITTED: DRAFT}),
    Action.WITHDRAW: (
        "submitter",
        {SUBMITTED: WITHDRAWN, RETURNED: WITHDRAWN, REGISTERED: WITHDRAWN, REPORTED: WITHDRAWN},
    ),
    Action.REPORT: ("submitter", {REGISTERED: REPORTED}),
    Action.OPEN: ("reviewer", {SUBMITTED: SUBMITTED}),
    Action.RETURN: ("reviewer", {SUBMITTED: RETURNED}),
    Action.APPROVE: ("reviewer", {SUBMITTED: REGISTERED}),
    Action.DECLINE: ("reviewer", {SUBMITTED: DECLINED}),
    Action.RETURN_REPORT: ("reviewer", {REPORTED: REGISTERED}),
    Action.RECOGNISE: ("reviewer", {REGISTERED: RECOGNISED, REPORTED: RECOGNISED, RECOGNISED: RECOGNISED}),
    Action.DECIDE_AGAINST: ("reviewer", {REGISTERED: NOT_RECOGNISED, REPORTED: NOT_RECOGNISED}),
    Action.REVOKE: ("reviewer", {RECOGNISED: REVOKED}),
    Action.REINSTATE: ("reviewer", {RECOGNISED: RECOGNISED, REVOKED: RECOGNISED}),
    Action.CANCEL_ENTRY: ("reviewer", {RECOGNISED: REPORTED}),
    Action.REOPEN: ("reviewer", {DECLINED: SUBMITTED, NOT_RECOGNISED: REPORTED, WITHDRAWN: REGISTERED}),
    Action.AMEND: ("reviewer", {status: status for status in Status if status != DRAFT}),
    Action.CLEAR: ("reviewer", {RECOGNISED: RECOGNISED}),
    Action.UNCLEAR: ("reviewer", {RECOGNISED: RECOGNISED}),
    Action.ATTACH: ("submitter", {DRAFT: DRAFT, RETURNED: RETURNED, REGISTERED: REGISTERED}),
    Action.DETACH: ("submitter", {DRAFT: DRAFT, RETURNED: RETURNED, REGISTERED: REGISTERED}),
    Action.CONSENT: ("submitter", {status: status for status in Status if status != DRAFT}),
    Action.WITHDRAW_CONSENT: ("submitter", {status: status for status in Status if status != DRAFT}),
    Action.END: ("submitter", {RECOGNISED: RECOGNISED}),
    Action.MARK_DUPLICATE: ("reviewer", {status: status for status in Status if status != DRAFT}),
    Action.UNMARK_DUPLICATE: ("reviewer", {status: status for status in Status if status != DRAFT}),
    Action.LINK: ("reviewer", {status: status for status in Status if status != DRAFT}),
    Action.CORRECT: ("reviewer", {RECOGNISED: RECOGNISED}),
    Action.OPEN_CASE: ("reviewer", {RECOGNISED: RECOGNISED}),
    Action.PROPOSE_REVOCATION: ("reviewer", {RECOGNISED: RECOGNISED}),
    Action.DROP_CASE: ("reviewer", {RECOGNISED: RECOGNISED}),
    Action.NOMINATE: ("reviewer", {RECOGNISED: RECOGNISED}),
    Action.RETURN_NOMINATION: ("reviewer", {RECOGNISED: RECOGNISED}),
    Action.REFUSE_NOMINATION: ("reviewer", {RECOGNISED: RECOGNISED}),
}

TABLE |= dict.fromkeys(
    (Action.ASSIGN, Action.APPRAISE),
    ("reviewer", {REGISTERED: REGISTERED, REPORTED: REPORTED, RECOGNISED: RECOGNISED}),
)

# Each act through its service, with all that it needs: (row, by) → what the trail keeps as its remark.
FACTS = {DRAFT: {"title": "Tên khác"}, RETURNED: {"method": "Cách khác"}, REGISTERED: {"report": "Xong 810 m."}}


def next_campaign():
    """The campaign after the one of the models: there a recognised one is continued or ended."""
    return make.campaign(make.today().year + 1)


def photo():
    return SimpleUploadedFile("anh.jpg", torture.jpeg(), "image/jpeg")


def other():
    """The second model, beside the one that an act is about."""
    return Initiative.objects.exclude(campaign__year=make.today().year).get()


def ground_and_decision():
    return {"ground": make.ground(), "decision": make.decision()}


def correct(row, by):
    """Issue a decision that somebody else drew up."""
    draft = make.decision(kind=DecisionKind.CORRECTION, issued=False)
    make.line(draft, row, recognition=one(row), corrected={"title": "Tên đúng"}, reason="vì một lý do")
    return decisions.issue(draft, by=by)


ACTS = {
    Action.SAVE: lambda row, by: initiatives.save(row, by=by, facts=FACTS.get(row.status, {"title": "Tên khác"})),
    Action.DELETE: lambda row, by: initiatives.delete_draft(row, by=by),
    Action.SUBMIT: lambda row, by: initiatives.submit(row, by=by),
    Action.TAKE_BACK: lambda row, by: initiatives.take_back(row, by=by),
    Action.WITHDRAW: lambda row, by: initiatives.withdraw(row, by=by, reason="vì một lý do"),
    Action.REPORT: lambda row, by: initiatives.report(row, by=by),
    Action.OPEN: lambda row, by: review.open_(row, by=by),
    Action.RETURN: lambda row, by: review.return_(row, by=by, remarks={Part.METHOD: "vì một lý do"}),
    Action.APPROVE: lambda row, by: review.approve(row, by=by, remark="vì một lý do"),
    Action.DECLINE: lambda row, by: review.decline(row, by=by, remark="vì một lý do"),
    Action.RETURN_REPORT: lambda row, by: review.return_report(row, by=by, remark="vì một lý do"),
    Action.RECOGNISE: lambda row, by: recognition.recognise(row, by=by, decision=make.decision(), remark="vì một lý do"),
    Action.DECIDE_AGAINST: lambda row, by: recognition.decide_against(row, by=by, remark="vì một lý do"),
    Action.REVOKE: lambda row, by: recognition.revoke(one(row), by=by, reason="vì một lý do", **ground_and_decision()),
    Action.REINSTATE: lambda row, by: recognition.reinstate(one(row), by=by, decision=make.decision(), reason="vì một lý do"),
    Action.CANCEL_ENTRY: lambda row, by: recognition.cancel_entry(one(row), by=by, reason="vì một lý do"),
    Action.REOPEN: lambda row, by: review.reopen(row, by=by, reason="vì một lý do"),
    Action.AMEND: lambda row, by: review.amend(row, by=by, facts={"title": "Tên đúng"}, reason="vì một lý do"),
    Action.CLEAR: lambda row, by: review.clear(row, by=by),
    Action.UNCLEAR: lambda row, by: review.unclear(row, by=by, reason="vì một lý do"),
    Action.ATTACH: lambda row, by: documents.attach(row, by=by, upload=photo()),
    Action.DETACH: lambda row, by: documents.detach(row.documents.get(), by=by),
    Action.CONSENT: lambda row, by: persons.consent(row, by=by),
    Action.WITHDRAW_CONSENT: lambda row, by: persons.withdraw_consent(row, by=by),
    Action.MARK_DUPLICATE: lambda row, by: likeness.mark_duplicate(row, by=by, of=other(), remark="vì một lý do"),
    Action.UNMARK_DUPLICATE: lambda row, by: likeness.unmark_duplicate(row, by=by),
    Action.LINK: lambda row, by: likeness.link(row, by=by, of=other(), remark="vì một lý do"),
    Action.END: lambda row, by: renewal.end(row, campaign=next_campaign(), by=by, reason="vì một lý do"),
    Action.CORRECT: correct,
    Action.OPEN_CASE: lambda row, by: cases.open_(one(row), by=by, ground=make.ground(), reason="vì một lý do"),
    Action.PROPOSE_REVOCATION: lambda row, by: cases.propose(one(row).cases.get(), by=by, remark="vì một lý do"),
    Action.DROP_CASE: lambda row, by: cases.drop(one(row).cases.get(), by=by, reason="vì một lý do"),
    Action.NOMINATE: lambda row, by: nominations.send(row.nominees.get().nomination, by=by),
    Action.RETURN_NOMINATION: lambda row, by: nominations.return_(row.nominees.get(), by=by, remark="vì một lý do"),
    Action.REFUSE_NOMINATION: lambda row, by: nominations.refuse(row.nominees.get(), by=by, remark="vì một lý do"),
}
JUDGED = {"opinion": "Có hiệu quả.", "recommendation": "recognise"}
ACTS |= {
    Action.ASSIGN: lambda row, by: assignments.assign([row], appraisers=[by], level=Level.GRASSROOTS, by=by),
    Action.APPRAISE: lambda row, by: appraisals.sign(row, by=by, level=Level.GRASSROOTS, values=JUDGED),
}
WITHOUT_REMARK = {
    Action.ASSIGN,
    Action.APPRAISE,
    Action.SAVE,
    Action.DELETE,
    Action.SUBMIT,
    Action.TAKE_BACK,
    Action.REPORT,
    Action.OPEN,
    Action.CLEAR,
    Action.ATTACH,
    Action.DETACH,
    Action.CONSENT,
    Action.WITHDRAW_CONSENT,
    Action.UNMARK_DUPLICATE,
    Action.NOMINATE,
}
# Acts of the level above, and what is nominated to it.
ABOVE = {Action.RETURN_NOMINATION, Action.REFUSE_NOMINATION}
ON_RECOGNITION = {
    *(Action.REVOKE, Action.REINSTATE, Action.CANCEL_ENTRY, Action.CORRECT),
    *(Action.OPEN_CASE, Action.PROPOSE_REVOCATION, Action.DROP_CASE),
}
BESIDE_ANOTHER = {Action.MARK_DUPLICATE, Action.UNMARK_DUPLICATE, Action.LINK}
TELLS_AUTHORS = {
    Action.RETURN,
    Action.APPROVE,
    Action.DECLINE,
    Action.RETURN_REPORT,
    Action.RECOGNISE,
    Action.DECIDE_AGAINST,
    Action.REVOKE,
    Action.REINSTATE,
    Action.CANCEL_ENTRY,
    Action.REOPEN,
    Action.AMEND,
    Action.WITHDRAW,
    Action.NOMINATE,
    *ABOVE,
}
CONSENTS = [Action.CONSENT, Action.WITHDRAW_CONSENT]
LIKENESS = [Action.MARK_DUPLICATE, Action.UNMARK_DUPLICATE, Action.LINK]
EVERY = [(action, status) for action in Action for status in Status]


def one(row) -> Recognition:
    """The grassroots recognition of a model."""
    return row.recognitions.get(level=Level.GRASSROOTS)


def made(action, status, unit, by) -> Initiative:
    """A model in this status, with whatever the act would need if it were open: only the status can be in its way."""
    changes = {"cleared_at": make.ago(0)} if action == Action.UNCLEAR and status == RECOGNISED else {}
    if status == REGISTERED:
        changes["report"] = "" if action == Action.SAVE else "Hoàn thành 810 m đường."
    if status == RECOGNISED and action in {Action.RECOGNISE, Action.REINSTATE}:
        row = make.initiative(status, unit, by=by, decision=make.decision(Level.PROVINCE), **changes)
        if action == Action.REINSTATE:
            make.recognition(row, is_revoked=True, status_before=RECOGNISED)
        return row
    if action == Action.WITHDRAW_CONSENT:
        changes["person"] = {"consented_at": make.ago(1)}
    if action in BESIDE_ANOTHER:
        earlier = make.initiative(REGISTERED, unit, campaign=make.campaign(make.today().year - 1))
        changes |= {"duplicate_of": earlier} if action == Action.UNMARK_DUPLICATE else {}
    row = make.initiative(status, unit, by=by, **changes)
    if action == Action.DETACH:
        make.document(row)
    if action in {Action.NOMINATE, *ABOVE}:
        make.letter(unit, row, sent=action in ABOVE)
    if action in ON_RECOGNITION and not row.recognitions.exists():
        make.recognition(row, state=RecognitionState.CANCELLED, ended_at=make.ago(2))
    if action in {Action.PROPOSE_REVOCATION, Action.DROP_CASE}:
        make.case(one(row))
    return row


@pytest.fixture(autouse=True)
def private_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def everything() -> dict:
    """Every row of every table that an act on a model may write."""
    tables = (Initiative, Person, Remark, Revision, Recognition, Entry, Notice)
    authors = list(Initiative.authors.through.objects.order_by("pk").values())
    return {table: list(table.objects.order_by("pk").values()) for table in tables} | {"authors": authors}


def test_the_table_of_the_code_is_the_table_of_the_product():
    assert {action: (step.side.value, set(step.paths)) for action, step in lifecycle.STEPS.items()} == {
        action: (side, set(paths)) for action, (side, paths) in TABLE.items()
    }


@pytest.mark.parametrize(("action", "status"), [(a, s) for a, s in EVERY if s in TABLE[a][1]])
def test_an_open_step_leads_where_the_table_says_with_trail_and_notices(action, status, submitter, colleague, reviewer):
    side, paths = TABLE[action]
    row = made(action, status, submitter.unit, by=colleague)
    above = make.user(Role.REVIEWER, submitter.unit.parent) if action in ABOVE else reviewer
    actor = submitter if side == "submitter" else above
    ACTS[action](row, actor)
    remark = "" if action in WITHOUT_REMARK else "vì một lý do"
    left_to = paths[status] or DRAFT
    assert trail_of(row) == [(actor, action, status, left_to, remark)]
    assert [(n.recipient, n.initiative_id, n.action, n.remark) for n in Notice.objects.all()] == (
        [(colleague, row.pk, action, remark)] if action in TELLS_AUTHORS else []
    )
    assert list(Initiative.objects.filter(pk=row.pk).values_list("status", flat=True)) == ([left_to] if paths[status] else [])


@pytest.mark.parametrize(("action", "status"), [(a, s) for a, s in EVERY if s not in TABLE[a][1]])
def test_a_step_that_is_not_open_is_refused_and_writes_nothing(action, status, submitter, reviewer):
    row = made(action, status, submitter.unit, by=None)
    actor = submitter if TABLE[action][0] == "submitter" else reviewer
    before = everything()
    if action == Action.OPEN:
        review.open_(row, by=actor)  # reading is never refused; it leaves no trace either
    else:
        with pytest.raises(Refused) as refusal:
            ACTS[action](row, actor)
        assert str(refusal.value) == f"“{action.label}” is not possible: the model is now “{status.label}”."
    assert everything() == before


@pytest.mark.parametrize(("action", "status"), [(a, s) for a, s in EVERY if s in TABLE[a][1]])
def test_an_open_step_without_the_right_is_denied_and_writes_nothing(action, status, submitter, neighbour, leader):
    row = made(action, status, submitter.unit, by=None)
    make.decision()
    before = everything()
    for actor in (neighbour, leader):
        if action == Action.OPEN:
            review.open_(row, by=actor)
        else:
            with pytest.raises(PermissionDenied):
                ACTS[action](row, actor)
    assert everything() == before


@pytest.mark.parametrize("status", [SUBMITTED, RETURNED, REGISTERED, REPORTED])
def test_reopening_a_withdrawn_model_leads_to_where_it_was(status, submitter, reviewer):
    row = make.initiative(status, submitter.unit)
    initiatives.withdraw(row, by=submitter, reason="nhầm đợt")
    assert review.reopen(row, by=reviewer, reason="rút nhầm").status == status
    assert trail_of(row) == [
        (submitter, Action.WITHDRAW, status, WITHDRAWN, "nhầm đợt"),
        (reviewer, Action.REOPEN, WITHDRAWN, status, "rút nhầm"),
    ]


@pytest.mark.parametrize("status", [REGISTERED, REPORTED])
def test_reopening_a_model_decided_against_leads_to_where_it_was(status, submitter, reviewer):
    row = make.initiative(status, submitter.unit)
    recognition.decide_against(row, by=reviewer, remark="chưa đủ")
    assert review.reopen(row, by=reviewer, reason="xem lại").status == status


@pytest.mark.parametrize("status", [REGISTERED, REPORTED])
def test_cancelling_the_only_entry_leads_to_where_the_model_was(status, submitter, reviewer):
    row = make.initiative(status, submitter.unit)
    entry = recognition.recognise(row, by=reviewer, decision=make.decision())
    recognition.cancel_entry(entry, by=reviewer, reason="nhầm danh sách")
    row.refresh_from_db()
    assert (row.status, row.recognised_at, row.status_before) == (status, None, "")


def test_revoking_one_of_two_levels_leaves_the_model_recognised(submitter, reviewer, province_reviewer):
    row = make.initiative(RECOGNISED, submitter.unit)
    make.recognition(row, make.decision(Level.PROVINCE), status_before=RECOGNISED)
    recognition.revoke(one(row), by=reviewer, reason="khai sai", **ground_and_decision())
    row.refresh_from_db()
    assert row.status == RECOGNISED
    recognition.revoke(
        row.recognitions.get(level=Level.PROVINCE),
        by=province_reviewer,
        reason="khai sai",
        ground=make.ground(),
        decision=make.decision(Level.PROVINCE),
    )
    row.refresh_from_db()
    assert row.status == REVOKED
    assert trail_of(row) == [
        (reviewer, Action.REVOKE, RECOGNISED, RECOGNISED, "khai sai"),
        (province_reviewer, Action.REVOKE, RECOGNISED, REVOKED, "khai sai"),
    ]


def test_a_target_that_hangs_on_more_than_the_status_follows_it():
    assert lifecycle.target(Action.REVOKE, RECOGNISED, standing=True) == RECOGNISED
    assert lifecycle.target(Action.REVOKE, RECOGNISED) == REVOKED
    assert lifecycle.target(Action.CANCEL_ENTRY, RECOGNISED, before=REGISTERED) == REGISTERED
    assert lifecycle.target(Action.CANCEL_ENTRY, RECOGNISED, before=REGISTERED, standing=True) == RECOGNISED
    with pytest.raises(KeyError):
        lifecycle.target(Action.APPROVE, DRAFT)


def test_the_open_actions_of_a_status_stand_in_the_order_of_the_table():
    assert lifecycle.open_actions(SUBMITTED) == [
        Action.TAKE_BACK,
        Action.WITHDRAW,
        Action.OPEN,
        Action.RETURN,
        Action.APPROVE,
        Action.DECLINE,
        Action.AMEND,
        *CONSENTS,
        *LIKENESS,
    ]
    assert lifecycle.open_actions(SUBMITTED, Side.SUBMITTER) == [Action.TAKE_BACK, Action.WITHDRAW, *CONSENTS]


def test_a_person_sees_the_actions_that_are_open_in_time_and_permitted(submitter, reviewer, leader, superuser):
    row = make.initiative(SUBMITTED, submitter.unit, by=submitter)
    day = make.today()

    def offered(person):
        return rules.open_actions(person, row, day)

    deciding = [Action.OPEN, Action.RETURN, Action.APPROVE, Action.DECLINE, Action.AMEND, *LIKENESS]
    assert offered(submitter) == [Action.TAKE_BACK, Action.WITHDRAW, *CONSENTS]
    assert offered(reviewer) == offered(superuser) == deciding
    assert offered(leader) == []
    assert rules.open_actions(submitter, row, row.campaign.cutoff_on + make.timedelta(days=1)) == [
        Action.TAKE_BACK,
        *CONSENTS,
    ]


def test_decisions_are_no_part_of_what_a_refused_step_leaves_behind(submitter, reviewer):
    row = make.initiative(SUBMITTED, submitter.unit)
    paper = make.decision()
    with pytest.raises(Refused):
        recognition.recognise(row, by=reviewer, decision=paper)
    assert list(Decision.objects.values_list("recognitions", flat=True)) == [None]
