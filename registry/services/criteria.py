"""The criteria of appraisals: set for a campaign, submitter type and level, copied from last year, replaced by a new version.

Criteria by which anything was appraised are never changed, so that an old appraisal always shows those of its day.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import rules, text
from registry.errors import Refused
from registry.models import Campaign, CriteriaSet, Criterion
from registry.queries import appraisals
from registry.vocabulary import Level, SubmitterType

from . import trail

MOST_CRITERIA = 30
LONGEST_NAME, LONGEST_GUIDANCE, MOST_POINTS = 300, 2000, 1000


@dataclass(frozen=True)
class Row:
    """One criterion as it is written: its name, the most points it can bring, and what guides the appraiser."""

    name: str
    weight: int
    guidance: str = ""


@transaction.atomic
def begin(*, campaign: Campaign, submitter_type: str, level: str, rows: Iterable[Row], by) -> CriteriaSet:
    """Set the first criteria of this campaign, submitter type and level.

    Raises PermissionDenied without the right; Refused if there are criteria already, or if a row is unfit.
    """
    _require_right(by)
    rows = _cleaned(rows)
    _lock(campaign)
    key = {"campaign": campaign, "submitter_type": SubmitterType(submitter_type), "level": Level(level)}
    if CriteriaSet.objects.filter(**key).exists():
        raise Refused(_("There are criteria for this already. Change them, or make a new version."))
    return _made(key, 1, rows, by, "begin")


@transaction.atomic
def change(criteria: CriteriaSet, *, rows: Iterable[Row], by) -> CriteriaSet:
    """Write criteria by which nothing was appraised yet anew, in place. A criterion that keeps its name keeps its row.

    Raises Refused if an appraisal goes by them, or if there is a newer version.
    """
    _require_right(by)
    rows = _cleaned(rows)
    fresh = _newest_locked(criteria)
    if fresh.appraisals.exists():
        raise Refused(_("Something was appraised by these criteria, so they stay as they are. Make a new version."))
    kept = {row.name: row for row in fresh.criteria.all()}
    fresh.criteria.exclude(name__in=[row.name for row in rows]).delete()
    for order, row in enumerate(rows, start=1):
        values = {"order": order, "weight": row.weight, "guidance": row.guidance}
        if row.name in kept:
            Criterion.objects.filter(pk=kept[row.name].pk).update(**values)
        else:
            Criterion.objects.create(criteria=fresh, name=row.name, **values)
    _record(fresh, "change", by, {"criteria": [[_said(row) for row in kept.values()], [_said(row) for row in rows]]})
    return fresh


@transaction.atomic
def new_version(criteria: CriteriaSet, *, by, rows: Iterable[Row] | None = None) -> CriteriaSet:
    """Let a new version take the place of criteria by which something was appraised; without `rows` it begins as a copy.

    Raises Refused if there is a newer version already, or if nothing was appraised yet: then they are changed in place.
    """
    _require_right(by)
    rows = _cleaned(rows if rows is not None else rows_of(criteria))
    fresh = _newest_locked(criteria)
    if not fresh.appraisals.exists():
        raise Refused(_("Nothing was appraised by these criteria yet: change them as they are."))
    key = {name: getattr(fresh, name) for name in ("campaign", "submitter_type", "level")}
    return _made(key, fresh.version + 1, rows, by, "new-version")


def write(criteria: CriteriaSet, *, rows: Iterable[Row], by) -> CriteriaSet:
    """Change criteria in the way that is possible: in place while nothing was appraised by them, else as a new version."""
    act = new_version if criteria.appraisals.exists() else change
    return act(criteria, rows=rows, by=by)


@transaction.atomic
def copy_from(before: Campaign, *, into: Campaign, by) -> list[CriteriaSet]:
    """Copy the criteria in force in `before` into another campaign, for each submitter type and level that has none there.

    Raises Refused if there is nothing to copy.
    """
    _require_right(by)
    if before == into:
        raise Refused(_("Choose another campaign to copy from."))
    _lock(into)
    there = set(CriteriaSet.objects.filter(campaign=into).values_list("submitter_type", "level"))
    sets = appraisals.newest(CriteriaSet.objects.filter(campaign=before)).prefetch_related("criteria").order_by("pk")
    missing = [one for one in sets if (one.submitter_type, one.level) not in there]
    if not missing:
        raise Refused(_("Nothing was copied: %(from)s has no criteria that %(into)s lacks.") % {"from": before, "into": into})
    return [
        _made({"campaign": into, "submitter_type": one.submitter_type, "level": one.level}, 1, rows_of(one), by, "copy")
        for one in missing
    ]


def rows_of(criteria: CriteriaSet) -> list[Row]:
    """The criteria of a set as they would be written again."""
    return [Row(row.name, row.weight, row.guidance) for row in criteria.criteria.all()]


def _require_right(by):
    if not rules.may_change_criteria(by):
        raise PermissionDenied(_("Criteria hold for all units, so only reviewers of the province may change them."))


def _lock(campaign: Campaign):
    """Of two people who set criteria of one campaign the second waits."""
    Campaign.objects.select_for_update().get(pk=campaign.pk)


def _newest_locked(criteria: CriteriaSet) -> CriteriaSet:
    _lock(criteria.campaign)
    fresh = CriteriaSet.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=criteria.pk)
    if not appraisals.newest(CriteriaSet.objects.filter(pk=fresh.pk)).exists():
        raise Refused(_("There is a newer version of these criteria. Change that one."))
    return fresh


def _cleaned(rows: Iterable[Row]) -> list[Row]:
    """The rows as they are stored. Raises Refused if there is none, if one is unfit, or if two have one name."""
    cleaned = [Row(text.clean_line(row.name), row.weight, text.clean(row.guidance)) for row in rows]
    if not cleaned:
        raise Refused(_("Write at least one criterion."))
    if len(cleaned) > MOST_CRITERIA:
        raise Refused(_("At most %(most)s criteria are possible.") % {"most": MOST_CRITERIA})
    for row in cleaned:
        if not row.name or len(row.name) > LONGEST_NAME or len(row.guidance) > LONGEST_GUIDANCE:
            raise Refused(_("Each criterion needs a name; name or guidance may be too long."))
        if not 1 <= row.weight <= MOST_POINTS:
            raise Refused(_("A criterion brings 1 to 1,000 points."))
    if len({row.name for row in cleaned}) < len(cleaned):
        raise Refused(_("Two criteria have the same name."))
    return cleaned


def _made(key: dict, version: int, rows: list[Row], by, act: str) -> CriteriaSet:
    made = CriteriaSet.objects.create(**key, version=version, made_by=by, made_at=timezone.now())
    Criterion.objects.bulk_create(
        Criterion(criteria=made, order=order, name=row.name, weight=row.weight, guidance=row.guidance)
        for order, row in enumerate(rows, start=1)
    )
    _record(made, act, by, {"criteria": [[], [_said(row) for row in rows]]})
    return made


def _said(row: Row | Criterion) -> str:
    return f"{row.name}: {row.weight}"


def _record(criteria: CriteriaSet, act: str, by, data: dict):
    subject = f"{criteria.campaign.year} · {criteria.level} · {criteria.submitter_type} · {criteria.version}"
    trail.record_other(subject, f"criteria.{act}", by=by, data=data | {"id": criteria.pk})
