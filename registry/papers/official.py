"""Official papers in the looks of state, party and Front: decisions with their lists, minutes, letters of proposal.

One set of facts becomes a PDF or a Word file, so that both always say the same. Papers are Vietnamese, whatever language
the reader has chosen.
"""

from dataclasses import asdict, dataclass, field
from datetime import date

from registry.text import day_words

from . import typeset


@dataclass
class Annex:
    """A list behind the paper: `rows` hold as many cells as there are `heads`; `widths` are shares of the page."""

    title: str
    heads: list[str]
    rows: list[list[str]]
    widths: list[int]
    subtitle: str = ""
    is_landscape: bool = False


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


STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"


def pdf(paper: Official) -> bytes:
    """The paper as PDF, with its fonts embedded."""
    return typeset.pdf("official", asdict(paper) | {"state": STATE, "motto": MOTTO, "party": PARTY})


def word(paper: Official) -> bytes:
    """The paper as a Word file (docx) that staff can go on editing."""
    from . import word as file  # heavy, and few requests need it

    return file.made(paper, state=STATE, motto=MOTTO, party=PARTY)
