"""Mails in the admin: which were sent, which wait, which were given up, and why."""

from django.contrib import admin, messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from registry.models import Mail
from registry.services import mails

from .base import RegistryAdmin
from .site import site

_STATES = {
    "given_up": (gettext_lazy("given up"), {"gave_up_at__isnull": False}),
    "waiting": (gettext_lazy("waiting"), {"gave_up_at__isnull": True, "sent_at__isnull": True}),
    "sent": (gettext_lazy("sent"), {"sent_at__isnull": False}),
}


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [(key, words) for key, (words, _condition) in _STATES.items()]

    def queryset(self, request, queryset):
        return queryset.filter(**_STATES[self.value()][1]) if self.value() in _STATES else queryset


@admin.register(Mail, site=site)
class MailAdmin(RegistryAdmin):
    """Read, never written; what was given up can be tried again."""

    list_display = ["made_at", "recipient", "about", "state", "attempts", "sent_at", "error"]
    list_filter = [StateFilter, "is_digest"]
    search_fields = ["recipient__username", "recipient__full_name"]
    ordering = ["-id"]
    fields = ["recipient", "about", "made_at", "state", "attempts", "sent_at", "gave_up_at", "error"]
    readonly_fields = fields
    actions = ["try_again"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("recipient").prefetch_related("notices")

    @admin.display(description=gettext_lazy("about"))
    def about(self, mail):
        """What happened, without the names of the models."""
        return ", ".join(dict.fromkeys(notice.get_action_display() for notice in mail.notices.all())) or None

    @admin.display(description=gettext_lazy("state"))
    def state(self, mail):
        key = "given_up" if mail.gave_up_at else "sent" if mail.sent_at else "waiting"
        return _STATES[key][0]

    @admin.action(description=gettext_lazy("Try again to send what was given up"), permissions=["view"])
    def try_again(self, request, queryset):
        count = mails.try_again(queryset, by=request.user)
        if not count:
            self.message_user(request, _("None of these mails was given up."), messages.WARNING)
            return
        said = ngettext("%(count)s mail is tried again.", "%(count)s mails are tried again.", count)
        self.message_user(request, said % {"count": count}, messages.SUCCESS)
