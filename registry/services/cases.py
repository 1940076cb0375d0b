"""The way to a revocation: somebody finds a ground, the revocation is proposed, a decision ends it. Two clocks run.

The days are settings of campaign and level (`LevelSetting`): the proposal within so many days after the finding, the
decision within so many working days after the proposal. A clock that has run out is shown and stops nobody: what was
false does not become true by waiting.
"""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import rules, text
from registry.errors import Refused
from registry.models import Ground, Recognition, RevocationCase
from registry.queries.cases import LIVE
from registry.vocabulary import Action, CaseState, RecognitionState

from . import steps


@transaction.atomic
def open_(recognition: Recognition, *, by, ground: Ground, reason: str, found_on: date | None = None, version=None):
    """Open a case about a standing recognition, on a ground, and return it. The clock of the proposal begins on `found_on`.

    Raises PermissionDenied unless the person decides at this level; Refused if a case is open already, if the recognition
    no longer stands, or if the finding is in the future or before the recognition.
    """
    reason = steps.require_text(reason, "reason", _("Say what was found."))
    row, fresh = _locked(recognition, Action.OPEN_CASE, by, version)
    found_on = found_on or timezone.localdate()
    if found_on > timezone.localdate():
        raise Refused(_("This day is in the future."), {"found_on": _("This day is in the future.")})
    if found_on < fresh.decision.issued_on:
        sentence = _("This day is before the recognition.")
        raise Refused(sentence, {"found_on": sentence})
    if fresh.cases.filter(state__in=LIVE).exists():
        raise Refused(_("A case about this recognition is open already."))
    setting = rules.level_setting(row.campaign, fresh.level)
    case = RevocationCase.objects.create(
        recognition=fresh,
        ground=ground,
        found_on=found_on,
        reason=reason,
        propose_by=found_on + timedelta(days=setting.days_to_propose),
        opened_by=by,
        opened_at=timezone.now(),
    )
    _write(row, Action.OPEN_CASE, by, reason, case)
    return case


@transaction.atomic
def propose(case: RevocationCase, *, by, remark="", version=None) -> RevocationCase:
    """Propose the revocation; the clock of the decision begins today."""
    fresh, row = _live(case, Action.PROPOSE_REVOCATION, by, version)
    if fresh.state == CaseState.PROPOSED:
        raise Refused(_("The revocation is already proposed."))
    setting = rules.level_setting(row.campaign, fresh.recognition.level)
    fresh.state, fresh.proposed_by, fresh.proposed_at = CaseState.PROPOSED, by, timezone.now()
    fresh.decide_by = add_working_days(timezone.localdate(), setting.working_days_to_decide)
    fresh.save()
    _write(row, Action.PROPOSE_REVOCATION, by, text.clean(remark), fresh)
    return fresh


@transaction.atomic
def drop(case: RevocationCase, *, by, reason: str, version=None) -> RevocationCase:
    """Close a case without a revocation, with the reason. The recognition stands as before."""
    reason = steps.require_text(reason, "reason", _("Say why the case is dropped."))
    fresh, row = _live(case, Action.DROP_CASE, by, version)
    _close(fresh, CaseState.DROPPED, by, reason)
    _write(row, Action.DROP_CASE, by, reason, fresh)
    return fresh


def close_revoked(recognitions, *, by, decision):
    """Close the live cases about recognitions that were just revoked. Called inside the act of revocation. One query."""
    live = RevocationCase.objects.filter(recognition__in=recognitions, state__in=LIVE)
    live.update(state=CaseState.REVOKED, closed_by=by, closed_at=timezone.now(), outcome=str(decision))


def close_cancelled(recognitions, *, by, reason: str):
    """Close the live cases about recognitions whose entries were cancelled: nothing is left to revoke. One query."""
    live = RevocationCase.objects.filter(recognition__in=recognitions, state__in=LIVE)
    live.update(state=CaseState.DROPPED, closed_by=by, closed_at=timezone.now(), outcome=reason)


def add_working_days(day: date, number: int) -> date:
    """The last of `number` working days (Monday to Friday) after `day`. Public holidays are not known here."""
    while number > 0:
        day += timedelta(days=1)
        number -= day.weekday() < 5
    return day


def _locked(recognition, action, by, version):
    """Lock the model, then its recognition; check right, status, level, and that it stands."""
    [row] = steps.locked([recognition.initiative], version and {recognition.initiative_id: version})
    rules.require(by, action, row)
    rules.require_open(action, row, timezone.localdate())
    fresh = Recognition.objects.select_for_update(of=("self",)).select_related("decision").get(pk=recognition.pk)
    if fresh.level not in rules.deciding_levels(by, row):
        raise PermissionDenied(_("Only a reviewer of this level may do this."))
    if fresh.state != RecognitionState.STANDING:
        raise Refused(_("This recognition is now “%(state)s”.") % {"state": fresh.get_state_display()})
    return row, fresh


def _live(case, action, by, version):
    row, recognition = _locked(case.recognition, action, by, version)
    fresh = RevocationCase.objects.select_for_update(of=("self",)).select_related("ground").get(pk=case.pk)
    if fresh.state not in LIVE:
        raise Refused(_("This case is closed: “%(state)s”.") % {"state": fresh.get_state_display()})
    fresh.recognition = recognition
    return fresh, row


def _close(case, state, by, outcome):
    case.state, case.closed_by, case.closed_at, case.outcome = state, by, timezone.now(), outcome
    case.save()


def _write(row, action, by, remark, case):
    data = {"level": case.recognition.level, "ground": case.ground.code, "case": case.pk}
    steps.write([row], action, by=by, remark=remark, data=data)
