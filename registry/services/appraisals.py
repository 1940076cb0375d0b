"""Appraisals: what the appraisers of a model found, and what becomes of it when the facts change.

None of these acts changes the model itself: its version stays, so that no page of it becomes stale. The entries in its
trail stand beside it, as those of its documents do.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import rules, text
from registry.errors import Incomplete, Refused, Stale
from registry.models import Appraisal, CriteriaSet, Criterion, Initiative, Recognition, Score
from registry.queries import appraisals as questions
from registry.vocabulary import Action, AppraisalState, Level, RecognitionState, Recommendation

from . import notices, steps, trail

LONGEST_OPINION, LONGEST_REASON, LONGEST_VISITORS = 5000, 1000, 300


@transaction.atomic
def save(
    initiative: Initiative,
    *,
    by,
    level: str,
    values: Mapping,
    scores: Mapping[int, tuple[Decimal | None, str]],
    version: int | None = None,
) -> Appraisal:
    """Keep the draft of `by`'s appraisal of the model for `level`; it may be incomplete. Begins it if there is none.

    `values` holds visited_on, visited_by, opinion, recommendation; `scores` leads from the id of a criterion to (points,
    reason). `version` is that of the draft which the page showed, 0 if there was none.

    Raises PermissionDenied without the right or with a conflict; Refused if the model's status does not allow it, the
    appraisal is handed in, or a value is unfit; Stale if the draft was saved in another window meanwhile.
    """
    row = _locked(initiative, by, level)
    return _save(row, by, level, values, scores, version)


@transaction.atomic
def sign(
    initiative: Initiative,
    *,
    by,
    level: str,
    values: Mapping | None = None,
    scores: Mapping[int, tuple[Decimal | None, str]] | None = None,
    version: int | None = None,
    read_version: int | None = None,
) -> Appraisal:
    """Hand in the appraisal: points for every criterion, an opinion, a recommendation. From then on its criteria stay.

    `values` and `scores` are saved first, as by `save`. `read_version` is the version of the model that was read.

    Raises Incomplete, with a sentence for each field that lacks something; Stale if the model was changed meanwhile.
    """
    row = _locked(initiative, by, level, read_version)
    appraisal = _save(row, by, level, values, scores or {}, version) if values is not None else _own(row, by, level)
    if appraisal is None:
        raise Refused(_("You have not begun to appraise this model."))
    if appraisal.state == AppraisalState.SIGNED:
        raise Refused(_("This appraisal is handed in already."))
    _require_complete(appraisal)
    appraisal.state, appraisal.signed_at = AppraisalState.SIGNED, timezone.now()
    appraisal.version += 1
    appraisal.save()
    data = {"level": str(level), "recommendation": str(appraisal.recommendation)}
    trail.record(row, Action.APPRAISE, by=by, from_status=row.status, data=data)
    return appraisal


@transaction.atomic
def take_back(appraisal: Appraisal, *, by) -> Appraisal:
    """Make one's own appraisal that was handed in a draft again, while nothing was decided at its level."""
    if appraisal.appraiser_id != by.pk:
        raise PermissionDenied(_("Only who appraised the model may take the appraisal back."))
    row = _locked(appraisal.initiative, by, appraisal.level)
    fresh = Appraisal.objects.get(pk=appraisal.pk)
    if fresh.state != AppraisalState.SIGNED:
        raise Refused(_("This appraisal is now “%(state)s”.") % {"state": fresh.get_state_display()})
    decided = row.recognitions.filter(level=fresh.level).exclude(state=RecognitionState.CANCELLED)
    if decided.exists():
        raise Refused(_("The model is decided at this level, so the appraisal stays as it is."))
    fresh.state, fresh.signed_at = AppraisalState.OPEN, None
    fresh.version += 1
    fresh.save()
    data = {"level": fresh.level, "state": [AppraisalState.SIGNED, AppraisalState.OPEN]}
    trail.record(row, Action.APPRAISE, by=by, from_status=row.status, data=data)
    return fresh


def void(initiative: Initiative, *, by, because: str) -> int:
    """Make the appraisals of a locked model void whose facts were changed, tell who made them, and return their number.

    Appraisals for a level at which the model is recognised already stay: what was decided was decided by them.
    """
    return void_many([initiative], by=by, because=because)


@transaction.atomic
def void_many(initiatives: Iterable[Initiative], *, by, because: str) -> int:
    """The same for many locked models, with one reason. The number of statements hangs on the void appraisals alone."""
    models = {initiative.pk: initiative for initiative in initiatives}
    decided = Recognition.objects.filter(
        initiative=OuterRef("initiative"), level=OuterRef("level"), state=RecognitionState.STANDING
    )
    signed = Appraisal.objects.filter(~Exists(decided), initiative__in=models, state=AppraisalState.SIGNED)
    rows = list(signed.select_for_update(of=("self",)).select_related("appraiser").order_by("pk"))
    now = timezone.now()
    for row in rows:
        row.state, row.voided_at, row.voided_because = AppraisalState.VOID, now, because[:300]
        row.version += 1
    Appraisal.objects.bulk_update(rows, ["state", "voided_at", "voided_because", "version"], batch_size=500)
    state = [AppraisalState.SIGNED.value, AppraisalState.VOID.value]
    entries = [
        (model := models[row.initiative_id], Action.APPRAISE, model.status, because, _voided(row, state)) for row in rows
    ]
    trail.record_many(entries, by=by, at=now)
    with notices.together():
        for row in rows:
            model = models[row.initiative_id]
            notices.tell_people([row.appraiser], Action.APPRAISE, by=by, initiative=model, remark=because)
    return len(rows)


def _voided(row: Appraisal, state: list) -> dict:
    return {"level": row.level, "id": row.pk, "state": state}


def _locked(initiative: Initiative, by, level: str, read_version: int | None = None) -> Initiative:
    """The locked model, if `by` may appraise it for `level` now: right and conflict first, then status, then version."""
    [row] = steps.locked([initiative])
    assigned = row.assignments.filter(appraiser=by, level=level).exists()
    if sentence := rules.why_not_appraise(by, row, level, assigned=assigned):
        raise PermissionDenied(sentence)
    rules.require_open(Action.APPRAISE, row, timezone.localdate())
    if read_version and read_version != row.version:
        raise Stale(_("The model was changed after you opened this page. Read it again, then hand in your appraisal."))
    return row


def _own(row: Initiative, by, level: str) -> Appraisal | None:
    return row.appraisals.filter(level=level, appraiser=by).exclude(state=AppraisalState.VOID).first()


def _save(row: Initiative, by, level, values, scores, version) -> Appraisal:
    appraisal = _own(row, by, level)
    if appraisal and appraisal.state == AppraisalState.SIGNED:
        raise Refused(_("This appraisal is handed in already."))
    if version is not None and version != (appraisal.version if appraisal else 0):
        raise Stale(_("Your appraisal was saved elsewhere after you opened this page. Nothing was overwritten."))
    if appraisal:
        appraisal.version += 1
    else:
        appraisal = Appraisal(initiative=row, level=Level(level), appraiser=by, begun_at=timezone.now())
    if not appraisal.criteria or appraisal.criteria.submitter_type != row.submitter_type:
        appraisal.criteria = _criteria_in_force(row, level)
    for name, value in _cleaned(values).items():
        setattr(appraisal, name, value)
    fit = _fit(appraisal, scores)
    appraisal.save()
    appraisal.scores.all().delete()
    Score.objects.bulk_create(
        Score(appraisal=appraisal, criterion=criterion, points=points, reason=reason) for criterion, points, reason in fit
    )
    return appraisal


def _criteria_in_force(row: Initiative, level) -> CriteriaSet | None:
    """The criteria in force, locked: nobody changes them in place while the first appraisal by them is being written."""
    if (found := questions.criteria_for(row, level)) is None:
        return None
    return CriteriaSet.objects.select_for_update(of=("self",)).prefetch_related("criteria").get(pk=found.pk)


def _cleaned(values: Mapping) -> dict:
    """What is stored of the values, or Refused at the field that is unfit."""
    visited_on: date | None = values.get("visited_on")
    if visited_on and visited_on > timezone.localdate():
        raise Refused(_("The visit lies in the future."), {"visited_on": _("The visit lies in the future.")})
    return {
        "visited_on": visited_on,
        "visited_by": text.clean_line(values.get("visited_by") or "")[:LONGEST_VISITORS],
        "opinion": text.clean(values.get("opinion") or "")[:LONGEST_OPINION],
        "recommendation": Recommendation(values["recommendation"]) if values.get("recommendation") else "",
    }


def _fit(appraisal: Appraisal, scores: Mapping) -> list[tuple[Criterion, Decimal | None, str]]:
    """The scores of the appraisal's own criteria that say anything, or Refused at each that is out of its bounds."""
    found, wrong = [], {}
    own = list(appraisal.criteria.criteria.all()) if appraisal.criteria else []
    others = scores.keys() - {criterion.pk for criterion in own}
    if any(points is not None or reason for points, reason in (scores[pk] for pk in others)):
        raise Stale(_("The criteria were changed after you opened this page. Nothing was saved; copy your words, then reload."))
    for criterion in own:
        points, reason = scores.get(criterion.pk, (None, ""))
        reason = text.clean(reason)[:LONGEST_REASON]
        if points is not None and not 0 <= points <= criterion.weight:
            wrong[f"points_{criterion.pk}"] = _("0 to %(most)s points are possible.") % {"most": criterion.weight}
        elif points is not None or reason:
            found.append((criterion, points, reason))
    if wrong:
        raise Refused(_("Some points are out of their bounds."), wrong)
    return found


def _require_complete(appraisal: Appraisal):
    lacks = {}
    given = {score.criterion_id for score in appraisal.scores.all() if score.points is not None}
    for criterion in appraisal.criteria.criteria.all() if appraisal.criteria else ():
        if criterion.pk not in given:
            lacks[f"points_{criterion.pk}"] = _("Give points for this criterion.")
    if not appraisal.opinion:
        lacks["opinion"] = _("Write your opinion.")
    if not appraisal.recommendation:
        lacks["recommendation"] = _("Choose what you recommend.")
    if lacks:
        raise Incomplete(_("The appraisal is not complete yet, so it was not handed in."), lacks)
