"""Photos and papers on a phone: attached, refused, on a broken line, removed; the text of the page stays."""

import re

import pytest
from playwright.sync_api import expect

from registry.models import Document
from registry.vocabulary import Status
from tests import make, torture

TYPED = "Hoàn thành 810 m đường, 100% hộ dân đồng thuận."


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def model(world, campaign, submitter):
    return make.initiative(Status.REGISTERED, world.an_sinh, by=submitter, report="")


def choose(page, name, content, kind="image/jpeg"):
    page.locator("#attach-files").set_input_files({"name": name, "mimeType": kind, "buffer": content})


def press(page):
    page.locator("form[data-attach] button").click()


def is_narrow(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_photo_of_a_phone_is_attached_and_shown(phone, sign_in, submitter, model, axe, media, complaints):
    outcome = make.outcome(model)
    sign_in(phone, submitter)
    phone.goto(f"/models/{model.code}/")
    photo = torture.phone_photo(3000, 2000)
    sent = []
    phone.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    choose(phone, "IMG_2026.JPG", photo)
    phone.locator("#attach-figure").select_option(f"outcome-{outcome.pk}")
    phone.locator("#attach-caption").fill("Đường mới nhìn từ cổng thôn")
    press(phone)
    row = phone.locator("[data-document]")
    expect(row).to_have_count(1)
    expect(row.locator("img")).to_have_attribute("alt", "Đường mới nhìn từ cổng thôn")
    expect(row.locator("img")).to_have_js_property("complete", True)
    assert phone.evaluate("(i => i.naturalWidth > i.naturalHeight)(document.querySelector('[data-document] img'))")
    expect(phone.locator("[data-uploads] li")).to_have_class("is-done")
    assert phone.locator("#attach-caption").input_value() == ""
    axe(phone)
    assert is_narrow(phone)

    document = Document.objects.get()
    assert [document.name, document.width, document.height, document.outcome] == ["IMG_2026.jpg", 2048, 1365, outcome]
    # Made smaller before it was sent.
    assert len(sent) == 1
    assert int(sent[0].header_value("content-length")) < len(photo)
    for file in (document.file, document.thumbnail):
        content = (media / file.name).read_bytes()
        assert [secret for secret in torture.SECRETS if secret in content] == []

    phone.reload()
    expect(phone.locator("[data-document]")).to_have_count(1)
    phone.locator("[data-document] .look").click()
    phone.wait_for_url("**/documents/*/")
    assert phone.evaluate("document.contentType") == "image/jpeg"
    # The browser's own viewer would like to style the picture; the policy of the file allows nothing at all.
    complaints[:] = [complaint for complaint in complaints if "Applying inline style" not in complaint]


def test_broken_line_says_so_and_loses_nothing(phone, sign_in, submitter, model):
    sign_in(phone, submitter)
    phone.goto(f"/models/{model.code}/report/")
    phone.locator("[name=report]").fill(TYPED)
    phone.context.set_offline(True)
    choose(phone, "anh.jpg", torture.jpeg())
    press(phone)
    wrong = phone.locator("[data-uploads] .is-wrong")
    expect(wrong).to_contain_text("anh.jpg")
    expect(wrong.locator("button")).to_be_visible()
    assert phone.locator("[name=report]").input_value() == TYPED
    assert is_narrow(phone)

    phone.context.set_offline(False)
    wrong.locator("button").click()
    expect(phone.locator("[data-document]")).to_have_count(1)
    assert phone.locator("[name=report]").input_value() == TYPED
    assert [row.name for row in Document.objects.all()] == ["anh.jpg"]


def test_refused_file_says_why_and_the_others_are_attached(phone, sign_in, submitter, model, complaints, axe, settings):
    settings.LARGEST_DOCUMENT = 1024 * 1024
    sign_in(phone, submitter)
    phone.goto(f"/models/{model.code}/report/")
    phone.locator("[name=report]").fill(TYPED)
    phone.locator("#attach-files").set_input_files(
        [
            {"name": "trang.jpg", "mimeType": "image/jpeg", "buffer": torture.WEB_PAGE},
            {"name": "to.pdf", "mimeType": "application/pdf", "buffer": bytes(1_200_000)},
            {"name": "bien ban.pdf", "mimeType": "application/pdf", "buffer": torture.pdf()},
        ]
    )
    press(phone)
    expect(phone.locator("[data-uploads] .is-wrong")).to_have_count(2)
    expect(phone.locator("[data-document]")).to_have_count(1)
    expect(phone.locator("[data-uploads] .is-done")).to_contain_text("bien ban.pdf")
    axe(phone)
    assert is_narrow(phone)
    assert [re.sub(r": .*", "", complaint) for complaint in complaints] == ["422"]
    complaints.clear()
    assert phone.locator("[name=report]").input_value() == TYPED

    row = phone.locator("[data-document]")
    row.locator("summary").click()
    row.locator("button").click()
    expect(row).to_have_count(0)
    expect(phone.locator("[data-none]")).to_be_visible()
    assert phone.locator("[name=report]").input_value() == TYPED
    assert Document.objects.count() == 0


def test_who_is_signed_out_meanwhile_signs_in_again_and_goes_on(desktop, sign_in, submitter, model):
    sign_in(desktop, submitter)
    desktop.goto(f"/models/{model.code}/report/")
    desktop.locator("[name=report]").fill(TYPED)
    desktop.context.clear_cookies(name="sessionid")
    choose(desktop, "anh.png", torture.png(), "image/png")
    press(desktop)
    wrong = desktop.locator("[data-uploads] .is-wrong")
    expect(wrong.locator("button")).to_be_visible()
    sign_in(desktop, submitter)
    wrong.locator("button").click()
    expect(desktop.locator("[data-document]")).to_have_count(1)
    assert desktop.locator("[name=report]").input_value() == TYPED


def test_everything_works_without_script(new_page, sign_in, submitter, model):
    page = new_page(360, 740, java_script_enabled=False)
    sign_in(page, submitter)
    page.goto(f"/models/{model.code}/")
    choose(page, "anh.jpg", torture.phone_photo())
    press(page)
    page.wait_for_url("**/#documents")
    row = page.locator("[data-document]")
    expect(row).to_have_count(1)
    choose(page, "trang.html", torture.WEB_PAGE, "text/html")
    press(page)
    expect(page.locator(".wrongs li")).to_contain_text("trang.html")
    row.locator("summary").click()
    row.locator("form button").click()
    page.wait_for_url(f"**/models/{model.code}/#documents")
    expect(row).to_have_count(0)
