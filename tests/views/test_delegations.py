"""Naming a deputy and acting as one, through the pages."""

import pytest

from registry.models import Delegation, Entry
from registry.vocabulary import Status
from tests import make

pytestmark = pytest.mark.django_db


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
