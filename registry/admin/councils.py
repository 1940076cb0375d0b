"""Council sessions: prepared, filled, counted and closed by the same services as on the pages; a closed one is only read."""

import re

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry import rules
from registry.forms.base import Paragraphs, ServiceForm
from registry.forms.councils import CloseForm, accounts_for
from registry.forms.review import clean_scan
from registry.models import AgendaItem, CouncilMember, CouncilSession, Entry, Initiative, User
from registry.queries import councils as questions
from registry.services import agendas, councils, votes
from registry.services.councils import Member
from registry.services.votes import Vote
from registry.vocabulary import CouncilState, Status

from .base import ServiceFormMixin, WithoutPopups, as_words
from .of_bodies import OfBodyAdmin
from .site import site

CAMPAIGN = as_words("campaign", gettext_lazy("campaign"))
BODY = as_words("body", gettext_lazy("body"))
_FACTS = ("held_on", "place", "remarks")
_CODE = re.compile(r"DVK-\d{4}-\d{6,9}")
MOST_ROWS = 100  # of the agenda that are filled in here; longer ones on the page of the session
SHOWN = 100


class SessionForm(ServiceFormMixin, forms.ModelForm):
    class Meta:
        model = CouncilSession
        fields = ["campaign", "body", *_FACTS, "scan"]
        widgets = {"scan": forms.FileInput(attrs={"accept": "application/pdf"})}

    def clean_scan(self):
        return clean_scan(self.cleaned_data.get("scan")) if "scan" in self.changed_data else None


class AgendaForm(ServiceForm):
    """Codes of models that are put on the agenda, and of those that are taken off it."""

    added = Paragraphs(label=gettext_lazy("Put on the agenda (codes)"), rows=4, required=False, max_length=10_000)
    removed = Paragraphs(label=gettext_lazy("Take off the agenda (codes)"), rows=2, required=False, max_length=10_000)

    def clean(self):
        data = super().clean()
        for name in ("added", "removed"):
            data[name] = list(dict.fromkeys(_CODE.findall(data.get(name, "").upper())))
        if not self.errors and not data["added"] and not data["removed"]:
            self.add_error(None, _("No code of a model stands here."))
        return data


class _Rows(WithoutPopups, admin.TabularInline):
    """Rows of a session that only those fill who keep it, and only until it is closed."""

    extra = 0

    def has_view_permission(self, request, obj=None):
        return rules.may_review(request.user)

    def has_change_permission(self, request, obj=None):
        return bool(obj) and obj.state == CouncilState.PREPARED and rules.may_record(request.user, obj)

    has_add_permission = has_delete_permission = has_change_permission


class MemberInline(_Rows):
    model = CouncilMember
    fields = ["name", "position", "role", "account", "is_present"]
    max_num = councils.MOST_MEMBERS

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("account")

    def get_formset(self, request, obj=None, **kwargs):
        request.seated_in = obj
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "account":
            known = accounts_for(request.user, request.seated_in) if request.seated_in else {}
            kwargs["queryset"] = User.objects.filter(pk__in=[account.pk for account in known.values()])
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class ItemInline(_Rows):
    model = AgendaItem
    fields = ["named", "votes_for", "votes_against", "note", "is_passed"]
    readonly_fields = ["named", "is_passed"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("initiative").defer(*votes.LONG)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and obj.items.count() <= MOST_ROWS

    def has_add_permission(self, request, obj=None):
        return False

    has_delete_permission = has_add_permission

    @admin.display(description=gettext_lazy("model"))
    def named(self, item):
        return f"{item.initiative.code} · {item.initiative.title}"


@admin.register(CouncilSession, site=site)
class CouncilSessionAdmin(OfBodyAdmin):
    form = SessionForm
    list_display = ["held_on", "body", "number", "level", "campaign", "state"]
    list_filter = ["state", "level", "campaign"]
    list_select_related = ["body", "campaign"]
    search_fields = ["number", "body__name"]
    being_prepared = CouncilState.PREPARED
    change_form_template = "admin/council.html"

    # Who may

    def has_delete_permission(self, request, obj=None):
        """A session that did not take place; a closed one stays for ever."""
        return obj is not None and obj.state == CouncilState.PREPARED and rules.may_record(request.user, obj)

    def get_queryset(self, request):
        return super().get_queryset(request).filter(pk__in=questions.visible_to(request.user).values("pk"))

    # The form

    def get_inlines(self, request, obj):
        return [MemberInline, ItemInline] if obj else []

    def get_fields(self, request, obj=None):
        if obj is None:
            return ["campaign", "body", *_FACTS]
        closed = ["number", "scan_link" if obj.scan else "scan"] if obj.state == CouncilState.CLOSED else []
        return [CAMPAIGN, BODY, "level", "state", *_FACTS, *closed]

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return []
        fixed = [CAMPAIGN, BODY, "level", "state", "number", "scan_link"]
        return [*fixed, *_FACTS] if obj.state == CouncilState.CLOSED else fixed

    def save_model(self, request, obj, form, change):
        data, user = form.cleaned_data, request.user
        if not change:
            facts = {name: data[name] for name in _FACTS}
            obj.pk = councils.prepare(by=user, campaign=obj.campaign, body=obj.body, **facts).pk
        elif obj.state == CouncilState.CLOSED:
            if data.get("scan"):
                councils.attach_scan(obj, by=user, scan=data["scan"])
        elif form.changed_data:
            councils.change(obj, by=user, **{name: data[name] for name in _FACTS})
        obj.refresh_from_db()

    def save_formset(self, request, form, formset, change):
        formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
        if not formset.has_changed():
            return
        session = form.instance
        if formset.model is CouncilMember:
            kept = [row for row in formset.forms if row not in formset.deleted_forms and row.cleaned_data.get("name")]
            members = [Member(**{name: row.cleaned_data[name] for name in MemberInline.fields}) for row in kept]
            councils.set_members(session, by=request.user, members=members)
        else:
            counted = {
                row.instance.pk: Vote(*(row.cleaned_data[name] for name in ("votes_for", "votes_against", "note")))
                for row in formset.forms
                if row.has_changed()
            }
            votes.record(session, by=request.user, votes=counted)

    def delete_model(self, request, obj):
        councils.discard(obj, by=request.user)

    def entries(self, obj):
        return Entry.objects.filter(action__startswith="council.", data__id=obj.pk)

    def view_on_site(self, session):
        return reverse("council", args=[session.pk])

    @admin.display(description=gettext_lazy("signed minutes (PDF)"))
    def scan_link(self, session):
        return format_html('<a href="{}">{}</a>', reverse("council-scan", args=[session.pk]), _("Open the scan"))

    # The acts that ask for more

    def get_urls(self):
        def route(name, view):
            return path(f"<int:object_id>/{name}/", self.admin_site.admin_view(view), name=f"registry_councilsession_{name}")

        own = [route("agenda", self.agenda_view), route("copy", self.copy_view), route("close", self.close_view)]
        return [*own, *super().get_urls()]

    def _open(self, request, object_id) -> CouncilSession:
        session = self.fetch(request, object_id)
        if session.state != CouncilState.PREPARED or not rules.may_record(request.user, session):
            raise PermissionDenied
        return session

    def agenda_view(self, request, object_id):
        """Put models on the agenda by their codes, and take them off it."""
        session = self._open(request, object_id)
        form = AgendaForm(request.POST if request.method == "POST" else None)
        if form.is_valid() and form.tries(self._change_agenda, request, session, form.cleaned_data):
            for initiative, sentence in form.result:
                messages.warning(request, f"{initiative.code}: {sentence}")
            messages.success(request, _("The agenda is changed."))
            return redirect("admin:registry_councilsession_change", session.pk)
        items = session.items.select_related("initiative").defer(*votes.LONG)[:SHOWN]
        return self._confirm(
            request,
            session,
            form,
            title=_("Agenda"),
            explains=_("What cannot be on the agenda is left out, with the reason."),
            facts=[(item.initiative.code, item.initiative.title) for item in items],
            button=_("Change the agenda"),
        )

    @transaction.atomic
    def _change_agenda(self, request, session, data) -> list:
        """Both changes or neither; return what was refused of the models to be added."""
        if data["removed"]:
            chosen = session.items.filter(initiative__code__in=data["removed"])
            agendas.remove(session, list(chosen.values_list("pk", flat=True)), by=request.user)
        if not data["added"]:
            return []
        models = Initiative.objects.visible_to(request.user).exclude(status=Status.DRAFT).select_related("campaign")
        named = sorted(models.filter(code__in=data["added"]), key=lambda model: data["added"].index(model.code))
        sorted_out = agendas.sort_out(session, named, by=request.user)
        if sorted_out.possible:
            agendas.add(session, sorted_out.possible, by=request.user)
        return sorted_out.refused

    def copy_view(self, request, object_id):
        """Take over the members of the body's last session."""
        session = self._open(request, object_id)
        form = ServiceForm(request.POST if request.method == "POST" else None)
        if form.is_valid() and form.tries(councils.copy_members, session, by=request.user):
            messages.success(request, _("The members of the last session are taken over."))
            return redirect("admin:registry_councilsession_change", session.pk)
        last = questions.last_of_body(session)
        return self._confirm(
            request,
            session,
            form,
            title=_("Take over the members of the last session"),
            explains=str(last) if last else _("No earlier session of this body has members that could be copied."),
            facts=[(member.get_role_display(), str(member)) for member in last.members.all()] if last else [],
            button=_("Take over the members of the last session"),
        )

    def close_view(self, request, object_id):
        """Close the session after one look at what then stays."""
        session = self._open(request, object_id)
        form = CloseForm(request.POST if request.method == "POST" else None, initial={"version": session.version})
        if form.is_valid() and form.tries(
            councils.close, session, by=request.user, number=form.cleaned_data["number"], version=form.read_version
        ):
            said = _("The session is closed; its minutes have the number %(number)s.")
            messages.success(request, said % {"number": form.result.number})
            return redirect("admin:registry_councilsession_change", session.pk)
        law, members = questions.Law.of(session), questions.members_of(session)
        lines = questions.lines(session, members, law)
        hindrances = councils.obstacles(session, by=request.user, members=members, lines=lines, law=law)
        return self._confirm(
            request,
            session,
            form,
            title=_("Close the session"),
            explains=" ".join(hindrances) or _("From then on nothing of this session is changed."),
            facts=[(line.item.initiative.code, line.result or _("not counted yet")) for line in lines[:SHOWN]],
            button=_("Close the session for good"),
        )

    def _confirm(self, request, session, form, **said):
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": session,
            "subtitle": str(session),
            "form": form,
            "back": reverse("admin:registry_councilsession_change", args=[session.pk]),
            **said,
        }
        return TemplateResponse(request, "admin/confirm.html", context)
