"""Load units, their names and their successions from CSV files."""

import csv
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from registry.errors import Refused
from registry.services import tiles as map_tiles
from registry.services import unit_loading

DATA = Path(__file__).resolve().parents[2] / "data"
SHIPPED = DATA / "quang_ninh_unit_names.csv", DATA / "quang_ninh_unit_successions.csv"
TILES = DATA / "quang_ninh_tiles.csv"


def shipped() -> tuple[list[dict], list[dict]]:
    """The names and the successions that the registry ships, as rows for `services.unit_loading.load`."""
    names, successions = SHIPPED
    return _rows(names), _rows(successions)


def shipped_tiles() -> list[dict]:
    """The places on the tile map that the registry ships, as rows for `services.tiles.load`."""
    return _rows(TILES)


class Command(BaseCommand):
    help = (
        "Loads units with their names and successions: those of Quảng Ninh, which the registry ships, or those of "
        "other files with the same columns. It removes no unit, and loading the same files again changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("--names", metavar="FILE", help="CSV of the dated rows of units, instead of the shipped one")
        parser.add_argument("--successions", metavar="FILE", help="CSV of the successions that belongs to --names")
        parser.add_argument("--tiles", metavar="FILE", help="CSV of places on the tile map: unit, column, row")

    def handle(self, *, names, successions, tiles: str | None, **options):
        is_shipped = not (names or successions or tiles)
        rows = shipped() if is_shipped else (_rows(names), _rows(successions))
        try:
            with transaction.atomic():
                changes = unit_loading.load(*rows)
                placed = map_tiles.load(shipped_tiles() if is_shipped else _rows(tiles))
        except Refused as refusal:
            raise CommandError(f"Nothing was loaded. {refusal}") from refusal
        if options["verbosity"] == 0:
            return
        if placed:
            self.stdout.write(f"On the tile map, {placed} units were placed.")
        elif not changes:
            self.stdout.write("Nothing changed: everything in the files is already there.")
        for noun, tally in {
            "units": changes.units,
            "names of units": changes.names,
            "successions": changes.successions,
        }.items():
            self.stdout.write(
                f"Of the {noun}, {tally.added} were added, {tally.changed} were changed, "
                f"and {tally.unchanged} are as they were."
            )


def _rows(path) -> list[dict]:
    """The rows of a CSV file as dicts; no file, no rows. Raises CommandError if it cannot be read."""
    if not path:
        return []
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CommandError(f"The file {path} cannot be read: {error}") from error
