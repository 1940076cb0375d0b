"""Decisions with their lists, issuing bodies and the wordings of papers, as staff keep them in the admin."""

import pytest

from registry.models import Decision, IssuingBody, Recognition, Wording
from registry.vocabulary import DecisionKind, DecisionState, Level, Status, Template
from tests import make

pytestmark = pytest.mark.django_db


def words(response) -> str:
    return response.content.decode()


@pytest.fixture
def body(world):
    return make.body(Level.GRASSROOTS, world.an_sinh)


def test_a_list_is_put_together_and_issued_in_the_admin(at, staff, body):
    rows = [make.initiative(Status.REPORTED, staff.unit) for _ in range(2)]
    draft = make.decision(body=body, issued=False, number="07/QĐ-UBND")
    make.line(draft, rows[1])
    client, path = at(staff), f"/admin/registry/decision/{draft.pk}/lines/"
    assert rows[1].title in words(client.get(path))
    assert client.post(path, {"added": "", "removed": ""}).context["form"].non_field_errors()
    client.post(path, {"added": rows[0].code, "removed": rows[1].code})
    assert list(draft.lines.values_list("initiative", "added_by")) == [(rows[0].pk, staff.pk)]
    refused = client.post(f"/admin/registry/decision/{draft.pk}/issue/")
    assert "somebody else has to recognise it" in words(refused)
    draft.lines.update(added_by=None)
    client.post(f"/admin/registry/decision/{draft.pk}/issue/")
    draft.refresh_from_db()
    assert (draft.state, Recognition.objects.get().initiative) == (DecisionState.ISSUED, rows[0])
    assert client.get(path).status_code == 403


def test_what_was_read_is_what_is_issued_and_the_number_given_is_told(at, staff, world):
    body = make.body(Level.GRASSROOTS, world.an_sinh, is_numbered=True, number_pattern="{number}/QĐ-UBND")
    draft = make.decision(body=body, issued=False, number="")
    make.line(draft, make.initiative(Status.REPORTED, staff.unit))
    client, path = at(staff), f"/admin/registry/decision/{draft.pk}/issue/"
    read = client.get(path).context["form"].initial["version"]
    Decision.objects.update(version=read + 1)  # somebody changed the list meanwhile
    again = client.post(path, {"version": read}, follow=True)
    assert "Somebody changed this decision meanwhile." in words(again)
    assert not Recognition.objects.exists()
    done = client.post(path, {"version": again.context["form"].initial["version"]}, follow=True)
    assert "Decision 01/QĐ-UBND is issued." in words(done)
    assert Recognition.objects.count() == 1


def test_revocations_and_corrections_are_put_on_a_list_in_the_admin(at, staff, body):
    row = make.initiative(Status.RECOGNISED, staff.unit, decision=make.decision(body=body))
    client = at(staff)

    def put(kind, **sent):
        draft = make.decision(body=body, issued=False, kind=kind)
        return draft, client.post(f"/admin/registry/decision/{draft.pk}/lines/", {"code": row.code, **sent})

    revokes, _response = put(DecisionKind.REVOCATION, ground=make.ground().pk, reason="Khai sai.")
    corrects, _response = put(DecisionKind.CORRECTION, title="Tên đúng")
    assert [draft.lines.get().recognition for draft in (revokes, corrects)] == [row.recognitions.get()] * 2
    assert corrects.lines.get().corrected == {"title": "Tên đúng"}
    restores, refused = put(DecisionKind.REINSTATEMENT)
    assert (len(refused.context["form"].non_field_errors()), restores.lines.count()) == (1, 0)


def test_words_of_a_draft_mention_only_what_is_known(at, staff, body):
    draft = make.decision(body=body, issued=False, number="07/QĐ-UBND")
    client, path = at(staff), f"/admin/registry/decision/{draft.pk}/change/"
    page = {"number": "07/QĐ-UBND", "signatory": "Trần Thị Thử", "subject": "Công nhận {coutn} mô hình"}
    page["issued_on"] = f"{make.today():%d/%m/%Y}"
    errors = client.post(path, page).context["adminform"].form.errors
    assert list(errors) == ["subject"]
    assert "{coutn}" in errors["subject"][0]
    client.post(path, page | {"subject": "Công nhận {count} mô hình"})
    assert Decision.objects.get().subject == "Công nhận {count} mô hình"


def test_a_wording_with_an_unknown_mark_is_refused_with_the_known_ones(at, superuser):
    row = Wording.objects.get(template=Template.RECOGNITION, body=None, level="")
    client, path = at(superuser), f"/admin/registry/wording/{row.pk}/change/"
    page = {name: getattr(row, name) for name in ("title", "subject", "bases", "recipients")} | {"level": "", "body": ""}
    errors = client.post(path, page | {"text": "Công nhận {how_many} mô hình."}).context["adminform"].form.errors
    assert list(errors) == ["text"]
    assert "{how_many}" in errors["text"][0]
    assert "{count}" in errors["text"][0]
    client.post(path, page | {"text": "Công nhận {count} mô hình."})
    row.refresh_from_db()
    assert row.text == "Công nhận {count} mô hình."


@pytest.mark.parametrize("template", Template.values)
def test_every_wording_has_a_preview(at, superuser, template):
    row = Wording.objects.get(template=template, body=None, level="")
    response = at(superuser).get(f"/admin/registry/wording/{row.pk}/preview/")
    assert (response.headers["Content-Type"], response.content[:5]) == ("application/pdf", b"%PDF-")


@pytest.mark.parametrize("pattern", ["QĐ-UBND", "{number}/{number}", "{number}/{month}", "{}/QĐ"])
def test_the_shape_of_numbers_has_one_running_number(at, superuser, body, pattern):
    page = {"name": body.name, "unit": body.unit_id, "level": body.level, "layout": "state", "number_pattern": pattern}
    errors = at(superuser).post(f"/admin/registry/issuingbody/{body.pk}/change/", page).context["adminform"].form.errors
    assert list(errors) == ["number_pattern"]


def test_a_body_keeps_how_its_papers_look(at, superuser, body):
    page = {
        "name": body.name,
        "unit": body.unit_id,
        "level": body.level,
        "layout": "party",
        "superior": "Tỉnh ủy Quảng Ninh",
        "number_pattern": "{number}-QĐ/TU",
        "is_numbered": "on",
        "is_active": "on",
    }
    at(superuser).post(f"/admin/registry/issuingbody/{body.pk}/change/", page)
    row = IssuingBody.objects.get()
    assert (row.layout, row.superior, row.is_numbered) == ("party", "Tỉnh ủy Quảng Ninh", True)


def test_only_minutes_that_the_person_may_read_are_offered(at, staff, world, body):
    own, other = (make.council(make.body(unit=unit), is_closed=True) for unit in (world.an_sinh, world.dong_trieu))
    draft = make.decision(body=body, issued=False)
    page = words(at(staff).get(f"/admin/registry/decision/{draft.pk}/change/"))
    assert (str(own) in page, str(other) in page) == (True, False)
