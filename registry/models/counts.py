"""How many models are alike, kept ready, so that figures cost the same whatever the number of models."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Count(models.Model):
    """One change of the number of models that are alike. The number itself is the sum of the rows of its place.

    Rows are only added (`services.counts`, in the transaction of the act), so that two acts never wait for each other;
    `services.counts.fold` puts the rows of one place together. Each change stands twice: with its unit, and without one
    (all units, whatever was allocated), which is what the whole province reads.

    `fact` says what is counted there: a status of a model, a standing recognition of a level, an ending … The key of each
    fact, and which indicators count it, stand in `queries.counts`. `allocated_unit` is filled where a split left open
    which unit of today carries the model on and a person decided; `week` is the Monday of the week, for facts of a day.
    """

    campaign = models.ForeignKey("registry.Campaign", models.CASCADE, related_name="+", db_index=False)
    unit = models.ForeignKey("registry.Unit", models.CASCADE, null=True, related_name="+", db_index=False)
    allocated_unit = models.ForeignKey("registry.Unit", models.CASCADE, null=True, related_name="+", db_index=False)
    sector = models.ForeignKey("registry.Sector", models.CASCADE, null=True, related_name="+", db_index=False)
    submitter_type = models.CharField(max_length=16, blank=True)
    novelty = models.CharField(max_length=16, blank=True)
    fact = models.CharField(max_length=40)
    week = models.DateField(null=True)
    number = models.IntegerField()

    class Meta:
        verbose_name = _("count")
        verbose_name_plural = _("counts")
        indexes = [
            models.Index(
                fields=[
                    "campaign",
                    "unit",
                    "fact",
                    "sector",
                    "submitter_type",
                    "novelty",
                    "allocated_unit",
                    "week",
                    "number",
                ],
                name="count_of_place",
            )
        ]

    def __str__(self):
        return f"{self.campaign_id} · {self.unit_id} · {self.fact}: {self.number:+d}"
