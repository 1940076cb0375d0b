"""Keys of other systems in the admin: all of them are seen, and each can be withdrawn; made are they by their owners."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from registry.models import ApiToken, Entry
from registry.services import tokens
from registry.vocabulary import ApiScope

from .base import RegistryAdmin
from .ending import listed_first
from .site import site

_WITHDRAW = gettext_lazy("Withdraw the chosen keys now")


@admin.register(ApiToken, site=site)
class ApiTokenAdmin(RegistryAdmin):
    """Read only. The key itself is nowhere; its first letters tell it from others."""

    list_display = ["name", "owner", "may_read", "hint", "created_at", "expires_at", "used_on", "revoked_at"]
    list_select_related = ["owner"]
    search_fields = ["name", "hint", "owner__username", "owner__full_name"]
    fields = ["name", "owner", "may_read", "hint", "created_by", "created_at", "expires_at", "used_on", "revoked_at"]
    readonly_fields = fields
    actions = ["withdraw"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def entries(self, obj):
        return Entry.objects.filter(action__startswith="api_token.", data__id=obj.pk)

    @admin.display(description=gettext_lazy("may read"))
    def may_read(self, token):
        labels = dict(ApiScope.choices)
        return ", ".join(str(labels.get(scope, scope)) for scope in token.scopes)

    @admin.action(description=_WITHDRAW, permissions=["view"])
    def withdraw(self, request, queryset):
        """Withdraw all of them that are still open, after a page that lists them."""
        return listed_first(
            self, request, queryset, name="withdraw", title=_WITHDRAW, act=tokens.withdraw, why_not=tokens.why_not_withdraw
        )
