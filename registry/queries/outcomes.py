"""The figures of one model: as rows that a form fills and a service stores, and as they are printed.

Rows are plain values without ids, in one lasting order, so that two lists are equal exactly if they say the same.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from registry import amounts, text
from registry.models import Contribution, Initiative, Measure, Outcome
from registry.vocabulary import DIMENSION_OF_KIND, ContributionKind, Qualifier, Source, Stage

# The fields that hold figures, as the forms and services call them, each with the stage of its rows.
OUTCOME_FIELDS = {"targets": Stage.TARGET, "achieved": Stage.ACHIEVED}
CONTRIBUTION_FIELDS = {"contributions": Stage.TARGET, "contributed": Stage.ACHIEVED}


def unit_of(measure: Measure) -> amounts.Unit:
    """In what the values of a measure are written and printed."""
    return amounts.Unit(measure.dimension, measure.unit, (measure.unit_vi, measure.unit_en, measure.unit_de))


def unit_of_kind(kind: str) -> amounts.Unit:
    """In what a kind of contribution is written and printed."""
    return amounts.Unit(DIMENSION_OF_KIND[kind])


def in_words(value: int, qualifier: str, unit: amounts.Unit) -> str:
    """A number as it is printed, and in words: "trên 1,3 tỷ đồng (một tỷ ba trăm triệu)"."""
    return f"{amounts.qualified(value, qualifier, unit)} ({amounts.in_words(value)})"


class _Figure:
    """What a row of either kind says of its number; the row has `value`, `qualifier` and `unit`."""

    @property
    def in_words(self) -> str:
        """The number shown back to whoever wrote it."""
        return in_words(self.value, self.qualifier, self.unit)

    @property
    def quantity(self) -> str:
        return amounts.qualified(self.value, self.qualifier, self.unit)


@dataclass(frozen=True)
class OutcomeRow(_Figure):
    """One value aimed at or reached. `value` is whole, in the base unit of the measure's dimension."""

    measure: Measure
    value: int
    qualifier: str = Qualifier.EXACTLY
    period: str = ""
    note: str = ""

    @property
    def key(self) -> tuple:
        """What stands once in a model and stage."""
        return self.measure.pk, self.period

    @property
    def order(self) -> tuple:
        return self.measure.order, self.measure.pk, self.period, self.value, self.qualifier, self.note

    @property
    def unit(self) -> amounts.Unit:
        return unit_of(self.measure)

    def __str__(self):
        return _joined(f"{self.measure}: {self.quantity}", self.period, self.note)

    def as_json(self) -> dict:
        """For a revision: the measure by its code."""
        return {
            "measure": self.measure.code,
            "value": self.value,
            "qualifier": str(self.qualifier),
            "period": self.period,
            "note": self.note,
        }


@dataclass(frozen=True)
class ContributionRow(_Figure):
    """What one source gives or gave: VND, m² or working days. `per_person`: of each person, in no sum."""

    source: str
    kind: str
    value: int
    qualifier: str = Qualifier.EXACTLY
    per_person: bool = False
    period: str = ""
    note: str = ""

    @property
    def key(self) -> tuple:
        return self.source, self.kind, self.per_person, self.period

    @property
    def order(self) -> tuple:
        place = Source.values.index(self.source), ContributionKind.values.index(self.kind)
        return *place, self.per_person, self.period, self.note, self.value, self.qualifier

    @property
    def unit(self) -> amounts.Unit:
        return unit_of_kind(self.kind)

    @property
    def name(self) -> str:
        return f"{Source(self.source).label} · {ContributionKind(self.kind).label}"

    def __str__(self):
        quantity = _("%(quantity)s of each person") % {"quantity": self.quantity} if self.per_person else self.quantity
        return _joined(f"{self.name}: {quantity}", self.period, self.note)

    def as_json(self) -> dict:
        return {
            "source": str(self.source),
            "kind": str(self.kind),
            "value": self.value,
            "qualifier": str(self.qualifier),
            "per_person": self.per_person,
            "period": self.period,
            "note": self.note,
        }


def _joined(*said) -> str:
    return " · ".join(filter(None, said))


def in_order(rows: Iterable) -> list:
    """The rows in the order in which they are kept, compared and printed."""
    return sorted(rows, key=lambda row: row.order)


def partners_in_order(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (text.sort_key(name), name))


def outcome_row(row: Outcome) -> OutcomeRow:
    return OutcomeRow(row.measure, row.value, row.qualifier, row.period, row.note)


def contribution_row(row: Contribution) -> ContributionRow:
    return ContributionRow(row.source, row.kind, row.value, row.qualifier, row.per_person, row.period, row.note)


def rows_of(initiative: Initiative) -> dict[str, list]:
    """What the model says in figures, by the names of the fields; of partners the names. Three queries, or none of a
    model that is not saved yet.
    """
    found: dict[str, list] = {name: [] for name in (*OUTCOME_FIELDS, *CONTRIBUTION_FIELDS, "partners")}
    if initiative.pk is None:
        return found
    outcomes, contributions = defaultdict(list), defaultdict(list)
    for row in initiative.outcomes.select_related("measure"):
        outcomes[row.stage].append(outcome_row(row))
    for row in initiative.contributions.all():
        contributions[row.stage].append(contribution_row(row))
    found |= {name: in_order(outcomes[stage]) for name, stage in OUTCOME_FIELDS.items()}
    found |= {name: in_order(contributions[stage]) for name, stage in CONTRIBUTION_FIELDS.items()}
    found["partners"] = partners_in_order(initiative.partners.values_list("name", flat=True))
    return found


def rows_in(data: dict) -> dict[str, list]:
    """The same as a revision froze it. One query, for the measures, or none where it holds no outcomes."""
    codes = {row["measure"] for name in OUTCOME_FIELDS for row in data.get(name, ())}
    measures = {measure.code: measure for measure in Measure.objects.filter(code__in=codes)} if codes else {}

    def outcome(row):
        measure = measures.get(row["measure"]) or Measure(code=row["measure"], name_vi=row["measure"])
        return OutcomeRow(**{**row, "measure": measure})

    return {
        **{name: [outcome(row) for row in data.get(name, ())] for name in OUTCOME_FIELDS},
        **{name: [ContributionRow(**row) for row in data.get(name, ())] for name in CONTRIBUTION_FIELDS},
        "partners": data.get("partners", []),
    }


def measures_to_choose(rows: Iterable[OutcomeRow] = ()) -> list[Measure]:
    """The measures that a form offers: the active ones, and those which the rows use already. One query."""
    used = {row.measure.pk for row in rows}
    return [measure for measure in Measure.objects.all() if measure.is_active or measure.pk in used]


# ---- printed ----


@dataclass
class Line:
    """One line of a printed table: what was aimed at beside what was reached; "" where nothing is said."""

    name: str
    target: str = ""
    achieved: str = ""
    notes: list[str] = field(default_factory=list)


@dataclass
class Shown:
    """The figures of a model, ready to be printed. `has_achieved`: whether anything was reported."""

    outcomes: list[Line]
    contributions: list[Line]
    partners: list[str]
    has_achieved: bool

    def __bool__(self):
        return bool(self.outcomes or self.contributions or self.partners)


def shown(initiative: Initiative, rows: dict[str, list] | None = None) -> Shown:
    """The figures of a model as they are printed. Costs the three queries of `rows_of`, or none where the rows are given."""
    rows = rows_of(initiative) if rows is None else rows
    return Shown(
        _outcome_lines(rows["targets"], rows["achieved"]),
        _contribution_lines(rows["contributions"], rows["contributed"]),
        rows["partners"],
        bool(rows["achieved"] or rows["contributed"]),
    )


def _outcome_lines(targets, achieved) -> list[Line]:
    """A line for each measure and period."""
    lines: dict[tuple, Line] = {}
    for place, rows in (("target", targets), ("achieved", achieved)):
        for row in rows:
            line = lines.setdefault((row.measure.order, *row.key), Line(_joined(str(row.measure), row.period)))
            setattr(line, place, row.quantity)
            if row.note and row.note not in line.notes:
                line.notes.append(row.note)
    return [lines[key] for key in sorted(lines)]


def _contribution_lines(planned, given) -> list[Line]:
    """A line for each source and kind with the sum, and the rows of which it is made; what each person gave stands apart."""
    groups: dict[tuple, dict[str, list]] = {}
    for place, rows in (("target", planned), ("achieved", given)):
        for row in rows:
            at = (*row.order[:2], row.per_person)
            groups.setdefault(at, {"target": [], "achieved": []})[place].append(row)
    lines = []
    for (*_place, per_person), group in sorted(groups.items()):
        first = (group["target"] or group["achieved"])[0]
        line = Line(_("%(name)s, of each person") % {"name": first.name} if per_person else first.name)
        for place, rows in group.items():
            setattr(line, place, _together(rows))
            for row in rows:
                said = _joined(row.quantity if len(rows) > 1 else "", row.period, row.note)
                if said and said not in line.notes:
                    line.notes.append(said)
        lines.append(line)
    return lines


def _together(rows: list[ContributionRow]) -> str:
    """The sum of the rows; what each person gave is never added up."""
    if not rows:
        return ""
    if rows[0].per_person:
        return "; ".join(row.quantity for row in rows)
    qualifier = amounts.combine(row.qualifier for row in rows)
    return amounts.qualified(sum(row.value for row in rows), qualifier, unit_of_kind(rows[0].kind))
