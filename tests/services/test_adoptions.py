"""A unit alone says from which other model its own was learned, once, and takes it back."""

import pytest
from django.core.exceptions import PermissionDenied

from registry.errors import Refused
from registry.models import Adoption, Entry
from registry.services import adoptions
from registry.vocabulary import Status
from tests import make


def acts_of(row) -> list[tuple]:
    return [(entry.actor, entry.action, entry.data) for entry in Entry.objects.filter(initiative=row).order_by("id")]


@pytest.fixture
def source(world):
    return make.initiative(Status.RECOGNISED, world.dong_trieu, cleared_at=make.ago(1), title="Nguồn")


@pytest.fixture
def own(submitter):
    return make.initiative(Status.REGISTERED, submitter.unit, title="Làm theo")


def test_a_unit_says_from_which_public_model_its_own_was_learned(own, source, submitter):
    adoptions.adopt(own, of=source, by=submitter, note="Chia đoạn cho từng tổ")
    adoption = Adoption.objects.get()
    assert (adoption.adopter, adoption.learned_from, adoption.note, adoption.made_by) == (
        own,
        source,
        "Chia đoạn cho từng tổ",
        submitter,
    )
    assert acts_of(own) == [(submitter, "adoption.add", {"learned_from": [None, source.code]})]


def test_nobody_speaks_for_the_model_of_another_unit(own, source, neighbour, reviewer, leader, superuser):
    for person in (neighbour, reviewer, leader, superuser):
        with pytest.raises(PermissionDenied):
            adoptions.adopt(own, of=source, by=person)
    assert Adoption.objects.count() == 0


def test_it_is_said_once_never_of_itself_never_in_a_circle(own, source, submitter, neighbour):
    adoptions.adopt(own, of=source, by=submitter)
    with pytest.raises(Refused, match="said already"):
        adoptions.adopt(own, of=source, by=submitter)
    public = make.initiative(Status.RECOGNISED, submitter.unit, cleared_at=make.ago(1))
    with pytest.raises(Refused, match="from itself"):
        adoptions.adopt(public, of=public, by=submitter)
    make.adoption(source, public)
    with pytest.raises(Refused, match="was learned from this one"):
        adoptions.adopt(public, of=source, by=submitter)
    assert Adoption.objects.count() == 2


def test_another_year_of_the_same_model_is_not_learned_from_it(submitter, world):
    before = make.campaign(make.today().year - 1)
    old = make.initiative(Status.RECOGNISED, submitter.unit, campaign=before, cleared_at=make.ago(1))
    row = make.initiative(Status.REGISTERED, submitter.unit, novelty="continued", continues=old)
    with pytest.raises(Refused, match="in another year"):
        adoptions.adopt(row, of=old, by=submitter)


def test_it_is_said_once_of_all_years_of_both(own, source, submitter):
    """The next year of either model says nothing new."""
    adoptions.adopt(own, of=source, by=submitter)
    later = make.campaign(make.today().year + 1)
    own_later = make.initiative(Status.REGISTERED, own.unit, campaign=later, novelty="continued", continues=own)
    changes = {"campaign": later, "novelty": "continued", "continues": source, "cleared_at": make.ago(1)}
    source_later = make.initiative(Status.RECOGNISED, source.unit, **changes)
    for adopter, of in ((own_later, source), (own, source_later), (own_later, source_later)):
        with pytest.raises(Refused, match="said already"):
            adoptions.adopt(adopter, of=of, by=submitter)
    assert Adoption.objects.count() == 1


@pytest.mark.parametrize("status", [Status.DRAFT, Status.DECLINED, Status.WITHDRAWN])
def test_what_was_not_sent_or_does_not_stand_follows_nothing(source, submitter, status):
    with pytest.raises(Refused, match="that was submitted"):
        adoptions.adopt(make.initiative(status, submitter.unit), of=source, by=submitter)


def test_what_is_not_public_and_out_of_sight_cannot_be_named(own, submitter, world):
    hidden = make.initiative(Status.RECOGNISED, world.dong_trieu)
    secret = make.initiative(Status.RECOGNISED, world.dong_trieu, sector=make.sector("defence"))
    for row in (hidden, secret):
        with pytest.raises(Refused, match="not public"):
            adoptions.adopt(own, of=row, by=submitter)


def test_the_unit_or_its_reviewer_takes_it_back_once(own, source, submitter, reviewer, neighbour):
    adoption = adoptions.adopt(own, of=source, by=submitter)
    with pytest.raises(PermissionDenied):
        adoptions.unadopt(adoption, by=neighbour)
    adoptions.unadopt(adoption, by=reviewer)
    with pytest.raises(Refused, match="already"):
        adoptions.unadopt(adoption, by=submitter)
    assert acts_of(own)[-1] == (reviewer, "adoption.remove", {"learned_from": [source.code, None]})
