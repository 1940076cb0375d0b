"""A whole council session in the browser: prepared, filled, counted, closed, the minutes taken home."""

import re

from playwright.sync_api import expect

from registry.models import CouncilSession
from registry.vocabulary import CouncilState, Status
from tests import make

MEMBERS = [("Phạm Thị Thử", "chair"), ("Lê Văn Thử", "secretary"), ("Hoàng Thị Thử", "member")]


def fits(page) -> bool:
    """Whether nothing of the page stands out to the right."""
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def prepare(page, body):
    page.goto("/councils/")
    page.locator("a[href='/councils/new/']").click()
    page.locator("[name=body]").select_option(str(body.pk))
    page.locator("[name=held_on]").fill(make.today().strftime("%d/%m/%Y"))
    page.locator("[name=place]").fill("Hội trường phường")
    page.locator("main form button.btn-primary").click()
    page.wait_for_url(re.compile(r"/councils/\d+/$"))


def name_members(page, account):
    page.locator("a[href$='/members/']").first.click()
    for number, (name, role) in enumerate(MEMBERS):
        page.locator(f"[name=member-{number}-name]").fill(name)
        page.locator(f"[name=member-{number}-role]").select_option(role)
    page.locator("[name=member-2-account]").fill(account.username)
    page.locator("main form button.btn-primary").click()
    page.wait_for_url(re.compile(r"/councils/\d+/$"))


def put_all_on_the_agenda(page):
    page.locator("a[href$='/agenda/']").first.click()
    page.locator("button[name=everything]").click()
    page.locator("ol.placed li").first.wait_for()
    assert page.locator("ol.placed li").count() == 3
    page.locator(".crumb a").click()


def test_a_council_session_from_the_first_name_to_the_minutes(world, reviewer, submitter, desktop, sign_in, axe):
    body = make.body(unit=world.an_sinh, name="Ban Dân vận Đảng ủy phường An Sinh")
    models = [make.initiative(Status.REPORTED, world.an_sinh, title=f"Mô hình số {n}") for n in range(1, 4)]
    models[2].authors.add(submitter)
    page = desktop
    sign_in(page, reviewer)
    prepare(page, body)
    name_members(page, submitter)
    put_all_on_the_agenda(page)
    session = CouncilSession.objects.get()
    first, second, third = session.items.all()
    axe(page)

    # The third member entered the third model: two may vote on it. Three votes are refused, and stay in the fields.
    for item, votes_for, votes_against in ((first, 3, 0), (second, 1, 2), (third, 3, 0)):
        page.locator(f"[name=for-{item.pk}]").fill(str(votes_for))
        page.locator(f"[name=against-{item.pk}]").fill(str(votes_against))
    page.locator(".savebar button.btn-primary").click()
    page.locator(".wrongs").wait_for()
    expect(page.locator(f"[name=for-{third.pk}]")).to_have_value("3")
    page.locator(f"[name=for-{third.pk}]").fill("2")
    page.locator(".savebar button.btn-primary").click()
    expect(page.locator(".note.is-good")).to_be_visible()

    page.locator("a[href$='/close/']").click()
    axe(page)
    page.locator("[name=number]").fill("01/BB-HĐ")
    page.locator("form.confirm button.btn-primary").click()
    page.wait_for_url(re.compile(r"/councils/\d+/$"))
    session.refresh_from_db()
    assert session.state == CouncilState.CLOSED
    assert list(session.items.values_list("is_passed", flat=True)) == [True, False, True]
    assert page.locator("[name^=for-]").count() == 0

    with page.expect_download() as taken:
        page.locator("a[href$='minutes.docx']").click()
    assert taken.value.suggested_filename == f"bien-ban-{make.today():%Y-%m-%d}.docx"
    minutes = page.request.get(f"/councils/{session.pk}/minutes.pdf")
    assert (minutes.status, minutes.body()[:5]) == (200, b"%PDF-")


def test_the_pages_of_a_session_fit_a_phone(world, reviewer, phone, sign_in, axe):
    body = make.body(unit=world.an_sinh, name="Ban Dân vận Đảng ủy phường An Sinh")
    models = [make.initiative(Status.REPORTED, world.an_sinh) for _ in range(3)]
    session = make.council(body, models=models[:2])
    sign_in(phone, reviewer)
    for address in ("", "members/", "agenda/", "close/", "edit/"):
        phone.goto(f"/councils/{session.pk}/{address}")
        axe(phone)
        assert fits(phone), address
    phone.goto("/councils/")
    axe(phone)
    assert fits(phone)
