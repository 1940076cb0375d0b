"""A bound on what costs the server much and is open to everybody: so many a minute from one address."""

from functools import partial, wraps

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import ngettext

from registry.limits import seconds_to_wait
from registry.origin import neighbourhood_of


def light(view, *, kind="open-file", part=1):
    """Answer 429 beyond OPEN_FILES_PER_MINUTE of all such files from one address, in each server process."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        most = max(settings.OPEN_FILES_PER_MINUTE // part, 1)
        seconds = seconds_to_wait(f"{kind}:{neighbourhood_of(request.META)}", most)
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


heavy = partial(light, kind="open-models", part=5)  # for files of all models: a fifth as many, for they take seconds
