"""The councils of the demonstration: one session that is over, one that is prepared, both as the services leave them."""

import pytest

from registry.management.demo import councils, people
from registry.models import CouncilSession, LevelSetting
from registry.queries import councils as questions
from registry.services.councils import obstacles
from registry.vocabulary import CouncilState, Level, Role, Status
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(world):
    return {
        "province": make.user(Role.REVIEWER, world.province),
        "reviewer": make.user(Role.REVIEWER, world.an_sinh),
        "unit": make.user(Role.SUBMITTER, world.an_sinh),
    }


@pytest.fixture
def sessions(world, cast):
    assert (world.province.key, world.an_sinh.key) == (people.PROVINCE, people.AN_SINH)
    make.body(Level.PROVINCE, world.province)
    make.body(Level.GRASSROOTS, world.an_sinh)
    make.campaign()
    for _ in range(3):
        make.initiative(Status.REPORTED, world.dong_trieu, level=Level.PROVINCE)
        make.initiative(Status.REPORTED, world.an_sinh, by=cast["unit"])
    councils.write(cast, make.today())
    return CouncilSession.objects.order_by("held_on")


def test_the_province_decides_with_a_council_and_the_communes_without(sessions):
    assert list(LevelSetting.objects.order_by("level").values_list("level", "uses_council", "quorum", "threshold")) == [
        (Level.GRASSROOTS, False, "2/3", "70 %"),
        (Level.PROVINCE, True, "2/3", "70 %"),
    ]


def test_the_session_of_the_province_is_closed_with_a_result_for_each_model(sessions):
    closed = sessions[0]
    assert (closed.level, closed.state, closed.items.count()) == (Level.PROVINCE, CouncilState.CLOSED, 3)
    assert list(closed.items.values_list("is_passed", flat=True)) == [False, True, True]


def test_the_session_of_an_sinh_waits_for_votes_and_shows_a_conflict(sessions, cast):
    prepared = sessions[1]
    assert (prepared.state, prepared.items.filter(votes_for__isnull=True).count()) == (CouncilState.PREPARED, 1)
    [sentence] = obstacles(prepared, by=cast["reviewer"])
    assert sentence.startswith("Votes are missing for ")
    members = questions.members_of(prepared)
    lines = questions.lines(prepared, members, questions.Law.of(prepared))
    assert [len(line.barred) for line in lines] == [1, 1, 1]
