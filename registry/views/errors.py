"""The pages that say no, each with a sentence and a way on."""

from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template import loader
from django.urls import reverse
from django.views.decorators.cache import never_cache

from . import unsaved


def bad_request(request, exception):
    return render(request, "400.html", status=400)


def forbidden(request, exception):
    return render(request, "403.html", {"sentence": str(exception)}, status=403)


def forbidden_post(request, reason=""):
    """A form was sent without its token: cookies are off, or the page is older than the login.

    A text that somebody typed comes back, to be sent again by a press; never where the request is another site's.
    """
    keeps = getattr(getattr(request.resolver_match, "func", None), "keeps_text", False) and unsaved.is_from_here(request)
    return render(request, "403_csrf.html", {"posted": unsaved.posted(request) if keeps else []}, status=403)


@never_cache
def not_found(request, exception):
    """In the showcase the same for what never was and for what is public no longer: nobody learns which."""
    return render(request, "404.html", {"is_showcase": request.path.startswith(reverse("showcase"))}, status=404)


def server_error(request):
    """Say so without asking the database anything: it may be what failed."""
    return HttpResponseServerError(loader.render_to_string("500.html"))
