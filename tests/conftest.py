"""The cast, and the small world in which it works. Each is an ordinary fixture; nobody is made unless a test asks.

quảng ninh (province)
├─ phường An Sinh      took over xã Bình Dương, and a part of phường Đức Chính
└─ phường Đông Triều   took over the other part of phường Đức Chính
"""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from pytest_django.plugin import blocking_manager_key

from registry.models import Entry
from registry.vocabulary import Role, UnitType
from tests import make

first_content = import_module("registry.migrations.0003_first_content")


def trail_of(initiative) -> list[tuple]:
    """What the trail says about a model, oldest first: (actor, action, from, to, remark)."""
    entries = Entry.objects.filter(initiative=initiative.pk).select_related("actor")
    return [(e.actor, e.action, e.from_status, e.to_status, e.remark) for e in entries]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """After a test that empties the tables, put back what the migrations had written: fields and grounds."""
    result = yield
    marker = item.get_closest_marker("django_db")
    emptied = (marker and marker.kwargs.get("transaction")) or {"transactional_db", "live_server"} & {*item.fixturenames}
    if emptied and nextitem:
        with item.config.stash[blocking_manager_key].unblock():
            first_content.empty(apps, None)
            first_content.fill(apps, None)
    return result


@pytest.fixture
def world(db):
    """The units: province, an_sinh, dong_trieu, their predecessor binh_duong (whole) and duc_chinh (split)."""
    day = make.today(-200)
    province = make.unit("Quảng Ninh", UnitType.PROVINCE)
    binh_duong = make.unit("Bình Dương", UnitType.COMMUNE, province)
    duc_chinh = make.unit("Đức Chính", UnitType.WARD, province)
    an_sinh = make.unit("An Sinh", UnitType.WARD, province, starts_on=day, after=[binh_duong, duc_chinh])
    dong_trieu = make.unit("Đông Triều", UnitType.WARD, province, starts_on=day, after=[duc_chinh])
    return SimpleNamespace(
        province=province, an_sinh=an_sinh, dong_trieu=dong_trieu, binh_duong=binh_duong, duc_chinh=duc_chinh
    )


@pytest.fixture
def campaign(db):
    """This year's campaign: registration and reports are open today."""
    return make.campaign()


@pytest.fixture
def submitter(world):
    """Enters the models of An Sinh."""
    return make.user(Role.SUBMITTER, world.an_sinh, username="submitter")


@pytest.fixture
def colleague(world):
    """The second submitter of An Sinh."""
    return make.user(Role.SUBMITTER, world.an_sinh, username="colleague")


@pytest.fixture
def neighbour(world):
    """Enters the models of Đông Triều."""
    return make.user(Role.SUBMITTER, world.dong_trieu, username="neighbour")


@pytest.fixture
def reviewer(world):
    """Reviews for An Sinh."""
    return make.user(Role.REVIEWER, world.an_sinh, username="reviewer")


@pytest.fixture
def second_reviewer(world):
    """Reviews for An Sinh too."""
    return make.user(Role.REVIEWER, world.an_sinh, username="second_reviewer")


@pytest.fixture
def neighbour_reviewer(world):
    """Reviews for Đông Triều."""
    return make.user(Role.REVIEWER, world.dong_trieu, username="neighbour_reviewer")


@pytest.fixture
def province_reviewer(world):
    """Reviews for the province."""
    return make.user(Role.REVIEWER, world.province, username="province_reviewer")


@pytest.fixture
def leader(world):
    """Leads the province."""
    return make.user(Role.LEADER, world.province, username="leader")


@pytest.fixture
def commune_leader(world):
    """Leads An Sinh."""
    return make.user(Role.LEADER, world.an_sinh, username="commune_leader")


@pytest.fixture
def stranger(db):
    """Has an account and no membership."""
    return make.user(username="stranger")


@pytest.fixture
def superuser(db):
    """May everything but what four eyes forbid; has no membership."""
    return make.user(username="superuser", is_superuser=True, is_staff=True)
