"""What a person may read of the trail."""

from django.db.models import CharField, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from registry.models import Entry, Initiative, PersonalValue, Unit, User
from registry.vocabulary import Action, Role, Status

from . import decisions


def visible_to(user) -> QuerySet[Entry]:
    """Reviewers: what happened to the models in their scope once these were sent, and to decisions that they may read.

    Administrators: everything but what happens to drafts, which belong to their units as everywhere else.
    """
    if user.is_superuser:
        return Entry.objects.exclude(initiative__status=Status.DRAFT)
    models = Initiative.objects.filter(user.scope.within(Role.REVIEWER)).exclude(status=Status.DRAFT)
    chains = decisions.visible_to(user).order_by().values(chain=Concat(Value("decision "), Cast("pk", CharField())))
    typing = Q(action=Action.SAVE, from_status__in=["", Status.DRAFT])
    return Entry.objects.filter((Q(initiative__in=models.values("pk")) & ~typing) | Q(chain__in=chains))


def with_people(entries: QuerySet[Entry], user) -> QuerySet[Entry]:
    """With everything that a row prints; `beside` holds the personal values, for administrators alone."""
    entries = entries.select_related("actor", "on_behalf_of")
    if not user.is_superuser:
        return entries
    return entries.prefetch_related(Prefetch("personal_values", PersonalValue.objects.order_by("name"), to_attr="beside"))


def name_accounts(entries: list[Entry]):
    """Tell acts on accounts whose account it is: `whose` on the row, if it is still there. One query at most."""
    numbers = {entry: entry.chain.removeprefix("account ") for entry in entries if entry.chain.startswith("account ")}
    numbers = {entry: int(number) for entry, number in numbers.items() if number.isascii() and number.isdecimal()}
    people = User.objects.in_bulk(numbers.values()) if numbers else {}
    for entry, number in numbers.items():
        entry.whose = people.get(number, "")


def name_units(entries: list[Entry]):
    """Tell allocations to which unit of today: `allocated_to` on the row. One query where there are any, else none."""
    changes = {entry: (entry.data or {}).get("allocated_unit") for entry in entries}
    keys = {entry: change[1] for entry, change in changes.items() if change and change[1]}
    labels = dict(Unit.objects.filter(key__in=keys.values()).values_list("key", "label")) if keys else {}
    for entry, key in keys.items():
        entry.allocated_to = labels.get(key, key)
