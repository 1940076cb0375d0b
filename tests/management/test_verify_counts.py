"""`manage.py verify_counts`: counts and models agree, or the command names the places where they do not, and repairs them."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from registry.models import Count, Total
from registry.queries import counts
from registry.queries.ledgers import kept
from registry.vocabulary import Status
from tests import make

pytestmark = pytest.mark.django_db

AGREE = "The counts are those of the models.\n"


@pytest.fixture
def models(world, campaign):
    """Two registered models of An Sinh, a recognised one of Đông Triều, all submitted in one week."""
    return [
        *(make.initiative(Status.REGISTERED, world.an_sinh) for _each in range(2)),
        make.initiative(Status.RECOGNISED, world.dong_trieu),
    ]


def said(*options) -> str:
    out = StringIO()
    call_command("verify_counts", *options, stdout=out)
    return out.getvalue()


def complaint(*options) -> list[str]:
    """The lines of a command that fails."""
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("verify_counts", *options, stdout=out)
    return out.getvalue().splitlines()


def test_it_says_that_counts_and_models_agree(models):
    assert said() == AGREE


def test_it_says_nothing_if_nothing_is_to_be_said(models):
    assert said("--verbosity=0") == ""


def test_a_row_that_was_cut_out_is_named_and_repaired(world, campaign, models):
    Count.objects.filter(unit=world.dong_trieu, fact=Status.RECOGNISED).delete()
    line = (
        f"{campaign.year} · phường Đông Triều (07093-2025) · economy · collective · new · recognised: 0 kept, 1 by the models"
    )
    assert complaint() == [line]
    assert said("--repair") == f"{line}\n1 counts were wrong and are right now.\n"
    assert said() == AGREE
    assert kept(Count) == counts.made_of()


def test_a_number_that_was_changed_is_named_and_repaired(campaign, models):
    row = Count.objects.filter(unit=None, fact="level:grassroots").get()
    Count.objects.filter(pk=row.pk).update(number=7)
    line = f"{campaign.year} · all units · economy · collective · new · level:grassroots: 7 kept, 1 by the models"
    assert complaint() == [line]
    said("--repair")
    assert said() == AGREE


def test_a_stranger_row_is_named_and_repaired(world, campaign, models):
    monday = make.today() - timedelta(days=make.today().weekday() + 700)
    Count.objects.create(campaign=campaign, unit=world.an_sinh, fact=counts.SENT, week=monday, number=3)
    Count.objects.create(
        campaign=campaign,
        unit=world.duc_chinh,
        allocated_unit=world.an_sinh,
        sector=make.sector(),
        submitter_type="individual",
        novelty="new",
        fact="declined",
        number=2,
    )
    place = f"{campaign.year} · phường Đức Chính (07093-0) · allocated to phường An Sinh (07090-2025)"
    assert complaint() == [
        f"{campaign.year} · phường An Sinh (07090-2025) · sent · week of {monday}: 3 kept, 0 by the models",
        f"{place} · economy · individual · new · declined: 2 kept, 0 by the models",
    ]
    said("--repair", "--fold")
    assert said() == AGREE
    assert not Count.objects.filter(unit=world.duc_chinh).exists()


def test_a_total_that_was_changed_is_named_and_repaired(campaign, models):
    make.outcome(models[0], "road", 810)
    make.contribution(models[2], 2_000_000_000)
    Total.objects.filter(unit=None, part="low").update(number=7)
    Total.objects.filter(unit=models[2].unit, source="people", part="high").delete()
    dong_trieu = f"{campaign.year} · phường Đông Triều (07093-2025)"
    assert complaint() == [
        f"{campaign.year} · all units · road · achieved · low · exactly: 7 kept, 810 by the models",
        f"{dong_trieu} · people · money · achieved · high · exactly: 0 kept, 2 by the models",
    ]
    said("--repair")
    assert said() == AGREE


def test_a_repair_in_which_nothing_is_wrong_writes_nothing(models):
    before = list(Count.objects.order_by("pk").values_list())
    assert said("--repair") == AGREE
    assert list(Count.objects.order_by("pk").values_list()) == before


def test_folding_leaves_one_row_of_each_place(models):
    before = kept(Count)
    places, rows = len(before), Count.objects.count()
    assert said("--fold") == f"{AGREE}The rows of each place were put together; there are {rows - places} fewer.\n"
    assert Count.objects.count() == places < rows
    assert kept(Count) == before


def test_many_differences_are_named_in_part(world, campaign):
    for number in range(60):
        Count.objects.create(campaign=campaign, unit=world.an_sinh, fact=f"stranger-{number}", number=1)
    lines = complaint()
    assert len(lines) == 51
    assert lines[-1] == "… and 10 more"
