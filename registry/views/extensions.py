"""More time: a unit asks for it beside its model, reviewers give or refuse it, and whoever it concerns reads what was said."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from registry import rules
from registry.errors import Refused
from registry.forms.extensions import AskForm, DecideForm, GiveForm, campaigns_that_run
from registry.models import Extension, Initiative
from registry.queries import extensions as requests
from registry.queries import initiatives as lists
from registry.queries import paging, renewal
from registry.services import extensions
from registry.vocabulary import Action, Role

from . import next_steps

ROWS = 30
OPEN, DECIDED = "open", "decided"
OLDEST, NEWEST = paging.Order("pk"), paging.Order("pk", falls=True)


@require_http_methods(["GET", "POST"])
def ask(request, code):
    """Ask for more time for what the unit still has to do with this model. It then holds for all models of the unit."""
    user, today = request.user, timezone.localdate()
    found = Initiative.objects.visible_to(user).select_related("campaign", "unit")
    initiative = get_object_or_404(found, code=code)
    rules.require(user, Action.SAVE, initiative)
    window = rules.window_of(initiative)
    unit = next(iter(renewal.carriers(user, initiative, today)), initiative.unit)
    if not window:
        messages.info(request, _("Nothing has to be done with this model for which there could be more time."))
        return redirect(initiative)
    form = AskForm(request.POST or None)
    what = {"campaign": initiative.campaign, "unit": unit, "window": window}
    if request.method == "POST" and form.is_valid():
        if form.tries(extensions.ask, **what, by=user, reason=form.cleaned_data["reason"]):
            messages.success(request, _("More time is asked for. You are told as soon as a reviewer has decided."))
            return redirect(initiative)
    elif request.method == "GET" and (sentence := extensions.why_not_ask(**what)):
        messages.info(request, sentence)
        return redirect(initiative)
    context = {
        "form": form,
        "initiative": initiative,
        "unit": unit,
        "window": window,
        "day": next_steps.weekday_and_day(rules.last_day(initiative, window)),
        "is_over": rules.last_day(initiative, window) < today,
    }
    return render(request, "registry/extensions/ask.html", context)


@require_GET
def extensions_list(request):
    """The requests that wait for a decision, and what was decided: of the reader's scope, or of the own units."""
    user = request.user
    _require_reading(user)
    visible = requests.visible_to(user)
    tabs = {OPEN: requests.open_requests(visible), DECIDED: visible.filter(decided_at__isnull=False)}
    counts = lists.counts_of(tabs)
    asked = request.GET.get("state", "")
    first = OPEN if counts[OPEN].number or not counts[DECIDED].number else DECIDED
    here = asked if asked in tabs else first
    page = paging.page(requests.listed(tabs[here]), OLDEST if here == OPEN else NEWEST, request.GET, ROWS)
    for row in page.rows:
        row.may_decide = not row.decided_at and not rules.why_not_extend(user, row.unit, row)
        row.day = row.until and next_steps.weekday_and_day(row.until)
    labels = {OPEN: _("Waiting for a decision"), DECIDED: _("Decided")}
    context = {
        "page": page,
        "tabs": [{"name": name, "label": labels[name], "count": counts[name], "is_here": name == here} for name in tabs],
        "is_open": here == OPEN,
        "may_give": rules.may_review(user),
    }
    return render(request, "registry/extensions/extensions.html", context)


@require_http_methods(["GET", "POST"])
def extension(request, pk):
    """One request: what was asked, and the decision, or the form in which a reviewer decides."""
    user = request.user
    _require_reading(user)
    shown = get_object_or_404(requests.listed(requests.visible_to(user)), pk=pk)
    hindrance = rules.why_not_extend(user, shown.unit, shown)
    if request.method == "POST" and hindrance:
        raise PermissionDenied(hindrance)
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _decides(form, shown, user):
        messages.success(request, _said(form.result))
        return redirect("extensions")
    if form.refusal and not form.refusal.fields:  # somebody was faster: show what they decided
        shown = get_object_or_404(requests.listed(requests.visible_to(user)), pk=pk)
    context = {
        "form": form,
        "extension": shown,
        "may_decide": not shown.decided_at and not hindrance,
        "hindrance": hindrance if rules.may_review(user) else "",
        "day": shown.until and next_steps.weekday_and_day(shown.until),
        "regular": _regular_day(shown),
        "cutoff": next_steps.weekday_and_day(shown.campaign.cutoff_on),
    }
    return render(request, "registry/extensions/extension.html", context)


def _decides(form, shown: Extension, user) -> bool:
    reason = form.cleaned_data["reason"]
    if form.refuses:
        return form.tries(extensions.refuse, shown, by=user, reason=reason)
    return form.tries(extensions.give, shown, by=user, until=form.cleaned_data["until"], reason=reason)


@require_http_methods(["GET", "POST"])
def give(request):
    """Give a unit time for which it did not ask."""
    user = request.user
    if not rules.may_review(user):
        raise PermissionDenied(_("Only a reviewer can give a unit more time."))
    form = GiveForm(request.POST or None, by=user)
    if request.method == "POST" and form.is_valid() and _gives(form, user):
        messages.success(request, _said(form.result))
        return redirect("extensions")
    return render(request, "registry/extensions/give.html", {"form": form, "is_possible": campaigns_that_run().exists()})


def _gives(form: GiveForm, user) -> bool:
    data = form.cleaned_data
    if sentence := rules.why_not_extend(user, form.found_unit):
        form.refuse(Refused(sentence, {"unit": sentence}))
        return False
    return form.tries(
        extensions.give,
        campaign=data["campaign"],
        unit=form.found_unit,
        window=data["window"],
        by=user,
        until=data["until"],
        reason=data["reason"],
    )


def _require_reading(user):
    if not (user.is_superuser or user.roles() & {Role.SUBMITTER, *requests.READING}):
        raise PermissionDenied(_("More time is a matter of units, their reviewers and their leaders."))


def _regular_day(shown: Extension) -> str:
    day = extensions.regular_day(shown.campaign, shown.window)
    return day and next_steps.weekday_and_day(day)


def _said(decided: Extension) -> str:
    """What a reviewer has just decided."""
    if not decided.until:
        return _("The request of %(unit)s is refused.") % {"unit": decided.unit}
    day = next_steps.day_of(decided.until)
    return _("%(unit)s has more time until the end of %(day)s.") % {"unit": decided.unit, "day": day}
