"""The minutes of a council session as an official paper."""

import pytest

from registry.exchange import minutes
from registry.models import Wording
from registry.services import councils, review, votes
from registry.services.votes import Vote
from registry.text import day_words
from registry.vocabulary import CouncilRole, Level, Status, Template
from tests import make


@pytest.fixture
def body(world):
    return make.body(unit=world.an_sinh, name="Ban Dân vận Đảng ủy phường An Sinh", place="An Sinh")


@pytest.fixture
def session(body, world):
    models = [make.initiative(Status.REPORTED, world.an_sinh, title=f"Mô hình số {n}") for n in (1, 2)]
    return make.council(body, models=models, place="Hội trường phường", remarks="Thảo luận từng mô hình.")


def counted(session, by, *pairs):
    items = session.items.all()
    votes.record(session, by=by, votes={item.pk: Vote(*pair) for item, pair in zip(items, pairs, strict=True)})


def test_the_paper_names_body_place_day_and_who_signs(session, settings):
    settings.DEMO = False
    paper = minutes.official(session)
    day = session.held_on
    assert (paper.body, paper.title, paper.watermark) == ("Ban Dân vận Đảng ủy phường An Sinh", "BIÊN BẢN", "DỰ THẢO")
    assert paper.place_and_date.startswith(f"An Sinh, ngày {day.day:02d} tháng ")
    assert [(signature.role, signature.name) for signature in paper.signatures] == [
        ("THƯ KÝ", "Ủy viên Thử 2"),
        ("CHỦ TỌA", "Ủy viên Thử 1"),
    ]
    text = "\n".join(paper.paragraphs)
    assert [words in text for words in ("Hội trường phường", "05/05", "Thảo luận từng mô hình.", "{")] == [
        True,
        True,
        True,
        False,
    ]


def test_a_vice_chair_signs_where_the_chair_is_absent(session):
    session.members.filter(role=CouncilRole.CHAIR).update(is_present=False)
    make.member(session, name="Phó chủ tịch Thử", role=CouncilRole.VICE_CHAIR)
    assert minutes.official(session).signatures[1].name == "Phó chủ tịch Thử"


def test_the_list_has_each_model_with_its_votes_and_result(session, reviewer, settings):
    settings.DEMO = False
    counted(session, reviewer, (5, 0), (3, 2))
    councils.close(session, by=reviewer, number="07/BB-HĐ")
    session.refresh_from_db()
    paper = minutes.official(session)
    members, agenda = paper.annexes
    assert len(members.rows) == 5
    assert [len(row) for row in agenda.rows] == [len(agenda.heads)] * 2 == [len(agenda.widths)] * 2
    assert [row[:2] + row[5:10] for row in agenda.rows] == [
        ["1", "Mô hình số 1", "5", "5", "0", "100 %", "Đạt"],
        ["2", "Mô hình số 2", "5", "3", "2", "60 %", "Không đạt"],
    ]
    assert (paper.number_line, paper.watermark) == ("Số: 07/BB-HĐ", "")
    belongs = f"Kèm theo Biên bản số 07/BB-HĐ {day_words(session.held_on)}"
    votes_needed = "tỷ lệ phiếu tán thành cần đạt: 70 % thành viên có mặt được bỏ phiếu"
    assert (members.subtitle, agenda.subtitle) == (f"({belongs})", f"({belongs}; {votes_needed})")


def test_a_list_of_minutes_without_a_number_yet_names_their_day(session):
    assert minutes.official(session).annexes[0].subtitle == f"(Kèm theo Biên bản {day_words(session.held_on)})"


def test_closed_minutes_say_for_ever_what_they_said(session, reviewer):
    counted(session, reviewer, (5, 0), (3, 2))
    councils.close(session, by=reviewer, number="07/BB-HĐ")
    session.refresh_from_db()
    before = minutes.official(session)
    model = session.items.first().initiative
    review.amend(model, by=reviewer, facts={"title": "Tên khác"}, reason="Sai tên")
    make.level_setting(threshold="100 %")
    Wording.objects.filter(template=Template.MINUTES).update(text="Khác hẳn.", title="Khác")
    assert minutes.official(session) == before


def test_a_wording_of_the_body_counts_before_that_of_all(session, body):
    Wording.objects.create(
        template=Template.MINUTES, body=body, level=Level.GRASSROOTS, title="Biên bản họp", text="Có {count} mô hình."
    )
    paper = minutes.official(session)
    assert (paper.title, paper.paragraphs) == ("BIÊN BẢN HỌP", ["Có 02 mô hình."])


def test_sample_data_are_marked_as_such(session, settings):
    settings.DEMO = True
    assert minutes.official(session).watermark == "DỰ THẢO\nSỐ LIỆU MINH HỌA"
