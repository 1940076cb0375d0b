"""The printed forms: every letter right, every font embedded, nothing that was typed taken for markup."""

from io import BytesIO

import pytest
from django.utils import translation
from pypdf import PdfReader

from registry.papers import forms

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy" + "".join(
    f"{tone}" for tone in "áàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
)


def form(**changes) -> forms.Form:
    return forms.Form(
        **{
            "title": "Phiếu đăng ký mô hình",
            "subtitle": "",
            "above": "tỉnh Quảng Ninh",
            "unit": "phường An Sinh",
            "place_and_date": "An Sinh, ngày 05 tháng 11 năm 2026",
            "general": [("Lĩnh vực", "Kinh tế")],
            "parts": [("Tên mô hình", "Tuyến đường kiểu mẫu")],
            "foot": "DVK-2026-000001",
            **changes,
        }
    )


def read(**changes) -> PdfReader:
    with translation.override("vi"):
        return PdfReader(BytesIO(forms.printed(form(**changes))))


def text(reader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def fonts(reader) -> dict[str, bool]:
    """Name of each font → whether its file is in the paper."""
    found = {}
    for page in reader.pages:
        for entry in page["/Resources"]["/Font"].values():
            inside = entry.get_object()["/DescendantFonts"][0].get_object()
            described = inside["/FontDescriptor"].get_object()
            found[inside["/BaseFont"].split("+")[-1]] = "/FontFile2" in described or "/FontFile3" in described
    return found


@pytest.mark.parametrize("letters", [LETTERS, LETTERS.upper()])
def test_every_vietnamese_letter_is_printed_in_the_embedded_font(letters):
    reader = read(parts=[("Chữ", " ".join(letters))])
    assert " ".join(letters) in text(reader)
    assert fonts(reader) == {"Tinos-Regular": True, "Tinos-Bold": True, "Tinos-Italic": True}


def test_what_people_type_is_never_markup():
    typed = "#import 'x' *đậm* $x^2$ `mã` <nhãn> @ref \\ // ghi chú [ngoặc] = đề mục"
    assert typed in text(read(parts=[("Nội dung", typed)]))


def test_the_national_head_and_the_signatures_stand_on_it():
    said = text(read(person="Nguyễn Văn Thử"))
    for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "PHƯỜNG AN SINH", "Nguyễn Văn Thử"):
        assert words in said


def test_a_long_form_goes_on_over_pages_that_are_numbered():
    reader = read(parts=[(f"Phần {number}", "Một câu dài về con đường. " * 150) for number in range(9)])
    last = len(reader.pages)
    assert last > 3
    assert f"Trang {last}/{last}" in reader.pages[-1].extract_text()


def test_a_letter_that_the_font_lacks_stops_nothing():
    assert "cười" in text(read(parts=[("Nội dung", "cười 😀 ①")]))


def test_an_empty_part_leaves_a_line_to_write_on():
    assert "………" in text(read(parts=[("Nội dung", "")]))
