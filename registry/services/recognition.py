"""Recognition as an official act: what decisions do to models. The papers themselves are those of `services.decisions`."""

from collections import defaultdict

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from registry import rules, text
from registry.errors import Refused
from registry.models import Decision, Ground, Initiative, Recognition
from registry.queries import cases as case_questions
from registry.queries import eligibility
from registry.queries import initiatives as lists
from registry.vocabulary import Action, DecisionKind, DecisionState, RecognitionState, Status

from . import cases, certificates, counts, nominations, steps, trail


def sort_out(initiatives, decision: Decision, *, by) -> steps.SortedOut:
    """Say which of the models this decision can recognise now, and why not the others. Reads only."""
    known = eligibility.Eligibility(decision, initiatives)
    closed = why_closed(decision)

    def hinder(initiative):
        return closed or known.of_model(initiative) or known.of_person(initiative, by)

    return steps.sort_out(initiatives, Action.RECOGNISE, by=by, hinder=hinder)


def why_closed(decision: Decision, kind=DecisionKind.RECOGNITION) -> str:
    """Why nothing can be done by this decision beyond its own list: a draft, a closed list, another kind; "" if it can."""
    if decision.state != DecisionState.ISSUED:
        return _("The decision is still a draft.")
    if decision.lines.exists():
        return _("The list of this decision is closed.")
    # A paper that was signed elsewhere can do several things at once; one of another kind says so itself.
    if decision.kind not in (DecisionKind.RECOGNITION, kind):
        return _("The decision is of another kind: “%(kind)s”.") % {"kind": decision.get_kind_display()}
    return ""


def recognise(initiative: Initiative, *, by, decision: Decision, remark="", version=None) -> Recognition:
    """Record that `decision` recognises `initiative` at the decision's level, and return the recognition.

    Status, recognition, trail entry and notices are written together or not at all. Of two reviewers who press the
    button at once the second gets `Refused`, because the row is locked before its status is read.

    Raises PermissionDenied without the right; Refused if the step is not open or the decision does not fit.
    """
    rules.require(by, Action.RECOGNISE, initiative)
    [recognition] = _recognise(
        [initiative], by=by, decision=decision, remark=remark, versions=version and {initiative.pk: version}
    )
    return recognition


@trail.as_one()
def recognise_many(initiatives, *, by, decision: Decision, remark="", versions=None) -> list[Recognition]:
    """Recognise all of these models by one decision, or none. `versions` (id → version) refuses what changed meanwhile."""
    return _recognise(initiatives, by=by, decision=decision, remark=remark, versions=versions)


@transaction.atomic
def _recognise(initiatives, *, by, decision, remark, versions) -> list[Recognition]:
    rows = steps.locked(initiatives, versions)
    decision = Decision.objects.select_for_update(of=("self",)).select_related("body", "campaign").get(pk=decision.pk)
    if not rules.may_record(by, decision):
        raise Refused(_("Only a reviewer of this level may use decision %(number)s.") % {"number": decision})
    sorted_out = sort_out(rows, decision, by=by)
    if len(rows) == 1 and sorted_out.refused:
        raise Refused(sorted_out.refused[0][1])
    steps.require_all(sorted_out)
    return make(rows, decision, by=by, remark=text.clean(remark))


def make(rows: list[Initiative], decision: Decision, *, by, remark="") -> list[Recognition]:
    """Write the recognitions of locked and checked rows by one decision, in a handful of statements, for 1,400 too.

    What papers print of a model is kept as it is now: its name, whose it is, its unit by the name of that time.
    """
    before = {row.pk: row.status for row in rows}
    lists.with_unit_names(rows)
    data = {"decision": str(decision), "level": decision.level}
    steps.write(rows, Action.RECOGNISE, by=by, remark=remark, data=data)
    recognitions = Recognition.objects.bulk_create(
        [
            Recognition(
                initiative=row,
                decision=decision,
                level=decision.level,
                status_before=before[row.pk],
                recognised_by=by,
                recognised_at=row.changed_at,
                printed_title=row.title,
                printed_holder=eligibility.holder(row),
                printed_unit=capfirst(row.unit_name),
            )
            for row in rows
        ],
        batch_size=500,
    )
    # What follows from a recognition, each in one line: figures, papers, states at other levels.
    counts.standing(rows, decision.level)
    nominations.settle(recognitions)
    certificates.make(recognitions)
    return recognitions


@transaction.atomic
def decide_against(initiative: Initiative, *, by, remark: str, version=None) -> Initiative:
    """Close a registered or reported model as not recognised, with a remark for the unit."""
    remark = steps.require_text(remark, "remark", _("Say why the model is not recognised."))
    return steps.take(initiative, Action.DECIDE_AGAINST, by=by, version=version, remark=remark)


@trail.as_one()
def decide_against_many(chosen, *, by, remark: str, versions=None) -> list[Initiative]:
    """Close all of these models as not recognised with one remark, or none."""
    remark = steps.require_text(remark, "remark", _("Say why the models are not recognised."))
    return steps.take_many(chosen, Action.DECIDE_AGAINST, by=by, versions=versions, remark=remark)


@transaction.atomic
def revoke(recognition: Recognition, *, by, decision: Decision, ground: Ground, reason: str, version=None) -> Recognition:
    """End one standing recognition by a decision, on a ground. The model is revoked when no other one stands."""
    reason = steps.require_text(reason, "reason", _("Say what happened."))
    recognition, row = _locked(recognition, Action.REVOKE, by, version, {RecognitionState.STANDING})
    _require_fits(decision, recognition, row, by, DecisionKind.REVOCATION)
    if sentence := case_questions.why_not_revoke(recognition, row, by):
        raise Refused(sentence)
    recognition.state, recognition.ended_at = RecognitionState.REVOKED, timezone.now()
    recognition.ending_decision, recognition.ground = decision, ground
    recognition.save()
    cases.close_revoked([recognition], by=by, decision=decision)
    _write(row, Action.REVOKE, by, reason, {"decision": str(decision), "level": recognition.level, "ground": ground.code})
    counts.standing([row], recognition.level, -1)
    return recognition


@transaction.atomic
def reinstate(recognition: Recognition, *, by, decision: Decision, reason="", version=None) -> Recognition:
    """Let a revoked recognition stand again, by a decision."""
    recognition, row = _locked(recognition, Action.REINSTATE, by, version, {RecognitionState.REVOKED})
    _require_fits(decision, recognition, row, by, DecisionKind.REINSTATEMENT)
    if recognition.level in _standing([row]).get(row.pk, set()):
        raise Refused(_("The model is already recognised at this level."))
    recognition.state, recognition.ended_at = RecognitionState.STANDING, None
    recognition.reinstating_decision = decision
    recognition.save()
    _write(row, Action.REINSTATE, by, text.clean(reason), {"decision": str(decision), "level": recognition.level})
    counts.standing([row], recognition.level)
    return recognition


@transaction.atomic
def cancel_entry(recognition: Recognition, *, by, reason: str, version=None) -> Recognition:
    """Take back a recognition that was recorded by mistake; the model stands where it was. This is no revocation."""
    reason = steps.require_text(reason, "reason", _("Say what was wrong about the entry."))
    recognition, row = _locked(recognition, Action.CANCEL_ENTRY, by, version, {RecognitionState.STANDING})
    if sentence := why_no_mistake(recognition):
        raise Refused(sentence)
    recognition.state, recognition.ended_at = RecognitionState.CANCELLED, timezone.now()
    recognition.save()
    nominations.unsettle([recognition])
    cases.close_cancelled([recognition], by=by, reason=reason)
    row.status_before = _status_before(recognition)
    _write(row, Action.CANCEL_ENTRY, by, reason, {"decision": str(recognition.decision), "level": recognition.level})
    counts.standing([row], recognition.level, -1)
    return recognition


@trail.as_one()
@transaction.atomic
def cancel_entry_many(recognitions, *, by, reason: str, versions=None) -> list[Initiative]:
    """Take back all of these recognitions, one of each model, or none; each model stands where it was."""
    reason = steps.require_text(reason, "reason", _("Say what was wrong about the entry."))
    rows = steps.locked([recognition.initiative for recognition in recognitions], versions)
    ids = [recognition.pk for recognition in recognitions]
    fresh = Recognition.objects.select_for_update(of=("self",)).select_related("decision").filter(pk__in=ids)
    chosen = {recognition.initiative_id: recognition for recognition in fresh}
    steps.require_all(
        steps.sort_out(rows, Action.CANCEL_ENTRY, by=by, hinder=lambda row: hinders_cancelling(chosen.get(row.pk), row, by))
    )
    others = defaultdict(list)
    for other in Recognition.objects.filter(initiative__in=rows).exclude(pk__in=ids).order_by("pk"):
        others[other.initiative_id].append(other)
    Recognition.objects.filter(pk__in=ids).update(state=RecognitionState.CANCELLED, ended_at=timezone.now())
    nominations.unsettle(chosen.values())
    cases.close_cancelled(ids, by=by, reason=reason)
    alike = defaultdict(list)
    for row in rows:
        alike[chosen[row.pk].decision].append(row)
        row.status_before = _where_it_was(chosen[row.pk], others[row.pk])
    for decision, of_decision in alike.items():
        standing = {row.pk: any(one.state == RecognitionState.STANDING for one in others[row.pk]) for row in of_decision}
        data = {"decision": str(decision), "level": decision.level}
        steps.write(of_decision, Action.CANCEL_ENTRY, by=by, remark=reason, data=data, standing=standing)
        counts.standing(of_decision, decision.level, -1)
    return rows


def why_no_mistake(recognition: Recognition) -> str:
    """Why the recognition is no mistaken entry: it was made by issuing a decision with its list; "" if it was not."""
    if recognition.decision.lines.filter(initiative=recognition.initiative_id).exists():
        return _("The model stands on the list with which decision %(number)s was issued: only a decision ends that.") % {
            "number": recognition.decision
        }
    return ""


def hindrance(recognition: Recognition, action: Action, wanted: RecognitionState | None) -> str:
    """Why an act that needs the recognition in the state `wanted` is not open now, for the page that asks; "" if it is."""
    if wanted and recognition.state != wanted:
        return _("This recognition is now “%(state)s”.") % {"state": recognition.get_state_display()}
    return why_no_mistake(recognition) if action == Action.CANCEL_ENTRY else ""


def hinders_cancelling(recognition: Recognition | None, row: Initiative, by) -> str:
    """Why this recognition of the model cannot be taken back as a mistake, beside right, status and calendar; "" if it can."""
    if recognition is None:
        return _("The recognition is no longer there.")
    if recognition.level not in rules.deciding_levels(by, row):
        return _("Only a reviewer of this level may do this.")
    if recognition.state != RecognitionState.STANDING:
        return _("This recognition is now “%(state)s”.") % {"state": recognition.get_state_display()}
    return ""


def _where_it_was(recognition: Recognition, others: list[Recognition]) -> str:
    """Where the model goes when none stands, as `_status_before` says; `others` are its other recognitions by id."""
    if any(other.state == RecognitionState.REVOKED for other in others):
        return Status.REVOKED
    became = [one for one in (*others, recognition) if one.status_before != Status.RECOGNISED]
    return max(became, key=lambda one: one.pk).status_before


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


def _require_fits(decision: Decision, recognition: Recognition, row: Initiative, by, kind: DecisionKind):
    """A decision that ends or restores a recognition is issued, of the same level, and not older than it."""
    if sentence := why_closed(decision, kind):
        raise Refused(sentence, {"decision": sentence})
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
