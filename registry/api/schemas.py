"""The answers: what each field says, in which unit, with an example. No person is named in any of them."""

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field, WithJsonSchema

from .codes import (
    AsOfCode,
    BaseUnitCode,
    ChangeCode,
    GroupingCode,
    KindCode,
    LevelCode,
    NoveltyCode,
    QualifierCode,
    SourceCode,
    StageCode,
    StateCode,
    StatusCode,
    TierCode,
    TypeCode,
)

SAMPLE = "True where the registry is a demonstration: its units are real, its models and numbers are invented."
AFTER = "What leads to the next page, as `after`; null on the last page."
VALUE = "A whole number, counted in `unit`."
PERIOD = 'For which part of the year, as it was written; "" for the whole.'
BASIS = 'The law or decision on which it rests, as it is written; "" where it is not known.'


class Listed(Schema):
    sample_data: bool = Field(description=SAMPLE)


class Page(Listed):
    after: str | None = Field(description=AFTER)


class Named(Schema):
    code: str = Field(description="Lasting; what filters take.", examples=["economy"])
    name: str = Field(description="In the language of the answer.", examples=["Kinh tế"])


class UnitRef(Schema):
    key: str = Field(description="The lasting key of the unit.", examples=["07090-2025"])
    name: str = Field(description="The full name, in Vietnamese.", examples=["phường An Sinh"])


# ---- campaigns ----


class Campaign(Schema):
    year: int = Field(description="What names the campaign everywhere.", examples=[2024])
    theme: str = Field(description='The words under which the year stands; "" where there are none.')
    resolution: str = Field(description='The resolution or plan on which the campaign rests; "" where it is not known.')
    registration_opens: date = Field(description="First day of registration.")
    registration_closes: date = Field(description="Last day of registration, inclusive.")
    reports_open: date = Field(description="First day for reporting results.")
    reports_close: date = Field(description="Last day for reporting results, inclusive.")
    cutoff_on: date = Field(description="The day on which the year is counted, and by which units are named.")
    closed_at: datetime | None = Field(
        description="Since when the figures of the year are closed; later changes are restatements. null: still open."
    )


class Campaigns(Listed):
    items: list[Campaign] = Field(description="Newest first.")


class OneCampaign(Listed, Campaign):
    pass


# ---- units ----


class UnitName(Schema):
    name: str = Field(description="Without its type.", examples=["Bình Dương"])
    full_name: str = Field(description="As it is written inside a sentence.", examples=["xã Bình Dương"])
    type: str = Field(description="In Vietnamese, as it is part of the full name.", examples=["xã"])
    code: str = Field(description="Code of the statistics office in that time. Codes come again: never a key.")
    parent: str | None = Field(description="Key of the unit above in that time; null for the province.", examples=["22-0"])
    valid_from: date | None = Field(description="First day; null means before the data.")
    valid_to: date | None = Field(description="Last day, inclusive; null means until today.")
    legal_basis: str = Field(description=BASIS)


class Succession(Schema):
    unit: str = Field(description="Key of the unit at the other end.")
    name: str = Field(description="Its last full name.")
    kind: ChangeCode = Field(description="How the ended unit ended.")
    is_partial: bool = Field(description="Only a part of the ended unit went there.")
    effective_from: date = Field(description="First day of the new unit.")
    legal_basis: str = Field(description=BASIS)


class Unit(Schema):
    key: str = Field(description="Lasting; it outlives names and codes.", examples=["07090-2025"])
    name: str = Field(description="The full name on the day `as_of`, or the nearest one.", examples=["phường An Sinh"])
    type: str | None = Field(description="In Vietnamese; null for a unit that never had a name.", examples=["phường"])
    parent: str | None = Field(description="Key of the unit above on that day; null for the province.", examples=["22-0"])
    tier: TierCode = Field(description="How high it stands in the tree of units.")
    starts_on: date | None = Field(description="First day of the unit; null means before the data.")
    ends_on: date | None = Field(description="Last day of the unit; null means that it stands.")
    names: list[UnitName] = Field(description="All names, oldest first; they do not overlap.")
    successors: list[Succession] = Field(description="The units that took this one over, whole or in part.")
    predecessors: list[Succession] = Field(description="The units which this one took over, whole or in part.")


class Units(Page):
    items: list[Unit] = Field(description="In the order in which they were entered.")


class OneUnit(Listed, Unit):
    pass


# ---- models ----


class Contribution(Schema):
    stage: StageCode = Field(description="Planned, or given.")
    source: SourceCode = Field(description="From whom it comes.")
    kind: KindCode = Field(description="What is given. In kind: its estimated value in VND.")
    value: int = Field(description=VALUE, examples=[1_300_000_000])
    unit: BaseUnitCode = Field(description="VND for money and in kind, m2 for land, days for labour.", examples=["VND"])
    qualifier: QualifierCode = Field(description="How exact the value is.")
    per_person: bool = Field(description="Of each person; such a value stands in no sum.")
    period: str = Field(description=PERIOD)


class Outcome(Schema):
    stage: StageCode = Field(description="Aimed at, or reached.")
    measure: Named = Field(description="What is measured.", examples=[{"code": "road", "name": "Đường giao thông"}])
    value: int = Field(description=VALUE, examples=[810])
    unit: BaseUnitCode = Field(description="That of the measure.", examples=["m"])
    qualifier: QualifierCode = Field(description="How exact the value is.")
    period: str = Field(description=PERIOD)


class Decision(Schema):
    number: str = Field(description="As it is printed; unique within its body and year.", examples=["06/QĐ-UBND"])
    issued_on: date | None = Field(description="The day printed on it; null where an old paper names none.")
    body: str = Field(description="The issuing body: an office, no person.")


class Recognition(Schema):
    level: LevelCode = Field(description="The level that recognised the model.")
    state: StateCode = Field(description="Whether it stands.")
    decision: Decision = Field(description="The decision that recognised the model.")
    recognised_at: datetime = Field(description="When it was entered; the official day is `decision.issued_on`.")
    ended_at: datetime | None = Field(description="When it was revoked or cancelled; null while it stands.")
    ending_decision: Decision | None = Field(description="The decision that revoked it; null where none did.")


class Model(Schema):
    """One model in one year's campaign. No person is named in it, and no running text of the dossier is given.

    A time that is null has not come, or holds no longer: a model that is reopened loses its `closed_at`.
    """

    code: str = Field(description="Lasting; what names the model everywhere.", examples=["DVK-2024-000123"])
    campaign: int = Field(description="Year of the campaign.", examples=[2024])
    unit: UnitRef = Field(description="The unit that registered it, by its name on the campaign's cut-off day.")
    unit_today: UnitRef | None = Field(
        description="The unit that carries it on today; null where a split left that open and nobody has allocated it."
    )
    status: StatusCode = Field(description="Where it stands in its life.")
    title: str | None = Field(
        description="Name of the model; null where it names a person who has not consented to publication, or may do so, "
        "because personal data were erased.",
    )
    sector: Named = Field(description="The field (lĩnh vực) in which it is registered; `field` among the parameters.")
    submitter_type: TypeCode = Field(description="Who stands behind it; `type` among the parameters.")
    collective_name: str | None = Field(
        description='Name of the collective, "" where there is none; null for the same reasons as `title`.'
    )
    level: LevelCode = Field(description="The level at which it aims.")
    novelty: NoveltyCode = Field(description="Whether it is kept up from an earlier year.")
    continues: str | None = Field(
        description="Code of the model of an earlier year; null where there is none, or none that this key may read."
    )
    is_duplicate: bool = Field(description="Registered a second time; its contributions and outcomes stand in no sum.")
    duplicate_of: str | None = Field(
        description="Code of the first one; null where it is no duplicate, or this key may not read the first one."
    )
    is_restricted: bool = Field(description="Never to be shown outside the scope of the unit: do not publish it.")
    is_public: bool = Field(description="Shown on the public page: recognised and cleared. Do not publish any other.")
    starts_on: date | None = Field(description="First day of the work, as planned; null where none was named.")
    ends_on: date | None = Field(description="Last day of the work, as planned; null where none was named.")
    submitted_at: datetime = Field(description="When it was sent for the last time.")
    registered_at: datetime | None = Field(description="When it was approved.")
    reported_at: datetime | None = Field(description="When its results were reported for the last time.")
    recognised_at: datetime | None = Field(description="When its first recognition was entered.")
    closed_at: datetime | None = Field(description="When it was declined, withdrawn, not recognised or revoked.")
    changed_at: datetime = Field(
        description="When anything of it changed last, but not its unit; what `changed_since` asks for."
    )
    contributions: list[Contribution] = Field(description="What was planned and given.")
    outcomes: list[Outcome] = Field(description="What was aimed at and reached.")
    recognitions: list[Recognition] = Field(description="All that it ever had, oldest first.")


class Models(Page):
    items: list[Model] = Field(description="In the order in which they were begun.")


class OneModel(Listed, Model):
    pass


# ---- figures ----

Number = Annotated[int | float | None, WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "null"}]})]
Numbers = dict[str, Number]
NUMBERS = (
    "Key of the figure (/figures/definitions) to its number: whole, but a rate in per cent with one decimal, null of nothing."
)
SOME_NUMBERS = [{"registered": 2428, "recognised": 1400, "rate": 57.7}]


class FigureRow(Schema):
    key: str | None = Field(
        description="Code of the field, type or level; key of the unit, `…:own` for what a district registered itself, "
        "`not-allocated` for what no unit of today carries on. With /models it opens the rows that were counted.",
        examples=["economy"],
    )
    name: str = Field(description="In the language of the answer; of a unit its full name.")
    figures: Numbers = Field(description=NUMBERS + " By level, only that of the level.", examples=SOME_NUMBERS)


class Figures(Listed):
    campaign: int = Field(description="Year of the campaign.", examples=[2024])
    units: AsOfCode = Field(description="As it was asked.")
    by: GroupingCode | None = Field(description="As it was asked; null without.")
    figures: Numbers = Field(description=NUMBERS, examples=SOME_NUMBERS)
    rows: list[FigureRow] = Field(description="Empty without `by`.")


class Definition(Schema):
    key: str = Field(description="Lasting.", examples=["registered"])
    name: str = Field(description="In the language of the answer.")
    definition: str = Field(description="Exactly what is counted.")
    share: list[str] | None = Field(
        description="Of a rate: the figure that is the part, and the one that is the whole; null of a number."
    )


class Definitions(Listed):
    items: list[Definition] = Field(description="In the order of the pages.")
