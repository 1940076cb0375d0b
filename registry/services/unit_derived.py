"""What follows from the rows of units and is kept ready: the columns that repeat them, what each unit covers, searched names.

Written by the acts on units (`services.units`, `services.unit_loading`) alone, at the end of each.
"""

from collections import defaultdict

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from registry import text
from registry.errors import Refused
from registry.models import Initiative, Reach, Unit, UnitName
from registry.models.units import full_name
from registry.queries import likeness
from registry.queries import units as queries
from registry.vocabulary import TIER_OF_TYPE

from . import initiatives

_REPEATED = ("label", "tier", "parent_id", "starts_on", "ends_on", "label_key", "search_text")


def wait_for_turn():
    """Lock the first unit, whichever it is: so acts on units, and the reach that follows from all, do not cross."""
    Unit.objects.select_for_update(no_key=True).order_by("pk").first()


@transaction.atomic
def rebuild_reach():
    """Bring `Reach` to what the last rows and the successions say. Only rows that differ are written.

    Each unit covers itself, all below it by the last rows, and the predecessors of all these (`queries.Lines.cover`).
    """
    wait_for_turn()
    parents = dict(Unit.objects.order_by().values_list("pk", "parent_id"))
    children, known = queries.children_of(parents), queries.lines()
    wanted = {(holder, unit): flags for holder in parents for unit, flags in known.cover(holder, children).items()}
    wrong, other = [], defaultdict(list)
    for pk, holder, unit, *flags in Reach.objects.values_list("pk", "holder_id", "unit_id", "is_whole", "is_own"):
        right = wanted.pop((holder, unit), None)
        if right is None:
            wrong.append(pk)
        elif right != tuple(flags):
            other[right].append(pk)
    if wrong:
        Reach.objects.filter(pk__in=wrong).delete()
    for (whole, own), pks in other.items():
        Reach.objects.filter(pk__in=pks).update(is_whole=whole, is_own=own)
    Reach.objects.bulk_create(
        [Reach(holder_id=holder, unit_id=unit, is_whole=whole, is_own=own) for (holder, unit), (whole, own) in wanted.items()],
        batch_size=2000,
    )


def require_no_cycle():
    """Refuse parents that go round. By the last rows, as they stand in the units."""
    parents = dict(Unit.objects.order_by("pk").values_list("pk", "parent_id"))
    safe = {None}
    for start in parents:
        way, unit = set(), start
        while unit not in safe:
            if unit in way:
                raise Refused(_("%(unit)s would lie below itself.") % {"unit": Unit.objects.get(pk=unit)})
            way.add(unit)
            unit = parents[unit]
        safe |= way


def refresh(unit_ids: set[int]) -> set[int]:
    """Let the columns of these units repeat their last rows; return the ids of those that changed. Three queries."""
    rows = defaultdict(list)
    for row in UnitName.objects.filter(unit__in=unit_ids).order_by(F("valid_from").asc(nulls_first=True)):
        rows[row.unit_id].append(row)
    units = Unit.objects.in_bulk(unit_ids)
    changed, columns = set(), set()
    for pk, unit in units.items():
        before = {column: getattr(unit, column) for column in _REPEATED}
        repeat(unit, rows[pk])
        if differs := {column for column in _REPEATED if getattr(unit, column) != before[column]}:
            changed.add(pk)
            columns |= differs
    if changed:
        fields = [column.removesuffix("_id") for column in columns]
        Unit.objects.bulk_update([units[pk] for pk in changed], fields, batch_size=500)
    return changed


def repeat(unit: Unit, rows: list[UnitName]):
    last = rows[-1]
    names = dict.fromkeys(text.fold(full_name(row.type, row.name)) for row in rows)
    unit.label, unit.tier, unit.parent_id = last.full_name, TIER_OF_TYPE[last.type], last.parent_id
    unit.starts_on, unit.ends_on = rows[0].valid_from, last.valid_to
    unit.label_key = text.sort_key(last.name)
    unit.search_text = "".join(f" {name}" for name in names)


def reindex(unit_ids: set[int]):
    """Bring the searched names of units to their models; a model carries the one of its campaign's cut-off day."""
    rows = Initiative.objects.filter(unit__in=unit_ids).select_related("campaign", "unit")
    rows = list(rows.prefetch_related("unit__names"))
    table = likeness.abbreviations()
    for row in rows:
        initiatives.index(row, table=table)
    Initiative.objects.bulk_update(rows, ["search_text"], batch_size=200)
