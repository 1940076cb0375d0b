import pytest
from django.urls import reverse
from registry.vocabulary import Stage, Status
from tests import make
pytestmark = pytest.mark.django_db(transaction=True)

def test_shots(new_page, sign_in, submitter, reviewer, campaign, complaints):
    model = make.initiative(Status.REGISTERED, submitter.unit, by=submitter)
    draft = make.initiative(Status.DRAFT, submitter.unit, by=submitter)
    for one in (model, draft):
        make.outcome(one, "road", 810, stage=Stage.TARGET, note="liên thôn Bình Sơn Đông")
        make.outcome(one, "houses", 12, stage=Stage.TARGET, qualifier="nearly", period="quý III")
        make.contribution(one, 2_000_000_000, source="state", stage=Stage.TARGET, qualifier="over")
        make.contribution(one, 1_300_000_000, stage=Stage.TARGET)
        make.contribution(one, 1_200_000, stage=Stage.TARGET, per_person=True, note="152 khẩu")
    make.outcome(model, "road", 9_999, stage=Stage.ACHIEVED)
    make.contribution(model, 1_000_000_000, qualifier="over", note="đợt 1")
    make.contribution(model, 300_000_000, note="đợt 2")
    model.partners.create(name="Hội Phụ nữ phường An Sinh")
    for width in (360, 1280):
        page = new_page(width, 900)
        for user, name, one, part in (
            (submitter, "initiative-edit", draft, "#f-contributions"),
            (submitter, "initiative-edit", draft, "#f-targets"),
            (submitter, "initiative-report", model, "#f-achieved"),
            (submitter, "initiative", model, "main"),
            (reviewer, "review-model", model, "main"),
        ):
            sign_in(page, user)
            page.goto(reverse(name, args=[one.code]))
            page.locator(part).screenshot(path=f"/tmp/figures/{name}-{part.strip('#')}-{width}.png")
        sign_in(page, submitter)
        page.goto(reverse("initiative-edit", args=[draft.code]))
        page.locator("[data-rows=contributions] .figure-row").nth(0).locator("[data-column=value]").fill("nhiều tiền")
        page.locator("button[name=save]").click()
        page.wait_for_selector(".wrongs")
        page.screenshot(path=f"/tmp/figures/wrong-{width}.png", full_page=True)
