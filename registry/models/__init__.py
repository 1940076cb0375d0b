"""The nouns of the registry and the facts that the database itself guards."""

from .campaigns import Campaign, ExpectedUnit
from .initiatives import Initiative, Person, Remark, Revision
from .notices import Notice
from .people import Membership, User
from .recognition import Decision, Ground, IssuingBody, Recognition
from .sectors import Sector
from .trail import Entry
from .units import Reach, Succession, Unit, UnitName

__all__ = [
    "Campaign",
    "Decision",
    "Entry",
    "ExpectedUnit",
    "Ground",
    "Initiative",
    "IssuingBody",
    "Membership",
    "Notice",
    "Person",
    "Reach",
    "Recognition",
    "Remark",
    "Revision",
    "Sector",
    "Succession",
    "Unit",
    "UnitName",
    "User",
]
