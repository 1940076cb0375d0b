"""Two people at one form of the admin: nothing is overwritten without both versions having been seen."""

import re

import pytest

from registry.models import Campaign, ExpectedUnit, User
from tests import make
from tests.admin.test_nouns import day, errors, rows_of

SENTENCE = "Somebody saved this meanwhile. Nothing was overwritten: compare below, and save again to keep yours."


@pytest.fixture(autouse=True)
def reads_english(client):
    client.cookies["django_language"] = "en"


@pytest.fixture
def page(campaign):
    return f"/admin/registry/campaign/{campaign.pk}/change/"


def seen(response) -> str:
    [value] = re.findall(r'name="_seen" value="(\w{64})"', response.content.decode())
    return value


def typed(campaign, response, **changes):
    days = ("registration_opens", "registration_closes", "reports_open", "reports_close", "cutoff_on")
    return {
        "year": campaign.year,
        "theme": "",
        "resolution": "",
        **{name: day(getattr(campaign, name)) for name in days},
        "colleagues_decide": "on",
        "days_to_correct": 10,
        **rows_of("expected_units"),
        **rows_of("level_settings"),
        "_seen": seen(response),
        **changes,
    }


def test_the_second_to_save_sees_both_versions_and_nothing_is_overwritten(at, superuser, campaign, page):
    client = at(superuser)
    read = client.get(page)
    Campaign.objects.update(theme="Của người trước")
    response = client.post(page, typed(campaign, read, theme="Của người sau"))
    assert response.status_code == 200
    assert errors(response) == [SENTENCE]
    assert response.context["versions"] == [("Theme", "Của người trước", "Của người sau")]
    assert 'value="Của người sau"' in response.content.decode()
    assert Campaign.objects.get().theme == "Của người trước"
    again = client.post(page, typed(campaign, response, theme="Của người sau"))
    assert (again.status_code, Campaign.objects.get().theme) == (302, "Của người sau")


def test_both_versions_stand_below_the_sentence_that_points_to_them(at, superuser, campaign, page):
    client = at(superuser)
    read = client.get(page)
    Campaign.objects.update(theme="Của người trước")
    client.cookies["django_language"] = "vi"
    html = client.post(page, typed(campaign, read, theme="Của người sau"), headers={"accept-language": "vi"}).content.decode()
    assert html.index("so sánh bên dưới") < html.index('id="versions"') < html.index('name="theme"')
    assert '<th scope="col">Mục</th>' in html  # not the word for the fields of the models


def test_a_page_that_missed_nothing_is_saved_at_once(at, superuser, campaign, page):
    client = at(superuser)
    response = client.post(page, typed(campaign, client.get(page), theme="Một mình"))
    assert (response.status_code, Campaign.objects.get().theme) == (302, "Một mình")


def test_a_model_registered_meanwhile_is_no_change_of_the_campaign(at, superuser, campaign, page):
    client = at(superuser)
    read = client.get(page)
    make.initiative(campaign=campaign)
    response = client.post(page, typed(campaign, read, theme="Vẫn lưu"))
    assert (response.status_code, Campaign.objects.get().theme) == (302, "Vẫn lưu")


def test_a_row_added_meanwhile_counts_as_a_change(at, superuser, campaign, page, world):
    client = at(superuser)
    read = client.get(page)
    ExpectedUnit.objects.create(campaign=campaign, unit=world.an_sinh)
    response = client.post(page, typed(campaign, read, theme="Của người sau"))
    assert (errors(response), Campaign.objects.get().theme) == ([SENTENCE], "")


def test_a_password_is_never_shown_among_the_versions(at, superuser, submitter):
    client = at(superuser)
    page = f"/admin/registry/user/{submitter.pk}/change/"
    read = client.get(page)
    User.objects.filter(pk=submitter.pk).update(full_name="Tên mới", password="khac")
    data = {"username": "submitter", "full_name": "Tên khác", "language": "vi", "mails": "each", "is_active": "on"}
    response = client.post(page, {**data, **rows_of("memberships"), "_seen": seen(read)})
    assert errors(response) == [SENTENCE]
    assert response.context["versions"] == []
