"""What a person is told when something happened that concerns them, in the site and by mail."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.vocabulary import Action, Event


class Mail(models.Model):
    """One mail to one person: about one event, or the digest of a day. The task queue sends it, and tries again."""

    recipient = models.ForeignKey("registry.User", models.CASCADE, related_name="letters", verbose_name=_("recipient"))
    is_digest = models.BooleanField(_("digest"), default=False)
    made_at = models.DateTimeField(_("made at"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    gave_up_at = models.DateTimeField(_("given up at"), null=True, blank=True)
    error = models.CharField(_("last error"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-id"]

    def __str__(self):
        return f"{self.recipient} · {self.made_at:%Y-%m-%d %H:%M}"


class Notice(models.Model):
    """One person, one event: an act on a model, or an `Event`. Written in the transaction of the act itself.

    `key` makes what a daily command tells happen once, however often it runs.
    """

    recipient = models.ForeignKey("registry.User", models.CASCADE, related_name="notices", verbose_name=_("recipient"))
    initiative = models.ForeignKey(
        "registry.Initiative", models.CASCADE, null=True, blank=True, related_name="notices", verbose_name=_("model")
    )
    extension = models.ForeignKey(
        "registry.Extension", models.CASCADE, null=True, blank=True, related_name="notices", verbose_name=_("extension")
    )
    action = models.CharField(_("event"), max_length=32, choices=[*Action.choices, *Event.choices])
    remark = models.TextField(_("remark"), blank=True)
    data = models.JSONField(_("details"), default=dict, blank=True)
    key = models.CharField(max_length=120, null=True, unique=True, editable=False)  # noqa: DJ001 (many rows have none)
    at = models.DateTimeField(_("time"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    mail = models.ForeignKey(Mail, models.SET_NULL, null=True, blank=True, related_name="notices", verbose_name=_("mail"))

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["recipient", "read_at"], name="notice_unread"),
            models.Index(fields=["recipient", "mail", "at"], name="notice_to_mail"),
        ]

    def __str__(self):
        return f"{self.recipient}: {self.get_action_display()}"
