"""Writing the figures and the partners of a model, in the transaction of the act that saves it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import text
from registry.models import Contribution, Initiative, Outcome, Partner, Unit
from registry.models.outcomes import LARGEST_VALUE
from registry.models.units import TERRITORIES
from registry.queries import outcomes as kept
from registry.vocabulary import ContributionKind, Qualifier, Source

FIELDS = (*kept.OUTCOME_FIELDS, *kept.CONTRIBUTION_FIELDS, "partners")
MOST_ROWS = 60  # of one field
MOST_PARTNERS = 30


def cleaned(field: str, rows: Iterable) -> list:
    """The rows of `field` as they are stored: texts clean, in their order, each partner once."""
    if field == "partners":
        once: dict[str, str] = {}
        for name in filter(None, map(text.clean_line, rows)):
            once.setdefault(text.fold(name) or name, name)
        return kept.partners_in_order(once.values())
    return kept.in_order(_cleaned_row(row) for row in rows)


def _cleaned_row(row):
    values = {name: getattr(row, name) for name in row.__dataclass_fields__}
    return type(row)(**values | {"period": text.clean_line(row.period), "note": text.clean_line(row.note)})


def fault(field: str, rows: list, unit: Unit) -> str:
    """The sentence that says why these cleaned rows cannot be stored in a model of `unit`, or ""."""
    if field == "partners":
        return _fault_of_partners(rows, unit)
    if len(rows) > MOST_ROWS:
        return _("At most %(most)s rows; these are %(count)s.") % {"most": MOST_ROWS, "count": len(rows)}
    if sentence := next(filter(None, map(_fault_of_row, rows)), ""):
        return sentence
    if field in kept.OUTCOME_FIELDS:
        for key, count in Counter(row.key for row in rows).items():
            if count > 1:
                twice = next(row for row in rows if row.key == key)
                return _("“%(measure)s” stands here twice for the same period. Give each row its own period.") % {
                    "measure": twice.measure
                }
    return ""


def _fault_of_row(row) -> str:
    if isinstance(row.value, bool) or not isinstance(row.value, int) or not 0 <= row.value <= LARGEST_VALUE:
        return _("The value is below zero or beyond what can be counted.")
    chosen = [(row.qualifier, Qualifier)]
    if isinstance(row, kept.ContributionRow):
        chosen += [(row.source, Source), (row.kind, ContributionKind)]
    if any(value not in choices.values for value, choices in chosen):
        return _("Choose one of the list.")
    for name in ("period", "note"):
        longest, length = Outcome._meta.get_field(name).max_length, len(getattr(row, name))
        if length > longest:
            return _("At most %(most)s characters; these are %(count)s.") % {"most": longest, "count": length}
    return ""


def _fault_of_partners(names: list[str], unit: Unit) -> str:
    longest = Partner._meta.get_field("name").max_length
    if len(names) > MOST_PARTNERS:
        return _("At most %(most)s units can be named here; these are %(count)s.") % {
            "most": MOST_PARTNERS,
            "count": len(names),
        }
    if long := next((name for name in names if len(name) > longest), None):
        return _("At most %(most)s characters; these are %(count)s.") % {"most": longest, "count": len(long)}
    if own := next((name for name in names if text.fold(name) == text.fold(unit.label)), None):
        return _("“%(unit)s” registers the model itself. Name only the others here.") % {"unit": own}
    return ""


def as_json(rows: Mapping[str, list]) -> dict[str, list]:
    """All figures and partners of a model, for a revision; fields that `rows` lacks are empty."""
    said = {field: rows.get(field, []) for field in FIELDS}
    return {field: its if field == "partners" else [row.as_json() for row in its] for field, its in said.items()}


def replace(initiative: Initiative, field: str, rows: list):
    """Store cleaned and faultless rows as all that the model says in `field`.

    A row that stays, or whose value alone changes, keeps its id: documents point at figures. What is not among the
    rows is removed. The number of queries does not depend on the number of rows.
    """
    if field == "partners":
        _replace_partners(initiative, rows)
    elif field in kept.OUTCOME_FIELDS:
        had = list(initiative.outcomes.filter(stage=kept.OUTCOME_FIELDS[field]).select_related("measure"))
        # Another period of the same measure may be the same figure, corrected; another measure never is.
        likeness = [lambda row: row.key, lambda row: (row.measure.pk, row.value), lambda row: row.measure.pk]
        _replace(Outcome, initiative, kept.OUTCOME_FIELDS[field], had, kept.outcome_row, rows, likeness)
    else:
        had = list(initiative.contributions.filter(stage=kept.CONTRIBUTION_FIELDS[field]))
        likeness = [
            lambda row: row,
            lambda row: (*row.key, row.note),
            lambda row: (*row.key, row.value),
            lambda row: row.key,
            lambda row: (row.source, row.kind, row.per_person),
        ]
        _replace(Contribution, initiative, kept.CONTRIBUTION_FIELDS[field], had, kept.contribution_row, rows, likeness)


def _replace(table, initiative, stage, had: list, as_row: Callable, rows: list, likeness: list[Callable]):
    """Match old and new rows, the most alike first, and write the differences."""
    old, new, pairs = list(had), list(rows), []
    for likened in likeness:
        for row in list(new):
            found = next((one for one in old if likened(as_row(one)) == likened(row)), None)
            if found:
                old.remove(found)
                new.remove(row)
                pairs.append((found, row))
    changed = [_set(found, row) for found, row in pairs if as_row(found) != row]
    if old:
        table.objects.filter(pk__in=[row.pk for row in old]).delete()
    if changed:
        table.objects.bulk_update(changed, list(rows[0].__dataclass_fields__))
    table.objects.bulk_create(
        [_set(table(initiative=initiative, stage=stage), row) for row in kept.in_order(new)],
    )


def _set(stored, row):
    for name in row.__dataclass_fields__:
        setattr(stored, name, getattr(row, name))
    return stored


def _replace_partners(initiative: Initiative, names: list[str]):
    had = set(initiative.partners.values_list("name", flat=True))
    if gone := had - set(names):
        initiative.partners.filter(name__in=gone).delete()
    if new := [name for name in names if name not in had]:
        units = _called(new, timezone.localdate())
        Partner.objects.bulk_create([Partner(initiative=initiative, name=name, unit=units.get(name)) for name in new])


def _called(names: list[str], day) -> dict[str, Unit]:
    """The one unit of `day` that each name means, with or without its type; nothing where none or several do. One query."""
    conditions = Q()
    for name in names:
        one = Q()
        for word in text.words(name):
            one &= Q(search_text__contains=f" {word}")
        if one:
            conditions |= one
    if not conditions:
        return {}
    known: dict[str, set[Unit]] = {}
    for unit in Unit.objects.standing(day).filter(conditions):
        for spelling in _spellings(unit.label):
            known.setdefault(spelling, set()).add(unit)
    found = {}
    for name in names:
        units = known.get(_spelled(name), set())
        if len(units) == 1:
            [found[name]] = units
    return found


def _spellings(label: str) -> set[str]:
    """How people write a unit: with its type or without, with marks or wholly without."""
    short = next((label.removeprefix(f"{type_} ") for type_ in TERRITORIES if label.startswith(f"{type_} ")), label)
    return {spelled for name in (label, short) for spelled in (_spelled(name), text.fold(name))}


def _spelled(name: str) -> str:
    return text.unify_spelling(" ".join(name.casefold().split()))
