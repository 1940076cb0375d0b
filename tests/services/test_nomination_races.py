"""Two people nominate at once: one letter is sent once, and one model stands in one letter."""

import pytest

from registry.errors import Refused
from registry.models import Nominee
from registry.services import nominations, recognition
from registry.vocabulary import Action, Level, NominationState, Role, Status
from tests import make
from tests.services.test_races import race

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def model(world):
    return make.initiative(Status.RECOGNISED, world.an_sinh)


def states() -> list[str]:
    return list(Nominee.objects.order_by("pk").values_list("state", flat=True))


def test_of_two_who_send_one_letter_exactly_one_does(world, reviewer, second_reviewer, model):
    draft = make.letter(world.an_sinh, model, sent=False)
    done, refusal = race(lambda: nominations.send(draft, by=reviewer), lambda: nominations.send(draft, by=second_reviewer))
    assert (done.sent_by, type(refusal)) == (reviewer, Refused)
    assert str(refusal) == f"Letter {draft.number} is already sent, so it is no longer changed."
    assert model.entries.filter(action=Action.NOMINATE).count() == 1


def test_of_two_who_put_one_model_on_two_letters_exactly_one_does(world, reviewer, second_reviewer, model):
    one, two = make.letter(world.an_sinh, sent=False), make.letter(world.an_sinh, sent=False)
    _done, refusal = race(
        lambda: nominations.add(one, [model], by=reviewer), lambda: nominations.add(two, [model], by=second_reviewer)
    )
    assert str(refusal) == "The model stands on the list of another letter that is being prepared."
    assert list(Nominee.objects.values_list("nomination", flat=True)) == [one.pk]


def test_of_two_who_answer_at_once_exactly_one_does(world, province_reviewer, model):
    second = make.user(Role.REVIEWER, world.province)
    nominee = make.letter(world.an_sinh, model).nominees.get()
    _done, refusal = race(
        lambda: nominations.return_(nominee, by=province_reviewer, remark="Thiếu báo cáo."),
        lambda: nominations.refuse(nominee, by=second, remark="Không đạt."),
    )
    assert str(refusal) == "This nomination is now “Returned”."
    assert states() == [NominationState.RETURNED]


def test_who_returns_what_is_being_recognised_is_refused(world, province_reviewer, model):
    second = make.user(Role.REVIEWER, world.province)
    nominee = make.letter(world.an_sinh, model).nominees.get()
    paper = make.decision(Level.PROVINCE)
    _done, refusal = race(
        lambda: recognition.recognise(model, by=province_reviewer, decision=paper),
        lambda: nominations.return_(nominee, by=second, remark="Thiếu báo cáo."),
    )
    assert str(refusal) == "This nomination is now “Recognised”."
    assert states() == [NominationState.RECOGNISED]
