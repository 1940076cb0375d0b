"""Mails in the admin: which were sent, which wait, which were given up, and why."""

from django.contrib import admin, messages
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from registry.models import Mail
from registry.services import mails

from .base import ChoiceFilter, RegistryAdmin
from .site import site

_WHERE = {
    "given_up": {"gave_up_at__isnull": False},
    "waiting": {"gave_up_at__isnull": True, "sent_at__isnull": True},
    "sent": {"sent_at__isnull": False},
}


class StateFilter(ChoiceFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("given_up", _("given up")), ("waiting", _("waiting")), ("sent", _("sent"))]

    def queryset(self, request, queryset):
        return queryset.filter(**_WHERE.get(self.value(), {}))


@admin.register(Mail, site=site)
class MailAdmin(RegistryAdmin):
    list_display = ["made_at", "recipient", "is_digest", "state", "attempts", "error"]
    list_filter = [StateFilter, "is_digest"]
    list_select_related = ["recipient"]
    search_fields = ["recipient__username", "recipient__full_name"]
    fields = ["recipient", "is_digest", "made_at", "state", "attempts", "sent_at", "gave_up_at", "error"]
    readonly_fields = fields
    actions = ["try_again"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("state"))
    def state(self, mail):
        if mail.gave_up_at:
            return format_html("<b>{}</b>", _("given up"))
        return _("sent") if mail.sent_at else _("waiting")

    @admin.action(description=gettext_lazy("Try to send again"), permissions=["view"])
    def try_again(self, request, queryset):
        count = mails.try_again(queryset)
        said = ngettext("%(count)s mail is sent again.", "%(count)s mails are sent again.", count) % {"count": count}
        messages.success(request, said)
