"""What a person is told when something happened to a model that concerns them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.vocabulary import Action


class Notice(models.Model):
    """One person, one event. Written in the transaction of the act itself."""

    recipient = models.ForeignKey("registry.User", models.CASCADE, related_name="notices", verbose_name=_("recipient"))
    initiative = models.ForeignKey("registry.Initiative", models.CASCADE, related_name="notices", verbose_name=_("model"))
    action = models.CharField(_("act"), max_length=32, choices=Action)
    remark = models.TextField(_("remark"), blank=True)
    at = models.DateTimeField(_("time"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["recipient", "read_at"], name="notice_unread")]

    def __str__(self):
        return f"{self.recipient}: {self.get_action_display()}"
