"""The demo's reports: that of 2024 frozen as it was then, that of 2025 begun with its words."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from registry.management.demo import reports
from registry.models import Report
from registry.queries import report_changes
from registry.vocabulary import Level, ReportState, Status
from tests import make

pytestmark = pytest.mark.django_db

THEN = timezone.make_aware(datetime(2024, 12, 1, 9))


def recognised(unit, campaign, at):
    times = {"submitted_at": THEN - timedelta(60), "registered_at": THEN - timedelta(50), "recognised_at": at}
    row = make.initiative(Status.RECOGNISED, unit, campaign=campaign, **times)
    row.recognitions.update(recognised_at=at)
    return row


def test_the_frozen_report_tells_what_the_last_days_of_the_year_brought(world, province_reviewer):
    campaign, _following = make.campaign(2024), make.campaign(2025)
    make.body(Level.PROVINCE, unit=world.province)
    recognised(world.binh_duong, campaign, THEN)
    late = recognised(world.binh_duong, campaign, THEN + timedelta(25))
    reports.write({"province": province_reviewer})
    frozen, draft = Report.objects.order_by("campaign__year")
    assert [(row.campaign.year, row.state) for row in (frozen, draft)] == [
        (2024, ReportState.FROZEN),
        (2025, ReportState.DRAFT),
    ]
    assert ("…" in frozen.text, draft.text) == (False, frozen.text)
    found = report_changes.compare(frozen.snapshot)
    [one] = [one for one in found.differs if one.key == "recognised"]
    assert (one.then, one.now, one.came) == (1, 2, (late.code,))
