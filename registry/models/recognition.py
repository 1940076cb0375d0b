"""Recognition as an official act: the body that issues, the paper, and what it does to one model."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.vocabulary import DecisionState, Level, RecognitionState

from .checks import check, one_of


class IssuingBody(models.Model):
    """Who issues decisions: Ban Dân vận, the Front of a ward, a People's Committee ... The body is data, not code."""

    name = models.CharField(_("name"), max_length=200)
    unit = models.ForeignKey("registry.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit"))
    level = models.CharField(_("level"), max_length=16, choices=Level)
    number_example = models.CharField(
        _("example of a number"), max_length=60, blank=True, help_text="06/2021/QĐ-UBND · 983-QĐ/TU · 249/MTTQ-BTT"
    )
    is_active = models.BooleanField(_("issues decisions today"), default=True)

    class Meta:
        verbose_name = _("issuing body")
        verbose_name_plural = _("issuing bodies")
        ordering = ["name"]
        constraints = [
            one_of("level", Level, "issuing_body_level_known"),
            models.UniqueConstraint(fields=["name"], name="issuing_body_once"),
        ]

    def __str__(self):
        return self.name


class Ground(models.Model):
    """A ground on which a recognition may be revoked. The table is editable."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_vi = models.CharField(_("Vietnamese wording"), max_length=300)
    name_en = models.CharField(_("English wording"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("ground of revocation")
        verbose_name_plural = _("grounds of revocation")
        ordering = ["order", "id"]

    def __str__(self):
        return self.name_vi


def scan_path(decision, filename):
    """Scans lie under the decision's id; the name that a person gave the file is never part of a path."""
    return f"decisions/{decision.pk or 'new'}/scan.pdf"


class Decision(models.Model):
    """A numbered paper of one body, one level and one campaign. Only an issued decision recognises anything."""

    campaign = models.ForeignKey("registry.Campaign", models.PROTECT, related_name="decisions", verbose_name=_("campaign"))
    body = models.ForeignKey(IssuingBody, models.PROTECT, related_name="decisions", verbose_name=_("issuing body"))
    number = models.CharField(_("number"), max_length=60, blank=True)
    issued_on = models.DateField(_("date of issue"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(editable=False, null=True)
    level = models.CharField(_("level"), max_length=16, choices=Level)
    signatory = models.CharField(_("signatory"), max_length=150, blank=True)
    signatory_position = models.CharField(_("position of the signatory"), max_length=150, blank=True)
    state = models.CharField(_("state"), max_length=16, choices=DecisionState, default=DecisionState.DRAFT)
    scan = models.FileField(_("scanned paper (PDF)"), upload_to=scan_path, blank=True)
    created_by = models.ForeignKey("registry.User", models.SET_NULL, null=True, editable=False, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-issued_on", "-id"]
        constraints = [
            one_of("level", Level, "decision_level_known"),
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
        ]

    def __str__(self):
        return self.number or str(_("Draft decision"))


class Recognition(models.Model):
    """One decision recognises one model at one level. A model may hold several levels, each at most once at a time."""

    initiative = models.ForeignKey("registry.Initiative", models.PROTECT, related_name="recognitions", verbose_name=_("model"))
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="recognitions", verbose_name=_("decision"))
    level = models.CharField(_("level"), max_length=16, choices=Level)
    state = models.CharField(_("state"), max_length=16, choices=RecognitionState, default=RecognitionState.STANDING)
    status_before = models.CharField(max_length=16, editable=False)
    recognised_by = models.ForeignKey(
        "registry.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("recorded by")
    )
    recognised_at = models.DateTimeField(_("recorded at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ending_decision = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="revocations",
        verbose_name=_("decision of revocation"),
    )
    ground = models.ForeignKey(Ground, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ground"))
    reinstating_decision = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reinstatements",
        verbose_name=_("decision of reinstatement"),
    )

    class Meta:
        verbose_name = _("recognition")
        verbose_name_plural = _("recognitions")
        ordering = ["recognised_at", "id"]
        constraints = [
            one_of("level", Level, "recognition_level_known"),
            one_of("state", RecognitionState, "recognition_state_known"),
            models.UniqueConstraint(
                fields=["initiative", "level"],
                condition=Q(state=RecognitionState.STANDING),
                name="recognition_stands_once_per_level",
                violation_error_message=_("The model is already recognised at this level."),
            ),
            check(
                Q(state=RecognitionState.STANDING, ended_at__isnull=True)
                | (~Q(state=RecognitionState.STANDING) & Q(ended_at__isnull=False)),
                "recognition_ended_has_time",
                _("A recognition that ended has the time of its end, a standing one has none."),
            ),
            check(
                ~Q(state=RecognitionState.REVOKED) | Q(ending_decision__isnull=False, ground__isnull=False),
                "recognition_revoked_by_decision_on_ground",
                _("A recognition is revoked by a decision and on a ground."),
            ),
        ]
        indexes = [models.Index(fields=["state", "level", "initiative"], name="recognition_by_level")]

    def __str__(self):
        return f"{self.initiative_id} · {self.get_level_display()} · {self.decision_id}"
