"""Which decisions a person may read, and what they recognise."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from registry import rules
from registry.models import Decision, Initiative, Recognition
from registry.vocabulary import DecisionState, RecognitionState, Role


def visible_to(user) -> QuerySet[Decision]:
    """Issued decisions of bodies in the person's scope, of bodies of no unit, and those that recognise a model in scope.

    Drafts are seen by those who may record decisions of their level.
    """
    decisions = Decision.objects.select_related("body", "campaign")
    if user.is_superuser:
        return decisions
    units = user.scope.units(Role.REVIEWER, Role.LEADER)
    mine = Q(body__unit__isnull=True) | Q(body__unit__in=units)
    touching = Recognition.objects.filter(decision=OuterRef("pk"), initiative__unit__in=units)
    issued = Q(state=DecisionState.ISSUED) & (mine | Exists(touching))
    drafts = Q(state=DecisionState.DRAFT, level__in=rules.decision_levels(user)) & mine
    return decisions.filter(issued | drafts)


def with_counts(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    """Each decision with `standing`, the number of recognitions that stand by it."""
    return decisions.annotate(
        standing=Count("recognitions", filter=Q(recognitions__state=RecognitionState.STANDING), distinct=True)
    )


def recognitions_of(decision: Decision, user) -> QuerySet[Recognition]:
    """What the decision recognised, as far as the person may see the models."""
    models = Initiative.objects.visible_to(user).values("pk")
    return decision.recognitions.filter(initiative__in=models)
