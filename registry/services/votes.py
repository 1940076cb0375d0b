"""Who is present at a council session, and the votes as the secretary counted them: written all at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registry import text
from registry.errors import Refused, Stale
from registry.models import AgendaItem, CouncilMember, CouncilSession
from registry.queries import councils as questions

from . import council_rows

LONG = tuple(f"initiative__{name}" for name in questions.LONG)  # what no list of items needs


@dataclass(frozen=True)
class Vote:
    """The votes on one model as the secretary counted them; both numbers, or None for both."""

    votes_for: int | None = None
    votes_against: int | None = None
    note: str = ""


@transaction.atomic
def record(
    session: CouncilSession, *, by, votes: Mapping[int, Vote], present: Iterable[int] | None = None, version=None
) -> CouncilSession:
    """Write who is present (ids of members; None: as it is) and the votes of these items (id → Vote), all at once.

    Raises Refused, with a sentence for each item at "votes-<id>", if a number is missing or there are more votes than
    members present who may vote on the model; Stale if somebody else saved the session meanwhile.
    """
    session = council_rows.locked(session, by, version)
    moved = {} if present is None else _write_presence(session, set(present))
    items = {item.pk: item for item in session.items.select_related("initiative").defer(*LONG)}
    if votes.keys() - items.keys():
        raise Stale(_("The agenda was changed meanwhile. Nothing was done; read it again."))
    changed, wrong = {}, {}
    for pk, vote in votes.items():
        item, note = items[pk], text.clean_line(vote.note)
        numbers = (vote.votes_for, vote.votes_against)
        if None in numbers and numbers != (None, None):
            wrong[f"votes-{pk}"] = _("Votes for and against are recorded together.")
        elif any(number is not None and number < 0 for number in numbers):
            wrong[f"votes-{pk}"] = _("Votes are whole numbers, 0 or more.")
        elif (item.votes_for, item.votes_against, item.note) != (*numbers, note):
            changed[item.initiative.code] = [_said(item), _said(vote)]
            item.votes_for, item.votes_against, item.note = *numbers, note
    if wrong:
        raise Refused(_("Some votes cannot be recorded as they stand. Nothing was saved."), wrong)
    require_fit(session, items)
    AgendaItem.objects.bulk_update(items.values(), ["votes_for", "votes_against", "note"], batch_size=500)
    council_rows.save(session)
    council_rows.record(session, "record", by, moved | changed)
    return session


def _said(vote: AgendaItem | Vote) -> str:
    """The votes as the trail keeps them: "7/1"."""
    return "" if vote.votes_for is None else f"{vote.votes_for}/{vote.votes_against}"


def _write_presence(session, present: set[int]) -> dict:
    """Write who is present, and return what the trail says of it."""
    rows = list(session.members.all())
    if present - {row.pk for row in rows}:
        raise Stale(_("The members were changed meanwhile. Nothing was done; read it again."))
    before = sum(row.is_present for row in rows)
    for row in rows:
        row.is_present = row.pk in present
    CouncilMember.objects.bulk_update(rows, ["is_present"])
    return {} if before == len(present) else {"present": [before, len(present)]}


def require_fit(session, items: Mapping[int, AgendaItem] | None = None):
    """Raise Refused if more votes are recorded for a model than members present could vote. `items` are not yet saved."""
    wrong = {}
    for line in questions.lines(session, questions.members_of(session), questions.Law.of(session)):
        line.item = (items or {}).get(line.item.pk, line.item)
        if line.is_too_many:
            wrong[f"votes-{line.item.pk}"] = too_many(line)
    if wrong:
        raise Refused(_("More votes are recorded than members present may vote. Nothing was saved."), wrong)


def too_many(line: questions.Line) -> str:
    """The sentence for a model with more votes than voters."""
    given = line.item.votes_for + line.item.votes_against
    return ngettext(
        "%(given)s votes, but only %(count)s member present may vote on this model.",
        "%(given)s votes, but only %(count)s members present may vote on this model.",
        line.voters,
    ) % {"given": given, "count": line.voters}
