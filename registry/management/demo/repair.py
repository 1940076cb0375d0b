"""What happens after a year: its figures are closed, a check finds something, somebody is away."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from registry.models import Campaign, Ground, Recognition, User
from registry.services import campaigns, cases, delegations
from registry.vocabulary import Level, RecognitionState

from . import people

DAYS_TO_CLOSE = 80  # after the cut-off day
FOUND = "Kiểm tra cuối năm: tổ tự quản không còn họp định kỳ, phần việc đã giao chưa có người làm tiếp."


def write(cast: dict[str, User], today: date):
    """Close the years that are over; open two cases for the desk of An Sinh; let its reviewer stand in for the province."""
    for campaign in Campaign.objects.filter(cutoff_on__lt=today - timedelta(days=DAYS_TO_CLOSE)):
        campaigns.close_figures(campaign, by=cast["province"])
        day = campaign.cutoff_on + timedelta(days=DAYS_TO_CLOSE)
        closed_at = timezone.make_aware(datetime.combine(day, time(16, 30)))
        Campaign.objects.filter(pk=campaign.pk).update(closed_at=closed_at)
    ground = Ground.objects.get(code="no-longer-effective")
    for number, recognition in enumerate(_standing_at_an_sinh(today)):
        found_on = max(today - timedelta(days=3 + 6 * number), recognition.decision.issued_on)
        case = cases.open_(recognition, by=cast["reviewer"], ground=ground, reason=FOUND, found_on=found_on)
        if number:
            cases.propose(case, by=cast["reviewer"])
    delegations.give(
        cast["province"],
        by=cast["province"],
        deputy=cast["reviewer"],
        valid_from=today,
        valid_until=today + timedelta(days=14),
        reason="Đi tập huấn",
    )


def _standing_at_an_sinh(today: date):
    """The two newest recognitions at grassroots level that the desk of An Sinh can still end."""
    standing = Recognition.objects.filter(
        state=RecognitionState.STANDING,
        level=Level.GRASSROOTS,
        initiative__unit__key=people.AN_SINH,
        decision__issued_on__lte=today,
    )
    return standing.select_related("decision", "initiative").order_by("-recognised_at", "-pk")[:2]
