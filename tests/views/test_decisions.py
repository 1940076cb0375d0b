"""The pages of decisions: list, record, change, issue, the scanned paper."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from registry.models import Decision
from registry.vocabulary import DecisionState, Level, Status
from tests import make

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n%%EOF\n"


def log_in(user) -> Client:
    """A browser in English, so that the tests read the source strings."""
    client = Client()
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


def words(response) -> str:
    return response.content.decode()


@pytest.fixture(autouse=True)
def private_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def paper(content=PDF, name="../../quyết định.pdf"):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def filled(body, **changes) -> dict:
    return {
        "campaign": make.campaign().pk,
        "body": body.pk,
        "number": "318/QĐ-UBND",
        "issued_on": make.today().strftime("%d/%m/%Y"),
        "signatory": "Vũ Văn Thử",
        "signatory_position": "Chủ tịch",
        **changes,
    }


def numbers(response) -> list[str]:
    return [row.number for row in response.context["page"].rows]


@pytest.fixture
def an_sinh_body(world):
    return make.body(Level.GRASSROOTS, world.an_sinh)


def test_list_shows_bodies_in_scope_and_what_recognised_a_model_in_scope(world, reviewer, an_sinh_body):
    make.decision(body=an_sinh_body, number="1/AS")
    neighbours = make.decision(body=make.body(Level.GRASSROOTS, world.dong_trieu), number="2/DT")
    province = make.decision(Level.PROVINCE, body=make.body(Level.PROVINCE, world.province), number="3/TU")
    make.initiative(Status.RECOGNISED, world.an_sinh, decision=province)
    client = log_in(reviewer)
    assert numbers(client.get("/decisions/")) == ["3/TU", "1/AS"]
    assert client.get(reverse("decision", args=[neighbours.pk])).status_code == 404


def test_list_filters_and_ignores_nonsense(reviewer, an_sinh_body):
    make.decision(body=an_sinh_body, number="1/AS")
    make.decision(body=an_sinh_body, number="2/AS", issued=False)
    client = log_in(reviewer)
    assert numbers(client.get("/decisions/", {"state": "draft"})) == ["2/AS"]
    assert numbers(client.get("/decisions/", {"q": "1/as"})) == ["1/AS"]
    assert numbers(client.get("/decisions/", {"level": "province"})) == []
    assert numbers(client.get("/decisions/", {"state": "x", "level": "x", "campaign": "x", "after": "x"})) == [
        "2/AS",
        "1/AS",
    ]


def test_list_counts_what_stands(reviewer, world, an_sinh_body):
    decision = make.decision(body=an_sinh_body)
    for status in (Status.RECOGNISED, Status.RECOGNISED, Status.REVOKED):
        make.initiative(status, world.an_sinh, decision=decision)
    assert [row.standing for row in log_in(reviewer).get("/decisions/").context["page"].rows] == [2]


@pytest.mark.parametrize(("who", "status"), [("submitter", 403), ("stranger", 403), ("leader", 200), ("superuser", 200)])
def test_who_may_read(request, who, status, an_sinh_body):
    decision = make.decision(body=an_sinh_body)
    client = log_in(request.getfixturevalue(who))
    assert client.get("/decisions/").status_code == status
    assert client.get(reverse("decision", args=[decision.pk])).status_code == status


def test_leaders_read_issued_decisions_and_change_nothing(commune_leader, an_sinh_body):
    draft, issued = make.decision(body=an_sinh_body, issued=False), make.decision(body=an_sinh_body)
    client = log_in(commune_leader)
    assert client.get(reverse("decision", args=[draft.pk])).status_code == 404
    assert client.get("/decisions/new/").status_code == 403
    assert client.get(reverse("decision-edit", args=[issued.pk])).status_code == 403
    assert client.post(reverse("decision-issue", args=[issued.pk])).status_code == 403


def test_lists_cost_the_same_for_one_row_and_thirty(
    reviewer, world, an_sinh_body, django_assert_num_queries, django_assert_max_num_queries
):
    decision = make.decision(body=an_sinh_body)
    make.initiative(Status.RECOGNISED, world.an_sinh, decision=decision)
    client, detail = log_in(reviewer), reverse("decision", args=[decision.pk])
    with django_assert_max_num_queries(8) as listed:
        client.get("/decisions/")
    with django_assert_max_num_queries(12) as shown:
        client.get(detail)
    for _number in range(29):
        make.decision(body=an_sinh_body)
        make.initiative(Status.RECOGNISED, world.an_sinh, decision=decision)
    with django_assert_num_queries(len(listed)):
        client.get("/decisions/")
    with django_assert_num_queries(len(shown)):
        assert len(client.get(detail).context["page"].rows) == 30


def test_recording_a_draft_that_still_lacks_its_number(reviewer, an_sinh_body):
    sent = filled(an_sinh_body, number="", issued_on="", signatory="")
    response = log_in(reviewer).post("/decisions/new/", sent)
    [decision] = Decision.objects.all()
    assert response.headers["Location"] == reverse("decision", args=[decision.pk])
    assert (decision.state, decision.level, decision.created_by) == (DecisionState.DRAFT, Level.GRASSROOTS, reviewer)


def test_recording_and_issuing_at_once(reviewer, an_sinh_body):
    log_in(reviewer).post("/decisions/new/", filled(an_sinh_body, is_issued="on", scan=paper()))
    [decision] = Decision.objects.all()
    assert (decision.state, decision.number, decision.issued_on) == (DecisionState.ISSUED, "318/QĐ-UBND", make.today())
    with decision.scan.open() as scan:
        assert scan.read() == PDF


def test_issuing_at_once_asks_for_what_is_missing_and_loses_nothing(reviewer, an_sinh_body):
    response = log_in(reviewer).post("/decisions/new/", filled(an_sinh_body, is_issued="on", number=""))
    assert response.context["form"].errors == {"number": ["An issued decision needs this."]}
    assert "Vũ Văn Thử" in words(response)
    assert Decision.objects.count() == 0


def test_the_same_number_twice_is_refused_at_the_number(reviewer, an_sinh_body):
    make.decision(body=an_sinh_body, number="318/QĐ-UBND")
    response = log_in(reviewer).post("/decisions/new/", filled(an_sinh_body))
    assert list(response.context["form"].errors) == ["number"]
    assert Decision.objects.count() == 1


def test_bodies_of_other_units_and_levels_are_not_offered(world, reviewer, an_sinh_body):
    for other in (make.body(Level.GRASSROOTS, world.dong_trieu), make.body(Level.PROVINCE, world.province)):
        response = log_in(reviewer).post("/decisions/new/", filled(other))
        assert list(response.context["form"].errors) == ["body"]


@pytest.mark.parametrize("content", [b"<script>alert(1)</script>", b"MZ\x90\x00", b"PDF"])
def test_only_a_pdf_is_taken_judged_by_its_bytes(reviewer, an_sinh_body, content):
    response = log_in(reviewer).post("/decisions/new/", filled(an_sinh_body, scan=paper(content)))
    assert response.context["form"].errors["scan"] == ["This is not a PDF file."]


def test_a_scan_too_large_is_refused(reviewer, an_sinh_body, settings):
    settings.LARGEST_SCAN = 10
    response = log_in(reviewer).post("/decisions/new/", filled(an_sinh_body, scan=paper()))
    assert list(response.context["form"].errors) == ["scan"]


def test_a_draft_is_changed_and_issued(reviewer, an_sinh_body):
    draft = make.decision(body=an_sinh_body, issued=False, number="")
    client, page = log_in(reviewer), reverse("decision", args=[draft.pk])
    too_early = client.post(reverse("decision-issue", args=[draft.pk]))
    assert "An issued decision has a number, a date and a signatory." in words(too_early)
    sent = {"number": "9/QĐ", "issued_on": make.today().strftime("%d/%m/%Y"), "signatory": "Vũ Văn Thử"}
    assert client.post(reverse("decision-edit", args=[draft.pk]), sent).headers["Location"] == page
    assert client.get(reverse("decision-issue", args=[draft.pk])).status_code == 200
    assert client.post(reverse("decision-issue", args=[draft.pk])).headers["Location"] == page
    draft.refresh_from_db()
    assert (draft.state, draft.number) == (DecisionState.ISSUED, "9/QĐ")
    again = client.post(reverse("decision-issue", args=[draft.pk]), follow=True)
    assert "is already issued" in words(again)


def test_an_issued_decision_takes_its_missing_scan_and_nothing_else(reviewer, an_sinh_body):
    decision = make.decision(body=an_sinh_body, number="7/QĐ")
    client, path = log_in(reviewer), reverse("decision-edit", args=[decision.pk])
    assert list(client.get(path).context["form"].fields) == ["scan"]
    client.post(path, {"number": "8/QĐ", "scan": paper()})
    decision.refresh_from_db()
    assert (decision.number, bool(decision.scan)) == ("7/QĐ", True)
    assert client.get(path).status_code == 403


def test_the_scan_is_served_as_a_private_download(reviewer, neighbour_reviewer, an_sinh_body):
    decision = make.decision(body=an_sinh_body, number='3"18/QĐ\\-UBND', scan=paper())
    path = reverse("decision-scan", args=[decision.pk])
    response = log_in(reviewer).get(path)
    assert b"".join(response.streaming_content) == PDF
    headers = ("Content-Type", "Content-Disposition", "X-Content-Type-Options", "Cache-Control")
    assert [response.headers[name] for name in headers] == [
        "application/pdf",
        'attachment; filename="quyet-dinh-3-18-qd-ubnd.pdf"',
        "nosniff",
        "private, no-store",
    ]
    assert log_in(neighbour_reviewer).get(path).status_code == 404


def test_a_scan_that_is_not_there_is_not_found(reviewer, an_sinh_body):
    without = make.decision(body=an_sinh_body)
    lost = make.decision(body=an_sinh_body, scan="decisions/gone.pdf")
    client = log_in(reviewer)
    assert client.get(reverse("decision-scan", args=[without.pk])).status_code == 404
    assert client.get(reverse("decision-scan", args=[lost.pk])).status_code == 404


def test_a_decision_shows_only_models_that_the_reader_may_see(world, reviewer, an_sinh_body):
    decision = make.decision(body=an_sinh_body)
    mine = make.initiative(Status.RECOGNISED, world.an_sinh, decision=decision)
    make.initiative(Status.RECOGNISED, world.dong_trieu, decision=decision)
    rows = log_in(reviewer).get(reverse("decision", args=[decision.pk])).context["page"].rows
    assert [row.initiative for row in rows] == [mine]
