"""The person who stands for a model: consent, given and withdrawn by the unit at any time after submission, and erasure."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import rules
from registry.errors import Refused
from registry.models import Initiative, Person, PersonalValue, Recognition
from registry.vocabulary import Action, Status, SubmitterType

from . import review, steps, trail


@transaction.atomic
def consent(initiative: Initiative, *, by, version=None) -> Initiative:
    """Record that the person agrees to be named where the model is published. Raises Refused if that stands already."""
    fresh = steps.take(initiative, Action.CONSENT, by=by, version=version, check=_require_named_without_consent)
    _set(fresh, timezone.now())
    return fresh


@transaction.atomic
def withdraw_consent(initiative: Initiative, *, by, version=None) -> Initiative:
    """Take the consent back: the name is hidden at once.

    A public model whose text itself names the person leaves the showcase in the same transaction.
    """
    [fresh] = steps.locked([initiative], version and {initiative.pk: version})
    rules.require(by, Action.WITHDRAW_CONSENT, fresh)
    rules.require_open(Action.WITHDRAW_CONSENT, fresh, timezone.localdate())
    _require_consent(fresh)
    _set(fresh, None)
    gone = fresh.cleared_at if fresh.cleared_at and review.why_not_public(fresh) else None
    leaving = {"changes": {"cleared_at": None}, "data": {"cleared_at": [gone, None]}} if gone else {}
    steps.write([fresh], Action.WITHDRAW_CONSENT, by=by, **leaving)
    return fresh


@transaction.atomic
def erase(initiative: Initiative, *, by, reason: str) -> Initiative:
    """Erase the person's data for good: name, position, account and consent, the holder's name as printed, what lies beside
    the trail. The model, its status and its recognitions stay; the chains stay whole, for they hold digests alone.

    Two things stay: papers that were issued, which law keeps, and what the unit itself wrote in running text; a public
    model is taken out of the showcase, so that somebody looks whether its text names the person.

    Raises PermissionDenied for anybody but an administrator; Refused for a draft, which its unit changes itself, and where
    nothing is left to erase.
    """
    if not by.is_superuser:
        raise PermissionDenied(_("Only an administrator can erase personal data."))
    reason = steps.require_text(reason, "reason", _("Say why; it stands in the history."))
    [fresh] = steps.locked([initiative])
    if fresh.status == Status.DRAFT:
        raise Refused(_("A draft belongs to its unit, which changes it itself."))
    person = Person.objects.filter(initiative=fresh).exclude(name="", position="", account=None)
    printed = Recognition.objects.none()
    if fresh.submitter_type == SubmitterType.INDIVIDUAL:
        printed = Recognition.objects.filter(initiative=fresh).exclude(printed_holder="")
    values = PersonalValue.objects.filter(of_initiative=fresh)
    if not (person.exists() or printed.exists() or values.exists()):
        raise Refused(_("No personal data of this model are left."))
    person.update(name="", position="", account=None, consented_at=None)
    printed.update(printed_holder="")
    values.delete()
    data = {"cleared_at": [fresh.cleared_at, None]} if fresh.cleared_at else {}
    Initiative.objects.filter(pk=fresh.pk).update(cleared_at=None, changed_at=timezone.now())  # whoever keeps a copy reads anew
    trail.record_other(fresh.code, "person.erase", by=by, remark=reason, data=data, initiative=fresh)
    return fresh


def _set(initiative, consented_at):
    initiative.person.consented_at = consented_at
    Person.objects.filter(initiative=initiative).update(consented_at=consented_at)


def _require_named_without_consent(initiative):
    person = getattr(initiative, "person", None)
    if not person or not person.name:
        raise Refused(_("No person is named in this model."))
    if person.consented_at:
        raise Refused(_("The consent is already recorded."))


def _require_consent(initiative):
    person = getattr(initiative, "person", None)
    if not person or not person.consented_at:
        raise Refused(_("No consent is recorded, so there is none to withdraw."))
