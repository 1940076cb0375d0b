"""Who has sent nothing: the page of the year and the board say the same."""

import pytest

from registry.models import ExpectedUnit
from registry.queries import places, silence
from registry.vocabulary import Status
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def expected(world, campaign):
    for unit in (world.an_sinh, world.dong_trieu):
        ExpectedUnit.objects.create(campaign=campaign, unit=unit)
    return campaign


def short(campaign, among=None) -> silence.Silence:
    return silence.in_short(campaign, places.by_unit(campaign, among).sent, among)


def test_expected_units_that_sent_nothing_are_named(world, expected):
    make.initiative(Status.SUBMITTED, world.an_sinh)
    make.initiative(Status.DRAFT, world.dong_trieu)
    found = short(expected)
    assert (found.expected, found.sent, found.names) == (2, 1, ["phường Đông Triều"])
    assert short(expected, {world.an_sinh.pk}).names == []


@pytest.mark.parametrize("unit", ["an_sinh", "binh_duong", "duc_chinh"])
def test_the_page_of_the_year_and_the_board_name_the_same_units(world, expected, unit):
    make.initiative(Status.SUBMITTED, getattr(world, unit))
    board = silence.board(expected)
    assert short(expected).names == [row.name for row in board if row.is_silent]
    assert short(expected).expected == len(board)


def test_what_a_unit_sent_before_it_was_merged_counts_for_the_one_that_carries_it_on(world, expected):
    make.initiative(Status.SUBMITTED, world.binh_duong)
    assert short(expected).names == ["phường Đông Triều"]


def test_where_nobody_is_expected_every_commune_of_the_cut_off_day_is(world, campaign):
    assert short(campaign).names == ["phường An Sinh", "phường Đông Triều"]
