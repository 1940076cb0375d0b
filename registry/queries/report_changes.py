"""Why a frozen figure is another one now: which figures differ, which models came, went or changed, and by which acts."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from registry.models import Campaign, Entry, Initiative, Snapshot, Unit
from registry.vocabulary import Action, Adding, ReportKind, UnitsAsOf

from . import units
from .report_change_words import Names, name_of_sum, shown
from .report_members import Question, keys_of, measures, members
from .reports import definitions, name_of, numbers_of
from .restatements import acts_since

# Acts that change what a model brings to the sums, or to which level it is nominated.
_BESIDE = (Action.REPORT, Action.RETURN_REPORT, Action.AMEND, Action.MARK_DUPLICATE, Action.UNMARK_DUPLICATE, Action.NOMINATE)
_ON_UNITS = ("unit.change", "unit.merge", "unit.split")
ENTRIES_SHOWN = 10  # of one model
FACTS = (
    *("status", "type", "novelty", "sector", "unit", "allocated", "levels", "reported", "nominated"),
    *("duplicate", "sums", "ended"),
)
_KEY = re.compile(r"\(([^()]+)\)\Z")  # how the subject of an act on a unit ends


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
    """A figure or a sum that is another one now. `came` and `went` are the codes of models; a rate has none of its own.

    Of a sum these are the models that bring more now, and those that bring less.
    """

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
    """A snapshot beside the figures of now. `lost` says in a sentence why there is nothing to compare with, or "".

    `units` are the acts since then on the units of its models, and on those that carry them on: they change no figure, but
    names and lines of the table by unit.
    """

    question: Question | None = None
    differs: list[Differs] = field(default_factory=list)
    sums: list[Differs] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    units: list[Entry] = field(default_factory=list)
    lost: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def is_same(self) -> bool:
        return not (self.lost or self.differs or self.sums or self.changed or self.units)


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
    notes += _worded_otherwise(snapshot, question)
    differs = _differing(snapshot.figures, numbers_of(now), changed)
    found = Comparison(question, differs, _sums(then, now, changed), changed, _acts_on_units(snapshot, question), notes=notes)
    _dress(found, snapshot)
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


def _differing(before: dict, after: dict, changed: list[Changed]) -> list[Differs]:
    """The figures that differ from the frozen ones, in the order of the catalogue, each with the models that came and went."""
    came, went = defaultdict(list), defaultdict(list)
    for one in changed:
        for keys, places in ((one.came, came), (one.went, went)):
            for key in keys:
                places[key].append(one.code)
    return [
        Differs(key, name_of(key), before.get(key), after[key], came=tuple(came[key]), went=tuple(went[key]))
        for key in after
        if before.get(key) != after[key] or came[key] or went[key]
    ]


def _worded_otherwise(snapshot: Snapshot, question: Question) -> list[str]:
    """A note where a figure is defined in other words than when it was frozen: then another number may come of that alone."""
    with translation.override("vi"):
        now = definitions(question, units.level_labels(question.campaign.cutoff_on))
    names = [name for name, words in dict(snapshot.definitions).items() if now.get(name, words) != words]
    return [_("Defined in other words than then: %(names)s.") % {"names": ", ".join(names)}] if names else []


def _acts_on_units(snapshot: Snapshot, question: Question) -> list[Entry]:
    """The acts since then on the units of the models, and on those that carry them on, oldest first. Four queries at most."""
    entries = Entry.objects.filter(action__in=_ON_UNITS, at__gt=snapshot.taken_at).select_related("actor").order_by("pk")
    named = [(found[1], entry) for entry in entries if (found := _KEY.search(entry.subject))]
    if not named:
        return []
    ids = dict(Unit.objects.values_list("key", "pk"))
    keys = {facts[name] for facts in snapshot.members.values() for name in ("unit", "allocated") if name in facts}
    concerned = {ids[key] for key in keys if key in ids} | ({question.unit.pk} if question.unit else set())
    concerned |= set(units.heirs_of(concerned).values()) - {None}
    return [entry for key, entry in named if ids.get(key) in concerned]


# ---- sums ----


def _sums(then: dict, now: dict, changed: list[Changed]) -> list[Differs]:
    """The sums that differ, each with the models that bring more or less."""
    more, less = defaultdict(list), defaultdict(list)
    for one in changed:
        before, after = (found.get(one.code, {}).get("sums", {}) for found in (then, now))
        for key in {*before, *after}:
            if before.get(key, 0) != after.get(key, 0):
                (more if after.get(key, 0) > before.get(key, 0) else less)[key].append(one.code)
    known = measures() if more or less else {}
    totals = [_together(found, known) for found in (then, now)]
    return [
        Differs(
            key,
            name_of_sum(key, known),
            *(total[key] for total in totals),
            *(shown(key, total[key], known) for total in totals),
            tuple(more[key]),
            tuple(less[key]),
        )
        for key in sorted({*more, *less})
    ]


def _together(found: dict, known: dict) -> Counter:
    """What all models bring: a sum, or the largest of them where the measure adds up so."""
    total = Counter()
    for facts in found.values():
        for key, value in facts.get("sums", {}).items():
            is_largest = key in known and known[key].adding == Adding.LARGEST
            total[key] = max(total[key], value) if is_largest else total[key] + value
    return total


# ---- models ----


def _otherwise(then: dict, now: dict) -> list[tuple[str, object, object]]:
    """(fact, then, now) of the facts that differ; `_dress` puts them in words."""
    return [(key, then.get(key), now.get(key)) for key in FACTS if then.get(key) != now.get(key)]


def _dress(found: Comparison, snapshot: Snapshot):
    """Give each changed model its row, its acts since, and its facts in words."""
    codes = [one.code for one in found.changed]
    rows = {row.code: row for row in Initiative.objects.filter(code__in=codes).only("pk", "code", "title", "status")}
    entries = _entries(found.question, snapshot, {row.pk for row in rows.values()})
    names = Names(name for one in found.changed for name, _then, _now in one.facts)
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
