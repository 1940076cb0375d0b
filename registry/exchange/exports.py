"""Tables as CSV: UTF-8 with BOM, so that Excel reads the Vietnamese, and no cell that a spreadsheet would run as a formula.

Every table is an iterable of lines, each a list of cells; `csv_lines` turns them into text as they come, so that a list of
any length leaves the server in pieces.
"""

import csv
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from registry.models import Campaign, Sector
from registry.queries import places, sums, units
from registry.queries.indicators import AT_LEVEL, INDICATORS, Figures
from registry.queries.statistics import Row
from registry.vocabulary import TEXT_PARTS, ContributionKind, Level, Novelty, Source, Stage, Status, SubmitterType, UnitsAsOf

BOM = "\ufeff"
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # the last four are full-width
_AT_ONCE = 500  # rows read from the database at a time


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, value):
        return value


def safe(cell):
    """A cell that no spreadsheet runs: a text that begins like a formula gets an apostrophe, a number stays a number."""
    if isinstance(cell, str) and cell.lstrip(" \u00a0").startswith(_STARTS_A_FORMULA):
        return f"'{cell}"
    return "" if cell is None else cell


def csv_lines(table: Iterable[list], *, noted: bool = True) -> Iterator[str]:
    """The table as text, piece by piece; in a demonstration its first line says that the data are invented, unless the table
    says so itself and is not to be `noted`.
    """
    writer = csv.writer(_Echo())
    yield BOM
    if settings.DEMO and noted:
        yield writer.writerow([_("Sample data: this comes from a demonstration, its splits are invented.")])
    for line in table:
        yield writer.writerow([safe(cell) for cell in line])


def percent(value):
    """A rate as the reader's spreadsheet understands it: 57,7 in Vietnamese."""
    return None if value is None else number_format(value, 1)


def figures(now: Figures, before: Figures | None) -> Iterator[list]:
    """All indicators of a campaign, with the year before and the exact wording of what counts."""
    yield [_("Indicator"), _("Number"), _("Year before"), _("What is counted")]
    for key, indicator in INDICATORS.items():
        shown = percent if indicator.share else int
        name = f"{indicator.name} (%)" if indicator.share else str(indicator.name)
        yield [name, shown(now[key]), before and shown(before[key]), str(indicator.definition)]


def sectors(rows: Iterable[Row], total: Row) -> Iterator[list]:
    """Fields by submitter type, and their sum."""
    yield [_("Code"), _("Field"), *_by_type(_("Registered")), *_by_type(_("Recognised")), _("Recognition rate (%)")]
    for row in (*rows, total):
        counts = [
            figures[key]
            for key in ("registered", "recognised")
            for figures in (row.types[SubmitterType.COLLECTIVE], row.types[SubmitterType.INDIVIDUAL], row.figures)
        ]
        yield [row.key, row.name, *counts, percent(row.figures["rate"])]


def _by_type(word: str) -> list[str]:
    return [f"{word}: {SubmitterType.COLLECTIVE.label}", f"{word}: {SubmitterType.INDIVIDUAL.label}", word]


def unit_rows(table: places.Table) -> Iterator[list]:
    """All units, each for itself, and their sum. Districts stand in a column, so that the lines add up in a spreadsheet too."""
    is_today = table.as_of == UnitsAsOf.TODAY
    more = [_("Former units")] if is_today else [_("District"), _("Unit of today")]
    yield [
        *(_("Key"), _("Unit"), _("Registered"), _("Recognised"), _("Recognition rate (%)"), _("Registered the year before")),
        *(_("Share of the registered (%)"), _("Target"), *more),
    ]
    whole = table.figures["registered"]
    for top in table.all_lines:
        for line in top.below or (top,):
            others = ["; ".join(line.formerly)] if is_today else [top.name if top.is_district else "", line.today]
            yield [*_of_unit(line.key, line.name, line, whole), *others]
    yield [*_of_unit("", _("Total"), table, whole), *("" for _column in more)]


def _of_unit(key: str, name: str, line: places.Line | places.Table, whole: int) -> list:
    counts = line.figures
    past = line.before and line.before["registered"]
    share = percent(places.share(counts["registered"], whole))
    return [key, name, counts["registered"], counts["recognised"], percent(counts["rate"]), past, share, line.target]


def levels(rows: Iterable[Row]) -> Iterator[list]:
    """Standing recognitions by level. There is no sum: a model may hold several levels."""
    yield [_("Level"), SubmitterType.COLLECTIVE.label, SubmitterType.INDIVIDUAL.label, _("Recognised"), _("Year before")]
    for row in rows:
        key = AT_LEVEL[Level(row.key)].key
        types = [row.types[type_][key] for type_ in SubmitterType]
        yield [row.name, *types, row.figures[key], row.before and row.before[key]]


def contributions(lines: Iterable[sums.Given]) -> Iterator[list]:
    """What was planned and given, by source and kind, as whole numbers (VND, m², working days) and as printed."""
    yield [
        *(pgettext("contribution", "Source"), pgettext("contribution", "Kind")),
        *_with_printed(pgettext("contribution", "Planned")),
        *_with_printed(pgettext("contribution", "Given")),
    ]
    for line in lines:
        source = Source(line.source).label if line.source else _("All sources")
        yield [source, ContributionKind(line.kind).label, *_quantities(line)]


def outcomes(lines: Iterable[sums.Reached]) -> Iterator[list]:
    """What was aimed at and reached, by measure; one that is never put together has the number of its models alone."""
    yield [
        *(_("Code"), _("Measure"), _("Over many models")),
        *_with_printed(Stage.TARGET.label),
        *_with_printed(Stage.ACHIEVED.label),
        _("Share of the target (%)"),
    ]
    for line in lines:
        adding = line.measure.get_adding_display()
        yield [line.measure.code, str(line.measure), adding, *_quantities(line), percent(line.share)]


def _with_printed(word) -> list[str]:
    return [str(word), _("%(name)s, as printed") % {"name": word}, _("%(name)s: models") % {"name": word}]


def _quantities(line: sums.Line) -> list:
    return [cell for one in (line.target, line.achieved) for cell in (one.value, one.said(line.unit), one.models)]


def figures_behind(rows: QuerySet, campaign: Campaign) -> Iterator[list]:
    """The rows of which a sum is made, each with its model, read `_AT_ONCE` at a time. Notes stay out: they are free text."""
    yield [
        *(_("Code"), _("Name of the model"), _("Key of the unit"), _("Unit"), _("Field"), _("Status")),
        *(_("Figure"), _("Number"), _("As printed"), _("Period")),
    ]
    names = units.names_on(rows.order_by().values("initiative__unit").distinct(), campaign.cutoff_on)
    fields = {sector.pk: str(sector) for sector in Sector.objects.all()}
    rows = rows.select_related("initiative__unit")
    rows = rows.defer(*(f"initiative__{part}" for part in (*map(str, TEXT_PARTS), "report", "search_text")))
    for row in rows.iterator(chunk_size=_AT_ONCE):
        model = row.initiative
        name, quantity = sums.printed(row)
        yield [
            *(model.code, model.title, model.unit.key, names[model.unit_id], fields[model.sector_id]),
            *(model.get_status_display(), name, row.value, quantity, row.period),
        ]


def models(rows: QuerySet, campaign: Campaign) -> Iterator[list]:
    """The models behind a figure, without any personal value, read `_AT_ONCE` at a time."""
    yield [
        *(_("Code"), _("Name of the model"), _("Key of the unit"), _("Unit"), _("Field"), _("Submitter type")),
        *(_("Collective"), _("New or maintained"), _("Status"), _("Approved on"), _("Recognised on")),
    ]
    names = units.names_on(rows.order_by().values("unit").distinct(), campaign.cutoff_on)
    fields = {code: str(sector) for code, sector in Sector.objects.in_bulk(field_name="code").items()}
    columns = rows.order_by("pk").values_list(
        *("code", "title", "unit__key", "unit", "sector__code", "submitter_type"),
        *("collective_name", "novelty", "status", "registered_at", "recognised_at"),
    )
    for line in columns.iterator(chunk_size=_AT_ONCE):
        code, title, key, unit, sector, type_, collective, novelty, status, registered_at, recognised_at = line
        yield [
            *(code, title, key, names[unit], fields[sector], SubmitterType(type_).label),
            *(collective, Novelty(novelty).label, Status(status).label, _day(registered_at), _day(recognised_at)),
        ]


def _day(moment) -> str:
    return timezone.localtime(moment).strftime("%d/%m/%Y") if moment else ""
