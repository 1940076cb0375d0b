"""The abbreviations that are usual in the names of models."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from registry import text
from registry.models import Abbreviation
from registry.services import likeness

from .base import RegistryAdmin
from .site import site


class AbbreviationForm(forms.ModelForm):
    """Both sides hold words, and no other row is the same but for accents and case."""

    def clean_short(self):
        short = text.clean_line(self.cleaned_data["short"])
        others = Abbreviation.objects.exclude(pk=self.instance.pk).values_list("short", flat=True)
        if text.fold(short) in {"", *map(text.fold, others)}:
            raise forms.ValidationError(_("Write letters or digits that are not in the table yet."))
        return short

    def clean_long(self):
        long = text.clean_line(self.cleaned_data["long"])
        if not text.fold(long):
            raise forms.ValidationError(_("Write the words for which it stands."))
        return long


@admin.register(Abbreviation, site=site)
class AbbreviationAdmin(RegistryAdmin):
    """After each change the names of all models are compared by the new table."""

    form = AbbreviationForm
    list_display = ["short", "long"]
    search_fields = ["short", "long"]

    def is_used(self, obj):
        return False

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        likeness.reindex()

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        likeness.reindex()
