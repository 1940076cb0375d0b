"""The models that the account of the key may see, with their figures and recognitions. Never a draft, never a person."""

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from ninja import Path, Query, Router

from registry import rules
from registry.models import ApiToken, Decision, Initiative, Sector
from registry.queries import api as questions
from registry.queries import placing, statistics
from registry.queries.indicators import AT_LEVEL, INDICATORS
from registry.queries.outcomes import unit_of_kind
from registry.vocabulary import ApiScope, Dimension, Level, UnitsAsOf

from . import problems, schemas
from .campaigns import campaign_of
from .keys import Key
from .parameters import ModelParameters, cursor, place_of

router = Router(tags=["Models"], auth=Key(ApiScope.MODELS))

UNITS = {
    Dimension.MONEY: "VND",
    Dimension.LENGTH: "m",
    Dimension.AREA: "m2",
    Dimension.DAYS: "days",
    Dimension.COUNT: "pieces",
}


@router.get("", response=schemas.Models, url_name="api-models", operation_id="models", summary="Models in scope")
def models(request, asked: Query[ModelParameters]):
    """The submitted models that the account of the key may see, in the order in which they were made. Scope: `models`.

    To keep a copy, read all pages, and then only what `changed_since` five minutes before the last reading began, by the
    `Date` header of its first answer; what comes twice has the same code. So nothing is lost that was submitted or changed
    while you read. A model that its unit took back to a draft is given no more: read all pages now and then.

    `unit` with `units=then` means what that unit registered (of a former district, with a campaign: with all below it);
    with `units=today` what that unit carries on today. With `campaign` and `figure` the answer holds exactly the models
    that /figures counts.
    """
    found = _narrowed(asked, request.auth)
    page = questions.models_page(found, request.auth.owner, place_of(asked.after or ""), asked.limit)
    return {
        "sample_data": settings.DEMO,
        "after": cursor(page.last) if page.last else None,
        "items": [_told(row) for row in page.rows],
    }


@router.get("/{slug:code}", response=schemas.OneModel, url_name="api-model", operation_id="model", summary="One model")
def model(request, code: str = Path(description="The code of the model.", examples=["DVK-2024-000123"])):
    """One model by its code. Scope: `models`. One that the account may not see does not exist here."""
    problems.require_known(request)
    found = questions.model(code, request.auth.owner)
    if not found:
        raise problems.unknown(_("There is no model %(code)s that this key may read.") % {"code": code[:40]})
    return {"sample_data": settings.DEMO, **_told(found)}


def _narrowed(asked: ModelParameters, token: ApiToken) -> QuerySet[Initiative]:
    owner = token.owner
    campaign = campaign_of(asked.campaign) if asked.campaign else None
    rows, among = questions.readable(owner), questions.units_readable(owner)
    if asked.figure:
        if not campaign:
            raise problems.wrong("figure")
        if not rules.may_lead(owner):
            raise problems.Refusal(403, _("The account of this key reads no figures."))
        rows, among = statistics.led_by(owner), statistics.units_led(owner)
        rows = statistics.models(INDICATORS[asked.figure], campaign, rows)
    elif campaign:
        rows = rows.filter(campaign=campaign)
    if asked.unit:
        rows = rows.filter(questions.in_unit(asked.unit, campaign, asked.units, among))
        if asked.unit == placing.OTHERS or not placing.knows(asked.unit) or _is_beyond(asked, among, rows):
            raise problems.unknown(_("There is no unit with the key %(key)s that this key may read.") % {"key": asked.unit})
    if asked.field:
        if not Sector.objects.filter(code=asked.field).exists():
            raise problems.unknown(_("There is no field with the code %(code)s.") % {"code": asked.field})
        rows = rows.filter(sector__code=asked.field)
    if asked.recognised_level:
        rows = rows.filter(AT_LEVEL[Level(asked.recognised_level)].condition)
    plain = {
        "submitter_type": asked.type,
        "level": asked.level,
        "status__in": asked.status,
        "changed_at__gte": asked.changed_since,
    }
    return rows.filter(**{name: value for name, value in plain.items() if value})


def _is_beyond(asked: ModelParameters, among: set[int] | None, rows: QuerySet[Initiative]) -> bool:
    """Whether the unit lies outside of what the account may read. By the units of today one that does can still hold
    models of the account's own former unit.
    """
    return placing.is_beyond(asked.unit, among) and not (asked.units == UnitsAsOf.TODAY and rows.exists())


def _told(row: Initiative) -> dict:
    return {
        "code": row.code,
        "campaign": row.campaign.year,
        "unit": {"key": row.unit.key, "name": row.unit_then},
        "unit_today": row.unit_now and {"key": row.unit_now.key, "name": row.unit_now.label},
        "status": row.status,
        "title": questions.without_names(row, row.title),
        "sector": {"code": row.sector.code, "name": str(row.sector)},
        "submitter_type": row.submitter_type,
        "collective_name": questions.without_names(row, row.collective_name),
        "level": row.level,
        "novelty": row.novelty,
        "continues": row.linked.get(row.continues_id),
        "is_duplicate": row.duplicate_of_id is not None,
        "duplicate_of": row.linked.get(row.duplicate_of_id),
        "is_restricted": row.is_restricted,
        "is_public": questions.is_public(row),
        **{name: getattr(row, name) for name in _SAME},
        "contributions": [_contribution(one) for one in row.contributions.all()],
        "outcomes": [_outcome(one) for one in row.outcomes.all()],
        "recognitions": [_recognition(one) for one in row.recognitions.all()],
    }


_SAME = (
    *("starts_on", "ends_on", "submitted_at", "registered_at", "reported_at"),
    *("recognised_at", "closed_at", "changed_at"),
)


def _contribution(row) -> dict:
    same = ("stage", "source", "kind", "value", "qualifier", "per_person", "period")
    return {name: getattr(row, name) for name in same} | {"unit": UNITS[unit_of_kind(row.kind).dimension]}


def _outcome(row) -> dict:
    same = ("stage", "value", "qualifier", "period")
    measure = {"code": row.measure.code, "name": str(row.measure)}
    return {name: getattr(row, name) for name in same} | {"measure": measure, "unit": UNITS[row.measure.dimension]}


def _recognition(row) -> dict:
    same = ("level", "state", "recognised_at", "ended_at")
    return {name: getattr(row, name) for name in same} | {
        "decision": _decision(row.decision),
        "ending_decision": row.ending_decision and _decision(row.ending_decision),
    }


def _decision(row: Decision) -> dict:
    return {"number": row.number, "issued_on": row.issued_on, "body": row.body.name}
