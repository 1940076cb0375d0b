"""Small pieces that every page uses: icons, status badges, navigation links."""

from functools import cache

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from registry.vocabulary import Status

register = template.Library()

# status: class of its badge, icon (look: icon and word first, colour third)
STATUS_LOOK = {
    Status.DRAFT: ("st-draft", "pencil"),
    Status.SUBMITTED: ("st-submitted", "send"),
    Status.RETURNED: ("st-returned", "reply"),
    Status.REGISTERED: ("st-registered", "check2"),
    Status.REPORTED: ("st-reported", "journal-check"),
    Status.RECOGNISED: ("st-recognised", "award"),
    Status.NOT_RECOGNISED: ("st-notrecognised", "dash-circle"),
    Status.DECLINED: ("st-declined", "x-lg"),
    Status.WITHDRAWN: ("st-withdrawn", "arrow-counterclockwise"),
    Status.REVOKED: ("st-revoked", "slash-circle"),
}


@register.simple_tag
@cache
def icon(name: str) -> str:
    """An icon of the sprite beside a word; a reader of screens skips it."""
    return format_html('<svg class="i" aria-hidden="true"><use href="{}#{}"></use></svg>', static("img/sprite.svg"), name)


@register.simple_tag
def status_badge(status: str) -> str:
    """The badge of a status: icon, word, colour."""
    return _status_badge(status, get_language())


@cache
def _status_badge(status: str, language: str) -> str:
    look, name = STATUS_LOOK[Status(status)]
    return format_html('<span class="badge-status {}">{}{}</span>', look, icon(name), Status(status).label)


@register.simple_tag
def options(choices, chosen: str = "") -> str:
    """The options of a long select: (value, words) pairs. Hundreds of them cost a template more than the rest of a page."""
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((v, mark_safe(" selected") if str(v) == str(chosen) else "", w) for v, w in choices),
    )


@register.simple_tag(takes_context=True)
def navlink(context, name: str, words: str, count: int = 0) -> str:
    """A link of the main navigation, with the number of things that wait; marked where the reader stands."""
    here = format_html(' aria-current="{}"', "page") if _is_here(context.get("request"), name) else ""
    waiting = format_html(' <span class="count">{}</span>', count) if count else ""
    return format_html('<a href="{}"{}>{}{}</a>', reverse(name), here, words, waiting)


# The pages beside the linked one, to which its tabs lead.
_BESIDE = {"decisions": ("appraisals", "councils", "nominations", "cases", "trail")}


def _is_here(request, name: str) -> bool:
    """Whether the page is the linked one, beside or below it; a new registration has a link of its own."""
    match = getattr(request, "resolver_match", None)
    if not match or "initiative-new" in (name, match.url_name):
        return bool(match) and match.url_name == name
    return request.path.startswith(tuple(reverse(one) for one in (name, *_BESIDE.get(name, ()))))


@register.simple_block_tag
def tablebox(content, label: str, *heads: str, hidden: str = "", look: str = "") -> str:
    """The frame of a table whose rows stand between `tablebox` and `endtablebox`: see components/table.html."""
    parts = {"content": content, "label": label, "heads": heads, "hidden": hidden, "look": look}
    return render_to_string("components/table.html", parts)


@register.filter
def note_class(tags: str) -> str:
    """The look of a message: good, or a warning."""
    return "is-good" if "success" in tags else "" if "info" in tags else "is-warn"
