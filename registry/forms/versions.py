"""Two versions of one text beside each other: what this form says, and what was saved meanwhile."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.utils import formats
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from registry.models import Initiative
from registry.queries.revisions import COME, GONE, SAME, words_changed
from registry.vocabulary import Novelty, SubmitterType

from .initiatives import InitiativeForm
from .reports import ReportForm
from .rows import Rows
from .written import WrittenForm, values_of

MINE, THEIRS = "mine", "theirs"
CHOOSE = "choose-"  # the name of the choice of a field begins so
_CHOICES = {"submitter_type": SubmitterType, "novelty": Novelty}


@dataclass(frozen=True)
class Both:
    """One field in which the two versions differ; `mine` and `theirs` are HTML, different words marked."""

    name: str
    label: str
    mine: SafeString
    theirs: SafeString
    takes_theirs: bool

    @property
    def choice(self) -> str:
        return CHOOSE + self.name


def differing(form: WrittenForm, initiative: Initiative) -> list[Both]:
    """Every field in which the form says something else than the model, with the choice made so far."""
    kept, said = values_of(initiative), form.facts()
    found = []
    for name, value in said.items():
        if kept[name] != value:
            field = form.fields[name]
            mine, theirs = marked(in_words(name, field, value), in_words(name, field, kept[name]))
            found.append(Both(name, str(field.label), mine, theirs, takes_theirs(form.data, name)))
    return found


def takes_theirs(data, name: str) -> bool:
    return data.get(CHOOSE + name) == THEIRS


def in_words(name: str, field: forms.Field, value) -> str:
    """A value as a reader understands it; "" for nothing."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value in (None, ""):
        return ""
    if isinstance(value, date):
        return formats.date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, list | tuple | set):
        return "\n".join(in_words(name, field, one) for one in value)
    choices = _CHOICES.get(name)
    known = dict(choices.choices) if choices else dict(getattr(field, "choices", ())) if isinstance(value, str) else {}
    return str(known.get(value, value))


def marked(mine: str, theirs: str) -> tuple[SafeString, SafeString]:
    """Both texts as HTML; the words that the other one lacks stand in <mark>."""
    if not (mine and theirs):
        return conditional_escape(mine), conditional_escape(theirs)
    runs = words_changed(mine, theirs)
    return _said(runs, GONE), _said(runs, COME)


def _said(runs, own: str) -> SafeString:
    """The side of the text whose own words are of the kind `own`."""
    pieces = ((run.text, run.kind == own and run.text.strip()) for run in runs if run.kind in (SAME, own))
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", said) if is_marked else said,) for said, is_marked in pieces)
    )


def closed(form: WrittenForm, whole: WrittenForm, initiative: Initiative) -> list[tuple[str, str]]:
    """What was typed in parts that are not open any more, where the model says something else: label and text.

    `whole` is the form with every part, bound to what was typed.
    """
    kept, found = values_of(initiative), []
    faults, said = whole.errors, whole.facts()
    for name, field in whole.fields.items():
        if name in form.fields or name == "version":
            continue
        if name in faults or (name in said and said[name] != kept[name]):
            value = whole[name].value() if name in faults else said[name]
            found.append((str(field.label), _as_typed(name, field, whole.data, value)))
    return [(label, text) for label, text in found if text]


def typed(data) -> list[tuple[str, str]]:
    """Every text and every figure that stands in the fields of a form: label and text, whatever they belong to."""
    found = []
    for name, field in {**InitiativeForm.base_fields, **ReportForm.base_fields}.items():
        value = field.widget.value_from_datadict(data, {}, name)
        if field.label and isinstance(field, forms.CharField | Rows):
            found.append((str(field.label), _as_typed(name, field, data, value)))
    return [(label, text) for label, text in found if text.strip()]


def _as_typed(name: str, field: forms.Field, data, value) -> str:
    """A value in words; rows of figures with the numbers as they were typed."""
    return field.typed(data, name) if isinstance(field, Rows) else in_words(name, field, value)
