"""Last year's models and more time in a browser: on a phone and on a desk, without script too."""

import re

import pytest
from playwright.sync_api import expect

from registry.models import Ending, Extension, Initiative
from registry.vocabulary import Status, Window
from tests import make, varied

LONG_TITLE = (
    "Vận động nhân dân các khu Bình Sơn Đông, Bình Sơn Tây và Thành Dền hiến đất, góp ngày công mở rộng, bê tông hóa đường "
    "liên khu gắn với trồng hoa, lắp camera an ninh và xây dựng tuyến đường tự quản sáng, xanh, sạch, đẹp, an toàn"
)
LONG_WORD = "https://quangninh.example/van-ban/" + "ke-hoach-dan-van-kheo-" * 5
WHY = "Đường đã bàn giao cho phường quản lý."


@pytest.fixture(params=[(360, 740), (1280, 900)], ids=["phone", "desktop"])
def size(request):
    return request.param


@pytest.fixture
def is_sound(axe):
    """Check a page: nothing for axe to find, one heading, no sideways scrolling."""

    def check(page, address=""):
        if address:
            assert page.goto(address).status == 200, address
        assert page.locator("h1").count() == 1, page.url
        box = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert box[0] <= box[1], (page.url, box)
        axe(page)

    return check


@pytest.fixture
def earlier(world, campaign, submitter):
    last_year = varied.closed_campaign(campaign.year - 1)
    rows = [
        make.initiative(Status.RECOGNISED, world.an_sinh, campaign=last_year, title=title, by=submitter, report=report)
        for title, report in ((LONG_TITLE, LONG_WORD), ("Tổ hòa giải ở khu dân cư", "Hòa giải 12 vụ việc."))
    ]
    make.outcome(rows[0])
    return rows


def test_last_years_models_are_continued_and_ended(size, new_page, sign_in, is_sound, earlier, submitter, campaign):
    page = new_page(*size)
    sign_in(page, submitter)
    is_sound(page, "/models/")
    page.locator("main a[href='/renewal/']").click()
    is_sound(page)
    page.locator(f"form[action='/renewal/{earlier[0].code}/continue/'] button").click()
    page.wait_for_url(re.compile(r"/models/DVK-\d{4}-\d{6}/edit/$"))
    made = Initiative.objects.get(campaign=campaign)
    page.locator("#f-method details.earlier summary").click()
    expect(page.locator("#f-method details.earlier")).to_contain_text(earlier[0].method)
    page.locator("main > .frame > details.earlier summary, main details.earlier summary").first.click()
    expect(page.locator("main")).to_contain_text(LONG_WORD)
    is_sound(page)
    assert [made.continues, made.title] == [earlier[0], LONG_TITLE]

    page.goto("/renewal/")
    page.locator(f"a[href='/renewal/{earlier[1].code}/end/']").click()
    page.locator("main .btn-danger").click()
    page.locator(".wrongs").wait_for()
    is_sound(page)
    page.locator("[name=reason]").fill(WHY)
    page.locator("main .btn-danger").click()
    page.wait_for_url("**/renewal/")
    expect(page.locator("main")).to_contain_text(WHY)
    is_sound(page)
    assert Ending.objects.get().initiative == earlier[1]


def test_more_time_is_asked_for_and_given_without_script(size, new_page, sign_in, is_sound, world, submitter, reviewer):
    make.campaign(registration_closes=make.today(-1), reports_close=make.today(-1))
    draft = make.initiative(Status.DRAFT, world.an_sinh, by=submitter, title=LONG_TITLE)
    page = new_page(*size, java_script_enabled=False)
    sign_in(page, submitter)
    page.goto("/models/")
    page.locator(f".deadline a[href='/models/{draft.code}/more-time/']").click()
    page.locator("[name=reason]").fill("Cán bộ phụ trách nghỉ ốm. " + LONG_WORD)
    page.locator("main .btn-primary").click()
    page.wait_for_url(f"**{draft.get_absolute_url()}")
    asked = Extension.objects.get()

    page = new_page(*size, java_script_enabled=False)
    sign_in(page, reviewer)
    page.goto("/extensions/")
    page.locator(f"main h3 a[href='/extensions/{asked.pk}/']").click()
    page.locator("[name=until]").fill(make.today(7).strftime("%d/%m/%Y"))
    page.locator("[name=reason]").fill("Đơn vị có lý do chính đáng.")
    page.locator("[name=give]").click()
    page.wait_for_url("**/extensions/")
    asked.refresh_from_db()
    assert [asked.until, asked.decided_by] == [make.today(7), reviewer]


def test_the_pages_of_more_time_are_sound(size, new_page, sign_in, is_sound, world, submitter, reviewer, leader):
    make.campaign(registration_closes=make.today(-1), reports_close=make.today(5))
    draft = make.initiative(Status.DRAFT, world.an_sinh, by=submitter, title=LONG_TITLE)
    late = make.initiative(Status.RETURNED, world.an_sinh, by=submitter, correct_until=make.today(-1))
    make.initiative(Status.REGISTERED, world.an_sinh, by=submitter)
    page = new_page(*size)
    sign_in(page, submitter)
    for address in ("/models/", draft.get_absolute_url(), f"/models/{draft.code}/edit/", late.get_absolute_url()):
        is_sound(page, address)
    is_sound(page, f"/models/{draft.code}/more-time/")
    page.locator("main .btn-primary").click()
    page.locator(".wrongs").wait_for()
    is_sound(page)
    asked = make.extension(world.an_sinh, asked_by=submitter, asked_because=LONG_WORD)
    given = make.extension(world.an_sinh, Window.REPORT, until=make.today(9), decided_by=reviewer, reason=LONG_WORD)
    is_sound(page, f"/extensions/{given.pk}/")

    page = new_page(*size)
    sign_in(page, reviewer)
    for address in ("/extensions/", "/extensions/?state=decided", f"/extensions/{asked.pk}/", "/extensions/give/"):
        is_sound(page, address)
    make.unit("Trường Hoa Sen", parent=world.an_sinh, type="school")
    make.unit("Trường Hoa Sen", parent=world.an_sinh, type="school")
    page.locator("[name=unit]").fill("hoa sen")
    page.locator("main .btn-primary").click()
    page.locator("[name=key]").first.wait_for()
    is_sound(page)
    page = new_page(*size)
    sign_in(page, leader)
    is_sound(page, f"/extensions/{asked.pk}/")
