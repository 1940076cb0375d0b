"""The page of one's own keys, and the page that explains the interface."""

import re

import pytest

from registry.models import ApiToken
from registry.queries.indicators import INDICATORS
from tests import make

pytestmark = pytest.mark.django_db

PAGE = "/account/keys/"


@pytest.fixture
def at(client):
    def log_in(user):
        client.force_login(user)
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
        return client

    return log_in


def wish(**changes):
    return {
        "name": "Cổng dữ liệu tỉnh",
        "scopes": ["units", "figures"],
        "valid_until": f"{make.today(90):%d/%m/%Y}",
        **changes,
    }


def test_a_key_is_shown_once_and_works(at, reviewer, campaign):
    client = at(reviewer)
    page = client.post(PAGE, wish())
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert "/api/v1/units&quot;" in page.content.decode().replace('"', "&quot;")  # what can be tried at once
    [key] = re.findall(r">(dvk_[\w-]+)</textarea>", page.content.decode())
    headers = {"authorization": f"Bearer {key}"}
    assert client.get(f"/api/v1/figures?campaign={campaign.year}", headers=headers).status_code == 200
    assert client.get("/api/v1/models", headers=headers).status_code == 403
    again = client.get(PAGE).content.decode()
    assert key not in again
    assert ApiToken.objects.get().hint in again


def test_a_form_that_is_sent_twice_makes_one_key(at, reviewer):
    client = at(reviewer)
    client.post(PAGE, wish())
    page = client.post(PAGE, wish())
    assert "You have a valid key of this name." in page.content.decode()
    assert ApiToken.objects.count() == 1


def test_what_is_refused_stands_on_the_form_and_nothing_typed_is_lost(at, reviewer):
    client = at(reviewer)
    for changes, sentence in (
        ({"valid_until": f"{make.today(-1):%d/%m/%Y}"}, "Choose a day that is not over yet."),
        ({"valid_until": "nonsense"}, "Enter a valid date."),
        ({"scopes": []}, "Choose what the key may read."),
        ({"scopes": ["everything"]}, "Select a valid choice."),
        ({"name": ""}, "Say which system uses the key."),
    ):
        page = client.post(PAGE, wish(**changes)).content.decode()
        assert sentence in page
        assert changes.get("name", "Cổng dữ liệu tỉnh") in page
    assert not ApiToken.objects.exists()


def test_one_withdraws_ones_own_key_and_no_other(at, reviewer, leader):
    mine, theirs = make.api_token(reviewer), make.api_token(leader)
    client = at(reviewer)
    assert client.get(f"{PAGE}{mine.pk}/withdraw/").status_code == 405
    assert client.post(f"{PAGE}{theirs.pk}/withdraw/").status_code == 404
    page = client.post(f"{PAGE}{mine.pk}/withdraw/", follow=True)
    assert [str(message) for message in page.context["messages"]] == [
        f"The key “{mine.name}” is withdrawn. It opens nothing any more."
    ]
    page = client.post(f"{PAGE}{mine.pk}/withdraw/", follow=True)
    assert [str(message) for message in page.context["messages"]] == ["This key is withdrawn already."]


def test_the_list_says_which_keys_are_valid(at, reviewer, leader):
    make.api_token(reviewer, name="Còn dùng")
    make.api_token(reviewer, name="Đã thu", revoked_at=make.ago(0))
    make.api_token(reviewer, name="Hết hạn", created_at=make.ago(9), expires_at=make.ago(1))
    make.api_token(leader, name="Của người khác")
    rows = at(reviewer).get(PAGE).context["rows"]
    assert {row.name: row.is_valid for row in rows} == {"Còn dùng": True, "Đã thu": False, "Hết hạn": False}


def test_thirty_keys_cost_as_many_queries_as_one(at, reviewer, django_assert_num_queries):
    client = at(reviewer)
    make.api_token(reviewer)
    client.get(PAGE)
    with django_assert_num_queries(4) as found:
        client.get(PAGE)
    one = len(found)
    for _ in range(29):
        make.api_token(reviewer)
    with django_assert_num_queries(one):
        client.get(PAGE)


def test_the_page_explains_the_interface_to_everybody(client, at, reviewer):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    page = client.get("/api/").content.decode()
    assert "/login/?next=/account/keys/" in page
    for indicator in INDICATORS.values():
        assert f'id="figure-{indicator.key}"' in page
    for status in (401, 403, 404, 412, 422, 429):
        assert f'id="error-{status}"' in page
    assert 'href="/account/keys/"' in at(reviewer).get("/api/").content.decode()
