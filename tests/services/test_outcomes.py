"""Storing figures and partners: ids that survive, revisions that freeze, and what is refused."""

import pytest

from registry.errors import Refused, Stale
from registry.models import Document, Measure, Outcome, Revision
from registry.queries.outcomes import ContributionRow, OutcomeRow, rows_of
from registry.services import initiatives, review
from registry.vocabulary import Action, Qualifier, Stage, Status, UnitType
from tests import make


@pytest.fixture
def draft(submitter, campaign):
    return make.initiative(Status.DRAFT, submitter.unit, by=submitter)


@pytest.fixture
def measures(db):
    return {one.code: one for one in Measure.objects.all()}


def money(value, **more) -> ContributionRow:
    return ContributionRow("people", "money", value, **more)


def save(initiative, by, **facts):
    return initiatives.save(initiative, by=by, facts=facts)


def refused(initiative, by, **facts) -> dict:
    with pytest.raises(Refused) as refusal:
        save(initiative, by, **facts)
    return refusal.value.fields


def ids(manager) -> dict:
    return {row.value: row.pk for row in manager.all()}


# ---- ids ----


def test_a_figure_keeps_its_id_and_its_documents_when_its_value_changes(draft, submitter, measures):
    save(draft, submitter, targets=[OutcomeRow(measures["road"], 810), OutcomeRow(measures["houses"], 3)])
    road, houses = draft.outcomes.order_by("measure")
    document = make.document(draft, outcome=road)
    save(draft, submitter, targets=[OutcomeRow(measures["houses"], 3), OutcomeRow(measures["road"], 900, "over", note="mới")])
    assert set(draft.outcomes.values_list("pk", "value", "qualifier", "note")) == {
        (road.pk, 900, "over", "mới"),
        (houses.pk, 3, "exactly", ""),
    }
    assert Document.objects.get().outcome == road
    assert document.pk == Document.objects.get().pk


def test_another_period_of_the_same_measure_is_the_same_figure_corrected(draft, submitter, measures):
    road = measures["road"]
    save(draft, submitter, targets=[OutcomeRow(road, 1, period="quý I"), OutcomeRow(road, 2, period="quý II")])
    before = ids(draft.outcomes)
    save(draft, submitter, targets=[OutcomeRow(road, 2, period="quý II"), OutcomeRow(road, 1, period="quý III")])
    assert ids(draft.outcomes) == before


def test_periods_that_change_places_are_stored(draft, submitter, measures):
    road = measures["road"]
    save(draft, submitter, targets=[OutcomeRow(road, 1, period="quý I"), OutcomeRow(road, 2, period="quý II")])
    save(draft, submitter, targets=[OutcomeRow(road, 1, period="quý II"), OutcomeRow(road, 2, period="quý I")])
    assert dict(draft.outcomes.values_list("period", "value")) == {"quý I": 2, "quý II": 1}


def test_another_measure_is_another_figure(draft, submitter, measures):
    save(draft, submitter, targets=[OutcomeRow(measures["road"], 810)])
    make.document(draft, outcome=draft.outcomes.get())
    save(draft, submitter, targets=[OutcomeRow(measures["houses"], 3)])
    assert Document.objects.get().outcome is None
    assert draft.outcomes.get().measure.code == "houses"


def test_a_contribution_keeps_its_id_where_it_stays_the_most_alike(draft, submitter):
    first, second = money(1, note="đợt 1"), money(2, note="đợt 2")
    save(draft, submitter, contributions=[first, second])
    before = ids(draft.contributions)
    save(draft, submitter, contributions=[money(20, note="đợt 2"), money(1, note="đợt 1"), money(5, per_person=True)])
    after = ids(draft.contributions)
    assert (after[1], after[20]) == (before[1], before[2])
    save(draft, submitter, contributions=[money(20, note="đợt hai")])
    assert ids(draft.contributions) == {20: before[2]}


def test_equal_contributions_stand_beside_each_other(draft, submitter):
    twice = [money(5), money(5)]
    save(draft, submitter, contributions=twice)
    kept = set(draft.contributions.values_list("pk", flat=True))
    save(draft, submitter, contributions=[*twice, money(7)])
    assert kept < set(draft.contributions.values_list("pk", flat=True))
    assert rows_of(draft)["contributions"] == [*twice, money(7)]


def test_the_stages_do_not_touch_each_other(submitter, campaign, measures):
    row = make.initiative(Status.REGISTERED, submitter.unit, by=submitter)
    target = make.outcome(row, stage=Stage.TARGET)
    save(row, submitter, achieved=[OutcomeRow(measures["road"], 900)], contributed=[money(5)])
    assert list(row.outcomes.order_by("pk").values_list("stage", "value")) == [("target", 810), ("achieved", 900)]
    save(row, submitter, achieved=[], contributed=[])
    assert (list(row.outcomes.all()), list(row.contributions.all())) == ([target], [])


def test_the_order_in_which_rows_are_typed_is_no_change(draft, submitter, measures):
    rows = [OutcomeRow(measures["houses"], 3), OutcomeRow(measures["road"], 810)]
    saved = save(draft, submitter, targets=rows)
    assert save(draft, submitter, targets=rows[::-1]).version == saved.version
    assert rows_of(draft)["targets"] == rows[::-1]


def test_the_trail_says_which_figures_changed(draft, submitter, measures):
    save(draft, submitter, targets=[OutcomeRow(measures["road"], 1)], contributions=[], partners=["Hội Phụ nữ"], method="Khác")
    entry = draft.entries.get(action=Action.SAVE)
    assert sorted(entry.data["fields"]) == ["method", "partners", "targets"]


# ---- what is refused ----


@pytest.mark.parametrize("value", [-1, 10**18, 1.5, True, "810", None])
def test_a_value_that_no_column_holds_is_refused(draft, submitter, measures, value):
    assert list(refused(draft, submitter, targets=[OutcomeRow(measures["road"], value)], method="Khác")) == ["targets"]
    draft.refresh_from_db()
    assert (draft.method, list(draft.outcomes.all())) == (make.TEXTS["method"], [])


def test_the_same_measure_and_period_twice_is_refused(draft, submitter, measures):
    road = measures["road"]
    rows = [OutcomeRow(road, 1, period="quý I"), OutcomeRow(road, 2, period=" quý I ")]
    assert refused(draft, submitter, targets=rows) == {
        "targets": "“Road built or widened” stands here twice for the same period. Give each row its own period."
    }


def test_what_is_in_no_list_is_refused(draft, submitter):
    for row in (ContributionRow("people", "money", 1, "sideways"), money(1, qualifier="")):
        assert refused(draft, submitter, contributions=[row]) == {"contributions": "Choose one of the list."}


def test_too_long_and_too_many_is_refused(draft, submitter, measures):
    assert list(refused(draft, submitter, contributions=[money(1, note="x" * 301)])) == ["contributions"]
    assert list(refused(draft, submitter, contributions=[money(number) for number in range(61)])) == ["contributions"]
    assert list(refused(draft, submitter, partners=[f"Hội {number}" for number in range(31)])) == ["partners"]
    assert list(refused(draft, submitter, partners=["x" * 201])) == ["partners"]


def test_figures_of_a_locked_part_are_refused(submitter, campaign, measures):
    row = make.initiative(Status.RETURNED, submitter.unit, by=submitter)
    with pytest.raises(Refused):
        save(row, submitter, targets=[OutcomeRow(measures["road"], 1)])
    registered = make.initiative(Status.REGISTERED, submitter.unit, by=submitter)
    for field in ("targets", "contributions", "partners"):
        with pytest.raises(Refused):
            save(registered, submitter, **{field: []})


def test_an_old_page_overwrites_no_figures(draft, submitter, colleague, measures):
    save(draft, colleague, targets=[OutcomeRow(measures["road"], 1)])
    with pytest.raises(Stale):
        initiatives.save(draft, by=submitter, facts={"targets": [OutcomeRow(measures["road"], 2)]}, version=1)
    assert draft.outcomes.get().value == 1


# ---- partners ----


def test_a_partner_is_linked_with_the_one_unit_of_today_that_bears_its_name(draft, submitter, world):
    make.unit("Trường THCS Bình Sơn", UnitType.SCHOOL, world.an_sinh)
    make.unit("Bình Minh", UnitType.COMMUNE, world.province, key="1-0")
    make.unit("Bình Minh", UnitType.WARD, world.province, key="2-0")
    names = [
        "Đông Triều",
        "phuong dong trieu 2",
        "trường thcs bình sơn",
        "xã Bình Minh",
        "Bình Minh",
        "Đức Chính",
        "Hội Phụ nữ",
        "***",
    ]
    save(draft, submitter, partners=names)
    linked = {partner.name: partner.unit and partner.unit.label for partner in draft.partners.select_related("unit")}
    assert linked == {
        "Đông Triều": "phường Đông Triều",
        "phuong dong trieu 2": None,
        "trường thcs bình sơn": "Trường THCS Bình Sơn",
        "xã Bình Minh": "xã Bình Minh",
        "Bình Minh": None,
        "Đức Chính": None,
        "Hội Phụ nữ": None,
        "***": None,
    }


def test_a_partner_may_be_written_without_marks(draft, submitter, world):
    save(draft, submitter, partners=["phuong dong trieu"])
    assert draft.partners.get().unit == world.dong_trieu


def test_a_name_with_other_marks_is_another_name(draft, submitter, world):
    save(draft, submitter, partners=["phường Đống Triều"])
    assert draft.partners.get().unit is None


def test_a_partner_that_stays_keeps_its_row(draft, submitter):
    save(draft, submitter, partners=["Hội Phụ nữ", "Hội Nông dân"])
    kept = draft.partners.get(name="Hội Phụ nữ").pk
    save(draft, submitter, partners=["Đoàn Thanh niên", "Hội Phụ nữ"])
    assert draft.partners.get(name="Hội Phụ nữ").pk == kept
    assert rows_of(draft)["partners"] == ["Đoàn Thanh niên", "Hội Phụ nữ"]


# ---- revisions ----


def test_a_revision_freezes_the_figures(submitter, reviewer, campaign, measures):
    row = initiatives.begin(
        campaign=campaign,
        unit=submitter.unit,
        by=submitter,
        facts=make.facts(
            targets=[OutcomeRow(measures["road"], 810, Qualifier.OVER, "2026", "liên thôn")],
            contributions=[money(1_200_000, per_person=True)],
            partners=["Hội Phụ nữ"],
        ),
    )
    row = initiatives.submit(row, by=submitter)
    frozen = {
        "targets": [{"measure": "road", "value": 810, "qualifier": "over", "period": "2026", "note": "liên thôn"}],
        "contributions": [
            {
                "source": "people",
                "kind": "money",
                "value": 1_200_000,
                "qualifier": "exactly",
                "per_person": True,
                "period": "",
                "note": "",
            }
        ],
        "achieved": [],
        "contributed": [],
        "partners": ["Hội Phụ nữ"],
    }
    assert {name: Revision.objects.get().data[name] for name in frozen} == frozen
    row = review.approve(row, by=reviewer)
    Outcome.objects.update(value=1)
    row = save(row, submitter, report="Xong.", achieved=[OutcomeRow(measures["road"], 900)], contributed=[money(5)])
    initiatives.report(row, by=submitter)
    first, second = Revision.objects.order_by("number")
    assert {name: first.data[name] for name in frozen} == frozen
    assert [one["value"] for one in (*second.data["achieved"], *second.data["contributed"])] == [900, 5]
