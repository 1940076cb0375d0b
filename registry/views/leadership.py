"""Leadership: figures that can be quoted, the models behind each of them, and the same tables to take along."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registry import rules
from registry.exchange import exports
from registry.models import Campaign, Sector, Unit
from registry.queries import initiatives as lists
from registry.queries import places, silence, statistics, units
from registry.queries.indicators import AT_LEVEL, INDICATORS, Figures, Indicator
from registry.queries.places import FIRST, NOT_ALLOCATED, OTHERS, OWN
from registry.queries.statistics import Row
from registry.vocabulary import Level, SubmitterType, UnitsAsOf

from . import charts, figures, pace, unit_tables
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
    table = places.by_unit(campaign, among, before, shown.as_of, shown.sort)
    require_within(shown.unit, campaign, initiatives, among, shown.as_of)
    totals = [(row.year, counted.figures(row)) for row in reversed(last_years)]
    years = [(year, total["registered"], total["recognised"]) for year, total in totals]
    while len(years) > 1 and not years[0][1]:
        del years[0]  # years before the registry began
    door = figures.Door(campaign)
    weeks = pace.weeks(campaign, before, among)
    sectors = [figures.sector_line(door, row) for row in counted.sectors(campaign)]
    context = {
        "campaign": campaign,
        "campaigns": campaigns,
        "may_close": timezone.localdate() > campaign.cutoff_on and rules.may_close_figures(request.user),
        "before": before,
        "notes": notes,
        "scope": scope_in_words(request.user),
        "headlines": figures.headlines(door, now, past, before),
        "cascade": figures.cascade(door, now, counted.levels(campaign)),
        "kinds": figures.kinds(door, now, past),
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
        "pace_wide": pace.chart(weeks, is_wide=True),
        "pace_small": pace.chart(weeks, is_wide=False),
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
        _forget_nonsense(asked)
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
        "narrowed": _narrowed(asked, fields),
        "indicators": [one for key, one in INDICATORS.items() if one.condition is not None and key not in _LEVEL_KEYS],
        "types": SubmitterType,
        "levels": statistics.level_labels(asked.campaign).items(),
        "allocate": _allocations(request.user, asked),
    }
    return render(request, "registry/leadership/models.html", context)


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
_LEVEL_KEYS = {indicator.key for indicator in AT_LEVEL.values()}


def require_leading(user):
    if not rules.may_lead(user):
        raise PermissionDenied(_("The figures are for leaders, and for reviewers of their own units."))


def require_within(unit: str, campaign: Campaign, initiatives, among: set[int] | None, as_of: UnitsAsOf):
    """Raise Http404 for the key of a unit whose line is none of the reader's.

    By the units of today a unit beyond the scope can hold models of the reader's own former unit: those stay open.
    """
    if not places.is_beyond(unit, among):
        return
    held = initiatives.filter(places.condition(unit, campaign, among, as_of), campaign=campaign)
    if as_of == UnitsAsOf.THEN or not held.exists():
        raise Http404


def campaign_of(asked: str, campaigns: list[Campaign]) -> tuple[Campaign, list[str]]:
    """The campaign of the year asked for, else the newest with a note that says so."""
    found = next((row for row in campaigns if str(row.year) == asked), None)
    if found or not asked:
        return found or campaigns[0], []
    newest = campaigns[0]
    return newest, [_("There is no such campaign; these are the figures of %(year)s.") % {"year": newest.year}]


@dataclass
class Asked:
    """What the address of a list asks for. What makes no sense was left out, and `notes` say so."""

    campaign: Campaign
    indicator: Indicator
    sector: str
    type: str
    level: str
    unit: str
    query: str
    notes: list[str]
    as_of: UnitsAsOf = UnitsAsOf.THEN
    sort: str = places.USUAL
    among: set[int] | None = None

    def rows(self, initiatives, **changes):
        narrowed = {"sector": self.sector, **self._narrowed(), **changes}
        rows = statistics.models(self.indicator, self.campaign, initiatives, **narrowed)
        return rows.matching(self.query) if self.query else rows

    def fields(self, initiatives) -> list[tuple[str, str, int]]:
        """How many of the models lie in each field, whichever field was asked for: (code, name, number)."""
        kept = None if self.query else statistics.fields_behind(self.indicator, self.campaign, **self._narrowed())
        return statistics.fields_of(self.rows(initiatives, sector="")) if kept is None else kept

    def _narrowed(self) -> dict:
        unit = {"unit": self.unit, "as_of": self.as_of, "among": self.among, "sort": self.sort}
        return {"submitter_type": self.type, "level": self.level, **unit}

    def address(self, name="leadership-models", table="", **changes) -> str:
        """The address of the same question with `changes`."""
        asked = {
            "campaign": self.campaign.year,
            "indicator": self.indicator.key,
            "sector": self.sector,
            "type": self.type,
            "level": self.level,
            "unit": self.unit,
            "units": self.as_of.value if self.unit and self.as_of != UnitsAsOf.THEN else "",
            "sort": self.sort if self.unit == OTHERS and self.sort != places.USUAL else "",
            "q": self.query,
            **changes,
        }
        path = reverse(name, args=[table] if table else [])
        return f"{path}?{urlencode({key: value for key, value in asked.items() if value})}"


def asked_of(parameters, campaigns: list[Campaign], among: set[int] | None = None) -> Asked:
    """What the address asks for; `among` are the units of the reader, from whose table a line is opened."""
    campaign, notes = campaign_of(parameters.get("campaign", ""), campaigns)
    indicator = INDICATORS.get(parameters.get("indicator", ""))
    if not indicator and parameters.get("indicator"):
        notes.append(_("There is no such figure; these are the registered models."))
    return Asked(
        campaign,
        indicator or INDICATORS["registered"],
        parameters.get("sector", "").replace("\0", ""),
        type=_one_of(SubmitterType, parameters.get("type", "")),
        level=_one_of(Level, parameters.get("level", "")),
        unit=parameters.get("unit", "").replace("\0", ""),
        query=parameters.get("q", "")[:200].replace("\0", ""),
        notes=notes,
        as_of=unit_tables.units_of(parameters),
        sort=unit_tables.sort_of(parameters),
        among=among,
    )


def _one_of(choices, value: str) -> str:
    return value if value in choices.values else ""


def _forget_nonsense(asked: Asked):
    """Leave out a field or a unit that does not exist. Asked only where nothing was found, for it costs two questions."""
    if asked.sector and not Sector.objects.filter(code=asked.sector).exists():
        asked.sector = ""
        asked.notes.append(_("There is no such field; these are the models of all fields."))
    if asked.unit and not places.knows(asked.unit):
        asked.unit = ""
        asked.notes.append(_("There is no such unit; these are the models of all units."))


def _narrowed(asked: Asked, fields: list[tuple]) -> str:
    """What the figure was narrowed to, in words: unit, field, submitter type, level."""
    parts = [
        _unit_name(asked),
        next((name for code, name, _number in fields if code == asked.sector), ""),
        SubmitterType(asked.type).label if asked.type else "",
        statistics.level_labels(asked.campaign)[Level(asked.level)] if asked.level else "",
        f"“{asked.query}”" if asked.query else "",
    ]
    return capfirst(" · ".join(str(part) for part in parts if part))


def _unit_name(asked: Asked) -> str:
    """How the heading names the unit that was asked for."""
    match asked.unit:
        case "":
            return ""
        case key if key == OTHERS:
            return _("all units after the first %(number)s") % {"number": FIRST}
        case key if key == NOT_ALLOCATED:
            return _("not allocated to any unit of today")
    unit = Unit.objects.filter(key=asked.unit.removesuffix(OWN)).prefetch_related("names").first()
    if not unit:
        return asked.unit
    if asked.as_of == UnitsAsOf.TODAY:
        return _("%(unit)s, by the units of today") % {"unit": unit}
    name = units.name_on(unit, asked.campaign.cutoff_on)
    return _("%(district)s itself") % {"district": name} if asked.unit.endswith(OWN) else name


def scope_in_words(user) -> str:
    """Whose models are counted, in words."""
    if user.is_superuser:
        return _("all units")
    return ", ".join(dict.fromkeys(post.unit for post in user.scope.posts if post.role in statistics.LEADING))
