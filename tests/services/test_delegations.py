"""Acting in the place of somebody: lent for some days, named in the trail, ended at once."""

import pytest
from django.core.exceptions import PermissionDenied

from registry import rules
from registry.errors import Refused
from registry.models import Decision, Delegation, Entry, Extension, Membership, User
from registry.queries import delegations as questions
from registry.queries.cases import why_not_revoke
from registry.services import cases, decisions, delegations, initiatives, lines, trail
from registry.vocabulary import Action, DecisionState, Level, Role, Status, Window
from tests import make


def given(principal, deputy, *, by=None, first=0, last=10, reason="Nghỉ phép"):
    return delegations.give(
        principal, by=by or principal, deputy=deputy, valid_from=make.today(first), valid_until=make.today(last), reason=reason
    )


def acting(deputy, principal):
    """The deputy's account as a request sees it."""
    fresh = User.objects.get(pk=deputy.pk)
    fresh.acting_for = questions.principal_of(fresh, principal.pk)
    return fresh


def test_a_deputy_has_the_rights_of_the_principal_for_these_days(reviewer, stranger):
    row = make.initiative(Status.SUBMITTED, reviewer.unit)
    assert not rules.may(stranger, Action.APPROVE, row)
    given(reviewer, stranger)
    assert rules.may(acting(stranger, reviewer), Action.APPROVE, row)


@pytest.mark.parametrize(("first", "last"), [(1, 5), (-5, -1)])
def test_a_delegation_of_other_days_lends_nothing(reviewer, stranger, first, last):
    Delegation.objects.create(
        principal=reviewer,
        deputy=stranger,
        valid_from=make.today(first),
        valid_until=make.today(last),
        reason="Nghỉ",
        made_at=make.ago(9),
    )
    assert questions.principal_of(stranger, reviewer.pk) is None


def test_rights_end_with_the_delegation_the_membership_and_the_account(reviewer, stranger):
    row = make.initiative(Status.SUBMITTED, reviewer.unit)
    made = given(reviewer, stranger)
    reviewer.memberships.update(valid_until=make.today(-1))
    assert not rules.may(acting(stranger, reviewer), Action.APPROVE, row)
    reviewer.memberships.update(valid_until=None)
    User.objects.filter(pk=reviewer.pk).update(is_active=False)
    assert questions.principal_of(stranger, reviewer.pk) is None
    User.objects.filter(pk=reviewer.pk).update(is_active=True)
    delegations.end(made, by=stranger)
    assert questions.principal_of(stranger, reviewer.pk) is None


def test_four_eyes_hold_for_both_persons(world, reviewer, submitter, stranger):
    entered_by_deputy = make.initiative(Status.SUBMITTED, reviewer.unit, by=stranger)
    entered_by_principal = make.initiative(Status.SUBMITTED, reviewer.unit, by=reviewer)
    by_another = make.initiative(Status.SUBMITTED, reviewer.unit, by=submitter)
    given(reviewer, stranger)
    deputy = acting(stranger, reviewer)
    rows = (entered_by_deputy, entered_by_principal, by_another)
    assert [rules.may(deputy, Action.APPROVE, row) for row in rows] == [False, False, True]


def test_an_administrators_rights_are_not_lent(superuser, stranger):
    row = make.initiative(Status.SUBMITTED)
    given(superuser, stranger)
    assert not rules.may(acting(stranger, superuser), Action.APPROVE, row)


def test_a_deputy_lends_on_nothing(reviewer, stranger, neighbour):
    given(reviewer, stranger)
    deputy = acting(stranger, reviewer)
    given(stranger, neighbour, by=deputy)
    assert acting(neighbour, stranger).roles() == set()
    with pytest.raises(PermissionDenied):
        given(reviewer, neighbour, by=deputy)


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"reason": " "}, "reason", "Say why; it stands in the history."),
        ({"first": 3, "last": 2}, "valid_until", "The last day is before the first."),
        ({"first": -3, "last": -2}, "valid_until", "Choose a day that is not over yet."),
        ({"last": 92}, "valid_until", "At most 92 days at a time."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(reviewer, stranger, changes, field, sentence):
    with pytest.raises(Refused) as refusal:
        given(reviewer, stranger, **changes)
    assert refusal.value.fields == {field: sentence}


def test_nobody_is_their_own_deputy_nor_twice_the_deputy_of_one_person(reviewer, stranger):
    for deputy, sentence in ((reviewer, "Nobody is their own deputy."), (stranger, None)):
        if sentence:
            with pytest.raises(Refused, match=sentence):
                given(reviewer, deputy)
    given(reviewer, stranger)
    with pytest.raises(Refused, match=r"This person is the deputy for these days already\."):
        given(reviewer, stranger, first=10, last=20)
    given(reviewer, stranger, first=11, last=20)


def test_only_the_two_and_an_administrator_end_it_and_once(reviewer, stranger, neighbour, superuser):
    made = given(reviewer, stranger)
    with pytest.raises(PermissionDenied):
        delegations.end(made, by=neighbour)
    delegations.end(made, by=reviewer)
    with pytest.raises(Refused, match=r"This delegation has ended already\."):
        delegations.end(made, by=superuser)


def test_giving_and_ending_stand_in_the_trail(reviewer, stranger):
    made = given(reviewer, stranger)
    delegations.end(made, by=stranger)
    entries = Entry.objects.filter(action__startswith="delegation")
    assert list(entries.values_list("actor", "action", "remark")) == [
        (reviewer.pk, "delegation.give", "Nghỉ phép"),
        (stranger.pk, "delegation.end", ""),
    ]


def test_a_deputy_of_a_submitter_enters_for_the_unit(submitter, stranger):
    given(submitter, stranger)
    assert acting(stranger, submitter).scope.own(Role.SUBMITTER) == submitter.scope.own(Role.SUBMITTER)


# ---- four eyes, in both directions ----


def a_draft(world, campaign, rows, *, by) -> Decision:
    body = make.body(Level.GRASSROOTS, world.an_sinh)
    draft = make.decision(body=body, campaign=campaign, issued=False)
    lines.add(draft, rows, by=by)
    return draft


def test_what_a_deputy_put_on_a_list_bars_the_principal_from_issuing_it(world, campaign, reviewer, second_reviewer, stranger):
    given(reviewer, stranger)
    draft = a_draft(world, campaign, [make.initiative(Status.REPORTED, reviewer.unit)], by=acting(stranger, reviewer))
    with pytest.raises(Refused, match="somebody else has to recognise it"):
        decisions.issue(draft, by=reviewer)
    assert decisions.issue(draft, by=second_reviewer).issued_by == second_reviewer


def test_the_principal_stays_barred_after_the_delegation(world, campaign, reviewer, stranger):
    made = given(reviewer, stranger)
    draft = a_draft(world, campaign, [make.initiative(Status.REPORTED, reviewer.unit)], by=acting(stranger, reviewer))
    delegations.end(made, by=reviewer)
    with pytest.raises(Refused, match="somebody else has to recognise it"):
        decisions.issue(draft, by=User.objects.get(pk=reviewer.pk))


def test_what_the_principal_put_on_a_list_bars_the_deputy(world, campaign, reviewer, stranger):
    draft = a_draft(world, campaign, [make.initiative(Status.REPORTED, reviewer.unit)], by=reviewer)
    given(reviewer, stranger)
    with pytest.raises(Refused, match="somebody else has to recognise it"):
        decisions.issue(draft, by=acting(stranger, reviewer))


def test_what_a_deputy_did_in_their_own_name_bars_the_principal_from_nothing(world, campaign, reviewer, second_reviewer):
    given(reviewer, second_reviewer)
    draft = a_draft(world, campaign, [make.initiative(Status.REPORTED, reviewer.unit)], by=second_reviewer)
    assert decisions.issue(draft, by=reviewer).state == DecisionState.ISSUED


def test_another_deputy_of_the_same_principal_is_barred_too(world, campaign, reviewer, stranger, neighbour):
    given(reviewer, stranger)
    given(reviewer, neighbour)
    draft = a_draft(world, campaign, [make.initiative(Status.REPORTED, reviewer.unit)], by=acting(stranger, reviewer))
    with pytest.raises(Refused, match="somebody else has to recognise it"):
        decisions.issue(draft, by=acting(neighbour, reviewer))


def test_what_a_deputy_proposed_to_revoke_bars_the_principal(world, reviewer, second_reviewer, stranger):
    decision = make.decision(issued_on=make.today(-10))
    row = make.initiative(Status.RECOGNISED, world.an_sinh, decision=decision)
    found = row.recognitions.get()
    case = cases.open_(found, by=second_reviewer, ground=make.ground(), reason="Khai khống")
    given(reviewer, stranger)
    cases.propose(case, by=acting(stranger, reviewer))
    assert [bool(why_not_revoke(found, row, person)) for person in (reviewer, stranger, second_reviewer)] == [True, True, False]


def test_what_a_deputy_asked_time_for_is_not_given_by_the_principal(world, submitter, stranger):
    reviews_too = make.user(Role.REVIEWER, world.province)
    made = Extension(asked_by=stranger, unit=world.an_sinh)
    Membership.objects.create(user=submitter, unit=world.an_sinh, role=Role.REVIEWER)
    given(submitter, stranger)
    made.campaign, made.window, made.asked_at = make.campaign(), Window.REPORT, make.ago(1)
    made.asked_because = "Lũ"
    made.save()
    trail.record_other("x", "extension.ask", by=acting(stranger, submitter), data={"id": made.pk})
    people = (submitter, acting(stranger, submitter), reviews_too)
    assert [rules.why_not_extend(person, made.unit, made) for person in people] == [
        "You asked for this yourself, so somebody else has to decide on it.",
        "You asked for this yourself, so somebody else has to decide on it.",
        "",
    ]


def test_what_a_deputy_entered_bars_the_principal_from_every_act_of_a_reviewer(world, campaign, submitter, stranger):
    given(submitter, stranger)
    deputy = acting(stranger, submitter)
    row = initiatives.begin(campaign=campaign, unit=world.an_sinh, by=deputy, facts={"title": "Đường hoa"})
    assert rules.is_involved(submitter, row)
    assert rules.is_involved(stranger, row)


def test_the_trail_names_the_principal_whatever_the_door(submitter, stranger, campaign, world):
    given(submitter, stranger)
    row = initiatives.begin(campaign=campaign, unit=world.an_sinh, by=acting(stranger, submitter), facts={"title": "A"})
    entry = Entry.objects.get(initiative=row)
    assert (entry.actor, entry.on_behalf_of) == (stranger, submitter)
