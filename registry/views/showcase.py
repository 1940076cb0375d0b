"""The public showcase: recognised models worth copying. No login; nothing stays in caches, so what is withdrawn is gone."""

from functools import wraps
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from registry import files, rules, text
from registry.models import Initiative, Sector, Unit
from registry.papers import showcase as papers
from registry.queries import adoptions, likeness, lineage, units
from registry.queries import showcase as public
from registry.vocabulary import Level, SubmitterType

from .documents import served
from .limits import light

CARDS = 12
MOST_PLACES = 12  # units of today that are offered where one name may mean several
LONGEST_DESCRIPTION = 200  # characters that search engines and chat programs show below an address


def unarchived(view):
    """Search engines show no copy of their own of what the view answers: what is withdrawn is gone at once."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noarchive, noimageindex"
        return response

    return wrapped


@login_not_required
@never_cache
@unarchived
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
    offered = places[:MOST_PLACES] if len(places) > 1 and not chosen else []
    context = {
        "asked": asked,
        "page": public.page(models, request.GET, CARDS),
        "count": count,
        "total": public.total_of(closed),
        "sectors": [(str(sector), sector.code, _address(asked, sector=sector.code)) for sector in sectors],
        "every_sector": _address(asked, sector=""),
        "years": [(str(year), str(year)) for year in years],
        "measures": [(measure.code, str(measure)) for measure in measures],
        "places": [(one, _address(asked, unit=one.unit.key)) for one in offered],
        "more_places": max(len(places) - MOST_PLACES, 0) if offered else 0,
        "place": chosen or (places[0].unit if len(places) == 1 else None),
        "place_typed": asked["place"] or (chosen.label if chosen else ""),
        "place_is_unknown": holders == [],
        "old_name": places[0].old_name if len(places) == 1 else "",
        "is_narrowed": any(asked[name] for name in ("year", "place", "unit", "outcome")),
        "without_place": _address(asked, place="", unit=""),
        "wider": _wider(asked),
        "address": request.build_absolute_uri(reverse("showcase")),
        "description": _("Recognised models of skilled mass mobilisation: how it is done, what it cost, what it brought."),
    }
    return render(request, "registry/showcase/showcase.html", context)


def _places(asked: dict) -> tuple[list[likeness.Found], Unit | None]:
    """The units of today that the name in the address may mean, and the one that its key chooses. Nonsense is left out."""
    chosen = Unit.objects.filter(key=asked["unit"]).first() if asked["unit"] and asked["unit"].isprintable() else None
    if not chosen:
        asked["unit"] = ""
    if not text.words(asked["place"]):
        asked["place"] = ""
    found = likeness.find_units(asked["place"]) if asked["place"] else []
    return [one for one in found if one.is_certain] or found, chosen


def _wider(asked: dict) -> list[tuple[str, str]]:
    """The ways out of a question that finds nothing: (words, address) without each of its parts."""
    ways = [
        (_("In all fields"), {"sector": ""}),
        (_("In all places"), {"place": "", "unit": ""}),
        (_("Of all years"), {"year": ""}),
        (_("With any result"), {"outcome": ""}),
        (_("Without the words “%(query)s”") % {"query": asked["q"]}, {"q": ""}),
    ]
    return [(words, _address(asked, **changes)) for words, changes in ways if any(asked[name] for name in changes)]


@login_not_required
@never_cache
@unarchived
@require_safe
def model(request, code):
    """One public model as an article. A model that is not public, or no longer, is not there."""
    row = _public_or_404(code)
    context = page_of(row) | {
        "may_adopt": not request.user.is_authenticated or rules.may_register(request.user),
        "address": _full_address(request, row),
        "description": _description(row),
    }
    return render(request, "registry/showcase/model.html", context)


def page_of(row: Initiative) -> dict:
    """What the page of a model takes, once `queries.showcase.whole` has read it."""
    years = lineage.years_of(row)
    return {
        "model": row,
        "parts": _article(row),
        "by": _by_whom(row),
        "seals": _seals(row),
        "costs": _costs(row),
        "followers": adoptions.followers(years),
        "sources": adoptions.sources(years),
        "other_years": public.other_years(row, years),
    }


def _full_address(request, row: Initiative) -> str:
    """The address of the page, to be handed on."""
    return request.build_absolute_uri(reverse("showcase-model", args=[row.code]))


def _description(row: Initiative) -> str:
    """What search engines and chat programs show below the address: what everybody reads on the page anyway."""
    facts = _("%(sector)s · %(unit)s · recognised model of %(year)s") % {
        "sector": row.sector,
        "unit": papers.unit_words(row),
        "year": row.campaign.year,
    }
    return Truncator((row.words and row.words.summary) or facts).chars(LONGEST_DESCRIPTION)


@login_not_required
@never_cache
@unarchived
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
        photos=_small_photos(row),
        address=_full_address(request, row),
    )
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{code}.pdf"'
    return response


def _small_photos(row: Initiative) -> list[tuple[bytes, str]]:
    """The small pictures of the public photos with their captions: sharp enough for half a page, and the file stays small."""
    found = []
    for shown in row.photos:
        try:
            with shown.document.thumbnail.open("rb") as file:
                found.append((file.read(), shown.caption))
        except (OSError, ValueError):  # not there, not readable, or never stored: the rest is still worth printing
            continue
    return found


@login_not_required
@unarchived
@require_safe
def photo(request, code, key):
    """A published photo, as long as its model is public: asked at each request, for browsers keep nothing unasked."""
    document = _photo_or_404(code, key)
    name = f"{document.key}.{document.extension}"
    return served(request, document.file, document.sha256, files.KINDS[document.extension], name)


@login_not_required
@unarchived
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
