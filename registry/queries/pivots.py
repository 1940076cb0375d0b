"""Free analysis: one figure of the catalogue, or one sum, by rows and columns that the reader chooses.

Each cell, row, column and the whole are counted for themselves, since a model may stand in several columns (levels,
sources); where it cannot, they add up. A cell opens exactly its models: `models` narrows by the same keys.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from registry import amounts
from registry.models import Campaign, Measure
from registry.vocabulary import ContributionKind, Stage, UnitsAsOf

from . import dimensions, sums
from .indicators import INDICATORS, Figures, Indicator

LEVEL, SOURCE, MEASURE, EVERY = dimensions.LEVEL, dimensions.SOURCE, dimensions.MEASURE, sums.EVERY
OVERLAPPING = {LEVEL, SOURCE, MEASURE}  # dimensions in which one model may stand several times
DIMENSIONS = {
    "sector": gettext_lazy("Field"),
    "type": gettext_lazy("Submitter type"),
    LEVEL: gettext_lazy("Level of recognition"),
    "unit": gettext_lazy("Unit"),
    "district": gettext_lazy("Former district"),
    "year": gettext_lazy("Year"),
    "status": gettext_lazy("Status"),
    "novelty": gettext_lazy("New or maintained"),
    SOURCE: pgettext_lazy("contribution", "Source"),
    MEASURE: gettext_lazy("Measure"),
}


@dataclass(frozen=True)
class Figure:
    """What stands in the cells: an indicator of the catalogue, or a sum (of one measure, of all measures, of one kind)."""

    key: str
    name: str
    indicator: Indicator | None = None
    measure: str = ""  # its code, or `sums.EVERY`
    kind: str = ""
    stage: str = ""

    @property
    def is_sum(self) -> bool:
        return self.indicator is None

    @property
    def definition(self) -> str:
        """The exact wording of what counts."""
        if self.indicator:
            return str(self.indicator.definition)
        return _("Of registered models that no reviewer marked as a duplicate; a joint model counts once.")

    def fits(self, dimension: str) -> bool:
        """Whether the figure can be split so: levels belong to counts, sources to contributions, measures to outcomes."""
        match dimension:
            case "level":
                return not self.is_sum
            case "source":
                return bool(self.kind)
            case "measure":
                return self.measure == sums.EVERY
        return True

    def asked(self, source: str = "", measure: str = "") -> sums.Asked:
        """Of which rows the sum is made, narrowed to a source or a measure."""
        return sums.Asked(self.stage, measure or self.measure, source, self.kind)


@dataclass(frozen=True)
class Cell:
    """A number or a quantity; `models` is how many models it opens."""

    models: int = 0
    number: object = None  # int, Decimal (per cent), or None where there is nothing to print
    said: str = ""  # a quantity as it is printed
    qualifier: str = ""  # of a quantity
    unit: amounts.Unit | None = None  # of a quantity


@dataclass
class Question:
    """What is asked; `rows` and `columns` are keys of `DIMENSIONS`, or "" for none."""

    figure: Figure
    campaigns: list[Campaign]  # in which models count, newest first
    rows: str = "sector"
    columns: str = ""
    units: str = UnitsAsOf.THEN
    sector: str = ""
    type: str = ""

    @property
    def path(self) -> str:
        """The way from a model to the campaign in which it counts."""
        return self.figure.indicator.campaign if self.figure.indicator else "campaign"

    def of(self, initiatives: QuerySet) -> QuerySet:
        """The models among which is counted: of these campaigns, of the chosen field and submitter type."""
        found = initiatives.filter(**{f"{self.path}__in": [campaign.pk for campaign in self.campaigns]}).order_by()
        found = found.filter(sector__code=self.sector) if self.sector else found
        return found.filter(submitter_type=self.type) if self.type else found


@dataclass
class Table:
    """The answer: lines in their order, cells by (key of the row, key of the column); "" is the sum over a dimension."""

    rows: list[dimensions.Line] = field(default_factory=list)
    columns: list[dimensions.Line] = field(default_factory=list)
    cells: dict[tuple[str, str], Cell] = field(default_factory=dict)

    def cell(self, row: str = "", column: str = "") -> Cell:
        return self.cells.get((row, column), Cell())


def figures() -> list[tuple[str, list[Figure]]]:
    """All figures that can be asked for, in groups: (name of the group, figures). One query."""
    stages = {Stage.ACHIEVED: pgettext_lazy("contribution", "Given"), Stage.TARGET: pgettext_lazy("contribution", "Planned")}
    given = [
        Figure(f"{kind.value}.{stage.value}", f"{kind.label}: {word}", kind=kind.value, stage=stage.value)
        for kind in ContributionKind
        for stage, word in stages.items()
    ]
    measures = {sums.EVERY: _("Each measure"), **{measure.code: str(measure) for measure in Measure.objects.all()}}
    reached = [
        Figure(
            f"{'each' if code == sums.EVERY else code}.{stage.value}", f"{name}: {stage.label}", measure=code, stage=stage.value
        )
        for code, name in measures.items()
        for stage in _STAGES
    ]
    counts = [Figure(key, str(one.name), indicator=one) for key, one in INDICATORS.items()]
    return [(_("Models"), counts), (_("Contributions"), given), (_("Outcomes"), reached)]


_STAGES = (Stage.ACHIEVED, Stage.TARGET)


def answer(question: Question, initiatives: QuerySet) -> Table:
    """Count the whole table: four groupings of the database, a dozen where levels are asked, and the names of the lines."""
    among = question.of(initiatives)
    lines = {dimension: dimensions.of(dimension, question) for dimension in (question.rows, question.columns) if dimension}
    count = _quantities if question.figure.is_sum else _counts
    cells = {}
    for rows, columns in {(question.rows, question.columns), (question.rows, ""), ("", question.columns), ("", "")}:
        cells |= count(question, among, lines.get(rows), lines.get(columns))
    found = [{key[side] for key in cells} - {""} for side in (0, 1)]
    named = [lines[one].named(keys) if one else [] for one, keys in zip((question.rows, question.columns), found, strict=True)]
    return Table(*named, cells)


def models(question: Question, initiatives: QuerySet, row: str = "", column: str = "") -> QuerySet:
    """The models behind one cell; an empty key stands for the sum over its dimension."""
    found, figure = question.of(initiatives), question.figure
    keys = {question.rows: row, question.columns: column}
    if figure.is_sum:
        asked = figure.asked(keys.get(SOURCE, ""), keys.get(MEASURE, ""))
        found = sums.models_with(found, asked)
    else:
        found = found.filter(_conditions(figure)[0])
    for dimension, key in keys.items():
        if key and dimension not in ("", SOURCE, MEASURE):
            found = found.filter(dimensions.of(dimension, question).condition(key, found))
    return found


def named(question: Question, dimension: str, key: str) -> list[dimensions.Line]:
    """The line of this key, with its name; nothing where there is none."""
    return dimensions.of(dimension, question).named([key])


def _conditions(figure: Figure) -> list[Q]:
    """What counts; of a share, its part and its whole."""
    keys = figure.indicator.share or (figure.indicator.key,)
    return [INDICATORS[key].condition for key in keys]


def _counts(question: Question, among: QuerySet, rows, columns) -> dict[tuple[str, str], Cell]:
    """The cells of counts: one grouping of the database, or one for each level."""
    lines = [rows, columns]
    side = next((side for side, line in enumerate(lines) if isinstance(line, dimensions.Levels)), None)
    if side is None:
        return _grouped(question, among, rows, columns)
    levels, lines[side] = lines[side], None
    cells = {}
    for key in levels.keys:
        for place, cell in _grouped(question, among.filter(levels.condition(key, among)), *lines).items():
            cells[(key, place[1]) if side == 0 else (place[0], key)] = cell
    return cells


def _grouped(question: Question, among: QuerySet, rows, columns) -> dict[tuple[str, str], Cell]:
    conditions = _conditions(question.figure)
    paths = [path for one in (rows, columns) if one for path in one.paths]
    counts = {f"number_{index}": Count("pk", filter=condition) for index, condition in enumerate(conditions)}
    found = among.values_list(*paths).annotate(**counts) if paths else [among.aggregate(**counts).values()]
    numbers: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0] * len(conditions))
    for values in found:
        values = list(values)
        key = _key(values, rows), _key(values, columns)
        numbers[key] = [had + more for had, more in zip(numbers[key], values, strict=True)]
    return {key: _counted(question.figure, *counted) for key, counted in numbers.items() if any(counted)}


def _counted(figure: Figure, number: int, whole: int | None = None) -> Cell:
    if whole is None:
        return Cell(number, number)
    return Cell(number, Figures(dict(zip(figure.indicator.share, (number, whole), strict=True)))[figure.key])


def _quantities(question: Question, among: QuerySet, rows, columns) -> dict[tuple[str, str], Cell]:
    figure = question.figure
    paths = [path if one.is_of_rows else f"initiative__{path}" for one in (rows, columns) if one for path in one.paths]
    measures = {measure.code: measure for measure in Measure.objects.all()} if figure.measure else {}
    groups: dict[tuple[str, str], sums.Group] = defaultdict(sums.Group)
    for values, group in sums.groups(among, figure.asked(), *paths).items():
        values = list(values)
        groups[_key(values, rows), _key(values, columns)] += group
    cells = {}
    for key, group in groups.items():
        code = next((part for one, part in zip((rows, columns), key, strict=True) if one and one.dimension == MEASURE), "")
        measure = measures.get(code or figure.measure)
        if figure.measure and not measure:  # over all measures nothing is added up
            cells[key] = Cell(group.models)
            continue
        quantity = group.quantity(measure)
        unit = sums.unit_of(measure) if measure else sums.unit_of_kind(figure.kind)
        cells[key] = Cell(group.models, quantity.value, quantity.said(unit), quantity.qualifier, unit)
    return cells


def _key(values: list, line) -> str:
    """Take the values of a line off the front of a group; they say its key."""
    if not line:
        return ""
    size = len(line.paths)
    taken, values[:size] = tuple(values[:size]), []
    return line.key(taken)
