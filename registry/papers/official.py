"""Official papers in the looks of state, party and Front: decisions with their lists, minutes, letters of proposal.

One set of facts becomes a PDF or a Word file, so that both always say the same. Papers are Vietnamese, whatever language
the reader has chosen.
"""

from dataclasses import dataclass, field


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

    `layout` is a `vocabulary.Layout`; `number_line` reads “Số: 05/QĐ-UBND”; `bases`, `paragraphs` and `recipients` hold
    one line each; `foot` stands small at the end of the last page (the head of the trail), `watermark` across each page.
    """

    layout: str
    body: str
    title: str
    superior: str = ""
    number_line: str = ""
    place_and_date: str = ""
    subject: str = ""
    bases: list[str] = field(default_factory=list)
    resolves: str = ""
    paragraphs: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)
    annexes: list[Annex] = field(default_factory=list)
    foot: str = ""
    watermark: str = ""


def pdf(paper: Official) -> bytes:
    """The paper as PDF, with its fonts embedded."""
    raise NotImplementedError


def word(paper: Official) -> bytes:
    """The paper as a Word file (docx) that staff can go on editing."""
    raise NotImplementedError
