"""What staff of the admin see and may: scope at every address, nothing official deleted, read-only really read-only."""

import pytest
from django.urls import reverse

from registry.models import Decision, Initiative, Recognition
from registry.services import review
from registry.vocabulary import Status
from tests import make
from tests.admin.conftest import written

LIST = "/admin/registry/initiative/"


@pytest.fixture
def model(world, submitter):
    return make.initiative(Status.SUBMITTED, unit=world.an_sinh, by=submitter)


def addresses(model):
    return {
        "change": f"{LIST}{model.pk}/change/",
        "history": f"{LIST}{model.pk}/history/",
        "delete": f"{LIST}{model.pk}/delete/",
        "act": f"{LIST}{model.pk}/acts/approve/",
    }


def test_a_model_of_another_commune_answers_like_a_missing_one(at, neighbour_staff, model):
    client = at(neighbour_staff)
    here, nowhere = addresses(model), addresses(Initiative(pk=10**9))
    answers = {name: client.get(url).status_code for name, url in here.items()}
    assert answers == {name: client.get(url).status_code for name, url in nowhere.items()}
    assert answers == {"change": 404, "history": 404, "delete": 403, "act": 404}
    assert client.post(here["act"], {}).status_code == 404
    assert client.post(here["change"], {"status": "recognised"}).status_code == 403


def test_a_model_of_another_commune_is_in_no_list_search_or_suggestion(at, staff, neighbour_staff, model):
    def seen(client):
        suggestions = client.get(
            reverse("admin:autocomplete"),
            {"app_label": "registry", "model_name": "initiative", "field_name": "continues", "term": "duong"},
        ).json()["results"]
        return (
            [row.pk for row in client.get(LIST).context["cl"].result_list],
            [row.pk for row in client.get(LIST, {"q": "bình sơn"}).context["cl"].result_list],
            [row["id"] for row in suggestions],
        )

    assert seen(at(staff)) == ([model.pk], [model.pk], [str(model.pk)])
    assert seen(at(neighbour_staff)) == ([], [], [])


def test_acts_over_many_do_not_reach_another_commune(at, neighbour_staff, model):
    client = at(neighbour_staff)
    client.post(LIST, {"action": "approve", "_selected_action": [model.pk]})
    client.post(f"{LIST}acts/approve/", {"chosen": f"{model.pk}.{model.version}", "touched": model.pk})
    model.refresh_from_db()
    assert model.status == Status.SUBMITTED
    assert written().count() == 0


def test_drafts_are_invisible_even_to_the_superuser(at, superuser, world, submitter):
    draft = make.initiative(Status.DRAFT, unit=world.an_sinh, by=submitter)
    client = at(superuser)
    assert list(client.get(LIST).context["cl"].result_list) == []
    assert {name: client.get(url).status_code for name, url in addresses(draft).items()} == {
        "change": 404,
        "history": 404,
        "delete": 403,
        "act": 404,
    }


def test_a_submitter_with_a_staff_account_sees_no_models_and_no_drafts_here(at, submitter, model):
    submitter.is_staff = True
    submitter.save()
    client = at(submitter)
    assert client.get("/admin/").status_code == 200
    assert client.get(LIST).status_code == 403
    assert client.get(addresses(model)["change"]).status_code == 403
    assert client.get(addresses(model)["act"]).status_code == 403


def test_the_door_is_the_one_login_of_the_registry(client, reviewer):
    response = client.get(LIST)
    assert (response.status_code, response.headers["Location"]) == (302, f"/login/?next={LIST}")
    response = client.get("/admin/login/", {"next": LIST})
    assert response.headers["Location"] == f"/login/?next={LIST}"
    client.force_login(reviewer)
    assert client.get(LIST, follow=True).status_code == 403


@pytest.mark.parametrize("address", ["r/1/1/", "password_change/", "logout/"])
def test_addresses_that_have_a_counterpart_outside_are_closed(at, superuser, address):
    assert at(superuser).get(f"/admin/{address}").status_code == 404


def test_reviewers_see_models_and_their_decisions_and_nothing_else(at, staff, world, campaign):
    client = at(staff)
    listed = [entry["object_name"] for app in client.get("/admin/").context["app_list"] for entry in app["models"]]
    assert listed == [
        *("Initiative", "Publication", "Adoption"),
        *("Decision", "Certificate", "Appraisal", "Assignment", "CriteriaSet"),
        *("CouncilSession", "Nomination", "RevocationCase", "Wording"),
    ]
    for noun in ("campaign", "unit", "user", "issuingbody", "sector", "ground", "entry"):
        assert client.get(f"/admin/registry/{noun}/").status_code == 403
    for name in ("rename", "merge", "split"):
        assert client.get(reverse(f"admin:registry_unit_{name}", args=[world.an_sinh.pk])).status_code in (403, 404)


def test_reviewers_see_the_decisions_that_they_may_record(at, staff, world):
    own, other = (make.decision(body=make.body(unit=unit), issued=False) for unit in (world.an_sinh, world.dong_trieu))
    client = at(staff)
    assert list(client.get("/admin/registry/decision/").context["cl"].result_list) == [own]
    assert client.get(f"/admin/registry/decision/{other.pk}/change/").status_code == 404
    assert client.post(f"/admin/registry/decision/{other.pk}/issue/").status_code == 404


def test_nothing_official_can_be_deleted(at, superuser, world, submitter):
    model = make.initiative(Status.RECOGNISED, unit=world.an_sinh, by=submitter)
    decision = Decision.objects.get()
    review.clear(model, by=superuser)
    kept = {
        "initiative": model,
        "decision": decision,
        "unit": world.an_sinh,
        "campaign": model.campaign,
        "issuingbody": decision.body,
        "sector": model.sector,
        "user": submitter,
        "entry": written().get(),
    }
    client = at(superuser)
    for noun, row in kept.items():
        url = f"/admin/registry/{noun}/{row.pk}/delete/"
        assert (noun, client.get(url).status_code) == (noun, 403)
        assert (noun, client.post(url, {"post": "yes"}).status_code) == (noun, 403)
        client.post(f"/admin/registry/{noun}/", {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"})
        assert type(row).objects.filter(pk=row.pk).exists()
    assert Recognition.objects.count() == 1


def test_what_nothing_refers_to_can_be_deleted_and_the_trail_says_so(at, superuser):
    body = make.body(name="Nhập nhầm")
    at(superuser).post(f"/admin/registry/issuingbody/{body.pk}/delete/", {"post": "yes"})
    assert list(written().values_list("action", flat=True)) == ["issuingbody.delete"]


@pytest.mark.parametrize("noun", ["initiative", "unit", "entry"])
def test_a_forged_form_changes_nothing(noun, at, superuser, world, submitter):
    model = make.initiative(Status.SUBMITTED, unit=world.an_sinh, by=submitter)
    review.amend(model, by=superuser, facts={"title": "Mới"}, reason="Sai")
    row = {"initiative": model, "unit": world.an_sinh, "entry": written().get()}[noun]
    before = type(row).objects.filter(pk=row.pk).values().get()
    forged = {"status": "recognised", "title": "X", "label": "X", "key": "X", "remark": "X", "subject": "X"}
    response = at(superuser).post(f"/admin/registry/{noun}/{row.pk}/change/", forged)
    assert response.status_code == 403
    assert type(row).objects.filter(pk=row.pk).values().get() == before


def test_an_issued_decision_is_only_read(at, superuser, world):
    decision = make.decision(scan="decisions/1/scan.pdf")
    response = at(superuser).post(f"/admin/registry/decision/{decision.pk}/change/", {"number": "X"})
    assert response.status_code == 403
    decision = make.decision()  # its scan is missing, so that alone is open
    at(superuser).post(f"/admin/registry/decision/{decision.pk}/change/", {"number": "X", "signatory": "Y"})
    assert Decision.objects.get(pk=decision.pk).number == decision.number


def test_an_ended_membership_closes_the_admin_at_once(at, staff, model):
    client = at(staff)
    assert client.get(addresses(model)["change"]).status_code == 200
    staff.memberships.update(valid_until=make.today(-1))
    assert client.get(LIST).status_code == 403
    assert client.get(addresses(model)["change"]).status_code == 403


def test_no_page_of_a_reviewer_links_to_what_they_may_not_open(at, staff, model, world):
    decision = make.decision(body=make.body(unit=world.an_sinh), issued=False)
    client = at(staff)
    for url in (addresses(model)["change"], f"/admin/registry/decision/{decision.pk}/change/"):
        html = client.get(url).content.decode()
        for noun in ("campaign", "sector", "unit", "issuingbody", "user"):
            assert f"/admin/registry/{noun}/" not in html
