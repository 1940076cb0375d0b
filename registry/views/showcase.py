"""The public showcase: recognised models worth copying. No login; nothing stays in caches, so what is withdrawn is gone."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from registry import text
from registry.models import Initiative, Sector
from registry.queries import paging, units
from registry.queries import showcase as public
from registry.vocabulary import Level, SubmitterType

CARDS = 12


@login_not_required
@never_cache
@require_safe
def showcase(request):
    """The public models: search without accents, by field and year. What makes no sense in the address is left out."""
    sectors = list(Sector.objects.filter(is_public=True))
    years, closed = public.years()
    asked = {
        "q": text.clean_line(request.GET.get("q", "")[:200]),
        "sector": _known(request.GET.get("sector", ""), [sector.code for sector in sectors]),
        "year": _known(request.GET.get("year", ""), map(str, years)),
    }
    models = public.published(asked["q"], asked["sector"], asked["year"])
    context = {
        "asked": asked,
        "page": public.page(models, request.GET, CARDS),
        "count": paging.count(models),
        "total": public.total_of(closed),
        "sectors": [(str(sector), sector.code, _address(asked, sector=sector.code)) for sector in sectors],
        "every_sector": _address(asked, sector=""),
        "years": [(year, str(year), _address(asked, year=year)) for year in years],
        "every_year": _address(asked, year=""),
    }
    return render(request, "registry/showcase/showcase.html", context)


@login_not_required
@never_cache
@require_safe
def model(request, code):
    """One public model as an article. A model that is not public, or no longer, is not there."""
    row = public.model(code)
    if not row:
        raise Http404
    context = {"model": row, "parts": _article(row), "by": _by_whom(row), "seals": _seals(row)}
    return render(request, "registry/showcase/model.html", context)


def _known(value: str, known) -> str:
    return value if value in known else ""


def _address(asked: dict, **changes) -> str:
    """The same question with `changes`, as the query part of an address."""
    return "?" + urlencode({key: value for key, value in {**asked, **changes}.items() if value})


def _article(row: Initiative) -> list[tuple[str, str]]:
    """The parts of the form under headings for those who want to do the same; empty parts are left out."""
    parts = [
        (_("Why it was begun"), row.situation),
        (_("What it aims at"), row.aims),
        (_("How it is done"), row.method),
        (_("Where, and for whom"), row.place),
        (_("Who takes part"), row.forces),
        (_("With which means"), row.resources),
        (_("What was promised"), row.results),
        (_("What was achieved"), row.report),
        (_("How it lasts and can be copied"), row.sustainability),
    ]
    return [(heading, words) for heading, words in parts if words]


def _by_whom(row: Initiative) -> str:
    """The collective, or the individual: a person's name only with recorded consent."""
    if row.submitter_type == SubmitterType.INDIVIDUAL:
        return row.public_person or _("an individual")
    if row.public_person and row.collective_name:
        return _("%(collective)s, headed by %(person)s") % {
            "collective": row.collective_name,
            "person": row.public_person,
        }
    return row.collective_name or _("a collective")


def _seals(row: Initiative) -> list[dict]:
    """The standing recognitions, each with its level as it was called then."""
    labels = units.level_labels(row.campaign.cutoff_on) if row.standing else {}
    return [
        {
            "level": labels[Level(recognition.level)],
            "decision": recognition.decision,
            "is_district": recognition.level == Level.DISTRICT,
        }
        for recognition in row.standing
    ]
