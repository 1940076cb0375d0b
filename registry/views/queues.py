"""The reviewer's queue: the models that an address asks for, oldest first, and the way through them."""

from functools import cached_property
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import rules
from registry.filters import InitiativeFilter
from registry.models import Campaign, Initiative
from registry.queries.initiatives import listed, with_unit_then
from registry.queries.paging import ORDERS
from registry.vocabulary import Role, Status

ALL = "all"
# The tabs of the queue: what the address says, and which statuses it means.
TABS = {
    Status.SUBMITTED.value: [Status.SUBMITTED],
    Status.REPORTED.value: [Status.REPORTED],
    Status.RETURNED.value: [Status.RETURNED],
    Status.REGISTERED.value: [Status.REGISTERED],
    Status.RECOGNISED.value: [Status.RECOGNISED],
    "closed": [Status.NOT_RECOGNISED, Status.DECLINED, Status.WITHDRAWN, Status.REVOKED],
    ALL: [status for status in Status if status != Status.DRAFT],
}
FILTERS = ("q", "sector", "type", "unit", "place", "level", "novelty")
OLDEST = ORDERS["oldest"]
_NOBODY = "DVK-0000-000000"  # stands for a code in an address that is filled in row by row


def require_reviewer(user):
    """Raise PermissionDenied, with a sentence, unless the person reviews anything at all."""
    if not rules.may_review(user):
        raise PermissionDenied(_("This page is for reviewers. Your account has no reviewer's role in any unit today."))


def reviewed_by(user) -> QuerySet[Initiative]:
    """The models of the units for which the person is a reviewer, without drafts."""
    models = Initiative.objects.visible_to(user).exclude(status=Status.DRAFT)
    if user.is_superuser or user.roles() == {Role.REVIEWER}:
        return models
    return models.filter(user.scope.within(Role.REVIEWER))


def running(campaigns: list[Campaign]) -> Campaign | None:
    """The newest campaign that has begun; where none has, the newest."""
    begun = (campaign for campaign in campaigns if campaign.registration_opens <= timezone.localdate())
    return next(begun, next(iter(campaigns), None))


class Queue:
    """What the filters of an address say. `parameters` is request.GET; without filters: this campaign, what waits.

    `of` is the model at hand, whose campaign then needs no query. `decision` (an id) is carried along, it filters nothing.
    """

    def __init__(self, user, parameters, of: Initiative | None = None):
        self.user, self.parameters, self.of = user, parameters, of
        self.campaign = self._campaign()
        asked = parameters.get("status", "")
        self.status = asked if asked in TABS or asked in Status.values[1:] else Status.SUBMITTED.value
        carried = parameters.get("decision", "")
        self.decision = carried if carried.isascii() and carried.isdecimal() else ""

    @cached_property
    def campaigns(self) -> list[Campaign]:
        return list(Campaign.objects.all())

    def _campaign(self) -> Campaign | None:
        year = self.parameters.get("campaign", "")
        if year == ALL:
            return None
        if self.of and year in ("", str(self.of.campaign.year)):
            return self.of.campaign
        known = {str(campaign.year): campaign for campaign in self.campaigns}
        return known.get(year) or running(self.campaigns)

    @cached_property
    def filter(self) -> InitiativeFilter:
        data = {name: self.parameters[name] for name in FILTERS if self.parameters.get(name)}
        if self.campaign and "unit" in data:
            data["campaign"] = self.campaign.year  # the units below another are those of that time
        models = reviewed_by(self.user)
        if self.campaign:
            models = models.filter(campaign=self.campaign)
        return InitiativeFilter(data, queryset=models)

    @property
    def of_any_status(self) -> QuerySet[Initiative]:
        return self.filter.qs

    @property
    def models(self) -> QuerySet[Initiative]:
        """The queue itself."""
        if self.status == ALL:
            return self.of_any_status  # without a list of statuses, the index of the days carries it
        return self.of_any_status.filter(status__in=TABS.get(self.status, [self.status]))

    @property
    def is_filtered(self) -> bool:
        return any(self.parameters.get(name) for name in FILTERS)

    def address(self, **changes) -> str:
        """The query string that leads back to this queue; `changes` are put in place of what it says."""
        values = {
            "campaign": self.campaign.year if self.campaign else ALL,
            "status": self.status,
            **{name: self.parameters.get(name, "")[:200] for name in FILTERS},
            "decision": self.decision,
            **changes,
        }
        return urlencode({name: value for name, value in values.items() if value})

    def lasting_address(self) -> str:
        """The query string under which this queue is found again in later years too: the running campaign is not named."""
        is_running = self.campaign and self.campaign == running(self.campaigns)
        return self.address(decision="", **({"campaign": ""} if is_running else {}))[:1000]

    def desk(self, code: str) -> str:
        """The address of the reading desk with a model of this queue."""
        return self._desk.replace(_NOBODY, code)

    @cached_property
    def _desk(self) -> str:
        return f"{reverse('review-model', args=[_NOBODY])}?{self.address()}"

    def around(self, initiative: Initiative, before=2, after=6) -> tuple[list[Initiative], list[Initiative]]:
        """The models right before and right after this one, which itself need not be in the queue. One query."""
        key = initiative.submitted_at, initiative.pk
        others = self.models.exclude(pk=initiative.pk)
        earlier = others.filter(OLDEST.beyond(*key, backwards=True)).order_by(*OLDEST.fields(backwards=True))[:before]
        later = others.filter(OLDEST.beyond(*key)).order_by(*OLDEST.fields())[:after]
        near = Initiative.objects.filter(Q(pk__in=earlier.values("pk")) | Q(pk__in=later.values("pk")))
        rows = list(with_unit_then(listed(near)).order_by(*OLDEST.fields()))
        place = sum((row.submitted_at, row.pk) < key for row in rows)
        return rows[:place], rows[place:]

    def next_after(self, initiative: Initiative) -> str:
        """The code of the model to read after this one: the next, else the first that still waits, else ""."""
        others = self.models.exclude(pk=initiative.pk).order_by(*OLDEST.fields()).values_list("code", flat=True)
        beyond = OLDEST.beyond(initiative.submitted_at, initiative.pk)
        return others.filter(beyond).first() or others.first() or ""
