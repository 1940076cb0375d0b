"""Consent of the person who stands for a model: given and withdrawn by the unit, at any time after submission."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.errors import Refused
from registry.models import Initiative, Person
from registry.vocabulary import Action

from . import review, steps


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
    fresh = steps.take(initiative, Action.WITHDRAW_CONSENT, by=by, version=version, check=_require_consent)
    _set(fresh, None)
    if fresh.cleared_at and review.why_not_public(fresh):
        fresh.cleared_at = None
        fresh.save(update_fields=["cleared_at"])
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
