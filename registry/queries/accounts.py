"""Reading the account of a request."""

from django.contrib.auth.backends import ModelBackend
from django.db.models import Count, Q

from registry.models import User


class AccountBackend(ModelBackend):
    """Django's own way in; the account of each request comes with its number of unread notices, in the same query."""

    def get_user(self, user_id):
        unread = Count("notices", filter=Q(notices__read_at__isnull=True))
        user = User.objects.annotate(unread=unread).filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
