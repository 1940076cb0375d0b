"""Not one character is lost: the server dies, the session ends, the language changes, the line breaks, two people write."""

import gzip
import re
from contextlib import contextmanager

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from registry.models import Campaign, Initiative, Writing
from registry.services import initiatives
from registry.vocabulary import Status
from tests import make

TITLE = "Tuyến đường “hoa” tự quản <khu 5> & 'khu 6' 👩‍🌾"
AIMS = "Dòng một: ưỡn ẹo, Ế Ộ Ẵ Ữ Ỵ – đ Đ\n\nDòng ba\tvới 810 m² “đường” 🌸\n  thụt vào"
METHOD = "Họp dân; mỗi hộ góp ngày công."
SAVED = re.compile(r"\d\d:\d\d")


@pytest.fixture
def draft(submitter, campaign):
    return make.initiative(Status.DRAFT, submitter.unit, by=submitter)


@pytest.fixture
def registered(submitter, campaign):
    return make.initiative(Status.REGISTERED, submitter.unit, by=submitter)


def field(page, name):
    return page.locator(f"#registration [name={name}]")


def state(page, name):
    """Wait until the bar says so."""
    page.locator(f".savebar .state[data-state={name}]").wait_for(timeout=15_000)


def write(page, **texts):
    for name, text in texts.items():
        field(page, name).fill(text)


def stands(page, **texts):
    for name, text in texts.items():
        expect(field(page, name)).to_have_value(text)


def in_browser(page) -> list[str]:
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('dvk'))")


@contextmanager
def dead_server(page):
    """Nothing reaches the server."""
    page.context.route("**/*", lambda route: route.abort("connectionrefused"))
    yield
    page.context.unroute("**/*")


def edit(page, sign_in, user, initiative, name="edit"):
    sign_in(page, user)
    page.goto(f"/models/{initiative.code}/{name}/")


def log_in_here(page, user, password=make.PASSWORD):
    page.locator("#here-username").fill(user.username)
    page.locator("#here-password").fill(password)
    page.locator("#here-password").press("Enter")


# ---- the ordinary case ----


def test_what_is_typed_is_saved_while_one_writes_and_stands_there_again(desktop, sign_in, submitter, draft):
    edit(desktop, sign_in, submitter, draft)
    write(desktop, title=TITLE, aims=AIMS)
    state(desktop, "saved")
    expect(desktop.locator(".savebar .state")).to_have_text(SAVED)
    assert in_browser(desktop) == []
    draft.refresh_from_db()
    assert draft.version == 1
    desktop.reload()
    stands(desktop, title=TITLE, aims=AIMS)
    expect(desktop.locator(".restored")).to_have_count(1)
    desktop.locator("button[name=save]").click()
    expect(desktop.locator(".restored")).to_have_count(0)
    draft.refresh_from_db()
    assert (draft.title, draft.aims) == (TITLE, AIMS)
    assert not Writing.objects.exists()


def test_what_was_taken_back_leaves_nothing_behind(desktop, sign_in, submitter, draft):
    edit(desktop, sign_in, submitter, draft)
    write(desktop, title=TITLE)
    state(desktop, "saved")
    write(desktop, title=draft.title)
    desktop.wait_for_timeout(2500)
    assert not Writing.objects.exists()


def test_a_new_model_goes_on_in_another_window(desktop, sign_in, submitter, campaign):
    sign_in(desktop, submitter)
    desktop.goto("/models/new/")
    write(desktop, title=TITLE, aims=AIMS)
    state(desktop, "saved")
    desktop.close()
    page = desktop.context.new_page()
    page.goto("/models/")
    page.locator(".restored a").click()
    stands(page, title=TITLE, aims=AIMS)
    page.locator("button[name=save]").click()
    page.wait_for_url(re.compile(r"/models/DVK-\d{4}-\d{6}/edit/$"))
    assert (Initiative.objects.get().title, Initiative.objects.get().aims) == (TITLE, AIMS)
    assert not Writing.objects.exists()


def test_a_text_is_discarded_with_what_was_typed_after_it(desktop, sign_in, submitter, draft):
    edit(desktop, sign_in, submitter, draft)
    write(desktop, title=TITLE)
    state(desktop, "saved")
    desktop.reload()
    write(desktop, aims=AIMS)
    state(desktop, "saved")
    desktop.locator("button[name=discard]").click()
    stands(desktop, title=draft.title, aims=draft.aims)
    assert (in_browser(desktop), Writing.objects.exists()) == ([], False)


# ---- the server, the line ----


def test_the_server_dies_while_one_types_and_while_one_sends(desktop, sign_in, submitter, draft):
    edit(desktop, sign_in, submitter, draft)
    with dead_server(desktop):
        write(desktop, title=TITLE)
        state(desktop, "unsaved")
        write(desktop, aims=AIMS)
        desktop.locator("button[name=send]").click()
        state(desktop, "unsent")
        stands(desktop, title=TITLE, aims=AIMS)
        assert len(in_browser(desktop)) == 1
    desktop.wait_for_url(f"**/models/{draft.code}/", timeout=20_000)  # what was pressed is done as soon as it can be
    draft.refresh_from_db()
    assert (draft.status, draft.title, draft.aims) == (Status.SUBMITTED, TITLE, AIMS)
    assert (in_browser(desktop), Writing.objects.exists()) == ([], False)


def test_a_server_that_only_hangs_is_no_better(desktop, sign_in, submitter, draft):
    edit(desktop, sign_in, submitter, draft)
    hanging = []
    desktop.route("**/writing/", lambda route: hanging.append(route))
    write(desktop, title=TITLE)
    state(desktop, "unsaved")
    assert len(in_browser(desktop)) == 1
    hanging[0].continue_()
    state(desktop, "saved")
    assert (in_browser(desktop), Writing.objects.get().data["title"]) == ([], [TITLE])


def test_who_types_on_while_the_server_is_dead_sends_by_pressing_again(desktop, sign_in, submitter, draft):
    edit(desktop, sign_in, submitter, draft)
    with dead_server(desktop):
        desktop.locator("button[name=send]").click()
        state(desktop, "unsent")
        write(desktop, aims=AIMS)
    state(desktop, "saved")
    assert Initiative.objects.get().status == Status.DRAFT
    stands(desktop, aims=AIMS)


def test_the_browser_dies_while_the_server_is_dead(desktop, sign_in, submitter, draft):
    edit(desktop, sign_in, submitter, draft)
    with dead_server(desktop):
        write(desktop, title=TITLE, aims=AIMS)
        state(desktop, "unsaved")
        desktop.evaluate("() => { window.fetch = () => Promise.reject(); }")  # it dies before it can say good-bye
        desktop.close()
    assert not Writing.objects.exists()
    page = desktop.context.new_page()
    page.goto(f"/models/{draft.code}/edit/")
    stands(page, title=TITLE, aims=AIMS)
    expect(page.locator("[data-noted=local]")).to_be_visible()
    state(page, "saved")
    assert (in_browser(page), Writing.objects.get().data["aims"]) == ([], [AIMS.replace("\n", "\r\n")])
    page.locator("button[name=save]").click()
    expect(page.locator("[data-noted=local]")).to_have_count(0)
    draft.refresh_from_db()
    assert (draft.title, draft.aims) == (TITLE, AIMS)


def test_the_last_characters_before_a_window_closes_are_there(desktop, sign_in, submitter, draft):
    edit(desktop, sign_in, submitter, draft)
    for size in (10, 70_000):  # the second is more than a browser sends while it closes
        long = AIMS + "ế" * size
        desktop.locator("#registration [name=aims]").evaluate(
            "(area, text) => { area.value = text; area.dispatchEvent(new Event('input', {bubbles: true})); }", long
        )
        with desktop.expect_event("close"):
            desktop.close(run_before_unload=True)
        desktop = desktop.context.new_page()
        desktop.goto(f"/models/{draft.code}/edit/")
        stands(desktop, aims=long)


@pytest.mark.parametrize(("name", "table"), [("edit", "targets"), ("report", "achieved")])
def test_rows_of_a_table_outlive_the_browser_and_the_server(desktop, sign_in, submitter, draft, registered, name, table):
    make.measure("road")
    initiative = draft if name == "edit" else registered
    edit(desktop, sign_in, submitter, initiative, name)
    values = ["810", "chín “trăm” 🌸", "1.000"]
    box = desktop.locator(f"[data-rows={table}]")
    with dead_server(desktop):
        while box.locator(".figure-row").count() < 4:
            box.locator(".figure-add").click()
        for number, value in enumerate(values):
            row = box.locator(".figure-row").nth(number if number < 2 else 3)
            row.locator("[data-column=measure]").select_option("road")
            row.locator("[data-column=value]").fill(value)
            row.locator("[data-column=period]").fill(f"đợt {number}")
        box.locator(".figure-row").nth(2).locator(".figure-remove").click()
        state(desktop, "unsaved")
        desktop.evaluate("() => { window.fetch = () => Promise.reject(); }")
        desktop.close()
    page = desktop.context.new_page()
    for _from in ("this browser", "the server"):
        page.goto(f"/models/{initiative.code}/{name}/")
        page.wait_for_function(
            """([table, wanted]) => [...document.querySelectorAll(`[data-rows=${table}] .figure-row`)]
                .map((row) => ["value", "period", "measure"].map((name) => row.querySelector(`[data-column=${name}]`).value))
                .filter(([value]) => value).join() === wanted""",
            arg=[table, ",".join(f"{value},đợt {number},road" for number, value in enumerate(values))],
        )
        if _from == "this browser":
            state(page, "saved")


def test_offline_and_back(desktop, sign_in, submitter, draft):
    edit(desktop, sign_in, submitter, draft)
    desktop.context.set_offline(True)
    write(desktop, title=TITLE, aims=AIMS)
    state(desktop, "offline")
    desktop.context.set_offline(False)
    state(desktop, "saved")
    assert Writing.objects.get().data["title"] == [TITLE]


def test_another_unsaved_text_of_this_browser_is_not_lost_either(desktop, sign_in, submitter, draft):
    edit(desktop, sign_in, submitter, draft)
    second = desktop.context.new_page()
    second.goto(f"/models/{draft.code}/edit/")
    with dead_server(desktop):
        write(desktop, title="Bản cũ hơn")
        state(desktop, "unsaved")
        desktop.close()  # it would try again, and then be the later one
        write(second, title=TITLE)
        state(second, "unsaved")
        second.close()
    page = desktop.context.new_page()
    page.goto(f"/models/{draft.code}/edit/")
    stands(page, title=TITLE)
    page.locator("[data-noted=further] a").click()
    stands(page, title="Bản cũ hơn")
    assert sorted(row.data["title"][0] for row in Writing.objects.all()) == ["Bản cũ hơn", TITLE]


def test_a_link_and_the_way_back(desktop, sign_in, submitter, draft):
    edit(desktop, sign_in, submitter, draft)
    write(desktop, title=TITLE, aims=AIMS)
    desktop.locator("nav.mainnav a[href='/models/']").click()
    desktop.wait_for_url("**/models/")
    expect(desktop.locator(f"p.say a[href='/models/{draft.code}/edit/']")).to_have_count(1)
    desktop.go_back()
    stands(desktop, title=TITLE, aims=AIMS)
    write(desktop, method=METHOD)
    desktop.locator("button[name=save]").click()
    expect(desktop.locator(".restored")).to_have_count(0)
    draft.refresh_from_db()
    assert (draft.title, draft.aims, draft.method) == (TITLE, AIMS, METHOD)


@pytest.mark.parametrize("name", ["edit", "new"])
def test_the_language_is_switched_while_one_types(desktop, sign_in, submitter, draft, name):
    sign_in(desktop, submitter)
    desktop.goto("/models/new/" if name == "new" else f"/models/{draft.code}/edit/")
    write(desktop, title=TITLE, aims=AIMS)
    desktop.locator("footer button[name=language]").click()
    expect(desktop.locator("html")).to_have_attribute("lang", "en")
    stands(desktop, title=TITLE, aims=AIMS)
    desktop.locator("button[name=save]").click()
    desktop.wait_for_url(re.compile(r"/models/DVK-\d{4}-\d{6}/edit/$"))
    expect(desktop.locator(".note.is-good")).to_have_text("Saved. You can go on later.")
    saved = Initiative.objects.first()
    assert (saved.title, saved.aims) == (TITLE, AIMS)


def test_the_deadline_passes_while_one_types(desktop, sign_in, submitter, draft):
    edit(desktop, sign_in, submitter, draft)
    write(desktop, title=TITLE)
    Campaign.objects.update(registration_closes=make.today(-1))
    write(desktop, aims=AIMS)
    state(desktop, "saved")
    desktop.locator("button[name=send]").click()
    desktop.locator(".wrongs").wait_for()
    stands(desktop, title=TITLE, aims=AIMS)
    draft.refresh_from_db()
    assert (draft.status, draft.title, draft.aims) == (Status.DRAFT, TITLE, AIMS)
    desktop.locator(f".note a[href='/models/{draft.code}/more-time/']").click()
    desktop.wait_for_url("**/more-time/")
    assert not Writing.objects.exists()


# ---- logged out ----


def expire():
    """End every session, as the server does after some days."""
    Session.objects.all().delete()


def test_logged_out_in_another_window_one_logs_in_here_and_goes_on(desktop, sign_in, submitter, draft, complaints):
    edit(desktop, sign_in, submitter, draft)
    write(desktop, title=TITLE)
    state(desktop, "saved")
    other = desktop.context.new_page()
    other.goto("/account/")
    other.locator("form[action='/logout/'] button").click()
    other.wait_for_url("**/showcase/")
    write(desktop, aims=AIMS)
    state(desktop, "out")
    assert in_browser(desktop) == []
    log_in_here(desktop, submitter, "Sai mật khẩu")
    expect(desktop.locator(".login-here [role=alert]")).to_be_visible()
    stands(desktop, title=TITLE, aims=AIMS)
    log_in_here(desktop, submitter)
    state(desktop, "saved")
    expect(desktop.locator(".login-here")).to_have_count(0)
    assert Writing.objects.get().data["aims"] == [AIMS.replace("\n", "\r\n")]
    desktop.locator("button[name=send]").click()
    desktop.wait_for_url(f"**/models/{draft.code}/")
    draft.refresh_from_db()
    assert (draft.status, draft.title, draft.aims) == (Status.SUBMITTED, TITLE, AIMS)
    assert {line[:3] for line in complaints} <= {"401"}
    complaints.clear()


def test_a_session_that_ended_while_one_sends(desktop, sign_in, submitter, draft, complaints):
    edit(desktop, sign_in, submitter, draft)
    write(desktop, title=TITLE, aims=AIMS)
    expire()
    desktop.locator("button[name=send]").click()
    state(desktop, "out")
    expect(desktop.locator("#here-username")).to_be_focused()
    stands(desktop, title=TITLE, aims=AIMS)
    log_in_here(desktop, submitter)
    desktop.wait_for_url(f"**/models/{draft.code}/")
    draft.refresh_from_db()
    assert (draft.status, draft.title, draft.aims) == (Status.SUBMITTED, TITLE, AIMS)
    assert {line[:3] for line in complaints} <= {"401"}
    complaints.clear()


def test_a_session_that_ended_while_one_types_and_the_browser_dies(desktop, sign_in, submitter, draft, complaints):
    edit(desktop, sign_in, submitter, draft)
    expire()
    write(desktop, title=TITLE, aims=AIMS)
    state(desktop, "out")
    assert len(in_browser(desktop)) == 1
    desktop.close()
    page = desktop.context.new_page()
    page.goto(f"/models/{draft.code}/edit/")
    page.wait_for_url(re.compile("/login/"))
    page.locator("#id_username").fill(submitter.username)
    page.locator("#id_password").fill(make.PASSWORD)
    page.locator("#id_password").press("Enter")
    page.wait_for_url("**/edit/")
    stands(page, title=TITLE, aims=AIMS)
    state(page, "saved")
    assert {line[:3] for line in complaints} == {"401"}
    complaints.clear()


def test_another_account_neither_sends_nor_sees_the_text(desktop, sign_in, submitter, colleague, draft, complaints):
    edit(desktop, sign_in, submitter, draft)
    expire()
    write(desktop, title=TITLE)
    state(desktop, "out")
    log_in_here(desktop, colleague)
    state(desktop, "other")
    write(desktop, aims=AIMS)
    desktop.locator("button[name=save]").click()
    state(desktop, "other")
    stands(desktop, title=TITLE, aims=AIMS)
    other = desktop.context.new_page()
    other.goto(f"/models/{draft.code}/edit/")
    stands(other, title=draft.title, aims=draft.aims)
    assert not Writing.objects.exists()
    other.close()
    sign_in(desktop, submitter)  # the right one again, in another window
    desktop.bring_to_front()
    desktop.evaluate("dispatchEvent(new Event('focus'))")
    expect(desktop.locator(".note.is-good")).to_have_count(1)
    draft.refresh_from_db()
    assert (draft.title, draft.aims, draft.version) == (TITLE, AIMS, 2)
    assert draft.entries.latest("pk").actor == submitter
    assert {line[:3] for line in complaints} == {"401"}
    complaints.clear()


def test_logging_out_erases_what_this_browser_keeps(desktop, sign_in, submitter, draft):
    edit(desktop, sign_in, submitter, draft)
    desktop.evaluate(
        "dvk => { for (const key of dvk) localStorage.setItem(key, '{}'); localStorage.setItem('keys', 'off'); }",
        ["dvk:1:/models/new/:x", "dvk:99:/models/new/:y"],
    )
    desktop.goto("/account/")
    desktop.locator("form[action='/logout/'] button").click()
    desktop.wait_for_url("**/showcase/")
    assert in_browser(desktop) == []


def test_a_token_that_another_login_renewed_is_no_hindrance(desktop, sign_in, submitter, draft, complaints):
    edit(desktop, sign_in, submitter, draft)
    desktop.evaluate(
        "() => { document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach(one => { one.value = 'x'.repeat(64); }); }"
    )
    write(desktop, title=TITLE)
    state(desktop, "saved")
    desktop.evaluate(
        "() => { document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach(one => { one.value = 'x'.repeat(64); }); }"
    )
    desktop.locator("button[name=save]").click()
    expect(desktop.locator(".note.is-good")).to_have_count(1)
    draft.refresh_from_db()
    assert draft.title == TITLE
    assert {line[:3] for line in complaints} == {"403"}
    complaints.clear()


# ---- two windows, two people ----


def choose(page, name, whose):
    page.locator(f"input[name=choose-{name}][value={whose}]").check()


def test_two_windows_of_one_person_never_overwrite_each_other(desktop, sign_in, submitter, draft):
    edit(desktop, sign_in, submitter, draft)
    second = desktop.context.new_page()
    second.goto(f"/models/{draft.code}/edit/")
    write(desktop, title="Tên ở cửa sổ một", aims=AIMS)
    state(desktop, "saved")
    write(second, title="Tên ở cửa sổ hai", method=METHOD)
    state(second, "saved")
    assert Writing.objects.count() == 2
    desktop.locator("button[name=save]").click()
    expect(desktop.locator(".note.is-good")).to_have_count(1)
    second.locator("button[name=save]").click()
    expect(second.locator("fieldset.versions")).to_have_count(3)
    expect(second.locator("fieldset.versions .said").nth(0)).to_have_text("Tên ở cửa sổ hai")
    expect(second.locator("fieldset.versions .said").nth(1)).to_have_text("Tên ở cửa sổ một")
    draft.refresh_from_db()
    assert (draft.title, draft.version) == ("Tên ở cửa sổ một", 2)
    choose(second, "aims", "theirs")
    second.locator("button[name=overwrite]").click()
    expect(second.locator(".note.is-good")).to_have_count(1)
    draft.refresh_from_db()
    assert (draft.title, draft.aims, draft.method) == ("Tên ở cửa sổ hai", AIMS, METHOD)
    assert not Writing.objects.exists()


def test_two_people_see_both_texts_and_the_second_chooses(new_page, sign_in, submitter, colleague, draft):
    mine, theirs = new_page(1280, 900), new_page(360, 740)
    edit(theirs, sign_in, colleague, draft)
    edit(mine, sign_in, submitter, draft)
    write(mine, aims=AIMS)
    state(mine, "saved")
    mine.locator("button[name=save]").click()
    expect(mine.locator(".note.is-good")).to_have_count(1)
    write(theirs, aims="Mục tiêu khác hẳn", method=METHOD)
    state(theirs, "saved")
    expect(theirs.locator("[data-noted=newer]")).to_be_visible()
    theirs.locator("button[name=send]").click()
    expect(theirs.locator("fieldset.versions")).to_have_count(2)
    expect(theirs.locator("fieldset.versions").first).to_contain_text(str(submitter))
    boxes = theirs.locator("fieldset.versions").first.locator("label.choice")
    first, second = (boxes.nth(number).bounding_box() for number in (0, 1))
    assert second["y"] >= first["y"] + first["height"]  # one below the other on a phone
    assert theirs.evaluate("document.documentElement.scrollWidth") == 360
    field(theirs, "person_name").press("Enter")  # the first button of the page is not the choice
    expect(theirs.locator("fieldset.versions")).to_have_count(2)
    draft.refresh_from_db()
    assert (draft.aims, draft.version) == (AIMS, 2)
    choose(theirs, "aims", "theirs")
    choose(theirs, "method", "mine")
    theirs.locator("button[name=overwrite]").click()
    expect(theirs.locator(".note.is-good")).to_have_count(1)
    draft.refresh_from_db()
    assert (draft.aims, draft.method, draft.version) == (AIMS, METHOD, 3)


def test_both_texts_without_script(new_page, sign_in, submitter, colleague, draft):
    page = new_page(1280, 900, java_script_enabled=False)
    edit(page, sign_in, submitter, draft)
    initiatives.save(draft, by=colleague, facts={"aims": "Của đồng nghiệp"})
    write(page, aims=AIMS)
    page.locator("button[name=save]").click()
    boxes = page.locator("fieldset.versions label.choice")
    first, second = (boxes.nth(number).bounding_box() for number in (0, 1))
    assert (second["y"], second["x"] > first["x"]) == (first["y"], True)  # beside each other
    page.locator("button[name=overwrite]").click()
    expect(page.locator(".note.is-good")).to_have_count(1)
    draft.refresh_from_db()
    assert draft.aims == AIMS


# ---- without script, by keys, on a phone, on a poor line ----


def test_a_session_that_ended_without_script(new_page, sign_in, submitter, draft):
    page = new_page(360, 740, java_script_enabled=False)
    edit(page, sign_in, submitter, draft)
    write(page, title=TITLE, aims=AIMS)
    expire()
    page.locator("button[name=send]").click()
    page.locator("#id_login-username").fill(submitter.username)
    page.locator("#id_login-password").fill(make.PASSWORD)
    page.locator("#id_login-password").press("Enter")
    page.wait_for_url(f"**/models/{draft.code}/")
    draft.refresh_from_db()
    assert (draft.status, draft.title, draft.aims) == (Status.SUBMITTED, TITLE, AIMS)


def test_a_whole_report_by_keys_alone_through_a_lost_session(desktop, sign_in, submitter, registered, complaints):
    edit(desktop, sign_in, submitter, registered, "report")
    keys = desktop.keyboard

    def tab_to(name):
        for _number in range(120):
            keys.press("Tab")
            if desktop.evaluate("document.activeElement.name || document.activeElement.id") == name:
                return
        raise AssertionError(f"Tab does not reach {name}")

    text = f"{AIMS}\nHoàn thành 810 m đường hoa, 64 hộ cùng làm."
    tab_to("report")
    for number, line in enumerate(text.split("\n")):
        if number:
            keys.press("Enter")
        keys.insert_text(line)
    state(desktop, "saved")
    expire()
    tab_to("send")
    keys.press("Enter")
    expect(desktop.locator("#here-username")).to_be_focused()
    keys.insert_text(submitter.username)
    keys.press("Tab")
    keys.insert_text(make.PASSWORD)
    keys.press("Enter")
    desktop.wait_for_url(f"**/models/{registered.code}/")
    registered.refresh_from_db()
    assert (registered.status, registered.report) == (Status.REPORTED, text)
    assert not Writing.objects.exists()
    assert {line[:3] for line in complaints} <= {"401"}
    complaints.clear()


def test_the_form_at_360_pixels_in_every_state(phone, sign_in, submitter, draft, axe, complaints):
    edit(phone, sign_in, submitter, draft)
    write(phone, title="Mộttênrấtdàikhôngcódấucách" * 8, aims=AIMS)
    state(phone, "saved")
    axe(phone)
    phone.reload()
    axe(phone)
    expire()
    write(phone, method=METHOD)
    state(phone, "out")
    phone.locator("#here-username").scroll_into_view_if_needed()
    expect(phone.locator("#here-username")).to_be_in_viewport()
    for control in phone.locator(".savebar .btn:visible, .savebar .form-control:visible").all():
        assert control.bounding_box()["height"] >= 44
    axe(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
    log_in_here(phone, submitter)
    state(phone, "saved")
    initiatives.save(draft, by=submitter, facts={"aims": "Của cửa sổ khác"})
    phone.locator("button[name=save]").click()
    phone.locator("fieldset.versions").first.wait_for()
    axe(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
    assert {line[:3] for line in complaints} <= {"401"}
    complaints.clear()


@pytest.mark.parametrize("name", ["new", "edit", "report"])
def test_the_first_page_is_light(phone, sign_in, submitter, draft, registered, name):
    """As production serves it: pages as they are, static files compressed by whitenoise."""
    loaded = {}

    def on_response(response):
        loaded[response.url.split("?")[0]] = response.body()

    sign_in(phone, submitter)
    phone.on("response", on_response)
    address = {"new": "/models/new/", "edit": f"/models/{draft.code}/edit/", "report": f"/models/{registered.code}/report/"}
    phone.goto(address[name], wait_until="networkidle")
    pages = {url: len(body) for url, body in loaded.items() if "/static/" not in url}
    files = {
        url: len(body if url.endswith(".woff2") else gzip.compress(body, 9))
        for url, body in loaded.items()
        if "/static/" in url
    }
    assert len(files) > 5
    assert sum(pages.values()) < 100_000, pages
    assert sum(pages.values()) + sum(files.values()) < 350_000, (pages, files)
