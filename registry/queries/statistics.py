"""Counting by the catalogue (`indicators`): a campaign as a whole, by field and submitter type, by level, by unit.

Figures are read from the kept counts (`counts`), of the units that the reader leads (`units_led`); lists take the models
that the reader may see (`led_by`). Both are the same models. In which figures one counts is said by the catalogue alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import product

from django.db.models import Count, Exists, FilteredRelation, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from registry.models import Campaign, Initiative, Sector, Unit, UnitName
from registry.models.units import full_name
from registry.vocabulary import Level, Role, SubmitterType, Tier, UnitsAsOf, UnitType

from . import counts, places
from .indicators import AT_LEVEL, INDICATORS, OF_FACTS, Figures, Indicator
from .initiatives import in_force

LEADING = (Role.LEADER, Role.REVIEWER)
LEVEL_KEYS = {indicator.key for indicator in AT_LEVEL.values()}


@dataclass(frozen=True)
class Row:
    """One line of a table. `key` leads to its models; `before` are the figures of the year before, if there are any."""

    key: str
    name: str
    figures: Figures
    before: Figures | None = None
    types: dict[str, Figures] = field(default_factory=dict)


class Counted:
    """The figures of some campaigns: of each as a whole, by field, by submitter type, by both."""

    def __init__(self, sectors: list[Sector]):
        self._sectors = sectors
        self._sums: dict[tuple[int, str, str], Counter] = defaultdict(Counter)

    def add(self, campaign: int, sector: str, submitter_type: str, keys: Iterable[str], number: int):
        """Count `number` models of one field and submitter type in the indicators `keys`."""
        for place in product((campaign,), ("", sector), ("", submitter_type)):
            sums = self._sums[place]
            for key in keys:
                sums[key] += number

    def figures(self, campaign: Campaign, sector: str = "", submitter_type: str = "") -> Figures:
        """All figures of a campaign, or of one field or submitter type in it."""
        return Figures(self._sums.get((campaign.pk, sector, submitter_type)))

    def types(self, campaign: Campaign, sector: str = "") -> dict[str, Figures]:
        return {type_.value: self.figures(campaign, sector, type_) for type_ in SubmitterType}

    def sectors(self, campaign: Campaign, before: Campaign | None = None) -> list[Row]:
        """A row for each field that is open or counts anything, in the order of the fields."""
        counted = {sector for campaign_id, sector, _type in self._sums if campaign_id == campaign.pk}
        return [
            Row(
                sector.code,
                str(sector),
                self.figures(campaign, sector.code),
                before and self.figures(before, sector.code),
                self.types(campaign, sector.code),
            )
            for sector in self._sectors
            if sector.is_active or sector.code in counted
        ]

    def levels(self, campaign: Campaign, before: Campaign | None = None) -> list[Row]:
        """A row for each level: standing recognitions are in the indicator of that level (`AT_LEVEL`).

        The district level is left out of the years in which nothing was recognised there.
        """
        figures = self.figures(campaign)
        labels = level_labels(campaign)
        return [
            Row(level.value, labels[level], figures, before and self.figures(before), self.types(campaign))
            for level in Level
            if level != Level.DISTRICT or figures[AT_LEVEL[level].key]
        ]


def led_by(user) -> QuerySet:
    """The models whose figures `user` reads: in the units that they lead or review for; for the superuser, all."""
    initiatives = Initiative.objects.visible_to(user)
    if user.is_superuser or user.roles() <= set(LEADING):
        return initiatives
    return initiatives.filter(user.scope.within(*LEADING))


def units_led(user) -> set[int] | None:
    """The ids of the units whose models `led_by` holds; None where these are all units: the kept counts say that at once."""
    return None if user.is_superuser or user.scope.covers_all(*LEADING) else user.scope.units(*LEADING)


def campaigns() -> list[Campaign]:
    """All campaigns, newest first, each knowing whether the province was a city on its cut-off day. One query."""
    city = in_force("", OuterRef("cutoff_on")) & Q(unit__tier=Tier.PROVINCE, type=UnitType.CENTRAL_CITY)
    return list(Campaign.objects.annotate(in_city=Exists(UnitName.objects.filter(city))))


def year_before(campaign: Campaign, among: Iterable[Campaign]) -> Campaign | None:
    """The campaign of the year before, if there was one."""
    return next((other for other in among if other.year == campaign.year - 1), None)


def level_labels(campaign: Campaign) -> dict[Level, str]:
    """The labels of the levels in one of `campaigns()`: the provincial one follows the province's type of the day."""
    labels = {level: str(level.label) for level in Level}
    return labels | {Level.PROVINCE: gettext("City level")} if campaign.in_city else labels


def counted(of: Iterable[Campaign], among: set[int] | None = None) -> Counted:
    """Count the campaigns `of` in the units `among` (ids; None: in all). Two queries: the fields, and the kept counts."""
    sectors = list(Sector.objects.all())
    codes = {sector.pk: sector.code for sector in sectors}
    result = Counted(sectors)
    for group in counts.whole(of, among):
        result.add(group.campaign, codes[group.sector], group.submitter_type, group.keys, group.number)
    return result


def figures(campaign: Campaign, among: set[int] | None = None) -> Figures:
    """The headline figures of one campaign. Two queries."""
    return counted([campaign], among).figures(campaign)


def by_sector_and_type(campaign: Campaign, among: set[int] | None = None) -> list[Row]:
    """A row for each field, with the figures of collectives and of individuals in `types`."""
    return counted([campaign], among).sectors(campaign)


def by_level(campaign: Campaign, among: set[int] | None = None) -> list[Row]:
    """A row for each level; what stands at the level is `row.figures[AT_LEVEL[row.key].key]`."""
    return counted([campaign], among).levels(campaign)


def by_unit(
    campaign: Campaign, among: set[int] | None = None, before: Campaign | None = None, as_of: UnitsAsOf = UnitsAsOf.THEN
) -> list[places.Line]:
    """A line for each unit of `among` (ids; None: all) in which models stand, districts not put together.

    Counted is what the unit itself registered, so that the lines add up. The unit with the most registered models stands
    first; of equals, the order is that of the Vietnamese alphabet. `places.by_unit` has districts, and other orders.
    """
    return places.ordered(places.by_unit(campaign, among, before, as_of).leaves)


def named_units(of: QuerySet[Unit], campaign: Campaign) -> list[tuple[int, str, str]]:
    """Units by the names that they had on the cut-off day, else by the last one: (id, key, name), in their order."""
    dated = FilteredRelation("names", condition=in_force("names__", campaign.cutoff_on))
    rows = of.annotate(dated=dated).order_by("label_key", "pk")
    columns = rows.values_list("pk", "key", "label", "dated__type", "dated__name")
    return [(pk, key, full_name(type_, name) if name else label) for pk, key, label, type_, name in columns]


def models(
    indicator: Indicator,
    campaign: Campaign,
    initiatives: QuerySet,
    *,
    sector: str = "",
    submitter_type: str = "",
    level: str = "",
    unit: str = "",
    as_of: str = UnitsAsOf.THEN,
    among: set[int] | None = None,
    sort: str = places.USUAL,
    until: date | None = None,
) -> QuerySet:
    """The rows behind a printed figure. `level` means a standing recognition of that level; a rate opens its part.

    `unit` is the key of a line of `places.by_unit` with the same `as_of`, `among` and `sort`. `until` is the last day on
    which they were submitted.
    """
    rows = initiatives.filter(**{indicator.campaign: campaign})
    if unit:
        rows = rows.filter(places.condition(unit, campaign, among, as_of, sort))
    if sector:
        rows = rows.filter(sector__code=sector)
    if submitter_type:
        rows = rows.filter(submitter_type=submitter_type)
    if level:
        rows = rows.filter(AT_LEVEL[level].condition)
    if until:
        rows = rows.filter(submitted_at__lt=timezone.make_aware(datetime.combine(until + timedelta(days=1), time.min)))
    if indicator.share:
        indicator = INDICATORS[indicator.share[0]]
    return rows.filter(indicator.condition)


def fields_behind(
    indicator: Indicator,
    campaign: Campaign,
    *,
    submitter_type: str = "",
    level: str = "",
    unit: str = "",
    as_of: str = UnitsAsOf.THEN,
    among: set[int] | None = None,
    sort: str = places.USUAL,
) -> list[tuple[str, str, int]] | None:
    """`fields_of` the rows of `models`, from the kept counts; None where they do not say it: for a level of what another
    fact than the status says, or another level, and for what is overdue. Two queries, and those of the unit's line.
    """
    key = indicator.share[0] if indicator.share else indicator.key
    if key not in INDICATORS:
        return None
    if level and key in {"ended", *OF_FACTS, *LEVEL_KEYS} - {AT_LEVEL[level].key}:
        return None
    where = places.condition(unit, campaign, among, as_of, sort) if unit else None
    found = counts.by_sector(campaign, key, among, where=where, submitter_type=submitter_type, level=level)
    return [(sector.code, str(sector), found[sector.pk]) for sector in Sector.objects.all() if sector.pk in found]


def fields_of(rows: QuerySet) -> list[tuple[str, str, int]]:
    """How many of these models lie in each field: (code, name, number), in the order of the fields. One query."""
    columns = ("code", "name_vi", "name_en", "name_de")
    order = ("sector__order", "sector_id")
    found = rows.order_by(*order).values_list(*order, *(f"sector__{column}" for column in columns))
    return [
        (sector[0], str(Sector(**dict(zip(columns, sector, strict=True)))), number)
        for _order, _id, *sector, number in found.annotate(number=Count("pk"))
    ]
