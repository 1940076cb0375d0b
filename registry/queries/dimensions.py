"""Where a group of models stands in one dimension of a table: its key, what the lines are called, which models stand there."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from registry.models import Campaign, Measure, Recognition, Sector, Unit
from registry.vocabulary import Level, Novelty, RecognitionState, Source, Status, SubmitterType, UnitsAsOf

from . import placing, units

NONE = "none"  # the key of what has no value in a dimension, in addresses
LEVEL, SOURCE, MEASURE = "level", "source", "measure"


@dataclass(frozen=True)
class Line:
    """One value of a dimension: the key in addresses, and its name."""

    key: str
    name: str


@dataclass
class Dimension:
    """A dimension whose value stands in one column of the model, or of the row of a sum (`is_of_rows`)."""

    dimension: str
    paths: tuple[str, ...]
    names: list[tuple[str, object]] = field(default_factory=list)
    is_of_rows: bool = False
    nowhere: str = ""  # what the line of those without a value is called

    def key(self, values: tuple) -> str:
        """The key of the line to which these values of `paths` belong."""
        return NONE if values[0] in (None, "") else str(values[0])

    def condition(self, key: str, among: QuerySet) -> Q:
        """The models of one line; `among` are those of which it is asked."""
        if key == NONE:
            return Q(**{f"{self.paths[0].partition('__')[0]}__isnull": True})
        return Q(**{self.paths[0]: key}) if key in dict(self.names) else Q(pk__in=[])

    def named(self, keys: Iterable[str]) -> list[Line]:
        """The lines with these keys, in the order of the dimension; what has no value stands last."""
        found = [Line(key, str(name)) for key, name in self.names if key in keys]
        return [*found, Line(NONE, self.nowhere or _("Not stated"))] if NONE in keys else found


class Levels(Dimension):
    """The levels at which a recognition stands: a model stands at each of its levels, so each is counted for itself.

    It has no path: of a join to the recognitions, SQLite reads all that stand for each model.
    """

    keys = (*Level.values, NONE)

    def condition(self, key, among):
        standing = Recognition.objects.filter(state=RecognitionState.STANDING).order_by()
        if key == NONE:
            return ~Q(pk__in=standing.values("initiative"))
        return Q(pk__in=standing.filter(level=key).values("initiative"))


class Units(Dimension):
    """Units of that time, units of today, or former districts: what a model's own unit leads to, by `places`."""

    def __init__(self, dimension: str, campaigns: list[Campaign], paths: tuple[str, ...], nowhere: str = ""):
        super().__init__(dimension, paths, nowhere=nowhere)
        self._campaigns = campaigns
        self._known = {pk: (key, label) for pk, key, label in Unit.objects.values_list("pk", "key", "label")}  # in their order
        self._then: dict[int, placing.Then] = {}
        if dimension == "district":
            self._then = {campaign.pk: placing.Then(campaign) for campaign in campaigns}
        self._heirs = units.heirs_of() if dimension == UnitsAsOf.TODAY else {}

    def key(self, values):
        match self.dimension:
            case "district":
                campaign, unit = values
                found = self._then[campaign].district(unit)
            case UnitsAsOf.TODAY:
                unit, allocated = values
                found = self._heirs[unit] or (allocated and self._heirs[allocated])
            case _:
                [found] = values
        return self._known[found][0] if found else NONE

    def condition(self, key, among):
        found = among.order_by().values_list(*self.paths).distinct()
        together = defaultdict(list)
        for values in found:
            if self.key(values) == key:
                together[values[:-1]].append(values[-1])
        condition = Q(pk__in=[])
        for values, last in together.items():
            narrow = Q(**dict(zip(self.paths, values, strict=False)))
            is_open = Q(**{f"{self.paths[-1]}__isnull": True}) if None in last else Q(pk__in=[])
            condition |= narrow & (is_open | Q(**{f"{self.paths[-1]}__in": [one for one in last if one is not None]}))
        return condition

    def named(self, keys):
        day = max(campaign.cutoff_on for campaign in self._campaigns)
        wanted = {pk: key for pk, (key, _label) in self._known.items() if key in keys}
        then = {} if self.dimension == UnitsAsOf.TODAY else units.names_on(wanted, day)
        self.names = [(key, then.get(pk, self._known[pk][1])) for pk, key in wanted.items()]
        return super().named(keys)


def of(dimension: str, question) -> Dimension:
    """The dimension of that key for a `pivots.Question`."""
    campaigns = question.campaigns
    match dimension:
        case "sector":
            return Dimension("sector", ("sector__code",), [(sector.code, sector) for sector in Sector.objects.all()])
        case "type":
            return Dimension("type", ("submitter_type",), SubmitterType.choices)
        case "novelty":
            return Dimension("novelty", ("novelty",), Novelty.choices)
        case "status":
            return Dimension("status", ("status",), Status.choices)
        case "year":
            return Dimension("year", (f"{question.path}__year",), [(str(one.year), one.year) for one in campaigns])
        case "level":
            return Levels(LEVEL, (), Level.choices, nowhere=_("Without a standing recognition"))
        case "source":
            return Dimension(SOURCE, ("source",), Source.choices, is_of_rows=True)
        case "measure":
            measures = [(measure.code, measure) for measure in Measure.objects.all()]
            return Dimension(MEASURE, ("measure__code",), measures, is_of_rows=True)
        case "district":
            return Units("district", campaigns, (question.path, "unit"), _("Without a district"))
    if question.units == UnitsAsOf.TODAY:
        return Units(UnitsAsOf.TODAY, campaigns, ("unit", "allocated_unit"), _("Not allocated"))
    return Units("unit", campaigns, ("unit",))
