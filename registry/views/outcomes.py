"""Leadership: what was given and what was reached over all models, the models behind each number, quoted figures apart."""

from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from registry import amounts
from registry.exchange import exports
from registry.models import Measure, Sector
from registry.queries import initiatives as lists
from registry.queries import statistics, sums, totals
from registry.queries.indicators import INDICATORS
from registry.vocabulary import ContributionKind, Source, Stage, SubmitterType

from . import leadership
from .figures import SumCell
from .questions import asked_of

ROWS = 25


@require_safe
def outcomes(request):
    """A campaign's contributions by source and outcomes by measure; each number opens exactly its models."""
    leadership.require_leading(request.user)
    if not (campaigns := statistics.campaigns()):
        return render(request, "registry/leadership/leadership.html", {"campaign": None})
    asked = _asked(request.GET, campaigns)
    initiatives = asked.of(request.user)
    given, reached = asked.added_up(request.user, initiatives)
    left_out, quoted = sums.duplicates(initiatives).count(), sums.quoted()
    periods = {figure.period for figure in quoted}
    context = {
        "asked": asked,
        "campaigns": [(one, asked.address(campaign=one.year)) for one in campaigns],
        "scope": leadership.scope_in_words(request.user),
        "counted": sums.counted(initiatives).count(),
        "left_out": left_out and SumCell(str(left_out), asked.models_address(left_out=1), left_out),
        "sources": _sources(asked, given),
        "per_person": _per_person(asked, sums.per_person(initiatives)),
        "measures": [_measure(asked, line) for line in reached],
        "quoted": [_quoted(figure) for figure in quoted],
        "quoted_period": periods.pop() if len(periods) == 1 else "",
        "types": SubmitterType,
        "csv": {table: asked.address("leadership-outcomes-csv", table) for table in ("contributions", "outcomes")},
    }
    return render(request, "registry/leadership/outcomes.html", context)


@require_safe
def models(request):
    """Exactly the models of which one number is made, each with what it brings, and the number above them."""
    leadership.require_leading(request.user)
    if not (campaigns := statistics.campaigns()):
        return render(request, "registry/leadership/leadership.html", {"campaign": None})
    asked = _asked(request.GET, campaigns)
    initiatives = asked.of(request.user)
    page = lists.page_by_code(asked.rows(initiatives), request.GET, ROWS, asked.campaign)
    said = sums.said_by(page.rows, asked.figure) if asked.figure else {}
    for row in page.rows:
        row.said = [_brings(asked, figure) for figure in said.get(row.pk, ())]
    quantity = sums.quantity(initiatives, asked.figure) if asked.figure else None
    context = {
        "asked": asked,
        "page": page,
        "total": quantity.models if quantity else asked.rows(initiatives).count(),
        "sum": quantity.said(asked.unit) if quantity else "",
        "overview": asked.address(),
        "csv": asked.figure and asked.address("leadership-outcomes-csv", "models", **asked.figure_parameters()),
    }
    return render(request, "registry/leadership/outcome_models.html", context)


@require_safe
def table(request, table):
    """One of the two tables, or the rows behind a number, as CSV."""
    leadership.require_leading(request.user)
    campaigns = statistics.campaigns()
    if table not in TABLES or not campaigns:
        raise Http404
    asked = _asked(request.GET, campaigns)
    return leadership.as_csv(TABLES[table](asked, asked.of(request.user)), f"{asked.campaign.year}-{table}")


def _models_table(asked, initiatives):
    if not asked.figure:
        raise Http404
    return exports.figures_behind(sums.rows_behind(initiatives, asked.figure), asked.campaign)


TABLES = {
    "contributions": lambda asked, initiatives: exports.contributions(sums.contributions(initiatives)),
    "outcomes": lambda asked, initiatives: exports.outcomes(sums.outcomes(initiatives)),
    "models": _models_table,
}


# ---- what the address asks for ----


def _asked(parameters, campaigns) -> "Asked":
    """Campaign, field and submitter type that the address names, and the figure whose models are asked for."""
    found = asked_of(parameters, campaigns)
    asked = Asked(found.campaign, found.sector, found.type, found.notes, list(Sector.objects.all()))
    if asked.sector and asked.sector not in {sector.code for sector in asked.sectors}:
        asked.sector = ""
        asked.notes.append(_("There is no such field; these are the models of all fields."))
    asked.left_out = parameters.get("left_out") == "1"
    if asked.left_out:
        return asked
    stage = parameters.get("stage", "")
    stage = stage if stage in Stage.values else Stage.ACHIEVED.value
    code, kind, source = (parameters.get(name, "") for name in ("measure", "kind", "source"))
    if code and (measure := Measure.objects.filter(code=code.replace("\0", "")).first()):
        asked.measure, asked.figure = measure, sums.Asked(stage, measure=measure.code)
    elif kind in ContributionKind.values:
        source = source if source in Source.values else ""
        asked.figure = sums.Asked(stage, source=source, kind=kind, per_person=parameters.get("per_person") == "1")
    elif code or kind or source:
        asked.notes.append(_("There is no such figure; these are all models whose figures are counted."))
    return asked


@dataclass
class Asked:
    """Campaign, field and submitter type; for a list, the figure too. What makes no sense was left out, and `notes` say so."""

    campaign: object
    sector: str
    type: str
    notes: list[str]
    sectors: list[Sector]
    figure: sums.Asked | None = None
    measure: Measure | None = None
    left_out: bool = False

    def of(self, user):
        """The registered models that the person leads, narrowed to what is asked for."""
        registered = INDICATORS["registered"]
        initiatives = statistics.led_by(user)
        return statistics.models(registered, self.campaign, initiatives, sector=self.sector, submitter_type=self.type)

    def added_up(self, user, initiatives) -> tuple[list[sums.Given], list[sums.Reached]]:
        """Contributions and outcomes of the registered models `of` the person; kept totals say those of all of them."""
        if self.sector or self.type:
            return sums.contributions(initiatives), sums.outcomes(initiatives)
        return totals.read(self.campaign, statistics.units_led(user))

    def rows(self, initiatives):
        """The models of a list: those behind the figure, the duplicates, or all that count."""
        if self.left_out:
            return sums.duplicates(initiatives)
        return sums.models_with(initiatives, self.figure) if self.figure else sums.counted(initiatives)

    def address(self, name="leadership-outcomes", table="", **changes) -> str:
        """The address of the same question with `changes`."""
        asked = {"campaign": self.campaign.year, "sector": self.sector, "type": self.type, **changes}
        path = reverse(name, args=[table] if table else [])
        return f"{path}?{urlencode({key: value for key, value in asked.items() if value})}"

    def models_address(self, **figure) -> str:
        return self.address("leadership-outcome-models", **figure)

    def figure_parameters(self) -> dict:
        """The figure as it stands in an address."""
        names = ("measure", "source", "kind", "stage")
        return {name: getattr(self.figure, name) for name in names} | {"per_person": int(self.figure.per_person)}

    @property
    def unit(self) -> amounts.Unit:
        return sums.unit_of(self.measure) if self.measure else sums.unit_of_kind(self.figure.kind)

    @property
    def name(self) -> str:
        """What the list is about, for its heading."""
        if self.left_out:
            return _("marked as duplicates")
        if not self.figure:
            return _("whose figures are counted")
        stages = {Stage.TARGET: Stage.TARGET.label, Stage.ACHIEVED: Stage.ACHIEVED.label}
        if self.measure:
            return f"{self.measure}, {stages[self.figure.stage]}"
        stages = {Stage.TARGET: pgettext("contribution", "Planned"), Stage.ACHIEVED: pgettext("contribution", "Given")}
        source = Source(self.figure.source).label if self.figure.source else _("All sources")
        kind = ContributionKind(self.figure.kind).label
        kind = _("%(name)s, of each person") % {"name": kind} if self.figure.per_person else kind
        return f"{source} · {kind}, {stages[self.figure.stage]}"

    @property
    def narrowed(self) -> str:
        """What the numbers were narrowed to, in words: field, submitter type."""
        sector = next((str(one) for one in self.sectors if one.code == self.sector), "")
        return " · ".join(filter(None, [sector, str(SubmitterType(self.type).label) if self.type else ""]))


# ---- what is printed ----


def _cell(asked: Asked, line: sums.Line, stage: str, **figure) -> SumCell | None:
    """None where nothing is said; a quantity without words where nothing is added up."""
    if stage not in line.stages:
        return None
    quantity = line.stages[stage]
    return SumCell(quantity.said(line.unit), asked.models_address(**figure, stage=stage), quantity.models)


def _sources(asked: Asked, lines: list[sums.Given]) -> list[dict]:
    """The table of contributions: for each source, and for all together, its lines by kind."""
    found = []
    for source, its in groupby(lines, key=lambda line: line.source):
        kinds = [
            {
                "name": ContributionKind(line.kind).label,
                "planned": _cell(asked, line, Stage.TARGET, source=source, kind=line.kind),
                "given": _cell(asked, line, Stage.ACHIEVED, source=source, kind=line.kind),
            }
            for line in its
        ]
        name = Source(source).label if source else _("All sources")
        found.append({"name": name, "kinds": kinds, "is_sum": not source})
    return found


def _per_person(asked: Asked, models: dict[tuple[str, str], int]) -> list[SumCell]:
    """Doors to the models that say what each person gives, which stands in no sum."""
    stages = {Stage.TARGET: pgettext("contribution", "Planned"), Stage.ACHIEVED: pgettext("contribution", "Given")}
    return [
        SumCell(
            f"{ContributionKind(kind).label}, {stages[stage]}",
            asked.models_address(kind=kind, stage=stage, per_person=1),
            models[stage, kind],
        )
        for kind in ContributionKind.values
        for stage in stages
        if (stage, kind) in models
    ]


def _measure(asked: Asked, line: sums.Reached) -> dict:
    code = line.measure.code
    return {
        "name": str(line.measure),
        "target": _cell(asked, line, Stage.TARGET, measure=code),
        "achieved": _cell(asked, line, Stage.ACHIEVED, measure=code),
        "share": line.share,
        "adding": line.measure.adding,
    }


def _quoted(figure) -> dict:
    unit = sums.unit_of_quoted(figure)
    said = amounts.qualified(figure.value, figure.qualifier, unit)
    return {"name": str(figure), "said": said, "period": figure.period, "source": figure.source}


def _brings(asked: Asked, row) -> str:
    """What one row brings to the number: its quantity, from whom if several sources are asked for, the period, the note."""
    _name, quantity = sums.printed(row)
    source = "" if asked.measure or asked.figure.source else row.get_source_display()
    return " · ".join(filter(None, [quantity, source, row.period, row.note]))
