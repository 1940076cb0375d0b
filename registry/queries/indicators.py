"""The indicator catalogue: what is counted, in exactly which words, and by which condition.

Dashboard, lists behind a figure, exports, the command and the public page all read it, so that a number has one definition.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registry.lifecycle import REGISTERED_STATUSES
from registry.models import Nominee, Recognition
from registry.vocabulary import Level, Novelty, RecognitionState, Status, SubmitterType


@dataclass(frozen=True)
class Indicator:
    """One figure: `key` in addresses, files and JSON; `definition` says in words what `condition` says to the database.

    A rate has no condition; it is `share` = (key of the part, key of the whole). `campaign` is the path from a model to the
    campaign in which it counts, where that is not its own.
    """

    key: str
    name: str
    definition: str
    condition: Q | None
    share: tuple[str, str] = ()
    campaign: str = "campaign"


_registered = Q(status__in=[str(status) for status in REGISTERED_STATUSES])
# A model is "recognised" exactly while a recognition stands: `services.recognition` writes both in one transaction.
_recognised = Q(status=Status.RECOGNISED)
_reported = _registered & Q(reported_at__isnull=False)
_nominated = Q(pk__in=Nominee.objects.filter(nomination__sent_at__isnull=False).order_by().values("initiative"))
# Always named first: the other half of such a condition stands in no index, and is then read of few rows.
_withdrawn = Q(status=Status.WITHDRAWN)


def _standing_at(level: Level) -> Q:
    standing = Recognition.objects.filter(state=RecognitionState.STANDING, level=level).order_by()
    return Q(pk__in=standing.values("initiative"))


_of_level = _(
    "Models with a standing recognition of this level. A model may hold several levels, "
    "so the levels may add up to more than all recognised models."
)
AT_LEVEL = {level: Indicator(f"recognised_{level.value}", level.label, _of_level, _standing_at(level)) for level in Level}
INDICATORS = {
    indicator.key: indicator
    for indicator in (
        Indicator(
            "submitted",
            pgettext_lazy("indicator", "Submitted"),
            _("Models that left the draft and were not withdrawn before their registration was approved."),
            ~Q(status=Status.DRAFT) & ~(_withdrawn & Q(registered_at__isnull=True)),
        ),
        Indicator(
            "registered",
            pgettext_lazy("indicator", "Registered"),
            _(
                "Models whose registration was approved and which are not withdrawn. "
                "Those that were not recognised, or whose recognition was revoked, stay among them."
            ),
            _registered,
        ),
        Indicator(
            "recognised",
            pgettext_lazy("indicator", "Recognised"),
            _("Models with at least one standing recognition, of whatever level."),
            _recognised,
        ),
        Indicator(
            "recognised_collective",
            _("Recognised, of collectives"),
            _("Recognised models that a collective submitted."),
            _recognised & Q(submitter_type=SubmitterType.COLLECTIVE),
        ),
        Indicator(
            "recognised_individual",
            _("Recognised, of individuals"),
            _("Recognised models that an individual submitted."),
            _recognised & Q(submitter_type=SubmitterType.INDIVIDUAL),
        ),
        Indicator(
            "rate",
            _("Recognition rate"),
            _("Recognised models as a share of registered models."),
            None,
            ("recognised", "registered"),
        ),
        Indicator(
            "reported",
            pgettext_lazy("indicator", "Reported"),
            _("Registered models whose report of results stands: handed in, and not given back. Whatever came of it after."),
            _reported,
        ),
        Indicator(
            "nominated",
            pgettext_lazy("indicator", "Nominated"),
            _("Models that were named in a letter of nomination sent to a higher level, whatever came of it."),
            _nominated,
        ),
        Indicator(
            "new",
            _("New registrations"),
            _("Registered models that are registered for the first time."),
            _registered & Q(novelty=Novelty.NEW),
        ),
        Indicator(
            "continued",
            _("Maintained from earlier years"),
            _("Registered models that are maintained from earlier years."),
            _registered & Q(novelty=Novelty.CONTINUED),
        ),
        Indicator(
            "ended",
            pgettext_lazy("indicator", "Ended"),
            _("Recognised models of earlier years which their units do not keep up from this campaign on."),
            Q(ending__isnull=False),
            campaign="ending__campaign",
        ),
        Indicator(
            "withdrawn_after_approval",
            _("Withdrawn after approval"),
            _("Models whose registration was approved and which were withdrawn later. They are not among the registered."),
            _withdrawn & Q(registered_at__isnull=False),
        ),
        *AT_LEVEL.values(),
    )
}
# What is counted among the models of the campaign itself.
COUNTS = {key: one for key, one in INDICATORS.items() if one.condition is not None and one.campaign == "campaign"}
OF_FACTS = ("reported", "nominated")  # which the status does not say: each is counted by a fact of its own
_OF_MODEL = {key: one for key, one in COUNTS.items() if one not in AT_LEVEL.values() and key not in OF_FACTS}


@cache
def counting(status: str, submitter_type: str, novelty: str = "") -> tuple[str, ...]:
    """The keys of the indicators, but for those of the levels and `OF_FACTS`, in which such a submitted model counts.

    It asks the catalogue's conditions, so that the database need only group: it counts how many models are alike.
    """
    facts = {
        "status": status,
        "submitter_type": submitter_type,
        "novelty": novelty,
        "registered_at": status in (*REGISTERED_STATUSES, Status.WITHDRAWN) or None,  # who withdrew before is not "submitted"
    }
    return tuple(key for key, indicator in _OF_MODEL.items() if holds(indicator.condition, facts))


def holds(condition: Q, facts: Mapping) -> bool:
    """Whether a row with these values (by column) fulfils the condition: the answer that the database would give."""
    answers = (holds(part, facts) if isinstance(part, Q) else _is_so(facts, *part) for part in condition.children)
    return (all(answers) if condition.connector == Q.AND else any(answers)) is not condition.negated


def _is_so(facts: Mapping, path: str, wanted) -> bool:
    column, _separator, lookup = path.partition("__")
    match lookup:
        case "":
            return facts[column] == wanted
        case "in":
            return facts[column] in wanted
        case "isnull":
            return (facts[column] is None) is wanted
    raise NotImplementedError(path)


class Figures(Mapping):
    """The figures of one place and time: key of the indicator → number; `rate` in per cent with one decimal, or None."""

    def __init__(self, counts: Mapping[str, int] | None = None):
        self._counts = counts or {}  # what is not in it was not counted: 0

    @classmethod
    def together(cls, many: Iterable["Figures"]) -> "Figures":
        """The figures of several places, added up."""
        sums = Counter()
        for figures in many:
            for key, number in figures._counts.items():
                sums[key] += number
        return cls(sums)

    def __getitem__(self, key):
        indicator = INDICATORS[key]
        return self.share(*indicator.share) if indicator.share else self._counts.get(key, 0)

    def __iter__(self):
        return iter(INDICATORS)

    def __len__(self):
        return len(INDICATORS)

    def share(self, part: str, whole: str) -> Decimal | None:
        """How many per cent `part` is of `whole`, with one decimal, halves rounded up; None of nothing."""
        if not self[whole]:
            return None
        percent = Decimal(100 * self[part]) / self[whole]
        return percent.quantize(Decimal("0.1"), ROUND_HALF_UP)
