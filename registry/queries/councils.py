"""What councils decide: the rules of a session, who may not vote on which model, the count of each vote, what was passed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from registry import rules, text
from registry.models import (
    AgendaItem,
    CouncilMember,
    CouncilSession,
    Initiative,
    Person,
    Reach,
)
from registry.vocabulary import (
    TEXT_PARTS,
    CouncilRole,
    CouncilState,
    Role,
    SubmitterType,
    Template,
    VotesOf,
)

from . import appraisals, wordings
from . import initiatives as lists

LONG = (*map(str, TEXT_PARTS), "report", "search_text", "title_words")  # texts that no list prints


def passed(initiatives, level) -> set[int]:
    """The ids of those of the models that a closed session of a council passed for `level`. One query."""
    items = AgendaItem.objects.filter(
        initiative__in=initiatives, is_passed=True, session__level=level, session__state=CouncilState.CLOSED
    )
    return set(items.values_list("initiative", flat=True))


def visible_to(user) -> QuerySet[CouncilSession]:
    """The sessions of bodies in the person's scope (or of no unit) on whose agenda they may see every model.

    What is being prepared is seen by those who may prepare it.
    """
    sessions = CouncilSession.objects.select_related("body", "campaign")
    if user.is_superuser:
        return sessions
    units = user.scope.units(Role.REVIEWER, Role.LEADER)
    hidden = AgendaItem.objects.filter(session=OuterRef("pk")).exclude(initiative__in=Initiative.objects.visible_to(user))
    mine = Q(body__unit__isnull=True) | Q(body__unit__in=units)
    prepared = Q(level__in=rules.decision_levels(user)) & (
        Q(body__unit__isnull=True) | Q(body__unit__in=user.scope.units(Role.REVIEWER))
    )
    return sessions.filter(mine, Q(state=CouncilState.CLOSED) | prepared, ~Exists(hidden))


def with_counts(sessions: QuerySet[CouncilSession]) -> QuerySet[CouncilSession]:
    """Each session with `models`, `passes` and `present`: how many are on its agenda, were passed, were there."""

    def number(rows):
        return Coalesce(Subquery(rows.order_by().values("session").annotate(n=Count("pk")).values("n")), 0)

    items = AgendaItem.objects.filter(session=OuterRef("pk"))
    members = CouncilMember.objects.filter(session=OuterRef("pk"))
    return sessions.annotate(
        models=number(items), passes=number(items.filter(is_passed=True)), present=number(members.filter(is_present=True))
    )


# ---- the rules of a session ----


@dataclass(frozen=True)
class Law:
    """By which shares a session counts: as the level is set, or as it was when the session was closed.

    `fault` is a sentence where a share of the settings cannot be read; then nothing can be closed.
    """

    quorum: str
    threshold: str
    votes_of: str
    is_binding: bool  # whether only what a council passed can be recognised at this level
    appraisals_needed: int
    fault: str = ""

    @classmethod
    def of(cls, session: CouncilSession) -> "Law":
        setting = rules.level_setting(session.campaign, session.level)
        source = session if session.state == CouncilState.CLOSED else setting
        fault = ""
        for words in (source.quorum, source.threshold):
            try:
                text.share(words)
            except ValueError:
                fault = _("The settings of this level hold “%(words)s”, which is no share. An administrator mends it.") % {
                    "words": words
                }
        return cls(source.quorum, source.threshold, source.votes_of, setting.uses_council, setting.appraisals_needed, fault)

    def has_quorum(self, present: int, members: int) -> bool:
        return bool(present) and not self.fault and present >= text.share(self.quorum) * members

    def share(self, votes: int, voters: int, members: int) -> Fraction:
        """The share that these votes are, exactly. Of nobody, it is nothing."""
        base = members if self.votes_of == VotesOf.MEMBERS else voters
        return Fraction(votes, base) if base else Fraction(0)

    def passes(self, votes: int, voters: int, members: int) -> bool:
        return not self.fault and bool(votes) and self.share(votes, voters, members) >= text.share(self.threshold)


def percent(share: Fraction) -> str:
    """A share in percent, never rounded up: 69.999 % stays below 70 %."""
    hundredths = share.numerator * 10_000 // share.denominator
    digits = 0 if hundredths % 100 == 0 else 1 if hundredths % 10 == 0 else 2
    return f"{formats.number_format(hundredths / 100, digits)} %"


# ---- who may not vote ----


def members_of(session: CouncilSession) -> list[CouncilMember]:
    """The members in their order, with their accounts. One query."""
    return list(session.members.select_related("account"))


def bars(session: CouncilSession, members: Iterable[CouncilMember], models: Iterable[Initiative]) -> dict[int, dict]:
    """Who may not vote on which model: id of the model → {id of the member: the sentence that says why}.

    Three queries, however many models and members: the rules are those of every act (`rules.conflict`).
    """
    seated = [(member, member.account) for member in members if member.account_id]
    models = list(models)
    found: dict[int, dict] = defaultdict(dict)
    if not seated or not models:
        return found
    involved = defaultdict(set)
    people = {pk for _member, account in seated for pk in account.persons}
    entered = Initiative.authors.through.objects.filter(initiative__in=models, user__in=people)
    for person, model in entered.values_list("user", "initiative"):
        involved[model].add(person)
    for person, model in Person.objects.filter(initiative__in=models, account__in=people).values_list("account", "initiative"):
        involved[model].add(person)
    rules.know_houses([account for _member, account in seated])
    for model in models:
        for member, account in seated:
            is_involved = bool(involved[model.pk] & account.persons)
            if conflict := rules.conflict(account, model, session.level, involved=is_involved):
                found[model.pk][member.pk] = str(rules.said_of(conflict, member.name))
    return found


# ---- the agenda with its counts ----


@dataclass
class Line:
    """One model of the agenda as it is counted: who could vote on it, what was found, what the minutes print of it.

    `is_passed` is None while votes are missing; before the session is closed it is what closing would write.
    """

    item: AgendaItem
    number: int
    voters: int
    members: int
    law: Law
    barred: dict[int, str] = field(default_factory=dict)
    spread: appraisals.Spread | None = None
    appraised: int = 0  # how many appraisals were handed in
    printed: dict[str, str] = field(default_factory=dict)

    @property
    def has_votes(self) -> bool:
        return self.item.votes_for is not None

    @property
    def is_too_many(self) -> bool:
        """Whether more votes are recorded than members could vote."""
        return self.has_votes and self.item.votes_for + self.item.votes_against > self.voters

    @property
    def is_passed(self) -> bool | None:
        if self.item.is_passed is not None:
            return self.item.is_passed
        return self.law.passes(self.item.votes_for, self.voters, self.members) if self.has_votes else None

    @property
    def abstained(self) -> int:
        return max(0, self.voters - self.item.votes_for - self.item.votes_against) if self.has_votes else 0

    @property
    def result(self) -> str:
        """The count in words: "7 of 8 members present voted for: 87.5 %, 70 % needed"."""
        if not self.has_votes:
            return ""
        of_members = self.law.votes_of == VotesOf.MEMBERS
        said = {
            "votes": self.item.votes_for,
            "voters": self.members if of_members else self.voters,
            "share": percent(self.law.share(self.item.votes_for, self.voters, self.members)),
            "needed": self.law.threshold,
        }
        if of_members:
            return _("%(votes)s of all %(voters)s members voted for: %(share)s, %(needed)s needed") % said
        return _("%(votes)s of %(voters)s present voted for: %(share)s, %(needed)s needed") % said


def lines(session: CouncilSession, members: list[CouncilMember], law: Law) -> list[Line]:
    """The agenda in its order. The number of queries is the same for one model and for three hundred."""
    related = ("initiative__campaign", "initiative__unit", "initiative__sector", "initiative__person")
    items = list(session.items.select_related(*related).defer(*(f"initiative__{name}" for name in LONG)))
    models = [item.initiative for item in items]
    lists.with_unit_names(models)
    is_closed = session.state == CouncilState.CLOSED
    barred = {} if is_closed else bars(session, members, models)
    present = {member.pk for member in members if member.is_present}
    spreads = {} if is_closed else appraisals.spreads(models, session.level)
    counts = {} if is_closed else appraisals.signed_counts(models, session.level)
    found = []
    for number, item in enumerate(items, start=1):
        model = item.initiative
        why = {int(key): words for key, words in item.barred.items()} if is_closed else barred.get(model.pk, {})
        spread, count = spreads.get(model.pk), counts.get(model.pk, 0)
        found.append(
            Line(
                item=item,
                number=number,
                voters=item.voters if is_closed else len(present - why.keys()),
                members=len(members),
                law=law,
                barred=why,
                printed=item.printed if is_closed else printed(model, spread, count),
                spread=spread,
                appraised=count,
            )
        )
    return found


def printed(model: Initiative, spread: appraisals.Spread | None, count: int) -> dict[str, str]:
    """What minutes print of a model that has its `unit_name`, and of what `count` appraisers found about it."""
    person = model.person.name if hasattr(model, "person") else ""
    holder = person if model.submitter_type == SubmitterType.INDIVIDUAL else model.collective_name
    return {
        "title": model.title,
        "holder": holder or person,
        "unit": capfirst(model.unit_name),
        "sector": model.sector.name_vi,
        "appraised": brief(spread, count),
    }


def brief(spread: appraisals.Spread | None, count: int) -> str:
    """The appraisals in a cell of a table: "86.5 % (3)": the mean of their points, and how many there are."""
    if spread:
        return f"{formats.number_format(spread.mean, 1)} % ({count})"
    return f"– ({count})" if count else ""


# ---- what the minutes say ----


def words(session: CouncilSession, members: list[CouncilMember], agenda: list[Line], law: Law) -> dict:
    """The words of the minutes as the wording of body and level fills them in: what `wordings.filled` returns."""
    return wordings.filled(
        wordings.wording(Template.MINUTES, session.body, session.level), facts(session, members, agenda, law)
    )


def facts(session: CouncilSession, members: list[CouncilMember], agenda: list[Line], law: Law) -> dict[str, str]:
    """What the wording of minutes can mention, in Vietnamese (`wordings.SAMPLES` names it all)."""
    by_role = {member.role: member.name for member in members if member.is_present}
    individuals = sum(line.item.initiative.submitter_type == SubmitterType.INDIVIDUAL for line in agenda)
    day = session.held_on
    return {
        "body": session.body.name,
        "level": wordings.level_words(session.level, day),
        "year": str(session.campaign.year),
        "campaign": f"Đợt thi đua năm {session.campaign.year}",
        "number": session.number or "…",
        "date": f"ngày {day:%d} tháng {day.month if day.month > 2 else f'0{day.month}'} năm {day.year}",
        "place": session.place or session.body.place or "…",
        "signatory": by_role.get(CouncilRole.CHAIR) or by_role.get(CouncilRole.VICE_CHAIR) or "…",
        "position": "Chủ tịch Hội đồng" if CouncilRole.CHAIR in by_role else "Phó Chủ tịch Hội đồng",
        "count": wordings.counted(len(agenda)),
        "collectives": wordings.counted(len(agenda) - individuals),
        "individuals": wordings.counted(individuals),
        "composition": wordings.composition(len(agenda) - individuals, individuals),
        "members": wordings.counted(len(members)),
        "present": wordings.counted(sum(member.is_present for member in members)),
        "quorum": law.quorum,
        "threshold": law.threshold,
        "passed": wordings.counted(sum(line.is_passed is True for line in agenda)),
        "failed": wordings.counted(sum(line.is_passed is False for line in agenda)),
        "chair": by_role.get(CouncilRole.CHAIR) or by_role.get(CouncilRole.VICE_CHAIR) or "…",
        "secretary": by_role.get(CouncilRole.SECRETARY) or "…",
        "remarks": session.remarks,
    }


# ---- what can be put on an agenda ----


def candidates(session: CouncilSession, user) -> QuerySet[Initiative]:
    """The models of the campaign that are due at this level and on no agenda of it, oldest first; each knows `signed`, the
    number of its appraisals. Whether they can be put on this one, the service says.
    """
    placed = AgendaItem.objects.filter(initiative=OuterRef("pk"), session__level=session.level)
    placed = placed.filter(Q(session=session) | Q(session__state=CouncilState.PREPARED) | Q(is_passed=True))
    models = Initiative.objects.visible_to(user).filter(~Exists(placed))
    models = appraisals.to_appraise(models, session.campaign, session.level)
    if session.body.unit_id:
        covered = Reach.objects.filter(holder=session.body.unit_id, is_whole=True).values("unit")
        models = models.filter(Q(unit__in=covered) | Q(allocated_unit__in=covered))
    models = appraisals.with_counts(models, session.level)
    return lists.listed(lists.with_unit_then(models, session.campaign)).order_by("submitted_at", "pk")


def last_of_body(session: CouncilSession) -> CouncilSession | None:
    """The last other session of the same body that has members."""
    others = CouncilSession.objects.filter(body=session.body_id, level=session.level).exclude(pk=session.pk)
    return others.filter(Exists(CouncilMember.objects.filter(session=OuterRef("pk")))).order_by("-held_on", "-pk").first()
