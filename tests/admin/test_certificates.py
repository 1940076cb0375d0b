"""Certificates in the admin: found, read, printed; never written."""

import pytest

from registry.vocabulary import Status
from tests import make

from .test_pages import NONSENSE

LIST = "/admin/registry/certificate/"


@pytest.fixture
def certificate(world):
    return make.certificate(make.initiative(Status.RECOGNISED, world.an_sinh).recognitions.get())


def listed(client, **asked):
    return [row.pk for row in client.get(LIST, asked).context["cl"].result_list]


def test_reviewers_see_those_of_their_scope(at, staff, certificate):
    client = at(staff)
    assert listed(client) == [certificate.pk]
    assert listed(client, q=certificate.recognition.initiative.code) == [certificate.pk]
    assert listed(client, q="không có") == []


def test_those_of_another_commune_are_not_there(at, neighbour_staff, certificate):
    client = at(neighbour_staff)
    assert listed(client) == []
    assert client.get(f"{LIST}{certificate.pk}/change/").status_code == 404


def test_it_is_read_with_its_paper_and_its_check_and_never_changed(at, superuser, certificate):
    client = at(superuser)
    page = client.get(f"{LIST}{certificate.pk}/change/")
    said = page.content.decode()
    row = certificate.recognition
    for words in (
        certificate.serial,
        f"/review/{row.initiative.code}/recognitions/{row.pk}/certificate.pdf",
        f"/c/{certificate.token}/",
    ):
        assert words in said
    assert client.post(f"{LIST}{certificate.pk}/change/", {"number": 7}).status_code == 403
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{certificate.pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("asked", NONSENSE)
def test_nonsense_in_the_address_of_the_list_breaks_nothing(at, staff, certificate, asked):
    assert at(staff).get(LIST, asked, follow=True).status_code in (200, 400)
