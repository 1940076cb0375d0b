"""Who is to appraise what: by hand and spread evenly, with the conflicts left out and named."""

import pytest
from django.core.exceptions import PermissionDenied

from registry.errors import Refused, Stale
from registry.models import Assignment, Entry, Initiative, Notice
from registry.services import assignments
from registry.vocabulary import Action, AppraisalState, Level, Role, Status
from tests import make
from tests.conftest import trail_of

GRASSROOTS, PROVINCE = Level.GRASSROOTS, Level.PROVINCE


def given() -> list[tuple]:
    return list(Assignment.objects.order_by("pk").values_list("initiative", "appraiser", "level", "due_on"))


def test_a_model_is_assigned_to_several_people_with_trail_and_notices(world, reviewer, second_reviewer):
    third = make.user(Role.REVIEWER, world.an_sinh)
    row = make.initiative(Status.REPORTED, world.an_sinh)
    done = assignments.assign([row], appraisers=[second_reviewer, third], level=GRASSROOTS, by=reviewer, due_on=make.today(7))
    assert given() == [(row.pk, person.pk, GRASSROOTS, make.today(7)) for person in (second_reviewer, third)]
    assert (len(done.made), done.left_out) == (2, [])
    assert trail_of(row) == [(reviewer, Action.ASSIGN, Status.REPORTED, Status.REPORTED, "")]
    data = {"level": "grassroots", "appraisers": [[], sorted([second_reviewer.pk, third.pk])]}
    assert Entry.objects.get(initiative=row.pk).data == data
    told = [(n.recipient, n.action, n.initiative, n.data) for n in Notice.objects.order_by("recipient")]
    assert told == [(person, Action.ASSIGN, row, {"count": 1}) for person in (second_reviewer, third)]


def test_assigning_makes_no_page_of_the_model_stale(world, reviewer, second_reviewer):
    row = make.initiative(Status.REPORTED, world.an_sinh)
    before = Initiative.objects.values("version", "changed_at").get(pk=row.pk)
    assignments.assign([row], appraisers=[second_reviewer], level=GRASSROOTS, by=reviewer)
    assert Initiative.objects.values("version", "changed_at").get(pk=row.pk) == before


def test_many_models_tell_each_person_once(world, reviewer, second_reviewer):
    rows = [make.initiative(Status.REPORTED, world.an_sinh) for _ in range(3)]
    assignments.assign(rows, appraisers=[reviewer, second_reviewer], level=GRASSROOTS, by=reviewer)
    assert [(n.recipient, n.initiative, n.data) for n in Notice.objects.all()] == [(second_reviewer, None, {"count": 3})]
    assert len(set(Entry.objects.filter(action=Action.ASSIGN).values_list("batch", flat=True))) == 1


def test_whom_four_eyes_forbid_is_left_out_and_named(world, reviewer, second_reviewer, submitter, province_reviewer):
    make.campaign(colleagues_decide=False)
    entered = make.user(Role.REVIEWER, world.dong_trieu, full_name="Hồ Thị Nhập")
    named = make.user(Role.REVIEWER, world.dong_trieu, full_name="Vũ Văn Tên")
    free = make.user(Role.REVIEWER, world.dong_trieu, full_name="Lý Thị Rảnh")
    row = make.initiative(Status.REPORTED, world.an_sinh, by=entered, person={"account": named})
    done = assignments.assign([row], appraisers=[entered, named, second_reviewer, free], level=PROVINCE, by=province_reviewer)
    assert [one.appraiser for one in done.made] == [free]
    assert done.left_out == [
        (row, "Hồ Thị Nhập entered this model or is named in it."),
        (row, "Vũ Văn Tên entered this model or is named in it."),
        (row, f"{second_reviewer} works in the unit that submitted this model."),
    ]


def test_who_is_no_reviewer_today_gets_nothing(world, reviewer, leader):
    past = make.user(Role.REVIEWER, world.an_sinh, valid_until=make.today(-20))
    row = make.initiative(Status.REPORTED, world.an_sinh)
    with pytest.raises(Refused, match=f"Nothing was assigned. {row.code}: {leader} is no reviewer today."):
        assignments.assign([row], appraisers=[leader, past], level=GRASSROOTS, by=reviewer)
    assert (given(), trail_of(row)) == ([], [])


def test_assigning_twice_is_refused(world, reviewer, second_reviewer):
    row = make.initiative(Status.REPORTED, world.an_sinh)
    assignments.assign([row], appraisers=[second_reviewer], level=GRASSROOTS, by=reviewer)
    with pytest.raises(Refused, match="All of it is assigned"):
        assignments.assign([row], appraisers=[second_reviewer], level=GRASSROOTS, by=reviewer)


def test_a_person_assigns_at_their_own_level_what_they_may_decide(
    world, reviewer, second_reviewer, neighbour_reviewer, submitter
):
    row = make.initiative(Status.REPORTED, world.an_sinh)
    for by, level in ((reviewer, PROVINCE), (neighbour_reviewer, GRASSROOTS), (submitter, GRASSROOTS)):
        with pytest.raises(PermissionDenied):
            assignments.assign([row], appraisers=[second_reviewer], level=level, by=by)
    own = make.initiative(Status.REPORTED, world.an_sinh, by=reviewer)
    with pytest.raises(Refused, match="1 model cannot take this step"):
        assignments.assign([row, own], appraisers=[second_reviewer], level=GRASSROOTS, by=reviewer)
    assert given() == []


def test_a_model_that_is_not_to_be_appraised_is_refused(world, reviewer, second_reviewer):
    row = make.initiative(Status.SUBMITTED, world.an_sinh)
    with pytest.raises(Refused, match="is not possible: the model is now “Submitted”"):
        assignments.assign([row], appraisers=[second_reviewer], level=GRASSROOTS, by=reviewer)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"appraisers": []}, "appraisers"), ({"due_on": make.today(-1)}, "due_on")],
)
def test_what_makes_no_sense_is_refused_at_its_field(world, reviewer, second_reviewer, changes, field):
    row = make.initiative(Status.REPORTED, world.an_sinh)
    with pytest.raises(Refused) as refusal:
        assignments.assign([row], **{"appraisers": [second_reviewer], "level": GRASSROOTS, "by": reviewer, **changes})
    assert list(refusal.value.fields) == [field]


# ---- spread evenly ----


def loads(people) -> list[int]:
    return [Assignment.objects.filter(appraiser=person).count() for person in people]


def test_models_are_spread_evenly_and_what_people_have_already_counts(world, reviewer):
    people = [make.user(Role.REVIEWER, world.an_sinh) for _ in range(3)]
    make.assignment(make.initiative(Status.REPORTED, world.an_sinh), people[0])
    signed = make.initiative(Status.REPORTED, world.an_sinh)
    make.assignment(signed, people[1])
    make.appraisal(signed, people[1])  # handed in: no load any more
    rows = [make.initiative(Status.REPORTED, world.an_sinh) for _ in range(8)]
    done = assignments.assign_evenly(rows, appraisers=people, level=GRASSROOTS, by=reviewer)
    assert (len(done.made), done.left_out) == (8, [])
    assert [load - before for load, before in zip(loads(people), (1, 1, 0), strict=True)] == [2, 3, 3]


def test_each_model_gets_so_many_appraisers_with_those_that_it_has(world, reviewer):
    people = [make.user(Role.REVIEWER, world.an_sinh) for _ in range(4)]
    rows = [make.initiative(Status.REPORTED, world.an_sinh) for _ in range(4)]
    make.assignment(rows[0], people[0])
    assignments.assign_evenly(rows, appraisers=people, level=GRASSROOTS, by=reviewer, each=2)
    assert [row.assignments.count() for row in rows] == [2, 2, 2, 2]
    assert loads(people) == [2, 2, 2, 2]


def test_spreading_leaves_out_who_has_a_conflict_and_says_where_too_few_are_free(world, province_reviewer):
    make.campaign(colleagues_decide=False)
    colleague, free = make.user(Role.REVIEWER, world.an_sinh), make.user(Role.REVIEWER, world.dong_trieu)
    row, other = (make.initiative(Status.REPORTED, unit) for unit in (world.an_sinh, world.province))
    make.campaign(colleagues_decide=True)
    done = assignments.assign_evenly([row], appraisers=[colleague, free], level=PROVINCE, by=province_reviewer, each=2)
    assert [one.appraiser for one in done.made] == [free]
    assert done.left_out == [
        (row, f"{colleague} works in the unit that submitted this model."),
        (row, "Too few of the chosen people are free of conflicts."),
    ]
    with pytest.raises(PermissionDenied):
        assignments.assign_evenly([other], appraisers=[free], level=PROVINCE, by=province_reviewer)


def test_the_number_of_queries_hangs_on_the_people_and_not_on_the_models(world, reviewer, django_assert_max_num_queries):
    people = [make.user(Role.REVIEWER, world.an_sinh) for _ in range(2)]
    rows = [make.initiative(Status.REPORTED, world.an_sinh) for _ in range(30)]
    with django_assert_max_num_queries(35):
        assignments.assign_evenly(rows, appraisers=people, level=GRASSROOTS, by=reviewer)


# ---- take back ----


def test_an_assignment_is_taken_back_with_a_trail(world, reviewer, second_reviewer):
    row = make.initiative(Status.REPORTED, world.an_sinh)
    one = make.assignment(row, second_reviewer)
    assignments.unassign(one, by=reviewer)
    assert (given(), trail_of(row)) == ([], [(reviewer, Action.ASSIGN, Status.REPORTED, Status.REPORTED, "")])
    with pytest.raises(Refused, match="already taken back"):
        assignments.unassign(one, by=reviewer)


def test_an_assignment_stays_once_the_appraisal_is_handed_in(world, reviewer, second_reviewer, neighbour_reviewer):
    row = make.initiative(Status.REPORTED, world.an_sinh)
    one = make.assignment(row, second_reviewer)
    with pytest.raises(PermissionDenied):
        assignments.unassign(one, by=neighbour_reviewer)
    make.appraisal(row, second_reviewer)
    with pytest.raises(Refused, match="has handed in the appraisal already"):
        assignments.unassign(one, by=reviewer)
    row.appraisals.update(state=AppraisalState.OPEN)
    assignments.unassign(one, by=reviewer)
    assert row.appraisals.count() == 1


def test_a_model_that_is_gone_is_stale(world, reviewer, second_reviewer):
    row = make.initiative(Status.REPORTED, world.an_sinh)
    Initiative.objects.filter(pk=row.pk).delete()
    with pytest.raises(Stale):
        assignments.assign([row], appraisers=[second_reviewer], level=GRASSROOTS, by=reviewer)
