"""What a reviewer does with a model before and beside recognition."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import rules, text
from registry.errors import Refused
from registry.models import Initiative, Person, Remark
from registry.vocabulary import Action, Part

from . import initiatives, steps

AMENDABLE = (
    "title",
    "sector",
    "submitter_type",
    "collective_name",
    "level",
    "novelty",
    "continues",
    "starts_on",
    "ends_on",
    "is_restricted",
    "allocated_unit",
)


@transaction.atomic
def open_(initiative: Initiative, *, by) -> Initiative:
    """Note that a reviewer reads the model, so that it can no longer be taken back. Opening twice writes nothing."""
    [fresh] = steps.locked([initiative])
    if fresh.opened_at or steps.obstacle(fresh, Action.OPEN, by=by, today=timezone.localdate()):
        return fresh
    version = fresh.version
    steps.write([fresh], Action.OPEN, by=by)
    # Reading changes nothing that a page shows: what was read before stays fresh.
    fresh.version = version
    fresh.save(update_fields=["version"])
    return fresh


@transaction.atomic
def return_(initiative: Initiative, *, by, remarks: dict[str, str], until=None, version=None) -> Initiative:
    """Return a model with a remark for each part that must change ({part: remark}); exactly these parts unlock.

    `until` is the last day for corrections, inclusive; without it, the campaign's number of days from today.
    """
    remarks = {Part(part): cleaned for part, remark in remarks.items() if (cleaned := text.clean(remark))}
    if not remarks:
        raise Refused(_("Say what must change: at least one part needs a remark."))
    today = timezone.localdate()
    until = until or today + timedelta(days=initiative.campaign.days_to_correct)
    if until < today:
        raise Refused(_("The last day for corrections is in the past."), {"until": _("This day is in the past.")})
    summary = "\n".join(f"{part.label}: {remark}" for part, remark in remarks.items())
    fresh = steps.take(
        initiative, Action.RETURN, by=by, version=version, remark=summary, changes={"correct_until": until}
    )
    Remark.objects.bulk_create(
        [
            Remark(initiative=fresh, part=part, text=remark, made_by=by, made_at=fresh.returned_at)
            for part, remark in remarks.items()
        ]
    )
    return fresh


@transaction.atomic
def approve(initiative: Initiative, *, by, remark="", version=None) -> Initiative:
    """Accept the registration."""
    return steps.take(initiative, Action.APPROVE, by=by, version=version, remark=text.clean(remark))


def approve_many(chosen, *, by, versions=None, remark="") -> list[Initiative]:
    """Accept all of these registrations, or none."""
    return steps.take_many(chosen, Action.APPROVE, by=by, versions=versions, remark=text.clean(remark))


@transaction.atomic
def decline(initiative: Initiative, *, by, remark: str, version=None) -> Initiative:
    """Refuse the registration, with a remark for the unit."""
    remark = steps.require_text(remark, "remark", _("Say why the registration is declined."))
    return steps.take(initiative, Action.DECLINE, by=by, version=version, remark=remark)


def decline_many(chosen, *, by, remark: str, versions=None) -> list[Initiative]:
    """Refuse all of these registrations with one remark, or none."""
    remark = steps.require_text(remark, "remark", _("Say why the registrations are declined."))
    return steps.take_many(chosen, Action.DECLINE, by=by, versions=versions, remark=remark)


@transaction.atomic
def return_report(initiative: Initiative, *, by, remark: str, version=None) -> Initiative:
    """Give the report back for completion; the model is registered again."""
    remark = steps.require_text(remark, "remark", _("Say what the report lacks."))
    return steps.take(initiative, Action.RETURN_REPORT, by=by, version=version, remark=remark)


@transaction.atomic
def reopen(initiative: Initiative, *, by, reason: str, version=None) -> Initiative:
    """Open a declined, withdrawn or not recognised model again, where it was."""
    reason = steps.require_text(reason, "reason", _("Say why the model is opened again."))
    return steps.take(initiative, Action.REOPEN, by=by, version=version, remark=reason)


@transaction.atomic
def amend(initiative: Initiative, *, by, facts: dict, reason: str, version=None) -> Initiative:
    """Correct facts without a step. The trail keeps before and after; of the person's name it keeps only that it changed.

    `facts` may hold the fields of AMENDABLE, `person_name` and `person_position`.
    """
    reason = steps.require_text(reason, "reason", _("Say why the fact is corrected."))
    [fresh] = steps.locked([initiative], version and {initiative.pk: version})
    rules.require(by, Action.AMEND, fresh)
    rules.require_open(Action.AMEND, fresh, timezone.localdate())
    before = {field: _plain(getattr(fresh, field)) for field in AMENDABLE}
    person, _created = Person.objects.get_or_create(initiative=fresh)
    changed = initiatives.apply(fresh, person, facts)
    if not changed:
        raise Refused(_("Nothing was changed."))
    if empty := {field: sentence for field, sentence in initiatives.missing(fresh).items() if field in facts}:
        raise Refused(_("A submitted model cannot lose this."), empty)
    data = {field: [before[field], _plain(getattr(fresh, field))] for field in changed if field in before}
    data |= {field: [] for field in changed if field not in before}
    person.save()
    if why_never_public(fresh):
        fresh.cleared_at = None
    written = {field: getattr(fresh, field) for field in (*AMENDABLE, "search_text", "title_key")}
    steps.write([fresh], Action.AMEND, by=by, remark=reason, data=data, changes=written)
    return fresh


def _plain(value):
    """A fact as the trail stores it: text, number or None."""
    return value if isinstance(value, (str, int, bool, type(None))) else str(value)


@transaction.atomic
def clear(initiative: Initiative, *, by, version=None) -> Initiative:
    """Clear a recognised model for publication. Restricted models and those of defence and security never are."""
    return steps.take(initiative, Action.CLEAR, by=by, version=version, check=_require_publishable)


@transaction.atomic
def unclear(initiative: Initiative, *, by, reason: str, version=None) -> Initiative:
    """Take a model out of the showcase at once."""
    reason = steps.require_text(reason, "reason", _("Say why the model is withdrawn from publication."))
    return steps.take(initiative, Action.UNCLEAR, by=by, version=version, remark=reason)


def _require_publishable(initiative):
    if sentence := why_never_public(initiative):
        raise Refused(sentence)


def why_never_public(initiative: Initiative) -> str:
    """The sentence that says why the model can never be public, or ""."""
    if initiative.is_restricted:
        return _("This model is restricted and is never published.")
    if initiative.sector and not initiative.sector.is_public:
        return _("Models of the field “%(sector)s” are never published.") % {"sector": initiative.sector}
    return ""
