"""What a unit is told to do next with a model: one sentence on its page, one button in its list."""

from datetime import date

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registry import rules
from registry.models import Campaign, Initiative
from registry.vocabulary import Action, Status


def day_of(value) -> str:
    return formats.date_format(value, "SHORT_DATE_FORMAT")


def time_of(value) -> str:
    return day_of(timezone.localtime(value))


def sentence(initiative: Initiative, today: date, asked: int = 0) -> str:
    """What happens next, and until when. `asked` is the number of parts that a reviewer wants changed."""
    campaign = initiative.campaign
    match initiative.status:
        case Status.DRAFT:
            return rules.window(Action.SUBMIT, initiative, today) or _(
                "Fill in every part and submit it; registration is open until the end of %(day)s."
            ) % {"day": day_of(campaign.registration_closes)}
        case Status.SUBMITTED if initiative.opened_at:
            return _("A reviewer is reading it. You are told as soon as it is approved, returned or declined.")
        case Status.SUBMITTED:
            return _("It waits for a reviewer. Until one opens it, you can take it back and change it.")
        case Status.RETURNED:
            return rules.window(Action.SUBMIT, initiative, today) or ngettext(
                "Correct the %(count)s part that was asked and submit it again until the end of %(day)s.",
                "Correct the %(count)s parts that were asked and submit it again until the end of %(day)s.",
                asked,
            ) % {"count": asked, "day": day_of(initiative.correct_until)}
        case Status.REGISTERED:
            return rules.window(Action.REPORT, initiative, today) or _(
                "Carry it out, then report the results until the end of %(day)s."
            ) % {"day": day_of(campaign.reports_close)}
        case Status.REPORTED:
            return _("The report is in. The reviewers propose it for recognition, or return the report with a remark.")
        case Status.RECOGNISED:
            return _("It is recognised. If you keep it up next year, register it again as a maintained model.")
        case Status.NOT_RECOGNISED:
            return _("It was not recognised. It stays registered and counts as such.")
        case Status.DECLINED:
            return _("The registration was declined. The reviewer's remark stands in the history below.")
        case Status.WITHDRAWN:
            return _("It was withdrawn and takes no further part in this campaign.")
        case _status:
            return _("The recognition was revoked. The decision stands below.")


def button(initiative: Initiative, today: date) -> dict | None:
    """The one button of a row in the list of the unit that owns it: address, words, whether it leads. None: only wait."""
    match initiative.status:
        case Status.DRAFT:
            return _button("initiative-edit", initiative, _("Go on writing"))
        case Status.RETURNED:
            in_time = not rules.window(Action.SUBMIT, initiative, today)
            return _button("initiative-edit", initiative, _("Correct"), leads=in_time)
        case Status.REGISTERED if not rules.window(Action.REPORT, initiative, today):
            return _button("initiative-report", initiative, _("Report results"))
    return None


def _button(name, initiative, words, *, leads=False) -> dict:
    return {"href": reverse(name, args=[initiative.code]), "words": words, "leads": leads}


def since(initiative: Initiative) -> str:
    """When the model came to where it is, in a few words."""
    said = {
        Status.DRAFT: (_("changed %(time)s"), initiative.changed_at),
        Status.SUBMITTED: (_("submitted %(time)s"), initiative.submitted_at),
        Status.RETURNED: (_("returned %(time)s"), initiative.returned_at),
        Status.REGISTERED: (_("approved %(time)s"), initiative.registered_at),
        Status.REPORTED: (_("reported %(time)s"), initiative.reported_at),
        Status.RECOGNISED: (_("recognised %(time)s"), initiative.recognised_at),
        Status.NOT_RECOGNISED: (_("not recognised %(time)s"), initiative.closed_at),
        Status.DECLINED: (_("declined %(time)s"), initiative.closed_at),
        Status.WITHDRAWN: (_("withdrawn %(time)s"), initiative.closed_at),
        Status.REVOKED: (_("revoked %(time)s"), initiative.closed_at),
    }
    words, at = said[Status(initiative.status)]
    return words % {"time": time_of(at)} if at else ""


def deadline(campaign: Campaign | None, today: date) -> dict | None:
    """The days left until registration closes, in words; None while none is open."""
    if not campaign or not campaign.is_registering(today):
        return None
    last = campaign.registration_closes
    left = (last - today).days
    words = ngettext("%(count)s day left", "%(count)s days left", left) % {"count": left} if left else _("Last day today")
    return {
        "words": words,
        "campaign": campaign,
        "day": _("%(weekday)s, %(day)s") % {"weekday": formats.date_format(last, "l"), "day": day_of(last)},
    }
