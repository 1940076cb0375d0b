"""Figures of a closed year: what they were when they were closed, what they are now, and each act between the two."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet

from registry.models import Campaign, Entry
from registry.vocabulary import Action, Status

from .indicators import INDICATORS, Figures, Indicator

# Acts on one recognition change the figures of its level even where the status stays.
_OF_RECOGNITION = (Action.RECOGNISE, Action.REVOKE, Action.REINSTATE, Action.CANCEL_ENTRY, Action.NOMINATE)
_UNCOUNTED = (Status.DRAFT, Status.SUBMITTED, Status.RETURNED)


@dataclass(frozen=True)
class Restated:
    """An indicator whose number is no longer the one that was closed."""

    indicator: Indicator
    then: int
    now: int

    @property
    def change(self) -> int:
        return self.now - self.then


def changed(campaign: Campaign, now: Figures) -> list[Restated]:
    """The indicators that differ from what was closed, in the order of the catalogue; none for an open campaign. Asks nothing.

    `now` holds the figures of the whole registry: what was closed is the whole too.
    """
    return [
        Restated(indicator, campaign.closed_figures[key], now[key])
        for key, indicator in INDICATORS.items()
        if key in campaign.closed_figures and now[key] != campaign.closed_figures[key]
    ]


def acts_since(campaign: Campaign, since: datetime | None = None) -> QuerySet[Entry]:
    """The entries after the closing (or after `since`) that changed a figure of the year, oldest first.

    That is: a status that counts otherwise than before, an act on a recognition, or a corrected fact by which is counted.
    """
    since = since or campaign.closed_at
    if not since:
        return Entry.objects.none()
    moved = ~Q(from_status=F("to_status")) & ~Q(from_status__in=_UNCOUNTED, to_status__in=_UNCOUNTED)
    corrected = Q(action=Action.AMEND) & (
        Q(data__has_key="submitter_type") | Q(data__has_key="novelty") | Q(data__has_key="sector")
    )
    entries = Entry.objects.filter(initiative__campaign=campaign, at__gt=since)
    counted = entries.filter(Q(action__in=_OF_RECOGNITION) | moved | corrected)
    return counted.select_related("actor", "initiative").order_by("id")
