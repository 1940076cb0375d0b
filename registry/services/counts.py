"""The one writer of the kept counts (`models.Count`): each act adds what it changes, in its own transaction.

An act over many models adds one row for each place, not for each model, and waits for no other act: rows are only added.
`repair` holds the counts against the models themselves; `fold` puts the rows of one place together, at leisure.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from registry.lifecycle import REGISTERED_STATUSES
from registry.models import Campaign, Count, Ending, Initiative, Recognition
from registry.queries import counts
from registry.queries import nominations as questions
from registry.vocabulary import Level, RecognitionState, Status

AT_ONCE = 5_000  # rows that are written or put together in one statement or transaction
_COLUMNS = ("campaign_id", "unit_id", "allocated_unit_id", "sector_id", "submitter_type", "novelty", "fact", "week")


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
    _add(changes)


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
    _add(changes)


def ended(row: Initiative, campaign: Campaign, number: int = 1):
    """Count that the model was ended in `campaign` (1), or that this was taken back (-1)."""
    changes: Counter = Counter()
    _campaign, *alike = _alike(row)
    counts.add(changes, (campaign.pk, *alike, counts.ENDED, None), number)
    _add(changes)


def nominated(rows: Iterable[Initiative]):
    """Count that each of these models was named in a letter that was sent, the first one. One statement."""
    changes: Counter = Counter()
    for row in rows:
        counts.add(changes, (*_alike(row), counts.WAS_NOMINATED, None), 1)
    _add(changes)


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


def _add(changes: Counter):
    Count.objects.bulk_create(
        [Count(**dict(zip(_COLUMNS, place, strict=True)), number=number) for place, number in changes.items() if number],
        batch_size=AT_ONCE,
    )


# ---- against the models themselves ----


@transaction.atomic
def differences() -> dict[tuple, tuple[int, int]]:
    """Where the counts are not those of the models: place (`counts.PLACE`) → (number kept, number of the models).

    Both are read as of one moment, so that an act of that minute is no difference. It reads every model.
    """
    _as_of_one_moment()
    kept, right = counts.kept(), counts.made_of()
    return {place: (kept[place], right[place]) for place in kept.keys() | right.keys() if kept[place] != right[place]}


@transaction.atomic
def repair() -> dict[tuple, tuple[int, int]]:
    """Bring all counts right, and return what was wrong, as `differences`. Acts of the same minute are not disturbed."""
    _as_of_one_moment()
    found = differences()
    _add(Counter({place: right - kept for place, (kept, right) in found.items()}))
    return found


def _as_of_one_moment():
    """On PostgreSQL each statement sees what others did meanwhile, unless the transaction is told otherwise at its begin."""
    if connection.vendor == "postgresql" and not connection.savepoint_ids:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


# ---- putting together ----


def fold() -> int:
    """Put the rows of each place together and return how many rows there are fewer. The numbers stay as they are.

    Each round is one transaction, in which the rows go and their sum comes: a reader finds either. Nobody waits: acts
    only add rows, and a row that another fold holds is left to it.
    """
    rows = defaultdict(list)
    for pk, number, *place in Count.objects.order_by().values_list("pk", "number", *counts.PLACE).iterator(AT_ONCE):
        rows[tuple(place)].append((pk, number))
    loose = [[pk for pk, _number in found] for found in rows.values() if len(found) > 1 or not found[0][1]]
    fewer, chunk = 0, []
    for pks in loose:
        chunk += pks
        if len(chunk) >= AT_ONCE:
            fewer += _fold(chunk)
            chunk = []
    return fewer + _fold(chunk)


@transaction.atomic
def _fold(pks: list[int]) -> int:
    rows = Count.objects.order_by().filter(pk__in=pks)
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    sums: Counter = Counter()
    gone = []
    for pk, number, *place in rows.values_list("pk", "number", *counts.PLACE):
        gone.append(pk)
        sums[tuple(place)] += number
    Count.objects.filter(pk__in=gone).delete()
    _add(sums)
    return len(gone) - sum(1 for number in sums.values() if number)
