"""Allocating models of a unit that was divided: a person says which unit of today carries each of them on."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from registry.models import Initiative, Unit
from registry.queries import placing
from registry.vocabulary import Action

from . import steps, trail


def sort_out(initiatives: Iterable[Initiative], to: Unit | None, *, by) -> steps.SortedOut:
    """Say which of the models `by` can allocate to `to`, and why not the others. Reads only."""
    rows = list(initiatives)
    successors = placing.successors({row.unit_id for row in rows})
    return steps.sort_out(rows, Action.AMEND, by=by, hinder=lambda row: hinders(row, to, successors))


def hinders(initiative: Initiative, to: Unit | None, successors: Mapping[int, list[Unit]]) -> str:
    """The sentence that says why the model is not allocated to `to`, or "". `successors` are those of its unit (`places`)."""
    if initiative.unit_id not in successors:
        return _("Nothing is open here: one unit of today carries the unit of this model on as a whole.")
    heirs = successors[initiative.unit_id]
    if not heirs:
        return _("The unit of this model has no successor, as the former districts; it stays not allocated.")
    if to and to not in heirs:
        names = ", ".join(str(heir) for heir in heirs)
        return _("%(unit)s is no successor of the unit of this model. Its successors: %(heirs)s.") % {
            "unit": to,
            "heirs": names,
        }
    if to and initiative.allocated_unit_id == to.pk:
        return _("It is allocated to %(unit)s already.") % {"unit": to}
    return ""


@trail.as_one()
@transaction.atomic
def allocate(
    initiatives: Iterable[Initiative], *, to: Unit, by, reason: str, versions: Mapping[int, int] | None = None
) -> list[Initiative]:
    """Allocate all of these models to `to`, one of the successors of their units, or none of them. Returns them afresh.

    It is the correction of one fact, as by `review.amend`: each model gets an entry in the trail with before and after,
    and its appraisals stay as they are. What was allocated can be allocated anew.

    Raises Refused without a reason, or with the first reasons if any of them cannot be allocated so; Stale if `versions`
    (id → version) of the preview are old.
    """
    reason = steps.require_text(reason, "reason", _("Say why the models are allocated so."))
    rows = steps.locked(initiatives, versions)
    steps.require_all(sort_out(rows, to, by=by))
    before = dict(Unit.objects.filter(pk__in={row.allocated_unit_id for row in rows} - {None}).values_list("pk", "key"))
    data = {row.pk: {"allocated_unit": [before.get(row.allocated_unit_id), to.key]} for row in rows}
    steps.write(rows, Action.AMEND, by=by, remark=reason, data=lambda row: data[row.pk], changes={"allocated_unit": to})
    return rows
