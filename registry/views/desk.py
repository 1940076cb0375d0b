"""The reading desk: one model beside the queue and the acts that are open now."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from registry import rules
from registry.forms import review as forms
from registry.forms.acts import ACTS
from registry.models import Entry, Initiative, Recognition
from registry.queries import initiatives as lists
from registry.queries import likeness, outcomes, plausibility, revisions, trail, units
from registry.services import review as services
from registry.vocabulary import TEXT_PARTS, Action, Part, RecognitionState, Status

from . import phrases
from .queues import Queue, require_reviewer

# The acts of the panel; the first that is open leads it.
ON_DESK = (
    *(Action.APPROVE, Action.RETURN, Action.DECLINE, Action.RECOGNISE, Action.RETURN_REPORT, Action.DECIDE_AGAINST),
    *(Action.CLEAR, Action.UNCLEAR, Action.REOPEN),
)
KEYS = {  # one letter for each; acts that are never open together may share theirs
    **{Action.APPROVE: "a", Action.RETURN: "r", Action.RETURN_REPORT: "r", Action.DECLINE: "d", Action.DECIDE_AGAINST: "d"},
    **{Action.RECOGNISE: "g", Action.CLEAR: "c", Action.UNCLEAR: "u", Action.REOPEN: "o"},
}
ON_RECOGNITION = (Action.OPEN_CASE, Action.REVOKE, Action.REINSTATE, Action.CANCEL_ENTRY)


def name_of(action: Action) -> str:
    """How an act is called in an address: return_report is /return-report/."""
    return action.value.replace("_", "-")


def called(name: str, actions) -> Action:
    """Which of these acts an address names, or 404."""
    found = next((action for action in actions if name_of(action) == name), None)
    if found is None:
        raise Http404
    return found


def form_of(action: Action, user, initiative, data=None, **initial):
    """The form of an act for this model; its ids are its own, for several stand on one page."""
    form = ACTS[action].form
    extra = {"by": user, "campaign": initiative.campaign} if issubclass(form, forms.RecognitionForm) else {}
    values = {"version": initiative.version, "until": services.last_day_to_correct(initiative), **initial}
    return form(data, auto_id=f"id-{name_of(action)}-%s", initial=values, **extra)


def readable(request, code, *related) -> Initiative:
    """The model of this address if the reviewer may see it (else 404), with what its page needs."""
    require_reviewer(request.user)
    models = Initiative.objects.visible_to(request.user).exclude(status=Status.DRAFT)
    related = ("campaign", "sector", "unit", "person", "publication", "allocated_unit", "continues", *related)
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
    carried = request.GET.get("decision", "")
    recognitions = _recognitions(initiative, acts, user)
    rows = outcomes.rows_of(initiative)
    panel = [action for action in ON_DESK if action in acts and _is_left(action, initiative, recognitions, user)]
    names = [name_of(action) for action in panel]
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
        "entries": _trail(initiative, user),
        "recognitions": recognitions,
        "panel": [
            {
                "name": name,
                "key": KEYS[action],
                "form": failed_form if name == failed_name else form_of(action, user, initiative, decision=carried),
                "is_open": name == failed_name,
            }
            for name, action in zip(names, panel, strict=True)
        ],
        "leads": next((name for name in names if name != "unclear"), None),
        "phrases": phrases.of(user) if panel else [],
        "may_open": Action.OPEN in acts and not initiative.opened_at,
        "may_amend": Action.AMEND in acts,
        "why_not": rules.why_not(user, Action.APPROVE, initiative),
        "failed": failed_name,
        "failed_form": failed_form,
        "lost": failed_name and failed_name not in names and _typed(failed_form),
    }
    return render(request, "registry/review/review_model.html", context)


def _is_left(action, initiative, recognitions, user) -> bool:
    """Whether the act would still change something: publication has two sides, and each level recognises once."""
    match action:
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
    is_again = initiative.returned_at and initiative.status == Status.SUBMITTED
    compared = revisions.resubmitted(initiative) if is_again else None
    changed = compared or {}
    if initiative.returned_at:
        for remark in initiative.remarks.select_related("made_by").order_by("id"):
            is_last = compared is not None and remark.made_at == initiative.returned_at
            # Names of persons stand in no revision: of their part nobody can say that it is unchanged.
            remark.is_unchanged = is_last and remark.part not in changed and remark.part != Part.SUBMITTER
            asked.setdefault(remark.part, []).append(remark)
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


def _trail(initiative, user) -> list[Entry]:
    """The trail, newest first, without the saves before a submission; each submission knows the number of its revision."""
    entries = list(trail.with_people(initiative.entries.exclude(action=Action.SAVE), user).order_by("id"))
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
            {"name": name_of(action), "label": action.label}
            for action in ON_RECOGNITION
            if action in acts and row.state == ACTS[action].recognition and row.level in levels
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
