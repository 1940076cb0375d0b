"""“We did it too”: a unit links its model to the public one from which it was learned, and takes the link back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from registry import rules
from registry.errors import Refused
from registry.forms.adoptions import AdoptionForm
from registry.models import Adoption, Initiative
from registry.queries import adoptions as questions
from registry.services import adoptions


@require_http_methods(["GET", "POST"])
def adopt(request, code):
    """Say that an own model was learned from this public one."""
    source = get_object_or_404(Initiative.objects.public(), code=code)
    if not rules.may_register(request.user):
        raise PermissionDenied(_("Only a submitter of the unit itself may do this."))
    models = questions.could_follow(source, request.user)
    form = AdoptionForm(request.POST or None, models=models)
    if form.is_valid() and form.tries(
        adoptions.adopt, form.cleaned_data["adopter"], of=source, by=request.user, note=form.cleaned_data["note"]
    ):
        messages.success(request, _("It is noted: your model was learned from “%(title)s”.") % {"title": source})
        return redirect("showcase-model", code)
    context = {"source": source, "form": form, "has_models": models.exists()}
    return render(request, "registry/showcase/adopt.html", context)


@require_POST
def unadopt(request, code, pk):
    """Take back from which model this one was learned."""
    initiative = get_object_or_404(Initiative.objects.visible_to(request.user), code=code)
    adoption = get_object_or_404(Adoption.objects.filter(adopter=initiative), pk=pk)
    try:
        adoptions.unadopt(adoption, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The link is taken back."))
    return redirect(initiative)
