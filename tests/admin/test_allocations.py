"""Allocating chosen models in the admin: by the same service as in the review pages, after a page that lists them."""

import pytest
from django.urls import reverse

from registry.models import Entry
from registry.vocabulary import Status
from tests import make
from tests.admin.conftest import written
from tests.admin.test_acts import choose, hidden

pytestmark = pytest.mark.django_db


def test_chosen_models_are_allocated_after_a_preview_for_the_chosen_unit(at, superuser, world, campaign):
    good, whole = (make.initiative(Status.REGISTERED, unit) for unit in (world.duc_chinh, world.binh_duong))
    client = at(superuser)
    page = choose(client, "allocate", [good, whole])
    assert "Nothing is open here" in page.content.decode()
    address = reverse("admin:registry_initiative_allocate")
    typed = {"to": world.an_sinh.pk, "reason": "thôn nay thuộc phường này"}
    listed = client.post(address, hidden(page) | typed)
    assert listed.status_code == 200
    good.refresh_from_db()
    assert good.allocated_unit is None
    done = client.post(address, hidden(listed) | typed)
    assert done.status_code == 302
    good.refresh_from_db()
    assert good.allocated_unit == world.an_sinh
    [entry] = Entry.objects.filter(initiative=good)
    assert (entry.action, entry.remark, entry.data["allocated_unit"]) == ("amend", typed["reason"], [None, world.an_sinh.key])


def test_an_old_page_is_refused_and_shown_afresh(at, superuser, world, campaign):
    row = make.initiative(Status.REGISTERED, world.duc_chinh)
    client = at(superuser)
    address = reverse("admin:registry_initiative_allocate")
    typed = {"to": world.an_sinh.pk, "reason": "thôn nay thuộc phường này"}
    listed = client.post(address, hidden(choose(client, "allocate", [row])) | typed)
    row.version += 1
    row.save()
    refused = client.post(address, hidden(listed) | typed)
    assert "Nothing was done" in refused.content.decode()
    assert not written().exists()


@pytest.mark.parametrize("posted", [{}, {"chosen": "x"}, {"chosen": "1.1", "to": "x", "listed_for": "x"}])
def test_nonsense_does_nothing(at, superuser, world, posted):
    client = at(superuser)
    assert client.post(reverse("admin:registry_initiative_allocate"), posted).status_code == 200
    assert client.get(reverse("admin:registry_initiative_allocate")).status_code == 302
