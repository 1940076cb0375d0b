"""The pages on a model's way into the showcase, and “we did it too”."""

import pytest
from django.urls import reverse

from registry.models import Adoption, Initiative, Publication
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


def edit(client, row, **changes):
    return client.post(reverse("publication", args=[row.code]), posted(**changes))


def test_the_words_of_the_dossier_stand_there_as_a_start_and_are_stored_only_when_saved(reviewing, model):
    form = reviewing.get(reverse("publication", args=[model.code])).context["form"]
    assert form["situation"].value() == make.TEXTS["situation"]
    assert form["results"].value() == "Hoàn thành 810 m đường."
    assert Publication.objects.count() == 0
    assert edit(reviewing, model).url == reverse("publication-preview", args=[model.code])
    text = Publication.objects.get()
    assert (text.situation, text.forces) == ("Đường hẹp.", "")
    assert reviewing.get(reverse("publication", args=[model.code])).context["form"]["forces"].value() == ""


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
    chosen = {"photo_1": "on", "caption_1": "Sau khi làm", "order_1": "1"}
    assert "Look at each photo first" in edit(reviewing, model, **chosen).content.decode()
    edit(reviewing, model, **chosen, photos_checked="on")
    assert [(one.document, one.caption) for one in Publication.objects.get().photos.all()] == [(photo, "Sau khi làm")]


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


def test_a_model_of_defence_is_offered_no_way(reviewing, world):
    row = make.initiative(Status.RECOGNISED, world.an_sinh, sector=make.sector("defence"))
    assert "In the showcase" not in reviewing.get(reverse("review-model", args=[row.code])).content.decode()
    assert "never published" in edit(reviewing, row).content.decode()


def test_a_unit_links_its_model_and_takes_the_link_back(client, submitter, world):
    client.cookies["django_language"] = "en"
    source = make.initiative(Status.RECOGNISED, world.dong_trieu, cleared_at=make.ago(1), title="Nguồn")
    own, foreign = make.initiative(Status.REGISTERED, world.an_sinh), make.initiative(Status.REGISTERED, world.dong_trieu)
    make.initiative(Status.DRAFT, world.an_sinh)
    client.force_login(submitter)
    assert "We did it too" in client.get(reverse("showcase-model", args=[source.code])).content.decode()
    address = reverse("showcase-adopt", args=[source.code])
    assert list(client.get(address).context["form"].fields["adopter"].queryset) == [own]
    for wrong in (foreign.pk, source.pk, "x", ""):
        assert client.post(address, {"adopter": wrong}).status_code == 200
    assert client.post(address, {"adopter": own.pk}).url == reverse("showcase-model", args=[source.code])
    adoption = Adoption.objects.get()
    assert "Nguồn" in client.get(own.get_absolute_url()).content.decode()
    assert list(client.get(address).context["form"].fields["adopter"].queryset) == []
    client.post(reverse("adoption-remove", args=[own.code, adoption.pk]))
    assert Adoption.objects.count() == 0
    assert client.post(reverse("adoption-remove", args=[own.code, adoption.pk])).status_code == 404
