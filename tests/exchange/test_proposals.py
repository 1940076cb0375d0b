"""The letter of nomination as an official paper: its words, its list, its marks."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.exchange import proposals
from registry.models import Nomination
from registry.vocabulary import Layout, Level, Status, SubmitterType
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def body(world):
    values = {"place": "An Sinh", "superior": "", "layout": Layout.STATE}
    return make.body(unit=world.an_sinh, name="Ủy ban nhân dân phường An Sinh", **values)


def fresh(letter) -> Nomination:
    return Nomination.objects.select_related("campaign", "unit", "body").get(pk=letter.pk)


def test_the_letter_says_who_proposes_what_to_whom(world, body):
    campaign = make.campaign(2025)
    paper = make.decision(campaign=campaign, body=body, number="07/QĐ-UBND", issued_on=date(2025, 12, 1))
    above = make.body(Level.PROVINCE, name="Ban Tuyên giáo và Dân vận Tỉnh ủy Quảng Ninh")
    make.decision(Level.PROVINCE, campaign=campaign, body=above)
    one = make.initiative(Status.RECOGNISED, world.an_sinh, campaign=campaign, decision=paper)
    other = make.initiative(
        Status.RECOGNISED,
        world.an_sinh,
        campaign=campaign,
        decision=paper,
        submitter_type=SubmitterType.INDIVIDUAL,
        collective_name="",
    )
    letter = make.letter(world.an_sinh, one, other, body=body, number="15/TTr-UBND", dated=date(2025, 12, 5))
    said = proposals.letter(fresh(letter))
    assert (said.body, said.number_line, said.place_and_date) == (
        "Ủy ban nhân dân phường An Sinh",
        "Số: 15/TTr-UBND",
        "An Sinh, ngày 05 tháng 12 năm 2025",
    )
    assert said.paragraphs[0] == "Kính gửi: Ban Tuyên giáo và Dân vận Tỉnh ủy Quảng Ninh"
    assert "02 mô hình" in said.paragraphs[2]
    assert [(one.role, one.name) for one in said.signatures] == [("Chủ tịch", "Trần Thị Thử")]
    [annex] = said.annexes
    assert annex.subtitle == ("(Kèm theo Tờ trình số 15/TTr-UBND ngày 05 tháng 12 năm 2025 của Ủy ban nhân dân phường An Sinh)")
    assert [[row[0], row[2], row[3], row[5]] for row in annex.rows] == [
        ["1", "Chi bộ thôn Bình Sơn Đông", "Phường An Sinh", "Số 07/QĐ-UBND ngày 01/12/2025"],
        ["2", "Nguyễn Văn Thử", "Phường An Sinh", "Số 07/QĐ-UBND ngày 01/12/2025"],
    ]


def test_a_draft_says_so_across_the_page_and_needs_no_body(world, settings):
    settings.DEMO = False
    row = make.initiative(Status.RECOGNISED, world.an_sinh)
    draft = proposals.letter(fresh(make.letter(world.an_sinh, row, sent=False, number="", dated=None)))
    assert (draft.watermark, draft.body, draft.number_line) == ("DỰ THẢO", "Phường An Sinh", "Số: ……")
    assert proposals.letter(fresh(make.letter(world.an_sinh))).watermark == ""
    settings.DEMO = True
    assert proposals.letter(fresh(make.letter(world.an_sinh))).watermark == "SỐ LIỆU MINH HỌA"


def test_a_long_list_asks_what_a_short_one_asks(world, body):
    def asked(count) -> int:
        rows = [make.initiative(Status.RECOGNISED, world.an_sinh) for _number in range(count)]
        letter = fresh(make.letter(world.an_sinh, *rows, body=body))
        with CaptureQueriesContext(connection) as queries:
            proposals.letter(letter)
        return len(queries)

    assert asked(1) == asked(20)
