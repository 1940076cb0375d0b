"""The year: a campaign from opening to report, whose figures follow each step of the services."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from registry.models import Initiative, NumberSeries
from registry.services import decisions, initiatives, recognition, review
from registry.vocabulary import DecisionKind, Level, Status, SubmitterType
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
def test_a_campaign_from_opening_to_report(world, submitter, reviewer, second_reviewer, province_reviewer):
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

    body = make.body(unit=world.an_sinh, number_pattern="{number}/QĐ-UBND", is_numbered=True, signatory="Trần Thị Thử")
    chosen = rows[:1179] + rows[2039 : 2039 + 221]
    draft, added = decisions.put(chosen, by=second_reviewer, body=body)
    decisions.change(draft, by=second_reviewer, issued_on=make.today())
    assert (added.added, _figures(campaign)) == (1400, (2428, 0, 0, 0))
    issued = decisions.issue(draft, by=reviewer)
    assert (issued.number, _figures(campaign)) == ("01/QĐ-UBND", (2428, 1400, 1179, 221))

    # One is revoked by a second decision and stands again by a third.
    standing = rows[0].recognitions.get()
    for kind, what, recognised in (
        (DecisionKind.REVOCATION, {"ground": make.ground(), "reason": "Khai khống."}, 1399),
        (DecisionKind.REINSTATEMENT, {"reason": "Đã xác minh."}, 1400),
    ):
        draft = decisions.begin(standing, by=second_reviewer, kind=kind, body=body, **what)
        decisions.change(draft, by=second_reviewer, issued_on=make.today())
        decisions.issue(draft, by=reviewer)
        assert _figures(campaign) == (2428, recognised, recognised - 221, 221)
    assert NumberSeries.objects.get(body=body, of_what="decision").last == 3

    # One is entered by mistake and cancelled: no revocation is counted, and the model stands where it was.
    mistaken = recognition.recognise(rows[1179], by=reviewer, decision=make.decision(body=make.body(unit=world.an_sinh)))
    assert _figures(campaign) == (2428, 1401, 1180, 221)
    recognition.cancel_entry(mistaken, by=reviewer, reason="Nhập nhầm dòng.")
    rows[1179].refresh_from_db()
    assert (rows[1179].status, _figures(campaign)) == (Status.REGISTERED, (2428, 1400, 1179, 221))

    # A second level is added; the model is one of the 1,400 as before.
    recognition.recognise(rows[1], by=province_reviewer, decision=make.decision(Level.PROVINCE))
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
