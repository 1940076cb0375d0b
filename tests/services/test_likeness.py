"""Marks of duplicates and links between years: what is written, and what is refused."""

import pytest
from django.core.exceptions import PermissionDenied

from registry.errors import Refused, Stale
from registry.models import Abbreviation, Entry, Initiative, Notice
from registry.queries import likeness as queries
from registry.services import initiatives, likeness, review
from registry.vocabulary import Action, Novelty, Status
from tests import make
from tests.conftest import trail_of
from tests.services.test_races import race

WHY = "Cùng một tuyến đường, cùng thôn."


def again(row) -> Initiative:
    return Initiative.objects.get(pk=row.pk)


def data_of(row) -> dict:
    return Entry.objects.filter(initiative=row.pk).last().data


@pytest.fixture
def models(submitter):
    """Three submitted models of An Sinh."""
    return [make.initiative(Status.SUBMITTED, submitter.unit, by=submitter) for _ in range(3)]


@pytest.fixture
def last_year(world):
    campaign = make.campaign(make.today().year - 1)
    return make.initiative(Status.RECOGNISED, world.binh_duong, campaign=campaign)


# ---- a duplicate ----


def test_marking_names_the_first_and_leaves_everything_else(reviewer, models):
    first, second, _third = models
    marked = likeness.mark_duplicate(second, by=reviewer, of=first, remark=f" {WHY} ", version=second.version)
    assert (marked.duplicate_of, marked.status, marked.version) == (first, Status.SUBMITTED, 2)
    assert (again(second).duplicate_of, again(first).duplicate_of, again(first).version) == (first, None, 1)
    assert trail_of(second) == [(reviewer, Action.MARK_DUPLICATE, Status.SUBMITTED, Status.SUBMITTED, WHY)]
    assert (data_of(second), trail_of(first)) == ({"duplicate_of": [None, first.code]}, [])
    assert (Initiative.objects.count(), Notice.objects.count()) == (3, 0)


@pytest.mark.parametrize("status", [status for status in Status if status != Status.DRAFT])
def test_a_model_of_every_status_after_submission_can_be_marked_and_freed(reviewer, world, models, status):
    row = make.initiative(status, world.an_sinh)
    likeness.mark_duplicate(row, by=reviewer, of=models[0], remark=WHY)
    likeness.unmark_duplicate(row, by=reviewer)
    assert (again(row).status, again(row).duplicate_of, again(row).version) == (status, None, 3)


def test_a_mark_against_a_duplicate_leads_to_the_first(reviewer, models):
    first, second, third = models
    likeness.mark_duplicate(second, by=reviewer, of=first, remark=WHY)
    likeness.mark_duplicate(third, by=reviewer, of=second, remark=WHY)
    assert (again(third).duplicate_of, data_of(third)) == (first, {"duplicate_of": [None, first.code]})


def test_a_first_that_is_marked_later_keeps_its_own_duplicates(reviewer, models):
    first, second, third = models
    likeness.mark_duplicate(third, by=reviewer, of=second, remark=WHY)
    likeness.mark_duplicate(second, by=reviewer, of=first, remark=WHY)
    assert [again(row).duplicate_of for row in models] == [None, first, second]


def refuses(sentence, *args, kind=Refused, act=likeness.mark_duplicate, **kwargs):
    before = list(Initiative.objects.order_by("pk").values_list("duplicate_of", "continues", "novelty", "version"))
    entries = Entry.objects.count()
    with pytest.raises(kind) as refusal:
        act(*args, **kwargs)
    assert str(refusal.value) == sentence
    assert list(Initiative.objects.order_by("pk").values_list("duplicate_of", "continues", "novelty", "version")) == before
    assert Entry.objects.count() == entries


def test_marks_go_round_in_no_circle(reviewer, models):
    first, second, third = models
    itself = "The other model is marked as a duplicate of this one, so this one is the first."
    likeness.mark_duplicate(second, by=reviewer, of=first, remark=WHY)
    refuses(itself, first, by=reviewer, of=second, remark=WHY)
    likeness.mark_duplicate(first, by=reviewer, of=third, remark=WHY)
    refuses(itself, third, by=reviewer, of=second, remark=WHY)
    refuses(itself, third, by=reviewer, of=first, remark=WHY)


@pytest.mark.django_db(transaction=True)
def test_of_two_marks_against_each_other_at_once_only_one_is_written(reviewer, second_reviewer, models):
    one, other, _third = models
    done, refusal = race(
        lambda: likeness.mark_duplicate(one, by=reviewer, of=other, remark=WHY),
        lambda: likeness.mark_duplicate(other, by=second_reviewer, of=one, remark=WHY),
    )
    assert (done, type(refusal)) == (one, Refused)
    assert [again(row).duplicate_of for row in (one, other)] == [other, None]


def test_a_model_is_not_marked_against_itself(reviewer, models):
    refuses("A model cannot be a duplicate of itself.", models[0], by=reviewer, of=models[0], remark=WHY)


def test_marking_twice_is_refused_whatever_the_first_is(reviewer, models):
    first, second, third = models
    likeness.mark_duplicate(second, by=reviewer, of=first, remark=WHY)
    twice = "It is already marked as a duplicate. Take that mark back first."
    refuses(twice, second, by=reviewer, of=first, remark=WHY)
    refuses(twice, second, by=reviewer, of=third, remark=WHY)


def test_a_mark_needs_words_and_an_old_page_is_refused(reviewer, models):
    first, second, _third = models
    refuses("Say by what you see that it is the same model.", second, by=reviewer, of=first, remark=" \u200b ")
    review.approve(second, by=reviewer)
    old = f"Somebody changed this meanwhile ({second.code}). Nothing was done; read it again."
    refuses(old, second, by=reviewer, of=first, remark=WHY, version=1, kind=Stale)
    refuses(old, second, by=reviewer, of=first, remark=WHY, version=1, kind=Stale, act=likeness.link)
    refuses(old, second, by=reviewer, version=1, kind=Stale, act=likeness.unmark_duplicate)


def test_a_draft_is_neither_marked_nor_the_first(reviewer, superuser, submitter, models):
    draft = make.initiative(Status.DRAFT, submitter.unit)
    refuses("“Mark as a duplicate” is not possible: the model is now “Draft”.", draft, by=reviewer, of=models[0], remark=WHY)
    out_of_sight = "You cannot see the other model, or it is not submitted yet."
    for person in (reviewer, superuser):
        refuses(out_of_sight, models[0], by=person, of=draft, remark=WHY)


def test_what_a_reviewer_cannot_see_is_no_first(world, reviewer, province_reviewer, models):
    elsewhere = make.initiative(Status.SUBMITTED, world.dong_trieu, is_restricted=True)
    out_of_sight = "You cannot see the other model, or it is not submitted yet."
    refuses(out_of_sight, models[0], by=reviewer, of=elsewhere, remark=WHY)
    likeness.mark_duplicate(models[0], by=province_reviewer, of=elsewhere, remark=WHY)
    assert again(models[0]).duplicate_of == elsewhere


def test_only_a_reviewer_of_the_unit_who_is_not_involved_marks(world, submitter, reviewer, neighbour_reviewer, leader, models):
    first, second, _third = models
    for person in (submitter, leader, neighbour_reviewer):
        refuses(
            "Only a reviewer to whom this unit belongs may do this.",
            second, by=person, of=first, remark=WHY, kind=PermissionDenied,
        )  # fmt: skip
    own = make.initiative(Status.SUBMITTED, world.an_sinh, by=reviewer)
    four_eyes = "You entered this model or are named in it, so somebody else has to act on it."
    refuses(four_eyes, own, by=reviewer, of=first, remark=WHY, kind=PermissionDenied)
    likeness.mark_duplicate(second, by=reviewer, of=own, remark=WHY)


def test_a_superuser_is_bound_by_four_eyes_too(superuser, world, models):
    own = make.initiative(Status.SUBMITTED, world.an_sinh, by=superuser)
    with pytest.raises(PermissionDenied):
        likeness.mark_duplicate(own, by=superuser, of=models[0], remark=WHY)
    likeness.mark_duplicate(models[0], by=superuser, of=own, remark=WHY)


def test_taking_the_mark_back_frees_the_model_and_is_written(reviewer, second_reviewer, models):
    first, second, _third = models
    likeness.mark_duplicate(second, by=reviewer, of=first, remark=WHY)
    freed = likeness.unmark_duplicate(second, by=second_reviewer, remark="Nhầm thôn.", version=2)
    assert (freed.duplicate_of, again(second).duplicate_of, data_of(second)) == (
        None, None, {"duplicate_of": [first.code, None]},
    )  # fmt: skip
    assert trail_of(second)[-1] == (
        second_reviewer, Action.UNMARK_DUPLICATE, Status.SUBMITTED, Status.SUBMITTED, "Nhầm thôn.",
    )  # fmt: skip
    refuses("It is not marked as a duplicate.", second, by=reviewer, act=likeness.unmark_duplicate)


# ---- kept up from an earlier year ----


def test_linking_makes_the_model_a_maintained_one_of_the_earlier(reviewer, models, last_year):
    linked = likeness.link(models[0], by=reviewer, of=last_year, remark=WHY, version=1)
    row = again(models[0])
    assert (row.continues, row.novelty, row.version, linked.continues) == (last_year, Novelty.CONTINUED, 2, last_year)
    assert data_of(row) == {"continues": [None, last_year.code], "novelty": ["new", "continued"]}
    assert trail_of(row) == [(reviewer, Action.LINK, Status.SUBMITTED, Status.SUBMITTED, WHY)]
    refuses("It already continues this model.", row, by=reviewer, of=last_year, remark=WHY, act=likeness.link)


def test_only_a_registered_model_of_an_earlier_year_is_continued(reviewer, world, models, last_year):
    link = {"by": reviewer, "remark": WHY, "act": likeness.link}
    earlier = "A model continues one of an earlier year."
    refuses(earlier, models[0], of=models[1], **link)
    refuses(earlier, models[0], of=models[0], **link)
    refuses(earlier, last_year, of=models[0], **link)
    declined = make.initiative(Status.DECLINED, world.an_sinh, campaign=last_year.campaign)
    refuses("Only a model that was registered can be continued.", models[0], of=declined, **link)
    hidden = make.initiative(Status.RECOGNISED, world.dong_trieu, campaign=last_year.campaign)
    refuses("You cannot see the other model, or it is not submitted yet.", models[0], of=hidden, **link)
    refuses("Say by what you see that it is the same model.", models[0], of=last_year, **{**link, "remark": ""})


def test_linking_needs_the_same_right_as_marking(submitter, reviewer, world, last_year, models):
    with pytest.raises(PermissionDenied):
        likeness.link(models[0], by=submitter, of=last_year, remark=WHY)
    own = make.initiative(Status.SUBMITTED, world.an_sinh, by=reviewer)
    with pytest.raises(PermissionDenied):
        likeness.link(own, by=reviewer, of=last_year, remark=WHY)


# ---- the words of names ----


def test_every_way_of_writing_a_name_keeps_its_words(submitter, reviewer, campaign):
    begun = initiatives.begin(campaign=campaign, unit=submitter.unit, by=submitter, facts=make.facts(title="Đường hoa KDC 3"))
    assert again(begun).title_words == " duong hoa khu dan cu 3 "
    initiatives.save(begun, by=submitter, facts={"title": "GPMB đường 18A"})
    assert again(begun).title_words == " giai phong mat bang duong 18a "
    initiatives.submit(begun, by=submitter)
    review.amend(begun, by=reviewer, facts={"title": "Cổng trường ATGT"}, reason="Viết rõ.")
    assert again(begun).title_words == " cong truong an toan giao thong "


def test_reindexing_follows_the_table_and_writes_only_what_became_another(submitter):
    rows = [make.initiative(Status.SUBMITTED, submitter.unit, title=title) for title in ("TTVH thôn 2", "Đường hoa", "GPMB")]
    versions = [again(row).version for row in rows]
    Abbreviation.objects.create(short="TTVH", long="trung tâm văn hóa")
    Abbreviation.objects.filter(short="GPMB").delete()
    assert (likeness.reindex(), likeness.reindex()) == (2, 0)
    assert [again(row).title_words for row in rows] == [" trung tam van hoa thon 2 ", " duong hoa ", " gpmb "]
    assert [again(row).version for row in rows] == versions


def test_reindexing_goes_through_all_models_batch_by_batch(submitter, monkeypatch):
    monkeypatch.setattr(likeness, "BATCH", 2)
    rows = [make.initiative(Status.SUBMITTED, submitter.unit) for _ in range(5)]
    words = rows[0].title_words
    Initiative.objects.update(title_words="")
    assert likeness.reindex() == 5
    assert {again(row).title_words for row in rows} == {words}
    assert words == queries.title_words(rows[0].title, {})
