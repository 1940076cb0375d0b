"""The main way of a unit and of its reviewer in a browser that runs no script."""

import re

from playwright.sync_api import expect

from registry.models import Initiative
from registry.vocabulary import Novelty, Status, SubmitterType
from tests import make


def test_register_read_and_approve_without_script(new_page, sign_in, submitter, reviewer, campaign):
    page = new_page(1280, 900, java_script_enabled=False)
    sign_in(page, submitter)
    page.goto("/models/new/")
    # Nothing hides what does not apply; what was typed there is left out.
    page.locator(f"[name=submitter_type][value={SubmitterType.INDIVIDUAL}]").check()
    page.locator("[name=collective_name]").fill("Chi bộ khu Bình Sơn Đông")
    page.locator("[name=sector]").select_option(str(make.sector().pk))
    for name, words in {
        "title": "Tuyến đường hoa tự quản khu Bình Sơn Đông",
        "person_name": "Nguyễn Văn Thử",
        "person_position": "Bí thư chi bộ",
        **{name: words for name, words in make.TEXTS.items() if name != "aims"},
        "starts_on": make.today(-20).strftime("%d/%m/%Y"),
        "ends_on": make.today(40).strftime("%d/%m/%Y"),
    }.items():
        page.locator(f"[name={name}]").fill(words)
    page.locator("button[name=send]").click()
    expect(page.locator(".wrongs a")).to_have_count(1)
    page.locator(".wrongs a").click()
    page.locator("[name=aims]").fill(make.TEXTS["aims"])
    page.locator("button[name=send]").click()
    page.wait_for_url(re.compile(r"/models/DVK-\d{4}-\d{6}/$"))
    initiative = Initiative.objects.get()
    assert [initiative.status, initiative.submitter_type, initiative.collective_name, initiative.novelty] == [
        Status.SUBMITTED,
        SubmitterType.INDIVIDUAL,
        "",
        Novelty.NEW,
    ]

    page = new_page(1280, 900, java_script_enabled=False)
    sign_in(page, reviewer)
    page.goto("/review/")
    page.locator(f"main h3 a[href^='/review/{initiative.code}/']").click()
    initiative.refresh_from_db()
    assert initiative.opened_at is None
    page.locator("form[data-opened] button").click()
    expect(page.locator("form[data-opened]")).to_have_count(0)
    initiative.refresh_from_db()
    assert initiative.opened_at

    # What is folded opens by the browser's own means.
    page.locator("#return > summary").click()
    page.locator("#id-return-part_aims_name").click()
    expect(page.locator("#id-return-part_aims")).to_be_editable()
    page.locator("#approve button").click()
    page.wait_for_url("**/review/?*")
    initiative.refresh_from_db()
    assert initiative.status == Status.REGISTERED


def test_many_are_approved_without_script(new_page, sign_in, reviewer, world, campaign):
    chosen, other = (make.initiative(Status.SUBMITTED, world.an_sinh) for _ in range(2))
    page = new_page(360, 740, java_script_enabled=False)
    sign_in(page, reviewer)
    page.goto("/review/")
    page.locator(f"[name=id][value='{chosen.pk}']").check()
    page.locator("form[action^='/review/many/'] .savebar .btn-primary").click()
    page.locator(".tally").wait_for()
    page.locator("#confirm .btn-primary").click()
    page.wait_for_url("**/review/?*")
    assert {row.pk: row.status for row in Initiative.objects.all()} == {
        chosen.pk: Status.REGISTERED,
        other.pk: Status.SUBMITTED,
    }
