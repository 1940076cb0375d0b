"""What the kept counts say: how many models are alike, read at the same cost whatever the number of models.

A model that left the draft is counted by its facts, each with campaign, unit, field, submitter type and novelty: its
status (`fact_of_status`), each level of a standing recognition (`LEVEL`), its ending, counted in the campaign in which it
ended (`ENDED`). Its submission is counted by the Monday of its week (`SENT`), with nothing but campaign and unit.
In which figures a fact counts is said by the catalogue (`indicators`) alone. `services.counts` writes them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db.models import Case, CharField, DateField, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models import Count as Rows
from django.db.models.functions import Coalesce, Concat, TruncWeek

from registry.models import Campaign, Count, Initiative
from registry.vocabulary import Level, Novelty, RecognitionState, Status, SubmitterType

from .indicators import AT_LEVEL, INDICATORS, Figures, counting
from .ledgers import rows_of, summed

LEVEL = "level:"  # and the level: a standing recognition of a recognised model
ENDED = "ended"
SENT = "sent"
HAS_REPORTED = "has_reported"  # a registered model whose report stands
WAS_NOMINATED = "was_nominated"  # a model that a letter named which was sent
WITHDRAWN_AFTER_APPROVAL = "withdrawn_after_approval"  # beside the status itself, which is left to those withdrawn before


_OF_ONE = {ENDED: "ended", HAS_REPORTED: "reported", WAS_NOMINATED: "nominated"}  # facts of which one figure is made


@dataclass(frozen=True)
class Place:
    """The figures of one unit in one campaign; of one that was split, each allocation stands for itself."""

    campaign: int
    unit: int
    allocated_unit: int | None
    figures: Figures


@dataclass(frozen=True)
class Group:
    """`number` models of one field and submitter type, and the figures in which they count."""

    campaign: int
    sector: int
    submitter_type: str
    keys: tuple[str, ...]
    number: int


def fact_of_status(status: str, registered_at) -> str:
    """The fact by which the status of a model is counted, "" of a draft."""
    if status == Status.DRAFT:
        return ""
    return WITHDRAWN_AFTER_APPROVAL if status == Status.WITHDRAWN and registered_at else str(status)


@cache
def keys_of(fact: str, submitter_type: str, novelty: str) -> tuple[str, ...]:
    """The figures in which a model counts by this fact."""
    if fact.startswith(LEVEL):
        return (AT_LEVEL[Level(fact.removeprefix(LEVEL))].key,)
    if fact in _OF_ONE:
        return (_OF_ONE[fact],)
    if fact in (SENT, Status.WITHDRAWN):  # by week; withdrawn before it was approved: in no figure of the catalogue
        return ()
    return counting(Status.WITHDRAWN if fact == WITHDRAWN_AFTER_APPROVAL else fact, submitter_type, novelty)


def at_places(of: Iterable[Campaign], units: set[int] | None, only: tuple[str, ...] = ()) -> list[Place]:
    """The figures of each unit (of `units`, ids; None: of all) that counts anything in the campaigns `of`. One query.

    `only`: the keys of the figures that are asked for, each the same for every submitter type and novelty; else all.
    """
    rows = _of_any(of) if units is None else rows_of(Count, of, units)
    sums: dict[tuple, Counter] = defaultdict(Counter)
    # Grouped by no more than the figures ask for: the database hands out a third of the rows, or a sixth.
    for at, keys, number in _by_fact(rows, only) if only else _by_fact_type_and_novelty(rows):
        for key in keys:
            sums[at][key] += number
    return [Place(*at, Figures(figures)) for at, figures in sums.items()]


_AT = ("campaign", "unit", "allocated_unit")


def _by_fact(rows: QuerySet[Count], only: tuple[str, ...]) -> Iterator[tuple[tuple, tuple[str, ...], int]]:
    """Where they are, the keys among `only` in which they count, how many they are."""
    facts: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for fact in (*Status.values, WITHDRAWN_AFTER_APPROVAL, *_OF_ONE, *(f"{LEVEL}{level}" for level in Level.values)):
        if keys := tuple(key for key in keys_of(fact, "", "") if key in only):
            facts[keys].append(fact)
    alike = Case(*(When(fact__in=its, then=Value(number)) for number, its in enumerate(facts.values())))
    groups = rows.filter(fact__in=[fact for its in facts.values() for fact in its]).annotate(alike=alike)
    keys_alike = list(facts)
    for *at, number_alike, number in summed(groups, *_AT, "alike"):
        yield tuple(at), keys_alike[number_alike], number


def _by_fact_type_and_novelty(rows: QuerySet[Count]) -> Iterator[tuple[tuple, tuple[str, ...], int]]:
    """The same of all figures."""
    rows = rows.exclude(fact=SENT).annotate(
        type_=_where_it_matters("submitter_type", SubmitterType), novelty_=_where_it_matters("novelty", Novelty)
    )
    for *at, fact, type_, novelty, number in summed(rows, *_AT, "fact", "type_", "novelty_"):
        yield tuple(at), keys_of(fact, type_, novelty), number


def whole(of: Iterable[Campaign], units: set[int] | None) -> list[Group]:
    """How many models are alike in the campaigns `of`: in all units together, or in `units` (ids). One query."""
    found = summed(rows_of(Count, of, units), "campaign", "sector", "submitter_type", "fact", "novelty")
    groups = (
        Group(campaign, sector, type_, keys_of(fact, type_, novelty), number)
        for campaign, sector, type_, fact, novelty, number in found
    )
    return [group for group in groups if group.keys]


def by_sector(
    campaign: Campaign, key: str, units: set[int] | None, *, where: Q | None = None, submitter_type="", level=""
) -> dict[int, int]:
    """How many models count in the figure `key` in each field (id), of a unit's line (`where`: a condition on unit and
    allocated unit), of a submitter type, of those with a standing recognition of `level`. One query.

    With a level, `key` is that of the level itself or of a figure that a status says.
    """
    rows = rows_of(Count, [campaign], units)
    if where is not None:
        rows = (_of_any([campaign]) if units is None else rows).filter(where)
    if submitter_type:
        rows = rows.filter(submitter_type=submitter_type)
    if level:
        rows = rows.filter(fact=LEVEL + level)
    found: Counter = Counter()
    for sector, fact, type_, novelty, number in summed(rows, "sector", "fact", "submitter_type", "novelty"):
        keys = keys_of(fact, type_, novelty)
        if key in keys or (level and key in keys_of(Status.RECOGNISED, type_, novelty)):
            found[sector] += number
    return dict(found)


def total(key: str, campaign: OuterRef) -> Coalesce:
    """How many models of a campaign count in a figure that is the same for every type and novelty; part of a query."""
    facts = [fact for fact in (*Status.values, WITHDRAWN_AFTER_APPROVAL) if fact and key in keys_of(fact, "", "")]
    rows = Count.objects.filter(campaign=campaign, unit__isnull=True, fact__in=facts).order_by().values("campaign")
    return Coalesce(Subquery(rows.annotate(total=Sum("number")).values("total")), 0)


def by_week(of: Iterable[Campaign], units: set[int] | None) -> dict[int, dict[date, int]]:
    """How many models were submitted in each week: id of the campaign → Monday → number. One query."""
    weeks: dict[int, dict[date, int]] = {campaign.pk: {} for campaign in of}
    for campaign, monday, number in sorted(summed(rows_of(Count, weeks, units).filter(fact=SENT), "campaign", "week")):
        weeks[campaign][monday] = number
    return weeks


def _of_any(campaigns: Iterable[Campaign]) -> QuerySet[Count]:
    """The rows of each unit for itself, of all units."""
    return Count.objects.filter(campaign__in=[campaign.pk for campaign in campaigns], unit__isnull=False)


def _where_it_matters(column: str, values: Iterable[str]) -> Case:
    """The submitter type or the novelty, for the facts that count in other figures by it; else nothing."""
    facts = [
        fact
        for fact in (*Status.values, WITHDRAWN_AFTER_APPROVAL)
        if len({keys_of(fact, **{"submitter_type": "", "novelty": "", column: value}) for value in ("", *values)}) > 1
    ]
    return Case(When(fact__in=facts, then=F(column)), default=Value(""), output_field=CharField())


def made_of(initiatives: QuerySet[Initiative] | None = None) -> Counter:
    """All counts anew, of the models themselves: place (`Count.PLACE`) → number. It reads every model. Six queries."""
    models = (Initiative.objects.all() if initiatives is None else initiatives).exclude(status=Status.DRAFT).order_by()
    columns = ("unit", "allocated_unit", "sector", "submitter_type", "novelty")
    is_after = When(status=Status.WITHDRAWN, registered_at__isnull=False, then=Value(WITHDRAWN_AFTER_APPROVAL))
    status = Case(is_after, default=F("status"), output_field=CharField())
    standing = models.filter(status=Status.RECOGNISED, recognitions__state=RecognitionState.STANDING)
    reported, nominated = (models.filter(INDICATORS[key].condition) for key in ("reported", "nominated"))
    groups = [
        reported.annotate(fact=Value(HAS_REPORTED)).values_list("campaign", *columns, "fact"),
        nominated.annotate(fact=Value(WAS_NOMINATED)).values_list("campaign", *columns, "fact"),
        models.annotate(fact=status).values_list("campaign", *columns, "fact"),
        standing.annotate(fact=Concat(Value(LEVEL), "recognitions__level")).values_list("campaign", *columns, "fact"),
        models.filter(ending__isnull=False).annotate(fact=Value(ENDED)).values_list("ending__campaign", *columns, "fact"),
    ]
    counts: Counter = Counter()
    for group in groups:
        for *place, number in group.annotate(number=Rows("*")):
            add(counts, (*place, None), number)
    sent = models.exclude(status=Status.WITHDRAWN, registered_at__isnull=True)
    monday = TruncWeek("submitted_at", output_field=DateField())
    for campaign, unit, week, number in (
        sent.annotate(monday=monday).values_list("campaign", "unit", "monday").annotate(number=Rows("*"))
    ):
        add(counts, sent_at(campaign, unit, week), number)
    return counts


def sent_at(campaign: int, unit: int, monday: date) -> tuple:
    """The place at which a submission of that week is counted."""
    return (campaign, unit, None, None, "", "", SENT, monday)


def add(counts: Counter, place: tuple, number: int):
    """Count `number` models more at the place of their unit, and at that of all units."""
    campaign, _unit, _allocated, *alike = place
    counts[place] += number
    counts[campaign, None, None, *alike] += number
