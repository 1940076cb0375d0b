"""What other systems read: pages of units and models with all that belongs to them, at the same number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from registry import text
from registry.models import Campaign, Entry, Initiative, Outcome, Recognition, Succession, Unit, UnitName
from registry.vocabulary import Role, Status

from . import initiatives, places, statistics, units


@dataclass(frozen=True)
class Rows:
    """Some rows in the order in which they were made; `last` leads on, None on the last page."""

    rows: list
    last: int | None


def _page(found: QuerySet, after: int | None, limit: int) -> Rows:
    """Rows are never passed over: the order is that in which they were made, and new ones come at the end."""
    rows = list((found.filter(pk__gt=after) if after else found).order_by("pk")[: limit + 1])
    return Rows(rows[:limit], rows[limit - 1].pk if len(rows) > limit else None)


# ---- units ----


def _with_history(found: QuerySet[Unit]) -> QuerySet[Unit]:
    """Names, predecessors and successors. Three queries more."""
    names = UnitName.objects.select_related("parent")  # in the order of their days
    return found.select_related("parent").prefetch_related(
        Prefetch("names", names),
        Prefetch("successions", Succession.objects.select_related("to_unit").order_by("effective_from", "pk")),
        Prefetch("inheritances", Succession.objects.select_related("from_unit").order_by("effective_from", "pk")),
    )


def units_page(query: str, as_of: date | None, after: int | None, limit: int) -> Rows:
    """Units that ever had a name with all words of `query`, and stood on `as_of`; without them, all. Four queries."""
    found = Unit.objects.standing(as_of) if as_of else Unit.objects.all()
    if query:
        found = found.named_like(query) if text.words(query) else found.none()
    return _page(_with_history(found), after, limit)


def unit(key: str) -> Unit | None:
    return _with_history(Unit.objects.filter(key=key)).first()


def named_on(row: Unit, day: date | None) -> UnitName | None:
    """What the unit was called on `day` (today), of what type and under whom; before its first day the first name, after
    its last the last one.
    """
    day = day or timezone.localdate()
    rows = list(row.names.all())
    begun = [one for one in rows if one.valid_from is None or one.valid_from <= day]
    return (begun or rows[:1] or [None])[-1]


# ---- models ----


def readable(user) -> QuerySet[Initiative]:
    """The models that another system reads by a key of `user`: all but drafts that the user may see."""
    return Initiative.objects.visible_to(user).exclude(status=Status.DRAFT)


def units_readable(user) -> set[int] | None:
    """The ids of the units whose models `readable` holds, None for all of them."""
    return None if user.is_superuser else user.scope.units(*Role)


def models_page(found: QuerySet[Initiative], user, after: int | None, limit: int) -> Rows:
    """A page of models with their figures, recognitions and units of today. Eleven queries, however many rows."""
    page = _page(_with_all(found), after, limit)
    _dress(page.rows, user)
    return page


def model(code: str, user) -> Initiative | None:
    """One model with the same."""
    rows = list(_with_all(readable(user).filter(code=code)))
    _dress(rows, user)
    return rows[0] if rows else None


def _with_all(found: QuerySet[Initiative]) -> QuerySet[Initiative]:
    rows = initiatives.with_unit_then(initiatives.listed(found).select_related("sector", "unit", "campaign", "person"))
    recognitions = Recognition.objects.select_related("decision__body", "ending_decision__body")
    outcomes = Outcome.objects.select_related("measure")
    return rows.prefetch_related(
        "contributions", Prefetch("outcomes", outcomes), Prefetch("recognitions", recognitions.order_by("recognised_at", "id"))
    )


def _dress(rows: list[Initiative], user):
    """Set `unit_then`, `unit_now` (a unit or None), `linked`, the codes of the models to which it leads, and `is_erased`:
    whether personal data were erased and nobody has looked at its words since. Six queries.
    """
    if not rows:
        return
    allocated = {row.allocated_unit_id for row in rows if row.allocated_unit_id}
    heirs = units.heirs_of({row.unit_id for row in rows} | allocated)
    now = {row: heirs[row.unit_id] or heirs.get(row.allocated_unit_id) for row in rows}
    standing = Unit.objects.in_bulk(set(now.values()) - {None})
    others = {pk for row in rows for pk in (row.continues_id, row.duplicate_of_id) if pk}
    codes = dict(readable(user).filter(pk__in=others).values_list("pk", "code"))
    erased = set(Entry.objects.filter(action="person.erase", initiative__in=rows).values_list("initiative", flat=True))
    for row in rows:
        row.is_erased = row.pk in erased and not row.cleared_at
        row.unit_then = initiatives.unit_then(row)
        row.unit_now = standing.get(now[row])
        row.linked = codes


def is_public(row: Initiative) -> bool:
    """The same answer as `Initiative.objects.public()`."""
    return bool(
        row.status == Status.RECOGNISED and row.cleared_at and not row.is_restricted and row.sector and row.sector.is_public
    )


def without_names(row: Initiative, words: str) -> str | None:
    """The words, or None where they name the person of the model, who has not consented to publication. Where the name was
    erased nobody can tell, so they are left out until a reviewer has cleared the model anew.
    """
    if row.is_erased:
        return None if words else words
    person = getattr(row, "person", None)
    if not person or not person.name or person.consented_at:
        return words
    return None if f" {text.fold(person.name)} " in f" {text.fold(words)} " else words


def in_unit(key: str, campaign: Campaign | None, as_of: str, among: set[int] | None) -> Q:
    """The models of the line with that key in a table by unit: `places.condition`. Without a campaign, of all of them:
    by the units of that time those that the unit registered itself, by the units of today all that it carries on.
    """
    campaign = campaign or Campaign.objects.first()
    return places.condition(key, campaign, among, as_of) if campaign else Q(pk__in=[])


# ---- figures ----


def figures(campaign: Campaign, user) -> statistics.Counted:
    """The figures that the account reads, by field, type and level."""
    return statistics.counted([campaign], statistics.units_led(user))


def figures_by_unit(campaign: Campaign, user, as_of: str) -> Iterable[places.Line]:
    """The lines by unit of the same: each unit for itself, so that they add up."""
    return statistics.by_unit(campaign, statistics.units_led(user), as_of=as_of)
