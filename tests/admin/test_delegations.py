"""Delegations in the admin: several are ended at once, after a page that lists them."""

import pytest

from registry.models import Delegation
from registry.services import delegations
from registry.vocabulary import Role
from tests import make

pytestmark = pytest.mark.django_db

LIST = "/admin/registry/delegation/"


def test_several_are_ended_at_once_after_a_page_that_lists_them(at, superuser, world):
    days = {"valid_from": make.today(), "valid_until": make.today(5), "reason": "Nghỉ phép"}
    people = [make.user(Role.REVIEWER, world.an_sinh) for _number in range(4)]
    rows = [delegations.give(people[n], by=superuser, deputy=people[n + 1], **days) for n in (0, 2)]
    over = delegations.end(delegations.give(people[0], by=superuser, deputy=people[3], **days), by=superuser)
    client = at(superuser)
    asked = {"action": "end_now", "_selected_action": [row.pk for row in (*rows, over)]}
    page = client.post(LIST, asked)
    said = dict.fromkeys(rows, "will be ended") | {over: "This delegation has ended already."}
    assert dict(page.context["facts"]) == said
    assert Delegation.objects.filter(ended_at__isnull=True).count() == 2
    client.post(LIST, asked | {"listed": dict(page.context["carried"])["listed"]})
    assert not Delegation.objects.filter(ended_at__isnull=True).exists()
