"""Acts over many: which of them a person may see, and what became of their models since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Min, QuerySet

from registry.models import Entry, Initiative, User
from registry.vocabulary import Action

LAST = 50  # acts over many in the list
UNDO = "batch.undo"  # how the trail calls the entry that says: this act over many was undone
# After these a model stands where it stood: nothing was built on the act before.
HARMLESS = {
    *(Action.OPEN, Action.SAVE, Action.AMEND, Action.ATTACH, Action.DETACH, Action.CONSENT, Action.WITHDRAW_CONSENT),
    *(Action.MARK_DUPLICATE, Action.UNMARK_DUPLICATE, Action.LINK, Action.ASSIGN),
}


@dataclass(frozen=True)
class Batch:
    """One act over many, as far as the reader sees its models: `count` of them."""

    key: UUID
    action: str
    label: str
    actor: User | None
    at: datetime
    remark: str
    count: int
    undone_by: UUID | None


def last(models: QuerySet[Initiative], by: User | None = None, most: int = LAST) -> list[Batch]:
    """The last acts over many that touched any of these models, newest first; of one person if given. Three queries."""
    entries = Entry.objects.filter(batch__isnull=False, initiative__in=models.order_by().values("pk"))
    if by:
        entries = entries.filter(actor=by)
    return _batches(entries, most)


def find(key: UUID, models: QuerySet[Initiative]) -> Batch | None:
    """One act over many, if it touched any of these models."""
    found = _batches(Entry.objects.filter(batch=key, initiative__in=models.order_by().values("pk")), 1)
    return found[0] if found else None


def entries_of(key: UUID) -> QuerySet[Entry]:
    """What an act over many wrote about models, in order."""
    return Entry.objects.filter(batch=key, initiative__isnull=False).order_by("id")


def later_steps(entries: Iterable[Entry]) -> dict[int, Entry]:
    """The first step that each model took after its entry: id of the model → that entry. One query."""
    since = {entry.initiative_id: entry.pk for entry in entries}
    if not since:
        return {}
    later = Entry.objects.filter(initiative__in=since, pk__gt=min(since.values())).exclude(action__in=HARMLESS)
    found: dict[int, Entry] = {}
    for entry in later.select_related("actor").order_by("id"):
        if entry.pk > since[entry.initiative_id]:
            found.setdefault(entry.initiative_id, entry)
    return found


def undone(keys: Iterable[UUID]) -> dict[UUID, UUID]:
    """Which of these acts over many were undone, and by which act. One query."""
    entries = Entry.objects.filter(action=UNDO, subject__in=[str(key) for key in keys])
    return {UUID(entry.subject): UUID(entry.data["batch"]) for entry in entries}


def _batches(entries: QuerySet[Entry], most: int) -> list[Batch]:
    grouped = (
        entries.order_by().values("batch").annotate(first=Min("pk"), last=Max("pk"), count=Count("initiative", distinct=True))
    )
    rows = list(grouped.order_by("-last")[:most])
    heads = Entry.objects.select_related("actor").in_bulk([row["first"] for row in rows])
    ends = undone([row["batch"] for row in rows])
    found = []
    for row in rows:
        head = heads[row["first"]]
        values = (head.action, head.get_act_display(), head.actor, head.at, head.remark)
        found.append(Batch(row["batch"], *values, row["count"], ends.get(row["batch"])))
    return found
