"""Decisions: the numbered papers by which models are recognised, revoked, reinstated and corrected."""

from collections import Counter

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from registry import rules, text
from registry.errors import Stale
from registry.forms.base import ServiceForm
from registry.forms.decisions import ChangeForm, CodesForm, IssueForm, RecordForm, ScanForm, SessionForm
from registry.models import Campaign, Decision, Initiative
from registry.queries import certificates, eligibility, paging
from registry.queries import decisions as questions
from registry.queries import initiatives as lists
from registry.services import decisions as service
from registry.vocabulary import DecisionKind, DecisionState, Level, RecognitionState

from .queues import Queue
from .review import require_reviewer

NEWEST = paging.Order("pk", falls=True)
ROWS = 50
HINDERED = 200  # lines that cannot be in force, shown above the others
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


def readable(request, pk) -> Decision:
    _require_reader(request.user)
    return get_object_or_404(questions.visible_to(request.user), pk=pk)


def require_may_record(user, decision):
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
    return service.record(by=user, is_issued=form.cleaned_data["is_issued"], **values)


def _said(decision) -> str:
    if decision.state == DecisionState.ISSUED:
        return _("Decision %(number)s is issued.") % {"number": decision}
    return _("Decision %(number)s is recorded as a draft.") % {"number": decision}


@require_GET
def decision(request, pk):
    """One decision: of a draft the list with what hinders each line, of an issued one what it did."""
    return page_of(request, readable(request, pk))


def page_of(request, found, *, codes=None, status=200):
    """The page of a decision; `codes` is the bound form of typed codes, where something was wrong with it."""
    user = request.user
    is_draft = found.state == DecisionState.DRAFT
    has_list = questions.is_frozen(found)
    context = {
        "decision": found,
        "may_record": rules.may_record(user, found),
        "may_review": rules.may_review(user),
        "is_draft": is_draft,
        "recognises": found.kind == DecisionKind.RECOGNITION,
        "has_paper": (is_draft or has_list) and questions.sees_all(found, user),
        "names_persons": questions.names_persons(found),
        "to_recognise": f"{reverse('review')}?campaign={found.campaign.year}&status=all&decision={found.pk}",
    }
    if is_draft:
        context |= _list_of_draft(request, found)
        context |= {
            "codes": codes or CodesForm(),
            "sessions": SessionForm(decision=found, by=request.user) if context["recognises"] else None,
            "to_choose": f"{reverse('review')}?campaign={found.campaign.year}&status=reported&decision={found.pk}",
        }
        return render(request, "registry/decisions/draft.html", context, status=status)
    rows = questions.done_by(found, user)
    context |= {
        "page": paging.page(
            rows.select_related("initiative__campaign", "initiative__unit").only(*COLUMNS),
            paging.Order("pk"),
            request.GET,
            ROWS,
        ),
        "count": paging.count(rows),
        "standing": paging.count(rows.filter(state=RecognitionState.STANDING)),
        "has_list": has_list,
        "certificates_name_persons": bool(certificates.naming_persons(questions.recognitions_of(found, user))),
    }
    lists.with_unit_names([row.initiative for row in context["page"].rows])
    questions.with_lines(found, context["page"].rows)
    return render(request, "registry/decisions/decision.html", context)


def _list_of_draft(request, found) -> dict:
    """The lines that the person may see: those that are hindered first and all at once, the others page by page."""
    seen = set(Initiative.objects.visible_to(request.user).filter(lines__decision=found).values_list("pk", flat=True))
    lines = questions.lines_of(found)
    hidden = sum(line.initiative_id not in seen for line in lines)
    lines = eligibility.hinder(found, [line for line in lines if line.initiative_id in seen])
    hindered = [line for line in lines if line.hindrance]
    fine = [line for line in lines if not line.hindrance]
    start = _whole(request.GET.get("from", ""))
    forbidden = eligibility.not_by(found, lines, request.user) if lines else {}
    return {
        "total": len(lines) + hidden,
        "hidden": hidden,
        "hindered": hindered[:HINDERED],
        "hindered_count": len(hindered),
        "fine": fine[start : start + ROWS],
        "fine_count": len(fine),
        "before": max(0, start - ROWS) if start else None,
        "after": start + ROWS if start + ROWS < len(fine) else None,
        "by_type": _counted(line.initiative.get_submitter_type_display() for line in lines),
        "by_sector": _counted(str(line.initiative.sector or "–") for line in lines),
        "forbidden": sorted(_counted(forbidden.values()), key=lambda pair: -pair[1]),
    }


def _counted(words) -> list[tuple[str, int]]:
    return sorted(Counter(map(str, words)).items())


def _whole(value: str) -> int:
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 7 else 0


@require_http_methods(["GET", "POST"])
def decision_issue(request, pk):
    """Show what will be frozen, and put a draft in force: its whole list or nothing."""
    found = readable(request, pk)
    require_may_record(request.user, found)
    if found.state == DecisionState.ISSUED and request.method == "GET":
        return redirect("decision", pk)
    form = IssueForm(request.POST if request.method == "POST" else None, initial={"version": found.version})
    if form.is_valid() and form.tries(service.issue, found, by=request.user, version=form.read_version):
        messages.success(request, _("Decision %(number)s is issued.") % {"number": form.result})
        return redirect("decision", pk)
    found.refresh_from_db()
    context = {"decision": found, "form": form, "number": service.next_number(found), "is_refused": form.is_bound}
    context["names_persons"] = questions.names_persons(found)
    if found.state == DecisionState.ISSUED:  # somebody was faster: there is nothing left to ask
        messages.warning(request, str(form.refusal or ""))
        return redirect("decision", pk)
    if isinstance(form.refusal, Stale):
        context["form"] = IssueForm(initial={"version": found.version})
        context["sentence"] = str(form.refusal)
    return render(request, "registry/decisions/issue.html", context | _list_of_draft(request, found))


@require_http_methods(["GET", "POST"])
def decision_discard(request, pk):
    """Throw a draft away, after one look."""
    found = readable(request, pk)
    require_may_record(request.user, found)
    if found.state == DecisionState.ISSUED:
        raise PermissionDenied(_("An issued decision is no longer changed."))
    form = ServiceForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.tries(service.discard, found, by=request.user):
        messages.success(request, _("The draft is thrown away. Its models stand where they were."))
        return redirect("decisions")
    return render(request, "registry/decisions/discard.html", {"decision": found, "form": form})


@require_http_methods(["GET", "POST"])
def decision_edit(request, pk):
    """Change a draft, or add the missing scan to an issued decision."""
    found = readable(request, pk)
    require_may_record(request.user, found)
    data, files = request.POST or None, request.FILES or None
    if found.state == DecisionState.DRAFT:
        form = ChangeForm(data, files, by=request.user, decision=found, initial=_initial(found))
    elif found.scan:
        raise PermissionDenied(_("An issued decision is no longer changed."))
    else:
        form = ScanForm(data, files)
    if form.is_valid():
        facts = form.facts() if isinstance(form, ChangeForm) else form.cleaned_data
        if form.tries(service.change, found, by=request.user, **facts):
            messages.success(request, _("Decision %(number)s is saved.") % {"number": form.result})
            return redirect("decision", pk)
    return render(request, "registry/decisions/decision_edit.html", {"decision": found, "form": form})


def _initial(found) -> dict:
    return {name: getattr(found, name) for name in (*service.FACTS, "version") if name != "session"}


@require_GET
def decision_scan(request, pk):
    """The scanned paper. It is private: whoever may read the decision gets it, as a download."""
    found = readable(request, pk)
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
