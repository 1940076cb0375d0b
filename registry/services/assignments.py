"""Who is to appraise which model: chosen by hand or spread evenly, without those whom four eyes forbid.

An assignment changes nothing in the model: its version stays, so that no page of it becomes stale.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import rules
from registry.errors import Refused
from registry.models import Appraisal, Assignment, Initiative, User
from registry.vocabulary import Action, AppraisalState

from . import notices, steps, trail

MOST_APPRAISERS = 200  # in one act


@dataclass(frozen=True)
class Assigned:
    """What an assignment over many did: the new rows, and what it left out, each with the reason."""

    made: list[Assignment]
    left_out: list[tuple[Initiative, str]]


def assign(initiatives: Iterable[Initiative], *, appraisers: Iterable[User], level: str, by, due_on=None) -> Assigned:
    """Let each of the appraisers appraise each of the models for `level`, until the end of `due_on`.

    Whom a conflict forbids is left out and named; so is who has the model already. Of the models all can be assigned by
    `by`, or nothing is done.

    Raises PermissionDenied without the right for the one model; Refused if a model is not in a status for it, if the day
    is past, or if nobody is left.
    """
    return _assign(initiatives, appraisers, level, by, due_on, lambda row, free, load: free)


def assign_evenly(
    initiatives: Iterable[Initiative], *, appraisers: Iterable[User], level: str, by, due_on=None, each: int = 1
) -> Assigned:
    """The same, spread evenly: each model gets `each` appraisers, those that it has included, the least laden first.

    The load is what a person has still to hand in for `level`. Models for which few are free choose first.
    """
    if each < 1:
        raise Refused(_("Each model needs one appraiser at least."), {"each": _("Each model needs one appraiser at least.")})

    def least_laden(row, free, load):
        return sorted(free, key=lambda person: (load[person.pk], person.pk))[: max(each - len(row.appraisers), 0)]

    return _assign(initiatives, appraisers, level, by, due_on, least_laden, each=each)


@transaction.atomic
def _assign(initiatives, appraisers, level, by, due_on, choose, each=0) -> Assigned:
    people = _appraisers(appraisers, due_on)
    rows = steps.locked(initiatives)
    _require_assignable(rows, level, by)
    _with_appraisers(rows, level)
    load = _load(people, level)
    left_out: list[tuple[Initiative, str]] = []
    free = {row.pk: _free(row, people, level, left_out) for row in rows}
    made = []
    for row in sorted(rows, key=lambda row: (len(free[row.pk]), row.pk)):
        for person in choose(row, free[row.pk], load):
            load[person.pk] += 1
            row.appraisers.add(person.pk)
            made.append(Assignment(initiative=row, level=level, appraiser=person, due_on=due_on, assigned_by=by))
        if len(row.appraisers) < each:
            left_out.append((row, _("Too few of the chosen people are free of conflicts.")))
    if not made:
        raise Refused(_("Nothing was assigned. %(reasons)s") % {"reasons": _first(left_out) or _("All of it is assigned.")})
    _write(rows, made, by)
    return Assigned(made, left_out)


def _appraisers(appraisers, due_on) -> list[User]:
    people = list({person.pk: person for person in appraisers}.values())
    if not people:
        raise Refused(_("Choose at least one appraiser."), {"appraisers": _("Choose at least one appraiser.")})
    if len(people) > MOST_APPRAISERS:
        raise Refused(_("At most %(most)s appraisers are possible at once.") % {"most": MOST_APPRAISERS})
    if due_on and due_on < timezone.localdate():
        raise Refused(_("The day is in the past."), {"due_on": _("The day is in the past.")})
    rules.know_houses(people)
    return people


def _require_assignable(rows: list[Initiative], level: str, by):
    """All of the models, or a refusal: right first, then status."""
    if len(rows) == 1:
        if sentence := rules.why_not_assign(by, rows[0], level):
            raise PermissionDenied(sentence)
        rules.require_open(Action.ASSIGN, rows[0], timezone.localdate())
    steps.require_all(steps.sort_out(rows, Action.ASSIGN, by=by, hinder=lambda row: rules.why_not_assign(by, row, level)))


def _with_appraisers(rows: list[Initiative], level: str):
    """Give each row `appraisers`, the ids of the accounts to whom it is assigned. One query."""
    known = Assignment.objects.filter(initiative__in=rows, level=level).values_list("initiative", "appraiser")
    assigned: dict[int, set[int]] = {row.pk: set() for row in rows}
    for initiative, appraiser in known:
        assigned[initiative].add(appraiser)
    for row in rows:
        row.appraisers = assigned[row.pk]


def _load(people: list[User], level: str) -> Counter:
    """How many models each of the people has still to hand in for `level`. One query."""
    signed = Appraisal.objects.filter(
        initiative=OuterRef("initiative"), level=level, appraiser=OuterRef("appraiser"), state=AppraisalState.SIGNED
    )
    open_ = Assignment.objects.filter(~Exists(signed), appraiser__in=people, level=level).order_by()
    return Counter(dict(open_.values_list("appraiser").annotate(number=Count("pk"))))


def _free(row: Initiative, people: list[User], level: str, left_out: list) -> list[User]:
    """Who of the people can appraise the model; of the others the reason goes to `left_out`."""
    free = []
    for person in people:
        if person.pk in row.appraisers:
            continue
        if sentence := _why_not(person, row, level):
            left_out.append((row, sentence))
        else:
            free.append(person)
    return free


def _why_not(person: User, row: Initiative, level: str) -> str:
    if conflict := rules.conflict(person, row, level):
        return rules.said_of(conflict, person)
    if not person.is_active or not rules.may_review(person):
        return _("%(name)s is no reviewer today.") % {"name": person}
    return ""


def _first(left_out) -> str:
    """The first reasons, each once."""
    reasons = dict.fromkeys(f"{row.code}: {sentence}" for row, sentence in left_out)
    return " ".join(list(reasons)[:3])


def _write(rows: list[Initiative], made: list[Assignment], by):
    """Store the assignments, with trail and notices."""
    now = timezone.now()
    for assignment in made:
        assignment.assigned_at = now
    Assignment.objects.bulk_create(made, batch_size=500)
    new: dict[int, list[int]] = {}
    for assignment in made:
        new.setdefault(assignment.initiative_id, []).append(assignment.appraiser_id)
    level = made[0].level
    entries = [
        (row, Action.ASSIGN, row.status, "", {"level": str(level), "appraisers": [[], sorted(new[row.pk])]})
        for row in rows
        if row.pk in new
    ]
    with trail.as_one():
        trail.record_many(entries, by=by, at=now)
    of_person: dict[User, list[Assignment]] = {}
    for assignment in made:
        of_person.setdefault(assignment.appraiser, []).append(assignment)
    with notices.together():
        for person, theirs in of_person.items():
            one = theirs[0].initiative if len(theirs) == 1 else None
            notices.tell_people([person], Action.ASSIGN, by=by, initiative=one, data={"count": len(theirs)})


@transaction.atomic
def unassign(assignment: Assignment, *, by):
    """Take a model from an appraiser; what they wrote stays. Raises Refused if they handed it in, or if it is gone."""
    [row] = steps.locked([assignment.initiative])
    fresh = Assignment.objects.filter(pk=assignment.pk).select_related("appraiser").first()
    if not fresh:
        raise Refused(_("This assignment was already taken back."))
    if sentence := rules.why_not_assign(by, row, fresh.level):
        raise PermissionDenied(sentence)
    rules.require_open(Action.ASSIGN, row, timezone.localdate())
    if row.appraisals.filter(level=fresh.level, appraiser=fresh.appraiser, state=AppraisalState.SIGNED).exists():
        raise Refused(_("%(name)s has handed in the appraisal already.") % {"name": fresh.appraiser})
    data = {"level": fresh.level, "appraisers": [[fresh.appraiser_id], []]}
    fresh.delete()
    trail.record(row, Action.ASSIGN, by=by, from_status=row.status, data=data)
