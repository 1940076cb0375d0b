"""The pages that say no, each with a sentence and a way on."""

from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template import loader


def bad_request(request, exception):
    return render(request, "400.html", status=400)


def forbidden(request, exception):
    return render(request, "403.html", {"sentence": str(exception)}, status=403)


def forbidden_post(request, reason=""):
    """A form was sent without its token: cookies are off, or the page is older than the login."""
    return render(request, "403_csrf.html", status=403)


def not_found(request, exception):
    return render(request, "404.html", status=404)


def server_error(request):
    """Say so without asking the database anything: it may be what failed."""
    return HttpResponseServerError(loader.render_to_string("500.html"))
