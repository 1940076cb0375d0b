"""Why a frozen figure is another one now: which figures differ, which models came, went or changed, and by which acts."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from registry import amounts
from registry.models import Campaign, Entry, Initiative, Sector, Snapshot, Unit
from registry.vocabulary import (
    Action,
    ContributionKind,
    Level,
    Novelty,
    ReportKind,
    Source,
    Status,
    SubmitterType,
    UnitsAsOf,
)

from . import units
from .outcomes import unit_of, unit_of_kind
from .report_members import Question, keys_of, measures, members
from .reports import name_of, numbers_of
from .restatements import acts_since

# Acts that change what a model brings to the sums, or to which level it is nominated.
_BESIDE = (Action.REPORT, Action.RETURN_REPORT, Action.AMEND, Action.MARK_DUPLICATE, Action.UNMARK_DUPLICATE, Action.NOMINATE)
ENTRIES_SHOWN = 10  # of one model
FACTS = ("status", "type", "novelty", "sector", "unit", "levels", "reported", "nominated", "sums", "ended")


@dataclass
class Changed:
    """A model that counts otherwise than it did. `came` and `went` are keys of figures; `facts` are (name, then, now)."""

    code: str
    came: list[str]
    went: list[str]
    facts: list[tuple[str, str, str]]
    entries: list[Entry] = field(default_factory=list)
    row: Initiative | None = None


@dataclass(frozen=True)
class Differs:
    """A figure or a sum that is another one now. `came` and `went` are the codes of models; a rate has none of its own."""

    key: str
    name: str
    then: object
    now: object
    said_then: str = ""
    said_now: str = ""
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()


@dataclass
class Comparison:
    """A snapshot beside the figures of now. `lost` says in a sentence why there is nothing to compare with, or ""."""

    question: Question | None = None
    differs: list[Differs] = field(default_factory=list)
    sums: list[Differs] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    lost: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def is_same(self) -> bool:
        return not (self.lost or self.differs or self.sums or self.changed)


def compare(snapshot: Snapshot) -> Comparison:
    """Count again what the snapshot counted, and say model by model what is otherwise. A dozen queries.

    Models that change a figure come first, in the order of the catalogue, then those of which only a fact is otherwise.
    """
    question, notes = asked_again(snapshot.asked)
    if question is None:
        return Comparison(lost=notes[0])
    then, now = snapshot.members, members(question)
    changed = [
        one
        for code in sorted(then.keys() | now.keys())
        if then.get(code) != now.get(code) and (one := _changed(code, then.get(code), now.get(code)))
    ]
    order = {key: place for place, key in enumerate(numbers_of({}))}
    changed.sort(key=lambda one: min((order[key] for key in (*one.came, *one.went)), default=len(order)))
    found = Comparison(question, _differing(then, now, changed), _sums(then, now), changed, notes=notes)
    _dress(found, snapshot, then, now)
    return found


def asked_again(asked: dict) -> tuple[Question | None, list[str]]:
    """The question of a snapshot about the rows of today, and notes for the reader.

    None where the campaign or the unit does not exist any more: then the note says so. A unit that ended since is asked
    as it was; the note says who carries it on.
    """
    campaign = Campaign.objects.filter(year=_year(asked.get("campaign"))).first()
    if campaign is None:
        return None, [_("The campaign of these figures does not exist any more, so there is nothing to compare them with.")]
    unit, notes = None, []
    if key := asked.get("unit"):
        unit = Unit.objects.filter(key=key).first()
        if unit is None:
            return None, [_("The unit of these figures does not exist any more, so there is nothing to compare them with.")]
        if heirs := units.heirs_if_ended(unit):
            said = {"unit": unit, "heirs": ", ".join(str(heir) for heir in heirs)}
            notes.append(
                _("%(unit)s has ended since; today there is %(heirs)s. Compared are the models of the unit of then.") % said
            )
    kind, as_of = asked.get("kind"), asked.get("units_as_of")
    kind = kind if kind in ReportKind.values else ReportKind.YEARLY
    return Question(campaign, unit, kind, as_of if as_of in UnitsAsOf.values else UnitsAsOf.THEN), notes


def _year(value) -> int:
    return value if isinstance(value, int) else 0


def _changed(code: str, then: dict | None, now: dict | None) -> Changed | None:
    before, after = (set(keys_of(facts)) if facts else set() for facts in (then, now))
    facts = _otherwise(then or {}, now or {})
    came, went = sorted(after - before), sorted(before - after)
    return Changed(code, came, went, facts) if came or went or facts else None


def _differing(then: dict, now: dict, changed: list[Changed]) -> list[Differs]:
    """The figures that differ, in the order of the catalogue, each with the models that came and went."""
    came, went = defaultdict(list), defaultdict(list)
    for one in changed:
        for keys, places in ((one.came, came), (one.went, went)):
            for key in keys:
                places[key].append(one.code)
    before, after = numbers_of(then), numbers_of(now)
    return [
        Differs(key, name_of(key), before[key], after[key], came=tuple(came[key]), went=tuple(went[key]))
        for key in after
        if before[key] != after[key] or came[key] or went[key]
    ]


# ---- sums ----


def _sums(then: dict, now: dict) -> list[Differs]:
    totals = [Counter(), Counter()]
    for total, found in zip(totals, (then, now), strict=True):
        for facts in found.values():
            total.update(facts.get("sums", {}))
    before, after = totals
    keys = [key for key in sorted({*before, *after}) if before[key] != after[key]]
    known = measures() if keys else {}
    return [
        Differs(
            key,
            _name_of_sum(key, known),
            before[key],
            after[key],
            _shown(key, before[key], known),
            _shown(key, after[key], known),
        )
        for key in keys
    ]


def _name_of_sum(key: str, known: dict) -> str:
    kind, _dot, source = key.partition(".")
    if source in Source.values and kind in ContributionKind.values:
        return f"{ContributionKind(kind).label} · {Source(source).label}"
    return str(known.get(key, key))


def _shown(key: str, value: int, known: dict) -> str:
    kind, _dot, source = key.partition(".")
    if source and kind in ContributionKind.values:
        return amounts.shown(value, unit_of_kind(kind))
    return amounts.shown(value, unit_of(known[key])) if key in known else str(value)


# ---- in words ----


def _otherwise(then: dict, now: dict) -> list[tuple[str, object, object]]:
    """(fact, then, now) of the facts that differ; `_dress` puts them in words."""
    return [(key, then.get(key), now.get(key)) for key in FACTS if then.get(key) != now.get(key)]


def _dress(found: Comparison, snapshot: Snapshot, then: dict, now: dict):
    """Give each changed model its row, its acts since, and its facts in words."""
    codes = [one.code for one in found.changed]
    rows = {row.code: row for row in Initiative.objects.filter(code__in=codes).only("pk", "code", "title", "status")}
    entries = _entries(found.question, snapshot, {row.pk for row in rows.values()})
    names = _Names(found.changed)
    for one in found.changed:
        one.row = rows.get(one.code)
        one.entries = entries.get(one.row.pk, []) if one.row else []
        one.facts = [part for fact in one.facts for part in names.said(*fact)]


def _entries(question: Question, snapshot: Snapshot, ids: set[int]) -> dict[int, list[Entry]]:
    """The acts since then on these models that changed a figure or a sum, oldest first: id of the model → entries."""
    counted = acts_since(question.campaign, snapshot.taken_at).filter(initiative__in=ids)
    beside = Entry.objects.filter(Q(action__in=_BESIDE), at__gt=snapshot.taken_at, initiative__in=ids)
    entries = Entry.objects.filter(Q(pk__in=counted.values("pk")) | Q(pk__in=beside.values("pk")))
    found = defaultdict(list)
    for entry in entries.select_related("actor").order_by("pk"):
        if len(found[entry.initiative_id]) < ENTRIES_SHOWN:
            found[entry.initiative_id].append(entry)
    return found


class _Names:
    """What facts are called. Asks only for the tables that the changed facts need."""

    def __init__(self, changed: Iterable[Changed]):
        names = {name for one in changed for name, _then, _now in one.facts}
        self.sectors = {row.code: str(row) for row in Sector.objects.all()} if "sector" in names else {}
        self.units = dict(Unit.objects.values_list("key", "label")) if "unit" in names else {}
        self.measures = measures() if "sums" in names else {}

    def said(self, name: str, then, now) -> list[tuple[str, str, str]]:
        """The fact in words, then and now; of sums a line for each of them."""
        if name == "sums":
            before, after = then or {}, now or {}
            keys = [key for key in sorted({*before, *after}) if before.get(key) != after.get(key)]
            shown = [[_shown(key, found.get(key, 0), self.measures) for found in (before, after)] for key in keys]
            return [(_name_of_sum(key, self.measures), *pair) for key, pair in zip(keys, shown, strict=True)]
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
