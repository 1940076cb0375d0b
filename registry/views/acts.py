"""The acts of the desk on one model, and those on one of its recognitions."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from registry import rules
from registry.errors import Stale
from registry.forms import review as forms
from registry.forms.acts import ACTS
from registry.queries import units
from registry.services import recognition
from registry.vocabulary import Action

from . import phrases
from .desk import ON_DESK, ON_RECOGNITION, called, form_of, readable, render_desk
from .queues import Queue

SAID = {
    Action.APPROVE: gettext_lazy("“%(title)s” is approved."),
    Action.RETURN: gettext_lazy("“%(title)s” is returned to the unit."),
    Action.DECLINE: gettext_lazy("The registration of “%(title)s” is declined."),
    Action.RECOGNISE: gettext_lazy("“%(title)s” is recognised."),
    Action.RETURN_REPORT: gettext_lazy("The report of “%(title)s” is returned to the unit."),
    Action.DECIDE_AGAINST: gettext_lazy("“%(title)s” is not recognised."),
    Action.CLEAR: gettext_lazy("“%(title)s” is cleared for publication."),
    Action.UNCLEAR: gettext_lazy("“%(title)s” is withdrawn from publication."),
    Action.REOPEN: gettext_lazy("“%(title)s” is open again."),
    Action.OPEN_CASE: gettext_lazy("The case about “%(title)s” is open."),
    Action.REVOKE: gettext_lazy("The recognition of “%(title)s” is revoked."),
    Action.REINSTATE: gettext_lazy("The recognition of “%(title)s” stands again."),
    Action.CANCEL_ENTRY: gettext_lazy("The entry is cancelled; “%(title)s” stands where it was."),
}
EXPLAINED = {
    Action.OPEN_CASE: gettext_lazy(
        "A case revokes nothing by itself. It names the ground and starts the clock; the recognition stands until a decision "
        "ends it."
    ),
    Action.REVOKE: gettext_lazy("The recognition ends by a decision and on a ground. It stays in the record as revoked."),
    Action.REINSTATE: gettext_lazy("The revoked recognition stands again by a decision."),
    Action.CANCEL_ENTRY: gettext_lazy(
        "For a recognition that was recorded by mistake. The model stands where it was; this is no revocation."
    ),
}
STAYS = {Action.CLEAR, Action.UNCLEAR, Action.REOPEN}  # acts after which the reviewer stays with the model


@require_http_methods(["GET", "POST"])
def act(request, code, name):
    """Do one act to one model and lead on to the next of the queue. Refused, the desk comes back with what was typed."""
    action = called(name, ON_DESK)
    initiative = readable(request, code)
    queue = Queue(request.user, request.GET, of=initiative)
    if request.method == "GET":  # after a login in between: nothing is done, the desk is shown
        return redirect(queue.desk(code))
    rules.require(request.user, action, initiative)
    form = form_of(action, request.user, initiative, request.POST)
    if form.is_valid() and form.tries(ACTS[action].do, initiative, form, request.user):
        messages.success(request, SAID[action] % {"title": initiative})
        phrases.keep_if_asked(request)
        return redirect(queue.desk(code) if action in STAYS else _next(queue, initiative))
    return render_desk(request, *_afresh(request, initiative, form), failed=(name, form))


def _afresh(request, initiative, form):
    """After a refusal: the model as it is now. A form that was stale gets its version, for now it is seen."""
    if isinstance(form.refusal, Stale):
        initiative = readable(request, initiative.code)
        form.data = form.data.copy()
        form.data["version"] = initiative.version
    return initiative, Queue(request.user, request.GET, of=initiative)


def _next(queue, initiative) -> str:
    """The address of what is read next: another model of the queue, or the queue, which is then empty."""
    code = queue.next_after(initiative)
    return queue.desk(code) if code else f"{reverse('review')}?{queue.address()}"


@require_http_methods(["GET", "POST"])
def amend(request, code):
    """Correct facts of a submitted model."""
    initiative = readable(request, code)
    rules.require(request.user, Action.AMEND, initiative)
    queue = Queue(request.user, request.GET, of=initiative)
    form = forms.AmendForm(
        request.POST or None,
        by=request.user,
        initiative=initiative,
        heirs=units.heirs_if_ended(initiative.unit),
        initial={"version": initiative.version},
    )
    if form.is_valid() and form.tries(ACTS[Action.AMEND].do, initiative, form, request.user):
        messages.success(request, _("“%(title)s” is corrected.") % {"title": form.result})
        if count := getattr(form.result, "voided", 0):
            said = ngettext(
                "%(count)s appraisal is void now, because the facts were changed.",
                "%(count)s appraisals are void now, because the facts were changed.",
                count,
            )
            messages.warning(request, said % {"count": count})
        if _consented(initiative) and not _consented(form.result):
            messages.warning(request, _("The consent ended with the name that gave it: the unit has to record it anew."))
        if form.result.cleared_at:
            messages.info(request, _("The public text stays as it was: look whether it still fits."))
        elif initiative.cleared_at:
            messages.warning(request, _("As it is now the model may not be public: it has left the showcase at once."))
        return redirect(queue.desk(code))
    if request.POST:
        initiative, queue = _afresh(request, initiative, form)
    return render(
        request,
        "registry/review/amend.html",
        {"initiative": initiative, "form": form, "here": queue.address(), "back": queue.desk(code)},
    )


def _consented(initiative) -> bool:
    """Whether the person agrees to be named where the model is published."""
    person = getattr(initiative, "person", None)
    return bool(person and person.consented_at)


@require_http_methods(["GET", "POST"])
def recognition_act(request, code, pk, name):
    """Revoke, reinstate or cancel one recognition, on a page of its own."""
    action = called(name, ON_RECOGNITION)
    initiative = readable(request, code)
    found = get_object_or_404(initiative.recognitions.select_related("decision__body"), pk=pk)
    rules.require(request.user, action, initiative)
    queue = Queue(request.user, request.GET, of=initiative)
    kind = ACTS[action].form
    extra = {"by": request.user} if issubclass(kind, forms.RecognitionForm) else {}
    initial = {"version": initiative.version, "decision": request.GET.get("decision", "")}
    form = kind(request.POST or None, initial=initial, **extra)
    if form.is_valid() and form.tries(ACTS[action].do, found, form, request.user):
        messages.success(request, SAID[action] % {"title": initiative})
        return redirect(queue.desk(code))
    if request.POST:
        initiative, queue = _afresh(request, initiative, form)
    context = {
        "initiative": initiative,
        "recognition": found,
        "action": action,
        "explains": EXPLAINED[action],
        "hindrance": recognition.hindrance(found, action, ACTS[action].recognition),
        "form": form,
        "here": queue.address(),
        "back": queue.desk(code),
    }
    return render(request, "registry/review/recognition_act.html", context)
