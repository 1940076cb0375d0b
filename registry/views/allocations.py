"""Models that no unit of today holds, or holds by a decision: their list, and allocating one or many to a successor."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from registry.errors import Stale
from registry.forms.allocations import AllocationForm
from registry.forms.review import numbers, read_pairs
from registry.models import Campaign, Initiative, Unit
from registry.queries import initiatives as lists
from registry.queries import places, placing
from registry.services import allocations as services
from registry.services import trail
from registry.vocabulary import Status

from .bulk import MOST, grouped
from .queues import require_reviewer, reviewed_by
from .unit_tables import LONGEST_NAME

ROWS = 50
TABS = {  # what the address says: its name, and which models stand in it
    "": (gettext_lazy("Not allocated models"), placing.not_allocated),
    "allocated": (gettext_lazy("Allocated models"), placing.allocated),
}
SHOWN = 30  # rows of the preview; the others follow in a folded list


@require_GET
def allocations(request):
    """The models of this reviewer's scope that stand in the tab, by former unit, with boxes to choose from them."""
    require_reviewer(request.user)
    asked = _Asked(request.GET)
    models = asked.models(request.user)
    former = _former(models, asked)
    context = {
        "asked": asked,
        "tabs": [(name, asked.address(show=key), key == asked.show) for key, (name, _models) in TABS.items()],
        "campaigns": Campaign.objects.all(),
        "former": former,
        "page": lists.page_by_code(asked.of_unit(models).select_related("allocated_unit"), request.GET, ROWS),
        "total": sum(one["number"] for one in former if asked.unit in ("", one["key"])),
        "heirs": _heirs(former, asked),
        "is_open": any(one["heirs"] for one in former if asked.unit in ("", one["key"])),
    }
    return render(request, "registry/allocations/allocations.html", context)


@require_http_methods(["GET", "POST"])
def preview(request):
    """What allocating the chosen models would do, model by model; confirmed, it is done to all of them or to none."""
    require_reviewer(request.user)
    asked = _Asked(request.GET)
    if request.method == "GET":  # after a login in between: the choice is made anew
        return redirect(asked.address())
    chosen = _chosen(request, asked)
    if sentence := _why_not(chosen):
        messages.warning(request, sentence)
        return redirect(asked.address())
    rows = _rows(request.user, chosen)
    pairs = read_pairs(request.POST.get("pairs", ""))
    successors = placing.successors({row.unit_id for row in rows})
    is_confirmed = "pairs" in request.POST
    form = AllocationForm(
        request.POST if is_confirmed else None,
        heirs=[heir for heirs in successors.values() for heir in heirs],
        initial={"to": request.POST.get("to", "")},
    )
    if pairs and form.is_valid() and form.tries(_allocate, request.user, pairs, form):
        return _done(request, asked, *form.result)
    return _preview(request, asked, form, chosen)


def _allocate(user, pairs, form):
    """Do it to exactly the models of the preview. Raises Stale if one of them is out of sight meanwhile."""
    rows = _rows(user, pairs)
    if len(rows) != len(pairs):
        raise Stale(_("Some of these models can no longer be seen by you. Nothing was done."))
    with trail.as_one() as batch:
        done = services.allocate(rows, to=form.cleaned_data["to"], by=user, reason=form.cleaned_data["reason"], versions=pairs)
    return len(done), form.cleaned_data["to"], batch


def _done(request, asked, number, to, batch):
    said = ngettext("%(count)s model is allocated to %(unit)s.", "%(count)s models are allocated to %(unit)s.", number) % {
        "count": number,
        "unit": to,
    }
    link = format_html('<a href="{}">{}</a>', reverse("batch", args=[batch]), _("What was done"))
    messages.success(request, format_html("{} {}", said, link))
    return redirect(asked.address())


def _preview(request, asked, form, chosen):
    rows = lists.with_unit_names(_rows(request.user, chosen))
    to = _to(form, request.POST.get("to", ""))
    sorted_out = services.sort_out(rows, to, by=request.user)
    for row in rows:
        row.address = reverse("review-model", args=[row.code])
    possible, refused = sorted_out.possible, sorted_out.refused
    context = {
        "asked": asked,
        "form": form,
        "to": to,
        "chosen": ",".join(map(str, chosen)),
        "pairs": ",".join(f"{row.pk}:{row.version}" for row in possible),
        "possible": len(possible),
        "refused": len(refused),
        "reasons": grouped(refused),
        "missing": len(chosen) - len(rows),
        "shown": possible[:SHOWN],
        "folded": possible[SHOWN:],
    }
    return render(request, "registry/allocations/preview.html", context)


def _to(form, posted: str) -> Unit | None:
    """The unit that was chosen in the list, if it is one of those that are offered."""
    return form.fields["to"].queryset.filter(pk__in=numbers([posted])).first()


class _Asked:
    """What the address asks for: a tab, the year of a campaign, a former unit by its key, or by a name of then or now.

    Nonsense asks for nothing.
    """

    def __init__(self, parameters):
        year, show = parameters.get("campaign", ""), parameters.get("show", "")
        self.year = year if year.isascii() and year.isdecimal() and len(year) == 4 else ""
        self.show = show if show in TABS else ""
        self.unit = parameters.get("unit", "").replace("\0", "")
        self.name = parameters.get("unit_q", "").replace("\0", "").strip()[:LONGEST_NAME]

    @property
    def heading(self) -> str:
        name, _models = TABS[self.show]
        return name

    def models(self, user):
        """The models of the tab, of whichever of the former units that are meant by the name."""
        _name, in_tab = TABS[self.show]
        models = in_tab(reviewed_by(user))
        if self.name:
            models = models.filter(unit__in=places.called(self.name, with_origins=True))
        return models.filter(campaign__year=self.year) if self.year else models

    def of_unit(self, models):
        return models.filter(unit__key=self.unit) if self.unit else models

    def query(self, **changes) -> str:
        asked = {"show": self.show, "campaign": self.year, "unit_q": self.name, "unit": self.unit, **changes}
        return urlencode({key: value for key, value in asked.items() if value})

    def address(self, **changes) -> str:
        return f"{reverse('allocations')}?{self.query(**changes)}"


def _former(models, asked) -> list[dict]:
    """The former units whose models are not allocated, with how many these are and to which units they can go."""
    found = models.order_by("unit__label_key", "unit").values_list("unit", "unit__key", "unit__label")
    counted = list(found.annotate(number=Count("*")))
    successors = placing.successors([unit for unit, *_rest in counted])
    return [
        {
            "key": key,
            "name": capfirst(label),
            "number": number,
            "heirs": successors.get(unit, []),
            "address": asked.address(unit=key),
        }
        for unit, key, label, number in counted
    ]


def _heirs(former, asked) -> list[Unit]:
    """The units among which one is chosen for the models of the list."""
    heirs = {heir for one in former if asked.unit in ("", one["key"]) for heir in one["heirs"]}
    return sorted(heirs, key=lambda heir: (heir.label_key, heir.pk))


def _chosen(request, asked) -> list[int]:
    """The ids that were picked: by boxes, all of the list, or those that a preview carries on."""
    if "everything" in request.POST:
        models = asked.of_unit(asked.models(request.user))
        return list(models.order_by("pk").values_list("pk", flat=True)[: MOST + 1])
    carried = request.POST.get("chosen", "")
    return list(dict.fromkeys(numbers(carried.split(",") if carried else request.POST.getlist("id"))))


def _why_not(chosen) -> str:
    if not chosen:
        return _("Tick at least one model first.")
    if len(chosen) > MOST:
        return _("At most %(most)s models fit into one act. Narrow the list with a filter first.") % {"most": MOST}
    return ""


def _rows(user, ids) -> list[Initiative]:
    """The chosen models that the person may see, with what the rules ask."""
    models = Initiative.objects.visible_to(user).exclude(status=Status.DRAFT).filter(pk__in=list(ids))
    return list(lists.listed(models).select_related("person").prefetch_related("authors").order_by("pk"))
