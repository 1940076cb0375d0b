"""Closing the figures of a year: kept as they were, and every later change beside them."""

import pytest
from django.core.exceptions import PermissionDenied

from registry.errors import Refused
from registry.models import Entry
from registry.queries import restatements, statistics
from registry.services import campaigns, recognition, review
from registry.vocabulary import Action, Level, Status, SubmitterType
from tests import make


@pytest.fixture
def over(db):
    """A campaign that was counted yesterday."""
    return make.campaign(cutoff_on=make.today(-1))


def now_of(campaign):
    return statistics.counted([campaign]).figures(campaign)


def told(campaign):
    campaign.refresh_from_db()
    return [(one.indicator.key, one.then, one.now) for one in restatements.changed(campaign, now_of(campaign))]


def test_closing_keeps_the_figures_and_stands_in_the_trail(over, province_reviewer, world):
    make.initiative(Status.RECOGNISED, world.an_sinh)
    make.initiative(Status.REGISTERED, world.dong_trieu)
    closed = campaigns.close_figures(over, by=province_reviewer)
    kept = closed.closed_figures
    assert (kept["registered"], kept["recognised"], kept["recognised_grassroots"], "rate" in kept) == (2, 1, 1, False)
    entry = Entry.objects.get(action="campaign.close")
    assert (entry.actor, entry.data) == (province_reviewer, kept)
    assert told(over) == []


def test_only_the_province_and_administrators_close(over, reviewer, leader, submitter, superuser):
    for person in (reviewer, leader, submitter):
        with pytest.raises(PermissionDenied):
            campaigns.close_figures(over, by=person)
    assert campaigns.close_figures(over, by=superuser).closed_at


def test_figures_are_closed_once_and_not_before_the_year_is_over(campaign, province_reviewer):
    with pytest.raises(Refused, match="its figures can be closed after that"):
        campaigns.close_figures(campaign, by=province_reviewer)
    make.campaign(cutoff_on=make.today(-1))
    campaigns.close_figures(campaign, by=province_reviewer)
    with pytest.raises(Refused, match="are closed already"):
        campaigns.close_figures(campaign, by=province_reviewer)


def test_each_later_act_that_changes_a_figure_is_told_and_no_other(over, world, reviewer, province_reviewer):
    row = make.initiative(Status.RECOGNISED, world.an_sinh, decision=make.decision(issued_on=make.today(-3)))
    waiting = make.initiative(Status.SUBMITTED, world.an_sinh)
    campaigns.close_figures(over, by=province_reviewer)
    standing = row.recognitions.get()
    review.open_(waiting, by=reviewer)
    review.amend(row, by=reviewer, facts={"title": "Tên khác"}, reason="Sai chính tả")
    recognition.revoke(standing, by=reviewer, decision=make.decision(), ground=make.ground(), reason="Khai khống.")
    assert told(over) == [
        ("recognised", 1, 0),
        ("recognised_collective", 1, 0),
        ("recognised_grassroots", 1, 0),
    ]
    recognition.reinstate(standing, by=reviewer, decision=make.decision(), reason="Đã xác minh.")
    review.approve(waiting, by=reviewer)
    review.amend(row, by=reviewer, facts={"submitter_type": SubmitterType.INDIVIDUAL, "collective_name": ""}, reason="Nhầm")
    assert told(over) == [
        ("registered", 1, 2),
        ("recognised_collective", 1, 0),
        ("recognised_individual", 0, 1),
        ("new", 1, 2),
    ]
    assert [entry.action for entry in restatements.acts_since(over)] == [
        Action.REVOKE,
        Action.REINSTATE,
        Action.APPROVE,
        Action.AMEND,
    ]


def test_a_recognition_at_a_second_level_restates_that_level(over, world, province_reviewer):
    row = make.initiative(Status.RECOGNISED, world.an_sinh)
    campaigns.close_figures(over, by=province_reviewer)
    recognition.recognise(row, by=province_reviewer, decision=make.decision(Level.PROVINCE))
    assert told(over) == [("recognised_province", 0, 1)]
    assert restatements.acts_since(over).count() == 1
