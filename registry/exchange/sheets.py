"""What all Excel files share: a book in which text stays text, its looks, and how a sheet is printed."""

import re

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FONT = "Times New Roman"
WHOLE, PERCENT = "#,##0", "0.0%"  # formats of numbers; the separators are left to the Excel of the reader
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def book(content):
    """A new book that is written to the file `content`. Whatever a text begins with, it stays a text: no formulas, no links."""
    import xlsxwriter  # heavy, and few requests need it

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    return xlsxwriter.Workbook(content, options)


class Looks:
    """The formats of a book, each made once."""

    def __init__(self, book):
        self._book = book
        self._made = {}

    def __call__(self, **changes):
        key = tuple(sorted(changes.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"font_name": FONT, "font_size": 12, "valign": "vcenter", **changes})
        return self._made[key]

    def head(self):
        return self(bold=True, border=1, align="center", text_wrap=True, bg_color="#E7ECE9")


def across(sheet, row: int, widths: list[float], words: str, look, points: int = 16):
    """A text over the whole width of a table with columns of these widths, as many lines of `points` high as it needs."""
    if len(widths) > 1:  # one column alone cannot be merged
        sheet.merge_range(row, 0, row, len(widths) - 1, "", look)
    sheet.write_string(row, 0, clean(words), look)
    sheet.set_row(
        row, points * (1 + int(1.1 * len(words) * points / 16 // sum(widths)))
    )  # merged cells never grow by themselves


def qualified(words: str) -> str:
    """The format of a quantity: “trên” stands before the number, never inside it, so that the number stays one."""
    return f'"{words} "{WHOLE}' if words else WHOLE


def print_setup(sheet, *, head: int, end: int, last: int, is_landscape: bool):
    """How the sheet is printed: A4, as wide as one page, the row `head` on each page and fixed on the screen."""
    sheet.set_paper(9)
    sheet.set_landscape() if is_landscape else sheet.set_portrait()
    sheet.set_margins(left=1.18, right=0.79, top=0.79, bottom=0.79)  # 30, 20, 20, 20 mm, in inches
    sheet.freeze_panes(head + 1, 0)
    sheet.repeat_rows(head)
    sheet.print_area(0, 0, end, last)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.hide_gridlines(2)


def clean(words: str) -> str:
    """The text without what no Excel file may hold."""
    return _NOT_IN_XML.sub("", words)
