"""Ending several things at once in the admin: first a page that lists what will be done and what not, then all or nothing."""

from collections.abc import Callable, Iterable

from django import forms
from django.contrib import messages
from django.db import transaction
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registry.errors import Refused
from registry.forms.review import numbers


def listed_first(model_admin, request, rows: Iterable, *, name: str, title: str, act: Callable, why_not: Callable):
    """The page between the admin's action `name` and the service `act`, which takes a row and `by`; None once it is done.

    `why_not` gives the sentence why a row cannot be ended, or "". A page whose list is no longer true is shown anew.
    """
    rows = list(rows)
    possible = [row for row in rows if not why_not(row)]
    listed = request.POST.get("listed")
    if listed is not None and possible:
        try:
            if set(numbers(listed.split())) != {row.pk for row in possible}:
                raise Refused(_("Something changed meanwhile; nothing was done. Please look at the list again."))
            with transaction.atomic():
                for row in possible:
                    act(row, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            words = ngettext("%(count)s was ended.", "%(count)s were ended.", len(possible))
            messages.success(request, words % {"count": len(possible)})
            return None
    opts = model_admin.opts
    count = ngettext("%(count)s will be ended.", "%(count)s will be ended.", len(possible)) % {"count": len(possible)}
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": opts,
        "title": title,
        "original": opts.verbose_name_plural,
        "explains": count if possible else _("None of them can be ended any more."),
        "facts": [(row, why_not(row) or _("will be ended")) for row in rows],
        "form": forms.Form(),
        "carried": [
            ("action", name),
            *(("_selected_action", row.pk) for row in rows),
            *([("listed", " ".join(str(row.pk) for row in possible))] if possible else []),
        ],
        "button": title if possible else _("Look again"),
        "back": reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist"),
    }
    return TemplateResponse(request, "admin/confirm.html", context)
