"""The reviewer's side: the queue, the reading desk, and the acts on one model."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from registry import rules
from registry.errors import Stale
from registry.forms import review as forms
from registry.models import Entry, Initiative, Recognition, Sector, Unit
from registry.queries import initiatives as lists
from registry.queries import likeness, outcomes, paging, plausibility, revisions, units
from registry.services import recognition
from registry.services import review as services
from registry.vocabulary import TEXT_PARTS, Action, Part, RecognitionState, Role, Status, SubmitterType, Tier

from .queues import ALL, OLDEST, TABS, Queue

ROWS = 100
MANY_UNITS = 400  # beyond it the filter offers territories only
BULK = {Status.SUBMITTED: "approve", Status.REGISTERED: "recognise", Status.REPORTED: "recognise", ALL: "recognise"}


def require_reviewer(user):
    """Raise PermissionDenied, with a sentence, unless the person reviews anything at all."""
    if not rules.may_review(user):
        raise PermissionDenied(_("This page is for reviewers. Your account has no reviewer's role in any unit today."))


# ---- the queue ----


@require_GET
def review(request):
    """What waits for this reviewer, oldest first: tabs by status, filters, boxes for acts over many."""
    require_reviewer(request.user)
    queue = Queue(request.user, request.GET)
    page = paging.page(queue.models, OLDEST, request.GET, ROWS, dress=lambda rows: _columns(rows, queue))
    sectors = list(Sector.objects.all())
    count = lists.counts_of_found if request.GET.get("q") else lists.counts_by_status
    counts = count(queue.of_any_status)
    tabs = [_tab(queue, name, counts) for name in TABS]
    context = {
        "queue": queue,
        "page": page,
        "rows": _prepared(page.rows, queue, sectors),
        "tabs": tabs,
        "count": _sum(counts, TABS.get(queue.status, [queue.status])),
        "bulk": BULK.get(queue.status),
        "sectors": [(sector.code, str(sector)) for sector in sectors],
        "units": _units_to_choose(request.user, queue.campaign),
        "types": SubmitterType.choices,
        "asked": {name: request.GET.get(name, "") for name in ("q", "sector", "type", "unit")},
    }
    return render(request, "registry/review/review.html", context)


_PRINTED = (
    *("code", "title", "unit", "allocated_unit", "campaign", "sector"),
    *("submitter_type", "collective_name", "status", "submitted_at"),
)


def _columns(rows, queue):
    """What a line of the queue prints, and nothing else."""
    rows = lists.with_involvement(rows.only(*_PRINTED), queue.user)
    return lists.with_unit_then(rows, queue.campaign) if queue.campaign else rows


def _prepared(rows, queue, sectors) -> list[dict]:
    """What each line of the queue prints. No query for a single campaign."""
    names = {sector.pk: str(sector) for sector in sectors}
    submitters = {type_.value: str(type_.label) for type_ in SubmitterType}
    campaigns = {campaign.pk: campaign for campaign in queue.campaigns}
    for row in rows:
        row.campaign = campaigns[row.campaign_id]
    if not queue.campaign:
        lists.with_unit_names(rows)
    return [
        {
            "pk": row.pk,
            "title": row.title,
            "address": queue.desk(row.code),
            "unit": capfirst(lists.unit_then(row) if queue.campaign else row.unit_name),
            "sector": names[row.sector_id],
            "who": " · ".join(filter(None, (submitters[row.submitter_type], row.collective_name))),
            "code": row.code,
            "status": row.status,
            "sent": _("sent %(day)s") % {"day": date_format(localtime(row.submitted_at), "SHORT_DATE_FORMAT")},
            "choose": _("Choose “%(title)s”") % {"title": row.title},
            "why_not": rules.why_not(queue.user, Action.APPROVE, row, involved=row.involves),
        }
        for row in rows
    ]


TAB_NAMES = {"closed": gettext_lazy("Closed"), ALL: gettext_lazy("All")}


def _tab(queue, name, counts) -> dict:
    return {
        "label": TAB_NAMES.get(name) or Status(name).label,
        "address": queue.address(status=name),
        "is_here": queue.status == name or (name == "closed" and queue.status in TABS[name]),
        "count": _sum(counts, TABS[name]),
    }


def _sum(counts, statuses) -> paging.Count:
    chosen = [counts[status] for status in statuses]
    return paging.Count(sum(count.number for count in chosen), any(count.is_capped for count in chosen))


def _units_to_choose(user, campaign):
    """The units of the filter: those in the reviewer's scope that stood when the campaign was counted."""
    found = Unit.objects.standing(campaign.cutoff_on if campaign else timezone.localdate())
    scope = None if user.is_superuser else user.scope.units(Role.REVIEWER)
    if scope is not None:
        found = found.filter(user.scope.within(Role.REVIEWER, path="pk"))
    if scope is None or len(scope) > MANY_UNITS:
        found = found.exclude(tier=Tier.BASE)
    return [(key, capfirst(label)) for key, label in found.values_list("key", "label")]


# ---- the reading desk ----


def readable(request, code, *related) -> Initiative:
    """The model of this address if the reviewer may see it (else 404), with what its page needs."""
    require_reviewer(request.user)
    models = Initiative.objects.visible_to(request.user).exclude(status=Status.DRAFT)
    related = ("campaign", "sector", "unit", "person", "allocated_unit", "continues", *related)
    models = lists.with_unit_then(models.select_related(*related).prefetch_related("authors"))
    return get_object_or_404(models, code=code)


@require_GET
def review_model(request, code):
    """Read one model beside the queue and the acts that are open now."""
    initiative = readable(request, code)
    return render_desk(request, initiative, Queue(request.user, request.GET, of=initiative))


def render_desk(request, initiative, queue, failed=None):
    """The reading desk. `failed` is (name of the act, its bound form): the form is shown again with what was typed."""
    user = request.user
    acts = rules.open_actions(user, initiative, timezone.localdate())
    before, after = queue.around(initiative)
    for row in (*before, initiative, *after):
        row.unit_name = lists.unit_then(row)
    for row in (*before, *after):
        row.address = queue.desk(row.code)
    similar = likeness.similar(initiative.title, user=user, initiative=initiative, drafts=False)
    failed_name, failed_form = failed or ("", None)
    recognitions = _recognitions(initiative, acts, user)
    rows = outcomes.rows_of(initiative)
    panel = {name: act for name, act in ACTS.items() if act.action in acts and _is_left(act, initiative, recognitions, user)}
    context = {
        "initiative": initiative,
        "queue": queue,
        "before": before,
        "after": after,
        "next": after[0] if after else None,
        "previous": before[-1] if before else None,
        "heirs": units.heirs_if_ended(initiative.unit),
        "similar": similar,
        "marks": likeness.marks_among(initiative, similar),
        **_sections(initiative),
        "figures": outcomes.shown(initiative, rows),
        "warnings": plausibility.warnings(initiative, rows),
        "entries": _trail(initiative),
        "recognitions": recognitions,
        "panel": [
            {
                "name": name,
                "act": act,
                "form": failed_form if name == failed_name else act.empty(name, user, initiative, request.GET),
                "is_open": name == failed_name,
            }
            for name, act in panel.items()
        ],
        "leads": next((name for name in panel if name != "unclear"), None),
        "may_open": Action.OPEN in acts and not initiative.opened_at,
        "may_amend": Action.AMEND in acts,
        "why_not": rules.why_not(user, Action.APPROVE, initiative),
        "failed": failed_name,
        "failed_form": failed_form,
        "lost": failed_name and failed_name not in panel and _typed(failed_form),
    }
    return render(request, "registry/review/review_model.html", context)


def _is_left(act, initiative, recognitions, user) -> bool:
    """Whether the act would still change something: publication has two sides, and each level recognises once."""
    match act.action:
        case Action.CLEAR:
            return not initiative.cleared_at and not services.why_not_public(initiative)
        case Action.UNCLEAR:
            return bool(initiative.cleared_at)
        case Action.RECOGNISE if initiative.status == Status.RECOGNISED:
            standing = {row.level for row in recognitions if row.state == RecognitionState.STANDING}
            return bool(rules.deciding_levels(user, initiative) - standing)
    return True


def _sections(initiative) -> dict:
    """The text part by part, each with what was asked about it when the model was returned, and the other remarks."""
    asked: dict = {}
    if initiative.returned_at:
        for remark in initiative.remarks.select_related("made_by").order_by("id"):
            asked.setdefault(remark.part, []).append(remark)
    changed = revisions.resubmitted(initiative) if initiative.returned_at and initiative.status == Status.SUBMITTED else {}
    sections = [
        {
            "part": part.value,
            "label": part.label,
            "text": getattr(initiative, part),
            "runs": changed.pop(part.value, []),
            "asked": asked.pop(part.value, []),
        }
        for part in TEXT_PARTS
    ]
    if initiative.report:
        sections.append({"part": "", "label": _("Report of results"), "text": initiative.report, "asked": []})
    return {
        "sections": sections,
        "asked_elsewhere": [remark for remarks in asked.values() for remark in remarks],
        "changed_elsewhere": [(Part(part).label, runs) for part, runs in changed.items()],
    }


def _trail(initiative) -> list[Entry]:
    """The trail, newest first, without the saves before a submission; each submission knows the number of its revision."""
    entries = list(initiative.entries.exclude(action=Action.SAVE).select_related("actor").order_by("id"))
    number = 0
    for entry in entries:
        if entry.action in (Action.SUBMIT, Action.REPORT):
            number += 1
            entry.revision = number
    return entries[::-1]


def _recognitions(initiative, acts, user) -> list[Recognition]:
    """The recognitions of the model, each with the acts on it that are open to this reviewer."""
    if not initiative.recognised_at and not initiative.status_before:
        return []
    levels = rules.deciding_levels(user, initiative)
    found = list(initiative.recognitions.select_related("decision__body", "ending_decision", "ground"))
    for row in found:
        row.acts = [
            {"name": name, "label": act.action.label}
            for name, act in RECOGNITION_ACTS.items()
            if act.action in acts and row.state == act.state and row.level in levels
        ]
    return found


def _typed(form) -> list[tuple[str, str]]:
    """What a person typed into a form whose act is no longer open: (label, text). It is shown, so that it is not lost."""
    return [
        (form.fields[name].label, value)
        for name, value in form.cleaned_data.items()
        if isinstance(value, str) and value and not form.fields[name].widget.is_hidden
    ]


@require_POST
def opened(request, code):
    """Note that a reviewer reads the model: sent by the page itself, or by its button where there is no script."""
    initiative = readable(request, code)
    rules.require(request.user, Action.OPEN, initiative)
    services.open_(initiative, by=request.user)
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(status=204)
    return redirect(Queue(request.user, request.GET, of=initiative).desk(code))


@require_GET
def revision(request, code, number):
    """What a submission or a report said when it was sent."""
    initiative = readable(request, code)
    sent = get_object_or_404(initiative.revisions.select_related("made_by"), number=number)
    parts = [(part.label, sent.data.get(part.value, "")) for part in TEXT_PARTS]
    context = {
        "initiative": initiative,
        "revision": sent,
        "parts": [*parts, (_("Report of results"), sent.data.get("report", ""))],
        "figures": outcomes.shown(initiative, outcomes.rows_in(sent.data)),
        "back": Queue(request.user, request.GET, of=initiative).desk(code),
    }
    return render(request, "registry/review/revision.html", context)


# ---- the acts ----


@dataclass(frozen=True)
class Act:
    """An act of the panel: its form, the service that it calls as (initiative, form, user), and what is said afterwards."""

    action: Action
    form: type[forms.ActForm]
    calls: Callable
    says: str

    def bind(self, name, user, initiative, data=None, **initial):
        """The form of this act; its ids are its own, for several stand on one page."""
        extra = {"by": user, "campaign": initiative.campaign} if issubclass(self.form, forms.RecognitionForm) else {}
        values = {"version": initiative.version, "until": services.last_day_to_correct(initiative), **initial}
        return self.form(data, auto_id=f"id-{name}-%s", initial=values, **extra)

    def empty(self, name, user, initiative, parameters):
        return self.bind(name, user, initiative, decision=parameters.get("decision", ""))


def _call(service, *fields):
    """A call of `service` with these fields of the form."""

    def call(initiative, form, user):
        values = {name: form.cleaned_data[name] for name in fields}
        return service(initiative, by=user, version=form.read_version, **values)

    return call


def _return(initiative, form, user):
    return services.return_(
        initiative,
        by=user,
        version=form.read_version,
        remarks=form.remarks(),
        until=form.cleaned_data["until"],
    )


# By the name in the address; the first that is open leads the panel.
ACTS = {
    "approve": Act(Action.APPROVE, forms.ActForm, _call(services.approve), gettext_lazy("“%(title)s” is approved.")),
    "return": Act(Action.RETURN, forms.ReturnForm, _return, gettext_lazy("“%(title)s” is returned to the unit.")),
    "decline": Act(
        Action.DECLINE,
        forms.RemarkForm,
        _call(services.decline, "remark"),
        gettext_lazy("The registration of “%(title)s” is declined."),
    ),
    "recognise": Act(
        Action.RECOGNISE,
        forms.RecognitionForm,
        _call(recognition.recognise, "decision", "remark"),
        gettext_lazy("“%(title)s” is recognised."),
    ),
    "return-report": Act(
        Action.RETURN_REPORT,
        forms.RemarkForm,
        _call(services.return_report, "remark"),
        gettext_lazy("The report of “%(title)s” is returned to the unit."),
    ),
    "decide-against": Act(
        Action.DECIDE_AGAINST,
        forms.RemarkForm,
        _call(recognition.decide_against, "remark"),
        gettext_lazy("“%(title)s” is not recognised."),
    ),
    "clear": Act(Action.CLEAR, forms.ActForm, _call(services.clear), gettext_lazy("“%(title)s” is cleared for publication.")),
    "unclear": Act(
        Action.UNCLEAR,
        forms.ReasonForm,
        _call(services.unclear, "reason"),
        gettext_lazy("“%(title)s” is withdrawn from publication."),
    ),
    "reopen": Act(
        Action.REOPEN, forms.ReasonForm, _call(services.reopen, "reason"), gettext_lazy("“%(title)s” is open again.")
    ),
}
STAYS = {"clear", "unclear", "reopen"}  # acts after which the reviewer stays with the model


@require_http_methods(["GET", "POST"])
def act(request, code, name):
    """Do one act to one model and lead on to the next of the queue. Refused, the desk comes back with what was typed."""
    if name not in ACTS:
        raise Http404
    initiative = readable(request, code)
    queue = Queue(request.user, request.GET, of=initiative)
    if request.method == "GET":  # after a login in between: nothing is done, the desk is shown
        return redirect(queue.desk(code))
    chosen = ACTS[name]
    rules.require(request.user, chosen.action, initiative)
    form = chosen.bind(name, request.user, initiative, request.POST)
    if form.is_valid() and form.tries(chosen.calls, initiative, form, request.user):
        messages.success(request, chosen.says % {"title": initiative})
        return redirect(queue.desk(code) if name in STAYS else _next(queue, initiative))
    return render_desk(request, *_afresh(request, initiative, form), failed=(name, form))


def _afresh(request, initiative, form):
    """After a refusal: the model as it is now. A form that was stale gets its version, for now it is seen."""
    if isinstance(form.refusal, Stale):
        initiative = readable(request, initiative.code)
        form.data = form.data.copy()
        form.data["version"] = initiative.version
    return initiative, Queue(request.user, request.GET, of=initiative)


def _next(queue, initiative) -> str:
    """The address of what is read next: another model of the queue, or the queue, which is then empty."""
    code = queue.next_after(initiative)
    return queue.desk(code) if code else f"{reverse('review')}?{queue.address()}"


@require_http_methods(["GET", "POST"])
def amend(request, code):
    """Correct facts of a submitted model."""
    initiative = readable(request, code)
    rules.require(request.user, Action.AMEND, initiative)
    queue = Queue(request.user, request.GET, of=initiative)
    form = forms.AmendForm(
        request.POST or None,
        by=request.user,
        initiative=initiative,
        heirs=units.heirs_if_ended(initiative.unit),
        initial={"version": initiative.version},
    )
    if form.is_valid() and form.tries(
        services.amend,
        initiative,
        by=request.user,
        facts=form.facts(),
        reason=form.cleaned_data["reason"],
        version=form.read_version,
    ):
        messages.success(request, _("“%(title)s” is corrected.") % {"title": form.result})
        return redirect(queue.desk(code))
    if request.POST:
        initiative, queue = _afresh(request, initiative, form)
    return render(
        request,
        "registry/review/amend.html",
        {"initiative": initiative, "form": form, "here": queue.address(), "back": queue.desk(code)},
    )


# ---- the acts on one recognition ----


@dataclass(frozen=True)
class RecognitionAct:
    """An act on a recognition in `state`; `calls` takes (recognition, form, user)."""

    action: Action
    state: RecognitionState
    form: type[forms.ActForm]
    calls: Callable
    says: str
    explains: str


RECOGNITION_ACTS = {
    "revoke": RecognitionAct(
        Action.REVOKE,
        RecognitionState.STANDING,
        forms.RevocationForm,
        _call(recognition.revoke, "decision", "ground", "reason"),
        gettext_lazy("The recognition of “%(title)s” is revoked."),
        gettext_lazy("The recognition ends by a decision and on a ground. It stays in the record as revoked."),
    ),
    "reinstate": RecognitionAct(
        Action.REINSTATE,
        RecognitionState.REVOKED,
        forms.ReinstatementForm,
        _call(recognition.reinstate, "decision", "reason"),
        gettext_lazy("The recognition of “%(title)s” stands again."),
        gettext_lazy("The revoked recognition stands again by a decision."),
    ),
    "cancel-entry": RecognitionAct(
        Action.CANCEL_ENTRY,
        RecognitionState.STANDING,
        forms.ReasonForm,
        _call(recognition.cancel_entry, "reason"),
        gettext_lazy("The entry is cancelled; “%(title)s” stands where it was."),
        gettext_lazy("For a recognition that was recorded by mistake. The model stands where it was; this is no revocation."),
    ),
}


@require_http_methods(["GET", "POST"])
def recognition_act(request, code, pk, name):
    """Revoke, reinstate or cancel one recognition, on a page of its own."""
    if name not in RECOGNITION_ACTS:
        raise Http404
    chosen = RECOGNITION_ACTS[name]
    initiative = readable(request, code)
    found = get_object_or_404(initiative.recognitions.select_related("decision__body"), pk=pk)
    rules.require(request.user, chosen.action, initiative)
    queue = Queue(request.user, request.GET, of=initiative)
    extra = {"by": request.user} if issubclass(chosen.form, forms.RecognitionForm) else {}
    initial = {"version": initiative.version, "decision": request.GET.get("decision", "")}
    form = chosen.form(request.POST or None, initial=initial, **extra)
    if form.is_valid() and form.tries(chosen.calls, found, form, request.user):
        messages.success(request, chosen.says % {"title": initiative})
        return redirect(queue.desk(code))
    if request.POST:
        initiative, queue = _afresh(request, initiative, form)
    context = {
        "initiative": initiative,
        "recognition": found,
        "act": chosen,
        "form": form,
        "here": queue.address(),
        "back": queue.desk(code),
    }
    return render(request, "registry/review/recognition_act.html", context)
