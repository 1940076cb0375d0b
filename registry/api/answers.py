"""What every answer has in common: methods, ETag, caching, the door that the trail names."""

import hashlib
from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from registry.services import trail
from registry.vocabulary import Entrance

from . import problems

METHODS = ("GET", "HEAD", "OPTIONS")


def answering(view: Callable) -> Callable:
    """A view of the API: open to whoever has a key (the view asks for it), read only, and read again only if it changed."""

    @wraps(view)
    def answered(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        allow = {"Allow": ", ".join(METHODS)}
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers=allow)
        if request.method not in METHODS:
            return _private(problems.answer(405, _("This interface only reads: use GET."), allow))
        is_head = request.method == "HEAD"
        request.method = "GET"
        with trail.through(Entrance.API, address=trail.address()):
            response = view(request, *args, **kwargs)
        response = _private(_conditional(request, response))
        if is_head:
            request.method = "HEAD"
            response["Content-Length"] = str(len(response.content))
            response.content = b""
        return response

    return login_not_required(csrf_exempt(answered))


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer with the ETag of its content; 304 where the reader has it already, 412 where it wants another one."""
    if response.status_code != 200:
        return response
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    found = get_conditional_response(request, etag=etag, response=response)
    if found.status_code == 412:
        return problems.answer(412, _("The answer is no longer the one that If-Match names."))
    return found


def _private(response: HttpResponse) -> HttpResponse:
    """Only for the one who asked, and to be asked for again each time."""
    response["Cache-Control"] = "private, no-cache" if response.status_code in (200, 304) else "no-store"
    patch_vary_headers(response, ["Authorization", "Accept-Language"])
    return response
