"""Pages by key instead of by number: the last page costs what the first one costs, at any number of rows."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

CAP = 3000  # beyond this number a list says "more than" instead of counting on
CAP_OF_SEARCH = 1000  # the same for what a search found, of which each row is looked up


@dataclass(frozen=True)
class Order:
    """An order of a list: the column that leads, and whether it falls. The id breaks ties, in the same direction."""

    column: str
    falls: bool = False

    def fields(self, backwards=False) -> list[str]:
        sign = "-" if self.falls is not backwards else ""
        return list(dict.fromkeys([f"{sign}{self.column}", f"{sign}pk"]))

    def beyond(self, value, pk: int, backwards=False) -> Q:
        """The rows that come after the key (value, pk), or before it when reading backwards."""
        side = "lt" if self.falls is not backwards else "gt"
        if self.column == "pk":
            return Q(**{f"pk__{side}": pk})
        # The first condition alone lets the index find its place; the second one breaks the tie.
        return Q(**{f"{self.column}__{side}e": value}) & (Q(**{f"{self.column}__{side}": value}) | Q(**{f"pk__{side}": pk}))


ORDERS = {
    "recent": Order("changed_at", falls=True),
    "oldest": Order("submitted_at"),
    "newest": Order("submitted_at", falls=True),
    "title": Order("title_key"),
    "code": Order("pk"),
}


@dataclass(frozen=True)
class Page:
    """Some rows of a list, and the keys that lead on. `before` and `after` are query parameters or ""."""

    rows: list
    before: str
    after: str


@dataclass(frozen=True)
class Count:
    """How many rows a list has; beyond `CAP` it only says that there are more."""

    number: int
    is_capped: bool


def page(queryset: QuerySet, order: Order, parameters, size: int = 25, dress: Callable | None = None) -> Page:
    """The page of `queryset` that `?after=<key>` or `?before=<key>` asks for; nonsense leads to the first page.

    Reads one query of `size` + 1 rows. `parameters` is request.GET. `dress` says what is read of the rows of the page; it
    takes a queryset of them, so that a long list is sorted by its keys alone, and only the page is read in full.
    """
    after, before = (_read(queryset, order, parameters.get(name, "")) for name in ("after", "before"))
    backwards = bool(before and not after)
    key = after or before
    rows = queryset.order_by(*order.fields(backwards))
    if key:
        rows = rows.filter(order.beyond(*key, backwards=backwards))
    rows = rows[: size + 1]
    if dress:
        rows = dress(queryset.model._default_manager.filter(pk__in=rows.values("pk"))).order_by(*order.fields(backwards))
    rows = list(rows)
    has_more = len(rows) > size
    rows = rows[:size]
    if backwards:
        rows.reverse()
        if not has_more and len(rows) < size:
            return page(queryset, order, {}, size, dress)  # fewer than a page lie before: begin at the beginning
    if not rows:
        return Page([], "", "")
    return Page(
        rows,
        before=str(rows[0].pk) if (has_more if backwards else key) else "",
        after=str(rows[-1].pk) if (key if backwards else has_more) else "",
    )


def count(queryset: QuerySet, cap: int = CAP) -> Count:
    """Count rows up to `cap`, so that a list of a million costs no more than one of three thousand."""
    number = queryset.order_by()[: cap + 1].count()
    return Count(min(number, cap), number > cap)


def _read(queryset, order: Order, key: str):
    """(value, pk) of the row whose id came by the address, or None. Its value is read anew each time."""
    if not (key.isascii() and key.isdecimal() and len(key) < 19):
        return None
    if order.column == "pk":
        return int(key), int(key)
    value = queryset.model._default_manager.filter(pk=int(key)).values_list(order.column, flat=True).first()
    return None if value is None else (value, int(key))
