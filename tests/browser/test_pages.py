"""Every kind of page on a phone and on a desk: nothing for axe to find, no sideways scrolling, one heading, its language."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from registry.models import Initiative
from registry.services import initiatives, review
from registry.vocabulary import Level, Novelty, Part, Status, SubmitterType
from tests import make, varied

LONG_TITLE = (
    "Vận động nhân dân các khu Bình Sơn Đông, Bình Sơn Tây và Thành Dền hiến đất, góp ngày công mở rộng, bê tông hóa đường "
    "liên khu gắn với trồng hoa, lắp camera an ninh và xây dựng tuyến đường tự quản sáng, xanh, sạch, đẹp, an toàn"
)
LONG_WORD = "https://quangninh.example/van-ban/" + "ke-hoach-dan-van-kheo-" * 5
# Select2, as Django ships it for fields that search while one types, names neither its box nor the line in which one types.
SELECT2 = ("aria-input-field-name", "label")


@pytest.fixture
def filled(world, campaign, submitter, reviewer, leader):
    """A campaign in which every page has something to show: all statuses, long titles, decisions, notices, a year before."""
    before = varied.closed_campaign(campaign.year - 1)
    of_before = make.decision(campaign=before)
    for sector in ("economy", "culture", "culture"):
        make.initiative(Status.RECOGNISED, world.an_sinh, campaign=before, sector=make.sector(sector), decision=of_before)
    body = make.body(Level.GRASSROOTS, unit=world.an_sinh, name="Ủy ban MTTQ Việt Nam phường An Sinh")
    issued = make.decision(body=body)
    row = {}
    for status in Status:
        by_decision = {"decision": issued} if status in (Status.RECOGNISED, Status.REVOKED) else {}
        row[status] = make.initiative(status, world.an_sinh, by=submitter, **by_decision)
    make.initiative(Status.SUBMITTED, world.an_sinh, by=submitter, title=LONG_TITLE, method=LONG_WORD)
    make.initiative(Status.SUBMITTED, world.an_sinh, by=reviewer)  # locked for this reviewer
    make.initiative(Status.REPORTED, world.dong_trieu, title=LONG_TITLE, report=LONG_WORD, sector=make.sector("culture"))
    row["public"] = make.initiative(
        Status.RECOGNISED,
        world.an_sinh,
        by=submitter,
        decision=issued,
        title=LONG_TITLE,
        method=LONG_WORD,
        submitter_type=SubmitterType.INDIVIDUAL,
        collective_name="",
        novelty=Novelty.CONTINUED,
        continues=Initiative.objects.filter(campaign=before).first(),
    )
    review.clear(row["public"], by=reviewer)
    row["sent"] = initiatives.submit(
        make.initiative(Status.DRAFT, world.an_sinh, title="Tổ hòa giải ở khu dân cư"), by=submitter
    )
    for part_of in (row["sent"], row[Status.SUBMITTED]):
        review.return_(part_of, by=reviewer, remarks={Part.METHOD: "Nêu rõ ai chủ trì.", Part.TITLE: "Nêu rõ nơi làm."})
    return SimpleNamespace(
        row=row,
        code={name: model.code for name, model in row.items()},
        issued=issued,
        draft=make.decision(body=body, issued=False, number="", signatory=""),
    )


def test_pages_of_everybody(size, new_page, is_sound, filled, submitter):
    page = new_page(*size)
    is_sound(page, "/showcase/")
    is_sound(page, "/showcase/?q=khong+co")
    is_sound(page, f"/showcase/{filled.code['public']}/")
    is_sound(page, "/nowhere/", status=404)
    is_sound(page, "/login/")
    page.locator("#id_username").fill("nobody")
    page.locator("#id_password").fill("nothing")
    page.locator("#id_password").press("Enter")
    page.locator("main [role=alert]").wait_for()
    is_sound(page)
    is_sound(page, "/password-reset/")
    is_sound(page, "/password-reset/sent/")
    number = urlsafe_base64_encode(force_bytes(submitter.pk))
    is_sound(page, f"/password-reset/{number}/{default_token_generator.make_token(submitter)}/")
    is_sound(page, f"/password-reset/{number}/used-up/")


def test_pages_of_a_unit(size, new_page, sign_in, is_sound, filled, submitter):
    page, code = new_page(*size), filled.code
    sign_in(page, submitter)
    is_sound(page, "/models/")
    is_sound(page, "/models/?q=khong+co")
    is_sound(page, "/models/new/")
    page.locator("[name=title]").fill(LONG_WORD)
    page.locator("[name=starts_on]").fill("hôm nay")
    page.locator("[name=send]").click()
    page.locator(".wrongs").wait_for()
    is_sound(page)
    is_sound(page, f"/models/{code[Status.RETURNED]}/edit/")
    for name in (Status.RETURNED, Status.REGISTERED, Status.REVOKED, "public"):
        is_sound(page, f"/models/{code[name]}/")
    is_sound(page, f"/models/{code[Status.REGISTERED]}/report/")
    is_sound(page, f"/models/{code[Status.REGISTERED]}/withdraw/")
    is_sound(page, f"/models/{code[Status.DRAFT]}/delete/")
    is_sound(page, "/notices/")
    is_sound(page, "/account/")
    is_sound(page, "/account/password/")
    is_sound(page, "/review/", status=403)
    is_sound(page, f"/models/{make.initiative(Status.DRAFT, make.unit('Uông Bí')).code}/", status=404)


def test_pages_of_a_reviewer(size, new_page, sign_in, is_sound, filled, reviewer):
    page, code = new_page(*size), filled.code
    sign_in(page, reviewer)
    is_sound(page, "/review/")
    is_sound(page, "/review/?q=khong+co")
    is_sound(page, f"/review/{code['sent']}/revisions/1/")
    is_sound(page, f"/review/{code[Status.REPORTED]}/")
    is_sound(page, f"/review/{code['public']}/")
    is_sound(page, f"/review/{code['public']}/amend/")
    recognition = filled.row["public"].recognitions.get()
    is_sound(page, f"/review/{code['public']}/recognitions/{recognition.pk}/revoke/")

    waiting = Initiative.objects.get(title=LONG_TITLE, status=Status.SUBMITTED)
    page.goto(f"/review/{waiting.code}/")
    page.locator("#return > summary").click()
    page.locator("#id-return-part_method_name").click()
    page.locator("#return [name=until]").fill("mai")
    page.locator("#return [data-counts-parts]").click()
    page.locator(".wrongs").wait_for()
    is_sound(page)

    page.goto("/review/")
    page.locator("button[name=everything]").click()
    page.locator(".tally").wait_for()
    is_sound(page)
    page.goto("/review/?status=reported")
    page.locator("button[name=everything]").click()
    page.locator("[name=decision]").wait_for()
    is_sound(page)
    page.locator("[name=decision]").select_option(str(filled.issued.pk))
    page.locator("main form .btn-primary").click()
    page.locator("#confirm").wait_for()
    is_sound(page)

    is_sound(page, "/decisions/")
    is_sound(page, f"/decisions/{filled.issued.pk}/")
    is_sound(page, f"/decisions/{filled.draft.pk}/edit/")
    is_sound(page, "/decisions/new/")
    page.locator("main form .btn-primary").click()
    page.locator(".wrongs").wait_for()
    is_sound(page)
    is_sound(page, f"/decisions/{filled.draft.pk}/")
    page.locator("main .pagehead .btn-primary").click()
    page.wait_for_url("**/issue/")
    is_sound(page)
    page.locator("main form .btn-primary").click()
    page.locator(".wrongs").wait_for()
    is_sound(page)


def test_pages_of_a_leader(size, new_page, sign_in, is_sound, filled, leader):
    page = new_page(*size)
    sign_in(page, leader)
    is_sound(page, "/leadership/")
    is_sound(page, "/leadership/models/?indicator=submitted")
    is_sound(page, "/leadership/models/?indicator=recognised&q=khong+co&sector=nonsense")
    is_sound(page, "/models/")
    is_sound(page, f"/models/{filled.code['public']}/")
    is_sound(page, "/decisions/")


def test_pages_in_the_dark(size, new_page, sign_in, is_sound, filled, submitter, reviewer, leader):
    for user, addresses in {
        submitter: ["/models/", f"/models/{filled.code[Status.RETURNED]}/edit/"],
        reviewer: [f"/review/{filled.code[Status.REPORTED]}/"],
        leader: ["/leadership/", f"/showcase/{filled.code['public']}/"],
    }.items():
        page = new_page(*size, color_scheme="dark")
        sign_in(page, user)
        for address in addresses:
            is_sound(page, address)


def test_pages_of_the_administration(size, new_page, sign_in, is_sound, filled, superuser, world):
    page = new_page(*size)
    sign_in(page, superuser)
    one = filled.row[Status.REPORTED].pk
    searching = ("registry/unit/add/", f"registry/unit/{world.an_sinh.pk}/merge/")
    for address in (
        "",
        "registry/initiative/",
        f"registry/initiative/{one}/change/",
        f"registry/initiative/{one}/history/",
        f"registry/initiative/{one}/acts/return_report/",
        "registry/unit/",
        f"registry/unit/{world.an_sinh.pk}/change/",
        *searching,
        "registry/campaign/add/",
        "registry/decision/add/",
        f"registry/user/{superuser.pk}/change/",
        "registry/entry/",
    ):
        is_sound(page, f"/admin/{address}", scrolls=size[0] == 360, allow=SELECT2 if address in searching else ())
