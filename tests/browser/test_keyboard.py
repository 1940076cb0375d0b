"""Nobody needs a mouse: skip link, a focus that is seen, the form by keys alone, the keys of the reading desk."""

import re

from playwright.sync_api import expect

from registry.models import Initiative
from registry.vocabulary import Status
from tests import make

MARK = """() => {
    const style = getComputedStyle(document.activeElement);
    const isSeen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    return isSeen ? "" : document.activeElement.outerHTML.slice(0, 200);
}"""
HERE = "() => document.activeElement.name || document.activeElement.id || document.activeElement.className"


def unmarked(page, presses: int) -> list[str]:
    """The elements on the way of the Tab key that have no outline while they have the focus."""
    found = []
    for _ in range(presses):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):  # past the last one
            break
        found.append(page.evaluate(MARK))
    assert len(found) > 3
    return [html for html in found if html]


def tab_to(page, name):
    """Press Tab until the control of this name has the focus."""
    passed = []
    for _ in range(80):
        page.keyboard.press("Tab")
        passed.append(page.evaluate(HERE))
        if passed[-1] == name:
            return
    raise AssertionError(f"Tab does not reach {name}: {passed}")


def test_the_first_tab_leads_to_the_content(desktop, sign_in, submitter, campaign):
    sign_in(desktop, submitter)
    desktop.goto("/models/")
    skip = desktop.locator("a.skip")
    desktop.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    desktop.keyboard.press("Enter")
    expect(desktop.locator("main")).to_be_focused()
    desktop.keyboard.press("Tab")
    assert desktop.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_focus_is_seen(desktop, sign_in, reviewer, leader, world, campaign):
    waiting = make.initiative(Status.SUBMITTED, world.an_sinh)
    desktop.goto("/showcase/")
    assert unmarked(desktop, 12) == []
    desktop.goto("/login/")
    assert unmarked(desktop, 10) == []
    sign_in(desktop, reviewer)
    desktop.goto("/review/")
    assert unmarked(desktop, 28) == []
    desktop.goto(f"/review/{waiting.code}/")
    assert unmarked(desktop, 20) == []
    sign_in(desktop, leader)
    desktop.goto("/leadership/")
    assert unmarked(desktop, 20) == []


def test_the_registration_form_by_keys_alone(desktop, sign_in, submitter, campaign):
    sign_in(desktop, submitter)
    desktop.goto("/models/new/")
    keys = desktop.keyboard

    def write(name, words):
        tab_to(desktop, name)
        keys.insert_text(words)

    write("title", "Tuyến đường hoa tự quản khu Bình Sơn Đông")
    tab_to(desktop, "sector")
    keys.press("ArrowDown")
    tab_to(desktop, "submitter_type")
    keys.press("ArrowDown")  # one person
    expect(desktop.locator("#f-collective_name")).to_be_hidden()
    write("person_name", "Nguyễn Văn Thử")
    write("person_position", "Bí thư chi bộ")
    tab_to(desktop, "person_consent")
    keys.press("Space")
    for name in ("situation", "aims", "method", "place", "forces"):
        write(name, make.TEXTS[name])
    write("starts_on", "1/10/2026")
    write("ends_on", "31/12/2026")
    for name in ("resources", "results", "sustainability"):
        write(name, make.TEXTS[name])
    tab_to(desktop, "send")
    keys.press("Enter")
    desktop.wait_for_url(re.compile(r"/models/DVK-\d{4}-\d{6}/$"))
    sent = Initiative.objects.get()
    assert [sent.status, sent.submitter_type, bool(sent.person.consented_at)] == [Status.SUBMITTED, "individual", True]


def switch(page):
    """Switch the keys off or on, in the help."""
    page.locator(".keys [data-keys-help]").click()
    page.locator(".keys-off button").click()
    page.keyboard.press("Escape")
    page.locator("h1").click()


def test_a_key_approves_and_letters_in_a_remark_do_not(desktop, sign_in, reviewer, world, campaign):
    first, second = (make.initiative(Status.SUBMITTED, world.an_sinh, submitted_at=make.ago(days)) for days in (9, 8))
    sign_in(desktop, reviewer)
    desktop.goto(f"/review/{first.code}/")
    keys = desktop.keyboard

    keys.press("r")
    expect(desktop.locator("#return .part summary").first).to_be_focused()
    keys.press("m")
    remark = desktop.locator("#return textarea:focus")
    remark.wait_for()
    keys.type("adlđtgjk")
    expect(remark).to_have_value("adlđtgjk")
    assert desktop.url.endswith(f"/review/{first.code}/")
    first.refresh_from_db()
    assert first.status == Status.SUBMITTED

    desktop.goto(f"/review/{first.code}/")
    keys.press("j")
    desktop.wait_for_url(f"**/review/{second.code}/?*")
    keys.press("k")
    desktop.wait_for_url(f"**/review/{first.code}/?*")
    switch(desktop)  # off
    keys.press("a")
    keys.press("Enter")
    keys.press("j")
    desktop.reload()
    keys.press("a")
    keys.press("Enter")
    assert f"/review/{first.code}/" in desktop.url
    switch(desktop)  # and on again
    desktop.locator("h1").click()
    keys.press("a")
    keys.press("Enter")
    desktop.wait_for_url(f"**/review/{second.code}/?*")
    keys.press("l")
    desktop.wait_for_url("**/review/?*")
    assert [row.status for row in Initiative.objects.order_by("pk")] == [Status.REGISTERED, Status.SUBMITTED]


COVERED = """() => {
    const box = document.activeElement.getBoundingClientRect();
    const bar = document.querySelector(".savebar").getBoundingClientRect();
    const isUnder = box.bottom > bar.top + 1 && box.top < bar.bottom && !document.activeElement.closest(".savebar");
    return isUnder ? document.activeElement.name || document.activeElement.textContent : "";
}"""


def test_the_bar_that_stays_in_sight_covers_nothing_that_has_the_focus(new_page, sign_in, submitter, campaign):
    page = new_page(360, 740, reduced_motion="reduce")
    sign_in(page, submitter)
    page.goto("/models/new/")
    covered = []
    for _ in range(60):
        page.keyboard.press("Tab")
        covered.append(page.evaluate(COVERED))
        if page.evaluate("document.activeElement.name") == "sustainability":
            break
    assert [name for name in covered if name] == []
