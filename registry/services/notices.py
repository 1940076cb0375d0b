"""Telling people what happened to a model that concerns them, in the transaction of the act itself."""

from collections.abc import Iterable

from django.utils import timezone

from registry.models import Initiative, Notice, User
from registry.vocabulary import Action, Event

# What a reviewer does to a model tells those who entered it; their own steps tell nobody.
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
}


def tell(initiative: Initiative, action: Action, *, by, remark: str = ""):
    """Tell everybody who entered the model, except the person who acted."""
    tell_many([(initiative, remark)], action, by=by)


def tell_many(rows, action: Action, *, by):
    """Tell the authors of many models at once: `rows` is a list of (initiative, remark)."""
    if action not in TOLD:
        return
    now = timezone.now()
    remarks = {initiative.pk: remark for initiative, remark in rows}
    authors = Initiative.authors.through.objects.filter(
        initiative__in=remarks, user__in=User.objects.filter(is_active=True)
    ).exclude(user=by)
    Notice.objects.bulk_create(
        [
            Notice(
                recipient_id=author.user_id,
                initiative_id=author.initiative_id,
                action=action,
                at=now,
                remark=remarks[author.initiative_id],
            )
            for author in authors
        ],
        batch_size=500,
    )


def tell_people(
    recipients: Iterable[User], event: Event, *, by=None, initiative=None, extension=None, remark="", data=None, key=""
):
    """Tell these people that something happened, each once; closed accounts and the person who acted are left out.

    `key` names what happened: whoever was told of it already is not told again.
    """
    told = {person.pk: person for person in recipients if person.is_active and person != by}
    keys = {pk: f"{key}:{pk}" for pk in told} if key else {}
    known = set(Notice.objects.filter(key__in=keys.values()).values_list("recipient", flat=True)) if keys else set()
    Notice.objects.bulk_create(
        [
            Notice(
                recipient_id=pk,
                initiative=initiative,
                extension=extension,
                action=event,
                remark=remark,
                data=data or {},
                key=keys.get(pk),
                at=timezone.now(),
            )
            for pk in told
            if pk not in known
        ],
        batch_size=500,
    )


def mark_read(user, ids=None) -> int:
    """Mark these notices of the user as read, or all; return how many were unread."""
    unread = user.notices.filter(read_at__isnull=True)
    if ids is not None:
        unread = unread.filter(pk__in=ids)
    return unread.update(read_at=timezone.now())
