"""Naming a deputy."""

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.models import User

from .base import Day, Line, ServiceForm


class DelegationForm(ServiceForm):
    """Who acts in one's place, on which days, and why. The deputy is named by user name: no list of accounts is shown."""

    deputy = Line(
        label=_("User name of the deputy"),
        max_length=150,
        error_messages={"required": _("Type the user name.")},
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}),
    )
    valid_from = Day(label=_("From the day"))
    valid_until = Day(label=_("Until the end of"))
    reason = Line(label=_("Reason"), max_length=300, error_messages={"required": _("Say why; it stands in the history.")})

    def clean_deputy(self):
        found = User.objects.filter(username=self.cleaned_data["deputy"], is_active=True).first()
        if not found:
            raise forms.ValidationError(_("There is no open account of this name."))
        return found
