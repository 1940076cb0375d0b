"""Acts of a reviewer on many models: a preview that says what would be left out and why, then all or nothing."""

from collections import Counter

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from registry.errors import Stale
from registry.forms.review import BulkForm, BulkRecognitionForm, numbers
from registry.models import Initiative
from registry.queries import initiatives as lists
from registry.services import recognition, review, steps
from registry.vocabulary import Action, Status, SubmitterType

from .queues import OLDEST, Queue
from .review import require_reviewer

MOST = 5000  # models in one act
SHOWN = 30  # rows of the table; the others follow in a folded list


@require_http_methods(["GET", "POST"])
def recognise_many(request):
    """Choose the decision for the picked models, look at what it would do, recognise them all or none."""
    require_reviewer(request.user)
    queue = Queue(request.user, request.GET)
    chosen = _chosen(request, queue)
    if request.method == "GET":  # after a login in between: the choice is made anew
        return _back(request, queue)
    if sentence := _why_not(chosen):
        return _back(request, queue, sentence)
    form = BulkRecognitionForm(request.POST, by=request.user)
    if not form.is_valid():
        is_first = "decision" not in request.POST
        form = BulkRecognitionForm(initial={"decision": queue.decision}, by=request.user) if is_first else form
        context = {"form": form, "queue": queue, "chosen": _joined(chosen), "count": len(chosen)}
        return render(request, "registry/review/choose_decision.html", context)
    decision, pairs = form.cleaned_data["decision"], form.cleaned_data["pairs"]
    if pairs and not form.cleaned_data["compared"]:
        form.add_error("compared", _("Compare the models with the list first, then tick the box."))
    elif pairs and form.tries(_act, recognition.recognise_many, form, by=request.user, decision=decision):
        messages.success(request, _recognised(len(form.result), decision))
        return redirect("decision", decision.pk)
    rows = lists.with_unit_names(_rows(request.user, chosen))
    sorted_out = recognition.sort_out(rows, decision, by=request.user)
    return _preview(request, "registry/review/recognise_many.html", form, queue, chosen, sorted_out, decision=decision)


def _recognised(count, decision) -> str:
    return ngettext(
        "%(count)s model is recognised by decision %(number)s.",
        "%(count)s models are recognised by decision %(number)s.",
        count,
    ) % {"count": count, "number": decision.number}


@require_http_methods(["GET", "POST"])
def approve_many(request):
    """Look at what approving the picked models would do, approve them all or none."""
    require_reviewer(request.user)
    queue = Queue(request.user, request.GET)
    chosen = _chosen(request, queue)
    if request.method == "GET":  # after a login in between: the choice is made anew
        return _back(request, queue)
    if sentence := _why_not(chosen):
        return _back(request, queue, sentence)
    form = BulkForm(request.POST)
    if form.is_valid() and form.cleaned_data["pairs"] and form.tries(_act, review.approve_many, form, by=request.user):
        count = len(form.result)
        said = ngettext("%(count)s model is approved.", "%(count)s models are approved.", count) % {"count": count}
        messages.success(request, said)
        return _back(request, queue)
    rows = lists.with_unit_names(_rows(request.user, chosen))
    sorted_out = steps.sort_out(rows, Action.APPROVE, by=request.user)
    return _preview(request, "registry/review/approve_many.html", form, queue, chosen, sorted_out)


def _act(service, form, *, by, **values):
    """Do it to exactly the models of the preview. Raises Stale if one of them is out of sight meanwhile."""
    pairs = form.cleaned_data["pairs"]
    rows = _rows(by, pairs)
    if gone := len(pairs) - len(rows):
        sentence = ngettext(
            "%(count)s of these models can no longer be seen by you. Nothing was done.",
            "%(count)s of these models can no longer be seen by you. Nothing was done.",
            gone,
        )
        raise Stale(sentence % {"count": gone})
    return service(rows, by=by, versions=pairs, remark=form.cleaned_data["remark"], **values)


def _chosen(request, queue) -> list[int]:
    """The ids that were picked: by boxes, by `everything` (all of the queue), or those that a preview carries on."""
    if "everything" in request.POST:
        return list(queue.models.order_by(*OLDEST.fields()).values_list("pk", flat=True)[: MOST + 1])
    carried = request.POST.get("chosen", "")
    return list(dict.fromkeys(numbers(carried.split(",") if carried else request.POST.getlist("id"))))


def _why_not(chosen) -> str:
    """The sentence that says why nothing is begun with this choice; "" if it is fine."""
    if not chosen:
        return _("Tick at least one model first.")
    if len(chosen) > MOST:
        return _("At most %(most)s models fit into one act. Narrow the list with a filter first.") % {"most": MOST}
    return ""


def _back(request, queue, sentence=""):
    """Lead back to the list, with a sentence if there is one."""
    if sentence:
        messages.warning(request, sentence)
    return redirect(f"{reverse('review')}?{queue.address()}")


def _joined(ids) -> str:
    return ",".join(map(str, ids))


def _rows(user, ids) -> list[Initiative]:
    """The chosen models that the person may see, oldest first, with what the rules ask."""
    models = Initiative.objects.visible_to(user).exclude(status=Status.DRAFT).filter(pk__in=list(ids))
    return list(lists.listed(models).select_related("person").prefetch_related("authors").order_by(*OLDEST.fields()))


def _preview(request, template, form, queue, chosen, sorted_out, **context):
    """What would happen: first what is left out, grouped by the reason, then what is done."""
    possible = sorted_out.possible
    reasons: dict[str, list] = {}
    for row in (*possible, *(row for row, _sentence in sorted_out.refused)):
        row.address = queue.desk(row.code)
    for row, sentence in sorted_out.refused:
        reasons.setdefault(sentence, []).append(row)
    kinds = Counter(row.submitter_type for row in possible)
    context |= {
        "form": form,
        "queue": queue,
        "chosen": _joined(chosen),
        "pairs": ",".join(f"{row.pk}:{row.version}" for row in possible),
        "total": len(possible) + len(sorted_out.refused),
        "possible": len(possible),
        "refused": len(sorted_out.refused),
        "missing": len(chosen) - len(possible) - len(sorted_out.refused),
        "collectives": kinds[SubmitterType.COLLECTIVE],
        "individuals": kinds[SubmitterType.INDIVIDUAL],
        "reasons": sorted(reasons.items(), key=lambda group: -len(group[1])),
        "shown": possible[:SHOWN],
        "folded": possible[SHOWN:],
    }
    return render(request, template, context)
