"""The drafts of the demonstration: one can be issued as it stands, one has a line that may not be in it."""

import pytest

from registry.management.demo import decisions, people
from registry.models import Decision
from registry.queries import decisions as questions
from registry.queries import eligibility
from registry.services import decisions as services
from registry.vocabulary import DecisionState, Level, Role, Status
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(world):
    return {
        "province": make.user(Role.REVIEWER, world.province),
        "reviewer": make.user(Role.REVIEWER, world.an_sinh),
        "archive-review": make.user(Role.REVIEWER, world.province),
    }


@pytest.fixture
def drafts(world, cast) -> dict[str, Decision]:
    assert (world.province.key, world.an_sinh.key) == (people.PROVINCE, people.AN_SINH)
    pattern = {"number_pattern": "{number}-QĐ/TU", "is_numbered": True, "signatory": "Nguyễn Văn Mẫu"}
    body = make.body(Level.PROVINCE, world.province, **pattern)
    make.body(Level.GRASSROOTS, world.an_sinh, signatory="Nguyễn Văn Mẫu")
    make.level_setting(level=Level.PROVINCE, uses_council=True)
    passed, _not_voted_on, appraised = (
        make.initiative(Status.REPORTED, world.dong_trieu, level=Level.PROVINCE) for _ in range(3)
    )
    make.council(body, models=[passed, appraised], is_closed=True)
    make.appraisal(appraised, cast["province"], Level.PROVINCE)
    make.initiative(Status.REPORTED, world.an_sinh)
    make.initiative(Status.RECOGNISED, world.an_sinh)
    decisions.draw_up(cast, make.today())
    return {draft.level: draft for draft in Decision.objects.filter(state=DecisionState.DRAFT)}


def hindrances(draft) -> list[str]:
    return [line.hindrance for line in eligibility.hinder(draft, questions.lines_of(draft))]


def test_the_draft_of_the_province_can_be_issued_as_it_stands(drafts, cast):
    draft = drafts[Level.PROVINCE]
    assert hindrances(draft) == [""]
    assert services.issue(draft, by=cast["province"]).number == "01-QĐ/TU"


def test_one_line_of_the_draft_of_an_sinh_may_not_be_in_it_and_says_why(drafts):
    assert sorted(hindrances(drafts[Level.GRASSROOTS])) == ["", "The model is already recognised at this level."]
