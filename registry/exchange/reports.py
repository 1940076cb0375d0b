"""The paper of a report: its text with everything filled in, long tables behind it. Nobody is named but the signatory."""

from django.utils import timezone, translation

from registry import text
from registry.models import Report
from registry.papers.official import Annex, Official, Piece, Signature, number_line, place_and_date
from registry.queries import report_text, reports, wordings
from registry.queries.report_tables import Table
from registry.vocabulary import ReportKind, ReportState

OF_REPORTS = tuple(report_text.KINDS)
_KINDS = {report_text.HIGHLIGHT: "strong"}


def name(report: Report) -> str:
    """The name of the report's files, without the ending."""
    kind = "bao cao nam" if report.kind == ReportKind.YEARLY else "bao cao 6 thang nam"
    return text.fold(f"{kind} {report.campaign.year} {report.number or report.pk}").replace(" ", "-")


def paper(report: Report, facts: reports.Facts | None = None) -> Official:
    """The report as an official paper, in the look of its body: as frozen, else as its figures are now."""
    facts = facts or reports.facts_of(report)
    blocks = facts.blocks(report.text)
    is_draft = report.state != ReportState.FROZEN
    with translation.override("vi"):
        return Official(
            **facts.heading,
            number_line=number_line(facts.heading["layout"], report.number),
            place_and_date=place_and_date(facts.words["place"], report.reported_on),
            subject=facts.fill(report.title),
            pieces=pieces(blocks),
            recipients=wordings.lines(facts.fill(report.recipients)),
            signatures=[Signature(report.signatory_position, report.signatory)],
            annexes=annexes(blocks, facts),
            foot=_foot(facts, is_frozen=not is_draft),
            watermark=wordings.watermark(is_draft=is_draft),
        )


def pieces(blocks: list[report_text.Block]) -> list[Piece]:
    """The text of the paper. In the place of a long table stands where it is found."""
    found = []
    for block in blocks:
        if block.table is None:
            found.append(Piece(_KINDS.get(block.kind, block.kind), block.text))
        elif block.annex:
            found.append(Piece("prose", f"(Chi tiết tại Phụ lục {block.annex} kèm theo.)"))
            found += [Piece("note", note) for note in block.table.notes]
        else:
            found.append(_table(block.text, block.table))
            found += [Piece("note", note) for note in block.table.notes]
    return found


def _table(words: str, table: Table) -> Piece:
    return Piece(
        "table",
        words,
        heads=table.heads_of_lines(),
        rows=table.lines(),
        widths=table.widths_of_lines(),
        numbers=table.numbers_of_lines(),
        has_total=table.has_total,
    )


def annexes(blocks: list[report_text.Block], facts: reports.Facts) -> list[Annex]:
    words = facts.words
    belongs = f"(Kèm theo Báo cáo số {words['number']} {words['date']} của {words['body']})"
    return [
        Annex(
            title=block.text.upper() if len(block.text) < 60 else block.text,
            subtitle=belongs,
            heads=block.table.heads_of_lines(),
            rows=block.table.lines(),
            widths=block.table.widths_of_lines(),
            numbers=block.table.numbers_of_lines(),
            has_total=block.table.has_total,
            is_landscape=block.table.is_wide,
        )
        for block in blocks
        if block.annex
    ]


def _foot(facts: reports.Facts, *, is_frozen: bool) -> str:
    """When the figures were counted, so that nobody quotes them without their day."""
    when = timezone.localtime(facts.taken_at)
    words = "Số liệu chốt lúc" if is_frozen else "Số liệu chưa chốt, tính lúc"
    return f"{words} {when:%H:%M} ngày {when:%d/%m/%Y}."


def preview(filled: dict) -> list[Piece]:
    """The text of a wording for its preview: tables are lines that say what will stand there."""
    return [
        Piece("heading", line[2:]) if line.startswith("# ") else Piece("note" if line.startswith("(") else "prose", line)
        for line in filled["text"]
    ]
