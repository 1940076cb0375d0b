"""Recognition as an official act: decisions, and what they do to models."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import rules, text
from registry.errors import Refused
from registry.models import Decision, Ground, Initiative, IssuingBody, Recognition
from registry.vocabulary import Action, DecisionState, RecognitionState, Status

from . import documents, steps, trail


@transaction.atomic
def record_decision(
    *,
    by,
    campaign,
    body: IssuingBody,
    number="",
    issued_on=None,
    signatory="",
    signatory_position="",
    scan=None,
    level=None,
    is_issued=False,
) -> Decision:
    """Record a paper as a draft and return it; `issue` makes it valid, at once with `is_issued`. Its level is the body's.

    Raises PermissionDenied if the person is no reviewer of that level; Refused if the number was used that year.
    """
    decision = Decision(campaign=campaign, body=body, level=level or body.level, created_by=by)
    _write_decision(decision, "decision", by, number, issued_on, signatory, signatory_position)
    if is_issued:
        decision = issue(decision, by=by)
    return _keep_scan(decision, scan)


@transaction.atomic
def change_decision(
    decision: Decision, *, by, number="", issued_on=None, signatory="", signatory_position="", scan=None
) -> Decision:
    """Change a draft. An issued decision cannot be changed; only a missing scan can still be added to it."""
    decision = Decision.objects.select_for_update(of=("self",)).select_related("body", "campaign").get(pk=decision.pk)
    if decision.state == DecisionState.ISSUED:
        if not scan or decision.scan:
            raise Refused(_("An issued decision is no longer changed."))
        _require_may_record(by, decision)
        trail.record_other(str(decision), "decision.scan", by=by)
        return _keep_scan(decision, scan)
    _write_decision(decision, "decision.change", by, number, issued_on, signatory, signatory_position)
    return _keep_scan(decision, scan)


@transaction.atomic
def issue(decision: Decision, *, by) -> Decision:
    """Make a draft valid. From then on it recognises models and is no longer changed."""
    decision = Decision.objects.select_for_update(of=("self",)).select_related("body").get(pk=decision.pk)
    _require_may_record(by, decision)
    if decision.state == DecisionState.ISSUED:
        raise Refused(_("Decision %(number)s is already issued.") % {"number": decision.number})
    empty = {
        field: _("An issued decision needs this.")
        for field in ("number", "issued_on", "signatory")
        if not getattr(decision, field)
    }
    if empty:
        raise Refused(_("An issued decision has a number, a date and a signatory."), empty)
    decision.state = DecisionState.ISSUED
    decision.save(update_fields=["state"])
    trail.record_other(f"{decision} · {decision.body}", "decision.issue", by=by)
    return decision


def _write_decision(decision, act, by, number, issued_on, signatory, signatory_position):
    _require_may_record(by, decision)
    decision.number = text.clean_line(number)
    decision.issued_on = issued_on
    decision.year = issued_on.year if issued_on else None
    decision.signatory = text.clean_line(signatory)
    decision.signatory_position = text.clean_line(signatory_position)
    if issued_on and issued_on > timezone.localdate():
        raise Refused(_("The date of issue is in the future."), {"issued_on": _("This day is in the future.")})
    try:
        with transaction.atomic():
            decision.save()
    except IntegrityError as error:
        if "decision_number_once" not in str(error) and "registry_decision.number" not in str(error):
            raise
        sentence = _("%(body)s has already issued a decision %(number)s in %(year)s.") % {
            "body": decision.body,
            "number": decision.number,
            "year": decision.year,
        }
        raise Refused(sentence, {"number": sentence}) from None
    trail.record_other(f"{decision} · {decision.body}", act, by=by)


def _keep_scan(decision: Decision, scan) -> Decision:
    """Store the scan, last of all: what is refused leaves no file behind. An older scan goes with the transaction."""
    if scan:
        documents.remove_after_commit([decision.scan.name] if decision.scan else [])
        decision.scan = scan
        decision.save(update_fields=["scan"])
    return decision


def _require_may_record(by, decision):
    if not rules.may_record(by, decision):
        raise PermissionDenied(_("Only a reviewer of this level may record decisions of %(body)s.") % {"body": decision.body})


def hindrance(initiative: Initiative, decision: Decision, by, standing_levels: set[str]) -> str:
    """Why this decision cannot recognise this model, beside right, status and calendar; "" if it can."""
    if decision.state != DecisionState.ISSUED:
        return _("The decision is still a draft.")
    if decision.campaign_id != initiative.campaign_id:
        return _("The decision belongs to another campaign.")
    if decision.level not in rules.deciding_levels(by, initiative):
        return _("The decision is of a level at which you do not recognise this model.")
    if decision.issued_on < timezone.localdate(initiative.registered_at):
        return _("The decision is older than the registration of the model.")
    if decision.level in standing_levels:
        return _("The model is already recognised at this level.")
    return ""


def sort_out(initiatives, decision: Decision, *, by) -> steps.SortedOut:
    """Say which of the models this decision can recognise now, and why not the others. Reads only."""
    standing = _standing(initiatives)
    return steps.sort_out(
        initiatives,
        Action.RECOGNISE,
        by=by,
        hinder=lambda initiative: hindrance(initiative, decision, by, standing.get(initiative.pk, set())),
    )


def recognise(initiative: Initiative, *, by, decision: Decision, remark="", version=None) -> Recognition:
    """Record that `decision` recognises `initiative` at the decision's level, and return the recognition.

    Status, recognition, trail entry and notices are written together or not at all. Of two reviewers who press the
    button at once the second gets `Refused`, because the row is locked before its status is read.

    Raises PermissionDenied without the right; Refused if the step is not open or the decision does not fit.
    """
    rules.require(by, Action.RECOGNISE, initiative)
    [recognition] = recognise_many(
        [initiative], by=by, decision=decision, remark=remark, versions=version and {initiative.pk: version}
    )
    return recognition


@transaction.atomic
def recognise_many(initiatives, *, by, decision: Decision, remark="", versions=None) -> list[Recognition]:
    """Recognise all of these models by one decision, or none. `versions` (id → version) refuses what changed meanwhile."""
    rows = steps.locked(initiatives, versions)
    decision = Decision.objects.select_for_update(of=("self",)).select_related("body").get(pk=decision.pk)
    if not rules.may_record(by, decision):
        raise Refused(_("Only a reviewer of this level may use decision %(number)s.") % {"number": decision})
    sorted_out = sort_out(rows, decision, by=by)
    if len(rows) == 1 and sorted_out.refused:
        raise Refused(sorted_out.refused[0][1])
    steps.require_all(sorted_out)
    before = {row.pk: row.status for row in rows}
    remark = text.clean(remark)
    steps.write(rows, Action.RECOGNISE, by=by, remark=remark, data={"decision": str(decision), "level": decision.level})
    return Recognition.objects.bulk_create(
        [
            Recognition(
                initiative=row,
                decision=decision,
                level=decision.level,
                status_before=before[row.pk],
                recognised_by=by,
                recognised_at=row.changed_at,
            )
            for row in rows
        ],
        batch_size=500,
    )


@transaction.atomic
def decide_against(initiative: Initiative, *, by, remark: str, version=None) -> Initiative:
    """Close a registered or reported model as not recognised, with a remark for the unit."""
    remark = steps.require_text(remark, "remark", _("Say why the model is not recognised."))
    return steps.take(initiative, Action.DECIDE_AGAINST, by=by, version=version, remark=remark)


def decide_against_many(chosen, *, by, remark: str, versions=None) -> list[Initiative]:
    """Close all of these models as not recognised with one remark, or none."""
    remark = steps.require_text(remark, "remark", _("Say why the models are not recognised."))
    return steps.take_many(chosen, Action.DECIDE_AGAINST, by=by, versions=versions, remark=remark)


@transaction.atomic
def revoke(recognition: Recognition, *, by, decision: Decision, ground: Ground, reason: str, version=None) -> Recognition:
    """End one standing recognition by a decision, on a ground. The model is revoked when no other one stands."""
    reason = steps.require_text(reason, "reason", _("Say what happened."))
    recognition, row = _locked(recognition, Action.REVOKE, by, version, {RecognitionState.STANDING})
    _require_fits(decision, recognition, row, by)
    recognition.state, recognition.ended_at = RecognitionState.REVOKED, timezone.now()
    recognition.ending_decision, recognition.ground = decision, ground
    recognition.save()
    _write(row, Action.REVOKE, by, reason, {"decision": str(decision), "level": recognition.level, "ground": ground.code})
    return recognition


@transaction.atomic
def reinstate(recognition: Recognition, *, by, decision: Decision, reason="", version=None) -> Recognition:
    """Let a revoked recognition stand again, by a decision."""
    recognition, row = _locked(recognition, Action.REINSTATE, by, version, {RecognitionState.REVOKED})
    _require_fits(decision, recognition, row, by)
    if recognition.level in _standing([row]).get(row.pk, set()):
        raise Refused(_("The model is already recognised at this level."))
    recognition.state, recognition.ended_at = RecognitionState.STANDING, None
    recognition.reinstating_decision = decision
    recognition.save()
    _write(row, Action.REINSTATE, by, text.clean(reason), {"decision": str(decision), "level": recognition.level})
    return recognition


@transaction.atomic
def cancel_entry(recognition: Recognition, *, by, reason: str, version=None) -> Recognition:
    """Take back a recognition that was recorded by mistake; the model stands where it was. This is no revocation."""
    reason = steps.require_text(reason, "reason", _("Say what was wrong about the entry."))
    recognition, row = _locked(recognition, Action.CANCEL_ENTRY, by, version, {RecognitionState.STANDING})
    recognition.state, recognition.ended_at = RecognitionState.CANCELLED, timezone.now()
    recognition.save()
    row.status_before = _status_before(recognition)
    _write(row, Action.CANCEL_ENTRY, by, reason, {"decision": str(recognition.decision), "level": recognition.level})
    return recognition


def _locked(recognition, action, by, version, states):
    """Lock the model, then its recognition; check right, status, level and state of the recognition."""
    [row] = steps.locked([recognition.initiative], version and {recognition.initiative_id: version})
    rules.require(by, action, row)
    rules.require_open(action, row, timezone.localdate())
    fresh = Recognition.objects.select_for_update(of=("self",)).select_related("decision").get(pk=recognition.pk)
    if fresh.level not in rules.deciding_levels(by, row):
        raise PermissionDenied(_("Only a reviewer of this level may do this."))
    if fresh.state not in states:
        raise Refused(_("This recognition is now “%(state)s”.") % {"state": fresh.get_state_display()})
    return fresh, row


def _require_fits(decision: Decision, recognition: Recognition, row: Initiative, by):
    """A decision that ends or restores a recognition is issued, of the same level, and not older than it."""
    if decision.state != DecisionState.ISSUED:
        raise Refused(_("The decision is still a draft."), {"decision": _("The decision is still a draft.")})
    if decision.level != recognition.level or not rules.may_record(by, decision):
        sentence = _("The decision is of another level or body.")
        raise Refused(sentence, {"decision": sentence})
    if decision.issued_on < recognition.decision.issued_on:
        sentence = _("The decision is older than the recognition.")
        raise Refused(sentence, {"decision": sentence})


def _write(row: Initiative, action: Action, by, reason: str, data: dict):
    """Write the step of a recognition; the status follows from what still stands."""
    still = {row.pk: bool(_standing([row]).get(row.pk))}
    steps.write([row], action, by=by, remark=reason, data=data, standing=still)


def _status_before(recognition: Recognition) -> str:
    """Where the model goes when none stands: revoked if one was revoked, else where it was when it became recognised."""
    others = recognition.initiative.recognitions.exclude(pk=recognition.pk)
    if others.filter(state=RecognitionState.REVOKED).exists():
        return Status.REVOKED
    became = recognition.initiative.recognitions.exclude(status_before=Status.RECOGNISED).order_by("pk").last()
    return became.status_before


def _standing(initiatives) -> dict[int, set[str]]:
    """The levels of standing recognitions, by id of the model. One query."""
    found: dict[int, set[str]] = {}
    rows = Recognition.objects.filter(initiative__in=initiatives, state=RecognitionState.STANDING)
    for initiative_id, level in rows.values_list("initiative_id", "level"):
        found.setdefault(initiative_id, set()).add(level)
    return found
