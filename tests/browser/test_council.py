"""A whole council session in the browser: from the first name to the minutes, the decision, the certificates, their check."""

import re

from playwright.sync_api import expect

from registry.models import Certificate, CouncilSession
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


def draw_up_a_decision(page, body, session):
    """Record a draft, and put what the council passed on its list."""
    page.goto("/decisions/new/")
    page.locator("[name=campaign]").select_option(str(session.campaign_id))
    page.locator("[name=body]").select_option(str(body.pk))
    page.locator("[name=number]").fill("05/QĐ-UBND")
    page.locator("[name=issued_on]").fill(make.today().strftime("%d/%m/%Y"))
    page.locator("[name=signatory]").fill("Trần Thị Thử")
    page.locator("main form button.btn-primary").click()
    page.wait_for_url(re.compile(r"/decisions/\d+/$"))
    page.locator("[name=session]").select_option(str(session.pk))
    page.locator("form:has([name=session]) button").click()
    expect(page.locator("input.tick[name=id]")).to_have_count(2)


def test_a_council_session_from_the_first_name_to_the_check_of_a_certificate(
    world, reviewer, second_reviewer, submitter, desktop, new_page, phone, sign_in, axe
):
    make.level_setting(uses_council=True)
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

    draw_up_a_decision(page, body, session)
    draft = page.url
    axe(page)

    # Who put the list together does not issue it; another reviewer does.
    issuing = new_page(1280, 900)
    sign_in(issuing, second_reviewer)
    issuing.goto(f"{draft}issue/")
    issuing.locator("[name=compared]").check()
    issuing.locator("main form button.btn-primary").click()
    issuing.wait_for_url(draft)
    issuing.locator("a[href$='certificates.pdf']").wait_for()
    printed = issuing.request.get(f"{draft}certificates.pdf")
    assert (printed.status, printed.body()[:5]) == (200, b"%PDF-")
    certificates = list(Certificate.objects.order_by("number"))
    assert {one.recognition.initiative for one in certificates} == {models[0], models[2]}

    # Whoever holds the paper scans its code with a phone, without an account.
    phone.goto(f"/c/{certificates[0].token}/")
    expect(phone.locator("main .st-registered")).to_be_visible()
    expect(phone.locator("main")).to_contain_text(certificates[0].recognition.printed_title)
    axe(phone)
    assert fits(phone)


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
