"""Campaigns with the units expected in them, and the fields of activity."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from registry.models import Campaign, ExpectedUnit, Sector

from .base import RegistryAdmin, UnitRowForm, UnitRows
from .site import site


class ExpectedUnitForm(UnitRowForm, forms.ModelForm):
    pass


class ExpectedUnitInline(UnitRows):
    model = ExpectedUnit
    form = ExpectedUnitForm
    beside = "campaign"


@admin.register(Campaign, site=site)
class CampaignAdmin(RegistryAdmin):
    list_display = ["year", "theme", "registration_opens", "registration_closes", "reports_close", "cutoff_on"]
    search_fields = ["theme", "resolution"]
    inlines = [ExpectedUnitInline]
    fieldsets = [
        (None, {"fields": ["year", "theme", "resolution"]}),
        (
            _("Days (the first and the last count)"),
            {"fields": ["registration_opens", "registration_closes", "reports_open", "reports_close", "cutoff_on"]},
        ),
        (_("Rules"), {"fields": ["colleagues_decide", "days_to_correct"]}),
    ]

    def get_readonly_fields(self, request, obj=None):
        """The year stands in the codes of the models, so it stays once there are any."""
        return ["year"] if obj and obj.last_number else []

    def is_used(self, obj):
        return obj.initiatives.exists() or obj.decisions.exists()


@admin.register(Sector, site=site)
class SectorAdmin(RegistryAdmin):
    list_display = ["name_vi", "name_en", "code", "order", "is_active", "is_public", "reporting_group"]
    list_filter = ["is_active", "is_public"]
    search_fields = ["name_vi", "name_en", "code"]

    def get_readonly_fields(self, request, obj=None):
        """The code stands in the trail and in revisions, so it stays."""
        return ["code"] if obj else []

    def is_used(self, obj):
        return obj.initiatives.exists()
