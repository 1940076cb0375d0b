"""Writing the trail, in the transaction of the act itself."""

from collections.abc import Iterable
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID, uuid4

from django.utils import timezone

from registry.models import Entry, Initiative
from registry.vocabulary import Action, Entrance

_entrance: ContextVar[Entrance] = ContextVar("entrance", default=Entrance.COMMAND)
_batch: ContextVar[UUID | None] = ContextVar("batch", default=None)


@contextmanager
def through(entrance: Entrance):
    """Acts inside this block came through `entrance`."""
    token = _entrance.set(entrance)
    try:
        yield
    finally:
        _entrance.reset(token)


@contextmanager
def as_one():
    """Acts inside this block are one act over many: their entries share a `batch`, by which they can be undone as one."""
    token = _batch.set(_batch.get() or uuid4())
    try:
        yield _batch.get()
    finally:
        _batch.reset(token)


def record(initiative: Initiative, action: Action, *, by, from_status: str, remark: str = "", data: dict | None = None):
    """Write that `by` did `action` to the model. `data` is {"field": [before, after]} and holds no personal value."""
    return Entry.objects.create(**_values(initiative, action, by, from_status, remark, data, timezone.now()))


def record_many(rows: Iterable[tuple], *, by, at=None):
    """Write many entries at once: each row is (initiative, action, from_status, remark, data)."""
    at = at or timezone.now()
    Entry.objects.bulk_create(
        [
            Entry(**_values(initiative, action, by, status, remark, data, at))
            for initiative, action, status, remark, data in rows
        ],
        batch_size=500,
    )


def record_other(subject: str, act: str, *, by, remark: str = "", data: dict | None = None):
    """Write an act on something that is not a model: a decision, a unit, a membership."""
    return Entry.objects.create(
        at=timezone.now(),
        actor=by,
        entrance=_entrance.get(),
        action=act,
        subject=subject[:200],
        remark=remark,
        data=data or {},
    )


def _values(initiative, action, by, from_status, remark, data, at) -> dict:
    return {
        "at": at,
        "actor": by,
        "entrance": _entrance.get(),
        "action": action,
        "initiative": initiative,
        "subject": initiative.code,
        "from_status": from_status,
        "to_status": initiative.status,
        "remark": remark,
        "data": data or {},
        "batch": _batch.get(),
    }
