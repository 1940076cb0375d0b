"""The appraisal of a model: by which criteria, by whom, and what was found."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.vocabulary import AppraisalState, Level, Recommendation, SubmitterType

from .checks import check, one_of


class CriteriaSet(models.Model):
    """The weighted criteria of one campaign, submitter type and level, in one version.

    A set by which anything was appraised is never changed: the next version takes its place, and an old appraisal goes
    on showing the criteria of its day. The newest version is the one in force.
    """

    campaign = models.ForeignKey("registry.Campaign", models.PROTECT, related_name="criteria_sets", verbose_name=_("campaign"))
    submitter_type = models.CharField(_("submitter type"), max_length=16, choices=SubmitterType)
    level = models.CharField(_("level"), max_length=16, choices=Level)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    made_by = models.ForeignKey("registry.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("set of criteria")
        verbose_name_plural = _("sets of criteria")
        ordering = ["-campaign", "level", "submitter_type", "-version"]
        constraints = [
            one_of("submitter_type", SubmitterType, "criteria_submitter_type_known"),
            one_of("level", Level, "criteria_level_known"),
            models.UniqueConstraint(
                fields=["campaign", "submitter_type", "level", "version"],
                name="criteria_version_once",
                violation_error_message=_("This version exists already."),
            ),
        ]

    def __str__(self):
        return _("%(campaign)s, %(level)s, %(type)s, version %(version)s") % {
            "campaign": self.campaign,
            "level": self.get_level_display(),
            "type": self.get_submitter_type_display(),
            "version": self.version,
        }


class Criterion(models.Model):
    """One criterion of a set, with the most points that it can bring."""

    criteria = models.ForeignKey(CriteriaSet, models.CASCADE, related_name="criteria", verbose_name=_("set of criteria"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    name = models.CharField(_("criterion"), max_length=300)
    guidance = models.TextField(_("guidance"), blank=True, max_length=2000)
    weight = models.PositiveSmallIntegerField(
        _("most points"), validators=[MinValueValidator(1), MaxValueValidator(1000)], default=10
    )

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["order", "id"]
        constraints = [
            check(Q(weight__gte=1, weight__lte=1000), "criterion_weight_plausible", _("A criterion brings 1 to 1,000 points.")),
            models.UniqueConstraint(fields=["criteria", "name"], name="criterion_once"),
        ]

    def __str__(self):
        return self.name


class Assignment(models.Model):
    """Who is to appraise a model for a level, and until when."""

    initiative = models.ForeignKey("registry.Initiative", models.CASCADE, related_name="assignments", verbose_name=_("model"))
    level = models.CharField(_("level"), max_length=16, choices=Level)
    appraiser = models.ForeignKey("registry.User", models.CASCADE, related_name="assignments", verbose_name=_("appraiser"))
    due_on = models.DateField(_("to be handed in until"), null=True, blank=True)
    assigned_by = models.ForeignKey("registry.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    assigned_at = models.DateTimeField(_("assigned at"))

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["id"]
        constraints = [
            one_of("level", Level, "assignment_level_known"),
            models.UniqueConstraint(fields=["initiative", "level", "appraiser"], name="assignment_once"),
        ]
        indexes = [models.Index(fields=["appraiser", "level"], name="assignment_of_appraiser")]

    def __str__(self):
        return f"{self.initiative_id} · {self.appraiser_id} · {self.level}"


class Appraisal(models.Model):
    """What one appraiser found about one model for one level. Handed in, it stays; an edit of the facts makes it void."""

    initiative = models.ForeignKey("registry.Initiative", models.PROTECT, related_name="appraisals", verbose_name=_("model"))
    level = models.CharField(_("level"), max_length=16, choices=Level)
    appraiser = models.ForeignKey("registry.User", models.PROTECT, related_name="appraisals", verbose_name=_("appraiser"))
    criteria = models.ForeignKey(
        CriteriaSet, models.PROTECT, null=True, blank=True, related_name="appraisals", verbose_name=_("set of criteria")
    )
    visited_on = models.DateField(_("visited on"), null=True, blank=True)
    visited_by = models.CharField(_("who visited"), max_length=300, blank=True)
    opinion = models.TextField(_("opinion"), max_length=5000, blank=True)
    recommendation = models.CharField(_("recommendation"), max_length=16, choices=Recommendation, blank=True)
    state = models.CharField(_("state"), max_length=16, choices=AppraisalState, default=AppraisalState.OPEN)
    version = models.PositiveIntegerField(default=1, editable=False)
    begun_at = models.DateTimeField(_("begun at"))
    signed_at = models.DateTimeField(_("handed in at"), null=True, blank=True)
    voided_at = models.DateTimeField(_("void since"), null=True, blank=True)
    voided_because = models.CharField(_("why it is void"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("appraisal")
        verbose_name_plural = _("appraisals")
        ordering = ["id"]
        constraints = [
            one_of("level", Level, "appraisal_level_known"),
            one_of("state", AppraisalState, "appraisal_state_known"),
            models.UniqueConstraint(
                fields=["initiative", "level", "appraiser"],
                condition=~Q(state=AppraisalState.VOID),
                name="appraisal_once",
                violation_error_message=_("You have appraised this model for this level already."),
            ),
            check(
                ~Q(state=AppraisalState.SIGNED) | (Q(signed_at__isnull=False) & ~Q(recommendation="") & ~Q(opinion="")),
                "appraisal_signed_is_complete",
                _("An appraisal that is handed in has an opinion and a recommendation."),
            ),
            check(
                ~Q(state=AppraisalState.VOID) | Q(voided_at__isnull=False),
                "appraisal_void_has_time",
                _("A void appraisal has the time of it."),
            ),
        ]
        indexes = [models.Index(fields=["appraiser", "state"], name="appraisal_of_appraiser")]

    def __str__(self):
        return f"{self.initiative_id} · {self.appraiser_id} · {self.get_state_display()}"


class Score(models.Model):
    """The points of one criterion in one appraisal, with the reason. No points yet: only the reason is written so far."""

    appraisal = models.ForeignKey(Appraisal, models.CASCADE, related_name="scores", verbose_name=_("appraisal"))
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+", verbose_name=_("criterion"))
    points = models.DecimalField(_("points"), max_digits=6, decimal_places=1, null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["criterion__order", "id"]
        constraints = [
            check(Q(points__gte=0), "score_not_negative", _("Points are 0 or more.")),
            models.UniqueConstraint(fields=["appraisal", "criterion"], name="score_once"),
        ]

    def __str__(self):
        return f"{self.criterion_id}: {self.points}"
