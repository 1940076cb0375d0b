"""The lines of leadership's tables: numbers of the catalogue, each with the address of exactly the models that it counts."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from registry.models import Campaign
from registry.queries.indicators import AT_LEVEL, INDICATORS, Figures
from registry.queries.statistics import Row
from registry.templatetags.figures import percent
from registry.vocabulary import Level, SubmitterType


@dataclass(frozen=True)
class Cell:
    """A printed number and the address of the models that it counts ("" for none, which nobody needs to open)."""

    count: int
    address: str = ""


@dataclass(frozen=True)
class SumCell:
    """A printed quantity with its qualifier, the address of the models of which it is made, and their number."""

    said: str
    address: str = ""
    models: int = 0


class Door:
    """Makes cells: each count with the address of exactly its models. `more` is said of each of them."""

    def __init__(self, campaign: Campaign, **more: str):
        self._start = f"{reverse('leadership-models')}?{urlencode({'campaign': campaign.year, **more})}&"

    def __call__(self, figures: Figures, indicator: str, *, counted_as: str = "", **narrow) -> Cell:
        """`counted_as` names the indicator whose number is printed, where it is that of a level."""
        return self.cell(figures[counted_as or indicator], indicator, **narrow)

    def cell(self, number: int, indicator: str, **narrow) -> Cell:
        """The same of a number that is at hand."""
        if not number:
            return Cell(0)
        asked = "".join(f"&{key}={quote(value)}" for key, value in narrow.items() if value)
        return Cell(number, f"{self._start}indicator={indicator}{asked}")


def headlines(door, now: Figures, door_before, past: Figures | None) -> list[dict]:
    """The five figures at the top: name, number or rate, and what stands below it: a share, or the year before."""

    def figure(key, name):
        return {"key": key, "name": name, "cell": door(now, key), "before": past and door_before(past, key)}

    def part(key, name):
        return {"key": key, "name": name, "cell": door(now, key), "part": now.share(key, "recognised")}

    return [
        figure("registered", _("Registered models")),
        figure("recognised", _("Recognised")),
        part("recognised_collective", _("Of collectives")),
        part("recognised_individual", _("Of individuals")),
        {"key": "rate", "name": _("Recognition rate"), "rate": now["rate"], "before": past and past["rate"]},
    ]


def cascade(door, now: Figures, levels: list[Row]) -> list[dict]:
    """From sent to recognised above: each step, its share of a step before, and its bar against the first."""
    steps = [
        (_("Submitted"), "submitted", "", "", ""),
        (_("Registered"), "registered", "", "submitted", _("%(share)s of those submitted")),
        (INDICATORS["reported"].name, "reported", "", "registered", _("%(share)s of those registered")),
        (_("Recognised, at one level at least"), "recognised", "", "registered", _("%(share)s of those registered")),
        (_("Nominated to a higher level"), "nominated", "", "recognised", _("%(share)s of those recognised")),
    ]
    at_province = AT_LEVEL[Level.PROVINCE].key
    if now[at_province]:
        label = next(row.name for row in levels if row.key == Level.PROVINCE)
        steps.append((label, "recognised", Level.PROVINCE.value, "recognised", _("%(share)s of those recognised")))
    return [
        {
            "key": at_province if level else key,
            "name": name,
            "cell": door(now, key, counted_as=at_province if level else "", level=level),
            "width": now.share(at_province if level else key, "submitted") or 0,
            "is_recognition": key in ("recognised", "nominated"),
            "part": whole and now[whole] and words % {"share": percent(now.share(at_province if level else key, whole))},
        }
        for name, key, level, whole, words in steps
    ]


def kinds(door, now: Figures, door_before, past: Figures | None) -> list[dict]:
    """New, maintained, ended, withdrawn after approval."""
    return [
        {
            "key": key,
            "name": INDICATORS[key].name,
            "cell": door(now, key),
            "part": now.share(key, "registered") if key in ("new", "continued") else None,
            "before": past and door_before(past, key),
        }
        for key in ("new", "continued", "ended", "withdrawn_after_approval")
    ]


def years(counted: list[tuple[Campaign, Figures]]) -> list[tuple[int, Cell, Cell]]:
    """Year, registered, recognised, the oldest first, from the first year of the registry on."""
    lines = []
    for campaign, figures in counted:
        if figures["registered"] or lines:
            door = Door(campaign)
            lines.append((campaign.year, door(figures, "registered"), door(figures, "recognised")))
    return lines


def level_line(door, row: Row) -> dict:
    key = AT_LEVEL[Level(row.key)].key
    cells = [door(row.types[type_], "recognised", counted_as=key, level=row.key, type=type_) for type_ in SubmitterType.values]
    total = door(row.figures, "recognised", counted_as=key, level=row.key)
    return {"key": key, "name": row.name, "types": cells, "total": total, "before": row.before and row.before[key]}


def sector_line(door, row: Row) -> dict:
    collective, individual = row.types[SubmitterType.COLLECTIVE], row.types[SubmitterType.INDIVIDUAL]
    cells = {}
    for key in ("registered", "recognised"):
        cells[f"{key}_collective"] = door(collective, key, sector=row.key, type=SubmitterType.COLLECTIVE.value)
        cells[f"{key}_individual"] = door(individual, key, sector=row.key, type=SubmitterType.INDIVIDUAL.value)
        cells[key] = door(row.figures, key, sector=row.key)
    return {"name": row.name, "rate": row.figures["rate"], **cells}


def sector_bars(lines: list[dict]) -> list[dict]:
    """A bar for each field: recognised within registered, against the field with the most; collectives before individuals."""
    most = max((line["registered"].count for line in lines), default=0)
    if not most:
        return []
    return [
        {
            "name": line["name"],
            "registered": line["registered"],
            "collective": round(100 * line["registered_collective"].count / most, 1),
            "individual": round(100 * line["registered_individual"].count / most, 1),
        }
        for line in lines
    ]
