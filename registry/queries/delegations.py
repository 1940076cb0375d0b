"""Who may act for whom today."""

from django.utils import timezone

from registry.models import Delegation, User

ACTING_FOR = "acting_for"  # in the session: the id of the person in whose place one acts


def principal_of(deputy: User, principal_id) -> User | None:
    """The person in whose place `deputy` may act today, or None. Asked anew with each request: rights end at once."""
    found = Delegation.objects.in_force(timezone.localdate()).filter(deputy=deputy, principal=principal_id)
    delegation = found.select_related("principal").first()
    return delegation.principal if delegation else None


def name_of(principal_id) -> str:
    """The name of a person in whose place somebody acted; "" if the account is gone."""
    found = User.objects.filter(pk=principal_id).first()
    return str(found) if found else ""


def principals_of(deputy: User) -> list[User]:
    """Everybody in whose place `deputy` may act today, by name."""
    given = Delegation.objects.in_force(timezone.localdate()).filter(deputy=deputy)
    return list(User.objects.filter(pk__in=given.values("principal")).order_by("full_name", "username"))


def of(user: User):
    """The delegations that the person gave or holds, newest first, with both names."""
    return (user.delegations_given.all() | user.delegations_held.all()).select_related("principal", "deputy").order_by("-id")
