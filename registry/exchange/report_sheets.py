"""The tables of a report as an Excel file: one sheet each, in the look of the lists that offices print, and the definitions.

Numbers are numbers: the separators are left to the Excel of the reader, the qualifier of a quantity stands in its format.
"""

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from registry.models import Report
from registry.queries import reports, wordings
from registry.queries.report_sums import QUALIFIERS
from registry.queries.report_tables import CHANGE, NUMBER, PERCENT, QUANTITY, TEXT, UNIT, Table

from . import sheets
from .sheets import clean

LONGEST_NAME = 31  # characters of a sheet's name
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_PLACE = "place"  # the kind of the column of running numbers
_ALIGNED = {
    **{kind: {"align": "left", "indent": 1, "text_wrap": True} for kind in (TEXT, UNIT)},
    _PLACE: {"align": "center"},
}
_NARROWEST = 60  # characters over all columns: the titles have to fit
_FORMATS = {NUMBER: sheets.WHOLE, PERCENT: sheets.PERCENT, CHANGE: "+#,##0;[Red]-#,##0;0"}


def made(report: Report, facts: reports.Facts | None = None) -> bytes:
    """The file: a sheet for each table, in the order of the catalogue, then the definitions of all figures."""
    facts = facts or reports.facts_of(report)
    content = io.BytesIO()
    with sheets.book(content) as book:
        book.set_properties({"title": clean(facts.fill(report.title)), "author": clean(facts.heading["body"]), "comments": ""})
        looks = _Looks(book)
        heading = _Heading.of(report, facts)
        for table in facts.tables.values():
            _sheet(book, looks, heading, table)
        _definitions(book, looks, heading, facts)
    return content.getvalue()


@dataclass(frozen=True)
class _Heading:
    """What stands above every table and at the foot of every page."""

    body: str
    subject: str
    when: str
    watermark: str

    @classmethod
    def of(cls, report: Report, facts: reports.Facts) -> "_Heading":
        when = timezone.localtime(facts.taken_at)
        state = "Số liệu chốt lúc" if report.snapshot_id else "Số liệu chưa chốt, tính lúc"
        words = f"{state} {when:%H:%M} ngày {when:%d/%m/%Y}"
        mark = wordings.watermark(is_draft=not report.snapshot_id).replace("\n", " – ")
        return cls(clean(facts.heading["body"]), clean(facts.fill(report.title)), words, mark)


class _Looks(sheets.Looks):
    """The looks of the cells of a table, by what stands in them."""

    def cell(self, kind: str, *, is_bold: bool, number_format: str = ""):
        aligned = _ALIGNED.get(kind, {"align": "right"})
        number_format = number_format or _FORMATS.get(kind, "")
        shown = {"num_format": number_format} if number_format else {}
        return self(border=1, bold=is_bold, **aligned, **shown)


def _sheet(book, looks: _Looks, heading: _Heading, table: Table):
    """Two lines of title, the head, the rows with a running number, the notes."""
    sheet = book.add_worksheet(_NOT_IN_NAMES.sub(" ", table.title)[:LONGEST_NAME].strip())
    kinds = [*[_PLACE] * table.is_numbered, *table.kinds]
    heads = [*(["TT"] if table.is_numbered else []), *table.heads]
    widths = _widths(kinds, heads, table)
    _titles(sheet, looks, heading, table.title, widths)
    for column, (words, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.write_string(HEAD, column, clean(words), looks.head())
        sheet.set_column(column, column, width)
    for place, row in enumerate(table.rows, start=1):
        is_total = table.has_total and place == len(table.rows)
        number = [None if is_total else place] if table.is_numbered else []
        for column, (kind, cell) in enumerate(zip(kinds, [*number, *row], strict=True)):
            _cell(sheet, looks, HEAD + place, column, kind, cell, is_bold=is_total)
    end = HEAD + max(len(table.rows), 1)
    if not table.rows:
        sheets.across(sheet, end, widths, "(Không có số liệu)", looks(italic=True, border=1, align="center"))
    for note in table.notes:
        end += 1
        sheets.across(sheet, end, widths, note, looks(italic=True, font_size=11, text_wrap=True))
    is_landscape = table.is_wide or kinds.count(QUANTITY) == 2
    _page(sheet, heading, end, len(heads) - 1, is_landscape=is_landscape)


def _widths(kinds: list[str], heads: list[str], table: Table) -> list[float]:
    """The widths of all columns; the first column of text takes what the titles need beside them."""
    columns = zip(*table.rows, strict=True) if table.rows else [()] * len(table.kinds)
    widths = [_width(*column) for column in zip(kinds, heads, [*[()] * table.is_numbered, *columns], strict=True)]
    first = kinds.index(TEXT)
    widths[first] += max(0, _NARROWEST - sum(widths))
    return widths


def _width(kind: str, head: str, cells: Iterable) -> float:
    """The width of a column in characters: as its longest text needs, within reason; numbers have enough for billions."""
    if kind in (TEXT, UNIT):
        return min(44, max([*map(len, head.split()), *(len(str(cell or "")) for cell in cells)]) + 3)
    if kind == QUANTITY:
        return 24 if any(cell and cell["qualifier"] for cell in cells) else 17
    return 6 if kind == _PLACE else max(10, *(len(word) + 2 for word in head.split()))


HEAD = 4  # the row of the head: two lines of title and one of the subject stand above it, then an empty one


def _titles(sheet, looks: _Looks, heading: _Heading, title: str, widths: list[float]):
    sheets.across(sheet, 0, widths, heading.body.upper(), looks(bold=True, align="center", text_wrap=True))
    sheets.across(sheet, 1, widths, title.upper(), looks(bold=True, align="center", font_size=14, text_wrap=True), 20)
    sheets.across(sheet, 2, widths, heading.subject, looks(italic=True, align="center", text_wrap=True))
    marked = f"{heading.watermark} · {heading.when}" if heading.watermark else heading.when
    sheets.across(sheet, 3, widths, marked, looks(italic=True, align="center", font_size=11, text_wrap=True))
    sheet.set_row(HEAD, 48)


def _cell(sheet, looks: _Looks, row: int, column: int, kind: str, cell, *, is_bold: bool):
    if cell is None or cell == "":
        sheet.write_blank(row, column, None, looks.cell(kind, is_bold=is_bold))
    elif kind in (TEXT, UNIT):
        sheet.write_string(row, column, clean(str(cell)), looks.cell(kind, is_bold=is_bold))
    elif kind == PERCENT:
        sheet.write_number(row, column, cell / 100, looks.cell(kind, is_bold=is_bold))
    elif kind == QUANTITY:
        value, number_format = _quantity(cell)
        sheet.write_number(row, column, value, looks.cell(kind, is_bold=is_bold, number_format=number_format))
    else:
        sheet.write_number(row, column, cell, looks.cell(kind, is_bold=is_bold))


def _quantity(cell: dict) -> tuple[float, str]:
    """The number of a quantity and the format in which it is shown: “trên” before it, never inside it."""
    if cell["unit"] == "%":
        return cell["value"] / 100, sheets.PERCENT
    if cell["unit"] == "điểm %":
        return cell["value"], '+0.0" điểm %";-0.0" điểm %";0.0" điểm %"'
    if cell["said"].startswith(("+", "−")):
        return cell["value"], _FORMATS[CHANGE]
    return cell["value"], sheets.qualified(QUALIFIERS.get(cell["qualifier"], ""))


def _definitions(book, looks: _Looks, heading: _Heading, facts: reports.Facts):
    sheet = book.add_worksheet("Định nghĩa")
    widths = [30, 68]
    _titles(sheet, looks, heading, "Định nghĩa các chỉ tiêu", widths)
    for column, words in enumerate(("Chỉ tiêu", "Cách tính")):
        sheet.write_string(HEAD, column, words, looks.head())
    end = HEAD
    for end, (name, words) in enumerate(facts.definitions.items(), start=HEAD + 1):
        sheet.write_string(end, 0, clean(name), looks.cell(TEXT, is_bold=True))
        sheet.write_string(end, 1, clean(words), looks.cell(TEXT, is_bold=False))
        sheet.set_row(end, 16 * (1 + max(len(words) // 60, len(name) // 26)))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    _page(sheet, heading, end, 1, is_landscape=False)


def _page(sheet, heading: _Heading, end: int, last: int, *, is_landscape: bool):
    """How the sheet is printed, and what stands at the head and foot of each page."""
    sheets.print_setup(sheet, head=HEAD, end=end, last=last, is_landscape=is_landscape)
    if heading.watermark:
        sheet.set_header(f'&C&"{sheets.FONT},Bold"&16&KBFBFBF{heading.watermark}')
    sheet.set_footer(f'&L&"{sheets.FONT},Italic"&9{heading.when}&R&"{sheets.FONT},Regular"&9&P/&N')
