"""The list of a decision: put together while it is a draft, put in force as a whole when it is issued."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import rules, text
from registry.errors import Refused, Stale
from registry.models import CouncilSession, Decision, DecisionLine, Ground, Initiative, Recognition
from registry.queries import eligibility
from registry.queries import initiatives as lists
from registry.vocabulary import Action, DecisionKind, DecisionState, RecognitionState, SubmitterType

from . import cases, counts, steps, trail
from . import recognition as recognitions

MOST = 5000  # models on one list


@dataclass(frozen=True)
class Added:
    """What became of the models that were to be put on a list: how many are new on it, were on it, and the refused ones."""

    added: int
    already: int
    refused: list[tuple[Initiative, str]]


@transaction.atomic
def add(decision: Decision, initiatives: Iterable[Initiative], *, by) -> Added:
    """Put models on the list of a draft that recognises. What stands against a model is shown on the list, not here:

    only those on whom this person may not act (right, four eyes) and those of another campaign are refused, each with the
    reason. Raises PermissionDenied without the right to the decision, Refused if it is issued or does not recognise.
    """
    rows = steps.locked(initiatives)
    draft = locked(decision, by)
    if draft.kind != DecisionKind.RECOGNITION:
        raise Refused(_("The list of this decision names recognitions; begin with one of them."))
    present = set(draft.lines.values_list("initiative_id", flat=True))
    fresh, refused = [], []
    for row in rows:
        if row.pk in present:
            continue
        sentence = rules.why_not(by, Action.RECOGNISE, row)
        if not sentence and draft.level not in rules.deciding_levels(by, row):
            sentence = _("The decision is of a level at which you do not recognise this model.")
        if not sentence and row.campaign_id != draft.campaign_id:
            sentence = _("The decision belongs to another campaign.")
        if sentence:
            refused.append((row, sentence))
        else:
            fresh.append(row)
    if len(present) + len(fresh) > MOST:
        raise Refused(_("At most %(most)s models fit on one list.") % {"most": MOST})
    now = timezone.now()
    DecisionLine.objects.bulk_create(
        [DecisionLine(decision=draft, initiative=row, added_by=by, added_at=now) for row in fresh], batch_size=500
    )
    _changed(draft, "decision.lines_added", fresh, by)
    return Added(len(fresh), len(rows) - len(fresh) - len(refused), refused)


@transaction.atomic
def add_session(decision: Decision, session: CouncilSession, rows: Iterable[Initiative], *, by) -> Added:
    """Put `rows`, models that a session of the council passed, on the list of a draft, and keep whose minutes they are."""
    added = add(decision, rows, by=by)
    if session.campaign_id != decision.campaign_id or session.level != decision.level:
        raise Refused(_("The session belongs to another campaign or level."))
    Decision.objects.filter(pk=decision.pk).update(session=session)
    return added


@transaction.atomic
def add_recognition(
    decision: Decision, recognition: Recognition, *, by, ground: Ground | None = None, reason="", corrected: dict | None = None
) -> DecisionLine:
    """Put a recognition on the list of a draft that revokes (with `ground` and `reason`), reinstates or corrects.

    `corrected` holds what is printed from now on, {"title", "holder", "unit"}, as far as it changes.
    """
    [row] = steps.locked([recognition.initiative])
    draft = locked(decision, by)
    if draft.kind == DecisionKind.RECOGNITION:
        raise Refused(_("This decision recognises; it ends, restores or corrects nothing."))
    rules.require(by, eligibility.ACTION_OF_KIND[draft.kind], row)
    if recognition.level not in rules.deciding_levels(by, row):
        raise PermissionDenied(_("Only a reviewer of this level may do this."))
    if draft.lines.filter(initiative=row).exists():
        raise Refused(_("The model stands on the list of this decision already."))
    fresh = Recognition.objects.select_for_update(of=("self",)).select_related("decision").get(pk=recognition.pk)
    line = DecisionLine(decision=draft, initiative=row, recognition=fresh, added_by=by, added_at=timezone.now())
    if draft.kind == DecisionKind.REVOCATION:
        line.ground = ground
    line.reason = text.clean(reason or "")
    if draft.kind == DecisionKind.CORRECTION:
        line.corrected = {name: text.clean_line(str((corrected or {}).get(name, ""))) for name in eligibility.CORRECTABLE}
        line.corrected = {name: words for name, words in line.corrected.items() if words}
        line.corrected = {name: now for name, (_before, now) in eligibility.changes(line).items()}
        _require_short(line.corrected)
    [line] = eligibility.hinder(draft, [line])
    if line.hindrance:
        raise Refused(line.hindrance)
    line.save()
    _changed(draft, "decision.lines_added", [row], by)
    return line


def _require_short(corrected: dict):
    for name, words in corrected.items():
        most = Recognition._meta.get_field(f"printed_{name}").max_length
        if len(words) > most:
            raise Refused(_("This is too long."), {name: _("At most %(most)s characters are printed.") % {"most": most}})


@transaction.atomic
def remove(decision: Decision, initiatives: Iterable[Initiative | int], *, by) -> int:
    """Take models off the list of a draft; return how many stood on it."""
    draft = locked(decision, by)
    wanted = {getattr(one, "pk", one) for one in initiatives}
    lines = list(draft.lines.filter(initiative__in=wanted).select_related("initiative"))
    draft.lines.filter(pk__in=[line.pk for line in lines]).delete()
    _changed(draft, "decision.lines_removed", [line.initiative for line in lines], by)
    return len(lines)


def locked(decision: Decision, by) -> Decision:
    """Lock a draft whose list or words shall change, after the models: everybody takes the locks in this order."""
    draft = Decision.objects.select_for_update(of=("self",)).select_related("body", "campaign").get(pk=decision.pk)
    require_may_record(by, draft)
    if draft.state == DecisionState.ISSUED:
        raise Refused(_("The list of this decision is closed."))
    return draft


def require_may_record(by, decision):
    """Raise PermissionDenied unless the person is a reviewer of the decision's level, in the unit of its body."""
    if not rules.may_record(by, decision):
        raise PermissionDenied(_("Only a reviewer of this level may record decisions of %(body)s.") % {"body": decision.body})


def _changed(draft: Decision, act: str, rows: list[Initiative], by):
    """The list is another one now: whoever looks at the old one sees so. The trail says which models it was."""
    if rows:
        Decision.objects.filter(pk=draft.pk).update(version=F("version") + 1)
        codes = [row.code for row in rows]
        trail.record_other(f"{draft} · {draft.body}", act, by=by, data={"id": draft.pk, "models": codes})


# ---- putting a list in force ----


def take(decision: Decision, *, by) -> tuple[Decision, list[DecisionLine]]:
    """Lock the models of the list, then the decision; return it with its lines, their models being the locked rows.

    Raises Stale if the list changed between the two.
    """
    ids = set(decision.lines.values_list("initiative_id", flat=True))
    rows = {row.pk: row for row in steps.locked([Initiative(pk=pk) for pk in ids])} if ids else {}
    fresh = Decision.objects.select_for_update(of=("self",)).select_related("body", "campaign").get(pk=decision.pk)
    require_may_record(by, fresh)
    related = ("recognition__decision__body", "recognition__ending_decision__body", "ground")
    lines = list(fresh.lines.select_related(*related))
    if {line.initiative_id for line in lines} != ids:
        raise Stale(_("Somebody changed the list of this decision meanwhile. Nothing was done; read it again."))
    for line in lines:
        line.initiative = rows[line.initiative_id]
    lists.with_unit_names(list(rows.values()))
    return fresh, lines


def require_all(decision: Decision, lines: list[DecisionLine], *, by):
    """Raise Refused with the first reasons unless every line can be put in force by this person."""
    forbidden = eligibility.not_by(decision, lines, by)
    eligibility.hinder(decision, lines)
    pairs = [(line.initiative, forbidden.get(line.initiative_id) or line.hindrance) for line in lines]
    possible = [row for row, sentence in pairs if not sentence]
    if len(pairs) == 1 and not possible:
        raise Refused(pairs[0][1])
    steps.require_all(steps.SortedOut(possible, [pair for pair in pairs if pair[1]]))


def put_in_force(decision: Decision, lines: list[DecisionLine], *, by):
    """Do what the decision says to every line: recognise, revoke, reinstate or correct. A handful of statements."""
    match decision.kind:
        case DecisionKind.RECOGNITION:
            recognitions.make([line.initiative for line in lines], decision, by=by)
        case DecisionKind.REVOCATION:
            _revoke(decision, lines, by)
        case DecisionKind.REINSTATEMENT:
            _reinstate(decision, lines, by)
        case DecisionKind.CORRECTION:
            _correct(decision, lines, by)


def _revoke(decision, lines, by):
    now = timezone.now()
    of_ground = defaultdict(list)
    for line in lines:
        of_ground[line.ground].append(line.recognition_id)
    for ground, ids in of_ground.items():
        Recognition.objects.filter(pk__in=ids).update(
            state=RecognitionState.REVOKED, ended_at=now, ending_decision=decision, ground=ground
        )
    by_model = {line.initiative_id: line for line in lines}
    _write(
        lines,
        Action.REVOKE,
        by,
        remark=lambda row: by_model[row.pk].reason,
        data=lambda row: _data(decision) | {"ground": by_model[row.pk].ground.code},
    )
    counts.standing([line.initiative for line in lines], decision.level, -1)
    cases.close_revoked([line.recognition_id for line in lines], by=by, decision=decision)


def _reinstate(decision, lines, by):
    Recognition.objects.filter(pk__in=[line.recognition_id for line in lines]).update(
        state=RecognitionState.STANDING, ended_at=None, reinstating_decision=decision
    )
    reasons = {line.initiative_id: line.reason for line in lines}
    _write(lines, Action.REINSTATE, by, remark=lambda row: reasons[row.pk], data=lambda row: _data(decision))
    counts.standing([line.initiative for line in lines], decision.level)


def _correct(decision, lines, by):
    """Print something else from now on. The trail keeps before and after; names of persons lie beside it."""
    said = {}
    for line in lines:
        changed = {name: list(pair) for name, pair in eligibility.changes(line).items()}
        data = _data(decision) | changed
        if "holder" in changed and line.initiative.submitter_type == SubmitterType.INDIVIDUAL:
            data["personal"] = {"holder": data.pop("holder")}
        said[line.initiative_id] = data
        for name, (_before, now) in changed.items():
            setattr(line.recognition, f"printed_{name}", now)
        line.recognition.correcting_decision = decision
    columns = [*(f"printed_{name}" for name in eligibility.CORRECTABLE), "correcting_decision"]
    Recognition.objects.bulk_update([line.recognition for line in lines], columns, batch_size=200)
    reasons = {line.initiative_id: line.reason for line in lines}
    _write(lines, Action.CORRECT, by, remark=lambda row: reasons[row.pk], data=lambda row: said[row.pk])


def _data(decision) -> dict:
    return {"decision": str(decision), "level": decision.level}


def _write(lines, action, by, *, remark, data):
    """Write the step of all lines; the status follows from what still stands. Two queries more than for one."""
    rows = [line.initiative for line in lines]
    standing = Recognition.objects.filter(initiative__in=rows, state=RecognitionState.STANDING)
    still = dict.fromkeys(standing.values_list("initiative", flat=True), True)
    steps.write(rows, action, by=by, remark=remark, data=data, standing=still)
