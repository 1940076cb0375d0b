"""The trail: who did what to which model, when, through which door."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.vocabulary import Action, Entrance, Status


class Entry(models.Model):
    """One act. Entries are written by `services.trail` together with the act, and never changed or removed.

    No foreign key here cascades or is enforced: removing an account or a draft leaves its entries whole.
    `data` holds what the act changed, as {"field": [before, after]}; no personal value stands in it.
    """

    at = models.DateTimeField(_("time"))
    actor = models.ForeignKey(
        "registry.User", models.DO_NOTHING, null=True, db_constraint=False, related_name="+", verbose_name=_("by")
    )
    entrance = models.CharField(_("entrance"), max_length=16, choices=Entrance)
    action = models.CharField(_("act"), max_length=32)
    initiative = models.ForeignKey(
        "registry.Initiative",
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        related_name="entries",
        verbose_name=_("model"),
    )
    subject = models.CharField(_("about"), max_length=200)
    from_status = models.CharField(_("from"), max_length=16, choices=Status, blank=True)
    to_status = models.CharField(_("to"), max_length=16, choices=Status, blank=True)
    remark = models.TextField(_("remark"), blank=True)
    data = models.JSONField(_("details"), default=dict, blank=True)

    class Meta:
        verbose_name = _("trail entry")
        verbose_name_plural = _("trail")
        ordering = ["id"]
        indexes = [models.Index(fields=["action", "at"], name="entry_by_action")]

    def __str__(self):
        return f"{self.subject}: {self.get_act_display()}"

    def get_act_display(self) -> str:
        """The act in the reader's language; acts on other things than models keep their stored name."""
        return str(Action(self.action).label) if self.action in Action.values else self.action
