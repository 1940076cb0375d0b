"""The figures that the demo quotes from elsewhere: with their sources, and in no sum."""

import csv
from pathlib import Path

from registry.models import ReferenceFigure

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "reference_figures.csv"


def load() -> list[ReferenceFigure]:
    """Write the quoted figures that the registry ships, in the order of the file. Columns are those of the table."""
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        rows = [ReferenceFigure(**row, order=order) for order, row in enumerate(csv.DictReader(file), start=1)]
    for row in rows:
        row.value = int(row.value)
        row.full_clean(validate_unique=False)
    return ReferenceFigure.objects.bulk_create(rows)
