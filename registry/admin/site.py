"""The admin's own frame: one door with the rest of the registry, its words, its order."""

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from registry.models import Unit

# The order in which the nouns are listed: daily work first.
ORDER = (
    "Initiative",
    "Publication",
    "Adoption",
    "Decision",
    "Certificate",
    "Appraisal",
    "Assignment",
    "CriteriaSet",
    "CouncilSession",
    "Nomination",
    "RevocationCase",
    "Report",
    "Snapshot",
    "Campaign",
    "Extension",
    "Unit",
    "Tile",
    "User",
    "Person",
    "Delegation",
    "IssuingBody",
    "Wording",
    "Sector",
    "Ground",
    "Measure",
    "ReferenceFigure",
    "Abbreviation",
    "Mail",
    "ApiToken",
    "Entry",
)
# Addresses that have a counterpart outside the admin, or that would tell the address of what one may not see.
_ELSEWHERE = {"password_change", "password_change_done", "view_on_site"}


def _place(noun: str) -> int:
    """The place of a noun among the others; one without a place comes last."""
    return ORDER.index(noun) if noun in ORDER else len(ORDER)


class Suggestions(AutocompleteJsonView):
    """What a field suggests while one types. Units of the same name are told apart by their keys."""

    def serialize_result(self, obj, to_field_name):
        result = super().serialize_result(obj, to_field_name)
        return result | {"text": f"{obj} ({obj.key})"} if isinstance(obj, Unit) else result


class RegistrySite(AdminSite):
    site_header = gettext_lazy("Skilled mass mobilisation · administration")
    site_title = gettext_lazy("Administration of the registry")
    index_title = gettext_lazy("What is kept here")
    empty_value_display = "–"

    def get_urls(self):
        return [url for url in super().get_urls() if getattr(url, "name", None) not in _ELSEWHERE]

    @method_decorator(never_cache)
    @method_decorator(login_not_required)
    def login(self, request, extra_context=None):
        """Lead to the one login of the registry, and from there back to where the person wanted to go."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied(_("The administration is open to staff accounts only."))
        return redirect_to_login(request.GET.get(REDIRECT_FIELD_NAME) or request.path.removesuffix("login/"))

    def logout(self, request, extra_context=None):
        """Nothing: the registry has one way out. Django's admin asks for the name of this address only."""
        raise Http404

    def get_app_list(self, request, app_label=None):
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: _place(model["object_name"]))
        return apps

    def get_log_entries(self, request):
        """None: the trail takes their place."""
        return []

    def autocomplete_view(self, request):
        return Suggestions.as_view(admin_site=self)(request)


site = RegistrySite()
