"""Mails about notices: rows written beside them, sent by the task queue after the commit, tried again while the server is down.

A `Mail` says what is still to do; a task only says that now is the time to try. So a task that comes twice sends nothing
twice, and a task that was lost is made anew.
"""

import logging
import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.core import mail
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Prefetch, Q, Subquery
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from registry.models import Mail, Notice, User
from registry.queries import notices
from registry.vocabulary import MailChoice

from . import trail

AT_A_TIME = 50  # mails of one task, sent over one connection
PAUSES = (1, 5, 30, 120, 360)  # minutes before the second attempt, the third …
MOST_ATTEMPTS = len(PAUSES) + 1
DIGEST_REACHES_BACK = timedelta(days=7)  # so far back a digest looks for what was missed
DONE_IS_KEPT = timedelta(days=14)
STALLED = timedelta(hours=1)  # no task takes so long
_ADDRESS = re.compile(r"\S+@\S+")
_LONGEST_ERROR = Mail._meta.get_field("error").max_length
_logger = logging.getLogger(__name__)


# ---- making ----


def make(events: Iterable[tuple[int, str | None]]) -> dict[tuple[int, str | None], Mail]:
    """Write a mail for each (recipient, event) whose recipient wants one at once, and have it sent after the commit.

    The caller puts the mails that are returned beside the notices. Two queries at any number of events.
    """
    events = list(dict.fromkeys(events))
    wanting = User.objects.filter(pk__in={recipient for recipient, _key in events}, is_active=True, mails=MailChoice.EACH)
    wanting = set(wanting.exclude(email="").values_list("pk", flat=True))
    now = timezone.now()
    made = {event: Mail(recipient_id=event[0], made_at=now) for event in events if event[0] in wanting}
    Mail.objects.bulk_create(made.values(), batch_size=500)
    _send_after_commit([letter.pk for letter in made.values()])
    return made


@transaction.atomic
def make_digests() -> int:
    """Write today's digest for everybody who wants one mail a day and has unread notices that no mail told of yet."""
    now = timezone.now()
    had_one = Mail.objects.filter(recipient=OuterRef("recipient"), is_digest=True, made_at__date=timezone.localdate(now))
    untold = Notice.objects.filter(
        ~Exists(had_one),
        mail__isnull=True,
        read_at__isnull=True,
        at__gt=now - DIGEST_REACHES_BACK,
        recipient__is_active=True,
        recipient__mails=MailChoice.DAILY,
    ).exclude(recipient__email="")
    told = dict(untold.order_by().values_list("pk", "recipient"))
    made = [Mail(recipient_id=recipient, is_digest=True, made_at=now) for recipient in sorted(set(told.values()))]
    Mail.objects.bulk_create(made, batch_size=500)
    ids = [letter.pk for letter in made]
    digest = Mail.objects.filter(pk__in=ids, recipient=OuterRef("recipient"))
    Notice.objects.filter(pk__in=told).update(mail=Subquery(digest.values("pk")[:1]))
    _send_after_commit(ids)
    return len(made)


@transaction.atomic
def try_again(letters: Iterable[Mail], *, by) -> int:
    """Begin anew with mails that were given up; return how many. Others are left alone."""
    given_up = Mail.objects.select_for_update(of=("self",)).filter(
        pk__in=[letter.pk for letter in letters], gave_up_at__isnull=False, sent_at__isnull=True
    )
    ids = sorted(given_up.values_list("pk", flat=True))
    Mail.objects.filter(pk__in=ids).update(attempts=0, gave_up_at=None, error="")
    for pk in ids:
        trail.record_other(f"mail: {pk}", "mail.try_again", by=by, data={"id": pk})
    _send_after_commit(ids)
    return len(ids)


def resume() -> int:
    """Have those mails sent that wait and of which no task knows, for a process was killed; return how many."""
    tasks = DBTaskResult.objects.filter(task_path=send.module_path)
    at_work = Q(status=TaskResultStatus.RUNNING, started_at__gt=timezone.now() - STALLED)
    known = set()
    for arguments in tasks.filter(Q(status=TaskResultStatus.READY) | at_work).values_list("args_kwargs", flat=True):
        known.update(arguments["args"][0])
    waiting = _waiting().filter(made_at__lt=timezone.now() - timedelta(minutes=1)).values_list("pk", "attempts")
    lost: dict[int, list[int]] = {}
    for pk, attempts in waiting.order_by("pk"):
        if pk not in known:
            lost.setdefault(attempts, []).append(pk)
    for attempts, ids in lost.items():
        _enqueue(ids, attempts)
    return sum(map(len, lost.values()))


def tidy():
    """Remove from the queue what was done long ago, so that it does not grow for ever."""
    DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - DONE_IS_KEPT).delete()


def _send_after_commit(ids: list[int]):
    if ids:
        # What fails here fails no act that is already committed: `resume` finds the mails.
        transaction.on_commit(lambda: _enqueue(ids), robust=True)


def _enqueue(ids: list[int], attempts: int = 0, run_after=None):
    """Put the sending of these mails, each tried so often before, into the queue, some at a time."""
    for start in range(0, len(ids), AT_A_TIME):
        send.using(run_after=run_after).enqueue(ids[start : start + AT_A_TIME], attempts)


def _waiting():
    return Mail.objects.filter(sent_at__isnull=True, gave_up_at__isnull=True)


# ---- sending ----


@task
def send(ids: list[int], attempts: int):
    """Try to send those of these mails that were tried `attempts` times; what fails is put into the queue again for later.

    Runs outside any transaction, so that nobody waits for the mail server: what keeps two workers from sending one mail
    is that only one of them can raise the number of its attempts.
    """
    connection = mail.get_connection()
    down = None
    failed = []
    try:
        for letter in _letters(ids, attempts):
            if not _claim(letter):
                continue
            down = down or _why_not_open(connection)
            error = down or _why_not_sent(letter, connection)
            if error:
                _note_failure(letter, error)
                failed.append(letter.pk)
    finally:
        with suppress(OSError):
            connection.close()
    if failed and attempts + 1 < MOST_ATTEMPTS:
        _enqueue(failed, attempts + 1, timezone.now() + timedelta(minutes=PAUSES[attempts]))


def _letters(ids: list[int], attempts: int) -> list[Mail]:
    """The mails that still wait for this attempt, with all that they say. What nobody wants any more is removed."""
    told = Prefetch("notices", notices.listed(Notice.objects.order_by("at", "pk")))
    found = _waiting().filter(pk__in=ids, attempts=attempts).select_related("recipient").prefetch_related(told)
    wanted, idle = [], []
    for letter in found.order_by("pk"):
        (wanted if _is_wanted(letter) else idle).append(letter)
    if idle:
        Mail.objects.filter(pk__in=[letter.pk for letter in idle]).delete()
    return wanted


def _is_wanted(letter: Mail) -> bool:
    reader = letter.recipient
    return bool(reader.is_active and reader.email and reader.mails != MailChoice.OFF and letter.notices.all())


def _claim(letter: Mail) -> bool:
    """Count one attempt more, unless another worker has counted it meanwhile."""
    return bool(_waiting().filter(pk=letter.pk, attempts=letter.attempts).update(attempts=F("attempts") + 1))


def _why_not_open(connection) -> Exception | None:
    """Open the connection, if it is not open; what stands in the way is returned."""
    try:
        connection.open()
    except Exception as error:
        return error
    return None


def _why_not_sent(letter: Mail, connection) -> Exception | None:
    """Send one mail; what stands in the way is returned, and the next mail gets a new connection."""
    try:
        connection.send_messages([_message(letter)])
    except Exception as error:
        if not isinstance(error, OSError):  # no trouble of the server or the network, which are expected
            _logger.exception("Mail %s cannot be sent", letter.pk)
        with suppress(OSError):
            connection.close()
        return error
    Mail.objects.filter(pk=letter.pk).update(sent_at=timezone.now(), error="")
    return None


def _note_failure(letter: Mail, error: Exception):
    is_over = letter.attempts + 1 >= MOST_ATTEMPTS
    said = _ADDRESS.sub("…", f"{type(error).__name__}: {error}")[:_LONGEST_ERROR]
    Mail.objects.filter(pk=letter.pk).update(error=said, gave_up_at=timezone.now() if is_over else None)


def _message(letter: Mail) -> mail.EmailMessage:
    """The mail in its reader's language. The name and the texts of a restricted model stay in the site."""
    reader, told = letter.recipient, list(letter.notices.all())
    with translation.override(reader.language):
        said = [
            {
                "sentence": notices.sentence(notice, outside=True),
                "remark": "" if notices.is_confined(notice) else notice.remark,
                "address": settings.SITE_URL + notices.address(notice),
            }
            for notice in told
        ]
        shared = said[0]["remark"] if len(said) > 1 and len({one["remark"] for one in said}) == 1 else ""
        if shared:  # one act over many models: its remark stands once
            said = [one | {"remark": ""} for one in said]
        context = {"reader": reader, "said": said, "shared": shared, "site_url": settings.SITE_URL}
        return mail.EmailMessage(
            notices.subject(told, is_digest=letter.is_digest),
            render_to_string("mail/notices.txt", context).strip() + "\n",
            to=[reader.email],
            headers={"Auto-Submitted": "auto-generated"},  # nobody's holiday notice answers it
        )
