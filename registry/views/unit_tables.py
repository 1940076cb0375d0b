"""The table by unit on leadership's page: by which units, in which order, narrowed to which name, and its lines of cells."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from registry.models import Campaign
from registry.queries import places, placing
from registry.queries.indicators import Figures
from registry.queries.places import FIRST, SORTS, USUAL, Line, Table
from registry.queries.placing import OTHERS
from registry.templatetags.figures import number
from registry.vocabulary import UnitsAsOf

from .figures import Door

LONGEST_NAME = 100
MANY = 3  # former units of a line that are printed; more of them are folded
HEADS = {
    "name": gettext_lazy("Unit"),
    "registered": pgettext_lazy("indicator", "Registered"),
    "share": gettext_lazy("Share of the registered"),
    "recognised": pgettext_lazy("indicator", "Recognised"),
    "rate": gettext_lazy("Recognition rate"),
    "target": gettext_lazy("Against the target"),
    "change": gettext_lazy("Registered, against the year before"),
}
TABS = {UnitsAsOf.THEN: gettext_lazy("By the units of that time"), UnitsAsOf.TODAY: gettext_lazy("By the units of today")}


@dataclass(frozen=True)
class Shown:
    """What the address of the page asks of the table. Nonsense was left out."""

    campaign: Campaign
    as_of: UnitsAsOf
    sort: str
    query: str
    unit: str  # the key of one line, printed alone with what lies below it
    is_all: bool

    @classmethod
    def read(cls, parameters, campaign: Campaign) -> "Shown":
        return cls(
            campaign,
            as_of=units_of(parameters),
            sort=sort_of(parameters),
            query=parameters.get("unit_q", "").replace("\0", "").strip()[:LONGEST_NAME],
            unit=parameters.get("unit", "").replace("\0", ""),
            is_all=parameters.get("all") == "1",
        )

    @property
    def more(self) -> dict:
        """What the address of a list behind a line has to say besides its key."""
        said = {"units": self.as_of.value} if self.as_of != UnitsAsOf.THEN else {}
        return said | ({"sort": self.sort} if self.sort != USUAL else {})

    def of_year(self, year: int) -> str:
        """The address of the page of another year, by the same units."""
        return f"?{urlencode({'campaign': year, **self.more})}"

    def address(self, **changes) -> str:
        """The address of the page with `changes`, at the table."""
        asked = {
            "campaign": self.campaign.year,
            "units": self.as_of.value,
            "sort": "" if self.sort == USUAL else self.sort,
            "unit_q": self.query,
            "unit": self.unit,
            "all": "1" if self.is_all else "",
            **changes,
        }
        return f"?{urlencode({key: value for key, value in asked.items() if value})}#by-unit"


def units_of(parameters) -> UnitsAsOf:
    """By which units the address counts; those of that time, unless it says otherwise."""
    return UnitsAsOf.TODAY if parameters.get("units") == UnitsAsOf.TODAY else UnitsAsOf.THEN


def sort_of(parameters) -> str:
    """The order that the address asks for, the usual one where there is no such order."""
    asked = parameters.get("sort", "")
    return asked if asked.removeprefix("-") in SORTS else USUAL


def context(shown: Shown, table: Table) -> dict:
    """What the template of the table takes."""
    found = _found(shown, table)
    has_target = bool(table.target)
    columns = [key for key in HEADS if key != "target" or has_target]
    door = Door(shown.campaign, **shown.more)
    lines = list(_lines(shown, found, door, table))
    is_folded = any(line.below for line in table.lines) or len(table.lines) > FIRST
    return {
        "shown": shown,
        "tabs": [(label, shown.address(units=key.value, unit=""), key == shown.as_of) for key, label in TABS.items()],
        "heads": [_head(shown, key) for key in columns],
        "sorts": [(key, HEADS[key]) for key in columns],
        "lines": lines,
        "total": _line(table, _("Total"), door, table),
        "count": len(table.leaves),
        "has_target": has_target,
        "is_today": shown.as_of == UnitsAsOf.TODAY,
        "has_districts": table.has_districts,
        "is_narrowed": bool(shown.query or shown.unit),
        "everything": shown.address(unit_q="", unit=""),
        "fold": is_folded and not (shown.query or shown.unit),
        "folded": shown.address(all=""),
        "unfolded": shown.address(all="1"),
        "csv": f"{reverse('leadership-csv', args=['units'])}?{urlencode({'campaign': shown.campaign.year, **shown.more})}",
    }


def _found(shown: Shown, table: Table) -> Table:
    """The table, narrowed to a name or to one line."""
    if shown.query:
        table = table.narrowed(shown.query)
    if shown.unit:
        lines = [line for top in table.lines for line in (top, *top.below) if line.key == shown.unit]
        left_over = table.left_over if shown.unit == placing.NOT_ALLOCATED else None
        table = replace(table, lines=lines, left_over=left_over)
    return table


def _lines(shown: Shown, found: Table, door: Door, whole: Table):
    is_open = shown.is_all or bool(shown.query or shown.unit) or len(found.leaves) <= FIRST
    printed = found.lines if is_open else found.lines[:FIRST]
    for line in printed:
        yield _line(line, line.name, door, whole, address="" if is_open or not line.below else shown.address(unit=line.key))
        for below in line.below if is_open else ():
            yield _line(below, below.name, door, whole, is_below=True)
    if others := found.lines[len(printed) :]:
        name = ngettext("%(count)s other unit", "%(count)s other units", len(others)) % {"count": number(len(others))}
        yield _line(_together(others), name, door, whole)
    if found.left_over:
        yield _line(found.left_over, found.left_over.name, door, whole) | {"is_left_over": True}


def _together(lines: list[Line]) -> Line:
    past = [line.before for line in lines if line.before]
    return Line(
        OTHERS,
        "",
        Figures.together(line.figures for line in lines),
        Figures.together(past) if past else None,
        sum(line.target for line in lines if line.target) or None,
    )


def _line(line: Line | Table, name: str, door: Door, whole: Table, *, is_below=False, address="") -> dict:
    """`address` opens the units of a district that stand folded below it."""
    figures, key = line.figures, getattr(line, "key", "")
    below, formerly = getattr(line, "below", ()), getattr(line, "formerly", ())
    return {
        "name": _("%(district)s itself") % {"district": name} if key.endswith(placing.OWN) else name,
        "registered": door(figures, "registered", unit=key),
        "recognised": door(figures, "recognised", unit=key),
        "rate": figures["rate"],
        "share": places.share(figures["registered"], whole.figures["registered"]),
        "target": line.target,
        "reached": line.target and places.share(figures["registered"], line.target),
        "before": line.before and line.before["registered"],
        "is_below": is_below,
        "is_district": bool(below),
        "units_below": len(below),
        "address": address,
        "today": getattr(line, "today", ""),
        "formerly": formerly,
        "is_long": len(formerly) > MANY,
    }


def _head(shown: Shown, key: str) -> dict:
    """A head of the table: pressing it sorts by it, pressing it again turns the order round."""
    is_sorted = shown.sort.removeprefix("-") == key
    is_turned = shown.sort.startswith("-")
    falling = (key != "name") is not is_turned
    return {
        "key": key,
        "label": HEADS[key],
        "address": shown.address(sort=f"-{key}" if is_sorted and not is_turned else key),
        "order": ("descending" if falling else "ascending") if is_sorted else "",
    }
