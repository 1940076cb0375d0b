"""Certificates of recognition: facts in, one A4 sheet lying across for each, with a code that leads to its public check.

Papers are Vietnamese, whatever language the reader has chosen. The files are PDF/A with their fonts inside.
"""

import json
import re
import subprocess
import sys
from dataclasses import dataclass, field
from io import BytesIO
from threading import Lock

from . import official, typeset

AT_ONCE = 20  # sheets of one run of typst, which takes some 0.7 MB for each and gives little of it back
LONGEST_RUN = 600  # seconds that a file of many sheets may take
_ONE_AT_A_TIME = Lock()  # whoever presses twice waits for the first file instead of making the server do both at once
_WIDE = 36  # letters in capitals that fit into one line of the left head
_DARK = re.compile(rb"\x01+")


@dataclass
class Sheet:
    """What one certificate says. All values are words, filled in; what is long is set smaller.

    `layout` is a `vocabulary.Layout`. `text` are the lines of the wording: the one that is nothing but `name`, the model's
    name, parts what stands above the name from what stands below it. Where no line mentions `holder`, a line says of whom
    and of which `sector` the model is. `day` reads “ngày 05 tháng 11 năm 2024”; `address` is what the code leads to.
    """

    layout: str
    superior: str
    body: str
    title: str
    name: str
    holder: str
    is_individual: bool
    unit: str
    sector: str
    decision: str
    day: str
    place: str
    role: str
    signatory: str
    serial: str
    address: str
    text: list[str] = field(default_factory=list)


def pdf(sheets: list[Sheet], *, watermark: str = "") -> bytes:
    """The certificates as one file, a page each. Raises ValueError if there is none.

    Up to AT_ONCE are tagged for those who hear papers read (PDF/A-2a); more of them, as of a whole decision, are put
    together by a process of its own, so that the server stays small (PDF/A-2u).
    """
    if not sheets:
        raise ValueError("There is no certificate to print.")
    runs = [_facts(sheets[start : start + AT_ONCE], len(sheets), watermark) for start in range(0, len(sheets), AT_ONCE)]
    if len(runs) == 1:
        return _compiled(runs[0], "a-2a")
    with _ONE_AT_A_TIME:
        done = subprocess.run(  # noqa: S603 (this very module; what people typed comes as data)
            [sys.executable, "-m", __name__],
            input=json.dumps(runs).encode(),
            capture_output=True,
            cwd=typeset.HERE.parent.parent,
            timeout=LONGEST_RUN,
            check=False,
        )
    if done.returncode:
        raise RuntimeError(f"The certificates were not put together: {done.stderr.decode(errors='replace')[-2000:]}")
    return done.stdout


def preview(words: dict, facts: dict, *, layout="state", superior="", body="") -> bytes:
    """A certificate of nobody in these words, as `queries.wordings` fills them in with `facts` (its samples)."""
    sheet = Sheet(
        layout=layout,
        superior=superior,
        body=body or facts["body"],
        title=words["title"],
        text=words["text"],
        name=facts["title"],
        holder=facts["holder"],
        is_individual=False,
        unit=facts["unit"],
        sector=facts["sector"],
        decision=facts["number"],
        day=facts["date"],
        place=facts["place"],
        role=facts["position"],
        signatory=facts["signatory"],
        serial=facts["serial"],
        address="https://example.org/c/" + "x" * 32 + "/",
    )
    return pdf([sheet], watermark="BẢN XEM THỬ")


def modules(address: str) -> list[bytes]:
    """The QR code of an address, row by row from above; 1 is dark.

    Error correction M: readable with 15 % of it worn off. The mask is fixed, for trying all eight takes four times as long.
    """
    import segno  # few requests need it

    return [bytes(row) for row in segno.make(address, error="m", micro=False, mask=3).matrix]


def _facts(sheets: list[Sheet], count: int, watermark: str) -> dict:
    first = sheets[0]
    return {
        "name": f"{first.title} {first.serial}" if count == 1 else first.title,
        "author": first.body,
        "watermark": watermark,
        "state": official.STATE,
        "motto": official.MOTTO,
        "party": official.PARTY,
        "mark": "Hình hoa sen",
        "code-says": "Mã QR để kiểm tra giấy chứng nhận",
        "serial-says": "Số giấy chứng nhận:",
        "scan": "Quét mã hoặc mở địa chỉ để kiểm tra:",
        "sheets": [_sheet(sheet) for sheet in sheets],
    }


def _sheet(sheet: Sheet) -> dict:
    above, below = _arranged(sheet)
    return {
        "superior": official.lines_of_head(sheet.superior, _WIDE),
        "body": official.lines_of_head(sheet.body, _WIDE),
        "is-party": sheet.layout == "party",
        "title": sheet.title,
        "above": above,
        "name": sheet.name,
        "below": [_runs(line, sheet.holder) for line in below],
        "decision": [f"Quyết định số {sheet.decision}", sheet.day],
        "place-and-date": f"{sheet.place}, {sheet.day}" if sheet.place else sheet.day.capitalize(),
        "role": sheet.role,
        "signatory": sheet.signatory,
        "serial": sheet.serial,
        "address": _lines_of(sheet.address),
        "code": sheet.address,
    }


def _arranged(sheet: Sheet) -> tuple[list[str], list[str]]:
    """The lines above the model's name, and those below it."""
    place = sheet.text.index(sheet.name) if sheet.name in sheet.text else len(sheet.text)
    above, below = sheet.text[:place], sheet.text[place + 1 :]
    if not any(sheet.holder and sheet.holder in line for line in (*above, *below)):
        below = [*_of_whom(sheet), *below]
    return above, below


def _of_whom(sheet: Sheet) -> list[str]:
    """“của tập thể Chi bộ thôn Bình Sơn Đông, phường An Sinh”; “Lĩnh vực: Kinh tế”."""
    holder = sheet.holder
    if holder and not holder.casefold().startswith(("tập thể", "cá nhân")):
        holder = f"{'cá nhân' if sheet.is_individual else 'tập thể'} {holder}"
    who = ", ".join(filter(None, (holder, sheet.unit)))
    return [*([f"của {who}"] if who else []), *([f"Lĩnh vực: {sheet.sector}"] if sheet.sector else [])]


def _runs(line: str, holder: str) -> list[tuple[str, bool]]:
    """The line in pieces (words, whether bold): the holder's name is bold."""
    before, found, after = line.partition(holder) if holder else (line, "", "")
    return [piece for piece in ((before, False), (found, True), (after, False)) if piece[0]]


def _lines_of(address: str) -> list[str]:
    """The address as people type it, in two lines: the site, and the code."""
    site, _slash, code = address.split("://")[-1].rstrip("/").rpartition("/")
    return [f"{site}/", code]


def _drawn(address: str) -> str:
    """The code as an SVG of its dark modules, run by run.

    Each is a hair taller than its row, so that no viewer shows a line between two rows.
    """
    rows = modules(address)
    runs = ((run.start(), y, run.end() - run.start()) for y, row in enumerate(rows) for run in _DARK.finditer(row))
    path = "".join(f"M{x} {y}h{width}v1.02h-{width}z" for x, y, width in runs)
    size = len(rows)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path d="{path}"/></svg>'


def _compiled(facts: dict, standard: str) -> bytes:
    import typst  # heavy, and few requests need it

    for sheet in facts["sheets"]:
        sheet["code"] = _drawn(sheet["code"])
    return typst.compile(
        str(typeset.HERE / "certificate.typ"),
        root=str(typeset.HERE),
        font_paths=[str(typeset.HERE / "fonts")],
        ignore_system_fonts=True,
        sys_inputs={"facts": json.dumps(facts, ensure_ascii=False)},
        pdf_standards=[standard],
        pdf_tags=standard.endswith("a"),
    )


def _joined(runs: list[dict]) -> bytes:
    """One file of many runs. The first one brings what makes it PDF/A; of the others only the pages are taken."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=BytesIO(_compiled(runs[0], "a-2u")))
    for facts in runs[1:]:
        for page in PdfReader(BytesIO(_compiled(facts, "a-2u"))).pages:
            writer.add_page(page)
    content = BytesIO()
    writer.write(content)
    return content.getvalue()


if __name__ == "__main__":
    sys.stdout.buffer.write(_joined(json.load(sys.stdin)))
