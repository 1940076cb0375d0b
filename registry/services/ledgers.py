"""Writing the ledgers from which figures are read (`models.Count`, `models.Total`), and holding them against the models.

Acts write through `services.counts` and `services.totals`. `repair` proves and mends; `fold` puts the rows of one place
together, at leisure.
"""

from collections import Counter, defaultdict
from datetime import date

from django.db import connection, transaction

from registry.models import Count, Total
from registry.queries import counts, totals
from registry.queries.ledgers import Ledger, kept

MADE_OF = {Count: counts.made_of, Total: totals.made_of}  # ledger → how all its numbers are made anew of the models
AT_ONCE = 5_000  # rows that are put together in one transaction

Differences = dict[tuple[Ledger, tuple], tuple[int, int]]


def add(ledger: Ledger, changes: Counter):
    """Add these changes, place (`PLACE`, ids) → number. One statement with many rows, none if nothing changes.

    Written past the ORM: an act adds a few dozen rows, a repair tens of thousands, and objects would cost more than the rows.
    """
    as_day = connection.ops.adapt_datefield_value
    rows = [
        [*(as_day(value) if isinstance(value, date) else value for value in place), number]
        for place, number in changes.items()
        if number
    ]
    if rows:
        columns = [ledger._meta.get_field(name).column for name in (*ledger.PLACE, "number")]
        marks = ", ".join(["%s"] * len(columns))
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {ledger._meta.db_table} ({', '.join(columns)}) VALUES ({marks})", rows)


@transaction.atomic
def differences() -> Differences:
    """Where the ledgers are not what the models say: (ledger, place) → (number kept, number of the models).

    All is read as of one moment, so that an act of that minute is no difference. It reads every model and figure.
    """
    _as_of_one_moment()
    found = {}
    for ledger, made_of in MADE_OF.items():
        had, right = kept(ledger), made_of()
        different = (place for place in had.keys() | right.keys() if had[place] != right[place])
        found |= {(ledger, place): (had[place], right[place]) for place in different}
    return found


@transaction.atomic
def repair() -> Differences:
    """Bring all numbers right, and return what was wrong, as `differences`. Acts of the same minute are not disturbed."""
    _as_of_one_moment()
    found = differences()
    for ledger in MADE_OF:
        add(ledger, Counter({place: right - had for (of, place), (had, right) in found.items() if of is ledger}))
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
    return sum(map(_fold, MADE_OF))


def _fold(ledger: Ledger) -> int:
    rows = defaultdict(list)
    for pk, number, *place in ledger.objects.order_by().values_list("pk", "number", *ledger.PLACE).iterator(AT_ONCE):
        rows[tuple(place)].append((pk, number))
    loose = [[pk for pk, _number in found] for found in rows.values() if len(found) > 1 or not found[0][1]]
    fewer, chunk = 0, []
    for pks in loose:
        chunk += pks
        if len(chunk) >= AT_ONCE:
            fewer += _fold_rows(ledger, chunk)
            chunk = []
    return fewer + _fold_rows(ledger, chunk)


@transaction.atomic
def _fold_rows(ledger: Ledger, pks: list[int]) -> int:
    rows = ledger.objects.order_by().filter(pk__in=pks)
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    sums: Counter = Counter()
    gone = []
    for pk, number, *place in rows.values_list("pk", "number", *ledger.PLACE):
        gone.append(pk)
        sums[tuple(place)] += number
    ledger.objects.filter(pk__in=gone).delete()
    add(ledger, sums)
    return len(gone) - sum(1 for number in sums.values() if number)
