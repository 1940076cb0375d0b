"""The models that a report counts, each with the facts by which it counts; and the figures that follow from these facts.

Figures are counted from the facts by the conditions of the catalogue (`indicators`), so that a snapshot which keeps the
facts can say of every figure which models were in it.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from registry.lifecycle import REGISTERED_STATUSES
from registry.models import Campaign, Contribution, Ending, Initiative, Measure, Nominee, Reach, Recognition, Report, Unit
from registry.vocabulary import Adding, Level, RecognitionState, ReportKind, Stage, Status, UnitsAsOf

from . import sums
from .indicators import AT_LEVEL, Figures, counting

NOMINATED = {level: f"nominated_{level.value}" for level in (Level.PROVINCE, Level.CENTRAL)}
HALF_YEAR = (6, 30)  # the last day of a half-yearly report, inclusive


@dataclass(frozen=True)
class Question:
    """What a report asks: which campaign, which unit with all below it (None: all units), what time, units then or today."""

    campaign: Campaign
    unit: Unit | None
    kind: str = ReportKind.YEARLY
    units_as_of: str = UnitsAsOf.THEN

    @property
    def last_day(self) -> date | None:
        """The last day that counts, inclusive; None where everything does that the campaign has brought so far."""
        return date(self.campaign.year, *HALF_YEAR) if self.kind == ReportKind.HALF_YEARLY else None

    @property
    def moment(self) -> datetime | None:
        """The end of the last day."""
        day = self.last_day
        return day and timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))

    def of(self, campaign: Campaign) -> "Question":
        """The same question about another campaign."""
        return Question(campaign, self.unit, self.kind, self.units_as_of)

    def scope(self) -> QuerySet[Initiative]:
        """The models of the unit, in whatever campaign: what it covers wholly, and what was allocated to it."""
        if self.unit is None:
            return Initiative.objects.all()
        covered = Reach.objects.filter(holder=self.unit, is_whole=True).values("unit")
        return Initiative.objects.filter(Q(unit__in=covered) | Q(allocated_unit__in=covered))

    def models(self) -> QuerySet[Initiative]:
        return self.scope().filter(campaign=self.campaign)

    def asked(self) -> dict:
        """The question as a snapshot keeps it: by keys, which mean the same whatever becomes of the rows."""
        return {
            "campaign": self.campaign.year,
            "unit": self.unit.key if self.unit else "",
            "kind": str(self.kind),
            "units_as_of": str(self.units_as_of),
        }


def question_of(report: Report) -> Question:
    """What the report asks."""
    return Question(report.campaign, report.unit, report.kind, report.units_as_of)


_COLUMNS = (
    *("pk", "code", "status", "submitter_type", "novelty", "sector__code", "unit__key"),
    *("allocated_unit__key", "duplicate_of__code"),
    *("submitted_at", "registered_at", "reported_at", "closed_at"),
)


def members(question: Question, at: datetime | None = None) -> dict[str, dict]:
    """Code → facts of each submitted model: as they are, or (`at`) as far as the kept times say how they were then.

    Facts: status, type, novelty, sector, unit (keys), levels (of standing recognitions); of those of which it is so: allocated
    (key of the unit), duplicate (code of the first one), reported (a report stands), nominated (levels), sums (what was given
    and reached). A model of an earlier year that ended in the campaign has the fact "ended" alone. Seven queries, however many
    models.
    """
    at = at or question.moment
    sent = question.models().exclude(status=Status.DRAFT).order_by("code")
    found, codes = {}, {}
    standing = _standing(question, at)
    nominated = _nominated(question, at)
    for pk, code, status, type_, novelty, sector, unit, allocated, duplicate, *times in sent.values_list(*_COLUMNS):
        submitted_at, registered_at, reported_at, _closed_at = times
        if at and submitted_at >= at:
            continue
        levels = sorted(standing.get(pk, ()))
        status = _status_at(at, status, times, bool(levels)) if at else status
        if status == Status.WITHDRAWN and registered_at is None:
            continue
        codes[pk] = code
        facts = {"status": str(status), "type": type_, "novelty": novelty, "sector": sector, "unit": unit, "levels": levels}
        more = {
            "allocated": allocated,
            "duplicate": duplicate,
            "reported": bool(reported_at and (not at or reported_at < at)),
            "nominated": sorted(nominated.get(pk, ())),
        }
        found[code] = facts | {name: value for name, value in more.items() if value}
    for pk, of_model in _sums(question, at).items():
        if pk in codes:
            found[codes[pk]]["sums"] = of_model
    ended = Ending.objects.filter(campaign=question.campaign, initiative__in=question.scope())
    ended = ended.filter(made_at__lt=at) if at else ended
    return found | {code: {"ended": True} for code in ended.order_by("pk").values_list("initiative__code", flat=True)}


def _status_at(at: datetime, status: str, times: list, is_recognised: bool) -> str:
    """Where the model stood at that moment, as far as the kept times say. `times` are the last of `_COLUMNS`."""
    _submitted_at, registered_at, reported_at, closed_at = times
    is_closed = bool(closed_at and closed_at < at)
    if registered_at is None or registered_at >= at:
        return status if is_closed and status in (Status.DECLINED, Status.WITHDRAWN) else Status.SUBMITTED
    if is_recognised:
        return Status.RECOGNISED
    if is_closed and status in (Status.WITHDRAWN, Status.NOT_RECOGNISED, Status.REVOKED):
        return status
    return Status.REPORTED if reported_at and reported_at < at else Status.REGISTERED


def _standing(question: Question, at: datetime | None) -> dict[int, set[str]]:
    """The levels at which each model is recognised, or was at that moment."""
    rows = Recognition.objects.filter(initiative__in=question.models())
    if at:
        stood = Q(ended_at__isnull=True) | Q(ended_at__gte=at)
        rows = rows.filter(stood, recognised_at__lt=at).exclude(state=RecognitionState.CANCELLED)
    else:
        rows = rows.filter(state=RecognitionState.STANDING, initiative__status=Status.RECOGNISED)
    return _collected(rows.order_by().values_list("initiative", "level"))


def _nominated(question: Question, at: datetime | None) -> dict[int, set[str]]:
    """The levels to which each model was named in a letter that was sent."""
    rows = Nominee.objects.filter(nomination__sent_at__isnull=False, initiative__in=question.models())
    rows = rows.filter(nomination__sent_at__lt=at) if at else rows
    return _collected(rows.order_by().values_list("initiative", "level"))


def _collected(pairs) -> dict[int, set[str]]:
    found = defaultdict(set)
    for pk, value in pairs:
        found[pk].add(value)
    return found


def counted_in_sums(question: Question, at: datetime | None = None) -> QuerySet[Initiative]:
    """The models whose contributions and outcomes are added up: registered (at that moment), and no duplicates."""
    at = at or question.moment
    models = question.models()
    return sums.counted(models.filter(registered_at__lt=at) if at else models)


def _sums(question: Question, at: datetime | None) -> dict[int, dict[str, int]]:
    """What each model brings to the sums: {"money.people": VND, "road": m}. Per-person gifts are in no sum."""
    models = counted_in_sums(question, at).values("pk")
    found: dict[int, Counter] = defaultdict(Counter)
    given = Contribution.objects.filter(stage=Stage.ACHIEVED, per_person=False, initiative__in=models).order_by()
    for pk, kind, source, value in given.values_list("initiative", "kind", "source", "value"):
        found[pk][f"{kind}.{source}"] += value
    reached = sums.Asked(Stage.ACHIEVED, measure=sums.EVERY).rows().filter(initiative__in=models).order_by()
    reached = reached.exclude(measure__adding=Adding.NOT_AT_ALL)
    for pk, measure, adding, value in reached.values_list("initiative", "measure__code", "measure__adding", "value"):
        had = found[pk][measure]
        found[pk][measure] = max(had, value) if adding == Adding.LARGEST else had + value
    return {pk: dict(of_model) for pk, of_model in found.items()}


# ---- what follows from the facts; no query ----


def keys_of(facts: dict) -> tuple[str, ...]:
    """The figures in which a model with these facts counts."""
    if "ended" in facts:
        return ("ended",)
    at_levels = [AT_LEVEL[Level(level)].key for level in facts["levels"]]
    named = [Level(level) for level in facts.get("nominated", ())]
    nominated = ["nominated", *(NOMINATED[level] for level in named if level in NOMINATED)] if named else []
    reported = ["reported"] if facts.get("reported") and facts["status"] in REGISTERED_STATUSES else []
    return (*counting(facts["status"], facts["type"], facts["novelty"]), *at_levels, *reported, *nominated)


def counts_of(found: dict[str, dict]) -> Counter:
    """How many models count in each figure."""
    counts = Counter()
    for facts in found.values():
        counts.update(keys_of(facts))
    return counts


def figures_of(found: dict[str, dict]) -> Figures:
    """The figures of the catalogue."""
    return Figures(counts_of(found))


def grouped(found: dict[str, dict], *names: str) -> dict[tuple, Counter]:
    """The counts of the models by these facts: (sector, type) → counts."""
    groups: dict[tuple, Counter] = defaultdict(Counter)
    for facts in found.values():
        if "ended" not in facts:
            groups[tuple(facts[name] for name in names)].update(keys_of(facts))
    return groups


def measures() -> dict[str, Measure]:
    """The measures by their codes. One query."""
    return {measure.code: measure for measure in Measure.objects.all()}
