"""What everybody may read: recognised models that a reviewer cleared. Nothing here reads a person's name but with consent."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from registry.models import Campaign, Initiative, Reach, Recognition, Unit
from registry.vocabulary import TEXT_PARTS, Level, RecognitionState

from . import paging, statistics, units
from .indicators import Figures

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
    """The years in which something is public, newest first, and the newest campaign that is closed. One query."""
    is_public = Exists(Initiative.objects.public().filter(campaign=OuterRef("pk")))
    campaigns = list(Campaign.objects.annotate(has_public=is_public))
    closed = (row for row in campaigns if row.cutoff_on < timezone.localdate())
    return [row.year for row in campaigns if row.has_public], next(closed, None)


def total_of(campaign: Campaign | None) -> YearTotal | None:
    """What the public page quotes of a closed campaign; None where there is nothing to quote. One query."""
    if not campaign:
        return None
    figures = statistics.figures(campaign, Initiative.objects.all())
    return YearTotal(campaign.year, figures) if figures["recognised"] else None


def page(models: QuerySet, parameters, size: int) -> paging.Page:
    """A page of cards, newest first: no long text, with names of the unit then and today and standing recognitions.

    Four queries, however many rows.
    """
    rows = models.defer(*map(str, TEXT_PARTS), "report", "search_text").select_related("sector", "unit", "campaign")
    found = paging.page(rows.prefetch_related(_standing(), "unit__names"), NEWEST, parameters, size)
    today = timezone.localdate()
    heirs = _heirs({row.unit_id for row in found.rows if _has_ended(row.unit, today)}, today)
    for row in found.rows:
        _name_unit(row, heirs.get(row.unit_id), today)
        row.highest = max(row.standing, key=lambda recognition: _HEIGHT[recognition.level], default=None)
    return found


def model(code: str) -> Initiative | None:
    """One public model with everything that its page shows, or None: what is not public does not exist here."""
    rows = Initiative.objects.public().select_related("sector", "unit", "campaign", "person")
    row = rows.prefetch_related(_standing(), "unit__names").filter(code=code).first()
    if row:
        today = timezone.localdate()
        heir = _heirs({row.unit_id}, today).get(row.unit_id) if _has_ended(row.unit, today) else None
        _name_unit(row, heir, today)
        person = getattr(row, "person", None)
        row.public_person = person.name if person and person.consented_at else ""
    return row


def _standing() -> Prefetch:
    standing = Recognition.objects.filter(state=RecognitionState.STANDING).select_related("decision__body")
    return Prefetch("recognitions", standing.order_by("decision__issued_on", "id"), to_attr="standing")


def _heirs(unit_ids: set[int], today: date) -> dict[int, Unit]:
    """Ended unit → the one unit of today that carries it on whole; absent where that is not decided. One query or none."""
    if not unit_ids:
        return {}
    carrying = Reach.objects.filter(unit__in=unit_ids, is_own=True, is_whole=True).exclude(unit=F("holder"))
    carrying = carrying.filter(Q(holder__ends_on__isnull=True) | Q(holder__ends_on__gte=today))
    return {reach.unit_id: reach.holder for reach in carrying.select_related("holder")}


def _has_ended(unit: Unit, today: date) -> bool:
    return unit.ends_on is not None and unit.ends_on < today


def _name_unit(row: Initiative, heir: Unit | None, today: date):
    """Set `unit_then`, `unit_today` (the same where nothing changed; "" where nobody carries the unit on alone)."""
    row.unit_then = units.name_on(row.unit, row.campaign.cutoff_on)
    if not _has_ended(row.unit, today):
        row.unit_today = units.name_on(row.unit, today)
    else:
        row.unit_today = str(heir) if heir else ""
    row.unit_changed = row.unit_today != row.unit_then
