"""Counting by the catalogue (`indicators`): a campaign as a whole, by field and submitter type, by level, by unit.

Every function takes the models that the reader may see (`led_by`). The database groups and counts; in which figures
a group counts is said by the catalogue alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product

from django.db.models import CharField, Count, Exists, FilteredRelation, OuterRef, Q, QuerySet, Value
from django.utils.translation import gettext

from registry.models import Campaign, ExpectedUnit, Initiative, Sector, Unit, UnitName
from registry.models.units import full_name
from registry.vocabulary import Level, RecognitionState, Role, Status, SubmitterType, Tier, UnitType

from .indicators import AT_LEVEL, COUNTS, INDICATORS, Figures, Indicator, counting
from .initiatives import in_force

LEADING = (Role.LEADER, Role.REVIEWER)
FIRST = 20  # units that the dashboard prints before the others are summed up
OTHERS = "others"  # stands for the key of a unit: all units after the first ones


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


def counted(of: Iterable[Campaign], initiatives: QuerySet) -> Counted:
    """Count the campaigns `of`. Three queries: the fields, how many models are alike, recognitions and endings."""
    sectors = list(Sector.objects.all())
    codes = {sector.pk: sector.code for sector in sectors}
    result = Counted(sectors)
    alike = _sent(of, initiatives).values_list("campaign", "status", "sector", "submitter_type", "novelty")
    for campaign, status, sector, type_, novelty, number in alike.annotate(number=Count("*")):
        result.add(campaign, codes[sector], type_, counting(status, type_, novelty), number)
    standing = _sent(of, initiatives).filter(status=Status.RECOGNISED, recognitions__state=RecognitionState.STANDING)
    at_levels = standing.values_list("campaign", "sector", "submitter_type", "recognitions__level")
    at_levels = at_levels.annotate(number=Count("*"))
    for campaign, sector, type_, what, number in at_levels.union(_ended(of, initiatives), all=True):
        result.add(campaign, codes[sector], type_, [AT_LEVEL[what].key if what in AT_LEVEL else what], number)
    return result


def _ended(of: Iterable[Campaign], initiatives: QuerySet) -> QuerySet:
    """How many models of earlier years were ended in these campaigns, as lines of the standing recognitions of `counted`."""
    ended = initiatives.filter(ending__campaign__in=[campaign.pk for campaign in of]).order_by()
    alike = ended.annotate(what=Value("ended", output_field=CharField()))
    columns = ("ending__campaign", "sector", "submitter_type", "what")
    return alike.values_list(*columns).annotate(number=Count("*"))


def _sent(of: Iterable[Campaign], initiatives: QuerySet) -> QuerySet:
    """The submitted models of these campaigns: no other model counts in any figure."""
    return initiatives.filter(COUNTS["submitted"].condition, campaign__in=[campaign.pk for campaign in of]).order_by()


def figures(campaign: Campaign, initiatives: QuerySet) -> Figures:
    """The headline figures of one campaign, in two queries."""
    counts = {key: Count("pk", filter=indicator.condition) for key, indicator in COUNTS.items()}
    found = initiatives.filter(campaign=campaign).order_by().aggregate(**counts)
    return Figures({**found, "ended": initiatives.filter(ending__campaign=campaign).count()})


def by_sector_and_type(campaign: Campaign, initiatives: QuerySet) -> list[Row]:
    """A row for each field, with the figures of collectives and of individuals in `types`."""
    return counted([campaign], initiatives).sectors(campaign)


def by_level(campaign: Campaign, initiatives: QuerySet) -> list[Row]:
    """A row for each level; what stands at the level is `row.figures[AT_LEVEL[row.key].key]`."""
    return counted([campaign], initiatives).levels(campaign)


OF_UNITS = ("submitted", "registered", "recognised")
OF_UNITS_BY_TYPE = (*OF_UNITS, "recognised_collective", "recognised_individual")


def by_unit(
    campaign: Campaign, initiatives: QuerySet, before: Campaign | None = None, keys: Iterable[str] = OF_UNITS_BY_TYPE
) -> list[Row]:
    """A row for each unit that submitted, by the name that it had on the cut-off day (its last one, if it had ended).

    Counted is what the unit itself registered, not what lies below it, so that the rows add up, and only in the
    indicators `keys`: `OF_UNITS` are read from an index alone. The unit with the most registered models stands first;
    of equals, the order is that of the Vietnamese alphabet. Two queries.
    """
    counts = {key: Count("pk", filter=COUNTS[key].condition) for key in keys}
    found = _sent(filter(None, [campaign, before]), initiatives).values_list("unit", "campaign").annotate(**counts)
    now, past = {}, {}
    for unit, campaign_id, *numbers in found:
        (now if campaign_id == campaign.pk else past)[unit] = Figures(dict(zip(keys, numbers, strict=True)))
    named = _named(Unit.objects.filter(pk__in=list(now)), campaign)
    rows = [Row(key, name, now[unit], past.get(unit)) for unit, key, name in named]
    return sorted(rows, key=lambda row: -row.figures["registered"])  # stable: the order of names stays among equals


def _named(of: QuerySet[Unit], campaign: Campaign) -> list[tuple[int, str, str]]:
    """Units by the names that they had on the cut-off day, else by the last one: (id, key, name), in their order."""
    dated = FilteredRelation("names", condition=in_force("names__", campaign.cutoff_on))
    rows = of.annotate(dated=dated).order_by("label_key", "pk")
    columns = rows.values_list("pk", "key", "label", "dated__type", "dated__name")
    return [(pk, key, full_name(type_, name) if name else label) for pk, key, label, type_, name in columns]


def summed(rows: Iterable[Row]) -> Figures:
    """The figures of several rows together."""
    return Figures.together(row.figures for row in rows)


@dataclass(frozen=True)
class Silence:
    """Of `expected` units, the names (on the cut-off day) of those that have sent nothing."""

    expected: int
    names: list[str]

    @property
    def sent(self) -> int:
        return self.expected - len(self.names)

    @property
    def percent(self) -> int:
        """How many of the expected units have sent something, in whole per cent."""
        return 100 * self.sent // self.expected if self.expected else 0


def silent_units(campaign: Campaign, rows: Iterable[Row], among: set[int] | None = None) -> Silence:
    """Which of the units expected in this campaign are not in `rows`; `among` are the ids that the reader may see."""
    expected = ExpectedUnit.objects.filter(campaign=campaign)
    if among is not None:
        expected = expected.filter(unit__in=among)
    named = _named(Unit.objects.filter(pk__in=expected.values("unit")), campaign)
    sent = {row.key for row in rows}
    return Silence(len(named), [name for _pk, key, name in named if key not in sent])


def models(
    indicator: Indicator,
    campaign: Campaign,
    initiatives: QuerySet,
    *,
    sector: str = "",
    submitter_type: str = "",
    level: str = "",
    unit: str = "",
) -> QuerySet:
    """The rows behind a printed figure. `level` means a standing recognition of that level; a rate opens its part.

    `unit` is the key of the unit that registered; `OTHERS` stands for all units after the first ones of `by_unit`.
    """
    rows = initiatives.filter(**{indicator.campaign: campaign})
    if unit == OTHERS:
        registered = Count("pk", filter=COUNTS["registered"].condition)
        ranked = _sent([campaign], initiatives).values("unit").annotate(registered=registered)
        first = ranked.order_by("-registered", "unit__label_key", "unit")[:FIRST]  # the order of `by_unit`
        rows = rows.exclude(unit__in=first.values("unit"))
    elif unit:
        rows = rows.filter(unit__key=unit)
    if sector:
        rows = rows.filter(sector__code=sector)
    if submitter_type:
        rows = rows.filter(submitter_type=submitter_type)
    if level:
        rows = rows.filter(AT_LEVEL[level].condition)
    if indicator.share:
        indicator = INDICATORS[indicator.share[0]]
    return rows.filter(indicator.condition)


def fields_of(rows: QuerySet) -> list[tuple[str, str, int]]:
    """How many of these models lie in each field: (code, name, number), in the order of the fields. One query."""
    columns = ("code", "name_vi", "name_en", "name_de")
    order = ("sector__order", "sector_id")
    found = rows.order_by(*order).values_list(*order, *(f"sector__{column}" for column in columns))
    return [
        (sector[0], str(Sector(**dict(zip(columns, sector, strict=True)))), number)
        for _order, _id, *sector, number in found.annotate(number=Count("pk"))
    ]
