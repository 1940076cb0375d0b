"""What is asked for more time: the reason of the unit, the day and the reason of the reviewer, the unit by its name."""

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.models import Campaign, Unit
from registry.queries import extensions
from registry.services.extensions import LONGEST_REASON
from registry.vocabulary import Window

from .base import Day, Line, Paragraphs, ServiceForm
from .initiatives import too_long


def _reason(label, sentence) -> Paragraphs:
    return Paragraphs(label=label, rows=4, validators=[too_long(LONGEST_REASON)], error_messages={"required": sentence})


class AskForm(ServiceForm):
    """Why the unit needs more time."""

    reason = _reason(_("Reason"), _("Say why the unit needs more time."))


class DecideForm(ServiceForm):
    """The answer to a request. Only giving needs a day; `refuse` in the request means that it is refused."""

    until = Day(label=_("Until the end of"), required=False, help_text=_("The last day on which it is possible."))
    reason = _reason(_("Reason of the decision"), _("Say why; the unit reads it."))

    @property
    def refuses(self) -> bool:
        return "refuse" in self.data

    def clean(self):
        data = super().clean()
        if not self.refuses and "until" not in self.errors and not data.get("until"):
            self.add_error("until", _("Name the last day, for example 31/10/2026."))
        return data


class GiveForm(ServiceForm):
    """More time that nobody asked for. The unit is typed, as a key or a name; where several are called so, one is chosen."""

    campaign = forms.ModelChoiceField(Campaign.objects.none(), label=_("Campaign"), empty_label=None, to_field_name="year")
    window = forms.ChoiceField(
        label=_("More time for"), choices=Window.choices, initial=Window.REGISTRATION, widget=forms.RadioSelect
    )
    unit = Line(
        label=_("Unit"),
        max_length=200,
        help_text=_("The name, with or without accents, or the key, for example 07090-2025."),
        error_messages={"required": _("Name the unit.")},
    )
    key = forms.ChoiceField(label=_("Which unit"), required=False, widget=forms.RadioSelect)
    until = Day(
        label=_("Until the end of"),
        help_text=_("The last day on which it is possible."),
        error_messages={"required": _("Name the last day, for example 31/10/2026.")},
    )
    reason = _reason(_("Reason of the decision"), _("Say why; the unit reads it."))

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by, self.found_unit = by, None
        self.fields["campaign"].queryset = campaigns_that_run()
        named = self._named() if self.is_bound else []
        self.fields["key"].choices = [(unit.key, f"{unit.label} ({unit.key})") for unit in named]
        self.named = {unit.key: unit for unit in named}
        if len(named) < 2:
            del self.fields["key"]

    def _named(self) -> list[Unit]:
        field = self.fields["unit"]
        return extensions.units_named(
            self.by, field.to_python(self.data.get(self.add_prefix("unit"), "")), timezone.localdate()
        )

    def clean_unit(self) -> str:
        if not self.named:
            raise forms.ValidationError(_("No unit of yours that stands today is called so. Look at the spelling."))
        if len(self.named) == 1:
            [self.found_unit] = self.named.values()
        return self.cleaned_data["unit"]

    def clean_key(self) -> str:
        chosen = self.cleaned_data["key"]
        if not chosen:
            raise forms.ValidationError(_("Several units are called so; choose one."))
        self.found_unit = self.named[chosen]
        return chosen


def campaigns_that_run() -> QuerySet[Campaign]:
    """The campaigns in which time can still be given."""
    return Campaign.objects.filter(cutoff_on__gte=timezone.localdate())
