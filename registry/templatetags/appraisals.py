"""Appraisals on a page: points as people read them, and what the reading desk says about a model's appraisals."""

from django import template
from django.template.defaultfilters import floatformat
from django.utils import formats, timezone

from registry import lifecycle, rules
from registry.queries import appraisals
from registry.vocabulary import Action, AppraisalState, Level

register = template.Library()


@register.filter
def points(value) -> str:
    """Points without idle zeros, in the reader's way of writing: 7, 7,5; a dash where there are none."""
    return "–" if value in (None, "") else formats.number_format(value.normalize() if hasattr(value, "normalize") else value)


@register.filter
def per_cent(appraisal) -> str:
    """The points of an appraisal in per cent of the most, in whole numbers; "" without points."""
    value = appraisals.percent(appraisal)
    return "" if value is None else f"{floatformat(value, 0)} %"


@register.simple_tag(takes_context=True)
def appraisals_of(context, initiative) -> dict:
    """What the desk says: by level the appraisals, their spread, and what the reader may do. Two queries at most.

    Who has still to appraise the model is told how many there are, and no more; who entered it, nothing at all.
    """
    user = context["request"].user
    if not initiative.registered_at or not rules.may_review(user) or rules.is_involved(user, initiative):
        return {}
    mine = list(initiative.assignments.filter(appraiser=user))
    rows = list(appraisals.with_totals(initiative.appraisals.select_related("appraiser")).order_by("pk"))
    acting = rules.acting_levels(user, initiative)
    is_open = lifecycle.is_open(Action.APPRAISE, initiative.status)
    levels = []
    for level in Level:
        of_level = [row for row in rows if row.level == level]
        assigned = [one for one in mine if one.level == level]
        if not of_level and not assigned and not (is_open and level in acting):
            continue
        own = next((row for row in of_level if row.appraiser_id == user.pk and row.state != AppraisalState.VOID), None)
        why_not = rules.why_not_appraise(user, initiative, level, assigned=bool(assigned))
        has_signed = bool(own and own.state == AppraisalState.SIGNED)
        hides = bool((assigned or own) and not has_signed and not why_not and is_open)
        signed = [row for row in of_level if row.state == AppraisalState.SIGNED]
        levels.append(
            {
                "level": level,
                "signed": signed,
                "is_hidden": hides,
                "void": [row for row in of_level if row.state == AppraisalState.VOID],
                "spread": None if hides else appraisals.spread(signed),
                "due_on": assigned[0].due_on if assigned else None,
                "is_late": bool(assigned and assigned[0].due_on and assigned[0].due_on < timezone.localdate()),
                "own": own,
                "has_signed": has_signed,
                "why_not": why_not if is_open else "",
                "may_appraise": is_open and not why_not,
                "may_read": bool(of_level) and not hides,
            }
        )
    return {"levels": levels}
