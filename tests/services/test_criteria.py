"""Criteria: set, changed while unused, replaced by a version once used, copied in one step."""

import pytest
from django.core.exceptions import PermissionDenied

from registry.errors import Refused
from registry.models import CriteriaSet, Criterion, Entry
from registry.services import criteria
from registry.services.criteria import Row
from registry.vocabulary import Level, Status, SubmitterType
from tests import make

ROWS = [Row("Sáng tạo", 40, "Cách làm mới."), Row("Bền vững", 60)]


def written(found) -> list[tuple]:
    return [(row.order, row.name, row.weight, row.guidance) for row in found.criteria.all()]


def begin(by, campaign=None, rows=ROWS, level=Level.GRASSROOTS, submitter_type=SubmitterType.COLLECTIVE):
    return criteria.begin(campaign=campaign or make.campaign(), submitter_type=submitter_type, level=level, rows=rows, by=by)


def used(world, found):
    row = make.initiative(Status.REPORTED, world.an_sinh)
    make.appraisal(row, make.user(), criteria_=found)


def test_criteria_are_set_in_the_order_written_with_a_trail(province_reviewer, campaign):
    found = begin(province_reviewer)
    assert (found.version, written(found)) == (1, [(1, "Sáng tạo", 40, "Cách làm mới."), (2, "Bền vững", 60, "")])
    entry = Entry.objects.get(action="criteria.begin")
    assert (entry.actor, entry.data) == (
        province_reviewer,
        {"id": found.pk, "criteria": [[], ["Sáng tạo: 40", "Bền vững: 60"]]},
    )


def test_there_is_one_first_version_for_each_campaign_type_and_level(province_reviewer, campaign):
    begin(province_reviewer)
    with pytest.raises(Refused, match="There are criteria for this already"):
        begin(province_reviewer)
    begin(province_reviewer, level=Level.PROVINCE)
    begin(province_reviewer, submitter_type=SubmitterType.INDIVIDUAL)
    assert CriteriaSet.objects.count() == 3


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([], "Write at least one criterion."),
        ([Row(" ", 10)], "Each criterion needs a name; name or guidance may be too long."),
        ([Row("x" * 301, 10)], "Each criterion needs a name; name or guidance may be too long."),
        ([Row("Một", 0)], "A criterion brings 1 to 1,000 points."),
        ([Row("Một", 1001)], "A criterion brings 1 to 1,000 points."),
        ([Row("Một", 10), Row(" Một ", 20)], "Two criteria have the same name."),
        ([Row(str(number), 1) for number in range(31)], "At most 30 criteria are possible."),
    ],
)
def test_rows_that_make_no_sense_are_refused_and_nothing_is_written(province_reviewer, campaign, rows, sentence):
    with pytest.raises(Refused) as refusal:
        begin(province_reviewer, rows=rows)
    assert (str(refusal.value), CriteriaSet.objects.count()) == (sentence, 0)


def test_unused_criteria_are_changed_in_place_and_what_keeps_its_name_keeps_its_row(province_reviewer, campaign):
    found = begin(province_reviewer)
    kept = found.criteria.get(name="Bền vững").pk
    changed = criteria.change(found, rows=[Row("Bền vững", 50, "Hơn một năm."), Row("Lan tỏa", 50)], by=province_reviewer)
    assert (changed.pk, changed.version) == (found.pk, 1)
    assert written(changed) == [(1, "Bền vững", 50, "Hơn một năm."), (2, "Lan tỏa", 50, "")]
    assert changed.criteria.get(name="Bền vững").pk == kept
    with pytest.raises(Refused, match="Nothing was appraised by these criteria yet"):
        criteria.new_version(found, by=province_reviewer)


def test_used_criteria_stay_as_they_are_and_a_new_version_takes_their_place(world, province_reviewer, campaign):
    old = begin(province_reviewer)
    used(world, old)
    with pytest.raises(Refused, match="Something was appraised by these criteria"):
        criteria.change(old, rows=[Row("Khác", 10)], by=province_reviewer)
    new = criteria.write(old, rows=[Row("Khác", 10)], by=province_reviewer)
    assert (new.version, written(new)) == (2, [(1, "Khác", 10, "")])
    assert written(old) == [(1, "Sáng tạo", 40, "Cách làm mới."), (2, "Bền vững", 60, "")]
    for act in (criteria.change, criteria.new_version):
        with pytest.raises(Refused, match="There is a newer version"):
            act(old, rows=[Row("Nữa", 10)], by=province_reviewer)


def test_a_new_version_without_rows_begins_as_a_copy(world, province_reviewer, campaign):
    old = begin(province_reviewer)
    used(world, old)
    assert written(criteria.new_version(old, by=province_reviewer)) == written(old)


def test_last_years_criteria_are_copied_in_one_step_the_newest_version_of_each(world, province_reviewer, campaign):
    before = make.campaign(make.today().year - 1)
    make.criteria(before, weights=(10,))
    newest = make.criteria(before, weights=(40, 60), version=2)
    person = make.criteria(before, Level.PROVINCE, SubmitterType.INDIVIDUAL, weights=(100,))
    there = make.criteria(before, Level.PROVINCE, weights=(5,))
    make.criteria(campaign, Level.PROVINCE, weights=(7,))
    copied = criteria.copy_from(before, into=campaign, by=province_reviewer)
    assert [(one.campaign, one.level, one.submitter_type, one.version) for one in copied] == [
        (campaign, newest.level, newest.submitter_type, 1),
        (campaign, person.level, person.submitter_type, 1),
    ]
    assert [written(one) for one in copied] == [written(newest), written(person)]
    weights = Criterion.objects.filter(criteria__campaign=campaign, criteria__level=there.level).order_by("pk")
    assert list(weights.values_list("weight", flat=True)) == [7, 100]
    with pytest.raises(Refused, match="Nothing was copied"):
        criteria.copy_from(before, into=campaign, by=province_reviewer)


def test_criteria_are_not_copied_into_their_own_campaign(province_reviewer, campaign):
    begin(province_reviewer)
    with pytest.raises(Refused, match="Choose another campaign to copy from"):
        criteria.copy_from(campaign, into=campaign, by=province_reviewer)


def test_a_reviewer_of_a_commune_changes_no_criteria(reviewer, province_reviewer, campaign):
    found = begin(province_reviewer)
    for act in (
        lambda: begin(reviewer, level=Level.PROVINCE),
        lambda: criteria.change(found, rows=ROWS, by=reviewer),
        lambda: criteria.new_version(found, by=reviewer),
        lambda: criteria.copy_from(campaign, into=make.campaign(make.today().year + 1), by=reviewer),
    ):
        with pytest.raises(PermissionDenied):
            act()
