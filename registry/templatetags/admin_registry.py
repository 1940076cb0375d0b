"""Pieces of the admin's pages."""

from django import template

from registry.models.trail import PERSONAL

register = template.Library()


@register.simple_tag
def details(data: dict) -> list[str]:
    """What an entry of the trail says beside the act, line by line: "field: before → after", or "field: value".

    Digests of personal values are left out: they say nothing to a reader.
    """
    return [f"{name}: {_said(value)}" for name, value in (data or {}).items() if name not in ("id", PERSONAL)]


def _said(value) -> str:
    if isinstance(value, list) and len(value) == 2 and not any(isinstance(side, (list, dict)) for side in value):
        return f"{_word(value[0])} → {_word(value[1])}"
    if isinstance(value, list):
        return "; ".join(_said(one) if isinstance(one, list) else _word(one) for one in value) or "…"
    return _word(value)


def _word(value) -> str:
    return "–" if value in (None, "") else str(value)
