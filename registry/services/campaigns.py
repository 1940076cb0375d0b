"""Acts on a whole campaign: closing its figures."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import rules
from registry.errors import Refused
from registry.models import Campaign
from registry.queries import statistics

from . import trail


@transaction.atomic
def close_figures(campaign: Campaign, *, by) -> Campaign:
    """Close the figures of a year: what they are now is kept, and every later change stands beside them as a restatement.

    Nothing is locked by it: a recognition can still be revoked, but no longer silently. Raises PermissionDenied unless the
    person reviews for the whole province or administers; Refused before the cut-off day is over, or if they are closed.
    """
    if not rules.may_close_figures(by):
        raise PermissionDenied(_("Only reviewers of the province and administrators close the figures of a year."))
    fresh = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if fresh.closed_at:
        raise Refused(_("The figures of %(year)s are closed already.") % {"year": fresh.year})
    if timezone.localdate() <= fresh.cutoff_on:
        raise Refused(_("The year is counted on its cut-off day; its figures can be closed after that."))
    fresh.closed_figures = dict(statistics.figures(fresh).items())
    fresh.closed_figures = {key: number for key, number in fresh.closed_figures.items() if isinstance(number, int)}
    fresh.closed_at = timezone.now()
    fresh.save(update_fields=["closed_at", "closed_figures"])
    trail.record_other(str(fresh.year), "campaign.close", by=by, data=fresh.closed_figures)
    return fresh
