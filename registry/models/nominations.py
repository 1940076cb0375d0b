"""Nomination to the next level: a letter of proposal with its list, and where each model of it stands there."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.vocabulary import Level, NominationState

from .checks import check, one_of


class Nomination(models.Model):
    """A letter by which one unit nominates recognised models to the level above, all at once."""

    campaign = models.ForeignKey("registry.Campaign", models.PROTECT, related_name="nominations", verbose_name=_("campaign"))
    unit = models.ForeignKey("registry.Unit", models.PROTECT, related_name="nominations", verbose_name=_("nominating unit"))
    body = models.ForeignKey(
        "registry.IssuingBody", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("proposing body")
    )
    from_level = models.CharField(_("nominating level"), max_length=16, choices=Level)
    level = models.CharField(_("nominated to"), max_length=16, choices=Level)
    number = models.CharField(_("number of the letter"), max_length=60, blank=True)
    dated = models.DateField(_("date of the letter"), null=True, blank=True)
    signatory = models.CharField(_("signatory"), max_length=150, blank=True)
    signatory_position = models.CharField(_("position of the signatory"), max_length=150, blank=True)
    created_by = models.ForeignKey("registry.User", models.SET_NULL, null=True, editable=False, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    sent_by = models.ForeignKey("registry.User", models.SET_NULL, null=True, editable=False, related_name="+")
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    class Meta:
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        ordering = ["-id"]
        constraints = [
            one_of("level", Level, "nomination_level_known"),
            one_of("from_level", Level, "nomination_from_level_known"),
            check(
                Q(sent_at__isnull=True) | (~Q(number="") & ~Q(signatory="") & Q(dated__isnull=False)),
                "nomination_sent_is_complete",
                _("A letter that is sent has a number, a date and a signatory."),
            ),
        ]

    def __str__(self):
        return self.number or str(_("Draft letter"))


class Nominee(models.Model):
    """One model in a letter of proposal, and what the level above made of it."""

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="nominees", verbose_name=_("nomination"))
    initiative = models.ForeignKey("registry.Initiative", models.PROTECT, related_name="nominees", verbose_name=_("model"))
    level = models.CharField(_("nominated to"), max_length=16, choices=Level)  # that of the letter
    state = models.CharField(_("state"), max_length=16, choices=NominationState, default=NominationState.PREPARED)
    remark = models.TextField(_("remark"), max_length=2000, blank=True)
    added_by = models.ForeignKey("registry.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("added by"))
    decided_by = models.ForeignKey(
        "registry.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        verbose_name = _("nominated model")
        verbose_name_plural = _("nominated models")
        ordering = ["id"]
        constraints = [
            one_of("level", Level, "nominee_level_known"),
            one_of("state", NominationState, "nominee_state_known"),
            models.UniqueConstraint(fields=["nomination", "initiative"], name="nominee_once_per_letter"),
            models.UniqueConstraint(
                fields=["initiative", "level"],
                condition=Q(state__in=[NominationState.PREPARED, NominationState.NOMINATED, NominationState.RECOGNISED]),
                name="nominee_once_per_level",
                violation_error_message=_("The model is already nominated to this level."),
            ),
        ]
        indexes = [models.Index(fields=["level", "state", "initiative"], name="nominee_by_state")]

    def __str__(self):
        return f"{self.initiative_id} · {self.get_level_display()} · {self.get_state_display()}"
