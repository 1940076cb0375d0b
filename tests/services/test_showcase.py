"""The public text is edited by whoever may clear the model."""

import pytest
from django.core.exceptions import PermissionDenied

from registry.errors import Refused, Stale
from registry.models import Entry, Publication
from registry.services import review, showcase
from registry.services.showcase import Photo
from registry.vocabulary import Status
from tests import make

WORDS = {"situation": "Đường hẹp.", "method": "Họp dân.", "contact": "Bộ phận dân vận phường An Sinh"}


@pytest.fixture
def model(reviewer):
    return make.initiative(Status.RECOGNISED, reviewer.unit)


def acts_of(row) -> list[tuple]:
    return [(entry.actor, entry.action, entry.data) for entry in Entry.objects.filter(initiative=row).order_by("id")]


def test_editing_keeps_the_words_counts_the_version_and_leaves_the_parts_in_the_trail(model, reviewer, second_reviewer):
    first = showcase.edit(model, by=reviewer, facts=WORDS)
    assert (first.version, first.edited_by, first.situation) == (1, reviewer, "Đường hẹp.")
    showcase.edit(model, by=second_reviewer, facts={"situation": "Đường hẹp, lầy."}, version=1)
    text = Publication.objects.get()
    assert (text.version, text.edited_by, text.situation, text.method) == (2, second_reviewer, "Đường hẹp, lầy.", "Họp dân.")
    assert acts_of(model) == [
        (reviewer, "publication.edit", {"version": [0, 1], "situation": [], "method": [], "contact": []}),
        (second_reviewer, "publication.edit", {"version": [1, 2], "situation": []}),
    ]


def test_editing_publishes_nothing_and_leaves_the_dossier_as_it_was(model, reviewer):
    showcase.edit(model, by=reviewer, facts=WORDS)
    version = model.version
    model.refresh_from_db()
    assert (model.cleared_at, model.situation, model.version) == (None, make.TEXTS["situation"], version)


def test_of_two_who_edit_at_once_the_second_is_told(model, reviewer, second_reviewer):
    showcase.edit(model, by=reviewer, facts=WORDS, version=0)
    with pytest.raises(Stale):
        showcase.edit(model, by=second_reviewer, facts={"method": "Cách khác"}, version=0)
    assert Publication.objects.get().method == "Họp dân."


def test_the_same_words_again_are_refused(model, reviewer):
    showcase.edit(model, by=reviewer, facts=WORDS)
    with pytest.raises(Refused, match=r"Nothing was changed\."):
        showcase.edit(model, by=reviewer, facts=WORDS)


def test_nobody_edits_but_who_may_clear(model, submitter, neighbour_reviewer, leader, stranger, world):
    author = make.user("reviewer", world.an_sinh)
    model.authors.add(author)
    for person in (submitter, neighbour_reviewer, leader, stranger, author):
        with pytest.raises(PermissionDenied):
            showcase.edit(model, by=person, facts=WORDS)
    assert Publication.objects.count() == 0


@pytest.mark.parametrize("status", [status for status in Status if status not in (Status.RECOGNISED, Status.DRAFT)])
def test_only_a_recognised_model_gets_a_public_text(reviewer, status):
    with pytest.raises(Refused):
        showcase.edit(make.initiative(status, reviewer.unit), by=reviewer, facts=WORDS)


@pytest.mark.parametrize("changes", [{"is_restricted": True}, {"sector": "defence"}, {"sector": "security"}])
def test_what_is_never_public_gets_no_public_text(reviewer, changes):
    if "sector" in changes:
        changes = {"sector": make.sector(changes["sector"])}
    with pytest.raises(Refused, match="never published"):
        showcase.edit(make.initiative(Status.RECOGNISED, reviewer.unit, **changes), by=reviewer, facts=WORDS)


@pytest.mark.parametrize("part", showcase.FACTS)
def test_a_name_without_consent_stands_in_no_part(model, reviewer, part):
    with pytest.raises(Refused, match="has not consented"):
        showcase.edit(model, by=reviewer, facts={part: "Ông NGUYỄN VĂN THỬ kể lại."})
    model.person.consented_at = make.ago(1)
    model.person.save()
    showcase.edit(model, by=reviewer, facts={part: "Ông NGUYỄN VĂN THỬ kể lại."})


def test_a_name_in_the_dossier_alone_hinders_no_clearing(reviewer):
    row = make.initiative(Status.RECOGNISED, reviewer.unit, method="Ông Nguyễn Văn Thử vận động từng hộ.")
    review.clear(row, by=reviewer)
    named = make.initiative(Status.RECOGNISED, reviewer.unit, title="Ông Nguyễn Văn Thử hiến đất")
    with pytest.raises(Refused, match="has not consented"):
        review.clear(named, by=reviewer)


def test_a_text_that_names_the_person_is_cleared_with_consent_only(model, reviewer):
    make.publication(model, advice="Hỏi ông Nguyễn Văn Thử.")
    with pytest.raises(Refused, match="has not consented"):
        review.clear(model, by=reviewer)
    photo = make.document(model)
    other = make.initiative(Status.RECOGNISED, reviewer.unit)
    make.publication(other).photos.create(document=photo, caption="Ông Nguyễn Văn Thử", checked_at=make.ago(0))
    with pytest.raises(Refused, match="has not consented"):
        review.clear(other, by=reviewer)


def test_what_is_too_long_is_refused_at_its_part(model, reviewer):
    with pytest.raises(Refused) as refusal:
        showcase.edit(model, by=reviewer, facts={"summary": "a" * 401})
    assert list(refusal.value.fields) == ["summary"]


# ---- photos ----


def test_photos_are_chosen_in_order_with_captions_and_the_word_that_they_were_looked_at(model, reviewer):
    one, two = make.document(model), make.document(model)
    photos = [Photo(str(two.key), "Sau"), Photo(str(one.key), "Trước")]
    with pytest.raises(Refused) as refusal:
        showcase.edit(model, by=reviewer, facts=WORDS, photos=photos)
    assert list(refusal.value.fields) == ["photos_checked"]
    text = showcase.edit(model, by=reviewer, facts=WORDS, photos=photos, photos_checked=True)
    assert [(photo.document, photo.caption, photo.checked_by) for photo in text.photos.all()] == [
        (two, "Sau", reviewer),
        (one, "Trước", reviewer),
    ]
    assert acts_of(model)[0][2]["photos"] == [[], [str(two.key), str(one.key)]]
    showcase.edit(model, by=reviewer, facts={"method": "Khác"}, photos=photos)  # nothing new to look at
    showcase.edit(model, by=reviewer, facts={}, photos=[])
    assert text.photos.count() == 0


def test_only_photos_that_the_unit_attached_to_this_model_can_be_chosen(model, reviewer, world):
    other = make.document(make.initiative(Status.RECOGNISED, world.an_sinh))
    paper = make.document(model, width=None, height=None, extension="pdf")
    visit = make.document(model, appraisal=make.appraisal(model, reviewer))
    one = make.document(model)
    for photos in ([other], [paper], [visit], [one, one]):
        chosen = [Photo(str(photo.key)) for photo in photos]
        with pytest.raises(Refused, match="no longer among those"):
            showcase.edit(model, by=reviewer, facts=WORDS, photos=chosen, photos_checked=True)
    assert Publication.objects.count() == 0
