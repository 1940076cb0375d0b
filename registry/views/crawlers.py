"""What search engines are told: they may read the showcase and nothing else, and which pages it has now."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from registry.queries import showcase

from .limits import light

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


@login_not_required
@require_safe
def robots(request):
    """Everything but the showcase stays unread; its filtered lists too, for the sitemap names every page once."""
    listed = reverse("showcase")
    lines = ["User-agent: *", "Disallow: /", "Allow: /$", f"Allow: {listed}", f"Disallow: {listed}?"]
    lines += [
        f"Disallow: {listed}*/adopt/",
        f"Allow: {settings.STATIC_URL}",
        "",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@login_not_required
@never_cache
@light
@require_safe
def sitemap(request):
    """The pages of the models that are public at this moment."""
    start = request.build_absolute_uri(reverse("showcase"))
    return StreamingHttpResponse(_sitemap(start), content_type="application/xml; charset=utf-8")


def _sitemap(start: str):
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{_SITEMAP}">\n<url><loc>{start}</loc></url>\n'
    for code, day in showcase.changed():
        yield f"<url><loc>{start}{code}/</loc><lastmod>{day:%Y-%m-%d}</lastmod></url>\n"
    yield "</urlset>\n"
