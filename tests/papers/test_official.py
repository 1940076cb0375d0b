"""Official papers as PDF and Word: one set of facts, two files that say the same."""

import io
import unicodedata
import zipfile
from datetime import date

import docx
import pytest
from pypdf import PdfReader

from registry.papers import official
from registry.papers.official import Annex, Official, Signature
from registry.vocabulary import Layout


def paper(layout=Layout.STATE, rows=3, **changes) -> Official:
    values = {
        "layout": layout,
        "superior": "Tỉnh ủy Quảng Ninh",
        "body": "Ban Dân vận",
        "title": "Quyết định",
        "number_line": official.number_line(layout, "983-QĐ/TU"),
        "place_and_date": official.place_and_date("Quảng Ninh", date(2024, 11, 5)),
        "subject": "Về việc công nhận mô hình",
        "bases": ["Căn cứ Luật <b>&amp; </b>;"],
        "resolves": "Quyết định:",
        "paragraphs": ["Điều 1. Công nhận.", "Điều 2. Thi hành./."],
        "recipients": ["- Như Điều 2;", "- Lưu: VT."],
        "signatures": [Signature("Trưởng ban", "Nguyễn Văn Mẫu")],
        "annexes": [
            Annex("DANH SÁCH", ["STT", "Tên"], [[str(n), f"Mô hình {n} #[x] $y$"] for n in range(1, rows + 1)], [1, 9])
        ],
        "foot": "Nhật ký: niêm phong số 12",
        "watermark": "DỰ THẢO\nSỐ LIỆU MINH HỌA",
        **changes,
    }
    return Official(**values)


def words(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(unicodedata.normalize("NFC", " ".join(page.extract_text() for page in pages)).split())


def word_text(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([*(part.text for part in document.paragraphs), *cells]).split())


@pytest.mark.parametrize("made", [(official.pdf, words), (official.word, word_text)], ids=["pdf", "word"])
def test_both_files_say_all_that_the_paper_says(made):
    make, read = made
    text = read(make(paper()))
    for said in (
        "TỈNH ỦY QUẢNG NINH",
        "BAN DÂN VẬN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 983-QĐ/TU",
        "Quảng Ninh, ngày 05 tháng 11 năm 2024",
        "QUYẾT ĐỊNH:",
        "Căn cứ Luật <b>&amp; </b>;",
        "Điều 1. Công nhận.",
        "Nơi nhận:",
        "TRƯỞNG BAN",
        "Nguyễn Văn Mẫu",
        "Mô hình 3 #[x] $y$",
        "niêm phong số 12",
    ):
        assert said in text


def test_party_papers_have_their_own_head():
    for content in (words(official.pdf(paper(Layout.PARTY))), word_text(official.word(paper(Layout.PARTY)))):
        assert "ĐẢNG CỘNG SẢN VIỆT NAM" in content
        assert "CỘNG HÒA" not in content
        assert "Số 983-QĐ/TU" in content


def test_fonts_are_embedded_and_every_page_is_a4():
    reader = PdfReader(io.BytesIO(official.pdf(paper(rows=80))))
    for page in reader.pages:
        assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]
        for font in page["/Resources"]["/Font"].values():
            [descendant] = font.get_object()["/DescendantFonts"]
            descriptor = descendant.get_object()["/FontDescriptor"]
            assert "Tinos" in descriptor["/FontName"]
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


def test_the_head_of_a_list_and_the_mark_stand_on_each_of_its_pages():
    pages = PdfReader(io.BytesIO(official.pdf(paper(rows=80)))).pages
    texts = [unicodedata.normalize("NFC", page.extract_text()) for page in pages]
    assert len(texts) > 2
    assert all("STT" in text and "Tên" in text for text in texts[1:])
    assert all("MINH HỌA" in text for text in texts)


def test_a_word_file_repeats_the_head_numbers_its_pages_and_carries_the_mark():
    content = official.word(paper(rows=3))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        body = parts.read("word/document.xml").decode()
        headers = [parts.read(name).decode() for name in parts.namelist() if "header" in name and name.endswith(".xml")]
    assert (body.count("<w:tblHeader/>"), body.count("<w:cantSplit/>")) == (1, 4 + 3)
    assert all("SỐ LIỆU MINH HỌA" in header for header in headers)
    assert any(" PAGE " in header for header in headers)


def test_a_wide_list_lies_across_in_both_files():
    wide = paper(annexes=[Annex("DANH SÁCH", ["STT", "Tên"], [["1", "A"]], [1, 9], is_landscape=True)])
    pages = PdfReader(io.BytesIO(official.pdf(wide))).pages
    assert [round(float(side)) for side in pages[1].mediabox[2:]] == [842, 595]
    sections = docx.Document(io.BytesIO(official.word(wide))).sections
    assert [round(section.page_width.mm) for section in sections] == [210, 297]


def test_what_no_file_can_hold_is_left_out_of_a_word_file():
    assert "Ban Dânvận" in word_text(official.word(paper(subject="Ban Dân\x00vận\x0b")))


def test_two_who_sign_stand_side_by_side():
    both = paper(signatures=[Signature("Thư ký", "Lê Thị Thử"), Signature("Chủ tọa", "Trần Văn Thử")])
    for text in (words(official.pdf(both)), word_text(official.word(both))):
        assert [name in text for name in ("THƯ KÝ", "Lê Thị Thử", "CHỦ TỌA", "Trần Văn Thử")] == [True] * 4


def test_places_and_days_are_written_as_the_decree_says():
    assert official.place_and_date("Quảng Ninh", date(2024, 2, 9)) == "Quảng Ninh, ngày 09 tháng 02 năm 2024"
    assert official.place_and_date("", None) == "Ngày …… tháng …… năm ……"


def test_several_lines_of_a_cell_and_of_a_post_stay_several_lines_in_both_files():
    lines = paper(
        signatures=[Signature("TM. Ban Thường trực\nChủ tịch", "Nguyễn Văn Mẫu")],
        annexes=[Annex("DANH SÁCH", ["STT", "Tên"], [["1", "Tên: Ngõ sáng\nĐơn vị: Phường An Sinh"]], [1, 9])],
    )
    cells = [cell.text for table in docx.Document(io.BytesIO(official.word(lines))).tables for cell in table._cells]
    assert cells[-1] == "Tên: Ngõ sáng\nĐơn vị: Phường An Sinh"
    assert next(cell for cell in cells if "TM." in cell).startswith("TM. BAN THƯỜNG TRỰC\nCHỦ TỊCH\n")
    listed = PdfReader(io.BytesIO(official.pdf(lines))).pages[1].extract_text(extraction_mode="layout")
    assert ["Tên: Ngõ sáng" in line and "Đơn vị" in line for line in listed.splitlines()].count(True) == 0


def test_a_running_number_of_four_digits_has_room_in_both_files():
    shares = [2, 12, 9, 4, 6, 7]
    listed = paper(annexes=[Annex("DANH SÁCH", ["STT", *"ABCDE"], [["1400", *"abcde"]], shares)])
    table = docx.Document(io.BytesIO(official.word(listed))).tables[-1]
    widths = [round(cell.width.mm, 1) for cell in table.rows[0].cells]
    assert widths[0] == 12
    assert round(sum(widths)) == 160
    assert official.facts(listed)["annexes"][0]["widths"] == shares[1:]


def test_no_row_of_a_list_is_parted_by_the_end_of_a_page():
    long = " ".join(f"từ{n}" for n in range(60))
    listed = paper(annexes=[Annex("DANH SÁCH", ["STT", "Tên"], [[str(n), f"{long} hết"] for n in range(1, 60)], [1, 2])])
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(official.pdf(listed))).pages][1:]
    assert len(pages) > 3
    assert [page.count("từ0") for page in pages] == [page.count("hết") for page in pages]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Ban Dân vận", ["Ban Dân vận"]),
        ("Ủy ban nhân dân phường An Sinh", ["Ủy ban nhân dân", "phường An Sinh"]),
        ("Ban Tuyên giáo và Dân vận Tỉnh ủy Quảng Ninh", ["Ban Tuyên giáo và Dân vận", "Tỉnh ủy Quảng Ninh"]),
        (
            "Ủy ban Mặt trận Tổ quốc Việt Nam phường Đông Triều, tỉnh Quảng Ninh",
            ["Ủy ban Mặt trận", "Tổ quốc Việt Nam", "phường Đông Triều,", "tỉnh Quảng Ninh"],
        ),
        ("Ban Chỉ đạo phong trào\nthi đua", ["Ban Chỉ đạo phong trào", "thi đua"]),
        ("", []),
    ],
)
def test_the_name_of_a_body_is_broken_where_a_reader_would_break_it(name, lines):
    assert official.lines_of_head(name) == lines
