"""The page that tells how a closed year was restated."""

import pytest

from registry.services import campaigns, recognition
from registry.vocabulary import Status
from tests import make

pytestmark = pytest.mark.django_db


def test_a_closed_year_says_so_and_opens_what_changed(client, world, reviewer, province_reviewer, leader):
    over = make.campaign(cutoff_on=make.today(-1))
    row = make.initiative(Status.RECOGNISED, world.an_sinh, decision=make.decision(issued_on=make.today(-3)))
    client.force_login(province_reviewer)
    assert "/close/" in client.get("/leadership/").content.decode()
    assert client.post(f"/leadership/{over.year}/close/").status_code == 302
    recognition.revoke(
        row.recognitions.get(), by=reviewer, decision=make.decision(number="77/QĐ"), ground=make.ground(), reason="Khai khống."
    )
    client.force_login(leader)
    assert f"/leadership/{over.year}/restatements/" in client.get("/leadership/").content.decode()
    page = client.get(f"/leadership/{over.year}/restatements/")
    first = page.context["changed"][0]
    assert (first.indicator.key, first.then, first.now) == ("recognised", 1, 0)
    content = page.content.decode()
    assert "77/QĐ" in content
    assert "Khai khống." in content


def test_of_models_outside_the_readers_scope_neither_page_nor_reason_is_told(
    client, world, province_reviewer, neighbour_reviewer, reviewer
):
    over = make.campaign(cutoff_on=make.today(-1))
    row = make.initiative(Status.RECOGNISED, world.an_sinh, decision=make.decision(issued_on=make.today(-3)))
    campaigns.close_figures(over, by=province_reviewer)
    recognition.cancel_entry(row.recognitions.get(), by=reviewer, reason="Nhầm.")
    client.force_login(neighbour_reviewer)
    content = client.get(f"/leadership/{over.year}/restatements/").content.decode()
    assert row.code in content
    assert "Nhầm." not in content
    assert f"/models/{row.code}/" not in content


def test_a_year_that_is_open_or_was_never_has_no_such_page(client, leader):
    year = make.campaign().year
    client.force_login(leader)
    assert [client.get(f"/leadership/{one}/restatements/").status_code for one in (year, 1999, 10**12)] == [404, 404, 404]
