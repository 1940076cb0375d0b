"""Issuing a decision: its whole list or nothing, its number, who may, what is frozen, and what stays closed."""

import pytest
from django.core.exceptions import PermissionDenied

from registry.errors import Refused, Stale
from registry.models import Decision, Entry, LevelSetting, NumberSeries, Recognition
from registry.models.decisions import number_key
from registry.services import decisions, initiatives, lines, recognition
from registry.vocabulary import DecisionKind, DecisionState, Level, RecognitionState, Status, SubmitterType
from tests import make
from tests.conftest import trail_of

pytestmark = pytest.mark.django_db


def refused(act) -> str:
    with pytest.raises(Refused) as error:
        act()
    return str(error.value)


@pytest.fixture
def body(world):
    return make.body(Level.GRASSROOTS, world.an_sinh, "Ủy ban nhân dân phường An Sinh", place="An Sinh")


@pytest.fixture
def numbered(world):
    return make.body(
        Level.GRASSROOTS, world.an_sinh, "UBND phường An Sinh", is_numbered=True, number_pattern="{number}/{year}/QĐ-UBND"
    )


def draft(body, *rows, by=None, **changes) -> Decision:
    """A complete draft with these models on its list, put there by somebody who is gone."""
    decision = make.decision(body=body, issued=False, **changes)
    for row in rows:
        make.line(decision, row, added_by=by)
    return decision


# ---- the list in force ----


def test_issuing_recognises_every_model_of_the_list_and_freezes_the_paper(reviewer, body):
    rows = [
        make.initiative(Status.REPORTED, reviewer.unit, title="Đường hoa"),
        make.initiative(
            Status.REPORTED, reviewer.unit, title="Cụ An hiến đất", submitter_type=SubmitterType.INDIVIDUAL, collective_name=""
        ),
    ]
    decision = decisions.issue(draft(body, *rows, number="05/QĐ-UBND"), by=reviewer)
    assert (decision.state, decision.issued_by, decision.issued_at is not None) == (DecisionState.ISSUED, reviewer, True)
    printed = Recognition.objects.order_by("pk").values_list("printed_title", "printed_holder", "printed_unit", "state")
    assert list(printed) == [
        ("Đường hoa", "Chi bộ thôn Bình Sơn Đông", "Phường An Sinh", RecognitionState.STANDING),
        ("Cụ An hiến đất", "Nguyễn Văn Thử", "Phường An Sinh", RecognitionState.STANDING),
    ]
    assert [trail_of(row)[-1][1:4] for row in rows] == [("recognise", Status.REPORTED, Status.RECOGNISED)] * 2
    paper = Decision.objects.get().paper
    assert paper["list"]["rows"] == [
        ["1", "Đường hoa", "Chi bộ thôn Bình Sơn Đông", "Tập thể", "Kinh tế", "Phường An Sinh"],
        ["2", "Cụ An hiến đất", "Nguyễn Văn Thử", "Cá nhân", "Kinh tế", "Phường An Sinh"],
    ]
    assert paper["text"][0] == (
        f"Điều 1. Công nhận 02 mô hình “Dân vận khéo” cấp cơ sở năm {make.today().year}, gồm 01 mô hình của tập thể,"
        " 01 mô hình của cá nhân (có danh sách kèm theo)."
    )


def test_one_hindered_line_hinders_the_whole_decision(reviewer, submitter, body):
    fine, gone = (make.initiative(Status.REPORTED, reviewer.unit, by=submitter) for _ in range(2))
    decision = draft(body, fine, gone, number="05/QĐ-UBND")
    initiatives.withdraw(gone, by=submitter, reason="Không thực hiện.")
    sentence = refused(lambda: decisions.issue(decision, by=reviewer))
    assert sentence == (
        f"Nothing was done, because 1 model cannot take this step ({gone.code}: “Recognise” is not possible: "
        "the model is now “Withdrawn”.)."
    )
    decision.refresh_from_db()
    assert (decision.state, Recognition.objects.count()) == (DecisionState.DRAFT, 0)


def test_nothing_is_added_to_a_list_in_force_by_any_way(reviewer, body):
    first, second = (make.initiative(Status.REPORTED, reviewer.unit) for _ in range(2))
    decision = decisions.issue(draft(body, first), by=reviewer)
    closed = "The list of this decision is closed."
    assert refused(lambda: recognition.recognise(second, by=reviewer, decision=decision)) == closed
    assert refused(lambda: recognition.recognise_many([second], by=reviewer, decision=decision)) == closed
    assert refused(lambda: lines.add(decision, [second], by=reviewer)) == closed
    assert refused(lambda: lines.remove(decision, [first], by=reviewer)) == closed
    assert refused(lambda: decisions.discard(decision, by=reviewer)) == "An issued decision is no longer changed."
    assert refused(lambda: decisions.issue(decision, by=reviewer)) == f"Decision {decision.number} is already issued."
    entry = Recognition.objects.get()
    ending = {"decision": decision, "ground": make.ground(), "reason": "Khai sai."}
    assert refused(lambda: recognition.revoke(entry, by=reviewer, **ending)) == closed


def test_a_decision_without_a_list_goes_on_recognising_what_the_paper_elsewhere_names(reviewer, body):
    row = make.initiative(Status.REPORTED, reviewer.unit)
    decision = decisions.issue(draft(body), by=reviewer)
    recognition.recognise(row, by=reviewer, decision=decision)
    assert (Recognition.objects.get().initiative, decision.paper) == (row, {})


def test_the_frozen_paper_does_not_follow_later_changes(reviewer, second_reviewer, body):
    row = make.initiative(Status.REPORTED, reviewer.unit, title="Đường hoa")
    decision = decisions.issue(draft(body, row), by=reviewer)
    body.name = "Ủy ban nhân dân phường khác"
    body.save()
    row.refresh_from_db()
    row.title = "Tên khác"
    row.save()
    paper = Decision.objects.get(pk=decision.pk).paper
    assert (paper["body"], paper["list"]["rows"][0][1]) == ("Ủy ban nhân dân phường An Sinh", "Đường hoa")


# ---- who may ----


def test_who_put_a_model_on_the_list_does_not_issue_unless_the_level_says_so(reviewer, second_reviewer, body, campaign):
    row = make.initiative(Status.REPORTED, reviewer.unit)
    decision = make.decision(body=body, issued=False)
    lines.add(decision, [row], by=reviewer)
    assert "somebody else has to recognise it" in refused(lambda: decisions.issue(decision, by=reviewer))
    LevelSetting.objects.create(campaign=campaign, level=Level.GRASSROOTS, proposers_decide=True)
    assert decisions.issue(decision, by=reviewer).state == DecisionState.ISSUED


def test_another_reviewer_issues_what_a_colleague_put_on_the_list(reviewer, second_reviewer, body):
    row = make.initiative(Status.REPORTED, reviewer.unit)
    decision = make.decision(body=body, issued=False)
    lines.add(decision, [row], by=reviewer)
    assert decisions.issue(decision, by=second_reviewer).issued_by == second_reviewer


def test_four_eyes_hold_for_superusers_too(superuser, body):
    row = make.initiative(Status.REPORTED, by=superuser)
    own = draft(body, row)
    assert "You entered this model" in refused(lambda: decisions.issue(own, by=superuser))
    listed = draft(body, make.initiative(Status.REPORTED), by=superuser)
    assert "somebody else has to recognise it" in refused(lambda: decisions.issue(listed, by=superuser))


def test_a_proposer_does_not_recognise_by_a_paper_from_elsewhere_either(reviewer, body):
    row = make.initiative(Status.REPORTED, reviewer.unit)
    draft(body, row, by=reviewer)
    sentence = refused(lambda: recognition.recognise(row, by=reviewer, decision=make.decision(body=body)))
    assert "somebody else has to recognise it" in sentence


@pytest.mark.parametrize("act", [decisions.issue, decisions.discard])
def test_only_a_reviewer_of_the_level_and_unit_acts_on_a_decision(neighbour_reviewer, leader, body, act):
    decision = make.decision(body=body, issued=False)
    for person in (neighbour_reviewer, leader):
        with pytest.raises(PermissionDenied):
            act(decision, by=person)


# ---- numbers ----


def test_automatic_numbers_follow_each_other_without_a_gap_in_the_shape_of_the_body(reviewer, numbered):
    year = make.today().year
    issued = [decisions.issue(draft(numbered, number=""), by=reviewer).number for _ in range(3)]
    assert issued == [f"01/{year}/QĐ-UBND", f"02/{year}/QĐ-UBND", f"03/{year}/QĐ-UBND"]
    refused_draft = draft(numbered, make.initiative(Status.SUBMITTED, reviewer.unit), number="")
    refused(lambda: decisions.issue(refused_draft, by=reviewer))
    assert decisions.issue(draft(numbered, number=""), by=reviewer).number == f"04/{year}/QĐ-UBND"


def test_the_series_begins_after_the_numbers_that_were_typed_before(reviewer, numbered):
    year = make.today().year
    make.decision(body=numbered, number=f"17 / {year} / qđ-ubnd")
    assert decisions.next_number(draft(numbered, number="")) == f"18/{year}/QĐ-UBND"
    assert decisions.issue(draft(numbered, number=""), by=reviewer).number == f"18/{year}/QĐ-UBND"


def test_a_typed_number_leaves_no_gap_in_an_automatic_series(reviewer, numbered):
    year = make.today().year
    sentence = refused(lambda: decisions.issue(draft(numbered, number=f"05/{year}/QĐ-UBND"), by=reviewer))
    assert sentence == f"The next number of UBND phường An Sinh in {year} is 01/{year}/QĐ-UBND."
    decisions.issue(draft(numbered, number=f"01/{year}/QĐ-UBND"), by=reviewer)
    assert NumberSeries.objects.get().last == 1


def test_a_later_number_has_no_earlier_date(reviewer, numbered):
    decisions.issue(draft(numbered, number=""), by=reviewer)
    early = make.today(-1)
    if early.year != make.today().year:
        pytest.skip("the first day of the year: the day before has a series of its own")
    sentence = refused(lambda: decisions.issue(draft(numbered, number="", issued_on=early), by=reviewer))
    assert sentence.endswith("the next one cannot be dated earlier.")
    assert NumberSeries.objects.get().last == 1


@pytest.mark.parametrize("spelling", ["05/QĐ-UBND", "5/QĐ-UBND", " 05 / qđ - ubnd", "05/QD-UBND"])
def test_a_number_is_used_once_however_it_is_written(reviewer, body, campaign, spelling):
    make.decision(body=body, number="05/QĐ-UBND")
    facts = {"by": reviewer, "campaign": campaign, "body": body, "issued_on": make.today()}
    assert "has already issued a decision" in refused(lambda: decisions.record(**facts, number=spelling))


def test_other_numbers_are_other_numbers():
    assert len({number_key(number) for number in ("5/QĐ", "15/QĐ", "5/QĐ-UB", "5/2024/QĐ", "1-5/QĐ", "50/QĐ")}) == 6


def test_running_numbers_are_read_in_the_shape_of_the_body():
    pattern = "{number}-QĐ/TU"
    found = [decisions.running_number(pattern, number, 2024) for number in ("983-QĐ/TU", "07 - qđ/tu", "983/QĐ-UBND", "")]
    assert (found, decisions.number_from(pattern, 7, 2024)) == ([983, 7, None, None], "07-QĐ/TU")


def test_the_date_of_issue_is_not_in_the_future(reviewer, body):
    decision = draft(body, issued_on=make.today(1))
    assert refused(lambda: decisions.issue(decision, by=reviewer)) == "The date of issue is in the future."


# ---- drafts ----


def test_a_draft_that_somebody_changed_meanwhile_is_neither_changed_nor_issued(reviewer, second_reviewer, body):
    decision = make.decision(body=body, issued=False)
    seen = decision.version
    lines.add(decision, [make.initiative(Status.REPORTED, reviewer.unit)], by=second_reviewer)
    with pytest.raises(Stale):
        decisions.issue(decision, by=reviewer, version=seen)
    with pytest.raises(Stale):
        decisions.change(decision, by=reviewer, number="9/QĐ", version=seen)


def test_a_draft_is_thrown_away_with_its_list(reviewer, body):
    row = make.initiative(Status.REPORTED, reviewer.unit)
    decision = draft(body, row)
    decisions.discard(decision, by=reviewer)
    assert (Decision.objects.count(), row.lines.count()) == (0, 0)
    assert Entry.objects.filter(action="decision.discard").count() == 1


def test_signatory_and_position_are_those_of_the_body_unless_others_are_named(reviewer, campaign, world):
    body = make.body(Level.GRASSROOTS, world.an_sinh, signatory="Trần Thị Mẫu", signatory_position="Chủ tịch")
    named = decisions.record(by=reviewer, campaign=campaign, body=body)
    other = decisions.record(by=reviewer, campaign=campaign, body=body, signatory="Lê Văn Mẫu")
    assert [(row.signatory, row.signatory_position) for row in (named, other)] == [
        ("Trần Thị Mẫu", "Chủ tịch"),
        ("Lê Văn Mẫu", "Chủ tịch"),
    ]


def test_issuing_thirty_takes_as_many_queries_as_issuing_three(reviewer, submitter, body, django_assert_max_num_queries):
    def listed(number):
        return draft(body, *(make.initiative(Status.REPORTED, submitter.unit, by=submitter) for _ in range(number)))

    few, many = listed(3), listed(30)
    with django_assert_max_num_queries(70) as taken:
        decisions.issue(few, by=reviewer)
    with django_assert_max_num_queries(len(taken)):
        decisions.issue(many, by=reviewer)


def test_a_kind_of_paper_does_only_what_it_says(reviewer, body):
    row = make.initiative(Status.REPORTED, reviewer.unit)
    revokes = make.decision(body=body, kind=DecisionKind.REVOCATION)
    sentence = refused(lambda: recognition.recognise(row, by=reviewer, decision=revokes))
    assert sentence == "The decision is of another kind: “Revocation”."
