"""Attaching and removing evidence: rights, limits, names, the trail; file and row come and go together."""

import hashlib
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from registry.errors import Refused
from registry.models import Document, Entry
from registry.services import decisions, documents, initiatives, review
from registry.vocabulary import Action, Level, Status
from tests import make, torture
from tests.conftest import trail_of

from .test_races import race

pytestmark = pytest.mark.django_db
PLAIN_PDF = torture.pdf()


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def stored(media) -> list[str]:
    return sorted(str(path.relative_to(media)) for path in media.rglob("*") if path.is_file())


def paper(content=PLAIN_PDF, name="bien ban.pdf"):
    return SimpleUploadedFile(name, content, content_type="text/html")


@pytest.fixture
def draft(world, submitter):
    return make.initiative(Status.DRAFT, world.an_sinh, by=submitter)


def test_photo_becomes_a_row_two_files_and_an_entry(draft, submitter, media):
    before = draft.version
    document = documents.attach(
        draft, by=submitter, upload=paper(torture.phone_photo(640, 480), "IMG_1.JPG"), caption="  Đường\u200b mới  "
    )
    document.refresh_from_db()
    assert [document.name, document.caption, document.extension, document.content_type, document.width, document.height] == [
        "IMG_1.jpg",
        "Đường mới",
        "jpg",
        "image/jpeg",
        640,
        480,
    ]
    assert stored(media) == sorted([document.file.name, document.thumbnail.name])
    for name, sha256 in ((document.file.name, document.sha256), (document.thumbnail.name, document.thumbnail_sha256)):
        content = (media / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == sha256
        assert [secret for secret in torture.SECRETS if secret in content] == []
    assert document.size == (media / document.file.name).stat().st_size
    assert trail_of(draft) == [(submitter, Action.ATTACH, Status.DRAFT, Status.DRAFT, "")]
    assert Entry.objects.get(action=Action.ATTACH).data == {"document": [None, str(document.key)], "kind": [None, "jpg"]}
    draft.refresh_from_db()
    assert draft.version == before


def test_paper_is_kept_byte_for_byte(draft, submitter, media):
    document = documents.attach(draft, by=submitter, upload=paper())
    assert (media / document.file.name).read_bytes() == PLAIN_PDF
    assert [document.is_photo, document.thumbnail.name, document.size] == [False, "", len(PLAIN_PDF)]


@pytest.mark.parametrize("case", torture.GOOD)
def test_good_file_is_kept_under_its_true_name(case, draft, submitter, media):
    name, build, kept_as = torture.GOOD[case]
    assert documents.attach(draft, by=submitter, upload=paper(build(), name)).name == kept_as


@pytest.mark.parametrize("case", torture.BAD)
def test_bad_file_leaves_neither_row_nor_file_nor_entry(case, draft, submitter, media):
    name, build, reason = torture.BAD[case]
    with pytest.raises(Refused, match=reason):
        documents.attach(draft, by=submitter, upload=paper(build(), name))
    assert [stored(media), Document.objects.count(), trail_of(draft)] == [[], 0, []]


@pytest.mark.parametrize("name", torture.NAMES)
def test_name_is_cleaned(name):
    kept = documents.clean_name(name, "pdf")
    assert kept == torture.NAMES[name]
    assert len(kept) <= 150


def test_document_may_belong_to_one_figure_of_its_own_model(draft, submitter, world):
    outcome, contribution = make.outcome(draft), make.contribution(draft)
    of_outcome = documents.attach(draft, by=submitter, upload=paper(torture.pdf(title=b"1")), outcome=outcome)
    of_contribution = documents.attach(draft, by=submitter, upload=paper(torture.pdf(title=b"2")), contribution=contribution)
    assert [of_outcome.outcome, of_contribution.contribution] == [outcome, contribution]
    strange = make.outcome(make.initiative(Status.DRAFT, world.an_sinh))
    with pytest.raises(Refused, match="no longer there"):
        documents.attach(draft, by=submitter, upload=paper(), outcome=strange)
    with pytest.raises(Refused, match="one figure at most"):
        documents.attach(draft, by=submitter, upload=paper(), outcome=outcome, contribution=contribution)
    outcome.delete()
    of_outcome.refresh_from_db()
    assert of_outcome.outcome is None


@pytest.mark.parametrize("status", Status)
def test_documents_are_open_while_the_model_is_written_and_locked_afterwards(status, world, submitter, media):
    shown = make.initiative(status, world.an_sinh, by=submitter)
    if status in (Status.DRAFT, Status.RETURNED, Status.REGISTERED):
        documents.detach(documents.attach(shown, by=submitter, upload=paper()), by=submitter)
        return
    there = make.document(shown)
    with pytest.raises(Refused, match="not possible"):
        documents.attach(shown, by=submitter, upload=paper())
    with pytest.raises(Refused, match="not possible"):
        documents.detach(there, by=submitter)
    assert [stored(media), Document.objects.get()] == [[], there]


def test_nobody_but_a_submitter_of_the_unit_attaches_or_removes(draft, submitter, neighbour, reviewer, superuser, stranger):
    there = documents.attach(draft, by=submitter, upload=paper())
    for who in (neighbour, reviewer, superuser, stranger):
        with pytest.raises(PermissionDenied):
            documents.attach(draft, by=who, upload=paper(torture.jpeg()))
        with pytest.raises(PermissionDenied):
            documents.detach(there, by=who)
    assert Document.objects.get() == there


def test_who_brings_the_evidence_does_not_judge_it(draft, colleague):
    documents.attach(draft, by=colleague, upload=paper())
    assert draft.authors.filter(pk=colleague.pk).exists()


def test_no_more_than_the_settings_allow(draft, submitter, settings, media):
    settings.MOST_DOCUMENTS = 1
    documents.attach(draft, by=submitter, upload=paper())
    with pytest.raises(Refused, match="at most 1 documents"):
        documents.attach(draft, by=submitter, upload=paper(torture.jpeg()))
    assert len(stored(media)) == 1


def test_file_too_large_is_refused_before_it_is_read(draft, submitter, settings):
    settings.LARGEST_DOCUMENT = 1024 * 1024
    upload = SimpleNamespace(name="a.pdf", size=1024 * 1024 + 1)  # there is nothing to read it by
    with pytest.raises(Refused, match=r"The file has 1\.1 MB; at most 1 MB are possible"):
        documents.attach(draft, by=submitter, upload=upload)
    documents.attach(draft, by=submitter, upload=paper(torture.pdf(extra=b"%" + b"x" * 1_000_000 + b"\n")))


def test_same_file_twice_is_refused_and_names_the_first(draft, submitter, world, media):
    first = documents.attach(draft, by=submitter, upload=paper(torture.phone_photo(), "a.jpg"))
    with pytest.raises(documents.AlreadyAttached, match=r"as “a.jpg”") as refusal:
        documents.attach(draft, by=submitter, upload=paper(torture.phone_photo(), "b.jpg"))
    assert refusal.value.document == first
    assert len(stored(media)) == 2
    other = make.initiative(Status.DRAFT, world.an_sinh)
    assert documents.attach(other, by=submitter, upload=paper(torture.phone_photo())).sha256 == first.sha256


def test_file_goes_again_when_its_transaction_fails(draft, submitter, media, monkeypatch):
    def fails(*args, **kwargs):
        assert len(stored(media)) == 2
        raise RuntimeError

    monkeypatch.setattr(documents.trail, "record", fails)
    with pytest.raises(RuntimeError):
        documents.attach(draft, by=submitter, upload=paper(torture.jpeg()))
    assert [stored(media), Document.objects.count()] == [[], 0]


def test_full_disk_is_said_and_leaves_nothing(draft, submitter, media, monkeypatch):
    def is_full(file):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(documents.os, "fsync", is_full)
    with pytest.raises(Refused, match="could not be stored"):
        documents.attach(draft, by=submitter, upload=paper(torture.jpeg()))
    assert [stored(media), Document.objects.count()] == [[], 0]


def test_removing_takes_the_files_after_the_row(draft, submitter, media, django_capture_on_commit_callbacks):
    document = documents.attach(draft, by=submitter, upload=paper(torture.jpeg()))
    with django_capture_on_commit_callbacks(execute=True):
        documents.detach(document, by=submitter)
        assert len(stored(media)) == 2
    assert [stored(media), Document.objects.count()] == [[], 0]
    assert Entry.objects.last().data == {"document": [str(document.key), None], "kind": ["jpg", None]}


def test_removing_twice_says_so(draft, submitter, colleague):
    document = documents.attach(draft, by=submitter, upload=paper())
    documents.detach(document, by=submitter)
    with pytest.raises(Refused, match="already removed"):
        documents.detach(Document(pk=999, initiative=draft), by=colleague)


@pytest.mark.django_db(transaction=True)
def test_files_stay_when_the_removal_fails(draft, submitter, media):
    document = documents.attach(draft, by=submitter, upload=paper())

    def removal_that_fails():
        with transaction.atomic():
            documents.detach(document, by=submitter)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        removal_that_fails()
    assert [stored(media), Document.objects.get()] == [[document.file.name], document]
    documents.detach(document, by=submitter)
    assert stored(media) == []


def test_files_of_a_model_can_go_with_it(draft, submitter, media, django_capture_on_commit_callbacks):
    documents.attach(draft, by=submitter, upload=paper(torture.jpeg()))
    documents.attach(draft, by=submitter, upload=paper())
    with django_capture_on_commit_callbacks(execute=True):
        documents.remove_with(draft)
        draft.delete()
    assert stored(media) == []


def test_documents_stay_with_a_model_that_is_taken_back_or_returned(world, submitter, reviewer):
    shown = make.initiative(Status.DRAFT, world.an_sinh, by=submitter)
    there = documents.attach(shown, by=submitter, upload=paper())
    initiatives.submit(shown, by=submitter)
    initiatives.take_back(shown, by=submitter)
    initiatives.submit(shown, by=submitter)
    review.return_(shown, by=reviewer, remarks={"method": "Nêu rõ ai chủ trì."})
    documents.detach(there, by=submitter)


# ---- two people at once ----


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("most", [1, 2])
def test_of_two_people_who_attach_at_once_the_second_sees_what_the_first_did(
    most, draft, submitter, colleague, settings, media
):
    settings.MOST_DOCUMENTS = most

    def attaches(who, content):
        return lambda: documents.attach(draft, by=who, upload=paper(content))

    other = torture.pdf(title=b"another") if most == 1 else PLAIN_PDF
    first, second = race(attaches(submitter, PLAIN_PDF), attaches(colleague, other))
    assert str(second).startswith("A model has at most 1 documents." if most == 1 else "This file is already attached")
    assert [stored(media), Document.objects.get()] == [[first.file.name], first]


# ---- scans of decisions ----


def scan(content=PLAIN_PDF):
    return SimpleUploadedFile("quyet dinh.pdf", content)


def test_refused_decision_leaves_no_scan_behind(world, reviewer, campaign, media):
    body = make.body(Level.GRASSROOTS, world.an_sinh)
    facts = {"by": reviewer, "campaign": campaign, "body": body, "issued_on": make.today(), "scan": scan()}
    with pytest.raises(Refused):
        decisions.record(**facts, number="1/QĐ", is_issued=True)  # no signatory
    decisions.record(**facts | {"scan": None}, number="2/QĐ")
    with pytest.raises(Refused):
        decisions.record(**facts, number="2/QĐ")
    assert stored(media) == []


def test_newer_scan_of_a_draft_replaces_the_older_one(world, reviewer, campaign, media, django_capture_on_commit_callbacks):
    body = make.body(Level.GRASSROOTS, world.an_sinh)
    decision = decisions.record(by=reviewer, campaign=campaign, body=body, scan=scan())
    with django_capture_on_commit_callbacks(execute=True):
        changed = decisions.change(decision, by=reviewer, number="1/QĐ", scan=scan(PLAIN_PDF + b"\n"))
    assert stored(media) == [changed.scan.name]
    assert (media / changed.scan.name).read_bytes() == PLAIN_PDF + b"\n"
    kept = decisions.change(changed, by=reviewer, number="2/QĐ")
    assert kept.scan.name == changed.scan.name
