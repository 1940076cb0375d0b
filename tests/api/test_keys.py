"""Who gets in: the key, its scopes, its days, its account; how often; and that asking writes next to nothing."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from registry.models import Entry, Membership, User
from registry.services import delegations
from registry.vocabulary import Entrance, Role, Status
from tests import make

pytestmark = pytest.mark.django_db

ADDRESS_OF = {"campaigns": "/campaigns", "units": "/units", "models": "/models", "figures": "/figures/definitions"}


def sentence(answer) -> tuple[int, str]:
    return answer.status_code, answer.json()["detail"]


def test_without_a_key_one_is_asked_for_it(ask):
    answer = ask(None, "/campaigns")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="dan-van-kheo"')
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["title"] == "Unauthorized"


@pytest.mark.parametrize("said", ["", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "Bearer dvk_no", "dvk_x", "Bearer \udcff"])
def test_what_is_no_key_opens_nothing(said):
    answer = Client().get("/api/v1/campaigns", HTTP_AUTHORIZATION=said)
    assert answer.status_code == 401


def test_a_key_in_the_address_opens_nothing_and_is_not_told_back(ask, reviewer):
    key = make.api_token(reviewer)
    for name in ("access_token", "key", "Authorization"):
        answer = Client().get("/api/v1/campaigns", {name: key.key})
        assert (name, answer.status_code) == (name, 401)
        answer = ask(key, f"/campaigns?{name}={key.key}")
        assert (name, answer.status_code) == (name, 422)
        assert key.key not in answer.content.decode()


@pytest.mark.parametrize("said", ["{key}", "Basic {key}", "Bearer {key}x", "Bearer  {key} {key}", "bearer\t{key}"])
def test_no_line_of_the_log_holds_a_key(reviewer, settings, caplog, said):
    settings.DEBUG = True
    caplog.set_level("DEBUG")
    key = make.api_token(reviewer)
    assert Client().get("/api/v1/campaigns", HTTP_AUTHORIZATION=said.format(key=key.key)).status_code == 401
    assert key.key not in caplog.text


def test_the_name_of_the_scheme_is_read_in_any_case(reviewer):
    key = make.api_token(reviewer)
    for said in (f"bearer {key.key}", f"BEARER  {key.key} "):
        assert Client().get("/api/v1/campaigns", HTTP_AUTHORIZATION=said).status_code == 200


def test_a_session_opens_nothing(client, superuser):
    client.force_login(superuser)
    assert client.get("/api/v1/campaigns").status_code == 401


def test_a_key_opens_until_it_expires_is_withdrawn_or_its_account_is_closed(ask, reviewer):
    good = make.api_token(reviewer)
    expired = make.api_token(reviewer, created_at=make.ago(9), expires_at=make.ago(1))
    withdrawn = make.api_token(reviewer, revoked_at=make.ago(0))
    assert ask(good, "/campaigns").status_code == 200
    assert sentence(ask(expired, "/campaigns")) == (401, "This key has expired.")
    assert sentence(ask(withdrawn, "/campaigns")) == (401, "This key is withdrawn.")
    assert 'error="invalid_token"' in ask(expired, "/campaigns")["WWW-Authenticate"]
    User.objects.update(is_active=False)
    assert sentence(ask(good, "/campaigns")) == (401, "The account of this key is closed.")


def test_a_key_reads_nothing_once_the_membership_ended(ask, world):
    user = make.user(Role.REVIEWER, world.an_sinh)
    key, row = make.api_token(user), make.initiative(Status.SUBMITTED, world.an_sinh)
    assert [item["code"] for item in ask(key, "/models").json()["items"]] == [row.code]
    Membership.objects.update(valid_until=make.today())  # the last day is a day of it
    assert ask(key, "/models").status_code == 200
    Membership.objects.update(valid_until=make.today(-1))
    for address in (*ADDRESS_OF.values(), f"/models/{row.code}"):
        assert ask(key, address).status_code == 403


def test_a_key_follows_its_account_into_another_unit(ask, world):
    user = make.user(Role.REVIEWER, world.an_sinh)
    key, there = make.api_token(user), make.initiative(Status.SUBMITTED, world.dong_trieu)
    assert ask(key, "/models").json()["items"] == []
    Membership.objects.update(unit=world.dong_trieu)
    assert [item["code"] for item in ask(key, "/models").json()["items"]] == [there.code]


def test_a_delegation_lends_nothing_to_a_key(ask, world, stranger, reviewer):
    days = {"valid_from": make.today(), "valid_until": make.today(5)}
    delegations.give(reviewer, by=reviewer, deputy=stranger, reason="Nghỉ phép", **days)
    assert ask(make.api_token(stranger), "/models").status_code == 403


@pytest.mark.parametrize("scope", ADDRESS_OF)
def test_a_scope_opens_its_own_addresses_and_no_others(ask, province_reviewer, scope):
    key = make.api_token(province_reviewer, scope)
    given = {name: ask(key, address).status_code for name, address in ADDRESS_OF.items()}
    assert given == {name: 200 if name == scope else 403 for name in ADDRESS_OF}
    other = next(name for name in ADDRESS_OF if name != scope)
    assert f'error="insufficient_scope", scope="{other}"' in ask(key, ADDRESS_OF[other])["WWW-Authenticate"]


def test_a_submitter_reads_models_and_no_figures(ask, submitter, campaign):
    key = make.api_token(submitter)
    assert ask(key, "/models").status_code == 200
    assert ask(key, f"/figures?campaign={campaign.year}").status_code == 403
    assert ask(key, f"/models?campaign={campaign.year}&figure=registered").status_code == 403


# ---- how often ----


def test_a_key_that_asks_too_often_waits_and_another_one_does_not(ask, settings, reviewer):
    settings.API_REQUESTS_PER_MINUTE = 2
    key, other = make.api_token(reviewer), make.api_token(reviewer)
    given = [ask(key, "/campaigns") for _ in range(3)]
    assert [answer.status_code for answer in given] == [200, 200, 429]
    assert 0 < int(given[-1]["Retry-After"]) <= 60
    assert given[-1].json()["title"] == "Too Many Requests"
    assert ask(other, "/campaigns").status_code == 200


def test_wrong_keys_are_limited_by_address_and_shut_no_valid_key_out(ask, settings, reviewer):
    settings.API_FAILURES_PER_MINUTE = 2
    assert [ask(None, "/campaigns").status_code for _ in range(3)] == [401, 401, 429]
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert elsewhere.get("/api/v1/campaigns").status_code == 401
    assert ask(make.api_token(reviewer), "/campaigns").status_code == 200


# ---- what asking writes ----


def uses():
    return Entry.objects.filter(action="api_token.use")


def written(ask, key, address="/campaigns") -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        assert ask(key, address).status_code == 200
    statements = [query["sql"] for query in queries]
    return [sql for sql in statements if sql.startswith(("INSERT", "UPDATE", "DELETE"))]


def test_asking_writes_the_first_use_into_the_trail_then_a_day_once_a_day_and_nothing_else(ask, reviewer):
    key = make.api_token(reviewer)
    written(ask, key)
    entry = uses().get()
    assert (entry.action, entry.actor, entry.entrance, entry.data["id"]) == ("api_token.use", reviewer, Entrance.API, key.pk)
    key.refresh_from_db()
    assert key.used_on == make.today()
    assert written(ask, key) == written(ask, key, "/models") == []
    key.used_on = make.today(-1)
    key.save()
    [statement] = written(ask, key)
    assert "used_on" in statement
    assert uses().count() == 1


def test_a_refused_request_is_no_use(ask, reviewer):
    key = make.api_token(reviewer, "units")
    assert ask(key, "/models").status_code == 403
    key.refresh_from_db()
    assert (key.used_on, uses().count()) == (None, 0)
