"""Leadership's pages on a phone and on a desk: figures, analysis, map and the board of units, walked as a leader does."""

import re

import pytest

from registry.models import ExpectedUnit, Tile
from registry.vocabulary import Status
from tests import make, varied


@pytest.fixture
def figures(world, submitter):
    """Two campaigns of all kinds, this year's with two expected units of which one has sent nothing, and two tiles."""
    campaigns = varied.models(world)
    running = make.campaign()
    for unit in (world.an_sinh, world.dong_trieu):
        ExpectedUnit.objects.create(campaign=running, unit=unit, target=3)
    make.initiative(Status.SUBMITTED, world.dong_trieu, campaign=running)
    row = make.initiative(Status.REPORTED, world.dong_trieu, campaign=running)
    make.contribution(row)
    make.outcome(row)
    Tile.objects.create(unit=world.an_sinh, column=0, row=0)
    Tile.objects.create(unit=world.dong_trieu, column=0, row=1)
    return campaigns


def digits(words: str) -> int:
    return int(re.sub(r"\D", "", words))


def test_pages_of_figures_are_sound(size, new_page, sign_in, is_sound, figures, leader):
    page = new_page(*size)
    sign_in(page, leader)
    for address in (
        "/leadership/?campaign=2024",
        "/leadership/?campaign=2024&units=today",
        "/leadership/analysis/?campaign=2024&rows=unit&columns=status",
        "/leadership/analysis/?campaign=all&figure=money.achieved&rows=source&columns=year",
        "/leadership/analysis/models/?campaign=2024&rows=sector&row=economy",
        "/leadership/map/?campaign=2024",
        "/leadership/silence/",
        "/leadership/silence/?show=all",
    ):
        is_sound(page, address)


def test_a_leader_asks_a_question_and_opens_a_number(desktop, sign_in, figures, leader):
    sign_in(desktop, leader)
    desktop.goto("/leadership/analysis/?campaign=2024")
    desktop.select_option("#figure", "recognised")
    desktop.select_option("#rows", "unit")
    desktop.select_option("#columns", "-")
    desktop.select_option("#units", "today")
    desktop.get_by_role("button", name="Lập bảng").click()
    assert "rows=unit" in desktop.url
    number = desktop.locator("tbody tr").first.locator("td a").last
    count = digits(number.inner_text())
    number.click()
    assert digits(desktop.locator("h1").inner_text().split(":")[0]) == count
    assert desktop.locator("tbody tr").count() == min(count, 25)


def test_a_tile_of_the_map_opens_its_models(desktop, sign_in, figures, leader):
    sign_in(desktop, leader)
    desktop.goto("/leadership/map/?campaign=2024")
    tile = desktop.locator("svg.tiles a").first
    count = digits(tile.locator(".tile-number").text_content())
    tile.click()
    assert digits(desktop.locator("h1").inner_text().split(":")[0]) == count


def test_a_point_of_a_chart_opens_its_models_and_is_large_enough_for_a_thumb(size, new_page, sign_in, figures, leader):
    page = new_page(*size)
    sign_in(page, leader)
    page.goto("/leadership/?campaign=2024")
    points = page.locator("svg.chart:visible a")
    assert points.count() >= 4
    for box in [point.locator(".hit").bounding_box() for point in points.all()]:
        assert min(box["width"], box["height"]) >= 24
    for place in (0, points.count() - 1):
        count = digits(points.nth(place).get_attribute("aria-label").split(":")[1])
        points.nth(place).locator(".hit").click()
        assert digits(page.locator("h1").inner_text().split(":")[0]) == count
        page.go_back()


def test_a_unit_is_found_on_the_board_by_its_old_name(size, new_page, sign_in, is_sound, figures, leader):
    page = new_page(*size)
    sign_in(page, leader)
    page.goto("/leadership/silence/?show=all")
    page.locator("#unit_q").fill("binh duong")
    page.locator("#unit_q").press("Enter")
    assert page.locator("tbody tr").count() == 1
    assert "Bình Dương" in page.locator("tbody tr").inner_text()
    is_sound(page)


def test_paper_is_white_and_holds_every_column(new_page, live_server, sign_in, figures, leader):
    page = new_page(703, 1000)  # A4 between margins of 12 mm
    sign_in(page, leader)
    page.context.add_cookies([{"name": "theme", "value": "dark", "url": live_server.url}])
    page.emulate_media(media="print")
    for address in (
        "/leadership/?campaign=2024&units=today",
        "/leadership/silence/?show=all",
        "/leadership/map/?campaign=2024",
    ):
        page.goto(address)
        assert page.locator("h1").evaluate("node => getComputedStyle(node).color") == "rgb(20, 38, 44)"
        assert page.evaluate("document.documentElement.scrollWidth") <= 703
        wide = "node => [...node.querySelectorAll('.tablebox')].filter(box => box.scrollWidth > box.clientWidth).length"
        assert page.locator("main").evaluate(wide) == 0, address
        assert page.locator("main nav:visible, main button:visible").count() == 0, address


def test_a_silent_unit_is_reminded_by_one_click(phone, sign_in, figures, leader):
    sign_in(phone, leader)
    phone.goto("/leadership/silence/")
    phone.get_by_role("button", name=re.compile(r"^Nhắc\s*: phường An Sinh")).click()
    assert "phường An Sinh" in phone.get_by_role("status").or_(phone.locator(".note.is-good")).first.inner_text()
    assert phone.get_by_role("button", name=re.compile(r"^Nhắc\s*: phường An Sinh")).count() == 0


def test_a_report_is_read_compared_and_taken_along(size, new_page, sign_in, is_sound, figures, leader):
    row = make.report(None, campaign=figures.now, frozen=True)
    page = new_page(*size)
    sign_in(page, leader)
    is_sound(page, "/leadership/reports/")
    is_sound(page, f"/leadership/reports/{row.pk}/compare/")
    is_sound(page, f"/leadership/reports/{row.pk}/")
    for name, beginning in (("PDF", b"%PDF"), ("Word", b"PK"), ("Excel", b"PK")):
        address = page.get_by_role("link", name=name).get_attribute("href")
        taken = page.request.get(address)
        assert (taken.status, taken.body().startswith(beginning)) == (200, True)
