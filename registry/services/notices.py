"""Telling people what happened, in the transaction of the act itself: in the site, and by mail if they want one at once."""

from collections.abc import Iterable
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction
from django.utils import timezone

from registry.models import Initiative, Notice, User
from registry.vocabulary import Action, Event

from . import mails

# What a reviewer does to a model tells those who entered it. Of the unit's own steps only the one that ends it tells them.
TOLD = {
    Action.RETURN,
    Action.APPROVE,
    Action.DECLINE,
    Action.RETURN_REPORT,
    Action.RECOGNISE,
    Action.DECIDE_AGAINST,
    Action.REVOKE,
    Action.REINSTATE,
    Action.CANCEL_ENTRY,
    Action.REOPEN,
    Action.AMEND,
    Action.WITHDRAW,
    Action.NOMINATE,
    Action.RETURN_NOMINATION,
    Action.REFUSE_NOMINATION,
}
_together: ContextVar[list[Notice] | None] = ContextVar("together", default=None)


@contextmanager
def together():
    """Acts inside this block are one event: of all the models that they touch a person gets one mail."""
    if _together.get() is not None:
        yield
        return
    told: list[Notice] = []
    token = _together.set(told)
    try:
        with transaction.atomic():
            yield
            _together.set(None)
            _write(told)
    finally:
        _together.reset(token)


def tell(initiative: Initiative, action: Action, *, by, remark: str = ""):
    """Tell everybody who entered the model, except the person who acted."""
    tell_many([(initiative, remark)], action, by=by)


@transaction.atomic(savepoint=False)
def tell_many(rows, action: Action, *, by):
    """Tell the authors of many models at once: `rows` is a list of (initiative, remark). It is one event."""
    if action not in TOLD:
        return
    remarks = {initiative.pk: remark for initiative, remark in rows}
    authors = Initiative.authors.through.objects.filter(initiative__in=remarks, user__is_active=True)
    _write(
        [
            Notice(
                recipient_id=recipient,
                initiative_id=initiative,
                action=action,
                remark=remarks[initiative],
            )
            for recipient, initiative in authors.exclude(user=by)
            .order_by("user", "initiative")
            .values_list("user", "initiative")
        ]
    )


@transaction.atomic(savepoint=False)
def tell_people(
    recipients: Iterable[User], event: Event, *, by=None, initiative=None, extension=None, remark="", data=None, key=""
):
    """Tell these people that something happened, each once; closed accounts and the person who acted are left out.

    `key` names what happened: whoever was told of it already is not told again.
    """
    told = {person.pk: person for person in recipients if person.is_active and person != by}
    _write(
        [
            Notice(
                recipient_id=pk,
                initiative=initiative,
                extension=extension,
                action=event,
                remark=remark,
                data=data or {},
                key=_key(key, pk) if key else None,
            )
            for pk in told
        ]
    )


@transaction.atomic(savepoint=False)
def tell_each(event: Event, rows: Iterable[tuple[int, dict, str]], *, at=None) -> int:
    """Tell each person of an event of their own; return how many had not been told of it before.

    `rows` holds (id of the account, data, key). Each event has a key, and so each gets a mail of its own.
    """
    told = [Notice(recipient_id=pk, action=event, data=data, key=_key(key, pk)) for pk, data, key in rows]
    return _write(told, at=at)


def mark_read(user, ids=None) -> int:
    """Mark these notices of the user as read, or all; return how many were unread."""
    unread = user.notices.filter(read_at__isnull=True)
    if ids is not None:
        unread = unread.filter(pk__in=ids)
    return unread.update(read_at=timezone.now())


def _key(key: str, recipient: int) -> str:
    return f"{key}:{recipient}"


def _write(told: list[Notice], *, at=None) -> int:
    """Store the notices that are new, with their mails. Those without a key tell of one and the same event."""
    if (waiting := _together.get()) is not None:
        waiting += told
        return len(told)
    keys = [notice.key for notice in told if notice.key]
    known = _known(keys) if keys else set()
    told = [notice for notice in told if notice.key not in known]
    if not told:
        return 0
    at = at or timezone.now()
    letters = mails.make([(notice.recipient_id, notice.key) for notice in told])
    for notice in told:
        notice.at = at
        notice.mail = letters.get((notice.recipient_id, notice.key))
    # Of two commands that run at once the later one writes nothing of what both tell.
    Notice.objects.bulk_create(told, batch_size=500, ignore_conflicts=bool(keys))
    return len(told)


def _known(keys: list[str]) -> set[str]:
    return set(Notice.objects.filter(key__in=keys).values_list("key", flat=True))
