"""The fields of activity in which models are registered."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Sector(models.Model):
    """A field (lĩnh vực). The five of 2024 are the first content of an editable table, not a constant."""

    code = models.SlugField(_("code"), max_length=32, unique=True)
    name_vi = models.CharField(_("Vietnamese name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    name_de = models.CharField(_("German name"), max_length=120, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("open for registration"), default=True)
    is_public = models.BooleanField(
        _("may be published"), default=True, help_text=_("Off for defence and security: their models are never public.")
    )
    reporting_group = models.CharField(_("reporting group"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("field")
        verbose_name_plural = _("fields")
        ordering = ["order", "id"]

    def __str__(self):
        return getattr(self, f"name_{(get_language() or 'vi')[:2]}", "") or self.name_vi
