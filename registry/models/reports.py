"""The yearly and half-yearly reports of leadership, and the figures that were frozen with them."""

import re

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from registry.vocabulary import ReportKind, ReportState, UnitsAsOf

from .checks import check, one_of


class Snapshot(models.Model):
    """Figures as they were at one moment, with their definitions, so that they can be opened again and compared with today.

    `asked` is the question (campaign, unit, units then or today); `figures` maps keys of the catalogue to numbers; `tables`
    holds what the report printed beside its text: "tables", "highlights", "words" (what each placeholder stood for) and
    "heading" (whose paper it is); `definitions` the exact wording of each figure, as pairs in their order; `members` maps the
    code of each submitted model to the facts by which it was counted, which is what a comparison with today goes by.
    """

    asked = models.JSONField(_("question"), default=dict)
    figures = models.JSONField(_("figures"), default=dict)
    tables = models.JSONField(_("tables"), default=dict)
    definitions = models.JSONField(_("definitions"), default=dict)
    members = models.JSONField(default=dict)
    taken_by = models.ForeignKey("registry.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    taken_at = models.DateTimeField(_("time"))

    class Meta:
        verbose_name = _("frozen figures")
        verbose_name_plural = _("frozen figures")
        ordering = ["-taken_at", "-id"]

    def __str__(self):
        return f"{self.taken_at:%Y-%m-%d %H:%M}"


class Report(models.Model):
    """A report over a campaign, of one unit with all below it, or (without a unit) of all units.

    `text` is what staff write: a line that begins with “# ” is a heading, a line that is one placeholder in braces becomes
    a table of the catalogue, everything else a paragraph in which placeholders become figures.
    `title` and `recipients` may hold placeholders of figures too, so that next year begins with this year's words.
    """

    kind = models.CharField(_("kind"), max_length=16, choices=ReportKind)
    campaign = models.ForeignKey("registry.Campaign", models.PROTECT, related_name="reports", verbose_name=_("campaign"))
    unit = models.ForeignKey(
        "registry.Unit", models.PROTECT, null=True, blank=True, related_name="reports", verbose_name=_("unit")
    )
    units_as_of = models.CharField(_("units"), max_length=8, choices=UnitsAsOf, default=UnitsAsOf.THEN)
    body = models.ForeignKey("registry.IssuingBody", models.PROTECT, related_name="+", verbose_name=_("issuing body"))
    number = models.CharField(_("number"), max_length=60, blank=True)
    reported_on = models.DateField(_("date of the report"))
    signatory = models.CharField(_("signatory"), max_length=150, blank=True)
    signatory_position = models.CharField(_("position of the signatory"), max_length=150, blank=True)
    title = models.CharField(_("subject"), max_length=500)
    text = models.TextField(_("text"), max_length=40_000)
    recipients = models.TextField(_("recipients"), blank=True, max_length=3000, help_text=_("One in each line."))
    highlights = models.ManyToManyField(
        "registry.Initiative", through="registry.Highlight", related_name="+", verbose_name=_("highlights")
    )
    state = models.CharField(_("state"), max_length=16, choices=ReportState, default=ReportState.DRAFT, editable=False)
    snapshot = models.OneToOneField(
        Snapshot, models.PROTECT, null=True, blank=True, editable=False, related_name="report", verbose_name=_("frozen figures")
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey("registry.User", models.SET_NULL, null=True, editable=False, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-reported_on", "-id"]
        constraints = [
            one_of("kind", ReportKind, "report_kind_known"),
            one_of("state", ReportState, "report_state_known"),
            one_of("units_as_of", UnitsAsOf, "report_units_known"),
            check(
                Q(state=ReportState.DRAFT) | Q(snapshot__isnull=False),
                "report_frozen_has_figures",
                _("A report that is frozen keeps its figures."),
            ),
        ]

    def __str__(self):
        year = self.campaign.year
        known = {"year": year, "year_before": year - 1, "unit": self.unit or _("all units"), "body": self.body}
        return re.sub(r"\{(\w+)\}", lambda mark: str(known.get(mark[1], mark[0])), self.title)

    def get_absolute_url(self):
        return reverse("report", args=[self.pk])


class Highlight(models.Model):
    """A recognised model that a report tells of, in this order, with its own words."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="highlighted", verbose_name=_("report"))
    initiative = models.ForeignKey("registry.Initiative", models.PROTECT, related_name="+", verbose_name=_("model"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    text = models.TextField(_("text"), blank=True, max_length=2000)

    class Meta:
        verbose_name = _("highlight")
        verbose_name_plural = _("highlights")
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["report", "initiative"], name="highlight_once")]

    def __str__(self):
        return f"{self.report_id} · {self.initiative_id}"
