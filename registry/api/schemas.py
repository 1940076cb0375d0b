"""The answers: what each field says, in which unit, with an example. No person is named in any of them."""

from datetime import date, datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

from registry.vocabulary import ChangeKind, ContributionKind, Novelty, Qualifier, RecognitionState, Source, Stage, Tier

from .parameters import AsOfCode, LevelCode, StatusCode, TypeCode

SAMPLE = "True where the registry is a demonstration: its units are real, its models and numbers are invented."
AFTER = "What leads to the next page, as `after`; null on the last page."
VALUE = "A whole number in the base unit of its kind: VND, m2, m, days or pieces."


class Listed(Schema):
    sample_data: bool = Field(description=SAMPLE)


class Page(Listed):
    after: str | None = Field(description=AFTER)


class Named(Schema):
    code: str = Field(examples=["economy"])
    name: str = Field(description="In the language of the answer.", examples=["Kinh tế"])


class UnitRef(Schema):
    key: str = Field(description="The lasting key of the unit.", examples=["07090-2025"])
    name: str = Field(examples=["phường An Sinh"])


# ---- campaigns ----


class Campaign(Schema):
    year: int = Field(examples=[2024])
    theme: str
    resolution: str = Field(description="Number of the resolution on which the campaign rests.")
    registration_opens: date = Field(description="First day of registration.")
    registration_closes: date = Field(description="Last day of registration, inclusive.")
    reports_open: date
    reports_close: date
    cutoff_on: date = Field(description="The day on which the year is counted, and by which units are named.")
    closed_at: datetime | None = Field(
        description="Since when the figures of the year are closed; later changes are restatements."
    )


class Campaigns(Listed):
    items: list[Campaign] = Field(description="Newest first.")


class OneCampaign(Listed, Campaign):
    pass


# ---- units ----


class UnitName(Schema):
    name: str = Field(examples=["Bình Dương"])
    full_name: str = Field(description="As it is written inside a sentence.", examples=["xã Bình Dương"])
    type: str = Field(examples=["xã"])
    code: str = Field(description="Code of the statistics office in that time. Codes come again: never a key.")
    parent: str | None = Field(description="Key of the unit above in that time.")
    valid_from: date | None = Field(description="First day; null means before the data.")
    valid_to: date | None = Field(description="Last day, inclusive; null means until today.")
    legal_basis: str


class Succession(Schema):
    unit: str = Field(description="Key of the unit at the other end.")
    name: str
    kind: Literal[*ChangeKind.values]
    is_partial: bool = Field(description="Only a part of the ended unit went there.")
    effective_from: date
    legal_basis: str


class Unit(Schema):
    key: str = Field(description="Lasting; it outlives names and codes.", examples=["07090-2025"])
    name: str = Field(description="The full name on the day `as_of`, or the nearest one.", examples=["phường An Sinh"])
    type: str | None = Field(examples=["phường"])
    parent: str | None = Field(description="Key of the unit above on that day.", examples=["22-0"])
    tier: Literal[*Tier.values]
    starts_on: date | None = Field(description="First day of the unit; null means before the data.")
    ends_on: date | None = Field(description="Last day of the unit; null means that it stands.")
    names: list[UnitName] = Field(description="All names, oldest first; they do not overlap.")
    successors: list[Succession] = Field(description="The units that took this one over, whole or in part.")
    predecessors: list[Succession] = Field(description="The units which this one took over, whole or in part.")


class Units(Page):
    items: list[Unit]


class OneUnit(Listed, Unit):
    pass


# ---- models ----


class Contribution(Schema):
    stage: Literal[*Stage.values] = Field(description="target: planned; achieved: given.")
    source: Literal[*Source.values]
    kind: Literal[*ContributionKind.values]
    value: int = Field(description=VALUE + " In kind: its estimated value in VND.", examples=[1_300_000_000])
    unit: Literal["VND", "m2", "days"]
    qualifier: Literal[*Qualifier.values] = Field(description="How exact the value is.")
    per_person: bool = Field(description="Of each person; such a value stands in no sum.")
    period: str


class Outcome(Schema):
    stage: Literal[*Stage.values] = Field(description="target: aimed at; achieved: reached.")
    measure: Named
    value: int = Field(description=VALUE, examples=[810])
    unit: Literal["VND", "m", "m2", "days", "pieces"]
    qualifier: Literal[*Qualifier.values] = Field(description="How exact the value is.")
    period: str


class Decision(Schema):
    number: str = Field(examples=["06/QĐ-UBND"])
    issued_on: date | None
    body: str = Field(description="The issuing body: an office, no person.")


class Recognition(Schema):
    level: LevelCode
    state: Literal[*RecognitionState.values]
    decision: Decision
    recognised_at: datetime
    ended_at: datetime | None
    ending_decision: Decision | None = Field(description="The decision that revoked it.")


class Model(Schema):
    """One model in one year's campaign. No person is named in it, and no running text of the dossier is given."""

    code: str = Field(examples=["DVK-2024-000123"])
    campaign: int = Field(description="Year of the campaign.", examples=[2024])
    unit: UnitRef = Field(description="The unit that registered it, by its name on the campaign's cut-off day.")
    unit_today: UnitRef | None = Field(
        description="The unit that carries it on today; null where a split left that open and nobody has allocated it."
    )
    status: StatusCode
    title: str | None = Field(
        description="Name of the model; null where it names a person who has not consented to publication.",
    )
    sector: Named = Field(description="The field in which it is registered.")
    submitter_type: TypeCode
    collective_name: str | None = Field(
        description='Name of the collective, "" where there is none; null where it names a person who has not consented.'
    )
    level: LevelCode = Field(description="The level at which it aims.")
    novelty: Literal[*Novelty.values]
    continues: str | None = Field(description="Code of the model of an earlier year, if this key may read it.")
    is_duplicate: bool = Field(description="Registered a second time; its contributions and outcomes stand in no sum.")
    duplicate_of: str | None = Field(description="Code of the first one, if this key may read it.")
    is_restricted: bool = Field(description="Never to be shown outside the scope of the unit: do not publish it.")
    is_public: bool = Field(description="Shown on the public page: recognised and cleared. Do not publish any other.")
    starts_on: date | None
    ends_on: date | None
    submitted_at: datetime
    registered_at: datetime | None
    reported_at: datetime | None
    recognised_at: datetime | None
    closed_at: datetime | None = Field(description="Declined, withdrawn, not recognised or revoked at.")
    changed_at: datetime
    contributions: list[Contribution]
    outcomes: list[Outcome]
    recognitions: list[Recognition]


class Models(Page):
    items: list[Model]


class OneModel(Listed, Model):
    pass


# ---- figures ----


class FigureRow(Schema):
    key: str | None = Field(
        description="Code of the field, type or level; key of the unit, `…:own` for what a district registered itself, "
        "`not-allocated` for what no unit of today carries on. With /models it opens the rows that were counted.",
        examples=["economy"],
    )
    name: str
    figures: dict[str, int | float | None] = Field(examples=[{"registered": 2428, "recognised": 1400, "rate": 57.7}])


class Figures(Listed):
    campaign: int = Field(examples=[2024])
    units: AsOfCode
    by: Literal["field", "type", "level", "unit"] | None
    figures: dict[str, int | float | None] = Field(
        description="Key of the figure to its number; a rate is in per cent with one decimal, null of nothing.",
        examples=[{"registered": 2428, "recognised": 1400, "rate": 57.7}],
    )
    rows: list[FigureRow] = Field(description="Empty without `by`.")


class Definition(Schema):
    key: str = Field(examples=["registered"])
    name: str
    definition: str = Field(description="Exactly what is counted.")
    share: list[str] | None = Field(description="Of a rate: the figure that is the part, and the one that is the whole.")


class Definitions(Listed):
    items: list[Definition]
