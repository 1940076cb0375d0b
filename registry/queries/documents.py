"""Evidence of models: which documents a person may open, those of one model, and the figures to which they can belong."""

from django.db.models import Q, QuerySet

from registry import amounts
from registry.models import Appraisal, Contribution, Document, Initiative, Outcome
from registry.vocabulary import Role

from .outcomes import unit_of, unit_of_kind


def visible_to(user) -> QuerySet[Document]:
    """The documents of the models that the person may see: those of a draft are for its own unit.

    What was brought back from the visit of an appraiser is for who brought it and for reviewers of the unit, and for
    nobody who entered the model or is named in it.
    """
    evidence = Q(appraisal__isnull=True, initiative__in=Initiative.objects.visible_to(user))
    return Document.objects.filter(evidence | Q(appraisal__in=_visits_for(user)))


def _visits_for(user) -> QuerySet[Appraisal]:
    """The appraisals whose photos the person may see."""
    if not user.is_authenticated or not user.is_active:
        return Appraisal.objects.none()
    if user.is_superuser:
        judged = Q(pk__isnull=False)
    elif Role.REVIEWER in user.roles():
        judged = Q(initiative__in=Initiative.objects.filter(user.scope.within(Role.REVIEWER)))
    else:
        judged = Q(pk__in=[])
    involved = Initiative.objects.filter(Q(authors__in=user.persons) | Q(person__account__in=user.persons))
    return Appraisal.objects.filter(judged | Q(appraiser=user)).exclude(initiative__in=involved)


def evidence_of(initiative: Initiative) -> QuerySet[Document]:
    """What the unit attached, without what appraisers brought back from their visits."""
    return initiative.documents.filter(appraisal__isnull=True)


def listed(documents: QuerySet[Document]) -> QuerySet[Document]:
    """The same with the figures to which they belong, in one query."""
    return documents.select_related("outcome__measure", "contribution")


def figures_of(initiative: Initiative) -> list[tuple[str, str]]:
    """The figures of a model, as a select offers them: ("outcome-7", "Achieved · road: 810 m"). Two queries."""
    outcomes = initiative.outcomes.select_related("measure")
    return [
        *((f"outcome-{row.pk}", figure_name(row)) for row in outcomes),
        *((f"contribution-{row.pk}", figure_name(row)) for row in initiative.contributions.all()),
    ]


def figure_name(figure: Outcome | Contribution) -> str:
    """What a figure is called beside its documents: "Achieved · road: 810 m"."""
    if isinstance(figure, Outcome):
        name, unit = str(figure.measure), unit_of(figure.measure)
    else:
        name, unit = f"{figure.get_source_display()}, {figure.get_kind_display()}", unit_of_kind(figure.kind)
    said = f"{figure.get_stage_display()} · {name}: {amounts.qualified(figure.value, figure.qualifier, unit)}"
    return f"{said} ({figure.period})" if figure.period else said
