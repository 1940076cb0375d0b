"""What changed between two submissions of one model, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.dateparse import parse_date
from django.utils.formats import date_format

from registry.models import Initiative, Revision, Sector
from registry.vocabulary import Action, Level, Novelty, Part, SubmitterType, fields_of

from . import outcomes

_TOKEN = re.compile(r"\s+|[^\s]+")
SAME, GONE, COME = "same", "gone", "come"
_CHOICES = {"level": Level, "novelty": Novelty, "submitter_type": SubmitterType}
_DAYS = ("starts_on", "ends_on")
LONGEST = 4000  # tokens of both texts together; beyond it whole paragraphs are compared


@dataclass(frozen=True)
class Run:
    """Neighbouring words with one fate: `kind` is same, gone or come."""

    kind: str
    text: str


def words_changed(before: str, after: str) -> list[Run]:
    """The runs that lead from `before` to `after`; put together, same + come is `after`, same + gone is `before`."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if len(old) + len(new) > LONGEST:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    runs: list[Run] = []

    def add(kind, tokens):
        if not tokens:
            return
        if runs and runs[-1].kind == kind:
            runs[-1] = Run(kind, runs[-1].text + "".join(tokens))
        else:
            runs.append(Run(kind, "".join(tokens)))

    for operation, i1, i2, j1, j2 in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if operation == "equal":
            add(SAME, new[j1:j2])
        else:
            add(GONE, old[i1:i2])
            add(COME, new[j1:j2])
    return runs


def resubmitted(initiative: Initiative) -> dict[str, list[Run]] | None:
    """Part → what the last submission changed in it against the one before; None where there is nothing to compare.

    Two queries, and one for each of the two that holds outcomes. Names of persons stand in no revision.
    """
    sent = list(initiative.revisions.filter(action=Action.SUBMIT).order_by("-number")[:2])
    if len(sent) < 2:
        return None
    new, old = sent
    sectors = {sector.code: str(sector) for sector in Sector.objects.all()}
    told = [(revision, outcomes.rows_in(revision.data)) for revision in (old, new)]
    runs = {part.value: words_changed(*(_said(*one, part, sectors) for one in told)) for part in Part}
    return {part: found for part, found in runs.items() if any(run.kind != SAME for run in found)}


def _said(revision: Revision, rows: dict[str, list], part: Part, sectors: dict[str, str]) -> str:
    """What a revision says in one part, as text: its fields, one a line, choices by their labels."""
    said = []
    for field in fields_of(part):
        value = revision.data.get(field)
        if value and field in _CHOICES:
            value = _CHOICES[field](value).label
        elif value and field in _DAYS:
            value = date_format(parse_date(value), "SHORT_DATE_FORMAT")
        elif field == "sector":
            value = sectors.get(value, value)
        elif field in rows:
            value = [str(row) for row in rows[field]]
        said.append(_plain(value))
    return "\n".join(filter(None, said))


def _plain(value) -> str:
    if isinstance(value, list):
        return "\n".join(_plain(row) for row in value)
    return "" if value is None else str(value)
