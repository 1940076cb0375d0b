"""Open data hold exactly the public models, no person, no text of a dossier, and say what each column means."""

import csv
import io
import json

import pytest
from django.urls import reverse

from registry.exchange import opened
from registry.models import Measure
from registry.queries import opened as questions
from registry.queries.indicators import INDICATORS
from registry.vocabulary import Status
from tests import make, varied

pytestmark = pytest.mark.django_db
SECRET = "Bùi Thị Riêng Tư"


@pytest.fixture
def reading(client):
    client.cookies["django_language"] = "en"
    return client


def text_of(client, name) -> str:
    response = client.get(reverse(name))
    assert (response.status_code, "no-store" in response["Cache-Control"]) == (200, True)
    return b"".join(response.streaming_content).decode()


def lines_of(client, name) -> list[dict]:
    return list(csv.DictReader(io.StringIO(text_of(client, name).removeprefix("\ufeff"))))


def public(unit=None, **changes):
    return make.initiative(Status.RECOGNISED, unit, **{"cleared_at": make.ago(1), **changes})


@pytest.fixture
def models(world):
    """A public model of a former unit with figures, and one of everything that is not public."""
    row = public(
        world.binh_duong,
        campaign=varied.closed_campaign(2024),
        title="=1+1",
        person={"name": SECRET, "consented_at": make.ago(9)},
    )
    make.publication(row, advice="Lời khuyên")
    make.outcome(row, "road", 810, qualifier="over", note="Ghi chú")
    make.outcome(row, "road", 900, stage="target")
    make.contribution(row, 1_300_000_000, qualifier="over", note="Ghi chú")
    make.contribution(row, 200_000_000, period="2024")
    make.contribution(row, 1_200_000, per_person=True)
    for changes in ({"cleared_at": None}, {"is_restricted": True, "cleared_at": None}, {"sector": make.sector("defence")}):
        public(**changes)
    make.initiative(Status.REVOKED)
    return row


def test_the_csv_holds_exactly_the_public_models(reading, models, world):
    [line] = lines_of(reading, "open-models-csv")
    wanted = {
        "code": models.code,
        "title": "'=1+1",
        "field": "economy",
        "year": "2024",
        "type": "collective",
        "levels": "grassroots",
        "unit_then": "xã Bình Dương",
        "unit_then_key": world.binh_duong.key,
        "unit_today": "phường An Sinh",
        "unit_today_key": world.an_sinh.key,
        "counts": "yes",
        "result_road": "810",
        "people_money": "1500000000",
        "state_money": "",
        "address": f"http://testserver/showcase/{models.code}/",
    }
    assert {key: line[key] for key in wanted} == wanted
    assert list(line) == [column.key for column in opened.columns_of_models(Measure.objects.all())]


def test_the_json_says_how_exact_each_figure_is(reading, models):
    found = json.loads(text_of(reading, "open-models-json"))
    assert (found["licence"], found["licence_url"][:27]) == ("CC BY 4.0", "https://creativecommons.org")
    [model] = found["models"]
    assert (model["code"], model["title"], model["levels"], model["counts"]) == (models.code, "=1+1", ["grassroots"], True)
    assert model["results"] == [{"measure": "road", "value": 810, "qualifier": "over", "period": ""}]
    assert [(one["value"], one["qualifier"], one["per_person"]) for one in model["contributions"]] == [
        (1_300_000_000, "over", False),
        (200_000_000, "exactly", False),
        (1_200_000, "exactly", True),
    ]


def test_every_file_says_its_licence_and_whom_to_name(reading, models, settings):
    settings.OPEN_DATA_LICENCE, settings.OPEN_DATA_LICENCE_URL, settings.OPEN_DATA_PUBLISHER = "CC0", "https://l.org/", "Ban"
    for demo in (False, True):
        settings.DEMO = demo
        note = ["Sample data: this comes from a demonstration, its splits are invented."] if demo else []
        for name in ("open-models-csv", "open-figures-csv"):
            lines = lines_of(reading, name)
            assert {line["licence"] for line in lines} == {" · ".join(["CC0", "https://l.org/", "Ban", *note])}
        for name in ("open-models-json", "open-figures-json"):
            head = json.loads(text_of(reading, name))
            assert (head["licence"], head["licence_url"], head["publisher"]) == ("CC0", "https://l.org/", "Ban")
            assert [head["note"]] == note if demo else "note" not in head


def test_an_empty_registry_has_files_without_rows(reading, db):
    assert [lines_of(reading, name) for name in ("open-models-csv", "open-figures-csv")] == [[], []]
    assert json.loads(text_of(reading, "open-models-json"))["models"] == []
    assert json.loads(text_of(reading, "open-figures-json"))["figures"] == []
    assert reading.get(reverse("open-data")).status_code == 200


def test_the_dictionary_describes_exactly_what_the_files_hold(reading, models, settings):
    settings.DEMO = True
    told = ("HEAD", "MODEL", "FIGURES", "RESULT", "CONTRIBUTION")
    keys = {name: [column.key for column in getattr(opened, name)] for name in told}
    for name, columns in (
        ("open-models-csv", opened.columns_of_models(Measure.objects.all())),
        ("open-figures-csv", opened.columns_of_figures()),
    ):
        assert list(lines_of(reading, name)[0]) == [column.key for column in columns]
    found = json.loads(text_of(reading, "open-models-json"))
    assert list(found) == [*keys["HEAD"], "models"]
    model = found["models"][0]
    assert list(model) == keys["MODEL"]
    assert list(model["results"][0]) == keys["RESULT"]
    assert list(model["contributions"][0]) == keys["CONTRIBUTION"]
    found = json.loads(text_of(reading, "open-figures-json"))
    assert (list(found), sorted(found["figures"][0])) == ([*keys["HEAD"], "figures"], sorted([*keys["FIGURES"], "definition"]))
    page = reading.get(reverse("open-data")).context
    assert [columns for _id, _heading, columns in page["json_keys"]] == [
        *(opened.HEAD, opened.RESULT, opened.CONTRIBUTION, [opened.DEFINITION])
    ]


def test_no_person_no_note_and_no_text_leaves(reading, models):
    for name in ("open-models-csv", "open-models-json"):
        text = text_of(reading, name)
        hidden = [SECRET, "Ghi chú", "Lời khuyên", *make.TEXTS.values()]
        assert [words for words in hidden if words in text] == []


def test_a_name_in_the_title_is_left_out_even_with_consent(reading, world):
    person = {"name": SECRET, "consented_at": make.ago(9)}
    public(title=f"Gương sáng {SECRET}, thôn 5", person=person)
    public(title=f"Gương sáng {SECRET.upper()}", person=person)
    public(title="Bui Thi Rieng Tu hiến đất", person=person)
    assert [line["title"] for line in lines_of(reading, "open-models-csv")] == ["Gương sáng …, thôn 5", "Gương sáng …", "…"]


def test_a_duplicate_says_that_its_figures_do_not_count(reading, models):
    public(duplicate_of=models)
    assert [line["counts"] for line in lines_of(reading, "open-models-csv")] == ["yes", "no"]


def test_the_yearly_figures_are_those_of_campaigns_counted_to_the_end(reading, models):
    public(campaign=make.campaign())  # its campaign is still running
    lines = lines_of(reading, "open-figures-csv")
    assert {line["year"] for line in lines} == {"2024"}
    found = {line["indicator"]: line["value"] for line in lines}
    assert list(found) == list(INDICATORS)
    assert (found["registered"], found["recognised"], found["rate"]) == ("1", "1", "100.0")
    rows = json.loads(text_of(reading, "open-figures-json"))["figures"]
    assert {row["indicator"]: row["value"] for row in rows}["rate"] == 100.0


def test_the_page_offers_the_files_and_explains_each_column(reading, models, settings):
    settings.OPEN_DATA_LICENCE, settings.OPEN_DATA_PUBLISHER = "CC0", "Ban Tuyên giáo và Dân vận"
    page = reading.get(reverse("open-data")).content.decode()
    wanted = ["models.csv", "models.json", "figures.csv", "figures.json", "CC0", "Ban Tuyên giáo và Dân vận", *INDICATORS]
    wanted += [column.key for column in opened.columns_of_models(Measure.objects.all())]
    assert [words for words in wanted if words not in page] == []


def test_the_number_of_queries_does_not_grow_with_the_models(world, django_assert_max_num_queries):
    measures = list(Measure.objects.all())
    for _number in range(12):
        make.outcome(public(), "road")
    with django_assert_max_num_queries(6):
        assert len(list(opened.models(measures, str, ""))) == 13


def test_many_models_are_read_in_pieces_and_each_stands_once(world):
    codes = [public().code for _number in range(7)]
    assert [one.row.code for one in questions.models(size=3)] == codes


def test_one_address_fetches_so_many_files_a_minute(client, world, settings):
    settings.OPEN_FILES_PER_MINUTE = 2
    here = {"REMOTE_ADDR": "198.51.100.7"}
    answers = [client.get(reverse("open-figures-csv"), **here) for _number in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert (0 < int(answers[2]["Retry-After"]) <= 60, "no-store" in answers[2]["Cache-Control"]) == (True, True)
    assert client.get(reverse("open-figures-csv"), REMOTE_ADDR="198.51.100.8").status_code == 200


def test_files_of_all_models_are_fetched_a_fifth_as_often(client, world, settings):
    settings.OPEN_FILES_PER_MINUTE = 10
    here = {"REMOTE_ADDR": "198.51.100.9"}
    names = ["open-models-csv", "open-models-json", "open-models-csv"]
    assert [client.get(reverse(name), **here).status_code for name in names] == [200, 200, 429]
    assert client.get(reverse("open-figures-csv"), **here).status_code == 200
