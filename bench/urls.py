"""The registry, and a bare, unscoped ModelAdmin list of the same columns and page size to measure it against."""

from django.contrib import admin
from django.urls import include, path

from registry.models import Initiative

bare = admin.AdminSite("bare")


@admin.register(Initiative, site=bare)
class BareInitiativeAdmin(admin.ModelAdmin):
    list_display = ("code", "title", "unit", "sector", "submitter_type", "level", "status", "submitted_at")
    list_per_page = 100
    search_fields = ("title",)


urlpatterns = [path("bare/", bare.urls), path("", include("mobilization.urls"))]
