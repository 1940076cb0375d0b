"""Allocating models of a divided unit: to a successor only, all or none, each with before and after in the trail."""

import pytest
from django.core.exceptions import PermissionDenied

from registry.errors import Refused, Stale
from registry.models import Entry
from registry.queries import counts, places
from registry.services import allocations, ledgers
from registry.vocabulary import Action, Status, UnitsAsOf
from tests import make
from tests.conftest import trail_of

pytestmark = pytest.mark.django_db


def allocate(rows, world, by, **changes):
    return allocations.allocate(rows, **{"to": world.dong_trieu, "by": by, "reason": "thôn nay thuộc phường này", **changes})


def test_each_model_gets_an_entry_with_before_and_after(world, campaign, province_reviewer):
    rows = [make.initiative(Status.REGISTERED, world.duc_chinh) for _each in range(2)]
    rows.append(make.initiative(Status.RECOGNISED, world.duc_chinh, allocated_unit=world.an_sinh))
    allocate(rows, world, province_reviewer)
    for row in rows:
        row.refresh_from_db()
        assert (row.allocated_unit, row.version) == (world.dong_trieu, 2)
        assert trail_of(row)[-1] == (province_reviewer, Action.AMEND, row.status, row.status, "thôn nay thuộc phường này")
    entries = Entry.objects.filter(initiative__in=rows).order_by("initiative_id")
    assert [entry.data["allocated_unit"] for entry in entries] == [
        [None, "07093-2025"],
        [None, "07093-2025"],
        ["07090-2025", "07093-2025"],
    ]
    assert len({entry.batch for entry in entries}) == 1


def test_the_counts_move_with_the_models_and_the_table_holds_them_there(world, campaign, province_reviewer):
    rows = [make.initiative(status, world.duc_chinh) for status in (Status.REGISTERED, Status.RECOGNISED)]
    before = places.by_unit(campaign, as_of=UnitsAsOf.TODAY)
    assert (before.lines, before.left_over.figures["registered"]) == ([], 2)
    allocate(rows, world, province_reviewer)
    table = places.by_unit(campaign, as_of=UnitsAsOf.TODAY)
    [line] = table.lines
    assert (line.key, line.figures["registered"], line.figures["recognised_grassroots"]) == ("07093-2025", 2, 1)
    assert table.left_over is None
    assert ledgers.differences() == {}
    assert {place.allocated_unit for place in counts.at_places([campaign], None)} == {world.dong_trieu.pk}


@pytest.mark.parametrize(
    ("where", "to", "sentence"),
    [
        ("binh_duong", "an_sinh", "Nothing is open here"),
        ("an_sinh", "dong_trieu", "Nothing is open here"),
        ("duc_chinh", "province", "tỉnh Quảng Ninh is no successor of the unit of this model"),
    ],
)
def test_only_to_a_successor_of_a_divided_unit(world, campaign, province_reviewer, where, to, sentence):
    good, bad = make.initiative(Status.REGISTERED, world.duc_chinh), make.initiative(Status.REGISTERED, getattr(world, where))
    with pytest.raises(Refused, match=sentence):
        allocate([good, bad], world, province_reviewer, to=getattr(world, to))
    good.refresh_from_db()
    assert (good.allocated_unit, good.version) == (None, 1)


def test_what_a_district_registered_itself_stays_not_allocated(world, campaign, province_reviewer):
    district = make.unit("Đông Triều", "thị xã", world.province, ends_on=make.today(-30))
    row = make.initiative(Status.REGISTERED, district)
    [(_row, sentence)] = allocations.sort_out([row], world.dong_trieu, by=province_reviewer).refused
    assert sentence == "The unit of this model has no successor, as the former districts; it stays not allocated."


def test_what_stands_there_already_is_not_allocated_once_more(world, campaign, province_reviewer):
    row = make.initiative(Status.REGISTERED, world.duc_chinh, allocated_unit=world.dong_trieu)
    with pytest.raises(Refused, match="already"):
        allocate([row], world, province_reviewer)


def test_a_reason_is_needed_and_an_old_preview_is_refused(world, campaign, province_reviewer):
    row = make.initiative(Status.REGISTERED, world.duc_chinh)
    with pytest.raises(Refused, match="Say why"):
        allocate([row], world, province_reviewer, reason=" ")
    with pytest.raises(Stale):
        allocate([row], world, province_reviewer, versions={row.pk: row.version + 1})
    with pytest.raises(Refused, match="No model was chosen"):
        allocate([], world, province_reviewer)


@pytest.mark.parametrize("who", ["reviewer", "leader", "submitter", "stranger"])
def test_only_a_reviewer_to_whom_the_former_unit_belongs_wholly(world, campaign, request, who):
    row = make.initiative(Status.REGISTERED, world.duc_chinh)
    with pytest.raises((Refused, PermissionDenied)):
        allocate([row], world, request.getfixturevalue(who))


def test_nobody_allocates_what_they_entered_themselves(world, campaign, province_reviewer):
    row = make.initiative(Status.REGISTERED, world.duc_chinh, by=province_reviewer)
    with pytest.raises(Refused):
        allocate([row], world, province_reviewer)


def test_many_cost_as_many_questions_as_one(world, campaign, province_reviewer, django_assert_max_num_queries):
    one = [make.initiative(Status.REGISTERED, world.duc_chinh)]
    with django_assert_max_num_queries(60) as first:
        allocate(one, world, province_reviewer)
    many = [make.initiative(Status.REGISTERED, world.duc_chinh) for _each in range(30)]
    with django_assert_max_num_queries(60) as second:
        allocate(many, world, province_reviewer)
    assert len(second) <= len(first) + 2
