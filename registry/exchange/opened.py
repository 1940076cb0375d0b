"""Open data: the public models and the yearly figures, as CSV and JSON, each column and key with its meaning.

Nothing but what the showcase shows leaves here: no name of a person, no text of a dossier, no note of a figure. Every file
says under which licence it may be used: CSV in its last column, for a line above the heads would break those who read it.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from registry.models import Campaign, Measure
from registry.queries import opened, showcase, statistics
from registry.queries.indicators import INDICATORS
from registry.vocabulary import ContributionKind, Level, Source, SubmitterType


@dataclass(frozen=True)
class Column:
    """One column of a table: its key never changes, `meaning` is told in the reader's language."""

    key: str
    kind: str
    meaning: str


TEXT, NUMBER = pgettext_lazy("column", "text"), pgettext_lazy("column", "whole number")
CODE, DECIMAL = pgettext_lazy("column", "code"), pgettext_lazy("column", "number")
MODEL = [
    Column("code", CODE, gettext_lazy("Code of the model; it never changes.")),
    Column("title", TEXT, gettext_lazy("Name of the model; a person’s name in it is left out.")),
    Column("field", CODE, gettext_lazy("Code of the field.")),
    Column("field_name", TEXT, gettext_lazy("Vietnamese name of the field.")),
    Column("year", NUMBER, gettext_lazy("Year of the campaign in which it was registered.")),
    Column("type", CODE, gettext_lazy("Who carried it out: collective or individual.")),
    Column("levels", CODE, gettext_lazy("Levels of the standing recognitions, parted by spaces.")),
    Column("unit_then", TEXT, gettext_lazy("Unit that registered it, by its name on the cut-off day of the campaign.")),
    Column("unit_then_key", CODE, gettext_lazy("Lasting key of that unit.")),
    Column("unit_today", TEXT, gettext_lazy("Unit of today that carries it on whole; empty where that is not decided.")),
    Column("unit_today_key", CODE, gettext_lazy("Lasting key of the unit of today.")),
    Column(
        "counts", CODE, gettext_lazy("yes or no: a model that was registered twice has no, so that sums hold its figures once.")
    ),
    Column("results", TEXT, gettext_lazy("Results as they are printed, in Vietnamese, with how exact they are.")),
    Column("contributions", TEXT, gettext_lazy("Contributions as they are printed, in Vietnamese, with how exact they are.")),
    Column("address", TEXT, gettext_lazy("Address of the page of the model.")),
]
LICENCE = Column("licence", TEXT, gettext_lazy("Licence, its address, and the source to be named; the same in each line."))
FIGURES = [
    Column("year", NUMBER, gettext_lazy("Year of the campaign; only campaigns that are counted to the end.")),
    Column("indicator", CODE, gettext_lazy("Key of the indicator.")),
    Column("name", TEXT, gettext_lazy("Name of the indicator, in the language of the reader.")),
    Column(
        "value",
        DECIMAL,
        gettext_lazy("The figure over all models; rates in per cent."),
    ),
]
DEFINITION = Column("definition", TEXT, gettext_lazy("What is counted, in the language of the reader."))
HEAD = [
    Column("publisher", TEXT, gettext_lazy("Who publishes the data; to be named as their source.")),
    Column("licence", TEXT, gettext_lazy("The licence under which they may be used.")),
    Column("licence_url", TEXT, gettext_lazy("Address of the licence.")),
    Column("made_at", TEXT, gettext_lazy("When the file was made (ISO 8601).")),
    Column("note", TEXT, gettext_lazy("Only in a demonstration: that the data are invented.")),
]
_QUALIFIER = Column("qualifier", CODE, gettext_lazy("How exact the number is."))
_PERIOD = Column("period", TEXT, gettext_lazy("To which time the number belongs; empty for the whole."))
RESULT = [
    Column("measure", CODE, gettext_lazy("What was measured: what follows “result_” in the name of a column of models.csv.")),
    Column("value", NUMBER, gettext_lazy("What was reached, in the unit that is told at that column.")),
    _QUALIFIER,
    _PERIOD,
]
CONTRIBUTION = [
    Column("source", CODE, gettext_lazy("From whom it came.")),
    Column("kind", CODE, gettext_lazy("What was given.")),
    Column("value", NUMBER, gettext_lazy("How much was given: VND, m² or working days, by its kind.")),
    _QUALIFIER,
    Column("per_person", CODE, gettext_lazy("true: so much was given by each person; such a number stands in no sum.")),
    _PERIOD,
]
_UNITS = {
    ContributionKind.MONEY: gettext_lazy("VND"),
    ContributionKind.LAND: gettext_lazy("m²"),
    ContributionKind.LABOUR: gettext_lazy("working days"),
    ContributionKind.IN_KIND: gettext_lazy("VND, estimated"),
}


def columns_of_models(measures: Iterable[Measure]) -> list[Column]:
    """The columns of models.csv: what is the same everywhere, one for each measure, one for each source and kind."""
    results = [
        Column(
            f"result_{measure.code}",
            NUMBER,
            _("Reached: %(measure)s (%(unit)s). How exact the number is says “results”.")
            % {"measure": measure, "unit": measure.unit},
        )
        for measure in measures
    ]
    given = [
        Column(
            f"{source}_{kind}",
            NUMBER,
            _("Given by %(source)s: %(kind)s, in %(unit)s. How exact the number is says “contributions”.")
            % {"source": Source(source).label, "kind": ContributionKind(kind).label, "unit": _UNITS[ContributionKind(kind)]},
        )
        for source in Source.values
        for kind in ContributionKind.values
    ]
    return [*MODEL[:-1], *results, *given, MODEL[-1], LICENCE]


def columns_of_figures() -> list[Column]:
    """The columns of figures.csv."""
    return [*FIGURES, LICENCE]


def models(measures: list[Measure], address, licence: str) -> Iterator[list]:
    """The lines of models.csv; `address` makes the address of a page out of a code, `licence` stands in each line."""
    yield [column.key for column in columns_of_models(measures)]
    for one in opened.models():
        facts = _facts(one, address)
        reached = {measure.code: _reached(one, measure) for measure in measures}
        given = _given(one)
        yield [
            *(facts[column.key] for column in MODEL[:-1]),
            *(reached[measure.code] for measure in measures),
            *(given.get((source, kind)) for source in Source.values for kind in ContributionKind.values),
            facts["address"],
            licence,
        ]


def models_json(head: dict, address) -> Iterator[str]:
    """models.json, model by model: beside the facts, each result and contribution with its qualifier."""
    yield from _listed(head, "models", (_as_json(one, address) for one in opened.models()))


def figures(licence: str) -> Iterator[list]:
    """The lines of figures.csv: all indicators of all campaigns that are counted to the end."""
    yield [column.key for column in columns_of_figures()]
    for year, key, value in _yearly():
        yield [year, key, str(INDICATORS[key].name), value, licence]


def figures_json(head: dict) -> Iterator[str]:
    rows = (
        {
            "year": year,
            "indicator": key,
            "name": str(INDICATORS[key].name),
            "definition": str(INDICATORS[key].definition),
            "value": value,
        }
        for year, key, value in _yearly()
    )
    yield from _listed(head, "figures", rows)


def _yearly() -> Iterator[tuple]:
    """Year, indicator and figure; a rate as a number with a dot, for programs read it. Four queries."""
    campaigns = list(Campaign.objects.filter(cutoff_on__lt=timezone.localdate()).order_by("year"))
    counted = statistics.counted(campaigns)
    for campaign in campaigns:
        found = counted.figures(campaign)
        for key, indicator in INDICATORS.items():
            value = found[key]
            yield campaign.year, key, (None if value is None else float(value)) if indicator.share else value


def _listed(head: dict, name: str, rows: Iterable[dict]) -> Iterator[str]:
    """A JSON object with `head` and a list of rows, piece by piece."""
    yield json.dumps(head, ensure_ascii=False)[:-1] + f', "{name}": ['
    for number, row in enumerate(rows):
        yield (",\n" if number else "\n") + json.dumps(row, ensure_ascii=False)
    yield "\n]}\n"


def _facts(one: opened.OpenModel, address) -> dict:
    row = one.row
    return {
        "code": row.code,
        "title": one.title,
        "field": row.sector.code,
        "field_name": row.sector.name_vi,
        "year": row.campaign.year,
        "type": SubmitterType(row.submitter_type).value,
        "levels": " ".join(level for level in Level.values if level in {standing.level for standing in row.standing}),
        "unit_then": row.unit_then,
        "unit_then_key": row.unit.key,
        "unit_today": row.unit_today,
        "unit_today_key": row.key_today,
        "counts": "no" if row.duplicate_of_id else "yes",
        "results": _printed(one.results),
        "contributions": _printed(one.given),
        "address": address(row.code),
    }


def _printed(rows: list) -> str:
    """The figures as official papers print them, whatever language the reader has; notes stay out."""
    with translation.override("vi"):
        return "; ".join(str(replace(row, note="")) for row in rows)


def _as_json(one: opened.OpenModel, address) -> dict:
    facts = _facts(one, address)
    facts["levels"] = facts["levels"].split()
    facts["counts"] = facts["counts"] == "yes"
    facts["results"] = [_without_note(row) for row in one.results]
    facts["contributions"] = [_without_note(row) for row in one.given]
    return facts


def _without_note(row) -> dict:
    return {key: value for key, value in row.as_json().items() if key != "note"}


def _reached(one: opened.OpenModel, measure: Measure) -> int | None:
    """What a model reached in one measure, as the cards of the showcase print it."""
    found = showcase.reached_in(measure, [row for row in one.results if row.measure.pk == measure.pk])
    return found and found[0]


def _given(one: opened.OpenModel) -> dict[tuple[str, str], int]:
    """What each source gave of each kind; what each person gave is in no sum."""
    found: dict[tuple[str, str], int] = {}
    for row in one.given:
        if not row.per_person:
            found[row.source, row.kind] = found.get((row.source, row.kind), 0) + row.value
    return found
