"""Whether the trail is whole: its chains, their ends, the personal values beside them, the seals and their files. Reads only.

Everything is read as a stream, so that a million entries need no more memory than a thousand.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.db.models import Exists, OuterRef
from django.utils import timezone

from registry.models import Chain, Entry, PersonalValue, Seal
from registry.models.trail import CHAINED, PERSONAL, digest_of

_AT_ONCE = 1000
_COLUMNS = ("id", "digest", *CHAINED)
_DATA, _CHAIN, _POSITION = (_COLUMNS.index(name) for name in ("data", "chain", "position"))


@dataclass(frozen=True)
class Fault:
    """The first thing that is not as it was written: the row, and what is wrong with it, in words for an administrator."""

    row: str
    sentence: str

    def __str__(self):
        return f"{self.row}: {self.sentence}"


class Verification:
    """One walk over the whole trail. `faults` yields what is wrong, the first broken row of each chain; counts grow with it."""

    def __init__(self, folder: Path, key: str):
        self.folder, self.key = folder, key
        self.entries = self.chains = self.values = self.erased = self.seals = 0

    def faults(self) -> Iterator[Fault]:
        """Chains first, row by row, then what belongs to no chain, then the seals."""
        yield from self._chains()
        yield from self._strays()
        yield from self._seals()

    # ---- chains ----

    def _chains(self) -> Iterator[Fault]:
        """Each chain from its first entry on; of a broken one only the first broken row is told."""
        rows = Entry.objects.order_by("chain", "position", "id").values_list(*_COLUMNS)
        name, last, is_broken, ended = None, None, False, []
        waiting: list[tuple] = []
        for row in rows.iterator(chunk_size=_AT_ONCE):
            if row[_CHAIN] != name:
                if name is not None and not is_broken:
                    ended.append((name, last))
                if len(ended) >= _AT_ONCE:
                    yield from self._ends(ended)
                    ended = []
                name, last, is_broken = row[_CHAIN], None, False
                self.chains += 1
            self.entries += 1
            if not is_broken and (fault := _fault(row, last)):
                is_broken = True
                yield fault
            last = row
            waiting.append(row)
            if len(waiting) >= _AT_ONCE:
                yield from self._personal(waiting)
                waiting = []
        if name is not None and not is_broken:
            ended.append((name, last))
        yield from self._ends(ended)
        yield from self._personal(waiting)

    def _ends(self, ended: list[tuple]) -> Iterator[Fault]:
        """Whether each chain ends where its end says: a cut tail is seen here."""
        known = {row.name: row for row in Chain.objects.filter(name__in=[name for name, _row in ended])}
        for name, row in ended:
            end = known.get(name)
            if end is None:
                yield Fault(_named(row), f"the end of its chain “{name}” is missing from the table of chains.")
            elif row[_POSITION] < end.length:
                missing = end.length - row[_POSITION]
                yield Fault(
                    f"Chain “{name}”",
                    f"its tail was cut: {missing} of {end.length} entries are missing after {_named(row, small=True)}.",
                )
            elif row[_POSITION] > end.length:
                yield Fault(_named(row), f"it stands after the end of its chain “{name}”: it was inserted, or the end moved.")
            elif row[1] != end.head:
                yield Fault(_named(row), f"it is not the last entry that the end of its chain “{name}” knows.")

    def _personal(self, rows: list[tuple]) -> Iterator[Fault]:
        """Values that are still there must be those of the digests; one that was erased is in order."""
        claimed = {row[0]: row[_DATA].get(PERSONAL, {}) for row in rows if isinstance(row[_DATA], dict)}
        found = PersonalValue.objects.filter(entry_id__in=[row[0] for row in rows])
        names = {row[0]: row for row in rows}
        count = 0
        for value in found:
            count += 1
            wanted = claimed.get(value.entry_id, {}).get(value.name)
            if wanted is None:
                yield Fault(_named(names[value.entry_id]), f"the personal value “{value.name}” beside it was added later.")
            elif wanted != value.digest:
                yield Fault(_named(names[value.entry_id]), f"the personal value “{value.name}” beside it was changed.")
        self.values += count
        self.erased += sum(map(len, claimed.values())) - count

    # ---- what belongs nowhere ----

    def _strays(self) -> Iterator[Fault]:
        of_chain = Entry.objects.filter(chain=OuterRef("name"))
        for end in Chain.objects.filter(~Exists(of_chain), length__gt=0).order_by("id").iterator(chunk_size=_AT_ONCE):
            yield Fault(f"Chain “{end.name}”", f"all its {end.length} entries are missing.")
        of_value = Entry.objects.filter(pk=OuterRef("entry_id"))
        for value in PersonalValue.objects.filter(~Exists(of_value)).order_by("id").iterator(chunk_size=_AT_ONCE):
            yield Fault(f"Entry {value.entry_id}", f"it is missing; a personal value of it (“{value.name}”) is still there.")

    # ---- seals ----

    def _seals(self) -> Iterator[Fault]:
        """Each seal over the entries since the one before, its signature, and its file."""
        entries = Entry.objects.order_by("pk").values_list("pk", "digest").iterator(chunk_size=_AT_ONCE)
        before, counted, row = "", 0, next(entries, None)
        files = {number_of(path): path for path in sorted(self.folder.glob("*.json"))}
        number = 0
        for number, seal in enumerate(Seal.objects.order_by("number").iterator(chunk_size=_AT_ONCE), start=1):
            name = f"Seal {seal.number} of {seal.day:%Y-%m-%d}"
            if seal.number != number:
                yield Fault(name, f"the seal {number} before it is missing.")
                return
            first = counted
            digest = sha256(before.encode())
            while row and row[0] <= seal.last_entry:
                digest.update(line(*row))
                counted, row = counted + 1, next(entries, None)
            self.seals += 1
            if seal.signature != seal.signature_by(self.key):
                yield Fault(name, "its signature is not that of this key: it was changed, or made elsewhere.")
            if counted != seal.entries:
                yield Fault(
                    name,
                    f"it was made over {seal.entries} entries and {counted} are there: entries up to number "
                    f"{seal.last_entry} were removed or inserted.",
                )
            elif digest.hexdigest() != seal.digest:
                yield Fault(name, f"one of the {counted - first} entries up to number {seal.last_entry} is not the one sealed.")
            if fault := _fault_of_file(seal, files.pop(seal.number, None)):
                yield Fault(name, fault)
            before = seal.digest
        for later, path in sorted(files.items()):
            if later > number:
                yield Fault(f"Seal {later}", f"the file {path.name} knows it, and the table has lost it: the trail was cut.")


def line(pk: int, digest: str) -> bytes:
    """What one entry adds to the digest of a seal, after the digest of the seal before."""
    return f"{pk} {digest}\n".encode()


def paper_agrees(said: str) -> bool | None:
    """Whether the code on a paper (“12 9F3A-02C1-77DE-4B10”) is that of the seal; None if there is no such seal."""
    number, _blank, code = said.strip().partition(" ")
    seal = Seal.objects.filter(number=int(number)).first() if number.isdecimal() and len(number) < 10 else None
    return seal and seal.code == code.strip().upper()


def _fault(row: tuple, last: tuple | None) -> Fault | None:
    """What is wrong with an entry that follows `last` in its chain, or None."""
    position, wanted = row[_POSITION], last[_POSITION] + 1 if last else 1
    if not row[_CHAIN] or not row[1]:
        return Fault(_named(row), "it stands in no chain: it was not written by the registry.")
    if position > wanted:
        return Fault(_named(row), f"{position - wanted} of the entries before it in its chain are missing.")
    if position < wanted:
        return Fault(_named(row), "its place in its chain is taken by another entry: one of the two was inserted.")
    if digest_of(row[2:], last[1] if last else "") != row[1]:
        return Fault(_named(row), "it does not say what was written: it was changed, inserted or swapped with another.")
    return None


def _named(row: tuple, *, small=False) -> str:
    """An entry as an administrator finds it: number, subject, act, time."""
    said = dict(zip(_COLUMNS, row, strict=True))
    moment = f"{timezone.localtime(said['at']):%d/%m/%Y %H:%M:%S}"
    return f"{'entry' if small else 'Entry'} {said['id']} ({said['subject']}, {said['action']}, {moment})"


def _fault_of_file(seal: Seal, path: Path | None) -> str:
    if path is None:
        return "its file is missing."
    try:
        said = json.loads(path.read_text())
    except (OSError, ValueError):
        return f"its file {path.name} cannot be read."
    return "" if said == seal.facts() | {"signature": seal.signature} else f"its file {path.name} says something else."


def number_of(path: Path) -> int:
    """The number of the seal whose file this is, by its name (YYYY-MM-DD-N.json); 0 if it is none."""
    end = path.stem.rpartition("-")[2]
    return int(end) if end.isascii() and end.isdecimal() else 0
