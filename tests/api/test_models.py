"""/models: who sees which, every filter, pages, and that no person is named."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.models import Initiative, Person
from registry.services import persons
from registry.vocabulary import Level, Novelty, Stage, Status, SubmitterType
from tests import make, varied

pytestmark = pytest.mark.django_db


def codes(answer) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [item["code"] for item in answer.json()["items"]]


def all_pages(ask, token, question="", limit=7):
    found, after = [], ""
    while True:
        page = ask(token, f"/models?limit={limit}{question}{after}").json()
        found += [item["code"] for item in page["items"]]
        if page["after"] is None:
            return found
        after = f"&after={page['after']}"


# ---- who sees what ----


def test_each_key_reads_what_its_account_may_read_and_never_a_draft(
    ask, world, submitter, neighbour, reviewer, province_reviewer, leader, superuser
):
    here = make.initiative(Status.SUBMITTED, world.an_sinh)
    before = make.initiative(Status.SUBMITTED, world.binh_duong)
    there = make.initiative(Status.SUBMITTED, world.dong_trieu)
    make.initiative(Status.DRAFT, world.an_sinh, by=submitter)
    seen = {user.username: codes(ask(make.api_token(user), "/models")) for user in (submitter, neighbour, reviewer, leader)}
    assert seen == {
        "submitter": [here.code, before.code],
        "neighbour": [there.code],
        "reviewer": [here.code, before.code],
        "leader": [here.code, before.code, there.code],
    }
    everything = [here.code, before.code, there.code]
    assert [codes(ask(make.api_token(user), "/models")) for user in (province_reviewer, superuser)] == [everything] * 2


def test_a_stranger_reads_nothing(ask, world, stranger):
    row = make.initiative(Status.RECOGNISED, world.an_sinh)
    key = make.api_token(stranger)
    assert [ask(key, address).status_code for address in ("/models", f"/models/{row.code}", "/campaigns")] == [403] * 3


def test_a_model_beyond_the_scope_answers_like_one_that_does_not_exist(ask, world, reviewer, submitter):
    there = make.initiative(Status.RECOGNISED, world.dong_trieu)
    draft = make.initiative(Status.DRAFT, world.an_sinh, by=submitter)
    keys = make.api_token(reviewer), make.api_token(submitter)
    for code in (there.code, draft.code, "DVK-2024-999999", "nonsense"):
        for key in keys:
            answer = ask(key, f"/models/{code}")
            assert (answer.status_code, answer.json()["title"]) == (404, "Not Found")


def test_linked_models_beyond_the_scope_are_not_told(ask, world, reviewer, province_key):
    there = make.initiative(Status.RECOGNISED, world.dong_trieu, is_restricted=True)
    here = make.initiative(Status.REGISTERED, world.an_sinh, duplicate_of=there, continues=there, novelty=Novelty.CONTINUED)
    told = ask(make.api_token(reviewer), f"/models/{here.code}").json()
    assert (told["is_duplicate"], told["duplicate_of"], told["continues"]) == (True, None, None)
    told = ask(province_key, f"/models/{here.code}").json()
    assert (told["duplicate_of"], told["continues"]) == (there.code, there.code)


# ---- what is told ----


def test_a_model_is_told_with_its_figures_and_recognitions(ask, world, province_key):
    decision = make.decision(number="06/QĐ-UBND")
    row = make.initiative(Status.RECOGNISED, world.binh_duong, decision=decision, cleared_at=make.ago(0))
    row.contributions.create(
        stage="achieved", source="people", kind="money", value=1_300_000_000, qualifier="over", note="ông A"
    )
    outcome = make.outcome(row, "road", 810, stage=Stage.TARGET)
    told = ask(province_key, f"/models/{row.code}").json()
    assert told["unit_today"] == {"key": "07090-2025", "name": "phường An Sinh"}
    assert told["unit"]["key"] == "07090-0"
    assert told["is_public"] is True
    assert told["contributions"] == [
        {
            **{"stage": "achieved", "source": "people", "kind": "money", "value": 1_300_000_000, "unit": "VND"},
            **{"qualifier": "over", "per_person": False, "period": ""},
        }
    ]
    assert told["outcomes"] == [
        {
            **{"stage": "target", "measure": {"code": "road", "name": outcome.measure.name_en}, "value": 810, "unit": "m"},
            **{"qualifier": "exactly", "period": ""},
        }
    ]
    [recognition] = told["recognitions"]
    assert recognition["decision"] == {
        "number": "06/QĐ-UBND",
        "issued_on": decision.issued_on.isoformat(),
        "body": decision.body.name,
    }
    assert (recognition["level"], recognition["state"], recognition["ending_decision"]) == ("grassroots", "standing", None)
    assert "ông A" not in str(told)


def test_a_name_of_a_person_is_left_out_until_there_is_consent(ask, world, province_key):
    row = make.initiative(
        Status.REGISTERED,
        world.an_sinh,
        title="Vườn mẫu của ông Trần Văn Mẫu",
        submitter_type=SubmitterType.INDIVIDUAL,
        collective_name="",
        person={"name": "Trần Văn Mẫu"},
    )
    told = ask(province_key, f"/models/{row.code}").json()
    assert (told["title"], told["collective_name"]) == (None, "")
    assert "Mẫu" not in str(told)
    Person.objects.update(consented_at=make.ago(0))
    assert ask(province_key, f"/models/{row.code}").json()["title"] == row.title


def test_once_personal_data_are_erased_the_words_wait_for_a_reviewer(ask, world, province_key, superuser):
    row = make.initiative(
        Status.RECOGNISED,
        world.an_sinh,
        title="Vườn mẫu của ông Trần Văn Mẫu",
        submitter_type=SubmitterType.INDIVIDUAL,
        collective_name="",
        person={"name": "Trần Văn Mẫu", "consented_at": make.ago(1)},
        cleared_at=make.ago(1),
    )
    before = ask(province_key, f"/models/{row.code}").json()
    assert before["title"] == row.title
    persons.erase(row, by=superuser, reason="Theo yêu cầu")
    told = ask(province_key, f"/models/{row.code}").json()
    assert (told["title"], told["collective_name"], told["is_public"]) == (None, "", False)
    assert "Mẫu" not in str(told)
    changed = ask(province_key, f"/models?changed_since={told['changed_at']}").json()["items"]
    assert ([item["code"] for item in changed], told["changed_at"] > before["changed_at"]) == ([row.code], True)
    Initiative.objects.update(title="Vườn mẫu", cleared_at=make.ago(0))
    assert ask(province_key, f"/models/{row.code}").json()["title"] == "Vườn mẫu"


def test_is_public_says_what_the_public_page_shows(ask, world, province_key):
    cleared = {"cleared_at": make.ago(0)}
    make.initiative(Status.RECOGNISED, world.an_sinh)
    make.initiative(Status.REPORTED, world.an_sinh)
    make.initiative(Status.RECOGNISED, world.an_sinh, sector=make.sector("defence"), **cleared)
    shown = make.initiative(Status.RECOGNISED, world.an_sinh, **cleared)
    items = ask(province_key, "/models").json()["items"]
    assert [item["code"] for item in items if item["is_public"]] == [shown.code]
    assert list(Initiative.objects.public()) == [shown]


def test_a_split_that_nobody_decided_leaves_the_unit_of_today_open(ask, world, province_key):
    row = make.initiative(Status.REGISTERED, world.duc_chinh)
    assert ask(province_key, f"/models/{row.code}").json()["unit_today"] is None
    Initiative.objects.update(allocated_unit=world.dong_trieu)
    assert ask(province_key, f"/models/{row.code}").json()["unit_today"]["key"] == "07093-2025"


# ---- filters ----


def test_every_filter_finds_exactly_its_models(ask, world, province_key):
    known = varied.models(world)
    rows = Initiative.objects.exclude(status=Status.DRAFT).order_by("pk")

    def plain(**condition):
        return list(rows.filter(**condition).values_list("code", flat=True).distinct())

    questions = {
        "campaign=2024": plain(campaign=known.now),
        "field=economy": plain(sector__code="economy"),
        "type=individual": plain(submitter_type="individual"),
        "status=recognised": plain(status="recognised"),
        "status=recognised&status=reported": plain(status__in=["recognised", "reported"]),
        "level=grassroots": plain(level="grassroots"),
        "recognised_level=province": plain(recognitions__level=Level.PROVINCE, recognitions__state="standing"),
        "campaign=2023&status=recognised": plain(campaign=known.then, status="recognised"),
        "unit=07090-0": plain(unit=world.binh_duong),
        "unit=07090-2025&units=today": plain(unit__in=[world.binh_duong, world.an_sinh]),
        "unit=not-allocated&units=today": plain(unit=world.duc_chinh),
    }
    for question, wanted in questions.items():
        assert wanted, question
        assert codes(ask(province_key, f"/models?limit=200&{question}")) == wanted, question


def test_only_what_changed_since_a_time_is_read(ask, world, province_key):
    old, new = (make.initiative(Status.SUBMITTED, world.an_sinh) for _ in range(2))
    Initiative.objects.filter(pk=old.pk).update(changed_at=make.ago(3))
    Initiative.objects.filter(pk=new.pk).update(changed_at=make.ago(1))
    since = make.ago(2)
    for said in (f"{since:%Y-%m-%dT%H:%M:%SZ}", f"{since:%Y-%m-%dT%H:%M:%S}%2B00:00", f"{since:%Y-%m-%dT%H:%M:%S}+00:00"):
        assert codes(ask(province_key, f"/models?changed_since={said}")) == [new.code]
    exactly = ask(province_key, f"/models/{new.code}").json()["changed_at"]
    assert codes(ask(province_key, f"/models?changed_since={exactly}")) == [new.code]


def test_unknown_things_are_not_found_with_a_sentence(ask, campaign, reviewer, world):
    key = make.api_token(reviewer)
    for question in ("campaign=2001", "field=nothing", "unit=00000-0", "unit=07093-2025", f"unit={'x' * 32}", "unit=others"):
        answer = ask(key, f"/models?{question}")
        assert (question, answer.status_code) == (question, 404)
        assert answer.json()["detail"].endswith(".")


@pytest.mark.parametrize(
    ("question", "parameter"),
    [
        ("campaign=abc", "campaign"),
        ("campaign=99999999999999999999", "campaign"),
        ("campaign=", "campaign"),
        ("field=", "field"),
        ("unit=", "unit"),
        ("after=", "after"),
        ("changed_since=", "changed_since"),
        ("type=robot", "type"),
        ("status=draft", "status"),
        ("level=moon", "level"),
        ("units=tomorrow", "units"),
        ("unit=%00", "unit"),
        ("unit=a b", "unit"),
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("limit=x", "limit"),
        ("after=MQ", "after"),
        ("after=%ff%fe", "after"),
        ("changed_since=123", "changed_since"),
        ("changed_since=0001-01-01T00:00:00%2B14:00", "changed_since"),
        ("changed_since=2024-13-01", "changed_since"),
        ("figure=registered", "figure"),
        ("figure=nothing&campaign=2024", "figure"),
        ("year=2024", "year"),
        (f"field={'x' * 40}", "field"),
    ],
)
def test_nonsense_is_refused_with_a_sentence(ask, province_key, campaign, question, parameter):
    answer = ask(province_key, f"/models?{question}")
    assert (question, answer.status_code, answer["Content-Type"]) == (question, 422, "application/problem+json")
    told = answer.json()
    assert [one["parameter"] for one in told["errors"]] == [parameter]
    assert (told["title"], told["status"], told["detail"]) == ("Unprocessable Content", 422, told["errors"][0]["detail"])
    assert told["detail"].endswith(".")


# ---- pages ----


def test_pages_hold_every_model_once_while_others_are_added(ask, world, province_key):
    rows = [make.initiative(Status.SUBMITTED, world.an_sinh).code for _ in range(9)]
    first = ask(province_key, "/models?limit=4").json()
    late = make.initiative(Status.SUBMITTED, world.an_sinh)
    Initiative.objects.filter(code=rows[5]).update(changed_at=make.ago(-1), title="Tên khác")
    second = ask(province_key, f"/models?limit=4&after={first['after']}").json()
    third = ask(province_key, f"/models?limit=4&after={second['after']}").json()
    found = [item["code"] for page in (first, second, third) for item in page["items"]]
    assert (found, third["after"]) == ([*rows, late.code], None)


def test_a_page_that_is_just_full_is_the_last_one(ask, world, province_key):
    rows = [make.initiative(Status.SUBMITTED, world.an_sinh).code for _ in range(4)]
    assert all_pages(ask, province_key, limit=4) == all_pages(ask, province_key, limit=3) == rows
    assert ask(province_key, "/models?limit=4").json()["after"] is None


def test_no_row_of_the_database_is_told_by_its_number(ask, world, province_key):
    for _ in range(2):
        make.initiative(Status.SUBMITTED, world.an_sinh)
    page = ask(province_key, "/models?limit=1").json()
    assert set(page) == {"sample_data", "after", "items"}
    assert "id" not in page["items"][0]


def test_one_model_costs_as_many_queries_as_thirty(ask, world, province_key):
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert ask(province_key, "/models?limit=200").status_code == 200
        return len(found)

    decision = make.decision()

    def more(unit):
        row = make.initiative(Status.RECOGNISED, unit, decision=decision)
        make.outcome(row)
        row.contributions.create(stage="target", source="state", kind="money", value=1)

    more(world.an_sinh)
    ask(province_key, "/models")  # the first use of a day is written down
    one = queries()
    for unit in (world.binh_duong, world.duc_chinh, world.dong_trieu) * 10:
        more(unit)
    assert queries() == one
    assert one <= 14
