"""One's own keys for other systems: making one, seeing which there are, withdrawing one."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from registry import rules
from registry.errors import Refused
from registry.forms.tokens import KeyForm
from registry.services import tokens
from registry.vocabulary import ApiScope

_INSTANT = timedelta(microseconds=1)  # a key ends with midnight, which is the next day already


@never_cache
@require_http_methods(["GET", "POST"])
def keys(request):
    """The keys of the account, newest first, and the form that makes one.

    The answer to the form shows the new key, once: a page that is read again could not, for the key is stored nowhere.
    """
    if not rules.may_hold_keys(request.user):
        raise PermissionDenied(_("Keys are made by reviewers, leadership and administrators, each for their own account."))
    form, made = KeyForm(request.POST or None), None
    if form.is_valid() and form.tries(tokens.make, request.user, by=request.user, **form.cleaned_data):
        form, made = KeyForm(), form.result
    rows = list(request.user.api_tokens.all())
    labels, now = dict(ApiScope.choices), timezone.now()
    for row in rows:
        row.scope_labels = [labels.get(scope, scope) for scope in row.scopes]
        row.is_valid = not row.revoked_at and row.expires_at > now
        row.last_day = timezone.localdate(row.revoked_at or row.expires_at - _INSTANT)
    context = {"form": form, "rows": rows, "made": made, "site": settings.SITE_URL}
    return render(request, "registry/keys/keys.html", context)


@require_POST
def withdraw(request, pk):
    """Withdraw one's own key."""
    found = get_object_or_404(request.user.api_tokens, pk=pk)
    try:
        tokens.withdraw(found, by=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("The key “%(name)s” is withdrawn. It opens nothing any more.") % {"name": found.name})
    return redirect("keys")
