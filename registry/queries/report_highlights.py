"""The recognised models that a report tells of: of which it may tell, and what it prints of each.

A report tells of a model only while it is recognised, among the models of the report and not restricted, and while its words
name nobody who has not consented. What stopped being so leaves a draft at once, and has to be taken off before the figures are
frozen. A frozen report keeps its words: that a recognition was revoked since is told by the comparison. But what was
restricted since, or names somebody who took the consent back or whose data were erased, is withheld from every page and file
made from then on; its place and the reason stay. Models of fields that are never published may be told of, for a report is
an official paper and no publication; the page of the highlights marks them.
"""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from registry.models import Entry, Highlight, Initiative, Report
from registry.vocabulary import Status, SubmitterType

from . import units
from .consent import names_without_consent
from .report_members import question_of


def candidates(report: Report, user) -> QuerySet[Initiative]:
    """The recognised models that the report could tell of, as far as the person may see them."""
    chosen = report.highlighted.order_by().values("initiative")
    visible = Initiative.objects.visible_to(user).filter(pk__in=question_of(report).models().values("pk"))
    return visible.filter(status=Status.RECOGNISED, is_restricted=False).exclude(pk__in=chosen)


def chosen(report: Report) -> list[Highlight]:
    """The highlights in their order, with what a line prints. One query."""
    rows = report.highlighted.select_related(*(f"initiative__{name}" for name in ("unit", "sector", "campaign", "person")))
    return list(rows.order_by("order", "pk"))


def hindrances(report: Report, highlights: Iterable[Highlight]) -> dict[int, str]:
    """Why the report may not tell of some of these models in these words: id of the model → sentence. Two queries."""
    rows = {row.initiative_id: row for row in highlights}
    among = set(question_of(report).models().filter(pk__in=rows).values_list("pk", flat=True)) if rows else set()
    erased = _erased(rows)
    found = {}
    for pk, row in rows.items():
        initiative, title = row.initiative, {"title": row.initiative}
        if initiative.status != Status.RECOGNISED:
            found[pk] = _("“%(title)s” is not recognised, so the report cannot hold it up as an example.") % title
        elif pk not in among:
            found[pk] = _("“%(title)s” is not among the models of this report.") % title
        elif sentence := _why_withheld(initiative, row.text, is_erased=pk in erased):
            found[pk] = sentence
    return found


def _why_withheld(initiative: Initiative, words: str, *, is_erased: bool) -> str:
    title = {"title": initiative}
    if initiative.is_restricted:
        return _("“%(title)s” is restricted: it is never shown outside the scope of its unit.") % title
    if is_erased:
        return _("The data of the person behind “%(title)s” were erased, so no report tells of it.") % title
    if names_without_consent(initiative, [words]):
        return _("“%(title)s”, or what is said of it, names a person who has not consented to publication.") % title
    return ""


def _erased(ids: Iterable[int]) -> set[int]:
    """The models of an individual whose person's data were erased: nobody knows any more whose name their words may hold."""
    individual = Initiative.objects.filter(pk__in=ids, submitter_type=SubmitterType.INDIVIDUAL)
    entries = Entry.objects.filter(action="person.erase", initiative__in=individual)
    return set(entries.values_list("initiative", flat=True)) if ids else set()


def told(report: Report, highlights: Iterable[Highlight]) -> list[dict]:
    """The highlights as they are printed: whose model it is, but never the name of a person. One query."""
    rows = list(highlights)
    names = units.names_on({row.initiative.unit_id for row in rows}, report.campaign.cutoff_on)
    return [
        {
            "code": row.initiative.code,
            "title": row.initiative.title,
            "holder": row.initiative.collective_name
            if row.initiative.submitter_type == SubmitterType.COLLECTIVE
            else "mô hình của cá nhân",
            "unit": capfirst(names[row.initiative.unit_id]),
            "text": row.text,
        }
        for row in rows
    ]


def withheld(kept: list[dict]) -> dict[str, str]:
    """Of which highlights of a frozen report the words are withheld today: code → why. Two queries, none without highlights."""
    if not kept:
        return {}
    codes = [one["code"] for one in kept]
    rows = {row.code: row for row in Initiative.objects.filter(code__in=codes).select_related("person")}
    erased = _erased([row.pk for row in rows.values()])
    found = {}
    for one in kept:
        row = rows.get(one["code"])
        words = f"{one['title']} {one['holder']} {one['text']}"
        if row and (sentence := _why_withheld(row, words, is_erased=row.pk in erased)):
            found[row.code] = sentence
    return found
