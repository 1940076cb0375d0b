"""What the kept totals say: contributions and outcomes of all registered models, at the same cost whatever their number.

They are what `sums` adds up anew of the figures themselves: of models that are registered and no duplicate, without what
each person gave. A model says one thing once, whatever the number of its figures (`MODELS`); figures of one qualifier are
added up apart, in two halves (`HIGH`, `LOW`), so that the sum can say how exact it is. Of a measure that is never put
together only the models are counted; of one whose largest figure counts, the `FIGURES` of each value; these are counted of
the value 0 in every sum, which would not show them. `services.totals` writes them.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

from django.db.models import Count as Rows
from django.db.models import F, QuerySet, Sum

from registry.models import Campaign, Contribution, Initiative, Measure, Outcome, Total
from registry.vocabulary import Adding

from . import sums
from .ledgers import rows_of, summed

MODELS, FIGURES, HIGH, LOW = "models", "figures", "high", "low"


def read(campaign: Campaign, units: set[int] | None) -> tuple[list[sums.Given], list[sums.Reached]]:
    """The contributions and outcomes of a campaign, in `units` (ids; None: in all), as `sums` makes them. Two queries."""
    models: dict[bool, dict[tuple, int]] = {True: {}, False: {}}
    numbers: dict[bool, dict[tuple, Counter]] = {True: defaultdict(Counter), False: defaultdict(Counter)}
    columns = ("measure", "source", "kind", "stage", "part", "qualifier", "value")
    for measure, source, kind, stage, part, qualifier, value, number in summed(rows_of(Total, [campaign], units), *columns):
        key = (stage, measure) if measure else (stage, source, kind)
        if part == MODELS:
            models[bool(measure)][key] = number
        else:
            numbers[bool(measure)][key, qualifier, value][part] = number
    parts = {is_outcome: _parts(found) for is_outcome, found in numbers.items()}
    return sums.lines_given(parts[False], models[False]), sums.lines_reached(parts[True], models[True])


def _parts(numbers: dict[tuple, Counter]) -> dict[tuple, list[sums.Part]]:
    found = defaultdict(list)
    for (key, qualifier, value), of_part in numbers.items():
        total = of_part[HIGH] * sums.HALF + of_part[LOW] if value is None else value * of_part[FIGURES]
        found[key].append(sums.Part(qualifier, total, value))
    return found


# ---- what they are made of ----


def of_model(initiative: Initiative, outcomes: Iterable[Outcome], contributions: Iterable[Contribution]) -> Counter:
    """What a model that counts brings to the totals: place (`Total.PLACE`) → number. `outcomes` know their measures."""
    outcomes, found = list(outcomes), Counter()
    whole = {(row.stage, row.measure_id) for row in outcomes if not row.period}
    whose = (initiative.campaign_id, initiative.unit_id)
    for row in outcomes:
        if row.period and (row.stage, row.measure_id) in whole:  # a single period of what stands there as a whole
            continue
        at = (*whose, row.measure_id, "", "", str(row.stage))
        found[*at, MODELS, "", None] = 1
        if row.measure.adding == Adding.SUM:
            _add_value(found, at, row)
        elif row.measure.adding == Adding.LARGEST:
            found[*at, FIGURES, str(row.qualifier), row.value] += 1
    for row in contributions:
        if row.per_person:
            continue
        at, of_all = ((*whose, None, source, str(row.kind), str(row.stage)) for source in (str(row.source), ""))
        found[*at, MODELS, "", None] = found[*of_all, MODELS, "", None] = 1
        _add_value(found, at, row)
    return _with_all_units(found)


def _add_value(found: Counter, at: tuple, row: Outcome | Contribution):
    if row.value:
        found[*at, HIGH, str(row.qualifier), None] += row.value // sums.HALF
        found[*at, LOW, str(row.qualifier), None] += row.value % sums.HALF
    else:
        found[*at, FIGURES, str(row.qualifier), 0] += 1


def _with_all_units(found: Counter) -> Counter:
    both = Counter(found)
    for (campaign, _unit, *what), number in found.items():
        both[campaign, None, *what] += number
    return both


def made_of(measure: Measure | None = None) -> Counter:
    """All totals anew, or those of one measure, of the figures themselves: place → number, none of them 0. Eight queries."""
    given, reached = (
        sums.of_counted(rows, Initiative.objects.all()) for rows in (sums.contribution_rows(), sums.outcome_rows())
    )
    if measure:
        given, reached = given.none(), reached.filter(measure=measure)
    added, largest = (reached.filter(measure__adding=adding) for adding in (Adding.SUM, Adding.LARGEST))
    of_source = (("source", "kind"), lambda source, kind: (None, source, kind))
    of_kind = (("kind",), lambda kind: (None, "", kind))
    of_measure = (("measure",), lambda measure: (measure, "", ""))
    found: Counter = Counter()
    for rows, (columns, what) in ((given, of_source), (given, of_kind), (reached, of_measure)):
        for at, [number] in _grouped(rows, columns, what, models=Rows("initiative", distinct=True)):
            found[*at, MODELS, "", None] = number
    halves = {"high": Sum(F("value") / sums.HALF), "low": Sum(F("value") % sums.HALF)}
    nothing = (rows.filter(value=0) for rows in (given, added))
    for rows, (columns, what) in ((given, of_source), (added, of_measure)):
        for at, [qualifier, high, low] in _grouped(rows, columns, what, "qualifier", **halves):
            found[*at, HIGH, qualifier, None], found[*at, LOW, qualifier, None] = high, low
    for rows, (columns, what) in zip((*nothing, largest), (of_source, of_measure, of_measure), strict=True):
        for at, [qualifier, value, number] in _grouped(rows, columns, what, "qualifier", "value", figures=Rows("*")):
            found[*at, FIGURES, qualifier, value] = number
    return +_with_all_units(found)


def _grouped(rows: QuerySet, columns: tuple, what: Callable, *more: str, **numbers) -> Iterator[tuple[tuple, list]]:
    """Groups of figures: where they stand (the first six columns of `Total.PLACE`), and the columns `more` and `numbers`."""
    groups = rows.values_list("initiative__campaign", "initiative__unit", "stage", *columns, *more).annotate(**numbers)
    for campaign, unit, stage, *rest in groups:
        yield (campaign, unit, *what(*rest[: len(columns)]), stage), rest[len(columns) :]
