"""The way of a model into the showcase: edit its public text and photos, look at the page, clear it. And “we did it too”."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from registry import rules
from registry.errors import Refused, Stale
from registry.forms.showcase import AdoptionForm, PublicationForm
from registry.models import Adoption, Initiative, Publication
from registry.queries import documents
from registry.queries import showcase as public
from registry.services import review, showcase
from registry.vocabulary import Action, Status

from .desk import readable
from .showcase import page_of


@require_http_methods(["GET", "POST"])
def edit(request, code):
    """Edit what everybody reads of a recognised model. The dossier's words are a start; nothing of them is shown unsaved."""
    initiative = readable(request, code)
    rules.require(request.user, Action.CLEAR, initiative)
    publication = Publication.objects.filter(initiative=initiative).prefetch_related("photos").first()
    photos = list(documents.evidence_of(initiative).filter(width__isnull=False))
    form = PublicationForm(request.POST or None, documents=photos, publication=publication, initiative=initiative)
    closed = _closed(initiative, request.user)
    if request.method == "POST" and form.is_valid() and form.tries(showcase.edit, initiative, by=request.user, **form.facts()):
        messages.success(request, _("The public text of “%(title)s” is saved.") % {"title": initiative})
        return redirect("publication-preview", code)
    if isinstance(form.refusal, Stale):  # now it is seen: what was typed stays, saving once more keeps it
        form.data = form.data.copy()
        form.data["version"] = publication.version if publication else 0
    context = {"initiative": initiative, "publication": publication, "form": form, "closed": closed}
    context["theirs"] = publication if isinstance(form.refusal, Stale) else None
    return render(request, "registry/showcase/edit.html", context)


def _closed(initiative, user) -> str:
    """The sentence that says why the text cannot be edited now, or ""."""
    try:
        showcase.require_editable(initiative, user)
    except Refused as refusal:
        return str(refusal)
    return ""


@require_GET
def preview(request, code):
    """The public page as it will look, for those who may clear the model, with the button that clears it."""
    initiative = readable(request, code)
    rules.require(request.user, Action.CLEAR, initiative)
    if initiative.status != Status.RECOGNISED:
        raise Http404
    shown = public.whole(Initiative.objects.filter(pk=initiative.pk))
    context = page_of(shown) | {"is_preview": True, "hindered": review.why_not_public(shown)}
    return render(request, "registry/showcase/model.html", context)


@require_http_methods(["GET", "POST"])
def adopt(request, code):
    """Say that an own model was learned from this public one."""
    source = get_object_or_404(Initiative.objects.public(), code=code)
    if not rules.may_register(request.user):
        raise PermissionDenied(_("Only a submitter of the unit itself may do this."))
    models = public.could_follow(source, request.user)
    form = AdoptionForm(request.POST or None, models=models)
    if form.is_valid() and form.tries(
        showcase.adopt, form.cleaned_data["adopter"], of=source, by=request.user, note=form.cleaned_data["note"]
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
        showcase.unadopt(adoption, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The link is taken back."))
    return redirect(initiative)
