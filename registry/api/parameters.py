"""What can be asked, and what is nonsense. Each parameter says of itself what it has to be (`problems.PARAMETERS`)."""

import base64
import re
from datetime import date, datetime
from typing import Literal

from django.core import signing
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from ninja import Schema
from pydantic import Field, ValidationInfo, field_validator, model_validator

from registry.queries.indicators import INDICATORS
from registry.vocabulary import Level, Status, SubmitterType, UnitsAsOf

from . import problems

USUAL_LIMIT, LARGEST_LIMIT = 50, 200
CURSOR = signing.Signer(salt="registry.api.after", sep=".")

# Codes as they stand in the answers; the classes of `vocabulary` would bring their own words into the document.
StatusCode = Literal[*(status.value for status in Status if status != Status.DRAFT)]
TypeCode = Literal[*SubmitterType.values]
LevelCode = Literal[*Level.values]
AsOfCode = Literal[*UnitsAsOf.values]
FigureKey = Literal[*(key for key, indicator in INDICATORS.items() if not indicator.share)]


def about(name: str, **more):
    """A parameter that may be left out."""
    return Field(default=None, description=problems.PARAMETERS[name], **more)


class Parameters(Schema):
    """Parameters of one question. One that is not among them is refused."""

    @model_validator(mode="after")
    def only_known(self, info: ValidationInfo):
        problems.require_known(info.context["request"], type(self).model_fields)
        return self


class Paged(Parameters):
    """A list that is read page by page: `after` leads on from the last row of the page before."""

    after: str | None = about("after", max_length=200)
    limit: int = Field(USUAL_LIMIT, ge=1, le=LARGEST_LIMIT, description=problems.PARAMETERS["limit"])

    @field_validator("after")
    @classmethod
    def made_by_us(cls, value):
        if value and place_of(value) is None:
            raise ValueError(value)
        return value


class UnitParameters(Paged):
    as_of: date | None = about("as_of")
    q: str | None = about("q", max_length=200)

    @field_validator("as_of", mode="before")
    @classmethod
    def a_day(cls, value):
        if value is not None and not (isinstance(value, str) and parse_date(value)):
            raise ValueError(value)
        return value


class ModelParameters(Paged):
    campaign: int | None = about("campaign", ge=2000, le=2999)
    field: str | None = about("field", max_length=32)
    type: TypeCode | None = about("type")
    status: list[StatusCode] | None = about("status")
    level: LevelCode | None = about("level")
    recognised_level: LevelCode | None = about("recognised_level")
    unit: str | None = about("unit", pattern=r"^[0-9A-Za-z-]{1,32}(:own)?$")
    units: AsOfCode = Field(UnitsAsOf.THEN.value, description=problems.PARAMETERS["units"])
    figure: FigureKey | None = about("figure")
    changed_since: datetime | None = about("changed_since")

    @field_validator("changed_since", mode="before")
    @classmethod
    def a_time(cls, value):
        """A plus sign that nobody escaped comes as a space; a time without a zone is that of the registry."""
        if value is None:
            return None
        found = parse_datetime(re.sub(r" (\d\d:?\d\d)$", r"+\1", value))
        if not found and (day := parse_date(value)):
            found = datetime(day.year, day.month, day.day)
        if not found or not 2000 <= found.year < 3000:
            raise ValueError(value)
        return timezone.make_aware(found) if timezone.is_naive(found) else found


class FigureParameters(Parameters):
    campaign: int = Field(ge=2000, le=2999, description=problems.PARAMETERS["campaign"])
    units: AsOfCode = Field(UnitsAsOf.THEN.value, description=problems.PARAMETERS["units"])
    by: Literal["field", "type", "level", "unit"] | None = about("by")


def cursor(place: int) -> str:
    """What leads on behind a row; nobody else can make one."""
    return base64.urlsafe_b64encode(CURSOR.sign(str(place)).encode()).decode().rstrip("=")


def place_of(value: str) -> int | None:
    """The place to which a cursor leads, None if it is none."""
    try:
        return int(CURSOR.unsign(base64.urlsafe_b64decode(value + "=" * (-len(value) % 4)).decode()))
    except (ValueError, signing.BadSignature):
        return None
