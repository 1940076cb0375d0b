"""What looks odd in the figures of a model. Every warning is a sentence to think about; none of them hinders anything."""

import re
from collections import defaultdict
from collections.abc import Iterable
from statistics import median

from django.db.models import Q
from django.utils.translation import gettext as _

from registry import amounts, text
from registry.lifecycle import REGISTERED_STATUSES
from registry.models import Contribution, Initiative, Outcome
from registry.vocabulary import Adding, ContributionKind, Dimension, Source

from . import outcomes

SLIP = 300  # so many times the usual value: three zeros too many or too few, with room for what is merely large
FEWEST_MODELS = 8  # to compare with
SAMPLE = 500  # models to compare with, the newest of the field: the cost stays the same however many there are
FAR_FROM_TARGET = 10
# Both are looked for in folded text. "Tổng công ty" and the like are names of bodies, no totals.
PERSONS = re.compile(r"(?<!\d)(\d{1,3}(?: \d{3})+|\d+) (?:nguoi|khau|nhan khau|people|persons|personen)\b")
TOTAL = re.compile(r"\b(?:tong(?! cong ty| doi| cuc| lien doan| thau| kho)|total|insgesamt)\b")


def warnings(initiative: Initiative, rows: dict[str, list] | None = None) -> list[str]:
    """The warnings about a model. Two queries beside the three of `rows_of` (none for those where the rows are given)."""
    rows = outcomes.rows_of(initiative) if rows is None else rows
    said = []
    for of_outcomes, of_contributions in zip(outcomes.OUTCOME_FIELDS, outcomes.CONTRIBUTION_FIELDS, strict=True):
        said += _totals(rows[of_outcomes])
        said += _named_totals(rows[of_contributions])
        said += _persons(rows[of_contributions], rows[of_outcomes])
    said += _far_from_target(rows["targets"], rows["achieved"])
    said += _far_from_target(rows["contributions"], rows["contributed"])
    said += _unusual_outcomes(initiative, [*rows["targets"], *rows["achieved"]])
    said += _unusual_contributions(initiative, [*rows["contributions"], *rows["contributed"]])
    return list(dict.fromkeys(said))


# ---- within the model ----


def _totals(rows: list[outcomes.OutcomeRow]) -> list[str]:
    """The parts of a measure, each with its period, against the row without one."""
    parts, said = defaultdict(list), []
    for row in rows:
        if row.period and row.measure.adding == Adding.SUM:
            parts[row.measure.pk].append(row)
    for row in rows:
        its = parts.get(row.measure.pk, []) if not row.period else []
        total = sum(part.value for part in its)
        if len(its) > 1 and total != row.value:
            said.append(
                _("“%(measure)s”: the periods add up to %(parts)s, but the row without a period says %(total)s.")
                % {"measure": row.measure, "parts": amounts.shown(total, row.unit), "total": row.quantity}
            )
    return said


def _named_totals(rows: list[outcomes.ContributionRow]) -> list[str]:
    """A row whose note calls it a total: every row is added up, so it would count twice."""
    said = []
    for row in rows:
        if row.per_person or not TOTAL.search(text.fold(row.note)):
            continue
        parts = [one for one in rows if one.kind == row.kind and one is not row and not one.per_person]
        if not parts:
            continue
        total = sum(part.value for part in parts)
        says = {"note": row.note, "total": row.quantity, "parts": amounts.shown(total, row.unit)}
        if total == row.value:
            sentence = _("The row with the note “%(note)s” repeats the others (%(total)s). All rows are added up: remove it.")
        else:
            sentence = _(
                "The row with the note “%(note)s” says %(total)s, the others add up to %(parts)s. "
                "All rows are added up: remove the total, or change its note."
            )
        said.append(sentence % says)
    return said


def _persons(rows: list[outcomes.ContributionRow], counted: list[outcomes.OutcomeRow]) -> list[str]:
    """What each person gave, times the persons, against what the source gave altogether."""
    said = []
    participants = [row.value for row in counted if row.measure.code == "participants"]
    for row in rows:
        if not row.per_person:
            continue
        persons = _persons_in(f"{row.note} {row.period}")
        if persons is None and row.source == Source.PEOPLE and len(participants) == 1:
            persons = participants[0]
        total = sum(one.value for one in rows if (one.source, one.kind) == (row.source, row.kind) and not one.per_person)
        expected = (persons or 0) * row.value
        if expected and total and not expected <= 2 * total <= 4 * expected:
            said.append(
                _("%(each)s of each person, times %(persons)s persons, makes %(expected)s; but “%(name)s” says %(total)s.")
                % {
                    "each": row.quantity,
                    "persons": amounts.shown(persons, amounts.COUNT),
                    "expected": amounts.shown(expected, row.unit),
                    "name": row.name,
                    "total": amounts.shown(total, row.unit),
                }
            )
    return said


def _persons_in(note: str) -> int | None:
    """How many persons a note names ("152 khẩu")."""
    found = PERSONS.search(text.fold(note))
    digits = found[1].replace(" ", "") if found else ""
    return int(digits) if 0 < len(digits) < 10 else None


def _far_from_target(planned: list, reached: list) -> list[str]:
    """What was reached is ten times the target or a tenth of it."""
    targets, said = _sums(planned), []
    for key, (name, value, unit) in _sums(reached).items():
        target = targets.get(key)
        if target and value and target[1] and not target[1] <= FAR_FROM_TARGET * value <= FAR_FROM_TARGET**2 * target[1]:
            said.append(
                _("“%(name)s”: %(reached)s was reached, but %(target)s was aimed at. Look at the zeros again.")
                % {"name": name, "reached": amounts.shown(value, unit), "target": amounts.shown(target[1], unit)}
            )
    return said


def _sums(rows: Iterable) -> dict[tuple, tuple]:
    """What stands beside each other: key → (name, value, unit). Measures by their periods, contributions by source and kind."""
    sums: dict[tuple, tuple] = {}
    for row in rows:
        if isinstance(row, outcomes.OutcomeRow):
            key, name = row.key, f"{row.measure}, {row.period}" if row.period else str(row.measure)
        else:
            key, name = (row.source, row.kind, row.per_person), row.name
        before = 0 if getattr(row, "per_person", False) else sums.get(key, (name, 0, None))[1]
        sums[key] = (name, before + row.value, row.unit)
    return sums


# ---- against models of the same field ----


def _unusual_outcomes(initiative: Initiative, rows: list[outcomes.OutcomeRow]) -> list[str]:
    """Values far from those of other models of the field, by measure. One query."""
    measures = {row.measure.pk for row in rows if row.value}
    if not measures or not initiative.sector_id:
        return []
    others = Outcome.objects.filter(measure__in=measures)
    usual = _usual(_of_the_field(others, initiative), "measure_id")
    return [
        sentence
        for row in rows
        if (sentence := _slip(row, str(row.measure), usual.get((row.measure.pk,)), row.measure.dimension))
    ]


def _unusual_contributions(initiative: Initiative, rows: list[outcomes.ContributionRow]) -> list[str]:
    """The same by source and kind. One query."""
    rows = [row for row in rows if not row.per_person and row.value]
    if not rows or not initiative.sector_id:
        return []
    alike = Q()
    for source, kind in sorted({(str(row.source), str(row.kind)) for row in rows}):
        alike |= Q(source=source, kind=kind)
    others = Contribution.objects.filter(alike, per_person=False)
    usual = _usual(_of_the_field(others, initiative), "source", "kind")
    money = {ContributionKind.MONEY: Dimension.MONEY, ContributionKind.IN_KIND: Dimension.MONEY}
    return [
        sentence
        for row in rows
        if (sentence := _slip(row, row.name, usual.get((str(row.source), str(row.kind))), money.get(row.kind)))
    ]


def _of_the_field(found, initiative: Initiative):
    """The values of the newest registered models of the same field, without this one."""
    alike = Initiative.objects.filter(sector=initiative.sector_id, status__in=[str(one) for one in REGISTERED_STATUSES])
    newest = alike.exclude(pk=initiative.pk).order_by("-pk").values("pk")[:SAMPLE]
    return found.filter(initiative__in=newest).exclude(value=0).order_by()


def _usual(found, *columns) -> dict[tuple, float]:
    """The middle value by `columns`, where enough models have one. One query."""
    values, models = defaultdict(list), defaultdict(set)
    for *key, model, value in found.values_list(*columns, "initiative_id", "value"):
        values[tuple(key)].append(value)
        models[tuple(key)].add(model)
    return {key: median(its) for key, its in values.items() if len(models[key]) >= FEWEST_MODELS}


def _rounded(value: float) -> int:
    """The value with its first two digits."""
    whole = round(value)
    return round(whole, 2 - len(str(whole)))


def _slip(row, name: str, usual: float | None, dimension: str | None) -> str:
    """The sentence about a value that is SLIP times the usual one, or that part of it; "" if it is not."""
    if not usual or not row.value or usual / SLIP < row.value < usual * SLIP:
        return ""
    says = {"name": name, "value": row.quantity, "usual": amounts.shown(_rounded(usual), row.unit)}
    if dimension != Dimension.MONEY:
        return _("“%(name)s”: %(value)s. Models of this field usually say about %(usual)s. Look at the unit again.") % says
    if row.value > usual:
        sentence = _(
            "“%(name)s”: %(value)s. Models of this field usually say about %(usual)s. Did you mean a thousand times less "
            "(triệu instead of tỷ)?"
        )
    else:
        sentence = _(
            "“%(name)s”: %(value)s. Models of this field usually say about %(usual)s. Did you mean a thousand times more "
            "(tỷ instead of triệu)?"
        )
    return sentence % says
