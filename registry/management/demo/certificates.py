"""The demo's certificates: every recognition has one, a revoked one too, as if it had been made with the recognition."""

from registry.models import Campaign, Recognition
from registry.services import certificates


def write(campaign: Campaign):
    """Give the campaign's recognitions their certificates. The codes are random, so they differ in every installation."""
    certificates.make(Recognition.objects.filter(decision__campaign=campaign).only("pk"))
