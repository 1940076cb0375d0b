"""What figures are read from, kept ready, so that they cost the same whatever the number of models.

Both tables are ledgers: a row is one change of the number of its place (the columns `PLACE`), the number itself is the sum
of the rows. Rows are only added, in the transaction of the act, so that two acts never wait for each other;
`services.ledgers.fold` puts the rows of one place together. Each change stands twice: with its unit, and without one
(all units), which is what the whole province reads.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Count(models.Model):
    """One change of the number of models that are alike.

    `fact` says what is counted: a status of a model, a standing recognition of a level, an ending … The key of each fact,
    and which indicators count it, stand in `queries.counts`. `allocated_unit` is filled where a split left open which unit
    of today carries the model on and a person decided; `week` is the Monday of the week, for facts of a day.
    """

    PLACE = ("campaign", "unit", "allocated_unit", "sector", "submitter_type", "novelty", "fact", "week")

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


class Total(models.Model):
    """One change of what registered models say together: of one measure, or of one kind given by one source.

    `part` says what the number is (`queries.totals`): how many models say something, how many figures there are, or a half
    of their sum, by how exact they are (`qualifier`). `source` is empty where all of them are meant. Of a measure whose
    largest figure counts, each `value` is a place of its own.
    """

    PLACE = ("campaign", "unit", "measure", "source", "kind", "stage", "part", "qualifier", "value")

    campaign = models.ForeignKey("registry.Campaign", models.CASCADE, related_name="+", db_index=False)
    unit = models.ForeignKey("registry.Unit", models.CASCADE, null=True, related_name="+", db_index=False)
    measure = models.ForeignKey("registry.Measure", models.CASCADE, null=True, related_name="+", db_index=False)
    source = models.CharField(max_length=16, blank=True)
    kind = models.CharField(max_length=16, blank=True)
    stage = models.CharField(max_length=16)
    part = models.CharField(max_length=8)
    qualifier = models.CharField(max_length=16, blank=True)
    value = models.BigIntegerField(null=True)
    number = models.BigIntegerField()

    class Meta:
        verbose_name = _("total")
        verbose_name_plural = _("totals")
        indexes = [
            models.Index(
                fields=["campaign", "unit", "stage", "measure", "source", "kind", "part", "qualifier", "value", "number"],
                name="total_of_place",
            )
        ]

    def __str__(self):
        what = self.measure_id or f"{self.source} {self.kind}"
        return f"{self.campaign_id} · {self.unit_id} · {what} · {self.stage} · {self.part}: {self.number:+d}"
