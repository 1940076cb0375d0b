"""What a notice says, and where it leads: the same on the page and in a mail."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from registry.models import Notice
from registry.vocabulary import Action, Event, Window

from .reminders import APPRAISAL

# act on a model: the sentence on it, and the words in the subject of a mail, where no name may stand
HAPPENED = {
    Action.RETURN: (_("“%(title)s” was returned for completion."), _("Returned for completion")),
    Action.APPROVE: (_("The registration of “%(title)s” was approved."), _("Registration approved")),
    Action.DECLINE: (_("The registration of “%(title)s” was declined."), _("Registration declined")),
    Action.RETURN_REPORT: (_("The report of “%(title)s” was returned."), _("Report returned")),
    Action.RECOGNISE: (_("“%(title)s” was recognised."), _("Recognised")),
    Action.DECIDE_AGAINST: (_("“%(title)s” was not recognised."), _("Not recognised")),
    Action.REVOKE: (_("A recognition of “%(title)s” was revoked."), _("Recognition revoked")),
    Action.REINSTATE: (_("A recognition of “%(title)s” was reinstated."), _("Recognition reinstated")),
    Action.CANCEL_ENTRY: (
        _("A recognition of “%(title)s” was cancelled, because it was entered by mistake."),
        _("Recognition cancelled"),
    ),
    Action.REOPEN: (_("“%(title)s” was reopened."), _("Reopened")),
    Action.AMEND: (_("A fact of “%(title)s” was corrected."), _("Fact corrected")),
    Action.WITHDRAW: (_("“%(title)s” was withdrawn."), _("Withdrawn")),
    Action.APPRAISE: (_("Your appraisal of “%(title)s” is void: its facts were changed."), _("Appraisal void")),
    Action.NOMINATE: (_("“%(title)s” was nominated to the level above."), _("Nominated to the level above")),
    Action.RETURN_NOMINATION: (_("The nomination of “%(title)s” was returned by the level above."), _("Nomination returned")),
    Action.REFUSE_NOMINATION: (
        _("The level above did not recognise “%(title)s”; what is recognised below stays."),
        _("Nomination not recognised above"),
    ),
}
_MORE_TIME = {
    Event.EXTENSION_ASKED: _("More time is asked for by %(unit)s: %(window)s, %(year)s."),
    Event.EXTENSION_GIVEN: _("More time is given to %(unit)s, until the end of %(day)s: %(window)s, %(year)s."),
    Event.EXTENSION_REFUSED: _("No more time is given to %(unit)s: %(window)s, %(year)s."),
}
_UNTIL = {
    Window.REGISTRATION: _("registration of %(year)s is open until the end of %(day)s."),
    Window.CORRECTION: _("returned models of %(year)s can be corrected until the end of %(day)s."),
    Window.REPORT: _("results of %(year)s can be reported until the end of %(day)s."),
    APPRAISAL: _("appraisals of %(year)s are to be handed in until the end of %(day)s."),
}


def listed(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    """With what a notice says, and without the long texts of its model. No further query."""
    return notices.select_related("initiative__sector", "extension__unit", "extension__campaign").only(
        "recipient",
        "mail",
        "action",
        "remark",
        "data",
        "at",
        "read_at",
        "initiative__code",
        "initiative__title",
        "initiative__is_restricted",
        "initiative__sector__is_public",
        "extension__until",
        "extension__window",
        "extension__unit__label",
        "extension__campaign__year",
    )


def sentence(notice: Notice, *, outside: bool = False) -> str:
    """What happened, in the language of now. `outside` the site a restricted model goes by its code alone."""
    if notice.action in HAPPENED:
        initiative = notice.initiative
        title = initiative.code if outside and is_confined(notice) else initiative
        return HAPPENED[notice.action][0] % {"title": title}
    match notice.action:
        case Action.ASSIGN:
            return _assigned(notice.data)
        case Event.DEADLINE:
            return f"{_time_left(notice.data)} {_what_is_left(notice.data)}"
        case Event.WORK:
            return _waiting(notice.data)
        case Event.NOMINATED:
            return _nominated(notice.data)
        case Event.REMINDER:
            return _reminded(notice.data)
    extension = notice.extension
    return _MORE_TIME[notice.action] % {
        "unit": extension.unit,
        "window": extension.get_window_display(),
        "year": extension.campaign.year,
        "day": _day(extension.until),
    }


def address(notice: Notice) -> str:
    """Where the notice leads to, as a path."""
    if notice.action == Action.ASSIGN or (notice.action == Event.DEADLINE and notice.data["window"] == APPRAISAL):
        return reverse("appraisals")
    if notice.action == Action.APPRAISE:
        return reverse("appraisal", args=[notice.initiative.code])
    if notice.initiative_id:
        return notice.initiative.get_absolute_url()
    if notice.extension_id:
        return reverse("extension", args=[notice.extension_id])
    if notice.action == Event.NOMINATED:
        return reverse("nomination", args=[notice.data["letter"]])
    return reverse("review" if notice.action == Event.WORK else "models")


def is_confined(notice: Notice) -> bool:
    """Whether the notice is about a model whose name and texts stay inside the site."""
    initiative = notice.initiative
    return bool(initiative and (initiative.is_restricted or (initiative.sector and not initiative.sector.is_public)))


def subject(notices: Iterable[Notice], *, is_digest: bool = False) -> str:
    """The subject of a mail that tells of these notices: what happened, to how many, and no name of a model or a person."""
    first, *others = notices = list(notices)
    if is_digest:
        said = ngettext("%(count)s notice", "%(count)s notices", len(notices)) % {"count": len(notices)}
    elif first.action in HAPPENED:
        what = HAPPENED[first.action][1]
        models = ngettext("%(count)s model", "%(count)s models", len(notices)) % {"count": len(notices)}
        said = f"{what}: {models if others else first.initiative.code}"
    elif first.action == Action.ASSIGN:
        said = _assigned(first.data)
    elif first.action == Event.DEADLINE:
        said = _time_left(first.data)
    elif first.action == Event.WORK:
        said = _waiting(first.data)
    elif first.action == Event.NOMINATED:
        said = _nominated(first.data)
    elif first.action == Event.REMINDER:
        said = _reminded(first.data)
    else:
        said = f"{Event(first.action).label}: {first.extension.unit}"
    return gettext("[Skilled mass mobilisation, %(province)s] %(subject)s") % {
        "province": settings.PROVINCE_NAME,
        "subject": said,
    }


def _time_left(data: dict) -> str:
    if data["days"] < 0:
        said = gettext("Late: appraisals of %(year)s were to be handed in until the end of %(day)s.")
        return said % {"year": data["year"], "day": _day(date.fromisoformat(data["until"]))}
    days = ngettext("%(count)s day left:", "%(count)s days left:", data["days"]) % {"count": data["days"]}
    until = _UNTIL[data["window"]] % {"year": data["year"], "day": _day(date.fromisoformat(data["until"]))}
    return f"{days} {until}"


def _what_is_left(data: dict) -> str:
    """What the person's units have still to do until then."""
    count = data["count"]
    match data["window"]:
        case Window.REGISTRATION if not count:
            return gettext("Your unit has registered nothing yet.")
        case Window.REGISTRATION:
            left = ngettext("%(count)s draft is not sent yet.", "%(count)s drafts are not sent yet.", count)
        case Window.CORRECTION:
            left = ngettext("%(count)s model is not corrected yet.", "%(count)s models are not corrected yet.", count)
        case _ if data["window"] == APPRAISAL:
            left = ngettext("%(count)s model is not appraised yet.", "%(count)s models are not appraised yet.", count)
        case _:
            left = ngettext("%(count)s model is not reported yet.", "%(count)s models are not reported yet.", count)
    return left % {"count": count}


def _reminded(data: dict) -> str:
    """Of what a unit is reminded: `sent`, `uncorrected` and `unreported` are numbers of models."""
    said = [gettext("Reminder for %(unit)s, campaign %(year)s:") % data]
    if not data["sent"]:
        said.append(gettext("Your unit has registered nothing yet."))
    if count := data["uncorrected"]:
        words = ngettext("%(count)s model is not corrected yet.", "%(count)s models are not corrected yet.", count)
        said.append(words % {"count": count})
    if count := data["unreported"]:
        words = ngettext("%(count)s model is not reported yet.", "%(count)s models are not reported yet.", count)
        said.append(words % {"count": count})
    return " ".join(said)


def _waiting(data: dict) -> str:
    models, reports = data["submitted"], data["reported"]
    said = [
        models and ngettext("%(count)s new model waits for review.", "%(count)s new models wait for review.", models),
        reports and ngettext("%(count)s new report waits for review.", "%(count)s new reports wait for review.", reports),
    ]
    return " ".join(words % {"count": count} for words, count in zip(said, (models, reports), strict=True) if count)


def _assigned(data: dict) -> str:
    said = ngettext(
        "%(count)s model is assigned to you for appraisal.",
        "%(count)s models are assigned to you for appraisal.",
        data["count"],
    )
    return said % {"count": data["count"]}


def _nominated(data: dict) -> str:
    said = ngettext(
        "%(unit)s nominates %(count)s model by letter %(number)s.",
        "%(unit)s nominates %(count)s models by letter %(number)s.",
        data["count"],
    )
    return said % {"unit": data["unit"], "count": data["count"], "number": data["number"]}


def _day(value: date | None) -> str:
    return formats.date_format(value, "SHORT_DATE_FORMAT") if value else ""
