"""The agenda of a council session: which models can stand on it, and in which order."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from registry import lifecycle, rules
from registry.errors import Refused, Stale
from registry.models import AgendaItem, CouncilSession, Initiative, Reach, Recognition
from registry.queries import councils as questions
from registry.queries import initiatives as lists
from registry.vocabulary import Action, CouncilState, RecognitionState

from . import council_rows, steps

MOST_MODELS = 300  # of one session: its votes are saved in one step


def sort_out(session: CouncilSession, initiatives: Iterable[Initiative], *, by) -> steps.SortedOut:
    """Say which of these models can be put on the agenda now, and why not the others. Reads only, in five queries."""
    initiatives = list(initiatives)
    known = Known(session, initiatives, by)
    possible, refused = [], []
    for initiative in initiatives:
        sentence = known.why_not(initiative)
        if sentence:
            refused.append((initiative, sentence))
        else:
            possible.append(initiative)
    return steps.SortedOut(possible, refused)


class Known:
    """What is asked about each model that shall be on an agenda, read at once for all of them."""

    def __init__(self, session: CouncilSession, initiatives: list[Initiative], by):
        self.session, self.by = session, by
        standing = Recognition.objects.filter(initiative__in=initiatives, level=session.level, state=RecognitionState.STANDING)
        self.recognised = set(standing.values_list("initiative", flat=True))
        self.passed = questions.passed(initiatives, session.level)
        prepared = AgendaItem.objects.filter(
            initiative__in=initiatives, session__level=session.level, session__state=CouncilState.PREPARED
        )
        self.placed = dict(prepared.order_by("pk").values_list("initiative", "session"))
        involved = lists.with_involvement(Initiative.objects.filter(pk__in=[row.pk for row in initiatives]), by)
        self.involved = set(involved.filter(involves=True).values_list("pk", flat=True))
        self.covered = None
        if session.body.unit_id:
            covered = Reach.objects.filter(holder=session.body.unit_id, is_whole=True)
            self.covered = set(covered.values_list("unit", flat=True))

    def why_not(self, initiative: Initiative) -> str:
        """The first reason why the model cannot be on the agenda, "" if it can."""
        session = self.session
        if initiative.campaign_id != session.campaign_id:
            return _("The model belongs to another campaign.")
        held_by = {initiative.unit_id, initiative.allocated_unit_id}
        if self.covered is not None and not held_by & self.covered:
            return _("The unit of the model does not belong to this body.")
        if session.level not in rules.acting_levels(self.by, initiative):
            return _("You do not review this model at the level of this council.")
        if initiative.pk in self.involved:
            return rules.said_to(rules.Conflict.INVOLVED)
        if initiative.pk in self.placed:
            if self.placed[initiative.pk] == session.pk:
                return _("The model is on the agenda already.")
            return _("The model is on the agenda of another session that is being prepared.")
        return self.why_not_decided(initiative)

    def why_not_decided(self, initiative: Initiative) -> str:
        """The first reason why a council cannot decide on the model, "" if it can."""
        if not lifecycle.is_open(Action.RECOGNISE, initiative.status):
            return _("The model is now “%(status)s”, so no council decides on it.") % {
                "status": initiative.get_status_display()
            }
        if initiative.pk in self.recognised:
            return _("The model is already recognised at this level.")
        if initiative.pk in self.passed:
            return _("A council has passed this model for this level already.")
        return ""


@transaction.atomic
def add(session: CouncilSession, initiatives: Iterable[Initiative], *, by, version=None) -> list[AgendaItem]:
    """Put these models at the end of the agenda, all of them or none, and return the new items.

    Raises Refused with the first reasons if any of them cannot go, or the agenda would become longer than MOST_MODELS.
    """
    session = council_rows.locked(session, by, version)
    rows = steps.locked(initiatives)
    steps.require_all(sort_out(session, rows, by=by))
    orders = list(session.items.values_list("order", flat=True))
    if len(orders) + len(rows) > MOST_MODELS:
        raise Refused(_("One session decides on at most %(most)s models. Prepare another one.") % {"most": MOST_MODELS})
    place = {initiative.pk: number for number, initiative in enumerate(initiatives, start=max(orders, default=0) + 1)}
    rows.sort(key=lambda row: place[row.pk])
    items = AgendaItem.objects.bulk_create(
        [AgendaItem(session=session, initiative=row, order=place[row.pk]) for row in rows], batch_size=500
    )
    council_rows.save(session)
    council_rows.record(
        session, "add", by, {"models": [len(orders), len(orders) + len(rows)], "codes": council_rows.codes(rows)}
    )
    return items


@transaction.atomic
def remove(session: CouncilSession, items: Iterable[int], *, by, version=None) -> CouncilSession:
    """Take items (ids) off the agenda, with the votes that were recorded for them."""
    session = council_rows.locked(session, by, version)
    chosen = session.items.filter(pk__in=list(items)).select_related("initiative").only("session", "initiative__code")
    models = [item.initiative for item in chosen]
    if not models:
        raise Refused(_("Tick at least one model first."))
    session.items.filter(pk__in=[item.pk for item in chosen]).delete()
    council_rows.save(session)
    left = session.items.count()
    council_rows.record(session, "remove", by, {"models": [left + len(models), left], "codes": council_rows.codes(models)})
    return session


@transaction.atomic
def arrange(session: CouncilSession, items: Iterable[int], *, by, version=None) -> CouncilSession:
    """Put the agenda into this order: the ids of all its items."""
    session = council_rows.locked(session, by, version)
    wanted = list(items)
    rows = {item.pk: item for item in session.items.all()}
    if sorted(wanted) != sorted(rows):
        raise Stale(_("The agenda was changed meanwhile. Nothing was done; read it again."))
    for place, pk in enumerate(wanted, start=1):
        rows[pk].order = place
    AgendaItem.objects.bulk_update(rows.values(), ["order"], batch_size=500)
    council_rows.save(session)
    council_rows.record(session, "arrange", by)
    return session
