"""What a reviewer is asked before saying that two models are one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.models import Initiative

from .base import Line, Paragraphs
from .review import ActForm


class SameModelForm(ActForm):
    """Why two models are one, for the history. Only taking a mark back needs no words; the service knows."""

    remark = Paragraphs(label=_("By what you see it, for the history"), max_length=2000, rows=3, required=False)


class OtherModelForm(SameModelForm):
    """The same where the other model is not at hand: it is named by its code."""

    of = Line(label=_("Code of the other model"), max_length=20, help_text="DVK-2025-000123")
    field_order = ["of", "remark"]

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by

    def clean_of(self):
        """The model of this code, if the person can see it."""
        found = Initiative.objects.visible_to(self.by).filter(code=self.cleaned_data["of"].upper()).first()
        if not found:
            raise forms.ValidationError(_("There is no model with this code that you can see."))
        return found
