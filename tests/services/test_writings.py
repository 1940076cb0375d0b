"""Texts that are kept while one writes: one row for a page, nobody else's, and nothing of the model is touched."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from registry.errors import Refused
from registry.models import Entry, Initiative, Writing
from registry.queries import writings as kept
from registry.services import writings
from registry.vocabulary import Paper, Status
from tests import make

TYPED = "Đường hoa “khu 5”\r\nhàng hai 👩‍🌾 & <b>"


def keep(by, page=None, initiative=None, **changes) -> Writing:
    given = {"paper": Paper.REGISTRATION, "version": 1, "data": {"title": [TYPED]}, **changes}
    return writings.keep(by=by, page=page or uuid4(), initiative=initiative, **given)


@pytest.fixture
def draft(submitter, campaign):
    return make.initiative(Status.DRAFT, submitter.unit, by=submitter)


def test_a_page_is_one_row_and_the_model_is_not_touched(submitter, draft):
    before, entries, page = Initiative.objects.values().get(), Entry.objects.count(), uuid4()
    for text in ("Một", "Hai", TYPED):
        keep(submitter, page, draft, data={"title": [text], "targets-0-value": ["810", "9"]})
    row = Writing.objects.get()
    assert (row.page, row.author, row.initiative, row.paper, row.version) == (page, submitter, draft, "registration", 1)
    assert row.data == {"title": [TYPED], "targets-0-value": ["810", "9"]}
    assert (Initiative.objects.values().get(), Entry.objects.count()) == (before, entries)


def test_two_pages_never_write_over_each_other(submitter, draft):
    for text in ("Một", "Hai"):
        keep(submitter, initiative=draft, data={"title": [text]})
    assert sorted(row.data["title"][0] for row in Writing.objects.all()) == ["Hai", "Một"]


def test_the_page_of_another_author_is_refused(submitter, colleague, draft):
    page = uuid4()
    keep(submitter, page, draft)
    with pytest.raises(Refused, match="another account"):
        keep(colleague, page, draft, data={"title": ["Của người khác"]})
    assert (Writing.objects.get().author, Writing.objects.get().data["title"]) == (submitter, [TYPED])


def test_what_is_no_text_is_left_out(submitter):
    sent = {
        "title": ["Đường hoa"],
        "csrfmiddlewaretoken": ["secret"],
        "login-password": ["secret"],
        "choose-title": ["mine"],
        "send": ["1"],
        "author": ["7"],
        "token": ["abc"],
    }
    keep(submitter, data=sent)
    assert Writing.objects.get().data == {"title": ["Đường hoa"], "token": ["abc"]}


def test_nul_is_kept_as_a_mark(submitter):
    keep(submitter, data={"ti\0tle": ["Đường\0hoa"]})
    assert Writing.objects.get().data == {"ti\ufffdtle": ["Đường\ufffdhoa"]}


@pytest.mark.parametrize("data", [{"aims": ["Đ" * 150_000]}, {"x" * 150_001: ["Đ" * 75_000]}])
def test_too_much_text_is_refused_and_what_was_kept_stays(submitter, data):
    page = uuid4()
    keep(submitter, page)
    with pytest.raises(Refused, match="too much text"):
        keep(submitter, page, data=data)
    assert Writing.objects.get().data == {"title": [TYPED]}


def test_the_largest_text_is_kept(submitter):
    keep(submitter, data={"aims": ["Đ" * 149_000]})
    assert len(Writing.objects.get().data["aims"][0]) == 149_000


def test_far_too_many_pages_are_refused_but_not_the_known_one(submitter, colleague, monkeypatch):
    monkeypatch.setattr(writings, "CEILING", 3)
    pages = [keep(submitter).page for _number in range(3)]
    keep(colleague)
    with pytest.raises(Refused, match="too many unsaved texts"):
        keep(submitter)
    keep(submitter, pages[0], data={"title": ["Mới"]})
    assert Writing.objects.get(page=pages[0]).data == {"title": ["Mới"]}


def test_keeping_costs_two_queries(submitter, draft, django_assert_num_queries):
    page = uuid4()
    for text in ("Một", "Hai"):
        with django_assert_num_queries(2):
            keep(submitter, page, draft, data={"title": [text]})
    for _number in range(30):
        keep(submitter, initiative=draft)
    with django_assert_num_queries(2):
        keep(submitter, page, draft)


def test_a_text_that_is_sent_twice_keeps_its_time(submitter, draft):
    page = uuid4()
    first = keep(submitter, page, draft)
    keep(submitter, page, draft)
    assert Writing.objects.get().saved_at == first.saved_at
    keep(submitter, page, draft, version=2)
    assert (Writing.objects.get().version, Writing.objects.get().saved_at > first.saved_at) == (2, True)


# ---- forgetting ----


def test_forgetting_removes_the_page_and_those_it_went_on_with(submitter, colleague):
    first, second, third = (keep(submitter) for _number in range(3))
    other = keep(colleague)
    restored = [(first.page, first.saved_at), (other.page, timezone.now())]
    writings.forget(by=submitter, page=second.page, restored=restored)
    assert {row.page for row in Writing.objects.all()} == {third.page, other.page}


def test_what_was_typed_on_after_it_was_taken_over_stays(submitter):
    first = keep(submitter)
    taken_at = first.saved_at
    keep(submitter, first.page, data={"title": ["Gõ tiếp ở cửa sổ kia"]})
    writings.forget(by=submitter, page=uuid4(), restored=[(first.page, taken_at)])
    assert Writing.objects.get().data == {"title": ["Gõ tiếp ở cửa sổ kia"]}


def test_forgetting_nothing_removes_nothing(submitter):
    keep(submitter)
    writings.forget(by=submitter, page=None)
    assert Writing.objects.count() == 1


def test_only_texts_that_are_old_and_many_are_tidied_away(submitter, colleague):
    for number in range(25):
        keep(submitter, data={"title": [str(number)]})
    keep(colleague)
    long_ago = timezone.now() - timedelta(days=91)
    rows = list(Writing.objects.filter(author=submitter).order_by("pk"))
    for row in rows[:7]:
        Writing.objects.filter(pk=row.pk).update(saved_at=long_ago)
    Writing.objects.filter(author=colleague).update(saved_at=long_ago)
    writings.tidy(by=submitter)
    left = sorted(int(row.data["title"][0]) for row in Writing.objects.filter(author=submitter))
    assert (len(left), left[-18:]) == (20, list(range(7, 25)))
    assert Writing.objects.filter(author=colleague).count() == 1


# ---- finding ----


def test_unsaved_texts_are_the_authors_own_newest_first(submitter, colleague, draft):
    keep(colleague, initiative=draft)
    for text in ("Một", "Hai"):
        keep(submitter, initiative=draft, data={"title": [text]})
    keep(submitter, data={"aims": ["Không tên"]})
    assert [text.title for text in kept.unsaved(submitter)] == ["", "Hai", "Một"]
    assert [text.title for text in kept.unsaved(submitter, initiative=draft)] == ["Hai", "Một"]
    assert [text.initiative_id for text in kept.unsaved(submitter, initiative=None)] == [None]


def test_a_text_that_another_went_on_with_is_not_told_twice(submitter, draft):
    first = keep(submitter, initiative=draft, data={"title": ["Một"]})
    went_on = kept.write_restored(first.page, first.saved_at)
    second = keep(submitter, initiative=draft, data={"title": ["Một, hai"], "restored": [went_on]})
    assert [text.page for text in kept.unsaved(submitter)] == [second.page]
    keep(submitter, first.page, draft, data={"title": ["Một, ba"]})  # the old window is still open
    assert [text.title for text in kept.unsaved(submitter)] == ["Một, ba", "Một, hai"]


@pytest.mark.parametrize(
    "values",
    [[], None, "x", [""], ["@"], ["x@y"], [f"{uuid4()}@"], [f"{uuid4()}@2026-01-01"], [f"{uuid4()}@2026-13-41T00:00:00Z"], [7]],
)
def test_nonsense_about_older_pages_is_left_out(values):
    assert kept.read_restored(values) == []


def test_deleting_the_model_or_the_account_removes_the_texts(submitter, colleague, draft):
    keep(submitter, initiative=draft)
    keep(colleague)
    draft.delete()
    assert Writing.objects.get().author == colleague
