"""Leadership: who has sent nothing, and who is late, with a reminder by one click."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from registry.errors import Refused
from registry.models import Campaign, Unit
from registry.queries import silence as boards
from registry.queries import statistics
from registry.services import unit_reminders

from . import leadership

TABS = {
    "silent": lambda row: row.is_silent,
    "late": lambda row: row.is_late,
    "short": lambda row: row.is_short and not row.is_silent,
    "all": lambda row: True,
}


@require_safe
def board(request):
    """All units of which something is expected, those with the most to do first; tabs narrow them."""
    leadership.require_leading(request.user)
    if not (campaigns := statistics.campaigns()):
        return render(request, "registry/leadership/leadership.html", {"campaign": None})
    campaign, notes = leadership.campaign_of(request.GET.get("campaign", ""), campaigns)
    rows = boards.board(campaign, statistics.units_led(request.user))
    tab = request.GET.get("show", "")
    tab = tab if tab in TABS else "silent"
    names = {"silent": _("Nothing sent"), "late": _("Late"), "short": _("Below the target"), "all": _("All")}
    shown = [row for row in rows if TABS[tab](row)]
    is_running = timezone.localdate() <= campaign.cutoff_on
    context = {
        "campaign": campaign,
        "campaigns": campaigns,
        "notes": notes,
        "scope": leadership.scope_in_words(request.user),
        "tab": tab,
        "tabs": [(key, names[key], sum(map(is_in, rows))) for key, is_in in TABS.items()],
        "rows": shown,
        "expected": len(rows),
        "sent": sum(not row.is_silent for row in rows),
        "is_running": is_running,
        "waiting": sum(unit_reminders.may_be_reminded(row) for row in shown) if is_running else 0,
    }
    return render(request, "registry/leadership/silence.html", context)


@require_POST
def remind(request):
    """Remind one unit, or all those of a tab; those that were reminded today are left out."""
    leadership.require_leading(request.user)
    campaign = get_object_or_404(Campaign, year=_year(request.POST.get("campaign", "")))
    among = statistics.units_led(request.user)
    tab = request.POST.get("show", "")
    if key := request.POST.get("unit", ""):
        seen = Unit.objects.all() if among is None else Unit.objects.filter(pk__in=among)
        units = [get_object_or_404(seen, key=key[:32].replace("\0", ""))]
    else:
        is_in = TABS.get(tab, TABS["silent"])
        units = Unit.objects.filter(pk__in=[row.unit_id for row in boards.board(campaign, among) if is_in(row)])
    try:
        rows = unit_reminders.remind(campaign, units, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        words = ngettext("%(count)s unit was reminded: %(names)s.", "%(count)s units were reminded: %(names)s.", len(rows))
        names = ", ".join(row.name for row in rows[:5]) + (" …" if len(rows) > 5 else "")
        messages.success(request, words % {"count": len(rows), "names": names})
    tab = tab if tab in TABS else "silent"
    return redirect(f"{reverse('silence')}?campaign={campaign.year}&show={tab}")


def _year(value: str) -> int:
    return int(value) if value.isascii() and value.isdecimal() and len(value) == 4 else 0
