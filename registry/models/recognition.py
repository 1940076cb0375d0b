"""What a decision does to one model: its recognition, the certificate, and the case in which it may be revoked."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.vocabulary import CaseState, Level, RecognitionState

from .checks import check, one_of


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


class Recognition(models.Model):
    """One decision recognises one model at one level. A model may hold several levels, each at most once at a time."""

    initiative = models.ForeignKey("registry.Initiative", models.PROTECT, related_name="recognitions", verbose_name=_("model"))
    decision = models.ForeignKey("registry.Decision", models.PROTECT, related_name="recognitions", verbose_name=_("decision"))
    level = models.CharField(_("level"), max_length=16, choices=Level)
    state = models.CharField(_("state"), max_length=16, choices=RecognitionState, default=RecognitionState.STANDING)
    status_before = models.CharField(max_length=16, editable=False)
    recognised_by = models.ForeignKey(
        "registry.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("recorded by")
    )
    recognised_at = models.DateTimeField(_("recorded at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ending_decision = models.ForeignKey(
        "registry.Decision",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="revocations",
        verbose_name=_("decision of revocation"),
    )
    ground = models.ForeignKey(Ground, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ground"))
    reinstating_decision = models.ForeignKey(
        "registry.Decision",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reinstatements",
        verbose_name=_("decision of reinstatement"),
    )
    correcting_decision = models.ForeignKey(
        "registry.Decision",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name=_("decision of correction"),
    )
    # As the paper prints them: later changes of the model or its unit do not reach them, only a decision of correction does.
    printed_title = models.CharField(_("name of the model, as printed"), max_length=250, blank=True)
    printed_holder = models.CharField(_("collective or individual, as printed"), max_length=300, blank=True)
    printed_unit = models.CharField(_("unit, as printed"), max_length=200, blank=True)

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


class Certificate(models.Model):
    """The paper that a recognised model hangs on its wall. `token` is random and opens the public page that checks it.

    It is made once and never changes: names are printed as the recognition has them, the field as it was then.
    """

    recognition = models.OneToOneField(Recognition, models.PROTECT, related_name="certificate", verbose_name=_("recognition"))
    body = models.ForeignKey(
        "registry.IssuingBody", models.PROTECT, related_name="certificates", verbose_name=_("issuing body")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("running number"))
    token = models.CharField(max_length=43, unique=True, editable=False)  # 24 random bytes, in base64 for addresses
    printed_sector = models.CharField(_("field, as printed"), max_length=120, blank=True)
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["body", "year", "number"], name="certificate_number_once"),
            check(Q(number__gte=1), "certificate_numbered_from_one", _("Certificates are numbered from 1.")),
        ]

    def __str__(self):
        return self.serial

    @property
    def serial(self) -> str:
        """The serial number as printed, for example 2024-03-000123: year, number of the body, running number."""
        return f"{self.year}-{self.body_id:02d}-{self.number:06d}"


class RevocationCase(models.Model):
    """The way to a revocation: found, proposed within some days, decided within some working days. One at a time.

    The two deadlines are settings of campaign and level (`LevelSetting`); they are kept here as they were when they began.
    """

    recognition = models.ForeignKey(Recognition, models.PROTECT, related_name="cases", verbose_name=_("recognition"))
    ground = models.ForeignKey(Ground, models.PROTECT, related_name="+", verbose_name=_("ground"))
    found_on = models.DateField(_("found on"))
    reason = models.TextField(_("what was found"), max_length=2000)
    state = models.CharField(_("state"), max_length=16, choices=CaseState, default=CaseState.OPEN)
    propose_by = models.DateField(_("to be proposed until"))
    decide_by = models.DateField(_("to be decided until"), null=True, blank=True)
    opened_by = models.ForeignKey("registry.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("opened by"))
    opened_at = models.DateTimeField(_("opened at"))
    proposed_by = models.ForeignKey(
        "registry.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        "registry.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("closed by")
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    outcome = models.TextField(_("why it was closed"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("case of revocation")
        verbose_name_plural = _("cases of revocation")
        ordering = ["-id"]
        constraints = [
            one_of("state", CaseState, "case_state_known"),
            models.UniqueConstraint(
                fields=["recognition"],
                condition=Q(state__in=[CaseState.OPEN, CaseState.PROPOSED]),
                name="case_once_at_a_time",
                violation_error_message=_("A case about this recognition is open already."),
            ),
            check(
                ~Q(state=CaseState.PROPOSED) | Q(proposed_at__isnull=False, decide_by__isnull=False),
                "case_proposed_has_deadline",
                _("A proposed revocation has a day until which it is decided."),
            ),
            check(
                (~Q(state__in=[CaseState.OPEN, CaseState.PROPOSED]) | Q(closed_at__isnull=True))
                & (~Q(state__in=[CaseState.REVOKED, CaseState.DROPPED]) | Q(closed_at__isnull=False)),
                "case_closed_has_time",
                _("A closed case has the time of it."),
            ),
        ]

    def __str__(self):
        return f"{self.recognition_id} · {self.get_state_display()}"
