"""Reports of leadership: the list, the text with its figures filled in, highlights, freezing, comparing, the files."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from registry import rules
from registry.errors import Stale
from registry.exchange import report_sheets, sheets
from registry.exchange import reports as papers
from registry.forms.base import ServiceForm
from registry.forms.leadership_reports import HighlightsForm, NewReportForm, SignForm, TextForm
from registry.forms.review import numbers
from registry.models import Campaign, Initiative, Report
from registry.papers import official
from registry.queries import initiatives as lists
from registry.queries import paging, report_changes, report_text
from registry.queries import report_highlights as told
from registry.queries import reports as questions
from registry.services import reports as services
from registry.vocabulary import ReportKind, ReportState

from .leadership import require_leading

NEWEST = paging.Order("reported_on", falls=True)
ROWS = 30
CHANGED_SHOWN = 40  # models of a comparison on one page
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# The word in the address → content type, and what makes the file of a report and its facts.
FILES = {
    "pdf": ("application/pdf", lambda report, facts: official.pdf(papers.paper(report, facts))),
    "docx": (WORD, lambda report, facts: official.word(papers.paper(report, facts))),
    "xlsx": (sheets.CONTENT_TYPE, report_sheets.made),
}


def readable(request, pk) -> Report:
    """The report of this address if the person may read it, else 404; the pages are for reviewers and leadership."""
    require_leading(request.user)
    return get_object_or_404(questions.visible_to(request.user).select_related("created_by"), pk=pk)


def writable(request, pk) -> Report:
    """The same for a page that changes it: whoever only reads gets 403."""
    report = readable(request, pk)
    if not rules.may_write_report(request.user, report.unit_id):
        raise PermissionDenied(_("Only a reviewer to whom this unit belongs writes its reports."))
    return report


def draft(request, pk) -> Report:
    """The same for what is possible only before the figures are frozen."""
    report = writable(request, pk)
    if report.state == ReportState.FROZEN:
        raise PermissionDenied(_("The figures of this report are frozen already, so its text is no longer changed."))
    return report


def _afresh(form, report: Report):
    """After a refusal because of an old page: the form gets the version of now, for now it is seen."""
    if isinstance(form.refusal, Stale):
        report.refresh_from_db()
        form.data = form.data.copy()
        form.data["version"] = report.version


# ---- the list ----


@require_GET
def reports(request):
    """The reports that the person may read, newest first."""
    require_leading(request.user)
    campaigns = list(Campaign.objects.all())
    asked = {name: request.GET.get(name, "") for name in ("campaign", "kind")}
    found = questions.visible_to(request.user)
    if asked["campaign"] in {str(campaign.year) for campaign in campaigns}:
        found = found.filter(campaign__year=asked["campaign"])
    if asked["kind"] in ReportKind.values:
        found = found.filter(kind=asked["kind"])
    context = {
        "page": paging.page(found.defer("text", "snapshot__members", "snapshot__tables"), NEWEST, request.GET, ROWS),
        "campaigns": [(campaign.year, str(campaign.year)) for campaign in campaigns],
        "kinds": ReportKind.choices,
        "asked": asked,
        "is_filtered": any(asked.values()),
        "may_write": rules.may_review(request.user),
    }
    return render(request, "registry/reports/reports.html", context)


@require_http_methods(["GET", "POST"])
def report_new(request):
    """Begin a report, with last year's words or those of the report that the address names (`from`)."""
    require_leading(request.user)
    if not rules.may_review(request.user):
        raise PermissionDenied(_("Only reviewers write reports."))
    source = _source(request)
    form = NewReportForm(request.POST or None, by=request.user, source=source, initial=_beginning(source))
    if form.is_valid() and form.tries(services.prepare, by=request.user, source=source, **form.asked()):
        messages.success(request, _("The report is begun. Its figures follow the registry until you freeze them."))
        return redirect("report-edit", form.result.pk)
    return render(request, "registry/reports/report_new.html", {"form": form, "source": source})


def _source(request) -> Report | None:
    """The report whose words the new one takes over; nonsense in the address names none."""
    found = numbers([request.GET.get("from", "")])
    return questions.visible_to(request.user).filter(pk__in=found).first() if found else None


def _beginning(source: Report | None) -> dict:
    """What the form begins with: of a copy, the next campaign with the same kind, unit and body."""
    newest = Campaign.objects.order_by("-year").first()
    if source is None:
        return {"campaign": newest}
    following = Campaign.objects.filter(year__gt=source.campaign.year).order_by("year").first()
    kept = {name: getattr(source, name) for name in ("kind", "unit", "units_as_of", "body")}
    return {"campaign": following or source.campaign, **kept}


# ---- one report ----


@require_GET
def report(request, pk):
    """The report as it reads, figures filled in: those of now, or as they were frozen."""
    return _show(request, readable(request, pk))


def _show(request, found: Report, form=None):
    facts = questions.facts_of(found)
    is_draft = found.state == ReportState.DRAFT
    context = {
        "report": found,
        "form": form,
        "facts": facts,
        "subject": facts.fill(found.title),
        "blocks": facts.blocks(found.text),
        "is_draft": is_draft,
        "to_fill": report_text.to_fill(found.text),
        "may_write": rules.may_write_report(request.user, found.unit_id),
        "definitions": facts.definitions.items(),
    }
    return render(request, "registry/reports/report.html", context)


@require_http_methods(["GET", "POST"])
def report_edit(request, pk):
    """The text and its facts; of a frozen report, number, date and signatory alone."""
    found = writable(request, pk)
    is_draft = found.state == ReportState.DRAFT
    data = request.POST or None
    form = TextForm.of(found, data, by=request.user) if is_draft else SignForm.of(found, data)
    service = services.change if is_draft else services.sign
    if form.is_valid() and form.tries(service, found, by=request.user, **form.cleaned_data):
        messages.success(request, _("The report is saved."))
        return redirect("report", pk)
    _afresh(form, found)
    context = {
        "report": found,
        "form": form,
        "is_draft": is_draft,
        "placeholders": report_text.placeholders(found.kind) if is_draft else [],
        "theirs": found.text if is_draft and isinstance(form.refusal, Stale) else "",
    }
    return render(request, "registry/reports/report_edit.html", context)


@require_http_methods(["GET", "POST"])
def report_highlights(request, pk):
    """Order and words of the chosen models; a search for further recognised ones."""
    found = draft(request, pk)
    query = request.GET.get("q", "")[:200].replace("\0", "")
    models = told.candidates(found, request.user)
    models = models.matching(query) if query else models
    adding = ServiceForm(request.POST if "add" in request.POST else None)
    if adding.is_valid():
        visible = Initiative.objects.visible_to(request.user)
        chosen = list(visible.filter(pk__in=numbers(request.POST.getlist("id"))).order_by("pk"))
        if adding.tries(services.add_highlights, found, chosen, by=request.user):
            messages.success(request, _("The models stand behind the others; say below what the report tells of them."))
            return redirect("report-highlights", pk)
    rows = told.chosen(found)
    lists.with_unit_names([row.initiative for row in rows])
    hindered = told.hindrances(found, rows)
    form = HighlightsForm(request.POST if "save" in request.POST else None, rows=rows, initial={"version": found.version})
    if form.is_valid() and form.tries(
        services.write_highlights, found, by=request.user, version=form.cleaned_data["version"], **form.values()
    ):
        messages.success(request, _("The highlights are saved."))
        return redirect("report-highlights", pk)
    _afresh(form, found)
    page = paging.page(models, paging.ORDERS["code"], request.GET, ROWS, dress=lists.listed)
    lists.with_unit_names(page.rows)
    context = {
        "report": found,
        "form": form,
        "adding": adding,
        "page": page,
        "count": paging.count(models),
        "query": query,
        "left_out": list(hindered.values()),
    }
    return render(request, "registry/reports/report_highlights.html", context)


@require_http_methods(["GET", "POST"])
def report_freeze(request, pk):
    """Look once more at the main figures, then keep them for good."""
    found = draft(request, pk)
    form = ServiceForm(request.POST if request.method == "POST" else None)
    version = _version(request, found)
    if form.is_valid() and form.tries(services.freeze, found, by=request.user, version=version):
        messages.success(request, _("The figures are frozen. What changes from now on can be compared with them."))
        return redirect("report", pk)
    found.refresh_from_db()
    facts = questions.facts_of(found)
    context = {
        "report": found,
        "form": form,
        "facts": facts,
        "table": facts.tables["table_figures"],
        "to_fill": report_text.to_fill(found.text),
        "highlights": len(facts.highlights),
    }
    return render(request, "registry/reports/report_freeze.html", context)


def _version(request, found: Report) -> int:
    """The version that the page showed; what is no number counts as the version of now."""
    posted = numbers([request.POST.get("version", "")])
    return posted[0] if posted else found.version


@require_http_methods(["GET", "POST"])
def report_discard(request, pk):
    """Remove a report whose figures were never frozen."""
    found = draft(request, pk)
    form = ServiceForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.tries(services.discard, found, by=request.user):
        messages.success(request, _("The report is discarded."))
        return redirect("reports")
    return render(request, "registry/reports/report_discard.html", {"report": found, "form": form})


@require_GET
def report_compare(request, pk):
    """The frozen figures beside those of now: what differs, which models are behind it, and by which acts."""
    found = readable(request, pk)
    if found.snapshot is None:
        raise Http404
    comparison = report_changes.compare(found.snapshot)
    total = len(comparison.changed)
    starts = list(range(0, total, CHANGED_SHOWN))
    first = next((start for start in starts if str(start) == request.GET.get("from", "")), 0)
    shown = comparison.changed[first : first + CHANGED_SHOWN]
    ids = [one.row.pk for one in shown if one.row]
    seen = set(Initiative.objects.visible_to(request.user).filter(pk__in=ids).values_list("pk", flat=True))
    for one in shown:
        one.is_seen = bool(one.row) and one.row.pk in seen
        one.came_names = [questions.name_of(key) for key in one.came]
        one.went_names = [questions.name_of(key) for key in one.went]
    context = {
        "report": found,
        "comparison": comparison,
        "shown": shown,
        "total": total,
        "first": first,
        "starts": starts,
        "places": {one.code: place - place % CHANGED_SHOWN for place, one in enumerate(comparison.changed)},
    }
    return render(request, "registry/reports/report_compare.html", context)


@require_GET
@never_cache
def report_paper(request, pk, kind):
    """The report as PDF, Word or Excel. No person is named in it but the signatory."""
    found = readable(request, pk)
    if kind not in FILES:
        raise Http404
    content_type, make = FILES[kind]
    response = HttpResponse(make(found, questions.facts_of(found)), content_type=content_type)
    disposition = "inline" if kind == "pdf" else "attachment"
    response["Content-Disposition"] = f'{disposition}; filename="{papers.name(found)}.{kind}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
