"""More time for a unit in one campaign: the unit asks, a reviewer gives or refuses; nobody decides on what they asked for."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from registry import rules
from registry.errors import Refused
from registry.models import Campaign, Extension, Unit
from registry.queries import extensions
from registry.vocabulary import Event, Role, Window

from . import notices, steps, trail

DAYS_BEFORE = 14  # so many days before the last one a unit may ask for more time
LONGEST_REASON = 2000


@transaction.atomic
def ask(*, campaign: Campaign, unit: Unit, window: Window, by, reason: str) -> Extension:
    """Ask for more time for `unit` and tell the reviewers who can give it.

    Raises PermissionDenied if the person is no submitter of the unit itself; Refused if the window is open for long yet,
    if the campaign is over, or if the same is already asked for.
    """
    if unit.pk not in by.scope.own(Role.SUBMITTER):
        raise PermissionDenied(_("Only a submitter of the unit itself may do this."))
    reason = _reason(reason, _("Say why the unit needs more time."))
    unit = _locked(unit)
    if sentence := why_not_ask(campaign=campaign, unit=unit, window=window):
        raise Refused(sentence)
    made = Extension.objects.create(
        campaign=campaign, unit=unit, window=window, asked_by=by, asked_at=timezone.now(), asked_because=reason
    )
    _record(made, "ask", by, reason)
    readers = extensions.deciders(unit, day=timezone.localdate(), but=by)
    notices.tell_people(readers, Event.EXTENSION_ASKED, by=by, extension=made, remark=reason)
    return made


def why_not_ask(*, campaign: Campaign, unit: Unit, window: Window) -> str:
    """The sentence that says why the unit cannot ask for more time today, or "" if it can."""
    today = timezone.localdate()
    if extensions.open_requests(Extension.objects.filter(campaign=campaign, unit=unit, window=window)).exists():
        return _("More time is already asked for. You are told as soon as a reviewer has decided.")
    if today > campaign.cutoff_on:
        return _("This campaign ended on %(day)s, so no more time can be given in it.") % {"day": _day(campaign.cutoff_on)}
    last = _last_day(campaign, unit, window)
    if last is None:
        return _("The unit has no returned model to correct in this campaign.")
    if last > today + timedelta(days=DAYS_BEFORE):
        return _("There is time until %(day)s. More can be asked for in the last %(count)s days.") % {
            "day": _day(last),
            "count": DAYS_BEFORE,
        }
    return ""


@transaction.atomic
def give(
    extension: Extension | None = None,
    *,
    campaign: Campaign | None = None,
    unit: Unit | None = None,
    window: Window | None = None,
    by,
    until: date,
    reason: str,
) -> Extension:
    """Give a unit time until the end of `until`: as the answer to a request, or unasked in a campaign's window.

    What was given before stays as it was; the decision made last counts. A request for the same that still waits is
    answered by it. Raises PermissionDenied without the right, or on one's own request; Refused if the day is past,
    later than the campaign's cut-off day or brings no more time, or if somebody decided meanwhile.
    """
    if extension is None:
        extension = Extension(campaign=campaign, unit=_locked(unit), window=Window(window))
        same = Extension.objects.filter(campaign=campaign, unit=unit, window=window)
        extension = extensions.open_requests(same).first() or extension
    if extension.pk:
        extension = _undecided(extension)
    _require_may_extend(by, extension)
    reason = _reason(reason, _("Say why; it stands in the history."))
    if sentence := _why_not_until(extension, until):
        raise Refused(sentence, {"until": sentence})
    before = _until_now(extension)
    return _decide(extension, Event.EXTENSION_GIVEN, "give", by, reason, until, before)


@transaction.atomic
def refuse(extension: Extension, *, by, reason: str) -> Extension:
    """Refuse a request, with the reason. What was given to the unit before stays as it was.

    Raises PermissionDenied without the right, or on one's own request; Refused if somebody decided meanwhile.
    """
    extension = _undecided(extension)
    _require_may_extend(by, extension)
    reason = _reason(reason, _("Say why; the unit reads it."))
    return _decide(extension, Event.EXTENSION_REFUSED, "refuse", by, reason)


def _decide(extension, event: Event, act: str, by, reason: str, until=None, before=None) -> Extension:
    extension.until, extension.reason = until, reason
    extension.decided_by, extension.decided_at = by, timezone.now()
    extension.save()
    _record(extension, act, by, reason, before)
    readers = extensions.submitters(extension.unit, day=timezone.localdate())
    notices.tell_people(readers, event, by=by, extension=extension, remark=reason)
    return extension


def _locked(unit: Unit) -> Unit:
    """The unit's row, locked, so that two who ask or give at once take turns."""
    return Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)


def _undecided(extension: Extension) -> Extension:
    """The fresh, locked row of a request. Raises Refused if it was decided meanwhile."""
    rows = Extension.objects.select_for_update(of=("self",)).select_related("campaign", "unit")
    fresh = rows.filter(pk=extension.pk).first()
    if fresh is None or fresh.decided_at:
        raise Refused(_("Somebody has decided on this request meanwhile. Nothing was done; read it again."))
    return fresh


def _require_may_extend(by, extension: Extension):
    if sentence := rules.why_not_extend(by, extension.unit, extension if extension.pk else None):
        raise PermissionDenied(sentence)


def _why_not_until(extension: Extension, until: date) -> str:
    """The sentence that says why this day cannot be given, or ""."""
    campaign = extension.campaign
    if until < timezone.localdate():
        return _("Choose a day that is not over yet.")
    if until > campaign.cutoff_on:
        return _("The campaign is counted on %(day)s; choose a day not later than that.") % {"day": _day(campaign.cutoff_on)}
    regular = regular_day(campaign, extension.window)
    if regular and until <= regular:
        return _("There is time until %(day)s anyway; choose a later day.") % {"day": _day(regular)}
    return ""


def regular_day(campaign: Campaign, window: Window) -> date | None:
    """The last day that the campaign itself sets; None for corrections, whose days differ from model to model."""
    return {Window.REGISTRATION: campaign.registration_closes, Window.REPORT: campaign.reports_close}.get(Window(window))


def _last_day(campaign: Campaign, unit: Unit, window: Window) -> date | None:
    """The last day of the unit's window with what it was given; None if it has nothing to correct."""
    regular = regular_day(campaign, window) or extensions.earliest_correction(campaign, unit)
    given = rules.extension_days([unit.pk], [campaign.pk]).get((unit.pk, campaign.pk, window))
    return regular and max(regular, given or regular)


def _until_now(extension: Extension) -> date | None:
    days = rules.extension_days([extension.unit_id], [extension.campaign_id])
    return days.get((extension.unit_id, extension.campaign_id, extension.window))


def _reason(reason: str, sentence: str) -> str:
    reason = steps.require_text(reason, "reason", sentence)
    if len(reason) > LONGEST_REASON:
        long = _("At most %(most)s characters; these are %(count)s.") % {"most": LONGEST_REASON, "count": len(reason)}
        raise Refused(long, {"reason": long})
    return reason


def _record(extension: Extension, act: str, by, reason: str, before: date | None = None):
    data = {"id": extension.pk, "window": str(extension.window)}
    if extension.until:
        data["until"] = [before and before.isoformat(), extension.until.isoformat()]
    subject = f"{extension.unit.key} · {extension.campaign.year}"
    trail.record_other(subject, f"extension.{act}", by=by, remark=reason, data=data)


def _day(value: date) -> str:
    return formats.date_format(value, "SHORT_DATE_FORMAT")
