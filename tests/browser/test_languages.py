"""Language and appearance: the browser decides, until the person does."""

import pytest
from playwright.sync_api import expect


def language(page) -> str:
    return page.evaluate("document.documentElement.lang")


def of(locale, shown):
    """A browser that speaks `locale`, and the language in which it gets the pages."""
    return pytest.param(shown, id=locale, marks=pytest.mark.browser_context_args(locale=locale))


@pytest.mark.parametrize("shown", [of("vi-VN", "vi"), of("en-US", "en"), of("en-GB", "en"), of("fr-FR", "vi")])
def test_the_browser_decides_the_language(shown, desktop):
    desktop.goto("/showcase/")
    assert language(desktop) == shown
    desktop.goto("/login/")
    assert language(desktop) == shown


def test_the_chosen_language_is_kept(new_page, sign_in, submitter, campaign):
    page = new_page(360, 740)
    page.goto("/showcase/?q=duong")
    title = page.title()
    page.locator(".foot [name=language]").click()
    page.wait_for_url("**/showcase/?q=duong")  # back where one was
    assert language(page) == "en"
    assert page.title() != title
    page.goto("/login/")
    assert language(page) == "en"
    sign_in(page, submitter)
    page.goto("/models/")
    assert language(page) == "en"
    expect(page.locator("h1")).to_have_text("My models")
    page.locator(".foot [name=language]").click()
    expect(page.locator("html")).to_have_attribute("lang", "vi")


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_chosen_appearance_is_kept(system, new_page):
    def ground():
        return page.evaluate("getComputedStyle(document.body).backgroundColor")

    page = new_page(1280, 900, color_scheme=system)
    page.goto("/showcase/")
    by_itself = ground()
    page.locator(".foot [name=theme]").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    dark = ground()
    assert (by_itself == dark) == (system == "dark")  # who has a dark system already is asked nothing new
    page.goto("/login/")
    assert ground() == dark
    page.locator(".foot [name=theme]").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "light")
    assert ground() != dark
    page.goto("/showcase/")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "light")
