"""Saved views of the queue: only those of the person who saved them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from registry.forms.phrases import SavedFilterForm
from registry.services import saved_filters as services

from .queues import Queue, require_reviewer


@require_http_methods(["GET", "POST"])
def save(request):
    """Save the queue that the address asks for under a name, and lead back to it."""
    require_reviewer(request.user)
    queue = Queue(request.user, request.GET)
    back = f"{reverse('review')}?{queue.address()}"
    form = SavedFilterForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.tries(
        services.save, request.user, name=form.cleaned_data["name"], query=queue.lasting_address()
    ):
        messages.success(request, _("The view is saved as “%(name)s”.") % {"name": form.result})
        return redirect(back)
    return render(request, "registry/review/save_filter.html", {"form": form, "queue": queue, "back": back})


@require_POST
def remove(request, pk):
    """Remove one of the person's saved views, and lead back to the queue."""
    require_reviewer(request.user)
    services.remove(get_object_or_404(request.user.saved_filters, pk=pk))
    messages.success(request, _("The saved view is removed."))
    return redirect(f"{reverse('review')}?{Queue(request.user, request.GET).address()}")
