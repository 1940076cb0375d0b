"""The table of a free analysis as lines for CSV and as an Excel sheet."""

import io
from collections.abc import Iterator

from django.conf import settings
from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from registry.queries import pivots
from registry.vocabulary import Qualifier, SubmitterType, UnitsAsOf

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def lines(question: pivots.Question, table: pivots.Table) -> Iterator[list]:
    """Head, lines and sum; quantities in the base unit of their dimension (VND, m, m², days), per cent as numbers."""
    yield _head(question, table)
    columns = [column.key for column in table.columns] if question.columns else []
    for key, name in [*((row.key, row.name) for row in table.rows), ("", _("Total"))]:
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


def workbook(question: pivots.Question, table: pivots.Table, scope: str) -> HttpResponse:
    """The table as an Excel file with real numbers; a qualifier (trên, gần) is part of the number's format."""
    import xlsxwriter  # heavy, and few requests need it

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    look = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
    title, quiet = book.add_format({**look, "bold": True, "font_size": 14}), book.add_format({**look, "italic": True})
    head = book.add_format({**look, "bold": True, "border": 1, "text_wrap": True, "align": "center"})
    words = book.add_format({**look, "border": 1, "text_wrap": True})
    bold = book.add_format({**look, "border": 1, "bold": True})
    formats: dict[tuple, object] = {}

    def format_of(cell, is_sum):
        key = (cell.qualifier, is_sum, question.figure.indicator is not None and bool(question.figure.indicator.share))
        if key not in formats:
            shape = "#,##0.0" if key[2] else "#,##0"
            prefix = str(Qualifier(cell.qualifier).label) if cell.qualifier not in ("", Qualifier.EXACTLY) else ""
            shape = f'"{prefix} "{shape}' if prefix else shape
            formats[key] = book.add_format({**look, "border": 1, "bold": is_sum, "num_format": shape, "align": "right"})
        return formats[key]

    sheet = book.add_worksheet(_("Analysis")[:31])
    heads = _head(question, table)
    sheet.write_string(0, 0, " · ".join(said(question)), title)
    day = date_format(localdate(), "SHORT_DATE_FORMAT")
    sample = " · " + _("sample data") if settings.DEMO else ""
    sheet.write_string(1, 0, _("%(scope)s, as of %(day)s") % {"scope": capfirst(scope), "day": day} + sample, quiet)
    sheet.write_string(2, 0, question.figure.definition, quiet)
    top = 4
    for column, name in enumerate(heads):
        sheet.write_string(top, column, capfirst(name), head)
    columns = [column.key for column in table.columns] if question.columns else []
    last = [*((row.key, row.name) for row in table.rows), ("", _("Total"))]
    for number, (key, name) in enumerate(last, start=top + 1):
        sheet.write_string(number, 0, capfirst(name), words if key else bold)
        for column, other in enumerate((*columns, ""), start=1):
            cell = table.cell(key, other)
            if cell.number is None:
                sheet.write_blank(number, column, None, words)
            else:
                sheet.write_number(number, column, cell.number, format_of(cell, not key or not other))
    sheet.set_column(0, 0, 38)
    sheet.set_column(1, len(heads) - 1, 18)
    sheet.freeze_panes(top + 1, 1)
    sheet.repeat_rows(top)
    sheet.print_area(0, 0, top + len(last), len(heads) - 1)
    sheet.set_paper(9)
    if len(heads) > 5:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    book.close()
    response = HttpResponse(content.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="dan-van-kheo-analysis.xlsx"'
    return response
