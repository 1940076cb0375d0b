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
from django.utils import translation

from registry import amounts
from registry.management.demo import people
from registry.management.demo.build import build, is_built
from registry.models import (
    Campaign,
    Contribution,
    Ending,
    Entry,
    Extension,
    Initiative,
    Measure,
    Outcome,
    Partner,
    ReferenceFigure,
    Revision,
    User,
)
from registry.queries import outcomes, plausibility, sums
from registry.services.initiatives import snapshot
from registry.vocabulary import Action, ContributionKind, Novelty, Qualifier, Source, Stage, Status
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


def test_the_road_of_binh_son_dong_has_the_figures_of_the_article(demo, db):
    road = Initiative.objects.get(code="DVK-2024-000001")
    assert road.unit.key == "07090-0"
    assert (road.ends_on.year, road.ends_on.month) == (2024, 10)
    shown = outcomes.shown(road)
    assert [(line.target, line.achieved) for line in shown.outcomes] == [("810\u00a0m", "810\u00a0m")]
    given = [(line.name, line.achieved.replace("\u00a0", " ")) for line in shown.contributions]
    assert given == [
        ("State budget · Money", "over 2 billion dong"),
        ("People · Money", "over 1.3 billion dong"),
        ("People · Money, of each person", "1.2 million dong"),
    ]
    with translation.override("vi"):
        assert amounts.qualified(2_000_000_000, Qualifier.OVER).replace("\u00a0", " ") == "trên 2 tỷ đồng"
        assert [line.achieved.replace("\u00a0", " ") for line in outcomes.shown(road).contributions] == [
            "trên 2 tỷ đồng",
            "trên 1,3 tỷ đồng",
            "1,2 triệu đồng",
        ]
    captions = list(road.documents.values_list("caption", flat=True))
    assert ["ảnh minh họa" in caption for caption in captions] == [True] * 3
    assert not Initiative.objects.filter(continues=road).exists()


def test_every_model_of_the_demonstration_has_figures_from_its_submission_on(demo, db):
    sent = Initiative.objects.exclude(status=Status.DRAFT)
    without = sent.exclude(pk__in=Outcome.objects.filter(stage=Stage.TARGET).values("initiative"))
    without |= sent.exclude(pk__in=Contribution.objects.filter(stage=Stage.TARGET).values("initiative"))
    assert without.count() == 0
    reported = Initiative.objects.filter(reported_at__isnull=False)
    for table in (Outcome, Contribution):
        achieved = table.objects.filter(stage=Stage.ACHIEVED).values("initiative")
        assert reported.exclude(pk__in=achieved).count() == 0
        assert Initiative.objects.filter(pk__in=achieved, reported_at__isnull=True).count() == 0


def test_in_2024_everything_that_can_be_said_in_figures_is_said(demo, db):
    of_year = {"initiative__campaign": demo, "stage": Stage.ACHIEVED}
    kinds = {(source, kind) for source in Source.values for kind in ContributionKind.values}
    assert set(Contribution.objects.filter(**of_year).values_list("source", "kind")) == kinds
    assert set(Outcome.objects.filter(**of_year).values_list("measure", flat=True)) == set(
        Measure.objects.values_list("pk", flat=True)
    )
    for table in (Outcome, Contribution):
        assert set(table.objects.filter(**of_year).values_list("qualifier", flat=True)) == set(Qualifier.values)
    assert Contribution.objects.filter(**of_year, per_person=True).exists()
    assert Partner.objects.filter(initiative__campaign=demo, unit__isnull=False).exists()


def test_revisions_of_the_demonstration_froze_what_was_said_then(demo, db):
    some = Initiative.objects.filter(campaign=demo, status=Status.RECOGNISED).order_by("pk")[:20]
    for row in some:
        sent, reported = Revision.objects.filter(initiative=row).order_by("number")
        assert reported.data == snapshot(row)
        assert sent.data == {**snapshot(row), "achieved": [], "contributed": [], "report": ""}


def test_figures_of_the_demonstration_are_plausible(demo, db):
    some = Initiative.objects.filter(campaign=demo, status=Status.RECOGNISED).order_by("-pk")[:60]
    assert [(row.code, said) for row in some if (said := plausibility.warnings(row))] == []


def test_some_models_are_marked_as_duplicates_and_stand_in_no_sum(demo, db):
    marked = Initiative.objects.filter(campaign=demo, duplicate_of__isnull=False)
    assert marked.count() == sums.duplicates(Initiative.objects.filter(campaign=demo)).count() == 5
    for row in marked:
        assert (row.duplicate_of.unit_id, row.duplicate_of.status) == (row.unit_id, Status.RECOGNISED)
        entry = Entry.objects.filter(initiative=row).last()
        assert (entry.action, entry.data) == (Action.MARK_DUPLICATE, {"duplicate_of": [None, row.duplicate_of.code]})
    assert sums.counted(Initiative.objects.filter(campaign=demo)).count() == 2428 - 5


def test_units_ended_some_of_last_years_models_and_both_desks_have_one(demo, db):
    running = Campaign.objects.first()
    for ending in Ending.objects.select_related("initiative__campaign", "campaign"):
        assert ending.initiative.campaign.year < ending.campaign.year
        assert ending.initiative.status == Status.RECOGNISED
        assert not ending.initiative.continued_by.filter(campaign=ending.campaign).exists()
        assert Entry.objects.filter(initiative=ending.initiative, action=Action.END, remark=ending.reason).count() == 1
    for username in ("unit", "neighbour"):
        client = Client(headers={"accept-language": "en"})
        client.force_login(User.objects.get(username=username))
        for state in ("open", "ended"):
            assert b"DVK-" in client.get("/renewal/", {"state": state}).content
        assert Ending.objects.filter(campaign=running, made_by__username=username).count() == 1


def test_more_time_was_asked_for_given_and_refused(demo, db):
    newest = [campaign.pk for campaign in Campaign.objects.all()[:2]]
    states = {(row.campaign_id, bool(row.asked_at), bool(row.decided_at), bool(row.until)) for row in Extension.objects.all()}
    running, last_year = newest
    asked, given, unasked, refused = (True, False, False), (True, True, True), (False, True, True), (True, True, False)
    assert states == {
        *((running, *state) for state in (asked, given, unasked, refused)),
        *((last_year, *state) for state in (given, unasked, refused)),
    }
    for row in Extension.objects.select_related("campaign", "unit"):
        told = Entry.objects.filter(subject=f"{row.unit.key} · {row.campaign.year}", data__id=row.pk)
        wanted = ["ask"] * bool(row.asked_at) + (["give" if row.until else "refuse"] if row.decided_at else [])
        assert [entry.action for entry in told] == [f"extension.{act}" for act in wanted]
        if row.until:
            assert row.until <= row.campaign.cutoff_on


def test_quoted_figures_stand_beside_the_sums_of_the_demonstration(leader_of):
    response = leader_of.get("/leadership/outcomes/?campaign=2024")
    assert len(response.context["quoted"]) == ReferenceFigure.objects.count() == 8
    page = response.content.decode().replace("\u00a0", " ")
    assert ["over 145 trillion dong" in page, "nearly 13,800 bulbs" in page, "over 84.7 billion dong" in page] == [True] * 3
    assert {line["name"] for line in response.context["measures"]} == {str(row) for row in Measure.objects.all()}


def test_a_new_model_of_the_demonstration_continues_nothing(demo, db):
    assert not Initiative.objects.filter(novelty=Novelty.NEW, continues__isnull=False).exists()


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
