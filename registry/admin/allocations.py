"""Allocating chosen models to a unit of today: the same page between button and service as that of the other acts."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from registry.errors import Stale
from registry.forms.allocations import AllocationForm
from registry.forms.review import numbers
from registry.models import Unit
from registry.queries import placing
from registry.services import allocations, trail

from .acts import Chosen

NAME = gettext_lazy("Allocate to a unit of today")


def over_many(model_admin, request, chosen: Chosen, *, is_posted: bool) -> HttpResponse:
    """The page of allocating the chosen models; done if the page that listed them for this unit was confirmed."""
    heirs = _heirs(chosen)
    form = AllocationForm(request.POST if is_posted else None, heirs=heirs)
    to = form.fields["to"].queryset.filter(pk__in=numbers([request.POST.get("to", "")])).first() if is_posted else None
    if form.is_valid() and request.POST.get("listed_for") == str(to.pk):
        if not chosen.is_complete:
            form.refuse(Stale(_("Some of these models were removed or taken back meanwhile. Nothing was done.")))
        elif _is_done(request, chosen, form):
            return redirect("admin:registry_initiative_changelist")
        if isinstance(form.refusal, Stale):
            chosen = Chosen.of(model_admin.get_queryset(request).filter(pk__in=chosen.versions))
    return _page(model_admin, request, form, chosen, to)


def _heirs(chosen: Chosen) -> set[Unit]:
    successors = placing.successors({row.unit_id for row in chosen.rows})
    return {heir for heirs in successors.values() for heir in heirs}


def _is_done(request, chosen: Chosen, form) -> bool:
    """Allocate the models that the page listed; False if that was refused, which the form then says."""
    touched = set(numbers(request.POST.get("touched", "").split()))
    rows = [row for row in chosen.rows if row.pk in touched]
    to, reason = form.cleaned_data["to"], form.cleaned_data["reason"]
    with trail.as_one() as batch:
        if not form.tries(allocations.allocate, rows, to=to, by=request.user, reason=reason, versions=chosen.versions):
            return False
    said = ngettext("%(count)s model is allocated to %(unit)s.", "%(count)s models are allocated to %(unit)s.", len(rows))
    link = format_html('<a href="{}">{}</a>', reverse("batch", args=[batch]), _("What was done"))
    messages.success(request, format_html("{} {}", said % {"count": len(rows), "unit": to}, link))
    return True


def _page(model_admin, request, form, chosen: Chosen, to: Unit | None) -> HttpResponse:
    sorted_out = allocations.sort_out(chosen.rows, to, by=request.user)
    count = len(sorted_out.possible)
    button = ngettext("Allocate %(count)s model", "Allocate %(count)s models", count) % {"count": count}
    return TemplateResponse(
        request,
        "admin/act.html",
        {
            **model_admin.admin_site.each_context(request),
            "opts": model_admin.opts,
            "title": NAME,
            "form": form,
            "possible": sorted_out.possible,
            "refused": sorted_out.refused,
            "button": button if to else _("Preview"),
            "form_url": reverse("admin:registry_initiative_allocate"),
            "back": reverse("admin:registry_initiative_changelist"),
            "chosen": str(chosen),
            "touched": " ".join(str(row.pk) for row in sorted_out.possible),
            "listed_for": to.pk if to and sorted_out.possible else "",
        },
    )
