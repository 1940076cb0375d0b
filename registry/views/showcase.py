"""The public showcase: recognised models worth copying. No login; nothing stays in caches, so what is withdrawn is gone."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from registry import files, rules, text
from registry.models import Initiative, Sector, Unit
from registry.papers import showcase as papers
from registry.queries import likeness, units
from registry.queries import showcase as public
from registry.vocabulary import Level, SubmitterType

from .documents import served
from .limits import light

CARDS = 12
MOST_PLACES = 12  # units of today that one name may mean


@login_not_required
@never_cache
@require_safe
def showcase(request):
    """The public models: search without accents; by field, year, place and result. What makes no sense is left out."""
    sectors = list(Sector.objects.filter(is_public=True))
    measures = public.measures()
    years, closed = public.years()
    asked = {
        "q": text.clean_line(request.GET.get("q", "")[:200]),
        "sector": _known(request.GET.get("sector", ""), [sector.code for sector in sectors]),
        "year": _known(request.GET.get("year", ""), map(str, years)),
        "place": text.clean_line(request.GET.get("place", "")[:100]),
        "unit": request.GET.get("unit", "")[:32],
        "outcome": _known(request.GET.get("outcome", ""), [measure.code for measure in measures]),
    }
    places, chosen = _places(asked)
    holders = None if not (asked["place"] or asked["unit"]) else [chosen.pk] if chosen else [one.unit.pk for one in places]
    models = public.published(asked["q"], asked["sector"], asked["year"], holders, asked["outcome"])
    models, count = public.counted(models, asked["q"])
    context = {
        "asked": asked,
        "page": public.page(models, request.GET, CARDS),
        "count": count,
        "total": public.total_of(closed),
        "sectors": [(str(sector), sector.code, _address(asked, sector=sector.code)) for sector in sectors],
        "every_sector": _address(asked, sector=""),
        "years": [(str(year), str(year)) for year in years],
        "measures": [(measure.code, str(measure)) for measure in measures],
        "places": [(one, _address(asked, unit=one.unit.key)) for one in places] if len(places) > 1 and not chosen else [],
        "place": chosen or (places[0].unit if len(places) == 1 else None),
        "place_typed": asked["place"] or (chosen.label if chosen else ""),
        "old_name": places[0].old_name if len(places) == 1 else "",
        "is_narrowed": any(asked[name] for name in ("year", "place", "unit", "outcome")),
        "without_place": _address(asked, place="", unit=""),
    }
    return render(request, "registry/showcase/showcase.html", context)


def _places(asked: dict) -> tuple[list[likeness.Found], Unit | None]:
    """The units of today that the name in the address may mean, and the one that its key chooses. Nonsense is left out."""
    chosen = Unit.objects.filter(key=asked["unit"]).first() if asked["unit"] and asked["unit"].isprintable() else None
    if not chosen:
        asked["unit"] = ""
    if not text.words(asked["place"]):
        asked["place"] = ""
    found = likeness.find_units(asked["place"])[:MOST_PLACES] if asked["place"] else []
    return [one for one in found if one.is_certain] or found, chosen


@login_not_required
@never_cache
@require_safe
def model(request, code):
    """One public model as an article. A model that is not public, or no longer, is not there."""
    row = _public_or_404(code)
    context = page_of(row) | {"may_adopt": request.user.is_authenticated and rules.may_register(request.user)}
    return render(request, "registry/showcase/model.html", context)


def page_of(row: Initiative) -> dict:
    """What the page of a model takes, once `queries.showcase.whole` has read it."""
    return {
        "model": row,
        "parts": _article(row),
        "by": _by_whom(row),
        "seals": _seals(row),
        "costs": _costs(row),
        "followers": public.followers(row),
        "sources": public.sources(row),
    }


@login_not_required
@never_cache
@light
@require_safe
def paper(request, code):
    """The page of a model as PDF, to be handed on."""
    row = _public_or_404(code)
    page = page_of(row)
    content = papers.printed(
        row,
        by=page["by"],
        parts=page["parts"],
        costs=page["costs"],
        seals=[_seal_words(seal) for seal in page["seals"]],
        address=request.build_absolute_uri(reverse("showcase-model", args=[code])),
    )
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{code}.pdf"'
    return response


@login_not_required
@require_safe
def photo(request, code, key):
    """A published photo, as long as its model is public: asked at each request, for browsers keep nothing unasked."""
    document = _photo_or_404(code, key)
    return served(request, document.file, document.sha256, files.KINDS[document.extension], f"{document.key}.jpg")


@login_not_required
@require_safe
def thumbnail(request, code, key):
    """The small picture of a published photo."""
    document = _photo_or_404(code, key)
    return served(request, document.thumbnail, document.thumbnail_sha256, files.JPEG, f"{document.key}.jpg")


def _photo_or_404(code, key):
    found = public.photo(code, key)
    if not found or found.document.extension not in files.KINDS:
        raise Http404
    return found.document


def _public_or_404(code) -> Initiative:
    row = public.model(code)
    if not row:
        raise Http404
    return row


def _known(value: str, known) -> str:
    return value if value in known else ""


def _address(asked: dict, **changes) -> str:
    """The same question with `changes`, as the query part of an address."""
    return "?" + urlencode({key: value for key, value in {**asked, **changes}.items() if value})


def _article(row: Initiative) -> list[tuple[str, str]]:
    """The public text under headings for those who want to do the same; empty parts are left out."""
    if not row.words:
        return []
    parts = [
        (_("Why it was begun"), row.words.situation),
        (_("How it is done"), row.words.method),
        (_("Who takes part"), row.words.forces),
        (_("What was achieved"), row.words.results),
        (_("Advice to those who want to do it too"), row.words.advice),
    ]
    return [(heading, words) for heading, words in parts if words]


def _costs(row: Initiative) -> list[tuple[str, str, bool]]:
    """What it cost, by source: (source and kind, quantity, whether that is only planned)."""
    lines = row.figures.contributions
    is_given = any(line.achieved for line in lines)
    found = [(line.name, line.achieved if is_given else line.target, not is_given) for line in lines]
    return [line for line in found if line[1]]


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


def _seal_words(seal: dict) -> str:
    decision = seal["decision"]
    return _("%(level)s: decision %(number)s of %(day)s, %(body)s") % {
        "level": seal["level"],
        "number": decision.number,
        "day": f"{decision.issued_on:%d/%m/%Y}",
        "body": decision.body.name,
    }
