"""Decisions: the numbered papers by which models are recognised."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from registry import rules, text
from registry.errors import Refused
from registry.forms.review import ChangeForm, RecordForm, ScanForm
from registry.models import Campaign, Decision
from registry.queries import decisions as questions
from registry.queries import initiatives as lists
from registry.queries import paging
from registry.services import recognition
from registry.vocabulary import DecisionState, Level, RecognitionState

from .queues import Queue
from .review import require_reviewer

NEWEST = paging.Order("pk", falls=True)
ROWS = 50
COLUMNS = (
    "decision",
    "level",
    "state",
    *(f"initiative__{name}" for name in ("code", "title", "status", "submitter_type", "collective_name", "unit", "campaign")),
    "initiative__unit__label",
    "initiative__campaign__cutoff_on",
)


def _require_reader(user):
    if not rules.may_lead(user):
        raise PermissionDenied(_("This page is for reviewers and leadership."))


def _readable(request, pk) -> Decision:
    _require_reader(request.user)
    return get_object_or_404(questions.visible_to(request.user), pk=pk)


def _require_may_record(user, decision):
    if not rules.may_record(user, decision):
        raise PermissionDenied(_("Only a reviewer of this level may change decisions of this body."))


@require_GET
def decisions(request):
    """The decisions that the person may read, newest first, by campaign, level and state."""
    _require_reader(request.user)
    campaigns = list(Campaign.objects.all())
    asked = {name: request.GET.get(name, "") for name in ("q", "campaign", "level", "state")}
    found = questions.visible_to(request.user)
    if asked["campaign"] in {str(campaign.year) for campaign in campaigns}:
        found = found.filter(campaign__year=asked["campaign"])
    if asked["level"] in Level.values:
        found = found.filter(level=asked["level"])
    if asked["state"] in DecisionState.values:
        found = found.filter(state=asked["state"])
    if number := text.clean_line(asked["q"])[:60]:
        found = found.filter(Q(number__icontains=number) | Q(signatory__icontains=number))
    context = {
        "page": paging.page(questions.with_counts(found), NEWEST, request.GET, ROWS),
        "count": paging.count(found),
        "campaigns": campaigns,
        "asked": asked,
        "is_filtered": any(asked.values()),
        "levels": Level.choices,
        "states": DecisionState.choices,
        "may_record": rules.may_review(request.user),
    }
    return render(request, "registry/decisions/decisions.html", context)


@require_http_methods(["GET", "POST"])
def decision_new(request):
    """Record a decision; from the reading desk, come back to the model with it chosen."""
    require_reviewer(request.user)
    code = request.GET.get("for", "")
    queue = Queue(request.user, request.GET)
    back = queue.desk(code) if _is_code(code) else reverse("decisions")
    form = RecordForm(request.POST or None, request.FILES or None, by=request.user, initial={"campaign": queue.campaign})
    if form.is_valid() and form.tries(_record, form, request.user):
        recorded = form.result
        messages.success(request, _said(recorded))
        if _is_code(code) and recorded.state == DecisionState.ISSUED:
            query = queue.address(decision=recorded.pk)
            return redirect(f"{reverse('review-model', args=[code])}?{query}#recognise")
        return redirect("decision", recorded.pk)
    return render(request, "registry/decisions/decision_new.html", {"form": form, "back": back})


def _is_code(code) -> bool:
    """Whether the text is shaped like the code of a model; what the code shows is decided where it is read."""
    return code.startswith("DVK-") and code[4:].replace("-", "", 1).isdecimal() and code.isascii()


def _record(form, user) -> Decision:
    values = {name: form.cleaned_data[name] for name in RecordForm.base_fields if name != "is_issued"}
    return recognition.record_decision(by=user, is_issued=form.cleaned_data["is_issued"], **values)


def _said(decision) -> str:
    if decision.state == DecisionState.ISSUED:
        return _("Decision %(number)s is issued.") % {"number": decision}
    return _("Decision %(number)s is recorded as a draft.") % {"number": decision}


@require_GET
def decision(request, pk):
    """One decision and the models that it recognises."""
    return _page(request, _readable(request, pk))


def _page(request, found, sentence=""):
    rows = questions.recognitions_of(found, request.user)
    page = paging.page(
        rows.select_related("initiative__campaign", "initiative__unit").only(*COLUMNS),
        paging.Order("pk"),
        request.GET,
        ROWS,
    )
    lists.with_unit_names([row.initiative for row in page.rows])
    context = {
        "decision": found,
        "page": page,
        "count": paging.count(rows),
        "standing": paging.count(rows.filter(state=RecognitionState.STANDING)),
        "may_record": rules.may_record(request.user, found),
        "may_review": rules.may_review(request.user),
        "is_draft": found.state == DecisionState.DRAFT,
        "sentence": sentence,
        "to_recognise": f"{reverse('review')}?campaign={found.campaign.year}&status=all&decision={found.pk}",
    }
    return render(request, "registry/decisions/decision.html", context)


@require_POST
def decision_issue(request, pk):
    """Make a draft valid."""
    found = _readable(request, pk)
    _require_may_record(request.user, found)
    try:
        recognition.issue(found, by=request.user)
    except Refused as refusal:
        return _page(request, found, " ".join(dict.fromkeys([str(refusal)])))
    messages.success(request, _("Decision %(number)s is issued.") % {"number": found})
    return redirect("decision", pk)


@require_http_methods(["GET", "POST"])
def decision_edit(request, pk):
    """Change a draft, or add the missing scan to an issued decision."""
    found = _readable(request, pk)
    _require_may_record(request.user, found)
    data, files = request.POST or None, request.FILES or None
    if found.state == DecisionState.DRAFT:
        names = ("number", "issued_on", "signatory", "signatory_position")
        form = ChangeForm(data, files, by=request.user, initial={name: getattr(found, name) for name in names})
    elif found.scan:
        raise PermissionDenied(_("An issued decision is no longer changed."))
    else:
        form = ScanForm(data, files)
    if form.is_valid() and form.tries(recognition.change_decision, found, by=request.user, **form.cleaned_data):
        messages.success(request, _("Decision %(number)s is saved.") % {"number": form.result})
        return redirect("decision", pk)
    return render(request, "registry/decisions/decision_edit.html", {"decision": found, "form": form})


@require_GET
def decision_scan(request, pk):
    """The scanned paper. It is private: whoever may read the decision gets it, as a download."""
    found = _readable(request, pk)
    if not found.scan:
        raise Http404
    name = text.fold(f"quyet dinh {found.number or found.pk}").replace(" ", "-")
    try:
        scan = found.scan.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(scan, as_attachment=True, filename=f"{name}.pdf", content_type="application/pdf")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
