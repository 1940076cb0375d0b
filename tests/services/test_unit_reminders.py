"""Reminding units: whoever leads them may, once a day, of what is really due, and the trail says so."""

import pytest
from django.core.exceptions import PermissionDenied

from registry.errors import Refused
from registry.models import Entry, ExpectedUnit, Notice, UnitReminder
from registry.queries import silence
from registry.services import unit_reminders
from registry.vocabulary import Event, Role, Status, Window
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(world):
    row = make.campaign()
    for unit in (world.an_sinh, world.dong_trieu):
        ExpectedUnit.objects.create(campaign=row, unit=unit, target=2)
    return row


def row_of(campaign, unit) -> silence.Row:
    [row] = [row for row in silence.board(campaign) if row.unit_id == unit.pk]
    return row


def test_a_silent_unit_is_reminded_and_the_trail_says_so(campaign, submitter, leader):
    [row] = unit_reminders.remind(campaign, [submitter.unit], by=leader)
    assert (row.name, row.is_silent) == ("phường An Sinh", True)
    [notice] = Notice.objects.filter(action=Event.REMINDER)
    assert notice.recipient == submitter
    [reminder] = UnitReminder.objects.all()
    assert (reminder.unit, reminder.window, reminder.sent_by) == (submitter.unit, Window.REGISTRATION, leader)
    entry = Entry.objects.get(action="unit.remind")
    assert (entry.actor, entry.data["sent"]) == (leader, 0)


def test_a_unit_is_reminded_once_a_day(campaign, submitter, leader):
    unit_reminders.remind(campaign, [submitter.unit], by=leader)
    with pytest.raises(Refused):
        unit_reminders.remind(campaign, [submitter.unit], by=leader)
    assert Notice.objects.filter(action=Event.REMINDER).count() == 1


def test_a_unit_without_anybody_who_registers_is_left_out(campaign, submitter, leader, world):
    rows = unit_reminders.remind(campaign, [world.an_sinh, world.dong_trieu], by=leader)
    assert [row.unit_id for row in rows] == [world.an_sinh.pk]


def test_nobody_reminds_units_that_they_do_not_lead(campaign, submitter, neighbour):
    for stranger in (submitter, neighbour, make.user(Role.LEADER, neighbour.unit)):
        with pytest.raises(PermissionDenied):
            unit_reminders.remind(campaign, [submitter.unit], by=stranger)


def test_a_unit_of_which_nothing_is_due_is_not_reminded(campaign, submitter, leader):
    make.initiative(Status.SUBMITTED, submitter.unit, campaign=campaign)
    with pytest.raises(Refused):
        unit_reminders.remind(campaign, [submitter.unit], by=leader)


def test_what_a_merged_unit_sent_counts_for_its_heir(campaign, world):
    make.initiative(Status.SUBMITTED, world.binh_duong, campaign=campaign)
    row = row_of(campaign, world.an_sinh)
    assert (row.sent, row.is_silent, row.is_short) == (1, False, True)


def test_returned_models_are_late_once_their_day_is_over(campaign, world):
    make.initiative(Status.RETURNED, world.an_sinh, campaign=campaign, correct_until=make.today(-1))
    make.initiative(Status.RETURNED, world.an_sinh, campaign=campaign, correct_until=make.today())
    assert (row_of(campaign, world.an_sinh).uncorrected, row_of(campaign, world.an_sinh).is_late) == (1, True)


def test_models_without_a_report_are_late_once_the_days_of_reports_are_over(world):
    campaign = make.campaign(reports_open=make.today(-20), reports_close=make.today(-1))
    ExpectedUnit.objects.create(campaign=campaign, unit=world.an_sinh)
    make.initiative(Status.REGISTERED, world.an_sinh, campaign=campaign)
    make.initiative(Status.REPORTED, world.an_sinh, campaign=campaign)
    assert row_of(campaign, world.an_sinh).unreported == 1


def test_a_campaign_that_is_over_reminds_nobody(world, leader):
    over = make.campaign(
        2020, registration_opens=make.today(-90), registration_closes=make.today(-60), cutoff_on=make.today(-1)
    )
    with pytest.raises(Refused):
        unit_reminders.remind(over, [world.an_sinh], by=leader)


def test_where_nobody_is_expected_every_commune_of_the_day_is(world):
    campaign = make.campaign()
    assert {row.name for row in silence.board(campaign)} == {"phường An Sinh", "phường Đông Triều"}


def test_the_board_asks_the_same_number_of_questions_for_any_number_of_units(campaign, world, django_assert_num_queries):
    with django_assert_num_queries(8):
        silence.board(campaign)
    for number in range(20):
        ExpectedUnit.objects.create(campaign=campaign, unit=make.unit(f"Xã {number}", "xã", world.province))
    with django_assert_num_queries(8):
        silence.board(campaign)
