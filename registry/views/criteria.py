"""The criteria of appraisals: listed by campaign, shown version by version, copied from last year, written."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from registry import rules
from registry.forms.appraisals import CopyForm, CriterionRows, NewCriteriaForm, RowsForm, rows_of
from registry.models import Campaign, CriteriaSet
from registry.queries import appraisals as questions
from registry.services import criteria as services

from .queues import require_reviewer, running


@require_GET
def criteria(request):
    """The criteria in force of one campaign, by level and submitter type, and how to copy last year's."""
    require_reviewer(request.user)
    return _list(request)


def _list(request, form=None):
    campaigns = list(Campaign.objects.all())
    known = {str(campaign.year): campaign for campaign in campaigns}
    campaign = known.get(request.GET.get("campaign", "")) or running(campaigns)
    sets = questions.newest(CriteriaSet.objects.filter(campaign=campaign)).select_related("campaign")
    earlier = [one for one in campaigns if campaign and one.year < campaign.year]
    initial = {"before": earlier[0].year if earlier else None, "into": campaign and campaign.year}
    context = {
        "campaign": campaign,
        "campaigns": campaigns,
        "sets": list(questions.with_use(sets).order_by("level", "submitter_type").prefetch_related("criteria")),
        "may_change": rules.may_change_criteria(request.user),
        "form": form or CopyForm(initial=initial),
        "tab": "appraisals",
    }
    return render(request, "registry/appraisals/criteria.html", context)


@require_POST
def criteria_copy(request):
    """Copy all criteria of one campaign into another, in one step."""
    _require_change(request.user)
    form = CopyForm(request.POST)
    if form.is_valid() and form.tries(
        services.copy_from, form.cleaned_data["before"], into=form.cleaned_data["into"], by=request.user
    ):
        count = len(form.result)
        said = ngettext("%(count)s set of criteria was copied.", "%(count)s sets of criteria were copied.", count)
        messages.success(request, said % {"count": count})
        return redirect(_address(form.cleaned_data["into"]))
    return _list(request, form)


def _address(campaign) -> str:
    return f"{reverse('criteria')}?campaign={campaign.year}"


@require_GET
def criteria_set(request, pk):
    """One version of criteria, with its guidance and the other versions."""
    require_reviewer(request.user)
    sets = questions.with_use(CriteriaSet.objects.select_related("campaign", "made_by").prefetch_related("criteria"))
    found = get_object_or_404(sets, pk=pk)
    versions = list(_versions(found))
    context = {
        "criteria": found,
        "versions": versions,
        "is_newest": versions[0].pk == found.pk,
        "may_change": rules.may_change_criteria(request.user),
    }
    return render(request, "registry/appraisals/criteria_set.html", context)


def _versions(found):
    key = {name: getattr(found, name) for name in ("campaign", "submitter_type", "level")}
    return CriteriaSet.objects.filter(**key).order_by("-version")


@require_http_methods(["GET", "POST"])
def criteria_edit(request, pk):
    """Change criteria: in place while nothing was appraised by them, else as a new version."""
    _require_change(request.user)
    sets = CriteriaSet.objects.select_related("campaign").prefetch_related("criteria")
    found = get_object_or_404(questions.with_use(sets), pk=pk)
    initial = [{"name": row.name, "weight": row.weight, "guidance": row.guidance} for row in services.rows_of(found)]
    rows = CriterionRows(request.POST or None, initial=initial)
    form = RowsForm(request.POST or None)
    if rows.is_valid() and form.is_valid() and form.tries(services.write, found, rows=rows_of(rows), by=request.user):
        messages.success(request, _("The criteria are saved."))
        return redirect("criteria-set", form.result.pk)
    context = {"criteria": found, "rows": rows, "form": form}
    return render(request, "registry/appraisals/criteria_edit.html", context)


@require_http_methods(["GET", "POST"])
def criteria_new(request):
    """Set the first criteria of a campaign, submitter type and level."""
    _require_change(request.user)
    rows = CriterionRows(request.POST or None)
    names = ("campaign", "submitter_type", "level")
    initial = {name: request.GET[name] for name in names if request.GET.get(name)}
    form = NewCriteriaForm(request.POST or None, initial=initial)
    if rows.is_valid() and form.is_valid():
        values = {name: form.cleaned_data[name] for name in names}
        if form.tries(services.begin, rows=rows_of(rows), by=request.user, **values):
            messages.success(request, _("The criteria are saved."))
            return redirect("criteria-set", form.result.pk)
    return render(request, "registry/appraisals/criteria_edit.html", {"criteria": None, "rows": rows, "form": form})


def _require_change(user):
    require_reviewer(user)
    if not rules.may_change_criteria(user):
        raise PermissionDenied(_("Criteria hold for all units, so only reviewers of the province may change them."))
