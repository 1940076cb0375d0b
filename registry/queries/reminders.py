"""What the daily command tells: whose deadlines come near, and for which reviewers new work waits."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, Max, OuterRef, Q
from django.db.models.functions import Coalesce

from registry import rules
from registry.models import Appraisal, Assignment, Campaign, ExpectedUnit, Initiative, Membership, Notice, Recognition
from registry.vocabulary import AppraisalState, Event, RecognitionState, Role, Status, Window

from .appraisals import APPRAISED

DAYS_BEFORE = (7, 1)
DAYS_LATE = (1, 8, 15, 22)  # appraisals that are late are told of the day after, then once a week
APPRAISAL = "appraisal"  # stands where a deadline of a unit names its window


@dataclass
class Deadline:
    """The end of a window, for one person: what the person's units have still to do until the end of `until`.

    `count` is the number of models; 0 where a unit is expected to register and has sent nothing. `days` is below 0 once the
    day is past, which is told of appraisals alone.
    """

    user_id: int
    window: Window | str
    year: int
    until: date
    days: int
    count: int = 0


@dataclass
class Work:
    """What waits for one reviewer and came after the last notice of it: models to approve, reports."""

    user_id: int
    submitted: int = 0
    reported: int = 0


def deadlines_near(today: date) -> list[Deadline]:
    """The deadlines in 7 and in 1 days, one for each person, window and day. Five queries at any number of models."""
    campaigns = list(Campaign.objects.filter(registration_opens__lte=today))
    rows = [*_being_written(campaigns), *_silent(campaigns, today)]
    days = rules.extension_days(_units(row for row, _count in rows), [campaign.pk for campaign in campaigns])
    near = []
    for row, count in rows:
        row.extension_days = days
        window = rules.window_of(row)
        if window == Window.REPORT and today < row.campaign.reports_open:
            continue
        until = rules.last_day(row, window)
        if (until - today).days in DAYS_BEFORE:
            near.append((row, count, window, until))
    submitters = holders(Role.SUBMITTER, today, unit__reach__is_own=True, unit__reach__unit__in=_units(row for row, *_ in near))
    found: dict[tuple, Deadline] = {}
    for row, count, window, until in near:
        for user in submitters[row.unit_id] | submitters[row.allocated_unit_id]:
            key = (user, window, row.campaign.year, until)
            found.setdefault(key, Deadline(*key, days=(until - today).days)).count += count
    return list(found.values())


def appraisals_due(today: date) -> list[Deadline]:
    """Appraisals that are to be handed in in 7 and in 1 days, or are late: one for each appraiser, campaign and day.

    Where no day was set, the cut-off day of the campaign counts. What is decided at its level, or lies with somebody who
    reviews no longer, is not asked for. One query.
    """
    days = [today + timedelta(days) for days in DAYS_BEFORE] + [today - timedelta(days) for days in DAYS_LATE]
    posts = Membership.objects.in_force(today).filter(user=OuterRef("appraiser"), role=Role.REVIEWER)
    same = {"initiative": OuterRef("initiative"), "level": OuterRef("level")}
    signed = Appraisal.objects.filter(**same, appraiser=OuterRef("appraiser"), state=AppraisalState.SIGNED)
    decided = Recognition.objects.filter(**same, state=RecognitionState.STANDING)
    asked = Assignment.objects.annotate(until=Coalesce("due_on", "initiative__campaign__cutoff_on")).filter(
        Exists(posts) | Q(appraiser__is_superuser=True),
        ~Exists(signed),
        ~Exists(decided),
        until__in=days,
        appraiser__is_active=True,
        initiative__status__in=APPRAISED,
    )
    rows = asked.order_by("appraiser", "until").values_list("appraiser", "initiative__campaign__year", "until")
    return [
        Deadline(user, APPRAISAL, year, until, (until - today).days, count)
        for user, year, until, count in rows.annotate(count=Count("pk"))
    ]


def _being_written(campaigns: list[Campaign]) -> list[tuple[Initiative, int]]:
    """What units have still to send, correct or report: (one model for all that are due alike, how many)."""
    of = {campaign.pk: campaign for campaign in campaigns}
    found = Initiative.objects.filter(campaign__in=of, status__in=(Status.DRAFT, Status.RETURNED, Status.REGISTERED))
    columns = ("campaign", "status", "unit", "allocated_unit", "correct_until")
    return [
        (Initiative(campaign=of[pk], status=status, unit_id=unit, allocated_unit_id=allocated, correct_until=until), number)
        for pk, status, unit, allocated, until, number in found.order_by().values_list(*columns).annotate(number=Count("pk"))
    ]


def _silent(campaigns: list[Campaign], today: date) -> list[tuple[Initiative, int]]:
    """The drafts that expected units should have begun, where a unit and those that it carries on have sent nothing."""
    of = {campaign.pk: campaign for campaign in campaigns if campaign.cutoff_on >= today}
    covered = {
        "unit__reached_by__holder": OuterRef("unit"),
        "unit__reached_by__is_own": True,
        "unit__reached_by__is_whole": True,
    }
    sent = Initiative.objects.exclude(status=Status.DRAFT).filter(campaign=OuterRef("campaign"), **covered)
    expected = ExpectedUnit.objects.filter(~Exists(sent), campaign__in=of)
    return [
        (Initiative(campaign=of[campaign], status=Status.DRAFT, unit_id=unit), 0)
        for campaign, unit in expected.order_by().values_list("campaign", "unit")
    ]


def new_work(today: date) -> list[Work]:
    """What waits for each reviewer and came since the last notice of it. Three queries at any number of models."""
    reviewers = holders(Role.REVIEWER, today)
    told = Notice.objects.filter(action=Event.WORK).order_by().values_list("recipient").annotate(Max("at"))
    told_at = dict(told)
    # Reports of a campaign that was counted long ago may stay undecided for ever; they are no news.
    waiting = Q(status=Status.SUBMITTED) | Q(status=Status.REPORTED, campaign__cutoff_on__gte=today)
    rows = Initiative.objects.filter(waiting).order_by()
    found: dict[int, Work] = {}
    for status, unit, allocated, submitted_at, reported_at in rows.values_list(
        "status", "unit", "allocated_unit", "submitted_at", "reported_at"
    ):
        is_report = status == Status.REPORTED
        came_at = reported_at if is_report else submitted_at
        for user in reviewers[unit] | reviewers[allocated]:
            if user in told_at and came_at <= told_at[user]:
                continue
            work = found.setdefault(user, Work(user))
            if is_report:
                work.reported += 1
            else:
                work.submitted += 1
    return list(found.values())


def holders(role: Role, today: date, **conditions) -> dict[int | None, set[int]]:
    """Unit → the open accounts that act for it in `role` today. One query."""
    posts = Membership.objects.in_force(today).filter(role=role, user__is_active=True, unit__reach__is_whole=True, **conditions)
    holders = defaultdict(set)
    for unit, user in posts.order_by().values_list("unit__reach__unit", "user"):
        holders[unit].add(user)
    return holders


def _units(rows: Iterable[Initiative]) -> set[int]:
    return {unit for row in rows for unit in (row.unit_id, row.allocated_unit_id) if unit}
