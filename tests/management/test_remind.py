"""The daily command: deadlines in 7 and in 1 days, new work for reviewers, the daily mails; each told once."""

from datetime import date
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from registry.models import ExpectedUnit, Mail, Notice
from registry.queries import notices as said
from registry.vocabulary import AppraisalState, Event, MailChoice, Role, Status, Window
from tests import make

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 23)


@pytest.fixture
def campaign(db):
    """Registration closes on 30/06/2026, reports on 30/11/2026."""
    return make.campaign(
        2026,
        registration_opens=date(2026, 3, 1),
        registration_closes=date(2026, 6, 30),
        reports_open=date(2026, 10, 1),
        reports_close=date(2026, 11, 30),
        cutoff_on=date(2026, 12, 15),
    )


def remind(on=TODAY) -> str:
    out = StringIO()
    call_command("remind", on=str(on), stdout=out)
    return out.getvalue()


def deadlines() -> list[tuple]:
    """(who, of what, until, days before, count) of each notice."""
    rows = Notice.objects.filter(action=Event.DEADLINE).select_related("recipient").order_by("pk")
    return sorted(
        (row.recipient.username, row.data["window"], row.data["until"], row.data["days"], row.data["count"]) for row in rows
    )


def work() -> list[tuple]:
    rows = Notice.objects.filter(action=Event.WORK).select_related("recipient").order_by("pk")
    return [(row.recipient.username, row.data["submitted"], row.data["reported"]) for row in rows]


# ---- deadlines ----


@pytest.mark.parametrize(
    ("on", "told"),
    [
        (date(2026, 6, 22), []),
        (date(2026, 6, 23), [("submitter", "registration", "2026-06-30", 7, 2)]),
        (date(2026, 6, 24), []),
        (date(2026, 6, 29), [("submitter", "registration", "2026-06-30", 1, 2)]),
        (date(2026, 6, 30), []),
        (date(2026, 7, 1), []),
    ],
)
def test_drafts_are_told_of_seven_days_and_one_day_before_registration_closes(on, told, submitter, neighbour, campaign):
    for _draft in range(2):
        make.initiative(Status.DRAFT, submitter.unit, campaign=campaign)
    make.initiative(Status.SUBMITTED, neighbour.unit, campaign=campaign)
    remind(on)
    assert deadlines() == told


def test_a_deadline_is_told_once_however_often_the_command_runs(submitter, colleague, campaign):
    make.initiative(Status.DRAFT, submitter.unit, campaign=campaign)
    assert remind() == "2026-06-23: 2 told of deadlines, 0 of new work; 0 daily mails, 0 mails taken up again.\n"
    make.initiative(Status.DRAFT, submitter.unit, campaign=campaign)
    assert remind().startswith("2026-06-23: 0 told of deadlines,")
    remind(date(2026, 6, 29))
    assert deadlines() == [
        ("colleague", "registration", "2026-06-30", 1, 2),
        ("colleague", "registration", "2026-06-30", 7, 1),
        ("submitter", "registration", "2026-06-30", 1, 2),
        ("submitter", "registration", "2026-06-30", 7, 1),
    ]


def test_registered_models_are_told_of_the_end_of_reports(submitter, campaign):
    make.initiative(Status.REGISTERED, submitter.unit, campaign=campaign)
    make.initiative(Status.REPORTED, submitter.unit, campaign=campaign)
    remind(date(2026, 11, 23))
    assert deadlines() == [("submitter", "report", "2026-11-30", 7, 1)]


def test_reports_that_cannot_begin_yet_are_no_deadline(submitter, campaign):
    campaign.reports_open, campaign.reports_close = date(2026, 7, 1), date(2026, 7, 2)
    campaign.save()
    make.initiative(Status.REGISTERED, submitter.unit, campaign=campaign)
    remind(date(2026, 6, 25))
    assert deadlines() == []


def test_returned_models_are_told_of_the_day_that_the_reviewer_set(submitter, campaign):
    for until in (date(2026, 8, 7), date(2026, 8, 7), date(2026, 8, 9)):
        make.initiative(Status.RETURNED, submitter.unit, campaign=campaign, correct_until=until)
    remind(date(2026, 7, 31))
    assert deadlines() == [("submitter", "correction", "2026-08-07", 7, 2)]


@pytest.mark.parametrize("window", [Window.REGISTRATION, Window.CORRECTION, Window.REPORT])
def test_more_time_moves_the_deadline_of_the_unit_that_has_it(window, submitter, neighbour, campaign):
    status, day = {
        Window.REGISTRATION: (Status.DRAFT, date(2026, 6, 30)),
        Window.CORRECTION: (Status.RETURNED, date(2026, 8, 7)),
        Window.REPORT: (Status.REGISTERED, date(2026, 11, 30)),
    }[window]
    later = day.replace(day=3, month=day.month + 1)
    for unit in (submitter.unit, neighbour.unit):
        make.initiative(status, unit, campaign=campaign, **({"correct_until": day} if status == Status.RETURNED else {}))
    make.extension(submitter.unit, window, until=later, campaign=campaign)
    make.extension(neighbour.unit, window, campaign=campaign)  # only asked for
    for until in (day, later):
        remind(date.fromordinal(until.toordinal() - 1))
    assert deadlines() == [
        ("neighbour", window.value, str(day), 1, 1),
        ("submitter", window.value, str(later), 1, 1),
    ]


def test_an_expected_unit_that_sent_nothing_is_told_even_without_a_draft(submitter, neighbour, world, campaign):
    for unit in (world.an_sinh, world.dong_trieu):
        ExpectedUnit.objects.create(campaign=campaign, unit=unit)
    make.initiative(Status.SUBMITTED, world.dong_trieu, campaign=campaign)
    remind()
    assert deadlines() == [("submitter", "registration", "2026-06-30", 7, 0)]


def test_an_expected_unit_has_sent_what_a_unit_sent_that_it_carries_on(submitter, world, campaign):
    ExpectedUnit.objects.create(campaign=campaign, unit=world.an_sinh)
    make.initiative(Status.SUBMITTED, world.binh_duong, campaign=campaign)
    remind()
    assert deadlines() == []


def test_the_drafts_of_a_unit_that_was_carried_on_concern_who_carries_it_on(submitter, neighbour, world, campaign):
    make.initiative(Status.DRAFT, world.binh_duong, campaign=campaign)
    make.initiative(Status.DRAFT, world.duc_chinh, campaign=campaign, allocated_unit=world.dong_trieu)
    remind()
    assert deadlines() == [
        ("neighbour", "registration", "2026-06-30", 7, 1),
        ("submitter", "registration", "2026-06-30", 7, 1),
    ]


def test_only_submitters_of_today_with_an_open_account_are_told(submitter, colleague, reviewer, leader, world, campaign):
    make.user(Role.SUBMITTER, world.an_sinh, valid_until=date(2026, 6, 22))
    make.user(Role.SUBMITTER, world.province)
    colleague.is_active = False
    colleague.save()
    make.initiative(Status.DRAFT, world.an_sinh, campaign=campaign)
    remind()
    assert [row[0] for row in deadlines()] == ["submitter"]


def test_a_person_of_two_units_is_told_once_with_the_models_of_both(submitter, world, campaign):
    submitter.memberships.create(unit=world.dong_trieu, role=Role.SUBMITTER)
    submitter.memberships.create(unit=world.an_sinh, role=Role.SUBMITTER, valid_from=date(2026, 1, 1))
    for unit in (world.an_sinh, world.dong_trieu, world.dong_trieu):
        make.initiative(Status.DRAFT, unit, campaign=campaign)
    remind()
    assert deadlines() == [("submitter", "registration", "2026-06-30", 7, 3)]


# ---- new work ----


def test_reviewers_are_told_of_what_waits_in_their_scope(reviewer, neighbour_reviewer, province_reviewer, world, campaign):
    for _model in range(2):
        make.initiative(Status.SUBMITTED, world.an_sinh, campaign=campaign)
    make.initiative(Status.REPORTED, world.an_sinh, campaign=campaign)
    for status in (Status.DRAFT, Status.RETURNED, Status.REGISTERED, Status.RECOGNISED):
        make.initiative(status, world.dong_trieu, campaign=campaign)
    remind()
    assert sorted(work()) == [("province_reviewer", 2, 1), ("reviewer", 2, 1)]


def test_reviewers_are_told_once_a_day_and_then_only_of_what_came_since(reviewer, world, campaign):
    make.initiative(Status.SUBMITTED, world.an_sinh, campaign=campaign)
    remind()
    make.initiative(Status.SUBMITTED, world.an_sinh, campaign=campaign, submitted_at=make.ago(-1))
    remind()
    assert work() == [("reviewer", 1, 0)]
    remind(date(2026, 6, 24))
    assert work() == [("reviewer", 1, 0), ("reviewer", 1, 0)]
    Notice.objects.update(at=make.ago(-2))
    remind(date(2026, 6, 25))
    assert len(work()) == 2


def test_reports_of_a_campaign_that_was_counted_are_no_news(reviewer, world, campaign):
    before = make.campaign(2025, registration_opens=date(2025, 3, 1), cutoff_on=date(2025, 12, 15))
    make.initiative(Status.REPORTED, world.an_sinh, campaign=before)
    remind(date(2026, 12, 20))
    assert work() == []


def test_a_closed_or_past_reviewer_is_not_told(reviewer, second_reviewer, world, campaign):
    make.initiative(Status.SUBMITTED, world.an_sinh, campaign=campaign)
    reviewer.is_active = False
    reviewer.save()
    second_reviewer.memberships.update(valid_until=date(2026, 6, 22))
    remind()
    assert work() == []


# ---- mails, and the command itself ----


def test_the_daily_mail_tells_what_the_command_found(submitter, campaign, settings, django_capture_on_commit_callbacks):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    submitter.email, submitter.mails, submitter.language = "submitter@example.org", MailChoice.DAILY, "en"
    submitter.save()
    make.initiative(Status.DRAFT, submitter.unit, campaign=campaign)
    with django_capture_on_commit_callbacks(execute=True):
        assert remind() == "2026-06-23: 1 told of deadlines, 0 of new work; 1 daily mails, 0 mails taken up again.\n"
    [letter] = mail.outbox
    assert "registration of 2026 is open until the end of 30/06/2026. 1 draft is not sent yet." in letter.body
    assert letter.body.count("http://127.0.0.1:8000/models/\n") == 1


def test_who_wants_each_mail_gets_one_for_each_deadline(submitter, campaign, settings, django_capture_on_commit_callbacks):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    submitter.email, submitter.language = "submitter@example.org", "en"
    submitter.save()
    make.initiative(Status.DRAFT, submitter.unit, campaign=campaign)
    make.initiative(Status.RETURNED, submitter.unit, campaign=campaign, correct_until=date(2026, 6, 24))
    for _time in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            remind()
    assert sorted(letter.subject.split("] ")[1] for letter in mail.outbox) == [
        "1 day left: returned models of 2026 can be corrected until the end of 24/06/2026.",
        "7 days left: registration of 2026 is open until the end of 30/06/2026.",
    ]


def test_the_command_costs_the_same_for_one_model_and_for_thirty(submitter, reviewer, world, campaign):
    for one in (submitter, reviewer):
        one.email = f"{one.username}@example.org"
        one.save()

    def fill():
        ExpectedUnit.objects.create(campaign=campaign, unit=make.unit(parent=world.province))
        make.initiative(Status.DRAFT, submitter.unit, campaign=campaign)
        make.initiative(Status.SUBMITTED, submitter.unit, campaign=campaign)
        make.initiative(Status.RETURNED, submitter.unit, campaign=campaign, correct_until=date(2026, 6, 24))

    def cost():
        Notice.objects.all().delete()
        Mail.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            remind()
        return len(queries)

    fill()
    for_one = cost()
    for _time in range(29):
        fill()
    assert cost() == for_one
    assert [row[3:] for row in deadlines()] == [(1, 30), (7, 30)]


def test_what_the_queue_has_done_is_tidied_away(campaign):
    done = {
        "args_kwargs": {"args": [[1], 0], "kwargs": {}},
        "task_path": "registry.services.mails.send",
        "status": "SUCCESSFUL",
    }
    for days in (1, 20):
        DBTaskResult.objects.create(backend_name="default", run_after=make.ago(days), finished_at=make.ago(days), **done)
    remind()
    assert DBTaskResult.objects.count() == 1


@pytest.mark.parametrize("words", ["yesterday", "2026-02-30", "23/06/2026", "0000-00-00"])
def test_a_day_that_is_none_is_named(db, words):
    with pytest.raises(CommandError, match=f"{words} is no day; write it like 2026-06-23."):
        remind(words)


def test_an_empty_registry_has_nothing_to_tell(db):
    assert remind() == "2026-06-23: 0 told of deadlines, 0 of new work; 0 daily mails, 0 mails taken up again.\n"


# ---- appraisals ----


@pytest.fixture
def given(reviewer, campaign):
    """A model of the campaign, assigned for appraisal until 30/06/2026."""
    row = make.initiative(Status.REPORTED, reviewer.unit, campaign=campaign)
    return make.assignment(row, reviewer, due_on=date(2026, 6, 30))


@pytest.mark.parametrize(
    ("on", "days"),
    [
        *((date(2026, 6, 22), None), (date(2026, 6, 23), 7), (date(2026, 6, 29), 1), (date(2026, 6, 30), None)),
        *((date(2026, 7, 1), -1), (date(2026, 7, 2), None), (date(2026, 7, 8), -8), (date(2026, 7, 22), -22)),
        *((date(2026, 7, 29), None),),
    ],
)
def test_appraisers_are_told_before_their_day_and_when_they_are_late(on, days, given):
    remind(on)
    assert deadlines() == ([("reviewer", "appraisal", "2026-06-30", days, 1)] if days else [])


def test_without_a_day_the_cut_off_day_of_the_campaign_counts(given):
    given.due_on = None
    given.save()
    remind(date(2026, 12, 8))
    assert deadlines() == [("reviewer", "appraisal", "2026-12-15", 7, 1)]


def test_a_late_appraisal_is_said_and_leads_to_the_list_of_ones_own(given, reviewer):
    answers = [remind(date(2026, 7, 1)).partition(",")[0] for _time in range(2)]
    assert answers == ["2026-07-01: 1 told of deadlines", "2026-07-01: 0 told of deadlines"]
    told = Notice.objects.get(recipient=reviewer, action=Event.DEADLINE)
    late = "Late: appraisals of 2026 were to be handed in until the end of 30/06/2026."
    assert said.sentence(told) == f"{late} 1 model is not appraised yet."
    assert said.address(told) == "/appraisals/"
    assert said.subject([told]).endswith(late)
    told.data["days"] = 7
    assert said.sentence(told) == (
        "7 days left: appraisals of 2026 are to be handed in until the end of 30/06/2026. 1 model is not appraised yet."
    )


def test_nobody_is_told_of_what_is_handed_in_decided_void_of_sense_or_with_somebody_who_left(given, reviewer, campaign, world):
    for change in ("signed", "decided", "closed", "left", "not reviewing"):
        person = make.user(Role.REVIEWER, world.an_sinh)
        row = make.initiative(Status.WITHDRAWN if change == "closed" else Status.REPORTED, world.an_sinh, campaign=campaign)
        make.assignment(row, person, due_on=given.due_on)
        match change:
            case "signed":
                make.appraisal(row, person)
            case "decided":
                make.recognition(row, make.decision())
            case "left":
                person.is_active = False
                person.save()
            case "not reviewing":
                person.memberships.all().delete()
    remind()
    assert [who for who, *_rest in deadlines()] == ["reviewer"]
    make.appraisal(given.initiative, reviewer, state=AppraisalState.OPEN)
    remind(date(2026, 6, 29))
    assert [(who, days) for who, _what, _until, days, _count in deadlines()] == [("reviewer", 1), ("reviewer", 7)]
