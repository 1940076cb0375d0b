"""The word that a model was learned from another one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.models import Initiative

from .base import Line, ServiceForm


class AdoptionForm(ServiceForm):
    """Which of the own models was learned from the one at hand."""

    adopter = forms.ModelChoiceField(
        Initiative.objects.none(),
        label=_("Your model"),
        empty_label=_("Choose a model"),
        error_messages={"required": _("Choose your model."), "invalid_choice": _("Choose a model that is offered here.")},
    )
    note = Line(
        label=_("What you did otherwise"),
        max_length=500,
        required=False,
        help_text=_("One sentence helps those who come after you. No names of persons."),
    )

    def __init__(self, *args, models, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["adopter"]
        field.queryset = models
        field.label_from_instance = lambda row: f"{row.campaign.year} · {row.title} ({row.code})"
