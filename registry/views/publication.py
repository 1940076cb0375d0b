"""The way of a model into the showcase: edit its public text and photos, look at the page, clear it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from registry import rules
from registry.errors import Refused, Stale
from registry.forms.showcase import PublicationForm
from registry.models import Initiative, Publication
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
    publication = _text_of(initiative)
    photos = list(documents.evidence_of(initiative).filter(width__isnull=False))
    form = PublicationForm(request.POST or None, documents=photos, publication=publication, initiative=initiative)
    closed = _closed(initiative, request.user)
    if request.method == "POST" and form.is_valid() and form.tries(showcase.edit, initiative, by=request.user, **form.facts()):
        messages.success(request, _("The public text of “%(title)s” is saved.") % {"title": initiative})
        return redirect("publication-preview", code)
    context = {"initiative": initiative, "publication": publication, "form": form, "closed": closed}
    if isinstance(form.refusal, Stale):  # what the other saved is seen now: what was typed stays, saving once more keeps it
        theirs = _text_of(initiative)
        form.data = form.data.copy()
        form.data["version"] = theirs.version if theirs else 0
        context["theirs"] = theirs
    return render(request, "registry/showcase/edit.html", context)


def _text_of(initiative) -> Publication | None:
    """The public text as it stands now, with its photos."""
    return Publication.objects.filter(initiative=initiative).prefetch_related("photos__document").first()


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
