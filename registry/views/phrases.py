"""A reviewer's own phrases: the list of them, and the remark of an act that is kept as one."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from registry.errors import Refused
from registry.forms.phrases import PhraseForm
from registry.services import phrases as services

from .queues import require_reviewer


def of(user) -> list[str]:
    """The person's phrases, in their order. One query."""
    return list(user.phrases.values_list("text", flat=True))


@require_http_methods(["GET", "POST"])
def phrases(request):
    """Everything that the reviewer keeps for remarks; a new phrase is added here."""
    require_reviewer(request.user)
    form = PhraseForm(request.POST or None)
    if form.is_valid() and form.tries(services.keep, request.user, form.cleaned_data["text"]):
        messages.success(request, _("The phrase is kept."))
        return redirect("phrases")
    context = {"form": form, "phrases": list(request.user.phrases.all()), "most": services.MOST}
    return render(request, "registry/review/phrases.html", context)


@require_POST
def phrase_change(request, pk, name):
    """Move a phrase up, or remove it."""
    require_reviewer(request.user)
    phrase = get_object_or_404(request.user.phrases, pk=pk)
    if name not in ("up", "remove"):
        raise Http404
    if name == "up":
        services.move_up(phrase)
    else:
        services.remove(phrase)
        messages.success(request, _("The phrase is removed."))
    return redirect("phrases")


def keep_if_asked(request):
    """After an act: keep its remarks as phrases if the box was ticked. What cannot be kept is said and changes nothing."""
    if "keep_phrase" not in request.POST:
        return
    written = [value for name, value in request.POST.items() if name in ("remark", "reason") or name.startswith("part_")]
    for words in filter(str.strip, written):
        try:
            services.keep(request.user, words)
        except Refused as refusal:
            sentence = _("The remark was not kept as a phrase: %(why)s") % {"why": refusal}
            messages.warning(request, sentence)
