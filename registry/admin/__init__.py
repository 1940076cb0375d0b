"""The Django admin, by noun. Whatever it writes ends in the same services as the pages."""

from . import campaigns, decisions, initiatives, people, trail, units
from .site import site

__all__ = ["campaigns", "decisions", "initiatives", "people", "site", "trail", "units"]
