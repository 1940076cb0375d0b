"""The figures of the catalogue, and the exact words of each."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _
from ninja import Query, Router

from registry import rules
from registry.queries import api as questions
from registry.queries.indicators import AT_LEVEL, INDICATORS, Figures
from registry.vocabulary import ApiScope, Level, SubmitterType

from . import problems, schemas
from .campaigns import campaign_of
from .keys import Key
from .parameters import FigureParameters

router = Router(tags=["Figures"], auth=Key(ApiScope.FIGURES))


@router.get("", response=schemas.Figures, url_name="api-figures", operation_id="figures", summary="Figures of a campaign")
def figures(request, asked: Query[FigureParameters]):
    """What leadership's pages count, of the units which the account of the key leads or reviews. Scope: `figures`.

    `by` adds rows by field, submitter type, level of standing recognitions, or unit. By unit, `units=then` takes the units
    of the campaign's cut-off day and `units=today` those of today; rows by field, type and unit add up to the whole.
    """
    owner = request.auth.owner
    if not rules.may_lead(owner):
        raise problems.Refusal(403, _("The account of this key reads no figures."))
    campaign = campaign_of(asked.campaign)
    counted = questions.figures(campaign, owner)
    whole = counted.figures(campaign)
    match asked.by:
        case "field":
            rows = [_row(row.key, row.name, row.figures) for row in counted.sectors(campaign)]
        case "type":
            types = counted.types(campaign)
            rows = [_row(one.value, str(one.label), types[one.value]) for one in SubmitterType]
        case "level":
            rows = [_row(one.value, str(one.label), whole, [AT_LEVEL[one].key]) for one in Level]
        case "unit":
            lines = questions.figures_by_unit(campaign, owner, asked.units)
            rows = [_row(line.key, line.name, line.figures) for line in lines]
        case _:
            rows = []
    return {
        "sample_data": settings.DEMO,
        "campaign": campaign.year,
        "units": asked.units,
        "by": asked.by,
        "figures": numbers(whole),
        "rows": rows,
    }


@router.get(
    "/definitions",
    response=schemas.Definitions,
    url_name="api-figure-definitions",
    operation_id="figure_definitions",
    summary="What each figure counts",
)
def definitions(request):
    """The catalogue: key, name and exact wording of each figure. Scope: `figures`."""
    problems.require_known(request)
    items = [
        {"key": one.key, "name": str(one.name), "definition": str(one.definition), "share": list(one.share) or None}
        for one in INDICATORS.values()
    ]
    return {"sample_data": settings.DEMO, "items": items}


def numbers(found: Figures, keys: Iterable[str] = tuple(INDICATORS)) -> dict:
    """As JSON gives them: whole numbers, rates with one decimal."""
    return {key: float(found[key]) if INDICATORS[key].share and found[key] is not None else found[key] for key in keys}


def _row(key: str, name: str, found: Figures, keys: Iterable[str] = tuple(INDICATORS)) -> dict:
    return {"key": key, "name": name, "figures": numbers(found, keys)}
