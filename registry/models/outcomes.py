"""Figures of a model: what was aimed at and reached, and what was given, each with how exact it is."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from registry.vocabulary import Adding, ContributionKind, Dimension, Qualifier, Source, Stage

from .checks import check, one_of

LARGEST_VALUE = 10**18 - 1  # what a 64-bit column and every sum over many models still hold


class Measure(models.Model):
    """What is counted in outcomes: metres of road, houses, meetings ... An editable table."""

    code = models.SlugField(_("code"), max_length=32, unique=True)
    name_vi = models.CharField(_("Vietnamese name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    name_de = models.CharField(_("German name"), max_length=120, blank=True)
    unit_vi = models.CharField(_("unit in Vietnamese"), max_length=40)
    unit_en = models.CharField(_("unit in English"), max_length=40, blank=True)
    unit_de = models.CharField(_("unit in German"), max_length=40, blank=True)
    dimension = models.CharField(_("dimension"), max_length=16, choices=Dimension, default=Dimension.COUNT)
    adding = models.CharField(_("over many models"), max_length=16, choices=Adding, default=Adding.SUM)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("offered in forms"), default=True)

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["order", "id"]
        constraints = [
            one_of("dimension", Dimension, "measure_dimension_known"),
            one_of("adding", Adding, "measure_adding_known"),
        ]

    def __str__(self):
        return getattr(self, f"name_{(get_language() or 'vi')[:2]}", "") or self.name_vi

    @property
    def unit(self) -> str:
        """The unit in the reader's language, for example "m" or "houses"."""
        return getattr(self, f"unit_{(get_language() or 'vi')[:2]}", "") or self.unit_vi


class Figure(models.Model):
    """One value of a model, at one stage. `value` is whole, in the base unit of its dimension: VND, m, m², days, pieces."""

    stage = models.CharField(_("stage"), max_length=16, choices=Stage)
    value = models.BigIntegerField(_("value"))
    qualifier = models.CharField(_("how exact"), max_length=16, choices=Qualifier, default=Qualifier.EXACTLY)
    period = models.CharField(_("period"), max_length=60, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        abstract = True

    @staticmethod
    def checks(name: str) -> list:
        """The constraints that both tables share; `name` begins their names."""
        return [
            one_of("stage", Stage, f"{name}_stage_known"),
            one_of("qualifier", Qualifier, f"{name}_qualifier_known"),
            check(
                Q(value__gte=0, value__lte=LARGEST_VALUE),
                f"{name}_value_in_range",
                _("The value is below zero or beyond what can be counted."),
            ),
        ]


class Outcome(Figure):
    """What a model aims at or has reached, in one measure."""

    initiative = models.ForeignKey("registry.Initiative", models.CASCADE, related_name="outcomes", verbose_name=_("model"))
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="outcomes", verbose_name=_("measure"))

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        ordering = ["id"]
        constraints = [
            *Figure.checks("outcome"),
            models.UniqueConstraint(fields=["initiative", "stage", "measure", "period"], name="outcome_once_per_period"),
        ]
        indexes = [models.Index(fields=["measure", "stage", "initiative"], name="outcome_by_measure")]

    def __str__(self):
        return f"{self.measure}: {self.value}"


class Contribution(Figure):
    """What a source gives or gave to a model: VND, m² of land, working days; in kind with its estimated value in VND."""

    initiative = models.ForeignKey("registry.Initiative", models.CASCADE, related_name="contributions", verbose_name=_("model"))
    source = models.CharField(_("source"), max_length=16, choices=Source)
    kind = models.CharField(_("kind"), max_length=16, choices=ContributionKind)
    per_person = models.BooleanField(
        _("of each person"), default=False, help_text=_("Shown beside the sums, never added to them.")
    )

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["id"]
        constraints = [
            *Figure.checks("contribution"),
            one_of("source", Source, "contribution_source_known"),
            one_of("kind", ContributionKind, "contribution_kind_known"),
        ]
        indexes = [models.Index(fields=["source", "kind", "stage", "initiative"], name="contribution_by_source")]

    def __str__(self):
        return f"{self.get_source_display()}: {self.value}"


class ReferenceFigure(models.Model):
    """A figure quoted from elsewhere, with its source. It is no sum of registered models and stands outside all sums."""

    code = models.SlugField(_("code"), max_length=32, unique=True)
    name_vi = models.CharField(_("Vietnamese name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    name_de = models.CharField(_("German name"), max_length=200, blank=True)
    unit_vi = models.CharField(_("unit in Vietnamese"), max_length=40)
    unit_en = models.CharField(_("unit in English"), max_length=40, blank=True)
    unit_de = models.CharField(_("unit in German"), max_length=40, blank=True)
    value = models.BigIntegerField(_("value"))
    qualifier = models.CharField(_("how exact"), max_length=16, choices=Qualifier, default=Qualifier.EXACTLY)
    period = models.CharField(_("period"), max_length=60, blank=True)
    source = models.CharField(_("source"), max_length=300)
    quote = models.TextField(_("quoted words"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("quoted reference figure")
        verbose_name_plural = _("quoted reference figures")
        ordering = ["order", "id"]
        constraints = [one_of("qualifier", Qualifier, "reference_figure_qualifier_known")]

    def __str__(self):
        return getattr(self, f"name_{(get_language() or 'vi')[:2]}", "") or self.name_vi

    @property
    def unit(self) -> str:
        """The unit in the reader's language."""
        return getattr(self, f"unit_{(get_language() or 'vi')[:2]}", "") or self.unit_vi
