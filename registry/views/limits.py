"""A bound on what costs the server much and is open to everybody: so many a minute from one address."""

from functools import wraps
from time import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.utils.translation import ngettext

from registry.origin import neighbourhood_of

MINUTE = 60


def light(view):
    """Answer 429 beyond OPEN_FILES_PER_MINUTE of all such files from one address, in each server process."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        minute, second = divmod(int(time()), MINUTE)
        key = f"open-file:{neighbourhood_of(request.META)}:{minute}"
        cache.add(key, 0, MINUTE)
        try:
            count = cache.incr(key)
        except ValueError:  # it was swept out in between
            count = 0
        if count <= settings.OPEN_FILES_PER_MINUTE:
            return view(request, *args, **kwargs)
        seconds = MINUTE - second
        sentence = ngettext(
            "From your connection too many files were asked for. Please try again in %(seconds)s second.",
            "From your connection too many files were asked for. Please try again in %(seconds)s seconds.",
            seconds,
        )
        response = HttpResponse(sentence % {"seconds": seconds}, status=429, content_type="text/plain; charset=utf-8")
        response["Retry-After"] = seconds
        return response

    return wrapped
