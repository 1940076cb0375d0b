"""Nominations to the level above: the letters, their lists, and what the level above answers to each model."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from registry import rules
from registry.exchange import proposals
from registry.forms.base import ServiceForm
from registry.forms.nominations import AnswerForm, LetterForm, NewLetterForm, said_of_answer, writing_units
from registry.forms.review import numbers
from registry.models import Campaign, Initiative, Nomination, Nominee
from registry.queries import initiatives as lists
from registry.queries import nominations as questions
from registry.queries import paging
from registry.services import nominations
from registry.vocabulary import Action, NominationState, Role

from .queues import require_reviewer

NEWEST = paging.Order("pk", falls=True)
LETTERS, ROWS = 30, 50
BOXES = ("sent", "received")


def require_reader(user):
    if not rules.may_lead(user):
        raise PermissionDenied(_("This page is for reviewers and leadership."))


def readable(request, pk) -> Nomination:
    """The letter, if the person may read it, else 404."""
    require_reader(request.user)
    return get_object_or_404(questions.visible_to(request.user).select_related("campaign", "unit", "body", "sent_by"), pk=pk)


def _writable(request, pk) -> Nomination:
    letter = readable(request, pk)
    if not nominations.may_write(request.user, letter.unit_id, letter.from_level):
        raise PermissionDenied(_("Only a reviewer of the nominating level may do this."))
    return letter


# ---- the letters ----


@require_GET
def letters(request):
    """The letters of one's own level, and those that it received; newest first, with how many models stand where."""
    user = request.user
    require_reader(user)
    found = {"sent": questions.written_by(user, *_roles(user)), "received": questions.received_by(user)}
    if not rules.may_review(user):
        found["sent"] = found["sent"].filter(sent_at__isnull=False)
    campaigns = list(Campaign.objects.all())
    year = request.GET.get("campaign", "")
    if year in {str(campaign.year) for campaign in campaigns}:
        found = {box: rows.filter(campaign__year=year) for box, rows in found.items()}
    totals = lists.counts_of(found)
    asked = request.GET.get("box", "")
    box = asked if asked in BOXES else "received" if totals["received"].number and not totals["sent"].number else "sent"
    page = paging.page(found[box], NEWEST, request.GET, LETTERS, dress=questions.listed)
    context = {
        "box": box,
        "tabs": [
            {
                "label": label,
                "count": totals[name],
                "address": urlencode({"box": name, **({"campaign": year} if year else {})}),
                "is_here": name == box,
            }
            for name, label in (("sent", _("Letters of my level")), ("received", _("Letters received")))
        ],
        "page": page,
        "states": _states(questions.counts_of(found[box])),
        "campaigns": campaigns,
        "year": year,
        "may_write": rules.may_review(user),
    }
    return render(request, "registry/nominations/letters.html", context)


def _roles(user) -> tuple[str, ...]:
    return (Role.REVIEWER,) if rules.may_review(user) else questions.READING


def _states(counts: dict[str, int]) -> list[tuple]:
    """(state, its label, how many) of the states in which any model stands."""
    return [(state.value, state.label, counts[state.value]) for state in NominationState if counts[state.value]]


@require_http_methods(["GET", "POST"])
def letter_new(request):
    """Begin a letter; its models are chosen on the next page."""
    require_reviewer(request.user)
    if not writing_units(request.user).exists():
        raise PermissionDenied(_("You review for no unit that nominates."))
    form = NewLetterForm(request.POST or None, by=request.user)
    if form.is_valid():
        values = {**form.cleaned_data, "from_level": form.level()}
        if form.tries(nominations.prepare, by=request.user, **values):
            messages.success(request, _("The letter is begun. Choose the models now."))
            return redirect("nomination-add", form.result.pk)
    return render(request, "registry/nominations/letter_new.html", {"form": form})


@require_GET
def letter(request, pk):
    """One letter with its list: what each model's nomination has come to, and the acts that are open on it."""
    found = readable(request, pk)
    return _show(request, found)


def _show(request, found: Nomination, form: ServiceForm | None = None):
    user = request.user
    is_draft = found.sent_at is None
    state = request.GET.get("state", "")
    nominees = found.nominees.all()
    if state in NominationState.values:
        nominees = nominees.filter(state=state)
    page = paging.page(nominees, paging.Order("pk"), request.GET, ROWS, dress=_with_models)
    visible = set(Initiative.objects.visible_to(user).filter(nominees__in=[row.pk for row in page.rows]).values_list("pk"))
    rows = [row.initiative for row in page.rows]
    lists.with_unit_names(rows)
    for row in page.rows:
        row.nomination = found
        row.is_visible = (row.initiative_id,) in visible
        open_ = questions.answers_open(row)
        row.waits = row.state == NominationState.NOMINATED
        row.why_not = nominations.why_not_answer(user, row) if open_ else ""
        row.may_answer = row.waits and not row.why_not
        row.may_take_back = bool(open_) and not row.waits and not row.why_not
    may_write = is_draft and nominations.may_write(user, found.unit_id, found.from_level)
    counts = questions.counts_of(Nomination.objects.filter(pk=found.pk))
    answering = [row for row in page.rows if row.may_answer]
    context = {
        "letter": found,
        "form": form,
        "page": page,
        "is_draft": is_draft,
        "total": sum(counts.values()),
        "states": _states(counts),
        "state": state,
        "may_write": may_write,
        "is_complete": bool(found.number and found.dated and found.signatory),
        "answering": answering,
        "why_not": next((row.why_not for row in page.rows if row.waits and row.why_not), "") if not answering else "",
        "decide": _decide_address() if answering else "",
        "may_review": rules.may_review(user),
    }
    return render(request, "registry/nominations/letter.html", context)


def _with_models(rows):
    """What a line of the list prints, and what the rules ask."""
    related = (f"initiative__{name}" for name in ("campaign", "unit", "sector", "person"))
    rows = rows.select_related("nomination", "decided_by", *related).prefetch_related("initiative__authors")
    return rows.defer(*questions.LONG)


def _decide_address() -> str:
    """Where chosen models are put on a draft decision; "" where there is no such page."""
    try:
        return reverse("decision-add")
    except NoReverseMatch:
        return ""


@require_http_methods(["GET", "POST"])
def letter_edit(request, pk):
    """Number, date and signatory of a letter that is not sent yet."""
    found = _writable(request, pk)
    form = LetterForm(request.POST or None, by=request.user, letter=found)
    if form.is_valid() and form.tries(nominations.change, found, by=request.user, **form.cleaned_data):
        messages.success(request, _("The letter is saved."))
        return redirect("nomination", pk)
    return render(request, "registry/nominations/letter_edit.html", {"letter": found, "form": form})


@require_POST
def letter_send(request, pk):
    """Send the letter with all its models, or say why not."""
    return _try(request, pk, nominations.send, _("The letter is sent: all its models are nominated."))


@require_POST
def letter_discard(request, pk):
    """Remove a letter that is not sent."""
    found = _writable(request, pk)
    form = ServiceForm(request.POST)
    form.is_valid()
    if form.tries(nominations.discard, found, by=request.user):
        messages.success(request, _("The letter is discarded; its models are free for another one."))
        return redirect("nominations")
    return _show(request, found, form)


@require_POST
def letter_remove(request, pk):
    """Take the ticked models off the list."""
    chosen = list(Initiative.objects.filter(nominees__in=numbers(request.POST.getlist("nominee")), nominees__nomination=pk))
    return _try(request, pk, nominations.remove, _("The ticked models are off the list."), chosen)


def _try(request, pk, service, says, *args):
    """Call the service with the letter; what it refuses stands above the letter."""
    found = _writable(request, pk)
    form = ServiceForm(request.POST)
    form.is_valid()
    if form.tries(service, found, *args, by=request.user):
        messages.success(request, says)
        return redirect("nomination", pk)
    return _show(request, readable(request, pk), form)


# ---- choosing models ----


@require_http_methods(["GET", "POST"])
def letter_add(request, pk):
    """Choose recognised models by boxes, with a search; those that are nominated already are not among them."""
    found = _writable(request, pk)
    if found.sent_at:
        raise PermissionDenied(_("This letter is sent, so it is no longer changed."))
    query = request.GET.get("q", "")[:200].replace("\0", "")
    models = questions.candidates(found, request.user)
    models = models.matching(query) if query else models
    form = ServiceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        form.is_valid()
        if _add(request, found, form, models):
            return redirect("nomination", pk)
    user, order = request.user, paging.ORDERS["code"]
    page = paging.page(models, order, request.GET, ROWS, dress=lambda rows: _choosable(rows, found, user))
    for row in page.rows:
        row.unit_name = lists.unit_then(row)
        row.why_not = nominations.why_not_nominate(user, row, found, involved=row.involves)
    context = {"letter": found, "form": form, "page": page, "count": paging.count(models), "query": query}
    return render(request, "registry/nominations/letter_add.html", context)


def _choosable(rows, found: Nomination, user):
    rows = lists.with_unit_then(lists.listed(rows).select_related("person"), found.campaign)
    return lists.with_involvement(rows, user)


def _add(request, found, form, models) -> bool:
    """Put the ticked models, or all that were found, on the list."""
    visible = Initiative.objects.visible_to(request.user)
    everything = "everything" in request.POST
    chosen = list(models if everything else visible.filter(pk__in=numbers(request.POST.getlist("id"))))
    if not form.tries(nominations.add, found, chosen, by=request.user):
        return False
    count = len(form.result)
    said = ngettext("%(count)s model is on the list now.", "%(count)s models are on the list now.", count)
    messages.success(request, said % {"count": count})
    return True


# ---- the level above ----

# By the name in the address: the act, the service, what is asked, what is said afterwards.
ANSWERS = {
    "return": (
        Action.RETURN_NOMINATION,
        nominations.return_,
        gettext_lazy("Return the nomination"),
        gettext_lazy("“%(title)s” is returned."),
    ),
    "refuse": (
        Action.REFUSE_NOMINATION,
        nominations.refuse,
        gettext_lazy("Do not recognise"),
        gettext_lazy("“%(title)s” is not recognised here."),
    ),
}


@require_http_methods(["GET", "POST"])
def answer(request, pk, nominee, name):
    """Return one nomination, or decide against it, with a remark."""
    found = readable(request, pk)
    if name not in ANSWERS:
        raise Http404
    rows = Nominee.objects.select_related("initiative__campaign", "initiative__unit", "initiative__person", "nomination")
    row = get_object_or_404(rows.filter(nomination=found), pk=nominee)
    if sentence := nominations.why_not_answer(request.user, row):
        raise PermissionDenied(sentence)
    action, service, asks, says = ANSWERS[name]
    if name == "return" and row.state == NominationState.NOT_RECOGNISED:
        asks = _("Take the refusal back")
    row.is_open = action in questions.answers_open(row)
    form = AnswerForm(request.POST or None)
    if form.is_valid() and form.tries(service, row, by=request.user, remark=form.cleaned_data["remark"]):
        messages.success(request, says % {"title": row.initiative})
        return redirect("nomination", pk)
    context = {"letter": found, "row": row, "form": form, "asks": asks, "follows": said_of_answer(action, row)}
    return render(request, "registry/nominations/answer.html", context)


# ---- the paper ----


@require_http_methods(["GET", "POST"])
def letter_paper(request, pk, kind):
    """The letter with its list as PDF or Word. One that names persons is taken out by a button, and the trail notes it."""
    found = readable(request, pk)
    if kind not in proposals.KINDS:
        raise Http404
    if questions.names_persons(found):
        if request.method == "GET":  # reading writes nothing
            context = {"what": f"{found} · {found.unit}", "back": reverse("nomination", args=[pk])}
            context["kind"] = "" if kind == "pdf" else "Word"
            return render(request, "registry/papers/named.html", context)
        nominations.record_paper(found, kind, by=request.user)
    content_type, make = proposals.KINDS[kind]
    response = HttpResponse(make(proposals.letter(found)), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{proposals.name(found)}.{kind}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
