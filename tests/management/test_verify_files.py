"""`manage.py verify_files`: files and rows agree, or the command says where they do not, and mends what can be mended."""

import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from registry.management.commands import verify_files
from registry.services import councils, decisions, documents
from registry.vocabulary import Level, Status
from tests import make, torture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path, monkeypatch) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr(verify_files, "PAUSE", 0)
    return settings.MEDIA_ROOT


@pytest.fixture
def photo(world, submitter):
    draft = make.initiative(Status.DRAFT, world.an_sinh, by=submitter)
    return documents.attach(draft, by=submitter, upload=SimpleUploadedFile("a.jpg", torture.jpeg()))


@pytest.fixture
def paper(photo, submitter):
    return documents.attach(photo.initiative, by=submitter, upload=SimpleUploadedFile("a.pdf", torture.pdf()))


@pytest.fixture
def decision(world, reviewer, campaign):
    body = make.body(Level.GRASSROOTS, world.an_sinh)
    return decisions.record(by=reviewer, campaign=campaign, body=body, scan=SimpleUploadedFile("a.pdf", torture.pdf()))


def verify(*, repair=False) -> tuple[int, list[str]]:
    """The exit code of the command and what it found, as "what name"."""
    out, code = StringIO(), 0
    try:
        call_command("verify_files", repair=repair, stdout=out)
    except CommandError as error:
        code = error.returncode
    *lines, _sum = out.getvalue().splitlines()
    return code, [" ".join(line.split(" (")[0].split()) for line in lines]


def test_nothing_stored_is_in_order(db):
    assert verify() == (0, [])


def test_what_the_services_stored_is_in_order(photo, paper, decision):
    out = StringIO()
    call_command("verify_files", stdout=out)
    assert out.getvalue() == "4 files are as they should be, 0 were mended, 0 are not.\n"
    call_command("verify_files", stdout=out, verbosity=0)
    assert out.getvalue().count("\n") == 1


def test_missing_file_is_listed_and_its_row_stays(photo, paper, decision, media):
    for name in (paper.file.name, photo.file.name, decision.scan.name):
        (media / name).unlink()
    found = (1, [f"missing {name}" for name in (photo.file.name, paper.file.name, decision.scan.name)])
    # The thumbnail is no orphan: the row still names it.
    assert [verify(), verify(repair=True), verify()] == [found] * 3
    paper.refresh_from_db()


def test_altered_file_is_listed_and_stays(photo, paper, decision, media):
    of_photo, of_paper, of_scan = (media / name for name in (photo.file.name, paper.file.name, decision.scan.name))
    flipped = bytearray(of_photo.read_bytes())
    flipped[-9] ^= 1
    of_photo.write_bytes(flipped)
    of_paper.write_bytes(torture.pdf() + b"\n")
    of_scan.write_bytes(b"")
    found = (1, [f"altered {name}" for name in (photo.file.name, paper.file.name, decision.scan.name)])
    assert [verify(), verify(repair=True)] == [found] * 2
    assert of_photo.read_bytes() == bytes(flipped)


def test_the_signed_minutes_of_a_council_are_looked_at_like_the_scan_of_a_decision(world, reviewer, media):
    session = make.council(make.body(Level.GRASSROOTS, world.an_sinh), is_closed=True)
    councils.attach_scan(session, by=reviewer, scan=SimpleUploadedFile("a.pdf", torture.pdf()))
    session.refresh_from_db()
    assert verify() == (0, [])
    (media / session.scan.name).write_bytes(b"no paper")
    assert verify(repair=True) == (1, [f"altered {session.scan.name}"])
    (media / session.scan.name).unlink()
    assert verify() == (1, [f"missing {session.scan.name}"])


def test_a_lost_photo_hides_nothing_of_its_thumbnail(photo, media):
    (media / photo.file.name).unlink()
    (media / photo.thumbnail.name).write_bytes(b"x")
    found = (1, [f"missing {photo.file.name}", f"altered {photo.thumbnail.name}"])
    assert [verify(), verify(repair=True)] == [found] * 2  # without its photo no thumbnail can be made anew


def test_unreadable_file_is_listed(paper, media):
    path = media / paper.file.name
    path.unlink()
    path.mkdir()
    assert verify(repair=True) == (1, [f"unreadable {paper.file.name}"])


def test_orphans_are_listed_and_set_aside_by_repair(photo, media):
    names = ["decisions/7/scan.pdf", "documents/aa/b\nc.jpg", os.fsdecode(b"documents/aa/\xff\xfe.jpg"), "stray"]
    for name in names:
        (media / name).parent.mkdir(parents=True, exist_ok=True)
        (media / name).write_bytes(b"x")
    code, lines = verify()
    assert (code, lines) == (
        1,
        [
            "orphaned decisions/7/scan.pdf",
            "orphaned documents/aa/b\\nc.jpg",
            "orphaned documents/aa/\\udcff\\udcfe.jpg",
            "orphaned stray",
        ],
    )
    code, lines = verify(repair=True)
    assert (code, [line.split()[:2] for line in lines]) == (0, [["set", "aside"]] * 4)
    assert [(media / "orphaned" / name).read_bytes() for name in names] == [b"x"] * 4
    assert verify() == (0, [])
    (media / "stray").write_bytes(b"y")
    verify(repair=True)
    assert sorted(path.read_bytes() for path in (media / "orphaned").glob("*stray")) == [b"x", b"y"]


def test_file_whose_row_comes_while_the_command_runs_is_no_orphan(photo, media, monkeypatch):
    late = make.document(photo.initiative, file="documents/00/late.pdf")
    late.delete()
    (media / "documents/00").mkdir(exist_ok=True)
    (media / "documents/00/late.pdf").write_bytes(b"x")

    def meanwhile(_seconds):
        late.save(force_insert=True)

    monkeypatch.setattr(verify_files.time, "sleep", meanwhile)
    assert verify(repair=True) == (0, [])


def test_lost_thumbnail_is_made_anew(photo, media):
    name = photo.thumbnail.name
    for damage in (lambda: (media / name).unlink(), lambda: (media / name).write_bytes(b"x")):
        damage()
        code, _lines = verify()
        assert code == 1
        assert verify(repair=True) == (0, [f"made anew {name}"])
        assert verify() == (0, [])
    photo.thumbnail, photo.thumbnail_sha256 = "", ""
    photo.save()
    (media / name).unlink()
    assert verify() == (1, ["missing"])
    assert verify(repair=True) == (0, ["made anew"])
    assert verify() == (0, [])


def test_thumbnail_of_a_lost_photo_stays_lost(photo, media):
    (media / photo.file.name).unlink()
    (media / photo.thumbnail.name).unlink()
    assert verify(repair=True) == (1, [f"missing {photo.file.name}", f"missing {photo.thumbnail.name}"])


def test_row_without_a_file_does_not_crash_it(photo, media):
    make.document(photo.initiative, file="")
    make.document(photo.initiative, file="../../etc/passwd", extension="exe")
    make.document(photo.initiative, file="documents/" + "x" * 150 + "\n.jpg")
    code, lines = verify(repair=True)
    assert (code, len(lines)) == (1, 3)
