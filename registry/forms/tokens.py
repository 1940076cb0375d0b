"""Making a key for another system."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.services import tokens
from registry.vocabulary import ApiScope

from .base import Day, Line, ServiceForm


def _in_a_year():
    return timezone.localdate() + timedelta(days=tokens.LONGEST - 1)


class KeyForm(ServiceForm):
    """Which system uses the key, what it may read, until when."""

    name = Line(
        label=_("Which system uses it"),
        max_length=150,
        error_messages={"required": _("Say which system uses the key.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may read"),
        choices=ApiScope,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what the key may read.")},
    )
    valid_until = Day(label=_("Valid until the end of"), initial=_in_a_year, help_text=_("A year at most."))
