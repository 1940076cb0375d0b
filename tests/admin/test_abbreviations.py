"""The table of abbreviations: every change reaches the names of the models, and bad rows are refused."""

import pytest

from registry.models import Abbreviation, Initiative
from registry.vocabulary import Status
from tests import make
from tests.admin.conftest import written

LIST = "/admin/registry/abbreviation/"


def words_of(row) -> str:
    return Initiative.objects.get(pk=row.pk).title_words


def test_adding_changing_and_removing_reach_the_models_and_the_trail(at, superuser, world):
    model = make.initiative(Status.SUBMITTED, world.an_sinh, title="NVH thôn 2")
    client = at(superuser)
    client.post(f"{LIST}add/", {"short": " NVH ", "long": "nhà văn  hóa"})
    row = Abbreviation.objects.get(short="NVH")
    assert (row.long, words_of(model)) == ("nhà văn hóa", " nha van hoa thon 2 ")
    client.post(f"{LIST}{row.pk}/change/", {"short": "NVH", "long": "nhà văn hóa khu"})
    assert words_of(model) == " nha van hoa khu thon 2 "
    client.post(f"{LIST}{row.pk}/delete/", {"post": "yes"})
    assert words_of(model) == " nvh thon 2 "
    acts = ["abbreviation.add", "abbreviation.change", "abbreviation.delete"]
    assert list(written().order_by("id").values_list("action", flat=True)) == acts


@pytest.mark.parametrize(
    ("short", "long"), [("", "x"), ("x", ""), ("–", "gạch"), ("XX", "…"), ("gpmb", "khác"), ("Gpmb", "khác"), ("x" * 21, "y")]
)
def test_a_row_without_words_or_with_a_known_abbreviation_is_refused(at, superuser, short, long):
    before = list(Abbreviation.objects.values_list("short", "long"))
    response = at(superuser).post(f"{LIST}add/", {"short": short, "long": long})
    assert (response.status_code, list(Abbreviation.objects.values_list("short", "long"))) == (200, before)


def test_only_the_superuser_keeps_the_table(at, staff):
    assert [at(staff).get(address).status_code for address in (LIST, f"{LIST}add/")] == [403, 403]
