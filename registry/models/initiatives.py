"""The model (mô hình) that a unit registers in one year's campaign: `Initiative`, for Django owns the word model."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from registry.lifecycle import REGISTERED_STATUSES
from registry.vocabulary import Action, Level, Novelty, Paper, Part, Role, Status, SubmitterType

from .checks import check, in_order, one_of
from .search import FoldedTextField

LONGEST_PART = 5000  # characters of one text part


class InitiativeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What `user` may see: in the scope of the memberships, drafts only by submitters of the unit itself.

        The superuser sees everything but drafts. A stranger sees nothing here; the showcase has its own question.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_superuser:
            return self.exclude(status=Status.DRAFT)
        found = self.filter(user.scope.within(*Role))
        if own := user.scope.own(Role.SUBMITTER):
            return found.filter(~Q(status=Status.DRAFT) | Q(unit__in=own))
        return found.exclude(status=Status.DRAFT)

    def matching(self, query: str):
        """All words of `query`, in any order, the last as a prefix; accents, case and NFC/NFD do not matter."""
        return self.filter(search_text__words=query)

    def public(self):
        """Recognised, cleared by a reviewer, not restricted, and not in a field that is never published."""
        return self.filter(status=Status.RECOGNISED, cleared_at__isnull=False, is_restricted=False, sector__is_public=True)


class Initiative(models.Model):
    """One model in one year's campaign. A model kept up from last year is a new row that `continues` last year's.

    `unit` is the unit that registered it, for ever; `allocated_unit` is today's unit where a split left that open.
    `version` grows with every change and guards against two people writing over each other. Each step keeps its time.
    """

    code = models.CharField(_("code"), max_length=16, unique=True)
    campaign = models.ForeignKey("registry.Campaign", models.PROTECT, related_name="initiatives", verbose_name=_("campaign"))
    unit = models.ForeignKey("registry.Unit", models.PROTECT, related_name="initiatives", verbose_name=_("unit"))
    allocated_unit = models.ForeignKey(
        "registry.Unit", models.PROTECT, null=True, blank=True, related_name="allocated", verbose_name=_("allocated to")
    )
    status = models.CharField(_("status"), max_length=16, choices=Status, default=Status.DRAFT)
    status_before = models.CharField(max_length=16, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    title = models.CharField(_("name of the model"), max_length=250, blank=True)
    sector = models.ForeignKey(
        "registry.Sector", models.PROTECT, null=True, blank=True, related_name="initiatives", verbose_name=_("field")
    )
    submitter_type = models.CharField(
        _("submitter type"), max_length=16, choices=SubmitterType, default=SubmitterType.COLLECTIVE
    )
    collective_name = models.CharField(_("name of the collective"), max_length=200, blank=True)
    level = models.CharField(_("level aimed at"), max_length=16, choices=Level, default=Level.GRASSROOTS)
    novelty = models.CharField(_("new or maintained"), max_length=16, choices=Novelty, default=Novelty.NEW)
    continues = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="continued_by",
        verbose_name=_("model of an earlier year"),
    )
    duplicate_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="duplicates",
        verbose_name=_("registered a second time; the first is"),
        help_text=_("The figures of a duplicate stand in no sum."),
    )
    situation = models.TextField(_("current situation and reason"), blank=True, max_length=LONGEST_PART)
    aims = models.TextField(_("objectives and criteria"), blank=True, max_length=LONGEST_PART)
    method = models.TextField(_("content and method"), blank=True, max_length=LONGEST_PART)
    place = models.TextField(_("area and target group"), blank=True, max_length=LONGEST_PART)
    forces = models.TextField(_("implementing forces"), blank=True, max_length=LONGEST_PART)
    resources = models.TextField(_("resources"), blank=True, max_length=LONGEST_PART)
    results = models.TextField(_("outputs, results"), blank=True, max_length=LONGEST_PART)
    sustainability = models.TextField(_("sustainability and replicability"), blank=True, max_length=LONGEST_PART)
    report = models.TextField(_("report of results"), blank=True, max_length=2 * LONGEST_PART)
    starts_on = models.DateField(_("begins on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    is_restricted = models.BooleanField(
        _("restricted"), default=False, help_text=_("Never shown outside the scope of the unit.")
    )

    authors = models.ManyToManyField("registry.User", related_name="+", editable=False, verbose_name=_("entered by"))
    request_token = models.UUIDField(null=True, unique=True, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"))
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened by a reviewer at"), null=True, blank=True)
    returned_at = models.DateTimeField(_("returned at"), null=True, blank=True)
    correct_until = models.DateField(_("to be corrected until"), null=True, blank=True)
    registered_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    reported_at = models.DateTimeField(_("reported at"), null=True, blank=True)
    recognised_at = models.DateTimeField(_("recognised at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("declined, withdrawn, not recognised or revoked at"), null=True, blank=True)
    cleared_at = models.DateTimeField(_("cleared for publication at"), null=True, blank=True)

    title_key = models.CharField(max_length=160, editable=False, default="")
    title_words = models.TextField(editable=False, default="")  # " ba duong hoa ": each word of the name once, for likeness
    search_text = FoldedTextField()

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("model")
        verbose_name_plural = _("models")
        ordering = ["-id"]
        constraints = [
            one_of("status", Status, "initiative_status_known"),
            one_of("submitter_type", SubmitterType, "initiative_submitter_type_known"),
            one_of("level", Level, "initiative_level_known"),
            one_of("novelty", Novelty, "initiative_novelty_known"),
            in_order("starts_on", "ends_on", "initiative_period_in_order", _("The last day is before the first.")),
            check(
                Q(status=Status.DRAFT, submitted_at__isnull=True) | (~Q(status=Status.DRAFT) & Q(submitted_at__isnull=False)),
                "initiative_submitted_has_time",
                _("A draft has no time of submission; everything else has."),
            ),
            check(
                Q(status=Status.DRAFT) | (~Q(title="") & Q(sector__isnull=False)),
                "initiative_submitted_has_title_and_field",
                _("A submitted model has a name and a field."),
            ),
            check(
                ~Q(status__in=REGISTERED_STATUSES) | Q(registered_at__isnull=False),
                "initiative_approved_has_time",
                _("A registered model has the time of its approval."),
            ),
            check(
                ~Q(status__in=(Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.DECLINED))
                | Q(registered_at__isnull=True),
                "initiative_unapproved_has_no_time",
                _("A model that was not approved has no time of approval."),
            ),
            check(
                ~Q(status=Status.RETURNED) | Q(returned_at__isnull=False, correct_until__isnull=False),
                "initiative_returned_has_last_day",
                _("A returned model has a day until which it is corrected."),
            ),
            check(
                ~Q(status=Status.REPORTED) | Q(reported_at__isnull=False),
                "initiative_reported_has_time",
                _("A reported model has the time of its report."),
            ),
            check(
                ~Q(status__in=(Status.RECOGNISED, Status.REVOKED)) | Q(recognised_at__isnull=False),
                "initiative_recognised_has_time",
                _("A recognised model has the time of its recognition."),
            ),
            check(
                ~Q(status__in=(Status.DECLINED, Status.WITHDRAWN, Status.NOT_RECOGNISED, Status.REVOKED))
                | Q(closed_at__isnull=False),
                "initiative_closed_has_time",
                _("A model that is closed has the time of it."),
            ),
            check(
                ~Q(status__in=(Status.WITHDRAWN, Status.NOT_RECOGNISED)) | ~Q(status_before=""),
                "initiative_closed_knows_where_it_was",
                _("A withdrawn model knows where it was before."),
            ),
            check(
                Q(cleared_at__isnull=True) | Q(status=Status.RECOGNISED, is_restricted=False),
                "initiative_public_is_recognised",
                _("Only a recognised model that is not restricted can be public."),
            ),
            check(
                Q(submitter_type=SubmitterType.COLLECTIVE) | Q(collective_name=""),
                "initiative_individual_has_no_collective",
                _("An individual's model has no collective."),
            ),
            check(
                Q(continues__isnull=True) | Q(novelty=Novelty.CONTINUED),
                "initiative_continuing_is_continued",
                _("A model that continues another is no new registration."),
            ),
            check(~Q(continues=F("id")), "initiative_continues_another", _("A model cannot continue itself.")),
            check(~Q(duplicate_of=F("id")), "initiative_duplicates_another", _("A model cannot be a duplicate of itself.")),
        ]
        indexes = [
            models.Index(fields=["campaign", "status", "submitted_at", "id"], name="initiative_queue"),
            models.Index(fields=["campaign", "submitted_at", "id"], name="initiative_sent"),
            models.Index(fields=["campaign", "-changed_at", "-id"], name="initiative_recent"),
            models.Index(fields=["campaign", "title_key", "id"], name="initiative_by_title"),
            models.Index(fields=["unit", "campaign", "status"], name="initiative_by_unit"),
            models.Index(
                fields=["campaign", "status", "sector", "submitter_type", "novelty", "unit", "registered_at"],
                name="initiative_counted",
            ),
        ]

    def __str__(self):
        return self.title or str(_("(no name yet)"))

    def get_absolute_url(self):
        return reverse("initiative", args=[self.code])


class Person(models.Model):
    """The individual, or the head of the collective: a person's data stands in a row of its own, and nowhere else.

    The name is public only while `consented_at` is set.
    """

    initiative = models.OneToOneField(Initiative, models.CASCADE, related_name="person", verbose_name=_("model"))
    name = models.CharField(_("full name"), max_length=150, blank=True)
    position = models.CharField(_("position"), max_length=150, blank=True)
    account = models.ForeignKey(
        "registry.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("account")
    )
    consented_at = models.DateTimeField(_("consented to publication at"), null=True, blank=True)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")

    def __str__(self):
        return self.name


class Partner(models.Model):
    """A unit or body that carries a joint model out together with the unit that registered it. Sums count the model once."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="partners", verbose_name=_("model"))
    unit = models.ForeignKey("registry.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit"))
    name = models.CharField(_("name as written"), max_length=200)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["initiative", "name"], name="partner_once")]

    def __str__(self):
        return self.unit.label if self.unit else self.name


class Ending(models.Model):
    """A recognised model of an earlier year that its unit does not keep up in `campaign`, and why."""

    initiative = models.OneToOneField(Initiative, models.CASCADE, related_name="ending", verbose_name=_("model"))
    campaign = models.ForeignKey("registry.Campaign", models.PROTECT, related_name="endings", verbose_name=_("campaign"))
    reason = models.TextField(_("reason"), max_length=2000)
    made_by = models.ForeignKey("registry.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    made_at = models.DateTimeField(_("time"))

    class Meta:
        verbose_name = _("ended model")
        verbose_name_plural = _("ended models")

    def __str__(self):
        return f"{self.initiative_id} · {self.campaign_id}"


class Writing(models.Model):
    """What a person is typing, as it stands in the fields of one page, before it is saved in the model.

    Kept by the autosave; nobody but its author reads it. `page` is drawn anew for each page that is opened, so that two
    windows never write over each other; `version` is the version of the model from which the page was made (0: the model
    does not exist yet).
    """

    page = models.UUIDField(unique=True)
    author = models.ForeignKey("registry.User", models.CASCADE, related_name="writings", verbose_name=_("by"))
    initiative = models.ForeignKey(Initiative, models.CASCADE, null=True, related_name="writings", verbose_name=_("model"))
    paper = models.CharField(_("form"), max_length=16, choices=Paper)
    version = models.PositiveIntegerField(default=0)
    data = models.JSONField(_("fields as typed"))
    saved_at = models.DateTimeField(_("saved at"))

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        ordering = ["-saved_at", "-id"]
        constraints = [one_of("paper", Paper, "writing_paper_known")]
        indexes = [models.Index(fields=["author", "initiative", "paper"], name="writing_of_author")]

    def __str__(self):
        return f"{self.get_paper_display()} · {self.author_id}"


class Revision(models.Model):
    """What a submission or a report said when it was sent. Written once, never changed."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="revisions", verbose_name=_("model"))
    number = models.PositiveSmallIntegerField(_("number"))
    action = models.CharField(_("act"), max_length=32, choices=Action)
    data = models.JSONField(_("content"))
    made_by = models.ForeignKey("registry.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("sent by"))
    made_at = models.DateTimeField(_("sent at"))

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["initiative", "number"]
        constraints = [models.UniqueConstraint(fields=["initiative", "number"], name="revision_numbered_once")]

    def __str__(self):
        return f"{self.initiative_id} · {self.number}"


class Remark(models.Model):
    """What a reviewer asked to change in one part of a returned model. Open until the model is submitted again."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="remarks", verbose_name=_("model"))
    part = models.CharField(_("part"), max_length=32, choices=Part)
    text = models.TextField(_("remark"), max_length=2000)
    made_by = models.ForeignKey("registry.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    made_at = models.DateTimeField(_("time"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["id"]
        constraints = [
            one_of("part", Part, "remark_part_known"),
            models.UniqueConstraint(
                fields=["initiative", "part"], condition=Q(answered_at__isnull=True), name="remark_open_once_per_part"
            ),
        ]

    def __str__(self):
        return f"{self.get_part_display()}: {self.text}"
