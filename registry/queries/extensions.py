"""More time for a unit: who sees a request, who decides on it, what is given to many models at once."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q, QuerySet

from registry import rules, text
from registry.models import Campaign, Extension, Initiative, Membership, Unit, User
from registry.models.units import TERRITORIES
from registry.vocabulary import Role, Status, Tier, Window

READING = (Role.REVIEWER, Role.LEADER)
_NEAREST = (Tier.BASE, Tier.COMMUNE, Tier.DISTRICT, Tier.PROVINCE)


def visible_to(user) -> QuerySet[Extension]:
    """What reviewers and leaders see of the units in their scope, and submitters of their own."""
    if user.is_superuser:
        return Extension.objects.all()
    read = user.scope.within(*READING)
    if not read:  # every unit there is: an empty condition, which nothing can be joined to by "or"
        return Extension.objects.all()
    return Extension.objects.filter(read | Q(unit__in=user.scope.own(Role.SUBMITTER)))


def listed(extensions: QuerySet) -> QuerySet:
    """With what a row prints."""
    return extensions.select_related("campaign", "unit", "asked_by", "decided_by")


def open_requests(extensions: QuerySet) -> QuerySet:
    """Those that nobody has decided yet."""
    return extensions.filter(decided_at__isnull=True)


def attach(rows: Iterable[Initiative]) -> list[Initiative]:
    """Tell each model of a list what is given to its unit, so that its windows ask nothing more. One query for all."""
    rows = list(rows)
    units = {unit for row in rows for unit in (row.unit_id, row.allocated_unit_id) if unit}
    days = rules.extension_days(units, {row.campaign_id for row in rows}) if rows else {}
    for row in rows:
        row.extension_days = days
    return rows


def deciders(unit: Unit, *, day: date, but: User) -> list[User]:
    """Who is told of a request: the unit's own reviewers if there are any, else those of the nearest tier above.

    `but` is who asked; that person decides nothing. One query.
    """
    posts = Membership.objects.in_force(day).filter(
        role=Role.REVIEWER, user__is_active=True, unit__reach__unit=unit, unit__reach__is_whole=True
    )
    heights: dict[int, dict[int, User]] = {}
    for post in posts.exclude(user=but).select_related("user", "unit").order_by("user_id"):
        height = -1 if post.unit_id == unit.pk else _NEAREST.index(Tier(post.unit.tier))
        heights.setdefault(height, {})[post.user_id] = post.user
    return list(heights[min(heights)].values()) if heights else []


def submitters(unit: Unit, *, day: date) -> list[User]:
    """Everybody who enters the models of the unit today. One query."""
    posts = Membership.objects.in_force(day).filter(
        role=Role.SUBMITTER, unit__reach__unit=unit, unit__reach__is_own=True, unit__reach__is_whole=True
    )
    return list(User.objects.filter(is_active=True, memberships__in=posts).distinct().order_by("pk"))


def units_named(user, typed: str, today: date, most: int = 20) -> list[Unit]:
    """The units that stand today, lie in the reviewer's scope and are meant by `typed`: a key, else a name.

    An ended unit leads to the one that carries it on. Where the name fits one unit as people write it, that one is meant;
    else all with these words in a name, which may be several. Two queries at most.
    """

    def standing(meant) -> QuerySet[Unit]:
        whole = {"reach__unit__in": meant, "reach__is_own": True, "reach__is_whole": True}
        found = Unit.objects.standing(today).filter(**whole).distinct().order_by("label_key", "pk")
        return found if user.is_superuser else found.filter(pk__in=user.scope.whole(Role.REVIEWER))

    by_key = list(standing(Unit.objects.filter(key=typed))) if typed else []
    if by_key or not text.words(typed):
        return by_key[:most]
    named = list(standing(Unit.objects.named_like(typed))[:most])
    exact = [unit for unit in named if text.fold(typed) in _spellings(unit)]
    return exact if len(exact) == 1 else named


def _spellings(unit: Unit) -> set[str]:
    """How people write a unit's name of today, folded: with its type, and without."""
    label = text.fold(unit.label)
    types = (text.fold(type_) for type_ in TERRITORIES)
    return {label, *(label.removeprefix(f"{type_} ") for type_ in types)}


def earliest_correction(campaign: Campaign, unit: Unit) -> date | None:
    """The earliest day until which a model of the unit has to be corrected; None if none has to be."""
    covered = Unit.objects.filter(reached_by__holder=unit, reached_by__is_own=True, reached_by__is_whole=True)
    writing = Initiative.objects.filter(
        Q(unit__in=covered) | Q(allocated_unit__in=covered),
        campaign=campaign,
        status__in=(Status.DRAFT, Status.RETURNED),
        correct_until__isnull=False,
    )
    return writing.aggregate(day=Min("correct_until"))["day"]


def registering(user, today: date) -> set[int]:
    """Ids of the campaigns in which a unit of the person's own posts still registers by an extension. One query."""
    days = rules.extension_days(_posts(user), Campaign.objects.all())
    return {one for (_unit, one, window), until in days.items() if window == Window.REGISTRATION and until >= today}


def reporting(campaigns: Iterable[Campaign], days: dict, today: date) -> Q:
    """The registered models that can be reported today, by the calendar or by what `days` gives (`rules.extension_days`)."""
    begun = {one.pk for one in campaigns if one.reports_open <= today}
    more = defaultdict(set)
    for (unit, campaign, window), until in days.items():
        if window == Window.REPORT and until >= today and campaign in begun:
            more[campaign].add(unit)
    found = Q(campaign__in=[one.pk for one in campaigns if one.is_reporting(today)])
    for campaign, units in more.items():
        found |= Q(campaign=campaign) & (Q(unit__in=units) | Q(allocated_unit__in=units))
    return Q(status=Status.REGISTERED) & found


@dataclass(frozen=True)
class Due:
    """Something that is due by the end of `day`: what, in which campaign, for how many models; `code` is one of them."""

    window: Window
    campaign: Campaign
    day: date
    is_extended: bool
    count: int = 0
    code: str = ""


def dues(user, campaigns: Iterable[Campaign], days: dict, today: date) -> list[Due]:
    """What the models of the person's own units have to meet in campaigns that are not over, the earliest day first.

    Registration that is open is among it even without a draft. `days` are those of the own units. One query.
    """
    running = {one.pk: one for one in campaigns if one.registration_opens <= today <= one.cutoff_on}
    counts: dict[tuple, int] = Counter()
    codes: dict[tuple, list[str]] = defaultdict(list)
    for row, number, code in [*_possible(user, running, days), *_waiting(user, running, days)]:
        if row.status == Status.REGISTERED and row.campaign.reports_open > today:
            continue
        window = rules.window_of(row)
        day = rules.last_day(row, window)
        key = (window, row.campaign, day, day > rules.regular_day(row, window))
        counts[key] += number
        codes[key] += filter(None, [code])
    found = [Due(*key, count, min(codes[key], default="")) for key, count in counts.items() if count or key[2] >= today]
    return sorted(found, key=lambda due: (due.day, -due.campaign.year, due.window))


def _posts(user) -> set[int]:
    return {post.unit_id for post in user.scope.posts if post.role == Role.SUBMITTER}


def _waiting(user, running: dict, days: dict) -> list[tuple[Initiative, int, str]]:
    """Models of the own units that wait for their unit: (one for all that are due on one day, how many, a code)."""
    own = user.scope.own(Role.SUBMITTER)
    found = Initiative.objects.filter(
        Q(unit__in=own) | Q(allocated_unit__in=own),
        campaign__in=list(running),
        status__in=(Status.DRAFT, Status.RETURNED, Status.REGISTERED),
    )
    columns = ("campaign", "status", "unit", "allocated_unit", "correct_until")
    alike = found.order_by().values_list(*columns).annotate(number=Count("pk"), one=Min("code"))
    return [
        (_row(running[campaign], status, unit, days, allocated_unit_id=allocated, correct_until=until), number, code)
        for campaign, status, unit, allocated, until, number, code in alike
    ]


def _possible(user, running: dict, days: dict) -> list[tuple[Initiative, int, str]]:
    """The drafts that the own units could still begin, of which there is none yet."""
    return [(_row(one, Status.DRAFT, unit, days), 0, "") for one in running.values() for unit in _posts(user)]


def _row(campaign: Campaign, status: str, unit: int, days: dict, **values) -> Initiative:
    row = Initiative(campaign=campaign, status=status, unit_id=unit, **values)
    row.extension_days = days
    return row
