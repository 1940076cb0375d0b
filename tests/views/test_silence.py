"""The board of units: every number opens exactly its models, an old name finds its unit, a reminder reaches what is shown."""

import re

import pytest
from django.urls import reverse

from registry.models import ExpectedUnit, UnitReminder
from registry.vocabulary import Role, Status, Window
from tests import make, varied
from tests.views.conftest import logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(world, submitter, neighbour):
    """The days of reports are over: An Sinh is late with what it and Bình Dương registered, Đông Triều has sent nothing."""
    campaign = make.campaign(reports_open=make.today(-20), reports_close=make.today(-1))
    for unit in (world.an_sinh, world.dong_trieu):
        ExpectedUnit.objects.create(campaign=campaign, unit=unit, target=5)
    make.initiative(Status.REGISTERED, world.an_sinh)
    make.initiative(Status.REGISTERED, world.binh_duong)
    make.initiative(Status.REPORTED, world.binh_duong)
    make.initiative(Status.RETURNED, world.binh_duong, correct_until=make.today(-1))
    make.initiative(Status.RETURNED, world.binh_duong, correct_until=make.today(1))
    return campaign


def names(page) -> list[str]:
    return [line["row"].name for line in page.context["lines"]]


def test_every_number_opens_exactly_its_models_those_of_former_units_among_them(reading, late):
    page = reading.get(reverse("silence"), {"show": "all"})
    found = re.findall(r'<a href="(/leadership/models/[^"]*)">(\d+)</a>', page.content.decode())
    assert [int(count) for _address, count in found] == [5, 1, 2]
    for address, count in found:
        opened = reading.get(address.replace("&amp;", "&"))
        assert opened.context["total"] == int(count), address
        assert len(opened.context["page"].rows) == int(count)
        assert opened.context["narrowed"] == "Phường An Sinh, with the units that it carries on"


def test_what_is_late_has_a_definition_and_its_list_keeps_the_figure(reading, late):
    page = reading.get(reverse("silence"))
    assert [one.key for one in page.context["definitions"]] == ["submitted", "uncorrected", "unreported"]
    opened = reading.get(reverse("leadership-models"), {"indicator": "unreported"})
    assert "Registered models without a report of results after the last day" in opened.content.decode()
    assert '<option value="unreported" selected>' in opened.content.decode()
    assert sum(number for _code, _name, number, _address in opened.context["fields"]) == 2


def test_more_time_that_was_given_counts(reading, late, world):
    make.extension(world.an_sinh, Window.REPORT, make.today(3))
    page = reading.get(reverse("silence"), {"show": "late"})
    [line] = page.context["lines"]
    assert (line["uncorrected"].count, line["unreported"].count) == (1, 0)
    make.extension(world.an_sinh, Window.CORRECTION, make.today())
    assert names(reading.get(reverse("silence"), {"show": "late"})) == []


def test_more_time_that_is_over_or_was_refused_counts_no_longer(reading, late, world):
    make.extension(world.an_sinh, Window.REPORT, make.today(-1))
    make.extension(world.an_sinh, Window.CORRECTION, decided_at=make.ago(0))
    assert names(reading.get(reverse("silence"), {"show": "late"})) == ["phường An Sinh"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("binh duong", {"phường An Sinh": "phường Bình Dương"}),
        ("xã Bình Dương", {"phường An Sinh": "xã Bình Dương"}),
        ("duc chinh", {"phường An Sinh": "phường Đức Chính", "phường Đông Triều": "phường Đức Chính"}),
        ("an sinh", {"phường An Sinh": ""}),
        ("nirgends", {}),
    ],
)
def test_an_old_name_finds_the_unit_and_says_which(reading, late, query, found):
    page = reading.get(reverse("silence"), {"show": "all", "unit_q": query})
    assert {line["row"].name: line["before"] for line in page.context["lines"]} == found
    assert ("No unit of this table has or had such a name." in page.content.decode()) is (not found)


def test_a_name_of_today_finds_the_units_of_then_which_say_what_they_are_now(reading, world):
    campaign = varied.closed_campaign(2024)
    ExpectedUnit.objects.create(campaign=campaign, unit=world.binh_duong)
    ExpectedUnit.objects.create(campaign=campaign, unit=world.duc_chinh)
    page = reading.get(reverse("silence"), {"campaign": 2024, "show": "all", "unit_q": "An Sinh"})
    assert [(line["row"].name, line["today"]) for line in page.context["lines"]] == [
        ("xã Bình Dương", "phường An Sinh"),
        ("phường Đức Chính", ""),
    ]


def test_by_the_units_of_today_the_expected_units_stand_with_what_carries_them_on(reading, world):
    campaign = varied.closed_campaign(2024)
    for unit, target in ((world.binh_duong, 2), (world.an_sinh, None), (world.duc_chinh, 1)):
        ExpectedUnit.objects.create(campaign=campaign, unit=unit, target=target)
    for unit in (world.binh_duong, world.binh_duong, world.an_sinh, world.duc_chinh):
        make.initiative(Status.REGISTERED, unit, campaign=campaign)
    sums = []
    for units in ("then", "today"):
        page = reading.get(reverse("silence"), {"campaign": 2024, "show": "all", "units": units})
        sums.append((sum(line["row"].sent for line in page.context["lines"]), names(page)))
        for line in page.context["lines"]:
            assert reading.get(line["sent"].address).context["total"] == line["sent"].count
    assert sums[1] == (4, ["phường An Sinh", "phường Đức Chính"])
    assert sums[0][1] == ["phường An Sinh", "xã Bình Dương", "phường Đức Chính"]
    [first, second] = page.context["lines"]
    assert (first["row"].target, first["row"].formerly, second["row"].target) == (2, ("xã Bình Dương",), 1)
    assert "formerly: xã Bình Dương" in page.content.decode()
    assert all("units=today" in address for _name, address, _number, _is_shown in page.context["tabs"])


def test_reminders_are_sent_by_the_units_of_that_time_alone(reading, late):
    assert reading.get(reverse("silence"), {"units": "today"}).context["waiting"] == 0
    assert reading.get(reverse("silence")).context["waiting"] == 1


def test_the_tabs_count_what_the_name_narrows_and_lead_on_with_it(reading, late):
    page = reading.get(reverse("silence"), {"show": "all", "unit_q": "An Sinh"})
    assert [(name, number) for name, _address, number, _is_shown in page.context["tabs"]] == [
        ("Nothing sent", 0),
        ("Late", 1),
        ("Below the target", 0),
        ("All", 1),
    ]
    assert all("unit_q=An+Sinh" in address for _name, address, _number, _is_shown in page.context["tabs"])
    assert (page.context["sent"], page.context["expected"]) == (1, 2)


def test_only_the_units_that_are_shown_are_reminded(reading, late, world):
    page = reading.get(reverse("silence"), {"show": "all", "unit_q": "An Sinh"})
    assert page.context["waiting"] == 1
    assert 'name="unit_q" value="An Sinh"' in page.content.decode()
    posted = reading.post(reverse("silence-remind"), {"campaign": late.year, "show": "all", "unit_q": "An Sinh"})
    assert "unit_q=An+Sinh" in posted.url
    assert set(UnitReminder.objects.values_list("unit", flat=True)) == {world.an_sinh.pk}


def test_a_leader_of_one_commune_sees_and_reminds_only_that(client, late, world, commune_leader):
    reading = logged_in(client, commune_leader)
    assert names(reading.get(reverse("silence"), {"show": "all"})) == ["phường An Sinh"]
    for unit in (world.dong_trieu, world.province):
        posted = reading.post(reverse("silence-remind"), {"campaign": late.year, "unit": unit.key})
        assert posted.status_code == 404
        asked = {"indicator": "submitted", "unit": f"{unit.key}:whole"}
        assert reading.get(reverse("leadership-models"), asked).status_code == 404
    assert not UnitReminder.objects.exists()


@pytest.mark.parametrize(
    "asked",
    [
        {"campaign": "x"},
        {"campaign": "-1", "show": "x"},
        {"show": "\0", "unit_q": "\0"},
        {"unit_q": "x" * 10_000},
        {"unit_q": "%_'"},
        {"unit_q": "!!!"},
        {"show": ["late", "all"]},
    ],
)
def test_nonsense_leads_to_a_page(reading, late, asked):
    assert reading.get(reverse("silence"), asked).status_code == 200
    posted = reading.post(reverse("silence-remind"), asked)
    assert posted.status_code in (302, 404)


def test_nobody_is_asked_of_an_empty_registry(client, superuser):
    reading = logged_in(client, superuser)
    assert "There is no campaign yet" in reading.get(reverse("silence")).content.decode()
    make.campaign()
    page = reading.get(reverse("silence"))
    assert (page.context["expected"], page.context["lines"]) == (0, [])
    assert "Nothing is open." in page.content.decode()


def test_the_number_of_queries_is_the_same_for_one_unit_and_thirty(reading, late, world, django_assert_max_num_queries):
    asked = {"show": "all", "unit_q": "x"}
    reading.get(reverse("silence"), asked)
    with django_assert_max_num_queries(32) as one:
        reading.get(reverse("silence"), asked)
    for place in range(30):
        ExpectedUnit.objects.create(campaign=late, unit=make.unit(f"X{place}", "xã", world.province))
    with django_assert_max_num_queries(32) as many:
        reading.get(reverse("silence"), asked)
    assert len(many) == len(one)


def test_who_only_reviews_another_unit_is_out_of_scope(client, late, world):
    reading = logged_in(client, make.user(Role.REVIEWER, world.dong_trieu))
    assert names(reading.get(reverse("silence"), {"show": "all"})) == ["phường Đông Triều"]
