"""Accounts, and the memberships from which every right follows."""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Count, F, Q, Subquery, Value
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from registry.vocabulary import LEVEL_OF_TIER, MailChoice, Role, Tier

from .checks import check, in_order, one_of
from .units import Reach, Unit


@dataclass(frozen=True)
class Post:
    """A membership in force today, as far as rights need it: the role, and the unit with its last name and tier."""

    role: str
    unit_id: int
    unit: str
    tier: str


class Scope:
    """A person's posts of today and the units that they cover, by role. Read with one query, kept for one request."""

    def __init__(self, user):
        self.posts: list[Post] = []
        self._all, self._whole, self._own = defaultdict(set), defaultdict(set), defaultdict(set)
        self._levels = defaultdict(set)
        self._all_units = 0
        all_units = Unit.objects.order_by().values(every=Value(1)).annotate(number=Count("pk")).values("number")
        rows = user.memberships.in_force(timezone.localdate()).order_by("id")
        reach = ("unit__reach__unit_id", "unit__reach__is_whole", "unit__reach__is_own")
        rows = rows.annotate(all_units=Subquery(all_units))
        for role, holder, label, tier, unit, is_whole, is_own, number in rows.values_list(
            "role", "unit_id", "unit__label", "unit__tier", *reach, "all_units"
        ):
            self._all_units = number
            post = Post(role, holder, label, tier)
            if not self.posts or self.posts[-1] != post:
                self.posts.append(post)
            self._all[role].add(unit)
            if is_whole:
                self._whole[role].add(unit)
                self._levels[role, unit].add(LEVEL_OF_TIER[Tier(tier)])
                if is_own:
                    self._own[role].add(unit)

    def within(self, *roles, path: str = "unit") -> Q:
        """The condition that the unit at `path` is covered by one of `roles`: what may be read.

        Where they cover every unit there is, it is no condition at all, so that the long lists of the province are
        read along the index of their order.
        """
        if self.covers_all(*roles):
            return Q()
        holders = {post.unit_id for post in self.posts if post.role in roles}
        return Q(**{f"{path}__in": Reach.objects.filter(holder__in=holders).values("unit")})

    def covers_all(self, *roles) -> bool:
        """Whether `roles` cover every unit there is."""
        return bool(self._all_units) and len(self.units(*roles)) == self._all_units

    def units(self, *roles) -> set[int]:
        """The ids of all units covered by a post in one of `roles`, in part or whole: what may be read."""
        return set().union(*(self._all[role] for role in roles))

    def whole(self, role) -> set[int]:
        """The ids of the units covered wholly: where one with `role` may act."""
        return self._whole[role]

    def own(self, role) -> set[int]:
        """The ids of the post's own units and their predecessors, without what lies below."""
        return self._own[role]

    def levels(self, role, unit_id) -> set[str]:
        """The levels of the posts in `role` that cover the unit: the level at which one acts on its models."""
        return self._levels[role, unit_id]


class User(AbstractUser):
    """An account. What it may do is said by its memberships alone; `is_staff` only opens the admin's door."""

    first_name = None
    last_name = None
    full_name = models.CharField(_("full name"), max_length=150, blank=True)
    language = models.CharField(
        _("language of mails"), max_length=8, default="vi", choices=[("vi", "Tiếng Việt"), ("en", "English")]
    )

    mails = models.CharField(_("mails"), max_length=8, choices=MailChoice, default=MailChoice.EACH)

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self):
        return self.full_name or self.username

    def get_full_name(self):
        return self.full_name

    def get_short_name(self):
        return self.full_name or self.username

    acting_for: "User | None" = None  # set for one request, where the person acts in the place of another

    @cached_property
    def scope(self) -> Scope:
        """What the memberships of today give this person, or the one in whose place they act."""
        return Scope(self.acting_for or self)

    @property
    def persons(self) -> set[int]:
        """The ids of the accounts behind an act: one's own, and that of the person in whose place one acts."""
        return {self.pk, self.acting_for.pk} if self.acting_for else {self.pk}

    def roles(self) -> set[str]:
        """The roles in force today, over all units."""
        return {post.role for post in self.scope.posts}


class MembershipQuerySet(models.QuerySet):
    def in_force(self, day):
        """Memberships in force on `day`; both ends are inclusive."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_until__isnull=True) | Q(valid_until__gte=day)
        )


class Membership(models.Model):
    """One person in one role in one unit, from a day until a day (inclusive; empty means open)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("account"))
    unit = models.ForeignKey("registry.Unit", models.PROTECT, related_name="memberships", verbose_name=_("unit"))
    role = models.CharField(_("role"), max_length=16, choices=Role)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_until = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            one_of("role", Role, "membership_role_known"),
            in_order("valid_from", "valid_until", "membership_dates_in_order", _("The last day is before the first.")),
        ]

    def __str__(self):
        return f"{self.user}, {self.get_role_display()}, {self.unit}"


class DelegationQuerySet(models.QuerySet):
    def in_force(self, day):
        """Delegations in force on `day`: begun, not over, not ended early, of two open accounts."""
        return self.filter(
            valid_from__lte=day,
            valid_until__gte=day,
            ended_at__isnull=True,
            principal__is_active=True,
            deputy__is_active=True,
        )


class Delegation(models.Model):
    """`deputy` may act in the place of `principal`, with the rights that this one has on that day. The trail names both."""

    principal = models.ForeignKey(User, models.CASCADE, related_name="delegations_given", verbose_name=_("in the place of"))
    deputy = models.ForeignKey(User, models.CASCADE, related_name="delegations_held", verbose_name=_("acts"))
    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("until"))
    reason = models.CharField(_("reason"), max_length=300)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    made_at = models.DateTimeField(_("made at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["-id"]
        constraints = [
            in_order("valid_from", "valid_until", "delegation_dates_in_order", _("The last day is before the first.")),
            check(~Q(principal=F("deputy")), "delegation_to_another", _("Nobody is their own deputy.")),
        ]

    def __str__(self):
        return f"{self.deputy} → {self.principal}"


class Phrase(models.Model):
    """A remark that a reviewer writes often, kept to be put in with one key."""

    user = models.ForeignKey(User, models.CASCADE, related_name="phrases", verbose_name=_("account"))
    text = models.CharField(_("phrase"), max_length=500)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("phrase")
        verbose_name_plural = _("phrases")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "text"], name="phrase_once", violation_error_message=_("You keep this phrase already.")
            )
        ]

    def __str__(self):
        return self.text


class SavedFilter(models.Model):
    """A view of the queue that a reviewer comes back to: the question as it stands in the address."""

    user = models.ForeignKey(User, models.CASCADE, related_name="saved_filters", verbose_name=_("account"))
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(_("question"), max_length=1000)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"],
                name="saved_filter_once",
                violation_error_message=_("You have a saved filter of this name already."),
            )
        ]

    def __str__(self):
        return self.name
