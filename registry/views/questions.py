"""What the address of leadership's lists asks for: a campaign, a figure, and what it is narrowed to."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from registry.models import Campaign, Sector, Unit
from registry.queries import likeness, places, placing, silence, statistics, units
from registry.queries.indicators import INDICATORS, Indicator
from registry.queries.places import FIRST
from registry.queries.placing import NOT_ALLOCATED, OTHERS, OWN, WHOLE
from registry.vocabulary import Level, SubmitterType, UnitsAsOf

from . import unit_tables
from .queues import running

LONGEST = 200  # characters of a search


def campaign_of(asked: str, campaigns: list[Campaign]) -> tuple[Campaign, list[str]]:
    """The campaign of the year asked for; without one the newest that has begun, with a note where there is no such year."""
    if found := next((row for row in campaigns if str(row.year) == asked), None):
        return found, []
    newest = running(campaigns)
    said = _("There is no such campaign; these are the figures of %(year)s.") % {"year": newest.year}
    return newest, [said] if asked else []


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
    place: str = ""  # a unit by its name, also a former one
    until: date | None = None

    def rows(self, initiatives, **changes):
        narrowed = {"sector": self.sector, **self._narrowed(), **changes}
        rows = statistics.models(self.indicator, self.campaign, initiatives, until=self.until, **narrowed)
        if self.place:
            rows = rows.filter(self.meant.condition)
        return rows.matching(self.query) if self.query else rows

    @cached_property
    def meant(self) -> likeness.Meant:
        """The units that are meant by the place."""
        return likeness.meant(self.place)

    def fields(self, initiatives) -> list[tuple[str, str, int]]:
        """How many of the models lie in each field, whichever field was asked for: (code, name, number)."""
        is_counted = not (self.query or self.place or self.until)
        kept = statistics.fields_behind(self.indicator, self.campaign, **self._narrowed()) if is_counted else None
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
            "until": self.until.isoformat() if self.until else "",
            "place": self.place,
            "q": self.query,
            **changes,
        }
        path = reverse(name, args=[table] if table else [])
        return f"{path}?{urlencode({key: value for key, value in asked.items() if value})}"

    def forget_nonsense(self):
        """Leave out a field or a unit that does not exist. Asked only where nothing was found, for it costs two questions."""
        if self.sector and not Sector.objects.filter(code=self.sector).exists():
            self.sector = ""
            self.notes.append(_("There is no such field; these are the models of all fields."))
        if self.unit and not placing.knows(self.unit):
            self.unit = ""
            self.notes.append(_("There is no such unit; these are the models of all units."))

    def in_words(self, fields: list[tuple]) -> str:
        """What the figure was narrowed to: unit, field, submitter type, level, day, search. `fields` are those of `fields`."""
        parts = [
            self._unit_name(),
            next((name for code, name, _number in fields if code == self.sector), ""),
            SubmitterType(self.type).label if self.type else "",
            statistics.level_labels(self.campaign)[Level(self.level)] if self.level else "",
            _("submitted until %(day)s") % {"day": date_format(self.until, "SHORT_DATE_FORMAT")} if self.until else "",
            self._place_name(),
            f"“{self.query}”" if self.query else "",
        ]
        return capfirst(" · ".join(str(part) for part in parts if part))

    def _place_name(self) -> str:
        """The unit of today that was chosen, else the words that were typed."""
        said = self.meant.said if self.place else ""
        return f"“{said}”" if said and said == self.place else said

    def _unit_name(self) -> str:
        match self.unit:
            case "":
                return ""
            case key if key == OTHERS:
                return _("all units after the first %(number)s") % {"number": FIRST}
            case key if key == NOT_ALLOCATED:
                return _("not allocated to any unit of today")
        unit = Unit.objects.filter(key=placing.bare(self.unit)).prefetch_related("names").first()
        if not unit:
            return self.unit
        if self.as_of == UnitsAsOf.TODAY:
            return _("%(unit)s, by the units of today") % {"unit": unit}
        name = units.name_on(unit, self.campaign.cutoff_on)
        if self.unit.endswith(WHOLE):
            return _("%(unit)s, with the units that it carries on") % {"unit": name}
        return _("%(district)s itself") % {"district": name} if self.unit.endswith(OWN) else name


def asked_of(parameters, campaigns: list[Campaign], among: set[int] | None = None) -> Asked:
    """What the address asks for; `among` are the units of the reader, from whose table a line is opened."""
    campaign, notes = campaign_of(parameters.get("campaign", ""), campaigns)
    figure = parameters.get("indicator", "")
    indicator = silence.overdue(campaign)[figure] if figure in silence.OVERDUE else INDICATORS.get(figure)
    if figure and not indicator:
        notes.append(_("There is no such figure; these are the registered models."))
    return Asked(
        campaign,
        indicator or INDICATORS["registered"],
        parameters.get("sector", "").replace("\0", ""),
        type=_one_of(SubmitterType, parameters.get("type", "")),
        level=_one_of(Level, parameters.get("level", "")),
        unit=parameters.get("unit", "").replace("\0", ""),
        query=parameters.get("q", "")[:LONGEST].replace("\0", ""),
        notes=notes,
        as_of=unit_tables.units_of(parameters),
        sort=unit_tables.sort_of(parameters),
        among=among,
        place=parameters.get("place", "")[:LONGEST].replace("\0", "").strip(),
        until=_day(parameters.get("until", "")),
    )


def _one_of(choices, value: str) -> str:
    return value if value in choices.values else ""


def _day(value: str) -> date | None:
    """A day written YYYY-MM-DD, of the years that a campaign can have."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if 2000 <= day.year < 3000 else None
