"""Evidence of models: which documents a person may open, those of one model, and the figures to which they can belong."""

from django.db.models import QuerySet
from django.utils.formats import number_format

from registry.models import Contribution, Document, Initiative, Outcome

NO_BREAK = "\u00a0"


def visible_to(user) -> QuerySet[Document]:
    """The documents of the models that the person may see: those of a draft are for its own unit."""
    return Document.objects.filter(initiative__in=Initiative.objects.visible_to(user))


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
    value = number_format(figure.value, force_grouping=True)
    if isinstance(figure, Outcome):
        name, quantity = str(figure.measure), f"{value}{NO_BREAK}{figure.measure.unit}"
    else:
        name, quantity = f"{figure.get_source_display()}, {figure.get_kind_display()}", value
    said = f"{figure.get_stage_display()} · {name}: {quantity}"
    return f"{said} ({figure.period})" if figure.period else said
