"""Beside a dossier: the way of the model into the showcase, and what was learned from what."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from registry import lifecycle, rules
from registry.models import Initiative
from registry.queries import adoptions
from registry.services import review
from registry.vocabulary import Action, Status

register = template.Library()


def _may_publish(user, initiative: Initiative) -> bool:
    """Whether the person may edit the public text now: whoever may clear the model, if it can be public at all."""
    if not lifecycle.is_open(Action.CLEAR, initiative.status) or not rules.may_review(user):
        return False
    return not initiative.is_restricted and initiative.sector.is_public and rules.may(user, Action.CLEAR, initiative)


@register.simple_tag(takes_context=True)
def publication_links(context, initiative: Initiative) -> list[tuple[str, str]]:
    """The way into the showcase as links of the admin: (label, address); none for whoever may not clear the model."""
    if not _may_publish(context["request"].user, initiative):
        return []
    links = [(_("Edit the public text"), "publication"), (_("Look at the public page"), "publication-preview")]
    return [(label, reverse(name, args=[initiative.code])) for label, name in links]


@register.inclusion_tag("components/publication_panel.html", takes_context=True)
def publication_of(context, initiative: Initiative):
    """How far the publication is, and the links to edit and preview it, for whoever may clear the model.

    One query, none where the model was read with its `publication`; one more where its person has not consented.
    """
    if not _may_publish(context["request"].user, initiative):
        return {"is_offered": False}
    publication = getattr(initiative, "publication", None)
    hindered = review.why_not_public(initiative) if publication and not initiative.cleared_at else ""
    return {"is_offered": True, "initiative": initiative, "publication": publication, "hindered": hindered}


@register.inclusion_tag("components/learned.html", takes_context=True)
def learned_of(context, initiative: Initiative):
    """From which models it was learned, and which followed it, in all its years; none for a draft."""
    user = context["request"].user
    if initiative.status == Status.DRAFT:
        return {}
    back, on, others = adoptions.links_of(initiative, user)
    is_own = rules.may(user, Action.SAVE, initiative)
    return {
        "initiative": initiative,
        "back": back,
        "on": on,
        "others": others,
        "may_remove": bool(back) and (is_own or rules.may(user, Action.AMEND, initiative)),
        "may_say": is_own and not back and initiative.status not in adoptions.NEVER_FOLLOWS,
    }
