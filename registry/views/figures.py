"""The lines of leadership's tables: numbers of the catalogue, each with the address of exactly the models that it counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registry.models import Campaign
from registry.queries import statistics
from registry.queries.indicators import AT_LEVEL, INDICATORS, Figures
from registry.queries.statistics import FIRST, OTHERS, Row
from registry.templatetags.figures import number, percent
from registry.vocabulary import Level, SubmitterType


@dataclass(frozen=True)
class Cell:
    """A printed number and the address of the models that it counts ("" for none, which nobody needs to open)."""

    count: int
    address: str = ""


class Door:
    """Makes cells: each count with the address of exactly its models."""

    def __init__(self, campaign: Campaign):
        self._start = f"{reverse('leadership-models')}?campaign={campaign.year}&"

    def __call__(self, figures: Figures, indicator: str, *, counted_as: str = "", **narrow) -> Cell:
        """`counted_as` names the indicator whose number is printed, where it is that of a level."""
        number_ = figures[counted_as or indicator]
        if not number_:
            return Cell(0)
        asked = "".join(f"&{key}={quote(value)}" for key, value in narrow.items() if value)
        return Cell(number_, f"{self._start}indicator={indicator}{asked}")


def headlines(door, now: Figures, past: Figures | None, before: Campaign | None) -> list[dict]:
    """The five figures at the top: name, number or rate, and what stands below it."""
    registered, recognised = door(now, "registered"), door(now, "recognised")
    collective, individual = door(now, "recognised_collective"), door(now, "recognised_individual")
    year = before and before.year
    return [
        {"name": _("Registered models"), "cell": registered, "before": past and past["registered"], "year": year},
        {"name": _("Recognised"), "cell": recognised, "before": past and past["recognised"], "year": year},
        {"name": _("Of collectives"), "cell": collective, "part": now.share("recognised_collective", "recognised")},
        {"name": _("Of individuals"), "cell": individual, "part": now.share("recognised_individual", "recognised")},
        {"name": _("Recognition rate"), "rate": now["rate"], "before": past and past["rate"], "year": year},
    ]


def cascade(door, now: Figures, levels: list[Row]) -> list[dict]:
    """From sent to recognised above: each step, its share of the step before, and its bar against the first."""
    steps = [
        (_("Submitted"), "submitted", "", "", ""),
        (_("Registered"), "registered", "", "submitted", _("%(share)s of those submitted")),
        (_("Recognised, at one level at least"), "recognised", "", "registered", _("%(share)s of those registered")),
    ]
    at_province = AT_LEVEL[Level.PROVINCE].key
    if now[at_province]:
        label = next(row.name for row in levels if row.key == Level.PROVINCE)
        steps.append((label, "recognised", Level.PROVINCE.value, "recognised", _("%(share)s of those recognised")))
    return [
        {
            "name": name,
            "cell": door(now, key, counted_as=at_province if level else "", level=level),
            "width": now.share(at_province if level else key, "submitted") or 0,
            "is_recognition": key == "recognised",
            "part": whole and words % {"share": percent(now.share(at_province if level else key, whole))},
        }
        for name, key, level, whole, words in steps
    ]


def kinds(door, now: Figures, past: Figures | None) -> list[dict]:
    """New, maintained, ended, withdrawn after approval."""
    return [
        {
            "name": INDICATORS[key].name,
            "cell": door(now, key),
            "part": now.share(key, "registered") if key in ("new", "continued") else None,
            "before": past and past[key],
        }
        for key in ("new", "continued", "ended", "withdrawn_after_approval")
    ]


def level_line(door, row: Row) -> dict:
    key = AT_LEVEL[Level(row.key)].key
    cells = [door(row.types[type_], "recognised", counted_as=key, level=row.key, type=type_) for type_ in SubmitterType.values]
    total = door(row.figures, "recognised", counted_as=key, level=row.key)
    return {"name": row.name, "types": cells, "total": total, "before": row.before and row.before[key]}


def sector_line(door, row: Row) -> dict:
    collective, individual = row.types[SubmitterType.COLLECTIVE], row.types[SubmitterType.INDIVIDUAL]
    cells = {}
    for key in ("registered", "recognised"):
        cells[f"{key}_collective"] = door(collective, key, sector=row.key, type=SubmitterType.COLLECTIVE.value)
        cells[f"{key}_individual"] = door(individual, key, sector=row.key, type=SubmitterType.INDIVIDUAL.value)
        cells[key] = door(row.figures, key, sector=row.key)
    return {"name": row.name, "rate": row.figures["rate"], **cells}


def unit_lines(door, rows: list[Row], is_all: bool) -> Iterable[dict]:
    """The first units and one line for the others; or all."""
    if is_all or len(rows) <= FIRST:
        return [unit_line(door, row) for row in rows]
    others = statistics.summed(rows[FIRST:])
    name = ngettext("%(count)s other unit", "%(count)s other units", len(rows) - FIRST)
    name %= {"count": number(len(rows) - FIRST)}
    past = [row.before for row in rows[FIRST:] if row.before]
    return [
        *(unit_line(door, row) for row in rows[:FIRST]),
        unit_line(door, Row(OTHERS, name, others, Figures.together(past) if past else None)),
    ]


def unit_line(door, row: Row) -> dict:
    return {
        "name": row.name,
        "registered": door(row.figures, "registered", unit=row.key),
        "recognised": door(row.figures, "recognised", unit=row.key),
        "rate": row.figures["rate"],
        "before": row.before and row.before["registered"],
    }
