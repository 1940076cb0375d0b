"""The council that appraises: its members, its agenda, the votes as the secretary recorded them, and its minutes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.vocabulary import CouncilRole, CouncilState, Level, VotesOf

from .checks import check, one_of


def minutes_path(session, filename):
    """Where the signed scan of the minutes lies; the name that a person gave the file is never part of a path."""
    return f"councils/{session.pk or 'new'}/minutes.pdf"


class CouncilSession(models.Model):
    """One meeting of the council of a body in one campaign. Once it is closed, its votes and its minutes stay."""

    campaign = models.ForeignKey("registry.Campaign", models.PROTECT, related_name="sessions", verbose_name=_("campaign"))
    body = models.ForeignKey("registry.IssuingBody", models.PROTECT, related_name="sessions", verbose_name=_("body"))
    level = models.CharField(_("level"), max_length=16, choices=Level)
    held_on = models.DateField(_("held on"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    number = models.CharField(_("number of the minutes"), max_length=60, blank=True)
    remarks = models.TextField(_("course of the meeting"), max_length=5000, blank=True)
    state = models.CharField(_("state"), max_length=16, choices=CouncilState, default=CouncilState.PREPARED)
    version = models.PositiveIntegerField(default=1, editable=False)
    # The rules by which the votes were counted, and the words of the minutes, as they were when the session was closed.
    quorum = models.CharField(_("quorum"), max_length=20, blank=True, editable=False)
    threshold = models.CharField(_("votes needed"), max_length=20, blank=True, editable=False)
    votes_of = models.CharField(_("as a share of"), max_length=16, blank=True, choices=VotesOf, editable=False)
    paper = models.JSONField(default=dict, blank=True, editable=False)
    scan = models.FileField(_("signed minutes (PDF)"), upload_to=minutes_path, blank=True)
    created_by = models.ForeignKey("registry.User", models.SET_NULL, null=True, editable=False, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    closed_by = models.ForeignKey("registry.User", models.SET_NULL, null=True, editable=False, related_name="+")
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("council session")
        verbose_name_plural = _("council sessions")
        ordering = ["-held_on", "-id"]
        constraints = [
            one_of("level", Level, "council_level_known"),
            one_of("state", CouncilState, "council_state_known"),
            check(Q(votes_of__in=["", *VotesOf.values]), "council_votes_known", _("Votes are a share of a known number.")),
            check(
                Q(~Q(state=CouncilState.CLOSED), closed_at__isnull=True)
                | Q(~Q(state=CouncilState.PREPARED), closed_at__isnull=False),
                "council_closed_has_time",
                _("A closed session has the time of its end."),
            ),
            check(
                Q(state=CouncilState.PREPARED) | (~Q(number="") & ~Q(quorum="") & ~Q(threshold="") & ~Q(votes_of="")),
                "council_closed_is_complete",
                _("A closed session has the number of its minutes and the rules by which votes were counted."),
            ),
        ]

    def __str__(self):
        return f"{self.body}, {self.held_on:%d/%m/%Y}"


class CouncilMember(models.Model):
    """A member of the council at one session. An account is named where the member has one: then four eyes hold."""

    session = models.ForeignKey(CouncilSession, models.CASCADE, related_name="members", verbose_name=_("council session"))
    account = models.ForeignKey(
        "registry.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("account")
    )
    name = models.CharField(_("full name"), max_length=150)
    position = models.CharField(_("position"), max_length=200, blank=True)
    role = models.CharField(_("role"), max_length=16, choices=CouncilRole, default=CouncilRole.MEMBER)
    is_present = models.BooleanField(_("present"), default=True)

    class Meta:
        verbose_name = _("member of the council")
        verbose_name_plural = _("members of the council")
        ordering = ["id"]
        constraints = [
            one_of("role", CouncilRole, "council_role_known"),
            models.UniqueConstraint(fields=["session", "name", "position"], name="council_member_once"),
            models.UniqueConstraint(
                fields=["session", "role"],
                condition=Q(role__in=[CouncilRole.CHAIR, CouncilRole.SECRETARY]),
                name="council_one_chair_one_secretary",
                violation_error_message=_("A council has one chair and one secretary."),
            ),
        ]

    def __str__(self):
        return self.name


class AgendaItem(models.Model):
    """One model on the agenda, with the counted votes. Who did not vote either way is in neither number."""

    session = models.ForeignKey(CouncilSession, models.CASCADE, related_name="items", verbose_name=_("council session"))
    initiative = models.ForeignKey("registry.Initiative", models.PROTECT, related_name="agenda_items", verbose_name=_("model"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    votes_for = models.PositiveSmallIntegerField(_("votes for"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("votes against"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=1000, blank=True)
    # Decided when the session is closed: what the minutes say of this model, who did not vote on it, and the result.
    is_passed = models.BooleanField(_("passed"), null=True, editable=False)
    voters = models.PositiveSmallIntegerField(_("members who could vote on it"), null=True, blank=True, editable=False)
    barred = models.JSONField(default=dict, blank=True, editable=False)  # {id of the member: why}
    printed = models.JSONField(default=dict, blank=True, editable=False)  # {"title", "holder", "unit", "sector", "appraised"}

    class Meta:
        verbose_name = _("item of the agenda")
        verbose_name_plural = _("agenda")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["session", "initiative"], name="agenda_item_once"),
            check(
                Q(votes_for__isnull=True, votes_against__isnull=True) | Q(votes_for__isnull=False, votes_against__isnull=False),
                "agenda_item_votes_together",
                _("Votes for and against are recorded together."),
            ),
            check(
                Q(is_passed__isnull=True, voters__isnull=True)
                | Q(is_passed__isnull=False, voters__isnull=False, votes_for__isnull=False),
                "agenda_item_result_has_votes",
                _("A result has its votes."),
            ),
        ]

    def __str__(self):
        return f"{self.session_id} · {self.initiative_id}"
