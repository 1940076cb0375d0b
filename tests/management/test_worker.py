"""The worker of the task queue: does what stands there, keeps nobody waiting, survives the database, ends with the server."""

import logging
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from registry.management.commands import worker
from registry.models import Initiative, Mail, Seal
from registry.services import audit, mails, review
from registry.vocabulary import Status
from tests import make

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 20  # seconds


class Watching(EmailBackend):
    """A mail server that sees to it that nobody waits for it: no transaction is open while it talks."""

    def send_messages(self, messages):
        assert not connection.in_atomic_block
        return super().send_messages(messages)


@pytest.fixture(autouse=True)
def as_it_was():
    """The worker takes signals and loggers for itself, as befits a process of its own."""
    taken = (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)
    handlers = {one: signal.getsignal(one) for one in taken}
    loggers = [logging.getLogger(name) for name in (db_worker.TASKS_LOGGER, db_worker.logger.name)]
    levels = [logger.level for logger in loggers]
    yield
    for one, handler in handlers.items():
        signal.signal(one, handler)
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


@pytest.fixture
def queue(settings, tmp_path):
    """The queue of the real installation, a mail server that watches, and an empty folder for seals."""
    settings.SEAL_ROOT = tmp_path
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.EMAIL_BACKEND = f"{__name__}.Watching"


@pytest.mark.django_db(transaction=True)
def test_what_an_act_put_into_the_queue_is_sent_by_the_worker(submitter, reviewer, queue, capsys):
    submitter.email = "submitter@example.org"
    submitter.save()
    row = make.initiative(Status.SUBMITTED, submitter.unit, by=submitter)
    review.approve(row, by=reviewer)
    assert (mail.outbox, Mail.objects.get().sent_at) == ([], None)
    call_command("worker", batch=True)
    assert [letter.to for letter in mail.outbox] == [["submitter@example.org"]]
    sent = DBTaskResult.objects.filter(task_path=mails.send.module_path)
    assert list(sent.values_list("status", "traceback")) == [("SUCCESSFUL", "")]
    assert Mail.objects.get().sent_at
    call_command("worker", batch=True)
    assert len(mail.outbox) == 1
    assert Initiative.objects.get().status == Status.REGISTERED
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "")


@pytest.mark.django_db(transaction=True)
def test_the_worker_begins_with_what_a_killed_one_left_behind(submitter, queue):
    submitter.email = "submitter@example.org"
    submitter.save()
    left = Mail.objects.create(recipient=submitter, made_at=make.ago(1), attempts=1)
    submitter.notices.create(
        initiative=make.initiative(Status.REGISTERED, submitter.unit), action="approve", at=make.ago(1), mail=left
    )
    call_command("worker", batch=True)
    left.refresh_from_db()
    assert (len(mail.outbox), left.attempts, bool(left.sent_at)) == (1, 2, True)


@pytest.mark.django_db(transaction=True)
def test_a_database_that_does_not_answer_is_asked_again(queue, monkeypatch, caplog):
    answers = iter([OperationalError("database is locked"), OperationalError("the server is shutting down"), 0])

    def resume():
        if isinstance(answer := next(answers), Exception):
            raise answer

    monkeypatch.setattr(mails, "resume", resume)
    monkeypatch.setattr(worker, "SECONDS_TO_RECOVER", 0)
    call_command("worker", batch=True)
    assert [record.getMessage().split(": ")[1] for record in caplog.records] == [
        "database is locked",
        "the server is shutting down",
    ]


@pytest.mark.django_db(transaction=True)
def test_the_worker_seals_once_a_day_and_plans_the_next_day(reviewer, queue, settings):
    review.approve(make.initiative(Status.SUBMITTED, reviewer.unit), by=reviewer)
    call_command("worker", batch=True)
    assert list(Seal.objects.values_list("number", "day")) == [(1, make.today())]
    review.approve(make.initiative(Status.SUBMITTED, reviewer.unit), by=reviewer)
    call_command("worker", batch=True)
    assert Seal.objects.count() == len(list(settings.SEAL_ROOT.glob("*.json"))) == 1
    [planned] = DBTaskResult.objects.filter(status="READY")
    assert timezone.localdate(planned.run_after) == make.today(1)


@pytest.mark.django_db(transaction=True)
def test_the_task_that_was_planned_seals_the_next_day(reviewer, queue, monkeypatch):
    review.approve(make.initiative(Status.SUBMITTED, reviewer.unit), by=reviewer)
    call_command("worker", batch=True)
    yesterday = Seal.objects.get()
    review.approve(make.initiative(Status.SUBMITTED, reviewer.unit), by=reviewer)
    tomorrow, now = make.today(1), timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: now)
    call_command("worker", batch=True)
    assert list(Seal.objects.values_list("number", "day")) == [(2, tomorrow), (1, yesterday.day)]


@pytest.mark.django_db(transaction=True)
def test_a_seal_that_is_refused_is_told_and_tried_again_the_next_day(reviewer, queue, settings, caplog):
    review.approve(make.initiative(Status.SUBMITTED, reviewer.unit), by=reviewer)
    (settings.SEAL_ROOT / "2026-01-01-9.json").write_text("{}")
    call_command("worker", batch=True)
    done, planned = DBTaskResult.objects.filter(task_path=audit.seal_of_day.module_path).order_by("enqueued_at")
    assert (done.status, "A file knows a seal" in done.traceback, planned.status) == ("FAILED", True, "READY")
    assert any(record.levelname == "ERROR" for record in caplog.records)


# What stands for the server: it starts a worker, says which, and lives on.
SERVER = """
import os, subprocess, sys, time
print(subprocess.Popen([sys.executable, "manage.py", "worker", f"--parent={os.getpid()}"]).pid, flush=True)
time.sleep(60)
"""


def test_the_worker_ends_when_its_server_is_killed(tmp_path):
    """A killed server ends nothing itself. There is no table here yet, so the worker waits for the database."""
    surroundings = {"DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "mobilization.settings", "VAR_DIR": str(tmp_path)}
    server = subprocess.Popen(  # noqa: S603 (our own words)
        [sys.executable, "-c", SERVER],
        cwd=ROOT,
        env={**os.environ, **surroundings},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    pid = int(server.stdout.readline())
    time.sleep(3)
    assert is_alive(pid)
    server.kill()
    server.wait()
    server.stdout.close()
    end = time.monotonic() + PATIENCE
    while is_alive(pid) and time.monotonic() < end:
        time.sleep(0.1)
    assert not is_alive(pid)


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
