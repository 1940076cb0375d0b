"""Acts of a reviewer over many models: preview, all or nothing; what was done, and undoing it."""

import pytest
from django.urls import reverse

from registry.models import Entry, Initiative, Phrase, Recognition
from registry.services import recognition, review
from registry.vocabulary import Level, RecognitionState, Status
from tests import make
from tests.conftest import trail_of
from tests.views.test_review import log_in, words

MANY = "/review/many/"


def written():
    """What the trail says about models."""
    return Entry.objects.filter(initiative__isnull=False)


@pytest.fixture
def waiting(submitter):
    """A submitted model of An Sinh."""
    return make.initiative(Status.SUBMITTED, submitter.unit, by=submitter)


@pytest.fixture
def reported(submitter):
    return make.initiative(Status.REPORTED, submitter.unit, by=submitter)


# ---- preview, then all or nothing ----

# name in the address: (status, what is typed, status afterwards, what the trail keeps as the remark)
ACTS = {
    "approve": (Status.SUBMITTED, {"remark": "Đủ."}, Status.REGISTERED, "Đủ."),
    "return": (Status.SUBMITTED, {"part_aims": "Ghi rõ.", "until": ""}, Status.RETURNED, "Ghi rõ."),
    "decline": (Status.SUBMITTED, {"remark": "Trùng."}, Status.DECLINED, "Trùng."),
    "return-report": (Status.REPORTED, {"remark": "Thiếu số."}, Status.REGISTERED, "Thiếu số."),
    "decide-against": (Status.REPORTED, {"remark": "Chưa đạt."}, Status.NOT_RECOGNISED, "Chưa đạt."),
    "reopen": (Status.WITHDRAWN, {"reason": "Nhầm."}, Status.REGISTERED, "Nhầm."),
    "clear": (Status.RECOGNISED, {}, Status.RECOGNISED, ""),
    "unclear": (Status.RECOGNISED, {"reason": "Sai ảnh."}, Status.RECOGNISED, "Sai ảnh."),
}


@pytest.fixture(params=ACTS)
def bulk(request, submitter, reviewer):
    """One act over many: (name, two models that can go, one that four eyes forbid, what is typed, status, remark)."""
    status, typed, after, remark = ACTS[request.param]
    changes = {"cleared_at": make.ago(1)} if request.param == "unclear" else {}
    models = [make.initiative(status, submitter.unit, by=submitter, **changes) for _one in range(2)]
    mine = make.initiative(status, submitter.unit, by=reviewer, **changes)
    return request.param, models, mine, typed, after, remark


def previewed(client, name, models, query=""):
    response = client.post(f"{MANY}{name}/{query}", {"id": [model.pk for model in models]})
    return response, {key: response.context[key] for key in ("chosen", "pairs")}


def test_each_act_lists_what_it_takes_and_leaves_then_does_it_as_one(reviewer, bulk):
    name, models, mine, typed, after, remark = bulk
    client = log_in(reviewer)
    preview, sent = previewed(client, name, [*models, mine])
    context = preview.context
    assert (context["possible"], context["refused"], context["collectives"], context["individuals"]) == (2, 1, 2, 0)
    assert [rows for _sentence, rows in context["reasons"]] == [[mine]]
    assert written().count() == 0

    done = client.post(f"{MANY}{name}/", sent | typed, follow=True)
    batch = set(written().values_list("batch", flat=True))
    assert len(batch) == 1
    assert reverse("batch", args=[batch.pop()]) in words(done), "a link leads to what was done"
    for model in models:
        model.refresh_from_db()
        assert model.status == after
        assert [entry[-1] for entry in trail_of(model)] == [remark]
    assert trail_of(mine) == []


def test_each_act_is_refused_from_a_stale_preview_and_keeps_what_was_typed(reviewer, bulk):
    name, models, _mine, typed, _after, remark = bulk
    client = log_in(reviewer)
    _preview, sent = previewed(client, name, models)
    Initiative.objects.filter(pk=models[1].pk).update(version=7)
    response = client.post(f"{MANY}{name}/", sent | typed)
    assert f"Somebody changed this meanwhile ({models[1].code})" in words(response)
    assert remark in words(response)
    assert response.context["pairs"] == f"{models[0].pk}:1,{models[1].pk}:7", "the preview of now stands below"
    assert written().count() == 0


@pytest.mark.parametrize("name", ["return", "decline", "return-report", "decide-against", "reopen", "unclear"])
def test_an_act_over_many_without_its_text_asks_for_it(reviewer, submitter, name):
    changes = {"cleared_at": make.ago(1)} if name == "unclear" else {}
    model = make.initiative(ACTS[name][0], submitter.unit, **changes)
    client = log_in(reviewer)
    _preview, sent = previewed(client, name, [model])
    response = client.post(f"{MANY}{name}/", sent)
    assert response.context["form"].errors
    assert written().count() == 0


def test_the_list_sends_the_act_in_a_field(reviewer, waiting):
    response = log_in(reviewer).post(MANY, {"act": "decline", "id": [waiting.pk]})
    assert response.context["name"] == "decline"
    assert response.context["possible"] == 1


def test_an_unknown_act_over_many_is_not_there(reviewer, waiting):
    client = log_in(reviewer)
    for response in (
        client.post(MANY, {"act": "explode", "id": [waiting.pk]}),
        client.post(f"{MANY}amend/", {"id": [waiting.pk]}),
        client.get(f"{MANY}explode/"),
    ):
        assert response.status_code == 404


@pytest.mark.parametrize(
    ("status", "acts"),
    [
        ("submitted", ["approve", "return", "decline"]),
        ("reported", ["recognise", "return-report", "decide-against"]),
        ("returned", []),
        ("registered", ["recognise", "decide-against"]),
        ("recognised", ["clear", "recognise", "unclear"]),
        ("closed", ["reopen"]),
        (
            "all",
            ["recognise", "approve", "return", "decline", "return-report", "decide-against", "reopen", "clear", "unclear"],
        ),
    ],
)
def test_each_tab_offers_the_acts_that_lead_anywhere_from_it(reviewer, submitter, status, acts):
    for one in Status:
        make.initiative(one, submitter.unit)
    response = log_in(reviewer).get("/review/", {"status": status})
    to_list = ["to-list"] if "recognise" in acts else []
    assert [name for name, _label in response.context["acts"]] == acts + to_list


def test_the_chosen_models_are_sent_on_to_the_list_of_a_decision(reviewer, reported):
    response = log_in(reviewer).post(MANY + "?status=reported", {"act": "to-list", "id": [reported.pk]})
    assert response.status_code == 307, "the browser sends the same form there"
    assert response.headers["Location"].startswith(reverse("decision-add"))


def test_a_remark_over_many_is_kept_as_a_phrase_if_asked(reviewer, waiting):
    client = log_in(reviewer)
    _preview, sent = previewed(client, "decline", [waiting])
    client.post(f"{MANY}decline/", sent | {"remark": "Trùng.", "keep_phrase": "on"})
    assert list(Phrase.objects.values_list("user", "text")) == [(reviewer.pk, "Trùng.")]


# ---- recognising and approving ----


def test_recognising_many_shows_what_is_left_out_then_does_it(reviewer, submitter, reported):
    registered = make.initiative(Status.REGISTERED, submitter.unit)
    mine = make.initiative(Status.REPORTED, submitter.unit, by=reviewer, title="Mô hình của chính tôi")
    submitted = make.initiative(Status.SUBMITTED, submitter.unit)
    decision, client = make.decision(Level.GRASSROOTS), log_in(reviewer)
    picked = {"id": [reported.pk, registered.pk, mine.pk, submitted.pk]}

    first = client.post(MANY + "recognise/", picked)
    assert "By which decision?" in words(first)
    chosen = first.context["chosen"]

    preview = client.post(MANY + "recognise/", {"chosen": chosen, "decision": decision.pk})
    context = preview.context
    assert (context["possible"], context["refused"], context["total"]) == (2, 2, 4)
    assert dict(context["reasons"]) == {
        "You entered this model or are named in it, so somebody else has to act on it.": [mine],
        "“Recognise” is not possible: the model is now “Submitted”.": [submitted],
    }
    page = words(preview)
    assert page.index("Mô hình của chính tôi") < page.index('id="taken-in"'), "exclusions come before the list"
    assert "Recognise (2 models)" in page
    assert Recognition.objects.count() == 0

    sent = {"chosen": chosen, "decision": decision.pk, "pairs": context["pairs"]}
    unticked = client.post(MANY + "recognise/", sent)
    assert "Compare the models with the list first, then tick the box." in words(unticked)
    assert Recognition.objects.count() == 0

    done = client.post(MANY + "recognise/", sent | {"compared": "on"})
    assert done.headers["Location"] == reverse("decision", args=[decision.pk])
    assert {recognition.initiative for recognition in decision.recognitions.all()} == {reported, registered}

    again = client.post(MANY + "recognise/", sent | {"compared": "on"})
    assert "Nothing was done" in words(again)
    assert Recognition.objects.count() == 2


def test_recognising_many_from_a_stale_preview_does_nothing_and_names_what_changed(reviewer, submitter, reported):
    other = make.initiative(Status.REPORTED, submitter.unit)
    decision, client = make.decision(Level.GRASSROOTS), log_in(reviewer)
    chosen = f"{reported.pk},{other.pk}"
    preview = client.post(MANY + "recognise/", {"chosen": chosen, "decision": decision.pk})
    Initiative.objects.filter(pk=other.pk).update(
        version=2, status=Status.WITHDRAWN, status_before=Status.REPORTED, closed_at=make.ago(0)
    )
    sent = {"chosen": chosen, "decision": decision.pk, "pairs": preview.context["pairs"], "compared": "on"}
    response = client.post(MANY + "recognise/", sent)
    assert f"Somebody changed this meanwhile ({other.code}). Nothing was done; read it again." in words(response)
    assert response.context["pairs"] == f"{reported.pk}:1", "the new preview stands below"
    assert Recognition.objects.count() == 0


def test_recognising_many_is_refused_when_one_is_out_of_sight_meanwhile(reviewer, world, submitter, reported):
    other = make.initiative(Status.REPORTED, submitter.unit)
    decision, client = make.decision(Level.GRASSROOTS), log_in(reviewer)
    pairs = f"{reported.pk}:1,{other.pk}:1"
    Initiative.objects.filter(pk=other.pk).update(unit=world.dong_trieu)
    sent = {"chosen": f"{reported.pk},{other.pk}", "decision": decision.pk, "pairs": pairs, "compared": "on"}
    response = client.post(MANY + "recognise/", sent)
    assert "1 of these models can no longer be seen by you. Nothing was done." in words(response)
    assert Recognition.objects.count() == 0


def test_too_many_at_once_are_refused_with_a_sentence(reviewer, submitter, reported, monkeypatch):
    monkeypatch.setattr("registry.views.bulk.MOST", 1)
    make.initiative(Status.REPORTED, submitter.unit)
    client = log_in(reviewer)
    client.post(MANY + "recognise/?status=reported", {"everything": "1"})
    assert "At most 1 models fit into one act." in words(client.get("/review/"))


def test_fourteen_hundred_chosen_models_travel_in_one_field(reviewer, submitter, reported, settings):
    assert settings.DATA_UPLOAD_MAX_NUMBER_FIELDS <= 1000
    chosen = ",".join(map(str, range(reported.pk, reported.pk + 1400)))
    sent = {"chosen": chosen, "decision": make.decision(Level.GRASSROOTS).pk}
    response = log_in(reviewer).post(MANY + "recognise/", sent)
    assert (response.context["possible"], response.context["missing"]) == (1, 1399)


def test_recognising_everything_that_the_filter_finds(reviewer, submitter):
    for number in range(60):
        make.initiative(Status.REPORTED, submitter.unit, title=f"Đường hoa {number}")
    make.initiative(Status.REPORTED, submitter.unit, title="Cái khác")
    decision, client = make.decision(Level.GRASSROOTS), log_in(reviewer)
    query = "?status=reported&q=duong+hoa"
    chosen = client.post(f"{MANY}recognise/{query}", {"everything": "1"}).context["chosen"]
    preview = client.post(f"{MANY}recognise/{query}", {"chosen": chosen, "decision": decision.pk})
    assert preview.context["possible"] == 60


def test_preview_of_many_costs_the_same_for_one_and_thirty(
    reviewer, submitter, reported, django_assert_num_queries, django_assert_max_num_queries
):
    decision, client = make.decision(Level.GRASSROOTS), log_in(reviewer)

    def sent():
        ids = ",".join(map(str, Initiative.objects.values_list("pk", flat=True)))
        return {"chosen": ids, "decision": decision.pk}

    one = sent()
    with django_assert_max_num_queries(20) as few:
        client.post(MANY + "recognise/", one)
    for _number in range(29):
        make.initiative(Status.REPORTED, submitter.unit)
    thirty = sent()
    with django_assert_num_queries(len(few)):
        client.post(MANY + "recognise/", thirty)


def test_many_that_the_reviewer_may_not_see_are_not_named(reviewer, world, reported):
    hidden = make.initiative(Status.REPORTED, world.dong_trieu, title="Bí mật của phường bên")
    decision = make.decision(Level.GRASSROOTS)
    response = log_in(reviewer).post(MANY + "recognise/", {"chosen": f"{reported.pk},{hidden.pk}", "decision": decision.pk})
    assert (response.context["possible"], response.context["missing"]) == (1, 1)
    assert "Bí mật của phường bên" not in words(response)


def test_approving_many_previews_then_approves_all_or_none(reviewer, submitter, waiting):
    other = make.initiative(Status.SUBMITTED, submitter.unit)
    mine = make.initiative(Status.SUBMITTED, submitter.unit, by=reviewer)
    client = log_in(reviewer)
    preview = client.post(MANY + "approve/", {"id": [waiting.pk, other.pk, mine.pk]})
    assert (preview.context["possible"], preview.context["refused"]) == (2, 1)
    assert "Approve (2 models)" in words(preview)
    sent = {name: preview.context[name] for name in ("chosen", "pairs")}

    Initiative.objects.filter(pk=other.pk).update(version=2)
    stale = client.post(MANY + "approve/", sent)
    assert "Nothing was done" in words(stale)
    assert Initiative.objects.filter(status=Status.REGISTERED).count() == 0

    client.post(MANY + "approve/", {name: stale.context[name] for name in ("chosen", "pairs")})
    assert set(Initiative.objects.filter(status=Status.REGISTERED)) == {waiting, other}


@pytest.mark.parametrize("path", [MANY + "approve/", MANY + "recognise/", MANY])
def test_many_without_a_choice_or_by_get_leads_back_to_the_queue(reviewer, waiting, path):
    client = log_in(reviewer)
    for response in (client.post(path, {"act": "approve"} if path == MANY else {}), client.get(path)):
        assert response.headers["Location"].startswith("/review/?")
    assert "Tick at least one model first." in words(client.get("/review/"))


def test_nonsense_in_a_bulk_form_is_left_out(reviewer, reported):
    decision = make.decision(Level.GRASSROOTS)
    sent = {"chosen": f"{reported.pk},x,-1,²,99999999999999999999", "decision": decision.pk, "pairs": "1:x,:,::"}
    assert log_in(reviewer).post(MANY + "recognise/", sent).context["possible"] == 1


# ---- what was done, and undoing it ----


@pytest.fixture
def declined(reviewer, submitter):
    """Two models of An Sinh that were declined as one: (models, address of the page of that act)."""
    models = [make.initiative(Status.SUBMITTED, submitter.unit, by=submitter) for _one in range(2)]
    review.decline_many(models, by=reviewer, remark="Trùng.")
    return models, reverse("batch", args=[written().first().batch])


def test_the_page_of_an_act_shows_its_models_and_undoes_it_with_a_reason(reviewer, declined):
    models, path = declined
    client = log_in(reviewer)
    assert path in words(client.get(reverse("batches")))
    page = client.get(path)
    assert page.context["shown"] == models
    assert page.context["prospect"].is_possible
    without = client.post(path, {"pairs": page.context["pairs"], "reason": ""})
    assert "Say why; it stands in the history." in words(without)
    done = client.post(path, {"pairs": page.context["pairs"], "reason": "Nhầm."})
    undoing = written().filter(action="reopen").first().batch
    assert done.headers["Location"] == reverse("batch", args=[undoing])
    assert {model.status for model in Initiative.objects.all()} == {Status.SUBMITTED}
    again = client.post(path, {"pairs": page.context["pairs"], "reason": "Nhầm."})
    assert "Nothing was done" in words(again)
    assert reverse("batch", args=[undoing]) in words(client.get(path))


def test_undoing_is_refused_with_the_list_of_models_that_have_gone_on(reviewer, declined):
    models, path = declined
    client = log_in(reviewer)
    pairs = client.get(path).context["pairs"]
    review.reopen(models[0], by=reviewer, reason="Xem lại.")
    response = client.post(path, {"pairs": pairs, "reason": "Nhầm danh sách."})
    assert response.status_code == 200
    assert "Nhầm danh sách." in words(response)
    assert response.context["reasons"] == [("It has gone on since: “Reopen”.", [models[0]])]
    assert 'id="confirm"' not in words(client.get(path))


def test_an_act_out_of_sight_is_not_there_and_of_a_wide_one_only_the_own_models_are_shown(
    reviewer, neighbour_reviewer, province_reviewer, world
):
    here, there = make.initiative(Status.SUBMITTED, world.an_sinh), make.initiative(Status.SUBMITTED, world.dong_trieu)
    review.decline_many([there], by=province_reviewer, remark="Trùng.")
    path = reverse("batch", args=[written().first().batch])
    assert log_in(reviewer).get(path).status_code == 404
    assert log_in(reviewer).post(path, {"reason": "Nhầm."}).status_code == 404
    review.reopen(there, by=province_reviewer, reason="Xem lại.")
    review.decline_many([here, there], by=province_reviewer, remark="Trùng.")
    page = log_in(reviewer).get(reverse("batch", args=[written().last().batch]))
    assert (page.context["shown"], page.context["hidden"], page.context["batch"].count) == ([here], 1, 1)
    assert "cannot be seen by you, and it is undone as a whole only" in words(page)
    assert 'id="confirm"' not in words(page)


def test_the_list_of_acts_can_be_narrowed_to_the_own_ones(reviewer, province_reviewer, declined, submitter):
    review.approve_many([make.initiative(Status.SUBMITTED, submitter.unit)], by=province_reviewer)
    client = log_in(reviewer)
    assert [row.action for row in client.get(reverse("batches")).context["rows"]] == ["approve", "decline"]
    assert [row.action for row in client.get(reverse("batches"), {"mine": "1"}).context["rows"]] == ["decline"]


def test_undoing_a_recognition_from_the_page(reviewer, submitter):
    models = [make.initiative(Status.REPORTED, submitter.unit, by=submitter) for _one in range(2)]
    recognition.recognise_many(models, by=reviewer, decision=make.decision(Level.GRASSROOTS))
    path = reverse("batch", args=[written().last().batch])
    client = log_in(reviewer)
    client.post(path, {"pairs": client.get(path).context["pairs"], "reason": "Nhầm quyết định."})
    assert set(Recognition.objects.values_list("state", flat=True)) == {RecognitionState.CANCELLED}
    assert {model.status for model in Initiative.objects.all()} == {Status.REPORTED}


def test_pages_of_acts_cost_the_same_for_two_models_and_thirty(
    reviewer, submitter, declined, django_assert_num_queries, django_assert_max_num_queries
):
    _models, path = declined
    client = log_in(reviewer)
    with django_assert_max_num_queries(18) as of_two:
        client.get(path)
    with django_assert_max_num_queries(9) as of_one:
        client.get(reverse("batches"))
    for _number in range(3):
        many = [make.initiative(Status.SUBMITTED, submitter.unit, by=submitter) for _one in range(30)]
        review.decline_many(many, by=reviewer, remark="Trùng.")
    wide = reverse("batch", args=[written().last().batch])
    with django_assert_num_queries(len(of_two)):
        client.get(wide)
    with django_assert_num_queries(len(of_one)):
        client.get(reverse("batches"))
