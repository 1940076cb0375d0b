"""What a unit does with last year's recognised models: keep one up in this campaign, or end it with a reason."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import rules
from registry.errors import Refused
from registry.models import Campaign, Ending, Initiative, Person
from registry.queries import outcomes as figures
from registry.queries import renewal
from registry.vocabulary import TEXT_PARTS, Action, Level, Novelty, Status

from . import counts, initiatives, outcomes, steps, trail

CONTINUABLE = (Status.REGISTERED, Status.REPORTED, Status.RECOGNISED, Status.NOT_RECOGNISED)
DISTRICTS_ENDED = date(2025, 7, 1)  # campaigns counted from this day on know no district level
LONGEST_REASON = 2000
_COPIED = ("title", "submitter_type", "collective_name", "is_restricted", *map(str, TEXT_PARTS))


@transaction.atomic
def continue_(earlier: Initiative, *, campaign: Campaign, by, token: UUID | None = None) -> Initiative:
    """Begin a draft that keeps an earlier year's model up in `campaign`, with its texts, and return it.

    Asked twice, it returns the same draft. Copied are texts, submitter, field, level, person, partners, and what was aimed
    at in figures; not the days, the results, and the consent to publication, which is asked for anew. A model that was
    ended is no longer so.

    Raises PermissionDenied if the person is no submitter of its unit; Refused if no unit of theirs that stands today
    carries it on, or if there is nothing to keep up.
    """
    [earlier] = steps.locked([earlier])
    rules.require(by, Action.END, earlier)
    if made := renewal.continuing(campaign).filter(continues=earlier).order_by("pk").first():
        return made
    _require_earlier(earlier, campaign)
    if earlier.status not in CONTINUABLE:
        raise Refused(
            _("“%(title)s” is “%(status)s”, so there is nothing to keep up.")
            % {"title": earlier, "status": earlier.get_status_display()}
        )
    today = timezone.localdate()
    unit = next((unit for unit in renewal.carriers(by, earlier, today) if renewal.stands(unit, today)), None)
    if not unit:
        raise Refused(_("No unit for which you enter models and which stands today carries this model on."))
    _take_ending_back(earlier, by)
    facts = _facts(earlier, campaign) | _figures(earlier, unit)
    made = initiatives.begin(campaign=campaign, unit=unit, by=by, facts=facts, token=token)
    if made.continues_id != earlier.pk:
        raise Refused(_("This page was already used for another model. Open it anew."))
    if account := earlier.person.account_id if hasattr(earlier, "person") else None:
        Person.objects.filter(initiative=made, account__isnull=True).update(account=account)
    return made


def _facts(earlier: Initiative, campaign: Campaign) -> dict:
    """What the new draft says: what still holds this year of what the earlier model said."""
    person = getattr(earlier, "person", None)
    is_district = earlier.level == Level.DISTRICT and campaign.cutoff_on >= DISTRICTS_ENDED
    return {
        **{name: getattr(earlier, name) for name in _COPIED},
        "sector": earlier.sector if earlier.sector and earlier.sector.is_active else None,
        "level": Level.GRASSROOTS if is_district else earlier.level,
        "person_name": person.name if person else "",
        "person_position": person.position if person else "",
        "novelty": Novelty.CONTINUED,
        "continues": earlier,
    }


def _figures(earlier: Initiative, unit) -> dict:
    """What was aimed at, and with whom. A partner that is now the unit itself, after a merger, is none any more."""
    rows = figures.rows_of(earlier)
    partners = [name for name in rows["partners"] if not outcomes.fault("partners", [name], unit)]
    return {"targets": rows["targets"], "contributions": rows["contributions"], "partners": partners}


@transaction.atomic
def end(earlier: Initiative, *, campaign: Campaign, by, reason: str, version=None) -> Ending:
    """Record that the unit does not keep a recognised model up in `campaign`, and why.

    Raises PermissionDenied if the person is no submitter of its unit; Refused if it is continued or ended already.
    """
    reason = steps.require_text(reason, "reason", _("Say why the model is not kept up."))
    if len(reason) > LONGEST_REASON:
        long = _("At most %(most)s characters; these are %(count)s.") % {"most": LONGEST_REASON, "count": len(reason)}
        raise Refused(long, {"reason": long})

    def check(fresh):
        if sentence := why_not_end(fresh, campaign):
            raise Refused(sentence)

    fresh = steps.take(earlier, Action.END, by=by, version=version, remark=reason, check=check)
    counts.ended(fresh, campaign)
    return Ending.objects.create(initiative=fresh, campaign=campaign, reason=reason, made_by=by, made_at=timezone.now())


def why_not_end(earlier: Initiative, campaign: Campaign) -> str:
    """The sentence that says why the model cannot be ended in `campaign`, or "" if it can."""
    if earlier.campaign.year >= campaign.year:
        return _("Only a model of an earlier campaign is continued or ended.")
    if Ending.objects.filter(initiative=earlier).exists():
        return _("This model is already ended.")
    if renewal.continuing(campaign).filter(continues=earlier).exists():
        return _("This model is continued in this campaign, so it cannot be ended. Delete or withdraw the new one first.")
    return ""


def _require_earlier(earlier: Initiative, campaign: Campaign):
    if earlier.campaign.year >= campaign.year:
        raise Refused(_("Only a model of an earlier campaign is continued or ended."))


def _take_ending_back(earlier: Initiative, by):
    ending = Ending.objects.filter(initiative=earlier).first()
    if ending:
        ending.delete()
        counts.ended(earlier, ending.campaign, -1)
        data = {"ended": [ending.campaign.year, None]}
        remark = _("Taken back: the model is continued.")
        trail.record(earlier, Action.END, by=by, from_status=earlier.status, remark=remark, data=data)
