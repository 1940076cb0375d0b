"""The one writer of the kept totals (`models.Total`): each act adds what it changes, in its own transaction.

A model brings its figures to the totals while it counts: from its registration on, unless it is a duplicate of another.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from registry.lifecycle import REGISTERED_STATUSES
from registry.models import Initiative, Measure, Outcome, Total
from registry.queries import sums, totals
from registry.queries.ledgers import kept

from . import ledgers


def note(rows: Iterable[Initiative]):
    """Remember of these freshly read rows which of them count, for `moved` after they were written. Asks nothing."""
    for row in rows:
        row.was_in_totals = _counts(row)


def moved(rows: Iterable[Initiative]):
    """Bring in, or take out, the figures of those noted rows that count now, or no longer. Nothing is asked of others."""
    come, gone = [], []
    for row in rows:
        if _counts(row) != row.was_in_totals:
            (gone if row.was_in_totals else come).append(row)
            row.was_in_totals = not row.was_in_totals
    changes = _of_models(come)
    changes.subtract(_of_models(gone))
    ledgers.add(Total, changes)


@contextmanager
def rewritten(row: Initiative) -> Iterator[None]:
    """In this block the figures of a locked model are written anew; afterwards the totals hold what it says now."""
    before = _of_models([row]) if _counts(row) else None
    yield
    if before is not None:
        changes = _of_models([row])
        changes.subtract(before)
        ledgers.add(Total, changes)


def read_otherwise(measure: Measure):
    """The figures of a stored measure are from now on put together in another way: make its totals anew."""
    changes = totals.made_of(measure)
    changes.subtract(kept(Total, measure=measure))
    ledgers.add(Total, changes)


def _counts(row: Initiative) -> bool:
    return row.status in REGISTERED_STATUSES and row.duplicate_of_id is None


def _of_models(rows: list[Initiative]) -> Counter:
    """What these models bring. Two queries, none for no models."""
    found: Counter = Counter()
    if not rows:
        return found
    said = {row.pk: ([], []) for row in rows}
    for figure in Outcome.objects.filter(initiative__in=list(said)).select_related("measure").order_by():
        said[figure.initiative_id][0].append(figure)
    for figure in sums.contribution_rows().filter(initiative__in=list(said)).order_by():
        said[figure.initiative_id][1].append(figure)
    for row in rows:
        found.update(totals.of_model(row, *said[row.pk]))
    return found
