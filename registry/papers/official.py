"""Official papers in the looks of state, party and Front: decisions with their lists, minutes, letters of proposal.

One set of facts becomes a PDF or a Word file, so that both always say the same. Papers are Vietnamese, whatever language
the reader has chosen.
"""

import re
from dataclasses import asdict, dataclass, field
from datetime import date

from registry.text import day_words

from . import typeset


@dataclass
class Annex:
    """A list behind the paper: `rows` hold as many cells as there are `heads`; `widths` are shares of the page.

    The first cell is the running number; its column is always as wide as NUMBER_MM, the shares part what remains.
    """

    title: str
    heads: list[str]
    rows: list[list[str]]
    widths: list[int]
    subtitle: str = ""
    is_landscape: bool = False
    numbers: list[int] = field(default_factory=list)  # the columns that hold numbers, set to the right
    has_total: bool = False  # whether the last row is the sum


@dataclass
class Piece:
    """A piece of a paper whose text is more than paragraphs. `kind`: heading, prose, strong, note, or table.

    A table has its title as `text`, and rows with as many cells as there are `heads`; `widths` are shares of the page.
    """

    kind: str
    text: str = ""
    heads: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    has_total: bool = False


@dataclass
class Signature:
    """Who signs: `role` in capitals (CHỦ TỊCH), `remark` below in italics, `name` at the foot."""

    role: str
    name: str
    remark: str = ""


@dataclass
class Official:
    """What one official paper says. All values are words, filled in; empty ones leave no gap.

    `layout` is a `vocabulary.Layout`; `number_line` reads “Số: 05/QĐ-UBND”; `authority` stands above the bases (CHỦ TỊCH
    ỦY BAN NHÂN DÂN TỈNH …), `resolves` below them (QUYẾT ĐỊNH:); `bases`, `paragraphs` and `recipients` hold one line
    each; `foot` stands small at the end of the last page (the head of the trail), `watermark` across each page.
    """

    layout: str
    body: str
    title: str
    superior: str = ""
    number_line: str = ""
    place_and_date: str = ""
    subject: str = ""
    authority: str = ""
    bases: list[str] = field(default_factory=list)
    resolves: str = ""
    paragraphs: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)  # what follows the paragraphs
    recipients: list[str] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)
    annexes: list[Annex] = field(default_factory=list)
    foot: str = ""
    watermark: str = ""


def number_line(layout: str, number: str) -> str:
    """The line of the number: “Số: 05/QĐ-UBND”; on papers of the party “Số 983-QĐ/TU”. Dots where it is not known yet."""
    return f"{'Số' if layout == 'party' else 'Số:'} {number or '……'}"


def place_and_date(place: str, day: date | None) -> str:
    """The line below the motto: “Quảng Ninh, ngày 05 tháng 11 năm 2024”; without a place only the day."""
    words = day_words(day)
    return f"{place}, {words}" if place else words.capitalize()


NUMBER_MM = 12  # “STT” and “1400” need so much
_IN_ONE_LINE = 26  # letters of the body's name, in capitals
# Where a reader breaks the name of a body: before the unit to which it belongs.
_UNIT = re.compile(
    r"\s+(?=(?:(?:Tỉnh|Thành|Thị|Quận|Huyện|Đảng) ủy|tỉnh|thành phố|thị xã|quận|huyện|phường|xã|thị trấn|đặc khu)\s)",
    re.IGNORECASE,
)

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"


def lines_of_head(name: str, most: int = _IN_ONE_LINE) -> list[str]:
    """The name of a body as it stands in the head: a short one in one line, a long one broken before each unit it names.

    What is then longer than `most` letters is broken in the middle, not where the room happens to end.
    """
    found = []
    for line in name.split("\n"):
        pieces = _UNIT.split(line) if len(line) > _IN_ONE_LINE else [line]
        found += [half for piece in pieces for half in _halves(piece, most)]
    return [line for line in found if line]


def _halves(words: str, most: int) -> list[str]:
    """A long line in two of about equal length, and these again if they have to be."""
    breaks = [place for place, letter in enumerate(words) if letter == " "]
    if len(words) <= most or not breaks:
        return [words]
    middle = min(breaks, key=lambda place: abs(2 * place + 1 - len(words)))
    return [*_halves(words[:middle], most), *_halves(words[middle + 1 :], most)]


def facts(paper: Official) -> dict:
    """What the template of the PDF reads."""
    said = asdict(paper) | {"state": STATE, "motto": MOTTO, "party": PARTY, "number_mm": NUMBER_MM}
    said |= {"head": lines_of_head(paper.body), "head_above": lines_of_head(paper.superior)}
    for annex in said["annexes"]:
        annex["widths"] = annex["widths"][1:]
    return said


def pdf(paper: Official) -> bytes:
    """The paper as PDF, with its fonts embedded."""
    return typeset.pdf("official", facts(paper))


def word(paper: Official) -> bytes:
    """The paper as a Word file (docx) that staff can go on editing."""
    from . import word as file  # heavy, and few requests need it

    heads = lines_of_head(paper.superior), lines_of_head(paper.body)
    return file.made(paper, heads, state=STATE, motto=MOTTO, party=PARTY, number_mm=NUMBER_MM)
