"""What a unit is told to do next with a model, and until when: a sentence on its page, a button in its list, its deadlines."""

from datetime import date

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registry import rules
from registry.models import Campaign, Initiative
from registry.queries.extensions import Due
from registry.services.extensions import DAYS_BEFORE
from registry.vocabulary import Action, Status, Window

_SENT_BY = {Window.REGISTRATION: Action.SUBMIT, Window.CORRECTION: Action.SUBMIT, Window.REPORT: Action.REPORT}


def day_of(value) -> str:
    return formats.date_format(value, "SHORT_DATE_FORMAT")


def time_of(value) -> str:
    return day_of(timezone.localtime(value))


def sentence(initiative: Initiative, today: date, asked: int = 0) -> str:
    """What happens next, and until when. `asked` is the number of parts that a reviewer wants changed."""
    match initiative.status:
        case Status.DRAFT:
            return rules.window(Action.SUBMIT, initiative, today) or _fill_in(initiative)
        case Status.SUBMITTED if initiative.opened_at:
            return _("A reviewer is reading it. You are told as soon as it is approved, returned or declined.")
        case Status.SUBMITTED:
            return _("It waits for a reviewer. Until one opens it, you can take it back and change it.")
        case Status.RETURNED:
            return rules.window(Action.SUBMIT, initiative, today) or _correct(initiative, asked)
        case Status.REGISTERED:
            return rules.window(Action.REPORT, initiative, today) or _report(initiative)
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


def _fill_in(initiative) -> str:
    day, is_extended = _last_day(initiative)
    if is_extended:
        words = _("Fill in every part and submit it; your unit has more time, until the end of %(day)s.")
    else:
        words = _("Fill in every part and submit it; registration is open until the end of %(day)s.")
    return words % {"day": day_of(day)}


def _correct(initiative, asked: int) -> str:
    day, is_extended = _last_day(initiative)
    if is_extended:
        words = ngettext(
            "Correct the %(count)s part that was asked and submit it again; there is more time, until the end of %(day)s.",
            "Correct the %(count)s parts that were asked and submit it again; there is more time, until the end of %(day)s.",
            asked,
        )
    else:
        words = ngettext(
            "Correct the %(count)s part that was asked and submit it again until the end of %(day)s.",
            "Correct the %(count)s parts that were asked and submit it again until the end of %(day)s.",
            asked,
        )
    return words % {"count": asked, "day": day_of(day)}


def _report(initiative) -> str:
    day, is_extended = _last_day(initiative)
    if is_extended:
        words = _("Carry it out, then report the results; your unit has more time, until the end of %(day)s.")
    else:
        words = _("Carry it out, then report the results until the end of %(day)s.")
    return words % {"day": day_of(day)}


def _last_day(initiative: Initiative) -> tuple[date, bool]:
    """The last day of what the unit has to do with the model, and whether an extension set it."""
    window = rules.window_of(initiative)
    day = rules.last_day(initiative, window)
    return day, day > rules.regular_day(initiative, window)


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


def left(initiative: Initiative, today: date) -> str:
    """The days that a row of the list still has, with the day; "" where nothing is due, or not any more."""
    if not _is_due(initiative, today):
        return ""
    day, is_extended = _last_day(initiative)
    if day < today:
        return ""
    words = _("%(left)s, extended until %(day)s") if is_extended else _("%(left)s, until %(day)s")
    return words % {"left": days_left(day, today), "day": day_of(day)}


def too_late(initiative: Initiative, today: date) -> str:
    """The sentence for what the unit can no longer do with the model because its day has passed, or ""."""
    if not _is_due(initiative, today) or _last_day(initiative)[0] >= today:
        return ""
    return rules.window(_SENT_BY[rules.window_of(initiative)], initiative, today)


def may_ask(initiative: Initiative, today: date) -> bool:
    """Whether the page of the model offers to ask for more time: its day has passed or comes near, the campaign runs."""
    if not _is_due(initiative, today) or today > initiative.campaign.cutoff_on:
        return False
    return (_last_day(initiative)[0] - today).days <= DAYS_BEFORE


def _is_due(initiative, today) -> bool:
    window, campaign = rules.window_of(initiative), initiative.campaign
    opens = {Window.REGISTRATION: campaign.registration_opens, Window.REPORT: campaign.reports_open}
    return window is not None and opens.get(window, today) <= today


def days_left(last: date, today: date) -> str:
    days = (last - today).days
    return ngettext("%(count)s day left", "%(count)s days left", days) % {"count": days} if days else _("Last day today")


def weekday_and_day(day: date) -> str:
    return _("%(weekday)s, %(day)s") % {"weekday": formats.date_format(day, "l"), "day": day_of(day)}


def last_day(campaign: Campaign, initiative: Initiative | None) -> date:
    """The day of which a form speaks: that of its model, or of registration for one that does not exist yet."""
    if initiative and rules.window_of(initiative):
        return _last_day(initiative)[0]
    return campaign.registration_closes


def deadline(campaign: Campaign, today: date, initiative: Initiative | None = None) -> dict | None:
    """The days left in the registration form, in words; None while it cannot be sent."""
    last = last_day(campaign, initiative)
    if today > last or today < campaign.registration_opens:
        return None
    return {"words": days_left(last, today), "campaign": campaign, "day": weekday_and_day(last)}


def nearest(dues: list[Due], today: date) -> dict | None:
    """The box above the unit's list: the nearest day that is not over, and what passed unsent. None of nothing."""
    coming = next((due for due in dues if due.day >= today), None)
    missed = next((due for due in dues if due.day < today and due.code), None)
    if not coming and not missed:
        return None
    box = {"campaign": (coming or missed).campaign, "words": "", "sentence": ""}
    if coming:
        day = weekday_and_day(coming.day)
        box |= {"words": days_left(coming.day, today), "day": day, "sentence": _due_words(coming) % {"day": day}}
        box["models"] = _models_words(coming)
    if missed:
        box["missed"] = _missed_words(missed) % {"day": day_of(missed.day)}
        box["ask"] = reverse("extension-ask", args=[missed.code])
    return box


def _due_words(due: Due) -> str:
    match due.window, due.is_extended:
        case Window.REGISTRATION, False:
            return _("Registration closes at the end of %(day)s.")
        case Window.REGISTRATION, True:
            return _("Registration is extended for your unit until the end of %(day)s.")
        case Window.CORRECTION, False:
            return _("Returned models are to be corrected until the end of %(day)s.")
        case Window.CORRECTION, True:
            return _("The correction of returned models is extended for your unit until the end of %(day)s.")
        case Window.REPORT, True:
            return _("The reports of results are extended for your unit until the end of %(day)s.")
    return _("Results are to be reported until the end of %(day)s.")


def _models_words(due: Due) -> str:
    if not due.count:
        return ""
    match due.window:
        case Window.REGISTRATION:
            words = ngettext("%(count)s draft is not submitted yet.", "%(count)s drafts are not submitted yet.", due.count)
        case Window.CORRECTION:
            words = ngettext("%(count)s model waits for it.", "%(count)s models wait for it.", due.count)
        case _report:
            words = ngettext("%(count)s model is not reported yet.", "%(count)s models are not reported yet.", due.count)
    return words % {"count": due.count}


def _missed_words(due: Due) -> str:
    match due.window:
        case Window.REGISTRATION:
            words = ngettext(
                "Registration closed on %(day)s; %(count)s draft is kept.",
                "Registration closed on %(day)s; %(count)s drafts are kept.",
                due.count,
            )
        case Window.CORRECTION:
            words = ngettext(
                "The day to correct was %(day)s; %(count)s returned model is kept.",
                "The day to correct was %(day)s; %(count)s returned models are kept.",
                due.count,
            )
        case _report:
            words = ngettext(
                "Reports closed on %(day)s; %(count)s model has none.",
                "Reports closed on %(day)s; %(count)s models have none.",
                due.count,
            )
    return words.replace("%(count)s", str(due.count))
