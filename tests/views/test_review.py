"""The reviewer's queue, the reading desk, every act on one model."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from registry.models import Decision, Initiative, Recognition
from registry.vocabulary import Action, Level, Novelty, Part, RecognitionState, Status
from tests import make
from tests.conftest import trail_of

LIST_QUERIES = 10
DESK_QUERIES = 24


def log_in(user) -> Client:
    """A browser in English, so that the tests read the source strings."""
    client = Client()
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


def act_url(initiative, name, query="") -> str:
    return reverse("review-act", args=[initiative.code, name]) + query


def desk_url(initiative, query="") -> str:
    return reverse("review-model", args=[initiative.code]) + query


def words(response) -> str:
    return response.content.decode()


@pytest.fixture
def waiting(submitter):
    """A submitted model of An Sinh."""
    return make.initiative(Status.SUBMITTED, submitter.unit, by=submitter)


@pytest.fixture
def reported(submitter):
    return make.initiative(Status.REPORTED, submitter.unit, by=submitter)


# ---- the queue ----


def rows(response) -> list[str]:
    return [row.code for row in response.context["page"].rows]


def test_queue_shows_what_waits_oldest_first(reviewer, submitter, waiting):
    older = make.initiative(Status.SUBMITTED, submitter.unit, submitted_at=make.ago(20))
    make.initiative(Status.REGISTERED, submitter.unit)
    assert rows(log_in(reviewer).get("/review/")) == [older.code, waiting.code]


def test_queue_is_that_of_the_newest_campaign_until_another_is_asked_for(reviewer, submitter, waiting):
    last_year = make.initiative(Status.SUBMITTED, submitter.unit, campaign=make.campaign(make.today().year - 1))
    client = log_in(reviewer)
    assert rows(client.get("/review/")) == [waiting.code]
    assert rows(client.get("/review/", {"campaign": last_year.campaign.year})) == [last_year.code]
    assert set(rows(client.get("/review/", {"campaign": "all"}))) == {waiting.code, last_year.code}


def test_queue_waits_with_a_campaign_that_has_not_begun(reviewer, submitter, waiting):
    make.campaign(make.today().year + 1, registration_opens=make.today(5))
    assert rows(log_in(reviewer).get("/review/")) == [waiting.code]


def test_queue_leaves_out_drafts_other_units_and_units_where_the_person_only_submits(world, reviewer, waiting):
    make.initiative(Status.SUBMITTED, world.dong_trieu)
    make.initiative(Status.DRAFT, world.an_sinh)
    assert rows(log_in(reviewer).get("/review/", {"status": "all"})) == [waiting.code]


@pytest.mark.parametrize(
    ("question", "finds"),
    [
        ({"q": "duong hoa"}, True),
        ({"q": "cho van minh"}, False),
        ({"sector": "economy"}, True),
        ({"sector": "security"}, False),
        ({"type": "individual"}, False),
        ({"unit": "07090-2025"}, True),
        ({"unit": "07093-2025"}, False),
        ({"sector": "nonsense", "unit": "nonsense", "type": "?", "campaign": "x", "status": "?", "after": "x"}, True),
    ],
)
def test_queue_filters_and_ignores_nonsense(reviewer, submitter, question, finds):
    model = make.initiative(Status.SUBMITTED, submitter.unit, title="Đường hoa thôn Đồng Đò")
    assert rows(log_in(reviewer).get("/review/", question)) == ([model.code] if finds else [])


def test_tabs_count_each_status_and_all(reviewer, submitter, waiting):
    for status in (Status.REPORTED, Status.DECLINED, Status.WITHDRAWN, Status.DRAFT):
        make.initiative(status, submitter.unit)
    tabs = log_in(reviewer).get("/review/").context["tabs"]
    assert {str(tab["label"]): tab["count"].number for tab in tabs} == {
        "Submitted": 1,
        "Reported": 1,
        "Returned": 0,
        "Registered": 0,
        "Recognised": 0,
        "Closed": 2,
        "All": 4,
    }


def test_queue_says_whom_four_eyes_forbid_and_offers_no_box(reviewer, submitter):
    mine = make.initiative(Status.SUBMITTED, submitter.unit, by=reviewer)
    page = words(log_in(reviewer).get("/review/"))
    assert "You entered this model or are named in it" in page
    assert f'name="id" value="{mine.pk}"' not in page


def test_queue_names_the_unit_as_it_was_called_when_the_year_was_counted(world, reviewer):
    year = make.campaign(
        2024,
        **dict.fromkeys(("registration_opens", "reports_open"), "2024-01-02"),
        **dict.fromkeys(("registration_closes", "reports_close", "cutoff_on"), "2024-10-01"),
    )
    year.refresh_from_db()
    make.initiative(Status.SUBMITTED, world.binh_duong, campaign=year)
    response = log_in(reviewer).get("/review/", {"campaign": 2024})
    assert [row["unit"] for row in response.context["rows"]] == ["Xã Bình Dương"]


@pytest.mark.parametrize("who", ["submitter", "leader", "stranger"])
def test_only_reviewers_enter(request, who, waiting):
    client = log_in(request.getfixturevalue(who))
    for path in (
        "/review/",
        desk_url(waiting),
        "/review/many/",
        "/review/many/approve/",
        "/review/batches/",
        "/review/phrases/",
        "/review/filters/",
    ):
        response = client.get(path)
        assert response.status_code == 403
        assert "This page is for reviewers." in words(response)
    assert client.post(act_url(waiting, "approve")).status_code == 403


def test_superuser_reviews_everything_but_drafts(superuser, world, waiting):
    other = make.initiative(Status.SUBMITTED, world.dong_trieu)
    make.initiative(Status.DRAFT, world.dong_trieu)
    found = rows(log_in(superuser).get("/review/", {"status": "all"}))
    assert sorted(found) == sorted([waiting.code, other.code])


def test_queue_costs_the_same_for_one_row_and_thirty(
    reviewer, submitter, waiting, django_assert_num_queries, django_assert_max_num_queries
):
    client = log_in(reviewer)
    with django_assert_max_num_queries(LIST_QUERIES) as one:
        client.get("/review/")
    for _number in range(29):
        make.initiative(Status.SUBMITTED, submitter.unit, by=submitter)
    with django_assert_num_queries(len(one)):
        assert len(rows(client.get("/review/"))) == 30


def test_queue_loads_no_long_text(reviewer, waiting):
    [row] = log_in(reviewer).get("/review/").context["page"].rows
    assert {"situation", "method", "report"} <= row.get_deferred_fields()


# ---- the reading desk ----


def test_desk_shows_text_facts_and_the_acts_that_are_open(reviewer, waiting):
    response = log_in(reviewer).get(desk_url(waiting))
    assert [entry["name"] for entry in response.context["panel"]] == ["approve", "return", "decline"]
    page = words(response)
    for text in (waiting.title, waiting.method, "Nguyễn Văn Thử", "Chi bộ thôn Bình Sơn Đông"):
        assert text in page


@pytest.mark.parametrize(
    ("status", "acts"),
    [
        (Status.RETURNED, []),
        (Status.REGISTERED, ["recognise", "decide-against"]),
        (Status.REPORTED, ["recognise", "return-report", "decide-against"]),
        (Status.RECOGNISED, ["clear"]),
        (Status.DECLINED, ["reopen"]),
        (Status.NOT_RECOGNISED, ["reopen"]),
        (Status.WITHDRAWN, ["reopen"]),
        (Status.REVOKED, []),
    ],
)
def test_desk_offers_in_each_status_what_the_table_allows(reviewer, submitter, status, acts):
    model = make.initiative(status, submitter.unit)
    assert [entry["name"] for entry in log_in(reviewer).get(desk_url(model)).context["panel"]] == acts


def test_desk_of_another_unit_or_of_a_draft_is_not_there(reviewer, world):
    client = log_in(reviewer)
    for model in (make.initiative(Status.SUBMITTED, world.dong_trieu), make.initiative(Status.DRAFT, world.an_sinh)):
        assert client.get(desk_url(model)).status_code == 404
        assert client.post(act_url(model, "approve")).status_code == 404
        assert client.get(reverse("review-amend", args=[model.code])).status_code == 404


def test_desk_leads_through_the_filtered_queue(reviewer, submitter):
    first, middle, last = (
        make.initiative(Status.SUBMITTED, submitter.unit, submitted_at=make.ago(days), novelty=Novelty.NEW)
        for days in (9, 8, 7)
    )
    make.initiative(Status.SUBMITTED, submitter.unit, submitted_at=make.ago(8), novelty=Novelty.CONTINUED)
    query = f"campaign={middle.campaign.year}&status=submitted&novelty=new"
    response = log_in(reviewer).get(desk_url(middle, f"?{query}"))
    assert response.context["previous"] == first
    assert response.context["next"] == last
    assert response.context["next"].address == desk_url(last, f"?{query}")


def test_desk_of_a_recognised_model_offers_the_levels_that_are_left(province_reviewer, submitter):
    model = make.initiative(Status.RECOGNISED, submitter.unit)
    panel = log_in(province_reviewer).get(desk_url(model)).context["panel"]
    assert [entry["name"] for entry in panel] == ["recognise", "clear"]


def test_desk_says_why_four_eyes_forbid(reviewer, submitter):
    model = make.initiative(Status.SUBMITTED, submitter.unit, by=reviewer)
    response = log_in(reviewer).get(desk_url(model))
    assert response.context["panel"] == []
    assert "somebody else has to act on it" in words(response)


def test_desk_shows_what_was_asked_and_answered(reviewer, submitter):
    model = make.initiative(Status.SUBMITTED, submitter.unit, returned_at=make.ago(5))
    make.remark(model, text="Ghi rõ ai giám sát.", answered_at=make.ago(3))
    make.remark(model, part=Part.TITLE, text="Tên quá chung.", answered_at=make.ago(3))
    page = words(log_in(reviewer).get(desk_url(model)))
    assert "Ghi rõ ai giám sát." in page
    assert "Tên quá chung." in page


@pytest.mark.parametrize("status", [status for status in Status if status != Status.DRAFT])
def test_desk_costs_the_same_for_a_long_queue_and_changes_nothing(
    reviewer, submitter, status, django_assert_num_queries, django_assert_max_num_queries
):
    model = make.initiative(status, submitter.unit)
    make.initiative(status, submitter.unit)
    client, path = log_in(reviewer), desk_url(model, f"?status={status}&campaign={model.campaign.year}")
    with django_assert_max_num_queries(DESK_QUERIES) as short:
        client.get(path)
    for _number in range(10):
        make.initiative(status, submitter.unit)
    with django_assert_num_queries(len(short)):
        client.get(path)
    model.refresh_from_db()
    assert (model.version, trail_of(model)) == (1, [])


@pytest.mark.parametrize("status", [status for status in Status if status != Status.DRAFT])
def test_desk_costs_few_queries_for_a_unit_that_ended(
    world, province_reviewer, superuser, status, django_assert_max_num_queries, campaign
):
    for unit in (world.binh_duong, world.duc_chinh):
        model = make.initiative(status, unit, returned_at=make.ago(3), correct_until=make.today(3))
        make.remark(model, part=Part.TITLE)
        for reader in (province_reviewer, superuser):
            client = log_in(reader)
            with django_assert_max_num_queries(DESK_QUERIES):
                assert client.get(desk_url(model)).status_code == 200


def test_opening_is_told_by_post_once_and_keeps_the_version(reviewer, waiting):
    client, path = log_in(reviewer), reverse("review-opened", args=[waiting.code])
    assert client.get(path).status_code == 405
    assert client.post(path, headers={"X-Requested-With": "fetch"}).status_code == 204
    assert client.post(path).headers["Location"].startswith(desk_url(waiting))
    waiting.refresh_from_db()
    assert waiting.opened_at is not None
    assert waiting.version == 1
    assert [entry[1] for entry in trail_of(waiting)] == [Action.OPEN]


def test_opening_ones_own_model_is_forbidden(reviewer, submitter):
    model = make.initiative(Status.SUBMITTED, submitter.unit, by=reviewer)
    assert log_in(reviewer).post(reverse("review-opened", args=[model.code])).status_code == 403


def test_a_sent_version_can_be_read_later(reviewer, waiting, submitter):
    waiting.revisions.create(number=1, action=Action.SUBMIT, data={"title": "Tên cũ", "method": "Cách cũ"}, made_at=make.ago(9))
    page = words(log_in(reviewer).get(reverse("review-revision", args=[waiting.code, 1])))
    assert "Tên cũ" in page
    assert "Cách cũ" in page
    assert log_in(reviewer).get(reverse("review-revision", args=[waiting.code, 2])).status_code == 404


# ---- the acts on one model ----

# name in the address: (status, what is sent, status afterwards, the act in the trail, its remark)
PLAIN_ACTS = {
    "approve": (Status.SUBMITTED, {}, Status.REGISTERED, Action.APPROVE, ""),
    "return": (
        Status.SUBMITTED,
        {"part_aims": "Ghi rõ mục tiêu."},
        Status.RETURNED,
        Action.RETURN,
        "Ghi rõ mục tiêu.",
    ),
    "decline": (Status.SUBMITTED, {"remark": "Trùng."}, Status.DECLINED, Action.DECLINE, "Trùng."),
    "return-report": (Status.REPORTED, {"remark": "Thiếu."}, Status.REGISTERED, Action.RETURN_REPORT, "Thiếu."),
    "decide-against": (
        Status.REPORTED,
        {"remark": "Chưa đạt."},
        Status.NOT_RECOGNISED,
        Action.DECIDE_AGAINST,
        "Chưa đạt.",
    ),
    "clear": (Status.RECOGNISED, {}, Status.RECOGNISED, Action.CLEAR, ""),
    "reopen": (Status.WITHDRAWN, {"reason": "Nhầm."}, Status.REGISTERED, Action.REOPEN, "Nhầm."),
}
NEEDS_TEXT = [name for name, (_status, sent, *_rest) in PLAIN_ACTS.items() if sent]


@pytest.fixture(params=PLAIN_ACTS)
def plain(request, submitter):
    """One act: (name, model in the right status, what is sent, status afterwards, act, remark)."""
    status, sent, after, action, remark = PLAIN_ACTS[request.param]
    model = make.initiative(status, submitter.unit, by=submitter)
    return request.param, model, {**sent, "version": model.version}, after, action, remark


def test_act_is_done_and_written(reviewer, plain):
    name, model, sent, after, action, remark = plain
    response = log_in(reviewer).post(act_url(model, name), sent)
    assert response.status_code == 302
    before = model.status
    model.refresh_from_db()
    assert model.status == after
    assert trail_of(model) == [(reviewer, action, before, after, remark)]


def test_act_is_forbidden_to_whom_four_eyes_forbid(reviewer, plain):
    name, model, sent, *_rest = plain
    model.authors.add(reviewer)
    response = log_in(reviewer).post(act_url(model, name), sent)
    assert response.status_code == 403
    assert "somebody else has to act on it" in words(response)
    assert trail_of(model) == []


def test_act_of_a_stale_page_is_refused_and_keeps_what_was_typed(reviewer, plain):
    name, model, sent, *_rest = plain
    Initiative.objects.filter(pk=model.pk).update(version=7)
    response = log_in(reviewer).post(act_url(model, name), sent)
    assert response.status_code == 200
    page = words(response)
    assert f"Somebody changed this meanwhile ({model.code}). Nothing was done; read it again." in page
    for value in set(sent.values()) - {model.version}:
        assert value in page
    assert 'name="version" value="7"' in page, "after reading, the next press counts"
    assert trail_of(model) == []


@pytest.mark.parametrize("name", NEEDS_TEXT)
def test_act_without_its_text_is_asked_for_it(reviewer, submitter, name):
    model = make.initiative(PLAIN_ACTS[name][0], submitter.unit)
    response = log_in(reviewer).post(act_url(model, name), {"version": model.version})
    assert response.status_code == 200
    assert response.context["failed_form"].errors
    assert 'role="alert"' in words(response)
    assert trail_of(model) == []


def test_pressing_twice_gives_one_act_and_one_clear_refusal(reviewer, plain):
    name, model, sent, _after, action, _remark = plain
    client = log_in(reviewer)
    assert client.post(act_url(model, name), sent).status_code == 302
    again = client.post(act_url(model, name), sent)
    assert again.status_code == 200
    assert "Nothing was done" in words(again)
    assert [entry[1] for entry in trail_of(model)] == [action]


def test_what_was_typed_is_shown_when_the_act_is_no_longer_open(reviewer, submitter, waiting):
    Initiative.objects.filter(pk=waiting.pk).update(status=Status.WITHDRAWN, status_before="submitted", closed_at=make.ago(0))
    response = log_in(reviewer).post(act_url(waiting, "decline"), {"version": 1, "remark": "Trùng với năm 2025."})
    page = words(response)
    assert "“Decline” is not possible: the model is now “Withdrawn”." in page
    assert "Trùng với năm 2025." in page


def test_unknown_act_is_not_there_and_get_acts_on_nothing(reviewer, waiting):
    client = log_in(reviewer)
    assert client.post(act_url(waiting, "explode")).status_code == 404
    assert client.get(act_url(waiting, "explode")).status_code == 404
    response = client.get(act_url(waiting, "approve"))
    assert response.headers["Location"].startswith(desk_url(waiting))
    assert trail_of(waiting) == []


def test_returning_unlocks_the_remarked_parts_until_the_day(reviewer, waiting):
    sent = {"version": 1, "part_aims": "Đo được.", "part_title": "  ", "until": make.today(5).strftime("%d/%m/%Y")}
    log_in(reviewer).post(act_url(waiting, "return"), sent)
    waiting.refresh_from_db()
    assert waiting.correct_until == make.today(5)
    assert [(remark.part, remark.text) for remark in waiting.remarks.all()] == [(Part.AIMS, "Đo được.")]


def test_returning_until_a_past_day_is_refused_at_the_day(reviewer, waiting):
    sent = {"version": 1, "part_aims": "Đo được.", "until": make.today(-1).strftime("%d/%m/%Y")}
    response = log_in(reviewer).post(act_url(waiting, "return"), sent)
    assert list(response.context["failed_form"].errors) == ["until"]
    assert "Đo được." in words(response)


def test_an_act_leads_to_the_next_model_of_the_queue_then_to_the_first_then_to_the_empty_queue(reviewer, submitter):
    first, second, third = (
        make.initiative(Status.SUBMITTED, submitter.unit, submitted_at=make.ago(days)) for days in (9, 8, 7)
    )
    client, query = log_in(reviewer), f"?campaign={first.campaign.year}&status=submitted"

    def press(model):
        return client.post(act_url(model, "approve", query), {"version": 1}).headers["Location"]

    assert press(second) == desk_url(third, query)
    assert press(third) == desk_url(first, query)
    assert press(first) == f"/review/{query}"
    assert "is approved" in words(client.get(f"/review/{query}"))


def test_recognising_by_an_issued_decision(reviewer, reported):
    decision = make.decision(Level.GRASSROOTS)
    make.decision(Level.GRASSROOTS, issued=False, number="bản nháp")
    make.decision(Level.PROVINCE, number="của tỉnh")
    client = log_in(reviewer)
    page = words(client.get(desk_url(reported, f"?decision={decision.pk}")))
    assert f'<option value="{decision.pk}" selected>' in page
    assert "bản nháp" not in page
    assert "của tỉnh" not in page
    client.post(act_url(reported, "recognise"), {"version": 1, "decision": decision.pk, "remark": "810 m"})
    reported.refresh_from_db()
    assert reported.status == Status.RECOGNISED
    assert [(r.decision, r.level, r.recognised_by) for r in reported.recognitions.all()] == [
        (decision, Level.GRASSROOTS, reviewer)
    ]


def test_recognising_without_a_decision_or_by_a_stale_page_is_refused(reviewer, reported):
    decision, client = make.decision(Level.GRASSROOTS), log_in(reviewer)
    without = client.post(act_url(reported, "recognise"), {"version": 1, "decision": "", "remark": "giữ lại"})
    assert "Choose the decision." in words(without)
    assert "giữ lại" in words(without)
    Initiative.objects.filter(pk=reported.pk).update(version=2)
    stale = client.post(act_url(reported, "recognise"), {"version": 1, "decision": decision.pk, "remark": "giữ lại"})
    assert "Nothing was done" in words(stale)
    assert "giữ lại" in words(stale)
    assert Recognition.objects.count() == 0


def test_desk_leads_to_recording_a_decision_and_back_with_it_chosen(reviewer, reported):
    body, client = make.body(Level.GRASSROOTS), log_in(reviewer)
    assert f"{reverse('decision-new')}?for={reported.code}&amp;" in words(client.get(desk_url(reported)))
    sent = {
        "campaign": reported.campaign_id,
        "body": body.pk,
        "number": "12/QĐ",
        "issued_on": make.today().strftime("%d/%m/%Y"),
        "signatory": "Trần Thị Thử",
        "is_issued": "on",
    }
    query = f"for={reported.code}&campaign={reported.campaign.year}&status=reported"
    there = client.post(f"{reverse('decision-new')}?{query}", sent).headers["Location"]
    [decision] = Decision.objects.all()
    assert there == desk_url(reported, f"?campaign={reported.campaign.year}&status=reported&decision={decision.pk}#recognise")


def test_withdrawing_from_publication_needs_a_reason(reviewer, submitter):
    model = make.initiative(Status.RECOGNISED, submitter.unit, cleared_at=make.ago(1))
    client = log_in(reviewer)
    assert client.post(act_url(model, "unclear"), {"version": 1}).status_code == 200
    client.post(act_url(model, "unclear"), {"version": 1, "reason": "Sai ảnh."})
    model.refresh_from_db()
    assert model.cleared_at is None


def test_clearing_a_restricted_model_is_refused(reviewer, submitter):
    model = make.initiative(Status.RECOGNISED, submitter.unit, is_restricted=True)
    response = log_in(reviewer).post(act_url(model, "clear"), {"version": 1})
    assert "This model is restricted and is never published." in words(response)


# ---- correcting facts ----


def amended(model, **changes) -> dict:
    return {
        "version": model.version,
        "title": model.title,
        "sector": model.sector_id,
        "submitter_type": model.submitter_type,
        "collective_name": model.collective_name,
        "person_name": "Nguyễn Văn Thử",
        "person_position": "Bí thư chi bộ",
        "level": model.level,
        "novelty": model.novelty,
        "continues": "",
        "starts_on": model.starts_on.strftime("%d/%m/%Y"),
        "ends_on": model.ends_on.strftime("%d/%m/%Y"),
        "reason": "Viết nhầm.",
        **changes,
    }


def amend_url(model) -> str:
    return reverse("review-amend", args=[model.code])


def test_amending_writes_before_and_after(reviewer, waiting):
    client, before = log_in(reviewer), waiting.title
    assert before in words(client.get(amend_url(waiting)))
    assert client.post(amend_url(waiting), amended(waiting, title="Tên đúng")).status_code == 302
    [entry] = waiting.entries.all()
    assert (entry.action, entry.remark, entry.data["title"]) == (Action.AMEND, "Viết nhầm.", [before, "Tên đúng"])


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"reason": ""}, "Say why; it stands in the history."),
        ({"title": "Tuyến đường kiểu mẫu Bình Sơn Đông"}, "Nothing was changed."),
        ({"ends_on": "01/01/2001"}, "The last day is before the first."),
        ({"continues": "DVK-2001-000001", "novelty": "continued"}, "There is no model of an earlier year with this code."),
    ],
)
def test_amending_says_what_is_wrong_and_loses_nothing(reviewer, waiting, change, sentence):
    response = log_in(reviewer).post(
        amend_url(waiting),
        amended(waiting, collective_name="Tổ 3", **change)
        | ({"collective_name": waiting.collective_name} if sentence == "Nothing was changed." else {}),
    )
    assert response.status_code == 200
    assert sentence in words(response)
    if "reason" not in change:
        assert "Viết nhầm." in words(response)
    assert trail_of(waiting) == []


def test_amending_links_to_an_earlier_year(reviewer, submitter, waiting):
    earlier = make.initiative(Status.REPORTED, submitter.unit, campaign=make.campaign(make.today().year - 1))
    log_in(reviewer).post(amend_url(waiting), amended(waiting, continues=earlier.code, novelty="continued"))
    waiting.refresh_from_db()
    assert (waiting.continues, waiting.novelty) == (earlier, Novelty.CONTINUED)


def test_amending_a_stale_page_is_refused_with_the_text_kept(reviewer, waiting):
    Initiative.objects.filter(pk=waiting.pk).update(version=2)
    page = words(log_in(reviewer).post(amend_url(waiting), amended(waiting, title="Tên đúng")))
    assert "Nothing was done" in page
    assert "Tên đúng" in page


def test_amending_allocates_a_model_of_a_split_unit(province_reviewer, world):
    model = make.initiative(Status.SUBMITTED, world.duc_chinh)
    client = log_in(province_reviewer)
    assert "Allocated to" in words(client.get(amend_url(model)))
    client.post(amend_url(model), amended(model, allocated_unit=world.dong_trieu.pk))
    model.refresh_from_db()
    assert model.allocated_unit == world.dong_trieu


# ---- the acts on one recognition ----


@pytest.fixture
def recognised(submitter):
    return make.initiative(Status.RECOGNISED, submitter.unit)


def recognition_url(model, name, recognition=None) -> str:
    return reverse("recognition-act", args=[model.code, (recognition or model.recognitions.get()).pk, name])


def test_revoking_needs_decision_ground_and_reason(reviewer, recognised):
    client, path = log_in(reviewer), recognition_url(recognised, "revoke")
    assert path in words(client.get(desk_url(recognised)))
    missing = client.post(path, {"version": 1, "reason": "Thành tích không thật."})
    assert set(missing.context["form"].errors) == {"decision", "ground"}
    assert "Thành tích không thật." in words(missing)
    sent = {
        "version": 1,
        "decision": make.decision(Level.GRASSROOTS).pk,
        "ground": make.ground().pk,
        "reason": "Thành tích không thật.",
    }
    assert client.post(path, sent).status_code == 302
    recognised.refresh_from_db()
    assert recognised.status == Status.REVOKED
    assert "Nothing was done" in words(client.post(path, sent)), "the second press"


def test_cancelling_an_entry_puts_the_model_back(reviewer, recognised):
    response = log_in(reviewer).post(recognition_url(recognised, "cancel-entry"), {"version": 1, "reason": "Nhầm."})
    assert response.status_code == 302
    recognised.refresh_from_db()
    assert recognised.status == Status.REPORTED
    assert recognised.recognitions.get().state == RecognitionState.CANCELLED


def test_reinstating_by_a_decision(reviewer, submitter):
    model = make.initiative(Status.REVOKED, submitter.unit)
    sent = {"version": 1, "decision": make.decision(Level.GRASSROOTS).pk, "reason": ""}
    assert log_in(reviewer).post(recognition_url(model, "reinstate"), sent).status_code == 302
    model.refresh_from_db()
    assert model.status == Status.RECOGNISED


def test_acts_on_a_recognition_are_refused_when_stale_forbidden_to_involved_and_unknown(reviewer, recognised):
    client = log_in(reviewer)
    stale = client.post(recognition_url(recognised, "cancel-entry"), {"version": 9, "reason": "Nhầm."})
    assert "Nothing was done" in words(stale)
    assert "Nhầm." in words(stale)
    assert client.get(recognition_url(recognised, "explode")).status_code == 404
    recognised.authors.add(reviewer)
    forbidden = client.post(recognition_url(recognised, "cancel-entry"), {"version": 1, "reason": "Nhầm."})
    assert forbidden.status_code == 403
    assert recognised.recognitions.get().state == RecognitionState.STANDING


def test_every_key_of_the_desk_is_named_in_its_help(reviewer, submitter, campaign):
    similar = {"title": "Đường hoa thôn Bình Sơn Đông"}
    make.initiative(Status.RECOGNISED, submitter.unit, **similar)
    keys = set()
    for status in (Status.SUBMITTED, Status.REPORTED, Status.RECOGNISED, Status.DECLINED):
        page = words(log_in(reviewer).get(desk_url(make.initiative(status, submitter.unit, by=submitter, **similar))))
        keys |= set(re.findall(r'data-key="([a-z])"', page))
        named = set(re.findall(r"<dt><kbd>([A-Z])</kbd>", page))
    assert keys == set("adefgjknorscu") & keys
    assert {"a", "e", "n", "s"} <= keys
    assert {key.upper() for key in keys} - named == set()


def test_an_act_that_is_not_open_says_so_instead_of_asking(reviewer, recognised):
    row = recognised.recognitions.get()
    make.line(row.decision, recognised)  # issued with its list: no mistaken entry
    client = log_in(reviewer)
    listed = client.get(recognition_url(recognised, "cancel-entry"))
    number = row.decision.number
    said = f"The model stands on the list with which decision {number} was issued: only a decision ends that."
    assert said in words(listed)
    assert "<textarea" not in listed.content.decode()
    assert "This recognition is now “Standing”." in words(client.get(recognition_url(recognised, "reinstate")))
