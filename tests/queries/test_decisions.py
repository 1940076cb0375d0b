"""What the papers of decisions say in their lists, and whose names stand in them."""

from datetime import date

import pytest

from registry.queries import decisions as questions
from registry.vocabulary import DecisionKind, Level, Status, SubmitterType
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def body(world):
    return make.body(Level.GRASSROOTS, world.an_sinh, "Ủy ban nhân dân phường An Sinh")


def test_a_narrow_cell_names_the_body_of_a_decision_only_where_it_is_another_one(world, body):
    former = make.body(Level.GRASSROOTS, world.an_sinh, "Ban Dân vận phường")
    on = {"campaign": make.campaign(), "issued_on": date(2026, 3, 5)}
    decision = make.decision(body=body, issued=False, kind=DecisionKind.REVOCATION)
    for first, number in ((body, "05/QĐ-UBND"), (former, "02-QĐ/BDV")):
        row = make.initiative(Status.RECOGNISED, world.an_sinh, decision=make.decision(body=first, number=number, **on))
        make.line(decision, row, recognition=row.recognitions.get(), ground=make.ground(), reason="Đã dừng.")
    said = questions.words(decision, questions.lines_of(decision))["list"]["rows"]
    assert [row[4] for row in said] == ["Số 05/QĐ-UBND ngày 05/03/2026", "Số 02-QĐ/BDV ngày 05/03/2026 của Ban Dân vận phường"]


def test_a_list_names_persons_where_an_individual_stands_on_it(world, body):
    draft = make.decision(body=body, issued=False)
    make.line(draft, make.initiative(Status.REPORTED, world.an_sinh))
    assert not questions.names_persons(draft)
    individual = {"submitter_type": SubmitterType.INDIVIDUAL, "collective_name": ""}
    make.line(draft, make.initiative(Status.REPORTED, world.an_sinh, **individual))
    assert questions.names_persons(draft)
