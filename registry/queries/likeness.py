"""What resembles what is typed: models by the words of their names, units by the names that they once had."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import text
from registry.models import Abbreviation, Initiative, Reach, Unit
from registry.vocabulary import Status

from . import units
from .initiatives import unit_then, with_unit_then

# Words that stand in most names, folded: they make no two models alike. A year does not either.
FILLERS = frozenset({
    "mo", "hinh", "dan", "van", "kheo", "nhan", "xay", "dung", "thuc", "hien", "nam",
    "va", "ve", "cua", "tai", "tren", "cho", "cac", "nhung", "voi", "trong",
    "thon", "xa", "khu", "phuong", "to", "pho",
})  # fmt: skip
_YEAR = re.compile(r"(19|20)\d\d", re.ASCII)
MOST_WORDS = 12  # of a name that the database compares
_CANDIDATES = 40  # rows that are then compared word by word
_COMPARED = (
    *("code", "title", "title_words", "status", "place", "sector", "continues", "duplicate_of"),
    *("unit__label", "campaign__year"),
)
_ALIKE = 0.6  # from which likeness on (0 to 1) a model of the same unit is named
# Elsewhere the same idea in another place is no duplicate: hardly a word of the shorter name may be missing in the longer.
_ALIKE_ELSEWHERE, _HELD_ELSEWHERE = 0.7, 0.9
_WHOLLY_HELD = 5  # words of the shorter name that all stand in the longer one: of the same unit that is enough


class Relation(Enum):
    """What the registry already knows about two models: seen from the one at hand, the other is …"""

    NONE = ""
    FIRST = "first"  # … the first, of which the one at hand is marked as a duplicate
    DUPLICATE = "duplicate"  # … marked as a duplicate of the one at hand
    CONTINUED = "continued"  # … the earlier one, which the one at hand continues
    CONTINUING = "continuing"  # … the later one, which continues the one at hand


@dataclass(frozen=True)
class Likeness:
    """A model that resembles the one at hand: how much (0 to 1), in words why, and what is known about both."""

    initiative: Initiative
    score: float
    reason: str
    relation: Relation


def abbreviations() -> dict[str, str]:
    """The table of abbreviations, both sides folded. One query."""
    rows = Abbreviation.objects.values_list("short", "long")
    folded = {text.fold(short): text.fold(long) for short, long in rows}
    return {short: long for short, long in folded.items() if short and long}


def title_words(title: str, table: Mapping[str, str]) -> str:
    """The folded words of a name, each once, between spaces (" duong hoa "): "" without words.

    An abbreviation of `table` (see `abbreviations`) becomes what it stands for, also with a number behind it (QL18A).
    """
    folded = text.fold(title)
    if table:
        shorts = "|".join(map(re.escape, sorted(table, key=len, reverse=True)))
        folded = re.sub(rf"\b({shorts})(?:\b|(?<=[a-z])(?=\d))", lambda found: f"{table[found[1]]} ", folded, flags=re.ASCII)
    words = " ".join(dict.fromkeys(folded.split()))
    return f" {words} " if words else ""


def telling(words: str) -> list[str]:
    """Those of the words of `title_words` that tell one model from another, in their order."""
    return [word for word in words.split() if word not in FILLERS and not _YEAR.fullmatch(word)]


def similar(
    title: str, *, user, unit=None, initiative: Initiative | None = None, sector=None, drafts=True, most: int = 5
) -> list[Likeness]:
    """Models which `user` may see and which resemble a name, likeliest first, over all years; at most `most` of them.

    `initiative` is the model at hand, if it exists already: it is left out, so are the years before and after that it
    continues, but for the nearest. Before the others stand those which are marked with it as duplicates, however many
    there are. `unit` and `sector` are ids, for a model that does not exist yet; without `drafts` none is named.

    One query; one more for the abbreviations where the name is not the one that is stored.
    """
    if initiative:
        unit, sector = initiative.unit_id, initiative.sector_id or sector
    is_stored = initiative is not None and initiative.title == title
    words = telling(initiative.title_words if is_stored else title_words(title, abbreviations()) if title else "")
    if not words and not initiative:
        return []
    rows = list(_candidates(Initiative.objects.visible_to(user), words[:MOST_WORDS], unit, initiative, drafts))
    lineage = _lineage(initiative, rows) if initiative else set()
    found = [_compared(row, words, initiative, sector) for row in rows]
    known = [one for one in found if one.relation is not Relation.NONE]
    others = [
        one for one in found if one.relation is Relation.NONE and one.initiative.pk not in lineage and _is_alike(one, words)
    ]
    others.sort(key=lambda one: (-one.score, -one.initiative.is_of_unit, -one.initiative.campaign.year, one.initiative.pk))
    return known + others[:most]


def unrelated(found: list[Likeness]) -> list[Likeness]:
    """Those about which the registry knows nothing yet: for whoever writes, the others are no news."""
    return [one for one in found if one.relation is Relation.NONE]


def _candidates(models: QuerySet, words: list[str], unit, initiative, drafts) -> QuerySet:
    """The models that share most of the words, and those that are linked with the one at hand. One query."""
    if not drafts:
        models = models.exclude(status=Status.DRAFT)
    shared = Value(0)
    for word in words:
        is_there = GreaterThan(StrIndex("title_words", Value(f" {word} ")), 0)
        shared += Case(When(is_there, then=1), default=0, output_field=IntegerField())
    line = Reach.objects.filter(is_own=True)
    of_unit = Q(unit=unit) | Q(unit__in=line.filter(holder=unit).values("unit"))
    of_unit |= Q(unit__in=line.filter(unit=unit).values("holder"))
    wanted, linked = Q(shared__gte=max((len(words) + 1) // 2, 1)), Q(pk__in=[])
    if initiative:
        models = models.exclude(pk=initiative.pk)
        linked = Q(pk__in=[initiative.duplicate_of_id or 0, initiative.continues_id or 0])
        linked |= Q(duplicate_of=initiative.pk) | Q(continues=initiative.pk)
    models = models.annotate(
        shared=shared,
        is_linked=Case(When(linked, then=1), default=0, output_field=IntegerField()),
        is_of_unit=Case(When(of_unit, then=1), default=0, output_field=IntegerField()) if unit else Value(0),
    )
    models = with_unit_then(models.filter(wanted | Q(is_linked=1))).select_related("campaign", "unit")
    return models.only(*_COMPARED).order_by("-is_linked", "-shared", "-is_of_unit", "-pk")[:_CANDIDATES]


def _lineage(initiative: Initiative, rows: list[Initiative]) -> set[int]:
    """The ids of the rows that are the same model in other years, over any number of years that are among the rows."""
    links = [(initiative.pk, initiative.continues_id), *((row.pk, row.continues_id) for row in rows)]
    found, before = {initiative.pk}, 0
    while len(found) != before:
        before = len(found)
        found |= {later for later, earlier in links if earlier in found}
        found |= {earlier for later, earlier in links if later in found and earlier}
    return found


def _is_alike(one: Likeness, words: list[str]) -> bool:
    theirs = telling(one.initiative.title_words)
    shorter = min(len(words), len(theirs))
    held = len(set(words) & set(theirs)) / shorter if shorter else 0
    if one.initiative.is_of_unit:
        return one.score >= _ALIKE or (held == 1 and shorter >= _WHOLLY_HELD)
    return one.score >= _ALIKE_ELSEWHERE and held >= _HELD_ELSEWHERE


def _compared(row: Initiative, words: list[str], initiative: Initiative | None, sector) -> Likeness:
    theirs = telling(row.title_words)
    score = 2 * len(set(words) & set(theirs)) / (len(words) + len(theirs)) if words and theirs else 0.0
    relation = _relation(row, initiative)
    return Likeness(row, round(score, 3), _reason(row, relation, initiative, sector), relation)


def _relation(row: Initiative, initiative: Initiative | None) -> Relation:
    if initiative is None:
        return Relation.NONE
    if row.pk == initiative.duplicate_of_id:
        return Relation.FIRST
    if row.duplicate_of_id == initiative.pk:
        return Relation.DUPLICATE
    if row.pk == initiative.continues_id:
        return Relation.CONTINUED
    return Relation.CONTINUING if row.continues_id == initiative.pk else Relation.NONE


def _reason(row: Initiative, relation: Relation, initiative: Initiative | None, sector) -> str:
    """Why a model is named, in words: "same unit, 2023, recognised, same field"."""
    place = text.fold(row.place)
    said = [
        _("same unit") if row.is_of_unit else unit_then(row),
        str(row.campaign.year),
        str(Status(row.status).label).lower(),
        _("same field") if sector and row.sector_id == sector else "",
        _("same place") if initiative and place and place == text.fold(initiative.place) else "",
        _("this model continues it") if relation is Relation.CONTINUED else "",
        _("it continues this model") if relation is Relation.CONTINUING else "",
    ]
    return ", ".join(filter(None, said))


@dataclass(frozen=True)
class Marks:
    """What a reader may know of the duplicates of a model: the first, the later ones, and whether there is a first at all."""

    first: Initiative | None
    duplicates: list[Initiative]
    is_duplicate: bool


def marks(initiative: Initiative, user) -> Marks:
    """The models with which this one is marked as a duplicate, as far as `user` may see them. One query."""
    linked = Q(duplicate_of=initiative.pk) | Q(pk=initiative.duplicate_of_id or 0)
    rows = Initiative.objects.visible_to(user).filter(linked).only("code", "title").order_by("pk")
    found = list(rows)
    first = next((row for row in found if row.pk == initiative.duplicate_of_id), None)
    return Marks(first, [row for row in found if row is not first], bool(initiative.duplicate_of_id))


def marks_among(initiative: Initiative, found: list[Likeness]) -> Marks:
    """The same from what `similar` found for this model. No query."""
    first = next((one.initiative for one in found if one.relation is Relation.FIRST), None)
    duplicates = [one.initiative for one in found if one.relation is Relation.DUPLICATE]
    return Marks(first, duplicates, bool(initiative.duplicate_of_id))


@dataclass(frozen=True)
class Found:
    """A unit of today found by a name. `old_name` is the one that fits, "" if that is today's.

    `is_certain`: no other unit can be meant.
    """

    unit: Unit
    old_name: str
    is_certain: bool


@dataclass(frozen=True)
class Meant:
    """What is meant by a unit's name of today or of earlier days, or by its key: `typed`, and the units of today."""

    typed: str
    found: list[Found]

    @property
    def condition(self) -> Q:
        """The models of these units, of all below them and of all that they took over."""
        return Q(unit__in=Reach.objects.filter(holder__in=[one.unit.pk for one in self.found]).values("unit"))

    @property
    def said(self) -> str:
        """What stands in the field where it was typed: the name, where a key was chosen."""
        return next((one.unit.label for one in self.found if one.unit.key == self.typed), self.typed)


def meant(typed: str) -> Meant:
    """The units that a name, else a key, means. Four queries at most, none for nothing."""
    if not typed:
        return Meant("", [])
    return Meant(typed, find_units(typed[:200]) or [Found(unit, "", True) for unit in Unit.objects.filter(key=typed[:32])])


def find_units(query: str, day: date | None = None) -> list[Found]:
    """The units standing on `day` (today) which have, or whose predecessors had, a name with all words of `query`.

    Marks and case do not matter, and a word may be the beginning of one in the name. Whole names come first. A unit that
    was merged leads to the one that took it over, over any number of steps; one that was split leads to several, and then
    none is certain. Three queries, none for a query without words.
    """
    named = units.called_ever(query)
    if not named:
        return []
    day = day or timezone.localdate()
    known = units.lines()
    ends = {unit.pk: _ends(unit.pk, known) for unit, _row in named}
    standing = {unit.pk: unit for unit in Unit.objects.standing(day).filter(pk__in=set().union(*ends.values()))}
    wanted = text.fold(query)
    found: dict[int, tuple] = {}  # id → (not a whole name, not today's name, old name); the best wins
    for unit, row in named:
        is_part = wanted not in (text.fold(row.name), text.fold(row.full_name))
        for pk in ends[unit.pk] & set(standing):
            is_todays = pk == unit.pk and (row.valid_to is None or row.valid_to >= day)
            found[pk] = min(found.get(pk, (True, True, "~")), (is_part, not is_todays, "" if is_todays else row.full_name))
    best = [pk for pk, (is_part, _is_old, _name) in found.items() if not is_part]
    certain = best if len(best) == 1 else list(found) if len(found) == 1 else []
    ordered = sorted(found, key=lambda pk: (*found[pk][:2], standing[pk].label_key, pk))
    return [Found(standing[pk], found[pk][2], pk in certain) for pk in ordered]


def _ends(unit_id: int, known: units.Lines) -> set[int]:
    """The unit and all that took it over."""
    ends, waiting = {unit_id}, [unit_id]
    while waiting:
        new = {heir for heir, _partial in known.heirs.get(waiting.pop(), [])} - ends
        ends |= new
        waiting += new
    return ends
