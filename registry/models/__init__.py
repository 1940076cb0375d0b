"""The nouns of the registry and the facts that the database itself guards."""

from .abbreviations import Abbreviation
from .appraisals import Appraisal, Assignment, CriteriaSet, Criterion, Score
from .campaigns import Campaign, ExpectedUnit, Extension, LevelSetting, UnitReminder
from .councils import AgendaItem, CouncilMember, CouncilSession
from .counts import Count, Total
from .decisions import Decision, DecisionLine, FrozenPaper, IssuingBody, NumberSeries, Wording
from .documents import Document
from .initiatives import Ending, Initiative, Partner, Person, Remark, Revision, Writing
from .nominations import Nomination, Nominee
from .notices import Mail, Notice
from .outcomes import Contribution, Measure, Outcome, ReferenceFigure
from .people import Delegation, Membership, Phrase, SavedFilter, User
from .recognition import Certificate, Ground, Recognition, RevocationCase
from .reports import Highlight, Report, Snapshot
from .sectors import Sector
from .showcase import Adoption, Publication, PublishedPhoto
from .tokens import ApiToken
from .trail import Chain, Entry, PersonalValue, Seal
from .units import Reach, Succession, Tile, Unit, UnitName

__all__ = [
    "Abbreviation",
    "Adoption",
    "AgendaItem",
    "ApiToken",
    "Appraisal",
    "Assignment",
    "Campaign",
    "Certificate",
    "Chain",
    "Contribution",
    "CouncilMember",
    "CouncilSession",
    "Count",
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
    "Highlight",
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
    "Publication",
    "PublishedPhoto",
    "Reach",
    "Recognition",
    "ReferenceFigure",
    "Remark",
    "Report",
    "Revision",
    "RevocationCase",
    "SavedFilter",
    "Score",
    "Seal",
    "Sector",
    "Snapshot",
    "Succession",
    "Tile",
    "Total",
    "Unit",
    "UnitName",
    "UnitReminder",
    "User",
    "Wording",
    "Writing",
]
