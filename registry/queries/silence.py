"""Who has sent nothing, and who is late: a board over all units of which something is expected in a campaign.

A unit stands for itself and for those that it carries on whole; `placing.WHOLE` opens the models of such a row. By the units
of that time these are the expected ones; by those of today, the ones that carry these on, and what was divided for itself.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry import rules
from registry.models import Campaign, ExpectedUnit, Initiative, Reach, Unit, UnitReminder
from registry.vocabulary import Role, Status, Tier, UnitsAsOf, Window

from . import counts, reminders, statistics, units
from .indicators import Figures, Indicator

UNCORRECTED, UNREPORTED = OVERDUE = ("uncorrected", "unreported")  # keys of the figures of what is late today


@dataclass(frozen=True)
class Row:
    """One unit: what it and the units that it carries on have sent, and what of it is `overdue`."""

    unit_id: int
    key: str
    name: str
    target: int | None
    sent: int
    registered: int
    uncorrected: int
    unreported: int
    reminded_at: datetime | None
    has_account: bool
    formerly: tuple[str, ...] = ()  # the expected units of that time for which one of today stands

    @property
    def is_silent(self) -> bool:
        return not self.sent

    @property
    def is_late(self) -> bool:
        return bool(self.uncorrected or self.unreported)

    @property
    def is_short(self) -> bool:
        """Fewer models sent than hoped for."""
        return bool(self.target and self.sent < self.target)

    @property
    def is_due(self) -> bool:
        """Whether there is something to remind of."""
        return self.is_silent or self.is_late

    @property
    def is_reminded_today(self) -> bool:
        return bool(self.reminded_at and timezone.localtime(self.reminded_at).date() == timezone.localdate())


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


def expected(campaign: Campaign, among: set[int] | None = None) -> dict[int, int | None]:
    """Ids of the units of which models are expected, with their targets; `among` are the ids that the reader may see.

    Where nobody entered any, these are the communes, wards and special zones that stood on the cut-off day.
    """
    rows = dict(ExpectedUnit.objects.filter(campaign=campaign).order_by().values_list("unit", "target"))
    if not rows:
        communes = Unit.objects.standing(campaign.cutoff_on).filter(tier=Tier.COMMUNE)
        rows = dict.fromkeys(communes.order_by().values_list("pk", flat=True))
    return rows if among is None else {unit: target for unit, target in rows.items() if unit in among}


def in_short(campaign: Campaign, sent: Iterable[int], among: set[int] | None = None) -> Silence:
    """Who has sent nothing, as the board says it: `sent` are the ids of the units that sent anything. Three queries."""
    wanted, sent = expected(campaign, among), set(sent)
    heard = {holder for unit, holders in _carried(wanted).items() if unit in sent for holder in holders}
    silent = statistics.named_units(Unit.objects.filter(pk__in=wanted.keys() - heard), campaign)
    return Silence(len(wanted), [name for _pk, _key, name in silent])


def board(
    campaign: Campaign,
    among: set[int] | None = None,
    places: Iterable[counts.Place] | None = None,
    as_of: UnitsAsOf = UnitsAsOf.THEN,
) -> list[Row]:
    """A row for each expected unit, by the order of the Vietnamese alphabet. Eight queries, however many units.

    `places` are the figures of the units where they are at hand (`counts.at_places`). By the units of today, the targets of
    the expected ones are added up; three queries more.
    """
    wanted, formerly = expected(campaign, among), {}
    if as_of == UnitsAsOf.TODAY:
        wanted, formerly = _as_today(campaign, wanted, among)
    carried = _carried(wanted)
    figures: dict[int, list[Figures]] = defaultdict(list)
    for place in counts.at_places([campaign], None) if places is None else places:
        if place.campaign == campaign.pk:
            for holder in carried.get(place.unit, ()):
                figures[holder].append(place.figures)
    late = _late(campaign, carried)
    reminded = dict(
        UnitReminder.objects.filter(campaign=campaign, unit__in=wanted).order_by().values_list("unit").annotate(Max("sent_at"))
    )
    told = reminders.holders(Role.SUBMITTER, timezone.localdate(), unit__reach__is_own=True, unit__reach__unit__in=wanted)
    rows = []
    for pk, key, name in statistics.named_units(Unit.objects.filter(pk__in=wanted), campaign):
        its = Figures.together(figures[pk])
        uncorrected, unreported = late[pk]
        rows.append(
            Row(
                pk,
                key,
                name,
                wanted[pk],
                its["submitted"],
                its["registered"],
                uncorrected,
                unreported,
                reminded.get(pk),
                bool(told[pk]),
                tuple(one for one in formerly.get(pk, ()) if one != name),
            )
        )
    return rows


def _as_today(campaign: Campaign, wanted: dict[int, int | None], among: set[int] | None) -> tuple[dict, dict]:
    """The units of today that carry the expected ones on, with their targets together, and the names of these."""
    heirs = units.heirs_of(wanted)
    targets: dict[int, int | None] = {}
    names: dict[int, list[str]] = defaultdict(list)
    for pk, _key, name in statistics.named_units(Unit.objects.filter(pk__in=wanted), campaign):
        heir = heirs[pk] if heirs[pk] and (among is None or heirs[pk] in among) else pk
        both = [target for target in (targets.get(heir), wanted[pk]) if target is not None]
        targets[heir] = sum(both) if both else None
        names[heir].append(name)
    return targets, names


def _carried(wanted: Iterable[int]) -> dict[int, list[int]]:
    """Unit → the expected units that carry it on whole, themselves included. One query."""
    found = defaultdict(list)
    rows = Reach.objects.filter(holder__in=wanted, is_own=True, is_whole=True)
    for unit, holder in rows.values_list("unit", "holder"):
        found[unit].append(holder)
    return found


def overdue(campaign: Campaign) -> dict[str, Indicator]:
    """The figures of what is late today (`OVERDUE`): where a unit was given more time, that counts. One query."""
    today = timezone.localdate()
    given = rules.extension_days(Unit.objects.values("pk"), [campaign.pk])

    def late(status: Status, window: Window, **over) -> Q:
        more = {unit for (unit, _campaign, of), until in given.items() if of == window and until >= today}
        return Q(status=status, **over) & ~(Q(unit__in=more) | Q(allocated_unit__in=more))

    return {
        UNCORRECTED: Indicator(
            UNCORRECTED,
            _("Returned, not corrected in time"),
            _(
                "Models that were given back to be corrected, and whose last day for that is over, "
                "more time that was given included."
            ),
            late(Status.RETURNED, Window.CORRECTION, correct_until__lt=today),
        ),
        UNREPORTED: Indicator(
            UNREPORTED,
            _("Not reported in time"),
            _("Registered models without a report of results after the last day for it, more time that was given included."),
            late(Status.REGISTERED, Window.REPORT, campaign__reports_close__lt=today),
        ),
    }


def _late(campaign: Campaign, carried: dict[int, list[int]]) -> dict[int, tuple[int, int]]:
    """Unit → (how many of its models are not corrected, how many not reported in time). Two queries."""
    late = overdue(campaign)
    rows = Initiative.objects.filter(late[UNCORRECTED].condition | late[UNREPORTED].condition, campaign=campaign).order_by()
    found: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for unit, status, number in rows.values_list("unit", "status").annotate(number=Count("pk")):
        for holder in carried.get(unit, ()):
            uncorrected, unreported = found[holder]
            if status == Status.RETURNED:
                found[holder] = uncorrected + number, unreported
            else:
                found[holder] = uncorrected, unreported + number
    return found
