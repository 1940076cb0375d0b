"""Who issues decisions, how its papers are worded, and the grounds on which a recognition may be revoked."""

from django import forms
from django.contrib import admin
from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from registry.exchange import decisions as papers
from registry.forms.decisions import unknown_marks
from registry.models import Ground, IssuingBody, Recognition, Wording
from registry.models.decisions import number_key
from registry.queries import wordings

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


class WordingForm(forms.ModelForm):
    def clean(self):
        data = super().clean()
        template = data.get("template") or self.instance.template
        for name in ("title", "subject", "bases", "text", "recipients"):
            if strange := wordings.unknown(template, [data.get(name, "")]):
                self.add_error(name, unknown_marks(template, strange))
        return data


@admin.register(Wording, site=site)
class WordingAdmin(RegistryAdmin):
    """The text of the official papers, with a preview; what it mentions in braces is checked."""

    form = WordingForm
    list_display = ["template", as_words("body", _lazy("issuing body")), "level", "subject"]
    list_filter = ["template", "level"]
    list_select_related = ["body"]
    search_fields = ["title", "subject", "text"]
    change_form_template = "admin/wording.html"

    def get_readonly_fields(self, request, obj=None):
        """Another paper is another wording."""
        return ["template"] if obj else []

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
