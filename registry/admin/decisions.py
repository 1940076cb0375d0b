"""Decisions, with their lists."""

import re

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry import rules
from registry.errors import Refused, Stale
from registry.forms.base import Line, Paragraphs, ServiceForm
from registry.forms.decisions import unknown_marks
from registry.forms.review import ActForm, clean_scan
from registry.models import Decision, Ground, Initiative, Recognition
from registry.queries import councils, eligibility, wordings
from registry.queries import decisions as questions
from registry.services import decisions, lines
from registry.vocabulary import CouncilState, DecisionKind, DecisionState, Role, Status

from .base import ServiceFormMixin, as_words
from .of_bodies import OfBodyAdmin
from .site import site

CAMPAIGN = as_words("campaign", gettext_lazy("campaign"))
BODY = as_words("body", gettext_lazy("issuing body"))
_FACTS = ("number", "issued_on", "signatory", "signatory_position")
_WORDS = ("subject", "bases", "text", "recipients")
_CODE = re.compile(r"DVK-\d{4}-\d{6,9}")
SHOWN = 100  # lines of a list on its page


class DecisionForm(ServiceFormMixin, forms.ModelForm):
    class Meta:
        model = Decision
        fields = ["campaign", "body", "kind", *_FACTS, *_WORDS, "session", "scan"]
        widgets = {"scan": forms.FileInput(attrs={"accept": "application/pdf"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:
            self.fields["kind"].required = False

    def clean_kind(self):
        return self.cleaned_data["kind"] or DecisionKind.RECOGNITION

    def clean_scan(self):
        return clean_scan(self.cleaned_data.get("scan")) if "scan" in self.changed_data else None

    def clean(self):
        data = super().clean()
        kind = data.get("kind") or self.instance.kind
        for name in _WORDS:
            if strange := wordings.unknown(kind, [data.get(name, "")]):
                self.add_error(name, unknown_marks(kind, strange))
        return data


class LinesForm(ServiceForm):
    """Codes of models that are put on the list of a draft, and of those that are taken off it."""

    added = Paragraphs(label=gettext_lazy("Put on the list (codes)"), rows=4, required=False, max_length=100_000)
    removed = Paragraphs(label=gettext_lazy("Take off the list (codes)"), rows=2, required=False, max_length=100_000)

    def clean(self):
        data = super().clean()
        for name in ("added", "removed"):
            data[name] = _CODE.findall(data.get(name, "").upper())
        if not self.errors and not data["added"] and not data["removed"]:
            self.add_error(None, _("No code of a model stands here."))
        return data


class TouchedForm(ServiceForm):
    """One model whose recognition is revoked, reinstated or corrected by a draft; or codes that are taken off it."""

    code = Line(label=gettext_lazy("Code of the model"), max_length=20, required=False, help_text="DVK-2026-000123")
    ground = forms.ModelChoiceField(Ground.objects.filter(is_active=True), label=gettext_lazy("Ground"), required=False)
    title = Line(label=gettext_lazy("Name of the model"), max_length=250, required=False)
    holder = Line(label=gettext_lazy("Collective or individual"), max_length=300, required=False)
    unit = Line(label=gettext_lazy("Unit"), max_length=200, required=False)
    reason = Paragraphs(label=gettext_lazy("Reason"), rows=3, required=False, max_length=2000)
    removed = Paragraphs(label=gettext_lazy("Take off the list (codes)"), rows=2, required=False, max_length=100_000)

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        unused = {"ground"} if kind != DecisionKind.REVOCATION else set()
        unused |= set(eligibility.CORRECTABLE) if kind != DecisionKind.CORRECTION else set()
        for name in unused:
            del self.fields[name]

    def clean(self):
        data = super().clean()
        data["removed"] = _CODE.findall(data.get("removed", "").upper())
        if not self.errors and not data["code"] and not data["removed"]:
            self.add_error(None, _("No code of a model stands here."))
        return data

    def line(self) -> dict:
        """What `services.lines.add_recognition` takes."""
        data = self.cleaned_data
        corrected = {name: data[name] for name in eligibility.CORRECTABLE if data.get(name)}
        return {"ground": data.get("ground"), "reason": data["reason"], "corrected": corrected}


@admin.register(Decision, site=site)
class DecisionAdmin(OfBodyAdmin):
    """Every change is one of the services'; an issued decision is only read, but for a scan that is still missing."""

    form = DecisionForm
    list_display = ["__str__", "body", "issued_on", "kind", "level", "campaign", "state"]
    list_filter = ["state", "kind", "level", "campaign"]
    list_select_related = ["body", "campaign"]
    search_fields = ["number", "signatory", "body__name"]
    being_prepared = DecisionState.DRAFT
    change_form_template = "admin/decision.html"

    # Who may

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
            return ["campaign", "body", "kind", *_FACTS, "scan"]
        shown = [CAMPAIGN, BODY, "level", "kind", "state", *_FACTS, *_WORDS, "session"]
        return [*shown, "scan_link" if obj.scan else "scan", "listed", "recognised"]

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return []
        fixed = [CAMPAIGN, BODY, "level", "kind", "state", "scan_link", "listed", "recognised"]
        return [*fixed, *_FACTS, *_WORDS, "session"] if obj.state == DecisionState.ISSUED else fixed

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "session":
            closed = councils.visible_to(request.user).filter(state=CouncilState.CLOSED)
            kwargs["queryset"] = closed.select_related("body")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        data = {name: form.cleaned_data[name] for name in (*_FACTS, *_WORDS, "session") if name in form.cleaned_data}
        data["scan"] = form.cleaned_data.get("scan")
        if change:
            saved = decisions.change(obj, by=request.user, **data)
        else:
            facts = {"campaign": obj.campaign, "body": obj.body, "kind": obj.kind}
            saved = decisions.record(by=request.user, **facts, **data)
        obj.pk = saved.pk
        obj.refresh_from_db()

    def entries(self, obj):
        return super().entries(obj).model.objects.filter(action__startswith="decision", data__id=obj.pk)

    def view_on_site(self, decision):
        return reverse("decision", args=[decision.pk])

    @admin.display(description=gettext_lazy("scanned paper (PDF)"))
    def scan_link(self, decision):
        return format_html('<a href="{}">{}</a>', reverse("decision-scan", args=[decision.pk]), _("Open the scan"))

    @admin.display(description=gettext_lazy("recognitions"))
    def recognised(self, decision):
        return decision.recognitions.count()

    @admin.display(description=gettext_lazy("models on the list"))
    def listed(self, decision):
        return decision.lines.count()

    # The list, and issuing

    def get_urls(self):
        def route(name, view):
            return path(f"<int:object_id>/{name}/", self.admin_site.admin_view(view), name=f"registry_decision_{name}")

        return [route("issue", self.issue_view), route("lines", self.lines_view), *super().get_urls()]

    def lines_view(self, request, object_id):
        """Put models on the list of a draft, and take them off it; each line says whether it can be in it."""
        decision = self.fetch(request, object_id)
        if not rules.may_record(request.user, decision) or decision.state == DecisionState.ISSUED:
            raise PermissionDenied
        sent = request.POST if request.method == "POST" else None
        recognises = decision.kind == DecisionKind.RECOGNITION
        form = LinesForm(sent) if recognises else TouchedForm(sent, kind=decision.kind)
        change = self._change_lines if recognises else self._touch
        if form.is_valid() and form.tries(change, request, decision, form):
            for initiative, sentence in form.result:
                messages.warning(request, f"{initiative.code}: {sentence}")
            messages.success(request, _("The list is changed."))
            return redirect("admin:registry_decision_lines", decision.pk)
        return self._confirm(
            request,
            decision,
            form,
            title=_("The list of the decision"),
            explains=_("A model that cannot be in it hinders the whole decision."),
            facts=self._facts_of_lines(request, decision),
            button=_("Change the list"),
        )

    @transaction.atomic
    def _touch(self, request, decision, form):
        """Put the recognition of a model on the list, take others off; both or neither."""
        data = form.cleaned_data
        models = Initiative.objects.visible_to(request.user)
        if data["code"]:
            found = Recognition.objects.filter(initiative__in=models, initiative__code=data["code"].upper())
            found = found.filter(level=decision.level).select_related("initiative").order_by("-pk").first()
            if found is None:
                raise Refused(_("This model has no recognition of this level."), {"code": _("Not found.")})
            lines.add_recognition(decision, found, by=request.user, **form.line())
        if data["removed"]:
            lines.remove(decision, models.filter(code__in=data["removed"]), by=request.user)
        return []

    @transaction.atomic
    def _change_lines(self, request, decision, form):
        """Both changes or neither; return what was refused of the models to be added."""
        data = form.cleaned_data
        models = Initiative.objects.visible_to(request.user).exclude(status=Status.DRAFT)
        refused = []
        if data["added"]:
            refused = lines.add(decision, models.filter(code__in=data["added"]), by=request.user).refused
        if data["removed"]:
            lines.remove(decision, models.filter(code__in=data["removed"]), by=request.user)
        return refused

    def _facts_of_lines(self, request, decision):
        """Code and name of each line, with what hinders it; the hindered ones first."""
        seen = set(Initiative.objects.visible_to(request.user).filter(lines__decision=decision).values_list("pk", flat=True))
        rows = [line for line in questions.lines_of(decision) if line.initiative_id in seen]
        rows = sorted(eligibility.hinder(decision, rows), key=lambda line: not line.hindrance)
        said = [(line.initiative.code, line.hindrance or line.initiative.title) for line in rows[:SHOWN]]
        return [(_("models on the list"), str(decision.lines.count())), *said]

    def issue_view(self, request, object_id):
        """Make a draft valid, after one look at what then stays."""
        decision = self.fetch(request, object_id)
        if not rules.may_record(request.user, decision):
            raise PermissionDenied
        back = reverse("admin:registry_decision_change", args=[decision.pk])
        form = ActForm(request.POST if request.method == "POST" else None, initial={"version": decision.version})
        if form.is_valid() and form.tries(decisions.issue, decision, by=request.user, version=form.read_version):
            messages.success(request, _("Decision %(number)s is issued.") % {"number": form.result})
            return redirect(back)
        if isinstance(form.refusal, Stale):  # what was read is no longer what would be frozen: read it again
            messages.warning(request, str(form.refusal))
            return redirect(request.path)
        return self._confirm(
            request,
            decision,
            form,
            title=_("Issue the decision"),
            explains=_("From then on neither the paper nor its list is changed. All models of the list are taken, or none."),
            facts=[
                *((self.opts.get_field(name).verbose_name, getattr(decision, name)) for name in ("body", *_FACTS)),
                (_("models on the list"), str(decision.lines.count())),
            ],
            button=_("Issue the decision"),
        )

    def _confirm(self, request, decision, form, **context):
        context |= {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": decision,
            "subtitle": str(decision),
            "form": form,
            "back": reverse("admin:registry_decision_change", args=[decision.pk]),
        }
        return TemplateResponse(request, "admin/confirm.html", context)
