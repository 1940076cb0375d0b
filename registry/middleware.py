"""What every request passes through before its view."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.middleware.csrf import rotate_token
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse
from django.utils.translation import gettext as _

from registry.origin import address_of
from registry.queries import delegations
from registry.services import trail
from registry.vocabulary import Entrance

_COMPRESSED = ("text/html", "application/json")


class ActingMiddleware:
    """Lends the rights of the person in whose place one acts, while that delegation is in force: asked anew each time.

    Once it has ended, the next page says so. A form that was opened before is refused: what was begun in the place of
    somebody is not done in one's own name unawares.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if delegations.ACTING_FOR in request.session and request.user.is_authenticated:
            request.user.acting_for = delegations.principal_of(request.user, request.session[delegations.ACTING_FOR])
            if not request.user.acting_for:
                self._end(request)
        return self.get_response(request)

    def _end(self, request):
        name = delegations.name_of(request.session[delegations.ACTING_FOR])
        if request.method not in ("GET", "HEAD") and request.path not in (reverse("acting"), reverse("logout")):
            raise PermissionDenied(
                _("You no longer act in the place of %(name)s: the delegation has ended, so nothing was done.") % {"name": name}
            )
        if request.headers.get("Sec-Fetch-Dest", "document") == "document":  # a page that somebody sees
            del request.session[delegations.ACTING_FOR]
            rotate_token(request)  # other pages that are still open are not sent in the own name either
            sentence = _("You act in your own name again: the delegation of %(name)s has ended.")
            messages.warning(request, sentence % {"name": name})


class EntranceMiddleware:
    """Tells the trail through which door an act came, the admin's or a page's, from where, and in whose place."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        door = Entrance.ADMIN if request.path_info.startswith("/admin/") else Entrance.PAGE
        principal = partial(_principal, request)  # asked only where something is recorded: most requests read
        with trail.through(door, address=address_of(request.META), on_behalf_of=principal):
            return self.get_response(request)


def _principal(request):
    return getattr(request.user, "acting_for", None)


class CompressionMiddleware(GZipMiddleware):
    """Sends pages and answers to other systems compressed; photos, papers and files to take along are left as they are.

    Django's own middleware adds a random length, so that the size of a page says nothing about a secret in it.
    """

    def process_response(self, request, response):
        kind = response.get("Content-Type", "")
        if response.streaming or response.has_header("Content-Disposition") or not kind.startswith(_COMPRESSED):
            return response
        return super().process_response(request, response)


class NulMiddleware:
    """Puts U+FFFD in place of NUL in the query string: it stays nonsense, but a kind that PostgreSQL takes."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "%00" in request.META.get("QUERY_STRING", ""):
            request.META["QUERY_STRING"] = request.META["QUERY_STRING"].replace("%00", "%EF%BF%BD")
        return self.get_response(request)
