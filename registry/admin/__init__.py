"""The Django admin, by noun. Whatever it writes ends in the same services as the pages."""

from . import (
    abbreviations,
    appraisals,
    bodies,
    campaigns,
    cases,
    certificates,
    councils,
    decisions,
    delegations,
    extensions,
    initiatives,
    mails,
    measures,
    nominations,
    people,
    trail,
    units,
)
from .site import site

__all__ = [
    "abbreviations",
    "appraisals",
    "bodies",
    "campaigns",
    "cases",
    "certificates",
    "councils",
    "decisions",
    "delegations",
    "extensions",
    "initiatives",
    "mails",
    "measures",
    "nominations",
    "people",
    "site",
    "trail",
    "units",
]
