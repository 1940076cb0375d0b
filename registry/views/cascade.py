"""The board of nominations: how many models of each unit came how far, and the models behind each number."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from registry.exchange import proposals
from registry.models import Campaign, Unit
from registry.queries import initiatives as lists
from registry.queries import nominations as questions
from registry.queries import paging, statistics
from registry.queries.nominations import GRASSROOTS, REGISTERED, STEPS
from registry.queries.placing import NOT_ALLOCATED
from registry.vocabulary import Level, UnitsAsOf

from .figures import Cell
from .leadership import as_csv, require_leading, scope_in_words
from .unit_tables import TABS, units_of

FIRST = 20  # units that are printed before one asks for all
ROWS = 25


@require_safe
def board(request):
    """Registered → recognised → nominated → recognised above, for each unit of the reader's scope, with a row of totals."""
    require_leading(request.user)
    campaigns = statistics.campaigns()
    if not campaigns:
        return render(request, "registry/nominations/board.html", {"campaign": None})
    campaign = _campaign(request, campaigns)
    as_of = units_of(request.GET)
    lines = questions.board(campaign, statistics.led_by(request.user), as_of)
    total = questions.together(lines, _("Total"))
    is_all = request.GET.get("all") == "1"
    shown = lines if is_all else lines[:FIRST]
    others = questions.together(lines[len(shown) :], _("Other units"))
    levels = statistics.level_labels(campaign)
    columns = _columns(levels)
    context = {
        "campaign": campaign,
        "campaigns": campaigns,
        "scope": scope_in_words(request.user),
        "grassroots": levels[Level.GRASSROOTS],
        "groups": _groups(levels),
        "steps": STEPS.values(),
        "lines": [_line(line, columns, campaign, as_of) for line in shown],
        "others": _line(others, columns, campaign, as_of, _here(campaign, as_of, all=1)) if len(shown) < len(lines) else None,
        "total": _line(total, columns, campaign, as_of),
        "ways": [(words, _here(campaign, way), way == as_of) for way, words in TABS.items()],
        "way": as_of.value,
        "count": len(lines),
        "has_more": len(lines) > FIRST,
        "is_all": is_all,
        "explained": [(f"{levels[step.level]}: {step.name}", step.definition) for step in STEPS.values()],
        "csv": f"{reverse('nominations-csv')}{_here(campaign, as_of)}",
    }
    return render(request, "registry/nominations/board.html", context)


@require_safe
def table(request):
    """The board as CSV, all units."""
    require_leading(request.user)
    campaigns = statistics.campaigns()
    if not campaigns:
        raise Http404
    campaign = _campaign(request, campaigns)
    lines = questions.board(campaign, statistics.led_by(request.user), units_of(request.GET))
    total = questions.together(lines, _("Total"))
    return as_csv(proposals.board(lines, total, statistics.level_labels(campaign)), f"{campaign.year}-nominations")


@require_safe
def models(request):
    """Exactly the models behind one number of the board, each with its letter and what came of it."""
    require_leading(request.user)
    campaigns = statistics.campaigns()
    if not campaigns:
        raise Http404
    campaign = _campaign(request, campaigns)
    step = STEPS.get(request.GET.get("step", "")) or STEPS["nominated"]
    key = request.GET.get("unit", "").replace("\0", "")[:40]
    as_of = units_of(request.GET)
    is_open = key == NOT_ALLOCATED and as_of == UnitsAsOf.TODAY
    unit = Unit.objects.filter(key=key).first() if key else None
    key = key if unit or is_open else ""
    rows = questions.behind(step, campaign, statistics.led_by(request.user), key, as_of)
    page = paging.page(rows, paging.Order("pk"), request.GET, ROWS, dress=_with_models)
    lists.with_unit_names([row.initiative for row in page.rows])
    context = {
        "campaign": campaign,
        "step": step,
        "level": statistics.level_labels(campaign)[step.level],
        "unit": capfirst(str(unit)) if unit else pgettext("line of a table", "Not allocated") if is_open else "",
        "page": page,
        "total": rows.count(),
        "back": f"{reverse('nominations-board')}{_here(campaign, as_of)}",
    }
    return render(request, "registry/nominations/board_models.html", context)


def _with_models(rows):
    rows = rows.select_related("nomination__unit", "initiative__unit", "initiative__campaign", "initiative__sector")
    return rows.defer(*questions.LONG)


def _campaign(request, campaigns) -> Campaign:
    """The campaign of the year asked for, else the newest."""
    year = request.GET.get("campaign", "")
    return next((campaign for campaign in campaigns if str(campaign.year) == year), campaigns[0])


def _here(campaign, as_of: UnitsAsOf, **more) -> str:
    """The question of the board, as the query part of an address."""
    return f"?{urlencode({'campaign': campaign.year, 'units': as_of.value, **more})}"


def _groups(levels) -> list[tuple[str, int]]:
    """The levels to which models are nominated, each with how many columns stand below it."""
    widths: dict[Level, int] = {}
    for step in STEPS.values():
        widths[step.level] = widths.get(step.level, 0) + 1
    return [(levels[level], width) for level, width in widths.items()]


def _cells(line, campaign, as_of: UnitsAsOf, *, is_linked=True) -> list[Cell]:
    """The numbers of a line, each with the address of exactly its models."""
    asked = {"campaign": campaign.year, "units": as_of.value, **({"unit": line.key} if line.key else {})}
    leads = {
        REGISTERED: ("leadership-models", {"indicator": "registered"}),
        GRASSROOTS: ("leadership-models", {"indicator": "recognised", "level": Level.GRASSROOTS.value}),
        **{key: ("nominations-models", {"step": key}) for key in STEPS},
    }
    return [
        Cell(line[key], f"{reverse(route)}?{urlencode({**asked, **more})}" if is_linked and line[key] else "")
        for key, (route, more) in leads.items()
    ]


def _columns(levels) -> list[str]:
    """The name of each column with its level: what a phone prints beside the number."""
    return [
        _("Registered"),
        f"{levels[Level.GRASSROOTS]}: {_('Recognised')}",
        *(f"{levels[step.level]}: {step.name}" for step in STEPS.values()),
    ]


def _line(line, columns, campaign, as_of: UnitsAsOf, address="") -> dict:
    """A line of the table; `address` leads on where the line stands for others that are not printed."""
    cells = _cells(line, campaign, as_of, is_linked=not address)
    return {"name": capfirst(line.name), "address": address, "cells": list(zip(columns, cells, strict=True))}
