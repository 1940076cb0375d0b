"""What a yearly report over the whole province costs: its figures, PDF, Word and Excel, in seconds and memory."""

import subprocess
import sys
import time
from pathlib import Path

from django.db import transaction

MODELS = 2428
SECONDS, MEMORY = 10, 300  # for all files together; MiB at the peak of a process of its own


def measure(year: int) -> tuple[dict[str, float], float]:
    """Seconds by step, and the peak of memory in MiB: made in a process of its own, so that nothing else is in it."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.reports", str(year)], capture_output=True, text=True, check=True, timeout=600
    )
    *steps, peak = done.stdout.split()
    return {name: float(seconds) for name, seconds in (step.split("=") for step in steps)}, float(peak)


def main(year: int):
    """Freeze a report over the year's models and make its files; nothing of it stays: the transaction is rolled back."""
    import django

    django.setup()
    from registry.exchange import report_sheets
    from registry.exchange import reports as papers
    from registry.models import Campaign, IssuingBody, User
    from registry.papers import official
    from registry.queries import reports as questions
    from registry.services import reports
    from registry.vocabulary import Level, ReportKind

    found = {}
    with transaction.atomic():
        by, campaign = User.objects.get(username="admin"), Campaign.objects.get(year=year)
        body = IssuingBody.objects.create(name="Cơ quan đo báo cáo", level=Level.PROVINCE, place="Quảng Ninh")
        report = reports.prepare(by=by, kind=ReportKind.YEARLY, campaign=campaign, body=body)
        begun = time.perf_counter()
        report = reports.freeze(report, by=by)
        found["freeze"] = time.perf_counter() - begun
        report = questions.visible_to(by).get(pk=report.pk)
        assert report.snapshot.figures["registered"] == MODELS
        for name, make in (("pdf", official.pdf), ("word", official.word)):
            begun = time.perf_counter()
            make(papers.paper(report))
            found[name] = time.perf_counter() - begun
        begun = time.perf_counter()
        report_sheets.made(report)
        found["excel"] = time.perf_counter() - begun
        transaction.set_rollback(True)
    print(*(f"{name}={seconds:.3f}" for name, seconds in found.items()), f"{_peak():.1f}")


def _peak() -> float:
    """The most memory that this process held, in MiB, as the kernel tells it."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]))
