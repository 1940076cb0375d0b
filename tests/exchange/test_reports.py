"""The files of a report: PDF and Word say the same in three looks, Excel holds real numbers and prints as offices do."""

import io
import re
import zipfile
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from registry.exchange import report_sheets, reports
from registry.papers import official
from registry.queries import reports as questions
from registry.vocabulary import Layout, Status, SubmitterType
from tests import make
from tests.papers.test_official import word_text, words

pytestmark = pytest.mark.django_db

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TEXT = "# I. KẾT QUẢ\nCó {registered} mô hình.\n{table_sectors}\n{table_units}\n{table_contributions}\n{highlights}"


@pytest.fixture
def report(world):
    row = make.initiative(Status.RECOGNISED, world.an_sinh, title="=HYPERLINK(1) đường hoa")
    make.initiative(Status.RECOGNISED, world.an_sinh, submitter_type=SubmitterType.INDIVIDUAL, collective_name="")
    make.contribution(row, 2_000_000_000, qualifier="over")
    return make.report(world.an_sinh, row, text=TEXT, body=make.body(name="=Ban Dân vận"), signatory="Lê Văn Mẫu", frozen=True)


@pytest.mark.parametrize("layout", Layout)
def test_pdf_and_word_say_the_same_in_every_look(report, layout):
    report.snapshot.tables["heading"]["layout"] = layout
    paper = reports.paper(report)
    for said in (words(official.pdf(paper)), word_text(official.word(paper))):
        for wanted in (
            "BÁO CÁO",
            f"Kết quả phong trào năm {make.today().year}",
            "I. KẾT QUẢ",
            "Có 02 mô hình.",
            "Bảng 1. Kết quả theo lĩnh vực",
            "Bảng 2. Kết quả theo đơn vị",
            "Phường An Sinh",
            "trên 2 tỷ đồng",
            "1. Mô hình “=HYPERLINK(1) đường hoa” – Chi bộ thôn Bình Sơn Đông – Phường An Sinh.",
            "Lê Văn Mẫu",
            "Số liệu chốt lúc",
        ):
            assert wanted in said.replace("\xa0", " ")
        assert "Nguyễn Văn Thử" not in said


def test_the_pdf_holds_its_own_font(report):
    fonts = {
        str(font.get_object()["/BaseFont"]).split("+")[-1]
        for page in PdfReader(io.BytesIO(official.pdf(reports.paper(report)))).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert {font.split("-")[0] for font in fonts} == {"Tinos"}


def test_a_long_table_stands_behind_the_paper(report):
    facts = questions.facts_of(report)
    facts.tables["table_units"].rows[1:1] = [[f"Xã {number}", 1, 1, 100.0, None, None] for number in range(40)]
    paper = reports.paper(report, facts)
    [annex] = paper.annexes
    assert (annex.title, len(annex.rows), annex.has_total) == ("PHỤ LỤC 1. KẾT QUẢ THEO ĐƠN VỊ", 42, True)
    said = [piece.text for piece in paper.pieces]
    place = said.index("(Chi tiết tại Phụ lục 1 kèm theo.)")
    assert said[place + 1].startswith("Đơn vị theo tên và địa giới ngày")
    assert len(PdfReader(io.BytesIO(official.pdf(paper))).pages) >= 2


def test_a_draft_says_so_across_each_page(world, settings):
    settings.DEMO = True
    assert reports.paper(make.report(world.an_sinh)).watermark == "DỰ THẢO\nSỐ LIỆU MINH HỌA"
    make.initiative(Status.REGISTERED, world.an_sinh)
    frozen = make.report(world.an_sinh, frozen=True)
    assert reports.paper(frozen).watermark == "SỐ LIỆU MINH HỌA"
    assert "SỐ LIỆU MINH HỌA" in words(official.pdf(reports.paper(frozen)))


# ---- Excel ----


def parsed(content) -> ElementTree.Element:
    return ElementTree.fromstring(content)  # noqa: S314 (XML that the registry made itself)


class Book:
    """What stands in an xlsx file, read from its XML."""

    def __init__(self, content: bytes):
        self.file = zipfile.ZipFile(io.BytesIO(content))
        strings = parsed(self.file.read("xl/sharedStrings.xml"))
        self.strings = ["".join(part.text or "" for part in item.iter(f"{SHEET}t")) for item in strings]
        book = parsed(self.file.read("xl/workbook.xml"))
        self.names = [sheet.get("name") for sheet in book.iter(f"{SHEET}sheet")]
        self.defined = {
            (name.get("name"), int(name.get("localSheetId"))): name.text for name in book.iter(f"{SHEET}definedName")
        }

    def xml(self, name: str) -> str:
        return self.file.read(f"xl/worksheets/sheet{self.names.index(name) + 1}.xml").decode()

    def cells(self, name: str) -> dict[str, object]:
        found = {}
        for cell in parsed(self.xml(name)).iter(f"{SHEET}c"):
            value = cell.find(f"{SHEET}v")
            if value is not None:
                found[cell.get("r")] = self.strings[int(value.text)] if cell.get("t") == "s" else float(value.text)
        return found


@pytest.fixture
def book(report, settings):
    settings.DEMO = True
    return Book(report_sheets.made(report))


def test_each_table_has_a_sheet_and_the_definitions_too(report, book):
    tables = questions.facts_of(report).tables.values()
    assert book.names == [*(table.title[:31].strip() for table in tables), "Định nghĩa"]
    definitions = book.cells("Định nghĩa")
    assert definitions["A6"] == "Đã gửi"
    assert "Phạm vi" in definitions.values()


def test_a_sheet_has_two_lines_of_title_and_real_numbers(book):
    cells = book.cells("Kết quả theo đơn vị")
    assert (cells["A1"], cells["A2"]) == ("=BAN DÂN VẬN", "KẾT QUẢ THEO ĐƠN VỊ")
    assert [cells[f"{column}5"] for column in "ABCDE"] == ["TT", "Đơn vị", "Đăng ký", "Công nhận", "Tỷ lệ"]
    assert [cells[f"{column}6"] for column in "ABCDE"] == [1, "Phường An Sinh", 2, 2, 1.0]
    assert [cells.get(f"{column}7") for column in "ABCD"] == [None, "Tổng cộng", 2, 2]


def test_quantities_are_numbers_whose_format_says_how_exact_they_are(book):
    assert book.cells("Nguồn lực đóng góp")["F6"] == 2_000_000_000
    assert '"trên "#,##0' in book.file.read("xl/styles.xml").decode().replace("&quot;", '"')


def test_no_text_becomes_a_formula_or_a_link(book):
    assert not any("<f>" in book.xml(name) or "<hyperlink" in book.xml(name) for name in book.names)


def test_a_sheet_prints_on_one_page_in_width_with_its_head_on_each(book):
    for place, name in enumerate(book.names):
        xml = book.xml(name)
        assert 'fitToWidth="1"' in xml or 'fitToHeight="0"' in xml
        assert re.search(r'<pane ySplit="5"[^>]*state="frozen"', xml)
        assert book.defined["_xlnm.Print_Titles", place].endswith("$5:$5")
        assert "$A$1:" in book.defined["_xlnm.Print_Area", place]
        assert "SỐ LIỆU MINH HỌA" in xml
    assert 'orientation="landscape"' in book.xml("Kết quả theo lĩnh vực")
    assert 'orientation="portrait"' in book.xml("Kết quả chung")


def test_everything_is_written_in_times_new_roman(book):
    styles = book.file.read("xl/styles.xml").decode()
    assert set(re.findall(r'<name val="([^"]+)"/>', styles.split("<fills")[0])) <= {"Times New Roman", "Calibri"}
    assert "Times New Roman" in styles


def test_a_report_without_models_gives_sheets_that_say_so(world):
    empty = Book(report_sheets.made(make.report(world.an_sinh)))
    assert "(Không có số liệu)" in empty.cells("Kết quả theo đơn vị").values()
    assert "(Không có số liệu)" in empty.cells("Đơn vị chưa gửi mô hình đăng ký"[:31]).values()
