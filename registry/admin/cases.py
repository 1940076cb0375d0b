"""Cases of revocation: proposed and dropped by the same services as on the pages; opened beside a recognition."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry import rules
from registry.forms.cases import DropForm, ProposeForm
from registry.models import RevocationCase
from registry.queries import cases as questions
from registry.services import cases
from registry.vocabulary import Action, CaseState

from .base import RegistryAdmin, as_words
from .site import site

_SHOWN = ("found_on", "reason", "state", "propose_by", "proposed_by", "proposed_at", "decide_by", "closed_by", "closed_at")
# name in the address: (action, form, service, the field that the form brings, label)
ACTS = {
    "propose": (Action.PROPOSE_REVOCATION, ProposeForm, cases.propose, "remark", gettext_lazy("Propose the revocation")),
    "drop": (Action.DROP_CASE, DropForm, cases.drop, "reason", gettext_lazy("Drop the case")),
}


@admin.register(RevocationCase, site=site)
class RevocationCaseAdmin(RegistryAdmin):
    list_display = ["__str__", "code", "ground", "found_on", "state", "propose_by", "decide_by"]
    list_filter = ["state"]
    list_select_related = ["ground", "recognition__initiative"]
    search_fields = ["recognition__initiative__code"]
    change_form_template = "admin/case.html"
    ordering = ["-id"]

    def has_view_permission(self, request, obj=None):
        return rules.may_review(request.user)

    def has_add_permission(self, request):
        """A case is opened beside the recognition of a model."""
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return questions.visible_to(request.user)

    def get_fields(self, request, obj=None):
        return [as_words("recognition", gettext_lazy("recognition")), "ground", *_SHOWN, "outcome"]

    @admin.display(description=gettext_lazy("code"))
    def code(self, case):
        return case.recognition.initiative.code

    def get_urls(self):
        own = path("<int:object_id>/act/<slug:name>/", self.admin_site.admin_view(self.act_view), name="registry_case_act")
        return [own, *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and obj.state in questions.LIVE:
            initiative = obj.recognition.initiative
            context["acts"] = [
                (name, label)
                for name, (action, _form, _service, _field, label) in ACTS.items()
                if rules.may(request.user, action, initiative) and not (name == "propose" and obj.state == CaseState.PROPOSED)
            ]
        return super().render_change_form(request, context, add, change, form_url, obj)

    def act_view(self, request, object_id, name):
        """One act on one case, on a page of its own."""
        case = self.fetch(request, object_id)
        if name not in ACTS:
            raise PermissionDenied
        action, kind, service, field, label = ACTS[name]
        rules.require(request.user, action, case.recognition.initiative)
        back = reverse("admin:registry_revocationcase_change", args=[case.pk])
        version = case.recognition.initiative.version
        form = kind(request.POST if request.method == "POST" else None, initial={"version": version})
        if form.is_valid() and form.tries(
            service, case, by=request.user, version=form.read_version, **{field: form.cleaned_data[field]}
        ):
            messages.success(request, _("%(action)s: done.") % {"action": label})
            return redirect(back)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": case,
            "title": label,
            "explains": _("The recognition stands until a decision ends it."),
            "facts": [(_("model"), case.recognition.initiative), (_("ground"), case.ground)],
            "form": form,
            "button": label,
            "back": back,
        }
        return TemplateResponse(request, "admin/confirm.html", context)
