"""The tile map: every unit of today has its tile, each number opens exactly its models, and together they are the whole."""

import pytest
from django.urls import reverse

from registry.models import Tile
from registry.vocabulary import Status
from tests import make, varied
from tests.views.conftest import logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def placed(world):
    """Tiles of both units; 2024: two models of what is An Sinh today, one that nobody allocated, one of the province itself."""
    Tile.objects.create(unit=world.an_sinh, column=0, row=0)
    Tile.objects.create(unit=world.dong_trieu, column=0, row=1)
    campaign = varied.closed_campaign(2024)
    make.initiative(Status.RECOGNISED, world.binh_duong, campaign=campaign)
    for unit in (world.binh_duong, world.duc_chinh, world.province):
        make.initiative(Status.REGISTERED, unit, campaign=campaign)
    return campaign


def drawn(page) -> dict:
    return {tile.name: tile.said for tile in page.context["map"].tiles}


@pytest.mark.parametrize("indicator", ["registered", "recognised", "rate", "new", "continued"])
def test_every_number_opens_exactly_its_models_and_they_add_up(reading, placed, indicator):
    page = reading.get(reverse("tile-map"), {"campaign": 2024, "indicator": indicator})
    found = page.context["map"]
    doors = [(tile.said, tile.address) for tile in found.tiles] + [one[1:] for one in found.beside]
    numbers = []
    for said, address in doors:
        if address and indicator != "rate":
            numbers.append(reading.get(address).context["total"])
            assert numbers[-1] == int(said)
    total, address = found.total
    if indicator != "rate":
        assert sum(numbers) == int(total)
    if address:
        assert reading.get(address).context["page"].rows


def test_a_unit_of_which_nothing_is_counted_has_its_tile_all_the_same(reading, placed):
    page = reading.get(reverse("tile-map"), {"campaign": 2024})
    assert drawn(page) == {"Phường An Sinh": "2", "Phường Đông Triều": "0"}
    assert [(name, said) for name, said, _address in page.context["map"].beside] == [
        ("Tỉnh Quảng Ninh", "1"),
        ("Not allocated", "1"),
    ]
    assert page.context["map"].total[0] == "4"
    assert "formerly: xã Bình Dương" in page.content.decode()


def test_a_rate_of_nothing_is_no_rate_of_nought(reading, placed):
    page = reading.get(reverse("tile-map"), {"campaign": 2024, "indicator": "rate"})
    assert drawn(page)["Phường Đông Triều"] == "–"
    assert page.context["map"].tiles[-1].shade == 0


def test_a_year_without_models_has_a_map_of_noughts(reading, placed):
    varied.closed_campaign(2011)
    assert drawn(reading.get(reverse("tile-map"), {"campaign": 2011})) == {"Phường An Sinh": "0", "Phường Đông Triều": "0"}


def test_a_tile_of_a_unit_that_ended_is_not_drawn(reading, placed, world):
    Tile.objects.create(unit=world.binh_duong, column=5, row=5)
    assert set(drawn(reading.get(reverse("tile-map"), {"campaign": 2024}))) == {"Phường An Sinh", "Phường Đông Triều"}


def test_a_leader_of_one_commune_sees_that_and_what_others_hold_of_it(client, placed, commune_leader, world):
    reading = logged_in(client, commune_leader)
    assert drawn(reading.get(reverse("tile-map"), {"campaign": 2024})) == {"Phường An Sinh": "2"}
    make.initiative(Status.REGISTERED, world.duc_chinh, campaign=placed, allocated_unit=world.dong_trieu)
    page = reading.get(reverse("tile-map"), {"campaign": 2024})
    assert drawn(page) == {"Phường An Sinh": "2", "Phường Đông Triều": "1"}


@pytest.mark.parametrize("asked", [{"indicator": "money"}, {"indicator": "\0"}, {"campaign": "x"}, {"indicator": "x" * 10_000}])
def test_nonsense_leads_to_the_map_of_the_registered(reading, placed, asked):
    page = reading.get(reverse("tile-map"), asked)
    assert (page.status_code, page.context["indicator"].key) == (200, "registered")


def test_without_tiles_or_a_campaign_the_page_says_so(reading, world):
    assert "There is no campaign yet" in reading.get(reverse("tile-map")).content.decode()
    varied.closed_campaign(2024)
    assert "No unit has its place on the map yet" in reading.get(reverse("tile-map")).content.decode()


@pytest.mark.parametrize(("columns", "look"), [(1, ""), (4, ""), (5, "is-middling"), (11, "is-middling"), (16, "is-wide")])
def test_a_small_map_is_drawn_in_its_own_size(reading, placed, world, columns, look):
    Tile.objects.filter(unit=world.dong_trieu).update(column=columns - 1)
    found = reading.get(reverse("tile-map"), {"campaign": 2024}).context["map"]
    assert (found.look, found.width) == (look, columns * 84 - 4)
