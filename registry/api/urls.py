"""The addresses below /api/v1/, each answered as `answers` says. Names begin with api-."""

from django.http import HttpResponse, JsonResponse
from django.urls import path, re_path
from django.utils.translation import gettext as _

from . import problems
from .answers import answering
from .document import api, openapi


def _document(request) -> HttpResponse:
    """The OpenAPI document; it needs no key."""
    return JsonResponse(openapi(), json_dumps_params={"ensure_ascii": False})


def _unknown(request) -> HttpResponse:
    return problems.answer(404, _("There is nothing at this address. The description is at /api/."))


_operations = [pattern for pattern in api.urls[0] if pattern.name != "api-root"]
urlpatterns = [
    *(path(str(pattern.pattern), answering(pattern.callback), name=pattern.name) for pattern in _operations),
    path("openapi.json", answering(_document), name="api-openapi"),
    re_path(r"^[\s\S]*$", answering(_unknown), name="api-unknown"),
]
