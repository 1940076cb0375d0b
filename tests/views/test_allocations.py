"""The list of what is not allocated, the preview, the act; nonsense in the address leads to a page."""

import pytest
from django.urls import reverse

from registry.models import Entry
from registry.vocabulary import Status
from tests import make, varied

pytestmark = pytest.mark.django_db


@pytest.fixture
def reading(client, province_reviewer):
    client.force_login(province_reviewer)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def open_models(world):
    campaign = varied.closed_campaign(2024)
    make.initiative(Status.REGISTERED, world.binh_duong, campaign=campaign)
    return [make.initiative(Status.REGISTERED, world.duc_chinh, campaign=campaign, title=f"Mô hình {n}") for n in "ABC"]


def preview(client, rows, to, **more):
    posted = {"id": [row.pk for row in rows], "to": to.pk, **more}
    return client.post(reverse("allocations-preview") + "?campaign=2024", posted)


def confirm(client, page, to, reason="thôn nay thuộc phường này", **changes):
    posted = {"chosen": page.context["chosen"], "pairs": page.context["pairs"], "to": to.pk, "reason": reason, **changes}
    return client.post(reverse("allocations-preview") + "?campaign=2024", posted, follow=True)


def test_the_list_holds_what_the_table_of_today_says(reading, world, open_models):
    table = reading.get(reverse("leadership"), {"campaign": 2024, "units": "today"})
    left_over = table.context["by_unit"]["lines"][-1]
    assert (left_over["name"], left_over["registered"].count) == ("Not allocated", 3)
    behind = reading.get(left_over["registered"].address)
    assert behind.context["total"] == 3
    page = reading.get(behind.context["allocate"])
    assert {row.pk for row in page.context["page"].rows} == {row.pk for row in open_models}
    assert [(one["name"], one["number"]) for one in page.context["former"]] == [("Phường Đức Chính", 3)]
    assert {heir.key for heir in page.context["heirs"]} == {"07090-2025", "07093-2025"}


def test_one_or_many_are_allocated_after_a_preview(reading, world, open_models):
    page = preview(reading, open_models[:2], world.an_sinh)
    assert (page.context["possible"], page.context["refused"]) == (2, 0)
    done = confirm(reading, page, world.an_sinh)
    assert "2 models are allocated to phường An Sinh." in done.content.decode()
    for row in open_models:
        row.refresh_from_db()
    assert [row.allocated_unit for row in open_models] == [world.an_sinh, world.an_sinh, None]


def test_everything_of_the_list_can_be_chosen_at_once(reading, world, open_models):
    page = reading.post(reverse("allocations-preview") + "?campaign=2024", {"everything": 1, "to": world.an_sinh.pk})
    assert page.context["possible"] == 3


def test_the_preview_says_of_each_model_whether_and_why_not(reading, world, open_models):
    make_whole = make.initiative(Status.REGISTERED, world.binh_duong, campaign=open_models[0].campaign)
    page = preview(reading, [open_models[0], make_whole], world.an_sinh)
    assert (page.context["possible"], page.context["refused"]) == (1, 1)
    assert "Nothing is open here" in page.content.decode()


def test_a_reason_is_asked_for_and_what_was_chosen_stays(reading, world, open_models):
    page = preview(reading, open_models, world.an_sinh)
    again = confirm(reading, page, world.an_sinh, reason="")
    assert again.status_code == 200
    assert again.context["form"].errors["reason"]
    assert again.context["possible"] == 3
    assert not Entry.objects.filter(action="amend").exists()


def test_an_old_preview_is_refused_as_a_whole(reading, world, open_models):
    page = preview(reading, open_models, world.an_sinh)
    open_models[1].version += 1
    open_models[1].save()
    again = confirm(reading, page, world.an_sinh)
    assert "Nothing was done" in again.content.decode()
    for row in open_models:
        row.refresh_from_db()
    assert {row.allocated_unit for row in open_models} == {None}
    assert "pairs" in again.context


def test_a_reviewer_of_one_successor_reads_the_list_and_may_not_allocate(client, reviewer, world, open_models):
    client.force_login(reviewer)
    assert len(client.get(reverse("allocations")).context["page"].rows) == 3
    page = preview(client, open_models, world.an_sinh)
    assert (page.context["possible"], page.context["refused"]) == (0, 3)


@pytest.mark.parametrize(
    "asked",
    [{"campaign": "abc"}, {"campaign": "²"}, {"unit": "nonsense"}, {"unit": "\0"}, {"after": "x"}, {"campaign": "9" * 40}],
)
def test_nonsense_in_the_address_leads_to_a_page(reading, open_models, asked):
    assert reading.get(reverse("allocations"), asked).status_code == 200


@pytest.mark.parametrize(
    "posted",
    [{}, {"id": "x"}, {"id": "99999999"}, {"chosen": "1,2,x", "pairs": "a:b"}, {"id": "1", "to": "nonsense"}, {"pairs": ""}],
)
def test_nonsense_in_the_form_does_nothing(reading, open_models, posted):
    assert reading.post(reverse("allocations-preview"), posted).status_code in (200, 302)
    assert not Entry.objects.filter(action="amend").exists()


def test_the_number_of_queries_is_the_same_for_one_row_and_thirty(reading, world, open_models, django_assert_max_num_queries):
    with django_assert_max_num_queries(22) as few:
        reading.get(reverse("allocations"), {"campaign": 2024})
    for _each in range(30):
        make.initiative(Status.REGISTERED, world.duc_chinh, campaign=open_models[0].campaign)
    with django_assert_max_num_queries(22) as many:
        reading.get(reverse("allocations"), {"campaign": 2024})
    assert len(many) == len(few)


def test_what_was_allocated_is_listed_and_can_be_allocated_anew(reading, world, open_models):
    confirm(reading, preview(reading, open_models[:2], world.an_sinh), world.an_sinh)
    page = reading.get(reverse("allocations"), {"campaign": 2024, "show": "allocated"})
    assert {row.pk for row in page.context["page"].rows} == {row.pk for row in open_models[:2]}
    assert "allocated to: phường An Sinh" in page.content.decode()
    again = preview(reading, open_models[:2], world.dong_trieu)
    confirm(reading, again, world.dong_trieu, reason="nhầm phường")
    for row in open_models:
        row.refresh_from_db()
    assert [row.allocated_unit for row in open_models] == [world.dong_trieu, world.dong_trieu, None]
    history = reading.get(reverse("initiative", args=[open_models[0].code])).content.decode()
    assert history.index("allocated to: phường Đông Triều") < history.index("allocated to: phường An Sinh")
    data = [entry.data["allocated_unit"] for entry in Entry.objects.filter(initiative=open_models[0].pk)]
    assert data == [[None, "07090-2025"], ["07090-2025", "07093-2025"]]


@pytest.mark.parametrize(("name", "number"), [("duc chinh", 3), ("Đông Triều", 3), ("bình dương", 0), ("nirgends", 0)])
def test_former_units_are_found_by_their_name_or_one_of_today(reading, world, open_models, name, number):
    page = reading.get(reverse("allocations"), {"campaign": 2024, "unit_q": name})
    assert len(page.context["page"].rows) == number


def test_everything_means_what_the_list_shows(reading, world, open_models):
    other = make.initiative(Status.REGISTERED, world.duc_chinh, campaign=make.campaign(2023))
    narrowed = reverse("allocations-preview") + "?unit_q=nirgends"
    assert reading.post(narrowed, {"everything": 1, "to": world.an_sinh.pk}).status_code == 302
    page = reading.post(reverse("allocations-preview") + "?campaign=2023", {"everything": 1, "to": world.an_sinh.pk})
    assert [row.pk for row in page.context["shown"]] == [other.pk]
