"""What everybody may read of a recognised model, cleared apart from the dossier, and which models followed it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .checks import check

LONGEST = 5000  # characters of one part of the public text


class Publication(models.Model):
    """The public words of one model: edited for others to copy from, never the dossier itself.

    A model is public while `Initiative.cleared_at` is set; without a row here nothing but its facts is shown: name, unit,
    field, recognitions and figures.
    `contact` names an office, never a person.
    """

    initiative = models.OneToOneField(
        "registry.Initiative", models.CASCADE, related_name="publication", verbose_name=_("model")
    )
    summary = models.TextField(_("in one sentence"), blank=True, max_length=400)
    situation = models.TextField(_("why it was begun"), blank=True, max_length=LONGEST)
    method = models.TextField(_("how it is done"), blank=True, max_length=LONGEST)
    forces = models.TextField(_("who takes part"), blank=True, max_length=LONGEST)
    results = models.TextField(_("what was achieved"), blank=True, max_length=LONGEST)
    advice = models.TextField(_("advice to those who want to do it too"), blank=True, max_length=LONGEST)
    contact = models.CharField(_("contact of the unit"), blank=True, max_length=300)
    version = models.PositiveIntegerField(default=1, editable=False)
    edited_by = models.ForeignKey("registry.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("edited by"))
    edited_at = models.DateTimeField(_("edited at"))

    class Meta:
        verbose_name = _("public text")
        verbose_name_plural = _("public texts")

    def __str__(self):
        return str(self.initiative)


class PublishedPhoto(models.Model):
    """A photo of the dossier that is cleared for everybody, with a caption of its own.

    Whoever chose it looked at it first: no child, and nobody can be recognised who has not consented (`checked_by`,
    `checked_at`).
    """

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="photos", verbose_name=_("public text"))
    document = models.OneToOneField("registry.Document", models.CASCADE, related_name="published", verbose_name=_("photo"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    caption = models.CharField(_("what it shows"), blank=True, max_length=200)
    checked_by = models.ForeignKey("registry.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("checked by"))
    checked_at = models.DateTimeField(_("checked that nobody can be recognised without consent, at"))

    class Meta:
        verbose_name = _("published photo")
        verbose_name_plural = _("published photos")
        ordering = ["order", "id"]

    def __str__(self):
        return self.caption or str(self.document_id)


class Adoption(models.Model):
    """“We did it too”: the model `adopter` was learned from the model `learned_from`."""

    adopter = models.ForeignKey(
        "registry.Initiative", models.CASCADE, related_name="learned_from", verbose_name=_("model that followed")
    )
    learned_from = models.ForeignKey(
        "registry.Initiative", models.PROTECT, related_name="adoptions", verbose_name=_("model it was learned from")
    )
    note = models.CharField(_("what was done otherwise"), blank=True, max_length=500)
    made_by = models.ForeignKey("registry.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    made_at = models.DateTimeField(_("time"))

    class Meta:
        verbose_name = _("model learned from another")
        verbose_name_plural = _("models learned from others")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["adopter", "learned_from"], name="adoption_once"),
            check(~Q(adopter=F("learned_from")), "adoption_of_another", _("A model cannot be learned from itself.")),
        ]

    def __str__(self):
        return f"{self.adopter_id} ← {self.learned_from_id}"
