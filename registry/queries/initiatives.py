"""Lists of models: which columns a row needs, how many stand in each tab, what an act over many would meet."""

from datetime import date

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Aggregate, CharField, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery

from registry.models import Campaign, Initiative, Person, Remark
from registry.models.units import full_name
from registry.vocabulary import TEXT_PARTS, Part, Status

from . import paging, units

_LONG = (*map(str, TEXT_PARTS), "report", "search_text")


def listed(initiatives: QuerySet) -> QuerySet:
    """The rows of a list: without the long texts, with what a row prints."""
    return initiatives.defer(*_LONG).select_related("sector", "unit", "campaign")


def with_unit_then(rows: QuerySet, campaign: Campaign | None = None) -> QuerySet:
    """Give each model what `unit_then` needs: its unit's name on the cut-off day. No further query.

    Whoever knows that all rows are of one `campaign` says so, and the database compares with one day.
    """
    day = campaign.cutoff_on if campaign else F("campaign__cutoff_on")
    dated = FilteredRelation("unit__names", condition=in_force("unit__names__", day))
    return rows.annotate(dated=dated, type_then=F("dated__type"), name_then=F("dated__name"), last_label=F("unit__label"))


def unit_then(row: Initiative) -> str:
    """The name of the unit of a row of `with_unit_then`; the last one, if the unit had ended."""
    return full_name(row.type_then, row.name_then) if row.name_then else row.last_label


def page_by_code(rows: QuerySet, parameters, size: int, campaign: Campaign | None = None) -> paging.Page:
    """A page of a list behind a figure: each row with `unit_name`, the name of its unit on the cut-off day. One query."""
    page = paging.page(with_unit_then(listed(rows), campaign), paging.ORDERS["code"], parameters, size)
    for row in page.rows:
        row.unit_name = unit_then(row)
    return page


class _Joined(Aggregate):
    """The texts of a group, with commas between them, in any order."""

    function = "STRING_AGG"
    template = "%(function)s(%(expressions)s, ',')"
    output_field = CharField()

    def as_sqlite(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **extra)


def with_open_parts(rows: QuerySet) -> QuerySet:
    """Give each model what `open_parts` needs: the parts about which a reviewer asked. No further query."""
    unanswered = Remark.objects.filter(initiative=OuterRef("pk"), answered_at__isnull=True).order_by()
    return rows.annotate(asked=Subquery(unanswered.values("initiative").annotate(parts=_Joined("part")).values("parts")))


def open_parts(row: Initiative) -> list[Part]:
    """The parts of a row of `with_open_parts` that have to change, in the order of the form."""
    asked = (row.asked or "").split(",")
    return [part for part in Part if part in asked]


def in_force(path: str, day: date | F) -> Q:
    """The dated row of a unit that is in force on `day`; there is at most one."""
    begun = Q(**{f"{path}valid_from__isnull": True}) | Q(**{f"{path}valid_from__lte": day})
    return begun & (Q(**{f"{path}valid_to__isnull": True}) | Q(**{f"{path}valid_to__gte": day}))


def with_involvement(rows: QuerySet, user) -> QuerySet:
    """Give each model `involves`: whether `user` entered it or is named in it. The same answer as `rules.is_involved`."""
    entered = Initiative.authors.through.objects.filter(initiative=OuterRef("pk"), user__in=user.persons)
    named = Person.objects.filter(initiative=OuterRef("pk"), account__in=user.persons)
    return rows.annotate(involves=Exists(entered) | Exists(named))


def with_unit_names(rows: list[Initiative]) -> list[Initiative]:
    """Give each row `unit_name`, the unit's name on the campaign's cut-off day. One query for each campaign."""
    by_day: dict = {}
    for row in rows:
        by_day.setdefault(row.campaign.cutoff_on, []).append(row)
    for day, of_day in by_day.items():
        names = units.names_on({row.unit_id for row in of_day}, day)
        for row in of_day:
            row.unit_name = names[row.unit_id]
    return rows


def counts_by_status(initiatives: QuerySet, cap: int = paging.CAP) -> dict[str, paging.Count]:
    """How many models have each status, each counted up to `cap`, in one query."""
    return counts_of({status: initiatives.filter(status=status) for status in Status}, cap)


def counts_of_found(initiatives: QuerySet, cap: int = paging.CAP_OF_SEARCH) -> dict[str, paging.Count]:
    """The same for a search, which the database carries out only once: beyond `cap` found models every count says "more"."""
    sql, params = initiatives.order_by().values("status")[: cap + 1].query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT status, COUNT(*) FROM ({sql}) AS bounded GROUP BY status", params)  # noqa: S608 (Django's own SQL)
        found = dict(cursor.fetchall())
    is_capped = sum(found.values()) > cap
    return {status: paging.Count(found.get(status, 0), is_capped) for status in Status}


def counts_of(querysets: dict, cap: int = paging.CAP) -> dict:
    """How many rows each of the querysets has, each counted up to `cap`, in one query for all of them."""
    selects, parameters = [], []
    for queryset in querysets.values():
        try:
            sql, params = queryset.order_by().values("pk")[: cap + 1].query.sql_with_params()
        except EmptyResultSet:
            sql, params = "SELECT 1 WHERE 1 = 0", ()
        selects.append(f"(SELECT COUNT(*) FROM ({sql}) AS bounded)")  # noqa: S608 (Django's own SQL)
        parameters += params
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(selects)}", parameters)
        numbers = cursor.fetchone()
    return {name: paging.Count(min(number, cap), number > cap) for name, number in zip(querysets, numbers, strict=True)}
