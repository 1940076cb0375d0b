"""The door: where each role begins, and what needs no role."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from django.views.i18n import set_language

from registry import rules

THEMES = {"light", "dark"}
YEAR = 365 * 24 * 3600  # seconds


@login_not_required
@require_GET
def home(request):
    """Lead each role to its own first page."""
    user = request.user
    if not user.is_authenticated:
        return redirect("showcase")
    if user.is_superuser:
        return redirect("admin:index")
    if rules.may_review(user):
        return redirect("review")
    if rules.may_register(user):
        return redirect("models")
    return redirect("leadership" if rules.may_lead(user) else "showcase")


@login_not_required
@never_cache
@require_GET
def healthz(request):
    """200 while the database answers, 503 when it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        return HttpResponse("database unreachable\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


language = login_not_required(require_POST(set_language))


@login_not_required
@require_POST
def theme(request):
    """Keep the choice of light or dark in a cookie and go back."""
    there = request.POST.get("next", "/")
    is_here = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(there if is_here else "/")
    if request.POST.get("theme") in THEMES:
        response.set_cookie("theme", request.POST["theme"], max_age=YEAR, samesite="Lax", httponly=True, secure=settings.HTTPS)
    return response
