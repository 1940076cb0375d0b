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
    page = client.post(LIST, asked)
    assert dict(page.context["facts"]) == dict.fromkeys(rows, "will be ended")
    assert ApiToken.objects.filter(revoked_at__isnull=True).count() == 2
    carried = dict(page.context["carried"])
    done = client.post(LIST, asked | {"listed": carried["listed"]}, follow=True)
    assert [str(message) for message in done.context["messages"]] == ["2 were ended."]
    assert not ApiToken.objects.filter(revoked_at__isnull=True).exists()
    page = client.post(LIST, asked)
    assert dict(page.context["facts"]) == dict.fromkeys(rows, "This key is withdrawn already.")


def test_a_list_that_is_no_longer_true_withdraws_nothing(at, superuser, reviewer, leader):
    rows = [make.api_token(user) for user in (reviewer, leader)]
    listed = " ".join(str(row.pk) for row in rows)
    tokens.withdraw(rows[0], by=superuser)
    asked = {"action": "withdraw", "_selected_action": [row.pk for row in rows], "listed": listed}
    page = at(superuser).post(LIST, asked)
    assert "nothing was done" in str(next(iter(page.context["messages"])))
    assert ApiToken.objects.get(pk=rows[1].pk).revoked_at is None


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
