"""Who learned from whom: counted over all years of a model, and never more told than a reader may know."""

import pytest

from registry.queries import adoptions, lineage
from registry.vocabulary import Status
from tests import make


@pytest.fixture
def source(world):
    return make.initiative(Status.RECOGNISED, world.dong_trieu, cleared_at=make.ago(1), title="Nguồn")


@pytest.fixture
def own(submitter):
    return make.initiative(Status.REGISTERED, submitter.unit, title="Làm theo")


def next_year(row, status=Status.RECOGNISED, **changes):
    """The model in the year after."""
    campaign = make.campaign(row.campaign.year + 1)
    return make.initiative(status, row.unit, campaign=campaign, novelty="continued", continues=row, **changes)


def test_a_dossier_names_what_its_reader_may_read_and_counts_the_others(own, source, submitter, neighbour, province_reviewer):
    hidden = make.initiative(Status.REGISTERED, submitter.unit)
    secret = make.initiative(Status.REGISTERED, submitter.unit, is_restricted=True)
    for row in (own, hidden, secret):
        make.adoption(row, source)
    _back, on, others = adoptions.links_of(source, neighbour)
    assert (on, others) == ([], 2)  # not even a number of what is restricted
    _back, on, others = adoptions.links_of(source, province_reviewer)
    assert ([link.adopter for link in on], others) == ([own, hidden, secret], 0)
    back, _on, _others = adoptions.links_of(own, submitter)
    assert [(link.learned_from, link.in_scope) for link in back] == [(source, False)]


def test_the_years_of_a_model_are_what_it_continues_and_what_continues_it(own, world):
    second = next_year(own)
    third = next_year(second)
    elsewhere = next_year(own, title="Sau khi chia")  # a split: two models go on
    make.initiative(Status.REGISTERED, world.an_sinh)
    assert lineage.years_of(second) == {own.pk, second.pk, third.pk}
    assert lineage.years_of(own) == {own.pk, second.pk, third.pk, elsewhere.pk}
    assert lineage.years_of(elsewhere) == {own.pk, elsewhere.pk}
    assert lineage.first_years([third.pk, elsewhere.pk, own.pk]) == dict.fromkeys([third.pk, elsewhere.pk, own.pk], own.pk)


def test_what_was_learned_in_one_year_is_told_of_every_year(own, source):
    make.adoption(own, source)
    later, own_later = next_year(source, cleared_at=make.ago(1)), next_year(own, cleared_at=make.ago(1))
    for row in (source, later):
        found = adoptions.followers(lineage.years_of(row))
        assert (found.shown, found.total, found.others) == ([], 1, 1)  # the year in which it was said is not public
    for row in (own, own_later):
        assert adoptions.sources(lineage.years_of(row)) == [source]


def test_a_follower_of_several_years_is_one(own, source):
    own_later = next_year(own, cleared_at=make.ago(1))
    later = next_year(source, cleared_at=make.ago(1))
    make.adoption(own, source)
    make.adoption(own_later, later)
    found = adoptions.followers(lineage.years_of(later))
    assert (found.shown, found.total) == ([own_later], 1)
    assert adoptions.sources(lineage.years_of(own)) == [later]


def test_a_dossier_tells_of_all_years_too(own, source, submitter, neighbour, province_reviewer):
    link, later = make.adoption(own, source), next_year(source, cleared_at=make.ago(1))
    _back, on, others = adoptions.links_of(later, province_reviewer)
    assert (on, others) == ([link], 0)
    assert adoptions.links_of(later, neighbour)[1:] == ([], 1)
    own_later = next_year(own, Status.REGISTERED)
    assert adoptions.links_of(own_later, submitter)[0] == [link]
    second = make.adoption(own_later, later)
    assert adoptions.links_of(source, province_reviewer)[1:] == ([second], 0)
    assert adoptions.links_of(source, neighbour)[1:] == ([], 1)


def test_no_year_of_a_model_that_said_it_is_offered_again(own, source, submitter):
    later, own_later = next_year(source, cleared_at=make.ago(1)), next_year(own)
    assert list(adoptions.could_follow(later, submitter)) == [own_later, own]
    make.adoption(own, source)
    assert list(adoptions.could_follow(later, submitter)) == []
    assert list(adoptions.could_follow(own_later, submitter)) == []
