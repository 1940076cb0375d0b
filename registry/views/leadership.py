"""Leadership: figures that can be quoted, the models behind each of them, and the same tables to take along."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registry import rules
from registry.exchange import exports
from registry.models import Campaign
from registry.queries import initiatives as lists
from registry.queries import places, placing, silence, statistics
from registry.queries.indicators import INDICATORS, Figures
from registry.queries.placing import NOT_ALLOCATED
from registry.queries.statistics import LEVEL_KEYS, Row
from registry.vocabulary import SubmitterType, UnitsAsOf

from . import charts, figures, pace, unit_tables
from .questions import asked_of, campaign_of
from .short_sums import short_sums

YEARS_SHOWN = 5
ROWS = 25


@require_safe
def leadership(request):
    """The year at a glance: headline figures, levels, the last years, fields, units, and who has sent nothing."""
    require_leading(request.user)
    campaigns = statistics.campaigns()
    if not campaigns:
        return render(request, "registry/leadership/leadership.html", {"campaign": None})
    campaign, notes = campaign_of(request.GET.get("campaign", ""), campaigns)
    before = statistics.year_before(campaign, campaigns)
    initiatives = statistics.led_by(request.user)
    last_years = [row for row in campaigns if row.year <= campaign.year][:YEARS_SHOWN]
    among = statistics.units_led(request.user)
    counted = statistics.counted({*last_years, *filter(None, [before])}, among)
    now, past = counted.figures(campaign), before and counted.figures(before)
    if past and not past["submitted"]:
        before = past = None
    shown = unit_tables.Shown.read(request.GET, campaign)
    table = places.by_unit(campaign, among, before, shown.as_of, shown.sort, places.IN_ORDER)
    require_within(shown.unit, campaign, initiatives, among, shown.as_of)
    years = figures.years([(row, counted.figures(row)) for row in reversed(last_years)])
    door, door_before = figures.Door(campaign), before and figures.Door(before)
    weeks = pace.weeks(campaign, before, among)
    sectors = [figures.sector_line(door, row) for row in counted.sectors(campaign)]
    context = {
        "campaign": campaign,
        "years_tabs": [(row.year, shown.of_year(row.year), row == campaign) for row in campaigns],
        "is_running": timezone.localdate() <= campaign.cutoff_on,
        "may_close": timezone.localdate() > campaign.cutoff_on and rules.may_close_figures(request.user),
        "before": before,
        "notes": notes,
        "scope": scope_in_words(request.user),
        "headlines": figures.headlines(door, now, door_before, past),
        "cascade": figures.cascade(door, now, counted.levels(campaign)),
        "kinds": figures.kinds(door, now, door_before, past),
        "levels": [figures.level_line(door, row) for row in counted.levels(campaign, before)],
        "sectors": sectors,
        "sector_bars": figures.sector_bars(sectors),
        "sectors_total": figures.sector_line(door, Row("", "", now, types=counted.types(campaign))),
        "by_unit": unit_tables.context(shown, table),
        "silence": silence.in_short(campaign, table.sent, among),
        "indicators": INDICATORS.values(),
        "sums": short_sums(campaign, among),
        "years": years,
        "wide": charts.wide(years),
        "small": charts.small(years),
        "weeks": weeks,
        "pace_wide": pace.chart(weeks, campaign, before, is_wide=True),
        "pace_small": pace.chart(weeks, campaign, before, is_wide=False),
    }
    return render(request, "registry/leadership/leadership.html", context)


@require_safe
def models(request):
    """Exactly the models that a printed figure counts, with their number in the heading, and ways to narrow them."""
    require_leading(request.user)
    campaigns = statistics.campaigns()
    if not campaigns:
        return render(request, "registry/leadership/leadership.html", {"campaign": None})
    asked = asked_of(request.GET, campaigns, statistics.units_led(request.user))
    initiatives = statistics.led_by(request.user)
    require_within(asked.unit, asked.campaign, initiatives, asked.among, asked.as_of)
    fields = asked.fields(initiatives)
    if not fields or asked.sector not in {"", *(code for code, _name, _number in fields)}:
        asked.forget_nonsense()
        fields = asked.fields(initiatives)
    whole = sum(number for _code, _name, number in fields)
    context = {
        "asked": asked,
        "page": lists.page_by_code(asked.rows(initiatives), request.GET, ROWS, asked.campaign),
        "whole": whole,
        "total": sum(number for code, _name, number in fields if asked.sector in ("", code)),
        "fields": [(code, name, number, asked.address(sector=code)) for code, name, number in fields],
        "every_field": asked.address(sector=""),
        "overview": f"{reverse('leadership')}?{urlencode({'campaign': asked.campaign.year})}",
        "csv": asked.address("leadership-csv", table="models"),
        "narrowed": asked.in_words(fields),
        "indicators": _choices(asked),
        "types": SubmitterType,
        "levels": statistics.level_labels(asked.campaign).items(),
        "allocate": _allocations(request.user, asked),
    }
    return render(request, "registry/leadership/models.html", context)


def _choices(asked) -> list:
    """The figures among which the list can be changed; what is late today only where it was asked for."""
    counts = [one for key, one in INDICATORS.items() if one.condition is not None and key not in LEVEL_KEYS]
    return counts if asked.indicator in counts or asked.indicator.key in INDICATORS else [*counts, asked.indicator]


def _allocations(user, asked) -> str:
    """The address at which a reviewer allocates the models of this list, "" where there is nothing to allocate."""
    if asked.unit != NOT_ALLOCATED or asked.as_of != UnitsAsOf.TODAY or not rules.may_review(user):
        return ""
    return f"{reverse('allocations')}?{urlencode({'campaign': asked.campaign.year})}"


@require_safe
def table(request, table):
    """One table as CSV, with the numbers of the page; the models behind a figure leave in pieces."""
    require_leading(request.user)
    campaigns = statistics.campaigns()
    if table not in TABLES or not campaigns:
        raise Http404
    asked = asked_of(request.GET, campaigns, statistics.units_led(request.user))
    before = statistics.year_before(asked.campaign, campaigns)
    initiatives = statistics.led_by(request.user)
    require_within(asked.unit, asked.campaign, initiatives, asked.among, asked.as_of)
    return as_csv(TABLES[table](asked, before, initiatives), f"{asked.campaign.year}-{table}")


def as_csv(lines: Iterable[list], name: str) -> StreamingHttpResponse:
    """The lines of a table as a file to take along; `name` ends the name of the file."""
    response = StreamingHttpResponse(exports.csv_lines(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="dan-van-kheo-{name}.csv"'
    return response


def _figures_table(asked, before, initiatives):
    return exports.figures(*_now_and_before(asked.campaign, before, asked.among))


def _now_and_before(campaign, before, among) -> tuple[Figures, Figures | None]:
    counted = statistics.counted([campaign, before] if before else [campaign], among)
    past = before and counted.figures(before)
    return counted.figures(campaign), past if past and past["submitted"] else None


def _sectors_table(asked, before, initiatives):
    counted = statistics.counted([asked.campaign], asked.among)
    total = Row("", _("Total"), counted.figures(asked.campaign), types=counted.types(asked.campaign))
    return exports.sectors(counted.sectors(asked.campaign), total)


def _units_table(asked, before, initiatives):
    return exports.unit_rows(places.by_unit(asked.campaign, asked.among, before, asked.as_of, asked.sort))


def _levels_table(asked, before, initiatives):
    counted = statistics.counted([asked.campaign, before] if before else [asked.campaign], asked.among)
    return exports.levels(counted.levels(asked.campaign, before))


def _models_table(asked, before, initiatives):
    return exports.models(asked.rows(initiatives), asked.campaign)


TABLES = {
    "figures": _figures_table,
    "sectors": _sectors_table,
    "units": _units_table,
    "levels": _levels_table,
    "models": _models_table,
}


def require_leading(user):
    if not rules.may_lead(user):
        raise PermissionDenied(_("The figures are for leaders, and for reviewers of their own units."))


def require_within(unit: str, campaign: Campaign, initiatives, among: set[int] | None, as_of: UnitsAsOf):
    """Raise Http404 for the key of a unit whose line is none of the reader's.

    By the units of today a unit beyond the scope can hold models of the reader's own former unit: those stay open.
    """
    if not placing.is_beyond(unit, among):
        return
    held = initiatives.filter(places.condition(unit, campaign, among, as_of), campaign=campaign)
    if as_of == UnitsAsOf.THEN or not held.exists():
        raise Http404


def scope_in_words(user) -> str:
    """Whose models are counted, in words."""
    if user.is_superuser:
        return _("all units")
    return ", ".join(dict.fromkeys(post.unit for post in user.scope.posts if post.role in statistics.LEADING))
