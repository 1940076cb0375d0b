"""What the pages and the admin ask for a report of leadership: what it is about, its text, its highlights."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from registry import rules
from registry.models import Campaign, Report, Unit
from registry.queries import reports
from registry.services import reports as services
from registry.vocabulary import ReportKind, Role, UnitsAsOf

from .base import Day, Line, Paragraphs, ServiceForm
from .nominations import bodies_for

_DAY = {"required": gettext_lazy("Name the day.")}


LAST, WORDING = "last", "wording"


class NewReportForm(ServiceForm):
    """Which report is begun, and with which words. Units and bodies are those for which the person writes.

    A copy of `source` takes its words, so nothing is asked about them.
    """

    kind = forms.ChoiceField(label=gettext_lazy("Time of the report"), choices=ReportKind.choices)
    campaign = forms.ModelChoiceField(Campaign.objects.all(), label=gettext_lazy("Campaign"), empty_label=None)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=gettext_lazy("Unit"), required=False)
    units_as_of = forms.ChoiceField(label=gettext_lazy("Units in the tables"), choices=UnitsAsOf.choices)
    body = forms.ModelChoiceField(
        None,
        label=gettext_lazy("Issuing body"),
        empty_label=gettext_lazy("Choose …"),
        error_messages={"required": gettext_lazy("Choose the body.")},
    )
    words = forms.ChoiceField(
        label=gettext_lazy("Words to begin with"),
        choices=[
            (LAST, gettext_lazy("Those of the last report of this kind and unit; the wording where there is none")),
            (WORDING, gettext_lazy("The wording that is kept for such reports")),
        ],
        widget=forms.RadioSelect,
        initial=LAST,
        required=False,
    )

    def __init__(self, *args, by, source: Report | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if source is not None:
            del self.fields["words"]
        units = reports.units_of(by, Role.REVIEWER)
        self.fields["unit"].queryset = units
        if rules.may_write_report(by, None):
            self.fields["unit"].empty_label = _("All units")
        else:
            self.fields["unit"].required = True
            self.fields["unit"].empty_label = None
        self.fields["body"].queryset = bodies_for(by)

    def asked(self) -> dict:
        """What was chosen, as `services.reports.prepare` takes it."""
        data = dict(self.cleaned_data)
        return {"from_wording": data.pop("words", LAST) == WORDING, **data}


class SignForm(ServiceForm):
    """Number, date and signatory: they are known when the paper is signed, after the figures are frozen."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    number = Line(label=gettext_lazy("Number"), max_length=60, required=False)
    reported_on = Day(label=gettext_lazy("Date of the report"), error_messages=_DAY)
    signatory = Line(label=gettext_lazy("Signatory"), max_length=150, required=False)
    signatory_position = Line(label=gettext_lazy("Position of the signatory"), max_length=150, required=False)

    @classmethod
    def of(cls, report: Report, data=None, **kwargs):
        """The form with what the report says; `kwargs` are those of the form."""
        names = [name for name in cls.base_fields if hasattr(report, name)]
        return cls(data, initial={name: getattr(report, name) for name in names}, **kwargs)


class TextForm(SignForm):
    """The whole of a report whose figures are not frozen."""

    title = Line(label=gettext_lazy("Subject"), max_length=500, error_messages={"required": gettext_lazy("Name the subject.")})
    text = Paragraphs(
        label=gettext_lazy("Text"),
        rows=28,
        max_length=services.LONGEST_TEXT,
        help_text=gettext_lazy(
            "A line that begins with “# ” is a heading. {…} becomes a figure; a table or the highlights stand alone on a line."
        ),
        error_messages={"required": gettext_lazy("A report needs a text.")},
    )
    recipients = Paragraphs(
        label=gettext_lazy("Recipients"), rows=3, max_length=3000, required=False, help_text=gettext_lazy("One in each line.")
    )
    units_as_of = forms.ChoiceField(label=gettext_lazy("Units in the tables"), choices=UnitsAsOf.choices)
    body = forms.ModelChoiceField(None, label=gettext_lazy("Issuing body"), empty_label=None)
    field_order = ["version", "title", "text", "body", "number", "reported_on", "signatory", "signatory_position"]

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        known = bodies_for(by)
        if self.initial.get("body"):  # its own body stays one of the choices, whoever opens the page
            known = known | type(self.initial["body"]).objects.filter(pk=self.initial["body"].pk)
        self.fields["body"].queryset = known.distinct()


class HighlightsForm(ServiceForm):
    """The chosen models: the place of each, what the report says of it, and whether it goes."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, rows=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = list(rows)
        for place, row in enumerate(self.rows, start=1):
            self.fields[f"order-{row.pk}"] = forms.IntegerField(
                label=pgettext_lazy("highlight", "Place"), min_value=1, max_value=999, initial=place
            )
            self.fields[f"text-{row.pk}"] = Paragraphs(
                label=_("What the report says of it"), rows=4, max_length=2000, required=False, initial=row.text
            )
            self.fields[f"gone-{row.pk}"] = forms.BooleanField(label=_("Take it off"), required=False)

    def lines(self) -> list[dict]:
        """Each highlight with its fields."""
        return [{"row": row, **{name: self[f"{name}-{row.pk}"] for name in ("order", "text", "gone")}} for row in self.rows]

    def values(self) -> dict:
        """What was typed, as `services.reports.write_highlights` takes it."""
        data = self.cleaned_data
        return {
            "order": {row.pk: data[f"order-{row.pk}"] for row in self.rows},
            "texts": {row.pk: data[f"text-{row.pk}"] for row in self.rows},
            "removed": [row.pk for row in self.rows if data[f"gone-{row.pk}"]],
        }
