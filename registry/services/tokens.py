"""Keys of other systems: made once and shown once, withdrawn at any time, and the day of their last use."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import rules, text
from registry.errors import Refused
from registry.models import ApiToken, User
from registry.vocabulary import ApiScope

from . import trail

LONGEST = 366  # days that a key is valid at most
_BEGINS = "dvk_"  # so that a key which lies open somewhere is known for what it is
_HINT = 10  # letters of the key that are kept, by which people know it again


@dataclass(frozen=True)
class Made:
    """A new key. `key` is what the other system sends; nobody can read it again."""

    token: ApiToken
    key: str


def digest_of(key: str) -> str:
    """What is stored of a key. It is random and long, so one round of SHA-256 says nothing about it."""
    return hashlib.sha256(key.encode(errors="replace")).hexdigest()


@transaction.atomic
def make(owner: User, *, by: User, name: str, scopes: Iterable[str], valid_until: date) -> Made:
    """Make a key that reads what `owner` may read, limited to `scopes`, until the end of the day `valid_until`.

    Raises PermissionDenied unless the account makes it for itself and may hold keys; Refused if the name is empty or that
    of another valid key of the account, if there is no scope, or if the day is over or more than `LONGEST` days away.
    """
    if by != owner or not rules.may_hold_keys(by):
        raise PermissionDenied(_("Keys are made by reviewers, leadership and administrators, each for their own account."))
    User.objects.select_for_update(no_key=True).get(pk=owner.pk)  # of two keys made at once the second sees the first
    name, scopes = text.clean_line(name), [scope for scope in ApiScope.values if scope in set(scopes)]
    wrongs = dict(_wrongs(owner, name, scopes, valid_until))
    if wrongs:
        raise Refused(" ".join(wrongs.values()), wrongs)
    key = _BEGINS + secrets.token_urlsafe(32)
    now = timezone.now()
    token = ApiToken.objects.create(
        name=name,
        owner=owner,
        scopes=scopes,
        hint=key[:_HINT],
        digest=digest_of(key),
        created_by=by,
        created_at=now,
        expires_at=_end_of(valid_until),
    )
    _record(token, "make", by, {"scopes": scopes, "until": valid_until.isoformat()})
    return Made(token, key)


def _wrongs(owner: User, name: str, scopes: list[str], valid_until: date):
    """What is wrong, as (field, sentence)."""
    if not name:
        yield "name", _("Say which system uses the key.")
    elif owner.api_tokens.filter(name=name, revoked_at__isnull=True, expires_at__gt=timezone.now()).exists():
        yield "name", _("You have a valid key of this name. Withdraw it first, or choose another name.")
    if not scopes:
        yield "scopes", _("Choose what the key may read.")
    if valid_until < timezone.localdate():
        yield "valid_until", _("Choose a day that is not over yet.")
    elif valid_until > timezone.localdate() + timedelta(days=LONGEST):
        yield "valid_until", _("A key is valid for a year at most.")


@transaction.atomic
def withdraw(token: ApiToken, *, by: User) -> ApiToken:
    """End a key at once: the next request with it is refused. Its owner and administrators may do it."""
    fresh = ApiToken.objects.select_for_update(of=("self",)).get(pk=token.pk)
    if by.pk != fresh.owner_id and not by.is_superuser:
        raise PermissionDenied(_("Only the owner of a key and an administrator can withdraw it."))
    if sentence := why_not_withdraw(fresh):
        raise Refused(sentence)
    fresh.revoked_at = timezone.now()
    fresh.save(update_fields=["revoked_at"])
    _record(fresh, "withdraw", by)
    return fresh


def why_not_withdraw(token: ApiToken) -> str:
    """The sentence that says why it cannot be withdrawn, "" if it can."""
    return _("This key is withdrawn already.") if token.revoked_at else ""


def used(token: ApiToken):
    """Keep the day of the last use, by at most one statement a day, and tell the trail of the first use."""
    today = timezone.localdate()
    if token.used_on == today:
        return
    rows = ApiToken.objects.filter(pk=token.pk)
    if token.used_on:
        rows.filter(used_on__lt=today).update(used_on=today)
        return
    with transaction.atomic():
        if rows.filter(used_on__isnull=True).update(used_on=today):  # of two first uses at once the second finds it told
            _record(token, "use", token.owner)


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def _record(token: ApiToken, act: str, by: User, data: dict | None = None):
    about = {"id": token.pk, "name": token.name, "owner": token.owner_id, "hint": token.hint}
    trail.record_other(f"{token._meta.verbose_name}: {token}", f"api_token.{act}", by=by, data=about | (data or {}))
