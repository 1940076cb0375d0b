"""Consent of the person who stands for a model, by button on the model's page."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from registry import rules
from registry.forms.review import ActForm
from registry.models import Initiative
from registry.services import persons
from registry.vocabulary import Action

_ACTS = {
    "give": (Action.CONSENT, persons.consent, gettext_lazy("The consent is recorded. The name is published with the model.")),
    "withdraw": (
        Action.WITHDRAW_CONSENT,
        persons.withdraw_consent,
        gettext_lazy("The consent is withdrawn. The name is hidden from now on."),
    ),
}


@require_POST
def consent(request, code, name):
    """Record or withdraw the consent to publication."""
    if name not in _ACTS:
        raise Http404
    action, service, says = _ACTS[name]
    shown = get_object_or_404(Initiative.objects.visible_to(request.user).select_related("campaign", "person"), code=code)
    rules.require(request.user, action, shown)
    form = ActForm(request.POST)
    if form.is_valid() and form.tries(service, shown, by=request.user, version=form.read_version):
        messages.success(request, says)
        if shown.cleared_at and not form.result.cleared_at:
            messages.warning(request, _("The public text names the person: the model has left the showcase at once."))
    else:
        messages.error(request, str(form.refusal or _("This cannot be saved as it is.")))
    return redirect(shown)
