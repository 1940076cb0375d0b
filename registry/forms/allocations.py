"""To which unit of today models of a divided unit are allocated, and why. Used by the review pages and the admin alike."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.models import Unit

from .base import Paragraphs
from .review import SAY_WHY, ActForm


class AllocationForm(ActForm):
    """`heirs` are the units of today among which one is chosen."""

    to = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Allocate to"),
        empty_label=_("Choose …"),
        error_messages={"required": _("Choose the unit."), "invalid_choice": _("Choose one of the successors.")},
    )
    reason = Paragraphs(
        label=_("Reason"),
        max_length=2000,
        rows=3,
        error_messages=SAY_WHY,
        help_text=_("For example: the village in which the model stands now belongs to this unit."),
    )

    def __init__(self, *args, heirs: Iterable[Unit], **kwargs):
        super().__init__(*args, **kwargs)
        offered = sorted(set(heirs), key=lambda heir: (heir.label_key, heir.pk))
        self.fields["to"].queryset = Unit.objects.filter(pk__in=[heir.pk for heir in offered])
        self.fields["to"].choices = [("", _("Choose …")), *((heir.pk, str(heir)) for heir in offered)]
