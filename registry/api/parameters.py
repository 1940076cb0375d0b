"""What can be asked, and what is nonsense. Each parameter says of itself what it has to be (`problems.PARAMETERS`)."""

import base64
import re
from datetime import date, datetime
from typing import ClassVar

from django.core import signing
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from ninja import Schema
from pydantic import Field, ValidationInfo, field_validator, model_validator

from registry.vocabulary import UnitsAsOf

from . import problems
from .codes import AsOfCode, FigureKey, GroupingCode, LevelCode, StatusCode, TypeCode

USUAL_LIMIT, LARGEST_LIMIT = 50, 200
CURSOR = signing.Signer(salt="registry.api.after", sep=".")


def about(name: str, **more):
    """A parameter that may be left out."""
    return Field(default=None, description=problems.PARAMETERS[name], **more)


class Parameters(Schema):
    """Parameters of one question. One that is not among them is refused, and one that comes twice unless it is of `several`."""

    several: ClassVar[tuple[str, ...]] = ()

    @model_validator(mode="after")
    def only_known(self, info: ValidationInfo):
        problems.require_known(info.context["request"], type(self).model_fields, self.several)
        return self


class Paged(Parameters):
    """A list that is read page by page: `after` leads on from the last row of the page before."""

    after: str | None = about("after", min_length=1, max_length=200)
    limit: int = Field(USUAL_LIMIT, ge=1, le=LARGEST_LIMIT, description=problems.PARAMETERS["limit"])

    @field_validator("after")
    @classmethod
    def made_by_us(cls, value):
        if value is not None and place_of(value) is None:
            raise ValueError(value)
        return value


class UnitParameters(Paged):
    as_of: date | None = about("as_of", examples=["2024-10-31"])
    q: str | None = about("q", min_length=1, max_length=200, examples=["binh duong"])

    @field_validator("as_of", mode="before")
    @classmethod
    def a_day(cls, value):
        """A day of the calendar, written as one: pydantic alone would take seconds since 1970 for a day."""
        found = parse_date(value) if value is not None else None
        if value is not None and not found:
            raise ValueError(value)
        return found


class ModelParameters(Paged):
    several: ClassVar[tuple[str, ...]] = ("status",)

    campaign: int | None = about("campaign", ge=2000, le=2999, examples=[2024])
    field: str | None = about("field", min_length=1, max_length=32, examples=["economy"])
    type: TypeCode | None = about("type")
    status: list[StatusCode] | None = about("status")
    level: LevelCode | None = about("level")
    recognised_level: LevelCode | None = about("recognised_level")
    unit: str | None = about("unit", pattern=r"^[0-9A-Za-z-]{1,32}(:own)?$", examples=["07090-2025"])
    units: AsOfCode = Field(UnitsAsOf.THEN.value, description=problems.PARAMETERS["units"])
    figure: FigureKey | None = about("figure")
    changed_since: datetime | None = about("changed_since", examples=["2026-10-31T08:00:00+07:00"])

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
    campaign: int = Field(ge=2000, le=2999, description=problems.PARAMETERS["campaign"], examples=[2024])
    units: AsOfCode = Field(UnitsAsOf.THEN.value, description=problems.PARAMETERS["units"])
    by: GroupingCode | None = about("by")


def cursor(place: int) -> str:
    """What leads on behind a row; nobody else can make one."""
    return base64.urlsafe_b64encode(CURSOR.sign(str(place)).encode()).decode().rstrip("=")


def place_of(value: str) -> int | None:
    """The place to which a cursor leads, None if it is none."""
    try:
        return int(CURSOR.unsign(base64.urlsafe_b64decode(value + "=" * (-len(value) % 4)).decode()))
    except (ValueError, signing.BadSignature):
        return None
