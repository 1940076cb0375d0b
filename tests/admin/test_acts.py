"""Acts through the admin: the same services, the same trail, the same refusals as in the review pages."""

import re
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from registry.admin import acts
from registry.errors import Refused
from registry.models import Entry, Initiative, Notice, Recognition
from registry.services import recognition, review
from registry.vocabulary import Action, Entrance, Level, Part, RecognitionState, Status
from tests import make
from tests.admin.conftest import written
from tests.conftest import trail_of

LIST = "/admin/registry/initiative/"


def one(initiative, action):
    return reverse("admin:registry_initiative_act", args=[initiative.pk, action])


def on_recognition(row, action):
    return reverse("admin:registry_initiative_recognition", args=[row.initiative_id, row.pk, action])


def hidden(response) -> dict:
    """The hidden fields of the page, as a browser would send them back."""
    html = response.content.decode()
    pairs = re.findall(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?', html)
    return {name: unescape(value) for name, value in pairs if name != "csrfmiddlewaretoken"}


def choose(client, action, rows, **more):
    return client.post(LIST, {"action": action, "_selected_action": [row.pk for row in rows], **more})


# One model: the act, from which status, what is typed, and the service that does the same elsewhere.
SINGLE = {
    Action.APPROVE: (Status.SUBMITTED, {}, lambda row, by: review.approve(row, by=by)),
    Action.RETURN: (
        Status.SUBMITTED,
        {"part_method": "Ai làm?", "until": ""},
        lambda row, by: review.return_(row, by=by, remarks={Part.METHOD: "Ai làm?"}),
    ),
    Action.DECLINE: (Status.SUBMITTED, {"remark": "Trùng."}, lambda row, by: review.decline(row, by=by, remark="Trùng.")),
    Action.RETURN_REPORT: (
        Status.REPORTED,
        {"remark": "Thiếu số."},
        lambda row, by: review.return_report(row, by=by, remark="Thiếu số."),
    ),
    Action.DECIDE_AGAINST: (
        Status.REPORTED,
        {"remark": "Chưa đạt."},
        lambda row, by: recognition.decide_against(row, by=by, remark="Chưa đạt."),
    ),
    Action.REOPEN: (Status.DECLINED, {"reason": "Xem lại."}, lambda row, by: review.reopen(row, by=by, reason="Xem lại.")),
    Action.CLEAR: (Status.RECOGNISED, {}, lambda row, by: review.clear(row, by=by)),
}


@pytest.mark.parametrize("action", SINGLE)
def test_one_act_through_the_admin_writes_the_same_as_its_service(action, at, staff, submitter, world):
    status, typed, service = SINGLE[action]
    here, there = (make.initiative(status, unit=world.an_sinh, by=submitter) for _one in range(2))
    client = at(staff)
    page = client.get(one(here, action))
    assert page.status_code == 200
    assert written().count() == 0
    response = client.post(one(here, action), hidden(page) | typed)
    assert response.status_code == 302, response.context["form"].errors
    service(there, staff)
    here.refresh_from_db()
    there.refresh_from_db()
    assert trail_of(here) == trail_of(there) != []
    assert (here.status, here.version) == (there.status, there.version)
    told = [list(Notice.objects.filter(initiative=row).values_list("recipient", "action")) for row in (here, there)]
    assert told[0] == told[1]
    assert Entry.objects.get(initiative=here).entrance == Entrance.ADMIN


@pytest.mark.parametrize("action", SINGLE)
def test_the_same_act_over_many_lists_them_first_and_touches_all_or_none(action, at, staff, submitter, world):
    status, typed, _service = SINGLE[action]
    rows = [make.initiative(status, unit=world.an_sinh, by=submitter) for _one in range(3)]
    client = at(staff)
    page = choose(client, action, rows)
    assert [row.pk for row in page.context["possible"]] == [row.pk for row in rows]
    assert written().count() == 0
    response = client.post(f"{LIST}acts/{action}/", hidden(page) | typed)
    assert (response.status_code, response.headers.get("Location")) == (302, LIST)
    expected = set(Initiative.objects.values_list("pk", flat=True))
    assert set(Entry.objects.filter(action=action).values_list("initiative", flat=True)) == expected


def test_what_cannot_be_touched_is_listed_with_its_reason_and_stays(at, staff, submitter, world):
    good = make.initiative(Status.SUBMITTED, unit=world.an_sinh, by=submitter)
    mine = make.initiative(Status.SUBMITTED, unit=world.an_sinh, by=staff)
    done = make.initiative(Status.REGISTERED, unit=world.an_sinh, by=submitter)
    client = at(staff)
    page = choose(client, "approve", [good, mine, done])
    assert page.context["possible"] == [good]
    assert dict(page.context["refused"]) == {
        mine: "You entered this model or are named in it, so somebody else has to act on it.",
        done: "“Approve” is not possible: the model is now “Registered”.",
    } or [row for row, _why in page.context["refused"]] == [mine, done]
    client.post(f"{LIST}acts/approve/", hidden(page))
    assert list(written().values_list("initiative", "action")) == [(good.pk, "approve")]


def test_a_forged_list_of_what_is_touched_is_refused_as_a_whole(at, staff, submitter, world):
    good = make.initiative(Status.SUBMITTED, unit=world.an_sinh, by=submitter)
    mine = make.initiative(Status.SUBMITTED, unit=world.an_sinh, by=staff)
    client = at(staff)
    page = choose(client, "approve", [good, mine])
    response = client.post(f"{LIST}acts/approve/", hidden(page) | {"touched": f"{good.pk} {mine.pk}"})
    assert response.status_code == 200
    assert response.context["form"].errors
    assert written().count() == 0


def test_recognising_many_lists_what_the_decision_fits_before_it_acts(at, staff, submitter, world):
    rows = [make.initiative(Status.REPORTED, unit=world.an_sinh, by=submitter) for _one in range(2)]
    early = make.initiative(Status.REPORTED, unit=world.an_sinh, by=submitter, registered_at=make.ago(0))
    decision = make.decision(issued_on=make.today(-1))
    client = at(staff)
    page = choose(client, "recognise", [*rows, early])
    assert page.context["asks_first"]
    listed = client.post(f"{LIST}acts/recognise/", hidden(page) | {"decision": decision.pk, "remark": ""})
    assert listed.context["possible"] == rows
    assert [row for row, _why in listed.context["refused"]] == [early]
    assert Recognition.objects.count() == 0
    client.post(f"{LIST}acts/recognise/", hidden(listed) | {"decision": decision.pk, "remark": ""})
    assert set(Recognition.objects.values_list("initiative", "decision")) == {(row.pk, decision.pk) for row in rows}


def test_another_decision_lists_anew_instead_of_acting(at, staff, submitter, world):
    row = make.initiative(Status.REPORTED, unit=world.an_sinh, by=submitter)
    first, second = make.decision(), make.decision()
    client = at(staff)
    page = client.post(f"{LIST}acts/recognise/", hidden(choose(client, "recognise", [row])) | {"decision": first.pk})
    again = client.post(f"{LIST}acts/recognise/", hidden(page) | {"decision": second.pk})
    assert again.context["listed_for"] == second.pk
    assert Recognition.objects.count() == 0


def test_one_model_is_recognised_by_an_issued_decision(at, staff, submitter, world):
    row = make.initiative(Status.REPORTED, unit=world.an_sinh, by=submitter)
    decision = make.decision()
    make.decision(issued=False)
    client = at(staff)
    page = client.get(one(row, "recognise"))
    assert [choice.pk for choice in page.context["form"].fields["decision"].queryset] == [decision.pk]
    client.post(one(row, "recognise"), hidden(page) | {"decision": decision.pk, "remark": "Tốt."})
    assert trail_of(row) == [(staff, Action.RECOGNISE, Status.REPORTED, Status.RECOGNISED, "Tốt.")]


def test_a_recognition_is_revoked_reinstated_and_cancelled_from_its_row(at, staff, submitter, world):
    model = make.initiative(Status.RECOGNISED, unit=world.an_sinh, by=submitter)
    row = model.recognitions.get()
    decision, ground = make.decision(), make.ground()
    client = at(staff)
    typed = {"decision": decision.pk, "ground": ground.pk, "reason": "Sai thành tích."}
    client.post(on_recognition(row, "revoke"), hidden(client.get(on_recognition(row, "revoke"))) | typed)
    row.refresh_from_db()
    assert (row.state, row.ending_decision, row.ground) == (RecognitionState.REVOKED, decision, ground)
    typed = {"decision": decision.pk, "reason": "Khiếu nại đúng."}
    client.post(on_recognition(row, "reinstate"), hidden(client.get(on_recognition(row, "reinstate"))) | typed)
    client.post(
        on_recognition(row, "cancel_entry"),
        hidden(client.get(on_recognition(row, "cancel_entry"))) | {"reason": "Nhập nhầm."},
    )
    assert [(action, to) for _by, action, _from, to, _remark in trail_of(model)] == [
        (Action.REVOKE, Status.REVOKED),
        (Action.REINSTATE, Status.RECOGNISED),
        (Action.CANCEL_ENTRY, Status.REPORTED),
    ]


def test_a_fact_is_corrected_with_a_reason(at, staff, submitter, world):
    model = make.initiative(Status.REGISTERED, unit=world.an_sinh, by=submitter)
    client = at(staff)
    page = client.get(one(model, "amend"))
    values = {name: value for name, value in page.context["form"].initial.items() if value not in (None, False)}
    values |= {"sector": model.sector_id, "title": "Tên đúng", "reason": "Sai chính tả."}
    values |= {name: f"{values[name]:%d/%m/%Y}" for name in ("starts_on", "ends_on")}
    values.pop("allocated_unit", None)
    response = client.post(one(model, "amend"), hidden(page) | values)
    assert response.status_code == 302, response.context["form"].errors
    [entry] = written()
    assert entry.data["title"] == [model.title, "Tên đúng"]


def test_a_stale_page_refuses_and_shows_what_is_true_now(at, staff, second_reviewer, submitter, world):
    model = make.initiative(Status.SUBMITTED, unit=world.an_sinh, by=submitter)
    client = at(staff)
    read = hidden(client.get(one(model, "approve")))
    review.amend(model, by=second_reviewer, facts={"title": "Tên khác"}, reason="Sai")
    response = client.post(one(model, "approve"), read)
    assert response.status_code == 200
    assert response.context["form"].non_field_errors()
    assert "Tên khác" in response.content.decode()
    assert [action for _by, action, *_rest in trail_of(model)] == [Action.AMEND]
    assert client.post(one(model, "approve"), hidden(response)).status_code == 302


def test_the_button_carries_the_version_that_its_page_showed(at, staff, second_reviewer, submitter, world):
    model = make.initiative(Status.SUBMITTED, unit=world.an_sinh, by=submitter)
    client = at(staff)
    href = f"{one(model, 'approve')}?version={model.version}"
    assert href in client.get(f"{LIST}{model.pk}/change/").content.decode()
    review.amend(model, by=second_reviewer, facts={"title": "Tên khác"}, reason="Sai")
    assert client.post(one(model, "approve"), hidden(client.get(href))).status_code == 200
    assert Entry.objects.filter(action=Action.APPROVE).count() == 0


def test_a_stale_list_refuses_all(at, staff, second_reviewer, submitter, world):
    rows = [make.initiative(Status.SUBMITTED, unit=world.an_sinh, by=submitter) for _one in range(2)]
    client = at(staff)
    page = choose(client, "approve", rows)
    review.amend(rows[0], by=second_reviewer, facts={"title": "Tên khác"}, reason="Sai")
    again = client.post(f"{LIST}acts/approve/", hidden(page))
    assert again.context["form"].non_field_errors()
    assert Entry.objects.filter(action=Action.APPROVE).count() == 0
    assert client.post(f"{LIST}acts/approve/", hidden(again)).status_code == 302


def test_what_was_taken_back_meanwhile_refuses_the_list(at, staff, submitter, world):
    from registry.services import initiatives

    rows = [make.initiative(Status.SUBMITTED, unit=world.an_sinh, by=submitter) for _one in range(2)]
    client = at(staff)
    page = choose(client, "approve", rows)
    initiatives.take_back(rows[0], by=submitter)
    again = client.post(f"{LIST}acts/approve/", hidden(page))
    assert again.context["form"].non_field_errors()
    assert again.context["possible"] == [rows[1]]
    assert Entry.objects.filter(action=Action.APPROVE).count() == 0


def test_four_eyes_hold_for_reviewers_and_superusers(at, staff, superuser, world):
    for person in (staff, superuser):
        model = make.initiative(Status.SUBMITTED, unit=world.an_sinh, by=person)
        named = make.initiative(Status.SUBMITTED, unit=world.an_sinh, person={"account": person})
        client = at(person)
        for row in (model, named):
            assert client.get(f"{LIST}{row.pk}/change/").context["buttons"] == []
            assert client.get(one(row, "approve")).status_code == 403
            assert client.post(one(row, "approve"), {}).status_code == 403
            assert choose(client, "approve", [row]).context["possible"] == []
    assert written().count() == 0


REPAIRS = [Action.AMEND, Action.MARK_DUPLICATE, Action.LINK]


def test_buttons_are_exactly_what_the_rules_leave_open(at, superuser, submitter, world):
    client = at(superuser)
    expected = {
        Status.SUBMITTED: [Action.APPROVE, Action.RETURN, Action.DECLINE, *REPAIRS],
        Status.RETURNED: [*REPAIRS],
        Status.REGISTERED: [Action.RECOGNISE, Action.DECIDE_AGAINST, *REPAIRS],
        Status.REPORTED: [Action.RECOGNISE, Action.RETURN_REPORT, Action.DECIDE_AGAINST, *REPAIRS],
        Status.RECOGNISED: [Action.RECOGNISE, Action.CLEAR, *REPAIRS],
        Status.NOT_RECOGNISED: [Action.REOPEN, *REPAIRS],
        Status.DECLINED: [Action.REOPEN, *REPAIRS],
        Status.WITHDRAWN: [Action.REOPEN, *REPAIRS],
        Status.REVOKED: [*REPAIRS],
    }
    shown = {}
    for status in expected:
        model = make.initiative(status, unit=world.an_sinh, by=submitter)
        page = client.get(f"{LIST}{model.pk}/change/")
        shown[status] = [action for action, _act in page.context["buttons"]]
    assert shown == expected


def test_a_public_model_is_withdrawn_from_publication(at, staff, submitter, world):
    model = make.initiative(Status.RECOGNISED, unit=world.an_sinh, by=submitter, cleared_at=make.ago(1))
    client = at(staff)
    assert Action.CLEAR not in [action for action, _act in client.get(f"{LIST}{model.pk}/change/").context["buttons"]]
    client.post(one(model, "unclear"), hidden(client.get(one(model, "unclear"))) | {"reason": "Yêu cầu của đơn vị"})
    model.refresh_from_db()
    assert model.cleared_at is None


def test_a_commune_reviewer_has_no_button_on_the_provinces_recognition(at, staff, submitter, world):
    model = make.initiative(Status.RECOGNISED, unit=world.an_sinh, by=submitter, decision=make.decision(Level.PROVINCE))
    row = model.recognitions.get()
    client = at(staff)
    assert client.get(f"{LIST}{model.pk}/change/").context["recognitions"][0].acts == []
    response = client.post(on_recognition(row, "cancel_entry"), {"reason": "x", "version": model.version})
    assert response.status_code == 403
    row.refresh_from_db()
    assert row.state == RecognitionState.STANDING


def test_an_unknown_act_is_no_address(at, superuser, world):
    model = make.initiative(Status.SUBMITTED, unit=world.an_sinh)
    client = at(superuser)
    assert client.get(one(model, "submit")).status_code == 404
    assert client.get(f"{LIST}acts/delete/").status_code == 404
    assert client.get(f"{LIST}acts/approve/").status_code == 302
    assert client.post(f"{LIST}acts/amend/", {"chosen": f"{model.pk}.1"}).status_code == 302
    assert choose(client, "approve", [model], _selected_action="abc").status_code in (200, 302)


def test_services_over_many_refuse_the_whole_when_one_cannot_go(reviewer, submitter, world):
    good = make.initiative(Status.SUBMITTED, unit=world.an_sinh, by=submitter)
    mine = make.initiative(Status.SUBMITTED, unit=world.an_sinh, by=reviewer)
    with pytest.raises(Refused):
        review.return_many([good, mine], by=reviewer, remarks={Part.METHOD: "Ai?"})
    with pytest.raises((Refused, PermissionDenied)):
        review.clear_many([good], by=reviewer)
    assert written().count() == 0


def test_every_act_of_a_reviewer_has_its_entrance_here():
    from registry.lifecycle import STEPS, Side

    mine = {action for action, step in STEPS.items() if step.side is Side.REVIEWER}
    # Reading is noted by the desk; appraisals, nominations, corrections and the way of a case have pages of their own.
    elsewhere = {
        *(Action.OPEN, Action.ASSIGN, Action.APPRAISE, Action.CORRECT),
        *(Action.NOMINATE, Action.RETURN_NOMINATION, Action.REFUSE_NOMINATION),
        *(Action.PROPOSE_REVOCATION, Action.DROP_CASE),
    }
    assert set(acts.ACTS) == mine - elsewhere


def test_an_act_over_many_through_the_admin_is_one_batch_to_which_a_link_leads(at, staff, submitter, world):
    rows = [make.initiative(Status.SUBMITTED, unit=world.an_sinh, by=submitter) for _one in range(2)]
    client = at(staff)
    client.post(f"{LIST}acts/approve/", hidden(choose(client, "approve", rows)))
    [batch] = set(Entry.objects.filter(action=Action.APPROVE).values_list("batch", flat=True))
    assert reverse("batch", args=[batch]) in client.get(LIST).content.decode()
