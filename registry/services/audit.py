"""Anchoring the trail outside its own table: signed seals, one a day, in the table of seals and as files."""

import json
from datetime import datetime, time, timedelta
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from registry.errors import Refused
from registry.models import Entry, Seal
from registry.models.guards import LOCK
from registry.queries import audit

from . import ledgers, trail

_AT_ONCE = 2000  # entries read at a time
HOUR_OF_SEAL = time(0, 10)  # soon after the day that it closes


def head() -> str:
    """The newest seal as the foot of a paper prints it, in Vietnamese, or "" while there is none. One query, writes nothing.

    “Nhật ký: niêm phong số 12 ngày 24/11/2026 · 9F3A-02C1-77DE-4B10”. Whoever holds the paper can have the code compared
    by `manage.py verify_audit --paper "12 9F3A-02C1-77DE-4B10"`: a trail that was rewritten since gives another code.
    """
    newest = Seal.objects.first()
    if newest is None:
        return ""
    with translation.override("vi"):  # a paper is official, whatever language the page has
        return _("Trail: seal no. %(number)s of %(day)s · %(code)s") % {
            "number": newest.number,
            "day": f"{newest.day:%d/%m/%Y}",
            "code": newest.code,
        }


def seal() -> Seal | None:
    """Seal everything that the trail holds now, and return the seal; without a new entry, the newest one there is.

    For a moment no act can be recorded, so that no entry of a smaller number comes later: never call it inside an act,
    whose own lock it would wait for. Raises Refused if the files know a seal that the table has lost.
    """
    with transaction.atomic():
        _hold_writers()
        last = Seal.objects.first()
        _require_known_files(last)
        made = _made(last)
    newest = made or last
    if newest and not file_of(newest).exists():
        _write_file(newest)
    return newest


@task
def seal_of_day():
    """Seal what the trail holds, unless today has its seal already, and plan that of tomorrow. For the task queue."""
    try:
        if not Seal.objects.filter(day=timezone.localdate()).exists():
            seal()
    finally:  # a seal that is refused today is tried again tomorrow, and the queue says why
        _plan(_tomorrow())
        ledgers.fold()  # in the same quiet hour


def plan_seals():
    """See to it that the task queue seals once a day: at once if today has no seal yet. Asking twice plans nothing twice."""
    _plan(_tomorrow() if Seal.objects.filter(day=timezone.localdate()).exists() else timezone.now())


def _plan(at: datetime):
    waiting = DBTaskResult.objects.filter(task_path=seal_of_day.module_path, status=TaskResultStatus.READY)
    if not waiting.filter(run_after__lte=at).exists():
        seal_of_day.using(run_after=at).enqueue()


def _tomorrow() -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=1), HOUR_OF_SEAL))


def file_of(seal: Seal) -> Path:
    """Where the file of a seal lies. Copy these files to another machine: then nobody can change trail and seals alike."""
    return Path(settings.SEAL_ROOT) / f"{seal.day:%Y-%m-%d}-{seal.number}.json"


def _hold_writers():
    """Wait for the acts under way and keep new ones waiting until this transaction ends. SQLite's transaction does it alone."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {LOCK}()")


def _made(last: Seal | None) -> Seal | None:
    before = last.last_entry if last else 0
    digest = sha256((last.digest if last else "").encode())
    number = end = 0
    new = Entry.objects.filter(pk__gt=before).order_by("pk").values_list("pk", "digest")
    for pk, of_entry in new.iterator(chunk_size=_AT_ONCE):
        digest.update(audit.line(pk, of_entry))
        number, end = number + 1, pk
    if not number:
        return None
    now = timezone.now()
    made = Seal(
        number=last.number + 1 if last else 1,
        day=timezone.localdate(now),
        made_at=now,
        entries=number + (last.entries if last else 0),
        last_entry=end,
        digest=digest.hexdigest(),
    )
    made.signature = made.signature_by(settings.SEAL_KEY)
    made.save(force_insert=True)
    return made


def _require_known_files(last: Seal | None):
    number = last.number if last else 0
    later = [path.name for path in Path(settings.SEAL_ROOT).glob("*.json") if audit.number_of(path) > number]
    if later:
        raise Refused(
            _("A file knows a seal that the table lacks: %(names)s. Run verify_audit, and set the file aside if it is alien.")
            % {"names": ", ".join(sorted(later))}
        )


def _write_file(seal: Seal):
    path = file_of(seal)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    draft.write_text(json.dumps(seal.facts() | {"signature": seal.signature}, indent=1) + "\n")
    draft.chmod(0o400)
    draft.replace(path)


def record_export(*, by, asked: dict, entries: int):
    """Record that a part of the trail left the house: which filters, how many entries. Names in the filters stand beside it."""
    names = {name: value for name, value in asked.items() if name in ("actor", "behalf", "subject")}
    data = {name: value for name, value in asked.items() if name not in names}
    trail.record_other("trail", "trail.export", by=by, data=data | {"entries": entries, "personal": names})


def record_list(decision, act: str, *, by, **data):
    """Record that somebody took out a paper of a decision that names persons (“decision.paper”, “decision.print”)."""
    trail.record_other(f"{decision} · {decision.body}", act, by=by, data={"id": decision.pk, **data})


def record_paper(initiative, act: str, *, by):
    """Record that somebody took out a paper that names a person of another unit (“paper.report” …)."""
    trail.record_other(initiative.code, act, by=by, initiative=initiative)
