"""What a reviewer does with a model before and beside recognition."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from registry import rules, text
from registry.errors import Refused
from registry.models import Initiative, Reach, Remark, Sector, Unit
from registry.queries.consent import names_without_consent
from registry.vocabulary import Action, Part

from . import appraisals, initiatives, notices, steps, trail

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
ADMINISTRATIVE = {"is_restricted", "allocated_unit"}  # what no appraisal judges


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
    until = until or last_day_to_correct(initiative)
    if until < timezone.localdate():
        raise Refused(_("The last day for corrections is in the past."), {"until": _("This day is in the past.")})
    if until > max(initiative.campaign.cutoff_on, last_day_to_correct(initiative)):
        sentence = _("The campaign is counted on %(day)s; choose a day not later than that.") % {
            "day": formats.date_format(initiative.campaign.cutoff_on, "SHORT_DATE_FORMAT")
        }
        raise Refused(sentence, {"until": sentence})
    # Without the names of the parts, which would stand there in the language of the reviewer.
    summary = "\n".join(remarks.values())
    fresh = steps.take(initiative, Action.RETURN, by=by, version=version, remark=summary, changes={"correct_until": until})
    Remark.objects.bulk_create(
        [
            Remark(initiative=fresh, part=part, text=remark, made_by=by, made_at=fresh.returned_at)
            for part, remark in remarks.items()
        ]
    )
    return fresh


@trail.as_one()
@transaction.atomic
def return_many(chosen, *, by, remarks: dict[str, str], until=None, versions=None) -> list[Initiative]:
    """Return all of these models with the same remarks, or none."""
    rows = steps.locked(chosen, versions)
    steps.require_all(steps.sort_out(rows, Action.RETURN, by=by))
    with notices.together():
        return [return_(row, by=by, remarks=remarks, until=until) for row in rows]


def last_day_to_correct(initiative: Initiative) -> date:
    """The last day for corrections of a model that is returned today, unless the reviewer sets another."""
    return last_day_of(initiative.campaign)


def last_day_of(campaign) -> date:
    """The same for any model of the campaign."""
    return timezone.localdate() + timedelta(days=campaign.days_to_correct)


@transaction.atomic
def approve(initiative: Initiative, *, by, remark="", version=None) -> Initiative:
    """Accept the registration."""
    return steps.take(initiative, Action.APPROVE, by=by, version=version, remark=text.clean(remark))


@trail.as_one()
def approve_many(chosen, *, by, versions=None, remark="") -> list[Initiative]:
    """Accept all of these registrations, or none."""
    return steps.take_many(chosen, Action.APPROVE, by=by, versions=versions, remark=text.clean(remark))


@transaction.atomic
def decline(initiative: Initiative, *, by, remark: str, version=None) -> Initiative:
    """Refuse the registration, with a remark for the unit."""
    remark = steps.require_text(remark, "remark", _("Say why the registration is declined."))
    return steps.take(initiative, Action.DECLINE, by=by, version=version, remark=remark)


@trail.as_one()
def decline_many(chosen, *, by, remark: str, versions=None) -> list[Initiative]:
    """Refuse all of these registrations with one remark, or none."""
    remark = steps.require_text(remark, "remark", _("Say why the registrations are declined."))
    return steps.take_many(chosen, Action.DECLINE, by=by, versions=versions, remark=remark)


@transaction.atomic
def return_report(initiative: Initiative, *, by, remark: str, version=None) -> Initiative:
    """Give the report back for completion; the model is registered again."""
    remark = steps.require_text(remark, "remark", _("Say what the report lacks."))
    fresh = steps.take(initiative, Action.RETURN_REPORT, by=by, version=version, remark=remark)
    fresh.voided = appraisals.void(fresh, by=by, because=remark)
    return fresh


@trail.as_one()
def return_report_many(chosen, *, by, remark: str, versions=None) -> list[Initiative]:
    """Give all of these reports back with one remark, or none."""
    remark = steps.require_text(remark, "remark", _("Say what the reports lack."))
    rows = steps.take_many(chosen, Action.RETURN_REPORT, by=by, versions=versions, remark=remark)
    appraisals.void_many(rows, by=by, because=remark)
    return rows


@transaction.atomic
def reopen(initiative: Initiative, *, by, reason: str, version=None) -> Initiative:
    """Open a declined, withdrawn or not recognised model again, where it was."""
    reason = steps.require_text(reason, "reason", _("Say why the model is opened again."))
    return steps.take(initiative, Action.REOPEN, by=by, version=version, remark=reason)


@trail.as_one()
def reopen_many(chosen, *, by, reason: str, versions=None) -> list[Initiative]:
    """Open all of these models again, each where it was, or none."""
    reason = steps.require_text(reason, "reason", _("Say why the models are opened again."))
    return steps.take_many(chosen, Action.REOPEN, by=by, versions=versions, remark=reason)


@transaction.atomic
def amend(initiative: Initiative, *, by, facts: dict, reason: str, version=None) -> Initiative:
    """Correct facts without a step. The trail keeps before and after; those of the person's name stand beside it.

    `facts` may hold the fields of AMENDABLE, `person_name` and `person_position`. With another name the consent to be named
    ends; what may then not be public as it is leaves the showcase. Appraisals that are handed in become
    void, unless nothing but the ADMINISTRATIVE was changed; `voided` on the row says how many.
    """
    reason = steps.require_text(reason, "reason", _("Say why the fact is corrected."))
    [fresh] = steps.locked([initiative], version and {initiative.pk: version})
    rules.require(by, Action.AMEND, fresh)
    rules.require_open(Action.AMEND, fresh, timezone.localdate())
    before = {field: _plain(getattr(fresh, field)) for field in AMENDABLE}
    initiatives.require_editable(facts, {*AMENDABLE, "person_name", "person_position"})
    person = initiatives.person_of(fresh)
    named = {"person_name": person.name, "person_position": person.position}
    changed = initiatives.apply(fresh, person, facts)
    if not changed:
        raise Refused(_("Nothing was changed."))
    if empty := {field: sentence for field, sentence in initiatives.missing(fresh).items() if field in facts}:
        raise Refused(_("A submitted model must keep this part."), empty)
    # Only who may read the model by succession can be given it: the right to change never reaches further than sight.
    heir = fresh.allocated_unit
    if heir and "allocated_unit" in changed and not Reach.objects.filter(holder=heir, unit=fresh.unit).exists():
        raise Refused(_("This cannot be saved as it is."), {"allocated_unit": _("Choose one of the list.")})
    data = {field: [before[field], _plain(getattr(fresh, field))] for field in changed if field in before}
    data |= {field: [] for field in changed if field not in before}
    now = {"person_name": person.name, "person_position": person.position}
    if personal := {field: [named[field], now[field]] for field in changed if field in named}:
        data["personal"] = personal  # stored beside the trail, where it can be erased
    if person.consented_at and text.fold(person.name) != text.fold(named["person_name"]):
        # Whoever consented bore the other name; whoever is named now was not asked.
        data["consented_at"] = [person.consented_at, None]
        person.consented_at = None
    person.save()
    if fresh.cleared_at and why_not_public(fresh):
        data["cleared_at"] = [fresh.cleared_at, None]
        fresh.cleared_at = None
    written = {field: getattr(fresh, field) for field in (*AMENDABLE, "cleared_at", "search_text", "title_key", "title_words")}
    steps.write([fresh], Action.AMEND, by=by, remark=reason, data=data, changes=written)
    fresh.voided = appraisals.void(fresh, by=by, because=reason) if set(changed) - ADMINISTRATIVE else 0
    return fresh


def _plain(value):
    """A fact as the trail stores it: text, truth or None; field and model by code, unit by key, a day as YYYY-MM-DD."""
    match value:
        case str() | bool() | None:
            return value
        case Unit():
            return value.key
        case Sector() | Initiative():
            return value.code
    return value.isoformat()


@transaction.atomic
def clear(initiative: Initiative, *, by, version=None) -> Initiative:
    """Clear a recognised model for publication. Restricted models and those of defence and security never are."""
    return steps.take(initiative, Action.CLEAR, by=by, version=version, check=_require_publishable)


@trail.as_one()
def clear_many(chosen, *, by, versions=None) -> list[Initiative]:
    """Clear all of these models for publication, or none."""
    return steps.take_many(chosen, Action.CLEAR, by=by, versions=versions, hinder=hinders_clearing)


@transaction.atomic
def unclear(initiative: Initiative, *, by, reason: str, version=None) -> Initiative:
    """Take a model out of the showcase at once."""
    reason = steps.require_text(reason, "reason", _("Say why the model is withdrawn from publication."))
    return steps.take(initiative, Action.UNCLEAR, by=by, version=version, remark=reason)


@trail.as_one()
def unclear_many(chosen, *, by, reason: str, versions=None) -> list[Initiative]:
    """Take all of these models out of the showcase, or none."""
    reason = steps.require_text(reason, "reason", _("Say why the models are withdrawn from publication."))
    return steps.take_many(chosen, Action.UNCLEAR, by=by, versions=versions, remark=reason, hinder=hinders_unclearing)


def hinders_clearing(initiative: Initiative) -> str:
    """The sentence that says why clearing the model would be wrong or idle, or ""."""
    return why_not_public(initiative) or (_("It is already cleared for publication.") if initiative.cleared_at else "")


def hinders_unclearing(initiative: Initiative) -> str:
    """The sentence that says why there is nothing to withdraw from publication, or ""."""
    return "" if initiative.cleared_at else _("It is not published.")


def _require_publishable(initiative):
    if sentence := why_not_public(initiative):
        raise Refused(sentence)


def why_not_public(initiative: Initiative) -> str:
    """The sentence that says why the model may not be public as it is, or ""."""
    if sentence := why_never_public(initiative):
        return sentence
    if names_without_consent(initiative, _public_words(initiative)):
        return _("The text names a person who has not consented to publication. Record the consent, or take the name out.")
    return ""


def why_never_public(initiative: Initiative) -> str:
    """The sentence that says why the model is never public, whatever its words are, or ""."""
    if initiative.is_restricted:
        return _("This model is restricted and is never published.")
    if initiative.sector and not initiative.sector.is_public:
        return _("Models of the field “%(sector)s” are never published.") % {"sector": initiative.sector}
    return ""


def _public_words(initiative: Initiative) -> Iterable[str]:
    """What everybody reads beside the facts: the public text and the captions of its photos. Asked only if it matters."""
    publication = getattr(initiative, "publication", None) if initiative.pk else None
    if publication:
        yield from (publication.summary, publication.situation, publication.method, publication.forces)
        yield from (publication.results, publication.advice, publication.contact)
        yield from (photo.caption for photo in publication.photos.all())
