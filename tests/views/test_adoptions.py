"""“We did it too”, on the pages of a public model and of the unit's own."""

import pytest
from django.urls import reverse

from registry.models import Adoption
from registry.vocabulary import Status
from tests import make

pytestmark = pytest.mark.django_db


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


def test_the_page_of_an_own_model_says_where_to_say_it_until_it_is_said(client, submitter, reviewer, world):
    client.cookies["django_language"] = "en"
    own, draft = (make.initiative(status, world.an_sinh, by=submitter) for status in (Status.REGISTERED, Status.DRAFT))
    client.force_login(submitter)
    hint = "Did you see it elsewhere first?"
    assert [hint in client.get(row.get_absolute_url()).content.decode() for row in (own, draft)] == [True, False]
    make.adoption(own, make.initiative(Status.RECOGNISED, world.dong_trieu, cleared_at=make.ago(1)))
    assert hint not in client.get(own.get_absolute_url()).content.decode()
    client.force_login(reviewer)
    assert hint not in client.get(own.get_absolute_url()).content.decode()


def test_whoever_is_not_logged_in_is_asked_to(client, world):
    client.cookies["django_language"] = "en"
    source = make.initiative(Status.RECOGNISED, world.dong_trieu, cleared_at=make.ago(1))
    page = client.get(reverse("showcase-model", args=[source.code])).content.decode()
    address = reverse("showcase-adopt", args=[source.code])
    assert (f'href="{address}"' in page, "you will be asked to log in" in page) == (True, True)
    assert client.get(address).url == f"{reverse('login')}?next={address}"


def test_a_leader_is_offered_no_link(client, leader, world):
    source = make.initiative(Status.RECOGNISED, world.dong_trieu, cleared_at=make.ago(1))
    client.force_login(leader)
    page = client.get(reverse("showcase-model", args=[source.code])).content.decode()
    assert reverse("showcase-adopt", args=[source.code]) not in page


def test_the_link_of_another_year_is_shown_without_the_button_that_takes_it_back(client, submitter, world):
    client.cookies["django_language"] = "en"
    source = make.initiative(Status.RECOGNISED, world.dong_trieu, cleared_at=make.ago(1), title="Nguồn")
    own = make.initiative(Status.RECOGNISED, world.an_sinh)
    later = make.initiative(
        Status.REGISTERED, world.an_sinh, campaign=make.campaign(own.campaign.year + 1), novelty="continued", continues=own
    )
    link = make.adoption(own, source)
    client.force_login(submitter)
    removal = reverse("adoption-remove", args=[own.code, link.pk])
    pages = [client.get(row.get_absolute_url()).content.decode() for row in (own, later)]
    assert [("Nguồn" in page, removal in page) for page in pages] == [(True, True), (True, False)]
