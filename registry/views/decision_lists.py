"""The list of a draft decision: models put on it and taken off it; drafts begun from a recognition; the papers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from registry import rules, text
from registry.exchange import decisions as papers
from registry.forms import decisions as forms
from registry.forms.review import numbers
from registry.models import Initiative, Recognition
from registry.papers import official
from registry.queries import decisions as questions
from registry.queries import eligibility
from registry.services import audit, decisions, lines
from registry.vocabulary import DecisionKind, DecisionState, Status

from .decisions import page_of, readable, require_may_record
from .queues import Queue
from .review import require_reviewer

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# What can be begun from a recognition: the word in the address → kind, form, title of the page.
BEGINNINGS = {
    "revoke": (DecisionKind.REVOCATION, forms.RevocationLineForm, gettext_lazy("Put on a decision of revocation")),
    "reinstate": (DecisionKind.REINSTATEMENT, forms.ReinstatementLineForm, gettext_lazy("Put on a decision of reinstatement")),
    "correct": (DecisionKind.CORRECTION, forms.CorrectionLineForm, gettext_lazy("Put on a decision of correction")),
}


@require_POST
def decision_add(request):
    """Put the chosen models on a draft: `id` or `chosen` (ids), or `everything` of the queue that the address says.

    Without `decision` (the id of a draft) in the form, a page asks for one, or for the body of a new one.
    """
    require_reviewer(request.user)
    queue = Queue(request.user, request.GET)
    chosen = _chosen(request, queue)
    back = f"{reverse('review')}?{queue.address()}"
    if not chosen or len(chosen) > lines.MOST:
        none = _("Tick at least one model first.")
        messages.warning(request, _("At most %(most)s models fit on one list.") % {"most": lines.MOST} if chosen else none)
        return redirect(back)
    asked = "asked" in request.POST or request.POST.get("decision")
    form = forms.ListForm(request.POST if asked else None, by=request.user, initial={"decision": queue.decision})
    if form.is_valid() and form.tries(_put, request.user, form, _visible(request.user, chosen)):
        draft, added = form.result
        _say(request, added, len(chosen))
        return redirect("decision", draft.pk)
    context = {"form": form, "queue": queue, "chosen": ",".join(map(str, chosen)), "count": len(chosen), "back": back}
    return render(request, "registry/decisions/choose_draft.html", context)


def _chosen(request, queue) -> list[int]:
    if "everything" in request.POST:
        return list(queue.models.values_list("pk", flat=True)[: lines.MOST + 1])
    carried = request.POST.get("chosen", "")
    return list(dict.fromkeys(numbers(carried.split(",") if carried else request.POST.getlist("id"))))


def _visible(user, ids=None, **condition) -> list[Initiative]:
    models = Initiative.objects.visible_to(user).exclude(status=Status.DRAFT)
    return list(models.filter(pk__in=ids) if ids is not None else models.filter(**condition))


def _put(user, form, rows):
    """Put the rows on the draft that the form names, or on a new one of the campaign of the first row."""
    return decisions.put(rows, by=user, decision=form.cleaned_data["decision"], body=form.cleaned_data["body"])


def _say(request, added, chosen):
    """What became of the chosen models; those that were refused with the first reasons."""
    said = ngettext("%(count)s model was put on the list.", "%(count)s models were put on the list.", added.added) % {
        "count": added.added
    }
    messages.success(request, said)
    if added.already:
        said = ngettext("%(count)s stood on it already.", "%(count)s stood on it already.", added.already)
        messages.info(request, said % {"count": added.already})
    if missing := chosen - added.added - added.already - len(added.refused):
        said = ngettext("%(count)s is not to be seen by you.", "%(count)s are not to be seen by you.", missing)
        messages.warning(request, said % {"count": missing})
    reasons: dict[str, list] = {}
    for row, sentence in added.refused:
        reasons.setdefault(sentence, []).append(row.code)
    for sentence, codes in reasons.items():
        shown = ", ".join(codes[:5]) + (" …" if len(codes) > 5 else "")
        said = ngettext("Left out %(count)s: %(reason)s (%(codes)s)", "Left out %(count)s: %(reason)s (%(codes)s)", len(codes))
        messages.warning(request, said % {"count": len(codes), "reason": sentence, "codes": shown})


@require_POST
def decision_lines(request, pk):
    """Put models on the list of this draft by codes or from a session of the council, or take the ticked ones off."""
    found = readable(request, pk)
    require_may_record(request.user, found)
    if found.state == DecisionState.ISSUED:
        messages.warning(request, _("The list of this decision is closed."))
        return redirect("decision", pk)
    if "remove" in request.POST:
        return _remove(request, found)
    if "session" in request.POST:
        form = forms.SessionForm(request.POST, decision=found, by=request.user)
        rows = _passed(request.user, form) if form.is_valid() else []
        if form.is_valid() and form.tries(lines.add_session, found, form.cleaned_data["session"], rows, by=request.user):
            _say(request, form.result, len(rows))
            return redirect("decision", pk)
        messages.warning(request, str(form.refusal or _("Choose the minutes of a session.")))
        return redirect("decision", pk)
    form = forms.CodesForm(request.POST)
    if form.is_valid():
        codes = form.cleaned_data["codes"]
        if form.tries(lines.add, found, _visible(request.user, code__in=codes), by=request.user):
            _say(request, form.result, len(codes))
            return redirect("decision", pk)
    return page_of(request, found, codes=form)


def _passed(user, form) -> list[Initiative]:
    """The models that the chosen session passed."""
    items = form.cleaned_data["session"].items.filter(is_passed=True)
    return _visible(user, pk__in=items.values("initiative"))


def _remove(request, found):
    form = forms.ServiceForm(request.POST)
    ids = numbers(request.POST.getlist("id"))
    visible = [row.pk for row in _visible(request.user, ids)]
    if not visible:
        messages.warning(request, _("Tick at least one model first."))
    elif form.is_valid() and form.tries(lines.remove, found, visible, by=request.user):
        count = form.result
        said = ngettext("%(count)s model was taken off the list.", "%(count)s models were taken off the list.", count)
        messages.success(request, said % {"count": count})
    else:
        messages.warning(request, str(form.refusal))
    return redirect("decision", found.pk)


@require_http_methods(["GET", "POST"])
def decision_begin(request, pk, name):
    """From a recognition to a draft that revokes, reinstates or corrects it: one that is there, or a new one."""
    require_reviewer(request.user)
    if name not in BEGINNINGS:
        raise Http404
    models = Initiative.objects.visible_to(request.user)
    related = ("initiative__campaign", "initiative__unit", "initiative__person", "decision__body")
    recognition = get_object_or_404(Recognition.objects.select_related(*related), pk=pk, initiative__in=models)
    kind, form_class, title = BEGINNINGS[name]
    rules.require(request.user, eligibility.ACTION_OF_KIND[kind], recognition.initiative)
    if recognition.level not in rules.deciding_levels(request.user, recognition.initiative):
        raise PermissionDenied(_("Only a reviewer of this level may do this."))
    initial = dict(zip(eligibility.CORRECTABLE, eligibility.printed(recognition, recognition.initiative), strict=True))
    form = form_class(
        request.POST if request.method == "POST" else None,
        by=request.user,
        kind=kind,
        level=recognition.level,
        initial={**initial, "body": recognition.decision.body_id},
    )
    if form.is_valid() and form.tries(_begin, request.user, form, kind, recognition):
        messages.success(request, _("“%(title)s” is put on the list.") % {"title": recognition.initiative})
        return redirect("decision", form.result.pk)
    context = {"form": form, "recognition": recognition, "title": title}
    return render(request, "registry/decisions/begin.html", context)


def _begin(user, form, kind, recognition):
    """One act: a new draft without its line is of no use, so both are written or neither."""
    return decisions.begin(
        recognition,
        by=user,
        kind=kind,
        decision=form.cleaned_data["decision"],
        body=form.cleaned_data["body"],
        **form.line(),
    )


# ---- papers ----


@require_http_methods(["GET", "POST"])
@never_cache
def decision_pdf(request, pk):
    """The paper with its list as PDF: of a draft as it would be now, of an issued decision as it was frozen."""
    return _paper(request, pk, official.pdf, "application/pdf", "pdf")


@require_http_methods(["GET", "POST"])
@never_cache
def decision_word(request, pk):
    """The same as a Word file."""
    return _paper(request, pk, official.word, WORD, "docx")


def _paper(request, pk, made, content_type, extension) -> HttpResponse:
    """The file. One that names persons is taken out by a button, and the trail notes it: reading writes nothing."""
    found = readable(request, pk)
    if not questions.sees_all(found, request.user):
        raise PermissionDenied(_("The list of this decision names models that you may not see."))
    if found.state == DecisionState.ISSUED and not questions.is_frozen(found):
        raise Http404
    if questions.names_persons(found):
        if request.method == "GET":
            said = _("Decision %(number)s") % {"number": found} if found.number else str(found)
            context = {"what": f"{said} · {found.body}", "back": reverse("decision", args=[pk])}
            context["kind"] = "" if extension == "pdf" else "Word"
            return render(request, "registry/papers/named.html", context)
        audit.record_list(found, "decision.paper", by=request.user, file=extension, models=found.lines.count())
    paper = papers.paper(found)
    name = text.fold(f"quyet dinh {found.number or f'du thao {found.pk}'}").replace(" ", "-")
    response = HttpResponse(made(paper), content_type=content_type)
    disposition = "inline" if extension == "pdf" else "attachment"
    response["Content-Disposition"] = f'{disposition}; filename="{name}.{extension}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
