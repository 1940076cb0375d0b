"""The tables of figures in the forms: outcomes by measure, contributions by source; and the partners, a name on each line."""

from collections.abc import Iterable
from copy import copy

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry import amounts, text
from registry.models import Measure
from registry.queries import outcomes
from registry.services.outcomes import cleaned
from registry.vocabulary import DIMENSION_OF_KIND, ContributionKind, Qualifier, Source

from .rows import Cell, Option, Rows

HOW_TO_WRITE = gettext_lazy(
    "Write numbers as you are used to: 1,3 tỷ · 2 triệu · 1.300.000.000 · trên 500 m². Land in m², labour in working days; "
    "what is given in kind with its value in dong."
)


class Lines(forms.CharField):
    """Names, one on each line; the value is the list of them, each once."""

    def __init__(self, *args, rows=3, **kwargs):
        super().__init__(*args, widget=forms.Textarea(attrs={"rows": rows, "class": "short"}), **kwargs)

    def to_python(self, value):
        return cleaned("partners", str(value or "").splitlines())

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value


def read_amount(written: str, qualifier: str, unit: amounts.Unit) -> tuple[amounts.Amount | None, dict[str, str]]:
    """What a number and the choice beside it say, and what is wrong with them, by column."""
    written, faults = text.clean_line(written), {}
    if qualifier and qualifier not in Qualifier.values:
        faults["qualifier"] = _("Choose one of the list.")
    if not written:
        return None, {**faults, "value": _("Write the number, or empty the whole row.")}
    try:
        read = amounts.read(written, unit)
    except amounts.Unreadable as unreadable:
        return None, {**faults, "value": str(unreadable)}
    if qualifier and not faults and read.qualifier not in (Qualifier.EXACTLY, qualifier):
        faults["qualifier"] = _("Beside the number stands “%(written)s”, here “%(chosen)s”. Keep one of them.") % {
            "written": read.qualifier.label,
            "chosen": Qualifier(qualifier).label,
        }
    chosen = read.qualifier if read.qualifier != Qualifier.EXACTLY or not qualifier else qualifier
    return amounts.Amount(read.value, chosen, read.per), faults


def words_of(unit: amounts.Unit) -> str:
    """Every word for the unit, the one that is printed first, as the page of amounts takes them."""
    return "|".join(dict.fromkeys(filter(None, (unit.label, *unit.words))))


class OutcomeRows(Rows):
    """Values by measure. `measures` are those on offer."""

    columns = ("measure", "value", "qualifier", "period", "note")
    is_once = True
    measures: Iterable[Measure] = ()

    def read_row(self, raw, texts):
        measure = next((one for one in self.measures if one.code == raw.get("measure")), None)
        if measure is None:
            chosen = _("Choose one of the list.") if raw.get("measure") else _("Choose what is counted.")
            return None, {"measure": chosen}
        amount, faults = read_amount(raw.get("value", ""), raw.get("qualifier", ""), outcomes.unit_of(measure))
        if amount and amount.per:
            faults["value"] = _("Write the whole number, not what comes to each person or household.")
        if faults:
            return None, faults
        return outcomes.OutcomeRow(measure, amount.value, str(amount.qualifier), **texts), {}

    def _as_text(self, raws):
        known = copy(self)
        known.measures = self.measures or outcomes.measures_to_choose()
        return super(OutcomeRows, known)._as_text(raws)

    def raw(self, row):
        return {"measure": row.measure.code, **super().raw(row)}

    def named(self, raw):
        return (raw.get("measure", ""),)

    def cells(self, raw):
        offered = [Option(one.code, str(one), one.dimension, words_of(outcomes.unit_of(one))) for one in self.measures]
        return [
            Cell("measure", _("Measure"), raw, [Option("", _("Choose …")), *offered]),
            *_number_cells(raw),
            *_text_cells(raw),
        ]


class ContributionRows(Rows):
    """What each source gives, in money, land, labour or in kind."""

    columns = ("source", "kind", "value", "qualifier", "per_person", "period", "note")

    def read_row(self, raw, texts):
        faults = {}
        for name, choices, sentence in (
            ("source", Source, _("Choose from whom it comes.")),
            ("kind", ContributionKind, _("Choose what is given.")),
        ):
            if raw.get(name) not in choices.values:
                faults[name] = _("Choose one of the list.") if raw.get(name) else sentence
        if "kind" in faults:
            return None, faults
        unit = outcomes.unit_of_kind(raw["kind"])
        amount, wrong = read_amount(raw.get("value", ""), raw.get("qualifier", ""), unit)
        if amount and amount.per == "household":
            wrong["value"] = _("Write what all households give together, or what each person gives.")
        if faults or wrong:
            return None, {**faults, **wrong}
        row = outcomes.ContributionRow(
            raw["source"],
            raw["kind"],
            amount.value,
            str(amount.qualifier),
            bool(raw.get("per_person")) or amount.per == "person",
            **texts,
        )
        return row, {}

    def raw(self, row):
        given = {"source": str(row.source), "kind": str(row.kind), "per_person": "on" if row.per_person else ""}
        return {**given, **super().raw(row)}

    def named(self, raw):
        return raw.get("source", ""), raw.get("kind", ""), bool(raw.get("per_person"))

    def cells(self, raw):
        sources = [Option(*one) for one in Source.choices]
        kinds = [Option(kind.value, kind.label, DIMENSION_OF_KIND[kind]) for kind in ContributionKind]
        return [
            Cell("source", _("From whom"), raw, [Option("", _("Choose …")), *sources]),
            Cell("kind", _("What"), raw, [Option("", _("Choose …")), *kinds]),
            *_number_cells(raw),
            Cell("per_person", _("of each person, in no sum"), raw, is_tick=True),
            *_text_cells(raw),
        ]


def _number_cells(raw) -> list["Cell"]:
    exactness = [Option("", _("as written")), *(Option(one.value, one.label) for one in Qualifier)]
    return [
        Cell("qualifier", _("How exact"), raw, exactness),
        Cell("value", _("How much"), raw),
    ]


def _text_cells(raw) -> list["Cell"]:
    return [Cell("period", _("Period (if any)"), raw), Cell("note", _("Note (if any)"), raw)]
