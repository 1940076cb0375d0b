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
from registry.vocabulary import Action, Event, MailChoice, Status
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
        assert not connection.in_atomic_block or connection.savepoint_ids == []
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
