"""The numbered papers: who issues them, how they are numbered and worded, and the list that each one carries."""

import re

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry import text
from registry.vocabulary import DecisionKind, DecisionState, Layout, Level, Template

from .checks import check, one_of

_BETWEEN_KINDS = re.compile(r"(?<=[0-9])(?=[a-z])|(?<=[a-z])(?=[0-9])")


def number_key(number: str) -> str:
    """A number of a decision without the ways to write it: “5 /qđ - ubnd” and “05/QĐ-UBND” are one number."""
    words = _BETWEEN_KINDS.sub(" ", text.fold(number)).split()
    return " ".join(word.lstrip("0") or "0" if word.isdecimal() else word for word in words)


class IssuingBody(models.Model):
    """Who issues decisions: Ban Dân vận, the Front of a ward, a People's Committee ... The body is data, not code."""

    name = models.CharField(_("name"), max_length=200)
    unit = models.ForeignKey("registry.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit"))
    level = models.CharField(_("level"), max_length=16, choices=Level)
    layout = models.CharField(_("look of the papers"), max_length=16, choices=Layout, default=Layout.STATE)
    superior = models.CharField(
        _("body above"), max_length=200, blank=True, help_text=_("Printed in the line above the name of the body.")
    )
    place = models.CharField(_("place"), max_length=100, blank=True, help_text=_("Printed before the date of a paper."))
    number_example = models.CharField(
        _("example of a number"), max_length=60, blank=True, help_text="06/2021/QĐ-UBND · 983-QĐ/TU · 249/MTTQ-BTT"
    )
    number_pattern = models.CharField(
        _("shape of its numbers"),
        max_length=60,
        blank=True,
        help_text=_("{number} stands for the running number, {year} for the year: {number}/QĐ-UBND, {number}/{year}/QĐ-UBND."),
    )
    is_numbered = models.BooleanField(
        _("numbers are given automatically"),
        default=False,
        help_text=_("When a decision is issued it gets the next number of the year, without gaps."),
    )
    signatory = models.CharField(_("signatory"), max_length=150, blank=True)
    signatory_position = models.CharField(_("position of the signatory"), max_length=150, blank=True)
    is_active = models.BooleanField(_("issues decisions today"), default=True)

    class Meta:
        verbose_name = _("issuing body")
        verbose_name_plural = _("issuing bodies")
        ordering = ["name"]
        constraints = [
            one_of("level", Level, "issuing_body_level_known"),
            one_of("layout", Layout, "issuing_body_layout_known"),
            models.UniqueConstraint(fields=["name"], name="issuing_body_once"),
            check(
                Q(is_numbered=False) | ~Q(number_pattern=""),
                "issuing_body_numbered_has_pattern",
                _("Automatic numbers need a shape."),
            ),
        ]

    def __str__(self):
        return self.name


class NumberSeries(models.Model):
    """The last running number of a body in a year, for decisions or for certificates. Locked while the next is taken."""

    body = models.ForeignKey(IssuingBody, models.PROTECT, related_name="series", verbose_name=_("issuing body"))
    year = models.PositiveSmallIntegerField(_("year"))
    of_what = models.CharField(max_length=16)  # "decision" or "certificate"
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("number series")
        verbose_name_plural = _("number series")
        constraints = [models.UniqueConstraint(fields=["body", "year", "of_what"], name="number_series_once")]

    def __str__(self):
        return f"{self.body_id} · {self.year} · {self.of_what}: {self.last}"


class Wording(models.Model):
    """The text of one kind of official paper, which staff edit; of one body, or of all. `{…}` marks what is filled in.

    Of several the most particular counts: that of body and level, of the body, of the level, then the one of all.
    """

    template = models.CharField(_("paper"), max_length=16, choices=Template)
    body = models.ForeignKey(
        IssuingBody, models.CASCADE, null=True, blank=True, related_name="wordings", verbose_name=_("issuing body")
    )
    level = models.CharField(_("level"), max_length=16, choices=Level, blank=True)
    title = models.CharField(_("title"), max_length=200)
    subject = models.CharField(_("subject"), max_length=500, blank=True)
    bases = models.TextField(_("legal bases"), blank=True, help_text=_("One in each line."))
    text = models.TextField(_("text"), help_text=_("One paragraph or article in each line."))
    recipients = models.TextField(_("recipients"), blank=True, help_text=_("One in each line."))

    class Meta:
        verbose_name = _("wording of a paper")
        verbose_name_plural = _("wordings of papers")
        ordering = ["template", "id"]
        constraints = [
            one_of("template", Template, "wording_template_known"),
            models.UniqueConstraint(
                fields=["template", "body", "level"],
                condition=Q(body__isnull=False),
                name="wording_once_per_body_and_level",
                violation_error_message=_("This paper has a wording for this body and level already."),
            ),
            models.UniqueConstraint(
                fields=["template", "level"],
                condition=Q(body__isnull=True),
                name="wording_once_per_level",
                violation_error_message=_("This paper has a wording for all bodies of this level already."),
            ),
        ]

    def __str__(self):
        whose = self.body or _("all bodies")
        return f"{self.get_template_display()} · {whose}"


def scan_path(decision, filename):
    """Scans lie under the decision's id; the name that a person gave the file is never part of a path."""
    return f"decisions/{decision.pk or 'new'}/scan.pdf"


class Decision(models.Model):
    """A numbered paper of one body, one level and one campaign. Only an issued decision recognises anything."""

    campaign = models.ForeignKey("registry.Campaign", models.PROTECT, related_name="decisions", verbose_name=_("campaign"))
    body = models.ForeignKey(IssuingBody, models.PROTECT, related_name="decisions", verbose_name=_("issuing body"))
    number = models.CharField(_("number"), max_length=60, blank=True)
    number_key = models.CharField(max_length=120, blank=True, editable=False)  # `number_key(number)`
    issued_on = models.DateField(_("date of issue"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(editable=False, null=True)
    level = models.CharField(_("level"), max_length=16, choices=Level)
    kind = models.CharField(_("kind"), max_length=16, choices=DecisionKind, default=DecisionKind.RECOGNITION)
    signatory = models.CharField(_("signatory"), max_length=150, blank=True)
    signatory_position = models.CharField(_("position of the signatory"), max_length=150, blank=True)
    state = models.CharField(_("state"), max_length=16, choices=DecisionState, default=DecisionState.DRAFT)
    subject = models.CharField(_("subject"), max_length=500, blank=True)
    bases = models.TextField(_("legal bases"), blank=True, max_length=5000, help_text=_("One in each line."))
    text = models.TextField(_("text"), blank=True, max_length=20_000, help_text=_("One paragraph or article in each line."))
    recipients = models.TextField(_("recipients"), blank=True, max_length=3000, help_text=_("One in each line."))
    session = models.ForeignKey(
        "registry.CouncilSession",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("minutes of the council"),
    )
    issued_by = models.ForeignKey("registry.User", models.SET_NULL, null=True, editable=False, related_name="+")
    issued_at = models.DateTimeField(_("put in force at"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    scan = models.FileField(_("scanned paper (PDF)"), upload_to=scan_path, blank=True)
    created_by = models.ForeignKey("registry.User", models.SET_NULL, null=True, editable=False, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-issued_on", "-id"]
        constraints = [
            one_of("level", Level, "decision_level_known"),
            one_of("kind", DecisionKind, "decision_kind_known"),
            one_of("state", DecisionState, "decision_state_known"),
            check(
                Q(state=DecisionState.DRAFT)
                | (~Q(number="") & ~Q(signatory="") & Q(issued_on__isnull=False, year__isnull=False)),
                "decision_issued_is_complete",
                _("An issued decision has a number, a date and a signatory."),
            ),
            models.UniqueConstraint(
                fields=["body", "year", "number"],
                condition=~Q(number=""),
                name="decision_number_once_per_body_and_year",
                violation_error_message=_("This body has already issued a decision of this number in this year."),
            ),
            models.UniqueConstraint(
                fields=["body", "year", "number_key"],
                condition=~Q(number_key=""),
                name="decision_number_once_however_written",
                violation_error_message=_("This body has already issued a decision of this number in this year."),
            ),
        ]

    def __str__(self):
        return self.number or str(_("Draft decision"))

    @property
    def paper(self) -> dict:
        """What the paper said when it was issued with a list; {} of a draft, and of a paper that lies elsewhere."""
        frozen = FrozenPaper.objects.filter(decision=self.pk).first()
        return frozen.words if frozen else {}


class FrozenPaper(models.Model):
    """What a paper says, as it was issued: the words as filled in, the lines of the list, the head of the trail.

    It lies beside the decision: the list of a whole year is half a megabyte, which no list of decisions has to carry.
    """

    decision = models.OneToOneField(
        Decision, models.PROTECT, primary_key=True, related_name="frozen", verbose_name=_("decision")
    )
    words = models.JSONField(editable=False)

    class Meta:
        verbose_name = _("frozen paper")
        verbose_name_plural = _("frozen papers")

    def __str__(self):
        return str(self.decision_id)


class DecisionLine(models.Model):
    """One model on the list of a decision: to be recognised, or the recognition that is revoked, restored or corrected."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="lines", verbose_name=_("decision"))
    initiative = models.ForeignKey("registry.Initiative", models.PROTECT, related_name="lines", verbose_name=_("model"))
    recognition = models.ForeignKey(
        "registry.Recognition", models.PROTECT, null=True, blank=True, related_name="lines", verbose_name=_("recognition")
    )
    ground = models.ForeignKey(
        "registry.Ground", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ground")
    )
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    # What a correction prints from now on: {"title", "holder", "unit"}, as far as it changes.
    corrected = models.JSONField(_("corrected"), default=dict, blank=True)
    added_by = models.ForeignKey("registry.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("added by"))
    added_at = models.DateTimeField(_("added at"))

    class Meta:
        verbose_name = _("line of a decision")
        verbose_name_plural = _("lines of a decision")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["decision", "initiative"], name="decision_line_once")]

    def __str__(self):
        return f"{self.decision_id} · {self.initiative_id}"
