"""Last year's recognised models of a unit, and what became of each: open, continued in this campaign, or ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from registry.models import Campaign, Initiative, Unit
from registry.vocabulary import RecognitionState, Role, Status

from . import initiatives as lists
from . import outcomes, units

# A registration that was taken out or declined carries nothing on: the model is open again.
GIVEN_UP = (Status.WITHDRAWN, Status.DECLINED)


def year_before(campaign: Campaign) -> Campaign | None:
    """The newest campaign before this one."""
    return Campaign.objects.filter(year__lt=campaign.year).first()


def of_units(user) -> QuerySet[Initiative]:
    """The models of the units for which the person enters models, with those of the units that these carry on whole."""
    own = user.scope.own(Role.SUBMITTER)
    return Initiative.objects.visible_to(user).filter(Q(unit__in=own) | Q(allocated_unit__in=own))


def recognised(user, campaign: Campaign) -> QuerySet[Initiative]:
    """Of these, the recognised ones of a campaign."""
    return of_units(user).filter(campaign=campaign, status=Status.RECOGNISED)


def continuing(campaign: Campaign) -> QuerySet[Initiative]:
    """The models of a campaign that continue an earlier one."""
    return Initiative.objects.filter(campaign=campaign, continues__isnull=False).exclude(status__in=GIVEN_UP)


def by_state(models: QuerySet, campaign: Campaign) -> dict[str, QuerySet]:
    """What became of these models in `campaign`: those that are open, continued, ended."""
    continued = Exists(continuing(campaign).filter(continues=OuterRef("pk")))
    rest = models.filter(~continued)
    return {
        "open": rest.filter(ending__isnull=True),
        "continued": models.filter(continued),
        "ended": rest.filter(ending__isnull=False),
    }


def listed(models: QuerySet) -> QuerySet:
    """The rows of the list, with what is printed of each."""
    return lists.with_unit_then(lists.listed(models)).select_related("ending__made_by", "ending__campaign")


def with_continuations(rows: Iterable[Initiative], campaign: Campaign) -> list[Initiative]:
    """Give each row `continuation`: the model of this campaign that continues it, or None. One query for all."""
    rows = list(rows)
    found = continuing(campaign).filter(continues__in=[row.pk for row in rows]).order_by("-pk")
    by_earlier = {made.continues_id: made for made in found.only("code", "title", "status", "continues_id")}
    for row in rows:
        row.continuation = by_earlier.get(row.pk)
    return rows


def carriers(user, initiative: Initiative, today: date) -> list[Unit]:
    """The units of the person's own posts that carry this model whole: the standing ones first, its own unit before others."""
    posts = {post.unit_id for post in user.scope.posts if post.role == Role.SUBMITTER}
    held = {initiative.unit_id, initiative.allocated_unit_id} - {None}
    whole = {"reach__unit__in": held, "reach__is_own": True, "reach__is_whole": True}
    found = Unit.objects.filter(pk__in=posts, **whole).distinct()
    return sorted(found, key=lambda unit: (not stands(unit, today), unit.pk not in held))


def stands(unit: Unit, today: date) -> bool:
    return not unit.ends_on or unit.ends_on >= today


@dataclass(frozen=True)
class Earlier:
    """What an earlier year's model says and reached, for the form of the one that continues it."""

    initiative: Initiative
    recognitions: list[tuple]  # level in words, standing recognition with its decision
    achieved: list[outcomes.OutcomeRow]
    contributed: list[outcomes.ContributionRow]


def earlier(initiative: Initiative, user) -> Earlier | None:
    """What the model continues, with its results; None if it continues nothing, or nothing that the person may see."""
    if not initiative.continues_id:
        return None
    found = Initiative.objects.visible_to(user).select_related("campaign").filter(pk=initiative.continues_id).first()
    if not found:
        return None
    levels = units.level_labels(found.campaign.cutoff_on)
    standing = found.recognitions.filter(state=RecognitionState.STANDING).select_related("decision__body")
    rows = outcomes.rows_of(found)
    recognitions = [(levels[row.level], row) for row in standing]
    return Earlier(found, recognitions, rows["achieved"], rows["contributed"])
