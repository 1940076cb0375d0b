"""Where units stand on the tile map."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from registry.models import Tile

from .base import RegistryAdmin
from .site import site


class TileForm(forms.ModelForm):
    class Meta:
        help_texts = {
            "column": _("Counted from the west: 0 is the column furthest to the left."),
            "row": _("Counted from the north: 0 is the highest row."),
        }


@admin.register(Tile, site=site)
class TileAdmin(RegistryAdmin):
    form = TileForm
    list_display = ["unit", "column", "row"]
    search_fields = ["unit__label", "unit__key", "unit__search_text"]
    autocomplete_fields = ["unit"]
    ordering = ["row", "column"]
    list_select_related = ["unit"]

    def is_used(self, obj):
        return False
