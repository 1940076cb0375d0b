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


class DecisionState(TextChoices):
    DRAFT = "draft", pgettext_lazy("decision", "Draft")
    ISSUED = "issued", pgettext_lazy("decision", "Issued")


class RecognitionState(TextChoices):
    STANDING = "standing", pgettext_lazy("recognition", "Standing")
    REVOKED = "revoked", pgettext_lazy("recognition", "Revoked")
    CANCELLED = "cancelled", pgettext_lazy("recognition", "Cancelled as an entry made by mistake")


class Part(TextChoices):
    """The parts of the registration form that a reviewer can return one by one; values are field names."""

    TITLE = "title", _("Name of the model")
    SECTOR = "sector", _("Field")
    LEVEL = "level", _("Level aimed at")
    SUBMITTER = "submitter_type", _("Submitter")
    NOVELTY = "novelty", _("New or maintained")
    SITUATION = "situation", _("Current situation and reason")
    AIMS = "aims", _("Objectives and criteria")
    METHOD = "method", _("Content and method")
    PLACE = "place", _("Area and target group")
    FORCES = "forces", _("Implementing forces")
    PERIOD = "starts_on", _("Time frame")
    RESOURCES = "resources", _("Resources")
    RESULTS = "results", _("Outputs, results")
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


class Entrance(TextChoices):
    """Through which door an act came."""

    PAGE = "page", pgettext_lazy("entrance", "Page")
    ADMIN = "admin", pgettext_lazy("entrance", "Admin")
    COMMAND = "command", pgettext_lazy("entrance", "Command")
    IMPORT = "import", pgettext_lazy("entrance", "Import")
