"""The showcase on a phone and on a desk: cards, filters, a model with photos, open data, the way into it. Axe finds nothing."""

from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import expect

from registry.models import Initiative
from registry.services import documents
from registry.vocabulary import Status
from tests import make, torture


@pytest.fixture(params=[(360, 740), (1280, 900)], ids=["phone", "desktop"])
def page(request, new_page):
    return new_page(*request.param)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def filled(world, campaign, submitter, reviewer):
    """A public model with text, photo and figures and a follower; one that is recognised and not public; one of the unit."""
    row = make.initiative(Status.REGISTERED, world.an_sinh, by=submitter, title="Đường hoa khu Bình Sơn Đông")
    photo = documents.attach(row, by=submitter, upload=SimpleUploadedFile("anh.jpg", torture.jpeg(300, 200)))
    decided = {"reported_at": make.ago(3), "recognised_at": make.ago(2), "cleared_at": make.ago(1)}
    Initiative.objects.filter(pk=row.pk).update(status=Status.RECOGNISED, **decided)
    row.refresh_from_db()
    make.recognition(row)
    make.publication(row, photos=[photo], summary="810 m đường hoa.", contact="Bộ phận dân vận", advice="Làm từng đoạn.")
    make.outcome(row)
    make.contribution(row, qualifier="over")
    hidden = make.initiative(Status.RECOGNISED, world.an_sinh, by=submitter, title="Ngõ sạch")
    follower = make.initiative(Status.RECOGNISED, world.dong_trieu, cleared_at=make.ago(1), title="Đường hoa khu Tràng An")
    make.adoption(follower, row)
    return SimpleNamespace(row=row, hidden=hidden, follower=follower)


def is_sound(page, axe):
    assert page.locator("h1").count() == 1, page.url
    box = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert box[0] <= box[1], (page.url, box)
    axe(page)


def test_everybody_finds_a_model_by_an_old_name_and_reads_it(page, filled, axe):
    page.goto("/showcase/")
    is_sound(page, axe)
    page.locator("details.narrow summary").click()
    page.locator("#place").fill("binh duong")
    page.locator(".filters button").click()
    expect(page.locator(".card-model")).to_have_count(1)
    expect(page.locator(".card-model .yield dd").first).to_contain_text("810")
    is_sound(page, axe)
    page.locator(".card-model h3 a").click()
    image = page.locator(".photos img")
    image.scroll_into_view_if_needed()
    expect(image).to_have_js_property("complete", True)
    assert image.evaluate("i => i.naturalWidth") == 300
    is_sound(page, axe)
    page.goto("/showcase/data/")
    is_sound(page, axe)


def test_nothing_jumps_while_photos_and_fonts_arrive(page, filled):
    page.add_init_script(
        "window.jumped = 0;"
        "new PerformanceObserver(list => { for (const one of list.getEntries()) window.jumped += one.value })"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    for address in ("/showcase/", f"/showcase/{filled.row.code}/"):
        page.goto(address, wait_until="networkidle")
        page.locator("main img").first.scroll_into_view_if_needed()
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.jumped") < 0.1, address  # what counts as good


def test_what_is_withdrawn_is_gone_for_whoever_goes_back_too(page, filled, complaints):
    page.goto(f"/showcase/{filled.row.code}/")
    expect(page.locator("h1")).to_have_text(filled.row.title)
    page.goto("/showcase/data/")
    Initiative.objects.filter(pk=filled.row.pk).update(cleared_at=None)
    page.go_back()
    expect(page.locator("h1")).to_have_text("Ở đây không có gì")
    assert filled.row.title not in page.content()


def test_a_reviewer_edits_looks_and_clears(page, sign_in, filled, reviewer, axe):
    sign_in(page, reviewer)
    page.goto(f"/review/{filled.hidden.code}/publication/")
    is_sound(page, axe)
    page.locator("[name=summary]").fill("Ngõ sạch nhờ tổ tự quản.")
    page.locator("main button.btn-primary").click()
    page.wait_for_url("**/publication/preview/")
    is_sound(page, axe)
    page.locator("main .note button").click()
    page.wait_for_url(f"**/review/{filled.hidden.code}/**")
    page.goto(f"/showcase/{filled.hidden.code}/")
    expect(page.locator(".summary")).to_have_text("Ngõ sạch nhờ tổ tự quản.")


def test_a_unit_says_that_it_did_it_too(page, sign_in, filled, submitter, axe):
    sign_in(page, submitter)
    page.goto(f"/showcase/{filled.follower.code}/")
    page.locator(".take .btn").click()
    is_sound(page, axe)
    page.locator("[name=adopter]").select_option(str(filled.hidden.pk))
    page.locator("main button.btn-primary").click()
    page.wait_for_url(f"**/showcase/{filled.follower.code}/")
    page.goto(f"/models/{filled.hidden.code}/")
    expect(page.locator("aside", has_text="Đường hoa khu Tràng An")).to_have_count(1)
    is_sound(page, axe)
