"""More time: requests are decided and time is given by the same services as on the pages; nothing decided is changed."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry import rules
from registry.errors import Refused
from registry.forms.base import Day
from registry.models import Extension
from registry.services import extensions

from .base import RegistryAdmin, ServiceFormMixin, as_words
from .site import site

_ASKED = ("asked_by", "asked_at", "asked_because")
_DECIDED = ("until", "reason", "decided_by", "decided_at")


class ExtensionForm(ServiceFormMixin, forms.ModelForm):
    """The decision: a last day and a reason, or, of a request, that it is refused."""

    until = Day(label=gettext_lazy("Until the end of"), required=False)
    is_refused = forms.BooleanField(label=gettext_lazy("Refuse the request"), required=False)

    class Meta:
        model = Extension
        fields = ["campaign", "unit", "window", "until", "reason"]

    def clean(self):
        data = super().clean()
        if not data.get("is_refused") and not data.get("until") and "until" not in self.errors:
            self.add_error("until", _("Name the last day, for example 31/10/2026."))
        return data


@admin.register(Extension, site=site)
class ExtensionAdmin(RegistryAdmin):
    form = ExtensionForm
    list_display = ["unit", "window", "campaign", "until", "asked_by", "asked_at", "decided_by", "decided_at"]
    list_filter = ["campaign", "window"]
    list_select_related = ["unit", "campaign", "asked_by", "decided_by"]
    search_fields = ["unit__label", "unit__key"]
    autocomplete_fields = ["unit"]
    ordering = ["-id"]

    def has_change_permission(self, request, obj=None):
        """Only a request that waits, and not the person's own, is open to a decision."""
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or not (obj.decided_at or rules.why_not_extend(request.user, obj.unit, obj))

    def get_fields(self, request, obj=None):
        if obj is None:
            return ["campaign", "unit", "window", "until", "reason"]
        if obj.decided_at:
            return [
                as_words("campaign", gettext_lazy("campaign")),
                as_words("unit", gettext_lazy("unit")),
                "window",
                *_ASKED,
                *_DECIDED,
            ]
        return ["campaign", "unit", "window", *_ASKED, "until", "reason", "is_refused"]

    def get_readonly_fields(self, request, obj=None):
        return ["campaign", "unit", "window", *_ASKED] if obj else []

    def save_model(self, request, obj, form, change):
        data, user = form.cleaned_data, request.user
        if change and data["is_refused"]:
            saved = extensions.refuse(obj, by=user, reason=data["reason"])
        elif change:
            saved = extensions.give(obj, by=user, until=data["until"], reason=data["reason"])
        else:
            if sentence := rules.why_not_extend(user, obj.unit):
                raise Refused(sentence, {"unit": sentence})
            what = {"campaign": obj.campaign, "unit": obj.unit, "window": obj.window}
            saved = extensions.give(**what, by=user, until=data["until"], reason=data["reason"])
        obj.pk = saved.pk
        obj.refresh_from_db()

    def record(self, request, obj, act, data):
        """Nothing: the services wrote the trail."""
