"""The nouns of the registry and the facts that the database itself guards."""

from .abbreviations import Abbreviation
from .appraisals import Appraisal, Assignment, CriteriaSet, Criterion, Score
from .campaigns import Campaign, ExpectedUnit, Extension, LevelSetting
from .councils import AgendaItem, CouncilMember, CouncilSession
from .decisions import Decision, DecisionLine, FrozenPaper, IssuingBody, NumberSeries, Wording
from .documents import Document
from .initiatives import Ending, Initiative, Partner, Person, Remark, Revision, Writing
from .nominations import Nomination, Nominee
from .notices import Mail, Notice
from .outcomes import Contribution, Measure, Outcome, ReferenceFigure
from .people import Delegation, Membership, Phrase, SavedFilter, User
from .recognition import Certificate, Ground, Recognition, RevocationCase
from .sectors import Sector
from .trail import Chain, Entry, PersonalValue, Seal
from .units import Reach, Succession, Unit, UnitName

__all__ = [
    "Abbreviation",
    "AgendaItem",
    "Appraisal",
    "Assignment",
    "Campaign",
    "Certificate",
    "Chain",
    "Contribution",
    "CouncilMember",
    "CouncilSession",
    "CriteriaSet",
    "Criterion",
    "Decision",
    "DecisionLine",
    "Delegation",
    "Document",
    "Ending",
    "Entry",
    "ExpectedUnit",
    "Extension",
    "FrozenPaper",
    "Ground",
    "Initiative",
    "IssuingBody",
    "LevelSetting",
    "Mail",
    "Measure",
    "Membership",
    "Nomination",
    "Nominee",
    "Notice",
    "NumberSeries",
    "Outcome",
    "Partner",
    "Person",
    "PersonalValue",
    "Phrase",
    "Reach",
    "Recognition",
    "ReferenceFigure",
    "Remark",
    "Revision",
    "RevocationCase",
    "SavedFilter",
    "Score",
    "Seal",
    "Sector",
    "Succession",
    "Unit",
    "UnitName",
    "User",
    "Wording",
    "Writing",
]
