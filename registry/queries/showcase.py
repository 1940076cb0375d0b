"""What everybody may read: recognised models that a reviewer cleared. Nothing here reads a person's name but with consent."""

from dataclasses import dataclass

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from registry.models import Campaign, Initiative, Reach, Recognition
from registry.models.units import full_name
from registry.vocabulary import Level, RecognitionState

from . import paging
from .indicators import COUNTS, Figures
from .initiatives import in_force, listed, unit_then, with_unit_then

NEWEST = paging.Order("pk", falls=True)
_HEIGHT = {level.value: height for height, level in enumerate(Level)}  # levels from low to high


@dataclass(frozen=True)
class YearTotal:
    """The figures of the newest campaign that is closed; they count all models, also those that are never published."""

    year: int
    figures: Figures


def published(query: str = "", sector: str = "", year: str = "") -> QuerySet:
    """The public models that fit: all words of `query`, the code of a field, the year of a campaign; empty means any."""
    models = Initiative.objects.public()
    if sector:
        models = models.filter(sector__code=sector)
    if year:
        models = models.filter(campaign__year=int(year))
    return models.matching(query) if query else models


def years() -> tuple[list[int], Campaign | None]:
    """The years in which something is public, newest first, and the newest campaign that is closed. One query.

    The campaign knows how many models it `registered` and `recognised`.
    """
    is_public = Exists(Initiative.objects.public().filter(campaign=OuterRef("pk")))
    counts = {key: _counted(COUNTS[key].condition) for key in ("registered", "recognised")}
    campaigns = list(Campaign.objects.annotate(has_public=is_public, **counts))
    closed = (row for row in campaigns if row.cutoff_on < timezone.localdate())
    return [row.year for row in campaigns if row.has_public], next(closed, None)


def _counted(condition: Q) -> Coalesce:
    """How many models of a campaign fulfil the condition."""
    models = Initiative.objects.filter(condition, campaign=OuterRef("pk")).order_by().values("campaign")
    return Coalesce(Subquery(models.annotate(number=Count("*")).values("number")), 0)


def total_of(campaign: Campaign | None) -> YearTotal | None:
    """What the public page quotes of the closed campaign of `years`; None where there is nothing to quote."""
    if not campaign or not campaign.recognised:
        return None
    return YearTotal(campaign.year, Figures({"registered": campaign.registered, "recognised": campaign.recognised}))


def page(models: QuerySet, parameters, size: int) -> paging.Page:
    """A page of cards, newest first: no long text, with names of the unit then and today and standing recognitions.

    Two queries, however many rows.
    """
    rows = _with_names(listed(models)).prefetch_related(_standing())
    found = paging.page(rows, NEWEST, parameters, size)
    for row in found.rows:
        _name_unit(row)
        row.highest = max(row.standing, key=lambda recognition: _HEIGHT[recognition.level], default=None)
    return found


def model(code: str) -> Initiative | None:
    """One public model with everything that its page shows, or None: what is not public does not exist here."""
    rows = Initiative.objects.public().select_related("sector", "unit", "campaign", "person")
    row = _with_names(rows).prefetch_related(_standing()).filter(code=code).first()
    if row:
        _name_unit(row)
        person = getattr(row, "person", None)
        row.public_person = person.name if person and person.consented_at else ""
    return row


def _standing() -> Prefetch:
    standing = Recognition.objects.filter(state=RecognitionState.STANDING).select_related("decision__body")
    return Prefetch("recognitions", standing.order_by("decision__issued_on", "id"), to_attr="standing")


def _with_names(rows: QuerySet) -> QuerySet:
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
    )


def _name_unit(row: Initiative):
    """Set `unit_then`, `unit_today` (the same where nothing changed; "" where nobody carries the unit on alone)."""
    row.unit_then = unit_then(row)
    if row.unit.ends_on and row.unit.ends_on < timezone.localdate():
        row.unit_today = row.heir or ""
    else:
        row.unit_today = full_name(row.type_today, row.name_today) if row.name_today else row.unit.label
    row.unit_changed = row.unit_today != row.unit_then
