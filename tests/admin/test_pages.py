"""Every page of the admin: it answers, whatever the address asks; its queries do not grow with its rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.admin.site import site
from registry.models import (
    Abbreviation,
    Adoption,
    ApiToken,
    Appraisal,
    Assignment,
    Campaign,
    Certificate,
    CouncilSession,
    CriteriaSet,
    Decision,
    Delegation,
    Entry,
    ExpectedUnit,
    Extension,
    Ground,
    Initiative,
    IssuingBody,
    Mail,
    Measure,
    Nomination,
    Person,
    Publication,
    ReferenceFigure,
    Report,
    RevocationCase,
    Sector,
    Snapshot,
    Tile,
    Unit,
    User,
    Wording,
)
from registry.services import delegations, review
from registry.vocabulary import Role, Status, UnitType
from tests import make

NOUNS = {
    "initiative": Initiative,
    "publication": Publication,
    "adoption": Adoption,
    "decision": Decision,
    "campaign": Campaign,
    "councilsession": CouncilSession,
    "appraisal": Appraisal,
    "assignment": Assignment,
    "criteriaset": CriteriaSet,
    "certificate": Certificate,
    "revocationcase": RevocationCase,
    "delegation": Delegation,
    "wording": Wording,
    "extension": Extension,
    "nomination": Nomination,
    "report": Report,
    "snapshot": Snapshot,
    "unit": Unit,
    "tile": Tile,
    "user": User,
    "person": Person,
    "issuingbody": IssuingBody,
    "sector": Sector,
    "ground": Ground,
    "measure": Measure,
    "referencefigure": ReferenceFigure,
    "abbreviation": Abbreviation,
    "mail": Mail,
    "apitoken": ApiToken,
    "entry": Entry,
}
NONSENSE = [
    {"q": "\0"},
    {"q": "'\"); --"},
    {"q": "đường " * 300},
    {"p": "abc"},
    {"p": "99999999999999999999"},
    {"o": "zzz.-9"},
    {"e": "1"},
    {"status__exact": "zzz"},
    {"status": "zzz"},
    {"campaign__id__exact": "abc"},
    {"campaign__id__exact": "99999999999999999999"},
    {"level__exact": "\0"},
    {"all": ""},
    {"_facets": "True"},
    {"_popup": "1", "_to_field": "id"},
    {"no_such_field": "1"},
]


@pytest.fixture
def rows(world, submitter, superuser, campaign):
    """One row of each noun, in every state that has a look of its own."""
    for status in Status:
        make.initiative(status, unit=world.an_sinh, by=submitter)
    make.decision(issued=False)
    for is_closed in (False, True):
        reported = Initiative.objects.filter(status=Status.REPORTED)
        make.council(make.body(unit=world.an_sinh), models=reported, is_closed=is_closed)
    model = Initiative.objects.get(status=Status.RECOGNISED)
    make.letter(world.an_sinh, model, body=make.body(unit=world.an_sinh))
    make.letter(world.an_sinh, sent=False)
    make.assignment(model, superuser)
    make.appraisal(model, superuser, points=(30, 50))
    for state in ({}, {"state": "proposed", "proposed_at": make.ago(0), "decide_by": make.today(5)}):
        row = make.initiative(Status.RECOGNISED, unit=world.an_sinh)
        make.certificate(make.case(row.recognitions.get(), **state).recognition)
    delegations.give(
        submitter,
        by=superuser,
        deputy=superuser,
        valid_from=make.today(),
        valid_until=make.today(5),
        reason="Nghỉ phép",
    )
    ExpectedUnit.objects.create(campaign=campaign, unit=world.an_sinh, target=3)
    Tile.objects.create(unit=world.an_sinh, column=0, row=5)
    make.report(world.an_sinh, model, frozen=True)
    make.api_token(superuser)
    make.extension(world.an_sinh, asked_by=submitter)
    make.extension(world.an_sinh, until=make.today(40), decided_by=superuser)
    ReferenceFigure.objects.create(code="bulbs", name_vi="Bóng đèn", unit_vi="bóng", value=13_800, source="Báo")
    review.clear(model, by=superuser)
    make.publication(model, photos=[make.document(model)])
    make.adoption(Initiative.objects.get(status=Status.REGISTERED), model)
    for state in ({}, {"sent_at": make.ago(0)}, {"gave_up_at": make.ago(0), "error": "TimeoutError: timed out"}):
        letter = Mail.objects.create(recipient=submitter, made_at=make.ago(1), **state)
        submitter.notices.create(initiative=Initiative.objects.first(), action="approve", at=make.ago(1), mail=letter)


def test_every_noun_of_the_admin_is_tested_here():
    assert {model._meta.model_name: model for model in site._registry} == NOUNS


@pytest.mark.parametrize("noun", NOUNS)
def test_every_page_answers(noun, at, superuser, rows):
    client = at(superuser)
    assert client.get(f"/admin/registry/{noun}/").status_code == 200
    made_elsewhere = ("initiative", "mail", "entry", "person", "appraisal", "certificate", "revocationcase")
    made_elsewhere += ("publication", "adoption", "apitoken", "snapshot")
    addable = noun not in made_elsewhere
    assert client.get(f"/admin/registry/{noun}/add/").status_code == (200 if addable else 403)
    for row in site._registry[NOUNS[noun]].get_queryset(_request(superuser)):
        for page in ("change", "history"):
            assert client.get(f"/admin/registry/{noun}/{row.pk}/{page}/").status_code == 200
    for pk in ("0", "abc", "99999999999999999999999", "%00"):
        assert client.get(f"/admin/registry/{noun}/{pk}/change/").status_code == 404
        assert client.get(f"/admin/registry/{noun}/{pk}/history/").status_code == 404


def _request(user):
    class Request:
        pass

    request = Request()
    request.user = user
    return request


def test_the_other_pages_answer(at, superuser, rows, world):
    client = at(superuser)
    draft = Decision.objects.get(state="draft")
    for address in (
        "",
        "registry/",
        f"registry/decision/{draft.pk}/issue/",
        f"registry/unit/{world.an_sinh.pk}/rename/",
        f"registry/unit/{world.an_sinh.pk}/merge/",
        f"registry/unit/{world.an_sinh.pk}/split/",
        f"registry/unit/{world.binh_duong.pk}/rename/",
        f"registry/user/{superuser.pk}/password/",
        "jsi18n/",
    ):
        assert (address, client.get(f"/admin/{address}").status_code) == (address, 200)


@pytest.mark.parametrize("noun", NOUNS)
def test_nonsense_in_the_address_breaks_nothing(noun, at, superuser, rows):
    for asked in NONSENSE:
        response = at(superuser).get(f"/admin/registry/{noun}/", asked, follow=True)
        assert (asked, response.status_code) in ((asked, 200), (asked, 400))


@pytest.mark.parametrize("term", ["\0", "'\"%_", "an sinh", "0709"])
def test_suggestions_answer_whatever_is_typed(term, at, superuser, world):
    asked = {"app_label": "registry", "model_name": "membership", "field_name": "unit", "term": term}
    response = at(superuser).get("/admin/autocomplete/", asked)
    assert response.status_code == 200
    if term == "an sinh":
        assert [row["text"] for row in response.json()["results"]] == [f"phường An Sinh ({world.an_sinh.key})"]


def _count(client, url):
    client.get(url)  # what is read once a process is read
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_the_list_of_models_asks_as_much_for_thirty_as_for_one(at, staff, world, submitter):
    client, url = at(staff), "/admin/registry/initiative/"
    make.initiative(Status.SUBMITTED, unit=world.an_sinh, by=submitter)
    one = _count(client, url)
    for _one in range(30):
        make.initiative(Status.SUBMITTED, unit=world.an_sinh, by=submitter)
    assert _count(client, url) == one <= 10


def test_the_page_of_an_act_asks_as_much_for_thirty_as_for_one(at, staff, world, submitter):
    client, url = at(staff), "/admin/registry/initiative/"
    rows = [make.initiative(Status.SUBMITTED, unit=world.an_sinh, by=submitter) for _one in range(30)]
    counts = []
    for chosen in (rows[:1], rows):
        with CaptureQueriesContext(connection) as queries:
            client.post(url, {"action": "approve", "_selected_action": [row.pk for row in chosen]})
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def test_one_model_asks_as_much_with_thirty_entries_as_with_one(at, staff, second_reviewer, world, submitter):
    model = make.initiative(Status.RECOGNISED, unit=world.an_sinh, by=submitter)
    client, url = at(staff), f"/admin/registry/initiative/{model.pk}/change/"
    review.amend(model, by=second_reviewer, facts={"title": "Tên 0"}, reason="Sai")
    one = _count(client, url)
    for number in range(30):
        review.amend(model, by=second_reviewer, facts={"title": f"Tên {number + 1}"}, reason="Sai")
    assert _count(client, url) == one <= 17


@pytest.mark.parametrize("noun", ["decision", "unit", "user", "entry", "issuingbody", "campaign"])
def test_the_other_lists_ask_as_much_for_thirty_as_for_one(noun, at, superuser, world, campaign):
    client, url = at(superuser), f"/admin/registry/{noun}/"
    make.decision(body=make.body(unit=world.an_sinh))
    model = make.initiative(Status.REGISTERED, unit=world.an_sinh)
    review.amend(model, by=superuser, facts={"title": "Tên"}, reason="Sai")
    one = _count(client, url)
    for number in range(30):
        make.decision(body=make.body(unit=world.an_sinh))
        review.amend(model, by=superuser, facts={"title": f"Tên {number}"}, reason="Sai")
    for number in range(5):
        make.unit(f"Đơn vị {number}", UnitType.SCHOOL, world.an_sinh)
        make.user(Role.REVIEWER, world.an_sinh)
        make.campaign(2010 + number)
    assert _count(client, url) == one <= 12


def test_rows_with_units_ask_as_much_for_thirty_as_for_one(at, superuser, world, campaign):
    client = at(superuser)
    person = make.user(Role.REVIEWER, world.an_sinh)
    ExpectedUnit.objects.create(campaign=campaign, unit=world.an_sinh)
    urls = [f"/admin/registry/campaign/{campaign.pk}/change/", f"/admin/registry/user/{person.pk}/change/"]
    before = [_count(client, url) for url in urls]
    for number in range(30):
        unit = make.unit(f"Trường {number}", UnitType.SCHOOL, world.an_sinh)
        ExpectedUnit.objects.create(campaign=campaign, unit=unit)
        person.memberships.create(unit=unit, role=Role.SUBMITTER)
    assert [_count(client, url) for url in urls] == before


def test_every_page_keeps_the_strict_policy_in_its_markup(at, superuser, rows, world):
    model = Initiative.objects.filter(status=Status.RECOGNISED).first()
    client = at(superuser)
    for url in (
        "/admin/",
        "/admin/registry/initiative/",
        f"/admin/registry/initiative/{model.pk}/change/",
        f"/admin/registry/initiative/{model.pk}/acts/amend/",
        f"/admin/registry/unit/{world.an_sinh.pk}/merge/",
        "/admin/registry/user/add/",
        "/admin/registry/campaign/add/",
    ):
        html = client.get(url).content.decode()
        assert " style=" not in html
        assert "<style" not in html
        assert " onclick=" not in html
        assert "<script>" not in html


def test_a_long_list_is_counted_up_to_a_bound_and_says_so(at, staff, world, monkeypatch):
    from registry.admin import base

    monkeypatch.setattr(base, "CAP", 2)
    for _one in range(2):
        make.initiative(Status.SUBMITTED, unit=world.an_sinh)
    client = at(staff)
    page = client.get("/admin/registry/initiative/").context["cl"]
    assert (page.result_count, page.paginator.is_capped) == (2, False)
    make.initiative(Status.SUBMITTED, unit=world.an_sinh)
    page = client.get("/admin/registry/initiative/").context["cl"]
    assert (page.result_count, page.paginator.is_capped) == (2, True)
