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
