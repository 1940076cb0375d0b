"""What pages say about models like the one at hand. One query each."""

from django import template

from registry.models import Initiative
from registry.queries import likeness

register = template.Library()


@register.inclusion_tag("components/similar.html", takes_context=True)
def similar_models(context, initiative: Initiative | None):
    """Models like the saved name of this one, for the unit that writes it."""
    user = context["request"].user
    found = likeness.similar(initiative.title, user=user, initiative=initiative) if initiative and initiative.title else []
    return {"found": likeness.unrelated(found)}


@register.inclusion_tag("components/duplicates.html", takes_context=True)
def duplicate_marks(context, initiative: Initiative):
    """With which models this one is marked as a duplicate, as far as the reader may see them."""
    return {"marks": likeness.marks(initiative, context["request"].user), "page": "initiative"}
