"""The reviewer's queue: the list from which everything begins."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from registry import lifecycle, rules
from registry.forms.acts import OVER_MANY
from registry.models import Sector, Unit
from registry.queries import initiatives as lists
from registry.queries import paging
from registry.vocabulary import Action, Role, Status, SubmitterType, Tier

from .bulk import TO_LIST
from .desk import name_of, readable, render_desk
from .queues import ALL, OLDEST, TABS, Queue, require_reviewer

__all__ = ["readable", "render_desk", "require_reviewer", "review"]

ROWS = 100
MANY_UNITS = 400  # beyond it the filter offers territories only
LEADING = {Status.RECOGNISED: Action.CLEAR, ALL: Action.RECOGNISE}  # of the acts over many, where it is not the first


@require_GET
def review(request):
    """What waits for this reviewer, oldest first: tabs by status, filters, boxes for acts over many."""
    require_reviewer(request.user)
    queue = Queue(request.user, request.GET)
    page = paging.page(queue.models, OLDEST, request.GET, ROWS, dress=lambda rows: _columns(rows, queue))
    sectors = list(Sector.objects.all())
    count = lists.counts_of_found if request.GET.get("q") else lists.counts_by_status
    counts = count(queue.of_any_status)
    tabs = [_tab(queue, name, counts) for name in TABS]
    context = {
        "queue": queue,
        "page": page,
        "rows": _prepared(page.rows, queue, sectors),
        "tabs": tabs,
        "count": _sum(counts, TABS.get(queue.status, [queue.status])),
        "acts": _acts_to_choose(queue.status),
        "saved": _saved(request.user, queue),
        "sectors": [(sector.code, str(sector)) for sector in sectors],
        "units": _units_to_choose(request.user, queue.campaign),
        "types": SubmitterType.choices,
        "asked": {name: request.GET.get(name, "") for name in ("q", "sector", "type", "unit")},
    }
    return render(request, "registry/review/review.html", context)


def _over_many(status) -> list[Action]:
    """The acts over many that lead anywhere from a tab of the queue; the one that is chosen at first leads."""
    statuses = TABS.get(status, [status])
    acts = [action for action in OVER_MANY if any(lifecycle.is_open(action, Status(one)) for one in statuses)]
    leading = LEADING.get(status)
    return sorted(acts, key=lambda action: action != leading) if leading in acts else acts


def _acts_to_choose(status) -> list[tuple]:
    """The acts over many of a tab, and the list of a decision where something can be recognised: (name, words)."""
    acts = _over_many(status)
    to_list = [(TO_LIST, _("Put on a draft decision"))] if Action.RECOGNISE in acts else []
    return [(name_of(action), action.label) for action in acts] + to_list


def _saved(user, queue) -> list:
    """The reviewer's saved views; the one that is shown now knows it. One query."""
    saved = list(user.saved_filters.all())
    here = queue.lasting_address() if saved else ""
    for one in saved:
        one.is_here = one.query == here
    return saved


_PRINTED = (
    *("code", "title", "unit", "allocated_unit", "campaign", "sector"),
    *("submitter_type", "collective_name", "status", "submitted_at"),
)


def _columns(rows, queue):
    """What a line of the queue prints, and nothing else."""
    rows = lists.with_involvement(rows.only(*_PRINTED), queue.user)
    return lists.with_unit_then(rows, queue.campaign) if queue.campaign else rows


def _prepared(rows, queue, sectors) -> list[dict]:
    """What each line of the queue prints. No query for a single campaign."""
    names = {sector.pk: str(sector) for sector in sectors}
    submitters = {type_.value: str(type_.label) for type_ in SubmitterType}
    campaigns = {campaign.pk: campaign for campaign in queue.campaigns}
    for row in rows:
        row.campaign = campaigns[row.campaign_id]
    if not queue.campaign:
        lists.with_unit_names(rows)
    return [
        {
            "pk": row.pk,
            "title": row.title,
            "address": queue.desk(row.code),
            "unit": capfirst(lists.unit_then(row) if queue.campaign else row.unit_name),
            "sector": names[row.sector_id],
            "who": " · ".join(filter(None, (submitters[row.submitter_type], row.collective_name))),
            "code": row.code,
            "status": row.status,
            "sent": _("sent %(day)s") % {"day": date_format(localtime(row.submitted_at), "SHORT_DATE_FORMAT")},
            "choose": _("Choose “%(title)s”") % {"title": row.title},
            "why_not": rules.why_not(queue.user, Action.APPROVE, row, involved=row.involves),
        }
        for row in rows
    ]


TAB_NAMES = {"closed": gettext_lazy("Closed"), ALL: gettext_lazy("All")}


def _tab(queue, name, counts) -> dict:
    return {
        "label": TAB_NAMES.get(name) or Status(name).label,
        "address": queue.address(status=name),
        "is_here": queue.status == name or (name == "closed" and queue.status in TABS[name]),
        "count": _sum(counts, TABS[name]),
    }


def _sum(counts, statuses) -> paging.Count:
    chosen = [counts[status] for status in statuses]
    return paging.Count(sum(count.number for count in chosen), any(count.is_capped for count in chosen))


def _units_to_choose(user, campaign):
    """The units of the filter: those in the reviewer's scope that stood when the campaign was counted."""
    found = Unit.objects.standing(campaign.cutoff_on if campaign else timezone.localdate())
    scope = None if user.is_superuser else user.scope.units(Role.REVIEWER)
    if scope is not None:
        found = found.filter(user.scope.within(Role.REVIEWER, path="pk"))
    if scope is None or len(scope) > MANY_UNITS:
        found = found.exclude(tier=Tier.BASE)
    return [(key, capfirst(label)) for key, label in found.values_list("key", "label")]
