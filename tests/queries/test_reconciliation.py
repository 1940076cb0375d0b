"""Whatever became of the units, and whatever was allocated: both tables hold every model once, and each line opens its own."""

from datetime import date

import pytest
from django.db import transaction
from django.db.models import Count
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from registry.models import Initiative, Unit
from registry.queries import places, statistics
from registry.queries.indicators import INDICATORS
from registry.services import units as services
from registry.vocabulary import Status, UnitsAsOf, UnitType
from tests import make, varied

pytestmark = pytest.mark.django_db

DISTRICTS_END = date(2025, 6, 30)
YEARS = (2019, 2022, 2025)
STATUSES = (Status.DRAFT, Status.SUBMITTED, Status.REGISTERED, Status.RECOGNISED, Status.WITHDRAWN)
FIGURES = ("submitted", "registered", "recognised")

turns = st.lists(
    st.tuples(st.sampled_from(["merge", "merge together", "split", "new parent"]), st.integers(0, 99), st.integers(0, 99)),
    max_size=6,
)
sent = st.lists(
    st.tuples(st.sampled_from(YEARS), st.integers(0, 99), st.sampled_from(STATUSES), st.integers(0, 99), st.booleans()),
    min_size=1,
    max_size=9,
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate])
@given(turns=turns, sent=sent)
def test_both_tables_add_up_to_the_whole_and_every_line_opens_exactly_its_models(turns, sent):
    with transaction.atomic():
        province, district = _land()
        _live_through(turns, province, district)
        _register(sent)
        for year in YEARS:
            _agree(next(one for one in statistics.campaigns() if one.year == year))
        transaction.set_rollback(True)


def _land() -> tuple[Unit, Unit]:
    """A province with a district of two communes, of which one has a school, and two communes of its own."""
    for year in YEARS:
        varied.closed_campaign(year)
    province = make.unit("Quảng Ninh", UnitType.PROVINCE)
    district = make.unit("Đông Triều", UnitType.TOWN, province)
    communes = [
        make.unit(name, UnitType.COMMUNE, parent) for name, parent in zip("ABCD", [district] * 2 + [province] * 2, strict=True)
    ]
    make.unit("Trường A", UnitType.SCHOOL, communes[0])
    Unit.objects.filter(pk=district.pk).update(ends_on=DISTRICTS_END)
    district.names.update(valid_to=DISTRICTS_END)
    return province, district


def _live_through(turns, province, district):
    """One act of the units after the other, two or three a year, as the services do them."""
    for number, (act, first, second) in enumerate(turns):
        on = date(2018 + number, 5, 1)
        standing = list(Unit.objects.filter(tier="commune", ends_on__isnull=True).order_by("pk"))
        one, other = standing[first % len(standing)], standing[second % len(standing)]
        basis = {"on": on, "legal_basis": "Nghị quyết thử", "by": None}
        if act == "new parent":
            if one.parent_id != province.pk:
                services.change(one, parent=province, **basis)
            continue
        heir = make.unit(f"Mới {number}", UnitType.WARD, province, starts_on=on)
        match act:
            case "merge" if one != other:
                services.merge([one], into=other, **basis)
            case "merge together":
                services.merge({one, other}, into=heir, **basis)
            case "split" if one != other:
                services.split(one, into=[heir, other], **basis)


def _register(sent):
    """Models in any unit and year, ended units too; some allocated, also to a unit that has ended since or is no successor."""
    units = list(Unit.objects.order_by("pk"))
    campaigns = {campaign.year: campaign for campaign in statistics.campaigns()}
    for year, place, status, heir, is_allocated in sent:
        allocated = {"allocated_unit": units[heir % len(units)]} if is_allocated else {}
        make.initiative(status, units[place % len(units)], campaign=campaigns[year], **allocated)


def _agree(campaign):
    everything = Initiative.objects.all()
    whole = statistics.figures(campaign)
    for key in FIGURES:
        assert whole[key] == everything.filter(INDICATORS[key].condition, campaign=campaign).count()
    for as_of in UnitsAsOf:
        table = places.by_unit(campaign, as_of=as_of)
        for lines in (table.all_lines, table.leaves, [table]):
            assert [sum(line.figures[key] for line in lines) for key in FIGURES] == [whole[key] for key in FIGURES], as_of
        for line in [one for top in table.all_lines for one in (top, *top.below)]:
            rows = everything.filter(places.condition(line.key, campaign, as_of=as_of), campaign=campaign)
            found = rows.aggregate(**{key: Count("pk", filter=INDICATORS[key].condition) for key in FIGURES})
            assert found == {key: line.figures[key] for key in FIGURES}, (as_of, line.key)
