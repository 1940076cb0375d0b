"""Evidence on a page: the documents of a model, and what the reader may do with them."""

from django import template
from django.conf import settings

from registry import files, lifecycle, rules
from registry.queries import documents
from registry.vocabulary import Action

register = template.Library()
register.filter("figure_name", documents.figure_name)

# No "image/*": a phone then turns its own formats into JPEG before it sends them.
ACCEPT = ",".join([*(kind.content_type for kind in files.KINDS.values()), *(f".{name}" for name in files.KINDS)])


@register.simple_tag(takes_context=True)
def evidence(context, initiative, is_only_read=False) -> dict:
    """The documents of a model in one query, and for those who may attach some the figures and the limits."""
    rows = list(documents.listed(documents.evidence_of(initiative)))
    user = context["request"].user
    may_change = (
        not is_only_read and lifecycle.is_open(Action.ATTACH, initiative.status) and rules.may(user, Action.ATTACH, initiative)
    )
    if not may_change:
        return {"rows": rows, "may_change": False}
    return {
        "rows": rows,
        "may_change": True,
        "has_room": len(rows) < settings.MOST_DOCUMENTS,
        "figures": documents.figures_of(initiative),
        "most": settings.MOST_DOCUMENTS,
        "most_bytes": settings.LARGEST_DOCUMENT,
        "most_megabytes": settings.LARGEST_DOCUMENT // 1024**2,
        "longest": settings.LONGEST_PHOTO_SIDE,
        "accept": ACCEPT,
        "kept": ",".join(kind.content_type for kind in files.KINDS.values() if kind.is_photo),
    }
