"""The board of appraisals: how far each appraiser is, what still lacks appraisals, and the form that assigns them."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from registry import rules
from registry.errors import Refused
from registry.forms.appraisals import AssignForm
from registry.models import Assignment, Campaign, User
from registry.queries import appraisals as questions
from registry.queries import initiatives as lists
from registry.queries import paging
from registry.services import assignments as services
from registry.vocabulary import Level

from .queues import OLDEST, require_reviewer, reviewed_by, running

ROWS = 50
MOST = 3000  # models in one act
CONFLICTS_SHOWN = 3
LACKING, ALL = "lacking", "all"


@dataclass
class Board:
    """What an address asks for: one campaign and one level, and which models of it."""

    user: User
    campaign: Campaign
    level: Level
    levels: list[Level]
    show: str
    campaigns: list[Campaign]

    @classmethod
    def of(cls, request) -> "Board":
        """The board of the address; the running campaign and the lowest own level where it names none."""
        require_reviewer(request.user)
        possible = rules.decision_levels(request.user)
        levels = [level for level in Level if level in possible]
        campaigns = list(Campaign.objects.all())
        if not levels or not campaigns:
            raise Http404
        asked = request.GET.get("level", "")
        known = {str(campaign.year): campaign for campaign in campaigns}
        return cls(
            request.user,
            known.get(request.GET.get("campaign", "")) or running(campaigns),
            Level(asked) if asked in levels else levels[0],
            levels,
            ALL if request.GET.get("show") == ALL else LACKING,
            campaigns,
        )

    @property
    def values(self) -> dict:
        """What the address of this board says."""
        return {"campaign": self.campaign.year, "level": self.level.value, "show": self.show}

    def address(self, **changes) -> str:
        return f"{reverse('assignments')}?{urlencode(self.values | changes)}"

    @property
    def models(self):
        """The models that are to be appraised at this level, with what was assigned and handed in."""
        found = questions.to_appraise(reviewed_by(self.user), self.campaign, self.level)
        return questions.with_counts(found, self.level)

    @property
    def assignments(self):
        """The assignments of the campaign and the level that the person may follow."""
        models = reviewed_by(self.user).filter(campaign=self.campaign).values("pk")
        return Assignment.objects.filter(level=self.level, initiative__in=models)


@require_GET
def board(request):
    """The board."""
    return _page(request, Board.of(request))


@require_http_methods(["GET", "POST"])
def assign(request):
    """Assign models: the ticked ones, those of a unit or a field, or all; to each of the chosen people, or spread evenly."""
    shown = Board.of(request)
    if request.method == "GET":  # after a login in between: nothing is done, the board is shown
        return redirect(shown.address())
    people = questions.appraisers_for(request.user, shown.level)
    form = AssignForm(request.POST, appraisers=_offered(people), units=_units(shown))
    if form.is_valid():
        chosen, barred = _chosen(request, shown, form.cleaned_data)
        if form.tries(_assign, chosen, form.cleaned_data, shown, people):
            _tell(request, form.assigned, barred)
            return redirect(shown.address())
    return _page(request, shown, form, people)


def _chosen(request, shown: Board, data) -> tuple[list, list[str]]:
    """The models that the form means and the person may assign; of the others, the sentences that say why not."""
    rows = shown.models.select_related("campaign", "person").prefetch_related("authors")
    match data["which"]:
        case AssignForm.TICKED:
            ids = [int(pk) for pk in request.POST.getlist("id") if pk.isascii() and pk.isdecimal() and len(pk) < 19]
            return list(rows.filter(pk__in=ids[:MOST])), []
        case AssignForm.UNIT:
            rows = rows.filter(unit__key=data["unit"])
        case AssignForm.SECTOR:
            rows = rows.filter(sector=data["sector"])
    if data["how"] == AssignForm.EVENLY:
        rows = rows.filter(assigned__lt=data["number"] or 1)
    rows = list(rows[:MOST])
    why_not = {row.pk: rules.why_not_assign(request.user, row, shown.level) for row in rows}
    barred = [f"{row.code}: {why_not[row.pk]}" for row in rows if why_not[row.pk]]
    return [row for row in rows if not why_not[row.pk]], barred


def _assign(chosen, data, shown: Board, people):
    if not chosen:
        raise Refused(_("No model was chosen."), {"which": _("No model was chosen.")})
    picked = [person for person in people if person.pk in set(data["appraisers"])]
    values = {"appraisers": picked, "level": shown.level, "by": shown.user, "due_on": data["due_on"]}
    if data["how"] == AssignForm.EVENLY:
        return services.assign_evenly(chosen, each=data["number"] or 1, **values)
    return services.assign(chosen, **values)


def _tell(request, assigned, barred):
    count = len(assigned.made)
    said = ngettext("%(count)s assignment was made.", "%(count)s assignments were made.", count)
    messages.success(request, said % {"count": count})
    left_out = list(dict.fromkeys([*barred, *(f"{row.code}: {sentence}" for row, sentence in assigned.left_out)]))
    if left_out:
        said = ngettext("%(count)s was left out. %(reasons)s", "%(count)s were left out. %(reasons)s", len(left_out))
        messages.warning(request, said % {"count": len(left_out), "reasons": " ".join(left_out[:CONFLICTS_SHOWN])})


@require_POST
def unassign(request, pk):
    """Take a model from an appraiser."""
    require_reviewer(request.user)
    models = reviewed_by(request.user).values("pk")
    found = get_object_or_404(Assignment.objects.select_related("initiative", "appraiser"), pk=pk, initiative__in=models)
    try:
        services.unassign(found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    except PermissionDenied as denial:
        messages.error(request, str(denial))
    else:
        messages.success(request, _("“%(title)s” is no longer assigned to %(name)s.") % _names(found))
    return redirect(Board.of(request).address())


def _names(found: Assignment) -> dict:
    return {"title": found.initiative, "name": found.appraiser}


def _page(request, shown: Board, form=None, people=None):
    if people is None:
        people = questions.appraisers_for(request.user, shown.level)
    form = form or AssignForm(appraisers=_offered(people), units=_units(shown))
    setting = rules.level_setting(shown.campaign, shown.level)
    needed = max(setting.appraisals_needed, 1)
    models = shown.models.filter(signed__lt=needed) if shown.show == LACKING else shown.models
    dressed = lists.with_unit_then(models.select_related("person", "sector").prefetch_related("authors"), shown.campaign)
    page = paging.page(dressed, OLDEST, request.GET, ROWS)
    context = {
        "board": shown,
        "form": form,
        "page": page,
        "rows": _prepared(page.rows, shown, people),
        "count": paging.count(models),
        "progress": questions.progress(shown.assignments),
        "needed": setting.appraisals_needed,
        "addresses": {
            "levels": [(level.label, shown.address(level=level.value), level == shown.level) for level in shown.levels],
            "shows": [(name, shown.address(show=name), name == shown.show) for name in (LACKING, ALL)],
            # A form that is refused shows the page again on which its models were ticked.
            "assign": f"{reverse('assign')}?{urlencode(shown.values | _place(request))}",
            "query": urlencode(shown.values),
        },
        "ticked": set(request.POST.getlist("id")),
        "today": timezone.localdate(),
        "tab": "appraisals",
    }
    return render(request, "registry/appraisals/board.html", context)


def _place(request) -> dict:
    """Which page of the list the address asks for."""
    return {name: request.GET[name] for name in ("after", "before") if name in request.GET}


def _offered(people) -> list[tuple[int, str]]:
    """The people as choices, each with what they have still to do."""
    said = _("%(name)s (%(count)s to do)")
    return [(person.pk, said % {"name": person, "count": person.load}) for person in people]


def _units(shown: Board) -> list[tuple[str, str]]:
    """The units whose models are to be appraised."""
    found = questions.to_appraise(reviewed_by(shown.user), shown.campaign, shown.level).order_by()
    return list(found.values_list("unit__key", "unit__label").distinct().order_by("unit__label_key"))


def _prepared(rows, shown: Board, people) -> list[dict]:
    """What each line prints: who has it, how far, the spread, the conflicts. Three queries, however many rows and people."""
    given = questions.with_state(Assignment.objects.filter(initiative__in=rows, level=shown.level))
    assigned: dict[int, list[Assignment]] = {}
    for one in given.select_related("appraiser").order_by("pk"):
        assigned.setdefault(one.initiative_id, []).append(one)
    spreads = questions.spreads(rows, shown.level)
    rules.know_houses([*people, shown.user])
    prepared = []
    for row in rows:
        row.campaign = shown.campaign
        conflicts = [
            rules.said_of(conflict, person) for person in people if (conflict := rules.conflict(person, row, shown.level))
        ]
        prepared.append(
            {
                "pk": row.pk,
                "code": row.code,
                "title": row.title,
                "status": row.status,
                "unit": lists.unit_then(row),
                "sector": row.sector,
                "assigned": assigned.get(row.pk, []),
                "signed": row.signed,
                "spread": spreads.get(row.pk),
                "conflicts": conflicts[:CONFLICTS_SHOWN],
                "why_not": rules.why_not_assign(shown.user, row, shown.level),
            }
        )
    return prepared
