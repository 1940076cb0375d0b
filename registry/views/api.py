"""The page that explains the API to people; what machines read stands in `registry.api`."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from registry import rules
from registry.queries.indicators import INDICATORS
from registry.vocabulary import ApiScope

# status, its name in HTTP, when it comes
ERRORS = (
    (401, "Unauthorized", _("No key, an unknown, expired or withdrawn one, or its account is closed.")),
    (403, "Forbidden", _("The key lacks the scope, or its account has no role any more.")),
    (404, "Not Found", _("There is nothing by this key or code, or nothing that the key may read.")),
    (405, "Method Not Allowed", _("The interface only reads: GET and HEAD.")),
    (412, "Precondition Failed", _("The answer is no longer the one that If-Match names.")),
    (422, "Unprocessable Content", _("A parameter is nonsense or unknown; “errors” names each of them.")),
    (429, "Too Many Requests", _("Too many requests in this minute; “Retry-After” says how many seconds to wait.")),
    (500, "Internal Server Error", _("Something failed here; it is in the log of the registry.")),
)
# scope, address, what it gives
ADDRESSES = (
    (ApiScope.CAMPAIGNS, "/campaigns", _("All campaigns with their days")),
    (ApiScope.CAMPAIGNS, "/campaigns/2024", _("One campaign")),
    (ApiScope.UNITS, "/units", _("Units, also those that ended, with all names and with what became of them")),
    (ApiScope.UNITS, "/units?as_of=2024-10-31&q=binh+duong", _("Units of a day, found by a new or former name")),
    (ApiScope.UNITS, "/units/07090-2025", _("One unit")),
    (ApiScope.MODELS, "/models?campaign=2024&status=recognised", _("Models in the scope of the account, page by page")),
    (ApiScope.MODELS, "/models?changed_since=2026-10-31T08:00:00%2B07:00", _("Only what changed since a time")),
    (ApiScope.MODELS, "/models?campaign=2024&unit=07090-2025&units=today", _("Models of a unit, by the units of today")),
    (ApiScope.MODELS, "/models/DVK-2024-000123", _("One model with contributions, outcomes and recognitions")),
    (ApiScope.FIGURES, "/figures?campaign=2024&by=field", _("Figures of a campaign by field, type, level or unit")),
    (ApiScope.MODELS, "/models?campaign=2024&figure=recognised", _("Exactly the models behind a figure")),
    (ApiScope.FIGURES, "/figures/definitions", _("The exact wording of each figure")),
)


@login_not_required
@require_safe
def api(request):
    """What there is, how to get a key, examples, limits, errors, and the figures of the catalogue."""
    context = {
        "site": settings.SITE_URL,
        "per_minute": settings.API_REQUESTS_PER_MINUTE,
        "addresses": ADDRESSES,
        "errors": ERRORS,
        "example": gettext("There is no campaign of the year %(year)s.") % {"year": 2001},
        "indicators": INDICATORS.values(),
        "may_hold_keys": request.user.is_authenticated and rules.may_hold_keys(request.user),
    }
    return render(request, "registry/api/api.html", context)
