"""Naming a deputy and acting as one, through the pages."""

import html
import re

import pytest
from django.test import Client

from registry.models import Delegation, Entry
from registry.vocabulary import Status
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client):
    client.cookies["django_language"] = "en"
    return client


def posted(day):
    return f"{day:%d/%m/%Y}"


def name(client, deputy, **changes):
    data = {"deputy": deputy, "valid_from": posted(make.today()), "valid_until": posted(make.today(5)), "reason": "Nghỉ phép"}
    return client.post("/account/deputies/", data | changes)


def test_one_names_a_deputy_who_acts_and_stops(client, reviewer, stranger):
    row = make.initiative(Status.SUBMITTED, reviewer.unit)
    client.force_login(reviewer)
    assert name(client, "stranger").status_code == 302
    client.force_login(stranger)
    assert client.get(f"/review/{row.code}/").status_code == 403
    assert client.post("/account/acting/", {"principal": reviewer.pk}).status_code == 302
    page = client.get(f"/review/{row.code}/")
    assert page.status_code == 200
    assert str(reviewer) in page.content.decode()
    client.post(f"/review/{row.code}/approve/", {"version": row.version})
    row.refresh_from_db()
    assert row.status == Status.REGISTERED
    entry = Entry.objects.filter(initiative=row.pk).last()
    assert (entry.actor, entry.on_behalf_of) == (stranger, reviewer)
    client.post("/account/acting/")
    assert client.get(f"/review/{row.code}/").status_code == 403


def test_the_rights_are_gone_with_the_next_page_once_it_is_ended(client, reviewer, stranger):
    client.force_login(reviewer)
    name(client, "stranger")
    client.force_login(stranger)
    client.post("/account/acting/", {"principal": reviewer.pk})
    assert client.get("/review/").status_code == 200
    Delegation.objects.update(valid_until=make.today(-1), valid_from=make.today(-2))
    assert client.get("/review/").status_code == 403


def test_a_form_opened_as_deputy_is_not_sent_in_the_own_name_once_the_delegation_has_ended(client, reviewer, second_reviewer):
    row = make.initiative(Status.SUBMITTED, reviewer.unit)
    client.force_login(reviewer)
    name(client, "second_reviewer")
    client.force_login(second_reviewer)
    client.post("/account/acting/", {"principal": reviewer.pk})
    Delegation.objects.update(ended_at=make.ago(0))
    for _twice in range(2):  # the script of the desk sends a refused form once more
        page = client.post(f"/review/{row.code}/approve/", {"version": row.version}, headers={"Sec-Fetch-Dest": "empty"})
        assert page.status_code == 403
        assert f"You no longer act in the place of {reviewer}" in html.unescape(page.content.decode())
    client.get("/review/", headers={"Sec-Fetch-Dest": "empty"})
    row.refresh_from_db()
    assert row.status == Status.SUBMITTED
    page = client.get("/review/").content.decode()
    assert f"You act in your own name again: the delegation of {reviewer} has ended." in html.unescape(page)
    client.post(f"/review/{row.code}/approve/", {"version": row.version})
    assert Entry.objects.filter(initiative=row.pk, action="approve").get().actor == second_reviewer


def test_a_page_that_is_open_in_one_name_is_not_sent_in_the_other(reviewer, second_reviewer):
    row = make.initiative(Status.SUBMITTED, reviewer.unit)
    given = Delegation.objects.create(
        principal=reviewer,
        deputy=second_reviewer,
        valid_from=make.today(),
        valid_until=make.today(3),
        reason="Nghỉ",
        made_at=make.ago(0),
    )
    client = Client(enforce_csrf_checks=True)
    client.force_login(second_reviewer)

    def token():
        return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get(f"/review/{row.code}/").content.decode())[1]

    def approve(token):
        return client.post(f"/review/{row.code}/approve/", {"version": row.version, "csrfmiddlewaretoken": token}).status_code

    own = token()
    client.post("/account/acting/", {"principal": reviewer.pk, "csrfmiddlewaretoken": own})
    assert approve(own) == 403
    as_deputy = token()
    Delegation.objects.filter(pk=given.pk).update(ended_at=make.ago(0))
    client.get("/review/")
    assert approve(as_deputy) == 403
    assert approve(token()) == 302
    assert Entry.objects.get(initiative=row.pk, action="approve").on_behalf_of is None


def test_one_stops_acting_and_logs_out_after_the_end_too(client, reviewer, stranger):
    client.force_login(reviewer)
    name(client, "stranger")
    for way in ("/account/acting/", "/logout/"):
        client.force_login(stranger)
        Delegation.objects.update(ended_at=None)
        client.post("/account/acting/", {"principal": reviewer.pk})
        Delegation.objects.update(ended_at=make.ago(0))
        assert client.post(way).status_code == 302


def test_a_wrong_form_keeps_what_was_typed(client, reviewer):
    client.force_login(reviewer)
    page = name(client, "nobody-at-all", reason="Đi học")
    assert page.status_code == 200
    content = page.content.decode()
    assert 'value="nobody-at-all"' in content
    assert 'value="Đi học"' in content


@pytest.mark.parametrize("asked", ["0", "x", "9" * 30, "１"])
def test_nobody_acts_for_whom_they_are_no_deputy(client, stranger, asked):
    client.force_login(stranger)
    assert client.post("/account/acting/", {"principal": asked}).status_code == 404


def test_anothers_delegation_is_not_found(client, reviewer, stranger, neighbour):
    client.force_login(reviewer)
    name(client, "stranger")
    client.force_login(neighbour)
    assert client.post(f"/account/deputies/{Delegation.objects.get().pk}/end/").status_code == 404
