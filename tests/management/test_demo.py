"""The demonstration: 2024 with its true figures, the same at every entrance, and work at every desk."""

import csv
import io
import json
import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from registry.management.demo import people
from registry.management.demo.build import build, is_built
from registry.models import Campaign, Entry, Initiative, User
from registry.vocabulary import Action, Status
from tests import make

FIGURES = {
    "registered": 2428,
    "recognised": 1400,
    "recognised_collective": 1179,
    "recognised_individual": 221,
    "rate": 57.7,
}


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The demonstration, loaded once for the tests of this module and taken back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        build(make.today())
        yield Campaign.objects.get(year=2024)
        transaction.set_rollback(True)


@pytest.fixture
def leader_of(demo, db):
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(username="leader"))
    return client


def figures_of_command(year: int) -> dict:
    out = StringIO()
    call_command("statistics", str(year), "--json", stdout=out)
    return json.loads(out.getvalue())


def test_the_command_prints_the_figures_of_2024(demo, db):
    found = figures_of_command(2024)
    assert {key: found[key] for key in FIGURES} == FIGURES
    for table in ("by_field", "by_unit"):
        assert sum(row["registered"] for row in found[table]) == 2428
        assert sum(row["recognised"] for row in found[table]) == 1400


def test_the_dashboard_prints_the_figures_of_2024(leader_of):
    page = leader_of.get("/leadership/?campaign=2024").content.decode()
    big = re.findall(r'<dd class="big">(.*?)</dd>', page, re.DOTALL)
    assert [re.sub(r"<[^>]*>|\s", "", figure) for figure in big] == ["2,428", "1,400", "1,179", "221", "57.7%"]


@pytest.mark.parametrize("indicator", ["registered", "recognised", "recognised_collective", "recognised_individual"])
def test_each_figure_opens_exactly_its_rows(leader_of, indicator):
    address = f"/leadership/models/?campaign=2024&indicator={indicator}"
    codes, seen = [], address
    while seen:
        response = leader_of.get(seen)
        codes += [row.code for row in response.context["page"].rows]
        after = response.context["page"].after
        seen = f"{address}&after={after}" if after else ""
    assert len(codes) == len(set(codes)) == FIGURES[indicator]


def test_the_csv_of_the_models_holds_exactly_the_rows(leader_of):
    response = leader_of.get("/leadership/csv/models/?campaign=2024&indicator=recognised")
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert len({cell for row in rows for cell in row if re.fullmatch(r"DVK-2024-\d{6}", cell)}) == 1400


def test_the_csv_of_the_figures_says_the_same(leader_of):
    text = b"".join(leader_of.get("/leadership/csv/figures/?campaign=2024").streaming_content).decode("utf-8-sig")
    assert [number in text for number in ("2428", "1400", "1179", "221", "57.7")] == [True] * 5


def test_2023_and_what_no_figure_counts(demo, db):
    found = figures_of_command(2023)
    assert (found["registered"], found["recognised"]) == (1912, 722)
    others = Initiative.objects.filter(campaign=demo, status__in=(Status.DRAFT, Status.DECLINED, Status.WITHDRAWN))
    assert others.count() == 14 + 37 + 43


def test_no_model_of_a_closed_year_waits_in_a_queue(demo, db):
    waiting = Initiative.objects.filter(status__in=(Status.SUBMITTED, Status.RETURNED))
    assert set(waiting.values_list("campaign__year", flat=True)) == {make.today().year}


def test_every_desk_of_the_demonstration_has_work(demo, db):
    for username, address in {
        "unit": "/models/",
        "neighbour": "/models/",
        "reviewer": "/review/",
        "province": "/review/",
    }.items():
        client = Client()
        client.force_login(User.objects.get(username=username))
        assert b"DVK-" in client.get(address).content


def test_the_road_of_binh_son_dong_stands_as_in_the_article(demo, db):
    road = Initiative.objects.get(campaign=demo, unit__key="07090-0", place__contains="Bình Sơn Đông")
    page = Client().get(f"/showcase/{road.code}/").content.decode()
    wanted = ("xã Bình Dương", "phường An Sinh", "810 m", "trên 2 tỷ đồng", "trên 1,3 tỷ đồng", "1,2 triệu đồng")
    assert [words.lower() in page.lower() for words in wanted] == [True] * len(wanted)


def test_each_step_of_the_demonstration_left_its_entry(demo, db):
    for status, action in {
        Status.RECOGNISED: Action.RECOGNISE,
        Status.REVOKED: Action.REVOKE,
        Status.DECLINED: Action.DECLINE,
        Status.REPORTED: Action.REPORT,
    }.items():
        models = Initiative.objects.filter(campaign=demo, status=status)
        told = Entry.objects.filter(initiative__in=models, action=action, to_status=status)
        assert told.values("initiative").distinct().count() == models.count()


def test_loading_the_demonstration_twice_changes_nothing(demo, db, settings):
    settings.DEMO = True
    before = (Initiative.objects.count(), Entry.objects.count(), User.objects.count())
    call_command("demo", stdout=StringIO())
    assert is_built()
    assert (Initiative.objects.count(), Entry.objects.count(), User.objects.count()) == before
    assert {account.username for account in people.ACCOUNTS} <= set(User.objects.values_list("username", flat=True))
