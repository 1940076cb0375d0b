"""`make bench`: measure the registry on both databases and hold it against its limits. Exits 1 if one is broken."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MANY = 200_000
# CPU, against the bare admin list of the same run; the page of a year holds ten tables and two charts, the list is one table
LIMITS = {"list": 0.5, "search": 0.6, "dashboard": 1.0}
GROWTH, MEMORY = 1.3, 80  # p50 at 200,000 models against 2,428; MiB of PSS a process


def main() -> int:
    if "--here" in sys.argv:
        return measure_here()
    broken = 0
    for wrapper in ([], [sys.executable, str(ROOT / "scripts/with_postgres.py")]):
        with tempfile.TemporaryDirectory(prefix="bench-") as var:
            env = {**os.environ, "DEMO": "true", "VAR_DIR": var, "DJANGO_SETTINGS_MODULE": "bench.settings"}
            if not wrapper:
                env.pop("DATABASE_URL", None)
            done = subprocess.run([*wrapper, sys.executable, "-m", "bench", "--here"], cwd=ROOT, env=env, check=False)
            broken |= done.returncode
            if wrapper:
                for module in ("bench.trail", "bench.counts"):
                    command = [*wrapper, sys.executable, "-m", module]
                    broken |= subprocess.run(command, cwd=ROOT, env=env, check=False).returncode
    return broken


def measure_here() -> int:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from . import data, decisions, reports
    from .measure import Server

    print(f"\n== {connection.vendor} · {os.cpu_count()} cores ==", flush=True)
    data.prepare()
    of_decision = decisions.measure(data.YEAR)
    connection.close()
    of_report, memory_of_report = reports.measure(data.YEAR)
    call_command("collectstatic", interactive=False, verbosity=0)
    reviewer, leader, admin = (data.cookie_of(name) for name in ("province", "leader", "admin"))
    year = f"campaign={data.YEAR}"
    pages = {
        "bare list": ("/bare/registry/initiative/", admin),
        "bare search": ("/bare/registry/initiative/?q=%C4%91%C6%B0%E1%BB%9Dng+hoa", admin),
        "list": (f"/review/?{year}&status=all", reviewer),
        "search": (f"/review/?{year}&status=all&q={data.NEEDLE.replace(' ', '+')}", reviewer),
        "common words": (f"/review/?{year}&status=all&q=binh+son+dong", reviewer),
        "broad search": (f"/review/?{year}&status=all&q=duong+hoa", reviewer),
        "dashboard": (f"/leadership/?{year}", leader),
    }
    connection.close()
    with Server(ROOT) as server:
        few = server.measure(pages)
        memory = server.memory()
    data.grow(MANY)
    connection.close()
    with Server(ROOT) as server:
        many = server.measure({name: pages[name] for name in ("list", "search", "common words", "broad search")})
    print(f"{'page':<18}{'CPU ms':>9}{'p50 ms':>9}{'KB':>7}")
    for name, cost in {**few, **{f"{name} {MANY // 1000}k": cost for name, cost in many.items()}}.items():
        print(f"{name:<18}{cost.cpu:>9.1f}{cost.wall:>9.1f}{cost.size / 1024:>7.0f}")
    print("decision: " + ", ".join(f"{step} {seconds:.1f} s" for step, seconds in of_decision.items()))
    print("report: " + ", ".join(f"{step} {seconds:.1f} s" for step, seconds in of_report.items()))
    results = [
        *(
            (f"{name}: CPU against the bare list", few[name].cpu / few["bare list"].cpu, limit)
            for name, limit in LIMITS.items()
        ),
        *((f"{name}: p50 at {MANY:,} against 2,428", many[name].wall / few[name].wall, GROWTH) for name in ("list", "search")),
        ("PSS of the server process, MiB", memory, MEMORY),
        (f"decision over {decisions.MODELS:,} models, PDF and Word: s", sum(of_decision.values()), decisions.LIMIT),
        (f"report over {reports.MODELS:,} models, frozen, PDF, Word, Excel: s", sum(of_report.values()), reports.SECONDS),
        ("peak of memory of a process that makes the report, MiB", memory_of_report, reports.MEMORY),
    ]
    for what, value, limit in results:
        print(f"{'ok    ' if value <= limit else 'BROKEN'} {what}: {value:.2f} (limit {limit})")
    return int(any(value > limit for _what, value, limit in results))


if __name__ == "__main__":
    sys.exit(main())
