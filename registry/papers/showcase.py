"""A public model on paper, to be handed on and copied: what everybody may read of it, and not a word more."""

from contextlib import suppress

from django.conf import settings
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from . import typeset

_HIGHEST = 0.75  # of its width, so that two photos in a row leave room for words


def printed(
    row,
    *,
    by: str,
    parts: list[tuple[str, str]],
    costs: list[tuple[str, str, bool]],
    seals: list[str],
    photos: list[tuple[bytes, str]],
    address: str,
) -> bytes:
    """The PDF of a model as `queries.showcase.whole` read it, in the reader's language; `address` is that of its page.

    `parts` are (heading, words), `costs` (source, quantity, only planned), `seals` one sentence for each recognition,
    `photos` (JPEG, caption), two in a row.
    """
    figures = row.figures
    words = row.words
    facts = {
        "language": (translation.get_language() or "vi")[:2],
        "above": _("“Dân vận khéo” models worth copying · %(province)s") % {"province": settings.PROVINCE_NAME},
        "title": row.title,
        "summary": words.summary if words else "",
        "facts": [
            [_("Unit"), unit_words(row)],
            [_("Submitter"), by],
            [_("Field"), str(row.sector)],
            [_("Year"), str(row.campaign.year)],
            [_("Recognised"), "\n".join(seals)],
            *([[_("Contact of the unit"), words.contact]] if words and words.contact else []),
        ],
        "parts": [list(part) for part in parts],
        "photos": list(_drawings(photos)),
        "tables": [
            {
                "title": _("Results in figures"),
                "heads": [_("Measure"), _("Target"), _("Achieved")],
                "rows": [[line.name, line.target or "–", line.achieved or "–"] for line in figures.outcomes],
            },
            {
                "title": cost_heading(costs),
                "heads": [_("From whom, what"), _("Quantity")],
                "rows": [[name, quantity] for name, quantity, _is_planned in costs],
            },
        ],
        "foot": _("%(code)s · %(address)s · as of %(day)s")
        % {"code": row.code, "address": address, "day": f"{timezone.localdate():%d/%m/%Y}"},
        "page_words": _("Page {page} of {pages}"),
        "watermark": _("SAMPLE DATA") if settings.DEMO else "",
    }
    return typeset.pdf("showcase", facts)


def _drawings(photos: list[tuple[bytes, str]]):
    """(drawing, whether it is too high for its row, caption, what a reader of screens says) of each photo that can be read."""
    for photo, caption in photos:
        with suppress(OSError):
            drawing, height = typeset.picture(photo)
            yield drawing, height > _HIGHEST, caption, caption or _("Photo")


def unit_words(row) -> str:
    """The unit by its name of today, then by that under which it registered."""
    if row.unit_today and row.unit_changed:
        return _("%(today)s (when registered: %(then)s)") % {"today": capfirst(row.unit_today), "then": row.unit_then}
    if row.unit_today:
        return capfirst(row.unit_today)
    return _("%(then)s (former unit)") % {"then": capfirst(row.unit_then)}


def cost_heading(costs) -> str:
    """What stands above the costs: given, or, where nothing was reported, planned."""
    return _("What it was planned to cost, by source") if any(cost[2] for cost in costs) else _("What it cost, by source")
