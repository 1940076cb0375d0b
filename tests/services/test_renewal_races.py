"""Two people at once over one earlier model, or over one request for more time: one does it, the other is told."""

import pytest

from registry.errors import Refused
from registry.models import Ending, Extension, Initiative
from registry.services import extensions, renewal
from registry.vocabulary import Status, Window
from tests import make, varied
from tests.services.test_races import race

pytestmark = pytest.mark.django_db(transaction=True)

WHY = "Mưa bão kéo dài."


@pytest.fixture
def earlier(world, campaign):
    last_year = varied.closed_campaign(campaign.year - 1)
    return make.initiative(Status.RECOGNISED, world.an_sinh, campaign=last_year)


def test_two_colleagues_who_continue_at_once_get_the_same_draft(earlier, campaign, submitter, colleague):
    first, second = race(
        lambda: renewal.continue_(earlier, campaign=campaign, by=submitter),
        lambda: renewal.continue_(earlier, campaign=campaign, by=colleague),
    )
    assert first == second
    assert Initiative.objects.filter(campaign=campaign).count() == 1


def test_a_model_is_not_ended_while_a_colleague_continues_it(earlier, campaign, submitter, colleague):
    _made, refusal = race(
        lambda: renewal.continue_(earlier, campaign=campaign, by=submitter),
        lambda: renewal.end(earlier, campaign=campaign, by=colleague, reason=WHY),
    )
    assert [type(refusal), Ending.objects.count()] == [Refused, 0]


def test_continuing_waits_for_the_ending_and_takes_it_back(earlier, campaign, submitter, colleague):
    _ending, made = race(
        lambda: renewal.end(earlier, campaign=campaign, by=submitter, reason=WHY),
        lambda: renewal.continue_(earlier, campaign=campaign, by=colleague),
    )
    assert [made.continues, Ending.objects.count()] == [earlier, 0]


@pytest.fixture
def closed(db):
    return make.campaign(registration_closes=make.today(-1))


def test_two_colleagues_who_ask_at_once_ask_once(world, closed, submitter, colleague):
    def ask(by):
        return extensions.ask(campaign=closed, unit=world.an_sinh, window=Window.REGISTRATION, by=by, reason=WHY)

    asked, refusal = race(lambda: ask(submitter), lambda: ask(colleague))
    assert [asked.asked_by, type(refusal), Extension.objects.count()] == [submitter, Refused, 1]


def test_two_reviewers_who_decide_at_once_decide_once(world, closed, reviewer, second_reviewer):
    asked = make.extension(world.an_sinh)
    given, refusal = race(
        lambda: extensions.give(asked, by=reviewer, until=make.today(5), reason=WHY),
        lambda: extensions.refuse(asked, by=second_reviewer, reason=WHY),
    )
    assert [given.until, type(refusal), Extension.objects.get().decided_by] == [make.today(5), Refused, reviewer]
