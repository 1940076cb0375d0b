"""The trail: read, never written."""

from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy

from registry.models import Entry
from registry.templatetags.admin_registry import details
from registry.vocabulary import Action, Status

from .base import ChoiceFilter, RegistryAdmin
from .site import site


class ActFilter(ChoiceFilter):
    title = gettext_lazy("act on a model")
    parameter_name = "action"

    def lookups(self, request, model_admin):
        return Action.choices


@admin.register(Entry, site=site)
class EntryAdmin(RegistryAdmin):
    list_display = ["at", "actor", "on_behalf_of", "act", "about", "from_status", "to_status", "entrance"]
    list_display_links = ["at"]
    list_select_related = ["actor", "on_behalf_of"]
    list_filter = [ActFilter, "entrance", "to_status"]
    search_fields = ["subject"]
    search_help_text = gettext_lazy("The code of a model, the number of a decision, the key of a unit")
    ordering = ["-id"]
    fields = [
        *("at", "actor", "on_behalf_of", "entrance", "act", "about", "from_status", "to_status", "remark", "details"),
        *("beside", "chained", "digest"),
    ]
    readonly_fields = ["act", "about", "details", "beside", "chained", "digest"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        """Without what happens to drafts: that belongs to their units."""
        entries = super().get_queryset(request).select_related("actor", "on_behalf_of")
        return entries.exclude(initiative__status=Status.DRAFT)

    def entries(self, obj):
        """The history of an entry is that of its subject."""
        return Entry.objects.filter(subject=obj.subject)

    @admin.display(description=gettext_lazy("act"), ordering="action")
    def act(self, entry):
        return entry.get_act_display()

    @admin.display(description=gettext_lazy("about"), ordering="subject")
    def about(self, entry):
        return entry.about

    @admin.display(description=gettext_lazy("details"))
    def details(self, entry):
        return format_html_join("", "<div>{}</div>", ((line,) for line in details(entry.data))) or "–"

    @admin.display(description=gettext_lazy("from where, and personal values"))
    def beside(self, entry):
        """What stands beside the entry and can be erased; the page of one entry alone asks for it."""
        rows = entry.personal_values.order_by("name").values_list("name", "value")
        return format_html_join("", "<div>{}: {}</div>", rows) or "–"

    @admin.display(description=gettext_lazy("place in the chain"))
    def chained(self, entry):
        return f"{entry.chain} · {entry.position}"
