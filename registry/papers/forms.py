"""The registration form and the report of results, in the look of the paper forms: to be printed, signed and scanned.

Papers are official and therefore Vietnamese, whatever language the reader has chosen.
"""

from dataclasses import asdict, dataclass, field

from django.utils.translation import gettext as _

from . import typeset


@dataclass
class Table:
    """A table of figures: `rows` hold as many words as there are `heads`."""

    title: str
    heads: list[str]
    rows: list[list[str]]


@dataclass
class Form:
    """What one of the two forms says. All values are words; days and numbers come as they are printed.

    `above` is the unit above, `parts` are (label, text) in their order, `watermark` stands across the page ("" for none).
    """

    title: str
    subtitle: str
    above: str
    unit: str
    place_and_date: str
    general: list[tuple[str, str]]
    parts: list[tuple[str, str]]
    foot: str
    watermark: str = ""
    tables: list[Table] = field(default_factory=list)
    person: str = ""


def printed(form: Form) -> bytes:
    """The PDF of a registration or a report."""
    facts = asdict(form) | {
        "state": _("Socialist Republic of Viet Nam"),
        "motto": _("Independence - Freedom - Happiness"),
        "page_words": _("Page {page} of {pages}"),
        "left": [_("Confirmed by the unit"), _("(signature, full name, seal)"), ""],
        "right": [_("Person who registers"), _("(signature, full name)"), form.person],
    }
    return typeset.pdf("form", facts)
