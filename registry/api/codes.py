"""The closed lists of the answers: each has a name in the OpenAPI document, and says there what its codes mean."""

from collections.abc import Mapping
from typing import Annotated, Literal

from django.db.models import TextChoices
from django.utils import translation
from pydantic import Field
from typing_extensions import TypeAliasType

from registry.queries.indicators import INDICATORS
from registry.vocabulary import (
    ChangeKind,
    ContributionKind,
    Level,
    Novelty,
    Qualifier,
    RecognitionState,
    Source,
    Stage,
    Status,
    SubmitterType,
    Tier,
    UnitsAsOf,
)


def _closed(name: str, meanings: Mapping[str, str]):
    """A list of codes under a name of its own. What the codes mean is told in English, as all of the document."""
    with translation.override("en"):
        words = "\n".join(f"- `{code}`: {meaning}" for code, meaning in meanings.items())
    return TypeAliasType(name, Annotated[Literal[*meanings], Field(description=words)])


def _of(choices: type[TextChoices]) -> dict[str, str]:
    return {one.value: one.label for one in choices}


StatusCode = _closed(
    "Status",
    {
        Status.SUBMITTED.value: "sent, waiting for a reviewer",
        Status.RETURNED.value: "given back to its unit to be corrected",
        Status.REGISTERED.value: "approved; its results are not reported yet",
        Status.DECLINED.value: "not approved",
        Status.WITHDRAWN.value: "taken out of the campaign by its unit",
        Status.REPORTED.value: "its results are reported",
        Status.RECOGNISED.value: "at least one recognition stands",
        Status.NOT_RECOGNISED.value: "decided against",
        Status.REVOKED.value: "was recognised, and no recognition stands any more",
    },
)
TypeCode = _closed("SubmitterType", _of(SubmitterType))
LevelCode = _closed("Level", _of(Level))
NoveltyCode = _closed("Novelty", _of(Novelty))
AsOfCode = _closed(
    "UnitsAsOf",
    {
        UnitsAsOf.THEN.value: "the units of the campaign’s cut-off day",
        UnitsAsOf.TODAY.value: "the units of today; what no unit carries on alone is not-allocated",
    },
)
TierCode = _closed("Tier", _of(Tier))
ChangeCode = _closed("ChangeKind", _of(ChangeKind))
StageCode = _closed(
    "Stage",
    {
        Stage.TARGET.value: "aimed at when the model was registered",
        Stage.ACHIEVED.value: "reached or given, when its results were reported",
    },
)
SourceCode = _closed("Source", _of(Source))
KindCode = _closed("ContributionKind", _of(ContributionKind))
QualifierCode = _closed("Qualifier", _of(Qualifier))
StateCode = _closed("RecognitionState", _of(RecognitionState))
BaseUnitCode = _closed(
    "BaseUnit",
    {
        "VND": "Vietnamese dong",
        "m": "metres",
        "m2": "square metres",
        "days": "days; of labour, working days",
        "pieces": "things or persons counted one by one",
    },
)
GroupingCode = _closed(
    "Grouping",
    {
        "field": "by field",
        "type": "by submitter type",
        "level": "by level of standing recognitions",
        "unit": "by unit, as `units` says",
    },
)
FigureKey = _closed("FigureKey", {one.key: one.definition for one in INDICATORS.values() if not one.share})
