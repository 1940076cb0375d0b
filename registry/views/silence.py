"""Leadership: who has sent nothing, and who is late, with a reminder by one click."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from registry.errors import Refused
from registry.models import Campaign, Unit
from registry.queries import likeness, places, placing, statistics, units
from registry.queries import silence as boards
from registry.queries.indicators import INDICATORS
from registry.services import unit_reminders
from registry.vocabulary import UnitsAsOf

from . import leadership
from .figures import Door
from .questions import campaign_of
from .unit_tables import LONGEST_NAME, units_of
from .unit_tables import TABS as UNITS_TABS

SILENT = "silent"
TABS = {  # what the address says: its name, and which rows stand in it
    SILENT: (gettext_lazy("Nothing sent"), lambda row: row.is_silent),
    "late": (gettext_lazy("Late"), lambda row: row.is_late),
    "short": (gettext_lazy("Below the target"), lambda row: row.is_short and not row.is_silent),
    "all": (gettext_lazy("All"), lambda row: True),
}


@require_safe
def board(request):
    """All units of which something is expected, by the alphabet; tabs and a name, also a former one, narrow them."""
    leadership.require_leading(request.user)
    if not (campaigns := statistics.campaigns()):
        return render(request, "registry/leadership/leadership.html", {"campaign": None})
    campaign, notes = campaign_of(request.GET.get("campaign", ""), campaigns)
    asked = _Asked(request.GET, campaign)
    every = boards.board(campaign, statistics.units_led(request.user), as_of=asked.as_of)
    named = asked.named(every)
    shown = asked.in_tab(named)
    is_running = timezone.localdate() <= campaign.cutoff_on and asked.as_of == UnitsAsOf.THEN
    context = {
        "campaign": campaign,
        "campaigns": [(row.year, asked.address(campaign=row.year), row == campaign) for row in campaigns],
        "notes": notes,
        "scope": leadership.scope_in_words(request.user),
        "asked": asked,
        "units_tabs": [(label, asked.address(units=key.value), key == asked.as_of) for key, label in UNITS_TABS.items()],
        "tabs": [
            (name, asked.address(show=key), sum(map(is_in, named)), key == asked.tab) for key, (name, is_in) in TABS.items()
        ],
        "lines": _lines(asked, shown),
        "expected": len(every),
        "sent": sum(not row.is_silent for row in every),
        "is_running": is_running,
        "waiting": sum(map(unit_reminders.may_be_reminded, shown)) if is_running else 0,
        "definitions": [INDICATORS["submitted"], *boards.overdue(campaign).values()],
    }
    return render(request, "registry/leadership/silence.html", context)


@require_POST
def remind(request):
    """Remind one unit, or all those that the board shows; those that were reminded today are left out."""
    leadership.require_leading(request.user)
    campaign = get_object_or_404(Campaign, year=_year(request.POST.get("campaign", "")))
    asked = _Asked(request.POST, campaign)
    try:
        rows = unit_reminders.remind(campaign, _meant(request, asked), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        words = ngettext("%(count)s unit was reminded: %(names)s.", "%(count)s units were reminded: %(names)s.", len(rows))
        names = ", ".join(row.name for row in rows[:5]) + (" …" if len(rows) > 5 else "")
        messages.success(request, words % {"count": len(rows), "names": names})
    return redirect(asked.address())


def _meant(request, asked: "_Asked") -> QuerySet[Unit]:
    among = statistics.units_led(request.user)
    if key := request.POST.get("unit", ""):
        seen = Unit.objects.all() if among is None else Unit.objects.filter(pk__in=among)
        return Unit.objects.filter(pk=get_object_or_404(seen, key=key[:32].replace("\0", "")).pk)
    rows = asked.in_tab(asked.named(boards.board(asked.campaign, among)))
    return Unit.objects.filter(pk__in=[row.unit_id for row in rows])


class _Asked:
    """What the address or the form says: a tab, and the name of a unit. Nonsense was left out."""

    def __init__(self, parameters, campaign: Campaign):
        self.campaign = campaign
        show = parameters.get("show", "")
        self.tab = show if show in TABS else SILENT
        self.query = parameters.get("unit_q", "").replace("\0", "").strip()[:LONGEST_NAME]
        self.as_of = units_of(parameters)

    def address(self, **changes) -> str:
        units_ = "" if self.as_of == UnitsAsOf.THEN else self.as_of.value
        asked = {"campaign": self.campaign.year, "units": units_, "show": self.tab, "unit_q": self.query, **changes}
        return f"{reverse('silence')}?{urlencode({key: value for key, value in asked.items() if value})}"

    def named(self, rows: list[boards.Row]) -> list[boards.Row]:
        """The rows of units that have, had or lead to a unit with such a name."""
        if not self.query:
            return rows
        found = places.called(self.query, with_origins=True)
        return [row for row in rows if row.unit_id in found]

    def in_tab(self, rows: list[boards.Row]) -> list[boards.Row]:
        _name, is_in = TABS[self.tab]
        return [row for row in rows if is_in(row)]


def _lines(asked: _Asked, rows: list[boards.Row]) -> list[dict]:
    """Each row with its numbers as doors, the unit of today where that is another, and the former name that was looked for."""
    door = Door(asked.campaign)
    heirs = units.heirs_of([row.unit_id for row in rows])
    labels = dict(Unit.objects.filter(pk__in={*filter(None, heirs.values())}).order_by().values_list("pk", "label"))
    before = {found.unit.pk: found.old_name for found in likeness.find_units(asked.query)} if asked.query else {}

    def line(row: boards.Row) -> dict:
        key, heir = row.key + placing.WHOLE, heirs[row.unit_id]
        return {
            "row": row,
            "today": labels[heir] if heir not in (None, row.unit_id) else "",
            "before": "" if row.formerly else before.get(row.unit_id, ""),
            "sent": door.cell(row.sent, "submitted", unit=key),
            "uncorrected": door.cell(row.uncorrected, boards.UNCORRECTED, unit=key),
            "unreported": door.cell(row.unreported, boards.UNREPORTED, unit=key),
        }

    return [line(row) for row in rows]


def _year(value: str) -> int:
    return int(value) if value.isascii() and value.isdecimal() and len(value) == 4 else 0
