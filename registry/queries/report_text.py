"""The text of a report: staff write paragraphs, headings and placeholders; facts make of them what is read and printed."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from registry.vocabulary import ReportKind, Template

from .report_tables import Table
from .wordings import SAMPLES, fill, lines, marks

TEMPLATES = {ReportKind.YEARLY: Template.YEARLY_REPORT, ReportKind.HALF_YEARLY: Template.HALF_YEAR_REPORT}
KINDS = {template: kind for kind, template in TEMPLATES.items()}
TABLES = {
    "table_figures": "Kết quả chung",
    "table_types": "Kết quả theo loại hình",
    "table_sectors": "Kết quả theo lĩnh vực",
    "table_units": "Kết quả theo đơn vị",
    "table_silent": "Đơn vị chưa gửi mô hình đăng ký",
    "table_novelty": "Mô hình đăng ký mới, tiếp tục duy trì và kết thúc",
    "table_levels": "Mô hình được công nhận theo cấp",
    "table_cascade": "Từ đăng ký đến công nhận các cấp",
    "table_contributions": "Nguồn lực đóng góp",
    "table_outcomes": "Kết quả đạt được theo chỉ tiêu",
}
HIGHLIGHTS = "highlights"
BLOCKS = (*TABLES, HIGHLIGHTS)
TO_FILL = "…"  # what is still to be written
WITHHELD = "(Nội dung về mô hình này không được cung cấp theo quy định về thông tin hạn chế và bảo vệ dữ liệu cá nhân.)"
LONG = 30  # rows of a table beyond which it stands behind the report
_ALONE = re.compile(r"\{(\w+)\}\Z")
HEADING, PROSE, TABLE, NOTE, HIGHLIGHT = "heading", "prose", "table", "note", "highlight"


@dataclass
class Block:
    """A piece of the text: a heading, a paragraph, a note below a table, a highlighted model, or a table with its title.

    `annex` is the number under which a long table stands behind the report, 0 where it stands in the text.
    """

    kind: str
    text: str = ""
    table: Table | None = None
    annex: int = 0


def placeholders(kind: str) -> list[tuple[str, str]]:
    """What the text of such a report may mention: (name, example or title), figures first."""
    known = SAMPLES[TEMPLATES[ReportKind(kind)]]
    return [(name, TABLES.get(name, example)) for name, example in known.items()]


@dataclass
class Wrong:
    """The names in braces that cannot stay: those that stand for nothing, tables inside a sentence, tables that stand twice."""

    strange: list[str]
    crowded: list[str]
    twice: list[str]


def wrong_marks(kind: str, title: str, text: str, recipients: str = "") -> Wrong:
    """What is wrong with the names in braces of a report. A table stands once: it may be long, and has one number."""
    known = dict(placeholders(kind))
    written = [mark for words in (title, text, recipients) for mark in marks(words)]
    inside = [title, recipients, *(line for line in lines(text) if not _ALONE.match(line))]
    times = Counter(mark for mark in marks(text) if mark in BLOCKS)
    return Wrong(
        list(dict.fromkeys(mark for mark in written if mark not in known)),
        list(dict.fromkeys(mark for line in inside for mark in marks(line) if mark in BLOCKS)),
        [mark for mark, number in times.items() if number > 1],
    )


def to_fill(text: str) -> int:
    """How many paragraphs still wait to be written."""
    return sum(TO_FILL in line for line in lines(text))


def blocks(text: str, words: dict[str, str], tables: dict[str, Table], highlights: Iterable[dict]) -> list[Block]:
    """The text with everything filled in. Tables are numbered in the order in which they stand."""
    found: list[Block] = []
    number = annex = 0
    for line in lines(text):
        alone = _ALONE.match(line)
        if line.startswith("# "):
            found.append(Block(HEADING, fill(line[2:].strip(), words)))
        elif alone and alone[1] == HIGHLIGHTS:
            found += _highlights(highlights)
        elif alone and alone[1] in tables:
            table = tables[alone[1]]
            if table.is_empty:
                found.append(Block(PROSE, f"({table.title}: không có số liệu.)"))
                continue
            if len(table.rows) > LONG:
                annex += 1
                found.append(Block(TABLE, f"Phụ lục {annex}. {table.title}", table, annex))
                continue
            number += 1
            found.append(Block(TABLE, f"Bảng {number}. {table.title}", table))
        else:
            found.append(Block(PROSE, fill(line, words)))
    return found


def _highlights(highlights: Iterable[dict]) -> list[Block]:
    """Each model in bold with its unit, below it what staff say of it. No person is named."""
    found = []
    for number, one in enumerate(highlights, start=1):
        if one.get("is_withheld"):
            found.append(Block(HIGHLIGHT, f"{number}. {WITHHELD}"))
            continue
        parts = [f"“{one['title']}”", *filter(None, (one["holder"], one["unit"]))]
        found.append(Block(HIGHLIGHT, f"{number}. Mô hình {' – '.join(parts)}."))
        found += [Block(PROSE, line) for line in lines(one["text"])]
    return found or [Block(PROSE, "(Chưa chọn mô hình tiêu biểu.)")]
