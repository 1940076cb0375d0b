"""Accounts and their memberships."""

from django import forms
from django.contrib import admin
from django.contrib.auth import admin as auth
from django.contrib.auth.forms import AdminUserCreationForm
from django.utils.translation import gettext_lazy as _

from registry.models import Entry, Initiative, Membership, User

from .base import RegistryAdmin, UnitRowForm, UnitRows
from .site import site


class MembershipForm(UnitRowForm, forms.ModelForm):
    pass


class MembershipInline(UnitRows):
    model = Membership
    form = MembershipForm
    beside = "user"


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

    def subject(self, obj):
        return f"{self.opts.verbose_name}: {obj.username}"

    def is_secret(self, field):
        return field in {"full_name", "email"} or "password" in field
