"""The table of a free analysis as lines for CSV and as an Excel sheet."""

import io
from collections.abc import Iterator
from decimal import Decimal

from django.conf import settings
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from registry.queries import pivots
from registry.vocabulary import Qualifier, SubmitterType, UnitsAsOf

from . import sheets


def lines(question: pivots.Question, table: pivots.Table) -> Iterator[list]:
    """Head, lines and sum; quantities in the base unit of their dimension (VND, m, m², days), per cent as numbers."""
    yield _head(question, table)
    columns = [column.key for column in table.columns] if question.columns else []
    for key, name in _named_rows(table):
        cells = [table.cell(key, column) for column in (*columns, "")]
        yield [capfirst(name), *(cell.number for cell in cells)]


def said(question: pivots.Question) -> list[str]:
    """What was asked, in words: figure, years, units, field, submitter type."""
    years = [campaign.year for campaign in question.campaigns]
    parts = [question.figure.name, str(years[0]) if len(years) == 1 else f"{years[-1]}–{years[0]}"]
    if {"unit", "district"} & {question.rows, question.columns}:
        parts.append(str(UnitsAsOf(question.units).label))
    parts += [question.sector, str(SubmitterType(question.type).label) if question.type else ""]
    return [part for part in parts if part]


def _head(question, table) -> list[str]:
    first = str(pivots.DIMENSIONS[question.rows])
    return [first, *(column.name for column in table.columns), _("Total")]


def workbook(question: pivots.Question, table: pivots.Table, scope: str) -> bytes:
    """The table as an Excel file with real numbers; a qualifier (trên, gần) is part of the number's format."""
    content = io.BytesIO()
    with sheets.book(content) as book:
        looks = sheets.Looks(book)
        sheet = book.add_worksheet(_("Analysis")[:31])
        sheet.write_string(0, 0, sheets.clean(" · ".join(said(question))), looks(bold=True, font_size=14))
        day = date_format(localdate(), "SHORT_DATE_FORMAT")
        sample = " · " + _("sample data") if settings.DEMO else ""
        when = _("%(scope)s, as of %(day)s") % {"scope": capfirst(scope), "day": day}
        sheet.write_string(1, 0, sheets.clean(when + sample), looks(italic=True))
        sheet.write_string(2, 0, question.figure.definition, looks(italic=True))
        heads = _head(question, table)
        for column, name in enumerate(heads):
            sheet.write_string(HEAD, column, capfirst(name), looks.head())
        end = _rows(sheet, looks, question, table)
        sheet.set_column(0, 0, 38)
        sheet.set_column(1, len(heads) - 1, 18)
        sheets.print_setup(sheet, head=HEAD, end=end, last=len(heads) - 1, is_landscape=len(heads) > 5)
    return content.getvalue()


HEAD = 4  # the row of the head: two lines of title and the definition stand above it, then an empty one


def _rows(sheet, looks, question: pivots.Question, table: pivots.Table) -> int:
    """Write the lines and the sum below the head; return the number of the last row."""
    columns = [column.key for column in table.columns] if question.columns else []
    for number, (key, name) in enumerate(_named_rows(table), start=HEAD + 1):
        sheet.write_string(number, 0, sheets.clean(capfirst(name)), looks(border=1, bold=not key, text_wrap=True))
        for column, other in enumerate((*columns, ""), start=1):
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


def _named_rows(table: pivots.Table) -> list[tuple[str, str]]:
    """Key and name of each line, the sum last."""
    return [*((row.key, row.name) for row in table.rows), ("", _("Total"))]
