"""The minutes of a council session as an official paper: from what was written for good, or as they stand so far."""

from collections.abc import Callable

from django.utils import formats, translation

from registry.models import CouncilMember, CouncilSession
from registry.papers.official import Annex, Official, Signature, number_line, place_and_date
from registry.queries import councils, wordings
from registry.text import day_words
from registry.vocabulary import CouncilRole, CouncilState, VotesOf


def official(session: CouncilSession) -> Official:
    """The paper, in Vietnamese. Of a closed session it says what it said on the day of its end, whatever changed since.

    What is being prepared is marked as a draft across each page, and sample data as such.
    """
    with translation.override("vi"):
        return _official(session)


def _official(session: CouncilSession) -> Official:
    members = councils.members_of(session)
    law = councils.Law.of(session)
    lines = councils.lines(session, members, law)
    is_closed = session.state == CouncilState.CLOSED
    words = session.paper if is_closed else councils.words(session, members, lines, law)
    body = session.body
    return Official(
        **wordings.heading(body),
        title=words["title"].upper(),
        subject=words["subject"],
        number_line=number_line(body.layout, session.number),
        place_and_date=place_and_date(body.place, session.held_on),
        bases=words["bases"],
        paragraphs=words["text"],
        recipients=words["recipients"],
        signatures=_signatures(members),
        annexes=[_council(session, members), _agenda(session, lines, law)],
        watermark=wordings.watermark(is_draft=not is_closed),
    )


def _signatures(members: list[CouncilMember]) -> list[Signature]:
    """The secretary on the left, the chair (or who took the chair) on the right."""
    here = {member.role: member.name for member in members if member.is_present}
    chair = here.get(CouncilRole.CHAIR) or here.get(CouncilRole.VICE_CHAIR, "")
    return [Signature("THƯ KÝ", here.get(CouncilRole.SECRETARY, "")), Signature("CHỦ TỌA", chair)]


def _belongs(session: CouncilSession) -> str:
    """To which minutes a list belongs, for it is copied and read without them."""
    number = f" số {session.number}" if session.number else ""
    return f"Kèm theo Biên bản{number} {day_words(session.held_on)}"


def _council(session: CouncilSession, members: list[CouncilMember]) -> Annex:
    return Annex(
        title="DANH SÁCH THÀNH VIÊN HỘI ĐỒNG",
        subtitle=f"({_belongs(session)})",
        heads=["TT", "Họ và tên", "Chức vụ, đơn vị công tác", "Chức danh trong Hội đồng", "Có mặt"],
        widths=[6, 28, 36, 18, 12],
        rows=[
            [str(number), member.name, member.position, str(member.get_role_display()), "Có" if member.is_present else "Vắng"]
            for number, member in enumerate(members, start=1)
        ],
    )


def _agenda(session: CouncilSession, lines: list[councils.Line], law: councils.Law) -> Annex:
    present = "thành viên có mặt được bỏ phiếu" if law.votes_of == VotesOf.PRESENT else "tổng số thành viên Hội đồng"
    appraised = any(line.printed["appraised"] for line in lines)
    columns = [column for column in _COLUMNS if appraised or column[0] != _POINTS]
    return Annex(
        title="DANH SÁCH MÔ HÌNH VÀ KẾT QUẢ BỎ PHIẾU",
        subtitle=f"({_belongs(session)}; tỷ lệ phiếu tán thành cần đạt: {law.threshold} {present})",
        heads=[head for head, _width, _cell in columns],
        widths=[width for _head, width, _cell in columns],
        rows=[[cell(line) for _head, _width, cell in columns] for line in lines],
        is_landscape=True,
    )


def _share(line: councils.Line) -> str:
    return councils.percent(line.law.share(line.item.votes_for, line.voters, line.members)) if line.has_votes else ""


def _votes(number: int | None) -> str:
    return "" if number is None else str(number)


_POINTS = "Điểm thẩm định"
_RESULTS = {True: "Đạt", False: "Không đạt", None: ""}
# The columns of the list: head, share of the width, the cell of a line.
_COLUMNS: list[tuple[str, int, Callable[[councils.Line], str]]] = [
    ("TT", 4, lambda line: str(line.number)),
    ("Tên mô hình", 23, lambda line: line.printed["title"]),
    ("Tập thể, cá nhân", 14, lambda line: line.printed["holder"]),
    ("Đơn vị", 11, lambda line: line.printed["unit"]),
    ("Lĩnh vực", 9, lambda line: line.printed["sector"]),
    (_POINTS, 8, lambda line: line.printed["appraised"]),
    ("Được bỏ phiếu", 7, lambda line: str(line.voters)),
    ("Tán thành", 7, lambda line: _votes(line.item.votes_for)),
    ("Không tán thành", 8, lambda line: _votes(line.item.votes_against)),
    ("Tỷ lệ", 7, _share),
    ("Kết quả", 7, lambda line: _RESULTS[line.is_passed]),
    ("Ghi chú", 12, lambda line: " ".join(filter(None, [line.item.note, *line.barred.values()]))),
]


def file_name(session: CouncilSession, extension: str) -> str:
    """Under which name the minutes are handed out: "bien-ban-2026-11-24.pdf"."""
    return f"bien-ban-{formats.date_format(session.held_on, 'Y-m-d')}.{extension}"
