"""Free analysis: leaders choose a figure, rows and columns; the address holds the question, so that it can be sent."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registry.exchange import pivots as exports
from registry.exchange.sheets import CONTENT_TYPE
from registry.models import Campaign, Sector
from registry.queries import initiatives as lists
from registry.queries import pivots, statistics
from registry.vocabulary import SubmitterType, UnitsAsOf

from . import leadership

ROWS = 25
ALL_YEARS = "all"


@require_safe
def analysis(request):
    """The question as a form, and its answer as a table; each number opens exactly its models."""
    leadership.require_leading(request.user)
    if not (campaigns := statistics.campaigns()):
        return render(request, "registry/leadership/leadership.html", {"campaign": None})
    asked = _asked(request.GET, campaigns)
    table = pivots.answer(asked.question, statistics.led_by(request.user))
    context = {
        "asked": asked,
        "question": asked.question,
        "scope": leadership.scope_in_words(request.user),
        "lines": _lines(asked, table),
        "columns": table.columns,
        "total": _linked(asked, table, "", ""),
        "totals": [_linked(asked, table, "", column.key) for column in table.columns],
        "overlapping": [
            pivots.DIMENSIONS[one]
            for one in (asked.question.rows, asked.question.columns)
            if one in pivots.OVERLAPPING and not (asked.question.figure.is_sum and one == pivots.MEASURE)
        ],
        "csv": asked.address("analysis-csv"),
        "xlsx": asked.address("analysis-xlsx"),
    }
    return render(request, "registry/leadership/analysis.html", context)


@require_safe
def models(request):
    """Exactly the models behind one cell of the table."""
    leadership.require_leading(request.user)
    if not (campaigns := statistics.campaigns()):
        return render(request, "registry/leadership/leadership.html", {"campaign": None})
    asked = _asked(request.GET, campaigns)
    row, column = (request.GET.get(name, "")[:40].replace("\0", "") for name in ("row", "column"))
    found = pivots.models(asked.question, statistics.led_by(request.user), row, column)
    context = {
        "asked": asked,
        "question": asked.question,
        "page": lists.page_by_code(found, request.GET, ROWS),
        "total": found.count(),
        "narrowed": _narrowed(asked.question, row, column),
        "overview": asked.address(),
    }
    return render(request, "registry/leadership/analysis_models.html", context)


@require_safe
def as_csv(request):
    """The table as CSV."""
    asked, table = _answer(request)
    return leadership.as_csv(exports.lines(asked.question, table), "analysis")


@require_safe
def as_xlsx(request):
    """The table as an Excel sheet, with real numbers."""
    asked, table = _answer(request)
    content = exports.workbook(asked.question, table, leadership.scope_in_words(request.user))
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = 'attachment; filename="dan-van-kheo-analysis.xlsx"'
    return response


def _answer(request):
    leadership.require_leading(request.user)
    if not (campaigns := statistics.campaigns()):
        raise Http404
    asked = _asked(request.GET, campaigns)
    return asked, pivots.answer(asked.question, statistics.led_by(request.user))


# ---- what the address asks for ----


@dataclass
class Asked:
    """The question, and what can be chosen in its place. What made no sense was left out, and `notes` say so."""

    question: pivots.Question
    year: str
    campaigns: list[Campaign]
    figures: list[tuple[str, list[pivots.Figure]]]
    sectors: list[Sector]
    notes: list[str] = field(default_factory=list)

    def address(self, name="analysis", **more) -> str:
        """The address of the same question."""
        question = self.question
        asked = {
            "figure": question.figure.key,
            "rows": question.rows,
            "columns": question.columns or "-",
            "campaign": self.year,
            "units": question.units,
            "sector": question.sector,
            "type": question.type,
            **more,
        }
        return f"{reverse(name)}?{urlencode({key: value for key, value in asked.items() if value})}"

    @property
    def rows_name(self):
        return pivots.DIMENSIONS[self.question.rows]

    @property
    def dimensions(self):
        return pivots.DIMENSIONS.items()

    @property
    def types(self):
        return SubmitterType

    @property
    def units(self):
        return UnitsAsOf


def _asked(parameters, campaigns: list[Campaign]) -> Asked:
    figures = pivots.figures()
    known = {figure.key: figure for _group, of_group in figures for figure in of_group}
    sectors = list(Sector.objects.all())
    notes = []

    def one_of(name: str, values, default: str, sentence: str) -> str:
        value = parameters.get(name, "")
        if value in values:
            return value
        if value and sentence:
            notes.append(sentence)
        return default

    figure = known[one_of("figure", known, "registered", _("There is no such figure; these are the registered models."))]
    years = {str(campaign.year): [campaign] for campaign in campaigns} | {ALL_YEARS: campaigns}
    newest = str(campaigns[0].year)
    year = one_of(
        "campaign", years, newest, _("There is no such campaign; these are the figures of %(year)s.") % {"year": newest}
    )
    nonsense = _("The table cannot be divided in that way; the nearest sensible table is shown.")
    dimensions = {key for key in pivots.DIMENSIONS if figure.fits(key)}
    rows = one_of("rows", dimensions, "sector", nonsense)
    columns = one_of("columns", {*dimensions, "-"} - {rows}, "-", nonsense)
    if "columns" not in parameters and rows != "type":
        columns = "type"
    if figure.measure == pivots.EVERY and pivots.MEASURE not in (rows, columns):
        if "rows" in parameters:
            notes.append(_("Different measures are never added up, so they stand in the rows."))
        rows = pivots.MEASURE
    question = pivots.Question(
        figure,
        years[year],
        rows,
        "" if columns == "-" else columns,
        one_of("units", UnitsAsOf.values, UnitsAsOf.THEN.value, ""),
        one_of(
            "sector", {sector.code for sector in sectors}, "", _("There is no such field; these are the models of all fields.")
        ),
        one_of("type", SubmitterType.values, "", ""),
    )
    return Asked(question, year, campaigns, figures, sectors, list(dict.fromkeys(notes)))


# ---- what is printed ----


@dataclass(frozen=True)
class LinkedCell:
    """A printed cell and the address of exactly its models ("" for none)."""

    cell: pivots.Cell
    name: str
    address: str


def _linked(asked: Asked, table: pivots.Table, row: str, column: str) -> LinkedCell:
    cell = table.cell(row, column)
    name = next((one.name for one in table.columns if one.key == column), _("Total"))
    address = asked.address("analysis-models", row=row, column=column) if cell.models else ""
    return LinkedCell(cell, name, address)


def _lines(asked: Asked, table: pivots.Table) -> list[tuple[str, list[LinkedCell], LinkedCell]]:
    return [
        (row.name, [_linked(asked, table, row.key, column.key) for column in table.columns], _linked(asked, table, row.key, ""))
        for row in table.rows
    ]


def _narrowed(question: pivots.Question, row: str, column: str) -> str:
    """Which cell was opened, in words."""
    parts = []
    for dimension, key in ((question.rows, row), (question.columns, column)):
        if dimension and key:
            parts += [line.name for line in pivots.named(question, dimension, key)]
    if question.sector:
        parts.append(str(Sector.objects.get(code=question.sector)))
    if question.type:
        parts.append(str(SubmitterType(question.type).label))
    return " · ".join(parts)
