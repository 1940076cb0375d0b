"""More time in the admin: given, refused and read through the same services; nothing decided is changed."""

import pytest

from registry.models import Extension, Membership
from registry.vocabulary import Role, Window
from tests import make
from tests.admin.conftest import written

pytestmark = pytest.mark.django_db

LIST = "/admin/registry/extension/"
WHY = "Mưa bão kéo dài."


@pytest.fixture
def closed(db):
    return make.campaign(registration_closes=make.today(-1))


def sent(world, **changes) -> dict:
    values = {"campaign": make.campaign().pk, "unit": world.an_sinh.pk, "window": Window.REGISTRATION, "reason": WHY}
    return {**values, "until": f"{make.today(7):%d/%m/%Y}", **changes}


def test_time_is_given_unasked(at, superuser, world, closed):
    response = at(superuser).post(f"{LIST}add/", sent(world))
    given = Extension.objects.get()
    assert [response.status_code, given.unit, given.until, given.decided_by, given.reason] == [
        302,
        world.an_sinh,
        make.today(7),
        superuser,
        WHY,
    ]
    assert [(entry.action, entry.entrance) for entry in written()] == [("extension.give", "admin")]


@pytest.mark.parametrize(
    ("changes", "field"), [({"until": ""}, "until"), ({"until": "01/01/2001"}, "until"), ({"reason": " "}, "reason")]
)
def test_what_is_missing_or_refused_stands_at_its_field(at, superuser, world, closed, changes, field):
    response = at(superuser).post(f"{LIST}add/", sent(world, **changes))
    assert [response.status_code, set(response.context["adminform"].form.errors)] == [200, {field}]
    assert Extension.objects.count() == 0


def test_a_request_is_given_or_refused(at, superuser, world, closed, submitter):
    client = at(superuser)
    for changes, until in (({}, make.today(7)), ({"is_refused": "on", "until": ""}, None)):
        asked = make.extension(world.an_sinh, asked_by=submitter)
        assert client.post(f"{LIST}{asked.pk}/change/", sent(world, **changes)).status_code == 302
        asked.refresh_from_db()
        assert [asked.until, asked.decided_by, asked.reason, asked.asked_by] == [until, superuser, WHY, submitter]
    assert [entry.action for entry in written()] == ["extension.give", "extension.refuse"]


def test_a_forged_unit_or_campaign_changes_nothing_of_a_request(at, superuser, world, closed):
    asked = make.extension(world.an_sinh)
    at(superuser).post(f"{LIST}{asked.pk}/change/", sent(world, unit=world.dong_trieu.pk, window=Window.REPORT))
    asked.refresh_from_db()
    assert [asked.unit, asked.window, asked.until] == [world.an_sinh, Window.REGISTRATION, make.today(7)]


def test_what_was_decided_is_only_read(at, superuser, world, closed):
    decided = make.extension(world.an_sinh, until=make.today(5))
    client = at(superuser)
    assert client.get(f"{LIST}{decided.pk}/change/").status_code == 200
    assert client.post(f"{LIST}{decided.pk}/change/", sent(world)).status_code == 403
    assert client.post(f"{LIST}{decided.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Extension.objects.get().until == make.today(5)


def test_four_eyes_hold_in_the_admin(at, superuser, world, closed):
    Membership.objects.create(user=superuser, unit=world.an_sinh, role=Role.SUBMITTER)
    own = make.extension(world.an_sinh, asked_by=superuser)
    client = at(superuser)
    assert client.post(f"{LIST}{own.pk}/change/", sent(world)).status_code == 403
    response = client.post(f"{LIST}add/", sent(world))
    assert [response.status_code, set(response.context["adminform"].form.errors)] == [200, {"unit"}]
    assert Extension.objects.get().decided_at is None


def test_staff_without_the_superusers_right_see_none(at, staff, world, closed):
    row = make.extension(world.an_sinh)
    client = at(staff)
    assert [client.get(address).status_code for address in (LIST, f"{LIST}{row.pk}/change/", f"{LIST}add/")] == [403] * 3
