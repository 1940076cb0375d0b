"""A person's own views of the queue: saved under a name, removed. Nobody else sees them."""

from django.db import transaction
from django.utils.translation import gettext as _

from registry import text
from registry.errors import Refused
from registry.models import SavedFilter, User

MOST = 30  # of one person


@transaction.atomic
def save(user, *, name: str, query: str) -> SavedFilter:
    """Save a view of the queue under a name. Raises Refused: without a name, a name that is taken, too many."""
    name = text.clean_line(name or "")
    User.objects.select_for_update().get(pk=user.pk)  # of two presses at once the second one sees the first
    mine = SavedFilter.objects.filter(user=user)
    sentence = ""
    if not name:
        sentence = _("Give the view a name.")
    elif mine.filter(name=name).exists():
        sentence = _("You have a saved filter of this name already.")
    elif mine.count() >= MOST:
        sentence = _("You have %(most)s saved filters, more are not possible. Remove one first.") % {"most": MOST}
    if sentence:
        raise Refused(sentence, {"name": sentence})
    return SavedFilter.objects.create(user=user, name=name, query=query)


def remove(saved: SavedFilter):
    """Remove the view from the person's list."""
    saved.delete()
