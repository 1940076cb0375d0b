"""Closing the figures of a year, and what changed in them afterwards: never silently."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from registry import rules
from registry.errors import Refused
from registry.models import Initiative
from registry.queries import paging, restatements, statistics
from registry.services import campaigns

from .leadership import require_leading

ROWS = 50


@require_safe
def restatements_of(request, year):
    """The figures of a closed year then and now, over the whole registry, and the acts that changed them."""
    require_leading(request.user)
    campaign = _campaign(year)
    if not campaign.closed_at:
        raise Http404
    now = statistics.figures(campaign)
    acts = restatements.acts_since(campaign)
    page = paging.page(acts, paging.Order("pk"), request.GET, ROWS)
    seen = set(Initiative.objects.visible_to(request.user).filter(entries__in=page.rows).values_list("pk", flat=True))
    for entry in page.rows:
        entry.is_seen = entry.initiative_id in seen
    context = {
        "campaign": campaign,
        "changed": restatements.changed(campaign, now),
        "page": page,
        "count": paging.count(acts),
    }
    return render(request, "registry/leadership/restatements.html", context)


@require_POST
def close_figures(request, year):
    """Close the figures of a year."""
    require_leading(request.user)
    if not rules.may_close_figures(request.user):
        raise PermissionDenied(_("Only reviewers of the province and administrators close the figures of a year."))
    campaign = _campaign(year)
    try:
        campaigns.close_figures(campaign, by=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        said = _("The figures of %(year)s are closed. What changes from now on stands beside them.")
        messages.success(request, said % {"year": campaign.year})
    return redirect(f"{reverse('leadership')}?campaign={campaign.year}")


def _campaign(year):
    for campaign in statistics.campaigns():
        if campaign.year == year:
            return campaign
    raise Http404
