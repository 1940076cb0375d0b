"""Texts that were typed and not saved: which there are, and which one a form goes on with."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models.fields.json import KT
from django.utils.dateparse import parse_datetime

from registry.models import Writing


@dataclass(frozen=True)
class Text:
    """One text, without its fields. `restored`: the older pages whose text it went on with, each with its time."""

    page: UUID
    initiative_id: int | None
    paper: str
    version: int
    saved_at: datetime
    title: str
    restored: list[tuple[UUID, datetime]] = field(default_factory=list)


def unsaved(user, **condition) -> list[Text]:
    """The texts of `user`, newest first, without those which a newer one went on with. One query."""
    rows = Writing.objects.filter(author=user, **condition).annotate(title=KT("data__title__0"), restored=KT("data__restored"))
    columns = ("page", "initiative_id", "paper", "version", "saved_at", "title", "restored")
    texts = [
        Text(page, initiative, paper, version, saved_at, title or "", read_restored(json.loads(restored or "[]")))
        for page, initiative, paper, version, saved_at, title, restored in rows.values_list(*columns)
    ]
    gone_on = {}
    for text in texts:
        for page, at in text.restored:
            if page != text.page:
                gone_on[page] = max(at, gone_on.get(page, at))
    return [text for text in texts if not (text.page in gone_on and text.saved_at <= gone_on[text.page])]


def fields_of(user, page: UUID) -> dict[str, list[str]]:
    """What was typed on this page of `user`."""
    return Writing.objects.values_list("data", flat=True).get(author=user, page=page)


def write_restored(page: UUID, at: datetime) -> str:
    """A page whose text another one goes on with, as that one's hidden field says it."""
    return f"{page}@{at.isoformat()}"


def read_restored(values) -> list[tuple[UUID, datetime]]:
    """The pages and times that hidden fields say; nonsense is left out."""
    read = []
    for value in values[-20:] if isinstance(values, list) else ():
        page, _at, time = str(value).partition("@")
        try:
            at = parse_datetime(time)
            if at and at.tzinfo:
                read.append((UUID(page), at))
        except ValueError:
            continue
    return read
