"""Appraisals in numbers: counts, per cent, spread, progress, what lacks appraisals, who may read what."""

import pytest

from registry.models import Appraisal, Assignment, CriteriaSet, Initiative, User
from registry.queries import appraisals
from registry.vocabulary import AppraisalState, Level, NominationState, Role, Status
from tests import make

GRASSROOTS, PROVINCE = Level.GRASSROOTS, Level.PROVINCE
OPEN, VOID = AppraisalState.OPEN, AppraisalState.VOID


@pytest.fixture
def row(world):
    return make.initiative(Status.REPORTED, world.an_sinh)


def test_only_what_is_handed_in_for_the_level_counts(world, row):
    other = make.initiative(Status.REPORTED, world.an_sinh)
    nothing = make.initiative(Status.REPORTED, world.an_sinh)
    for _ in range(2):
        make.appraisal(row, make.user())
    make.appraisal(row, make.user(), state=OPEN)
    make.appraisal(row, make.user(), state=VOID)
    make.appraisal(row, make.user(), PROVINCE)
    make.appraisal(other, make.user())
    assert appraisals.signed_counts([row, other, nothing], GRASSROOTS) == {row.pk: 2, other.pk: 1}
    assert appraisals.signed_counts(Initiative.objects.all(), PROVINCE) == {row.pk: 1}
    assert appraisals.signed_counts([], GRASSROOTS) == {}


def test_points_are_compared_in_per_cent_of_what_their_own_criteria_allow(row):
    old, new = make.criteria(weights=(40, 60)), make.criteria(weights=(5, 15), version=2)
    make.appraisal(row, make.user(), criteria_=old, points=(30, 45))
    make.appraisal(row, make.user(), criteria_=new, points=(5, 14))
    make.appraisal(row, make.user())  # without criteria
    make.appraisal(row, make.user(), criteria_=old, points=(1, 1), state=VOID)
    rows = appraisals.with_totals(Appraisal.objects.order_by("pk"))
    assert [(one.points, one.most, appraisals.percent(one)) for one in rows] == [
        (75, 100, 75.0),
        (19, 20, 95.0),
        (None, 0, None),
        (2, 100, 2.0),
    ]
    assert appraisals.spread(rows) == appraisals.Spread(2, 75.0, 95.0, 85.0)


@pytest.mark.parametrize(("points", "is_wide"), [((50, 70), False), ((50, 70.5), True), ((0, 100), True), ((80,), False)])
def test_a_spread_of_more_than_twenty_points_is_marked(row, points, is_wide):
    criteria = make.criteria(weights=(100,))
    for given in points:
        make.appraisal(row, make.user(), criteria_=criteria, points=(given,))
    [spread] = appraisals.spreads([row], GRASSROOTS).values()
    assert (spread.count, spread.lowest, spread.highest) == (len(points), min(points), max(points))
    assert spread.is_wide is is_wide


def test_a_model_without_points_has_no_spread(row):
    make.appraisal(row, make.user())
    assert appraisals.spreads([row], GRASSROOTS) == {}


def test_progress_counts_assigned_begun_handed_in_and_late(world):
    one, other = make.user(full_name="An"), make.user(full_name="Bình")
    rows = [make.initiative(Status.REPORTED, world.an_sinh) for _ in range(4)]
    for row, days in zip(rows, (-1, -1, -1, 3), strict=True):
        make.assignment(row, one, due_on=make.today(days))
    make.assignment(rows[0], other, due_on=None)
    make.appraisal(rows[0], one)
    make.appraisal(rows[1], one, state=OPEN)
    make.appraisal(rows[3], one, state=VOID)
    found = appraisals.progress(Assignment.objects.all())
    assert [(p.name, p.assigned, p.begun, p.signed, p.late, p.last_due) for p in found] == [
        ("An", 4, 1, 1, 2, make.today(3)),
        ("Bình", 1, 0, 0, 0, None),
    ]


def test_progress_and_spreads_cost_one_query_for_one_row_and_for_thirty(world, django_assert_num_queries):
    criteria = make.criteria()
    for _ in range(5):
        row = make.initiative(Status.REPORTED, world.an_sinh)
        for _ in range(2):
            person = make.user()
            make.assignment(row, person)
            make.appraisal(row, person, criteria_=criteria, points=(10, 10))
    rows = list(Initiative.objects.all())
    with django_assert_num_queries(1):
        assert len(appraisals.progress(Assignment.objects.all())) == 10
    with django_assert_num_queries(1):
        assert len(appraisals.spreads(rows, GRASSROOTS)) == 5


def test_to_be_appraised_is_what_is_approved_and_not_yet_recognised_at_the_level(world, campaign):
    unit = world.an_sinh
    registered, reported = (make.initiative(status, unit) for status in (Status.REGISTERED, Status.REPORTED))
    recognised = make.initiative(Status.RECOGNISED, unit)
    aims = make.initiative(Status.REPORTED, unit, level=PROVINCE)
    for status in (Status.DRAFT, Status.SUBMITTED, Status.WITHDRAWN, Status.NOT_RECOGNISED, Status.REVOKED):
        make.initiative(status, unit)
    make.letter(unit, recognised, state=NominationState.NOMINATED)

    def found(level):
        return list(appraisals.to_appraise(Initiative.objects.order_by("pk"), campaign, level))

    assert found(GRASSROOTS) == [registered, reported, aims]
    assert found(PROVINCE) == [recognised, aims]


def test_a_model_knows_how_many_are_to_appraise_it_and_did(row):
    for _ in range(2):
        make.assignment(row, make.user())
    make.appraisal(row, make.user())
    make.appraisal(row, make.user(), state=OPEN)
    [found] = appraisals.with_counts(Initiative.objects.all(), GRASSROOTS)
    assert (found.assigned, found.signed) == (2, 1)


def test_ones_own_assignments_are_open_late_or_done(world, reviewer):
    rows = [make.initiative(Status.REPORTED, world.an_sinh) for _ in range(4)]
    timely, late, done, endless = (
        make.assignment(row, reviewer, due_on=day)
        for row, day in zip(rows, (make.today(), make.today(-1), make.today(-1), None), strict=True)
    )
    make.appraisal(rows[2], reviewer)
    make.appraisal(rows[1], reviewer, state=VOID)
    make.assignment(make.initiative(Status.WITHDRAWN, world.an_sinh), reviewer)
    tabs = {name: list(found.order_by("pk")) for name, found in appraisals.mine_by_tab(reviewer).items()}
    assert tabs == {"open": [timely, endless], "late": [late], "done": [done]}


def test_what_was_begun_unasked_is_told_apart(world, row, reviewer):
    asked = make.initiative(Status.REPORTED, world.an_sinh)
    make.assignment(asked, reviewer)
    make.appraisal(asked, reviewer, state=OPEN)
    unasked = make.appraisal(row, reviewer, state=OPEN)
    assert list(appraisals.begun_without_assignment(reviewer)) == [unasked]


def test_those_who_can_be_chosen_have_a_reviewers_post_in_ones_scope_today(
    world, reviewer, second_reviewer, neighbour_reviewer, province_reviewer, submitter, leader, superuser
):
    make.user(Role.REVIEWER, world.an_sinh, valid_until=make.today(-1))
    make.user(Role.REVIEWER, world.an_sinh, is_active=False)
    make.assignment(make.initiative(Status.REPORTED, world.an_sinh), second_reviewer)

    def offered(user):
        return {(person.pk, person.load) for person in appraisals.appraisers_for(user, GRASSROOTS)}

    own = {(reviewer.pk, 0), (second_reviewer.pk, 1)}
    everybody = {*own, (neighbour_reviewer.pk, 0), (province_reviewer.pk, 0)}
    assert (offered(reviewer), offered(province_reviewer), offered(superuser)) == (own, everybody, everybody)


def test_the_criteria_in_force_are_the_newest_version(campaign, row):
    make.criteria()
    newest = make.criteria(version=2)
    other = make.criteria(level=PROVINCE)
    assert appraisals.criteria_for(row, GRASSROOTS) == newest
    assert appraisals.criteria_for(row, Level.CENTRAL) is None
    assert list(appraisals.newest(CriteriaSet.objects.order_by("pk"))) == [newest, other]
    make.appraisal(row, make.user(), criteria_=newest)
    assert [(one.uses, one.most) for one in appraisals.with_use(CriteriaSet.objects.order_by("pk"))] == [
        (0, 100),
        (1, 100),
        (0, 100),
    ]


def test_others_appraisals_are_read_once_ones_own_is_handed_in_and_never_by_who_entered_the_model(
    world, row, reviewer, second_reviewer, province_reviewer, submitter
):
    others = make.appraisal(row, second_reviewer)
    make.appraisal(row, make.user(), state=OPEN)

    def reads(user):
        return list(appraisals.readable_by(User.objects.get(pk=user.pk), Appraisal.objects.order_by("pk")))

    assert reads(province_reviewer) == reads(reviewer) == [others]
    make.assignment(row, reviewer)
    assert reads(reviewer) == []
    own = make.appraisal(row, reviewer, state=OPEN)
    assert reads(reviewer) == [own]
    Appraisal.objects.filter(pk=own.pk).update(state=AppraisalState.SIGNED, signed_at=make.ago(0))
    assert reads(reviewer) == [others, own]
    row.authors.add(submitter)
    assert reads(submitter) == []
