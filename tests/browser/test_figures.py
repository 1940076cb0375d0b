"""The tables of figures in a real browser: a number shown back while it is typed, rows that come and go, a phone."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from registry.vocabulary import Stage, Status
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def draft(submitter, campaign):
    return make.initiative(Status.DRAFT, submitter.unit, by=submitter)


def row(page, name, number):
    return page.locator(f"[data-rows={name}] > .figure-row").nth(number)


def test_a_number_is_shown_back_in_words_while_it_is_typed(desktop, sign_in, submitter, draft):
    sign_in(desktop, submitter)
    desktop.goto(reverse("initiative-edit", args=[draft.code]))
    first = row(desktop, "contributions", 0)
    first.locator("[data-column=source]").select_option("people")
    first.locator("[data-column=kind]").select_option("money")
    first.locator("[data-column=value]").fill("1,3 tỷ")
    expect(first.locator("[data-words]")).to_have_text(re.compile("1,3\\s+tỷ\\s+đồng \\(một tỷ ba trăm triệu\\)"))
    first.locator("[data-column=kind]").select_option("land")
    first.locator("[data-column=value]").fill("1,5 ha")
    expect(first.locator("[data-words]")).to_have_text(re.compile("15\\.000\\s+m² \\(mười lăm nghìn\\)"))
    first.locator("[data-column=value]").fill("nhiều")
    expect(first.locator("[data-words]")).to_have_class(re.compile("is-wrong"))


def test_rows_come_and_go(desktop, sign_in, submitter, draft):
    make.outcome(draft, "road", 810, stage=Stage.TARGET)
    make.outcome(draft, "houses", 3, stage=Stage.TARGET)
    sign_in(desktop, submitter)
    desktop.goto(reverse("initiative-edit", args=[draft.code]))
    table = desktop.locator("[data-rows=targets]")
    expect(table.locator("> .figure-row")).to_have_count(2)  # the empty ones are made when they are asked for
    table.locator("button.figure-add").click()
    row(desktop, "targets", 2).locator("[data-column=measure]").select_option("bulbs")
    row(desktop, "targets", 2).locator("[data-column=value]").fill("20")
    row(desktop, "targets", 0).locator("button.figure-remove").click()
    expect(table.locator("> .figure-row")).to_have_count(2)
    with desktop.expect_navigation():
        desktop.locator("button[name=save]").click()
    stored = draft.outcomes.order_by("measure").values_list("measure__code", "value")
    assert list(stored) == [("houses", 3), ("bulbs", 20)]


def test_rows_that_were_typed_and_not_saved_come_back(desktop, sign_in, submitter, draft):
    sign_in(desktop, submitter)
    desktop.goto(reverse("initiative-edit", args=[draft.code]))
    for number in range(4):
        if number:
            desktop.locator("[data-rows=targets] button.figure-add").click()
        row(desktop, "targets", number).locator("[data-column=measure]").select_option("road")
        row(desktop, "targets", number).locator("[data-column=period]").fill(f"quý {number}")
        row(desktop, "targets", number).locator("[data-column=value]").fill(f"{number} m")
    expect(desktop.locator(".savebar .state")).to_have_attribute("data-state", "saved")
    desktop.goto(reverse("initiative-edit", args=[draft.code]))
    typed = [row(desktop, "targets", number).locator("[data-column=value]").input_value() for number in range(4)]
    assert typed == ["0 m", "1 m", "2 m", "3 m"]
    assert list(draft.outcomes.all()) == []


@pytest.mark.parametrize("width", [360, 1280])
def test_figures_on_a_narrow_and_a_wide_page(new_page, sign_in, submitter, reviewer, campaign, axe, width):
    model = make.initiative(Status.REGISTERED, submitter.unit, by=submitter)
    draft = make.initiative(Status.DRAFT, submitter.unit, by=submitter)
    for one in (model, draft):
        make.outcome(one, "road", 810, stage=Stage.TARGET, note="liên thôn " * 20)
        make.outcome(one, "road", 9_999, stage=Stage.ACHIEVED)
        make.contribution(one, 10**18 - 1, stage=Stage.TARGET, note="x" * 300)
        make.contribution(one, 1_200_000, stage=Stage.TARGET, per_person=True)
        make.contribution(one, 1_300_000_000, qualifier="over")
    page = new_page(width, 900)
    for user, name, one in (
        (submitter, "initiative-edit", draft),
        (submitter, "initiative-report", model),
        (submitter, "initiative", model),
        (reviewer, "review-model", model),
    ):
        sign_in(page, user)
        page.goto(reverse(name, args=[one.code]))
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), name
        axe(page)


def test_without_script_rows_are_added_and_removed_too(new_page, sign_in, submitter, draft):
    page = new_page(1280, 900, java_script_enabled=False)
    sign_in(page, submitter)
    make.outcome(draft, "road", 810, stage=Stage.TARGET)
    page.goto(reverse("initiative-edit", args=[draft.code]))
    expect(page.locator("[data-rows=targets] > .figure-row")).to_have_count(3)
    row(page, "targets", 0).locator("[data-column=measure]").select_option("")
    row(page, "targets", 0).locator("[data-column=value]").fill("")
    row(page, "targets", 2).locator("[data-column=measure]").select_option("houses")
    row(page, "targets", 2).locator("[data-column=value]").fill("3 nhà")
    with page.expect_navigation():
        page.locator("button[name=save]").click()
    assert list(draft.outcomes.values_list("measure__code", "value")) == [("houses", 3)]
