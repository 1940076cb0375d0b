"""The trail as a table: who, in whose place, when, from where, what before and after, through which door, and its proof."""

import json
from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.models import Entry
from registry.models.trail import PERSONAL

_AT_ONCE = 500


def lines(entries: QuerySet[Entry], *, with_values: bool) -> Iterator[list]:
    """One line for each entry, read `_AT_ONCE` at a time; `with_values` tells the personal values beside it (`beside`)."""
    yield [
        *(_("Number"), _("Time"), _("Account"), _("By"), _("In the place of"), _("Entrance"), _("Act"), _("About")),
        *(_("Status before"), _("Status after"), _("Remark"), _("Details")),
        *([_("From where, and personal values")] if with_values else []),
        *(_("Chain"), _("Place in the chain"), _("Digest")),
    ]
    for entry in entries.iterator(chunk_size=_AT_ONCE):
        said = {name: value for name, value in entry.data.items() if name != PERSONAL}
        beside = "; ".join(f"{value.name}: {value.value}" for value in entry.beside) if with_values else ""
        yield [
            entry.pk,
            f"{timezone.localtime(entry.at):%d/%m/%Y %H:%M:%S}",
            entry.actor.username if entry.actor else "",
            str(entry.actor or ""),
            str(entry.on_behalf_of or ""),
            entry.get_entrance_display(),
            entry.get_act_display(),
            entry.about,
            entry.get_from_status_display(),
            entry.get_to_status_display(),
            entry.remark,
            json.dumps(said, ensure_ascii=False) if said else "",
            *([beside] if with_values else []),
            *(entry.chain, entry.position, entry.digest),
        ]
