"""`manage.py verify_counts [--repair] [--fold]`: the kept counts are those of the models, or what differs is listed."""

from django.core.management.base import BaseCommand, CommandError

from registry.models import Campaign, Sector, Unit
from registry.services import counts

SHOWN = 50  # places that are named


class Command(BaseCommand):
    help = (
        "Compares the kept counts with a full count of the models. Exits with 0 if they agree; else lists the places where "
        "they do not and exits with 1, unless it has repaired them."
    )

    def add_arguments(self, parser):
        parser.add_argument("--repair", action="store_true", help="bring the counts right, in one transaction")
        parser.add_argument("--fold", action="store_true", help="put the rows of each place together; `seal` does so daily")

    def handle(self, *, repair, fold, verbosity, **options):
        found = counts.repair() if repair else counts.differences()
        if found:
            self._tell(found)
        fewer = counts.fold() if fold else 0
        if verbosity:
            if not found:
                self.stdout.write("The counts are those of the models.")
            elif repair:
                self.stdout.write(f"{len(found)} counts were wrong and are right now.")
            if fold:
                self.stdout.write(f"The rows of each place were put together; there are {fewer} fewer.")
        if found and not repair:
            raise CommandError(f"{len(found)} counts are not those of the models. --repair brings them right.")

    def _tell(self, found: dict[tuple, tuple[int, int]]):
        years = dict(Campaign.objects.values_list("pk", "year"))
        units = {pk: f"{label} ({key})" for pk, label, key in Unit.objects.values_list("pk", "label", "key")}
        sectors = dict(Sector.objects.values_list("pk", "code"))
        lines = []
        for (campaign, unit, allocated, sector, *alike, week), (kept, right) in found.items():
            words = [
                str(years[campaign]),
                units[unit] if unit else "all units",
                f"allocated to {units[allocated]}" if allocated else "",
                sectors.get(sector, ""),
                *alike,
                f"week of {week}" if week else "",
            ]
            lines.append(f"{' · '.join(filter(None, words))}: {kept} kept, {right} by the models")
        for line in sorted(lines)[:SHOWN]:
            self.stdout.write(line)
        if len(lines) > SHOWN:
            self.stdout.write(f"… and {len(lines) - SHOWN} more")
