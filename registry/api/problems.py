"""How the API says no: problem details (RFC 9457), the title in English, the sentence in the reader's language."""

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus

from django.core.signals import got_request_exception
from django.http import HttpResponse
from django.utils.log import log_response
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Schema
from ninja.errors import HttpError, ValidationError
from pydantic import Field

# What each parameter has to be: the description in the OpenAPI document, and the sentence where it is something else.
PARAMETERS = {
    "campaign": gettext_noop("campaign is the year of a campaign, for example 2024."),
    "field": gettext_noop("field is the code of a field, for example economy."),
    "type": gettext_noop("type is the submitter type: collective or individual."),
    "status": gettext_noop("status is one of the statuses of a submitted model; it may be given several times."),
    "level": gettext_noop("level is the level at which the model aims: grassroots, district, province or central."),
    "recognised_level": gettext_noop("recognised_level is a level at which a recognition of the model stands."),
    "unit": gettext_noop("unit is the key of a unit, for example 07090-2025, or not-allocated."),
    "units": gettext_noop("units is then (the units of the campaign’s cut-off day) or today (the units of today)."),
    "figure": gettext_noop("figure is the key of a figure of the catalogue; it asks for a campaign too."),
    "changed_since": gettext_noop(
        "changed_since is a time with its zone, for example 2026-10-31T08:00:00+07:00; the models changed then or later."
    ),
    "after": gettext_noop("after is what the page before gave as after; without it the list begins anew."),
    "limit": gettext_noop("limit is the number of rows of a page, from 1 to 200."),
    "as_of": gettext_noop("as_of is a day, for example 2024-10-31."),
    "q": gettext_noop("q is a name or a part of it, at most 200 letters."),
    "by": gettext_noop("by is field, type, level or unit."),
}

_TITLES = {422: "Unprocessable Content"}  # Python's own word for it changes with its version


class Wrong(Schema):
    parameter: str = Field(description="Name of the parameter.", examples=["limit"])
    detail: str = Field(description="What it has to be, in the language of the answer.")


class Problem(Schema):
    """Why there is no answer (RFC 9457, application/problem+json)."""

    type: str = Field(description="Where this kind of problem is described.", examples=["/api/#error-404"])
    title: str = Field(description="The kind of problem, in English.", examples=["Not Found"])
    status: int = Field(description="The status of the answer.", examples=[404])
    detail: str = Field(description="A sentence for people, in Vietnamese or English (Accept-Language).")
    errors: list[Wrong] = Field(default=[], description="Each parameter that is wrong; empty where none is.")


class Refusal(HttpError):
    """The request is answered by a problem: status, a sentence, and headers that go with it."""

    def __init__(self, status: int, sentence: str, headers: Mapping[str, str] | None = None):
        super().__init__(status, str(sentence))
        self.headers = headers or {}


def unknown(sentence: str) -> Refusal:
    """What was asked for by its key does not exist, or not for this key."""
    return Refusal(404, sentence)


def wrong(parameter: str, sentence: str = "") -> ValidationError:
    """A parameter that is nonsense only beside others."""
    return ValidationError([{"loc": ("query", parameter), "sentence": sentence}])


def require_known(request, known: Iterable[str] = (), several: Iterable[str] = ()):
    """Refuse parameters that are not `known`, and those that come twice but for `several`: a slip must not open the whole list,
    or another part of it than was meant.
    """
    wrongs = {name: _("There is no parameter %(name)s here.") for name in sorted(request.GET) if name not in known}
    twice = [name for name, values in request.GET.lists() if len(values) > 1 and name in known and name not in several]
    wrongs |= {name: _("%(name)s may be given only once.") for name in sorted(twice)}
    shown = [(name[:40], sentence) for name, sentence in wrongs.items()][:5]
    if shown:
        raise ValidationError([{"loc": ("query", name), "sentence": said % {"name": name}} for name, said in shown])


def title_of(status: int) -> str:
    """The kind of problem, in English."""
    return _TITLES.get(status) or HTTPStatus(status).phrase


def told(status: int, sentence: str, errors: Iterable[Wrong] = ()) -> dict:
    """What a problem says."""
    title, errors = title_of(status), list(errors)
    return Problem(type=f"/api/#error-{status}", title=title, status=status, detail=str(sentence), errors=errors).model_dump()


def answer(status: int, sentence: str, headers: Mapping[str, str] | None = None, errors: Iterable[Wrong] = ()) -> HttpResponse:
    """A problem as it is sent."""
    body = json.dumps(told(status, sentence, errors), ensure_ascii=False)
    return HttpResponse(body, status=status, content_type="application/problem+json", headers=headers)


def install(api):
    """Let every error of `api` be answered by a problem."""
    api.add_exception_handler(HttpError, lambda request, error: answer(error.status_code, str(error), _headers(error)))
    api.add_exception_handler(ValidationError, _nonsense)
    api.add_exception_handler(Exception, _broken)


def _headers(error: HttpError) -> Mapping[str, str]:
    return getattr(error, "headers", {})


def _nonsense(request, error: ValidationError) -> HttpResponse:
    wrongs = [_wrong(one) for one in error.errors]
    return answer(422, " ".join(wrong.detail for wrong in wrongs), errors=wrongs)


def _wrong(error: dict) -> Wrong:
    named = [str(part) for part in error["loc"] if part in PARAMETERS]
    parameter = named[-1] if named else str(error["loc"][-1])
    return Wrong(parameter=parameter, detail=error.get("sentence") or _(PARAMETERS[parameter]))


def _broken(request, error: Exception) -> HttpResponse:
    """Something that nobody foresaw: into the log, as Django does it for pages."""
    got_request_exception.send(sender=None, request=request)
    response = answer(500, _("The registry cannot answer now. Please try again later."))
    log_response("%s: %s", response.reason_phrase, request.path, response=response, request=request, exception=error)
    return response
