"""What a unit writes: the registration form and the report of results. Nothing that was typed is lost."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from registry import lifecycle, rules
from registry.errors import Refused, Stale
from registry.forms import versions
from registry.forms.initiatives import (
    InitiativeForm,
    NewInitiativeForm,
    campaigns_to_register_in,
    units_to_register_for,
)
from registry.forms.reports import ReportForm
from registry.models import Initiative
from registry.queries import outcomes
from registry.services import initiatives, writings
from registry.vocabulary import Action, Paper, Part, Status, fields_of

from . import next_steps, unsaved
from .initiatives import SHOWN, name_of, open_remarks, own_or_403


@require_http_methods(["GET", "POST"])
@unsaved.keeps_text
def new(request):
    """The registration form of a model that does not exist yet. A page sent twice leads to the one model that it began."""
    user, today = request.user, timezone.localdate()
    if not rules.may_register(user):
        raise PermissionDenied(_("Only those who enter the models of a unit can register one."))
    campaigns, own_units = campaigns_to_register_in(today, user), units_to_register_for(user, today)
    page = unsaved.sent(request, Paper.REGISTRATION) if request.method == "POST" else None
    if not campaigns or not own_units:
        if page:
            unsaved.keep_sent(request, page, None, 0)
        return render(request, "registry/initiatives/new_impossible.html", {"campaigns": campaigns})

    def form_of(data):
        return NewInitiativeForm(data, by=user, campaigns=campaigns, own_units=own_units)

    if not page:
        page, data = unsaved.restored(request, Paper.REGISTRATION, None)
        form = form_of(data)
        if data:
            form.show_as_typed()
        return _write(request, form, page)
    form = form_of(request.POST)
    form.is_valid()
    if form.can_begin and form.tries(
        initiatives.begin,
        campaign=form.cleaned_data["campaign"],
        unit=form.cleaned_data["unit"],
        by=user,
        facts=form.facts(),
        token=form.read_token,
    ):
        begun = form.result
        data = request.POST.copy()
        data["version"] = "1"  # this page knows the model as it was begun; a later version needs a choice
        form = InitiativeForm(data, by=user, campaign=begun.campaign, initiative=begun)
        form.is_valid()
        return _keep(request, form, begun, page)
    form.renew()
    unsaved.keep_sent(request, page, None, 0)
    return _write(request, form, page)


@require_http_methods(["GET", "POST"])
@unsaved.keeps_text
def edit(request, code):
    """The registration form of a draft; of a returned model only the parts that a reviewer asked for."""
    shown = own_or_403(request, code, Action.SAVE)
    remarks = open_remarks(shown)
    opened = initiatives.editable(shown) if shown.status == Status.RETURNED else None

    def form_of(data):
        given = {"by": request.user, "campaign": shown.campaign, "initiative": shown}
        form = InitiativeForm(data, **given, opened=opened, remarks=remarks)
        if opened is not None and data and unsaved.read_version(data.get("version")) < shown.version:
            form.closed = versions.closed(form, InitiativeForm(data, **given), shown)
        return form

    return _answer(request, shown, Paper.REGISTRATION, form_of)


@require_http_methods(["GET", "POST"])
@unsaved.keeps_text
def report(request, code):
    """The report of results of a registered model."""
    shown = own_or_403(request, code, Action.REPORT)
    return _answer(request, shown, Paper.REPORT, lambda data: ReportForm(data, initiative=shown))


_SENDING = {Paper.REGISTRATION: Action.SUBMIT, Paper.REPORT: Action.REPORT}


def _answer(request, shown, paper, form_of):
    """A form as it was sent; or as it is opened: as it was left, or as the model stands."""
    if request.method == "POST":
        form = form_of(request.POST)
        form.is_valid()
        return _keep(request, form, shown, unsaved.sent(request, paper))
    page, data = unsaved.restored(request, paper, shown)
    form = form_of(data)
    says_more = bool(data) and (not form.is_valid() or bool(form.differing(shown)) or bool(form.closed))
    if not lifecycle.is_open(_SENDING[paper], shown.status):
        if says_more:
            return _write(request, _refused(form, shown), page)
        messages.info(request, _not_now(shown))
        return redirect(shown)
    if says_more:
        form.show_as_typed()
    elif data:  # it says what the model says: nothing is left to be saved
        page, form = unsaved.opened(request.user, paper), form_of(None)
    return _write(request, form, page)


def _refused(form, shown):
    """The form of a model that is not open any more, with what was typed."""
    form.refuse(Refused(_not_now(shown)))
    form.refuse(Refused(_("What you typed stands below and is not saved in the model. Copy what you still need.")))
    return form


def _keep(request, form, shown, page):
    """Save what is right and send it if that was asked. Whatever fails, the page comes back with all that was typed."""
    action = _SENDING[page.paper]
    if lifecycle.is_open(action, shown.status):
        if form.closed:
            form.refuse(Refused(_("Some parts were closed while you wrote. What you typed there stands below.")))
        if done := _save_and_send(request, form, shown, page):
            return done
        shown = Initiative.objects.select_related(*SHOWN).filter(pk=shown.pk).first() or shown
        form.initiative = shown
    if not lifecycle.is_open(action, shown.status):  # sent meanwhile, by a second click or by a colleague
        if not (form.differing(shown) or form.closed or set(form.errors) & set(form.fields)):
            writings.forget(by=request.user, page=page.name, restored=page.restored)
            messages.info(request, _not_now(shown))
            return redirect(shown)
        _refused(form, shown)
    if not form.is_all_saved:
        unsaved.keep_sent(request, page, shown, unsaved.read_version(form.data.get("version")), form.theirs)
    return _write(request, form, page)


def _save_and_send(request, form, shown, page):
    """The redirect if all went well, else None, with the reasons on the form."""
    action = _SENDING[page.paper]
    facts, version, theirs = form.facts(), form.read_version, []
    if newer := unsaved.read_version(request.POST.get("overwrite")):
        version = newer  # the person has seen both versions, and chose for each part
        theirs = [name for name in facts if versions.takes_theirs(request.POST, name)]
        facts = {name: value for name, value in facts.items() if name not in theirs}
    if not form.tries(initiatives.save, shown, by=request.user, facts=facts, version=version):
        return None
    saved, form.is_saved, form.is_all_saved = form.result, True, not form.errors
    form.carry(saved)
    form.theirs = theirs
    form.show_saved(theirs, saved)
    if form.is_all_saved:
        writings.forget(by=request.user, page=page.name, restored=page.restored)
        writings.tidy(by=request.user)
    if "send" not in request.POST:
        if form.errors:
            return None
        messages.success(request, _("Saved. You can go on later."))
        return redirect(unsaved.PAGES[page.paper], saved.code)
    if form.errors:
        form.miss(initiatives.missing(saved))
        return None
    if not form.tries(_SENDS[action], saved, by=request.user, version=saved.version):
        return None
    messages.success(request, _SENT[action] % {"title": saved})
    return redirect(saved)


_SENDS = {Action.SUBMIT: initiatives.submit, Action.REPORT: initiatives.report}
_SENT = {
    Action.SUBMIT: gettext_lazy("“%(title)s” is submitted. You are told when a reviewer has read it."),
    Action.REPORT: gettext_lazy("The report of “%(title)s” is sent."),
}


def _not_now(shown) -> str:
    """Why the form of this model is closed."""
    if shown.status == Status.SUBMITTED:
        return _("“%(title)s” is already submitted.") % {"title": shown}
    if shown.status == Status.REPORTED:
        return _("The report of “%(title)s” is already sent.") % {"title": shown}
    return _("“%(title)s” is now “%(status)s”; this form is closed.") % {
        "title": shown,
        "status": shown.get_status_display(),
    }


def _write(request, form, page):
    """Show a form, new or with what is wrong in it."""
    shown, today = form.initiative, timezone.localdate()
    is_report = page.paper == Paper.REPORT
    action = _SENDING[page.paper]
    is_stale = isinstance(form.refusal, Stale) and shown is not None
    context = {
        "form": form,
        "initiative": shown,
        "heading": form.heading("send" in request.POST),
        "page": page,
        "is_stale": is_stale,
        "differing": versions.differing(form, shown) if is_stale else [],
        "last_save": shown.entries.filter(action=Action.SAVE).select_related("actor").last() if is_stale else None,
        "campaign": form.campaign if not is_report else shown.campaign,
        "deadline": next_steps.deadline(form.campaign, today, shown) if not is_report else None,
        "last_day": next_steps.last_day(form.campaign, shown) if not is_report else None,
        "may_ask": bool(shown) and next_steps.may_ask(shown, today),
        "closed": rules.window(action, shown, today) if shown else _closed_for_all(form, today),
        "remarks": [field.remark for field in form.fields.values() if hasattr(field, "remark")],
        "locked": _locked(form, shown) if shown and shown.status == Status.RETURNED else [],
    }
    if is_report:
        context["returned"] = shown.entries.filter(action=Action.RETURN_REPORT).select_related("actor").last()
        return render(request, "registry/initiatives/report.html", context)
    return render(request, "registry/initiatives/edit.html", context)


def _closed_for_all(form, today) -> str:
    """Why a new model could not be submitted today for any of the person's units; "" where it could for one."""
    models = (Initiative(campaign=form.campaign, unit=unit) for unit in form.fields["unit"].queryset)
    sentences = [rules.window(Action.SUBMIT, model, today) for model in models]
    return sentences[0] if all(sentences) else ""


def _locked(form, shown) -> list[tuple]:
    """The parts that are not open: label and text."""
    rows = {name: "\n".join(map(str, its)) for name, its in outcomes.rows_of(shown).items()}
    closed = [part for part in Part if not set(fields_of(part)) & set(form.fields)]
    return [(part.label, rows[part] if part in rows else _text_of(shown, part)) for part in closed]


def _text_of(shown, part) -> str:
    match part:
        case Part.SECTOR:
            return str(shown.sector or "")
        case Part.LEVEL | Part.NOVELTY:
            return getattr(shown, f"get_{part}_display")()
        case Part.SUBMITTER:
            said = [shown.get_submitter_type_display(), shown.collective_name, name_of(shown)]
            return " · ".join(filter(None, said))
        case Part.PERIOD:
            return " – ".join(next_steps.day_of(day) for day in (shown.starts_on, shown.ends_on) if day)
    return getattr(shown, part)
