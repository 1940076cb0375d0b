"""The trail over all: read by filters, page by page, and exported. The trail of one model stands on its desk."""

from django.core.exceptions import PermissionDenied
from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from registry import rules
from registry.exchange import exports
from registry.exchange import trail as tables
from registry.forms.trail import TrailForm
from registry.models import Seal
from registry.queries import paging
from registry.queries import trail as questions
from registry.services import audit

ROWS = 50
NEWEST = paging.Order("pk", falls=True)


@never_cache
@require_http_methods(["GET", "POST"])
def trail(request):
    """What happened, newest first, as far as the reader may know it. POST exports what the filters of the address show.

    The export names people, so it is an act of its own, and stands in the trail before the first line leaves the house.
    """
    if not rules.may_review(request.user):
        raise PermissionDenied(_("This page is for reviewers and administrators."))
    form = TrailForm(request.GET)
    found = form.narrow(questions.visible_to(request.user))
    if request.method == "POST":
        return _exported(request, form, found)

    def dress(rows):
        return questions.with_people(rows, request.user)

    page = paging.page(found, NEWEST, request.GET, ROWS, dress)
    questions.name_accounts(page.rows)
    context = {
        "form": form,
        "page": page,
        "count": paging.count(found),
        "is_filtered": bool(form.asked),
        "seal": Seal.objects.first(),
        "sees_all": request.user.is_superuser,
        "address": request.get_full_path(),
    }
    return render(request, "registry/trail/trail.html", context)


def _exported(request, form, found):
    audit.record_export(by=request.user, asked=form.asked, entries=found.count())
    entries = questions.with_people(found, request.user).order_by("pk")
    table = tables.lines(entries, with_values=request.user.is_superuser)
    response = StreamingHttpResponse(exports.csv_lines(table), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="nhat-ky-{timezone.localdate():%Y-%m-%d}.csv"'
    return response
