"""Where units stand on the tile map."""

from django.contrib import admin

from registry.models import Tile

from .base import RegistryAdmin
from .site import site


@admin.register(Tile, site=site)
class TileAdmin(RegistryAdmin):
    list_display = ["unit", "column", "row"]
    search_fields = ["unit__label", "unit__key"]
    autocomplete_fields = ["unit"]
    ordering = ["row", "column"]
    list_select_related = ["unit"]

    def is_used(self, obj):
        return False
