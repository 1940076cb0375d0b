"""The reviewer's pace in a real browser: keys, acts that lead on without a reload, the way back, phrases, the help."""

import re

import pytest
from playwright.sync_api import expect

from registry.models import Initiative
from registry.vocabulary import Status
from tests import make


@pytest.fixture
def three(world, campaign):
    """Three submitted models of An Sinh, oldest first, each with a name of its own."""
    return [
        make.initiative(Status.SUBMITTED, world.an_sinh, title=f"Mô hình thứ {number}", submitted_at=make.ago(9 - number))
        for number in (1, 2, 3)
    ]


def heading(page):
    return page.locator("main h1")


def stands(page, model):
    """The desk shows this model, and has put the focus on its name."""
    expect(heading(page)).to_have_text(model.title)
    expect(page).to_have_url(re.compile(f"/review/{model.code}/"))


def mark(page):
    """A sign on the document, which a reload would wipe out."""
    page.evaluate("window.isTheSame = true")


def is_same(page) -> bool:
    return page.evaluate("window.isTheSame === true")


def status_of(model) -> str:
    return Initiative.objects.get(pk=model.pk).status


def test_two_keys_approve_and_lead_on_without_a_reload_and_back_shows_what_was_done(desktop, sign_in, reviewer, three):
    first, second, third = three
    sign_in(desktop, reviewer)
    desktop.goto(f"/review/{first.code}/?status=submitted")
    mark(desktop)
    desktop.keyboard.press("a")
    expect(desktop.locator("#approve button")).to_be_focused()
    assert status_of(first) == Status.SUBMITTED, "one key alone approves nothing"
    desktop.keyboard.press("Enter")
    stands(desktop, second)
    expect(heading(desktop)).to_be_focused()
    expect(desktop.locator(".messages")).to_contain_text(first.title)
    assert "status=submitted" in desktop.url
    assert is_same(desktop)
    assert status_of(first) == Status.REGISTERED

    desktop.keyboard.press("a")
    desktop.keyboard.press("Enter")
    stands(desktop, third)
    desktop.go_back()
    stands(desktop, second)
    expect(desktop.locator("#approve")).to_have_count(0)  # it is registered now
    desktop.go_forward()
    stands(desktop, third)
    assert is_same(desktop)


def test_turning_keeps_what_was_typed_and_the_place(desktop, sign_in, reviewer, three):
    first, second, _third = three
    sign_in(desktop, reviewer)
    desktop.goto(f"/review/{first.code}/?status=submitted&campaign={first.campaign.year}")
    mark(desktop)
    desktop.keyboard.press("d")
    remark = desktop.locator("#decline textarea")
    expect(remark).to_be_focused()
    remark.fill("Còn đang nghĩ.")
    desktop.keyboard.press("Escape")
    expect(desktop.locator("#decline > summary")).to_be_focused()
    desktop.keyboard.press("j")
    stands(desktop, second)
    desktop.keyboard.press("k")
    stands(desktop, first)
    desktop.go_back()
    stands(desktop, second)
    desktop.go_back()
    stands(desktop, first)
    expect(remark).to_have_value("Còn đang nghĩ.")
    assert is_same(desktop)
    desktop.keyboard.press("l")
    desktop.wait_for_url("**/review/?*status=submitted*")


def test_a_refusal_keeps_every_text_and_the_address(desktop, sign_in, reviewer, three):
    first = three[0]
    sign_in(desktop, reviewer)
    desktop.goto(f"/review/{first.code}/?status=submitted")
    mark(desktop)
    address = desktop.url
    desktop.locator("#decline > summary").click()
    desktop.locator("#decline textarea").fill("Trùng với mô hình cũ.")
    desktop.locator("#return > summary").click()
    desktop.locator("#id-return-part_method_name").click()
    desktop.locator("#id-return-part_method").fill("Ghi rõ ai làm.")
    Initiative.objects.filter(pk=first.pk).update(version=5)
    desktop.locator("#decline form button.btn-danger").click()
    expect(desktop.locator(".wrongs")).to_be_focused()
    expect(desktop.locator("#decline textarea")).to_have_value("Trùng với mô hình cũ.")
    expect(desktop.locator("#id-return-part_method")).to_have_value("Ghi rõ ai làm.")
    assert desktop.url == address
    assert is_same(desktop)
    desktop.locator("#decline form button.btn-danger").click()  # read again, so it counts now
    stands(desktop, three[1])
    assert status_of(first) == Status.DECLINED


def test_without_a_line_the_act_goes_the_ordinary_way(desktop, sign_in, reviewer, three):
    first, second, _third = three
    sign_in(desktop, reviewer)
    desktop.goto(f"/review/{first.code}/?status=submitted")
    mark(desktop)
    desktop.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('no line')); }")
    desktop.locator("#approve button").click()
    desktop.wait_for_url(f"**/review/{second.code}/?*")
    assert not is_same(desktop)
    assert status_of(first) == Status.REGISTERED


def test_a_session_that_ended_is_told_on_the_spot_and_nothing_is_lost(desktop, sign_in, reviewer, three):
    first, second, _third = three
    sign_in(desktop, reviewer)
    desktop.goto(f"/review/{first.code}/?status=submitted")
    desktop.locator("#decline > summary").click()
    desktop.locator("#decline textarea").fill("Trùng.")
    desktop.context.clear_cookies(name="sessionid")
    desktop.locator("#decline form button.btn-danger").click()
    expect(desktop.locator("#decline .login-note")).to_be_visible()
    expect(desktop.locator("#decline textarea")).to_have_value("Trùng.")
    sign_in(desktop, reviewer)
    desktop.locator("#decline form button.btn-danger").click()
    stands(desktop, second)
    assert status_of(first) == Status.DECLINED


def test_a_phrase_goes_into_the_field_where_one_writes(desktop, sign_in, reviewer, three):
    make.phrase(reviewer, "Ghi rõ nguồn số liệu.")
    first = three[0]
    sign_in(desktop, reviewer)
    desktop.goto(f"/review/{first.code}/")
    desktop.keyboard.press("m")  # remark on the part that is read
    area = desktop.locator("#return textarea:focus")
    area.fill("Mục tiêu:")
    desktop.locator("#return .phrases > summary").click()
    desktop.locator("#return .phrase").click()
    expect(area).to_have_value("Mục tiêu: Ghi rõ nguồn số liệu.")
    desktop.locator("#return [name=keep_phrase]").check()
    desktop.locator("#return [data-counts-parts]").click()
    stands(desktop, three[1])
    assert sorted(reviewer.phrases.values_list("text", flat=True)) == [
        "Ghi rõ nguồn số liệu.",
        "Mục tiêu: Ghi rõ nguồn số liệu.",
    ]


def test_the_help_opens_by_key_and_button_and_holds_the_switch(desktop, sign_in, reviewer, three, axe):
    sign_in(desktop, reviewer)
    desktop.goto(f"/review/{three[0].code}/")
    dialog = desktop.locator("#keys-help")
    expect(dialog).to_be_hidden()
    desktop.keyboard.press("Shift+?")
    expect(dialog).to_be_visible()
    axe(desktop)
    desktop.keyboard.press("a")  # no act behind an open help
    expect(desktop.locator("#approve button")).not_to_be_focused()
    desktop.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    desktop.locator(".keys [data-keys-help]").click()
    desktop.locator(".keys-off button").click()
    desktop.keyboard.press("Escape")
    desktop.keyboard.press("j")
    stands(desktop, three[0])
    for button in desktop.locator("#acts [data-key]").all():
        assert button.get_attribute("aria-keyshortcuts") == button.get_attribute("data-key")


def test_letters_in_a_field_and_with_other_keys_do_nothing(desktop, sign_in, reviewer, three):
    first = three[0]
    sign_in(desktop, reviewer)
    desktop.goto(f"/review/{first.code}/")
    for keys in ("Control+j", "Alt+j", "Shift+j", "Meta+j"):
        desktop.keyboard.press(keys)
    stands(desktop, first)
    desktop.keyboard.press("d")
    desktop.keyboard.type("ajkrlg/?")
    expect(desktop.locator("#decline textarea")).to_have_value("ajkrlg/?")
    stands(desktop, first)


def test_keys_walk_through_the_list_tick_and_search(desktop, sign_in, reviewer, three):
    sign_in(desktop, reviewer)
    desktop.goto("/review/")
    keys = desktop.keyboard
    keys.press("j")
    keys.press("j")
    expect(desktop.get_by_role("link", name=three[1].title)).to_be_focused()
    keys.press("x")
    expect(desktop.locator(f"[name=id][value='{three[1].pk}']")).to_be_checked()
    keys.press("b")
    expect(desktop.locator("select[name=act]")).to_be_focused()
    keys.press("Escape")
    keys.press("/")
    expect(desktop.locator("#q")).to_be_focused()
    desktop.goto(f"/review/{three[0].code}/")
    keys.press("/")
    desktop.wait_for_url("**/review/?*#q")
    expect(desktop.locator("#q")).to_be_focused()


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_of_acts_over_many_fit_and_are_sound(new_page, sign_in, reviewer, three, axe, width):
    make.phrase(reviewer)
    make.saved_filter(reviewer)
    page = new_page(width, 800)
    sign_in(page, reviewer)

    def is_sound(path=None):
        if path:
            page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url
        axe(page)

    is_sound("/review/")
    page.locator(f"[name=id][value='{three[0].pk}']").check()
    page.locator("select[name=act]").select_option("decline")
    page.locator(".savebar .btn-primary").click()
    page.locator(".tally").wait_for()
    is_sound()
    page.locator("#confirm .phrases > summary").click()
    page.locator("#confirm .phrase").click()
    page.locator("#confirm .btn-danger").click()
    page.locator(".messages a").click()
    page.locator("#confirm").wait_for()
    is_sound()
    page.locator("[name=reason]").fill("Nhầm.")
    page.locator("#confirm .btn-danger").click()
    page.locator(".messages").wait_for()
    assert status_of(three[0]) == Status.SUBMITTED
    for path in ("/review/batches/", "/review/phrases/", "/review/filters/", f"/review/{three[1].code}/"):
        is_sound(path)
