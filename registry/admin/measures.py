"""What outcomes are counted in, and the figures that are quoted from elsewhere."""

from django.contrib import admin

from registry.models import Measure, ReferenceFigure
from registry.services import totals

from .base import RegistryAdmin
from .site import site


@admin.register(Measure, site=site)
class MeasureAdmin(RegistryAdmin):
    list_display = ["name_vi", "name_en", "unit_vi", "code", "dimension", "adding", "order", "is_active"]
    list_filter = ["is_active", "dimension", "adding"]
    search_fields = ["name_vi", "name_en", "code"]

    def get_readonly_fields(self, request, obj=None):
        """The code stands in revisions and files, and the dimension says what the stored numbers mean."""
        return ["code", "dimension"] if obj and self.is_used(obj) else []

    def is_used(self, obj):
        return obj.outcomes.exists()

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and "adding" in form.changed_data:
            totals.read_otherwise(obj)


@admin.register(ReferenceFigure, site=site)
class ReferenceFigureAdmin(RegistryAdmin):
    list_display = ["name_vi", "qualifier", "value", "unit_vi", "period", "source", "order"]
    search_fields = ["name_vi", "name_en", "code", "source"]

    def is_used(self, obj):
        return False
