"""What is asked on the way to a revocation."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.models import Ground

from .base import Day, Paragraphs
from .review import SAY_WHY, ActForm


class OpenCaseForm(ActForm):
    """On which ground, when it was found, and what."""

    ground = forms.ModelChoiceField(
        Ground.objects.filter(is_active=True),
        label=_("Ground"),
        empty_label=_("Choose …"),
        error_messages={"required": _("Choose the ground.")},
    )
    found_on = Day(label=_("Found on"), initial=timezone.localdate)
    reason = Paragraphs(
        label=_("What was found"), max_length=2000, rows=4, error_messages={"required": _("Say what was found.")}
    )


class ProposeForm(ActForm):
    """The proposal to revoke, with a remark if one is needed."""

    remark = Paragraphs(label=_("Remark"), max_length=2000, rows=2, required=False)


class DropForm(ActForm):
    """Why the case is closed without a revocation."""

    reason = Paragraphs(label=_("Why the case is dropped"), max_length=2000, rows=3, error_messages=SAY_WHY)
