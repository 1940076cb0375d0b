"""What a table of a report is, and how its cells are printed.

Reports are Vietnamese official papers, whatever language the reader has chosen. A table is made of plain values, so that a
snapshot keeps it as it was printed and a sheet holds real numbers.
"""

from dataclasses import asdict, dataclass, field

TEXT, NUMBER, PERCENT, CHANGE, QUANTITY = "text", "number", "percent", "change", "quantity"
UNIT = "unit"  # a text for sheets alone: on paper the unit stands behind each number
TOTAL = "Tổng cộng"
WHOLE_UNIT = "Đơn vị tính: mô hình. Mỗi mô hình được tính cho đơn vị đã đăng ký."  # printed under tables of counts


@dataclass
class Table:
    """A table: `kinds` says of each column what its cells are, `widths` their shares of the page.

    A cell is a text; a number; a share in per cent; a change with its sign; or a quantity {"value", "said", "qualifier",
    "unit"}. None is nothing to print. With `has_total` the last row is the sum. `notes` stand below.
    """

    key: str
    title: str
    heads: list[str]
    kinds: list[str]
    widths: list[int]
    rows: list[list] = field(default_factory=list)
    has_total: bool = False
    is_numbered: bool = False
    is_wide: bool = False
    notes: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return len(self.rows) <= self.has_total

    def facts(self) -> dict:
        return asdict(self)

    def lines(self) -> list[list[str]]:
        """The rows as words, as they stand on paper; a numbered table has its numbers in front."""
        written = [[said(kind, cell) for kind, cell in self._shown(row) if kind != UNIT] for row in self.rows]
        if not self.is_numbered:
            return written
        last = len(written) - self.has_total
        return [[str(number) if number <= last else "", *line] for number, line in enumerate(written, start=1)]

    def heads_of_lines(self) -> list[str]:
        return [*["TT"] * self.is_numbered, *(head for kind, head in self._shown(self.heads) if kind != UNIT)]

    def widths_of_lines(self) -> list[int]:
        return [*[6] * self.is_numbered, *(width for kind, width in self._shown(self.widths) if kind != UNIT)]

    def numbers_of_lines(self) -> list[int]:
        """Which columns of `lines` hold numbers."""
        kinds = [*[TEXT] * self.is_numbered, *(kind for kind in self.kinds if kind != UNIT)]
        return [place for place, kind in enumerate(kinds) if kind != TEXT]

    def _shown(self, values: list) -> list[tuple]:
        return list(zip(self.kinds, values, strict=True))


def said(kind: str, cell) -> str:
    """A cell as a Vietnamese paper prints it: 1.400 · 57,7% · +528 · trên 2 tỷ đồng."""
    if cell is None:
        return "–"
    match kind:
        case "number":
            return dotted(cell)
        case "percent":
            return f"{cell:.1f}%".replace(".", ",")
        case "change":
            return f"+{dotted(cell)}" if cell > 0 else f"−{dotted(-cell)}" if cell < 0 else "0"
        case "quantity":
            return cell["said"]
    return str(cell)


def dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")
