"""Cases of revocation: found, proposed, decided or dropped, each with the clock that runs."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from registry import rules
from registry.errors import Stale
from registry.forms.cases import DropForm, ProposeForm
from registry.models import Initiative
from registry.queries import cases as questions
from registry.queries import initiatives as lists
from registry.queries import paging
from registry.services import cases
from registry.vocabulary import Action, CaseState

ROWS = 50
OPEN, CLOSED = "open", "closed"


def _require_reader(user):
    if not rules.may_lead(user):
        raise PermissionDenied(_("This page is for reviewers and leadership."))


@require_GET
def cases_list(request):
    """The cases of the reader's scope: those whose clock runs, the nearest first; or the closed ones, newest first."""
    _require_reader(request.user)
    visible = questions.visible_to(request.user)
    tabs = {
        OPEN: visible.filter(state__in=questions.LIVE),
        CLOSED: visible.exclude(state__in=questions.LIVE),
    }
    asked = request.GET.get("state", "")
    here = asked if asked in tabs else OPEN
    page = paging.page(tabs[here], paging.Order("pk", falls=here == CLOSED), request.GET, ROWS)
    labels = {OPEN: _("Open"), CLOSED: _("Closed")}
    counts = lists.counts_of(tabs)
    context = {
        "page": page,
        "rows": _told(page.rows),
        "tabs": [{"name": name, "label": labels[name], "count": counts[name], "is_here": name == here} for name in tabs],
        "is_open": here == OPEN,
    }
    return render(request, "registry/cases/cases.html", context)


def _told(rows):
    """Each case with its clock and the unit's name of that time."""
    today = timezone.localdate()
    lists.with_unit_names([row.recognition.initiative for row in rows])
    for row in rows:
        row.clock = questions.clock(row, today)
    return rows


@require_GET
def case(request, pk):
    """One case: what was found, its clocks, and the acts that are open to this reader."""
    _require_reader(request.user)
    return _page(request, get_object_or_404(questions.visible_to(request.user), pk=pk))


def _page(request, shown, failed=None):
    """The page of a case. `failed` is the bound form of an act that was refused."""
    [shown] = _told([shown])
    initiative = shown.recognition.initiative
    today = timezone.localdate()
    decides = shown.recognition.level in rules.deciding_levels(request.user, initiative)
    acts = rules.open_actions(request.user, initiative, today) if shown.clock and decides else []
    version = {"version": initiative.version}
    context = {
        "case": shown,
        "initiative": initiative,
        "propose": _form(ProposeForm, failed, version)
        if Action.PROPOSE_REVOCATION in acts and shown.state == CaseState.OPEN
        else None,
        "drop": _form(DropForm, failed, version) if Action.DROP_CASE in acts else None,
        "failed": failed,
        "hindrance": questions.why_not_revoke(shown.recognition, initiative, request.user) if shown.clock else "",
        "may_revoke": Action.REVOKE in acts,
    }
    return render(request, "registry/cases/case.html", context)


def _form(kind, failed, initial):
    return failed if isinstance(failed, kind) else kind(initial=initial, auto_id=f"id-{kind.__name__}-%s")


@require_POST
def case_propose(request, pk):
    """Propose the revocation."""
    return _act(request, pk, Action.PROPOSE_REVOCATION, ProposeForm, cases.propose, "remark", _("The revocation is proposed."))


@require_POST
def case_drop(request, pk):
    """Close the case without a revocation."""
    return _act(request, pk, Action.DROP_CASE, DropForm, cases.drop, "reason", _("The case is dropped."))


def _act(request, pk, action, kind, service, field, said):
    _require_reader(request.user)
    shown = get_object_or_404(questions.visible_to(request.user), pk=pk)
    rules.require(request.user, action, shown.recognition.initiative)
    form = kind(request.POST, auto_id=f"id-{kind.__name__}-%s")
    if form.is_valid() and form.tries(
        service, shown, by=request.user, version=form.read_version, **{field: form.cleaned_data[field]}
    ):
        messages.success(request, said)
        return redirect("case", pk)
    shown = get_object_or_404(questions.visible_to(request.user), pk=pk)
    _freshen(form, shown.recognition.initiative)
    return _page(request, shown, form)


def _freshen(form, initiative):
    """After a refusal because the page was old: the form gets the version of now, for now it is seen."""
    if isinstance(form.refusal, Stale):
        form.data = form.data.copy()
        form.data["version"] = Initiative.objects.values_list("version", flat=True).get(pk=initiative.pk)
