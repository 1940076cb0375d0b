"""Certificates of the demonstration: one for each recognition of the campaign at hand."""

from registry.management.demo import certificates
from registry.models import Certificate
from registry.vocabulary import Status
from tests import make


def test_every_recognition_of_the_campaign_has_one_and_a_revoked_one_too(world):
    campaign, other = make.campaign(), make.campaign(make.today().year - 1)
    rows = [make.initiative(status) for status in (Status.RECOGNISED, Status.REVOKED, Status.REPORTED)]
    make.initiative(Status.RECOGNISED, campaign=other)
    certificates.write(campaign)
    assert [made.recognition.initiative for made in Certificate.objects.order_by("pk")] == rows[:2]
