"""The year: a campaign from opening to report, whose figures follow each step of the services."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from registry.models import Initiative
from registry.services import initiatives, recognition, review
from registry.vocabulary import Level, Status, SubmitterType
from tests import make

FIGURES = {
    "registered": 2428,
    "recognised": 1400,
    "recognised_collective": 1179,
    "recognised_individual": 221,
    "rate": 57.7,
}


def figures_of_command(year: int) -> dict:
    out = StringIO()
    call_command("statistics", str(year), "--json", stdout=out)
    return json.loads(out.getvalue())


@pytest.mark.django_db
def test_a_campaign_from_opening_to_report(world, submitter, reviewer, province_reviewer, leader):
    """2,428 registrations are sent, approved, reported and decided through the services; the figures follow each step."""
    campaign = make.campaign()
    people_ = [SubmitterType.COLLECTIVE] * 2039 + [SubmitterType.INDIVIDUAL] * 389
    rows = [_sent(campaign, world.an_sinh, number, kind) for number, kind in enumerate(people_, start=1)]
    Initiative.objects.bulk_create(rows, batch_size=500)
    assert _figures(campaign) == (0, 0, 0, 0)

    review.approve_many(rows, by=reviewer)
    assert _figures(campaign) == (2428, 0, 0, 0)

    some = initiatives.save(rows[0], by=submitter, facts={"report": "Hoàn thành 810 m đường."})
    assert initiatives.report(some, by=submitter).status == Status.REPORTED

    decision = make.decision(body=make.body(unit=world.an_sinh))
    chosen = rows[:1179] + rows[2039 : 2039 + 221]
    recognition.recognise_many(chosen, by=reviewer, decision=decision)
    assert _figures(campaign) == (2428, 1400, 1179, 221)

    at_province = make.decision(Level.PROVINCE)
    recognition.recognise(rows[1], by=province_reviewer, decision=at_province)
    assert _figures(campaign) == (2428, 1400, 1179, 221)

    found = figures_of_command(campaign.year)
    assert {key: found[key] for key in FIGURES} == FIGURES
    assert {row["code"]: row["recognised"] for row in found["by_level"] if row["recognised"]} == {
        "grassroots": 1400,
        "province": 1,
    }


def _sent(campaign, unit, number: int, kind: SubmitterType) -> Initiative:
    values = {name: value for name, value in make.facts().items() if not name.startswith("person_")}
    values |= {"submitter_type": kind} | ({"collective_name": ""} if kind == SubmitterType.INDIVIDUAL else {})
    return Initiative(
        code=initiatives.code_for(campaign.year, number),
        campaign=campaign,
        unit=unit,
        status=Status.SUBMITTED,
        submitted_at=make.ago(3),
        changed_at=make.ago(3),
        **values,
    )


def _figures(campaign) -> tuple[int, ...]:
    found = figures_of_command(campaign.year)
    return tuple(found[key] for key in ("registered", "recognised", "recognised_collective", "recognised_individual"))


@pytest.mark.django_db
def test_the_demonstration_refuses_a_database_that_holds_other_data(settings, superuser):
    settings.DEMO = True
    with pytest.raises(CommandError, match="already holds other data"):
        call_command("demo", stdout=StringIO())
    assert Initiative.objects.count() == 0
