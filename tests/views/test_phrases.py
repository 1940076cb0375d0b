"""A reviewer's own things: phrases for remarks, saved views of the queue."""

import pytest
from django.urls import reverse

from registry.models import Phrase, SavedFilter
from registry.services import phrases, saved_filters
from registry.vocabulary import Status
from tests import make
from tests.views.test_review import act_url, desk_url, log_in, words

PHRASES, FILTERS = "/review/phrases/", "/review/filters/"


def texts(user) -> list[str]:
    return list(user.phrases.values_list("text", flat=True))


@pytest.fixture
def waiting(submitter):
    return make.initiative(Status.SUBMITTED, submitter.unit, by=submitter)


# ---- phrases ----


def test_a_phrase_is_kept_in_order_moved_up_and_removed(reviewer):
    client = log_in(reviewer)
    for text in ("Một.", "Hai.", "  Ba.  "):
        assert client.post(PHRASES, {"text": text}).status_code == 302
    assert texts(reviewer) == ["Một.", "Hai.", "Ba."]
    last = reviewer.phrases.get(text="Ba.")
    client.post(reverse("phrase-change", args=[last.pk, "up"]))
    client.post(reverse("phrase-change", args=[last.pk, "up"]))
    client.post(reverse("phrase-change", args=[last.pk, "up"]))
    assert texts(reviewer) == ["Ba.", "Một.", "Hai."]
    client.post(reverse("phrase-change", args=[last.pk, "remove"]))
    assert texts(reviewer) == ["Một.", "Hai."]
    client.post(PHRASES, {"text": "Bốn."})
    assert texts(reviewer) == ["Một.", "Hai.", "Bốn."]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("  ", "Write the phrase first."), ("Có rồi.", "You keep this phrase already."), ("x" * 501, "500")],
)
def test_what_is_no_new_phrase_is_refused_and_stays_in_the_field(reviewer, text, sentence):
    make.phrase(reviewer, "Có rồi.")
    response = log_in(reviewer).post(PHRASES, {"text": text})
    assert sentence in words(response)
    assert text.strip() in words(response)
    assert texts(reviewer) == ["Có rồi."]


def test_there_are_at_most_so_many_phrases(reviewer, monkeypatch):
    monkeypatch.setattr(phrases, "MOST", 2)
    client = log_in(reviewer)
    pages = [client.post(PHRASES, {"text": f"Câu {number}."}) for number in range(3)]
    assert [page.status_code for page in pages] == [302, 302, 200]
    assert "You keep 2 phrases, more are not possible." in words(pages[2])


def test_phrases_of_another_are_not_there(reviewer, second_reviewer):
    theirs = make.phrase(second_reviewer)
    client = log_in(reviewer)
    assert theirs.text not in words(client.get(PHRASES))
    for name in ("up", "remove", "explode"):
        assert client.post(reverse("phrase-change", args=[theirs.pk, name])).status_code == 404
    assert client.get(reverse("phrase-change", args=[theirs.pk, "remove"])).status_code == 405
    mine = make.phrase(reviewer)
    assert client.post(reverse("phrase-change", args=[mine.pk, "explode"])).status_code == 404
    assert Phrase.objects.count() == 2


def test_the_desk_offers_the_phrases_and_keeps_a_remark_as_one_if_asked(reviewer, waiting):
    make.phrase(reviewer, "Ghi rõ nguồn.")
    client = log_in(reviewer)
    assert "Ghi rõ nguồn." in words(client.get(desk_url(waiting)))
    sent = {"version": 1, "remark": "Trùng với mô hình năm trước.", "keep_phrase": "on"}
    client.post(act_url(waiting, "decline"), sent)
    assert texts(reviewer) == ["Ghi rõ nguồn.", "Trùng với mô hình năm trước."]


def test_a_remark_is_kept_by_no_refused_act_and_one_that_cannot_be_kept_hinders_none(reviewer, waiting):
    client = log_in(reviewer)
    client.post(act_url(waiting, "decline"), {"version": 9, "remark": "Trùng.", "keep_phrase": "on"})
    assert texts(reviewer) == []
    response = client.post(act_url(waiting, "decline"), {"version": 1, "remark": "x" * 600, "keep_phrase": "on"}, follow=True)
    assert "The remark was not kept as a phrase: A phrase has at most 500 characters." in words(response)
    waiting.refresh_from_db()
    assert (waiting.status, texts(reviewer)) == (Status.DECLINED, [])


# ---- saved views of the queue ----


def test_a_view_is_saved_without_the_running_year_shown_as_the_one_at_hand_and_removed(reviewer, waiting):
    client = log_in(reviewer)
    query = f"campaign={waiting.campaign.year}&status=reported&q=duong+hoa"
    saved = client.post(f"{FILTERS}?{query}&decision=7", {"name": "Đường hoa"})
    assert saved.headers["Location"] == f"/review/?{query}&decision=7"
    [row] = SavedFilter.objects.all()
    assert (row.user, row.name, row.query) == (reviewer, "Đường hoa", "status=reported&q=duong+hoa")
    [shown] = client.get(f"/review/?{row.query}").context["saved"]
    assert shown.is_here
    assert [one.is_here for one in client.get("/review/").context["saved"]] == [False]
    gone = client.post(reverse("filter-remove", args=[row.pk]) + f"?{query}")
    assert gone.headers["Location"] == f"/review/?{query}"
    assert not SavedFilter.objects.exists()


def test_a_view_of_an_older_year_keeps_its_year(reviewer, waiting):
    make.campaign(2024)
    log_in(reviewer).post(f"{FILTERS}?campaign=2024&status=all", {"name": "Năm 2024"})
    assert SavedFilter.objects.get().query == "campaign=2024&status=all"


@pytest.mark.parametrize(
    ("name", "sentence"), [(" ", "Give the view a name."), ("Có rồi", "You have a saved filter of this name already.")]
)
def test_a_view_without_a_name_of_its_own_is_refused_with_what_was_typed(reviewer, waiting, name, sentence):
    make.saved_filter(reviewer, "Có rồi")
    response = log_in(reviewer).post(FILTERS, {"name": name})
    assert sentence in words(response)
    assert SavedFilter.objects.count() == 1


def test_there_are_at_most_so_many_saved_views(reviewer, waiting, monkeypatch):
    monkeypatch.setattr(saved_filters, "MOST", 1)
    make.saved_filter(reviewer)
    response = log_in(reviewer).post(FILTERS, {"name": "Nữa"})
    assert "You have 1 saved filters, more are not possible. Remove one first." in words(response)


def test_saved_views_of_another_are_not_there(reviewer, second_reviewer, waiting):
    theirs = make.saved_filter(second_reviewer, "Của người khác")
    client = log_in(reviewer)
    assert "Của người khác" not in words(client.get("/review/"))
    assert client.post(reverse("filter-remove", args=[theirs.pk])).status_code == 404
    assert SavedFilter.objects.count() == 1
