"""Eight writers on PostgreSQL, each acting on models of its own: acts per second with the chain against without it.

Run it alone with `python scripts/with_postgres.py python -m bench.trail`.
"""

import multiprocessing
import os
import statistics
import sys
import time

WRITERS, ROUNDS, SECONDS, MODELS = 8, 6, 4.0, 10
LEAST = 0.7  # of the acts per second without the chain


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    if connection.vendor != "postgresql":
        print("The writers are measured on PostgreSQL only: SQLite has one writer at a time, with or without a chain.")
        return 0
    from registry.models import User

    call_command("migrate", verbosity=0)
    if not User.objects.exists():
        call_command("demo")
    value, ways = measure()
    print(f"acts per second of {WRITERS} writers: {ways[True]:.0f} with the chain, {ways[False]:.0f} without it")
    verdict = "ok    " if value >= LEAST else "BROKEN"
    print(f"{verdict} acts per second, with the chain against without: {value:.2f} (at least {LEAST})")
    return int(value < LEAST)


def measure() -> tuple[float, dict[bool, float]]:
    """The median ratio of rounds in which both ways take turns, and the median acts per second of each."""
    from django.db import connections

    from registry.models import Initiative, User
    from registry.vocabulary import Status

    models = Initiative.objects.filter(status=Status.RECOGNISED, sector__is_public=True, is_restricted=False)
    models = models.filter(cleared_at__isnull=True, person__consented_at__isnull=False).order_by("pk")
    chosen = list(models.values_list("pk", flat=True)[: WRITERS * MODELS])
    shares = [chosen[start::WRITERS] for start in range(WRITERS)]
    by = User.objects.get(username="admin").pk
    connections.close_all()
    spawn = multiprocessing.get_context("spawn")
    begin, done = spawn.Barrier(WRITERS + 1), spawn.Queue()
    writers = [spawn.Process(target=write, args=(share, by, begin, done), daemon=True) for share in shares]
    for writer in writers:
        writer.start()
    speeds: dict[bool, list[float]] = {True: [], False: []}
    ratios = []
    for number in range(ROUNDS + 1):
        for is_chained in (True, False) if number % 2 else (False, True):
            begin.wait()
            acts = sum(done.get() for _writer in writers)
            if number:  # the first round warms up
                speeds[is_chained].append(acts / SECONDS)
        if number:
            ratios.append(speeds[True][-1] / speeds[False][-1])
    for writer in writers:
        writer.join(20)
    return statistics.median(ratios), {way: statistics.median(found) for way, found in speeds.items()}


def write(share: list[int], by: int, begin, done):
    """One writer: publishes its models and withdraws them, one after the other, for some seconds in each round."""
    import django

    django.setup()
    from django.db import connection

    from registry.models import Initiative, User
    from registry.services import review, trail
    from registry.vocabulary import Entrance

    user = User.objects.get(pk=by)
    models = list(Initiative.objects.filter(pk__in=share))
    chain = trail.chain
    with trail.through(Entrance.PAGE, address="10.0.0.7"):
        for number in range(ROUNDS + 1):
            for is_chained in (True, False) if number % 2 else (False, True):
                trail.chain = chain if is_chained else lambda entries: None
                begin.wait()
                end, acts = time.perf_counter() + SECONDS, 0
                while time.perf_counter() < end:
                    model = models[acts // 2 % len(models)]  # the act is light, so that what the chain costs is seen
                    if acts % 2:
                        review.unclear(model, by=user, reason="x")
                    else:
                        review.clear(model, by=user)
                    acts += 1
                if acts % 2:
                    review.unclear(model, by=user, reason="x")
                done.put(acts)
    connection.close()


if __name__ == "__main__":
    sys.exit(main())
