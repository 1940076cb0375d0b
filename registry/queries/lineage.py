"""The same model in other years: what it continues, and what continues it, over any number of years."""

from collections.abc import Iterable

from django.db import connection

from registry.models import Initiative

_TABLE = Initiative._meta.db_table
# The model, all earlier years that it continues and all later ones that continue it, as the table `years`; takes its id twice.
YEARS = f"""
    WITH RECURSIVE earlier(id, continues_id) AS (
        SELECT id, continues_id FROM {_TABLE} WHERE id = %s
        UNION SELECT one.id, one.continues_id FROM {_TABLE} one JOIN earlier ON one.id = earlier.continues_id
    ), later(id) AS (
        SELECT id FROM {_TABLE} WHERE id = %s
        UNION SELECT one.id FROM {_TABLE} one JOIN later ON one.continues_id = later.id
    ), years(id) AS (SELECT id FROM earlier UNION SELECT id FROM later)
"""  # noqa: S608 (the name of a table)


def years_of(initiative: Initiative) -> set[int]:
    """The ids of the model, of all earlier years that it continues and of all later ones that continue it. One query."""
    with connection.cursor() as cursor:
        cursor.execute(f"{YEARS} SELECT id FROM years", [initiative.pk, initiative.pk])  # noqa: S608 (the same)
        return {pk for (pk,) in cursor.fetchall()}


def first_years(ids: Iterable[int]) -> dict[int, int]:
    """Of each of these models the id of its first year: the same one for two years of one model. One query, none for none."""
    ids = list(ids)
    if not ids:
        return {}
    sql = f"""
        WITH RECURSIVE earlier(asked, id, continues_id) AS (
            SELECT id, id, continues_id FROM {_TABLE} WHERE id IN ({", ".join(["%s"] * len(ids))})
            UNION SELECT asked, one.id, one.continues_id FROM {_TABLE} one JOIN earlier ON one.id = earlier.continues_id
        )
        SELECT asked, id FROM earlier WHERE continues_id IS NULL
    """  # noqa: S608 (the name of a table, and as many places as there are ids)
    with connection.cursor() as cursor:
        cursor.execute(sql, ids)
        return dict(cursor.fetchall())
