"""The table of a free analysis as lines for CSV and as an Excel sheet."""

import io
from collections.abc import Iterator
from decimal import Decimal

from django.conf import settings
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.models import Measure, Sector
from registry.queries import pivots
from registry.queries.outcomes import unit_of_kind
from registry.vocabulary import ContributionKind, Dimension, Qualifier, SubmitterType, UnitsAsOf

from . import sheets
from .exports import percent


def lines(question: pivots.Question, table: pivots.Table) -> Iterator[list]:
    """Head, lines and sum; quantities in the unit that the head names, per cent as the reader's spreadsheet reads it."""
    yield _head(question, table)
    for key, name in _named_rows(question, table):
        cells = [table.cell(key, column) for column in _columns(question, table)]
        yield [capfirst(name), *(percent(cell.number) if isinstance(cell.number, Decimal) else cell.number for cell in cells)]


def said(question: pivots.Question) -> list[str]:
    """What was asked, in words: figure, its unit, years, units, field, submitter type."""
    years = [campaign.year for campaign in question.campaigns]
    parts = [question.figure.name, _unit(question.figure), str(years[0]) if len(years) == 1 else f"{years[-1]}–{years[0]}"]
    if {"unit", "district"} & {question.rows, question.columns}:
        parts.append(str(UnitsAsOf(question.units).label))
    sector = Sector.objects.filter(code=question.sector).first() if question.sector else None
    parts += [str(sector or ""), str(SubmitterType(question.type).label) if question.type else ""]
    return [part for part in parts if part]


# Values are written in the base unit of their dimension, whatever unit a measure is printed in.
_UNITS = {Dimension.MONEY: gettext_lazy("VND"), Dimension.LENGTH: "m", Dimension.AREA: "m²"}
_OF_KINDS = {ContributionKind.LABOUR: gettext_lazy("working days"), ContributionKind.IN_KIND: gettext_lazy("VND, estimated")}


def _unit(figure: pivots.Figure) -> str:
    """In what the numbers of a sum are written: VND, m², m; "" for counts, and where each measure has its own."""
    if figure.kind:
        return str(_OF_KINDS.get(figure.kind) or _UNITS[unit_of_kind(figure.kind).dimension])
    measure = Measure.objects.filter(code=figure.measure).first() if figure.measure else None
    return _unit_of(measure) if measure else ""


def _unit_of(measure: Measure) -> str:
    return str(_UNITS.get(measure.dimension, measure.unit))


def _head(question: pivots.Question, table: pivots.Table) -> list[str]:
    unit = _unit(question.figure)
    first = str(pivots.DIMENSIONS[question.rows])
    columns = [name for _key, name in _named(question, question.columns, table.columns)]
    return [f"{first} ({unit})" if unit else first, *columns, _("Total")]


def _columns(question: pivots.Question, table: pivots.Table) -> list[str]:
    """The keys of the columns, that of the sum last."""
    return [*([column.key for column in table.columns] if question.columns else []), ""]


def _named(question: pivots.Question, dimension: str, found) -> list[tuple[str, str]]:
    """Key and name of each line; a measure says its unit, for the cells hold bare numbers."""
    if dimension != pivots.MEASURE:
        return [(line.key, line.name) for line in found]
    units = {measure.code: _unit_of(measure) for measure in Measure.objects.all()}
    return [(line.key, f"{line.name} ({units[line.key]})") for line in found]


def _named_rows(question: pivots.Question, table: pivots.Table) -> list[tuple[str, str]]:
    """Key and name of each line, the sum last."""
    return [*_named(question, question.rows, table.rows), ("", _("Total"))]


def workbook(question: pivots.Question, table: pivots.Table, scope: str) -> bytes:
    """The table as an Excel file with real numbers; a qualifier (trên, gần) is part of the number's format."""
    content = io.BytesIO()
    with sheets.book(content) as book:
        looks = sheets.Looks(book)
        sheet = book.add_worksheet(_("Analysis")[:31])
        heads = _head(question, table)
        widths = [38, *[max(13, min(24, 2 + max(map(len, head.split())))) for head in heads[1:]]]
        sheets.across(sheet, 0, widths, " · ".join(said(question)), looks(bold=True, font_size=14, text_wrap=True), 20)
        day = date_format(localdate(), "SHORT_DATE_FORMAT")
        sample = " · " + _("sample data") if settings.DEMO else ""
        when = _("%(scope)s, as of %(day)s") % {"scope": capfirst(scope), "day": day}
        sheets.across(sheet, 1, widths, when + sample, looks(italic=True, text_wrap=True))
        sheets.across(sheet, 2, widths, question.figure.definition, looks(italic=True, text_wrap=True))
        for column, (name, width) in enumerate(zip(heads, widths, strict=True)):
            sheet.write_string(HEAD, column, sheets.clean(capfirst(name)), looks.head())
            sheet.set_column(column, column, width)
        end = _rows(sheet, looks, question, table)
        sheets.print_setup(sheet, head=HEAD, end=end, last=len(heads) - 1, is_landscape=len(heads) > 5)
    return content.getvalue()


HEAD = 4  # the row of the head: two lines of title and the definition stand above it, then an empty one


def _rows(sheet, looks, question: pivots.Question, table: pivots.Table) -> int:
    """Write the lines and the sum below the head; return the number of the last row."""
    for number, (key, name) in enumerate(_named_rows(question, table), start=HEAD + 1):
        sheet.write_string(number, 0, sheets.clean(capfirst(name)), looks(border=1, bold=not key, text_wrap=True))
        for column, other in enumerate(_columns(question, table), start=1):
            cell = table.cell(key, other)
            look = {"border": 1, "bold": not key or not other, "align": "right"}
            if cell.number is None:
                sheet.write_blank(number, column, None, looks(**look))
            elif isinstance(cell.number, Decimal):
                sheet.write_number(number, column, cell.number / 100, looks(**look, num_format=sheets.PERCENT))
            else:
                words = "" if cell.qualifier in ("", Qualifier.EXACTLY) else str(Qualifier(cell.qualifier).label)
                sheet.write_number(number, column, cell.number, looks(**look, num_format=sheets.qualified(words)))
    return number
