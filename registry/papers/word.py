"""Official papers as Word files. The body is written as XML in one go: a list of 1,400 rows takes a second, not a minute."""

import io
import re
from xml.sax.saxutils import escape, quoteattr

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

NAMESPACES = nsdecls("w", "r") + ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
MM = 1440 / 25.4
WIDTH, HEIGHT = 11906, 16838  # A4, in twentieths of a point
MARGINS = {"top": 1134, "bottom": 1134, "left": 1701, "right": 1134}  # 20, 20, 30, 20 mm
TEXT = WIDTH - MARGINS["left"] - MARGINS["right"]
TEXT_LANDSCAPE = HEIGHT - MARGINS["left"] - MARGINS["right"]
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what a Word file may not hold


def made(paper, heads: tuple[list[str], list[str]], *, state: str, motto: str, party: str, number_mm: int) -> bytes:
    """The file of an `official.Official`. Its last section is that of the last list, as the format wants it.

    `heads` are the lines of the body above and of the body; `number_mm` is the width of the column of running numbers.
    """
    document = Document()
    style = document.styles["Normal"]
    style.font.name = "Times New Roman"
    style.element.rPr.rFonts.set(_w("eastAsia"), "Times New Roman")
    document.core_properties.title = NOT_IN_XML.sub("", f"{paper.title} {paper.subject}".strip())[:255]
    document.core_properties.author = NOT_IN_XML.sub("", paper.body)[:255]
    document.core_properties.comments = ""
    header = _header(document, paper.watermark.replace("\n", " – "))
    parts = [_top(paper, heads, state, motto, party), _words(paper), _end(paper)]
    section = _section(header, is_first=True)
    for annex in paper.annexes:
        parts += [f"<w:p><w:pPr>{section}</w:pPr></w:p>", _annex(annex, round(number_mm * MM))]
        section = _section(header, is_landscape=annex.is_landscape)
    if paper.foot:
        parts.append(_line(paper.foot, size=17, before=240))
    body = parse_xml(f"<w:body {NAMESPACES}>{''.join(parts)}{section}</w:body>")
    document.element.replace(document.element.body, body)  # as a whole: moving 1,400 rows one by one takes ten seconds
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _w(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"


def _text(words: str) -> str:
    """The words for a run: each end of a line is a break, which Word would else print as a space."""
    lines = escape(NOT_IN_XML.sub("", words)).split("\n")
    return "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)


def _run(words: str, *, size=28, bold=False, italic=False) -> str:
    """A run of text; `size` in half points."""
    looks = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    return f'<w:r><w:rPr>{looks}<w:sz w:val="{size}"/></w:rPr>{_text(words)}</w:r>'


def _paragraph(runs: str, *, align="left", before=0, after=0, indent=0, more="") -> str:
    """A paragraph; distances and the indent of the first line in twentieths of a point. `more` are further properties."""
    first = f'<w:ind w:firstLine="{indent}"/>' if indent else ""
    spacing = f'<w:spacing w:before="{before}" w:after="{after}" w:line="264" w:lineRule="auto"/>'
    return f'<w:p><w:pPr>{more}{spacing}{first}<w:jc w:val="{align}"/></w:pPr>{runs}</w:p>'


def _line(words: str, *, align="left", before=0, after=0, **looks) -> str:
    return _paragraph(_run(words, **looks), align=align, before=before, after=after)


def _rule(room: int, width: int) -> str:
    """A line of `width` in the middle of `room`: the lower border of a paragraph of no height."""
    side = max(0, (room - width) // 2)
    border = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
    return (
        f'<w:p><w:pPr>{border}<w:spacing w:before="20" w:after="0" w:line="60" w:lineRule="exact"/>'
        f'<w:ind w:left="{side}" w:right="{side}"/></w:pPr></w:p>'
    )


def _bare_table(columns: list[int], rows: list[list[str]]) -> str:
    """A table without lines, for what stands side by side; each cell holds whole paragraphs."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    lines = "".join(
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell or _line("")}</w:tc>'
            for width, cell in zip(columns, row, strict=True)
        )
        + "</w:tr>"
        for row in rows
    )
    looks = (
        f'<w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    )
    return f"<w:tbl>{looks}<w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"


def _top(paper, heads, state, motto, party) -> str:
    """Body and state, party or Front side by side; below them number, place and date."""
    left, right = 3855, TEXT - 3855  # 68 mm
    above, body = heads
    ours = "".join(_line(line.upper(), align="center", size=24) for line in above)
    ours += "".join(_line(line.upper(), align="center", size=24, bold=True) for line in body)
    if paper.layout == "party":
        ours += _line("*", align="center", size=24, bold=True)
        theirs = _line(party, align="center", size=27, bold=True) + _rule(right, 3740)
    else:
        ours += _rule(left, 1700)
        theirs = _line(state, align="center", size=24, bold=True)
        theirs += _line(motto, align="center", size=27, bold=True) + _rule(right, 3400)
    below = [
        _line(paper.number_line, align="center", size=26),
        _line(paper.place_and_date, align="center", size=27, italic=True),
    ]
    return _bare_table([left, right], [[ours, theirs], below])


def _words(paper) -> str:
    parts = [_line(paper.title.upper(), align="center", before=300, bold=True)]
    if paper.subject:
        parts.append(_line(paper.subject, align="center", bold=True))
        if paper.layout != "party":
            parts.append(_rule(TEXT, 1985))
    parts.append(_line("", size=12))
    if paper.authority:
        parts.append(_line(paper.authority.upper(), align="center", before=60, after=160, bold=True))
    parts += [_prose(line, italic=True) for line in paper.bases]
    if paper.resolves:
        parts.append(_line(paper.resolves.upper(), align="center", before=180, after=120, bold=True))
    parts += [_prose(line) for line in paper.paragraphs]
    parts += [_piece(*pair) for pair in zip(paper.pieces, [*paper.pieces, None][1:], strict=True)]
    return "".join(parts)


def _piece(piece, following) -> str:
    """A piece of the text: a heading, a paragraph, a bold one, a note, or a table with its title.

    The last words stand on the page of the signature, a short table on that of its note. `following` is the next piece or None.
    """
    match piece.kind:
        case "heading":
            return _paragraph(_run(piece.text, bold=True), before=200, after=120, more="<w:keepNext/>")
        case "strong":
            return _paragraph(_run(piece.text, bold=True), align="both", after=120, indent=567)
        case "note":
            return _line(piece.text, before=60, after=60, size=22, italic=True)
        case "table":
            widths = [share * TEXT // sum(piece.widths) for share in piece.widths]
            title = _paragraph(_run(piece.text, size=26, bold=True), align="center", before=160, after=80, more="<w:keepNext/>")
            is_short = len(piece.rows) <= 12  # then it stays on one page
            kept = len(piece.rows) - (not (following and following.kind == "note")) if is_short else 0
            table = _lined_table(piece.heads, piece.rows, widths, piece.numbers, has_total=piece.has_total, kept=kept)
            return title + table
    return _prose(piece.text, more="" if following else "<w:keepNext/>")


def _prose(words: str, *, italic=False, more="") -> str:
    """A justified paragraph; “Điều 1.” at its beginning is bold. `more` are further properties."""
    article = re.match(r"(Điều \d+\.)\s*(.*)$", words)
    runs = _run(words, italic=italic)
    if article:
        runs = _run(article[1], bold=True, italic=italic) + _run(f" {article[2]}", italic=italic)
    return _paragraph(runs, align="both", after=120, indent=567, more=more)


def _end(paper) -> str:
    """Who gets the paper, and who signs it: one person to the right, more of them side by side."""
    recipients = ""
    if paper.recipients:
        recipients = _line("Nơi nhận:", size=24, bold=True, italic=True)
        recipients += "".join(_line(line, size=22) for line in paper.recipients)
    signed = [_signature(signature) for signature in paper.signatures]
    half = TEXT // 2
    gap = _paragraph(_run("", size=12), more="<w:keepNext/>")
    if len(signed) < 2:
        return gap + _bare_table([half, half], [[recipients, "".join(signed)]])
    signed += [""] * (len(signed) % 2)
    pairs = [signed[index : index + 2] for index in range(0, len(signed), 2)]
    return gap + _bare_table([half, half], pairs) + recipients


def _signature(signature) -> str:
    parts = _line(signature.role.upper(), align="center", bold=True)
    if signature.remark:
        parts += _line(signature.remark, align="center", size=26, italic=True)
    return parts + _line("", before=1100) + _line(signature.name, align="center", bold=True)


def _annex(annex, number: int) -> str:
    """The list; `number` is the width of its first column."""
    room = (TEXT_LANDSCAPE if annex.is_landscape else TEXT) - number
    shares = annex.widths[1:]
    widths = [number, *(share * room // sum(shares) for share in shares)]
    title = _line(annex.title, align="center", bold=True)
    if annex.subtitle:
        title += _line(annex.subtitle, align="center", size=26, italic=True)
    table = _lined_table(annex.heads, annex.rows, widths, annex.numbers, has_total=annex.has_total, is_listed=True)
    return f"{title}{_line('', size=12)}{table}{_line('', size=12)}"


def _lined_table(heads, rows, widths, numbers=(), *, has_total=False, is_listed=False, kept=0) -> str:
    """A table with lines; `numbers` are the columns set to the right, in a list the first one stands in the middle.

    The first `kept` rows stay on one page with what follows them.
    """
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    looks = (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr>"
    )
    aligns = ["right" if place in numbers else "left" for place in range(len(heads))]
    if is_listed:
        aligns[0] = "center"
    head = _row(heads, widths, ["center"] * len(heads), is_bold=True, is_head=True, is_kept=kept > 0)
    lines = "".join(
        _row(row, widths, aligns, is_bold=has_total and place == len(rows), is_kept=place <= kept)
        for place, row in enumerate(rows, start=1)
    )
    return f"<w:tbl>{looks}<w:tblGrid>{grid}</w:tblGrid>{head}{lines}</w:tbl>"


def _row(cells: list[str], widths: list[int], aligns: list[str], *, is_bold=False, is_head=False, is_kept=False) -> str:
    """A row of a table; the head is repeated on each page, a kept row stays with the next one."""
    looks = "<w:cantSplit/>" + ("<w:tblHeader/>" if is_head else "")
    spacing = '<w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/>'
    written = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr>{"<w:keepNext/>" if is_kept else ""}{spacing}<w:jc w:val="{align}"/></w:pPr>'
        f"{_run(cell, size=23, bold=is_bold)}</w:p></w:tc>"
        for cell, width, align in zip(cells, widths, aligns, strict=True)
    )
    return f"<w:tr><w:trPr>{looks}</w:trPr>{written}</w:tr>"


def _header(document, watermark: str) -> dict[str, str]:
    """Write the two headers (the number of the page, but not on the first one; the watermark on each); their references."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    number = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    found = {}
    for kind, header, runs in (("first", section.first_page_header, ""), ("default", section.header, number)):
        header.is_linked_to_previous = False
        for child in list(header._element):
            header._element.remove(child)
        shape = _watermark(watermark, kind) if watermark else ""
        xml = f'<w:p {NAMESPACES}><w:pPr><w:jc w:val="center"/></w:pPr>{shape}{runs}</w:p>'
        header._element.append(parse_xml(xml))
    for reference in section._sectPr.findall(_w("headerReference")):
        identity = reference.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
        found[reference.get(_w("type"))] = identity
    return found


def _watermark(words: str, name: str) -> str:
    """Grey words across the page, as Word itself draws them."""
    return (
        '<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
        '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape id="watermark-{name}" o:spid="_x0000_s{2049 if name == "first" else 2050}" type="#_x0000_t136" '
        'style="position:absolute;margin-left:0;margin-top:0;width:440pt;height:70pt;rotation:315;z-index:-251658752;'
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;"
        'mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#d9d9d9" stroked="f">'
        f'<v:textpath style="font-family:&quot;Times New Roman&quot;;font-weight:bold" string={quoteattr(words)}/>'
        "</v:shape></w:pict></w:r>"
    )


def _section(header: dict[str, str], *, is_landscape=False, is_first=False) -> str:
    """The properties of a section: its headers, the page, its margins. Only the first page of all lacks the number."""
    references = "".join(f'<w:headerReference w:type="{kind}" r:id="{identity}"/>' for kind, identity in header.items())
    across, along = (HEIGHT, WIDTH) if is_landscape else (WIDTH, HEIGHT)
    orient = ' w:orient="landscape"' if is_landscape else ""
    margins = " ".join(f'w:{side}="{width}"' for side, width in MARGINS.items())
    return (
        f'<w:sectPr>{references}<w:type w:val="nextPage"/><w:pgSz w:w="{across}" w:h="{along}"{orient}/>'
        f'<w:pgMar {margins} w:header="567" w:footer="567" w:gutter="0"/>{"<w:titlePg/>" if is_first else ""}</w:sectPr>'
    )
