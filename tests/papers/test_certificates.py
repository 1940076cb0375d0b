"""The printed certificate: every letter right, fonts inside, PDF/A, one sheet each whatever is written on it."""

from io import BytesIO

import pytest
import segno
from pypdf import PdfReader

from registry.papers import certificates
from registry.queries import wordings
from registry.vocabulary import Template

from .test_forms import LETTERS, fonts, text

A4_LYING = (841.89, 595.28)  # points
NAME = "Tuyến đường kiểu mẫu Bình Sơn Đông"
ADDRESS = "https://registry.example.org/c/" + "aB3_-" * 6 + "xy/"


def sheet(**changes) -> certificates.Sheet:
    return certificates.Sheet(
        **{
            "layout": "state",
            "superior": "",
            "body": "Ủy ban nhân dân phường An Sinh",
            "title": "Giấy chứng nhận",
            "text": ["Ủy ban nhân dân phường An Sinh", "công nhận mô hình “Dân vận khéo” cấp cơ sở năm 2026"],
            "name": NAME,
            "holder": "Chi bộ thôn Bình Sơn Đông",
            "is_individual": False,
            "unit": "phường An Sinh",
            "sector": "Kinh tế",
            "decision": "214/QĐ-UBND",
            "day": "ngày 20 tháng 11 năm 2026",
            "place": "An Sinh",
            "role": "Chủ tịch",
            "signatory": "Bùi Quang Thử",
            "serial": "2026-03-000058",
            "address": ADDRESS,
            **changes,
        }
    )


def read(*sheets, **options) -> PdfReader:
    return PdfReader(BytesIO(certificates.pdf(list(sheets), **options)))


def standard(reader) -> tuple[str, str]:
    """Which PDF/A the file says it is: part and conformance."""
    said = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    part = said.partition("<pdfaid:part>")[2].partition("<")[0]
    return part, said.partition("<pdfaid:conformance>")[2].partition("<")[0]


def test_it_says_all_that_a_certificate_says():
    said = text(read(sheet()))
    for words in (
        "ỦY BAN NHÂN DÂN PHƯỜNG AN SINH",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "GIẤY CHỨNG NHẬN",
        f"công nhận mô hình “Dân vận khéo” cấp cơ sở năm 2026 {NAME} của tập thể Chi bộ thôn Bình Sơn Đông, phường An Sinh",
        "Lĩnh vực: Kinh tế",
        "Quyết định số 214/QĐ-UBND ngày 20 tháng 11 năm 2026",
        "An Sinh, ngày 20 tháng 11 năm 2026",
        "CHỦ TỊCH",
        "Bùi Quang Thử",
        "2026-03-000058",
        "registry.example.org/c/ " + "aB3_-" * 6 + "xy",
    ):
        assert words in said


def test_it_is_one_sheet_a4_lying_across_pdf_a_with_its_fonts_inside():
    reader = read(sheet())
    [page] = reader.pages
    assert (round(float(page.mediabox.width), 2), round(float(page.mediabox.height), 2)) == A4_LYING
    assert standard(reader) == ("2", "A")
    assert "/OutputIntents" in reader.trailer["/Root"]
    assert fonts(reader) == {"Tinos-Regular": True, "Tinos-Bold": True, "Tinos-Italic": True}


@pytest.mark.parametrize("letters", [LETTERS, LETTERS.upper()])
@pytest.mark.parametrize("place", ["name", "holder", "place"])  # bold, bold in a line, italic
def test_every_vietnamese_letter_is_printed_in_the_embedded_font(letters, place):
    said = text(read(sheet(**{place: letters})))
    assert letters in said.replace(" ", "")


@pytest.mark.parametrize(
    "long",
    [
        {"name": ("VẬN ĐỘNG NHÂN DÂN HIẾN ĐẤT MỞ RỘNG TUYẾN ĐƯỜNG " * 6)[:250]},
        {"name": "M" * 250},
        {
            "superior": "Ủy ban Mặt trận Tổ quốc Việt Nam " * 6,
            "body": ("BAN THƯỜNG TRỰC ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM " * 5)[:200],
            "name": ("VẬN ĐỘNG NHÂN DÂN HIẾN ĐẤT MỞ RỘNG TUYẾN ĐƯỜNG " * 6)[:250],
            "holder": ("CHI BỘ VÀ NHÂN DÂN KHU BÌNH SƠN ĐÔNG " * 9)[:300],
            "unit": ("phường An Sinh " * 15)[:200],
            "role": ("Phó Trưởng ban Thường trực " * 6)[:150],
            "signatory": ("Nguyễn Thị Thử " * 10)[:150],
            "decision": "1234567890/QĐ-UBND-" * 3,
        },
    ],
)
def test_long_names_are_set_smaller_and_the_sheet_stays_one(long):
    reader = read(sheet(**long))
    assert len(reader.pages) == 1
    assert "".join(long["name"].split()) in "".join(text(reader).split())


def test_a_paper_of_the_party_has_its_own_head():
    said = text(read(sheet(layout="party", body="Ban Dân vận Tỉnh ủy Quảng Ninh")))
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in said
    assert "CỘNG HÒA" not in said


def test_the_wording_decides_what_stands_above_and_below_the_name():
    said = text(read(sheet(text=["Tặng", NAME, "cho Chi bộ thôn Bình Sơn Đông", "vì thành tích năm 2026"])))
    assert f"Tặng {NAME} cho Chi bộ thôn Bình Sơn Đông vì thành tích năm 2026" in said
    assert "Lĩnh vực" not in said  # the wording says of whom it is, so nothing is added


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"holder": "Nguyễn Văn Thử", "is_individual": True}, "của cá nhân Nguyễn Văn Thử, phường An Sinh"),
        ({"holder": "Tập thể lớp 5A"}, "của Tập thể lớp 5A, phường An Sinh"),
        ({"holder": ""}, "của phường An Sinh"),
    ],
)
def test_the_holder_is_named_as_collective_or_individual(changes, line):
    assert line in text(read(sheet(**changes)))


def test_what_people_type_is_never_markup():
    typed = "#import 'x' *đậm* $x^2$ `mã` <nhãn> @ref \\ // ghi chú [ngoặc]"
    assert typed in text(read(sheet(name=typed)))


def test_the_watermark_stands_across_it():
    assert "SỐ LIỆU MINH HỌA" in text(read(sheet(), watermark="SỐ LIỆU MINH HỌA"))


def test_the_code_is_that_of_the_whole_address():
    wanted = segno.make(ADDRESS, error="m", micro=False, mask=3)
    assert certificates.modules(ADDRESS) == [bytes(row) for row in wanted.matrix]
    assert certificates.modules(ADDRESS) != certificates.modules(ADDRESS.replace("aB3", "aB4"))


def test_many_are_one_file_in_their_order_with_fonts_and_standard():
    count = 2 * certificates.AT_ONCE + 3
    reader = read(*(sheet(serial=f"2026-03-{number:06d}") for number in range(count)))
    assert len(reader.pages) == count
    assert all(f"2026-03-{number:06d}" in page.extract_text() for number, page in enumerate(reader.pages))
    assert standard(reader) == ("2", "U")
    assert "/OutputIntents" in reader.trailer["/Root"]
    assert fonts(reader) == {"Tinos-Regular": True, "Tinos-Bold": True, "Tinos-Italic": True}


def test_a_process_that_fails_says_why(monkeypatch):
    monkeypatch.setattr(certificates.sys, "executable", "/bin/false")
    with pytest.raises(RuntimeError, match="not put together"):
        certificates.pdf([sheet()] * (certificates.AT_ONCE + 1))


def test_nothing_is_no_paper():
    with pytest.raises(ValueError, match="no certificate"):
        certificates.pdf([])


def test_the_wording_of_all_bodies_is_previewed_with_the_facts_that_it_may_mention(db):
    wording = wordings.wording(Template.CERTIFICATE, None, "")
    facts = wordings.sample(wording)
    said = text(PdfReader(BytesIO(certificates.preview(wordings.filled(wording, facts), facts))))
    for words in ("GIẤY CHỨNG NHẬN", facts["title"], facts["holder"], facts["serial"]):
        assert words in said


def test_a_preview_shows_a_wording_with_facts_of_nobody():
    facts = {
        "body": "Ban Dân vận",
        "title": NAME,
        "holder": "Chi bộ thôn Mẫu",
        "unit": "phường Mẫu",
        "sector": "Kinh tế",
        "number": "05/QĐ-BDV",
        "date": "ngày 05 tháng 11 năm 2024",
        "place": "Quảng Ninh",
        "position": "Trưởng ban",
        "signatory": "Nguyễn Văn Mẫu",
        "serial": "2024-03-000123",
    }
    said = text(PdfReader(BytesIO(certificates.preview({"title": "Bằng khen", "text": ["Ban Dân vận tặng"]}, facts))))
    for words in ("BẰNG KHEN", f"Ban Dân vận tặng {NAME} của tập thể Chi bộ thôn Mẫu", "BẢN XEM THỬ"):
        assert words in said
