"""A person's own phrases: kept, put in order, removed. Nobody else sees them, so no trail is kept of them."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from registry import text
from registry.errors import Refused
from registry.models import Phrase, User

MOST = 50  # of one person
LONGEST = 500  # characters


@transaction.atomic
def keep(user, words: str) -> Phrase:
    """Keep a phrase at the end of the person's list. Raises Refused: empty, too long, kept already, too many."""
    words = text.clean(words or "")
    User.objects.select_for_update().get(pk=user.pk)  # of two presses at once the second one sees the first
    mine = Phrase.objects.filter(user=user)
    sentence = ""
    if not words:
        sentence = _("Write the phrase first.")
    elif len(words) > LONGEST:
        sentence = _("A phrase has at most %(most)s characters.") % {"most": LONGEST}
    elif mine.filter(text=words).exists():
        sentence = _("You keep this phrase already.")
    elif mine.count() >= MOST:
        sentence = _("You keep %(most)s phrases, more are not possible. Remove one first.") % {"most": MOST}
    if sentence:
        raise Refused(sentence, {"text": sentence})
    last = mine.aggregate(last=Max("order"))["last"]
    return Phrase.objects.create(user=user, text=words, order=0 if last is None else last + 1)


@transaction.atomic
def move_up(phrase: Phrase):
    """Put the phrase before the one that stands above it; the first one stays where it is."""
    User.objects.select_for_update().get(pk=phrase.user_id)
    rows = list(Phrase.objects.filter(user=phrase.user_id))
    at = next((place for place, row in enumerate(rows) if row.pk == phrase.pk), 0)
    if at:
        rows[at - 1], rows[at] = rows[at], rows[at - 1]
    for place, row in enumerate(rows):
        row.order = place
    Phrase.objects.bulk_update(rows, ["order"])


def remove(phrase: Phrase):
    """Remove the phrase from the person's list."""
    phrase.delete()
