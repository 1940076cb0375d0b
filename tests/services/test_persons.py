"""Consent to publication: given and withdrawn by the unit, with effect at once."""

import pytest
from django.core.exceptions import PermissionDenied

from registry.errors import Refused, Stale
from registry.models import Entry, Initiative
from registry.services import persons
from registry.vocabulary import Action, Status
from tests import make
from tests.conftest import trail_of


def public(unit, **changes):
    person = {"consented_at": make.ago(1)}
    return make.initiative(Status.RECOGNISED, unit, person=person, cleared_at=make.ago(1), **changes)


def test_a_withdrawn_consent_hides_the_name_at_once_and_leaves_the_model_public(client, world, submitter):
    row = public(world.an_sinh)
    page = f"/showcase/{row.code}/"
    assert "Nguyễn Văn Thử" in client.get(page).content.decode()
    persons.withdraw_consent(row, by=submitter)
    response = client.get(page)
    assert (response.status_code, "Nguyễn Văn Thử" in response.content.decode()) == (200, False)
    assert trail_of(row) == [(submitter, Action.WITHDRAW_CONSENT, Status.RECOGNISED, Status.RECOGNISED, "")]


def test_a_model_whose_text_names_the_person_leaves_the_showcase(client, world, submitter):
    row = public(world.an_sinh)
    make.publication(row, method="Ông NGUYỄN VĂN THỬ vận động từng hộ.")
    client.cookies["django_language"] = "en"
    client.force_login(submitter)
    response = client.post(f"/models/{row.code}/consent/withdraw/", {"version": row.version}, follow=True)
    assert "has left the showcase at once" in response.content.decode()
    assert Initiative.objects.get().cleared_at is None
    assert client.get(f"/showcase/{row.code}/").status_code == 404
    entry = Entry.objects.get(initiative=row)
    assert (entry.action, entry.data["cleared_at"][1]) == (Action.WITHDRAW_CONSENT, None)


def test_consent_is_recorded_with_its_time_and_only_once(world, submitter):
    row = make.initiative(Status.SUBMITTED, world.an_sinh)
    persons.consent(row, by=submitter)
    row.person.refresh_from_db()
    assert row.person.consented_at is not None
    with pytest.raises(Refused, match="already recorded"):
        persons.consent(row, by=submitter)


def test_nothing_is_withdrawn_where_nothing_was_given(world, submitter):
    row = make.initiative(Status.SUBMITTED, world.an_sinh)
    with pytest.raises(Refused, match="none to withdraw"):
        persons.withdraw_consent(row, by=submitter)
    assert trail_of(row) == []


def test_nobody_but_the_unit_speaks_for_its_person(world, reviewer, neighbour):
    row = public(world.an_sinh)
    for person in (reviewer, neighbour):
        with pytest.raises(PermissionDenied):
            persons.withdraw_consent(row, by=person)


def test_the_page_gives_and_withdraws_by_button(client, world, submitter):
    row = public(world.an_sinh)
    client.force_login(submitter)
    assert "/consent/withdraw/" in client.get(row.get_absolute_url()).content.decode()
    client.post(f"/models/{row.code}/consent/withdraw/", {"version": row.version})
    row.person.refresh_from_db()
    assert row.person.consented_at is None
    client.post(f"/models/{row.code}/consent/withdraw/", {"version": row.version})  # a second click, from the old page
    assert len(trail_of(row)) == 1
    assert client.post(f"/models/{row.code}/consent/maybe/").status_code == 404
    with pytest.raises(Stale):
        persons.consent(row, by=submitter, version=row.version)
