"""Evidence of a model: photos and papers, kept privately and served only to those who may see the model."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .checks import check


def stored_name(document, filename):
    """Where a document lies: named by what it holds, never by what somebody called it."""
    return f"documents/{document.sha256[:2]}/{document.key}.{document.extension}"


def thumbnail_name(document, filename):
    return f"documents/{document.sha256[:2]}/{document.key}.thumb.jpg"


class Document(models.Model):
    """A photo or a paper, attached to a model or to one of its figures. The file never changes once it is stored."""

    key = models.UUIDField(_("key"), unique=True)
    initiative = models.ForeignKey("registry.Initiative", models.CASCADE, related_name="documents", verbose_name=_("model"))
    outcome = models.ForeignKey(
        "registry.Outcome", models.SET_NULL, null=True, blank=True, related_name="documents", verbose_name=_("outcome")
    )
    contribution = models.ForeignKey(
        "registry.Contribution",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("contribution"),
    )
    appraisal = models.ForeignKey(
        "registry.Appraisal",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("appraisal"),
    )  # photos of a site visit: for reviewers only
    name = models.CharField(_("name of the file"), max_length=150)
    caption = models.CharField(_("what it shows"), max_length=200, blank=True)
    extension = models.CharField(max_length=8)
    content_type = models.CharField(_("kind"), max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True, blank=True)  # pixels, photos only
    height = models.PositiveIntegerField(null=True, blank=True)
    file = models.FileField(_("file"), upload_to=stored_name, max_length=200)
    thumbnail = models.FileField(upload_to=thumbnail_name, max_length=200, blank=True)
    thumbnail_sha256 = models.CharField(max_length=64, blank=True)
    added_by = models.ForeignKey("registry.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("added by"))
    added_at = models.DateTimeField(_("added at"))

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "sha256"],
                name="document_once",
                violation_error_message=_("This file is already attached."),
            ),
            check(
                Q(outcome__isnull=True) | Q(contribution__isnull=True),
                "document_of_one_figure",
                _("A document belongs to one figure at most."),
            ),
        ]

    def __str__(self):
        return self.caption or self.name

    @property
    def is_photo(self) -> bool:
        return self.width is not None
