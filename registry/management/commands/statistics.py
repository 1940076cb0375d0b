"""`manage.py statistics 2024 [--json]`: the figures of one campaign, by the same catalogue as every page."""

import json

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from registry.models import Initiative
from registry.queries import statistics, sums
from registry.queries.indicators import AT_LEVEL, INDICATORS, Figures
from registry.queries.statistics import Row
from registry.vocabulary import ContributionKind, Level, Source, Stage

COLUMNS = ("registered", "recognised", "recognised_collective", "recognised_individual", "rate")


class Command(BaseCommand):
    help = "Print the figures of a campaign: registered, recognised, by field, unit and level, contributions, outcomes."

    def add_arguments(self, parser):
        parser.add_argument("year", type=int, help="the year of the campaign, for example 2024")
        parser.add_argument("--json", action="store_true", help="print JSON instead of a table")

    def handle(self, *, year, json: bool, **options):
        known = statistics.campaigns()
        campaign = next((row for row in known if row.year == year), None)
        if not campaign:
            years = ", ".join(str(row.year) for row in known) or _("none")
            raise CommandError(_("There is no campaign %(year)s. Campaigns: %(years)s.") % {"year": year, "years": years})
        initiatives = Initiative.objects.all()
        counted = statistics.counted([campaign])
        total = counted.figures(campaign)
        fields, units = counted.sectors(campaign), statistics.by_unit(campaign)
        levels = counted.levels(campaign)
        of_year = initiatives.filter(campaign=campaign)
        given, reached = sums.contributions(of_year), sums.outcomes(of_year)
        write = as_json if json else as_table
        self.stdout.write(write(year, total, fields, units, levels, given, reached))


def as_json(
    year: int,
    total: Figures,
    fields: list[Row],
    units: list[Row],
    levels: list[Row],
    given: list[sums.Given],
    reached: list[sums.Reached],
) -> str:
    """Counts as integers, rates in per cent with one decimal or null; values in VND, m, m², days, pieces, or null."""
    found = {
        "year": year,
        "sample_data": settings.DEMO,
        **_numbers(total, [key for key in INDICATORS if key not in _LEVELS]),
        "by_field": [{"code": row.key, "name": row.name, **_numbers(row.figures, COLUMNS)} for row in fields],
        "by_unit": [{"key": row.key, "name": row.name, **_numbers(row.figures, COLUMNS)} for row in units],
        "by_level": [{"code": row.key, "name": row.name, "recognised": _at_level(row)} for row in levels],
        "contributions": [
            {
                "source": line.source or "all",
                "kind": line.kind,
                "planned": _quantity(line.target),
                "given": _quantity(line.achieved),
            }
            for line in given
        ],
        "outcomes": [
            {"measure": line.measure.code, "target": _quantity(line.target), "achieved": _quantity(line.achieved)}
            for line in reached
        ],
    }
    return json.dumps(found, ensure_ascii=False, indent=2)


def as_table(
    year: int,
    total: Figures,
    fields: list[Row],
    units: list[Row],
    levels: list[Row],
    given: list[sums.Given],
    reached: list[sums.Reached],
) -> str:
    """The same figures for reading."""
    lines = [_("Campaign %(year)s") % {"year": year}]
    if settings.DEMO:
        lines.append(_("Sample data: this comes from a demonstration, its splits are invented."))
    lines += [""] + [
        _line(str(INDICATORS[key].name), [shown]) for key, shown in _numbers(total, INDICATORS).items() if key not in _LEVELS
    ]
    heads = [str(INDICATORS[key].name) for key in ("registered", "recognised", "rate")]
    for title, rows in ((_("By field"), fields), (_("By unit"), units)):
        numbers = [(row.name, _numbers(row.figures, ("registered", "recognised", "rate"))) for row in rows]
        lines += ["", _line(title, heads), *(_line(name, found.values()) for name, found in numbers)]
    lines += ["", _line(_("By level"), [heads[1]]), *(_line(row.name, [_at_level(row)]) for row in levels)]
    stages = [pgettext("contribution", "Planned"), pgettext("contribution", "Given")]
    lines += ["", _wide(_("Contributions by source"), stages), *(_wide(_whence(line), _said(line)) for line in given)]
    stages = [str(Stage.TARGET.label), str(Stage.ACHIEVED.label)]
    lines += ["", _wide(_("Outcomes by measure"), stages), *(_wide(str(line.measure), _said(line)) for line in reached)]
    return "\n".join(lines)


_LEVELS = {indicator.key for indicator in AT_LEVEL.values()}


def _at_level(row: Row) -> int:
    return row.figures[AT_LEVEL[Level(row.key)].key]


def _numbers(figures: Figures, keys) -> dict:
    return {key: float(figures[key]) if INDICATORS[key].share and figures[key] is not None else figures[key] for key in keys}


def _quantity(quantity: sums.Quantity) -> dict:
    return {"value": quantity.value, "qualifier": str(quantity.qualifier), "models": quantity.models}


def _whence(line: sums.Given) -> str:
    source = Source(line.source).label if line.source else _("All sources")
    return f"{source} · {ContributionKind(line.kind).label}"


def _said(line: sums.Line) -> list[str]:
    """As printed; of what is never put together, how many models say it."""
    return [one.said(line.unit) or f"[{one.models}]" if one.models else "–" for one in (line.target, line.achieved)]


def _wide(name: str, cells) -> str:
    return f"{name:<48}" + "".join(f"{cell:>36}" for cell in cells)


def _line(name: str, cells) -> str:
    return f"{name:<48}" + "".join(f"{'–' if cell is None else cell:>20}" for cell in cells)
