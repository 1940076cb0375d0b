"""Some sixty models of all kinds in two campaigns, for tests that compare figures with plain counting."""

from datetime import date
from itertools import cycle
from types import SimpleNamespace

from registry.vocabulary import Level, Novelty, Status, SubmitterType
from tests import make

SECTORS = ("economy", "culture", "defence", "security", "politics")
LEVELS = (Level.GRASSROOTS, Level.DISTRICT, Level.PROVINCE)


def closed_campaign(year: int):
    """A campaign of the past, counted on 31 October."""
    opens, closes, cutoff = date(year, 2, 1), date(year, 5, 15), date(year, 10, 31)
    return make.campaign(year, registration_opens=opens, registration_closes=closes, cutoff_on=cutoff)


def models(world) -> SimpleNamespace:
    """`then` (2023) and `now` (2024) campaigns; 2024 holds every status in four units, 2023 a few recognised models.

    Some withdrawn models were never approved. Of the recognised ones every third holds a second level.
    """
    now, then = closed_campaign(2024), closed_campaign(2023)
    decisions = {level: make.decision(level, campaign=now) for level in LEVELS}
    units = cycle([world.binh_duong, world.binh_duong, world.an_sinh, world.duc_chinh, world.dong_trieu])
    sectors, types = cycle(map(make.sector, SECTORS)), cycle([SubmitterType.COLLECTIVE] * 3 + [SubmitterType.INDIVIDUAL])
    statuses = [*Status, *[Status.RECOGNISED] * 3, Status.REPORTED]
    levels = cycle(LEVELS)
    for place in range(58):
        status = statuses[place % len(statuses)]
        type_ = next(types)
        level = next(levels)
        changes = {"collective_name": ""} if type_ == SubmitterType.INDIVIDUAL else {}
        if status == Status.WITHDRAWN and place // len(statuses) % 2:
            changes |= {"registered_at": None, "opened_at": None, "status_before": Status.SUBMITTED}
        row = make.initiative(
            status,
            next(units),
            campaign=now,
            sector=next(sectors),
            submitter_type=type_,
            novelty=Novelty.CONTINUED if place % 3 == 0 else Novelty.NEW,
            decision=decisions[level],
            title=f"Mô hình số {place}",
            **changes,
        )
        if status == Status.RECOGNISED and place % 3 == 0:
            make.recognition(row, decisions[LEVELS[(LEVELS.index(level) + 1) % 3]])
    for status in (Status.RECOGNISED, Status.RECOGNISED, Status.REPORTED, Status.DRAFT):
        make.initiative(status, world.binh_duong, campaign=then)
    return SimpleNamespace(now=now, then=then)
