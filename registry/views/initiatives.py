"""The unit's side: its list of models, one model, the registration form, the report, and the steps by button."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from registry import lifecycle, rules
from registry.errors import Refused, Stale
from registry.filters import InitiativeFilter
from registry.forms.initiatives import (
    InitiativeForm,
    NewInitiativeForm,
    ReportForm,
    campaigns_to_register_in,
    units_to_register_for,
)
from registry.forms.review import ActForm, ReasonForm
from registry.models import Campaign, Initiative, Remark, Unit
from registry.queries import initiatives as lists
from registry.queries import paging, units
from registry.services import initiatives
from registry.vocabulary import TEXT_PARTS, Action, Part, RecognitionState, Role, Status, SubmitterType, fields_of

from . import next_steps

ROWS = 25
RECENT = paging.ORDERS["recent"]
WRITABLE = (Status.DRAFT, Status.RETURNED)
DONE = (Status.RECOGNISED, Status.NOT_RECOGNISED, Status.DECLINED, Status.WITHDRAWN, Status.REVOKED)
LONGEST_HISTORY = 100


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
    tabs = _tabs(request, chosen.qs, campaigns, today, enters)
    here = next(tab for tab in tabs if tab["is_here"])
    running = next((one for one in campaigns if one.is_registering(today)), None)
    if enters and here["name"] == "":
        shown, previous, following = _todo_first(request, chosen.qs, tabs)
    else:
        page = _page(chosen.qs.filter(here["condition"]), request.GET)
        shown = page.rows
        previous, following = (_address(request, before=page.before), _address(request, after=page.after))
    context = {
        "enters": enters,
        "has_below": enters and user.scope.units(Role.SUBMITTER) > own,
        "below": below,
        "filter": chosen,
        "is_filtered": any(request.GET.get(name) for name in chosen.filters),
        "tabs": tabs,
        "count": here["count"],
        "rows": _prepared(shown, user, today),
        "previous": previous,
        "following": following,
        "deadline": next_steps.deadline(running, today) if enters else None,
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


def _tabs(request, found, campaigns, today, enters) -> list[dict]:
    """All, what is to do, what waits, what is done; each with its count under the filters. One query."""
    reporting = Q(status=Status.REGISTERED, campaign__in=[one.pk for one in campaigns if one.is_reporting(today)])
    todo = Q(status__in=WRITABLE) | reporting
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


def _prepared(rows, user, today) -> list[dict]:
    """What each row prints; the unit only where it is not the one that the reader enters models for."""
    own = user.scope.own(Role.SUBMITTER)
    mine = {post.unit_id for post in user.scope.posts if post.role == Role.SUBMITTER}
    prepared = []
    for row in rows:
        is_own = bool({row.unit_id, row.allocated_unit_id} & own)
        asked = lists.open_parts(row) if row.status == Status.RETURNED else []
        who = row.collective_name if row.submitter_type == SubmitterType.COLLECTIVE else _name_of(row)
        prepared.append(
            {
                "initiative": row,
                "unit": "" if mine == {row.unit_id} else lists.unit_then(row),
                "who": f"{row.get_submitter_type_display()} · {who}" if who else row.get_submitter_type_display(),
                "since": next_steps.since(row),
                "asked": "; ".join(str(part.label) for part in asked),
                "button": next_steps.button(row, today) if is_own else None,
            }
        )
    return prepared


def _name_of(initiative) -> str:
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
    remarks = _open_remarks(shown)
    levels = units.level_labels(shown.campaign.cutoff_on)
    actions = rules.open_actions(user, shown, today)
    is_own = rules.may(user, Action.SAVE, shown)
    context = {
        "initiative": shown,
        "then": lists.unit_then(shown),
        "today": _unit_today(shown, today),
        "level": levels[shown.level],
        "parts": [(part.label, getattr(shown, part)) for part in TEXT_PARTS],
        "remarks": remarks,
        "recognitions": _recognitions(shown, levels),
        "history": _history(shown, is_own),
        "next": next_steps.sentence(shown, today, len(remarks)) if is_own else "",
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


def _open_remarks(shown) -> list[Remark]:
    if shown.status != Status.RETURNED:
        return []
    return list(shown.remarks.filter(answered_at__isnull=True).select_related("made_by"))


def _recognitions(shown, levels) -> list[tuple]:
    """What was recognised: level in words, row with its decision. Entries made by mistake are left out."""
    if not shown.recognised_at:
        return []
    rows = shown.recognitions.exclude(state=RecognitionState.CANCELLED)
    return [(levels[row.level], row) for row in rows.select_related("decision__body", "ending_decision", "ground")]


def _history(shown, is_own) -> list:
    """The trail, newest first. Its own unit sees when the draft was begun; how often it was saved concerns nobody."""
    entries = list(shown.entries.select_related("actor").order_by("-id")[:LONGEST_HISTORY])
    begun = min((entry.pk for entry in entries if entry.action == Action.SAVE), default=None)
    return [entry for entry in entries if entry.action != Action.SAVE or (is_own and entry.pk == begun)]


# ---- writing ----


@require_http_methods(["GET", "POST"])
def new(request):
    """The registration form of a model that does not exist yet. A page sent twice leads to the one model that it began."""
    user, today = request.user, timezone.localdate()
    if not rules.may_register(user):
        raise PermissionDenied(_("Only those who enter the models of a unit can register one."))
    campaigns, own_units = campaigns_to_register_in(today), units_to_register_for(user, today)
    if not campaigns or not own_units:
        return render(request, "registry/initiatives/new_impossible.html", {"campaigns": campaigns})
    form = NewInitiativeForm(request.POST or None, by=user, campaigns=campaigns, own_units=own_units)
    if request.method == "POST":
        form.is_valid()
        if form.can_begin and form.tries(
            initiatives.begin,
            campaign=form.cleaned_data["campaign"],
            unit=form.cleaned_data["unit"],
            by=user,
            facts=form.facts(),
            token=form.read_token,
        ):
            begun = form.result
            data = request.POST.copy()
            data["version"] = "1"  # this page knows the model as it was begun; a later version needs a choice
            form = InitiativeForm(data, by=user, campaign=begun.campaign, initiative=begun)
            form.is_valid()
            return _keep(request, form, begun)
        form.renew()
    return _write(request, form)


@require_http_methods(["GET", "POST"])
def edit(request, code):
    """The registration form of a draft; of a returned model only the parts that a reviewer asked for."""
    shown = _own_or_403(request, code, Action.SAVE)
    remarks = _open_remarks(shown)
    opened = initiatives.editable(shown) if shown.status == Status.RETURNED else None
    if shown.status not in WRITABLE and request.method == "GET":
        messages.info(request, _not_now(shown))
        return redirect(shown)
    form = InitiativeForm(
        request.POST or None, by=request.user, campaign=shown.campaign, initiative=shown, opened=opened, remarks=remarks
    )
    if request.method == "POST":
        form.is_valid()
        return _keep(request, form, shown)
    return _write(request, form)


@require_http_methods(["GET", "POST"])
def report(request, code):
    """The report of results of a registered model."""
    shown = _own_or_403(request, code, Action.REPORT)
    if shown.status != Status.REGISTERED and request.method == "GET":
        messages.info(request, _not_now(shown))
        return redirect(shown)
    form = ReportForm(request.POST or None, initiative=shown)
    if request.method == "POST":
        form.is_valid()
        return _keep(request, form, shown)
    return _write(request, form)


def _own_or_403(request, code, action) -> Initiative:
    found = Initiative.objects.visible_to(request.user).select_related(*_SHOWN)
    shown = get_object_or_404(found, code=code)
    rules.require(request.user, action, shown)
    return shown


def _keep(request, form, shown):
    """Save what is right and send it if that was asked. Whatever fails, the page comes back with all that was typed."""
    action = Action.REPORT if isinstance(form, ReportForm) else Action.SUBMIT
    if lifecycle.is_open(action, shown.status):
        if done := _save_and_send(request, form, shown, action):
            return done
        shown = Initiative.objects.select_related(*_SHOWN).filter(pk=shown.pk).first() or shown
        form.initiative = shown
    if not lifecycle.is_open(action, shown.status):  # sent meanwhile, by a second click or by a colleague
        if not form.differing(shown):
            messages.info(request, _not_now(shown))
            return redirect(shown)
        form.refuse(Refused(_not_now(shown)))
        form.refuse(Refused(_("What you typed stands below and is not saved. Copy it before you leave this page.")))
    return _write(request, form)


def _save_and_send(request, form, shown, action):
    """The redirect if all went well, else None, with the reasons on the form."""
    version = form.read_version
    if (newer := request.POST.get("overwrite", "")).isascii() and newer.isdecimal() and len(newer) < 10:
        version = int(newer)  # the person has seen that there is a newer version, and chose
    if not form.tries(initiatives.save, shown, by=request.user, facts=form.facts(), version=version):
        return None
    saved, form.is_saved = form.result, True
    form.carry(saved)
    if "send" not in request.POST:
        if form.errors:
            return None
        messages.success(request, _("Saved. You can go on later."))
        return redirect("initiative-report" if action == Action.REPORT else "initiative-edit", saved.code)
    if form.errors:
        form.miss(initiatives.missing(saved))
        return None
    if not form.tries(_SENDS[action], saved, by=request.user, version=saved.version):
        return None
    messages.success(request, _SENT[action] % {"title": saved})
    return redirect(saved)


_SHOWN = ("campaign", "sector", "unit", "person")
_SENDS = {Action.SUBMIT: initiatives.submit, Action.REPORT: initiatives.report}
_SENT = {
    Action.SUBMIT: gettext_lazy("“%(title)s” is submitted. You are told when a reviewer has read it."),
    Action.REPORT: gettext_lazy("The report of “%(title)s” is sent."),
}


def _not_now(shown) -> str:
    """Why the form of this model is closed."""
    if shown.status == Status.SUBMITTED:
        return _("“%(title)s” is already submitted.") % {"title": shown}
    if shown.status == Status.REPORTED:
        return _("The report of “%(title)s” is already sent.") % {"title": shown}
    return _("“%(title)s” is now “%(status)s”; this form is closed.") % {
        "title": shown,
        "status": shown.get_status_display(),
    }


def _write(request, form):
    """Show a form, new or with what is wrong in it."""
    shown, today = form.initiative, timezone.localdate()
    is_report = isinstance(form, ReportForm)
    action = Action.REPORT if is_report else Action.SUBMIT
    is_stale = isinstance(form.refusal, Stale) and shown is not None
    context = {
        "form": form,
        "initiative": shown,
        "heading": form.heading("send" in request.POST),
        "is_stale": is_stale,
        "differing": form.differing(shown) if is_stale else [],
        "campaign": form.campaign if not is_report else shown.campaign,
        "deadline": next_steps.deadline(form.campaign, today) if not is_report else None,
        "closed": rules.window(action, shown, today) if shown else "",
        "remarks": [field.remark for field in form.fields.values() if hasattr(field, "remark")],
        "locked": _locked(form, shown) if shown and shown.status == Status.RETURNED else [],
    }
    if is_report:
        context["returned"] = shown.entries.filter(action=Action.RETURN_REPORT).select_related("actor").last()
        return render(request, "registry/initiatives/report.html", context)
    return render(request, "registry/initiatives/edit.html", context)


def _locked(form, shown) -> list[tuple]:
    """The parts that are not open: label and text."""
    return [(part.label, _text_of(shown, part)) for part in Part if not set(fields_of(part)) & set(form.fields)]


def _text_of(shown, part) -> str:
    match part:
        case Part.SECTOR:
            return str(shown.sector or "")
        case Part.LEVEL | Part.NOVELTY:
            return getattr(shown, f"get_{part}_display")()
        case Part.SUBMITTER:
            said = [shown.get_submitter_type_display(), shown.collective_name, _name_of(shown)]
            return " · ".join(filter(None, said))
        case Part.PERIOD:
            return " – ".join(next_steps.day_of(day) for day in (shown.starts_on, shown.ends_on) if day)
    return getattr(shown, part)


# ---- steps by button ----


@require_POST
def take_back(request, code):
    """Make a submitted model a draft again, as long as no reviewer has opened it."""
    shown = _own_or_403(request, code, Action.TAKE_BACK)
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
    shown = _own_or_403(request, code, Action.WITHDRAW)
    form = ReasonForm(request.POST or None, initial={"version": shown.version})
    if form.is_valid() and form.tries(
        initiatives.withdraw, shown, by=request.user, reason=form.cleaned_data["reason"], version=form.read_version
    ):
        messages.success(request, _("“%(title)s” is withdrawn.") % {"title": shown})
        return redirect(shown)
    return render(request, "registry/initiatives/withdraw.html", {"form": form, "initiative": shown})


@require_http_methods(["GET", "POST"])
def delete(request, code):
    """Ask once more and remove a draft for good."""
    shown = _own_or_403(request, code, Action.DELETE)
    form = ActForm(request.POST or None, initial={"version": shown.version})
    if request.method == "POST" and form.is_valid():
        title = str(shown)
        if form.tries(initiatives.delete_draft, shown, by=request.user, version=form.read_version):
            messages.success(request, _("The draft “%(title)s” is deleted.") % {"title": title})
            return redirect("models")
    return render(request, "registry/initiatives/delete.html", {"form": form, "initiative": shown})
