"""Leadership's sums: what is printed is what is opened and exported, quoted figures stand apart, nothing breaks on nonsense."""

import csv
import json
import re
from html import unescape
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from registry.models import Initiative, Partner, ReferenceFigure
from registry.models.outcomes import LARGEST_VALUE
from registry.vocabulary import ContributionKind, Qualifier, Role, Source, Stage, Status, SubmitterType, UnitType
from tests import make, varied
from tests.views.conftest import logged_in

pytestmark = pytest.mark.django_db

PAGE, LIST, CSV = "leadership-outcomes", "leadership-outcome-models", "leadership-outcomes-csv"


@pytest.fixture
def year(world):
    """2024 with figures of every way of adding."""
    campaign = varied.closed_campaign(2024)
    one = make.initiative(Status.RECOGNISED, world.an_sinh, campaign=campaign)
    two = make.initiative(
        Status.REPORTED,
        world.dong_trieu,
        campaign=campaign,
        sector=make.sector("culture"),
        submitter_type=SubmitterType.INDIVIDUAL,
        collective_name="",
    )
    three = make.initiative(Status.REGISTERED, world.dong_trieu, campaign=campaign)
    for row, metres in ((one, 810), (two, 190), (three, 1000)):
        make.outcome(row, value=metres, stage=Stage.TARGET)
        make.contribution(row, 10**9, Source.STATE, stage=Stage.TARGET)
    for row in (one, two):
        make.outcome(row, value=800, qualifier=Qualifier.OVER)
        make.outcome(row, "site-days", 30)
        make.contribution(row, 650_000_000, qualifier=Qualifier.OVER)
        make.contribution(row, 12, kind=ContributionKind.LABOUR)
    make.outcome(one, "household-size", 9)
    make.outcome(two, "household-size", 7)
    make.contribution(one, 1_200_000, per_person=True)
    duplicate = make.initiative(Status.REPORTED, campaign=campaign, duplicate_of=one)
    make.outcome(duplicate, value=999)
    return campaign


def text(response) -> str:
    """What the page says, without tags and with ordinary spaces."""
    words = unescape(re.sub(r"<[^>]*>", " ", response.content.decode())).replace("\u00a0", " ")
    return " ".join(words.split())


def doors(response) -> list[tuple[str, str]]:
    """Every address of a list of models on the page, with what is printed there."""
    found = re.findall(r'<a href="(/leadership/outcomes/models/\?[^"]*)">([^<]*)</a>', response.content.decode())
    return [(unescape(address), unescape(said).replace("\u00a0", " ")) for address, said in found]


def table(client, name, **asked) -> list[list[str]]:
    response = client.get(reverse(CSV, args=[name]), asked)
    body = b"".join(response.streaming_content).decode()
    assert body.startswith("\ufeff")
    return [[cell.replace("\u00a0", " ") for cell in row] for row in csv.reader(StringIO(body.removeprefix("\ufeff")))]


def lines(response) -> dict:
    """What is printed: name of the measure, or source and kind → the two quantities."""
    context = response.context
    found = {
        (source["name"], kind["name"]): tuple(
            cell and cell.said.replace("\u00a0", " ") for cell in (kind["planned"], kind["given"])
        )
        for source in context["sources"]
        for kind in source["kinds"]
    }
    return found | {
        line["name"]: tuple(cell and cell.said.replace("\u00a0", " ") for cell in (line["target"], line["achieved"]))
        for line in context["measures"]
    }


# ---- what is printed ----


def test_the_page_prints_planned_beside_given_and_target_beside_achieved(reading, year):
    response = reading.get(reverse(PAGE), {"campaign": 2024})
    assert lines(response) == {
        ("State budget", "Money"): ("3 billion dong", None),
        ("People", "Money"): (None, "over 1.3 billion dong"),
        ("People", "Labour"): (None, "24 working days"),
        ("All sources", "Money"): ("3 billion dong", "over 1.3 billion dong"),
        ("All sources", "Labour"): (None, "24 working days"),
        "Road built or widened": ("2,000 m", "over 1,600 m"),
        "People in the largest household": (None, "9 people"),
        "Campaign of site clearance": (None, ""),
    }
    assert [line["share"] and str(line["share"]) for line in response.context["measures"]] == ["80.0", None, None]
    said = text(response)
    assert "figures of 3 registered models" in said
    assert "1 model is marked as a duplicate" in said
    assert "Campaign of site clearance not added up" in said
    assert "Money, Given : 1 model" in said.replace("Given:", "Given :")


def test_every_number_opens_exactly_the_models_of_which_it_is_made(reading, year):
    response = reading.get(reverse(PAGE), {"campaign": 2024})
    numbers = {cell.address: cell.models for source in response.context["sources"] for kind in source["kinds"]
               for cell in (kind["planned"], kind["given"]) if cell}  # fmt: skip
    numbers |= {
        cell.address: cell.models
        for line in response.context["measures"]
        for cell in (line["target"], line["achieved"])
        if cell
    }
    numbers |= {cell.address: cell.models for cell in response.context["per_person"]}
    found = doors(response)
    assert {address for address, _said in found} >= set(numbers)
    assert len(numbers) == 11
    for address, said in found:
        opened = reading.get(address)
        assert opened.context["total"] == len(opened.context["page"].rows) > 0
        assert opened.context["total"] == numbers.get(address, 1), address
        if not said.endswith(("model", "models")):
            assert said in text(opened)


def test_the_list_shows_what_each_model_brings(reading, year):
    response = reading.get(reverse(LIST), {"campaign": 2024, "measure": "road"})
    assert [row.said for row in response.context["page"].rows] == [["over 800\u00a0m"], ["over 800\u00a0m"]]
    assert "2 models: Road built or widened, Achieved, 2024" in text(response)
    assert "Together: over 1,600 m." in text(response)
    response = reading.get(reverse(LIST), {"campaign": 2024, "kind": "labour"})
    assert response.context["page"].rows[0].said == ["12\u00a0working days · People"]
    assert "These values are not added up." in text(reading.get(reverse(LIST), {"campaign": 2024, "measure": "site-days"}))
    assert "The largest one counts: 9 people." in text(
        reading.get(reverse(LIST), {"campaign": 2024, "measure": "household-size"})
    )


def test_what_each_person_gave_is_listed_and_not_added_up(reading, year):
    response = reading.get(reverse(LIST), {"campaign": 2024, "kind": "money", "per_person": 1})
    assert [row.said for row in response.context["page"].rows] == [["1.2\u00a0million\u00a0dong · People"]]
    assert "These values are not added up." in text(response)
    assert "Money, of each person" in text(response)


def test_duplicates_are_left_out_and_can_be_opened(reading, year):
    response = reading.get(reverse(LIST), {"campaign": 2024, "left_out": 1})
    assert (response.context["total"], response.context["page"].rows[0].duplicate_of_id is not None) == (1, True)
    assert "their figures stand in no sum" in text(response)


def test_a_joint_model_counts_once(reading, world, campaign):
    row = make.initiative(Status.RECOGNISED, world.an_sinh)
    make.outcome(row, value=10)
    Partner.objects.create(initiative=row, unit=world.dong_trieu, name=world.dong_trieu.label)
    assert lines(reading.get(reverse(PAGE)))["Road built or widened"] == (None, "10 m")


def test_field_and_submitter_type_narrow_page_list_and_table(reading, year):
    by_field = reading.get(reverse(PAGE), {"campaign": 2024, "sector": "culture"})
    by_type = reading.get(reverse(PAGE), {"campaign": 2024, "type": "individual"})
    for response in (by_field, by_type):
        assert lines(response)["Road built or widened"] == ("190 m", "over 800 m")
        assert response.context["counted"] == 1
        for address, _said in doors(response):
            assert reading.get(address).context["total"] == 1
    both = reading.get(reverse(PAGE), {"campaign": 2024, "sector": "economy", "type": "individual"})
    assert lines(both) == {}
    assert "Economy · Individual" in text(both)
    assert [row[4] for row in table(reading, "outcomes", campaign=2024, sector="culture")[1:2]] == ["190 m"]


def test_units_are_neither_grouped_nor_ranked_by_contributions(reading, world, campaign):
    for place, amount in enumerate((1, 3, 2)):
        unit = make.unit(f"Xã {place}", UnitType.COMMUNE, world.province)
        make.contribution(make.initiative(Status.RECOGNISED, unit), amount * 10**6)
    page = reading.get(reverse(PAGE))
    assert "Xã" not in text(page)
    assert "Units are not compared by them." in text(page)
    rows = reading.get(reverse(LIST), {"kind": "money", "source": "people"}).context["page"].rows
    assert [row.code for row in rows] == sorted(row.code for row in rows)


# ---- quoted figures ----


def test_quoted_figures_stand_apart_from_all_sums(reading, year):
    ReferenceFigure.objects.create(
        code="bulbs", name_vi="Bóng đèn", name_en="Bulbs", unit_vi="bóng", unit_en="bulbs", value=13_800,
        qualifier=Qualifier.NEARLY, period="2021–2025", source="The article", order=1,
    )  # fmt: skip
    ReferenceFigure.objects.create(
        code="capital",
        name_vi="Vốn",
        unit_vi="đồng",
        value=145 * 10**12,
        qualifier=Qualifier.OVER,
        period="2021–2025",
        source="x",
    )
    response = reading.get(reverse(PAGE), {"campaign": 2024})
    said = text(response)
    assert "Quoted reference figures, 2021–2025" in said
    assert "not sums of registered models and stand outside all sums above" in said
    assert [one["said"].replace("\u00a0", " ") for one in response.context["quoted"]] == [
        "over 145 trillion dong",
        "nearly 13,800 bulbs",
    ]
    assert "Light bulbs installed" not in lines(response)


def test_without_quoted_figures_there_is_no_such_section(reading, year):
    assert "Quoted reference figures" not in text(reading.get(reverse(PAGE)))


# ---- tables to take along ----


def test_the_tables_say_the_same_as_the_page(reading, year):
    rows = table(reading, "contributions", campaign=2024)
    assert [row[:5] for row in rows[1:3]] == [
        ["State budget", "Money", "3000000000", "3 billion dong", "3"],
        ["People", "Money", "", "", "0"],
    ]
    assert rows[2][5:] == ["1300000000", "over 1.3 billion dong", "2"]
    assert [row[0] for row in rows[1:]] == ["State budget", "People", "People", "All sources", "All sources"]
    rows = table(reading, "outcomes", campaign=2024)
    assert [row[0] for row in rows[1:]] == ["road", "household-size", "site-days"]
    assert rows[1][3:] == ["2000", "2,000 m", "3", "1600", "over 1,600 m", "2", "80.0"]
    assert rows[3][3:] == ["", "", "0", "", "", "2", ""]


def test_the_rows_behind_a_number_can_be_taken_along_without_notes(reading, year):
    make.outcome(Initiative.objects.earliest("pk"), "houses", 2, note="nhà bà Riêng Tư", period="=1+1")
    rows = table(reading, "models", campaign=2024, measure="road", stage="target")
    assert [row[6:9] for row in rows[1:]] == [
        ["Road built or widened", value, f"{int(value):,} m"] for value in ("810", "190", "1000")
    ]
    rows = table(reading, "models", campaign=2024, measure="houses")
    assert (rows[1][7], rows[1][9], "Riêng Tư" in str(rows)) == ("2", "'=1+1", False)
    rows = table(reading, "models", campaign=2024, kind="money")
    assert [row[6] for row in rows[1:]] == ["People · Money"] * 2


def test_the_command_says_the_same_as_the_page(year):
    out = StringIO()
    call_command("statistics", 2024, json=True, stdout=out)
    told = json.loads(out.getvalue())
    assert told["contributions"][1] == {
        "source": "people",
        "kind": "money",
        "planned": {"value": None, "qualifier": "exactly", "models": 0},
        "given": {"value": 1_300_000_000, "qualifier": "over", "models": 2},
    }
    assert [line["measure"] for line in told["outcomes"]] == ["road", "household-size", "site-days"]
    assert told["outcomes"][2]["achieved"] == {"value": None, "qualifier": "exactly", "models": 2}
    out = StringIO()
    call_command("statistics", 2024, stdout=out)
    printed = [line.replace("\u00a0", " ").split("  ") for line in out.getvalue().splitlines()]
    found = {line[0]: [cell.strip() for cell in line[1:] if cell] for line in printed}
    assert found["All sources · Money"] == ["3 billion dong", "over 1.3 billion dong"]
    assert found["Campaign of site clearance"] == ["–", "[2]"]


def test_a_table_that_does_not_exist_is_not_found(reading, year):
    assert reading.get(reverse(CSV, args=["nonsense"])).status_code == 404
    assert reading.get(reverse(CSV, args=["models"]), {"campaign": 2024}).status_code == 404
    assert reading.get(reverse(CSV, args=["models"]), {"measure": "nonsense"}).status_code == 404


# ---- nothing, nonsense, too much ----


def test_without_a_campaign_the_page_says_so(reading):
    for name in (PAGE, LIST):
        assert "There is no campaign yet" in reading.get(reverse(name)).content.decode()
    assert reading.get(reverse(CSV, args=["outcomes"])).status_code == 404


def test_an_empty_campaign_has_a_page_without_tables(reading, campaign):
    make.initiative(Status.SUBMITTED)
    said = text(reading.get(reverse(PAGE)))
    assert "figures of 0 registered models" in said
    assert "No registered model says anything about contributions here yet." in said
    assert "No registered model has targets or results in figures here yet." in said
    assert "No model is counted here" in text(reading.get(reverse(LIST), {"measure": "road"}))


@pytest.mark.parametrize(
    ("asked", "note"),
    [
        ({"campaign": "1999"}, "There is no such campaign; these are the figures of 2024."),
        ({"campaign": "²"}, "There is no such campaign"),
        ({"sector": "nonsense"}, "There is no such field"),
        ({"sector": "\0"}, ""),
        ({"type": "nonsense"}, ""),
        ({"measure": "nonsense"}, "There is no such figure; these are all models whose figures are counted."),
        ({"measure": "\0"}, "There is no such figure"),
        ({"kind": "nonsense"}, "There is no such figure"),
        ({"source": "people"}, "There is no such figure"),
        ({"kind": "money", "source": "nonsense", "stage": "nonsense", "per_person": "x"}, ""),
        ({"left_out": "nonsense"}, ""),
        ({"after": "x", "before": "-1"}, ""),
        ({"measure": "x" * 5000}, "There is no such figure"),
    ],
)
@pytest.mark.parametrize("name", [PAGE, LIST])
def test_nonsense_in_the_address_leads_to_the_nearest_page(reading, year, name, asked, note):
    response = reading.get(reverse(name), {"campaign": 2024, **asked})
    assert response.status_code == 200
    assert note in text(response)
    assert response.context["counted" if name == PAGE else "total"] > 0


def test_nothing_is_written_by_sending_a_form(reading, campaign):
    for address in (reverse(PAGE), reverse(LIST), reverse(CSV, args=["outcomes"])):
        assert reading.post(address).status_code == 405


def test_the_largest_values_are_printed_whole(reading, campaign):
    for _number in range(20):
        make.contribution(make.initiative(Status.RECOGNISED), LARGEST_VALUE)
    assert "19,999,999,999,999,999,980 dong" in text(reading.get(reverse(PAGE)))
    assert table(reading, "contributions")[1][5] == "19999999999999999980"


# ---- whose figures ----


def test_who_leads_a_unit_sees_its_figures_alone(client, year, world):
    commune = logged_in(client, make.user(Role.LEADER, world.an_sinh))
    response = commune.get(reverse(PAGE), {"campaign": 2024})
    assert lines(response)["Road built or widened"] == ("810 m", "over 800 m")
    for address, _said in doors(response):
        assert commune.get(address).context["total"] == 1


def test_a_unit_without_leadership_is_refused(client, year, submitter):
    for address in (reverse(PAGE), reverse(LIST), reverse(CSV, args=["outcomes"])):
        assert logged_in(client, submitter).get(address).status_code == 403


def test_the_dashboard_leads_to_the_page_of_its_year(reading, year):
    page = reading.get(reverse("leadership"), {"campaign": 2024}).content.decode()
    assert f'href="{reverse(PAGE)}?campaign=2024"' in page


def test_in_a_demonstration_every_page_and_table_says_so(reading, year, settings):
    settings.DEMO = True
    for name, asked in ((PAGE, {}), (LIST, {"measure": "road"})):
        assert "sample data" in text(reading.get(reverse(name), {"campaign": 2024, **asked}))
    assert "Sample data" in table(reading, "outcomes", campaign=2024)[0][0]


@pytest.mark.parametrize(
    ("name", "asked", "most"), [(PAGE, {}, 20), (LIST, {"measure": "road"}, 14), (LIST, {"kind": "money"}, 14)]
)
def test_the_number_of_queries_is_the_same_for_one_row_and_thirty(
    client, leader, world, campaign, name, asked, most, django_assert_max_num_queries
):
    def fill(number):
        for place in range(number):
            unit = make.unit(f"Xã {place}", UnitType.COMMUNE, world.province)
            row = make.initiative(Status.RECOGNISED, unit, sector=make.sector(varied.SECTORS[place % 5]))
            for code in ("road", "houses", "site-days")[: 1 + place % 3]:
                make.outcome(row, code)
            make.contribution(row, source=[*Source][place % 4])

    fill(1)
    logged_in(client, leader)
    with django_assert_max_num_queries(most) as one:
        client.get(reverse(name), asked)
    fill(30)
    with django_assert_max_num_queries(most) as many:
        client.get(reverse(name), asked)
    assert len(many) == len(one)
    assert not any('"situation"' in query["sql"] for query in many.captured_queries)
