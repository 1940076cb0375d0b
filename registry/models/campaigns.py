"""The yearly campaigns in which models are registered, reported and recognised."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.vocabulary import Level, VotesOf, Window

from .checks import check, in_order, one_of


class Campaign(models.Model):
    """One year's campaign (đợt thi đua). All days are inclusive, in Asia/Ho_Chi_Minh."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    theme = models.CharField(_("theme"), max_length=300, blank=True)
    resolution = models.CharField(_("resolution"), max_length=200, blank=True)
    registration_opens = models.DateField(_("first day of registration"))
    registration_closes = models.DateField(_("last day of registration"))
    reports_open = models.DateField(_("first day of reports"))
    reports_close = models.DateField(_("last day of reports"))
    cutoff_on = models.DateField(_("cut-off day"), help_text=_("The day on which the year is counted and units are named."))
    colleagues_decide = models.BooleanField(
        _("colleagues decide at grassroots level"),
        default=True,
        help_text=_("Reviewers may decide on models of their own unit at grassroots level, though never on what they entered."),
    )
    days_to_correct = models.PositiveSmallIntegerField(_("days to correct what was returned"), default=10)
    closed_at = models.DateTimeField(
        _("figures closed at"), null=True, blank=True, editable=False
    )  # from then on each change of the figures stands beside them as a restatement
    closed_figures = models.JSONField(default=dict, blank=True, editable=False)  # key of the indicator → number of that day
    last_number = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["-year"]
        constraints = [
            check(
                Q(year__gte=2000, year__lte=2999),
                "campaign_year_plausible",
                _("The year has four digits and starts with 2."),
            ),
            in_order(
                "registration_opens",
                "registration_closes",
                "campaign_registration_in_order",
                _("Registration ends before it begins."),
            ),
            in_order("reports_open", "reports_close", "campaign_reports_in_order", _("Reports end before they begin.")),
            in_order(
                "registration_opens",
                "cutoff_on",
                "campaign_cutoff_in_order",
                _("The cut-off day is before registration begins."),
            ),
        ]

    def __str__(self):
        return _("Campaign %(year)s") % {"year": self.year}

    def is_registering(self, day) -> bool:
        return self.registration_opens <= day <= self.registration_closes

    def is_reporting(self, day) -> bool:
        return self.reports_open <= day <= self.reports_close


class LevelSetting(models.Model):
    """How one level decides in one campaign: with a council or without, by which majorities, within which days.

    Without a row the defaults of these fields hold. Shares are written as people write them: 2/3, 70 %.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="level_settings", verbose_name=_("campaign"))
    level = models.CharField(_("level"), max_length=16, choices=Level)
    appraisals_needed = models.PositiveSmallIntegerField(
        _("appraisals needed before a decision"), default=0, help_text=_("0: none is needed.")
    )
    uses_council = models.BooleanField(
        _("a council votes"), default=False, help_text=_("Then only what it passed can be recognised at this level.")
    )
    quorum = models.CharField(_("quorum"), max_length=20, default="2/3", help_text=_("Share of the members: 2/3, 70 %."))
    threshold = models.CharField(
        _("votes needed"), max_length=20, default="70 %", help_text=_("Share of the votes: 2/3, 90 %.")
    )
    votes_of = models.CharField(_("as a share of"), max_length=16, choices=VotesOf, default=VotesOf.PRESENT)
    proposers_decide = models.BooleanField(
        _("who proposes may decide"),
        default=False,
        help_text=_("Whether a person who appraised a model, nominated it or put it on the list may issue the decision too."),
    )
    days_to_propose = models.PositiveSmallIntegerField(_("days to propose a revocation"), default=7)
    working_days_to_decide = models.PositiveSmallIntegerField(_("working days to decide on a revocation"), default=5)

    class Meta:
        verbose_name = _("setting of a level")
        verbose_name_plural = _("settings of the levels")
        constraints = [
            one_of("level", Level, "level_setting_level_known"),
            one_of("votes_of", VotesOf, "level_setting_votes_known"),
            models.UniqueConstraint(fields=["campaign", "level"], name="level_setting_once"),
        ]

    def __str__(self):
        return f"{self.campaign}, {self.get_level_display()}"


class ExpectedUnit(models.Model):
    """A unit expected to register in a campaign, with the number of models hoped for, if one was set."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="expected_units", verbose_name=_("campaign"))
    unit = models.ForeignKey("registry.Unit", models.PROTECT, related_name="+", verbose_name=_("unit"))
    target = models.PositiveSmallIntegerField(_("target"), null=True, blank=True)

    class Meta:
        verbose_name = _("expected unit")
        verbose_name_plural = _("expected units")
        constraints = [models.UniqueConstraint(fields=["campaign", "unit"], name="expected_unit_once")]

    def __str__(self):
        return f"{self.campaign}: {self.unit}"


class UnitReminder(models.Model):
    """A unit was reminded of what is still to come from it in a campaign; each reminder is one row."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="unit_reminders", verbose_name=_("campaign"))
    unit = models.ForeignKey("registry.Unit", models.PROTECT, related_name="+", verbose_name=_("unit"))
    window = models.CharField(_("reminded of"), max_length=16, choices=Window)
    sent_by = models.ForeignKey("registry.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    sent_at = models.DateTimeField(_("time"))

    class Meta:
        verbose_name = _("reminder of a unit")
        verbose_name_plural = _("reminders of units")
        ordering = ["-sent_at", "-id"]
        constraints = [one_of("window", Window, "unit_reminder_window_known")]
        indexes = [models.Index(fields=["campaign", "unit"], name="unit_reminder_of_unit")]

    def __str__(self):
        return f"{self.campaign}: {self.unit}, {self.get_window_display()}"


class Extension(models.Model):
    """More time for one unit in one campaign: asked for by the unit or not, given or refused by a reviewer.

    `until` is the last day (inclusive) once it is given; `decided_at` without `until` means refused.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="extensions", verbose_name=_("campaign"))
    unit = models.ForeignKey("registry.Unit", models.PROTECT, related_name="extensions", verbose_name=_("unit"))
    window = models.CharField(_("more time for"), max_length=16, choices=Window)
    asked_by = models.ForeignKey(
        "registry.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked at"), null=True, blank=True)
    asked_because = models.TextField(_("reason of the unit"), max_length=2000, blank=True)
    until = models.DateField(_("until the end of"), null=True, blank=True)
    reason = models.TextField(_("reason of the decision"), max_length=2000, blank=True)
    decided_by = models.ForeignKey(
        "registry.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["-id"]
        constraints = [
            one_of("window", Window, "extension_window_known"),
            check(
                Q(asked_at__isnull=False) | Q(decided_at__isnull=False),
                "extension_asked_or_decided",
                _("An extension is asked for or decided."),
            ),
            check(
                Q(until__isnull=True) | Q(decided_at__isnull=False),
                "extension_given_has_time",
                _("An extension that is given has the time of its decision."),
            ),
            models.UniqueConstraint(
                fields=["campaign", "unit", "window"],
                condition=Q(decided_at__isnull=True),
                name="extension_asked_once",
                violation_error_message=_("More time is already asked for."),
            ),
        ]

    def __str__(self):
        return f"{self.campaign}: {self.unit}, {self.get_window_display()}"
