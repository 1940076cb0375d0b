"""Certificates: looked up by number, read, printed. They are made with the recognition and never changed by hand."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry import rules
from registry.models import Certificate, Initiative
from registry.queries import certificates

from .base import RegistryAdmin
from .site import site


@admin.register(Certificate, site=site)
class CertificateAdmin(RegistryAdmin):
    """Only read, and only those of models that the person may see."""

    list_display = ["serial", "code", "body", "decision", "state"]
    list_filter = ["year", "recognition__level"]
    search_fields = ["recognition__initiative__code", "recognition__printed_title", "body__name"]
    ordering = ["-id"]
    fields = [
        "serial",
        "body",
        "code",
        "printed_title",
        "printed_holder",
        "printed_unit",
        "printed_sector",
        "decision",
        "state",
        "made_at",
        "paper",
        "public_check",
    ]
    readonly_fields = fields

    # Who may

    def has_view_permission(self, request, obj=None):
        return rules.may_review(request.user)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        visible = Initiative.objects.visible_to(request.user).order_by().values("pk")
        found = super().get_queryset(request).filter(recognition__initiative__in=visible)
        return found.select_related("body", "recognition__decision", "recognition__initiative")

    # What is shown

    @admin.display(description=gettext_lazy("number"), ordering="number")
    def serial(self, certificate):
        return certificate.serial

    @admin.display(description=gettext_lazy("model"))
    def code(self, certificate):
        return certificate.recognition.initiative.code

    @admin.display(description=gettext_lazy("decision"))
    def decision(self, certificate):
        return certificate.recognition.decision

    @admin.display(description=gettext_lazy("state"))
    def state(self, certificate):
        return certificate.recognition.get_state_display()

    @admin.display(description=gettext_lazy("name of the model, as printed"))
    def printed_title(self, certificate):
        return certificate.recognition.printed_title

    @admin.display(description=gettext_lazy("collective or individual, as printed"))
    def printed_holder(self, certificate):
        return certificate.recognition.printed_holder or "–"

    @admin.display(description=gettext_lazy("unit, as printed"))
    def printed_unit(self, certificate):
        return certificate.recognition.printed_unit or "–"

    @admin.display(description=gettext_lazy("paper"))
    def paper(self, certificate):
        recognition = certificate.recognition
        link = reverse("certificate", args=[recognition.initiative.code, recognition.pk])
        return format_html('<a href="{}">{}</a>', link, _("Certificate (PDF)"))

    @admin.display(description=gettext_lazy("public check"))
    def public_check(self, certificate):
        return format_html('<a href="{}">{}</a>', certificates.address(certificate), _("What the code leads to"))
