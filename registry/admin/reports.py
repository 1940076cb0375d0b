"""Reports of leadership in the admin: begun, written, frozen and discarded by the same services; snapshots are only read."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy, ngettext

from registry.errors import Refused
from registry.forms.nominations import bodies_for
from registry.models import Highlight, Report, Snapshot
from registry.queries import reports as questions
from registry.services import reports
from registry.vocabulary import ReportState

from .base import RegistryAdmin, ServiceFormMixin, WithoutPopups, as_words
from .site import site

_QUESTION = ("kind", "campaign", "unit", "units_as_of", "body")
_WORDS = ("title", "text", "recipients", *reports.SIGNED)
CAMPAIGN, UNIT, BODY = (
    as_words("campaign", gettext_lazy("campaign")),
    as_words("unit", gettext_lazy("unit")),
    as_words("body", gettext_lazy("issuing body")),
)


class ReportForm(ServiceFormMixin, forms.ModelForm):
    class Meta:
        model = Report
        fields = ["kind", "campaign", "unit", "units_as_of", "body", "title", "text", "recipients", *reports.SIGNED]


class HighlightRows(WithoutPopups, admin.TabularInline):
    """The chosen models: only read here; they are chosen on the page of the report."""

    model = Highlight
    extra = 0
    can_delete = False
    fields = readonly_fields = ["order", as_words("initiative", gettext_lazy("model")), "text"]

    def has_view_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_add_permission

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("initiative")


@admin.register(Report, site=site)
class ReportAdmin(RegistryAdmin):
    """Every change is one of the services'. Of a frozen report number, date and signatory alone are written."""

    form = ReportForm
    inlines = [HighlightRows]
    list_display = ["__str__", "kind", "campaign", UNIT, "number", "reported_on", "state"]
    list_filter = ["state", "kind", "campaign"]
    list_select_related = ["campaign", "unit", "body"]
    search_fields = ["title", "number"]
    ordering = ["-reported_on", "-id"]
    actions = ["freeze_chosen"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("campaign", "unit", "body")

    def is_used(self, obj):
        """A report stays once its figures are frozen."""
        return obj.state == ReportState.FROZEN

    # The form

    def get_fields(self, request, obj=None):
        if obj is None:
            return list(_QUESTION)
        if obj.state == ReportState.FROZEN:
            return ["kind", CAMPAIGN, UNIT, "units_as_of", BODY, "state", "frozen", *_WORDS]
        return ["kind", CAMPAIGN, UNIT, "units_as_of", "body", "state", *_WORDS]

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return []
        fixed = ["kind", CAMPAIGN, UNIT, "state", "frozen"]
        if obj.state == ReportState.FROZEN:
            return [*fixed, "units_as_of", BODY, "title", "text", "recipients"]
        return fixed

    def get_inlines(self, request, obj):
        return super().get_inlines(request, obj) if obj else []

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "body":
            kwargs["queryset"] = bodies_for(request.user)
        if db_field.name == "unit":
            kwargs["queryset"] = questions.units_of(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=gettext_lazy("frozen figures"))
    def frozen(self, report):
        address = reverse("admin:registry_snapshot_change", args=[report.snapshot_id])
        return format_html('<a href="{}">{}</a>', address, report.snapshot)

    def view_on_site(self, report):
        return reverse("report", args=[report.pk])

    def save_model(self, request, obj, form, change):
        data, by = form.cleaned_data, request.user
        if not change:
            made = reports.prepare(by=by, **{name: data[name] for name in _QUESTION})
            obj.pk = made.pk
        else:
            kept = Report.objects.get(pk=obj.pk)
            signed = {name: data[name] for name in reports.SIGNED}
            if kept.state == ReportState.FROZEN:
                reports.sign(kept, by=by, version=kept.version, **signed)
            else:
                words = {name: data[name] for name in ("title", "text", "recipients", "units_as_of", "body")}
                reports.change(kept, by=by, version=kept.version, **words, **signed)
        obj.refresh_from_db()

    def delete_model(self, request, obj):
        reports.discard(obj, by=request.user)

    def record(self, request, obj, act, data):
        """Nothing: the services wrote the trail."""

    @admin.action(description=gettext_lazy("Freeze the figures of the chosen reports"))
    def freeze_chosen(self, request, queryset):
        """Freeze each of them; what is refused is said, the others are frozen."""
        frozen = 0
        for report in queryset.order_by("pk"):
            try:
                reports.freeze(report, by=request.user)
                frozen += 1
            except (Refused, PermissionDenied) as refusal:
                messages.error(request, f"{report}: {refusal}")
        if frozen:
            said = ngettext("%(count)s report is frozen.", "%(count)s reports are frozen.", frozen)
            messages.success(request, said % {"count": frozen})


@admin.register(Snapshot, site=site)
class SnapshotAdmin(RegistryAdmin):
    """Frozen figures: read, never changed."""

    list_display = ["__str__", as_words("report", gettext_lazy("report")), "taken_by"]
    list_select_related = [*(f"report__{name}" for name in ("campaign", "unit", "body")), "taken_by"]
    ordering = ["-taken_at", "-id"]
    fields = readonly_fields = [
        as_words("report", gettext_lazy("report")),
        *("taken_at", "taken_by", "asked", "figures", "definitions", "models"),
    ]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        """Without what is kept of each model, a megabyte a year; the page of one snapshot reads it when it is shown."""
        return super().get_queryset(request).defer("members", "tables")

    @admin.display(description=gettext_lazy("models behind the figures"))
    def models(self, snapshot):
        return len(snapshot.members)
