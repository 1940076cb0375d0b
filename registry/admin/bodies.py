"""Who issues decisions, how its papers are worded, and the grounds on which a recognition may be revoked."""

from django import forms
from django.contrib import admin
from django.db.models import Q
from django.http import HttpResponse
from django.urls import path
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from registry import rules, text
from registry.exchange import decisions as papers
from registry.forms.decisions import unknown_marks
from registry.forms.review import bodies_for
from registry.models import Ground, IssuingBody, Recognition, Report, Wording
from registry.models.decisions import number_key
from registry.queries import report_text, wordings
from registry.services import reports
from registry.vocabulary import Template

from .base import RegistryAdmin, as_words
from .site import site


class IssuingBodyForm(forms.ModelForm):
    def clean_number_pattern(self):
        """A shape has one place for the running number, and no `{…}` but that and the year."""
        pattern = self.cleaned_data["number_pattern"].strip()
        if not pattern:
            return pattern
        strange = [mark for mark in wordings.marks(pattern) if mark not in ("number", "year")]
        if strange or pattern.count("{number}") != 1 or not number_key(pattern):
            raise forms.ValidationError(_("Write {number} once, {year} where the year stands, and no other braces."))
        return pattern


@admin.register(IssuingBody, site=site)
class IssuingBodyAdmin(RegistryAdmin):
    form = IssuingBodyForm
    list_display = ["name", "level", "layout", "unit", "number_pattern", "is_numbered", "is_active"]
    list_filter = ["level", "is_active"]
    list_select_related = ["unit"]
    search_fields = ["name"]
    autocomplete_fields = ["unit"]

    def get_readonly_fields(self, request, obj=None):
        """The level stands on the decisions of the body, so it stays once there are any."""
        return ["level"] if obj and obj.decisions.exists() else []

    def is_used(self, obj):
        return obj.decisions.exists()


WORDS = {"title", "subject", "bases", "text", "recipients"}


class WordingForm(forms.ModelForm):
    """What papers of the kind cannot mention or hold is refused here, not when the next paper is begun."""

    def clean(self):
        data = super().clean()
        template = data.get("template") or self.instance.template
        for name in WORDS & data.keys():
            data[name] = (text.clean if name in ("bases", "text", "recipients") else text.clean_line)(data[name])
            if strange := wordings.unknown(template, [data[name]]):
                self.add_error(name, unknown_marks(template, strange))
        if template in report_text.KINDS:
            self._fit_a_report(template, {name: data.get(name) or "" for name in WORDS})
        return data

    def _fit_a_report(self, template: str, words: dict[str, str]):
        for name in ("title", "subject", "text", "recipients"):
            said = {"title": "", "text": "", name if name != "subject" else "title": words[name]}
            if sentence := reports.said_of_tables(report_text.wrong_marks(report_text.KINDS[template], **said)):
                self.add_error(name, sentence)
        for name in ("text", "recipients"):
            most = Report._meta.get_field(name).max_length
            if len(words[name]) > most:
                self.add_error(name, reports.said_of_length(most))


@admin.register(Wording, site=site)
class WordingAdmin(RegistryAdmin):
    """The text of the official papers, with a preview; what it mentions in braces is checked.

    Reviewers write that of the bodies in whose name they record decisions, and read that of all bodies, from which a new one
    begins; administrators write both.
    """

    form = WordingForm
    list_display = ["template", as_words("body", _lazy("issuing body")), "level", "subject"]
    list_filter = ["template", "level"]
    list_select_related = ["body"]
    search_fields = ["title", "subject", "text"]
    change_form_template = "admin/wording.html"

    # Who may

    def has_view_permission(self, request, obj=None):
        return request.user.is_superuser or bool(rules.decision_levels(request.user))

    def has_add_permission(self, request):
        """Asked on every page of the admin, so it reads no bodies: where there are none, the form offers none."""
        return self.has_view_permission(request)

    def has_change_permission(self, request, obj=None):
        if request.user.is_superuser:
            return True
        return obj is not None and self._bodies(request).filter(pk=obj.body_id).exists()

    def has_delete_permission(self, request, obj=None):
        return obj is not None and self.has_change_permission(request, obj) and not self.is_used(obj)

    def get_queryset(self, request):
        found = super().get_queryset(request)
        return found if request.user.is_superuser else found.filter(Q(body__isnull=True) | Q(body__in=self._bodies(request)))

    def _bodies(self, request):
        """The bodies whose wordings the person writes; one without a unit belongs to all of its level, so to administrators."""
        bodies = bodies_for(request.user)
        return bodies if request.user.is_superuser else bodies.filter(unit__isnull=False)

    # The form

    def get_readonly_fields(self, request, obj=None):
        """Another paper is another wording."""
        return ["template", "known"] if obj else []

    @admin.display(description=_lazy("What the text can mention in braces"))
    def known(self, obj):
        pairs = ((f"{{{name}}}", example) for name, example in wordings.SAMPLES[obj.template].items())
        return format_html("<ul>{}</ul>", format_html_join("", "<li><code>{}</code> {}</li>", pairs))

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "body" and not request.user.is_superuser:
            field.queryset, field.required, field.empty_label = self._bodies(request), True, None
        return field

    def get_changeform_initial_data(self, request):
        """A new wording begins with the words of the one that holds now, where the address names the paper."""
        initial = super().get_changeform_initial_data(request)
        if initial.get("template") not in Template.values:
            return initial
        holds = wordings.wording(initial["template"], None, "")
        return {**{name: getattr(holds, name) for name in WORDS}, **initial}

    def is_used(self, obj):
        """The last wording of all bodies stays; the particular ones go, and the general one holds again."""
        return obj.body_id is None and not obj.level

    def get_urls(self):
        own = path("<int:object_id>/preview/", self.admin_site.admin_view(self.preview), name="registry_wording_preview")
        return [own, *super().get_urls()]

    def preview(self, request, object_id):
        """The paper as PDF, with facts of nobody."""
        response = HttpResponse(papers.preview(self.fetch(request, object_id)), content_type="application/pdf")
        response["Content-Disposition"] = 'inline; filename="preview.pdf"'
        return response


@admin.register(Ground, site=site)
class GroundAdmin(RegistryAdmin):
    list_display = ["name_vi", "code", "source", "order", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["name_vi", "name_en", "code"]

    def get_readonly_fields(self, request, obj=None):
        return ["code"] if obj else []

    def is_used(self, obj):
        return Recognition.objects.filter(ground=obj).exists()
