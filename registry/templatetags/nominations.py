"""How the models at hand were nominated, and the badges of it."""

from functools import cache

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

from registry import rules
from registry.models import Initiative
from registry.queries import nominations
from registry.vocabulary import NominationState

from .frame import icon

register = template.Library()

# state: class of its badge, icon
LOOK = {
    NominationState.PREPARED: ("st-draft", "pencil"),
    NominationState.NOMINATED: ("st-submitted", "send"),
    NominationState.RETURNED: ("st-returned", "reply"),
    NominationState.RECOGNISED: ("st-recognised", "award"),
    NominationState.NOT_RECOGNISED: ("st-notrecognised", "dash-circle"),
}


@register.simple_tag
def nomination_badge(state: str) -> str:
    """The badge of what a nomination came to: icon, word, colour."""
    return _badge(state, get_language())


@cache
def _badge(state: str, language: str) -> str:
    look, name = LOOK[NominationState(state)]
    return format_html('<span class="badge-status {}">{}{}</span>', look, icon(name), NominationState(state).label)


@register.inclusion_tag("components/nominations.html", takes_context=True)
def nominations_of(context, initiative: Initiative):
    """A line for each nomination of the model. One query; none for a model that was never recognised."""
    reviews = rules.may_review(context["request"].user)
    if not initiative.recognised_at:
        return {"nominees": []}
    return {"nominees": nominations.of_model(initiative, drafts=reviews), "reviews": reviews}
