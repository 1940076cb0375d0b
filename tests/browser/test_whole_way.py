"""One model's whole way through the pages: register, return, correct, approve, report, recognise, count, publish."""

import re

from playwright.sync_api import expect

from registry.models import Initiative
from registry.services import review
from registry.vocabulary import Level, Part, Status
from tests import make

TITLE = "Tuyến đường hoa tự quản khu Bình Sơn Đông"
REST = {name: make.TEXTS[name] for name in ("situation", "aims", "method", "place", "forces", "resources", "results")}


def log_in(page, user):
    page.goto("/login/")
    page.locator("#id_username").fill(user.username)
    page.locator("#id_password").fill(make.PASSWORD)
    page.locator("#id_password").press("Enter")
    page.wait_for_url(re.compile(r"/(models|review|leadership)/$"))


def save(page):
    press(page, "save")


def send(page):
    press(page, "send")


def press(page, name):
    """Press a button of the form; the page first asks whether the server answers."""
    with page.expect_navigation():
        page.locator(f"button[name={name}]").click()


def wrong_places(page) -> list[str]:
    """The ids of the fields to which the lines above the form lead."""
    page.locator(".wrongs").wait_for()
    places = page.locator(".wrongs a").evaluate_all("links => links.map(link => link.getAttribute('href').slice(1))")
    assert page.evaluate("ids => ids.filter(id => !document.getElementById(id))", places) == []
    return places


def status_of(initiative) -> str:
    return Initiative.objects.values_list("status", flat=True).get(pk=initiative.pk)


def register(page) -> Initiative:
    """Register a model as a person does: begin, save, try to send too early, complete, send."""
    page.locator("main a[href='/models/new/']").click()
    page.locator("[name=title]").fill(TITLE)
    save(page)
    page.wait_for_url(re.compile(r"/models/DVK-\d{4}-\d{6}/edit/$"))
    expect(page.locator("[name=title]")).to_have_value(TITLE)

    send(page)
    assert wrong_places(page) == [
        "id_sector",
        "id_collective_name",
        "id_person_name",
        *(f"id_{name}" for name in ("situation", "aims", "method", "place", "forces")),
        *("id_starts_on", "id_ends_on", "id_resources", "id_results", "id_sustainability"),
    ]
    initiative = Initiative.objects.get(title=TITLE)
    assert initiative.status == Status.DRAFT

    page.locator("[name=sector]").select_option(str(make.sector().pk))
    page.locator("[name=collective_name]").fill("Chi bộ khu Bình Sơn Đông")
    page.locator("[name=person_name]").fill("Nguyễn Văn Thử")
    for name, words in REST.items():
        page.locator(f"[name={name}]").fill(words)
    page.locator("[name=starts_on]").fill(make.today(-20).strftime("%d/%m/%Y"))
    page.locator("[name=ends_on]").fill(make.today(40).strftime("%d/%m/%Y"))
    send(page)
    assert wrong_places(page) == ["id_sustainability"]
    expect(page.locator("[name=method]")).to_have_value(REST["method"])

    page.locator("[name=sustainability]").fill(make.TEXTS["sustainability"])
    send(page)
    page.wait_for_url(f"**/models/{initiative.code}/")
    assert status_of(initiative) == Status.SUBMITTED
    return initiative


def correct(page, initiative):
    """Correct the one part that was returned; everything else is there to read, not to change."""
    page.goto("/models/")
    page.locator(f"main a[href='/models/{initiative.code}/edit/']").click()
    page.locator("#f-method.is-asked .remark").wait_for()
    named = page.locator("#registration").locator("input:not([type=hidden]), select, textarea")
    assert named.evaluate_all("controls => controls.map(control => control.name)") == ["method"]
    expect(page.locator("#locked")).to_contain_text(REST["aims"])
    page.locator("[name=method]").fill("Chi hội Phụ nữ chủ trì; mỗi hộ góp một ngày công.")
    send(page)
    page.wait_for_url(f"**/models/{initiative.code}/")
    assert status_of(initiative) == Status.SUBMITTED
    assert {revision.number for revision in initiative.revisions.all()} == {1, 2}


def report(page, initiative):
    page.goto("/models/")
    page.locator(f"main a[href='/models/{initiative.code}/report/']").click()
    send(page)
    assert wrong_places(page) == ["id_report"]
    page.locator("[name=report]").fill("Hoàn thành 810 m đường hoa, 64 hộ cùng làm.")
    send(page)
    page.wait_for_url(f"**/models/{initiative.code}/")
    assert status_of(initiative) == Status.REPORTED


def read(page, initiative, status):
    """Open the model from the reviewer's queue."""
    page.goto(f"/review/?status={status}")
    page.locator(f"main h3 a[href^='/review/{initiative.code}/']").click()
    page.wait_for_url(f"**/review/{initiative.code}/?*")


def recognised_figure(page):
    """The headline figure of recognised models: its cell among the others, which stand in a fixed order."""
    page.goto("/leadership/")
    return page.locator("dl.figures > div").nth(1).locator("dd.big")


def test_a_model_goes_its_whole_way(new_page, submitter, reviewer, leader, world, campaign):
    make.sector("culture")
    body = make.body(Level.GRASSROOTS, unit=world.an_sinh)
    other = make.initiative(Status.REPORTED, world.dong_trieu, title="Tổ tự quản an ninh trật tự")
    unit_page, desk, figures, public = (new_page(1280, 900) for _ in range(4))
    log_in(figures, leader)
    expect(recognised_figure(figures)).to_have_text("0")

    log_in(unit_page, submitter)
    initiative = register(unit_page)
    expect(unit_page.locator(f"form[action$='/models/{initiative.code}/take-back/']")).to_be_visible()

    # The reviewer's page tells by itself that it was opened; then the unit cannot take the model back.
    log_in(desk, reviewer)
    with desk.expect_response(f"**/review/{initiative.code}/opened/**") as opened:
        read(desk, initiative, Status.SUBMITTED)
    assert opened.value.status == 204
    expect(desk.locator("form[data-opened]")).to_be_hidden()
    unit_page.reload()
    expect(unit_page.locator(f"form[action$='/models/{initiative.code}/take-back/']")).to_have_count(0)

    desk.locator("#return > summary").click()
    desk.locator("#id-return-part_method_name").click()
    desk.locator("#id-return-part_method").fill("Nêu rõ ai chủ trì.")
    desk.locator("#return button[data-counts-parts]").click()
    desk.wait_for_url("**/review/?*")
    assert status_of(initiative) == Status.RETURNED
    assert [(remark.part, remark.text) for remark in initiative.remarks.all()] == [(Part.METHOD, "Nêu rõ ai chủ trì.")]

    correct(unit_page, initiative)
    read(desk, initiative, Status.SUBMITTED)
    expect(desk.locator("[data-part=method] ins").first).to_be_visible()  # what was corrected is marked word by word
    expect(desk.locator("[data-part=method]")).to_contain_text("Nêu rõ ai chủ trì.")
    desk.locator("#approve button").click()
    desk.wait_for_url("**/review/?*")
    assert status_of(initiative) == Status.REGISTERED

    report(unit_page, initiative)
    expect(recognised_figure(figures)).to_have_text("0")

    # No decision yet: the desk leads to the form of one and comes back with it chosen.
    read(desk, initiative, Status.REPORTED)
    desk.locator("#recognise a[href^='/decisions/new/']").click()
    desk.locator("[name=body]").select_option(str(body.pk))
    desk.locator("[name=number]").fill("12/QĐ-UBND")
    desk.locator("[name=issued_on]").fill(make.today().strftime("%d/%m/%Y"))
    desk.locator("[name=signatory]").fill("Trần Thị Thử")
    desk.locator("[name=is_issued]").check()
    desk.locator("main form .btn-primary").click()
    desk.wait_for_url(f"**/review/{initiative.code}/?*#recognise")
    expect(desk.locator("#id-recognise-decision option:checked")).to_contain_text("12/QĐ-UBND")
    desk.locator("#recognise button").click()
    desk.wait_for_url("**/review/?*")
    assert status_of(initiative) == Status.RECOGNISED

    figure = recognised_figure(figures)
    expect(figure).to_have_text("1")
    figure.locator("a[href*='indicator=recognised']").click()
    counted = figures.locator("table.is-models tbody a")
    assert counted.evaluate_all("links => links.map(link => link.pathname)") == [f"/models/{initiative.code}/"]
    expect(figures.locator("h1")).to_contain_text("1")

    public.goto("/showcase/?q=duong+hoa+tu+quan")
    expect(public.locator(".cards a")).to_have_count(0)
    read(desk, initiative, Status.RECOGNISED)
    desk.locator("#clear button").click()
    desk.locator("#unclear").wait_for()
    public.goto("/showcase/")
    public.locator("#q").fill("duong hoa tu quan")
    public.locator("#q").press("Enter")
    public.locator(f".cards a[href='/showcase/{initiative.code}/']").click()
    expect(public.locator("h1")).to_have_text(TITLE)
    expect(public.locator("main")).not_to_contain_text("Nguyễn Văn Thử")  # no consent
    assert public.goto(f"/showcase/{other.code}/").status == 404


def test_the_unit_works_on_a_phone(phone, submitter, reviewer, campaign):
    log_in(phone, submitter)
    initiative = register(phone)
    initiative = review.return_(initiative, by=reviewer, remarks={Part.METHOD: "Nêu rõ ai chủ trì."})
    correct(phone, initiative)
    review.approve(initiative, by=reviewer)
    report(phone, initiative)
