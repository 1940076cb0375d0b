"""Keys of other systems in the admin: seen by administrators, withdrawn there, never made or changed by hand."""

import pytest

from registry.models import ApiToken
from registry.services import tokens
from tests import make

pytestmark = pytest.mark.django_db

LIST = "/admin/registry/apitoken/"


def test_an_administrator_sees_all_keys_and_withdraws_them(at, superuser, reviewer, leader):
    rows = [make.api_token(user) for user in (reviewer, leader)]
    client = at(superuser)
    assert set(client.get(LIST).context["cl"].result_list) == set(rows)
    assert list(client.get(LIST, {"q": rows[0].hint[4:]}).context["cl"].result_list) != []
    asked = {"action": "withdraw", "_selected_action": [row.pk for row in rows]}
    page = client.post(LIST, asked, follow=True)
    assert sorted(map(str, page.context["messages"])) == sorted(f"{row}: withdrawn." for row in rows)
    assert not ApiToken.objects.filter(revoked_at__isnull=True).exists()
    page = client.post(LIST, asked, follow=True)
    assert all("This key is withdrawn already." in str(message) for message in page.context["messages"])


def test_the_page_of_a_key_shows_neither_key_nor_digest(at, superuser, reviewer):
    given = tokens.make(reviewer, by=reviewer, name="Cổng", scopes=["units"], valid_until=make.today(9))
    page = at(superuser).get(f"{LIST}{given.token.pk}/change/").content.decode()
    assert given.token.hint in page
    assert given.key not in page
    assert given.token.digest not in page
    history = at(superuser).get(f"{LIST}{given.token.pk}/history/").content.decode()
    assert "Make a key for another system" in history


def test_keys_are_for_administrators_and_not_made_or_changed_by_hand(at, superuser, staff):
    row = make.api_token(staff)
    assert at(staff).get(LIST).status_code == 403
    client = at(superuser)
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{row.pk}/change/", {"name": "x"}).status_code == 403
    assert client.post(f"{LIST}{row.pk}/delete/", {"post": "yes"}).status_code == 403
