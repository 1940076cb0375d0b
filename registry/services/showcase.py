"""What everybody may read of a model, edited apart from its dossier.

Clearing stays an act of its own (`services.review.clear`): a text that is edited here is public only while the model is.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import rules, text
from registry.errors import Refused, Stale
from registry.models import Document, Initiative, Publication, PublishedPhoto
from registry.vocabulary import Action

from . import review, steps, trail

WORDS = ("summary", "situation", "method", "forces", "results", "advice")
FACTS = (*WORDS, "contact")
MOST_PHOTOS = 12


@dataclass(frozen=True)
class Photo:
    """A photo of the dossier that shall be public, by its key, with the words below it."""

    key: str
    caption: str = ""


@transaction.atomic
def edit(
    initiative: Initiative,
    *,
    by,
    facts: dict[str, str],
    photos: Iterable[Photo] | None = None,
    photos_checked: bool = False,
    version: int | None = None,
) -> Publication:
    """Write the public text of a recognised model and, if `photos` are given, choose its public photos, in this order.

    `version` is that of the text which the page showed, 0 where there was none. `photos_checked` is the editor's word that
    no child is to be seen and nobody can be recognised who has not consented; it is stored with each photo.

    The trail keeps which parts changed, not their words: these may name a person, whose data can be erased.

    Raises PermissionDenied for whoever may not clear the model; Refused if it can never be public, if the words name a
    person without consent, or if a photo is not of the dossier; Stale if somebody else saved meanwhile.
    """
    [row] = steps.locked([initiative])
    require_editable(row, by)
    publication = Publication.objects.filter(initiative=row).first() or Publication(initiative=row, version=0)
    if version is not None and version != publication.version:
        raise Stale(_("Somebody saved this text meanwhile. Nothing was overwritten: read it again."))
    changed = _write(publication, facts)
    chosen = None if photos is None else _chosen(row, list(photos))
    before = list(publication.photos.all()) if publication.pk else []
    is_other = chosen is not None and [(p.document_id, p.caption) for p in before] != [(d.pk, c) for d, c in chosen]
    if publication.pk and not changed and not is_other:
        raise Refused(_("Nothing was changed."))
    captions = [p.caption for p in before] if chosen is None else [caption for _document, caption in chosen]
    if review.names_without_consent(row, [getattr(publication, name) for name in FACTS] + captions):
        raise Refused(
            _("The text names a person who has not consented to publication. Record the consent, or take the name out.")
        )
    if is_other and chosen and not photos_checked:
        sentence = _("Look at each photo first, and say that nobody can be recognised who has not consented.")
        raise Refused(sentence, {"photos_checked": sentence})
    now = timezone.now()
    was = publication.version
    publication.version, publication.edited_by, publication.edited_at = was + 1, by, now
    publication.save()
    data = {"version": [was, publication.version], **{name: [] for name in changed}}
    if is_other:
        publication.photos.all().delete()
        PublishedPhoto.objects.bulk_create(
            PublishedPhoto(
                publication=publication, document=document, order=order, caption=caption, checked_by=by, checked_at=now
            )
            for order, (document, caption) in enumerate(chosen)
        )
        keys = dict(Document.objects.filter(pk__in=[p.document_id for p in before]).values_list("pk", "key"))
        data["photos"] = [[str(keys[p.document_id]) for p in before], [str(document.key) for document, _caption in chosen]]
    trail.record_other(row.code, "publication.edit", by=by, data=data, initiative=row)
    return publication


def require_editable(initiative: Initiative, by):
    """Raise PermissionDenied or Refused unless `by` may edit the public text: whoever may clear it, and if it can be public."""
    rules.require(by, Action.CLEAR, initiative)
    rules.require_open(Action.CLEAR, initiative, timezone.localdate())
    if sentence := review.why_never_public(initiative):
        raise Refused(sentence)


def _write(publication: Publication, facts: dict[str, str]) -> list[str]:
    """Set the words; return the names of those that changed. Raises Refused for what is too long or unknown."""
    if unknown := set(facts) - set(FACTS):
        raise ValueError(f"no words of a public text: {', '.join(sorted(unknown))}")
    changed, faults = [], {}
    for name, value in facts.items():
        value = text.clean_line(value) if name in ("summary", "contact") else text.clean(value)
        most = Publication._meta.get_field(name).max_length
        if len(value) > most:
            faults[name] = _("At most %(most)s characters; these are %(count)s.") % {"most": most, "count": len(value)}
        if value != getattr(publication, name):
            setattr(publication, name, value)
            changed.append(name)
    if faults:
        raise Refused(_("This cannot be saved as it is."), faults)
    return changed


def _chosen(row: Initiative, photos: list[Photo]) -> list[tuple[Document, str]]:
    """The documents of the chosen photos, which have to be among those that the unit attached."""
    if len(photos) > MOST_PHOTOS:
        raise Refused(_("A public text has at most %(most)s photos.") % {"most": MOST_PHOTOS})
    known = {
        str(document.key): document
        for document in Document.objects.filter(initiative=row, appraisal__isnull=True, width__isnull=False)
    }
    found = [(known.get(str(photo.key)), text.clean_line(photo.caption)[:200]) for photo in photos]
    documents = [document for document, _caption in found]
    if None in documents or len(set(documents)) != len(documents):
        raise Refused(_("A chosen photo is no longer among those of the model. Read the page again."))
    return found
