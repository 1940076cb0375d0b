"""The public models as open data read them: piece by piece, and never a person."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from registry import text
from registry.models import Contribution, Initiative, Measure, Outcome, Recognition
from registry.vocabulary import RecognitionState, Stage

from . import outcomes, showcase
from .initiatives import listed


@dataclass
class OpenModel:
    """One public model as open data: its row with names, and its figures by measure and by source and kind."""

    row: Initiative
    title: str
    results: list[outcomes.OutcomeRow]
    given: list[outcomes.ContributionRow]


def models(size: int = 500) -> Iterable[OpenModel]:
    """All public models in the order of their codes, read `size` at a time: four queries each time, and one for measures."""
    after, measures = 0, Measure.objects.in_bulk()
    levels = Recognition.objects.filter(state=RecognitionState.STANDING).only("initiative", "level")
    while True:
        public = showcase.with_names(listed(Initiative.objects.public().filter(pk__gt=after)).select_related("person"))
        rows = list(public.prefetch_related(Prefetch("recognitions", levels, to_attr="standing")).order_by("pk")[:size])
        if not rows:
            return
        results: dict[int, list] = {}
        for one in Outcome.objects.filter(initiative__in=rows, stage=Stage.ACHIEVED):
            one.measure = measures[one.measure_id]
            results.setdefault(one.initiative_id, []).append(outcomes.outcome_row(one))
        given: dict[int, list] = {}
        for one in Contribution.objects.filter(initiative__in=rows, stage=Stage.ACHIEVED):
            given.setdefault(one.initiative_id, []).append(outcomes.contribution_row(one))
        for row in rows:
            showcase.name_unit(row)
            figures = outcomes.in_order(results.get(row.pk, [])), outcomes.in_order(given.get(row.pk, []))
            yield OpenModel(row, _title_without_name(row), *figures)
        after = rows[-1].pk


def _title_without_name(row: Initiative) -> str:
    """The name of the model without that of its person: to a page of the showcase was consented, not to copies everywhere."""
    person = getattr(row, "person", None)
    if not person or not text.fold(person.name) or f" {text.fold(person.name)} " not in f" {text.fold(row.title)} ":
        return row.title
    title = re.sub(re.escape(person.name), "…", row.title, flags=re.IGNORECASE)
    return title if f" {text.fold(person.name)} " not in f" {text.fold(title)} " else "…"
