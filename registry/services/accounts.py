"""Coming in and going out, passwords, and the end of an account: what the trail says about them, and what slows guessing.

Failed logins are counted in the trail itself. A table of attempts beside it would keep names and addresses in the clear,
outside of what is erased with a person, and say the same a second time.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registry import text
from registry.errors import Refused
from registry.models import Entry, PersonalValue, User

from . import steps, trail

LOGIN, FAILED, REFUSED = "account.login", "account.login_failed", "account.login_refused"
TYPED = "typed"  # the personal value that says which user name was typed
_LONGEST_TYPED = 150


def logged_in(user: User):
    """Record that somebody came in."""
    _record(user, LOGIN, by=user)


def logged_out(user: User):
    """Record that somebody went out by the button."""
    _record(user, "account.logout", by=user)


@transaction.atomic
def login_failed(typed: str):
    """Record a failed login. What was typed is a personal value: people type their password into the wrong field."""
    typed = _cut(typed)
    whose = User.objects.filter(username=typed).first()
    _record(whose, FAILED, by=None, personal={TYPED: typed})


def require_patience(typed: str):
    """Raise Refused, with the minutes left, after too many failures from this address. To be asked before any password is read.

    `LOGIN_FAILURES` of one user name, or `LOGIN_FAILURES_OF_ADDRESS` of any names, within `LOGIN_MINUTES`. Others who use
    the account from elsewhere are not shut out. A refusal itself is recorded once and prolongs nothing.
    """
    typed, now = _cut(typed), timezone.now()
    until = max(filter(None, (_until(now, typed), _until(now, None))), default=None)
    if until is None:
        return
    since = now - timedelta(minutes=settings.LOGIN_MINUTES)
    if not _of_visitor(REFUSED, since, typed).exists():
        _record(User.objects.filter(username=typed).first(), REFUSED, by=None, personal={TYPED: typed})
    minutes = max(1, -(-int((until - now).total_seconds()) // 60))
    raise Refused(
        ngettext(
            "Too many failed logins. Try again in %(minutes)s minute, or set a new password by mail.",
            "Too many failed logins. Try again in %(minutes)s minutes, or set a new password by mail.",
            minutes,
        )
        % {"minutes": minutes}
    )


def _until(now: datetime, typed: str | None) -> datetime | None:
    """When the next try is open, or None if it is now. Failures before the last login from here are forgiven."""
    most = settings.LOGIN_FAILURES_OF_ADDRESS if typed is None else settings.LOGIN_FAILURES
    window = timedelta(minutes=settings.LOGIN_MINUTES)
    failures = _of_visitor(FAILED, now - window, typed)
    if typed is not None:
        came_in = _of_visitor(LOGIN, now - window, None).filter(actor__username=typed).order_by("-at").first()
        failures = failures.filter(at__gt=came_in.at) if came_in else failures
    times = list(failures.order_by("-at").values_list("at", flat=True)[:most])
    return times[-1] + window if len(times) == most else None


def _of_visitor(act: str, since: datetime, typed: str | None) -> QuerySet[Entry]:
    """Recent entries of an act from the address of this visit, and about this typed name, if one is given."""
    entries = Entry.objects.filter(action=act, at__gt=since)
    if address := trail.address():
        here = PersonalValue.objects.filter(name=trail.ADDRESS, value=address)
        entries = entries.filter(pk__in=here.values("entry"))
    if typed is not None:
        entries = entries.filter(pk__in=PersonalValue.objects.filter(name=TYPED, value=typed).values("entry"))
    return entries


def password_changed(user: User):
    """Record that somebody changed their own password."""
    _record(user, "account.password", by=user)


def reset_asked(users: list[User]):
    """Record that a mail was asked for by which the password of these accounts can be set."""
    for user in users:
        _record(user, "account.reset_asked", by=None)


def password_reset(user: User):
    """Record that a password was set by the link of a mail."""
    _record(user, "account.reset", by=user)


@transaction.atomic
def erase(user: User, *, by: User, reason: str) -> User:
    """Take everything personal out of an account for good; what it did stays in the registry, by “erased-<id>”.

    The account is closed, its memberships and delegations end, its own remarks and half-written texts go, and so do the
    personal values beside the trail. The chains stay whole, for they hold digests alone.

    Raises PermissionDenied for anybody but an administrator; Refused for one's own account, or if it was erased already.
    """
    if not by.is_superuser:
        raise PermissionDenied(_("Only an administrator can erase personal data."))
    reason = steps.require_text(reason, "reason", _("Say why; it stands in the history."))
    fresh = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if fresh.pk == by.pk:
        raise Refused(_("Nobody erases their own account: another administrator has to do it."))
    if fresh.username == _erased_name(fresh):
        raise Refused(_("The personal data of this account are erased already."))
    yesterday = timezone.localdate() - timedelta(days=1)
    fresh.memberships.filter(valid_from__gt=yesterday).delete()  # they never were in force, or only since today
    fresh.memberships.in_force(timezone.localdate()).update(valid_until=yesterday)
    for delegations in (fresh.delegations_given, fresh.delegations_held):
        delegations.filter(ended_at__isnull=True).update(ended_at=timezone.now())
    for own in (fresh.phrases, fresh.saved_filters, fresh.writings, fresh.letters, fresh.notices):
        own.all().delete()
    fresh.username, fresh.full_name, fresh.email = _erased_name(fresh), "", ""
    fresh.is_active = fresh.is_staff = fresh.is_superuser = False
    fresh.set_unusable_password()
    fresh.save()
    _record(fresh, "account.erase", by=by, remark=reason)
    PersonalValue.objects.filter(of_user=fresh).delete()
    return fresh


def _erased_name(user: User) -> str:
    return f"erased-{user.pk}"


def _cut(typed: str) -> str:
    return text.clean_line(typed or "")[:_LONGEST_TYPED]


def _record(user: User | None, act: str, *, by, remark="", personal=None):
    """The chain is that of the account. Who typed a name that nobody has stands in one chain of all strangers."""
    subject = f"account {user.pk}" if user else "account ?"
    data = {"id": user.pk} if user else {}
    trail.record_other(subject, act, by=by, remark=remark, data=data | {"personal": personal or {}}, whose=user)
