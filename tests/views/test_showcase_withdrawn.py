"""Photos of public models, and every way in which a model or a photo leaves the showcase: all of it is gone at once."""

from io import BytesIO
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader

from registry.models import Initiative, Person, Publication, Sector
from registry.services import documents, persons, recognition, review, units
from registry.vocabulary import Status
from tests import make, torture

from .test_showcase import page_of, public, shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def reading(client):
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def shot(world, submitter):
    """A public model with a real photo on its page."""
    row = make.initiative(Status.REGISTERED, world.an_sinh, by=submitter)
    photo = documents.attach(row, by=submitter, upload=upload(torture.jpeg(64, 48)))
    decided = {"reported_at": make.ago(3), "recognised_at": make.ago(2), "cleared_at": make.ago(1)}
    Initiative.objects.filter(pk=row.pk).update(status=Status.RECOGNISED, **decided)
    row.refresh_from_db()
    make.recognition(row)
    make.publication(row, photos=[photo])
    return SimpleNamespace(row=row, photo=photo, by=submitter)


def upload(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("anh.jpg", content)


def photos_of(client, shot) -> list[int]:
    """How the photo and its small picture are answered."""
    answers = []
    for name in ("showcase-photo", "showcase-thumbnail"):
        response = client.get(reverse(name, args=[shot.row.code, shot.photo.key]))
        response.getvalue()  # reads and closes the file that was handed out
        answers.append(response.status_code)
    return answers


def test_a_photo_is_served_while_its_model_is_public_and_asked_for_anew_each_time(client, shot):
    assert photos_of(client, shot) == [200, 200]
    address = reverse("showcase-photo", args=[shot.row.code, shot.photo.key])
    response = client.get(address)
    response.getvalue()  # reads and closes the file that was handed out
    assert {"private", "no-cache"} <= set(response["Cache-Control"].split(", "))
    assert response["X-Content-Type-Options"] == "nosniff"
    kept = client.get(address, headers={"if-none-match": response["ETag"]})
    assert kept.status_code == 304
    Initiative.objects.filter(pk=shot.row.pk).update(cleared_at=None)
    assert client.get(address, headers={"if-none-match": response["ETag"]}).status_code == 404


def test_a_photo_that_was_not_chosen_or_is_of_another_model_is_not_there(client, shot, world):
    other, beside = make.document(shot.row), public(world.an_sinh)
    for code, key in ((shot.row.code, other.key), (beside.code, shot.photo.key), (shot.row.code, uuid4())):
        assert client.get(reverse("showcase-photo", args=[code, key])).status_code == 404


def test_a_photo_that_is_deleted_is_gone_from_page_list_and_paper(reading, shot):
    shot.photo.delete()
    assert photos_of(reading, shot) == [404, 404]
    pages = [page_of(reading, shot.row), reading.get(reverse("showcase"))]
    assert [str(shot.photo.key) in page.content.decode() for page in pages] == [False, False]
    paper = reading.get(reverse("showcase-pdf", args=[shot.row.code]))
    assert [list(page.images) for page in PdfReader(BytesIO(paper.content)).pages] == [[]]


def test_a_model_of_a_unit_that_was_merged_stays_public_under_the_name_of_today(reading, world, superuser):
    row = public(world.dong_trieu, title="Đường hoa")
    units.merge([world.dong_trieu], into=world.an_sinh, on=make.today(), legal_basis="Nghị quyết 1", by=superuser)
    assert "Phường An Sinh" in page_of(reading, row).content.decode()
    assert shown(reading, place="an sinh") == shown(reading, place="dong trieu") == ["Đường hoa"]


def test_search_engines_keep_no_copy(client, shot):
    code, key = shot.row.code, shot.photo.key
    addresses = [reverse("showcase"), *(reverse(name, args=[code]) for name in ("showcase-model", "showcase-pdf"))]
    addresses += [reverse(name, args=[code, key]) for name in ("showcase-photo", "showcase-thumbnail")]
    answers = [client.get(address) for address in addresses]
    for answer in answers:
        answer.getvalue()
    assert [answer["X-Robots-Tag"] for answer in answers] == ["noarchive, noimageindex"] * 5


def unclear(row, by, submitter):
    review.unclear(row, by=by, reason="Theo đề nghị")


def revoke(row, by, submitter):
    decision = make.decision(kind="revocation", body=make.body(unit=row.unit))
    recognition.revoke(row.recognitions.get(), by=by, decision=decision, ground=make.ground(), reason="Sai sự thật")


def restrict(row, by, submitter):
    review.amend(row, by=by, facts={"is_restricted": True}, reason="Hạn chế")


def move_to_defence(row, by, submitter):
    review.amend(row, by=by, facts={"sector": make.sector("defence")}, reason="Nhầm lĩnh vực")


def close_the_field(row, by, submitter):
    Sector.objects.filter(pk=row.sector_id).update(is_public=False)


def cancel(row, by, submitter):
    recognition.cancel_entry(row.recognitions.get(), by=by, reason="Ghi nhầm")


def take_consent_back(row, by, submitter):
    Person.objects.filter(initiative=row).update(consented_at=make.ago(1))
    Publication.objects.filter(initiative=row).update(advice="Hỏi ông Nguyễn Văn Thử.")
    persons.withdraw_consent(row, by=submitter)


def erase(row, by, submitter):
    persons.erase(row, by=make.user(is_superuser=True), reason="Theo yêu cầu")


@pytest.mark.parametrize(
    "lose", [unclear, revoke, restrict, move_to_defence, close_the_field, cancel, take_consent_back, erase]
)
def test_whatever_takes_a_model_out_of_the_showcase_takes_all_of_it_at_once(reading, shot, reviewer, submitter, lose):
    row = shot.row
    follower = public(title="Làm theo", sector=make.sector("culture"))
    make.adoption(follower, row)
    assert photos_of(reading, shot) == [200, 200]
    lose(row, reviewer, submitter)
    fresh = Initiative.objects.get(pk=row.pk)
    assert shown(reading) == ["Làm theo"]
    assert shown(reading, q=row.title) == []
    assert (page_of(reading, row).status_code, photos_of(reading, shot)) == (404, [404, 404])
    assert reading.get(reverse("showcase-pdf", args=[row.code])).status_code == 404
    assert fresh.title not in page_of(reading, follower).content.decode()
    for name in ("open-models-csv", "open-models-json", "sitemap"):
        assert row.code not in b"".join(reading.get(reverse(name)).streaming_content).decode()
    reading.force_login(submitter)
    assert reading.get(reverse("showcase-adopt", args=[row.code])).status_code == 404


def test_the_paper_shows_the_public_photos_small(reading, shot):
    large = documents.attach(
        make.initiative(Status.REGISTERED, shot.row.unit, by=shot.by), by=shot.by, upload=upload(torture.jpeg(2000, 1500))
    )
    large.initiative = shot.row
    large.save()
    shot.row.publication.photos.create(document=large, order=1, caption="Đường sau khi làm", checked_at=make.ago(0))
    response = reading.get(reverse("showcase-pdf", args=[shot.row.code]))
    pages = PdfReader(BytesIO(response.content)).pages
    assert sorted(image.image.size for page in pages for image in page.images) == [(64, 48), (480, 360)]
    assert "Đường sau khi làm" in " ".join(page.extract_text() for page in pages)
    assert len(response.content) < 300_000
    large.file.storage.delete(large.thumbnail.name)  # lost on the disk: the rest is still printed
    response = reading.get(reverse("showcase-pdf", args=[shot.row.code]))
    assert [image.image.size for page in PdfReader(BytesIO(response.content)).pages for image in page.images] == [(64, 48)]
