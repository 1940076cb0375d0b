"""A million models on PostgreSQL: figures, the lists behind them, official acts and the search of the showcase.

Run it alone with `python scripts/with_postgres.py python -m bench.counts [number of models]`.
"""

import os
import statistics
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parent.parent
MANY = 1_000_000
DASHBOARD, LIST, ACT, RECOGNISE, SEARCH = 1.5, 2, 1.3, 5, 100  # times, times, times, seconds, milliseconds
ACTS, ROUNDS, SEARCHES, MODELS = 20, 11, 9, 1400
# Each model has one word of each row in its name, drawn independently: three of them stand together in one of 4,096.
SYLLABLES = (
    ["mai", "lan", "truc", "cuc", "sen", "dao", "quynh", "hue", "phuong", "soi", "gao", "tram", "dua", "cau", "thong", "bach"],
    ["khe", "suoi", "doi", "nui", "bien", "dam", "bau", "ghenh", "rung", "dong", "cua", "lach", "vung", "bai", "con", "mom"],
    ["mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi", "tram", "nghin", "van", "trieu", "ty", "vo"],
)
_GROWN = ("registry_initiative", "registry_recognition", "registry_outcome", "registry_contribution")
PHRASE = "quynh ghenh chin"


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from registry.models import User

    if connection.vendor != "postgresql":
        print("A million models are measured on PostgreSQL only.")
        return 0
    many = int(next((word for word in sys.argv[1:] if word.isdigit()), MANY))
    call_command("migrate", verbosity=0)
    if not User.objects.exists():
        call_command("demo")
    results = measure(many)
    for what, value, limit in results:
        print(f"{'ok    ' if value <= limit else 'BROKEN'} {what}: {value:.2f} (limit {limit})", flush=True)
    return int(any(value > limit for _what, value, limit in results))


def measure(many: int) -> list[tuple[str, float, float]]:
    """Each result with its limit; the small registry is measured first, then it grows."""
    from django.core.management import call_command
    from django.db import connection

    from . import data
    from .measure import Server

    call_command("collectstatic", interactive=False, verbosity=0)
    data.analyze()
    costs = {}
    cookie = data.cookie_of("leader")
    for size in ("few", "many"):
        if size == "many":
            begun = time.perf_counter()
            grow(many)
            print(f"{many:,} models were made and counted in {time.perf_counter() - begun:.0f} s", flush=True)
        pages = {name: (path, cookie) for name, path in pages_of(data.YEAR).items()}
        connection.close()
        with Server(ROOT) as server:
            costs[size] = server.measure(pages)
    print(f"{'page':<22}{'p50 ms':>9}{f'p50 ms {many // 1000}k':>14}")
    for name, cost in costs["few"].items():
        print(f"{name:<22}{cost.wall:>9.1f}{costs['many'][name].wall:>14.1f}", flush=True)
    limits = {name: DASHBOARD if name.startswith("dashboard") else LIST for name in costs["few"]}
    return [
        *(
            (f"{name}: p50 at {many:,} against 2,428", costs["many"][name].wall / costs["few"][name].wall, limit)
            for name, limit in limits.items()
        ),
        ("an act with ledgers against one without", act(), ACT),
        (f"recognition of {MODELS:,} models in one act, s", recognise(data.YEAR), RECOGNISE),
        (f"showcase search for “{PHRASE}” in {many:,}, ms in SQL", search(), SEARCH),
    ]


def pages_of(year: int) -> dict[str, str]:
    """The pages: the dashboard by both units, and the first and last page of the list behind a figure."""
    from registry.models import Initiative
    from registry.queries.indicators import INDICATORS

    rows = Initiative.objects.filter(INDICATORS["registered"].condition, campaign__year=year)
    last = list(rows.order_by("-pk").values_list("pk", flat=True)[:26])[-1]
    behind = f"/leadership/models/?campaign={year}&indicator=registered"
    return {
        "dashboard": f"/leadership/?campaign={year}",
        "dashboard, today": f"/leadership/?campaign={year}&units=today",
        "list, first page": behind,
        "list, last page": f"{behind}&after={last}",
    }


def grow(total: int):
    """Make models of the year until there are `total`, each with the unit of one of them, the facts and figures of another.

    So they spread over far more places than those of a real year would. The indexes are built anew afterwards, as one does
    with such a load; the ledgers are written by their one writer.
    """
    from django.db import connection

    from registry.models import Contribution, Initiative, Outcome, Recognition
    from registry.services import ledgers
    from registry.vocabulary import TEXT_PARTS

    from . import data

    made = {
        "id": "%(last)s + n",
        "code": f"'DVK-{data.YEAR}-' || (1000000 + n)",
        "request_token": "NULL",
        "unit_id": "home.unit_id",
        "allocated_unit_id": "NULL",
        "title": "left(facts.title, 200) || ' ' || words",
        "title_key": "left(facts.title_key, 120) || ' ' || words",
        "title_words": "facts.title_words || words || ' '",
        "search_text": f"facts.search_text || ' ' || words || ' dvk {data.YEAR} ' || (1000000 + n)",
    }
    made |= dict.fromkeys(("continues_id", "duplicate_of_id"), "NULL")
    made |= {part: f"left(facts.{part}, 60)" for part in (*map(str, TEXT_PARTS), "report")}  # no list reads them
    columns = [field.column for field in Initiative._meta.concrete_fields]
    word = " || ' ' || ".join(
        f"(ARRAY[{', '.join(map(repr, row))}])[1 + n / {16**place} %% 16]" for place, row in enumerate(SYLLABLES)
    )
    in_the_year = Initiative.objects.filter(campaign__year=data.YEAR).exclude(status="draft")
    last = Initiative.objects.order_by("-pk").values_list("pk", flat=True)[0]
    values = {"year": data.YEAR, "last": last, "donors": in_the_year.count(), "more": total - in_the_year.count()}
    with connection.cursor() as cursor, unindexed(cursor):
        cursor.execute(
            "CREATE TEMP TABLE donor AS SELECT i.*, row_number() OVER (ORDER BY i.id) - 1 AS rank FROM registry_initiative i "
            "JOIN registry_campaign c ON c.id = i.campaign_id WHERE c.year = %(year)s AND i.status <> 'draft'",
            values,
        )
        cursor.execute("CREATE UNIQUE INDEX ON donor (rank); ANALYZE donor")
        chosen = "FROM generate_series(1, %(more)s) n JOIN donor facts ON facts.rank = n * 7919::bigint %% %(donors)s"
        cursor.execute(
            f"INSERT INTO registry_initiative ({', '.join(columns)}) "
            f"SELECT {', '.join(made.get(column, f'facts.{column}') for column in columns)} {chosen} "
            "JOIN donor home ON home.rank = n * 104729::bigint / 16 %% %(donors)s "
            f"CROSS JOIN LATERAL (SELECT {word} AS words) w",
            values,
        )
        copied = {"initiative_id": "%(last)s + n"}
        for model in (Recognition, Outcome, Contribution):
            columns = [field.column for field in model._meta.concrete_fields if not field.primary_key]
            cursor.execute(
                f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) "
                f"SELECT {', '.join(copied.get(column, f'r.{column}') for column in columns)} {chosen} "
                f"JOIN {model._meta.db_table} r ON r.initiative_id = facts.id",
                values,
            )
        cursor.execute("SELECT setval(pg_get_serial_sequence('registry_initiative', 'id'), %s)", [last + total])
    ledgers.repair()
    ledgers.fold()
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM ANALYZE {', '.join(_GROWN)}, registry_count, registry_total")


@contextmanager
def unindexed(cursor):
    """Write without indexes and checks of foreign keys: both cost far more row by row than all at once."""
    cursor.execute(
        "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i "
        "WHERE i.indrelid = ANY(%s::regclass[]) AND NOT i.indisunique",
        [list(_GROWN)],
    )
    indexes = cursor.fetchall()
    cursor.execute(f"DROP INDEX {', '.join(name for name, _definition in indexes)}")
    cursor.execute("SET session_replication_role = replica; SET maintenance_work_mem = '1GB'")
    yield
    for _name, definition in indexes:
        cursor.execute(definition)
    cursor.execute("RESET session_replication_role; RESET maintenance_work_mem")


def act() -> float:
    """The median of rounds in which acts with and without ledgers take turns: a model is declined, opened again, approved.

    It has figures, so its approval moves the totals too; that is rolled back, for the next turn.
    """
    from django.db import transaction

    from registry.models import Initiative, User
    from registry.services import counts, review, totals
    from registry.vocabulary import Status

    by = User.objects.get(username="admin")
    model = Initiative.objects.filter(status=Status.SUBMITTED, outcomes__isnull=False).order_by("-pk").first()

    def seconds(is_counted: bool) -> float:
        with ExitStack() as stack:
            for name in () if is_counted else ("note", "moved"):
                stack.enter_context(mock.patch.object(counts, name, return_value=None))
                stack.enter_context(mock.patch.object(totals, name, return_value=None))
            begun = time.perf_counter()
            for _each in range(ACTS):
                review.decline(model, by=by, remark="x")
                review.reopen(model, by=by, reason="x")
                with transaction.atomic():
                    review.approve(model, by=by)
                    transaction.set_rollback(True)
            return time.perf_counter() - begun

    ratios = []
    for number in range(ROUNDS + 1):
        spent = {is_counted: seconds(is_counted) for is_counted in ((True, False) if number % 2 else (False, True))}
        ratios.append(spent[True] / spent[False])
    return statistics.median(ratios[1:])  # the first round warms up


def recognise(year: int) -> float:
    """Seconds of one act that recognises 1,400 recognised models of the year at the central level; it is rolled back."""
    from django.db import transaction
    from django.utils import timezone

    from registry.models import Campaign, Decision, Initiative, IssuingBody, User
    from registry.models.decisions import number_key
    from registry.services import recognition
    from registry.vocabulary import DecisionState, Level, Status

    campaign, today = Campaign.objects.get(year=year), timezone.localdate()
    with transaction.atomic():
        body = IssuingBody.objects.create(name="Cơ quan đo", level=Level.CENTRAL)
        decision = Decision.objects.create(
            campaign=campaign,
            body=body,
            level=body.level,
            number="1/QĐ",
            number_key=number_key("1/QĐ"),
            signatory="Nguyễn Văn Mẫu",
            issued_on=today,
            year=today.year,
            state=DecisionState.ISSUED,
        )
        known = Initiative.objects.filter(campaign=campaign, status=Status.RECOGNISED, person__isnull=False)
        rows = list(known.exclude(recognitions__level=Level.CENTRAL).order_by("pk")[:MODELS])
        begun = time.perf_counter()
        made = recognition.recognise_many(rows, by=User.objects.get(username="admin"), decision=decision)
        spent = time.perf_counter() - begun
        print(f"{len(made):,} models were recognised in {spent:.1f} s", flush=True)
        transaction.set_rollback(True)
    return spent * MODELS / len(made)


def search() -> float:
    """Milliseconds that the database spends on the first page of the showcase and on its number of models, in the median."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from registry.queries import showcase
    from registry.views.showcase import CARDS

    spent = []
    for _each in range(SEARCHES):
        with CaptureQueriesContext(connection) as asked:
            models, number = showcase.counted(showcase.published(PHRASE), PHRASE)
            found = showcase.page(models, {}, CARDS)
        spent.append(1000 * sum(float(query["time"]) for query in asked.captured_queries))
    print(f"“{PHRASE}”: {number.number} public models, {len(found.rows)} on the first page", flush=True)
    if "--explain" in sys.argv:
        print(showcase.published(PHRASE).explain(analyze=True, buffers=True))
        for query in asked.captured_queries:
            print(query["time"], query["sql"][:400])
    return statistics.median(spent)


if __name__ == "__main__":
    sys.exit(main())
