"""Deputies: naming one, ending it, and acting in the place of somebody."""

from django.contrib import messages
from django.http import Http404
from django.middleware.csrf import rotate_token
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from registry.errors import Refused
from registry.forms.delegations import DelegationForm
from registry.queries import delegations as questions
from registry.services import delegations, trail


@require_http_methods(["GET", "POST"])
def delegations_list(request):
    """Who acts in one's place, in whose place one may act, and the form that names a deputy."""
    form = DelegationForm(request.POST or None)
    if form.is_valid() and form.tries(delegations.give, request.user, by=request.user, **form.cleaned_data):
        messages.success(request, _("%(name)s may act in your place on these days.") % {"name": form.result.deputy})
        return redirect("delegations")
    today = timezone.localdate()
    rows = list(questions.of(request.user))
    for row in rows:
        row.is_over = bool(row.ended_at) or row.valid_until < today
        row.is_in_force = not row.is_over and row.valid_from <= today
    context = {"form": form, "rows": rows, "principals": questions.principals_of(request.user)}
    return render(request, "registry/account/delegations.html", context)


@require_POST
def end(request, pk):
    """End a delegation that one gave or holds."""
    found = get_object_or_404(questions.of(request.user), pk=pk)
    try:
        delegations.end(found, by=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("The delegation has ended."))
    return redirect("delegations")


@require_POST
def acting(request):
    """Begin to act in the place of a person (`principal`, an id), or stop it.

    Pages that are open meanwhile get new tokens only when they are loaded anew: none is sent in another name unawares.
    """
    rotate_token(request)
    asked = request.POST.get("principal", "")
    if not asked:
        if request.session.pop(questions.ACTING_FOR, None):
            trail.record_other(f"account {request.user.pk}", "acting.end", by=request.user)
            messages.success(request, _("You act in your own name again."))
        return redirect("home")
    is_number = asked.isascii() and asked.isdecimal() and len(asked) < 19
    principal = is_number and questions.principal_of(request.user, int(asked))
    if not principal:
        raise Http404
    request.session[questions.ACTING_FOR] = principal.pk
    request.user.acting_for = principal
    trail.record_other(f"account {request.user.pk}", "acting.begin", by=request.user, data={"principal": principal.pk})
    messages.success(request, _("You act in the place of %(name)s now; the trail names you both.") % {"name": principal})
    return redirect("home")
