"""The one writer of the kept counts (`models.Count`): each act adds what it changes, in its own transaction.

An act over many models adds one row for each place, not for each model, and waits for no other act: rows are only added.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.utils import timezone

from registry.lifecycle import REGISTERED_STATUSES
from registry.models import Campaign, Count, Ending, Initiative, Recognition
from registry.queries import counts
from registry.queries import nominations as questions
from registry.vocabulary import Level, RecognitionState, Status

from . import ledgers


def note(rows: Iterable[Initiative]):
    """Remember as what these freshly read rows are counted, for `moved` after they were written. Asks nothing."""
    for row in rows:
        row.counted_as = _places(row)


def moved(rows: Iterable[Initiative]):
    """Count these noted rows as what they are now that they are written. One statement, or none if nothing moved.

    If they are of another field, type, novelty or allocation, what is recognised and ended of them moves too, by three
    questions more. A recognition that comes or goes is counted by `standing`.
    """
    changes: Counter = Counter()
    dragged = {}
    for row in rows:
        before, now = row.counted_as, _places(row)
        row.counted_as = now
        if before == now:
            continue
        for places, sign in ((before, -1), (now, +1)):
            for place in places:
                counts.add(changes, place, sign)
        if before and now and before[0][:6] != now[0][:6]:
            dragged[row.pk] = (row, before[0][:6], now[0][:6])
    if dragged:
        _drag(changes, dragged)
    ledgers.add(Count, changes)


def _drag(changes: Counter, dragged: Mapping[int, tuple]):
    standing = Recognition.objects.filter(initiative__in=list(dragged), state=RecognitionState.STANDING)
    for pk, level in standing.values_list("initiative", "level"):
        row, before, now = dragged[pk]
        if row.status == Status.RECOGNISED:
            counts.add(changes, (*before, counts.LEVEL + level, None), -1)
            counts.add(changes, (*now, counts.LEVEL + level, None), +1)
    for pk in questions.named_before(list(dragged)):
        _row, before, now = dragged[pk]
        counts.add(changes, (*before, counts.WAS_NOMINATED, None), -1)
        counts.add(changes, (*now, counts.WAS_NOMINATED, None), +1)
    for pk, campaign in Ending.objects.filter(initiative__in=list(dragged)).values_list("initiative", "campaign"):
        _row, before, now = dragged[pk]
        counts.add(changes, (campaign, *before[1:], counts.ENDED, None), -1)
        counts.add(changes, (campaign, *now[1:], counts.ENDED, None), +1)


def standing(rows: Iterable[Initiative], level: str, number: int = 1):
    """Count that a recognition of `level` of each of these written rows came (1) or went (-1). One statement."""
    changes: Counter = Counter()
    for row in rows:
        counts.add(changes, (*_alike(row), f"{counts.LEVEL}{Level(level).value}", None), number)
    ledgers.add(Count, changes)


def ended(row: Initiative, campaign: Campaign, number: int = 1):
    """Count that the model was ended in `campaign` (1), or that this was taken back (-1)."""
    changes: Counter = Counter()
    _campaign, *alike = _alike(row)
    counts.add(changes, (campaign.pk, *alike, counts.ENDED, None), number)
    ledgers.add(Count, changes)


def nominated(rows: Iterable[Initiative]):
    """Count that each of these models was named in a letter that was sent, the first one. One statement."""
    changes: Counter = Counter()
    for row in rows:
        counts.add(changes, (*_alike(row), counts.WAS_NOMINATED, None), 1)
    ledgers.add(Count, changes)


def _alike(row: Initiative) -> tuple:
    """Everything by which a model is counted but the fact itself."""
    return (
        row.campaign_id,
        row.unit_id,
        row.allocated_unit_id,
        row.sector_id,
        str(row.submitter_type),
        str(row.novelty),
    )


def _places(row: Initiative) -> tuple[tuple, ...]:
    """Where a model is counted by its status and by the week of its submission: nowhere while it is a draft."""
    fact = counts.fact_of_status(row.status, row.registered_at)
    if not fact:
        return ()
    place = (*_alike(row), fact, None)
    if fact == Status.WITHDRAWN:
        return (place,)
    day = timezone.localdate(row.submitted_at)
    sent = counts.sent_at(row.campaign_id, row.unit_id, day - timedelta(days=day.weekday()))
    if row.reported_at and row.status in REGISTERED_STATUSES:
        return place, sent, (*_alike(row), counts.HAS_REPORTED, None)
    return place, sent
