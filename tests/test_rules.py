"""Who may do what, by membership, scope, level and four eyes. Whether a step is open or in time says test_lifecycle."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from registry import rules
from registry.models import Campaign, Initiative, Membership, User
from registry.services import units
from registry.vocabulary import Action, Level, Role, Status, UnitType
from tests import make

SUBMITTERS = {
    Action.SAVE,
    Action.DELETE,
    Action.SUBMIT,
    Action.TAKE_BACK,
    Action.WITHDRAW,
    Action.REPORT,
    Action.ATTACH,
    Action.DETACH,
    Action.CONSENT,
    Action.WITHDRAW_CONSENT,
    Action.END,
}
REVIEWERS = set(Action) - SUBMITTERS
REPAIRS = {  # acts of a reviewer that decide nothing
    Action.OPEN,
    Action.AMEND,
    Action.CLEAR,
    Action.UNCLEAR,
    Action.MARK_DUPLICATE,
    Action.UNMARK_DUPLICATE,
    Action.LINK,
}
NOT_DRAFT = [status for status in Status if status != Status.DRAFT]

ENTERED = "You entered this model or are named in it, so somebody else has to act on it."
COLLEAGUE = "You work in the unit that submitted this model, so somebody else has to decide on it."
NO_REVIEWER = "Only a reviewer to whom this unit belongs may do this."
NO_SUBMITTER = "Only a submitter of the unit itself may do this."


def rights(user, thing) -> set[Action]:
    """Everything that the person may do to the model, as somebody who signs in anew."""
    user = User.objects.get(pk=user.pk)
    return {action for action in Action if rules.may(user, action, thing)}


def seen_by(user) -> list[Initiative]:
    """The models that the person may see, oldest first."""
    return list(Initiative.objects.visible_to(User.objects.get(pk=user.pk)).order_by("pk"))


def add_role(user, role, unit, **days):
    Membership.objects.create(user=user, role=role, unit=unit, **days)


# ---- sides and scope ----


def test_each_role_has_the_acts_of_its_side_in_its_scope_and_nobody_else_has_any(
    world,
    submitter,
    colleague,
    neighbour,
    reviewer,
    second_reviewer,
    neighbour_reviewer,
    province_reviewer,
    leader,
    commune_leader,
    stranger,
    superuser,
):
    row = make.initiative(Status.SUBMITTED, world.an_sinh)
    assert rights(submitter, row) == rights(colleague, row) == SUBMITTERS
    assert rights(reviewer, row) == rights(second_reviewer, row) == REVIEWERS
    assert rights(province_reviewer, row) == rights(superuser, row) == REVIEWERS
    for person in (neighbour, neighbour_reviewer, leader, commune_leader, stranger):
        assert rights(person, row) == set()


def test_rights_do_not_depend_on_the_status(world, submitter, reviewer):
    for status in Status:
        row = make.initiative(status, world.an_sinh)
        assert (rights(submitter, row), rights(reviewer, row)) == (SUBMITTERS, REVIEWERS)


def test_the_sentence_says_why_not(world, submitter, reviewer, leader):
    row = make.initiative(Status.SUBMITTED, world.an_sinh)
    assert rules.why_not(submitter, Action.APPROVE, row) == NO_REVIEWER
    assert rules.why_not(reviewer, Action.WITHDRAW, row) == NO_SUBMITTER
    assert rules.why_not(reviewer, Action.APPROVE, row) == ""
    with pytest.raises(PermissionDenied, match=NO_REVIEWER):
        rules.require(leader, Action.APPROVE, row)


def test_a_closed_account_may_nothing_and_sees_nothing(world, reviewer):
    row = make.initiative(Status.SUBMITTED, world.an_sinh)
    User.objects.filter(pk=reviewer.pk).update(is_active=False)
    assert rights(reviewer, row) == set()
    assert rules.why_not(User.objects.get(pk=reviewer.pk), Action.APPROVE, row) == "This account is closed."
    assert seen_by(reviewer) == []


def test_who_submits_for_the_commune_does_not_submit_for_what_lies_below(world, submitter, reviewer):
    school = make.unit("Trường Tiểu học An Sinh", UnitType.SCHOOL, world.an_sinh)
    teacher = make.user(Role.SUBMITTER, school)
    row = make.initiative(Status.SUBMITTED, school)
    assert rights(submitter, row) == set()
    assert rights(teacher, row) == SUBMITTERS
    assert rights(reviewer, row) == REVIEWERS
    assert rights(teacher, make.initiative(Status.SUBMITTED, world.an_sinh)) == set()


def test_several_memberships_add_up(world, submitter):
    row = make.initiative(Status.SUBMITTED, world.dong_trieu)
    assert rights(submitter, row) == set()
    add_role(submitter, Role.REVIEWER, world.dong_trieu)
    assert rights(submitter, row) == REVIEWERS


# ---- units in time ----


def test_the_successor_of_a_merged_unit_carries_on_its_models(world, submitter, reviewer, neighbour, neighbour_reviewer):
    row = make.initiative(Status.REGISTERED, world.binh_duong)
    assert rights(submitter, row) == SUBMITTERS
    assert rights(reviewer, row) == REVIEWERS
    assert rights(neighbour, row) == rights(neighbour_reviewer, row) == set()
    assert (seen_by(reviewer), seen_by(neighbour_reviewer)) == ([row], [])


def test_models_of_a_split_unit_are_read_by_every_successor_and_changed_by_none_before_they_are_allocated(
    world, submitter, neighbour, reviewer, neighbour_reviewer, province_reviewer
):
    row = make.initiative(Status.REGISTERED, world.duc_chinh)
    for person in (submitter, neighbour, reviewer, neighbour_reviewer):
        assert (seen_by(person), rights(person, row)) == ([row], set())
    assert rights(province_reviewer, row) == REVIEWERS


def test_an_allocated_model_of_a_split_unit_is_changed_by_the_successor_to_which_it_was_allocated(
    world, submitter, neighbour, reviewer, neighbour_reviewer
):
    row = make.initiative(Status.REGISTERED, world.duc_chinh, allocated_unit=world.an_sinh)
    assert rights(submitter, row) == SUBMITTERS
    assert rights(reviewer, row) == REVIEWERS
    for person in (neighbour, neighbour_reviewer):
        assert (seen_by(person), rights(person, row)) == ([row], set())


def test_a_unit_that_is_merged_today_hands_its_models_on_today(world, neighbour, reviewer):
    row = make.initiative(Status.SUBMITTED, world.an_sinh)
    assert rights(neighbour, row) == set()
    units.merge([world.an_sinh], into=world.dong_trieu, on=make.today(), legal_basis="Nghị quyết thử", by=None)
    assert rights(neighbour, row) == SUBMITTERS
    assert rights(reviewer, row) == REVIEWERS


# ---- membership dates ----


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "holds"),
    [
        (None, None, True),
        (None, 0, True),
        (0, None, True),
        (0, 0, True),
        (-10, 10, True),
        (None, -1, False),
        (1, None, False),
        (-10, -1, False),
    ],
)
def test_rights_last_from_the_first_day_to_the_last_both_included(world, valid_from, valid_until, holds):
    row = make.initiative(Status.SUBMITTED, world.an_sinh)
    days = {
        "valid_from": valid_from if valid_from is None else make.today(valid_from),
        "valid_until": valid_until if valid_until is None else make.today(valid_until),
    }
    person = make.user(Role.REVIEWER, world.an_sinh, **days)
    assert rights(person, row) == (REVIEWERS if holds else set())
    assert seen_by(person) == ([row] if holds else [])


# ---- four eyes ----


def test_nobody_acts_as_a_reviewer_on_what_they_entered(world, submitter):
    add_role(submitter, Role.REVIEWER, world.an_sinh)
    row = make.initiative(Status.SUBMITTED, world.an_sinh, by=submitter)
    assert rights(submitter, row) == SUBMITTERS
    assert rules.why_not(submitter, Action.OPEN, row) == ENTERED


def test_nobody_acts_as_a_reviewer_on_a_model_in_which_their_account_is_named(world, reviewer):
    row = make.initiative(Status.SUBMITTED, world.an_sinh, person={"account": reviewer})
    assert rights(reviewer, row) == set()
    assert rules.why_not(reviewer, Action.AMEND, row) == ENTERED


def test_four_eyes_hold_for_superusers_too(world, superuser):
    entered = make.initiative(Status.SUBMITTED, world.an_sinh, by=superuser)
    named = make.initiative(Status.SUBMITTED, world.an_sinh, person={"account": superuser})
    assert (rights(superuser, entered), rights(superuser, named)) == (set(), set())


def test_a_superuser_reviews_everything_and_submits_nothing(world, superuser):
    for unit in (world.an_sinh, world.binh_duong, world.duc_chinh):
        assert rights(superuser, make.initiative(Status.SUBMITTED, unit)) == REVIEWERS


# ---- colleagues ----


def test_colleagues_decide_at_grassroots_level_where_the_campaign_says_so(world, reviewer):
    row = make.initiative(Status.SUBMITTED, world.an_sinh)
    assert rights(reviewer, row) == REVIEWERS
    make.campaign(colleagues_decide=False)
    row.campaign.refresh_from_db()
    assert rights(reviewer, row) == REPAIRS
    assert rules.why_not(reviewer, Action.APPROVE, row) == COLLEAGUE


def test_colleagues_decide_is_what_a_campaign_says_if_nobody_said_anything(db):
    assert Campaign().colleagues_decide is True


def test_colleagues_never_decide_above_grassroots_level(world, province_reviewer):
    row = make.initiative(Status.SUBMITTED, world.province)
    assert rights(province_reviewer, row) == REPAIRS
    add_role(province_reviewer, Role.SUBMITTER, world.an_sinh)
    assert rights(province_reviewer, make.initiative(Status.SUBMITTED, world.an_sinh)) == REPAIRS | SUBMITTERS


def test_a_colleague_who_reviews_for_the_province_too_decides_at_grassroots_level_alone(world, reviewer):
    add_role(reviewer, Role.REVIEWER, world.province)
    person = User.objects.get(pk=reviewer.pk)
    row = make.initiative(Status.SUBMITTED, world.an_sinh)
    other = make.initiative(Status.SUBMITTED, world.dong_trieu)
    assert rules.acting_levels(person, row) == {Level.GRASSROOTS, Level.PROVINCE, Level.CENTRAL}
    assert rules.deciding_levels(person, row) == {Level.GRASSROOTS}
    assert rules.deciding_levels(person, other) == {Level.PROVINCE, Level.CENTRAL}
    make.campaign(colleagues_decide=False)
    row.campaign.refresh_from_db()
    assert rules.deciding_levels(person, row) == set()


def test_a_superuser_who_works_in_the_unit_is_a_colleague(world, superuser):
    add_role(superuser, Role.SUBMITTER, world.an_sinh)
    row = make.initiative(Status.SUBMITTED, world.an_sinh)
    person = User.objects.get(pk=superuser.pk)
    assert rules.deciding_levels(person, row) == {Level.GRASSROOTS}
    assert rules.deciding_levels(person, make.initiative(Status.SUBMITTED, world.dong_trieu)) == set(Level)


WORKED = "You worked in the unit of this model when it was submitted, so somebody else has to decide on it."


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ({"valid_until": -1}, WORKED),  # ended yesterday: the model was submitted nine days ago
        ({"valid_from": -30, "valid_until": -9}, WORKED),  # the last day was that of the submission
        ({"valid_from": -9, "valid_until": -9}, WORKED),
        ({"valid_until": -10}, ""),  # moved away before it was submitted
        ({"valid_until": -30}, ""),  # moved away last month
        ({"valid_from": -8, "valid_until": -1}, ""),  # came after the submission and left again
        ({"valid_from": -8}, COLLEAGUE),
        ({"valid_from": 0}, COLLEAGUE),
        ({"valid_until": 0}, COLLEAGUE),
        ({"valid_from": 1}, ""),  # comes tomorrow
    ],
)
def test_a_colleague_is_who_works_in_the_unit_today_or_did_on_the_day_of_submission(world, province_reviewer, days, sentence):
    row = make.initiative(Status.SUBMITTED, world.an_sinh)
    add_role(province_reviewer, Role.SUBMITTER, world.an_sinh, **{name: make.today(day) for name, day in days.items()})
    person = User.objects.get(pk=province_reviewer.pk)
    assert rules.why_not(person, Action.RECOGNISE, row) == sentence
    assert rules.is_colleague(person, row) is bool(sentence)


def test_a_colleague_of_a_unit_that_was_merged_since_is_one_of_its_successor_and_the_other_way_round(world):
    before = make.initiative(Status.SUBMITTED, world.binh_duong)
    after = make.initiative(Status.SUBMITTED, world.an_sinh)
    apart = make.initiative(Status.SUBMITTED, world.dong_trieu)
    of_old, of_new = make.user(Role.LEADER, world.binh_duong), make.user(Role.LEADER, world.an_sinh)
    for person in (of_old, of_new):
        assert [rules.is_colleague(person, row) for row in (before, after, apart)] == [True, True, False]


def test_of_a_split_unit_a_successor_is_a_colleague_for_what_was_allocated_to_it(world, reviewer):
    left = make.initiative(Status.SUBMITTED, world.duc_chinh)
    given = make.initiative(Status.SUBMITTED, world.duc_chinh, allocated_unit=world.an_sinh)
    elsewhere = make.initiative(Status.SUBMITTED, world.duc_chinh, allocated_unit=world.dong_trieu)
    assert [rules.is_colleague(reviewer, row) for row in (left, given, elsewhere)] == [False, True, False]


def test_who_works_below_or_above_the_unit_is_no_colleague(world, province_reviewer):
    school = make.unit("Trường Tiểu học An Sinh", UnitType.SCHOOL, world.an_sinh)
    teacher = make.user(Role.SUBMITTER, school)
    row = make.initiative(Status.SUBMITTED, world.an_sinh)
    assert [rules.is_colleague(person, row) for person in (teacher, province_reviewer)] == [False, False]


def test_whoever_acts_in_the_place_of_a_colleague_is_one(world, reviewer, province_reviewer):
    row = make.initiative(Status.SUBMITTED, world.an_sinh)
    assert rules.is_colleague(province_reviewer, row) is False
    province_reviewer.acting_for = reviewer
    assert rules.is_colleague(province_reviewer, row) is True


def test_ties_of_many_people_to_many_models_cost_one_query(world, reviewer, province_reviewer, django_assert_num_queries):
    rows = [make.initiative(Status.SUBMITTED, unit) for unit in (world.an_sinh, world.binh_duong, world.dong_trieu)]
    people = [User.objects.get(pk=person.pk) for person in (reviewer, province_reviewer)]
    with django_assert_num_queries(1):
        rules.know_houses(people)
        ties = [[rules.tie(person, row) for row in rows] for person in people]
    assert ties == [[rules.Conflict.WORKS_THERE, rules.Conflict.WORKS_THERE, None], [None] * 3]


def test_a_conflict_is_said_to_the_person_and_of_the_person(world, province_reviewer, submitter, reviewer):
    row = make.initiative(Status.REPORTED, world.an_sinh, by=submitter)
    assert rules.conflict(submitter, row, Level.GRASSROOTS) == rules.Conflict.INVOLVED
    assert rules.conflict(reviewer, row, Level.GRASSROOTS) is None
    assert rules.conflict(reviewer, row, Level.PROVINCE) == rules.Conflict.WORKS_THERE
    assert rules.conflict(province_reviewer, row, Level.PROVINCE) is None
    assert rules.said_to(rules.Conflict.INVOLVED) == ENTERED
    assert rules.said_of(rules.Conflict.WORKS_THERE, "Lan") == "Lan works in the unit that submitted this model."
    make.campaign(colleagues_decide=False)
    row.campaign.refresh_from_db()
    assert rules.conflict(reviewer, row, Level.GRASSROOTS) == rules.Conflict.WORKS_THERE


def test_who_may_appraise_acts_at_the_level_or_was_assigned_and_has_no_conflict(
    world, reviewer, neighbour_reviewer, province_reviewer, submitter, leader
):
    row = make.initiative(Status.REPORTED, world.an_sinh, by=submitter)
    nobody = "Only a reviewer of this level, or one to whom it was assigned, may appraise this model."

    def says(person, level, *, assigned=False):
        return rules.why_not_appraise(person, row, level, assigned=assigned)

    assert says(reviewer, Level.GRASSROOTS) == says(province_reviewer, Level.PROVINCE) == ""
    assert says(reviewer, Level.PROVINCE) == says(neighbour_reviewer, Level.GRASSROOTS) == nobody
    assert says(neighbour_reviewer, Level.GRASSROOTS, assigned=True) == ""
    assert says(leader, Level.PROVINCE, assigned=True) == says(submitter, Level.GRASSROOTS, assigned=True) == nobody
    add_role(submitter, Role.REVIEWER, world.dong_trieu)
    assert rules.why_not_appraise(User.objects.get(pk=submitter.pk), row, Level.GRASSROOTS, assigned=True) == ENTERED


def test_criteria_are_changed_by_reviewers_of_the_province_and_superusers(reviewer, province_reviewer, leader, superuser):
    people = (reviewer, province_reviewer, leader, superuser)
    assert [rules.may_change_criteria(person) for person in people] == [False, True, False, True]


# ---- levels ----


def test_the_level_follows_the_unit_of_the_membership_and_the_province_records_central(
    world, reviewer, province_reviewer, superuser, submitter
):
    district = make.unit("Đông Triều", UnitType.TOWN, world.province)
    school = make.unit("Trường THCS", UnitType.SCHOOL, district)
    row = make.initiative(Status.REGISTERED, school)
    of_district = make.user(Role.REVIEWER, district)
    of_school = make.user(Role.REVIEWER, school)
    assert rules.acting_levels(of_school, row) == {Level.GRASSROOTS}
    assert rules.acting_levels(of_district, row) == {Level.DISTRICT}
    assert rules.acting_levels(province_reviewer, row) == {Level.PROVINCE, Level.CENTRAL}
    assert rules.acting_levels(superuser, row) == set(Level)
    assert rules.acting_levels(reviewer, row) == rules.acting_levels(submitter, row) == set()
    assert rules.decision_levels(reviewer) == {Level.GRASSROOTS}
    assert rules.decision_levels(province_reviewer) == {Level.PROVINCE, Level.CENTRAL}
    assert rules.decision_levels(superuser) == set(Level)
    assert rules.decision_levels(submitter) == set()


def test_decisions_of_a_body_with_a_unit_are_recorded_by_the_reviewers_above_or_of_that_unit(
    world, reviewer, neighbour_reviewer, province_reviewer, superuser, submitter
):
    front = make.decision(Level.GRASSROOTS, body=make.body(Level.GRASSROOTS, world.an_sinh))
    committee = make.decision(Level.PROVINCE, body=make.body(Level.PROVINCE, world.province))
    anybody = make.decision(Level.GRASSROOTS)
    people = (reviewer, neighbour_reviewer, province_reviewer, superuser, submitter)
    assert [rules.may_record(person, front) for person in people] == [True, False, False, True, False]
    assert [rules.may_record(person, committee) for person in people] == [False, False, True, True, False]
    assert [rules.may_record(person, anybody) for person in people] == [True, True, False, True, False]


# ---- reading ----


def test_a_draft_is_seen_by_the_submitters_of_its_own_unit_alone(
    world, submitter, colleague, neighbour, reviewer, province_reviewer, leader, commune_leader, superuser
):
    row = make.initiative(Status.DRAFT, world.an_sinh, by=submitter)
    assert seen_by(submitter) == seen_by(colleague) == [row]
    for person in (neighbour, reviewer, province_reviewer, leader, commune_leader, superuser):
        assert seen_by(person) == []


def test_the_draft_of_what_lies_below_is_not_seen(world, submitter):
    school = make.unit("Trường Tiểu học", UnitType.SCHOOL, world.an_sinh)
    make.initiative(Status.DRAFT, school)
    sent = make.initiative(Status.SUBMITTED, school)
    assert seen_by(submitter) == [sent]


def test_after_submission_a_model_is_seen_by_everybody_in_whose_scope_it_is(
    world, submitter, neighbour, reviewer, neighbour_reviewer, province_reviewer, leader, commune_leader, superuser
):
    rows = [make.initiative(status, world.an_sinh) for status in NOT_DRAFT]
    for person in (submitter, reviewer, province_reviewer, leader, commune_leader, superuser):
        assert seen_by(person) == rows
    for person in (neighbour, neighbour_reviewer):
        assert seen_by(person) == []


def test_a_stranger_and_who_is_not_signed_in_see_nothing(world, stranger):
    for status in Status:
        make.initiative(status, world.an_sinh)
    assert seen_by(stranger) == []
    assert list(Initiative.objects.visible_to(AnonymousUser())) == []


def test_scope_and_memberships_are_read_once_for_a_request(world, reviewer, django_assert_num_queries):
    person = User.objects.get(pk=reviewer.pk)
    rows = [make.initiative(Status.SUBMITTED, world.an_sinh) for _ in range(3)]
    with django_assert_num_queries(1):
        assert [rules.acting_levels(person, row) for row in rows] == [{Level.GRASSROOTS}] * 3


def test_public_is_recognised_cleared_not_restricted_and_of_a_field_that_may_be_published(world):
    cleared = {"cleared_at": make.ago(0)}
    shown = make.initiative(Status.RECOGNISED, world.an_sinh, **cleared)
    make.initiative(Status.RECOGNISED, world.an_sinh)
    make.initiative(Status.RECOGNISED, world.an_sinh, is_restricted=True)
    make.initiative(Status.RECOGNISED, world.an_sinh, sector=make.sector("defence"), **cleared)
    make.initiative(Status.RECOGNISED, world.an_sinh, sector=make.sector("security"), **cleared)
    make.initiative(Status.REPORTED, world.an_sinh)
    assert list(Initiative.objects.public()) == [shown]


def test_who_reads_every_unit_there_is_reads_the_same_as_the_rule_says(world, province_reviewer, leader, superuser):
    rows = [make.initiative(Status.REGISTERED, unit) for unit in (world.an_sinh, world.duc_chinh, world.province)]
    make.initiative(Status.DRAFT, world.an_sinh)
    for person in (province_reviewer, leader, superuser):
        assert seen_by(person) == rows
    elsewhere = make.initiative(Status.REGISTERED, make.unit("Hải Phòng", UnitType.CENTRAL_CITY))
    assert seen_by(leader) == rows
    assert seen_by(superuser) == [*rows, elsewhere]


def test_a_split_unit_that_goes_on_to_another_successor_takes_its_allocated_models_along(world, neighbour, reviewer):
    row = make.initiative(Status.REGISTERED, world.duc_chinh, allocated_unit=world.an_sinh)
    units.merge([world.an_sinh], into=world.dong_trieu, on=make.today(), legal_basis="Nghị quyết thử", by=None)
    assert (seen_by(neighbour), rights(neighbour, row)) == ([row], SUBMITTERS)


# ---- parts of the house ----


def test_the_parts_of_the_house_open_by_role(
    submitter, reviewer, leader, commune_leader, province_reviewer, stranger, superuser
):
    people = (submitter, reviewer, leader, commune_leader, province_reviewer, stranger, superuser)
    assert [rules.may_register(p) for p in people] == [True, False, False, False, False, False, False]
    assert [rules.may_review(p) for p in people] == [False, True, False, False, True, False, True]
    assert [rules.may_lead(p) for p in people] == [False, True, True, True, True, False, True]
