"""Free analysis: the address holds the question, each number opens its models, nonsense leads somewhere sensible."""

import csv
import re
import zipfile
from io import BytesIO, StringIO
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from registry.models import Campaign, Measure
from registry.vocabulary import Role
from tests import make, varied
from tests.views.conftest import logged_in

pytestmark = pytest.mark.django_db
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def campaigns(world):
    return varied.models(world)


def doors(html: str) -> list[tuple[str, int]]:
    found = re.findall(r'<a href="(/leadership/analysis/models/\?[^"]*)">([\d,]+)</a>', html)
    return [(address.replace("&amp;", "&"), int(count.replace(",", ""))) for address, count in found]


def test_every_number_opens_exactly_its_models(reading, campaigns):
    asked = {"campaign": 2024, "figure": "registered", "rows": "unit", "columns": "status", "units": "today"}
    found = doors(reading.get(reverse("analysis"), asked).content.decode())
    assert len(found) > 10
    for address, count in found:
        opened = reading.get(address)
        assert opened.context["total"] == count
        assert len(opened.context["page"].rows) == min(count, 25)


def test_the_table_goes_along_as_csv_and_as_a_sheet_with_real_numbers(reading, campaigns):
    asked = {"campaign": 2024, "figure": "registered", "rows": "sector", "columns": "type"}
    page = reading.get(reverse("analysis"), asked)
    body = b"".join(reading.get(reverse("analysis-csv"), asked).streaming_content).decode()
    rows = list(csv.reader(StringIO(body.removeprefix("\ufeff"))))
    total = page.context["total"].cell.number
    assert rows[-1][0] == "Total"
    assert rows[-1][-1] == str(total)

    with zipfile.ZipFile(BytesIO(reading.get(reverse("analysis-xlsx"), asked).content)) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314 (made a line above)
    cells = [cell for cell in sheet.iter(f"{SHEET}c") if cell.get("t") is None and cell.find(f"{SHEET}v") is not None]
    assert float(cells[-1].find(f"{SHEET}v").text) == total
    assert sheet.find(f".//{SHEET}pane").get("state") == "frozen"
    assert not list(sheet.iter(f"{SHEET}f"))


def sheet_of(reading, asked) -> list[str]:
    """The texts of the Excel sheet, in their order."""
    with zipfile.ZipFile(BytesIO(reading.get(reverse("analysis-xlsx"), asked).content)) as book:
        strings = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))  # noqa: S314 (made a line above)
    return ["".join(part.text or "" for part in item.iter(f"{SHEET}t")) for item in strings]


def csv_of(reading, asked) -> list[list[str]]:
    body = b"".join(reading.get(reverse("analysis-csv"), asked).streaming_content).decode()
    return list(csv.reader(StringIO(body.removeprefix("\ufeff"))))


def test_the_sheet_says_in_words_what_was_asked(reading, campaigns):
    asked = {"campaign": 2024, "figure": "registered", "rows": "unit", "sector": "culture", "type": "collective"}
    assert sheet_of(reading, asked)[0] == "Registered · 2024 · Units of that time · Culture and society · Collective"


def test_numbers_that_are_taken_along_say_their_unit(reading, world):
    row = make.initiative("reported", world.an_sinh)
    make.contribution(row)
    make.outcome(row)
    Measure.objects.filter(code="road").update(unit_en="km")  # written in the base unit all the same
    money, each = ({"figure": key, "columns": "-"} for key in ("money.achieved", "each.achieved"))
    assert (sheet_of(reading, money)[0].split(" · ")[1], csv_of(reading, money)[0]) == ("VND", ["Field (VND)", "Total"])
    assert [line[0] for line in csv_of(reading, each | {"rows": "measure"})[1:]] == ["Road built or widened (m)", "Total"]


def test_a_share_in_csv_is_written_in_the_readers_language(reading, campaigns):
    reading.defaults["HTTP_ACCEPT_LANGUAGE"] = "vi"
    reading.cookies["django_language"] = "vi"
    total = csv_of(reading, {"campaign": 2024, "figure": "rate", "rows": "sector", "columns": "-"})[-1][-1]
    assert re.fullmatch(r"\d+,\d", total)


@pytest.mark.parametrize(
    "asked",
    [
        {"figure": "nonsense"},
        {"figure": "registered", "rows": "source"},
        {"figure": "money.achieved", "rows": "level", "columns": "measure"},
        {"rows": "sector", "columns": "sector"},
        {"campaign": "1999"},
        {"figure": "each.achieved", "rows": "sector"},
    ],
)
def test_nonsense_in_the_address_shows_the_nearest_table_and_says_so(reading, campaigns, asked):
    page = reading.get(reverse("analysis"), asked)
    assert page.status_code == 200
    assert len(page.context["asked"].notes) == 1


def test_nonsense_in_a_cell_opens_nothing(reading, campaigns):
    for row in ("nonsense", "\0", "-1", "9" * 60):
        page = reading.get(reverse("analysis-models"), {"rows": "year", "row": row})
        assert (page.status_code, page.context["total"]) == (200, 0)


def test_without_a_campaign_there_is_a_page_that_says_so(reading):
    Campaign.objects.all().delete()
    assert reading.get(reverse("analysis")).context["campaign"] is None
    assert reading.get(reverse("analysis-csv")).status_code == 404


def test_a_leader_of_one_commune_counts_only_the_commune(client, world, campaigns):
    own = make.user(Role.LEADER, world.an_sinh)
    page = logged_in(client, own).get(reverse("analysis"), {"campaign": 2024, "rows": "unit"})
    assert {name for name, _doors, _sum in page.context["lines"]} <= {"phường An Sinh", "xã Bình Dương", "phường Đức Chính"}
    assert page.context["total"].cell.number > 0


@pytest.mark.parametrize("rows", ["source", "measure", "district", "year"])
def test_each_kind_of_figure_has_its_own_lines(reading, world, rows):
    row = make.initiative("reported", world.an_sinh)
    make.contribution(row)
    make.outcome(row)
    figure = {"source": "money.achieved", "measure": "each.achieved"}.get(rows, "registered")
    page = reading.get(reverse("analysis"), {"figure": figure, "rows": rows, "columns": "-"})
    assert (page.status_code, len(page.context["lines"]), page.context["asked"].notes) == (200, 1, [])
