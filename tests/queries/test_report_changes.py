"""Frozen figures beside today's: every difference with its models, and each model with its acts."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.queries import report_changes
from registry.queries.restatements import acts_since
from registry.services import recognition, review, units
from registry.vocabulary import Action, DecisionKind, Status
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def model(world):
    return make.initiative(Status.RECOGNISED, world.an_sinh)


@pytest.fixture
def other(world):
    return make.initiative(Status.REPORTED, world.an_sinh)


def revoke(model, by):
    row = model.recognitions.get()
    ending = make.decision(body=row.decision.body, kind=DecisionKind.REVOCATION)
    recognition.revoke(row, by=by, decision=ending, ground=make.ground(), reason="Không còn họp.")


def compared(report):
    report.snapshot.refresh_from_db()
    return report_changes.compare(report.snapshot)


def test_untouched_figures_are_the_same(world, model, other):
    assert compared(make.report(world.an_sinh, frozen=True)).is_same


def test_a_revocation_says_which_model_went_and_why(world, model, reviewer):
    report = make.report(world.an_sinh, frozen=True)
    revoke(model, reviewer)
    found = compared(report)
    differs = {one.key: (one.then, one.now, one.came, one.went) for one in found.differs}
    gone = (1, 0, (), (model.code,))
    keys = ("recognised", "recognised_collective", "recognised_grassroots")
    assert differs == dict.fromkeys(keys, gone) | {"rate": (100.0, 0.0, (), ())}
    [one] = found.changed
    assert (one.code, one.came, one.facts[0]) == (model.code, [], ("Status", "Recognised", "Revoked"))
    assert [(entry.action, entry.remark) for entry in one.entries] == [(Action.REVOKE, "Không còn họp.")]


def test_one_that_came_and_one_that_went_are_told_though_the_number_is_the_same(world, model, other, reviewer):
    report = make.report(world.an_sinh, frozen=True)
    revoke(model, reviewer)
    recognition.recognise(other, by=reviewer, decision=make.decision(body=make.body(unit=world.an_sinh)))
    [recognised] = [one for one in compared(report).differs if one.key == "recognised"]
    assert (recognised.then, recognised.now, recognised.came, recognised.went) == (1, 1, (other.code,), (model.code,))


def test_a_corrected_fact_is_told_with_its_names(world, model, reviewer):
    report = make.report(world.an_sinh, frozen=True)
    review.amend(model, by=reviewer, facts={"sector": make.sector("culture")}, reason="Nhập nhầm")
    [one] = compared(report).changed
    assert (one.came, one.went, one.facts) == ([], [], [("Field", "Economy", "Culture and society")])
    assert [entry.action for entry in one.entries] == [Action.AMEND]


def test_a_sum_that_differs_leads_to_its_models(world, model, other, reviewer):
    make.contribution(model, 5_000_000)
    report = make.report(world.an_sinh, frozen=True)
    make.contribution(model, 1_000_000)
    found = compared(report)
    [one] = found.sums
    assert (one.name, one.then, one.now) == ("Money · People", 5_000_000, 6_000_000)
    assert found.changed[0].facts == [("Money · People", "5\xa0million\xa0dong", "6\xa0million\xa0dong")]


def test_a_model_that_is_new_has_nothing_before(world, model):
    report = make.report(world.an_sinh, frozen=True)
    fresh = make.initiative(Status.REGISTERED, world.an_sinh)
    [one] = compared(report).changed
    assert (one.code, one.came, one.facts[0]) == (fresh.code, ["new", "registered", "submitted"], ("Status", "–", "Registered"))


def test_a_campaign_or_unit_that_is_no_more_says_so(world, model):
    report = make.report(world.an_sinh, frozen=True)
    kept, original = report.snapshot, report.snapshot.asked
    for asked, sentence in (
        ({"campaign": 1999}, "The campaign of these figures does not exist any more"),
        ({"campaign": "'; --"}, "The campaign of these figures does not exist any more"),
        ({"unit": "none-0"}, "The unit of these figures does not exist any more"),
    ):
        kept.asked = {**original, **asked}
        found = report_changes.compare(kept)
        assert (found.lost.startswith(sentence), found.is_same, found.changed) == (True, False, [])


def test_a_unit_that_was_merged_since_is_compared_as_it_was(world, model, superuser):
    report = make.report(world.an_sinh, frozen=True)
    units.merge([world.an_sinh], into=world.dong_trieu, on=make.today(), legal_basis="Nghị quyết 1", by=superuser)
    found = compared(report)
    assert (found.differs, found.changed) == ([], [])
    [note] = found.notes
    assert "has ended since" in note


def test_the_comparison_costs_the_same_for_one_and_for_many(world, reviewer, superuser):
    rows = [make.initiative(Status.RECOGNISED, world.an_sinh) for _number in range(12)]
    report = make.report(world.an_sinh, frozen=True)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            compared(report)
        return len(queries)

    revoke(rows[0], reviewer)
    few = cost()
    for row in rows[1:]:
        revoke(row, reviewer)
    assert cost() == few


def test_acts_since_a_moment_are_those_after_it(world, model, reviewer):
    revoke(model, reviewer)
    assert [entry.action for entry in acts_since(model.campaign, make.ago(1))] == [Action.REVOKE]
    assert not acts_since(model.campaign).exists()
