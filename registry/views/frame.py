"""What every page's frame needs: who reads, where they can go, what waits."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from registry import rules


def frame(request):
    """Context of `base.html`. Costs no query beyond the account and its scope, which every page reads anyway."""
    user = getattr(request, "user", None)
    known = bool(user and user.is_authenticated)
    return {
        "is_demo": settings.DEMO,
        "province_name": settings.PROVINCE_NAME,
        "support_contact": settings.SUPPORT_CONTACT,
        "whose": SimpleLazyObject(lambda: ", ".join(dict.fromkeys(post.unit for post in user.scope.posts))),
        "unread": getattr(user, "unread", 0),
        "may": {
            "register": known and rules.may_register(user),
            "review": known and rules.may_review(user),
            "lead": known and rules.may_lead(user),
        },
    }
