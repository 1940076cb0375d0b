"""Mails: one for each event, sent after the commit, tried again while the server is down, given up in the end."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from registry.models import Entry, Mail, Notice
from registry.services import mails, notices, review
from registry.vocabulary import Action, MailChoice, Status
from tests import make

pytestmark = pytest.mark.django_db

LOCAL = "django.core.mail.backends.locmem.EmailBackend"
REFUSED = "ConnectionRefusedError: [Errno 111] Connection refused"


class Down(EmailBackend):
    """A mail server that does not answer."""

    opened = 0

    def open(self):
        Down.opened += 1
        raise ConnectionRefusedError(111, "Connection refused")


class Picky(EmailBackend):
    """A mail server that knows everybody but the neighbour."""

    def send_messages(self, messages):
        if "neighbour" in messages[0].to[0]:
            raise smtplib.SMTPRecipientsRefused({messages[0].to[0]: (550, f"<{messages[0].to[0]}> unknown".encode())})
        return super().send_messages(messages)


class Slow(EmailBackend):
    """A mail server that talks so long that another worker gets the same task meanwhile."""

    def send_messages(self, messages):
        with override_settings(EMAIL_BACKEND=LOCAL):
            mails.send.call(list(Mail.objects.values_list("pk", flat=True)), 0)
        return super().send_messages(messages)


@pytest.fixture(autouse=True)
def queue(settings):
    """The queue of the real installation."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def reader(submitter):
    """Enters the models of An Sinh and gets mails in English."""
    submitter.email, submitter.language = "submitter@example.org", "en"
    submitter.save()
    return submitter


def with_mail(user, **changes):
    for name, value in {"email": f"{user.username}@example.org", "language": "en", **changes}.items():
        setattr(user, name, value)
    user.save()
    return user


def work() -> list:
    """Do what stands in the queue, as if its time had come; return what was to be done and when, in minutes from now."""
    tasks = list(DBTaskResult.objects.filter(status="READY").order_by("enqueued_at"))
    DBTaskResult.objects.all().delete()
    done = []
    for task in tasks:
        ids, attempts = task.args_kwargs["args"]
        is_later = task.run_after < timezone.now() + timedelta(days=1)
        done.append((ids, attempts, round((task.run_after - timezone.now()).total_seconds() / 60) if is_later else 0))
        mails.send.call(ids, attempts)
    return done


def state() -> list[tuple]:
    rows = Mail.objects.order_by("pk")
    return [(row.attempts, bool(row.sent_at), bool(row.gave_up_at), row.error) for row in rows]


@pytest.fixture
def approve(reviewer, django_capture_on_commit_callbacks):
    """approve(author, …): one model of these authors is approved, and the act is committed."""

    def act(*authors, number=1, **changes):
        rows = [make.initiative(Status.SUBMITTED, authors[0].unit, **changes) for _number in range(number)]
        for row in rows:
            row.authors.add(*authors)
        with django_capture_on_commit_callbacks(execute=True):
            review.approve_many(rows, by=reviewer, remark="Đủ điều kiện")
        return rows

    return act


# ---- which mails are made ----


def test_one_event_is_one_mail_with_title_remark_and_link(reader, approve, settings):
    settings.SITE_URL = "https://dvk.example.org"
    [row] = approve(reader, title="Đường <hoa> & 100% %(x)s")
    assert work() == [([Mail.objects.get().pk], 0, 0)]
    [letter] = mail.outbox
    assert (letter.to, letter.from_email) == (["submitter@example.org"], settings.DEFAULT_FROM_EMAIL)
    assert letter.subject == f"[Skilled mass mobilisation, Quảng Ninh] Registration approved: {row.code}"
    assert letter.extra_headers == {"Auto-Submitted": "auto-generated"}
    assert letter.body.splitlines() == [
        f"Hello {reader.full_name},",
        "",
        "The registration of “Đường <hoa> & 100% %(x)s” was approved.",
        "Remark: Đủ điều kiện",
        f"https://dvk.example.org/models/{row.code}/",
        "",
        "Which mails come, and in which language, is chosen here:",
        "https://dvk.example.org/account/",
    ]
    assert state() == [(1, True, False, "")]
    assert Notice.objects.get().mail == Mail.objects.get()


def test_a_mail_speaks_the_language_of_its_reader(reader, colleague, approve):
    with_mail(colleague, language="vi")
    approve(reader, colleague, title="Đường hoa")
    work()
    said = {letter.to[0]: letter.body for letter in mail.outbox}
    with translation.override("vi"):
        vietnamese = translation.gettext("The registration of “%(title)s” was approved.") % {"title": "Đường hoa"}
    assert vietnamese in said["colleague@example.org"]
    assert "The registration of “Đường hoa” was approved." in said["submitter@example.org"]
    assert translation.get_language() == "en"


@pytest.mark.parametrize(
    "changes", [{"email": ""}, {"mails": MailChoice.OFF}, {"mails": MailChoice.DAILY}, {"is_active": False}]
)
def test_who_wants_no_mail_at_once_gets_none(reader, approve, changes):
    with_mail(reader, **changes)
    approve(reader)
    assert (Mail.objects.count(), work()) == (0, [])


def test_one_act_over_many_models_is_one_mail_for_each_reader(reader, colleague, approve):
    with_mail(colleague)
    rows = approve(reader, colleague, number=3)
    work()
    assert [letter.to for letter in mail.outbox] == [["submitter@example.org"], ["colleague@example.org"]]
    assert mail.outbox[0].subject.endswith("Registration approved: 3 models")
    assert mail.outbox[0].body.count("Remark: Đủ điều kiện") == 1
    assert [f"/models/{row.code}/" in mail.outbox[0].body for row in rows] == [True] * 3


def test_models_returned_together_are_one_mail(reader, reviewer, django_capture_on_commit_callbacks):
    rows = [make.initiative(Status.SUBMITTED, reader.unit, by=reader) for _row in range(3)]
    with django_capture_on_commit_callbacks(execute=True):
        review.return_many(rows, by=reviewer, remarks={"method": "Nêu rõ hơn"})
    work()
    [letter] = mail.outbox
    assert letter.subject.endswith("Returned for completion: 3 models")
    assert "Remark: Nêu rõ hơn" in letter.body


def test_an_act_over_thirty_models_costs_as_many_queries_as_over_one(reader, approve, django_capture_on_commit_callbacks):
    def cost(rows):
        with CaptureQueriesContext(connection) as queries, django_capture_on_commit_callbacks(execute=True):
            notices.tell_many([(row, "") for row in rows], Action.AMEND, by=None)
        return len(queries)

    rows = [make.initiative(Status.SUBMITTED, reader.unit, by=reader) for _row in range(30)]
    assert cost(rows[:1]) == cost(rows)


def test_many_readers_are_told_by_few_tasks(reader, world, django_capture_on_commit_callbacks):
    readers = [with_mail(make.user("submitter", world.an_sinh)) for _reader in range(mails.AT_A_TIME + 1)]
    row = make.initiative(Status.SUBMITTED, world.an_sinh)
    row.authors.add(*readers)
    with django_capture_on_commit_callbacks(execute=True):
        notices.tell(row, Action.APPROVE, by=None)
    assert sorted(len(ids) for ids, _attempts, _minutes in work()) == [1, mails.AT_A_TIME]
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(person.email for person in readers)


def test_an_act_that_is_rolled_back_sends_nothing(reader, reviewer, django_capture_on_commit_callbacks):
    row = make.initiative(Status.SUBMITTED, reader.unit, by=reader)

    def fail():
        with transaction.atomic():
            review.approve(row, by=reviewer)
            raise ZeroDivisionError

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError):
        fail()
    assert (Mail.objects.count(), Notice.objects.count(), work(), mail.outbox) == (0, 0, [], [])


def test_a_queue_that_fails_fails_no_act_that_is_committed(reader, approve, monkeypatch, caplog):
    def broken(*_arguments):
        raise RuntimeError("queue")

    monkeypatch.setattr(mails, "_enqueue", broken)
    [row] = approve(reader)
    row.refresh_from_db()
    assert (row.status, state()) == (Status.REGISTERED, [(0, False, False, "")])
    assert "RuntimeError: queue" in caplog.text


@pytest.mark.parametrize("confined", [{"is_restricted": True}, {"sector": "defence"}])
def test_name_and_texts_of_a_restricted_model_stay_in_the_site(reader, approve, confined):
    if "sector" in confined:
        confined = {"sector": make.sector("defence", is_public=False)}
    [row] = approve(reader, title="Tên không ra ngoài", **confined)
    work()
    [letter] = mail.outbox
    assert "Tên không ra ngoài" not in letter.subject + letter.body
    assert "Đủ điều kiện" not in letter.body
    assert f"The registration of “{row.code}” was approved." in letter.body


# ---- the server is down ----


def test_a_server_that_is_down_is_tried_again_later_and_given_up_in_the_end(reader, approve, settings):
    approve(reader)
    settings.EMAIL_BACKEND = f"{__name__}.Down"
    pauses = []
    while tasks := work():
        [(_ids, attempts, minutes)] = tasks
        pauses.append((attempts, minutes))
        assert state() == [(attempts + 1, False, attempts == 5, REFUSED)]
    assert pauses == [(0, 0), (1, 1), (2, 5), (3, 30), (4, 120), (5, 360)]
    assert mail.outbox == []


def test_a_server_that_comes_back_gets_the_mail(reader, approve, settings):
    approve(reader)
    with override_settings(EMAIL_BACKEND=f"{__name__}.Down"):
        work()
    assert work() == [([Mail.objects.get().pk], 1, 1)]
    assert (len(mail.outbox), state(), work()) == (1, [(2, True, False, "")], [])


def test_a_server_that_is_down_is_asked_once_for_all_mails_of_a_task(reader, colleague, approve, settings):
    with_mail(colleague)
    approve(reader, colleague)
    settings.EMAIL_BACKEND = f"{__name__}.Down"
    Down.opened = 0
    work()
    assert (Down.opened, state()) == (1, [(1, False, False, REFUSED)] * 2)


def test_one_address_that_is_refused_keeps_no_other_mail(reader, neighbour, colleague, approve, settings):
    for person in (neighbour, colleague):
        with_mail(person)
    settings.EMAIL_BACKEND = f"{__name__}.Picky"
    approve(reader, neighbour, colleague)
    work()
    assert sorted(letter.to[0] for letter in mail.outbox) == ["colleague@example.org", "submitter@example.org"]
    failed = Mail.objects.get(sent_at__isnull=True)
    assert (failed.recipient, failed.error) == (neighbour, "SMTPRecipientsRefused: … (550, … unknown')}")
    assert [(ids, attempts) for ids, attempts, _minutes in work()] == [([failed.pk], 1)]


def test_an_address_that_cannot_be_written_keeps_no_other_mail_and_is_logged(reader, colleague, approve, caplog):
    with_mail(colleague, email="colleague@example.org\nBcc: all@example.org")
    approve(colleague, reader)
    work()
    assert [letter.to for letter in mail.outbox] == [["submitter@example.org"]]
    error = "BadHeaderError: Header values can't contain newlines (got … … for header 'To')"
    assert sorted(state()) == [(1, False, False, error), (1, True, False, "")]
    assert "cannot be sent" in caplog.text


# ---- never twice, never lost ----


def test_a_task_that_comes_twice_sends_nothing_twice(reader, approve):
    approve(reader)
    [letter] = Mail.objects.all()
    for _time in range(2):
        mails.send.call([letter.pk, letter.pk, 10**9], 0)
    assert (len(mail.outbox), state()) == (1, [(1, True, False, "")])


def test_two_workers_at_once_never_send_one_mail_twice(reader, approve, settings):
    approve(reader)
    settings.EMAIL_BACKEND = f"{__name__}.Slow"
    work()
    assert (len(mail.outbox), state()) == (1, [(1, True, False, "")])


def test_mails_of_which_no_task_knows_are_taken_up_again(reader, approve):
    for _model in range(3):
        approve(reader)
    queued, killed, lost = Mail.objects.order_by("pk")
    Mail.objects.update(made_at=make.ago(1))
    Mail.objects.filter(pk=killed.pk).update(attempts=2)
    DBTaskResult.objects.all().delete()
    mails.send.enqueue([queued.pk], 0)
    assert mails.resume() == 2
    assert mails.resume() == 0  # now the queue knows of them
    assert sorted((ids, attempts) for ids, attempts, _minutes in work()) == [
        ([queued.pk], 0),
        ([killed.pk], 2),
        ([lost.pk], 0),
    ]
    assert [row[:3] for row in state()] == [(1, True, False), (3, True, False), (1, True, False)]


def test_a_mail_at_which_a_worker_works_is_left_to_it_for_an_hour(reader, approve):
    approve(reader)
    Mail.objects.update(made_at=make.ago(1))
    DBTaskResult.objects.update(status="RUNNING", started_at=timezone.now())
    assert mails.resume() == 0
    DBTaskResult.objects.update(started_at=timezone.now() - timedelta(hours=2))
    assert mails.resume() == 1


def test_a_mail_that_nobody_wants_any_more_is_removed(reader, colleague, neighbour, approve):
    for person in (colleague, neighbour):
        with_mail(person)
    approve(reader, colleague, neighbour)
    with_mail(colleague, mails=MailChoice.OFF)
    with_mail(neighbour, is_active=False)
    reader.notices.all().delete()
    work()
    assert (mail.outbox, state()) == ([], [])


def test_what_was_given_up_is_tried_again_when_asked(reader, colleague, superuser, approve, django_capture_on_commit_callbacks):
    with_mail(colleague)
    approve(reader, colleague)
    work()
    given_up = Mail.objects.get(recipient=reader)
    Mail.objects.filter(pk=given_up.pk).update(attempts=6, sent_at=None, gave_up_at=make.ago(0), error=REFUSED)
    mail.outbox.clear()
    for count in (1, 0):
        with django_capture_on_commit_callbacks(execute=True):
            assert mails.try_again(Mail.objects.all(), by=superuser) == count
    assert work() == [([given_up.pk], 0, 0)]
    assert ([letter.to for letter in mail.outbox], state()) == ([["submitter@example.org"]], [(1, True, False, "")] * 2)
    assert [(e.actor, e.data) for e in Entry.objects.filter(action="mail.try_again")] == [(superuser, {"id": given_up.pk})]


# ---- one mail a day ----


@pytest.fixture
def daily(reader):
    """Enters the models of An Sinh and wants one mail a day."""
    return with_mail(reader, mails=MailChoice.DAILY)


@pytest.fixture
def digest(django_capture_on_commit_callbacks):
    """digest(): make the daily mails, send them, and return (how many were made, how many were sent)."""

    def make_and_send():
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            made = mails.make_digests()
        work()
        return made, len(mail.outbox)

    return make_and_send


def test_a_digest_lists_what_happened_since_the_last_one(daily, approve, digest):
    [first] = approve(daily)
    [second] = approve(daily)
    assert digest() == (1, 1)
    [letter] = mail.outbox
    assert letter.subject == "[Skilled mass mobilisation, Quảng Ninh] 2 notices"
    assert [letter.body.count(f"/models/{row.code}/") for row in (first, second)] == [1, 1]
    assert [notice.mail.is_digest for notice in daily.notices.all()] == [True, True]
    assert digest() == (0, 0)


def test_a_person_gets_one_digest_a_day(daily, approve, digest):
    approve(daily)
    assert digest() == (1, 1)
    approve(daily)
    assert digest() == (0, 0)
    Mail.objects.update(made_at=make.ago(1))
    assert digest() == (1, 1)


def test_a_digest_leaves_out_what_was_read_and_what_is_long_past(daily, approve, digest):
    for _model in range(3):
        approve(daily)
    read, old, new = daily.notices.order_by("pk")
    notices.mark_read(daily, [read.pk])
    Notice.objects.filter(pk=old.pk).update(at=make.ago(8))
    assert digest() == (1, 1)
    assert list(Notice.objects.filter(mail__isnull=False)) == [new]


@pytest.mark.parametrize(
    "changes", [{"email": ""}, {"mails": MailChoice.OFF}, {"mails": MailChoice.EACH}, {"is_active": False}]
)
def test_who_wants_no_daily_mail_gets_no_digest(daily, approve, digest, changes):
    approve(daily)
    with_mail(daily, **changes)
    assert digest() == (0, 0)


def test_digests_of_thirty_people_cost_as_many_queries_as_of_one(daily, world, django_capture_on_commit_callbacks):
    def cost(readers):
        row = make.initiative(Status.SUBMITTED, world.an_sinh)
        row.authors.add(*readers)
        notices.tell(row, Action.APPROVE, by=None)
        with CaptureQueriesContext(connection) as queries:
            assert mails.make_digests() == len(readers)
        return len(queries)

    others = [with_mail(make.user("submitter", world.an_sinh), mails=MailChoice.DAILY) for _reader in range(30)]
    assert cost([daily]) == cost(others)
