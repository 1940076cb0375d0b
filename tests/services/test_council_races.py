"""Two secretaries at once: who comes second sees what the first wrote."""

import pytest

from registry.errors import Refused, Stale
from registry.models import AgendaItem, CouncilSession, Entry
from registry.services import councils, votes
from registry.services.votes import Vote
from registry.vocabulary import CouncilState, Status
from tests import make
from tests.services.test_races import race

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def body(world):
    return make.body(unit=world.an_sinh)


def test_of_two_secretaries_who_save_at_once_one_is_told_and_nothing_is_lost(reviewer, second_reviewer, body):
    session = make.council(body, models=[make.initiative(Status.REPORTED, reviewer.unit)])
    item = session.items.get()
    first, second = race(
        lambda: votes.record(session, by=reviewer, votes={item.pk: Vote(5, 0)}, version=1),
        lambda: votes.record(session, by=second_reviewer, votes={item.pk: Vote(0, 5)}, version=1),
    )
    assert (first.pk, type(second)) == (session.pk, Stale)
    assert list(AgendaItem.objects.values_list("votes_for", "votes_against")) == [(5, 0)]
    assert Entry.objects.filter(action="council.record").count() == 1


def test_of_two_who_close_a_session_at_once_one_does(reviewer, second_reviewer, body):
    session = make.council(body, models=[make.initiative(Status.REPORTED, reviewer.unit)])
    session.items.update(votes_for=5, votes_against=0)
    first, second = race(
        lambda: councils.close(session, by=reviewer, number="01/BB-HĐ"),
        lambda: councils.close(session, by=second_reviewer, number="02/BB-HĐ"),
    )
    assert (first.number, type(second)) == ("01/BB-HĐ", Refused)
    assert list(CouncilSession.objects.values_list("state", "number")) == [(CouncilState.CLOSED, "01/BB-HĐ")]


def test_of_two_sessions_closed_at_once_only_one_passes_a_model(reviewer, second_reviewer, body):
    model = make.initiative(Status.REPORTED, reviewer.unit)
    one, other = make.council(body, models=[model]), make.council(body, models=[model])
    AgendaItem.objects.update(votes_for=5, votes_against=0)
    _first, second = race(
        lambda: councils.close(one, by=reviewer, number="01/BB-HĐ"),
        lambda: councils.close(other, by=second_reviewer, number="02/BB-HĐ"),
    )
    assert str(second) == f"{model.code}: A council has passed this model for this level already."
    assert AgendaItem.objects.filter(is_passed=True).count() == 1
