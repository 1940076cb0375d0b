"""The unit's side: its list of models, one model, and the steps by button. Its forms stand in `views.writing`."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from registry import rules
from registry.filters import InitiativeFilter
from registry.forms.review import ActForm, ReasonForm
from registry.models import Campaign, Initiative, Remark, Unit
from registry.queries import extensions, outcomes, paging, trail, units, writings
from registry.queries import initiatives as lists
from registry.services import initiatives
from registry.vocabulary import TEXT_PARTS, Action, RecognitionState, Role, Status, SubmitterType

from . import next_steps

ROWS = 25
RECENT = paging.ORDERS["recent"]
WRITABLE = (Status.DRAFT, Status.RETURNED)
DONE = (Status.RECOGNISED, Status.NOT_RECOGNISED, Status.DECLINED, Status.WITHDRAWN, Status.REVOKED)
LONGEST_HISTORY = 100
SHOWN = ("campaign", "sector", "unit", "person")  # what a form of the unit prints beside the model


# ---- the list ----


@require_GET
def models(request):
    """The models of the units for which one enters models, or, without that role, of all that one may read."""
    user, today = request.user, timezone.localdate()
    enters = rules.may_register(user)
    own = user.scope.own(Role.SUBMITTER)
    visible = Initiative.objects.visible_to(user)
    below = request.GET.get("whose") == "below"
    if enters:
        visible = visible.filter(user.scope.within(Role.SUBMITTER) if below else Q(unit__in=own))
    campaigns = list(Campaign.objects.all())
    chosen = InitiativeFilter(request.GET, visible)
    chosen.form.fields["campaign"].widget.choices = [("", _("All")), *((c.year, str(c)) for c in campaigns)]
    days = rules.extension_days(own, campaigns) if enters else {}
    tabs = _tabs(request, chosen.qs, campaigns, today, enters, days)
    here = next(tab for tab in tabs if tab["is_here"])
    if enters and here["name"] == "":
        shown, previous, following = _todo_first(request, chosen.qs, tabs)
    else:
        page = _page(chosen.qs.filter(here["condition"]), request.GET)
        shown = page.rows
        previous, following = (_address(request, before=page.before), _address(request, after=page.after))
    texts = writings.unsaved(user) if enters else []
    context = {
        "enters": enters,
        "texts": [text for text in texts if not text.initiative_id],
        "has_below": enters and user.scope.units(Role.SUBMITTER) > own,
        "below": below,
        "filter": chosen,
        "is_filtered": any(request.GET.get(name) for name in chosen.filters),
        "tabs": tabs,
        "count": here["count"],
        "rows": _prepared(shown, user, today, days, texts),
        "previous": previous,
        "following": following,
        "deadline": next_steps.nearest(extensions.dues(user, campaigns, days, today), today) if enters else None,
    }
    return render(request, "registry/initiatives/models.html", context)


def _page(found, parameters) -> paging.Page:
    """A page of these models, with what a row prints. One query, and one more for the key of a later page."""

    def dress(rows):
        return lists.with_open_parts(lists.with_unit_then(lists.listed(rows).select_related("person")))

    return paging.page(found, RECENT, parameters, ROWS, dress)


def _todo_first(request, found, tabs) -> tuple[list, str, str]:
    """One page of all models, those first with which there is something to do: rows, way back, way on.

    The list is two lists, one after the other; `rest=1` in the address says that the second one is being read. They
    share a page only if that is the first one, so that no page needs both a key and two lists.
    """
    everything, todo = tabs[:2]
    if request.GET.get("rest"):
        page = _page(found.exclude(todo["condition"]), request.GET)
        previous = _address(request, rest="1", before=page.before) or _address(request, start="1")
        return page.rows, previous, _address(request, rest="1", after=page.after)
    page = _page(found.filter(todo["condition"]), request.GET)
    if page.before or page.after:
        has_rest = everything["count"] != todo["count"] or todo["count"].is_capped
        following = _address(request, after=page.after) or (_address(request, rest="1") if has_rest else "")
        return page.rows, _address(request, before=page.before), following
    rest = _page(found.exclude(todo["condition"]), {})
    return page.rows + rest.rows, "", _address(request, rest="1", after=rest.after)


def _address(request, **keys) -> str:
    """The address of this list with another key; "" if a key is empty: then there is no such page."""
    if not all(keys.values()):
        return ""
    parameters = request.GET.copy()
    for name in ("before", "after", "rest"):
        parameters.pop(name, None)
    parameters.update({name: value for name, value in keys.items() if name != "start"})
    return f"?{parameters.urlencode()}"


def _tabs(request, found, campaigns, today, enters, days) -> list[dict]:
    """All, what is to do, what waits, what is done; each with its count under the filters. One query."""
    todo = Q(status__in=WRITABLE) | extensions.reporting(campaigns, days, today)
    conditions = {
        "": (_("All"), Q()),
        "todo": (_("To do"), todo),
        "waiting": (_("Waiting"), ~Q(status__in=DONE) & ~todo),
        "done": (_("Done"), Q(status__in=DONE)),
    }
    if not enters:
        del conditions["todo"]
        conditions["waiting"] = (_("Under way"), ~Q(status__in=DONE))
    counts = lists.counts_of({name: found.filter(condition) for name, (_label, condition) in conditions.items()})
    asked = request.GET.get("tab", "")
    parameters = request.GET.copy()
    for name in ("tab", "before", "after", "rest"):
        parameters.pop(name, None)
    tabs = []
    for name, (label, condition) in conditions.items():
        address = parameters.copy()
        if name:
            address["tab"] = name
        tabs.append(
            {
                "name": name,
                "label": label,
                "condition": condition,
                "count": counts[name],
                "is_here": name == (asked if asked in conditions else ""),
                "address": address.urlencode(),
            }
        )
    return tabs


def _prepared(rows, user, today, days, texts) -> list[dict]:
    """What each row prints; the unit only where it is not the one that the reader enters models for."""
    own = user.scope.own(Role.SUBMITTER)
    mine = {post.unit_id for post in user.scope.posts if post.role == Role.SUBMITTER}
    unsaved = {text.initiative_id: text for text in reversed(texts)}
    prepared = []
    for row in rows:
        is_own = bool({row.unit_id, row.allocated_unit_id} & own)
        row.extension_days = days
        asked = lists.open_parts(row) if row.status == Status.RETURNED else []
        who = row.collective_name if row.submitter_type == SubmitterType.COLLECTIVE else name_of(row)
        prepared.append(
            {
                "initiative": row,
                "unit": "" if mine == {row.unit_id} else lists.unit_then(row),
                "who": f"{row.get_submitter_type_display()} · {who}" if who else row.get_submitter_type_display(),
                "since": next_steps.since(row),
                "unsaved": unsaved.get(row.pk),
                "asked": "; ".join(str(part.label) for part in asked),
                "button": next_steps.button(row, today) if is_own else None,
                "left": next_steps.left(row, today) if is_own else "",
                "too_late": next_steps.too_late(row, today) if is_own else "",
                "may_ask": is_own and next_steps.may_ask(row, today),
            }
        )
    return prepared


def name_of(initiative) -> str:
    person = getattr(initiative, "person", None)
    return person.name if person else ""


# ---- one model ----


@require_GET
def initiative(request, code):
    """Everything about one model, for everybody who may see it."""
    user, today = request.user, timezone.localdate()
    found = Initiative.objects.visible_to(user).select_related(
        "campaign", "sector", "unit", "allocated_unit", "person", "continues__campaign"
    )
    if rules.may_review(user):
        found = found.prefetch_related("authors")
    shown = get_object_or_404(lists.with_unit_then(found), code=code)
    remarks = open_remarks(shown)
    levels = units.level_labels(shown.campaign.cutoff_on)
    actions = rules.open_actions(user, shown, today)
    is_own = rules.may(user, Action.SAVE, shown)
    context = {
        "initiative": shown,
        "then": lists.unit_then(shown),
        "today": _unit_today(shown, today),
        "level": levels[shown.level],
        "parts": [(part.label, getattr(shown, part)) for part in TEXT_PARTS],
        "figures": outcomes.shown(shown),
        "remarks": remarks,
        "recognitions": _recognitions(shown, levels),
        "history": _history(shown, is_own, request.user),
        "next": next_steps.sentence(shown, today, len(remarks)) if is_own else "",
        "may_ask": is_own and next_steps.may_ask(shown, today),
        "can": {action.value for action in actions},
        "reviews": rules.may_review(user) and bool(rules.acting_levels(user, shown)) and shown.status != Status.DRAFT,
    }
    return render(request, "registry/initiatives/initiative.html", context)


def _unit_today(shown, today) -> str:
    """The name of the unit that carries the model on today; "" where nobody decided that yet."""
    if shown.allocated_unit:
        return shown.allocated_unit.label
    if not shown.unit.ends_on or shown.unit.ends_on >= today:
        return units.name_on(shown.unit, today)
    heirs = list(Unit.objects.filter(inheritances__from_unit=shown.unit))
    if not heirs or any(heir.ends_on and heir.ends_on < today for heir in heirs):
        further = units.today(shown.unit)
        heirs = further.units if further.is_decided else []
    return heirs[0].label if len(heirs) == 1 else ""


def open_remarks(shown) -> list[Remark]:
    if shown.status != Status.RETURNED:
        return []
    return list(shown.remarks.filter(answered_at__isnull=True).select_related("made_by"))


def _recognitions(shown, levels) -> list[tuple]:
    """What was recognised: level in words, row with its decision. Entries made by mistake are left out."""
    if not shown.recognised_at:
        return []
    rows = shown.recognitions.exclude(state=RecognitionState.CANCELLED)
    return [(levels[row.level], row) for row in rows.select_related("decision__body", "ending_decision", "ground")]


def _history(shown, is_own, user) -> list:
    """The trail, newest first. Its own unit sees when the draft was begun; how often it was saved concerns nobody.

    Who appraised it stands on the reading desk alone.
    """
    entries = trail.with_people(shown.entries.exclude(action__in=(Action.ASSIGN, Action.APPRAISE)), user)
    entries = list(entries.order_by("-id")[:LONGEST_HISTORY])
    trail.name_units(entries)
    begun = min((entry.pk for entry in entries if entry.action == Action.SAVE), default=None)
    return [entry for entry in entries if entry.action != Action.SAVE or (is_own and entry.pk == begun)]


# ---- steps by button ----


def own_or_403(request, code, action) -> Initiative:
    found = Initiative.objects.visible_to(request.user).select_related(*SHOWN)
    shown = get_object_or_404(found, code=code)
    rules.require(request.user, action, shown)
    return shown


@require_POST
def take_back(request, code):
    """Make a submitted model a draft again, as long as no reviewer has opened it."""
    shown = own_or_403(request, code, Action.TAKE_BACK)
    form = ActForm(request.POST)
    form.is_valid()
    if form.tries(initiatives.take_back, shown, by=request.user, version=form.read_version):
        messages.success(request, _("“%(title)s” is a draft again. Change it and submit it anew.") % {"title": shown})
        return redirect("initiative-edit", shown.code)
    messages.error(request, str(form.refusal))
    return redirect(shown)


@require_http_methods(["GET", "POST"])
def withdraw(request, code):
    """Ask for the reason and take the model out of its campaign."""
    shown = own_or_403(request, code, Action.WITHDRAW)
    form = ReasonForm(request.POST or None, initial={"version": shown.version})
    if form.is_valid() and form.tries(
        initiatives.withdraw, shown, by=request.user, reason=form.cleaned_data["reason"], version=form.read_version
    ):
        messages.success(request, _("“%(title)s” is withdrawn.") % {"title": shown})
        return redirect(shown)
    context = {"form": form, "initiative": shown, "back": shown.get_absolute_url()}
    return render(request, "registry/initiatives/withdraw.html", context)


@require_http_methods(["GET", "POST"])
def delete(request, code):
    """Ask once more and remove a draft for good."""
    shown = own_or_403(request, code, Action.DELETE)
    form = ActForm(request.POST or None, initial={"version": shown.version})
    if request.method == "POST" and form.is_valid():
        title = str(shown)
        if form.tries(initiatives.delete_draft, shown, by=request.user, version=form.read_version):
            messages.success(request, _("The draft “%(title)s” is deleted.") % {"title": title})
            return redirect("models")
    return render(request, "registry/initiatives/delete.html", {"form": form, "initiative": shown})
