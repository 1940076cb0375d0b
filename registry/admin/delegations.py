"""Delegations: given and ended by the same services as on the pages; nothing else about them is changed."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy

from registry.forms.base import Day
from registry.models import Delegation
from registry.services import delegations

from .base import RegistryAdmin, ServiceFormMixin
from .ending import listed_first
from .site import site

_END = gettext_lazy("End the chosen delegations now")
_GIVEN = ("principal", "deputy", "valid_from", "valid_until", "reason")


class DelegationForm(ServiceFormMixin, forms.ModelForm):
    valid_from = Day(label=gettext_lazy("From the day"))
    valid_until = Day(label=gettext_lazy("Until the end of"))

    class Meta:
        model = Delegation
        fields = _GIVEN


@admin.register(Delegation, site=site)
class DelegationAdmin(RegistryAdmin):
    form = DelegationForm
    fields = [*_GIVEN, "made_by", "made_at", "ended_at"]
    list_display = ["deputy", "principal", "valid_from", "valid_until", "reason", "ended_at"]
    list_select_related = ["deputy", "principal"]
    search_fields = ["deputy__username", "deputy__full_name", "principal__username", "principal__full_name"]
    autocomplete_fields = ["principal", "deputy"]
    actions = ["end_now"]
    ordering = ["-id"]

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_fields(self, request, obj=None):
        return self.fields if obj else _GIVEN

    def save_model(self, request, obj, form, change):
        data = form.cleaned_data
        saved = delegations.give(
            data["principal"],
            by=request.user,
            **{name: data[name] for name in ("deputy", "valid_from", "valid_until", "reason")},
        )
        obj.pk = saved.pk
        obj.refresh_from_db()

    def record(self, request, obj, act, data):
        """Nothing: the services wrote the trail."""

    @admin.action(description=_END, permissions=["view"])
    def end_now(self, request, queryset):
        """End all of them that still run, after a page that lists them."""
        return listed_first(
            self, request, queryset, name="end_now", title=_END, act=delegations.end, why_not=delegations.why_not_end
        )
