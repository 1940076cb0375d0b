"""The pages on a model's way into the showcase."""

import pytest
from django.urls import reverse

from registry.models import Initiative, Publication
from registry.services import showcase
from registry.vocabulary import Status
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def model(world):
    return make.initiative(Status.RECOGNISED, world.an_sinh)


@pytest.fixture
def reviewing(client, reviewer):
    client.cookies["django_language"] = "en"
    client.force_login(reviewer)
    return client


def posted(**changes) -> dict:
    return {"version": "0", "situation": "Đường hẹp.", "method": "Họp dân.", **changes}


def address(row) -> str:
    return reverse("publication", args=[row.code])


def edit(client, row, **changes):
    return client.post(address(row), posted(**changes))


def test_the_words_of_the_dossier_stand_there_as_a_start_and_are_stored_only_when_saved(reviewing, model):
    form = reviewing.get(address(model)).context["form"]
    assert form["situation"].value() == make.TEXTS["situation"]
    assert form["results"].value() == "Hoàn thành 810 m đường."
    assert Publication.objects.count() == 0
    assert edit(reviewing, model).url == reverse("publication-preview", args=[model.code])
    text = Publication.objects.get()
    assert (text.situation, text.forces) == ("Đường hẹp.", "")
    assert reviewing.get(address(model)).context["form"]["forces"].value() == ""


def test_what_is_refused_keeps_what_was_typed(reviewing, model):
    response = edit(reviewing, model, advice="Hỏi ông Nguyễn Văn Thử.")
    assert (response.status_code, response.context["form"]["advice"].value()) == (200, "Hỏi ông Nguyễn Văn Thử.")
    assert "has not consented" in response.content.decode()
    assert Publication.objects.count() == 0


def test_of_two_editors_the_second_sees_both_texts_and_may_then_keep_the_own(reviewing, model):
    make.publication(model, method="Của người kia")
    response = edit(reviewing, model, method="Của tôi")
    page = response.content.decode()
    assert ("Của người kia" in page, "Của tôi" in page) == (True, True)
    again = edit(reviewing, model, method="Của tôi", version=response.context["form"]["version"].value())
    assert (again.status_code, Publication.objects.get().method) == (302, "Của tôi")


@pytest.mark.parametrize(
    "changes", [{"version": ""}, {"version": "x"}, {"version": "9" * 30}, {"summary": "a" * 401}, {"photo_99": "on"}]
)
def test_nonsense_in_the_form_breaks_nothing(reviewing, model, changes):
    assert edit(reviewing, model, **changes).status_code in (200, 302)


def test_a_photo_needs_the_word_that_it_was_looked_at(reviewing, model):
    photo = make.document(model)
    chosen = {f"photo_{photo.key}": "on", f"caption_{photo.key}": "Sau khi làm", f"order_{photo.key}": "1"}
    assert "Look at each photo first" in edit(reviewing, model, **chosen).content.decode()
    edit(reviewing, model, **chosen, photos_checked="on")
    assert [(one.document, one.caption) for one in Publication.objects.get().photos.all()] == [(photo, "Sau khi làm")]


def test_a_tick_means_the_photo_beside_which_it_stood_whatever_was_removed_meanwhile(reviewing, model):
    first, second, third = (make.document(model) for _number in range(3))
    names = [row["is_chosen"].html_name for row in reviewing.get(address(model)).context["form"].photo_rows()]
    first.delete()
    edit(reviewing, model, photos_checked="on", **{names[1]: "on"})
    assert [one.document for one in Publication.objects.get().photos.all()] == [second]
    second.delete()
    response = edit(reviewing, model, version="1", photos_checked="on", **{names[1]: "on", names[2]: "on"})
    assert "no longer among those" in response.content.decode()
    edit(reviewing, model, version="1", photos_checked="on", **{names[2]: "on"})
    assert [one.document for one in Publication.objects.get().photos.all()] == [third]


def test_twenty_photos_are_offered_and_no_more_than_may_be_are_chosen(reviewing, model):
    photos = [make.document(model) for _number in range(20)]
    page = reviewing.get(address(model))
    assert (len(page.context["form"].photo_rows()), "12 at most" in page.content.decode()) == (20, True)
    ticks = {f"photo_{photo.key}": "on" for photo in photos}
    response = edit(reviewing, model, photos_checked="on", **ticks)
    assert "at most 12 photos" in response.content.decode()
    assert response.context["form"][f"photo_{photos[19].key}"].value() is True


def test_whoever_saves_second_sees_what_was_saved_between_reading_and_writing(reviewing, model, monkeypatch):
    """Also where it was saved after this request had read the text."""
    save = showcase.edit

    def meanwhile(*args, **kwargs):
        make.publication(model, method="Của người kia", photos=[make.document(model, name="cua-nguoi-kia.jpg")])
        return save(*args, **kwargs)

    monkeypatch.setattr(showcase, "edit", meanwhile)
    response = edit(reviewing, model, method="Của tôi")
    page = response.content.decode()
    wanted = ("Của người kia", "cua-nguoi-kia.jpg", "Của tôi")
    assert [words in page for words in wanted] == [True] * len(wanted)
    assert response.context["form"]["version"].value() == 1


def test_the_preview_shows_what_the_public_will_see_and_clears(reviewing, model):
    edit(reviewing, model, summary="Một câu")
    response = reviewing.get(reverse("publication-preview", args=[model.code]))
    page = response.content.decode()
    wanted = ("Một câu", "Họp dân.", "Nobody sees it yet", reverse("review-act", args=[model.code, "clear"]))
    assert [words in page for words in wanted] == [True] * len(wanted)
    assert make.TEXTS["sustainability"] not in page
    assert reviewing.get(reverse("showcase-model", args=[model.code])).status_code == 404
    reviewing.post(reverse("review-act", args=[model.code, "clear"]), {"version": model.version})
    assert list(Initiative.objects.public()) == [model]
    assert "how everybody sees the model now" in reviewing.get(response.wsgi_request.path).content.decode()


def test_the_desk_shows_the_way(reviewing, model):
    page = reviewing.get(reverse("review-model", args=[model.code])).content.decode()
    assert "First edit the public text" in page
    edit(reviewing, model)
    assert "The public text is ready" in reviewing.get(reverse("review-model", args=[model.code])).content.decode()


def test_the_desk_says_why_a_ready_text_may_not_be_cleared(reviewing, model):
    make.publication(model, advice="Hỏi ông Nguyễn Văn Thử.")
    page = reviewing.get(reverse("review-model", args=[model.code])).content.decode()
    assert ("has not consented to publication" in page, "The public text is ready" in page) == (True, False)


def test_a_model_of_defence_is_offered_no_way(reviewing, world):
    row = make.initiative(Status.RECOGNISED, world.an_sinh, sector=make.sector("defence"))
    assert "In the showcase" not in reviewing.get(reverse("review-model", args=[row.code])).content.decode()
    assert "never published" in edit(reviewing, row).content.decode()


def test_whoever_corrects_a_public_model_is_told_what_becomes_of_its_page(reviewing, model):
    Initiative.objects.filter(pk=model.pk).update(cleared_at=make.ago(0))
    make.publication(model)
    amend = reverse("review-amend", args=[model.code])

    def corrected(**changes):
        form = reviewing.get(amend).context["form"]
        values = {name: form[name].value() for name in form.fields}
        sent = {name: value for name, value in values.items() if value not in (None, False)}
        return reviewing.post(amend, {**sent, "reason": "Theo đề nghị", **changes}, follow=True).content.decode()

    model.person.consented_at = make.ago(1)
    model.person.save()
    page = corrected(title="Tên mới", person_name="Lê Thị Thử")
    wanted = ("The public text stays as it was", "The consent ended with the name that gave it")
    assert [words in page for words in wanted] == [True, True]
    assert Initiative.objects.public().get().title == "Tên mới"
    assert "it has left the showcase at once" in corrected(is_restricted="on")
    assert list(Initiative.objects.public()) == []
