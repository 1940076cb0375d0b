"""Campaigns with the units expected in them, and the fields of activity."""

from django import forms
from django.contrib import admin, messages
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from registry import text
from registry.errors import Refused
from registry.models import Campaign, ExpectedUnit, LevelSetting, Sector
from registry.services import campaigns

from .base import RegistryAdmin, UnitRowForm, UnitRows, WithoutPopups
from .site import site


class ExpectedUnitForm(UnitRowForm, forms.ModelForm):
    pass


class ExpectedUnitInline(UnitRows):
    model = ExpectedUnit
    form = ExpectedUnitForm
    beside = "campaign"


class LevelSettingForm(forms.ModelForm):
    """Shares are kept as they are written, if they can be read."""

    def clean_quorum(self):
        return _read_share(self.cleaned_data["quorum"])

    def clean_threshold(self):
        return _read_share(self.cleaned_data["threshold"])


def _read_share(words: str) -> str:
    words = text.clean_line(words)
    try:
        text.share(words)
    except ValueError:
        raise forms.ValidationError(
            gettext("Write a share of more than nothing and at most all: 2/3, 70 %, 0.9."), code="invalid"
        ) from None
    return words


class LevelSettingInline(WithoutPopups, admin.StackedInline):
    """How each level decides; a level without a row goes by the defaults."""

    model = LevelSetting
    form = LevelSettingForm
    extra = 0
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("level", "appraisals_needed"),
                    ("uses_council", "proposers_decide"),
                    ("quorum", "threshold", "votes_of"),
                    ("days_to_propose", "working_days_to_decide"),
                ]
            },
        )
    ]

    def has_view_permission(self, request, obj=None):
        return request.user.is_superuser

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("campaign")


@admin.register(Campaign, site=site)
class CampaignAdmin(RegistryAdmin):
    list_display = ["year", "theme", "registration_opens", "registration_closes", "reports_close", "cutoff_on"]
    search_fields = ["theme", "resolution"]
    actions = ["close_figures"]
    inlines = [LevelSettingInline, ExpectedUnitInline]
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

    @admin.action(description=_("Close the figures of the chosen years"), permissions=["change"])
    def close_figures(self, request, queryset):
        """Close each of them; what cannot be closed is named with the reason."""
        for campaign in queryset:
            try:
                campaigns.close_figures(campaign, by=request.user)
            except Refused as refusal:
                messages.warning(request, str(refusal))
            else:
                messages.success(request, gettext("The figures of %(year)s are closed.") % {"year": campaign.year})


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
