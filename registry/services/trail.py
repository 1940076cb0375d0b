"""Writing the trail, in the transaction of the act itself: each entry takes the next place in the chain of its subject.

An act locks the chains of its own subjects alone, in the order of their names, so that proving the trail never makes one
act wait for another; on SQLite the transaction is the lock.
"""

import secrets
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils import timezone

from registry import text
from registry.models import Chain, Entry, Initiative, PersonalValue, User
from registry.models.trail import PERSONAL, as_stored
from registry.vocabulary import Action, Entrance

ADDRESS = "address"  # the personal value that says from where an act came
_AT_ONCE = 500  # rows in one statement
_ACTS_ON_MODELS = frozenset(Action.values)
_LONGEST_VALUE = PersonalValue._meta.get_field("value").max_length


@dataclass(frozen=True)
class Way:
    """How an act came in: the door, the network address, and in whose place (an account, or a function that says it)."""

    entrance: Entrance = Entrance.COMMAND
    address: str = ""
    on_behalf_of: User | Callable | None = None


_way: ContextVar[Way] = ContextVar("way", default=Way())  # noqa: B039 (a Way never changes)
_batch: ContextVar[UUID | None] = ContextVar("batch", default=None)


@contextmanager
def through(entrance: Entrance, *, address: str = "", on_behalf_of=None):
    """Acts inside this block came through `entrance`, from `address`, in the place of `on_behalf_of`.

    That may be a function, which is asked only if there is something to record.
    """
    token = _way.set(Way(entrance, address, on_behalf_of))
    try:
        yield
    finally:
        _way.reset(token)


@contextmanager
def as_one():
    """Acts inside this block are one act over many: their entries share a `batch`, by which they can be undone as one."""
    token = _batch.set(_batch.get() or uuid4())
    try:
        yield _batch.get()
    finally:
        _batch.reset(token)


def address() -> str:
    """From where the act at hand comes; "" if that is not known."""
    return _way.get().address


def record(initiative: Initiative, action: Action, *, by, from_status: str, remark: str = "", data: dict | None = None):
    """Write that `by` did `action` to the model. `data` is {"field": [before, after]}.

    Personal values come as data["personal"], {name: value or [before, after]}: they are stored beside the entry, which
    holds only their salted digests, so that they can be erased.
    """
    [entry] = write([_of_model(initiative, action, by, from_status, remark, data, timezone.now())])
    return entry


def record_many(rows: Iterable[tuple], *, by, at=None):
    """Write many entries at once: each row is (initiative, action, from_status, remark, data)."""
    at = at or timezone.now()
    write([_of_model(initiative, action, by, status, remark, data, at) for initiative, action, status, remark, data in rows])


def record_other(
    subject: str,
    act: str,
    *,
    by,
    remark: str = "",
    data: dict | None = None,
    initiative: Initiative | None = None,
    whose: User | None = None,
):
    """Write an act on something that is not a model: a decision, a unit, a membership.

    The chain is that of the thing: its noun and data["id"] ("decision 12"), else `subject`. An act that only concerns a
    model, as printing its paper, names the `initiative`. Personal values as in `record`; they are those of `whose`.
    """
    way = _way.get()
    entry = Entry(
        at=timezone.now(),
        actor=by,
        on_behalf_of=_on_behalf_of(way, by),
        entrance=way.entrance,
        action=act,
        initiative=initiative,
        subject=subject[:200],
        remark=remark,
        data=data or {},
    )
    [entry] = write([entry], whose=whose)
    return entry


def write(entries: list[Entry], *, whose: User | None = None) -> list[Entry]:
    """Write ready entries, each at the end of its chain, with their personal values beside them. Some five statements."""
    address = _way.get().address
    values = []
    for entry in entries:
        raw = entry.data.pop(PERSONAL, {}) if entry.data else {}
        entry.data = as_stored(entry.data)
        apart = _apart(entry, raw, whose)
        if address:
            apart.append(_value(ADDRESS, address, of_user_id=entry.actor_id))
        if apart:
            entry.data[PERSONAL] = {value.name: value.digest for value in apart}
            values += [(entry, value) for value in apart]
    with transaction.atomic(savepoint=False):
        chain(entries)
        if len(entries) == 1:
            entries[0].save(force_insert=True)
        else:
            Entry.objects.bulk_create(entries, batch_size=_AT_ONCE)
        for entry, value in values:
            value.entry_id = entry.pk
        if values:
            PersonalValue.objects.bulk_create([value for _entry, value in values], batch_size=_AT_ONCE)
    return entries


def chain(entries: list[Entry]):
    """Give each entry its place in the chain of its subject, in the order given, and move the ends of the chains on."""
    if not entries:
        return
    for entry in entries:
        entry.chain = entry.chain or _name_of_chain(entry)
    ends = _locked({entry.chain for entry in entries})
    for entry in entries:
        end = ends[entry.chain]
        end.length += 1
        entry.position = end.length
        entry.digest = end.head = entry.digest_after(end.head)
    if len(ends) == 1 and end.pk:
        Chain.objects.filter(pk=end.pk).update(length=end.length, head=end.head)
        return
    Chain.objects.bulk_create(
        [Chain(name=end.name, length=end.length, head=end.head) for end in ends.values()],
        batch_size=_AT_ONCE,
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["length", "head"],
    )


def _locked(names: set[str]) -> dict[str, Chain]:
    """The ends of these chains, locked in the order of their names; new chains are begun."""
    wanted = sorted(names)
    found = _ends(wanted)
    missing = [name for name in wanted if name not in found]
    if missing and connection.vendor != "sqlite":
        # Whoever begins the same chain at the same time waits here for the other, and goes on behind it.
        Chain.objects.bulk_create([Chain(name=name) for name in missing], batch_size=_AT_ONCE, ignore_conflicts=True)
        found |= _ends(missing)
    return {name: found.get(name) or Chain(name=name) for name in wanted}


def _ends(names: list[str]) -> dict[str, Chain]:
    ends = {}
    for start in range(0, len(names), _AT_ONCE):
        rows = Chain.objects.select_for_update().filter(name__in=names[start : start + _AT_ONCE]).order_by("name")
        ends |= {row.name: row for row in rows}
    return ends


def _name_of_chain(entry: Entry) -> str:
    """Models by their code, other things by noun and id ("decision 12"), what has no id by its subject."""
    if entry.action not in _ACTS_ON_MODELS and "id" in entry.data:
        return f"{entry.action.partition('.')[0]} {entry.data['id']}"[:120]
    return entry.subject[:120]


def _apart(entry: Entry, raw: dict, whose: User | None) -> list[PersonalValue]:
    """The personal values of an entry, as rows; nothing stands for what is empty."""
    named = {}
    for name, value in raw.items():
        if isinstance(value, (list, tuple)):
            named |= {f"{name}.before": value[0], f"{name}.after": value[1]}
        else:
            named[name] = value
    of = {"of_user": whose, "of_initiative_id": None if whose else entry.initiative_id}
    return [_value(name, value, **of) for name, value in named.items() if value not in (None, "")]


def _value(name, value, **of) -> PersonalValue:
    said = text.clean_line(str(value))[:_LONGEST_VALUE]
    return PersonalValue(name=name, salt=secrets.token_hex(16), value=said, **of)


def _on_behalf_of(way: Way, by):
    """In whose place the act was done: as the acting account itself says, else as its door does."""
    if principal := getattr(by, "acting_for", None):
        return principal
    return way.on_behalf_of() if callable(way.on_behalf_of) else way.on_behalf_of


def _of_model(initiative, action, by, from_status, remark, data, at) -> Entry:
    way = _way.get()
    return Entry(
        at=at,
        actor=by,
        on_behalf_of=_on_behalf_of(way, by),
        entrance=way.entrance,
        action=action,
        initiative=initiative,
        subject=initiative.code,
        from_status=from_status,
        to_status=initiative.status,
        remark=remark,
        data=dict(data or {}),
        batch=_batch.get(),
    )
