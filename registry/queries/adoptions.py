"""“We did it too”: which models were learned from which, as far as a reader may know it.

A model stands here for all its years: what was learned from it in one year is told on the page of each year that is public,
and a follower that is maintained in later years is still one follower.
"""

from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Case, Q, QuerySet, Value, When

from registry.lifecycle import REGISTERED_STATUSES
from registry.models import Adoption, Initiative
from registry.vocabulary import Role, Status

from . import lineage, showcase
from .initiatives import listed

NEVER_FOLLOWS = (Status.DRAFT, Status.DECLINED, Status.WITHDRAWN)
_MAY_BE_COUNTED = Q(adopter__status__in=REGISTERED_STATUSES, adopter__is_restricted=False, adopter__sector__is_public=True)


@dataclass
class Followers:
    """The models that were learned from one: those that everybody may read, and how many there are in all."""

    shown: list[Initiative] = field(default_factory=list)
    total: int = 0

    @property
    def others(self) -> int:
        return self.total - len(self.shown)


def followers(years: set[int]) -> Followers:
    """Who did it too, as everybody may know it; `years` are the ids of one model in all its years (`lineage.years_of`).

    Registered models; those of defence, of security and restricted ones are not even counted. Three queries, one if nobody
    did it.
    """
    adoptions = Adoption.objects.filter(_MAY_BE_COUNTED, learned_from__in=years).exclude(adopter__in=years)
    ids = set(adoptions.values_list("adopter", flat=True))
    if not ids:
        return Followers()
    first = lineage.first_years(ids)
    public = Initiative.objects.public().filter(pk__in=ids).select_related("unit", "campaign")
    rows = _newest(showcase.with_names(listed(public)).order_by("-pk"), first)
    for row in rows:
        showcase.name_unit(row)
    return Followers(rows, len({first[pk] for pk in ids}))


def sources(years: set[int]) -> list[Initiative]:
    """The public models from which a model was learned in any of its years. One query, two where there are several."""
    found = Initiative.objects.public().filter(adoptions__adopter__in=years).exclude(pk__in=years).distinct()
    rows = list(found.select_related("campaign").only("code", "title", "campaign__year").order_by("-pk"))
    return _newest(rows, lineage.first_years(row.pk for row in rows) if len(rows) > 1 else {})


def _newest(rows, first: dict[int, int]) -> list[Initiative]:
    """Of several years of one model the one that comes first in `rows`. `first` says of each id its first year."""
    kept: dict[int, Initiative] = {}
    for row in rows:
        kept.setdefault(first.get(row.pk, row.pk), row)
    return list(kept.values())


def links_of(initiative: Initiative, user) -> tuple[list[Adoption], list[Adoption], int]:
    """For its dossier: from what the model was learned, what was learned from it, as far as `user` may read it or everybody
    may, and how many more follow it. Of each, `in_scope` says whether its own dossier is open to the person.

    One query; two where there are links, three where several models follow.
    """
    to, from_ = _ends(initiative)
    if not to and not from_:
        return [], [], 0
    links = Adoption.objects.select_related("adopter__campaign", "learned_from__campaign").annotate(
        in_scope=_whether(_other_among(to, from_, Initiative.objects.visible_to(user))),
        is_public=_whether(_other_among(to, from_, Initiative.objects.public())),
        may_be_counted=_whether(_MAY_BE_COUNTED),
    )
    back, on, unread = [], [], []
    for link in links.filter(pk__in=to | from_).order_by("made_at", "id"):
        is_readable = link.in_scope or link.is_public
        if link.pk in to:
            back += [link] if is_readable else []
        elif is_readable:
            on.append(link)
        elif link.may_be_counted:
            unread.append(link)
    if len(on) + len(unread) < 2:
        return back, on, len(unread)
    first = lineage.first_years(link.adopter_id for link in (*on, *unread))
    named = {first[link.adopter_id]: link for link in on}  # of several years of a follower the one that was said last
    return back, list(named.values()), len({first[link.adopter_id] for link in unread} - set(named))


def _ends(initiative: Initiative) -> tuple[set[int], set[int]]:
    """The ids of the links that lead from a model, in any of its years, to what it was learned from, and of those to it.

    One query.
    """
    sql = f"""
        {lineage.YEARS} SELECT id, adopter_id IN (SELECT id FROM years) FROM {Adoption._meta.db_table}
        WHERE adopter_id IN (SELECT id FROM years) OR learned_from_id IN (SELECT id FROM years)
    """  # noqa: S608 (the name of a table)
    with connection.cursor() as cursor:
        cursor.execute(sql, [initiative.pk, initiative.pk])
        found = cursor.fetchall()
    return {pk for pk, is_own in found if is_own}, {pk for pk, is_own in found if not is_own}


def _other_among(to: set[int], from_: set[int], models: QuerySet) -> Q:
    """Whether the model at the other end of a link is one of `models`."""
    ids = models.order_by().values("pk")
    return Q(pk__in=to, learned_from__in=ids) | Q(pk__in=from_, adopter__in=ids)


def _whether(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False))


def could_follow(initiative: Initiative, user) -> QuerySet[Initiative]:
    """The models of the person's own units that can be said to be learned from this one, newest first."""
    years = lineage.years_of(initiative)
    own = user.scope.own(Role.SUBMITTER)
    held = Initiative.objects.filter(Q(unit__in=own) | Q(allocated_unit__in=own)).exclude(pk__in=years)
    held = held.exclude(status__in=NEVER_FOLLOWS)
    said = Adoption.objects.filter(learned_from__in=years).values("adopter")
    return listed(held.exclude(pk__in=said).exclude(continues__in=said)).order_by("-pk")
