"""What the registry suggests: models that resemble the one at hand, today's units for an old name."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from registry import rules, text
from registry.errors import Stale
from registry.forms.likeness import SameModelForm
from registry.models import Initiative
from registry.queries import initiatives as lists
from registry.queries import likeness
from registry.services import likeness as services
from registry.vocabulary import Action, Part, Role

from .queues import Queue
from .review import readable

MOST_UNITS = 8


@require_GET
def similar(request):
    """Models like the name that is being typed, as a piece of a page: ?title=…&of=CODE (without a code: a new model)."""
    user = request.user
    title = text.clean_line(request.GET.get("title", "")[:500])
    at_hand = Initiative.objects.visible_to(user).filter(code=request.GET.get("of", "")[:20]).first()
    own = {post.unit_id for post in user.scope.posts if post.role == Role.SUBMITTER}
    unit = own.pop() if len(own) == 1 else None
    found = likeness.similar(title, user=user, unit=unit, initiative=at_hand) if title else []
    return render(request, "components/similar.html", {"found": likeness.unrelated(found)})


@require_GET
def find_units(request):
    """Today's units for a name of now or then, as JSON: ?q=… gives [{key, label, was}], at most eight."""
    found = likeness.find_units(request.GET.get("q", "")[:200])[:MOST_UNITS]
    rows = [{"key": one.unit.key, "label": capfirst(one.unit.label), "was": one.old_name} for one in found]
    return JsonResponse(rows, safe=False)


# ---- two models beside each other ----


@dataclass(frozen=True)
class Act:
    """What a reviewer can say about the pair; `calls` takes (model at hand, the other, form, user)."""

    action: Action
    calls: Callable
    says: str


def _mark(initiative, other, form, user):
    remark = form.cleaned_data["remark"]
    return services.mark_duplicate(initiative, by=user, of=other, remark=remark, version=form.read_version)


def _link(initiative, other, form, user):
    return services.link(initiative, by=user, of=other, remark=form.cleaned_data["remark"], version=form.read_version)


def _unmark(initiative, _other, form, user):
    remark = form.cleaned_data["remark"]
    return services.unmark_duplicate(initiative, by=user, remark=remark, version=form.read_version)


ACTS = {
    "duplicate": Act(Action.MARK_DUPLICATE, _mark, gettext_lazy("“%(title)s” is marked as a duplicate.")),
    "continues": Act(Action.LINK, _link, gettext_lazy("“%(title)s” now continues the model of %(year)s.")),
    "unmark": Act(Action.UNMARK_DUPLICATE, _unmark, gettext_lazy("The mark is taken back; “%(title)s” counts again.")),
}


@require_http_methods(["GET", "POST"])
def compare(request, code, other):
    """Two models beside each other, and what a reviewer says about them: a duplicate, or kept up from an earlier year."""
    initiative, beside = readable(request, code), readable(request, other)
    if initiative == beside:
        raise Http404
    queue = Queue(request.user, request.GET, of=initiative)
    form = SameModelForm(request.POST or None, initial={"version": initiative.version})
    if request.method == "POST":
        if (name := request.POST.get("act")) not in ACTS:
            raise Http404
        chosen = ACTS[name]
        rules.require(request.user, chosen.action, initiative)
        if form.is_valid() and form.tries(chosen.calls, initiative, beside, form, request.user):
            messages.success(request, chosen.says % {"title": initiative, "year": beside.campaign.year})
            return redirect(queue.desk(code))
        initiative = readable(request, code)
        if isinstance(form.refusal, Stale):  # what the page showed was old; now it shows the model as it is
            form.data = {**form.data.dict(), "version": initiative.version}
    context = {
        "initiative": initiative,
        "other": beside,
        "rows": _rows(initiative, beside),
        "form": form,
        "acts": _open(request.user, initiative, beside),
        "why_not": rules.why_not(request.user, Action.MARK_DUPLICATE, initiative),
        "queue": queue,
        "back": queue.desk(code),
    }
    return render(request, "registry/review/duplicate.html", context)


def _open(user, initiative, other) -> set[str]:
    """The names of the acts that would change something and are permitted."""
    permitted = rules.open_actions(user, initiative, timezone.localdate())
    hindered = {
        "duplicate": services.hinders_marking(initiative, other),
        "continues": services.hinders_linking(initiative, other),
        "unmark": services.hinders_unmarking(initiative) or initiative.duplicate_of_id != other.pk,
    }
    return {name for name, act in ACTS.items() if act.action in permitted and not hindered[name]}


# What is compared: the facts first, then the parts that tell one work from another.
_PARTS = (Part.PLACE, Part.SITUATION, Part.AIMS, Part.METHOD, Part.RESULTS)


def _rows(*pair) -> list[tuple]:
    """The lines of the comparison: (words, value here, value there, whether they are the same)."""
    said = [
        (_("Name of the model"), [str(row) for row in pair]),
        (_("Code"), [row.code for row in pair]),
        (_("Unit"), [capfirst(lists.unit_then(row)) for row in pair]),
        (_("Campaign (year)"), [str(row.campaign.year) for row in pair]),
        (_("Status"), [row.get_status_display() for row in pair]),
        (_("Field"), [str(row.sector) for row in pair]),
        (_("Name of the collective"), [row.collective_name for row in pair]),
        *((part.label, [getattr(row, part.value) for row in pair]) for part in _PARTS),
        (_("Report of results"), [row.report for row in pair]),
    ]
    return [(words, *values, text.fold(values[0]) == text.fold(values[1])) for words, values in said if any(values)]
