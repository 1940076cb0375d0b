"""Last year's recognised models of a unit, in one list: keep each up in this campaign, or end it with a reason."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from registry import rules
from registry.forms.initiatives import campaigns_to_register_in
from registry.forms.renewal import ContinueForm, EndForm
from registry.models import Campaign, Initiative
from registry.queries import initiatives as lists
from registry.queries import paging
from registry.queries import renewal as earlier_models
from registry.services import renewal as service

from . import next_steps

ROWS = 30
STATES = ("open", "continued", "ended")
BY_TITLE = paging.ORDERS["title"]


@require_GET
def renewal(request):
    """The recognised models of the year before, each with what became of it and what can be done."""
    user, today = request.user, timezone.localdate()
    if not rules.may_register(user):
        raise PermissionDenied(_("Only those who enter the models of a unit can continue or end one."))
    campaign = _campaign(request)
    before = campaign and earlier_models.year_before(campaign)
    if not before:
        return render(request, "registry/renewal/renewal.html", {"campaign": campaign, "before": None})
    models = earlier_models.recognised(user, before)
    states = earlier_models.by_state(models, campaign)
    counts = lists.counts_of({"": models, **states})
    asked = request.GET.get("state", "")
    here = asked if asked in STATES else ""
    page = paging.page(states.get(here, models), BY_TITLE, request.GET, ROWS, earlier_models.listed)
    for row in earlier_models.with_continuations(page.rows, campaign):
        row.unit_name = lists.unit_then(row)
        row.token = uuid4()
    labels = {
        "": _("All"),
        "open": pgettext("renewal", "Still open"),
        "continued": pgettext("renewal", "Continued"),
        "ended": pgettext("renewal", "Ended"),
    }
    context = {
        "campaign": campaign,
        "before": before,
        "page": page,
        "tabs": [{"name": name, "label": labels[name], "count": counts[name], "is_here": name == here} for name in labels],
        "has_any": counts[""].number > 0,
        "deadline": next_steps.deadline(campaign, today),
    }
    return render(request, "registry/renewal/renewal.html", context)


@require_POST
def continue_(request, code):
    """Copy an earlier model into this campaign and go on writing in the copy."""
    earlier, campaign = _earlier_or_404(request, code)
    form = ContinueForm(request.POST)
    form.is_valid()
    if form.tries(service.continue_, earlier, campaign=campaign, by=request.user, token=form.read_token):
        messages.success(request, _("“%(title)s” is continued. Change what is different this year.") % {"title": earlier})
        return redirect("initiative-edit", form.result.code)
    messages.error(request, str(form.refusal))
    return redirect("renewal")


@require_http_methods(["GET", "POST"])
def end(request, code):
    """Ask for the reason and end an earlier model."""
    earlier, campaign = _earlier_or_404(request, code)
    form = EndForm(request.POST or None, initial={"version": earlier.version})
    if request.method == "POST":
        if form.is_valid() and form.tries(
            service.end,
            earlier,
            campaign=campaign,
            by=request.user,
            reason=form.cleaned_data["reason"],
            version=form.read_version,
        ):
            messages.success(request, _("“%(title)s” is ended.") % {"title": earlier})
            return redirect("renewal")
    elif sentence := service.why_not_end(earlier, campaign):
        messages.info(request, sentence)
        return redirect("renewal")
    context = {"form": form, "initiative": earlier, "campaign": campaign, "back": reverse("renewal")}
    return render(request, "registry/renewal/end.html", context)


def _campaign(request) -> Campaign | None:
    """The campaign in which one registers today; none before the first one is opened."""
    campaigns = campaigns_to_register_in(timezone.localdate(), request.user)
    return campaigns[0] if campaigns else None


def _earlier_or_404(request, code) -> tuple[Initiative, Campaign]:
    """A model of the person's own units, and the campaign in which it is continued or ended."""
    earlier = get_object_or_404(earlier_models.of_units(request.user).select_related("campaign", "unit"), code=code)
    return earlier, _campaign(request)
