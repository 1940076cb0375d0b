"""The agenda of a council session: what stands on it and in which order, and what can be put on it."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import F
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from registry.errors import Refused
from registry.filters import InitiativeFilter
from registry.forms.councils import ChooseForm, CodesForm, MoveForm
from registry.forms.review import numbers
from registry.models import Initiative
from registry.queries import appraisals, paging
from registry.queries import councils as questions
from registry.queries import initiatives as lists
from registry.services import agendas as services
from registry.vocabulary import CouncilState, Status

from .bulk import grouped
from .councils import open_
from .queues import OLDEST, Queue, require_reviewer

ROWS = 50
FILTERS = ("q", "sector", "type", "place", "level")
SORTS = {
    "unit": gettext_lazy("by unit"),
    "sector": gettext_lazy("by field"),
    "title": gettext_lazy("by name"),
    "points": gettext_lazy("by points, highest first"),
    "code": gettext_lazy("by code"),
}


@dataclass(frozen=True)
class Added:
    """What came of putting models on an agenda: how many stand there now, and why others do not."""

    count: int = 0
    refused: tuple = ()
    unknown: tuple = ()  # codes that lead to nothing


@require_http_methods(["GET", "POST"])
def council_agenda(request, pk):
    """Choose models for the agenda, take some off it, put it into order."""
    session = open_(request, pk)
    act = ACTS.get(request.POST.get("act", ""))
    if request.method == "POST" and act:
        return act(request, session)
    return _page(request, session)


def _page(request, session, form=None, move=None, added=None):
    law, members = questions.Law.of(session), questions.members_of(session)
    lines = questions.lines(session, members, law)
    found = _filtered(request, session, law)
    page = paging.page(found.qs, OLDEST, request.GET, ROWS)
    spreads = appraisals.spreads(page.rows, session.level)
    for row in page.rows:
        row.unit_name = lists.unit_then(row)
        row.points = questions.brief(spreads.get(row.pk), row.signed)
    added = added or Added()
    for row, _sentence in added.refused:
        row.address = reverse("review-model", args=[row.code])
    lists.with_unit_names([row for row, _sentence in added.refused])
    context = {
        "session": session,
        "law": law,
        "lines": lines,
        "page": page,
        "count": paging.count(found.qs),
        "filter": found,
        "enough": "enough" in request.GET,
        "is_filtered": any(request.GET.get(name) for name in (*FILTERS, "enough")),
        "form": form or CodesForm(),
        "move": move or MoveForm(),
        "sorts": SORTS.items(),
        "added": added,
        "reasons": grouped(added.refused),
        "left": services.MOST_MODELS - len(lines),
    }
    return render(request, "registry/councils/council_agenda.html", context)


def _filtered(request, session, law) -> InitiativeFilter:
    """The models that can be put on the agenda, as far as the filters of the address say."""
    models = questions.candidates(session, request.user)
    if "enough" in request.GET:
        models = models.filter(signed__gte=max(1, law.appraisals_needed))
    data = {name: request.GET[name] for name in FILTERS if request.GET.get(name)}
    return InitiativeFilter(data, queryset=models)


# ---- the acts ----


def _add(request, session):
    """Those that were ticked, or all that the filters show."""
    if "everything" in request.POST:
        models = _filtered(request, session, questions.Law.of(session)).qs[: services.MOST_MODELS]
    else:
        models = _rows(request.user, numbers(request.POST.getlist("id")))
    return _added(request, session, list(models))


def _add_codes(request, session):
    form = CodesForm(request.POST)
    if not form.is_valid():
        return _page(request, session, form=form)
    codes = form.read()
    models = {row.code: row for row in _visible(request.user).filter(code__in=codes[: services.MOST_MODELS])}
    unknown = [code for code in codes if code not in models]
    return _added(request, session, [models[code] for code in codes if code in models], unknown)


def _added(request, session, models, unknown=()):
    """Put on the agenda what can be, and say of the rest why not."""
    if not models and not unknown:
        messages.warning(request, _("Tick at least one model first."))
        return redirect("council-agenda", session.pk)
    added = put_on(request, session, models, unknown)
    if added.count and not added.refused and not added.unknown:
        return redirect("council-agenda", session.pk)
    return _page(request, session, added=added)


def put_on(request, session, models, unknown=()) -> Added:
    sorted_out = services.sort_out(session, models, by=request.user)
    count = 0
    if sorted_out.possible:
        try:
            count = len(services.add(session, sorted_out.possible, by=request.user))
        except Refused as refusal:
            messages.warning(request, str(refusal))
        else:
            said = ngettext("%(count)s model is put on the agenda.", "%(count)s models are put on the agenda.", count)
            messages.success(request, said % {"count": count})
    return Added(count, tuple(sorted_out.refused), tuple(unknown))


def _remove(request, session):
    chosen = numbers(request.POST.getlist("item"))
    try:
        services.remove(session, chosen, by=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("The models that were ticked are off the agenda."))
    return redirect("council-agenda", session.pk)


def _sort(request, session):
    law, members = questions.Law.of(session), questions.members_of(session)
    lines = questions.lines(session, members, law)
    key = {
        "unit": lambda line: (line.item.initiative.unit.label_key, line.item.initiative.title_key),
        "sector": lambda line: (line.item.initiative.sector.order, line.item.initiative.title_key),
        "title": lambda line: line.item.initiative.title_key,
        "points": lambda line: -(line.spread.mean if line.spread else -1),
        "code": lambda line: line.item.initiative.code,
    }.get(request.POST.get("by", ""))
    if not key:
        return redirect("council-agenda", session.pk)
    return _arranged(request, session, [line.item.pk for line in sorted(lines, key=key)])


def _move(request, session):
    form = MoveForm(request.POST)
    ids = list(session.items.values_list("pk", flat=True))
    if form.is_valid() and form.cleaned_data["number"] > len(ids):
        form.add_error("number", _("The agenda has no such number."))
    if not form.is_valid():
        return _page(request, session, move=form)
    item = ids.pop(form.cleaned_data["number"] - 1)
    ids.insert(form.cleaned_data["to"] - 1, item)
    return _arranged(request, session, ids)


def _arranged(request, session, ids):
    try:
        services.arrange(session, ids, by=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("The agenda is in the new order."))
    return redirect("council-agenda", session.pk)


ACTS = {"add": _add, "codes": _add_codes, "remove": _remove, "sort": _sort, "move": _move}


# ---- from the queue ----


@require_http_methods(["GET", "POST"])
def council_add(request):
    """Put models of the reviewer's queue on an agenda: those that were ticked, or all of the queue (`everything`)."""
    require_reviewer(request.user)
    queue = Queue(request.user, request.GET)
    back = f"{reverse('review')}?{queue.address()}"
    if request.method == "GET":  # after a login in between: the choice is made anew
        return redirect(back)
    chosen = _chosen(request, queue)
    if not chosen:
        messages.warning(request, _("Tick at least one model first."))
        return redirect(back)
    sessions = questions.visible_to(request.user).filter(state=CouncilState.PREPARED)
    if queue.campaign:
        sessions = sessions.filter(campaign=queue.campaign)
    form = ChooseForm(request.POST if "session" in request.POST else None, by=request.user, sessions=sessions)
    if form.is_valid():
        session = form.cleaned_data["session"]
        return _added(request, session, _rows(request.user, chosen))
    context = {"form": form, "queue": queue, "chosen": ",".join(map(str, chosen)), "count": len(chosen), "back": back}
    return render(request, "registry/councils/council_add.html", context)


def _chosen(request, queue) -> list[int]:
    """The ids that were picked, at most as many as an agenda holds and one more, so that too many are refused."""
    most = services.MOST_MODELS + 1
    if "everything" in request.POST:
        return list(queue.models.order_by(*OLDEST.fields()).values_list("pk", flat=True)[:most])
    carried = request.POST.get("chosen", "")
    return list(dict.fromkeys(numbers(carried.split(",") if carried else request.POST.getlist("id"))))[:most]


def _visible(user):
    return lists.listed(Initiative.objects.visible_to(user).exclude(status=Status.DRAFT))


def _rows(user, ids) -> list[Initiative]:
    """The chosen models that the person may see, oldest first."""
    return list(_visible(user).filter(pk__in=ids).order_by(F("submitted_at").asc(), "pk"))
