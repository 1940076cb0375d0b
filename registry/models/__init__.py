"""The nouns of the registry and the facts that the database itself guards."""

from .abbreviations import Abbreviation
from .campaigns import Campaign, ExpectedUnit, Extension
from .documents import Document
from .initiatives import Ending, Initiative, Partner, Person, Remark, Revision, Writing
from .notices import Mail, Notice
from .outcomes import Contribution, Measure, Outcome, ReferenceFigure
from .people import Membership, User
from .recognition import Decision, Ground, IssuingBody, Recognition
from .sectors import Sector
from .trail import Entry
from .units import Reach, Succession, Unit, UnitName

__all__ = [
    "Abbreviation",
    "Campaign",
    "Contribution",
    "Decision",
    "Document",
    "Ending",
    "Entry",
    "ExpectedUnit",
    "Extension",
    "Ground",
    "Initiative",
    "IssuingBody",
    "Mail",
    "Measure",
    "Membership",
    "Notice",
    "Outcome",
    "Partner",
    "Person",
    "Reach",
    "Recognition",
    "ReferenceFigure",
    "Remark",
    "Revision",
    "Sector",
    "Succession",
    "Unit",
    "UnitName",
    "User",
    "Writing",
]
