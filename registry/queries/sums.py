"""Sums over many models: what was given, by source and kind, and what was reached, by measure; planned beside reached.

Counted are registered models (the indicator of that name) that no reviewer marked as a duplicate of another one; a joint
model stands with the unit that registered it, so it counts once. Every number carries the qualifier of its parts and opens
exactly its models (`models_with`). Nothing here is ever grouped by unit: contributions are voluntary.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import product

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Sum

from registry import amounts
from registry.models import Contribution, Initiative, Measure, Outcome, ReferenceFigure
from registry.vocabulary import Adding, ContributionKind, Dimension, Qualifier, Source, Stage

from .indicators import INDICATORS
from .outcomes import contribution_row, outcome_row, unit_of, unit_of_kind

HALF = 10**9  # values are added up in two halves, so that no database overflows: value = high * HALF + low
# Of equal values the one that says most stands for the largest.
_SAYS_MOST = (
    *(Qualifier.OVER, Qualifier.AT_LEAST, Qualifier.EXACTLY),
    *(Qualifier.ABOUT, Qualifier.UP_TO, Qualifier.NEARLY),
)


@dataclass(frozen=True)
class Quantity:
    """A value over many models, how exact it is, and of how many models it is made. `value` is None where nothing is added."""

    models: int = 0
    value: int | None = None
    qualifier: str = Qualifier.EXACTLY

    def said(self, unit: amounts.Unit) -> str:
        """As it is printed: "trên 2 tỷ đồng"."""
        return "" if self.value is None else amounts.qualified(self.value, self.qualifier, unit)


NOTHING = Quantity()


@dataclass
class Line:
    """What was aimed at or planned, and beside it what was reached or given."""

    unit: amounts.Unit
    stages: dict[str, Quantity] = field(default_factory=dict)

    @property
    def target(self) -> Quantity:
        return self.stages.get(Stage.TARGET, NOTHING)

    @property
    def achieved(self) -> Quantity:
        return self.stages.get(Stage.ACHIEVED, NOTHING)


@dataclass
class Given(Line):
    """What one source gave of one kind; without a source, all of them together."""

    source: str = ""
    kind: str = ""


@dataclass
class Reached(Line):
    """What was reached in one measure. One that is never put together has a number of models, and no value."""

    measure: Measure | None = None

    @property
    def is_added(self) -> bool:
        return self.measure.adding != Adding.NOT_AT_ALL

    @property
    def share(self) -> Decimal | None:
        """How many per cent of the target were reached, with one decimal; None where nothing is added up or aimed at."""
        if self.measure.adding != Adding.SUM or not self.target.value or self.achieved.value is None:
            return None
        return (Decimal(100 * self.achieved.value) / self.target.value).quantize(Decimal("0.1"), ROUND_HALF_UP)


def counted(initiatives: QuerySet) -> QuerySet:
    """Those whose figures count: registered, and no duplicate of another one."""
    return initiatives.filter(INDICATORS["registered"].condition, duplicate_of__isnull=True).order_by()


def duplicates(initiatives: QuerySet) -> QuerySet:
    """Those that are registered and whose figures are left out of every sum."""
    return initiatives.filter(INDICATORS["registered"].condition, duplicate_of__isnull=False)


def contributions(initiatives: QuerySet) -> list[Given]:
    """A line for each source and kind of which anything is said, then one for each kind over all sources. Three queries.

    Money stands apart from what was given in kind. What each person gave is in no sum.
    """
    rows = of_counted(contribution_rows(), initiatives)
    of_all_sources = {(stage, "", kind): number for (stage, kind), number in _models(rows, "kind").items()}
    return lines_given(_parts(rows, "source", "kind"), {**_models(rows, "source", "kind"), **of_all_sources})


def lines_given(parts: Mapping[tuple, list["Part"]], models: Mapping[tuple, int]) -> list[Given]:
    """The lines of `contributions`, made of their `parts` by (stage, source, kind), and of how many `models` say something
    by (stage, source or "" for all of them, kind).
    """
    lines = []
    for source, kind in product((*Source.values, ""), ContributionKind.values):
        stages = {}
        for stage in Stage.values:
            sources = [source] if source else Source.values
            together = [part for one in sources for part in parts.get((stage, one, kind), ())]
            if together:
                stages[stage] = _added(together, models[stage, source, kind])
        if stages:
            lines.append(Given(unit_of_kind(kind), stages, source, kind))
    return lines


def outcomes(initiatives: QuerySet) -> list[Reached]:
    """A line for each measure of which anything is said, in the order of the measures. Three queries."""
    rows = of_counted(outcome_rows(), initiatives)
    return lines_reached(_parts(rows, "measure"), _models(rows, "measure"))


def lines_reached(parts: Mapping[tuple, list["Part"]], models: Mapping[tuple, int]) -> list[Reached]:
    """The lines of `outcomes`, made of their `parts`, and of how many `models` say something, by (stage, id of the measure).
    One query.
    """
    lines = []
    for measure in Measure.objects.filter(pk__in={pk for _stage, pk in models}):
        found = [(stage, models[stage, measure.pk]) for stage in Stage.values if (stage, measure.pk) in models]
        stages = {stage: _together(measure, parts.get((stage, measure.pk), []), number) for stage, number in found}
        lines.append(Reached(unit_of(measure), stages, measure))
    return lines


EVERY = "*"  # stands for the code of a measure: all of them, each in its own unit


@dataclass(frozen=True)
class Asked:
    """Of which number the parts are asked: a measure (its code), or a kind of contribution, of one source or ("") of all.

    `EVERY` measure has models, and no number of its own.
    """

    stage: str
    measure: str = ""
    source: str = ""
    kind: str = ""
    per_person: bool = False

    def rows(self) -> QuerySet:
        """The rows of all models of which such a number is made."""
        if self.measure:
            rows = outcome_rows().filter(stage=self.stage).select_related("measure")
            return rows if self.measure == EVERY else rows.filter(measure__code=self.measure)
        rows = contribution_rows(self.per_person).filter(stage=self.stage, kind=self.kind)
        return rows.filter(source=self.source) if self.source else rows


def models_with(initiatives: QuerySet, asked: Asked) -> QuerySet:
    """The models behind a number: those that count, and of which it is made."""
    return counted(initiatives).filter(pk__in=asked.rows().order_by().values("initiative"))


def quantity(initiatives: QuerySet, asked: Asked) -> Quantity:
    """The number itself; what each person gave has no value, for it is never added up. Two queries, or three of a measure."""
    rows = of_counted(asked.rows(), initiatives)
    models = _models(rows).get((asked.stage,), 0)
    if not models or asked.per_person:
        return Quantity(models)
    [parts] = _parts(rows).values()
    return _together(Measure.objects.get(code=asked.measure), parts, models) if asked.measure else _added(parts, models)


def groups(initiatives: QuerySet, asked: Asked, *by: str) -> dict[tuple, "Group"]:
    """The parts of a number by the columns `by` (paths from a row, such as "initiative__sector"). Two queries."""
    rows = of_counted(asked.rows(), initiatives)
    models = _models(rows, *by)
    return {key[1:]: Group(models[key], parts) for key, parts in _parts(rows, *by).items()}


def rows_behind(initiatives: QuerySet, asked: Asked) -> QuerySet:
    """The rows of which a number is made, model by model."""
    return of_counted(asked.rows(), initiatives).order_by("initiative_id", "period", "pk")


def said_by(initiatives: Iterable[Initiative], asked: Asked) -> dict[int, list[Outcome | Contribution]]:
    """What each of these models brings to a number: id of the model → its rows. One query."""
    found: dict[int, list] = defaultdict(list)
    for row in asked.rows().filter(initiative__in=list(initiatives)).order_by("period", "pk"):
        found[row.initiative_id].append(row)
    return found


def printed(row: Outcome | Contribution) -> tuple[str, str]:
    """What a row is about, and its quantity: ("People · Money", "over 2 billion dong")."""
    if isinstance(row, Outcome):
        return str(row.measure), outcome_row(row).quantity
    said = contribution_row(row)
    return said.name, said.quantity


def per_person(initiatives: QuerySet) -> dict[tuple[str, str], int]:
    """How many models say what each person gives, by stage and kind. It stands in no sum. One query."""
    return _models(of_counted(contribution_rows(per_person=True), initiatives), "kind")


def quoted() -> list[ReferenceFigure]:
    """The figures that are quoted from elsewhere, in their order."""
    return list(ReferenceFigure.objects.all())


def unit_of_quoted(figure: ReferenceFigure) -> amounts.Unit:
    """In what a quoted figure is printed: money as money is, everything else with its own unit."""
    if figure.unit_vi in ("đồng", "VND"):
        return amounts.MONEY
    return amounts.Unit(Dimension.COUNT, figure.unit)


# ---- what the database groups ----


def of_counted(rows: QuerySet, initiatives: QuerySet) -> QuerySet:
    """Those of these figures whose models count."""
    return rows.filter(initiative__in=counted(initiatives).values("pk")).order_by()


def contribution_rows(per_person: bool = False) -> QuerySet:
    """What all models say was given, all together or by each person."""
    return Contribution.objects.filter(per_person=per_person)


def outcome_rows() -> QuerySet:
    """A row without a period says the whole of its measure: those of single periods beside it are not added once more."""
    same = {name: OuterRef(name) for name in ("initiative", "stage", "measure")}
    return Outcome.objects.filter(Q(period="") | ~Exists(Outcome.objects.filter(**same, period="")))


def _models(rows: QuerySet, *by: str) -> dict[tuple, int]:
    """How many models say something, by stage and `by`. One query."""
    groups = rows.values_list("stage", *by).annotate(models=Count("initiative", distinct=True))
    return {tuple(key): number for *key, number in groups}


@dataclass(frozen=True)
class Part:
    """The values of one qualifier: their sum, and the largest of them (None where it is not asked for)."""

    qualifier: str
    total: int
    largest: int | None


def _parts(rows: QuerySet, *by: str) -> dict[tuple, list[Part]]:
    """The values by stage and `by`, apart for each qualifier. One query."""
    found: dict[tuple, list[Part]] = defaultdict(list)
    groups = rows.values_list("stage", *by, "qualifier").annotate(
        high=Sum(F("value") / HALF), low=Sum(F("value") % HALF), largest=Max("value")
    )
    for *key, qualifier, high, low, largest in groups:
        found[tuple(key)].append(Part(qualifier, high * HALF + low, largest))
    return found


@dataclass
class Group:
    """What some models bring to a number. Groups without a common model can be put together with `+=`."""

    models: int = 0
    parts: list[Part] = field(default_factory=list)

    def __iadd__(self, other: "Group") -> "Group":
        self.models += other.models
        self.parts = [*self.parts, *other.parts]
        return self

    def quantity(self, measure: Measure | None) -> Quantity:
        """The number, as the measure adds up; without a measure it is a contribution, which is summed."""
        if not self.models:
            return NOTHING
        return _together(measure, self.parts, self.models) if measure else _added(self.parts, self.models)


def _added(parts: list[Part], models: int) -> Quantity:
    return Quantity(models, sum(part.total for part in parts), amounts.combine(part.qualifier for part in parts))


def _largest(parts: list[Part], models: int) -> Quantity:
    largest = max(part.largest for part in parts)
    said = {part.qualifier for part in parts if part.largest == largest}
    return Quantity(models, largest, next(qualifier for qualifier in _SAYS_MOST if qualifier in said))


def _together(measure: Measure, parts: list[Part], models: int) -> Quantity:
    match measure.adding:
        case Adding.SUM:
            return _added(parts, models)
        case Adding.LARGEST:
            return _largest(parts, models)
    return Quantity(models)
