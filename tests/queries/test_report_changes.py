"""Frozen figures beside today's: every difference with its models, and each model with its acts."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.queries import report_changes
from registry.queries.restatements import acts_since
from registry.services import allocations, likeness, recognition, review, units
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
    assert (one.name, one.then, one.now, one.came, one.went) == ("Money · People", 5_000_000, 6_000_000, (model.code,), ())
    assert found.changed[0].facts == [("Money · People", "5\xa0million\xa0dong", "6\xa0million\xa0dong")]


def test_the_largest_of_many_is_compared_as_the_largest(world, model, other):
    make.outcome(model, "household-size", value=9)
    make.outcome(other, "household-size", value=5, period="Quý I")
    report = make.report(world.an_sinh, frozen=True)
    make.outcome(other, "household-size", value=12, period="Quý II")
    [one] = compared(report).sums
    assert (one.then, one.now, one.came) == (9, 12, (other.code,))


def test_a_mark_of_a_duplicate_is_told_with_its_act(world, model, other, reviewer):
    make.contribution(other, 5_000_000)
    report = make.report(world.an_sinh, frozen=True)
    likeness.mark_duplicate(other, by=reviewer, of=model, remark="Cùng một con đường.")
    found = compared(report)
    [one] = found.changed
    assert one.facts == [("Duplicate of", "–", model.code), ("Money · People", "5\xa0million\xa0dong", "0\xa0dong")]
    assert [(entry.action, entry.remark) for entry in one.entries] == [(Action.MARK_DUPLICATE, "Cùng một con đường.")]
    assert [(sum_.now, sum_.went) for sum_ in found.sums] == [(0, (other.code,))]


def test_an_allocation_is_told_with_its_act(world, superuser):
    row = make.initiative(Status.REGISTERED, world.duc_chinh)
    whole, of_unit = make.report(None, frozen=True), make.report(world.an_sinh, frozen=True)
    allocations.allocate([row], to=world.an_sinh, by=superuser, reason="Thôn nằm ở An Sinh.")
    [one] = compared(whole).changed
    assert (one.came, one.facts) == ([], [("Allocated to", "–", "phường An Sinh")])
    assert [(entry.action, entry.remark) for entry in one.entries] == [(Action.AMEND, "Thôn nằm ở An Sinh.")]
    [one] = compared(of_unit).changed
    assert (one.came, len(one.entries)) == (["new", "registered", "submitted"], 1)


def test_a_renamed_unit_is_told_to_whom_it_concerns(world, model, superuser):
    mine, others = make.report(world.an_sinh, frozen=True), make.report(world.dong_trieu, frozen=True)
    units.change(world.an_sinh, on=make.today(), name="Tên mới", legal_basis="Nghị quyết 2", by=superuser)
    found = compared(mine)
    assert (found.is_same, found.differs, found.changed) == (False, [], [])
    [entry] = found.units
    assert (entry.action, entry.data["name"], entry.remark) == ("unit.change", ["An Sinh", "Tên mới"], "Nghị quyết 2")
    assert compared(others).is_same


def test_the_frozen_figure_counts_and_not_what_todays_definition_would_have_made_of_it(world, model):
    report = make.report(world.an_sinh, frozen=True)
    kept = report.snapshot
    kept.figures["registered"] = 3
    kept.definitions = [[name, "Cách tính cũ." if name == "Đăng ký" else words] for name, words in kept.definitions]
    kept.save()
    found = compared(report)
    assert [(one.key, one.then, one.now) for one in found.differs] == [("registered", 3, 1)]
    assert found.notes == ["Defined in other words than then: Đăng ký."]


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
    assert (found.differs, found.changed, [entry.action for entry in found.units]) == ([], [], ["unit.merge"])
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
