"""Open data of the showcase: files, licence, the meaning of each column; CSV and JSON, never kept by caches."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from registry.exchange import exports, opened
from registry.models import Measure
from registry.queries.indicators import INDICATORS
from registry.vocabulary import ContributionKind, Level, Qualifier, Source, SubmitterType

from .limits import heavy, light

FILES = (
    ("open-models-csv", "models.csv"),
    ("open-models-json", "models.json"),
    ("open-figures-csv", "figures.csv"),
    ("open-figures-json", "figures.json"),
)


@login_not_required
@never_cache
@require_safe
def data(request):
    """The files, the licence, and the dictionary of their columns in the reader's language."""
    context = {
        "files": [(name, reverse(route)) for route, name in FILES],
        "licence": settings.OPEN_DATA_LICENCE,
        "licence_url": settings.OPEN_DATA_LICENCE_URL,
        "publisher": settings.OPEN_DATA_PUBLISHER or settings.PROVINCE_NAME,
        "model_columns": opened.columns_of_models(_measures()),
        "figure_columns": opened.columns_of_figures(),
        "json_keys": [
            ("of-head", _("Keys at the head of both JSON files"), opened.HEAD),
            ("of-results", _("Keys of an entry of “results” in models.json"), opened.RESULT),
            ("of-contributions", _("Keys of an entry of “contributions” in models.json"), opened.CONTRIBUTION),
            ("of-definition", _("Further key in figures.json"), [opened.DEFINITION]),
        ],
        "indicators": INDICATORS.values(),
        "codes": [
            ("type", SubmitterType.choices),
            ("levels", Level.choices),
            ("contributions: source", Source.choices),
            ("contributions: kind", ContributionKind.choices),
            ("qualifier", Qualifier.choices),
        ],
    }
    return render(request, "registry/showcase/data.html", context)


@login_not_required
@never_cache
@heavy
@require_safe
def models_csv(request):
    """All public models, a line for each."""
    return _csv(opened.models(_measures(), _address(request), _licence()), "models")


@login_not_required
@never_cache
@heavy
@require_safe
def models_json(request):
    """All public models, each result and contribution with how exact it is."""
    return _json(opened.models_json(_head(), _address(request)), "models")


@login_not_required
@never_cache
@light
@require_safe
def figures_csv(request):
    """The yearly figures of the catalogue."""
    return _csv(opened.figures(_licence()), "figures")


@login_not_required
@never_cache
@light
@require_safe
def figures_json(request):
    """The same with the wording of what is counted."""
    return _json(opened.figures_json(_head()), "figures")


def _licence() -> str:
    """The licence in one cell."""
    head = _head()
    return " · ".join(filter(None, (head["licence"], head["licence_url"], head["publisher"], head.get("note"))))


def _measures() -> list[Measure]:
    return list(Measure.objects.all())


def _address(request):
    """Makes the full address of the page of a model out of its code."""
    start = request.build_absolute_uri(reverse("showcase"))
    return lambda code: f"{start}{code}/"


def _head() -> dict:
    """What stands before the rows of a JSON file."""
    head = {
        "publisher": settings.OPEN_DATA_PUBLISHER or settings.PROVINCE_NAME,
        "licence": settings.OPEN_DATA_LICENCE,
        "licence_url": settings.OPEN_DATA_LICENCE_URL,
        "made_at": timezone.localtime().isoformat(timespec="seconds"),
    }
    if settings.DEMO:
        head["note"] = _("Sample data: this comes from a demonstration, its splits are invented.")
    return head


def _csv(lines, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(_spoken(exports.csv_lines(lines, noted=False)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="dan-van-kheo-{name}.csv"'
    return response


def _json(pieces, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(_spoken(pieces), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="dan-van-kheo-{name}.json"'
    return response


def _spoken(pieces):
    """The pieces in the language of the request: they are made after the request has left the middleware behind."""
    return _in_language(iter(pieces), translation.get_language())


def _in_language(pieces, language):
    while True:
        with translation.override(language):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece
