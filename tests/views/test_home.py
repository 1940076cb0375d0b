"""The door: where each role begins, the health of the site, the choice of light or dark."""

import pytest
from django.db import OperationalError, connection

from tests import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "where"),
    [
        ("submitter", "/models/"),
        ("reviewer", "/review/"),
        ("province_reviewer", "/review/"),
        ("leader", "/leadership/"),
        ("stranger", "/showcase/"),
        ("superuser", "/admin/"),
    ],
)
def test_each_role_begins_at_its_own_page(client, request, who, where):
    client.force_login(request.getfixturevalue(who))
    assert client.get("/").url == where


def test_everybody_else_begins_at_the_showcase(client):
    assert client.get("/").url == "/showcase/"


def test_health_answers_while_the_database_does(client):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_health_says_503_when_the_database_is_out_of_reach(client, monkeypatch):
    def unreachable():
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", unreachable)
    assert client.get("/healthz").status_code == 503


def test_the_choice_of_dark_is_kept_and_leads_back(client):
    response = client.post("/theme/", {"theme": "dark", "next": "/showcase/?q=a"})
    assert (response.url, response.cookies["theme"].value) == ("/showcase/?q=a", "dark")
    assert 'data-bs-theme="dark"' in client.get("/showcase/").content.decode()


def test_the_choice_never_leads_to_another_site(client):
    assert client.post("/theme/", {"theme": "dark", "next": "https://example.com/"}).url == "/"
    for nonsense in ("abc", "1", "'", "a\x00b", "💥", "showcase"):  # no address, and no name of one either
        assert client.post("/theme/", {"theme": "dark", "next": nonsense}).status_code == 302
    assert "theme" not in client.post("/theme/", {"theme": "pink", "next": "/"}).cookies


def test_a_closed_account_is_out_at_once(client, world):
    person = make.user("reviewer", world.an_sinh)
    client.force_login(person)
    person.is_active = False
    person.save()
    assert client.get("/review/").url.startswith("/login/")


def test_pages_are_sent_compressed_and_files_are_not(client, leader):
    make.campaign()
    client.force_login(leader)
    taking = {"accept-encoding": "gzip"}
    page = client.get("/leadership/", headers=taking)
    table = client.get("/leadership/csv/figures/", headers=taking)
    assert (page["Content-Encoding"], table.has_header("Content-Encoding")) == ("gzip", False)
    assert len(page.content) * 3 < len(client.get("/leadership/").content)
