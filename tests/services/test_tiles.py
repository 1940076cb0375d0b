"""Where units stand on the tile map: loaded as a whole or not at all, never two units on one tile."""

import pytest
from django.core.exceptions import ValidationError

from registry.errors import Refused
from registry.models import Tile
from registry.services import tiles

pytestmark = pytest.mark.django_db


def row(unit, column, line) -> dict:
    return {"unit": unit.key, "column": str(column), "row": str(line)}


def places() -> dict:
    return {tile.unit.key: (tile.column, tile.row) for tile in Tile.objects.select_related("unit")}


def test_units_are_brought_to_their_places_and_may_change_them(world):
    assert tiles.load([row(world.an_sinh, 0, 5), row(world.dong_trieu, 0, 6)]) == 2
    assert tiles.load([row(world.an_sinh, 0, 6), row(world.dong_trieu, 0, 5)]) == 2
    assert places() == {"07090-2025": (0, 6), "07093-2025": (0, 5)}
    assert tiles.load([row(world.an_sinh, 0, 6)]) == 0


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"unit": "nonsense"}, "there is no unit"),
        ({"column": "x"}, "whole numbers"),
        ({"column": "-1"}, "whole numbers"),
        ({"column": ""}, "whole numbers"),
        ({"row": "61"}, "at most 60"),
        ({"row": "9" * 30}, ""),
        ({"column": "1", "row": "1"}, "another unit stands on this tile"),
        ({"column": "2", "row": "2"}, "phường Đông Triều"),
    ],
)
def test_a_row_that_makes_no_sense_changes_nothing(world, change, sentence):
    Tile.objects.create(unit=world.dong_trieu, column=2, row=2)
    with pytest.raises(Refused) as refused:
        tiles.load([row(world.province, 1, 1), row(world.an_sinh, 0, 5) | change])
    assert sentence in str(refused.value)
    assert places() == {"07093-2025": (2, 2)}


def test_the_place_of_a_unit_that_ended_is_free(world):
    Tile.objects.create(unit=world.binh_duong, column=0, row=5)
    Tile(unit=world.an_sinh, column=0, row=5).full_clean()
    assert tiles.load([row(world.an_sinh, 0, 5)]) == 1


def test_no_two_units_of_today_stand_on_one_tile(world):
    Tile.objects.create(unit=world.dong_trieu, column=2, row=2)
    with pytest.raises(ValidationError, match="On this tile stands phường Đông Triều already"):
        Tile(unit=world.an_sinh, column=2, row=2).full_clean()
