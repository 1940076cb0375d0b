"""/campaigns and /units: what they tell, which units are found, and at which cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.vocabulary import UnitType
from tests import make, varied

pytestmark = pytest.mark.django_db


def keys(answer) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [item["key"] for item in answer.json()["items"]]


def test_campaigns_are_told_with_their_days(ask, province_key):
    old, new = varied.closed_campaign(2023), varied.closed_campaign(2024)
    found = ask(province_key, "/campaigns").json()
    assert [item["year"] for item in found["items"]] == [2024, 2023]
    told = ask(province_key, "/campaigns/2024").json()
    assert told == found["items"][0] | {"sample_data": False}
    assert (told["cutoff_on"], told["registration_opens"], told["closed_at"]) == ("2024-10-31", "2024-02-01", None)
    assert old.year != new.year


@pytest.mark.parametrize("year", ["1999", "0", "99999999999999999999"])
def test_a_year_without_campaign_is_not_found(ask, province_key, year):
    assert ask(province_key, f"/campaigns/{year}").status_code == 404


def test_a_unit_is_told_with_its_names_and_what_became_of_it(ask, world, province_key):
    told = ask(province_key, "/units/07090-0").json()
    assert (told["name"], told["type"], told["parent"], told["ends_on"]) == (
        "phường Bình Dương",
        "phường",
        "22-0",
        "2025-06-30",
    )
    assert [(name["full_name"], name["valid_from"], name["valid_to"]) for name in told["names"]] == [
        ("xã Bình Dương", None, "2024-10-31"),
        ("phường Bình Dương", "2024-11-01", "2025-06-30"),
    ]
    assert [(one["unit"], one["kind"], one["is_partial"], one["effective_from"]) for one in told["successors"]] == [
        ("07090-2025", "merged", False, "2025-07-01")
    ]
    heir = ask(province_key, "/units/07090-2025").json()
    assert sorted((one["unit"], one["is_partial"]) for one in heir["predecessors"]) == [("07090-0", False), ("07093-0", True)]


def test_a_day_leaves_the_units_that_stood_then_by_their_names_of_then(ask, world, province_key):
    assert sorted(keys(ask(province_key, "/units?as_of=2024-10-31"))) == ["07090-0", "07093-0", "22-0"]
    assert sorted(keys(ask(province_key, "/units?as_of=2025-07-01"))) == ["07090-2025", "07093-2025", "22-0"]
    named = {
        day: [item["name"] for item in ask(province_key, f"/units?as_of={day}&q=binh+duong").json()["items"]]
        for day in ("2024-10-31", "2024-11-01", "2025-07-01")
    }
    assert named == {"2024-10-31": ["xã Bình Dương"], "2024-11-01": ["phường Bình Dương"], "2025-07-01": []}


def test_a_unit_is_found_by_new_and_former_names(ask, world, province_key):
    assert keys(ask(province_key, "/units?q=an sinh")) == ["07090-2025"]
    assert keys(ask(province_key, "/units?q=Bình Dương")) == ["07090-0"]
    assert keys(ask(province_key, "/units?q=%21%21")) == []


@pytest.mark.parametrize(
    ("question", "parameter"),
    [
        ("as_of=31/10/2024", "as_of"),
        ("as_of=5", "as_of"),
        ("as_of=86400", "as_of"),
        ("as_of=", "as_of"),
        ("q=", "q"),
        ("after=", "after"),
        ("as_of=2024-02-30", "as_of"),
        ("limit=-1", "limit"),
        ("name=x", "name"),
    ],
)
def test_nonsense_is_refused(ask, province_key, question, parameter):
    answer = ask(province_key, f"/units?{question}")
    assert answer.status_code == 422
    assert [one["parameter"] for one in answer.json()["errors"]] == [parameter]


def test_unknown_units_are_not_found(ask, world, province_key):
    for key in ("00000-0", "x", "07090_2025"):
        assert ask(province_key, f"/units/{key}").status_code == 404


def test_pages_hold_every_unit_once(ask, world, province_key):
    found, after = [], ""
    while True:
        page = ask(province_key, f"/units?limit=2{after}").json()
        found += [item["key"] for item in page["items"]]
        if not page["after"]:
            break
        after = f"&after={page['after']}"
    assert found == keys(ask(province_key, "/units"))
    assert len(set(found)) == len(found) == 5


def test_one_unit_costs_as_many_queries_as_many(ask, world, province_key):
    ask(province_key, "/units")

    def queries(question) -> int:
        with CaptureQueriesContext(connection) as found:
            assert ask(province_key, f"/units?{question}").status_code == 200
        return len(found)

    one = queries("limit=1")
    for number in range(20):
        make.unit(f"Thôn {number}", UnitType.WARD, world.province)
    assert queries("limit=200") == one
