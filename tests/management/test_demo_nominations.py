"""The demo's letters of nomination: between the two recognitions of a model, and each model nominated once."""

from datetime import datetime, time, timedelta
from random import Random

import pytest

from registry.management.demo import nominations, texts, years
from registry.management.demo.life import HERE, Calendar, Made
from registry.management.demo.papers import Papers
from registry.models import Nomination, Nominee, Recognition
from registry.vocabulary import Action, Level, NominationState, Status
from tests import make

pytestmark = pytest.mark.django_db

PLAN = years.CLOSED[-1]


@pytest.fixture
def cast(reviewer, province_reviewer):
    return {"reviewer": reviewer, "province": province_reviewer}


@pytest.fixture
def made(world, submitter, reviewer):
    """Models of An Sinh and Đông Triều, recognised there three weeks before the province recognised every fourth."""
    campaign = make.campaign(PLAN.year)
    first = datetime.combine(PLAN.decided[0], time(9), HERE)
    last = datetime.combine(PLAN.decided[1], time(9), HERE)
    above = make.decision(Level.PROVINCE, campaign=campaign, body=make.body(Level.PROVINCE, world.province))
    found = []
    for unit in (world.an_sinh, world.dong_trieu):
        paper = make.decision(campaign=campaign, body=make.body(unit=unit))
        for number in range(60):
            row = make.initiative(Status.REPORTED, unit, campaign=campaign)
            row.status, row.changed_at = Status.RECOGNISED, first
            one = Made(row, row.person, texts.BINH_SON_DONG, Status.RECOGNISED, submitter, reviewer)
            one.recognitions = [
                Recognition(decision=paper, level=Level.GRASSROOTS, recognised_at=first, recognised_by=reviewer)
            ]
            if number % 4 == 0:
                later = {"recognised_at": last, "recognised_by": reviewer}
                one.recognitions.append(Recognition(decision=above, level=Level.PROVINCE, **later))
                row.changed_at = last
            found.append(one)
    return found


@pytest.fixture
def written(made, cast):
    calendar = Calendar(PLAN, Random(1), PLAN.decided[1] + timedelta(days=60))
    calendar.campaign_id = made[0].row.campaign_id
    letters = nominations.plan(made, Papers(), calendar, cast)
    nominations.write(letters)
    return letters


def test_what_the_province_recognised_was_nominated_before(written, made):
    found = {row.initiative_id: row for row in Nominee.objects.filter(level=Level.PROVINCE).select_related("nomination")}
    recognised = [one for one in made if len(one.recognitions) == 2]
    assert {one.row.pk for one in recognised} == {pk for pk, row in found.items() if row.state == NominationState.RECOGNISED}
    for one in recognised:
        base, above = one.recognitions
        assert base.recognised_at < found[one.row.pk].nomination.sent_at < above.recognised_at


def test_each_model_is_nominated_once_and_the_others_came_to_something_else(written):
    states = list(Nominee.objects.filter(level=Level.PROVINCE).values_list("initiative", "state"))
    assert len(states) == len({initiative for initiative, _state in states})
    counted = {state: sum(state == other for _initiative, other in states) for state in nominations.BESIDE}
    assert counted == nominations.BESIDE


def test_who_sent_a_letter_decided_nothing_of_it(written):
    for row in Nominee.objects.select_related("nomination").exclude(state=NominationState.NOMINATED):
        answered = row.state != NominationState.RECOGNISED
        assert row.decided_by_id is not None
        assert not answered or (row.decided_by_id != row.nomination.sent_by_id and row.remark)


def test_the_steps_stand_in_the_trail_in_the_order_of_their_times(written, made):
    for one in made:
        times = [entry.at for entry in one.entries]
        assert times == sorted(times)
    acts = [entry.action for one in made for entry in one.entries]
    assert acts.count(Action.NOMINATE) == Nominee.objects.count()


def test_every_letter_is_complete_and_the_province_writes_to_the_centre(written, world):
    assert list(Nomination.objects.filter(level=Level.CENTRAL).values_list("unit", "from_level")) == [
        (world.province.pk, Level.PROVINCE)
    ]
    assert Nomination.objects.filter(sent_at=None).count() == 0
