"""Numbers as the reader's language writes them: 2.428 and 57,7 % in Vietnamese, 2,428 and 57.7 % in English."""

from decimal import Decimal
from functools import cache, lru_cache

from django import template
from django.templatetags.static import static
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from .frame import icon

register = template.Library()

NO_BREAK = "\u00a0"


@register.filter
def number(value: int) -> str:
    """A count with its thousands set apart."""
    return _number(value, get_language())


@lru_cache(10_000)  # a page of figures prints hundreds of them, most of them small
def _number(value: int, language: str) -> str:
    return number_format(value, use_l10n=True, force_grouping=True)


@register.filter
def percent(value) -> str:
    """Per cent with one decimal and a no-break space; a dash where there is nothing to be a share of."""
    return "–" if value is None else f"{number_format(value, 1)}{NO_BREAK}%"


@register.simple_tag
def count(cell) -> str:
    """A printed count that opens exactly its rows; nothing to open where nothing was counted."""
    shown = number(cell.count)
    return format_html('<a href="{}">{}</a>', cell.address, shown) if cell.address else shown


@register.simple_tag
def pivot_cell(door) -> str:
    """A cell of an analysis: a count, a share or a quantity that opens its models; models alone where nothing is added up."""
    cell = door.cell
    if not cell.models and cell.number is None:
        return "–"
    if cell.said:
        shown = cell.said
    elif cell.number is None:
        shown = ngettext("%(count)s model", "%(count)s models", cell.models) % {"count": number(cell.models)}
    else:
        shown = percent(cell.number) if isinstance(cell.number, Decimal) else number(cell.number)
    return format_html('<a href="{}">{}</a>', door.address, shown) if door.address else shown


@register.simple_tag
def rate(value) -> str:
    """A rate with its bar."""
    return _rate(value, get_language())


@lru_cache(2_000)
def _rate(value, language: str) -> str:
    return format_html(
        '<span class="withbar"><svg class="bar" aria-hidden="true"><rect width="{}%" height="100%"></rect></svg>'
        "<span>{}</span></span>",
        value or 0,
        percent(value),
    )


@register.simple_tag
def change(now, before, short=False) -> str:
    """How a number stands against the year before: arrow and words, or, short, the arrow with its word for screen readers."""
    if now is None or before is None:
        return "–"
    if now == before:
        return format_html('<span class="change same">{}</span>', _("unchanged"))
    way, arrow = ("up", "arrow-up") if now > before else ("down", "arrow-down")
    difference = abs(now - before)
    if short:
        word = _("up") if way == "up" else _("down")
        sign = format_html('<svg class="i" role="img" aria-label="{}"><use href="{}"></use></svg>', word, icon_address(arrow))
        return format_html('<span class="change {}">{} {}</span>', way, sign, number(difference))
    if isinstance(now, Decimal):
        words = _("up %(points)s points") if way == "up" else _("down %(points)s points")
        words %= {"points": number_format(difference, 1)}
    else:
        words = (_("up %(number)s") if way == "up" else _("down %(number)s")) % {"number": number(difference)}
    return format_html('<span class="change {}">{} {}</span>', way, icon(arrow), words)


@cache
def icon_address(name: str) -> str:
    return f"{static('img/sprite.svg')}#{name}"
