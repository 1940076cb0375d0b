"""Accounts and their memberships; erasing what is personal of an account, or of the person named in a model."""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth import admin as auth
from django.contrib.auth.forms import AdminUserCreationForm
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from registry.forms.base import Line, Paragraphs, ServiceForm
from registry.models import Entry, Initiative, Membership, Person, User
from registry.services import accounts, persons, trail
from registry.vocabulary import Status

from .base import RegistryAdmin, UnitRowForm, UnitRows
from .site import site

_PERSONAL = ("username", "full_name", "email")


class MembershipForm(UnitRowForm, forms.ModelForm):
    pass


class MembershipInline(UnitRows):
    model = Membership
    form = MembershipForm
    beside = "user"


class EraseForm(ServiceForm):
    """Why it is done; and the name once more, because it cannot be taken back."""

    reason = Paragraphs(label=_("Reason"), max_length=1000, rows=2)
    again = Line(label=_("Type it once more"), max_length=150)

    def __init__(self, *args, wanted: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.wanted = wanted
        self.fields["again"].help_text = gettext("To be sure that nothing is erased by mistake: %(name)s") % {"name": wanted}

    def clean_again(self):
        if self.cleaned_data["again"] != self.wanted:
            raise forms.ValidationError(gettext("This is not what stands above."))
        return self.cleaned_data["again"]


class CreationForm(AdminUserCreationForm):
    class Meta(AdminUserCreationForm.Meta):
        model = User
        fields = ("username", "full_name")


@admin.register(User, site=site)
class UserAdmin(RegistryAdmin, auth.UserAdmin):
    """Whoever has left a mark in the registry is closed, not deleted."""

    add_form = CreationForm
    list_display = ["username", "full_name", "email", "is_active", "is_staff", "is_superuser", "last_login"]
    list_filter = ["is_active", "is_staff", "is_superuser", "memberships__role"]
    search_fields = ["username", "full_name", "email"]
    ordering = ["username"]
    filter_horizontal = []
    inlines = [MembershipInline]
    change_form_template = "admin/erasable.html"
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["username", "password", "full_name", "email", "language", "mails"]}),
        (_("Doors"), {"fields": ["is_active", "is_staff", "is_superuser"]}),
        (_("Times"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "classes": ["wide"],
                "fields": ["username", "full_name", "usable_password", "password1", "password2"],
            },
        )
    ]

    def lookup_allowed(self, lookup, value, request):
        return admin.ModelAdmin.lookup_allowed(self, lookup, value, request) and not lookup.startswith("password")

    def is_used(self, obj):
        return (
            Entry.objects.filter(actor=obj).exists()
            or Initiative.authors.through.objects.filter(user=obj).exists()
            or obj.is_superuser
        )

    # The trail: no name and no mail address stands in it; both are kept beside it, where they can be erased

    def subject(self, obj):
        return f"account {obj.pk}"

    def entries(self, obj):
        return Entry.objects.filter(chain=self.subject(obj))

    def is_secret(self, field):
        return field in _PERSONAL or "password" in field

    def construct_change_message(self, request, form, formsets, add=False):
        data = super().construct_change_message(request, form, formsets, add)
        changed = {
            name: [None if add else form.initial.get(name), form.cleaned_data.get(name)]
            for name in form.changed_data
            if name in _PERSONAL
        }
        return data | ({"personal": changed} if changed else {})

    def record(self, request, obj, act: str, data: dict):
        trail.record_other(self.subject(obj), f"account.{act}", by=request.user, data=data | {"id": obj.pk}, whose=obj)

    # Erasing

    def get_urls(self):
        erase = self.admin_site.admin_view(self.erase_view)
        return [path("<int:object_id>/erase/", erase, name="registry_user_erase"), *super().get_urls()]

    def erase_view(self, request, object_id):
        """Take everything personal out of the account, after a page that says what that means."""
        user = self.fetch(request, object_id)
        explains = gettext(
            "Names, mail address and memberships of this account are erased for good, and so is from where it acted. What it "
            "did stays in the registry under “erased-%(number)s”. This cannot be taken back."
        ) % {"number": user.pk}
        facts = [(_("user name"), user.username), (_("full name"), user.full_name), (_("email address"), user.email)]
        title = gettext("Erase the personal data of the account")
        return _erase(self, request, user, accounts.erase, title, explains, facts, user.username)


@admin.register(Person, site=site)
class PersonAdmin(RegistryAdmin):
    """Who is named in models: read here, and erased where the person has a right to it. Changed by `amend` alone."""

    list_display = ["name", "position", "model", "consented_at"]
    list_display_links = ["name", "model"]
    list_select_related = ["initiative"]
    search_fields = ["name", "initiative__code"]
    search_help_text = _("The name of a person, or the code of a model")
    ordering = ["-id"]
    fields = ["name", "position", "model", "consented_at"]
    readonly_fields = ["model"]
    change_form_template = "admin/erasable.html"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        """Without drafts, and without those who were erased."""
        return super().get_queryset(request).exclude(initiative__status=Status.DRAFT).exclude(name="", position="")

    def entries(self, obj):
        return Entry.objects.filter(initiative=obj.initiative_id)

    @admin.display(description=_("model"), ordering="initiative")
    def model(self, person):
        return person.initiative.code

    def get_urls(self):
        erase = self.admin_site.admin_view(self.erase_view)
        return [path("<int:object_id>/erase/", erase, name="registry_person_erase"), *super().get_urls()]

    def erase_view(self, request, object_id):
        """Erase the person, after a page that says what that means."""
        person = self.fetch(request, object_id)
        explains = gettext(
            "Name, position and consent are erased for good, with the name printed on the list of recognitions and what the "
            "trail keeps beside it. Decisions that were issued stay, and so does what the unit wrote in running text: a "
            "published model is taken out of the showcase, so that it can be looked through. This cannot be taken back."
        )
        facts = [(_("full name"), person.name), (_("position"), person.position), (_("model"), person.initiative)]
        title = gettext("Erase the person’s data")
        back = reverse("admin:registry_person_changelist")
        code = person.initiative.code
        return _erase(self, request, person, _erase_person, title, explains, facts, code, back=back)


def _erase_person(person: Person, *, by, reason):
    return persons.erase(person.initiative, by=by, reason=reason)


def _erase(model_admin, request, thing, service, title, explains, facts, wanted, *, back=""):
    """The page before an erasure, and the erasure itself. `back` is where one goes when the thing is gone."""
    if not request.user.is_superuser:
        raise PermissionDenied
    opts = model_admin.opts
    shown = reverse(f"admin:registry_{opts.model_name}_change", args=[thing.pk])
    form = EraseForm(request.POST if request.method == "POST" else None, wanted=wanted)
    if form.is_valid() and form.tries(service, thing, by=request.user, reason=form.cleaned_data["reason"]):
        messages.success(request, gettext("%(title)s: done.") % {"title": title})
        return redirect(back or shown)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": opts,
        "original": thing,
        "title": title,
        "explains": explains,
        "facts": facts,
        "form": form,
        "button": title,
        "back": shown,
    }
    return TemplateResponse(request, "admin/confirm.html", context)
