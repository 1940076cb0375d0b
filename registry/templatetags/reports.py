"""Pieces of the pages of reports: tables as they are printed, gaps that wait to be written, codes that lead on."""

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from registry.queries.report_text import TO_FILL

from .figures import number, percent

register = template.Library()
CODES_SHOWN = 8


@register.simple_tag
def report_rows(table) -> str:
    """The rows of a table; the sum stands in its foot. Hundreds of rows cost a template more than the rest of a page."""
    numbers = set(table.numbers_of_lines())
    lines = table.lines()
    total = lines.pop() if table.has_total and lines else None
    body = format_html_join("", "<tr>{}</tr>", ((_cells(line, numbers),) for line in lines))
    foot = format_html("<tfoot><tr>{}</tr></tfoot>", _cells(total, numbers)) if total else ""
    return format_html("<tbody>{}</tbody>{}", body, foot)


def _cells(line: list[str], numbers: set[int]) -> str:
    classes = (mark_safe(' class="num"') if place in numbers else "" for place in range(len(line)))
    return format_html_join("", "<td{}>{}</td>", zip(classes, line, strict=True))


@register.filter
def with_gaps(words: str) -> str:
    """A paragraph in which the gap that waits to be written is marked."""
    return mark_safe(conditional_escape(words).replace(TO_FILL, f"<mark>{TO_FILL}</mark>"))  # noqa: S308 (escaped)


@register.filter
def braced(name: str) -> str:
    """How a placeholder is written."""
    return f"{{{name}}}"


@register.simple_tag
def report_figure(key: str, value) -> str:
    """A figure of a comparison: a count, or a rate in per cent."""
    if value is None:
        return "–"
    return percent(value) if key == "rate" else number(value)


@register.simple_tag
def report_codes(codes, places) -> str:
    """Codes of models that lead to their lines, on the page that begins where `places` says; the first of many."""
    if not codes:
        return "–"
    lines = ((places.get(code, 0), code, code) for code in codes[:CODES_SHOWN])
    shown = format_html_join(", ", '<a class="text-nowrap" href="?from={}#{}">{}</a>', lines)
    more = len(codes) - CODES_SHOWN
    return format_html("{} {}", shown, _("and %(count)s more") % {"count": number(more)}) if more > 0 else shown
