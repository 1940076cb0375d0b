"""Leadership's sums in a browser: nothing for axe to find, no sideways scrolling, however large the numbers are."""

import pytest

from registry.models import ReferenceFigure
from registry.models.outcomes import LARGEST_VALUE
from registry.vocabulary import ContributionKind, Qualifier, Source, Stage, Status
from tests import make


@pytest.fixture
def filled(world, campaign):
    """Every source, kind and measure, some with the largest values that there are, one model marked as a duplicate."""
    first = make.initiative(Status.RECOGNISED, world.an_sinh)
    for stage in Stage:
        for source in Source:
            for kind in ContributionKind:
                value = LARGEST_VALUE if kind == ContributionKind.MONEY else 1200
                make.contribution(first, value, source, kind, stage=stage, qualifier=Qualifier.AT_LEAST, note="ghi chú " * 30)
        for code in ("road", "household-size", "site-days"):
            make.outcome(first, code, LARGEST_VALUE, stage, qualifier=Qualifier.ABOUT)
        make.contribution(first, 1_200_000, per_person=True, stage=stage)
    make.initiative(Status.REPORTED, world.an_sinh, duplicate_of=first)
    ReferenceFigure.objects.create(
        code="capital",
        name_vi="Vốn lồng ghép các chương trình mục tiêu quốc gia",
        unit_vi="đồng",
        value=145 * 10**12,
        qualifier=Qualifier.OVER,
        period="2021–2025",
        source="Bài báo tham khảo",
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_sums_are_sound(width, scheme, new_page, sign_in, axe, filled, leader):
    page = new_page(width, 800, color_scheme=scheme)
    sign_in(page, leader)
    for address in (
        "/leadership/outcomes/",
        "/leadership/outcomes/?sector=defence&campaign=nonsense",
        "/leadership/outcomes/models/?kind=money",
        "/leadership/outcomes/models/?left_out=1",
    ):
        assert page.goto(address).status == 200
        assert page.locator("h1").count() == 1
        wide, room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide <= room, address
        axe(page)


def test_a_number_leads_to_its_models_and_back(phone, sign_in, filled, leader):
    sign_in(phone, leader)
    phone.goto("/leadership/")
    phone.locator('.chips a[href^="/leadership/outcomes/"]').click()
    phone.locator('.sums-table a[href*="kind=land"]').first.click()
    assert phone.locator("h1").text_content().startswith("1 mô hình")
    phone.locator(".crumb a").click()
    assert phone.url.split("?")[0].endswith("/leadership/outcomes/")
