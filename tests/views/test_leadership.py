"""Leadership's pages: what is printed is what is opened, exported and told by the command, and nothing breaks on nonsense."""

import csv
import json
import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from registry.models import ExpectedUnit, Initiative
from registry.queries import statistics
from registry.vocabulary import Level, Role, Status, UnitType
from tests import make, varied
from tests.views.conftest import logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaigns(world):
    return varied.models(world)


def doors(html: str) -> set[tuple[str, int]]:
    """Every printed count with its address."""
    found = re.findall(r'<a href="(/leadership/models/\?[^"]*)">([\d,]+)</a>', html)
    return {(address.replace("&amp;", "&"), int(count.replace(",", ""))) for address, count in found}


def table(client, name, **asked) -> list[list[str]]:
    response = client.get(reverse("leadership-csv", args=[name]), asked)
    body = b"".join(response.streaming_content).decode()
    assert body.startswith("\ufeff")
    return list(csv.reader(StringIO(body.removeprefix("\ufeff"))))


def test_every_printed_count_opens_exactly_its_rows(reading, campaigns):
    page = reading.get(reverse("leadership"), {"campaign": 2024}).content.decode()
    found = doors(page)
    assert len(found) > 50
    for address, count in found:
        opened = reading.get(address)
        assert opened.context["total"] == count, address
        listed = len(opened.context["page"].rows)
        assert listed == min(count, 25)
        assert f"<h1>{count} model" in opened.content.decode()


def test_page_csv_and_command_tell_the_same(reading, campaigns):
    page = reading.get(reverse("leadership"), {"campaign": 2024})
    out = StringIO()
    call_command("statistics", 2024, json=True, stdout=out)
    told = json.loads(out.getvalue())
    headlines = {line["cell"].count for line in page.context["headlines"] if "cell" in line}
    keys = ("registered", "recognised", "recognised_collective", "recognised_individual")
    assert headlines == {told[key] for key in keys}

    rows = table(reading, "figures", campaign=2024)
    assert [row[1] for row in rows[1:6]] == [str(told[key]) for key in ("submitted", *keys)]
    assert float(rows[6][1]) == told["rate"]

    rows = table(reading, "units", campaign=2024)
    by_unit = [[line["key"], line["name"], str(line["registered"]), str(line["recognised"])] for line in told["by_unit"]]
    assert [row[:4] for row in rows[1:-1]] == by_unit
    assert rows[-1][2:4] == [str(told["registered"]), str(told["recognised"])]
    printed = [(line["registered"].count, line["recognised"].count) for line in page.context["by_unit"]["lines"]]
    assert printed == [(line["registered"], line["recognised"]) for line in told["by_unit"]]

    rows = table(reading, "sectors", campaign=2024)
    assert [(row[0], int(row[4]), int(row[7])) for row in rows[1:-1]] == [
        (line["code"], line["registered"], line["recognised"]) for line in told["by_field"]
    ]
    rows = table(reading, "levels", campaign=2024)
    assert [(row[0], int(row[3])) for row in rows[1:]] == [(line["name"], line["recognised"]) for line in told["by_level"]]


def test_the_exported_list_is_the_list_behind_the_figure(reading, campaigns):
    asked = {"campaign": 2024, "indicator": "recognised", "level": "province", "type": "collective"}
    rows = table(reading, "models", **asked)[1:]
    expected = Initiative.objects.filter(
        campaign=campaigns.now,
        status=Status.RECOGNISED,
        submitter_type="collective",
        recognitions__level="province",
        recognitions__state="standing",
    )
    assert [row[0] for row in rows] == list(expected.order_by("pk").values_list("code", flat=True)) != []
    assert {row[3] for row in rows} <= {"xã Bình Dương", "phường Đức Chính", "phường An Sinh", "phường Đông Triều"}


def test_no_exported_cell_runs_as_a_formula_and_no_person_is_named(reading, world):
    campaign = varied.closed_campaign(2024)
    for title in ('=HYPERLINK("http://x")', " +1", "-1", "@SUM(1)", "＝1+1"):
        make.initiative(Status.REGISTERED, campaign=campaign, title=title, person={"name": "Bùi Thị Riêng Tư"})
    rows = table(reading, "models", campaign=2024)
    assert [row[1] for row in rows[1:]] == ['\'=HYPERLINK("http://x")', "' +1", "'-1", "'@SUM(1)", "'＝1+1"]
    assert "Riêng Tư" not in str(rows)


def test_a_demonstration_says_so_on_pages_and_in_files(reading, campaigns, settings):
    assert "sample data" not in reading.get(reverse("leadership")).content.decode()
    assert table(reading, "units", campaign=2024)[0][0] == "Key"
    settings.DEMO = True
    for name in ("leadership", "leadership-models"):
        assert "sample data" in reading.get(reverse(name)).content.decode().split("</header>")[1].split("<footer")[0]
    for name in ("figures", "sectors", "units", "levels", "models"):
        assert table(reading, name, campaign=2024)[0][0].startswith("Sample data")


def test_a_commune_leader_sees_the_commune_and_its_predecessors(client, commune_leader, world, campaigns):
    page = logged_in(client, commune_leader).get(reverse("leadership"), {"campaign": 2024})
    names = {line["name"] for line in page.context["by_unit"]["lines"]}
    assert names == {"xã Bình Dương", "phường Đức Chính", "phường An Sinh"}
    assert page.context["scope"] == "phường An Sinh"
    for key in (world.dong_trieu.key, world.province.key):
        for address in (reverse("leadership"), reverse("leadership-models"), reverse("leadership-csv", args=["models"])):
            assert client.get(address, {"campaign": 2024, "unit": key}).status_code == 404


@pytest.mark.parametrize("who", ["leader", "commune_leader", "reviewer", "province_reviewer", "superuser"])
def test_leaders_reviewers_and_the_superuser_may_read(client, request, campaign, who):
    logged_in(client, request.getfixturevalue(who))
    for address in ADDRESSES():
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("who", ["submitter", "stranger"])
def test_others_are_told_that_they_may_not(client, request, campaign, who):
    logged_in(client, request.getfixturevalue(who))
    for address in ADDRESSES():
        response = client.get(address)
        assert response.status_code == 403
        assert "The figures are for leaders" in response.content.decode()


def test_nobody_reads_figures_without_login(client, campaign):
    for address in ADDRESSES():
        assert client.get(address).url.startswith(reverse("login"))


def test_nothing_is_written_by_sending_a_form(reading, campaign):
    for address in ADDRESSES():
        assert reading.post(address).status_code == 405


def ADDRESSES():
    return [reverse("leadership"), reverse("leadership-models"), reverse("leadership-csv", args=["figures"])]


@pytest.mark.parametrize("asked", ["1999", "abc", "2024'--", "²", "-1", "9" * 40, "\0"])
def test_a_campaign_that_does_not_exist_leads_to_the_newest_with_a_note(reading, campaigns, asked):
    for name in ("leadership", "leadership-models"):
        response = reading.get(reverse(name), {"campaign": asked})
        assert response.status_code == 200
        assert "There is no such campaign; these are the figures of 2024." in response.content.decode()


@pytest.mark.parametrize(
    ("asked", "note"),
    [
        ({"indicator": "nonsense"}, "There is no such figure"),
        ({"unit": "nonsense"}, "There is no such unit"),
        ({"unit": "\0"}, ""),
        ({"sector": "nonsense"}, "There is no such field"),
        ({"type": "nonsense", "level": "nonsense", "after": "x", "before": "-1"}, ""),
        ({"indicator": "rate"}, ""),
        ({"q": "%_'\"\0"}, ""),
    ],
)
def test_nonsense_in_the_address_leads_to_the_nearest_list(reading, campaigns, asked, note):
    response = reading.get(reverse("leadership-models"), {"campaign": 2024, **asked})
    assert response.status_code == 200
    assert note in response.content.decode()
    assert response.context["total"] > 0


def test_a_table_that_does_not_exist_is_not_found(reading, campaigns):
    assert reading.get(reverse("leadership-csv", args=["nonsense"])).status_code == 404


def test_without_a_campaign_the_page_says_so(reading):
    for name in ("leadership", "leadership-models"):
        assert "There is no campaign yet" in reading.get(reverse(name)).content.decode()
    assert reading.get(reverse("leadership-csv", args=["units"])).status_code == 404


def test_a_leader_reads_every_model_but_drafts_in_the_list(reading, world, campaign):
    for status in Status:
        make.initiative(status)
    submitted = reading.get(reverse("leadership-models"), {"indicator": "submitted"})
    assert {row.status for row in submitted.context["page"].rows} == set(Status) - {Status.DRAFT}


def test_the_first_twenty_units_and_all(reading, world):
    campaign = varied.closed_campaign(2024)
    for place in range(23):
        make.initiative(Status.REGISTERED, make.unit(f"Xã {place:02d}", UnitType.COMMUNE, world.province), campaign=campaign)
    first = reading.get(reverse("leadership"), {"campaign": 2024})
    assert [line["name"] for line in first.context["by_unit"]["lines"]][-1] == "3 other units"
    others = first.context["by_unit"]["lines"][-1]["registered"]
    assert (others.count, reading.get(others.address).context["total"]) == (3, 3)
    every = reading.get(reverse("leadership"), {"campaign": 2024, "all": 1})
    assert len(every.context["by_unit"]["lines"]) == 23


def test_expected_units_that_sent_nothing_are_shown(reading, world, campaign):
    ExpectedUnit.objects.create(campaign=campaign, unit=world.dong_trieu)
    assert "0 of 1 expected units have submitted" in reading.get(reverse("leadership")).content.decode()


def test_numbers_are_written_as_in_vietnam(client, leader, world):
    campaign = varied.closed_campaign(2024)
    make.initiative(Status.RECOGNISED, campaign=campaign)
    make.initiative(Status.REGISTERED, campaign=campaign)
    client.force_login(leader)
    assert "50,0\u00a0%" in client.get(reverse("leadership"), {"campaign": 2024}).content.decode()


@pytest.mark.parametrize(("name", "most"), [("leadership", 20), ("leadership-models", 8)])
def test_the_number_of_queries_is_the_same_for_one_row_and_thirty(
    client, leader, world, campaign, name, most, django_assert_max_num_queries
):
    make.initiative(Status.RECOGNISED)
    ExpectedUnit.objects.create(campaign=campaign, unit=world.an_sinh)
    logged_in(client, leader)
    with django_assert_max_num_queries(most) as one:
        client.get(reverse(name))
    for place in range(30):
        unit = make.unit(f"Xã {place}", UnitType.COMMUNE, world.province)
        ExpectedUnit.objects.create(campaign=campaign, unit=unit)
        make.initiative(Status.RECOGNISED, unit, sector=make.sector(varied.SECTORS[place % 5]))
    with django_assert_max_num_queries(most) as many:
        client.get(reverse(name))
    assert len(many) == len(one)


def test_lists_do_not_read_the_long_texts(reading, world, campaign, django_assert_max_num_queries):
    make.initiative(Status.REGISTERED)
    with django_assert_max_num_queries(8) as asked:
        reading.get(reverse("leadership-models"))
    assert not any('"situation"' in query["sql"] for query in asked.captured_queries)


def test_who_leads_one_unit_and_reviews_another_counts_both(client, world, campaign):
    user = make.user(Role.LEADER, world.an_sinh)
    user.memberships.create(unit=world.dong_trieu, role=Role.REVIEWER)
    make.initiative(Status.REGISTERED, world.an_sinh)
    make.initiative(Status.REGISTERED, world.dong_trieu)
    page = logged_in(client, user).get(reverse("leadership"))
    assert page.context["by_unit"]["total"]["registered"].count == 2
    assert page.context["scope"] == "phường An Sinh, phường Đông Triều"


def test_the_change_on_the_year_before_is_said(reading, campaigns):
    page = reading.get(reverse("leadership"), {"campaign": 2024})
    now = statistics.figures(campaigns.now)["registered"]
    assert f"up {now - 3}" in page.content.decode()
    assert [line["before"].count for line in page.context["headlines"][:2]] == [3, 2]
    assert page.context["wide"].registered[-1].cell.count == now
    levels = {line["name"]: line["total"].count for line in page.context["levels"]}
    assert levels[str(Level.PROVINCE.label)] > 0


# ---- units then and today ----


def lines_of(page) -> dict:
    return {line["name"]: line["registered"].count for line in page.context["by_unit"]["lines"]}


@pytest.fixture
def divided(world):
    """2024: two models of a merged commune, one of a divided ward that nobody decided, one of it that was allocated."""
    campaign = varied.closed_campaign(2024)
    for unit, allocated in (
        (world.binh_duong, None),
        (world.binh_duong, None),
        (world.duc_chinh, None),
        (world.duc_chinh, world.dong_trieu),
    ):
        make.initiative(Status.RECOGNISED, unit, campaign=campaign, allocated_unit=allocated)
    return campaign


def test_the_units_are_switched_and_sums_agree(reading, divided):
    then = reading.get(reverse("leadership"), {"campaign": 2024, "units": "then"})
    assert lines_of(then) == {"xã Bình Dương": 2, "phường Đức Chính": 2}
    today = reading.get(reverse("leadership"), {"campaign": 2024, "units": "today"})
    assert lines_of(today) == {"phường An Sinh": 2, "phường Đông Triều": 1, "Not allocated": 1}
    for page in (then, today):
        assert page.context["by_unit"]["total"]["registered"].count == 4
        current = re.findall(r'<a href="([^"]*)" aria-current="page">By the units of', page.content.decode())
        assert len(current) == 1
    former = {line["name"]: line["formerly"] for line in today.context["by_unit"]["lines"]}
    assert former == {
        "phường An Sinh": ("xã Bình Dương",),
        "phường Đông Triều": ("phường Đức Chính",),
        "Not allocated": ("phường Đức Chính",),
    }
    assert "formerly: xã Bình Dương" in today.content.decode()
    assert "today: phường An Sinh" in then.content.decode()


@pytest.mark.parametrize("units", ["then", "today"])
@pytest.mark.parametrize("sort", ["registered", "-name", "change"])
def test_every_count_by_unit_opens_exactly_its_rows(reading, campaigns, units, sort, monkeypatch):
    monkeypatch.setattr("registry.views.unit_tables.FIRST", 1)
    monkeypatch.setattr("registry.queries.places.FIRST", 1)
    page = reading.get(reverse("leadership"), {"campaign": 2024, "units": units, "sort": sort})
    found = doors(page.content.decode().split('id="by-unit"')[1].split("</section>")[0])
    assert len(found) > 4
    for address, count in found:
        assert reading.get(address).context["total"] == count, address


def test_a_head_sorts_and_pressed_again_turns_the_order_round(reading, divided):
    page = reading.get(reverse("leadership"), {"campaign": 2024, "units": "today", "sort": "name"})
    assert list(lines_of(page)) == ["phường An Sinh", "phường Đông Triều", "Not allocated"]
    [head] = [one for one in page.context["by_unit"]["heads"] if one["order"]]
    assert (head["key"], head["order"]) == ("name", "ascending")
    again = reading.get(reverse("leadership") + head["address"].partition("#")[0])
    assert list(lines_of(again)) == ["phường Đông Triều", "phường An Sinh", "Not allocated"]
    assert 'aria-sort="descending"' in again.content.decode()


def test_no_table_can_be_ordered_by_money(reading, divided):
    page = reading.get(reverse("leadership"), {"campaign": 2024, "sort": "money"})
    assert [one["key"] for one in page.context["by_unit"]["heads"] if one["order"]] == ["registered"]


def test_an_old_name_finds_the_line_of_today(reading, divided):
    page = reading.get(reverse("leadership"), {"campaign": 2024, "units": "today", "unit_q": "binh duong"})
    assert lines_of(page) == {"phường An Sinh": 2}
    assert page.context["by_unit"]["total"]["registered"].count == 4
    nothing = reading.get(reverse("leadership"), {"campaign": 2024, "unit_q": "nirgends"})
    assert "No unit of this table has or had such a name." in nothing.content.decode()


def test_a_target_stands_beside_what_was_registered(reading, world, divided):
    assert "Against the target" not in reading.get(reverse("leadership"), {"campaign": 2024}).content.decode()
    ExpectedUnit.objects.create(campaign=divided, unit=world.binh_duong, target=3)
    page = reading.get(reverse("leadership"), {"campaign": 2024, "units": "today"})
    assert "2 of 3 (66.7" in page.content.decode()
    assert "4 of 3 (133.3" in page.content.decode()


@pytest.mark.parametrize(
    "asked",
    [
        {"units": "nonsense"},
        {"sort": "\0"},
        {"unit_q": "%_'\0"},
        {"unit_q": "x" * 5000},
        {"unit": "nonsense"},
        {"unit": "\0"},
        {"unit": "others", "units": "today"},
        {"all": "x"},
        {"unit": ":own"},
    ],
)
def test_nonsense_about_units_leads_to_a_page(reading, divided, asked):
    for name in ("leadership", "leadership-models"):
        assert reading.get(reverse(name), {"campaign": 2024, **asked}).status_code == 200
    assert reading.get(reverse("leadership-csv", args=["units"]), {"campaign": 2024, **asked}).status_code == 200


def test_a_campaign_without_models_has_no_table(reading, world):
    varied.closed_campaign(2011)
    for units in ("then", "today"):
        page = reading.get(reverse("leadership"), {"campaign": 2011, "units": units}).content.decode()
        assert "No unit has submitted a model in this campaign yet." in page


def test_a_commune_leader_opens_what_others_hold_of_the_own_former_ward_and_nothing_else(
    client, commune_leader, world, divided
):
    logged_in(client, commune_leader)
    page = client.get(reverse("leadership"), {"campaign": 2024, "units": "today"})
    assert lines_of(page) == {"phường An Sinh": 2, "phường Đông Triều": 1, "Not allocated": 1}
    for address, count in doors(page.content.decode()):
        assert client.get(address).context["total"] == count
    then = {"campaign": 2024, "unit": world.dong_trieu.key}
    assert client.get(reverse("leadership-models"), then).status_code == 404
    assert client.get(reverse("leadership-models"), {**then, "units": "today"}).status_code == 200
    assert client.get(reverse("leadership-models"), {**then, "units": "today", "campaign": 2023}).status_code in (200, 404)


def test_each_figure_leads_to_its_definition(reading, campaigns):
    page = reading.get(reverse("leadership"), {"campaign": 2024}).content.decode()
    asked, said = set(re.findall(r'href="#def-(\w+)"', page)), set(re.findall(r'<dt id="def-(\w+)"', page))
    assert {"registered", "reported", "recognised", "nominated", "rate", "new", "recognised_province"} <= asked <= said


def test_the_cascade_leads_from_registered_over_reported_to_nominated(reading, world, campaign):
    rows = [make.initiative(status) for status in (Status.REGISTERED, Status.REPORTED, Status.RECOGNISED, Status.RECOGNISED)]
    make.nominee(make.letter(campaign=campaign), rows[-1])
    page = reading.get(reverse("leadership"))
    steps = {step["key"]: step["cell"].count for step in page.context["cascade"]}
    assert steps == {"submitted": 4, "registered": 4, "reported": 3, "recognised": 2, "nominated": 1}
    assert reading.get(page.context["cascade"][4]["cell"].address).context["total"] == 1


# ---- years, and places by a former name ----


def test_another_year_is_shown_by_the_same_units(reading, campaigns):
    page = reading.get(reverse("leadership"), {"campaign": 2024, "units": "today", "sort": "name"}).content.decode()
    assert '<a href="?campaign=2023&amp;units=today&amp;sort=name">2023</a>' in page


def test_without_a_year_the_newest_campaign_that_has_begun_is_shown(reading, world, campaign):
    make.campaign(
        campaign.year + 1,
        registration_opens=make.today(100),
        registration_closes=make.today(200),
        cutoff_on=make.today(300),
    )
    for name in ("leadership", "leadership-models", "silence", "tile-map"):
        assert str(campaign.year + 1) not in re.search(r"<title>(.*?)</title>", reading.get(reverse(name)).content.decode())[1]
    assert reading.get(reverse("leadership"), {"campaign": campaign.year + 1}).context["campaign"].year == campaign.year + 1


def test_what_was_counted_the_year_before_opens_its_models(reading, campaigns):
    page = reading.get(reverse("leadership"), {"campaign": 2024}).content.decode()
    address = reverse("leadership-models") + "?campaign=2023&amp;indicator=registered"
    assert f'in 2023: <a href="{address}">3</a>' in page


@pytest.mark.parametrize(
    ("place", "units"),
    [
        ("binh duong", {"xã Bình Dương", "phường Đức Chính"}),
        ("duc chinh", {"xã Bình Dương", "phường Đức Chính"}),
        ("dong trieu", {"phường Đức Chính"}),
        ("07093-2025", {"phường Đức Chính"}),
        ("nirgends", set()),
    ],
)
def test_models_behind_a_figure_are_found_by_a_unit_of_then_or_now(reading, divided, place, units):
    page = reading.get(reverse("leadership-models"), {"campaign": 2024, "place": place})
    assert {row.unit_name for row in page.context["page"].rows} == units
    assert page.context["total"] == len(page.context["page"].rows)
    assert page.status_code == 200


def test_where_several_units_are_meant_one_is_chosen_and_kept(reading, divided):
    page = reading.get(reverse("leadership-models"), {"campaign": 2024, "place": "duc chinh"}).content.decode()
    assert 'name="place" value="07090-2025"' in page
    chosen = reading.get(reverse("leadership-models"), {"campaign": 2024, "place": "07090-2025"})
    assert chosen.context["narrowed"] == "Phường An Sinh"
    assert "place=07090-2025" in chosen.context["csv"]


@pytest.mark.parametrize("place", ["\0", "x" * 10_000, "%_'", "!!!", " "])
def test_nonsense_for_a_place_leads_to_a_page(reading, divided, place):
    assert reading.get(reverse("leadership-models"), {"campaign": 2024, "place": place}).status_code == 200
    assert reading.get(reverse("leadership-csv", args=["models"]), {"campaign": 2024, "place": place}).status_code == 200
