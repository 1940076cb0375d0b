"""Acting for somebody else for a time: given by the one who is away, or by an administrator; ended by either of the two."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.errors import Refused
from registry.models import Delegation, User

from . import steps, trail

LONGEST = 92  # days of one delegation: a quarter, after which somebody looks at it again


@transaction.atomic
def give(principal: User, *, by: User, deputy: User, valid_from: date, valid_until: date, reason: str) -> Delegation:
    """Let `deputy` act in the place of `principal` from the first to the last day, inclusive.

    Only the memberships of the principal are lent, as they are on each day, never an administrator's rights nor what the
    principal holds by another delegation. Raises PermissionDenied unless the principal or an administrator gives it;
    Refused if it is idle, too long, in the past, or overlaps another one of the two.
    """
    if by != principal and not by.is_superuser:
        raise PermissionDenied(_("Only the person who is away, or an administrator, can name a deputy."))
    reason = steps.require_text(reason, "reason", _("Say why; it stands in the history."))
    # Both accounts are locked, so that of two delegations given at once the second sees the first.
    list(User.objects.select_for_update(no_key=True).filter(pk__in=[principal.pk, deputy.pk]).order_by("pk"))
    for field, sentence in _wrongs(principal, deputy, valid_from, valid_until):
        raise Refused(sentence, {field: sentence})
    made = Delegation.objects.create(
        principal=principal,
        deputy=deputy,
        valid_from=valid_from,
        valid_until=valid_until,
        reason=reason,
        made_by=by,
        made_at=timezone.now(),
    )
    _record(made, "give", by, reason)
    return made


def _wrongs(principal, deputy, valid_from, valid_until):
    """What is wrong, as (field, sentence)."""
    if deputy == principal:
        yield "deputy", _("Nobody is their own deputy.")
    if not deputy.is_active or not principal.is_active:
        yield "deputy", _("This account is closed.")
    if valid_until < valid_from:
        yield "valid_until", _("The last day is before the first.")
    if valid_until < timezone.localdate():
        yield "valid_until", _("Choose a day that is not over yet.")
    if valid_until - valid_from >= timedelta(days=LONGEST):
        yield "valid_until", _("At most %(days)s days at a time.") % {"days": LONGEST}
    others = Delegation.objects.filter(principal=principal, deputy=deputy, ended_at__isnull=True)
    if others.filter(valid_from__lte=valid_until, valid_until__gte=valid_from).exists():
        yield "deputy", _("This person is the deputy for these days already.")


@transaction.atomic
def end(delegation: Delegation, *, by: User) -> Delegation:
    """End a delegation at once: the next page that the deputy asks for is without these rights."""
    fresh = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
    if by.pk not in (fresh.principal_id, fresh.deputy_id) and not by.is_superuser:
        raise PermissionDenied(_("Only the two persons and an administrator can end a delegation."))
    if sentence := why_not_end(fresh):
        raise Refused(sentence)
    fresh.ended_at = timezone.now()
    fresh.save(update_fields=["ended_at"])
    _record(fresh, "end", by)
    return fresh


def why_not_end(delegation: Delegation) -> str:
    """The sentence that says why it cannot be ended, "" if it can."""
    if delegation.ended_at or delegation.valid_until < timezone.localdate():
        return _("This delegation has ended already.")
    return ""


def _record(delegation: Delegation, act: str, by, reason=""):
    data = {
        "principal": delegation.principal_id,
        "deputy": delegation.deputy_id,
        "from": delegation.valid_from.isoformat(),
        "until": delegation.valid_until.isoformat(),
    }
    trail.record_other(f"delegation {delegation.pk}", f"delegation.{act}", by=by, remark=reason, data=data)
