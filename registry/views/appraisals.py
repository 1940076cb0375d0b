"""Appraisals: what is assigned to whom, and the form of one appraisal."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from registry import lifecycle, rules
from registry.errors import Refused, Stale
from registry.forms.appraisals import AppraisalForm, begins_with
from registry.models import Document, Initiative
from registry.queries import appraisals as questions
from registry.queries import documents as evidence
from registry.queries import initiatives as lists
from registry.queries import outcomes, paging
from registry.services import appraisals as services
from registry.services import documents
from registry.vocabulary import TEXT_PARTS, Action, AppraisalState, Level

from .documents import UNREADABLE, Bounds
from .queues import require_reviewer

ROWS = 50
TABS = ("open", "late", "done")


# ---- what is assigned to me ----


@require_GET
def appraisals(request):
    """What is assigned to the person: to do, late, handed in."""
    require_reviewer(request.user)
    asked = request.GET.get("show")
    shown = asked if asked in TABS else TABS[0]
    lists_ = questions.mine_by_tab(request.user)
    page = paging.page(lists_[shown], paging.Order("pk"), request.GET, ROWS)
    lists.with_unit_names([row.initiative for row in page.rows])
    unasked = list(questions.begun_without_assignment(request.user)[:ROWS]) if shown == "open" else []
    lists.with_unit_names([row.initiative for row in unasked])
    context = {
        "page": page,
        "shown": shown,
        "tabs": [(name, paging.count(lists_[name])) for name in TABS],
        "unasked": unasked,
        "today": timezone.localdate(),
        "tab": "appraisals",
    }
    return render(request, "registry/appraisals/appraisals.html", context)


# ---- one appraisal ----


@csrf_exempt  # asked below, once the bounds are set: to ask it means to read the whole request
@require_http_methods(["GET", "POST"])
def appraisal(request, code):
    """Appraise one model: the text beside the criteria. Saved as a draft, or handed in."""
    bounds = Bounds(request)
    request.upload_handlers.insert(0, bounds)
    initiative, level = _readable(request, code)
    if request.method == "GET":
        return _page(request, initiative, level)
    try:
        request.POST  # noqa: B018 (now the request is read, file by file)
    except UNREADABLE:
        messages.error(request, _("This was too much at once, or it arrived damaged. Attach fewer files, one after the other."))
        return redirect(_address(initiative, level))
    return _write(request, initiative, level, bounds)


@csrf_protect
def _write(request, initiative, level, bounds):
    own = questions.own(initiative, level, request.user)
    form = AppraisalForm(request.POST, request.FILES, criteria=questions.criteria_by(own, initiative, level))
    if not form.is_valid():
        return _page(request, initiative, level, form)
    user, values = request.user, form.values()
    if not form.tries(services.save, initiative, by=user, level=level, **values):
        return _page(request, *_afresh(request, initiative, level, form))
    saved = form.result
    form.carry(version=saved.version)
    for name, sentence in bounds.left_out:
        messages.error(request, f"{name}: {sentence}")
    for upload in form.cleaned_data["photos"]:
        try:
            documents.attach_to_visit(saved, by=user, upload=upload)
        except Refused as refusal:
            messages.error(request, f"{upload.name}: {refusal}")
    if "sign" not in request.POST:
        messages.success(request, _("Your draft is saved."))
        return redirect(_address(initiative, level))
    if form.tries(services.sign, initiative, by=user, level=level, read_version=form.cleaned_data["read_version"]):
        messages.success(request, _("Your appraisal of “%(title)s” is handed in.") % {"title": initiative})
        return redirect(_address(initiative, level))
    return _page(request, *_afresh(request, initiative, level, form), is_saved=True)


def _afresh(request, initiative, level, form):
    """After a refusal: what was stale gets the versions of now, for now it is seen."""
    if isinstance(form.refusal, Stale):
        initiative, level = _readable(request, initiative.code)
        own = questions.own(initiative, level, request.user)
        form.carry(version=own.version if own else 0, read_version=initiative.version)
    return initiative, level, form


@require_POST
def take_back(request, code):
    """Make one's own appraisal that was handed in a draft again."""
    initiative, level = _readable(request, code)
    own = get_object_or_404(initiative.appraisals, level=level, appraiser=request.user, state=AppraisalState.SIGNED)
    try:
        services.take_back(own, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your appraisal is a draft again."))
    return redirect(_address(initiative, level))


@require_POST
def photo_remove(request, code, key):
    """Take away a photo of one's own visit."""
    initiative, level = _readable(request, code)
    found = get_object_or_404(Document, initiative=initiative, key=key, appraisal__appraiser=request.user)
    try:
        documents.detach_from_visit(found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("“%(name)s” is removed.") % {"name": found.name})
    return redirect(_address(initiative, level))


def _readable(request, code) -> tuple[Initiative, Level]:
    """The model if the person may open its appraisal (else 404), and the level of which the address speaks."""
    require_reviewer(request.user)
    related = ("campaign", "sector", "unit", "person", "allocated_unit", "continues")
    models = questions.appraisable_by(request.user).select_related(*related).prefetch_related("authors")
    initiative = get_object_or_404(lists.with_unit_then(models), code=code)
    initiative.unit_name = lists.unit_then(initiative)
    initiative.my_levels = set(initiative.assignments.filter(appraiser=request.user).values_list("level", flat=True))
    acting = rules.acting_levels(request.user, initiative)
    asked = request.GET.get("level", "")
    if asked in Level.values and asked in initiative.my_levels | acting:
        return initiative, Level(asked)
    possible = [level for level in Level if level in (initiative.my_levels or acting)]
    if not possible:
        raise PermissionDenied(_("Only a reviewer of this level, or one to whom it was assigned, may appraise this model."))
    return initiative, possible[0]


def _address(initiative, level) -> str:
    return f"{reverse('appraisal', args=[initiative.code])}?level={level.value}"


def _page(request, initiative, level, form=None, *, is_saved=False):
    """The page of one's own appraisal. The others' are on it as soon as one's own is handed in, or none is to be written.

    Whoever decides, and neither has the model to appraise nor began to, reads them by ?read=1.
    """
    user = request.user
    own = questions.own(initiative, level, user)
    why_not = rules.why_not_appraise(user, initiative, level, assigned=level in initiative.my_levels)
    is_open = lifecycle.is_open(Action.APPRAISE, initiative.status)
    has_signed = bool(own and own.state == AppraisalState.SIGNED)
    reads = request.GET.get("read") == "1" and form is None and not own and level not in initiative.my_levels
    writes = is_open and not why_not and not has_signed and not reads
    criteria = questions.criteria_by(own, initiative, level)
    if writes and form is None:
        past = questions.last_void(initiative, level, user) if own is None else None
        form = AppraisalForm(criteria=criteria, initial=begins_with(own, past, initiative))
    others = [] if writes or rules.is_involved(user, initiative) else questions.read(initiative, level)
    context = {
        "initiative": initiative,
        "level": level,
        "own": own,
        "form": form if writes else None,
        "lost": None if writes or form is None else form,
        "is_saved": is_saved,
        "has_criteria": bool(criteria),
        "most": sum(one.weight for one in criteria),
        "why_not": why_not,
        "is_open": is_open,
        "has_signed": has_signed,
        "others": others,
        "spread": questions.spread(others),
        "hidden": questions.signed_counts([initiative], level).get(initiative.pk, 0) if writes else 0,
        "photos": list(own.documents.all()) if own else [],
        "sections": [(part.label, getattr(initiative, part)) for part in TEXT_PARTS],
        "figures": outcomes.shown(initiative, outcomes.rows_of(initiative)),
        "evidence": list(evidence.listed(evidence.evidence_of(initiative))),
        "assignment": initiative.assignments.filter(appraiser=user, level=level).first(),
        "today": timezone.localdate(),
    }
    return render(request, "registry/appraisals/appraisal.html", context)
