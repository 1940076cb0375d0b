"""Pages of documents: attach with and without script, remove, hand out under safe headers; nobody sees what is not theirs."""

import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from registry.models import Document
from registry.services import documents
from registry.vocabulary import Status
from tests import make, torture

pytestmark = pytest.mark.django_db
FETCH = {"headers": {"X-Requested-With": "fetch"}}


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def log_in(user, **options) -> Client:
    """A browser in English, so that the tests read the source strings."""
    client = Client(**options)
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


def words(response) -> str:
    return response.content.decode()


def upload(name="anh.jpg", content=None):
    return SimpleUploadedFile(name, torture.jpeg() if content is None else content)


@pytest.fixture
def model(world, submitter):
    return make.initiative(Status.REGISTERED, world.an_sinh, by=submitter)


@pytest.fixture
def visitor(submitter):
    return log_in(submitter)


def to_attach(model) -> str:
    return reverse("document-attach", args=[model.code])


def names() -> list[str]:
    return [row.name for row in Document.objects.all()]


# ---- attach ----


def test_form_attaches_several_files_and_leads_back(visitor, model):
    outcome = make.outcome(model)
    data = {"files": [upload(), upload("b.pdf", torture.pdf())], "caption": "Đường mới", "figure": f"outcome-{outcome.pk}"}
    response = visitor.post(to_attach(model), data)
    assert response.url == f"/models/{model.code}/#documents"
    assert [(row.name, row.caption, row.outcome) for row in Document.objects.all()] == [
        ("anh.jpg", "Đường mới", outcome),
        ("b.pdf", "Đường mới", outcome),
    ]
    shown = words(visitor.get(f"/models/{model.code}/"))
    assert "2 documents are attached." in shown
    assert shown.count("data-document=") == 2
    assert shown.count('alt="Đường mới"') == 1
    response = visitor.post(to_attach(model), {"files": upload("c.png", torture.png()), "back": "report"})
    assert response.url == f"/models/{model.code}/report/#documents"


def test_form_says_what_was_refused_and_attaches_the_rest(visitor, model):
    response = visitor.post(to_attach(model), {"files": [upload(), upload("<b>.html", torture.WEB_PAGE), upload("c.jpg", b"")]})
    assert response.status_code == 200
    shown = words(response)
    assert ["2 files were not attached" in shown, "1 document is attached." in shown] == [True, True]
    assert "This is a web page or a drawing" in shown
    assert "The file is empty." in shown
    assert escape("<b>.html") in shown
    assert names() == ["anh.jpg"]


def test_form_without_a_file_asks_for_one(visitor, model):
    assert "Choose a photo or a paper first." in words(visitor.post(to_attach(model), {"caption": "x"}))
    assert "Choose a photo or a paper first." in words(visitor.post(to_attach(model)))


def test_fetch_gets_json_with_the_row_and_the_sentences(visitor, model):
    answer = visitor.post(to_attach(model), {"files": upload("a & b.jpg"), "caption": "<i>"}, **FETCH)
    row = Document.objects.get()
    assert answer.status_code == 200
    [attached] = answer.json()["documents"]
    assert [attached["key"], answer.json()["errors"]] == [str(row.key), []]
    assert "&lt;i&gt;" in attached["html"]
    assert "<i>" not in attached["html"]
    figures = [f"outcome-{make.outcome(model).pk}", f"contribution-{make.contribution(model).pk}"]
    for number, figure in enumerate(figures):
        paper = upload("p.pdf", torture.pdf(title=b"%d" % number))
        [attached] = visitor.post(to_attach(model), {"files": paper, "figure": figure}, **FETCH).json()["documents"]
        assert "Achieved ·" in attached["html"]
    answer = visitor.post(to_attach(model), {"files": [upload("b.png", torture.png()), upload("c.svg", torture.SVG)]}, **FETCH)
    assert answer.status_code == 422
    assert len(answer.json()["documents"]) == 1
    [wrong] = answer.json()["errors"]
    assert wrong["name"] == "c.svg"
    assert wrong["sentence"].startswith("This is a web page or a drawing")


def test_fetch_that_was_lost_on_its_way_back_finds_the_row_the_second_time(visitor, model):
    visitor.post(to_attach(model), {"files": upload()}, **FETCH)
    answer = visitor.post(to_attach(model), {"files": upload()}, **FETCH)
    assert answer.status_code == 422
    assert str(Document.objects.get().key) in answer.json()["errors"][0]["known"]


@pytest.mark.parametrize("case", torture.BAD)
def test_no_bad_file_crashes_the_page(case, visitor, model, media):
    name, build, reason = torture.BAD[case]
    answer = visitor.post(to_attach(model), {"files": upload(name, build())}, **FETCH)
    assert answer.status_code == 422
    assert reason in answer.json()["errors"][0]["sentence"]
    assert [path for path in media.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("name", torture.NAMES)
def test_no_name_crashes_the_page(name, visitor, model):
    visitor.post(to_attach(model), {"files": upload(name or " ", torture.pdf())})
    visitor.post(to_attach(model), {"files": upload(name or " ", torture.pdf(title=b"2"))}, **FETCH)
    assert {bool(re.fullmatch(r"[^/\\<>\"\x00-\x1f]{1,146}\.pdf", kept)) for kept in names()} <= {True}
    assert visitor.get(f"/models/{model.code}/").status_code == 200


def test_too_large_a_file_is_not_kept_on_its_way(visitor, model, settings, media):
    settings.LARGEST_DOCUMENT = settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100_000
    big = upload("to.jpg", bytes(300_000))
    answer = visitor.post(to_attach(model), {"files": [big, upload(), upload("b.pdf", torture.pdf())]}, **FETCH)
    assert [wrong["name"] for wrong in answer.json()["errors"]] == ["to.jpg"]
    assert "and no more are possible" in answer.json()["errors"][0]["sentence"]
    assert sorted(names()) == ["anh.jpg", "b.pdf"]
    shown = words(visitor.post(to_attach(model), {"files": upload("to.jpg", bytes(300_000))}))
    assert ["to.jpg" in shown, "and no more are possible" in shown] == [True, True]


def test_too_many_files_at_once_say_so(visitor, model, settings):
    settings.MOST_DOCUMENTS = 2
    files = [upload(f"{number}.pdf", torture.pdf(title=b"%d" % number)) for number in range(4)]
    answer = visitor.post(to_attach(model), {"files": files}, **FETCH)
    assert [wrong["name"] for wrong in answer.json()["errors"]] == ["2.pdf", "3.pdf"]
    assert len(names()) == 2
    shown = words(visitor.get(f"/models/{model.code}/"))
    assert "More than 2 documents are not possible." in shown


def test_far_too_many_files_and_damaged_requests_get_a_sentence(visitor, model):
    files = [upload(f"{number}.pdf", b"x") for number in range(101)]
    assert "This was too much at once" in words(visitor.post(to_attach(model), {"files": files}))
    answer = visitor.post(to_attach(model), {"caption": "x" * 6_000_000}, **FETCH)
    assert [answer.status_code, "too much at once" in answer.json()["errors"][0]["sentence"]] == [422, True]
    for content_type in ("multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=é"):
        answer = visitor.post(to_attach(model), b"--x\r\nnonsense", content_type=content_type, **FETCH)
        assert answer.status_code == 422
    assert names() == []


def test_half_a_request_attaches_no_half_file(visitor, model):
    head = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.jpg"\r\n\r\n'
    body = head + torture.jpeg()[:2000]
    answer = visitor.post(to_attach(model), body, content_type="multipart/form-data; boundary=x", **FETCH)
    assert answer.status_code == 422
    assert names() == []


def test_without_its_token_nothing_is_attached(model, submitter):
    strict = log_in(submitter, enforce_csrf_checks=True)
    assert strict.post(to_attach(model), {"files": upload()}).status_code == 403
    assert strict.post(to_attach(model), {"files": upload()}, **FETCH).status_code == 403
    assert names() == []
    strict.get(f"/models/{model.code}/")
    headers = {**FETCH["headers"], "X-CSRFToken": strict.cookies["csrftoken"].value}
    assert strict.post(to_attach(model), {"files": upload()}, headers=headers).status_code == 200


def test_figure_of_another_model_or_nonsense_is_no_choice(visitor, model, world):
    strange = make.outcome(make.initiative(Status.REGISTERED, world.an_sinh))
    for figure in (f"outcome-{strange.pk}", "outcome-", "x", "contribution-999999999999999999999"):
        answer = visitor.post(to_attach(model), {"files": upload(), "figure": figure}, **FETCH)
        assert answer.json()["errors"][0]["sentence"].startswith("This figure is no longer there.")
    assert names() == []


def test_closed_model_says_why_and_offers_no_form(visitor, model):
    model.status, model.reported_at = Status.REPORTED, make.ago(0)
    model.save()
    make.document(model)
    shown = words(visitor.get(f"/models/{model.code}/"))
    assert ["data-document=" in shown, "data-attach" in shown, "data-remove" in shown] == [True, False, False]
    answer = visitor.post(to_attach(model), {"files": upload()}, **FETCH)
    assert "is not possible" in answer.json()["errors"][0]["sentence"]


# ---- remove ----


def test_removing_by_button_and_by_fetch(visitor, model, submitter):
    first, second = make.document(model, name="a.jpg"), make.document(model, name="b.jpg")
    response = visitor.post(reverse("document-remove", args=[model.code, first.key]), {"back": "report"})
    assert response.url == f"/models/{model.code}/report/#documents"
    answer = visitor.post(reverse("document-remove", args=[model.code, second.key]), **FETCH)
    assert answer.json() == {"removed": str(second.key), "errors": []}
    assert names() == []
    assert visitor.post(reverse("document-remove", args=[model.code, second.key])).status_code == 404


def test_nobody_removes_the_document_of_another_model(visitor, model, world):
    other = make.document(make.initiative(Status.REGISTERED, world.dong_trieu))
    assert visitor.post(reverse("document-remove", args=[model.code, other.key])).status_code == 404
    model.status, model.reported_at = Status.REPORTED, make.ago(0)
    model.save()
    locked = make.document(model)
    answer = visitor.post(reverse("document-remove", args=[model.code, locked.key]), **FETCH)
    assert [answer.status_code, "is not possible" in answer.json()["errors"][0]["sentence"]] == [422, True]
    visitor.post(reverse("document-remove", args=[model.code, locked.key]))
    assert "is not possible" in words(visitor.get(f"/models/{model.code}/"))
    assert Document.objects.count() == 2


# ---- hand out ----


def handed_out(response) -> dict:
    wanted = ("Content-Type", "Content-Disposition", "X-Content-Type-Options", "Content-Security-Policy", "Cache-Control")
    found = {name: response.headers[name] for name in (*wanted, "Cross-Origin-Resource-Policy")}
    found["size"] = len(response.getvalue())
    return found


SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
}


def test_photo_is_shown_and_paper_downloaded_under_safe_headers(visitor, model, submitter):
    photo = documents.attach(model, by=submitter, upload=upload("đường hoa.JPG"))
    paper = documents.attach(model, by=submitter, upload=upload('"; a=\\x.html', torture.pdf()))
    assert handed_out(visitor.get(f"/documents/{photo.key}/")) == SAFE | {
        "Content-Type": "image/jpeg",
        "Content-Disposition": "inline; filename*=utf-8''%C4%91%C6%B0%E1%BB%9Dng%20hoa.jpg",
        "size": photo.size,
    }
    assert handed_out(visitor.get(f"/documents/{paper.key}/")) == SAFE | {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="x.pdf"',
        "size": paper.size,
    }
    small = handed_out(visitor.get(f"/documents/{photo.key}/thumbnail/"))
    assert [small["Content-Type"], small["Content-Disposition"]] == ["image/jpeg", f'inline; filename="{photo.key}.jpg"']
    assert visitor.get(f"/documents/{paper.key}/thumbnail/").status_code == 404


@pytest.mark.parametrize("case", torture.GOOD)
def test_no_file_is_ever_served_as_a_web_page(case, visitor, model, submitter):
    name, build, _kept_as = torture.GOOD[case]
    document = documents.attach(model, by=submitter, upload=upload(name, build()))
    Document.objects.update(content_type="text/html")  # not believed
    served = handed_out(visitor.get(f"/documents/{document.key}/"))
    assert served["Content-Type"] == document.content_type
    assert served["Content-Disposition"].split(";")[0] == ("inline" if document.is_photo else "attachment")
    assert {name: served[name] for name in SAFE} == SAFE


def test_file_is_asked_for_again_but_sent_once(visitor, model, submitter):
    photo = documents.attach(model, by=submitter, upload=upload())
    first = visitor.get(f"/documents/{photo.key}/")
    first.getvalue()
    again = visitor.get(f"/documents/{photo.key}/", headers={"If-None-Match": first.headers["ETag"]})
    assert [again.status_code, again.content] == [304, b""]
    assert visitor.post(f"/documents/{photo.key}/").status_code == 405


def test_document_follows_the_sight_of_its_model(world, submitter, colleague, neighbour, reviewer, leader, superuser, stranger):
    draft = make.initiative(Status.DRAFT, world.an_sinh, by=submitter)
    document = documents.attach(draft, by=submitter, upload=upload())

    def who_sees() -> list[str]:
        people = (submitter, colleague, neighbour, reviewer, leader, superuser, stranger)
        answers = {user: log_in(user).get(f"/documents/{document.key}/") for user in people}
        for answer in answers.values():
            answer.getvalue()
        return [user.username for user, answer in answers.items() if answer.status_code == 200]

    assert who_sees() == ["submitter", "colleague"]
    draft.status, draft.submitted_at = Status.SUBMITTED, make.ago(0)
    draft.save()
    assert who_sees() == ["submitter", "colleague", "reviewer", "leader", "superuser"]
    assert Client().get(f"/documents/{document.key}/").url.startswith("/login/")


def test_lost_file_or_unknown_key_is_a_page_that_is_not_there(visitor, model, media):
    lost = make.document(model)
    strange = make.document(model, extension="exe", content_type="text/html")
    for key in (lost.key, strange.key, uuid4()):
        assert visitor.get(f"/documents/{key}/").status_code == 404
        assert visitor.get(f"/documents/{key}/thumbnail/").status_code == 404
    assert visitor.get("/documents/nonsense/").status_code == 404
    assert visitor.get(f"/models/{model.code}/").status_code == 200


# ---- the list on the pages ----


@pytest.mark.parametrize("page", ["/models/{}/", "/models/{}/report/", "/review/{}/"])
def test_list_costs_one_query_however_long_it_is(page, model, submitter, reviewer):
    client = log_in(reviewer if "review" in page else submitter)
    outcome, contribution = make.outcome(model), make.contribution(model)

    def queries() -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page.format(model.code)).status_code == 200
        return [query["sql"] for query in captured]

    make.document(model)
    client.get(page.format(model.code))
    few = queries()
    for _more in range(10):
        make.document(model)
        make.document(model, outcome=outcome)
        make.document(model, contribution=contribution)
    many = queries()
    assert len(many) == len(few)
    assert len([sql for sql in many if 'FROM "registry_document"' in sql]) == 1


def test_reviewer_reads_the_documents_and_changes_none(model, reviewer, submitter):
    outcome = make.outcome(model, value=810)
    document = documents.attach(model, by=submitter, upload=upload(), outcome=outcome)
    shown = words(log_in(reviewer).get(f"/review/{model.code}/"))
    assert f'href="/documents/{document.key}/"' in shown
    assert "810" in shown
    assert ["data-attach" in shown, "data-remove" in shown, "documents.js" in shown] == [False, False, False]


def test_page_without_documents_says_nothing_to_those_who_only_read(model, reviewer, submitter):
    assert "Photos and papers" not in words(log_in(reviewer).get(f"/review/{model.code}/"))
    assert "Photos and papers" not in words(log_in(reviewer).get(f"/models/{model.code}/"))
    assert "Nothing is attached yet." in words(log_in(submitter).get(f"/models/{model.code}/report/"))
