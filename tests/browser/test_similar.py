"""Similar models while one types, the comparison of two, and the units that are offered: with script and without."""

import pytest

from registry.models import Initiative
from registry.vocabulary import Status
from tests import make

TITLE = "Tuyến đường hoa phụ nữ tự quản thôn Bình Sơn Đông"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def last_year(world):
    campaign = make.campaign(make.today().year - 1)
    return make.initiative(Status.RECOGNISED, world.binh_duong, title=TITLE, campaign=campaign)


@pytest.mark.parametrize("width", [360, 1280])
def test_typing_a_name_shows_similar_models_under_it(new_page, sign_in, axe, submitter, campaign, last_year, width):
    page = new_page(width, 800)
    sign_in(page, submitter)
    page.goto("/models/new/")
    title = page.locator("#id_title")
    title.press_sequentially("đường hoa")
    page.wait_for_timeout(900)
    assert page.locator(".similar").count() == 0, "two words are too few"
    title.press_sequentially(" phu nu tu quan binh son dong")
    page.locator("#f-title .similar a").wait_for()
    assert page.locator(".similar a").get_attribute("href") == f"/models/{last_year.code}/"
    assert page.locator("[data-similar]").get_attribute("aria-live") == "polite"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    axe(page)
    title.fill("Chợ quê văn minh không túi nhựa")
    page.locator(".similar").wait_for(state="detached")
    title.fill("")
    page.wait_for_timeout(900)
    assert page.locator(".similar").count() == 0


def test_a_broken_line_disturbs_nobody_and_is_tried_again(new_page, sign_in, complaints, submitter, campaign, last_year):
    page = new_page(1280, 800)
    sign_in(page, submitter)
    page.goto("/models/new/")
    page.route("**/models/similar/**", lambda route: route.abort())
    page.fill("#id_title", TITLE)
    page.wait_for_timeout(900)
    assert (page.locator(".similar").count(), page.input_value("#id_title"), complaints) == (0, TITLE, [])
    page.unroute("**/models/similar/**")
    page.locator("#id_title").press_sequentially(" ")
    page.locator("#id_title").press_sequentially("mới")
    page.locator(".similar").wait_for()


def test_without_script_they_stand_on_the_page_of_a_saved_draft(new_page, sign_in, submitter, campaign, last_year):
    draft = make.initiative(Status.DRAFT, submitter.unit, title=TITLE, by=submitter)
    page = new_page(360, 800, java_script_enabled=False)
    sign_in(page, submitter)
    page.goto(f"/models/{draft.code}/edit/")
    assert page.locator(".similar a").get_attribute("href") == f"/models/{last_year.code}/"


@pytest.mark.parametrize("width", [360, 1280])
def test_two_models_are_compared_and_one_is_marked_without_script(new_page, sign_in, reviewer, submitter, last_year, width):
    waiting = make.initiative(Status.SUBMITTED, submitter.unit, title=TITLE, by=submitter)
    page = new_page(width, 800, java_script_enabled=False)
    sign_in(page, reviewer)
    page.goto(f"/review/{waiting.code}/")
    page.locator("#similar a").click()
    page.locator("[name=remark]").fill("Cùng một tuyến đường.")
    page.locator("[name=act][value=duplicate]").click()
    assert Initiative.objects.get(pk=waiting.pk).duplicate_of == last_year
    assert page.locator(f".note a[href='/review/{last_year.code}/']").inner_text() == TITLE


@pytest.mark.parametrize("width", [360, 1280])
def test_the_comparison_and_the_marked_pages_fit_and_are_accessible(
    new_page, sign_in, axe, reviewer, submitter, last_year, width
):
    long = f"{TITLE} {'rấtdàikhôngdấucách' * 8}"[:250]
    waiting = make.initiative(Status.SUBMITTED, submitter.unit, title=long, by=submitter, duplicate_of=last_year)
    page = new_page(width, 800)
    sign_in(page, reviewer)
    for address in (
        f"/review/{waiting.code}/with/{last_year.code}/",
        f"/review/{last_year.code}/with/{waiting.code}/",
        f"/review/{waiting.code}/",
        f"/models/{last_year.code}/",
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        axe(page)


@pytest.mark.parametrize("width", [360, 1280])
def test_units_are_offered_by_their_old_names_and_an_ambiguous_one_asks(new_page, sign_in, axe, province_reviewer, width):
    make.initiative(Status.SUBMITTED)
    page = new_page(width, 800)
    sign_in(page, province_reviewer)
    page.goto("/review/?place=duc+chinh")
    assert page.locator(".units-meant input").count() == 2
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    axe(page)
    page.fill("#place", "")
    page.locator("#place").press_sequentially("bình dương")
    page.locator("#place-units option").wait_for(state="attached")
    assert page.locator("#place-units option").get_attribute("value") == "Phường An Sinh"
    page.locator(".units-meant input").first.check()
    page.locator(".filters button[type=submit]").click()
    assert (page.input_value("#place"), page.locator(".units-meant").count()) == ("phường An Sinh", 0)
