"""What everybody may read: recognised models that a reviewer cleared. Nothing here reads a person's name but with consent.

Of the dossier only the facts are public: name, collective, field, unit, time, recognitions, and the figures without their
notes. Words come from `Publication` alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import and_

from django.db.models import Exists, F, FilteredRelation, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import amounts, text
from registry.models import Campaign, Contribution, Initiative, Measure, Outcome, PublishedPhoto, Reach, Recognition
from registry.models.units import full_name
from registry.vocabulary import Adding, ContributionKind, Level, RecognitionState, Source, Stage

from . import counts, likeness, outcomes, paging
from .indicators import Figures
from .initiatives import in_force, listed, unit_then, with_unit_then

NEWEST = paging.Order("pk", falls=True)
YIELDS = 2  # figures on a card
LONGEST_SITEMAP = 49_999  # addresses beside that of the list: sitemaps.org allows 50,000
_HEIGHT = {level.value: height for height, level in enumerate(Level)}  # levels from low to high


@dataclass(frozen=True)
class YearTotal:
    """The figures of the newest campaign that is closed; they count all models, also those that are never published."""

    year: int
    figures: Figures


def published(query: str = "", sector: str = "", year: str = "", holders: Iterable[int] | None = None, outcome: str = ""):
    """The public models that fit; empty means any.

    All words of `query`; the code of a field; the year of a campaign; units of today (ids), with everything that they took
    over and all below; the code of a measure in which something was reached.
    """
    models = Initiative.objects.public()
    if sector:
        models = models.filter(sector__code=sector)
    if year:
        models = models.filter(campaign__year=int(year))
    if holders is not None:
        models = models.filter(unit__in=Reach.objects.filter(holder__in=list(holders)).values("unit"))
    if outcome:
        models = models.filter(Exists(_achieved(OuterRef("pk")).filter(measure__code=outcome)))
    return matching(models, query) if query else models


def matching(models: QuerySet, query: str) -> QuerySet:
    """Those in whose public words all words of `query` stand: name, names that the unit ever had, code.

    The index of all words finds the rows; of them remain those in which each word stands in something public, for the
    index knows the dossier's place too. One query, for the abbreviations.
    """
    words = text.words(query)
    table = likeness.abbreviations()
    return models.matching(query).filter(reduce(and_, (_in_public(word, table) for word in words), Q()))


def _in_public(word: str, table) -> Q:
    """The word, or what it stands for, begins a word of the name; or it begins one of a name of the unit, or is in the code."""
    of_title = likeness.title_words(word, table).split()
    in_title = reduce(and_, (Q(title_words__contains=f" {one}") for one in of_title), Q())
    return in_title | Q(unit__search_text__contains=f" {word}") | Q(code__icontains=word)


def years() -> tuple[list[int], Campaign | None]:
    """The years in which something is public, newest first, and the newest campaign that is closed. One query.

    The campaign knows how many models it `registered` and `recognised`.
    """
    is_public = Exists(Initiative.objects.public().filter(campaign=OuterRef("pk")))
    totals = {key: counts.total(key, OuterRef("pk")) for key in ("registered", "recognised")}
    campaigns = list(Campaign.objects.annotate(has_public=is_public, **totals))
    closed = (row for row in campaigns if row.cutoff_on < timezone.localdate())
    return [row.year for row in campaigns if row.has_public], next(closed, None)


def total_of(campaign: Campaign | None) -> YearTotal | None:
    """What the public page quotes of the closed campaign of `years`; None where there is nothing to quote."""
    if not campaign or not campaign.recognised:
        return None
    return YearTotal(campaign.year, Figures({"registered": campaign.registered, "recognised": campaign.recognised}))


def measures() -> list[Measure]:
    """The measures in which public models reached something, in their order. One query."""
    reached = Outcome.objects.filter(measure=OuterRef("pk"), stage=Stage.ACHIEVED, value__gt=0)
    return list(Measure.objects.filter(Exists(reached.filter(initiative__in=Initiative.objects.public()))))


def _achieved(initiative) -> QuerySet[Outcome]:
    return Outcome.objects.filter(initiative=initiative, stage=Stage.ACHIEVED, value__gt=0)


# ---- the list ----


def counted(models: QuerySet, query: str) -> tuple[QuerySet, paging.Count]:
    """The models of `published` with their number. The words of a search are put to the index once, not for each of the two.

    One query. What finds more than a search counts is told so, and stays as it is.
    """
    if not query:
        return models, paging.count(models)
    ids = list(models.order_by().values_list("pk", flat=True)[: paging.CAP_OF_SEARCH + 1])
    if len(ids) > paging.CAP_OF_SEARCH:
        return models, paging.Count(paging.CAP_OF_SEARCH, True)
    return Initiative.objects.public().filter(pk__in=ids), paging.Count(len(ids), False)


def page(models: QuerySet, parameters, size: int) -> paging.Page:
    """A page of cards, newest first: no long text, with names of the unit then and today, standing recognitions, the first
    figures and the first photo. Five queries, however many rows.
    """
    rows = with_names(listed(models)).prefetch_related(standing())
    found = paging.page(rows, NEWEST, parameters, size)
    yields, photos = _yields(found.rows), _first_photos(found.rows)
    for row in found.rows:
        name_unit(row)
        row.highest = max(row.standing, key=lambda recognition: _HEIGHT[recognition.level], default=None)
        row.yields = yields.get(row.pk, [])[:YIELDS]
        row.photo = photos.get(row.pk)
    return found


def _yields(rows: list[Initiative]) -> dict[int, list[tuple[str, str]]]:
    """What each model reached, measure by measure, then what the people gave in money: (what, quantity). Two queries."""
    found: dict[int, list[tuple[str, str]]] = {}
    reached = Outcome.objects.filter(initiative__in=rows, stage=Stage.ACHIEVED, value__gt=0).select_related("measure")
    together: dict[tuple[int, Measure], list[Outcome]] = {}
    for row in reached.order_by("measure__order", "measure", "period"):
        together.setdefault((row.initiative_id, row.measure), []).append(row)
    for (pk, measure), parts in together.items():
        if said := reached_in(measure, parts):
            found.setdefault(pk, []).append((str(measure), amounts.qualified(*said, outcomes.unit_of(measure))))
    money = {"stage": Stage.ACHIEVED, "source": Source.PEOPLE, "kind": ContributionKind.MONEY, "per_person": False}
    given: dict[int, list] = {}
    for row in Contribution.objects.filter(initiative__in=rows, value__gt=0, **money):
        given.setdefault(row.initiative_id, []).append(row)
    for pk, parts in given.items():
        qualifier = amounts.combine(part.qualifier for part in parts)
        said = amounts.qualified(sum(part.value for part in parts), qualifier, amounts.MONEY)
        found.setdefault(pk, []).insert(1, (_("given by the people"), said))
    return found


def reached_in(measure: Measure, rows: list) -> tuple[int, str] | None:
    """What one model reached in a measure, and how exact that is; None where its periods are never put together.

    A row without a period says the whole; else the periods are added, or the largest counts, as the measure says.
    """
    whole = [row for row in rows if not row.period] or rows
    if len(whole) == 1:
        return whole[0].value, whole[0].qualifier
    if measure.adding == Adding.SUM:
        return sum(row.value for row in whole), amounts.combine(row.qualifier for row in whole)
    if not whole or measure.adding == Adding.NOT_AT_ALL:
        return None
    largest = max(whole, key=lambda row: row.value)
    return largest.value, largest.qualifier


def _first_photos(rows: list[Initiative]) -> dict[int, PublishedPhoto]:
    photos = PublishedPhoto.objects.filter(publication__initiative__in=rows).select_related("document")
    found: dict[int, PublishedPhoto] = {}
    for photo in photos.order_by("order", "id"):
        found.setdefault(photo.document.initiative_id, photo)
    return found


def photo(code: str, key) -> PublishedPhoto | None:
    """A published photo of a public model, or None: what is not public, or no longer, does not exist here. One query."""
    photos = PublishedPhoto.objects.filter(publication__initiative__in=Initiative.objects.public())
    return photos.select_related("document").filter(publication__initiative__code=code, document__key=key).first()


def changed() -> Iterator[tuple[str, date]]:
    """Code of each public model, and the day since which its page says what it says; the newest, as many as a sitemap may hold.

    One query.
    """
    rows = Initiative.objects.public().order_by("-pk").values_list("code", "cleared_at", "publication__edited_at")
    for code, *times in rows[:LONGEST_SITEMAP].iterator():
        yield code, timezone.localdate(max(filter(None, times)))


# ---- one model ----


def model(code: str) -> Initiative | None:
    """One public model with everything that its page shows, or None: what is not public does not exist here."""
    return whole(Initiative.objects.public().filter(code=code))


def whole(models: QuerySet) -> Initiative | None:
    """The first of these models as its public page shows it; for a preview it need not be public yet. Some eight queries."""
    rows = models.select_related("sector", "unit", "campaign", "person", "publication")
    row = with_names(rows).prefetch_related(standing()).first()
    if row:
        name_unit(row)
        person = getattr(row, "person", None)
        row.public_person = person.name if person and person.consented_at else ""
        row.words = getattr(row, "publication", None)
        row.photos = list(row.words.photos.select_related("document")) if row.words else []
        row.figures = _figures(row)
    return row


def other_years(row: Initiative, years: set[int]) -> list[Initiative]:
    """The same model in other years, as far as it is public, newest first. One query, none where there is no other year."""
    others = years - {row.pk}
    if not others:
        return []
    found = Initiative.objects.public().filter(pk__in=others).select_related("campaign")
    return list(found.only("code", "title", "campaign__year").order_by("-campaign__year", "pk"))


def _figures(row: Initiative) -> outcomes.Shown:
    """Targets beside results, and contributions by source. Notes and names of partners are free text, so they stay out."""
    rows = outcomes.rows_of(row)
    kept = {name: [replace(one, note="") for one in found] for name, found in rows.items() if name != "partners"}
    return outcomes.shown(row, {**kept, "partners": []})


def standing() -> Prefetch:
    """Give each model `standing`, its standing recognitions with their decisions. One query."""
    standing = Recognition.objects.filter(state=RecognitionState.STANDING).select_related("decision__body")
    return Prefetch("recognitions", standing.order_by("decision__issued_on", "id"), to_attr="standing")


def with_names(rows: QuerySet) -> QuerySet:
    """Give each model the names of its unit: then, today, and of the one unit of today that carries it on whole."""
    today = timezone.localdate()
    named = FilteredRelation("unit__names", condition=in_force("unit__names__", today))
    carrying = Reach.objects.filter(unit=OuterRef("unit"), is_own=True, is_whole=True).exclude(unit=F("holder"))
    carrying = carrying.filter(Q(holder__ends_on__isnull=True) | Q(holder__ends_on__gte=today))
    return with_unit_then(rows).annotate(
        named=named,
        type_today=F("named__type"),
        name_today=F("named__name"),
        heir=Subquery(carrying.values("holder__label")[:1]),
        heir_key=Subquery(carrying.values("holder__key")[:1]),
    )


def name_unit(row: Initiative):
    """Set on a row of `with_names` what its unit is called: `unit_then`, `unit_today` and `key_today`.

    `unit_today` is the same where nothing changed, and "" where nobody carries it on alone.
    """
    row.unit_then = unit_then(row)
    if row.unit.ends_on and row.unit.ends_on < timezone.localdate():
        row.unit_today, row.key_today = row.heir or "", row.heir_key or ""
    else:
        row.unit_today = full_name(row.type_today, row.name_today) if row.name_today else row.unit.label
        row.key_today = row.unit.key
    row.unit_changed = row.unit_today != row.unit_then
