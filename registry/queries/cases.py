"""Cases of revocation: who reads them, and how their clocks stand."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from registry import rules
from registry.models import Initiative, Recognition, RevocationCase
from registry.vocabulary import CaseState, Role

LIVE = (CaseState.OPEN, CaseState.PROPOSED)


@dataclass(frozen=True)
class Clock:
    """The deadline that runs: until when, and how many days are left (below zero: so many days over)."""

    until: date
    days: int

    @property
    def is_over(self) -> bool:
        return self.days < 0


def visible_to(user) -> QuerySet[RevocationCase]:
    """The cases about models in the person's scope as reviewer or leader, with what a row prints."""
    cases = RevocationCase.objects.select_related(
        "ground", "opened_by", "recognition__initiative__campaign", "recognition__initiative__unit", "recognition__decision"
    )
    if user.is_superuser:
        return cases
    return cases.filter(user.scope.within(Role.REVIEWER, Role.LEADER, path="recognition__initiative__unit"))


def clock(case: RevocationCase, today: date) -> Clock | None:
    """The clock of a live case; None for a closed one."""
    if case.state not in LIVE:
        return None
    until = case.decide_by if case.state == CaseState.PROPOSED else case.propose_by
    return Clock(until, (until - today).days)


def why_not_revoke(recognition: Recognition, initiative: Initiative, by) -> str:
    """The sentence that says why this person may not decide on a revocation that they proposed themselves, or ""."""
    cases = recognition.cases.filter(state=CaseState.PROPOSED).values_list("proposed_by", flat=True)
    proposals = [rules.Proposal(person, initiative.code) for person in cases]
    if rules.proposed(by, *proposals) and not rules.level_setting(initiative.campaign, recognition.level).proposers_decide:
        return _("You proposed this revocation, so somebody else has to decide on it.")
    return ""
