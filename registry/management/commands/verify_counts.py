"""`manage.py verify_counts [--repair] [--fold]`: kept counts and totals are those of the models, or what differs is listed."""

from django.core.management.base import BaseCommand, CommandError

from registry.models import Campaign, Measure, Sector, Unit
from registry.services import ledgers

SHOWN = 50  # places that are named


class Command(BaseCommand):
    help = (
        "Compares the kept counts and totals with all models and their figures. Exits with 0 if they agree; else lists the "
        "places where they do not and exits with 1, unless it has repaired them."
    )

    def add_arguments(self, parser):
        parser.add_argument("--repair", action="store_true", help="bring the counts right, in one transaction")
        parser.add_argument("--fold", action="store_true", help="put the rows of each place together; `seal` does so daily")

    def handle(self, *, repair, fold, verbosity, **options):
        found = ledgers.repair() if repair else ledgers.differences()
        if found:
            self._tell(found)
        fewer = ledgers.fold() if fold else 0
        if verbosity:
            if not found:
                self.stdout.write("The counts are those of the models.")
            elif repair:
                self.stdout.write(f"{len(found)} counts were wrong and are right now.")
            if fold:
                self.stdout.write(f"The rows of each place were put together; there are {fewer} fewer.")
        if found and not repair:
            raise CommandError(f"{len(found)} counts are not those of the models. --repair brings them right.")

    def _tell(self, found: ledgers.Differences):
        named = {
            "campaign": {pk: str(year) for pk, year in Campaign.objects.values_list("pk", "year")},
            "unit": {pk: f"{label} ({key})" for pk, label, key in Unit.objects.values_list("pk", "label", "key")},
            "sector": dict(Sector.objects.values_list("pk", "code")),
            "measure": dict(Measure.objects.values_list("pk", "code")),
        }
        named["allocated_unit"] = {pk: f"allocated to {name}" for pk, name in named["unit"].items()}
        said = {"unit": lambda unit: unit or "all units", "week": lambda week: week and f"week of {week}"}
        lines = []
        for (ledger, place), (kept, right) in found.items():
            words = []
            for column, value in zip(ledger.PLACE, place, strict=True):
                word = named[column].get(value, "") if column in named else value
                words.append(said[column](word) if column in said else word)
            lines.append(f"{' · '.join(str(word) for word in words if word)}: {kept} kept, {right} by the models")
        for line in sorted(lines)[:SHOWN]:
            self.stdout.write(line)
        if len(lines) > SHOWN:
            self.stdout.write(f"… and {len(lines) - SHOWN} more")
