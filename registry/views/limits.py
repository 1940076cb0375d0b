"""A bound on what costs the server much and is open to everybody: so many a minute from one address."""

from functools import wraps

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import ngettext

from registry.limits import seconds_to_wait
from registry.origin import neighbourhood_of


def light(view):
    """Answer 429 beyond OPEN_FILES_PER_MINUTE of all such files from one address, in each server process."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        seconds = seconds_to_wait(f"open-file:{neighbourhood_of(request.META)}", settings.OPEN_FILES_PER_MINUTE)
        if not seconds:
            return view(request, *args, **kwargs)
        sentence = ngettext(
            "From your connection too many files were asked for. Please try again in %(seconds)s second.",
            "From your connection too many files were asked for. Please try again in %(seconds)s seconds.",
            seconds,
        )
        response = HttpResponse(sentence % {"seconds": seconds}, status=429, content_type="text/plain; charset=utf-8")
        response["Retry-After"] = seconds
        return response

    return wrapped
