"""What an entry of the trail says beside the act, in the reader's words."""

from django import template
from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from registry.models import Initiative
from registry.models.trail import PERSONAL
from registry.vocabulary import AppraisalState, Level, Novelty, Recommendation, SubmitterType, Window

register = template.Library()

# How the trail's keys read, where they are no field of a model.
_NAMES = {
    "appraisers": _("appraisers"),
    "batch": _("act over many models"),
    "case": _("case of revocation"),
    "consented_at": _("consented to publication at"),
    "count": _("number"),
    "deputy": _("deputy (account)"),
    "principal": _("in the place of (account)"),
    "from": _("from"),
    "until": _("until"),
    "decision": _("decision"),
    "ground": _("ground"),
    "letter": _("letter"),
    "models": _("models"),
    "numbers": _("numbers"),
    "recommendation": _("recommendation"),
    "session": _("council session"),
    "state": _("state"),
    "successors": _("successors"),
    "units": _("units"),
    "window": _("more time for"),
}
# The closed lists whose stored values stand in the trail, by key.
_LISTS = {
    "level": (Level,),
    "novelty": (Novelty,),
    "recommendation": (Recommendation,),
    "state": (AppraisalState,),
    "submitter_type": (SubmitterType,),
    "window": (Window,),
}


@register.simple_tag
def details(data: dict) -> list[str]:
    """What an entry of the trail says beside the act, line by line: "field: before → after", or "field: value".

    Digests of personal values are left out: they say nothing to a reader.
    """
    return [
        f"{capfirst(_name(key))}: {_said(value, _LISTS.get(key, ()))}"
        for key, value in (data or {}).items()
        if key not in ("id", PERSONAL)
    ]


def _name(key: str) -> str:
    """The key in the reader's words: a word of the trail, a field of the model, else the key itself."""
    if key in _NAMES:
        return str(_NAMES[key])
    try:
        return str(Initiative._meta.get_field(key).verbose_name)
    except (FieldDoesNotExist, AttributeError):
        return key


def _said(value, lists=()) -> str:
    if isinstance(value, list) and len(value) == 2 and not any(isinstance(side, (list, dict)) for side in value):
        return f"{_word(value[0], lists)} → {_word(value[1], lists)}"
    if isinstance(value, list):
        return "; ".join(_said(one, lists) if isinstance(one, list) else _word(one, lists) for one in value) or "…"
    return _word(value, lists)


def _word(value, lists=()) -> str:
    if value in (None, ""):
        return "–"
    found = (str(choices(value).label) for choices in lists if value in choices.values)
    return next(found, str(value))
