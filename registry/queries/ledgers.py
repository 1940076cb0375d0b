"""Reading a ledger (`models.Count`, `models.Total`): the number of a place is the sum of its rows."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.db.models import Q, QuerySet, Sum

from registry.models import Campaign, Count, Total

Ledger = type[Count] | type[Total]


def rows_of(ledger: Ledger, campaigns: Iterable[Campaign | int], units: set[int] | None) -> QuerySet:
    """The rows of these campaigns that say it of `units` (ids); those without unit, where it is asked of all (None)."""
    rows = ledger.objects.filter(campaign__in=[getattr(campaign, "pk", campaign) for campaign in campaigns])
    return rows.filter(Q(unit__isnull=True) if units is None else Q(unit__in=units))


def summed(rows: QuerySet, *alike: str) -> Iterator[tuple]:
    """Rows of these columns, with the number of what is alike in them, where there is any. One query."""
    yield from rows.order_by().values_list(*alike).annotate(total=Sum("number")).exclude(total=0)


def kept(ledger: Ledger, **only) -> Counter:
    """All numbers as they are kept, or only some: place (`PLACE`, ids) → number, none of them 0. One query."""
    return Counter({tuple(place): number for *place, number in summed(ledger.objects.filter(**only), *ledger.PLACE)})
