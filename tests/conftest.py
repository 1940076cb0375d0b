"""The cast, and the small world in which it works. Each is an ordinary fixture; nobody is made unless a test asks.

tỉnh Quảng Ninh
├─ phường An Sinh      took over Bình Dương (xã until 2024-10-31, then phường) and a part of phường Đức Chính
└─ phường Đông Triều   took over the other part of phường Đức Chính; both since 2025-07-01
"""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.utils import translation
from pytest_django.plugin import blocking_manager_key

from registry.models import Entry, guards
from registry.vocabulary import ChangeKind, Role, UnitType
from tests import make

first_content = import_module("registry.migrations.0003_first_content")


def trail_of(initiative) -> list[tuple]:
    """What the trail says about a model, oldest first: (actor, action, from, to, remark)."""
    entries = Entry.objects.filter(initiative=initiative.pk).select_related("actor")
    return [(e.actor, e.action, e.from_status, e.to_status, e.remark) for e in entries]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """After a test that empties the tables, put back what the migrations had written: fields and grounds.

    The guards of the trail let nothing be emptied, so they step aside for as long.
    """
    marker = item.get_closest_marker("django_db")
    is_marked = marker and marker.kwargs.get("transaction")
    if not (is_marked or {"transactional_db", "live_server"} & {*item.fixturenames}):
        return (yield)
    unblocked = item.config.stash[blocking_manager_key].unblock
    with unblocked():
        _guard(guards.drop)
    try:
        return (yield)
    finally:
        if nextitem:  # else the database is gone already
            with unblocked():
                _guard(guards.build)
                first_content.empty(apps, None)
                first_content.fill(apps, None)


def _guard(act):
    """Put the guards of the trail up, or take them away."""
    act(apps, connection.schema_editor(atomic=False))  # not entered: SQLite lets nobody in within a transaction


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Before the test database is dropped, end what a thread of a server or of a race may have left open in it."""
    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )


@pytest.fixture(autouse=True)
def in_english():
    """Sentences are compared in the language in which they were written; a page speaks the language of its request."""
    with translation.override("en"):
        yield


@pytest.fixture
def world(db):
    """The units: province, an_sinh, dong_trieu, their predecessors binh_duong (whole) and duc_chinh (split)."""
    day, last = "2025-07-01", "2025-06-30"
    units = make.units_of(
        [
            ("22-0", "Quảng Ninh", UnitType.PROVINCE, "", "", ""),
            ("07090-0", "Bình Dương", UnitType.COMMUNE, "22-0", "", "2024-10-31"),
            ("07090-0", "Bình Dương", UnitType.WARD, "22-0", "2024-11-01", last),
            ("07093-0", "Đức Chính", UnitType.WARD, "22-0", "", last),
            ("07090-2025", "An Sinh", UnitType.WARD, "22-0", day, ""),
            ("07093-2025", "Đông Triều", UnitType.WARD, "22-0", day, ""),
        ],
        [
            ("07090-0", "07090-2025", ChangeKind.MERGED, day),
            ("07093-0", "07090-2025", ChangeKind.SPLIT, day),
            ("07093-0", "07093-2025", ChangeKind.SPLIT, day),
        ],
    )
    return SimpleNamespace(
        province=units["22-0"],
        an_sinh=units["07090-2025"],
        dong_trieu=units["07093-2025"],
        binh_duong=units["07090-0"],
        duc_chinh=units["07093-0"],
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
