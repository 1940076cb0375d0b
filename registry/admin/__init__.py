"""The Django admin, by noun. Whatever it writes ends in the same services as the pages."""

from . import abbreviations, campaigns, decisions, extensions, initiatives, mails, measures, people, trail, units
from .site import site

__all__ = [
    "abbreviations",
    "campaigns",
    "decisions",
    "extensions",
    "initiatives",
    "mails",
    "measures",
    "people",
    "site",
    "trail",
    "units",
]
