"""What every request passes through before its view."""

from functools import partial

from django.middleware.gzip import GZipMiddleware

from registry.origin import address_of
from registry.queries import delegations
from registry.services import trail
from registry.vocabulary import Entrance


class ActingMiddleware:
    """Lends the rights of the person in whose place one acts, while that delegation is in force: asked anew each time."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if delegations.ACTING_FOR in request.session and request.user.is_authenticated:
            request.user.acting_for = delegations.principal_of(request.user, request.session[delegations.ACTING_FOR])
            if not request.user.acting_for:
                del request.session[delegations.ACTING_FOR]
        return self.get_response(request)


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
    """Sends pages compressed, for poor lines; photos, papers and files to take along are left as they are.

    Django's own middleware adds a random length, so that the size of a page says nothing about a secret in it.
    """

    def process_response(self, request, response):
        if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
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
