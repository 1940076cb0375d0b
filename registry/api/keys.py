"""Who asks: the key in the Authorization header, what it may read, and how often."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from ninja.security import HttpBearer

from registry.limits import seconds_to_wait
from registry.models import ApiToken
from registry.origin import neighbourhood_of
from registry.services import tokens
from registry.vocabulary import ApiScope

from .problems import Refusal

_REALM = 'Bearer realm="dan-van-kheo"'


class Key(HttpBearer):
    """Lets a request in whose key has `scope`, and gives it the key as `request.auth`; its account is `request.auth.owner`.

    The account is read anew each time: a closed one, or one that has no role any more, opens nothing. Nobody acts in the
    place of another by a key. A key that is valid is never shut out by the wrong ones that come from the same address.
    """

    openapi_bearerFormat = "dvk_…"
    openapi_description = (
        "A key made at /account/keys/. It reads what the account that made it may read today, limited to its scopes. "
        "Sent as `Authorization: Bearer dvk_…`."
    )

    def __init__(self, scope: ApiScope):
        super().__init__()
        self.scope = scope

    def __call__(self, request):
        """Read the header here: the library would write one that is not as it should be into the log, key and all."""
        scheme, _blank, key = request.headers.get(self.header, "").partition(" ")
        if scheme.lower() != self.openapi_scheme or not key.strip():
            raise _unauthorised(request, _("Send a key in the header “Authorization: Bearer dvk_…”."), "")
        return self.authenticate(request, key)

    def authenticate(self, request, token: str) -> ApiToken:
        found = ApiToken.objects.select_related("owner").filter(digest=tokens.digest_of(token.strip())).first()
        if sentence := _why_not(found):
            raise _unauthorised(request, sentence, ', error="invalid_token"')
        if seconds := seconds_to_wait(f"key:{found.pk}", settings.API_REQUESTS_PER_MINUTE):
            raise _too_many(seconds)
        if self.scope not in found.scopes:
            challenge = f'{_REALM}, error="insufficient_scope", scope="{self.scope}"'
            sentence = _("This key may not read that: it lacks the scope %(scope)s.") % {"scope": self.scope.value}
            raise Refusal(403, sentence, {"WWW-Authenticate": challenge})
        if not (found.owner.is_superuser or found.owner.roles()):
            raise Refusal(403, _("The account of this key has no role in any unit today, so it may read nothing."))
        tokens.used(found)
        return found


def _why_not(token: ApiToken | None) -> str:
    """The sentence that says why the key opens nothing, or "" if it does."""
    if token is None:
        return _("This key is unknown.")
    if token.revoked_at:
        return _("This key is withdrawn.")
    if token.expires_at <= timezone.now():
        return _("This key has expired.")
    return "" if token.owner.is_active else _("The account of this key is closed.")


def _unauthorised(request, sentence: str, error: str) -> Refusal:
    if seconds := seconds_to_wait(f"failures:{neighbourhood_of(request.META)}", settings.API_FAILURES_PER_MINUTE):
        return _too_many(seconds)
    return Refusal(401, sentence, {"WWW-Authenticate": _REALM + error})


def _too_many(seconds: int) -> Refusal:
    sentence = ngettext(
        "Too many requests. Please try again in %(seconds)s second.",
        "Too many requests. Please try again in %(seconds)s seconds.",
        seconds,
    )
    return Refusal(429, sentence % {"seconds": seconds}, {"Retry-After": str(seconds)})
