"""Public texts and “we did it too” in the admin: written by the same services as on the pages, photos chosen there alone."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from registry import rules
from registry.models import Adoption, Initiative, Publication
from registry.services import adoptions, showcase
from registry.services.showcase import FACTS
from registry.vocabulary import Action, Status

from .base import RegistryAdmin, as_words
from .site import site

MODEL = as_words("initiative", gettext_lazy("model"))


class OfVisibleModels(RegistryAdmin):
    """Rows beside models: for reviewers, as far as they may read the models."""

    beside = ""  # the field that leads to the model

    def has_view_permission(self, request, obj=None):
        return rules.may_review(request.user)

    def has_add_permission(self, request):
        return False

    def get_queryset(self, request):
        models = Initiative.objects.visible_to(request.user).exclude(status=Status.DRAFT)
        return super().get_queryset(request).filter(**{f"{self.beside}__in": models.values("pk")})

    def record(self, request, obj, act, data):
        """Nothing: the services wrote the trail."""


@admin.register(Publication, site=site)
class PublicationAdmin(OfVisibleModels):
    beside = "initiative"
    list_display = ["__str__", "code", "is_public", "edited_by", "edited_at"]
    list_select_related = ["initiative", "edited_by"]
    search_fields = ["initiative__code"]
    ordering = ["-id"]
    fields = [MODEL, "is_public", "page", *FACTS, "edited_by", "edited_at"]
    readonly_fields = ["is_public", "page", "edited_by", "edited_at"]

    def has_change_permission(self, request, obj=None):
        """Whoever may clear the model edits its text, while it is recognised."""
        if obj is None:
            return rules.may_review(request.user)
        model = obj.initiative
        return model.status == Status.RECOGNISED and rules.may(request.user, Action.CLEAR, model)

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        return [MODEL, *self.readonly_fields]

    def save_model(self, request, obj, form, change):
        facts = {name: form.cleaned_data[name] for name in FACTS if name in form.cleaned_data}
        showcase.edit(obj.initiative, by=request.user, facts=facts)
        obj.refresh_from_db()

    @admin.display(description=gettext_lazy("code"), ordering="initiative")
    def code(self, row):
        return row.initiative.code

    @admin.display(description=gettext_lazy("public"), boolean=True)
    def is_public(self, row):
        return row.initiative.cleared_at is not None

    @admin.display(description=gettext_lazy("photos, preview, clearing"))
    def page(self, row):
        links = [
            (reverse("publication", args=[row.initiative.code]), gettext_lazy("Choose photos")),
            (reverse("publication-preview", args=[row.initiative.code]), gettext_lazy("Look at it and clear it")),
        ]
        return format_html('<a href="{}">{}</a> · <a href="{}">{}</a>', *links[0], *links[1])


@admin.register(Adoption, site=site)
class AdoptionAdmin(OfVisibleModels):
    beside = "adopter"
    list_display = ["adopter", "learned_from", "made_by", "made_at"]
    list_select_related = ["adopter", "learned_from", "made_by"]
    search_fields = ["adopter__code", "learned_from__code"]
    ordering = ["-id"]

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return obj is not None and adoptions.may_unadopt(obj.adopter, request.user)

    def get_fields(self, request, obj=None):
        words = {"adopter": gettext_lazy("model that followed"), "learned_from": gettext_lazy("model it was learned from")}
        return [*(as_words(name, label) for name, label in words.items()), "note", "made_by", "made_at"]

    def delete_model(self, request, obj):
        adoptions.unadopt(obj, by=request.user)
