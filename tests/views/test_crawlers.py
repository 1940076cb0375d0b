"""Search engines read the showcase alone, and find in the sitemap what is public at this moment."""

from xml.etree import ElementTree

import pytest
from django.urls import reverse

from registry.models import Publication
from registry.vocabulary import Status
from tests import make

pytestmark = pytest.mark.django_db


def pages(client) -> list[tuple]:
    response = client.get(reverse("sitemap"))
    assert "no-store" in response["Cache-Control"]
    root = ElementTree.fromstring(b"".join(response.streaming_content))  # noqa: S314 (made here)
    return [tuple(part.text for part in url) for url in root]


def test_the_sitemap_names_exactly_the_public_models_with_the_day_of_their_last_change(client, world):
    row = make.initiative(Status.RECOGNISED, world.an_sinh, cleared_at=make.ago(5))
    edited = make.initiative(Status.RECOGNISED, world.an_sinh, cleared_at=make.ago(5))
    make.publication(edited)
    make.initiative(Status.RECOGNISED, world.an_sinh)
    make.initiative(Status.RECOGNISED, world.an_sinh, sector=make.sector("defence"), cleared_at=make.ago(5))
    assert Publication.objects.count() == 1
    start = "http://testserver/showcase/"
    assert pages(client) == [
        (start,),
        (f"{start}{edited.code}/", f"{make.today(-1):%Y-%m-%d}"),
        (f"{start}{row.code}/", f"{make.today(-5):%Y-%m-%d}"),
    ]


def test_an_empty_showcase_has_a_sitemap_of_one_page(client, db):
    assert pages(client) == [("http://testserver/showcase/",)]


def test_robots_are_kept_out_of_everything_but_the_showcase(client, db):
    lines = client.get(reverse("robots")).content.decode().splitlines()
    assert lines == [
        *("User-agent: *", "Disallow: /", "Allow: /$", "Allow: /showcase/"),
        *("Disallow: /showcase/?", "Disallow: /showcase/*/adopt/", "Allow: /static/", ""),
        "Sitemap: http://testserver/sitemap.xml",
    ]
