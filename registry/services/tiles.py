"""Where units stand on the tile map."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from registry.errors import Refused
from registry.models import Tile, Unit


@transaction.atomic
def load(rows: Iterable[Mapping]) -> int:
    """Bring the tiles of the units that the rows name (columns unit, column, row) to their places; return how many changed.

    Raises Refused with a sentence: an unknown unit, no numbers, a place off the map, taken twice, or taken by another unit.
    """
    ids = dict(Unit.objects.order_by().values_list("key", "pk"))
    wanted: dict[int, tuple[int, int]] = {}
    for number, row in enumerate(rows, start=2):
        key, *place = (str(row.get(name) or "").strip() for name in ("unit", "column", "row"))
        if key not in ids:
            raise Refused(_("Row %(row)s: there is no unit %(key)s.") % {"row": number, "key": key})
        if not all(part.isascii() and part.isdecimal() for part in place):
            raise Refused(_("Row %(row)s: column and row of the map are whole numbers.") % {"row": number})
        column, line = map(int, place)
        if (column, line) in wanted.values():
            raise Refused(_("Row %(row)s: another unit stands on this tile.") % {"row": number})
        wanted[ids[key]] = column, line
    present = {tile.unit_id: tile for tile in Tile.objects.filter(unit__in=wanted)}
    changed = []
    for unit_id, (column, line) in wanted.items():
        tile = present.get(unit_id) or Tile(unit_id=unit_id)
        if tile.pk and (tile.column, tile.row) == (column, line):
            continue
        tile.column, tile.row = column, line
        try:
            tile.clean_fields(exclude=["unit"])
            tile.validate_constraints(exclude=["unit"])
        except ValidationError as error:
            raise Refused(error.messages[0]) from error
        changed.append(tile)
    Tile.objects.filter(pk__in=[tile.pk for tile in changed if tile.pk]).delete()
    placed = [Tile(unit_id=tile.unit_id, column=tile.column, row=tile.row) for tile in changed]
    for tile in placed:  # those of the rows are away now: who stands there is another unit
        try:
            tile.clean()
        except ValidationError as error:
            raise Refused(error.messages[0]) from error
    Tile.objects.bulk_create(placed)
    return len(placed)
