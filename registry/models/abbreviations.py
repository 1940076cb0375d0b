"""Usual abbreviations in the names of models, so that GPMB and "giải phóng mặt bằng" are found alike."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Abbreviation(models.Model):
    """An abbreviation and what it stands for. Both are compared folded: without accents and case."""

    short = models.CharField(_("abbreviation"), max_length=20, unique=True)
    long = models.CharField(_("stands for"), max_length=120)

    class Meta:
        verbose_name = _("abbreviation")
        verbose_name_plural = _("abbreviations")
        ordering = ["short"]

    def __str__(self):
        return f"{self.short}: {self.long}"
