"""The closed lists of the registry. Each value is stored, each label is shown; nothing here needs a database."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(TextChoices):
    """Where one model stands in its life. Only a step of `lifecycle.STEPS` leads from one to another."""

    DRAFT = "draft", pgettext_lazy("status", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("status", "Submitted")
    RETURNED = "returned", pgettext_lazy("status", "Returned")
    REGISTERED = "registered", pgettext_lazy("status", "Registered")
    DECLINED = "declined", pgettext_lazy("status", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("status", "Withdrawn")
    REPORTED = "reported", pgettext_lazy("status", "Reported")
    RECOGNISED = "recognised", pgettext_lazy("status", "Recognised")
    NOT_RECOGNISED = "not_recognised", pgettext_lazy("status", "Not recognised")
    REVOKED = "revoked", pgettext_lazy("status", "Revoked")


class Action(TextChoices):
    """What a person does to a model. The trail keeps these values."""

    SAVE = "save", pgettext_lazy("action", "Save")
    DELETE = "delete", pgettext_lazy("action", "Delete the draft")
    SUBMIT = "submit", pgettext_lazy("action", "Submit")
    TAKE_BACK = "take_back", pgettext_lazy("action", "Take back")
    WITHDRAW = "withdraw", pgettext_lazy("action", "Withdraw")
    REPORT = "report", pgettext_lazy("action", "Report results")
    OPEN = "open", pgettext_lazy("action", "Start reading")
    RETURN = "return", pgettext_lazy("action", "Return")
    APPROVE = "approve", pgettext_lazy("action", "Approve")
    DECLINE = "decline", pgettext_lazy("action", "Decline")
    RETURN_REPORT = "return_report", pgettext_lazy("action", "Return the report")
    RECOGNISE = "recognise", pgettext_lazy("action", "Recognise")
    DECIDE_AGAINST = "decide_against", pgettext_lazy("action", "Decide against recognition")
    REVOKE = "revoke", pgettext_lazy("action", "Revoke a recognition")
    REINSTATE = "reinstate", pgettext_lazy("action", "Reinstate a recognition")
    CANCEL_ENTRY = "cancel_entry", pgettext_lazy("action", "Cancel an entry made by mistake")
    REOPEN = "reopen", pgettext_lazy("action", "Reopen")
    AMEND = "amend", pgettext_lazy("action", "Correct a fact")
    CLEAR = "clear", pgettext_lazy("action", "Clear for publication")
    UNCLEAR = "unclear", pgettext_lazy("action", "Withdraw from publication")
    ATTACH = "attach", pgettext_lazy("action", "Attach a document")
    DETACH = "detach", pgettext_lazy("action", "Remove a document")
    CONSENT = "consent", pgettext_lazy("action", "Record the consent to publication")
    WITHDRAW_CONSENT = "withdraw_consent", pgettext_lazy("action", "Withdraw the consent to publication")
    END = "end", pgettext_lazy("action", "End a model of an earlier year")
    MARK_DUPLICATE = "mark_duplicate", pgettext_lazy("action", "Mark as a duplicate")
    UNMARK_DUPLICATE = "unmark_duplicate", pgettext_lazy("action", "Take the mark of a duplicate back")
    LINK = "link", pgettext_lazy("action", "Join to a model of an earlier year")
    ASSIGN = "assign", pgettext_lazy("action", "Assign to an appraiser")
    APPRAISE = "appraise", pgettext_lazy("action", "Appraise")
    NOMINATE = "nominate", pgettext_lazy("action", "Nominate to the level above")
    RETURN_NOMINATION = "return_nomination", pgettext_lazy("action", "Return the nomination")
    REFUSE_NOMINATION = "refuse_nomination", pgettext_lazy("action", "Refuse the nomination")
    OPEN_CASE = "open_case", pgettext_lazy("action", "Open a case of revocation")
    PROPOSE_REVOCATION = "propose_revocation", pgettext_lazy("action", "Propose the revocation")
    DROP_CASE = "drop_case", pgettext_lazy("action", "Drop the case of revocation")
    CORRECT = "correct", pgettext_lazy("action", "Correct a recognition by decision")


class Role(TextChoices):
    """What a membership lets a person do in its unit."""

    SUBMITTER = "submitter", pgettext_lazy("role", "Submitter")
    REVIEWER = "reviewer", pgettext_lazy("role", "Reviewer")
    LEADER = "leader", pgettext_lazy("role", "Leader")


class SubmitterType(TextChoices):
    COLLECTIVE = "collective", _("Collective")
    INDIVIDUAL = "individual", _("Individual")


class Novelty(TextChoices):
    """Whether a model is registered for the first time or kept up from earlier years."""

    NEW = "new", _("New registration")
    CONTINUED = "continued", _("Maintained from earlier years")


class Level(TextChoices):
    """Level of a recognition. What a user reads follows the unit's type of the day: `queries.units.level_labels`."""

    GRASSROOTS = "grassroots", _("Grassroots (commune) level")
    DISTRICT = "district", _("District level (until 30/06/2025)")
    PROVINCE = "province", _("Provincial level")
    CENTRAL = "central", _("Central level")


class Tier(TextChoices):
    """Height of a unit in the tree; BASE is everything that is no territory: agencies, schools, posts, villages."""

    PROVINCE = "province", pgettext_lazy("tier", "Province")
    DISTRICT = "district", pgettext_lazy("tier", "District")
    COMMUNE = "commune", pgettext_lazy("tier", "Commune")
    BASE = "base", pgettext_lazy("tier", "Agency, school, post or village")


LEVEL_OF_TIER = {
    Tier.PROVINCE: Level.PROVINCE,
    Tier.DISTRICT: Level.DISTRICT,
    Tier.COMMUNE: Level.GRASSROOTS,
    Tier.BASE: Level.GRASSROOTS,
}


class UnitType(TextChoices):
    """What a unit is called before its name. The first nine are territories, printed with their type."""

    PROVINCE = "tỉnh", _("province")
    CENTRAL_CITY = "thành phố trực thuộc trung ương", _("centrally governed city")
    DISTRICT = "huyện", _("former district")
    TOWN = "thị xã", _("former town")
    CITY = "thành phố", _("former city")
    COMMUNE = "xã", _("commune")
    WARD = "phường", _("ward")
    TOWNSHIP = "thị trấn", _("township")
    SPECIAL_ZONE = "đặc khu", _("special zone")
    AGENCY = "agency", _("agency, office")
    SCHOOL = "school", _("school")
    POLICE = "police", _("police unit")
    BORDER_GUARD = "border_guard", _("border-guard unit")
    MASS_ORGANISATION = "mass_organisation", _("mass organisation")
    ENTERPRISE = "enterprise", _("enterprise")
    VILLAGE = "village", _("village, hamlet, quarter")


TIER_OF_TYPE = {
    UnitType.PROVINCE: Tier.PROVINCE,
    UnitType.CENTRAL_CITY: Tier.PROVINCE,
    UnitType.DISTRICT: Tier.DISTRICT,
    UnitType.TOWN: Tier.DISTRICT,
    UnitType.CITY: Tier.DISTRICT,
    UnitType.COMMUNE: Tier.COMMUNE,
    UnitType.WARD: Tier.COMMUNE,
    UnitType.TOWNSHIP: Tier.COMMUNE,
    UnitType.SPECIAL_ZONE: Tier.COMMUNE,
    UnitType.AGENCY: Tier.BASE,
    UnitType.SCHOOL: Tier.BASE,
    UnitType.POLICE: Tier.BASE,
    UnitType.BORDER_GUARD: Tier.BASE,
    UnitType.MASS_ORGANISATION: Tier.BASE,
    UnitType.ENTERPRISE: Tier.BASE,
    UnitType.VILLAGE: Tier.BASE,
}


class ChangeKind(TextChoices):
    """How a unit ended. Renaming, retyping and a new parent end nothing: they are dated rows of the same unit."""

    MERGED = "merged", _("merged")
    SPLIT = "split", _("split")


class Layout(TextChoices):
    """How the papers of a body look: of the state (Decree 30/2020/NĐ-CP), of the party, of the Fatherland Front."""

    STATE = "state", pgettext_lazy("layout", "State")
    PARTY = "party", pgettext_lazy("layout", "Party")
    FRONT = "front", pgettext_lazy("layout", "Fatherland Front")


class DecisionKind(TextChoices):
    """What a decision does to the models of its list."""

    RECOGNITION = "recognition", pgettext_lazy("decision", "Recognition")
    REVOCATION = "revocation", pgettext_lazy("decision", "Revocation")
    REINSTATEMENT = "reinstatement", pgettext_lazy("decision", "Reinstatement")
    CORRECTION = "correction", pgettext_lazy("decision", "Correction")


class Template(TextChoices):
    """The official papers whose wording staff can edit."""

    RECOGNITION = "recognition", pgettext_lazy("paper", "Decision of recognition")
    REVOCATION = "revocation", pgettext_lazy("paper", "Decision of revocation")
    REINSTATEMENT = "reinstatement", pgettext_lazy("paper", "Decision of reinstatement")
    CORRECTION = "correction", pgettext_lazy("paper", "Decision of correction")
    MINUTES = "minutes", pgettext_lazy("paper", "Minutes of the council")
    PROPOSAL = "proposal", pgettext_lazy("paper", "Letter of proposal")
    YEARLY_REPORT = "yearly_report", pgettext_lazy("paper", "Yearly report")
    HALF_YEAR_REPORT = "half_year_report", pgettext_lazy("paper", "Half-yearly report")
    CERTIFICATE = "certificate", pgettext_lazy("paper", "Certificate")


class DecisionState(TextChoices):
    DRAFT = "draft", pgettext_lazy("decision", "Draft")
    ISSUED = "issued", pgettext_lazy("decision", "Issued")


class RecognitionState(TextChoices):
    STANDING = "standing", pgettext_lazy("recognition", "Standing")
    REVOKED = "revoked", pgettext_lazy("recognition", "Revoked")
    CANCELLED = "cancelled", pgettext_lazy("recognition", "Cancelled as an entry made by mistake")


class Recommendation(TextChoices):
    """What an appraiser recommends."""

    RECOGNISE = "recognise", pgettext_lazy("recommendation", "Recognise")
    NOMINATE = "nominate", pgettext_lazy("recommendation", "Recognise, and nominate to the level above")
    AGAINST = "against", pgettext_lazy("recommendation", "Do not recognise")


class AppraisalState(TextChoices):
    OPEN = "open", pgettext_lazy("appraisal", "Being written")
    SIGNED = "signed", pgettext_lazy("appraisal", "Handed in")
    VOID = "void", pgettext_lazy("appraisal", "Void")


class CouncilRole(TextChoices):
    CHAIR = "chair", pgettext_lazy("council", "Chair")
    VICE_CHAIR = "vice_chair", pgettext_lazy("council", "Vice chair")
    SECRETARY = "secretary", pgettext_lazy("council", "Secretary")
    MEMBER = "member", pgettext_lazy("council", "Member")


class CouncilState(TextChoices):
    PREPARED = "prepared", pgettext_lazy("council", "Being prepared")
    CLOSED = "closed", pgettext_lazy("council", "Closed")


class VotesOf(TextChoices):
    """Of whom a threshold of votes is a share."""

    PRESENT = "present", pgettext_lazy("votes", "members present")
    MEMBERS = "members", pgettext_lazy("votes", "all members")


class NominationState(TextChoices):
    """Where one model stands at the level to which it was nominated, whatever it is elsewhere."""

    PREPARED = "prepared", pgettext_lazy("nomination", "Being prepared")
    NOMINATED = "nominated", pgettext_lazy("nomination", "Nominated")
    RETURNED = "returned", pgettext_lazy("nomination", "Returned")
    RECOGNISED = "recognised", pgettext_lazy("nomination", "Recognised")
    NOT_RECOGNISED = "not_recognised", pgettext_lazy("nomination", "Not recognised")


class CaseState(TextChoices):
    """How far a case of revocation has come."""

    OPEN = "open", pgettext_lazy("case", "Open")
    PROPOSED = "proposed", pgettext_lazy("case", "Revocation proposed")
    REVOKED = "revoked", pgettext_lazy("case", "Revoked")
    DROPPED = "dropped", pgettext_lazy("case", "Dropped")


class ReportKind(TextChoices):
    """Over what time a report of leadership speaks."""

    YEARLY = "yearly", pgettext_lazy("report", "Year")
    HALF_YEARLY = "half_yearly", pgettext_lazy("report", "Half a year")


class ReportState(TextChoices):
    DRAFT = "draft", pgettext_lazy("report", "Draft")
    FROZEN = "frozen", pgettext_lazy("report", "Figures frozen")


class UnitsAsOf(TextChoices):
    """By which units a table counts: those of the campaign's cut-off day with their districts, or those of today."""

    THEN = "then", _("Units of that time")
    TODAY = "today", _("Units of today")


class Part(TextChoices):
    """The parts of the registration form that a reviewer can return one by one; values are field names."""

    TITLE = "title", _("Name of the model")
    SECTOR = "sector", _("Field")
    LEVEL = "level", _("Level aimed at")
    SUBMITTER = "submitter_type", _("Submitter")
    NOVELTY = "novelty", _("New or maintained")
    PARTNERS = "partners", _("Units that take part")
    SITUATION = "situation", _("Current situation and reason")
    AIMS = "aims", _("Objectives and criteria")
    METHOD = "method", _("Content and method")
    PLACE = "place", _("Area and target group")
    FORCES = "forces", _("Implementing forces")
    PERIOD = "starts_on", _("Time frame")
    RESOURCES = "resources", _("Resources")
    CONTRIBUTIONS = "contributions", _("Planned contributions")
    RESULTS = "results", _("Outputs, results")
    TARGETS = "targets", _("Targets in figures")
    SUSTAINABILITY = "sustainability", _("Sustainability and replicability")


TEXT_PARTS = (
    Part.SITUATION,
    Part.AIMS,
    Part.METHOD,
    Part.PLACE,
    Part.FORCES,
    Part.RESOURCES,
    Part.RESULTS,
    Part.SUSTAINABILITY,
)

# The form fields of a part, where it is not the one field of its own name. `person_…` lie in `Person`.
_FIELDS_OF_PART = {
    Part.SUBMITTER: ("submitter_type", "collective_name", "person_name", "person_position", "person_consent"),
    Part.NOVELTY: ("novelty", "continues"),
    Part.PERIOD: ("starts_on", "ends_on"),
}


def fields_of(part: str) -> tuple[str, ...]:
    """The form fields that belong to a part."""
    return _FIELDS_OF_PART.get(part, (str(part),))


class Stage(TextChoices):
    """Whether a figure was aimed at when the model was registered, or reached when it was reported."""

    TARGET = "target", pgettext_lazy("stage", "Target")
    ACHIEVED = "achieved", pgettext_lazy("stage", "Achieved")


class Qualifier(TextChoices):
    """How exact a quantity is; it is part of the number wherever that is printed."""

    EXACTLY = "exactly", pgettext_lazy("qualifier", "exactly")
    OVER = "over", pgettext_lazy("qualifier", "over")
    NEARLY = "nearly", pgettext_lazy("qualifier", "nearly")
    ABOUT = "about", pgettext_lazy("qualifier", "about")
    AT_LEAST = "at_least", pgettext_lazy("qualifier", "at least")
    UP_TO = "up_to", pgettext_lazy("qualifier", "up to")


class Adding(TextChoices):
    """How the values of one measure come together over many models."""

    SUM = "sum", pgettext_lazy("adding", "added up")
    LARGEST = "largest", pgettext_lazy("adding", "the largest one counts")
    NOT_AT_ALL = "not_at_all", pgettext_lazy("adding", "never put together")


class Dimension(TextChoices):
    """What a value counts; it decides which units people may write behind the number, and the unit that is stored."""

    COUNT = "count", pgettext_lazy("dimension", "pieces")
    MONEY = "money", pgettext_lazy("dimension", "money, in dong")
    LENGTH = "length", pgettext_lazy("dimension", "length, in metres")
    AREA = "area", pgettext_lazy("dimension", "area, in m²")
    DAYS = "days", pgettext_lazy("dimension", "days")


class Source(TextChoices):
    """From whom a contribution comes."""

    STATE = "state", pgettext_lazy("source", "State budget")
    PEOPLE = "people", pgettext_lazy("source", "People")
    ENTERPRISES = "enterprises", pgettext_lazy("source", "Enterprises and organisations")
    OTHER = "other", pgettext_lazy("source", "Other sources")


class ContributionKind(TextChoices):
    """What is given. In kind is stored with its estimated value in dong."""

    MONEY = "money", pgettext_lazy("contribution", "Money")
    LAND = "land", pgettext_lazy("contribution", "Land")
    LABOUR = "labour", pgettext_lazy("contribution", "Labour")
    IN_KIND = "in_kind", pgettext_lazy("contribution", "In kind, estimated value")


DIMENSION_OF_KIND = {
    ContributionKind.MONEY: Dimension.MONEY,
    ContributionKind.LAND: Dimension.AREA,
    ContributionKind.LABOUR: Dimension.DAYS,
    ContributionKind.IN_KIND: Dimension.MONEY,
}


class Paper(TextChoices):
    """Which form a text that is being written belongs to."""

    REGISTRATION = "registration", pgettext_lazy("form", "Registration")
    REPORT = "report", pgettext_lazy("form", "Report of results")


class Window(TextChoices):
    """What a unit can be given more time for."""

    REGISTRATION = "registration", pgettext_lazy("window", "Registration")
    CORRECTION = "correction", pgettext_lazy("window", "Correction of returned models")
    REPORT = "report", pgettext_lazy("window", "Report of results")


class Event(TextChoices):
    """What a notice tells beside the acts on a model."""

    EXTENSION_ASKED = "extension_asked", pgettext_lazy("event", "More time is asked for")
    EXTENSION_GIVEN = "extension_given", pgettext_lazy("event", "More time is given")
    EXTENSION_REFUSED = "extension_refused", pgettext_lazy("event", "More time is refused")
    DEADLINE = "deadline", pgettext_lazy("event", "A deadline comes near")
    WORK = "work", pgettext_lazy("event", "New work for reviewers")
    REMINDER = "reminder", pgettext_lazy("event", "A reminder of what is still to come")
    NOMINATED = "nominated", pgettext_lazy("event", "Models are nominated to your level")


class MailChoice(TextChoices):
    """How a person wants to be told by mail."""

    EACH = "each", pgettext_lazy("mail", "A mail for each event")
    DAILY = "daily", pgettext_lazy("mail", "One mail a day")
    OFF = "off", pgettext_lazy("mail", "No mail")


class Entrance(TextChoices):
    """Through which door an act came."""

    PAGE = "page", pgettext_lazy("entrance", "Page")
    ADMIN = "admin", pgettext_lazy("entrance", "Admin")
    COMMAND = "command", pgettext_lazy("entrance", "Command")
    IMPORT = "import", pgettext_lazy("entrance", "Import")
    API = "api", pgettext_lazy("entrance", "API")


class ApiScope(TextChoices):
    """What a key of another system may read."""

    CAMPAIGNS = "campaigns", pgettext_lazy("scope", "Campaigns")
    UNITS = "units", pgettext_lazy("scope", "Units with their history")
    MODELS = "models", pgettext_lazy("scope", "Models and their figures")
    FIGURES = "figures", pgettext_lazy("scope", "Figures of the campaigns")


# Acts on other things than models, as the trail stores them. One that is missing here is shown by its stored name.
_OTHER_ACTS = {
    "account.login": pgettext_lazy("act", "Log in"),
    "account.logout": pgettext_lazy("act", "Log out"),
    "account.login_failed": pgettext_lazy("act", "Failed login"),
    "account.login_refused": pgettext_lazy("act", "Login refused after too many attempts"),
    "account.password": pgettext_lazy("act", "Change the password"),
    "account.reset_asked": pgettext_lazy("act", "Ask for a new password"),
    "account.reset": pgettext_lazy("act", "Set a new password by mail"),
    "account.erase": pgettext_lazy("act", "Erase the account’s personal data"),
    "person.erase": pgettext_lazy("act", "Erase a person’s data"),
    "publication.edit": pgettext_lazy("act", "Edit the public text"),
    "adoption.add": pgettext_lazy("act", "Say from which model it was learned"),
    "adoption.remove": pgettext_lazy("act", "Take back from which model it was learned"),
    "trail.export": pgettext_lazy("act", "Export the trail"),
    "paper.registration": pgettext_lazy("act", "Print the registration form with a person’s name"),
    "paper.report": pgettext_lazy("act", "Print the report with a person’s name"),
    "paper.certificate": pgettext_lazy("act", "Print the certificate with a person’s name"),
    "decision.draft": pgettext_lazy("act", "Record a draft decision"),
    "decision": pgettext_lazy("act", "Record a decision"),
    "decision.change": pgettext_lazy("act", "Change a draft decision"),
    "decision.issue": pgettext_lazy("act", "Issue a decision"),
    "decision.scan": pgettext_lazy("act", "Add the scan of a decision"),
    "decision.paper": pgettext_lazy("act", "Take out the paper of a decision with names of persons"),
    "decision.print": pgettext_lazy("act", "Print the certificates of a decision with names of persons"),
    "decision.lines_added": pgettext_lazy("act", "Put models on the list of a decision"),
    "decision.lines_removed": pgettext_lazy("act", "Take models off the list of a decision"),
    "decision.discard": pgettext_lazy("act", "Throw a draft decision away"),
    "extension.ask": pgettext_lazy("act", "Ask for more time"),
    "extension.give": pgettext_lazy("act", "Give more time"),
    "extension.refuse": pgettext_lazy("act", "Refuse more time"),
    "nomination.prepare": pgettext_lazy("act", "Begin a letter of nomination"),
    "nomination.change": pgettext_lazy("act", "Change a letter of nomination"),
    "nomination.add": pgettext_lazy("act", "Put models on a letter of nomination"),
    "nomination.remove": pgettext_lazy("act", "Take models off a letter of nomination"),
    "nomination.discard": pgettext_lazy("act", "Discard a letter of nomination"),
    "nomination.paper": pgettext_lazy("act", "Take out a letter of nomination with names of persons"),
    "nomination.send": pgettext_lazy("act", "Send a letter of nomination"),
    "criteria.begin": pgettext_lazy("act", "Set criteria"),
    "criteria.change": pgettext_lazy("act", "Change criteria"),
    "criteria.new-version": pgettext_lazy("act", "Make a new version of criteria"),
    "criteria.copy": pgettext_lazy("act", "Copy criteria from another campaign"),
    "unit.load": pgettext_lazy("act", "Load the list of units"),
    "unit.add": pgettext_lazy("act", "Add a unit"),
    "unit.change": pgettext_lazy("act", "Change a unit from a day on"),
    "unit.merge": pgettext_lazy("act", "Merge units"),
    "unit.split": pgettext_lazy("act", "Split a unit"),
    "unit.remind": pgettext_lazy("act", "Remind a unit of what is still to come"),
    "mail.try_again": pgettext_lazy("act", "Send a mail again"),
    "decision.certificates": pgettext_lazy("act", "Make certificates"),
    "campaign.close": pgettext_lazy("act", "Close a campaign"),
    "delegation.give": pgettext_lazy("act", "Name a deputy"),
    "delegation.end": pgettext_lazy("act", "End a deputyship"),
    "acting.begin": pgettext_lazy("act", "Begin to act in another’s place"),
    "acting.end": pgettext_lazy("act", "Stop acting in another’s place"),
    "council.prepare": pgettext_lazy("act", "Prepare a session of the council"),
    "council.change": pgettext_lazy("act", "Change a session of the council"),
    "council.add": pgettext_lazy("act", "Put models on the agenda of the council"),
    "council.remove": pgettext_lazy("act", "Take models off the agenda of the council"),
    "council.arrange": pgettext_lazy("act", "Put the agenda in order"),
    "council.record": pgettext_lazy("act", "Record the votes of the council"),
    "council.members": pgettext_lazy("act", "Set the members of the council"),
    "council.discard": pgettext_lazy("act", "Discard a session of the council"),
    "council.close": pgettext_lazy("act", "Close the minutes of the council"),
    "council.scan": pgettext_lazy("act", "Add the scan of the minutes"),
    "report.prepare": pgettext_lazy("act", "Begin a report"),
    "report.change": pgettext_lazy("act", "Change a report"),
    "report.highlights": pgettext_lazy("act", "Choose the highlights of a report"),
    "report.freeze": pgettext_lazy("act", "Freeze the figures of a report"),
    "report.sign": pgettext_lazy("act", "Write number, date and signatory of a report"),
    "report.discard": pgettext_lazy("act", "Discard a report"),
    "batch.undo": pgettext_lazy("act", "Undo an act over many models"),
    "api_token.make": pgettext_lazy("act", "Make a key for another system"),
    "api_token.withdraw": pgettext_lazy("act", "Withdraw a key of another system"),
    "api_token.use": pgettext_lazy("act", "Use a key of another system for the first time"),
    "demo.load": pgettext_lazy("act", "Load the demonstration"),
}
# What the admin does to any noun: the subject of the entry names it.
_ACTS_ON_ANY = {
    "add": pgettext_lazy("act", "Add"),
    "change": pgettext_lazy("act", "Change"),
    "delete": pgettext_lazy("act", "Delete"),
}


def label_of_act(act: str) -> str:
    """The name of an act on something else than a model, in the reader's language."""
    return str(_OTHER_ACTS.get(act) or _ACTS_ON_ANY.get(act.partition(".")[2]) or act)


def other_acts() -> list[tuple[str, str]]:
    """The acts on other things than models that have a name, as choices."""
    return [(act, str(label)) for act, label in _OTHER_ACTS.items()]
