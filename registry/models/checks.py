"""Short forms for the constraints that guard closed facts."""

from django.db.models import CheckConstraint, F, Q


def check(condition: Q, name: str, sentence) -> CheckConstraint:
    """A CHECK whose breach reads as `sentence`."""
    return CheckConstraint(condition=condition, name=name, violation_error_message=sentence)


def one_of(field: str, choices, name: str) -> CheckConstraint:
    """`field` holds one of the values of `choices`."""
    return CheckConstraint(condition=Q(**{f"{field}__in": choices.values}), name=name)


def in_order(first: str, last: str, name: str, sentence) -> CheckConstraint:
    """`last` is not before `first`; either may be empty."""
    return check(
        Q(**{f"{last}__gte": F(first)}) | Q(**{f"{first}__isnull": True}) | Q(**{f"{last}__isnull": True}),
        name,
        sentence,
    )
