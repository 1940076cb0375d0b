"""Why a decision cannot take a model on its list: what stands against the model, and what against the person who decides."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registry import rules
from registry.errors import Refused
from registry.models import Decision, DecisionLine, Initiative, Recognition, RevocationCase
from registry.vocabulary import Action, CaseState, DecisionKind, RecognitionState, SubmitterType

from . import appraisals, councils
from . import initiatives as lists

ACTION_OF_KIND = {
    DecisionKind.RECOGNITION: Action.RECOGNISE,
    DecisionKind.REVOCATION: Action.REVOKE,
    DecisionKind.REINSTATEMENT: Action.REINSTATE,
    DecisionKind.CORRECTION: Action.CORRECT,
}
# What a correction can print anew; the same names as the columns `printed_…` of a recognition.
CORRECTABLE = ("title", "holder", "unit")


class Eligibility:
    """What is to be known to say whether a decision may recognise models, read once for all of them (six queries at most).

    Right, status and calendar of the step itself are asked of `rules`; here is what belongs to decision and list.
    """

    def __init__(self, decision: Decision, initiatives: Iterable[Initiative]):
        self.decision = decision
        level = decision.level
        setting = rules.level_setting(decision.campaign, level)
        standing = Recognition.objects.filter(initiative__in=initiatives, level=level, state=RecognitionState.STANDING)
        self.standing = set(standing.values_list("initiative", flat=True))
        self.passed = councils.passed(initiatives, level) if setting.uses_council else None
        self.needed = setting.appraisals_needed
        self.appraised = appraisals.signed_counts(initiatives, level) if self.needed else {}
        self.proposers = {} if setting.proposers_decide else rules.proposers(initiatives, level)

    def of_model(self, initiative: Initiative) -> str:
        """What stands against the model, whoever decides; "" if nothing does."""
        if self.decision.campaign_id != initiative.campaign_id:
            return _("The decision belongs to another campaign.")
        issued_on, registered_at = self.decision.issued_on, initiative.registered_at
        if issued_on and registered_at and issued_on < timezone.localdate(registered_at):
            return _("The decision is older than the registration of the model.")
        if initiative.pk in self.standing:
            return _("The model is already recognised at this level.")
        if self.passed is not None and initiative.pk not in self.passed:
            return _("No council of this level has passed the model.")
        found = self.appraised.get(initiative.pk, 0)
        if found < self.needed:
            return ngettext(
                "The model has %(found)s of the %(needed)s appraisal that is needed.",
                "The model has %(found)s of the %(needed)s appraisals that are needed.",
                self.needed,
            ) % {"found": found, "needed": self.needed}
        return ""

    def of_person(self, initiative: Initiative, by) -> str:
        """What forbids this person to decide on the model at this level; "" if nothing does. Holds for superusers too."""
        if self.decision.level not in rules.deciding_levels(by, initiative):
            return _("The decision is of a level at which you do not recognise this model.")
        if rules.proposed(by, *self.proposers.get(initiative.pk, ())):
            return _("You appraised this model, nominated it or put it on the list, so somebody else has to recognise it.")
        return ""


def obstacle(action: Action, initiative: Initiative) -> str:
    """Why the step is not open from the status of the model, or not today; "" if it is."""
    try:
        rules.require_open(action, initiative, timezone.localdate())
    except Refused as refusal:
        return str(refusal)
    return ""


def hinder(decision: Decision, lines: list[DecisionLine]) -> list[DecisionLine]:
    """Give each line `hindrance`: why it cannot be in force, whoever issues the decision; "" if it can.

    The lines come with their models (and campaigns), recognitions and their decisions. The same few queries for any number.
    """
    action = ACTION_OF_KIND[decision.kind]
    if decision.kind == DecisionKind.RECOGNITION:
        known = Eligibility(decision, [line.initiative for line in lines])
        for line in lines:
            line.hindrance = obstacle(action, line.initiative) or known.of_model(line.initiative)
        return lines
    standing = _standing_elsewhere(decision, lines) if decision.kind == DecisionKind.REINSTATEMENT else set()
    for line in lines:
        line.hindrance = obstacle(action, line.initiative) or _of_recognition(decision, line, standing)
    return lines


def _standing_elsewhere(decision, lines) -> set[int]:
    rows = Recognition.objects.filter(
        initiative__in=[line.initiative_id for line in lines], level=decision.level, state=RecognitionState.STANDING
    )
    return set(rows.values_list("initiative", flat=True))


def _of_recognition(decision: Decision, line: DecisionLine, standing: set[int]) -> str:
    """Why the recognition that a line names can be neither revoked, restored nor corrected by this decision."""
    recognition = line.recognition
    if recognition is None:
        return _("The line names no recognition.")
    if recognition.level != decision.level:
        return _("The recognition is of another level.")
    wanted = RecognitionState.REVOKED if decision.kind == DecisionKind.REINSTATEMENT else RecognitionState.STANDING
    if recognition.state != wanted:
        return _("This recognition is now “%(state)s”.") % {"state": recognition.get_state_display()}
    if decision.issued_on and decision.issued_on < recognition.decision.issued_on:
        return _("The decision is older than the recognition.")
    match decision.kind:
        case DecisionKind.REVOCATION if not line.ground_id or not line.reason:
            return _("The line says neither on which ground the recognition ends nor what happened.")
        case DecisionKind.REINSTATEMENT if line.initiative_id in standing:
            return _("The model is already recognised at this level.")
        case DecisionKind.CORRECTION if not changes(line):
            return _("The line changes nothing that is printed.")
    return ""


def changes(line: DecisionLine) -> dict[str, tuple[str, str]]:
    """What a line of a correction changes: {name: (printed until now, from now on)}."""
    until_now = dict(zip(CORRECTABLE, printed(line.recognition, line.initiative), strict=True))
    return {
        name: (until_now[name], line.corrected[name])
        for name in CORRECTABLE
        if line.corrected.get(name) and line.corrected[name] != until_now[name]
    }


def printed(recognition: Recognition, row: Initiative) -> list[str]:
    """Name, holder and unit as they were printed, in the order of CORRECTABLE; where none was kept, as the model says."""
    unit = recognition.printed_unit
    if not unit:
        if not hasattr(row, "unit_name"):
            lists.with_unit_names([row])
        unit = capfirst(row.unit_name)
    return [recognition.printed_title or row.title, recognition.printed_holder or holder(row), unit]


def holder(initiative: Initiative) -> str:
    """Whose model it is, as papers print it: the individual, or the collective. Asks for the person of an individual."""
    if initiative.submitter_type == SubmitterType.INDIVIDUAL or not initiative.collective_name:
        person = getattr(initiative, "person", None)
        return person.name if person else ""
    return initiative.collective_name


def not_by(decision: Decision, lines: list[DecisionLine], by) -> dict[int, str]:
    """Why this person may not put lines in force: id of the model → sentence. Four eyes, for superusers too.

    The models come with their authors and persons.
    """
    action = ACTION_OF_KIND[decision.kind]
    found = {}
    if decision.kind == DecisionKind.RECOGNITION:
        known = Eligibility(decision, [line.initiative for line in lines])
        for line in lines:
            if sentence := rules.why_not(by, action, line.initiative) or known.of_person(line.initiative, by):
                found[line.initiative_id] = sentence
        return found
    setting = rules.level_setting(decision.campaign, decision.level)
    proposed = set()  # the revocations that this person proposed
    if decision.kind == DecisionKind.REVOCATION:
        cases = RevocationCase.objects.filter(recognition__in=[line.recognition_id for line in lines], state=CaseState.PROPOSED)
        said = cases.values_list("recognition", "proposed_by", "recognition__initiative__code")
        proposed = {pk for pk, person, code in said if rules.proposed(by, rules.Proposal(person, code))}
    for line in lines:
        sentence = rules.why_not(by, action, line.initiative)
        if not sentence and decision.level not in rules.deciding_levels(by, line.initiative):
            sentence = _("Only a reviewer of this level may do this.")
        if (
            not sentence
            and not setting.proposers_decide
            and (
                line.recognition_id in proposed
                or rules.proposed(by, rules.Proposal(line.added_by_id, f"decision {decision.pk}"))
            )
        ):
            sentence = _("You proposed this or put it on the list, so somebody else has to issue the decision.")
        if sentence:
            found[line.initiative_id] = sentence
    return found
