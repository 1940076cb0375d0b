"""“We did it too”: a unit says from which model its own was learned, and takes it back."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import rules, text
from registry.errors import Refused
from registry.models import Adoption, Initiative
from registry.queries import lineage
from registry.queries.adoptions import NEVER_FOLLOWS
from registry.vocabulary import Action, Status

from . import steps, trail


@transaction.atomic
def adopt(initiative: Initiative, *, of: Initiative, by, note: str = "") -> Adoption:
    """Say that the model `initiative` was learned from `of`, a public model or one that the person may read.

    Raises PermissionDenied for anybody but a submitter of the model's unit; Refused if it was learned from itself or
    another year of it, if this was said already of any year of both, or if either model cannot stand in such a link.
    """
    rows = {row.pk: row for row in steps.locked([initiative, of])}
    row, source = rows[initiative.pk], rows[of.pk]
    rules.require(by, Action.SAVE, row)
    if sentence := hinders_adopting(row, source, by=by):
        raise Refused(sentence, {"adopter": sentence})
    adoption = Adoption.objects.create(
        adopter=row, learned_from=source, note=text.clean_line(note)[:500], made_by=by, made_at=timezone.now()
    )
    trail.record_other(row.code, "adoption.add", by=by, data={"learned_from": [None, source.code]}, initiative=row)
    return adoption


def hinders_adopting(initiative: Initiative, of: Initiative, *, by) -> str:
    """The sentence that says why the one model cannot be said to be learned from the other, or ""."""
    if initiative.pk == of.pk:
        return _("A model cannot be learned from itself.")
    if initiative.status in NEVER_FOLLOWS:
        return _("Only a model that was submitted, and stands, can follow another one.")
    if not Initiative.objects.public().filter(pk=of.pk).exists():
        known = Initiative.objects.visible_to(by).filter(pk=of.pk, status=Status.RECOGNISED)
        if not known.exists():
            return _("That model is not public, or no longer.")
    own, theirs = lineage.years_of(initiative), lineage.years_of(of)
    if of.pk in own:
        return _("This is the same model in another year; it is maintained, not learned from another.")
    if Adoption.objects.filter(adopter__in=theirs, learned_from__in=own).exists():
        return _("That model was learned from this one.")
    if Adoption.objects.filter(adopter__in=own, learned_from__in=theirs).exists():
        return _("This was said already.")
    return ""


@transaction.atomic
def unadopt(adoption: Adoption, *, by):
    """Take back that a model was learned from another one: a submitter of its unit, or a reviewer who may correct its facts."""
    [row] = steps.locked([adoption.adopter])
    if not may_unadopt(row, by):
        raise PermissionDenied(_("Only a submitter of the unit itself may do this."))
    fresh = Adoption.objects.filter(pk=adoption.pk).select_related("learned_from").first()
    if not fresh:
        raise Refused(_("This was taken back already."))
    code = fresh.learned_from.code
    fresh.delete()
    trail.record_other(row.code, "adoption.remove", by=by, data={"learned_from": [code, None]}, initiative=row)


def may_unadopt(initiative: Initiative, by) -> bool:
    return rules.may(by, Action.SAVE, initiative) or rules.may(by, Action.AMEND, initiative)
