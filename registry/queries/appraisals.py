"""Appraisals in numbers: how far each appraiser is, how far apart the points of one model lie, what still lacks appraisals.

Points are compared in per cent of the most that the criteria of each appraisal allow, for two appraisals of one model may
go by different versions of the criteria.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from registry import lifecycle
from registry.models import (
    Appraisal,
    Assignment,
    Campaign,
    CriteriaSet,
    Criterion,
    Initiative,
    Membership,
    Nominee,
    Recognition,
    Score,
    User,
)
from registry.vocabulary import Action, AppraisalState, Level, RecognitionState, Role

WIDE = 20  # points in per cent: appraisals that lie further apart are marked
APPRAISED = tuple(lifecycle.STEPS[Action.APPRAISE].paths)  # the statuses in which a model is appraised
_NOT_VOID = ~Q(state=AppraisalState.VOID)


def signed_counts(initiatives: Iterable[Initiative], level: str) -> dict[int, int]:
    """How many appraisals for `level` are handed in and not void: id of the model → number; none is not named. One query."""
    signed = Appraisal.objects.filter(initiative__in=initiatives, level=level, state=AppraisalState.SIGNED).order_by()
    return dict(signed.values_list("initiative").annotate(number=Count("pk")))


# ---- points ----


def with_totals(appraisals: QuerySet[Appraisal]) -> QuerySet[Appraisal]:
    """Give each appraisal `points` and `most`, the most points that its criteria allow. No further query."""
    scores = Score.objects.filter(appraisal=OuterRef("pk")).order_by().values("appraisal")
    weights = Criterion.objects.filter(criteria=OuterRef("criteria")).order_by().values("criteria")
    return appraisals.annotate(
        points=Subquery(scores.annotate(total=Sum("points")).values("total")),
        most=Coalesce(Subquery(weights.annotate(total=Sum("weight")).values("total"), output_field=IntegerField()), 0),
    )


def percent(appraisal: Appraisal) -> float | None:
    """The points of an appraisal of `with_totals` in per cent of the most; None without points or criteria."""
    if not appraisal.most or appraisal.points is None:
        return None
    return float(appraisal.points) * 100 / appraisal.most


@dataclass(frozen=True)
class Spread:
    """How the appraisals of one model for one level lie, in per cent of the most points; `is_wide` beyond `WIDE`."""

    count: int
    lowest: float
    highest: float
    mean: float

    @property
    def is_wide(self) -> bool:
        return self.highest - self.lowest > WIDE


def spread(appraisals: Iterable[Appraisal]) -> Spread | None:
    """The spread of handed-in appraisals of `with_totals`; None where none of them has points."""
    found = [value for one in appraisals if one.state == AppraisalState.SIGNED and (value := percent(one)) is not None]
    return Spread(len(found), min(found), max(found), sum(found) / len(found)) if found else None


def spreads(initiatives: Iterable[Initiative], level: str) -> dict[int, Spread]:
    """The spread of each of the models for `level`; a model without points is not named. One query."""
    rows = Appraisal.objects.filter(initiative__in=initiatives, level=level, state=AppraisalState.SIGNED)
    of_model: dict[int, list[Appraisal]] = defaultdict(list)
    for row in with_totals(rows.order_by("pk")):
        of_model[row.initiative_id].append(row)
    found = {pk: spread(rows) for pk, rows in of_model.items()}
    return {pk: one for pk, one in found.items() if one}


def read(initiative: Initiative, level: str) -> list[Appraisal]:
    """The appraisals of the model for `level` that were handed in, void ones included, with all that a page shows of them.

    Four queries, however many they are.
    """
    rows = initiative.appraisals.filter(level=level).exclude(state=AppraisalState.OPEN)
    rows = with_totals(rows).select_related("appraiser", "criteria").order_by("state", "pk")
    return list(rows.prefetch_related("scores__criterion", "documents"))


def own(initiative: Initiative, level: str, user) -> Appraisal | None:
    """The person's appraisal of the model that is not void, with points and scores."""
    rows = initiative.appraisals.filter(level=level, appraiser=user).exclude(state=AppraisalState.VOID)
    return with_totals(rows).select_related("criteria").prefetch_related("scores", "criteria__criteria").first()


def criteria_by(appraisal: Appraisal | None, initiative: Initiative, level: str) -> list[Criterion]:
    """By which criteria the model is judged: those of the appraisal while they fit the submitter type, else those in force."""
    fits = appraisal and appraisal.criteria and appraisal.criteria.submitter_type == initiative.submitter_type
    criteria = appraisal.criteria if fits else criteria_for(initiative, level)
    return list(criteria.criteria.all()) if criteria else []


def last_void(initiative: Initiative, level: str, user) -> Appraisal | None:
    """What the person wrote about the model before its facts were changed; a new appraisal begins with it."""
    rows = initiative.appraisals.filter(level=level, appraiser=user, state=AppraisalState.VOID)
    return rows.prefetch_related("scores").order_by("-voided_at").first()


# ---- who appraises what ----


def appraisable_by(user) -> QuerySet[Initiative]:
    """The models whose page of appraisal the person may open: those of their sight, and those that are assigned to them."""
    assigned = Assignment.objects.filter(appraiser=user).values("initiative")
    seen = Initiative.objects.visible_to(user).values("pk")
    return Initiative.objects.filter(Q(pk__in=seen) | Q(pk__in=assigned), submitted_at__isnull=False)


def with_state(assignments: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Give each assignment `state` and `appraisal`, those of its appraisal that is not void; None if none is begun."""
    begun = Appraisal.objects.filter(
        _NOT_VOID, initiative=OuterRef("initiative"), level=OuterRef("level"), appraiser=OuterRef("appraiser")
    )
    return assignments.annotate(state=Subquery(begun.values("state")[:1]), appraisal=Subquery(begun.values("pk")[:1]))


def mine_by_tab(user) -> dict[str, QuerySet[Assignment]]:
    """What is assigned to the person: open (in time), late, done (handed in), each with what a line prints."""
    today = timezone.localdate()
    rows = with_state(Assignment.objects.filter(appraiser=user)).select_related("initiative__campaign", "initiative__unit")
    to_do = rows.filter(Q(state__isnull=True) | ~Q(state=AppraisalState.SIGNED), initiative__status__in=APPRAISED)
    return {
        "open": to_do.filter(Q(due_on__isnull=True) | Q(due_on__gte=today)),
        "late": to_do.filter(due_on__lt=today),
        "done": rows.filter(state=AppraisalState.SIGNED),
    }


def begun_without_assignment(user) -> QuerySet[Appraisal]:
    """Appraisals that the person began unasked and has not handed in."""
    assigned = Assignment.objects.filter(
        appraiser=OuterRef("appraiser"), initiative=OuterRef("initiative"), level=OuterRef("level")
    )
    rows = Appraisal.objects.filter(~Exists(assigned), appraiser=user, state=AppraisalState.OPEN)
    return rows.select_related("initiative__campaign", "initiative__unit").order_by("pk")


@dataclass(frozen=True)
class Progress:
    """How far one appraiser is: of `assigned` models so many are begun and not handed in, handed in, late."""

    appraiser_id: int
    name: str
    assigned: int
    begun: int
    signed: int
    late: int
    last_due: date | None


def progress(assignments: QuerySet[Assignment], today: date | None = None) -> list[Progress]:
    """The progress of each appraiser over these assignments, by name; late is what its day left behind. One query."""
    today = today or timezone.localdate()
    signed = Q(state=AppraisalState.SIGNED)
    rows = (
        with_state(assignments)
        .order_by()
        .values("appraiser", "appraiser__full_name", "appraiser__username")
        .annotate(
            assigned=Count("pk"),
            begun=Count("pk", filter=Q(state=AppraisalState.OPEN)),
            signed=Count("pk", filter=signed),
            late=Count("pk", filter=Q(due_on__lt=today) & (~signed | Q(state__isnull=True))),
            last_due=Max("due_on"),
        )
    )
    found = [
        Progress(
            row["appraiser"],
            row["appraiser__full_name"] or row["appraiser__username"],
            *(row[name] for name in ("assigned", "begun", "signed", "late", "last_due")),
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: (row.name, row.appraiser_id))


def to_appraise(models: QuerySet[Initiative], campaign: Campaign, level: str) -> QuerySet[Initiative]:
    """Those of `models` that are to be appraised for `level`: in a status for it, not yet recognised there.

    Above grassroots level these are the models that aim at the level or were nominated to it.
    """
    standing = Recognition.objects.filter(initiative=OuterRef("pk"), level=level, state=RecognitionState.STANDING)
    found = models.filter(~Exists(standing), campaign=campaign, status__in=APPRAISED)
    if level == Level.GRASSROOTS:
        return found
    nominated = Nominee.objects.filter(initiative=OuterRef("pk"), level=level, nomination__sent_at__isnull=False)
    return found.filter(Q(level=level) | Exists(nominated))


def levels_sought(initiative: Initiative) -> set[str]:
    """For which levels the model is to be appraised: the lowest, the one at which it aims, those to which it is nominated."""
    nominated = initiative.nominees.filter(nomination__sent_at__isnull=False).order_by()
    return {Level.GRASSROOTS, initiative.level, *nominated.values_list("level", flat=True)}


def with_counts(models: QuerySet[Initiative], level: str) -> QuerySet[Initiative]:
    """Give each model `assigned` and `signed`: how many are to appraise it for `level`, and how many handed in."""
    assigned = Assignment.objects.filter(initiative=OuterRef("pk"), level=level).order_by().values("initiative")
    signed = Appraisal.objects.filter(initiative=OuterRef("pk"), level=level, state=AppraisalState.SIGNED).order_by()
    return models.annotate(
        assigned=Coalesce(Subquery(assigned.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0),
        signed=Coalesce(
            Subquery(signed.values("initiative").annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0
        ),
    )


def appraisers_for(user, level: str) -> list[User]:
    """Whom the person can choose as appraisers for `level`: those with a reviewer's post in their own scope, by name.

    Each has `load`, the number of assignments of this level that are not handed in. One query.
    """
    today = timezone.localdate()
    posts = Membership.objects.in_force(today).filter(role=Role.REVIEWER, user=OuterRef("pk"))
    if not user.is_superuser:
        posts = posts.filter(user.scope.within(Role.REVIEWER))
    signed = Appraisal.objects.filter(
        initiative=OuterRef("initiative"), level=level, appraiser=OuterRef("appraiser"), state=AppraisalState.SIGNED
    )
    open_ = Assignment.objects.filter(~Exists(signed), appraiser=OuterRef("pk"), level=level).order_by().values("appraiser")
    load = Subquery(open_.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    people = User.objects.filter(Exists(posts), is_active=True).annotate(load=Coalesce(load, 0))
    return list(people.order_by("full_name", "pk"))


# ---- criteria ----


def newest(sets: QuerySet[CriteriaSet]) -> QuerySet[CriteriaSet]:
    """Those of the sets that are in force: of each campaign, submitter type and level the last version."""
    later = CriteriaSet.objects.filter(
        campaign=OuterRef("campaign"),
        submitter_type=OuterRef("submitter_type"),
        level=OuterRef("level"),
        version__gt=OuterRef("version"),
    )
    return sets.filter(~Exists(later))


def criteria_for(initiative: Initiative, level: str) -> CriteriaSet | None:
    """The criteria in force by which the model is appraised for `level`; None if the campaign has none."""
    sets = CriteriaSet.objects.filter(campaign=initiative.campaign_id, submitter_type=initiative.submitter_type, level=level)
    return sets.prefetch_related("criteria").order_by("-version").first()


def with_use(sets: QuerySet[CriteriaSet]) -> QuerySet[CriteriaSet]:
    """Give each set `uses`, the number of appraisals by it, and `most`, the sum of its points. No further query."""
    uses = Appraisal.objects.filter(criteria=OuterRef("pk")).order_by().values("criteria").annotate(n=Count("pk"))
    weights = Criterion.objects.filter(criteria=OuterRef("pk")).order_by().values("criteria").annotate(n=Sum("weight"))
    return sets.annotate(
        uses=Coalesce(Subquery(uses.values("n"), output_field=IntegerField()), 0),
        most=Coalesce(Subquery(weights.values("n"), output_field=IntegerField()), 0),
    )


def readable_by(user, appraisals: QuerySet[Appraisal]) -> QuerySet[Appraisal]:
    """Those of the appraisals that the person may read: their own, and what others handed in.

    Others' are kept back while the person has the model to appraise for the same level, and for good from who entered the
    model or is named in it.
    """
    same = {"initiative": OuterRef("initiative"), "level": OuterRef("level"), "appraiser": user}
    own = Appraisal.objects.filter(**same)
    waits = Exists(Assignment.objects.filter(**same)) | Exists(own.filter(state=AppraisalState.OPEN))
    free = ~waits | Exists(own.filter(state=AppraisalState.SIGNED))
    involved = Initiative.objects.filter(Q(authors__in=user.persons) | Q(person__account__in=user.persons))
    others = appraisals.filter(free, ~Q(state=AppraisalState.OPEN)).exclude(initiative__in=involved)
    return appraisals.filter(Q(appraiser=user) | Q(pk__in=others.values("pk")))
