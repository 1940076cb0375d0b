"""What an appraisal asks: points and reasons, the visit, opinion and recommendation; and who appraises what; and criteria."""

import re
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.models import Campaign, Sector
from registry.services import criteria as services
from registry.services.appraisals import LONGEST_OPINION, LONGEST_REASON, LONGEST_VISITORS
from registry.services.assignments import Assigned
from registry.services.criteria import LONGEST_GUIDANCE, LONGEST_NAME, MOST_POINTS
from registry.vocabulary import Level, Recommendation, SubmitterType

from .base import Day, Line, Paragraphs, ServiceForm
from .documents import Files

MOST_SAID = 20_000  # characters of what was written, said again in a refusal
_OF_CRITERION = re.compile(r"(points|reason)_[0-9]{1,18}", re.ASCII)
_WRITTEN = re.compile(r"-?[0-9]{1,6}([.,][0-9]{1,4})?")


class Points(forms.DecimalField):
    """Points as people write them, with one place after a comma or a point: 7, 7,5, 7.5."""

    def __init__(self, *, most: int):
        self.most = most
        super().__init__(
            required=False,
            min_value=0,
            max_value=most,
            decimal_places=1,
            error_messages={
                "invalid": _("Write a number, for example 7 or 7,5."),
                "max_decimal_places": _("One place after the comma is enough."),
                "min_value": _("0 to %(most)s points are possible.") % {"most": most},
                "max_value": _("0 to %(most)s points are possible.") % {"most": most},
            },
            widget=forms.TextInput(
                attrs={"inputmode": "decimal", "autocomplete": "off", "data-points": most, "maxlength": 7, "size": 5}
            ),
        )

    def to_python(self, value):
        value = str(value or "").strip()
        if value and not _WRITTEN.fullmatch(value):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value.replace(",", "."))

    def prepare_value(self, value):
        return shown_points(value) if isinstance(value, Decimal) else value


def shown_points(value: Decimal) -> str:
    """Points as they are typed again: 7, 7,5."""
    return f"{value.normalize():f}".replace(".", ",")


class AppraisalForm(ServiceForm):
    """One appraiser's judgement of a model by `criteria` (a list of `Criterion`). Everything may be left out in a draft."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)  # of the draft, 0 if there is none
    read_version = forms.IntegerField(required=False, widget=forms.HiddenInput)  # of the model
    visited_on = Day(label=_("Day of the visit"), required=False)
    visited_by = Line(
        label=_("Who visited"),
        required=False,
        max_length=LONGEST_VISITORS,
        help_text=_("Names and posts of those who were there for the appraisal."),
    )
    photos = Files(
        label=_("Photos or papers of the visit"),
        required=False,
        help_text=_("Only reviewers see them. Place and camera are taken out of photos."),
    )
    opinion = Paragraphs(label=_("Opinion"), required=False, max_length=LONGEST_OPINION, rows=6)
    recommendation = forms.ChoiceField(
        label=_("Recommendation"), required=False, choices=Recommendation.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args, criteria, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["photos"].widget.attrs["multiple"] = True
        self.criteria = list(criteria)
        for criterion in self.criteria:
            points = self.fields[f"points_{criterion.pk}"] = Points(most=criterion.weight)
            points.label = _("Points: %(criterion)s") % {"criterion": criterion}
            self.fields[f"reason_{criterion.pk}"] = Paragraphs(
                label=_("Reason: %(criterion)s") % {"criterion": criterion},
                required=False,
                max_length=LONGEST_REASON,
                rows=2,
            )

        # As they stand on the page, so that what is wrong is listed in that order.
        self.order_fields([name for one in self.criteria for name in (f"points_{one.pk}", f"reason_{one.pk}")])

    def clean(self):
        """Refuse what was written by criteria that were replaced after the page was opened, and say it again."""
        data = super().clean()
        lost = [
            str(value).strip()
            for name, value in self.data.items()
            if _OF_CRITERION.fullmatch(name) and name not in self.fields and str(value).strip()
        ]
        if lost:
            said = _("The criteria were changed after you opened this page. You had written: %(words)s")
            self.add_error(None, forms.ValidationError(said % {"words": " · ".join(lost)[:MOST_SAID]}, code="replaced"))
        return data

    def carry(self, **versions):
        """Let the bound form carry other versions when it is shown again."""
        self.data = self.data.copy()
        for name, version in versions.items():
            self.data[name] = str(version)

    def rows(self):
        """(criterion, points, reason) as bound fields, for the template."""
        return [(one, self[f"points_{one.pk}"], self[f"reason_{one.pk}"]) for one in self.criteria]

    def values(self) -> dict:
        """What `services.appraisals.save` takes, photos apart."""
        data = self.cleaned_data
        names = ("visited_on", "visited_by", "opinion", "recommendation")
        return {
            "values": {name: data[name] for name in names},
            "scores": {one.pk: (data[f"points_{one.pk}"], data[f"reason_{one.pk}"]) for one in self.criteria},
            "version": data["version"],
        }


def initial_of(appraisal) -> dict:
    """What the form of an appraisal begins with."""
    values = {name: getattr(appraisal, name) for name in ("version", "visited_on", "visited_by", "opinion", "recommendation")}
    for score in appraisal.scores.all():
        values |= {f"points_{score.criterion_id}": score.points, f"reason_{score.criterion_id}": score.reason}
    return values


def begins_with(own, past, initiative) -> dict:
    """What the form begins with: the draft, else what was written before the facts changed, else nothing."""
    values = initial_of(own or past) if own or past else {}
    return values | {"version": own.version if own else 0, "read_version": initiative.version}


class AssignForm(ServiceForm):
    """Which models, to whom, how, until when. `appraisers` and `units` are what the page offers."""

    TICKED, UNIT, SECTOR, ALL = "ticked", "unit", "sector", "all"
    EACH, EVENLY = "each", "evenly"

    which = forms.ChoiceField(
        label=_("Which models"),
        choices=[
            (TICKED, _("the ticked ones")),
            (UNIT, _("all of one unit that lack appraisers")),
            (SECTOR, _("all of one field that lack appraisers")),
            (ALL, _("all that lack appraisers")),
        ],
        initial=TICKED,
        widget=forms.RadioSelect,
    )
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    sector = forms.ModelChoiceField(Sector.objects.all(), label=_("Field"), required=False, empty_label=_("Choose …"))
    appraisers = forms.TypedMultipleChoiceField(
        label=_("Appraisers"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one appraiser."),
            "invalid_choice": _("Choose appraisers that are offered here."),
        },
    )
    how = forms.ChoiceField(
        label=_("How"),
        choices=[
            (EVENLY, _("spread evenly: who has least to do comes first")),
            (EACH, _("each of the chosen appraisers gets each model")),
        ],
        initial=EVENLY,
        widget=forms.RadioSelect,
    )
    number = forms.IntegerField(
        label=_("Appraisers for each model, when spread evenly"), min_value=1, max_value=20, initial=1, required=False
    )
    due_on = Day(label=_("To be handed in until"), required=False)

    def __init__(self, *args, appraisers, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["appraisers"].choices = appraisers
        self.fields["unit"].choices = [("", _("Choose …")), *units]

    def clean(self):
        data = super().clean()
        if data.get("which") == self.UNIT and not data.get("unit"):
            self.add_error("unit", _("Choose the unit."))
        if data.get("which") == self.SECTOR and not data.get("sector"):
            self.add_error("sector", _("Choose the field."))
        return data

    @property
    def assigned(self) -> Assigned:
        return self.result


class CopyForm(ServiceForm):
    """From which campaign the criteria are copied, and into which."""

    before = forms.ModelChoiceField(Campaign.objects.all(), label=_("Copy from"), to_field_name="year", empty_label=None)
    into = forms.ModelChoiceField(Campaign.objects.all(), label=_("Copy into"), to_field_name="year", empty_label=None)


class NewCriteriaForm(ServiceForm):
    """For what new criteria are."""

    campaign = forms.ModelChoiceField(Campaign.objects.all(), label=_("Campaign"), to_field_name="year", empty_label=None)
    submitter_type = forms.ChoiceField(label=_("Submitter type"), choices=SubmitterType.choices)
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices)


class CriterionForm(forms.Form):
    """One criterion; without a name the row is left out."""

    name = Line(label=_("Criterion"), required=False, max_length=LONGEST_NAME)
    weight = forms.IntegerField(
        label=_("Most points"),
        required=False,
        min_value=1,
        max_value=MOST_POINTS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 5, "autocomplete": "off"}),
    )
    guidance = Paragraphs(label=_("Guidance"), required=False, max_length=LONGEST_GUIDANCE, rows=2)

    def clean(self):
        data = super().clean()
        if data.get("name") and not data.get("weight") and "weight" not in self.errors:
            self.add_error("weight", _("Say how many points it can bring."))
        if not data.get("name") and (data.get("guidance") or data.get("weight")) and "name" not in self.errors:
            self.add_error("name", _("Name the criterion, or empty the row to leave it out."))
        return data


CriterionRows = forms.formset_factory(CriterionForm, extra=3, max_num=services.MOST_CRITERIA)


def rows_of(formset) -> list[services.Row]:
    """The rows of a valid formset that are filled, in their order."""
    data = (form.cleaned_data for form in formset.forms)
    return [services.Row(one["name"], one["weight"], one["guidance"]) for one in data if one.get("name")]


class RowsForm(ServiceForm):
    """Carries what the service says about the rows of a set; it has no field of its own."""
