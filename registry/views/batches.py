"""Acts over many after they were done: what was done to which models, and undoing it as one."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from registry.errors import Stale
from registry.forms.review import ReasonForm, read_pairs
from registry.models import Initiative
from registry.queries import batches as found
from registry.queries import initiatives as lists
from registry.services import batches as services

from . import phrases
from .bulk import grouped
from .queues import Queue, require_reviewer, reviewed_by

SHOWN = 100  # models in the table; the others follow in a folded list


@require_GET
def batches(request):
    """The last acts over many on models of this reviewer's scope, or the reviewer's own ones only."""
    require_reviewer(request.user)
    is_mine = request.GET.get("mine") == "1"
    rows = found.last(reviewed_by(request.user), by=request.user if is_mine else None)
    return render(request, "registry/review/batches.html", {"rows": rows, "is_mine": is_mine, "most": found.LAST})


@require_http_methods(["GET", "POST"])
def batch(request, key):
    """What one act over many did, and what undoing it would do; POST undoes it."""
    require_reviewer(request.user)
    one = found.find(key, reviewed_by(request.user))
    if not one:
        raise Http404
    form = ReasonForm(request.POST if request.method == "POST" else None)
    pairs = read_pairs(request.POST.get("pairs", ""))
    if form.is_valid() and form.tries(services.undo, key, by=request.user, reason=form.cleaned_data["reason"], versions=pairs):
        said = _("The act over many is undone; this page shows what that did.")
        messages.success(request, format_html("{}", said))
        phrases.keep_if_asked(request)
        return redirect("batch", form.result)
    if isinstance(form.refusal, Stale):
        one = found.find(key, reviewed_by(request.user)) or one
    entries = list(found.entries_of(key))
    rows = _rows(request.user, entries)
    prospect = services.prospect(key, rows, by=request.user)
    _with_entries(rows, entries, Queue(request.user, request.GET))
    context = {
        "batch": one,
        "form": form,
        "prospect": prospect,
        "reasons": grouped(prospect.refused),
        "refused": len(prospect.refused),
        "pairs": ",".join(f"{row.pk}:{row.version}" for row in prospect.possible),
        "shown": rows[:SHOWN],
        "folded": rows[SHOWN:],
        "hidden": len({entry.initiative_id for entry in entries}) - len(rows),
        "phrases": phrases.of(request.user) if prospect.is_possible else [],
    }
    return render(request, "registry/review/batch.html", context)


def _rows(user, entries) -> list[Initiative]:
    """The models of these entries that the person may see, with what the rules ask, in the order of the act."""
    ids = {entry.initiative_id for entry in entries}
    models = lists.listed(Initiative.objects.visible_to(user).filter(pk__in=ids))
    rows = models.select_related("person").prefetch_related("authors").in_bulk()
    return lists.with_unit_names([rows[pk] for pk in dict.fromkeys(entry.initiative_id for entry in entries) if pk in rows])


def _with_entries(rows, entries, queue):
    """Give each model the step that it took then, and the address of its desk."""
    steps = {entry.initiative_id: entry for entry in entries}
    for row in rows:
        row.step = steps[row.pk]
        row.address = queue.desk(row.code)
