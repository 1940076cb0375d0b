"""What every request passes through before its view."""

from registry.services import trail
from registry.vocabulary import Entrance


class EntranceMiddleware:
    """Tells the trail through which door an act came: the admin's addresses, or a page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        door = Entrance.ADMIN if request.path_info.startswith("/admin/") else Entrance.PAGE
        with trail.through(door):
            return self.get_response(request)


class NulMiddleware:
    """Puts U+FFFD in place of NUL in the query string: it stays nonsense, but a kind that PostgreSQL takes."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "%00" in request.META.get("QUERY_STRING", ""):
            request.META["QUERY_STRING"] = request.META["QUERY_STRING"].replace("%00", "%EF%BF%BD")
        return self.get_response(request)
