"""The rows of the two files of units, checked and made into values for `services.unit_loading.load`. Nothing is written."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _

from registry import text
from registry.errors import Refused
from registry.models import Succession, UnitName
from registry.vocabulary import TIER_OF_TYPE, ChangeKind, UnitType

KEY = re.compile(r"(?=.{1,32}$)[0-9A-Za-z]+(-[0-9A-Za-z]+)*")


def names(rows: Iterable[Mapping]) -> dict[str, list[dict]]:
    """The rows by key of their unit, in the order of their days: values of `UnitName`, with `parent` as a key.

    Raises Refused with a sentence that names the row, as counted by a spreadsheet under one line of titles.
    """
    found = defaultdict(list)
    for number, mapping in enumerate(rows, start=2):
        row = _Row(number, mapping, "unit")
        if not KEY.fullmatch(row.about):
            row.refuse(_("A key has at most 32 letters without marks, digits and single hyphens, as in 07090-2025."))
        values = {
            "row": number,
            "code": row.word("code", UnitName),
            "name": row.word("name", UnitName),
            "type": row.one_of("type", UnitType),
            "parent": row.word("parent"),
            "valid_from": row.day("valid_from"),
            "valid_to": row.day("valid_to"),
            "legal_basis": row.word("legal_basis", UnitName),
        }
        if not values["name"]:
            row.refuse(_("A unit needs a name."))
        if (level := row.word("level")) != TIER_OF_TYPE[values["type"]]:
            row.refuse(_("The level “%(level)s” does not fit the type.") % {"level": level})
        if values["valid_to"] and values["valid_to"] < _start(values):
            row.refuse(_("The last day is before the first."))
        found[row.about].append(values)
    for key, values in found.items():
        values.sort(key=_start)
        for before, after in pairwise(values):
            if before["valid_to"] is None or before["valid_to"] >= _start(after):
                other = {"other": before["row"]}
                refuse(after["row"], key, _("It overlaps with row %(other)s of the same unit.") % other)
    return dict(found)


def successions(rows: Iterable[Mapping]) -> dict[tuple[str, str], dict]:
    """The rows by the keys of the old and the new unit: values of `Succession`, `row` their number. Raises Refused."""
    found = {}
    for number, mapping in enumerate(rows, start=2):
        row = _Row(number, mapping, "from_unit", "to_unit")
        pair = row.word("from_unit"), row.word("to_unit")
        if pair in found or pair[0] == pair[1]:
            row.refuse(_("A unit succeeds another one, and only once."))
        found[pair] = {
            "row": number,
            "kind": row.one_of("kind", ChangeKind),
            "is_partial": row.flag("partial"),
            "is_proposed": row.flag("default_successor"),
            "effective_from": row.day("effective_from") or row.refuse(_("The day is missing.")),
            "legal_basis": row.word("legal_basis", Succession),
            "note": row.word("note", Succession),
        }
    return found


def refuse(number: int, about: str, sentence: str):
    """Raise Refused with a sentence that names the row."""
    raise Refused(_("Row %(row)s (%(about)s): %(sentence)s") % {"row": number, "about": about, "sentence": sentence})


def _start(values: dict) -> date:
    return values["valid_from"] or date.min


class _Row:
    """One row of a file; what cannot be read is refused with its number and with what stands in the columns `keys`."""

    def __init__(self, number: int, values: Mapping, *keys: str):
        self.number, self.values, self.about = number, values, "–"
        self.about = " → ".join(self.word(key) for key in keys)

    def refuse(self, sentence: str):
        refuse(self.number, self.about, sentence)

    def word(self, column: str, model=None) -> str:
        """The cleaned text; no longer than the field of that name in `model`."""
        if column not in self.values:
            self.refuse(_("The column “%(column)s” is missing.") % {"column": column})
        value = text.clean_line(self.values[column] or "")
        if model and len(value) > model._meta.get_field(column).max_length:
            self.refuse(_("The text in the column “%(column)s” is too long.") % {"column": column})
        return value

    def one_of(self, column: str, choices) -> str:
        value = self.word(column)
        if value not in choices.values:
            words = {"value": value, "column": column}
            self.refuse(_("“%(value)s” is not known in the column “%(column)s”.") % words)
        return value

    def flag(self, column: str) -> bool:
        if (value := self.word(column)) not in ("0", "1"):
            self.refuse(_("The column “%(column)s” is 0 or 1.") % {"column": column})
        return value == "1"

    def day(self, column: str) -> date | None:
        value = self.word(column)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            return self.refuse(_("“%(value)s” is not a day; write it like 2025-07-01.") % {"value": value})
