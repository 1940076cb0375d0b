"""Decisions, the bodies that issue them, and the grounds of revocation."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry import rules
from registry.forms.base import ServiceForm
from registry.forms.review import bodies_for, clean_scan
from registry.models import Decision, Ground, IssuingBody, Recognition
from registry.services import recognition
from registry.vocabulary import DecisionState, Role

from .base import RegistryAdmin, ServiceFormMixin, as_words
from .site import site

CAMPAIGN = as_words("campaign", gettext_lazy("campaign"))
BODY = as_words("body", gettext_lazy("issuing body"))
_FACTS = ("number", "issued_on", "signatory", "signatory_position")


class DecisionForm(ServiceFormMixin, forms.ModelForm):
    class Meta:
        model = Decision
        fields = ["campaign", "body", *_FACTS, "scan"]
        widgets = {"scan": forms.FileInput(attrs={"accept": "application/pdf"})}

    def clean_scan(self):
        return clean_scan(self.cleaned_data.get("scan")) if "scan" in self.changed_data else None


@admin.register(Decision, site=site)
class DecisionAdmin(RegistryAdmin):
    """Every change is one of the services'; an issued decision is only read, but for a scan that is still missing."""

    form = DecisionForm
    list_display = ["__str__", "body", "issued_on", "level", "campaign", "state"]
    list_filter = ["state", "level", "campaign"]
    list_select_related = ["body", "campaign"]
    search_fields = ["number", "signatory", "body__name"]
    change_form_template = "admin/decision.html"

    # Who may

    def has_view_permission(self, request, obj=None):
        return rules.may_review(request.user)

    def has_add_permission(self, request):
        return bool(rules.decision_levels(request.user))

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return self.has_add_permission(request)
        is_open = obj.state == DecisionState.DRAFT or not obj.scan
        return is_open and rules.may_record(request.user, obj)

    def get_queryset(self, request):
        """Those that the person may record."""
        decisions, user = super().get_queryset(request), request.user
        if user.is_superuser:
            return decisions
        units = user.scope.units(Role.REVIEWER)
        return decisions.filter(Q(body__unit__isnull=True) | Q(body__unit__in=units), level__in=rules.decision_levels(user))

    # The form

    def get_fields(self, request, obj=None):
        if obj is None:
            return ["campaign", "body", *_FACTS, "scan"]
        shown = [CAMPAIGN, BODY, "level", "state", *_FACTS]
        return [*shown, "scan_link" if obj.scan else "scan", "recognised"]

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return []
        fixed = [CAMPAIGN, BODY, "level", "state", "scan_link", "recognised"]
        return [*fixed, *_FACTS] if obj.state == DecisionState.ISSUED else fixed

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "body":
            kwargs["queryset"] = bodies_for(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        data = {name: form.cleaned_data.get(name, getattr(obj, name)) for name in _FACTS}
        data["scan"] = form.cleaned_data.get("scan")
        if change:
            saved = recognition.change_decision(obj, by=request.user, **data)
        else:
            saved = recognition.record_decision(by=request.user, campaign=obj.campaign, body=obj.body, **data)
        obj.pk = saved.pk
        obj.refresh_from_db()

    def record(self, request, obj, act, data):
        """Nothing: the services wrote the trail."""

    def entries(self, obj):
        subjects = [str(obj), f"{obj} · {obj.body}"]
        return super().entries(obj).model.objects.filter(action__startswith="decision", subject__in=subjects)

    def view_on_site(self, decision):
        return reverse("decision", args=[decision.pk])

    @admin.display(description=gettext_lazy("scanned paper (PDF)"))
    def scan_link(self, decision):
        return format_html('<a href="{}">{}</a>', reverse("decision-scan", args=[decision.pk]), _("Open the scan"))

    @admin.display(description=gettext_lazy("recognitions"))
    def recognised(self, decision):
        return decision.recognitions.count()

    # Issuing

    def get_urls(self):
        own = path("<int:object_id>/issue/", self.admin_site.admin_view(self.issue_view), name="registry_decision_issue")
        return [own, *super().get_urls()]

    def issue_view(self, request, object_id):
        """Make a draft valid, after one look at what then stays."""
        decision = self.fetch(request, object_id)
        if not rules.may_record(request.user, decision):
            raise PermissionDenied
        back = reverse("admin:registry_decision_change", args=[decision.pk])
        form = ServiceForm(request.POST if request.method == "POST" else None)
        if form.is_valid() and form.tries(recognition.issue, decision, by=request.user):
            messages.success(request, _("Decision %(number)s is issued.") % {"number": decision})
            return redirect(back)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": decision,
            "title": _("Issue the decision"),
            "subtitle": str(decision),
            "explains": _("From then on it recognises models and is no longer changed."),
            "facts": [(self.opts.get_field(name).verbose_name, getattr(decision, name)) for name in ("body", *_FACTS)],
            "form": form,
            "button": _("Issue the decision"),
            "back": back,
        }
        return TemplateResponse(request, "admin/confirm.html", context)


@admin.register(IssuingBody, site=site)
class IssuingBodyAdmin(RegistryAdmin):
    list_display = ["name", "level", "unit", "number_example", "is_active"]
    list_filter = ["level", "is_active"]
    list_select_related = ["unit"]
    search_fields = ["name"]
    autocomplete_fields = ["unit"]

    def get_readonly_fields(self, request, obj=None):
        """The level stands on the decisions of the body, so it stays once there are any."""
        return ["level"] if obj and obj.decisions.exists() else []

    def is_used(self, obj):
        return obj.decisions.exists()


@admin.register(Ground, site=site)
class GroundAdmin(RegistryAdmin):
    list_display = ["name_vi", "code", "source", "order", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["name_vi", "name_en", "code"]

    def get_readonly_fields(self, request, obj=None):
        return ["code"] if obj else []

    def is_used(self, obj):
        return Recognition.objects.filter(ground=obj).exists()
