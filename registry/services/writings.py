"""What a person is typing, kept beside the model and never in it, until it is saved there."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Case, JSONField, Q, When
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.errors import Refused
from registry.models import Initiative, Writing

LARGEST = 300_000  # bytes of one text with all its fields
MOST = 20  # texts of one author; older ones go when they are older than OLD
OLD = timedelta(days=90)
CEILING = 200  # texts of one author that are kept at all
# What a request holds beside the text.
NOT_TYPED = {"csrfmiddlewaretoken", "page", "paper", "author", "version", "save", "send", "overwrite", "unchanged"}
NOT_TYPED_BEGINNINGS = ("login-", "choose-")


def keep(*, by, page: UUID, initiative: Initiative | None, paper: str, version: int, data: dict[str, list[str]]) -> Writing:
    """Keep what stands in the fields of `page`, in place of what was kept of it before. Costs two queries.

    The model is not touched. A text that is kept already keeps its time too. No transaction is opened, so that it costs
    no more than that: one statement writes the one row.
    Raises Refused if the text is too large, if the page is another author's, if there are far too many of them.
    """
    data = typed(data)
    if len(json.dumps(data, ensure_ascii=False).encode()) > LARGEST:
        raise Refused(_("This is too much text to be kept while you write. Shorten it, or save it in parts."))
    same = Case(When(page=page, then="data"), output_field=JSONField())
    rows = Writing.objects.filter(Q(author=by) | Q(page=page)).order_by().annotate(same=same)
    known = {row.page: row for row in rows.defer("data")}
    before = known.get(page)
    if before and before.author_id != by.pk:
        raise Refused(_("This page belongs to another account."))
    if before and (before.same, before.version, before.initiative_id) == (data, version, initiative and initiative.pk):
        return before  # sent twice, as a page does that is being closed
    if not before and len(known) >= CEILING:
        raise Refused(_("You have too many unsaved texts. Save or discard some of them first."))
    values = {"initiative": initiative, "paper": paper, "version": version, "data": data, "saved_at": timezone.now()}
    own = Writing.objects.filter(page=page, author=by)
    if not (before and own.update(**values)):
        try:
            Writing.objects.create(page=page, author=by, **values)
        except IntegrityError as error:  # the page was sent twice at once, or the model is just being deleted
            if not own.update(**values):
                raise Refused(_("This could not be kept. Your text is still in this page.")) from error
    return Writing(page=page, author=by, **values)


def typed(data: dict[str, list[str]]) -> dict[str, list[str]]:
    """The fields of a form as they were typed, without what is no text; NUL becomes U+FFFD, for no database takes it."""
    return {
        name.replace("\0", "\ufffd"): [value.replace("\0", "\ufffd") for value in values]
        for name, values in data.items()
        if name not in NOT_TYPED and not name.startswith(NOT_TYPED_BEGINNINGS)
    }


def forget(*, by, page: UUID | None, restored: Iterable[tuple[UUID, datetime]] = ()):
    """Remove the text of a page, because it is saved or because its author does not want it. Costs one query.

    `restored` names the pages whose text this one went on with, each with its time; if there is a newer text of such a
    page, it stays. So does everything of other authors.
    """
    gone = Q(page=page)
    for older, at in restored:
        gone |= Q(page=older, saved_at__lte=at)
    Writing.objects.filter(gone, author=by).delete()


def tidy(*, by):
    """Remove what the author left lying for long, but for the newest texts."""
    own = Writing.objects.filter(author=by)
    newest = own.order_by("-saved_at", "-id").values("pk")[:MOST]
    own.filter(saved_at__lt=timezone.now() - OLD).exclude(pk__in=newest).delete()
