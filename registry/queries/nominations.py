"""Letters of nomination: which level lies above, who reads which letter, where each model stands, how many came how far."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from registry.models import Campaign, Entry, Initiative, Membership, Nomination, Nominee, Reach, Recognition, User
from registry.vocabulary import (
    LEVEL_OF_TIER,
    TEXT_PARTS,
    Action,
    Level,
    NominationState,
    RecognitionState,
    Role,
    Status,
    Tier,
    UnitsAsOf,
)

from .indicators import COUNTS
from .placing import NOT_ALLOCATED, placed_by

DISTRICTS_ENDED = date(2025, 7, 1)  # from this day on the province is the level right above a commune
READING = (Role.REVIEWER, Role.LEADER)
LONG = tuple(f"initiative__{name}" for name in (*map(str, TEXT_PARTS), "report", "search_text"))  # what no list prints
# A model with such a nomination is not nominated to the same level a second time.
SETTLED = (NominationState.NOMINATED, NominationState.RECOGNISED, NominationState.NOT_RECOGNISED)
# From where the level above answers how. A refusal holds for the campaign, whatever letter comes next, until the level that
# refused takes it back: it returns the nomination with a reason, and from then on a new letter can name the model.
ANSWERED_FROM = {
    Action.RETURN_NOMINATION: (NominationState.NOMINATED, NominationState.NOT_RECOGNISED),
    Action.REFUSE_NOMINATION: (NominationState.NOMINATED,),
}
_LEADS_TO = {
    Action.RETURN_NOMINATION: NominationState.RETURNED,
    Action.REFUSE_NOMINATION: NominationState.NOT_RECOGNISED,
}


def level_above(level: str, day: date) -> Level | None:
    """The level to which `level` nominates on `day`; None above the centre."""
    match level:
        case Level.GRASSROOTS:
            return Level.DISTRICT if day < DISTRICTS_ENDED else Level.PROVINCE
        case Level.DISTRICT:
            return Level.PROVINCE
        case Level.PROVINCE:
            return Level.CENTRAL
    return None


# ---- letters ----


def written_by(user, *roles) -> QuerySet[Nomination]:
    """The letters of the person's own level, drafts too, of the units that belong to it."""
    if user.is_superuser:
        return Nomination.objects.all()
    return Nomination.objects.filter(_at_levels(user, "from_level", roles or (Role.REVIEWER,)))


def received_by(user, *roles) -> QuerySet[Nomination]:
    """The letters sent to the person's own level; the province also keeps those to the centre."""
    sent = Nomination.objects.filter(sent_at__isnull=False)
    return sent if user.is_superuser else sent.filter(_at_levels(user, "level", roles or READING))


def visible_to(user) -> QuerySet[Nomination]:
    """Letters that were sent by units in the person's scope, and drafts of the level at which the person reviews."""
    if user.is_superuser:
        return Nomination.objects.all()
    sent = Q(sent_at__isnull=False) & user.scope.within(*READING)
    return Nomination.objects.filter(sent | _at_levels(user, "from_level", (Role.REVIEWER,)))


def _at_levels(user, field: str, roles) -> Q:
    """The letters whose `field` is a level of the person's posts, of units that these posts cover."""
    holders: dict[str, set[int]] = defaultdict(set)
    for post in user.scope.posts:
        if post.role in roles:
            holders[LEVEL_OF_TIER[Tier(post.tier)]].add(post.unit_id)
    if field == "level" and Level.PROVINCE in holders:
        holders[Level.CENTRAL] = holders[Level.PROVINCE]
    found = Q(pk__in=[])
    for level, posts in holders.items():
        found |= Q(**{field: level}, unit__in=Reach.objects.filter(holder__in=posts).values("unit"))
    return found


def listed(letters: QuerySet[Nomination]) -> QuerySet[Nomination]:
    """With what a row prints, and how many models of the letter stand in which state. No further query."""
    counts = {state.value: Count("nominees", filter=Q(nominees__state=state)) for state in NominationState}
    return letters.select_related("campaign", "unit", "body").annotate(models=Count("nominees"), **counts)


def counts_of(letters: QuerySet[Nomination]) -> dict[str, int]:
    """How many models of these letters stand in which state. One query."""
    rows = Nominee.objects.filter(nomination__in=letters.order_by().values("pk")).order_by().values_list("state")
    found = dict(rows.annotate(number=Count("pk")))
    return {state.value: found.get(state.value, 0) for state in NominationState}


def scope_of(letter: Nomination) -> Q:
    """The condition that a model belongs to the unit of the letter: what it covers wholly, or was given to it."""
    covered = Reach.objects.filter(holder=letter.unit_id, is_whole=True).values("unit")
    return Q(unit__in=covered) | Q(allocated_unit__in=covered)


def candidates(letter: Nomination, user) -> QuerySet[Initiative]:
    """The models that this letter could still take: recognised at its level, not yet nominated or recognised above."""
    standing = Recognition.objects.filter(initiative=OuterRef("pk"), state=RecognitionState.STANDING)
    taken = Nominee.objects.filter(initiative=OuterRef("pk"), level=letter.level)
    return Initiative.objects.visible_to(user).filter(
        scope_of(letter),
        Exists(standing.filter(level=letter.from_level)),
        ~Exists(standing.filter(level=letter.level)),
        ~Exists(taken.filter(state__in=[NominationState.PREPARED, *SETTLED])),
        campaign=letter.campaign_id,
        status=Status.RECOGNISED,
    )


def standing(initiatives, levels) -> set[tuple[int, str]]:
    """(id of the model, level) of the recognitions that stand at these levels. One query."""
    rows = Recognition.objects.filter(initiative__in=initiatives, level__in=levels, state=RecognitionState.STANDING)
    return set(rows.values_list("initiative", "level"))


def nominated(initiatives, level: str) -> dict[int, Nominee]:
    """The last nomination of each model to `level`, prepared ones too, with its letter: by id of the model. One query."""
    rows = Nominee.objects.filter(initiative__in=initiatives, level=level).select_related("nomination")
    return {row.initiative_id: row for row in rows.order_by("pk")}


def named_before(initiatives) -> set[int]:
    """Which of these models (or ids) a letter named that was sent, to whatever level. One query."""
    sent = Nominee.objects.filter(initiative__in=initiatives, nomination__sent_at__isnull=False).order_by()
    return set(sent.values_list("initiative", flat=True))


def of_model(initiative: Initiative, *, drafts: bool) -> list[Nominee]:
    """How the model was nominated, oldest first, with the letters; `drafts` adds those not sent yet. One query."""
    rows = initiative.nominees.select_related("nomination__unit").order_by("pk")
    return list(rows if drafts else rows.filter(nomination__sent_at__isnull=False))


def answers_open(nominee: Nominee) -> list[Action]:
    """How the level above can answer this nomination from where it stands, rights apart."""
    return [action for action, states in ANSWERED_FROM.items() if nominee.state in states]


def answered_before(nominees: Iterable[Nominee]) -> dict[int, tuple[NominationState, int, datetime]]:
    """What the level above answered last to these nominations: id → (state, account, time), as the trail tells. One query."""
    rows = {(row.initiative_id, row.level): row.pk for row in nominees}
    told = Entry.objects.filter(action__in=_LEADS_TO, initiative__in={initiative for initiative, _level in rows})
    found = {}
    for entry in told.order_by("pk").only("initiative", "action", "data", "actor", "at"):
        if pk := rows.get((entry.initiative_id, entry.data.get("level"))):
            found[pk] = (_LEADS_TO[Action(entry.action)], entry.actor_id, entry.at)
    return found


def readers_above(letter: Nomination, day: date) -> list[User]:
    """The reviewers of the level to which the letter goes. One query."""
    level = Level.PROVINCE if letter.level == Level.CENTRAL else letter.level
    tiers = [tier for tier, its_level in LEVEL_OF_TIER.items() if its_level == level]
    posts = Membership.objects.in_force(day).filter(
        role=Role.REVIEWER, unit__tier__in=tiers, unit__reach__unit=letter.unit_id, unit__reach__is_whole=True
    )
    return list(User.objects.filter(is_active=True, memberships__in=posts).distinct().order_by("pk"))


# ---- the board ----


@dataclass(frozen=True)
class Step:
    """One column of the board: models of a state at a level, by their last letter to it. No state means all of them."""

    key: str
    level: Level
    states: tuple[NominationState, ...]
    name: str
    definition: str

    def holds(self, level: str, state: str) -> bool:
        return level == self.level and state in self.states


_SENT = (NominationState.NOMINATED, NominationState.RETURNED, NominationState.RECOGNISED, NominationState.NOT_RECOGNISED)
STEPS = {
    step.key: step
    for step in (
        Step("nominated", Level.PROVINCE, _SENT, _("Nominated"), _("Models named in a letter that was sent to this level.")),
        Step(
            "waiting",
            Level.PROVINCE,
            (NominationState.NOMINATED,),
            _("Waiting"),
            _("Nominated models on which this level has not decided yet."),
        ),
        Step(
            "returned",
            Level.PROVINCE,
            (NominationState.RETURNED,),
            _("Returned"),
            _("Nominated models that this level sent back; they may be nominated again in a new letter."),
        ),
        Step(
            "refused",
            Level.PROVINCE,
            (NominationState.NOT_RECOGNISED,),
            _("Not recognised"),
            _("Nominated models that this level did not recognise."),
        ),
        Step(
            "recognised-above",
            Level.PROVINCE,
            (NominationState.RECOGNISED,),
            _("Recognised"),
            _("Nominated models that this level recognised by decision."),
        ),
        Step(
            "nominated-centre",
            Level.CENTRAL,
            _SENT,
            _("Nominated"),
            _("Models named in a letter that was sent to this level."),
        ),
        Step(
            "recognised-centre",
            Level.CENTRAL,
            (NominationState.RECOGNISED,),
            _("Recognised"),
            _("Nominated models that this level recognised by decision."),
        ),
    )
}
REGISTERED, GRASSROOTS = "registered", "grassroots"


@dataclass(frozen=True)
class Line:
    """One unit's way up: the number of its models at each step, by key. `key` is that of the unit, "" for all."""

    key: str
    name: str
    numbers: Counter

    def __getitem__(self, step: str) -> int:
        return self.numbers[step]


def latest(initiatives: QuerySet) -> QuerySet[Nominee]:
    """The last nomination of each of these models to each level, as far as letters were sent."""
    sent = Nominee.objects.filter(nomination__sent_at__isnull=False, initiative__in=initiatives.order_by().values("pk"))
    last = sent.order_by().values("initiative", "level").annotate(last=Max("pk"))
    return Nominee.objects.filter(pk__in=last.values("last"))


def board(campaign: Campaign, initiatives: QuerySet, as_of: UnitsAsOf = UnitsAsOf.THEN) -> list[Line]:
    """A line for each unit that registered a model, by its name of the cut-off day; who nominated most stands first.

    By the units of today a model stands with the one that carries its unit on, else with the one to which it was
    allocated, else in the line of those that are not allocated. In both ways the lines add up. Eight queries.
    """
    models = initiatives.filter(campaign=campaign).order_by()
    placing = placed_by(campaign, as_of)
    numbers: dict[int | None, Counter] = defaultdict(Counter)
    registered = models.filter(COUNTS["registered"].condition).values_list("unit", "allocated_unit")
    recognised = models.filter(
        status=Status.RECOGNISED, recognitions__state=RecognitionState.STANDING, recognitions__level=Level.GRASSROOTS
    ).values_list("unit", "allocated_unit")
    for key, rows in ((REGISTERED, registered), (GRASSROOTS, recognised)):
        for *place, number in rows.annotate(number=Count("pk")):
            numbers[placing.spot(*place)][key] += number
    stages = latest(models).order_by().values_list("initiative__unit", "initiative__allocated_unit", "level", "state")
    for unit, allocated, level, state, number in stages.annotate(number=Count("pk")):
        for step in STEPS.values():
            if step.holds(level, state):
                numbers[placing.spot(unit, allocated)][step.key] += number
    found = sorted(filter(None, numbers), key=lambda unit: (placing.known[unit].order, unit))
    lines = [Line(placing.known[unit].key, placing.name(unit), numbers[unit]) for unit in found]
    if None in numbers:
        lines.append(Line(NOT_ALLOCATED, pgettext("line of a table", "Not allocated"), numbers[None]))
    return sorted(lines, key=lambda line: tuple(-line[key] for key in ("nominated", GRASSROOTS, REGISTERED)))


def together(lines: Iterable[Line], name: str) -> Line:
    """The lines added up."""
    return Line("", name, sum((line.numbers for line in lines), Counter()))


def behind(
    step: Step, campaign: Campaign, initiatives: QuerySet, unit: str = "", as_of: UnitsAsOf = UnitsAsOf.THEN
) -> QuerySet[Nominee]:
    """The nominations behind a number of the board; `unit` is the key of its line."""
    models = initiatives.filter(campaign=campaign)
    if unit and as_of == UnitsAsOf.TODAY:
        models = models.filter(placed_by(campaign, as_of).condition([unit]))
    elif unit:
        models = models.filter(unit__key=unit)
    return latest(models).filter(level=step.level, state__in=step.states)


def names_persons(letter: Nomination) -> bool:
    """Whether the list prints a person's name: that of an individual, or where a collective has none of its own."""
    return letter.nominees.filter(initiative__collective_name="").exclude(initiative__person__name="").exists()
