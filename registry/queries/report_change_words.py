"""What a comparison calls the facts of models and the sums over them, in the reader's language."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from registry import amounts
from registry.models import Sector, Unit
from registry.vocabulary import ContributionKind, Level, Novelty, Source, Status, SubmitterType

from .outcomes import unit_of, unit_of_kind
from .report_members import measures


def name_of_sum(key: str, known: dict) -> str:
    """What is added up: “money.people” is a kind and a source, all else the code of a measure; `known` are the measures."""
    kind, _dot, source = key.partition(".")
    if source in Source.values and kind in ContributionKind.values:
        return f"{ContributionKind(kind).label} · {Source(source).label}"
    return str(known.get(key, key))


def shown(key: str, value: int, known: dict) -> str:
    """The value of such a sum as it is printed."""
    kind, _dot, source = key.partition(".")
    if source and kind in ContributionKind.values:
        return amounts.shown(value, unit_of_kind(kind))
    return amounts.shown(value, unit_of(known[key])) if key in known else str(value)


class Names:
    """What facts are called. Asks only for the tables that the changed facts need."""

    def __init__(self, facts: Iterable[str]):
        """`facts` are those that differ."""
        names = set(facts)
        self.sectors = {row.code: str(row) for row in Sector.objects.all()} if "sector" in names else {}
        self.units = dict(Unit.objects.values_list("key", "label")) if {"unit", "allocated"} & names else {}
        self.measures = measures() if "sums" in names else {}

    def said(self, name: str, then, now) -> list[tuple[str, str, str]]:
        """The fact in words, then and now; of sums a line for each of them."""
        if name == "sums":
            before, after = then or {}, now or {}
            keys = [key for key in sorted({*before, *after}) if before.get(key) != after.get(key)]
            pairs = [[shown(key, found.get(key, 0), self.measures) for found in (before, after)] for key in keys]
            return [(name_of_sum(key, self.measures), *pair) for key, pair in zip(keys, pairs, strict=True)]
        label, words = self._words(name)
        return [(label, *("–" if value in (None, [], "") else words(value) for value in (then, now)))]

    def _words(self, name: str):
        match name:
            case "status":
                return _("Status"), lambda value: str(Status(value).label)
            case "type":
                return _("Submitter type"), lambda value: str(SubmitterType(value).label)
            case "novelty":
                return _("New or maintained"), lambda value: str(Novelty(value).label)
            case "sector":
                return _("Field"), lambda value: self.sectors.get(value, value)
            case "unit":
                return _("Unit"), lambda value: self.units.get(value, value)
            case "allocated":
                return _("Allocated to"), lambda value: self.units.get(value, value)
            case "duplicate":
                return _("Duplicate of"), str
            case "levels":
                return _("Level of recognition"), _level_names
            case "reported":
                return pgettext("indicator", "Reported"), lambda value: _("yes")
            case "nominated":
                return _("Nominated to"), _level_names
            case "ended":
                return _("Ended in this campaign"), lambda value: _("yes")
        return name, str


def _level_names(levels: list[str]) -> str:
    return ", ".join(str(Level(level).label) for level in levels)
