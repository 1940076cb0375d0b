"""Evidence of a model: attach photos and papers, take them away again. File and row come and go together.

A file is stored inside the transaction of its row and removed if that fails; it is removed only after the row is gone for
good. What a power cut leaves in between, `manage.py verify_files` finds.
"""

import hashlib
import logging
import os
import re
from collections.abc import Iterable
from contextlib import contextmanager, suppress
from functools import partial
from math import ceil
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from registry import files, rules, text
from registry.errors import Refused
from registry.models import Appraisal, Contribution, Document, Initiative, Outcome
from registry.vocabulary import Action, AppraisalState

from . import steps, trail

_log = logging.getLogger(__name__)

LONGEST_NAME = 150
ORPHANED = "orphaned"  # the folder of files to which no row leads
_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}$")
_NO_NAME = re.compile(r'[<>:"|?*]')  # what Windows takes in no name


class AlreadyAttached(Refused):
    """The model has this very file; `document` is the one that it has."""

    def __init__(self, sentence, document: Document):
        super().__init__(sentence)
        self.document = document


def attach(
    initiative: Initiative,
    *,
    by,
    upload,
    caption: str = "",
    outcome: Outcome | None = None,
    contribution: Contribution | None = None,
) -> Document:
    """Keep an uploaded photo or paper as evidence of the model, or of one of its figures, and return its row.

    The content decides what it is, not its name: a JPEG called "a.pdf" is kept as "a.jpg". Photos are written anew, upright,
    scaled to LONGEST_PHOTO_SIDE, without place and camera. The version of the model stays: no page of it becomes stale.

    Raises PermissionDenied without the right; Refused if the model is closed, has MOST_DOCUMENTS, or the file is unfit or
    too large; AlreadyAttached if the model has this very file.
    """
    if outcome and contribution:
        raise Refused(_("A document belongs to one figure at most."))
    _require_open(initiative, Action.ATTACH, by)  # before a photo is decoded for nothing
    _require_room(initiative)
    document, content, thumbnail = _prepared(upload)
    document.caption = text.clean_line(caption)[:200]
    document.added_by = by
    with _files_with_rows() as stored:
        [row] = steps.locked([initiative])
        _require_open(row, Action.ATTACH, by)
        _require_room(row)
        _require_new(row, document)
        document.initiative = row
        document.outcome = _own_figure(row.outcomes.select_related("measure"), outcome)
        document.contribution = _own_figure(row.contributions.all(), contribution)
        document.added_at = timezone.now()
        _store(document.file, content, stored)
        if thumbnail:
            _store(document.thumbnail, thumbnail, stored)
        document.save(force_insert=True)
        row.authors.add(*by.persons)  # who brings the evidence does not judge it
        trail.record(row, Action.ATTACH, by=by, from_status=row.status, data=_said(document, is_there=True))
    return document


@transaction.atomic
def detach(document: Document, *, by):
    """Take a document away for good. Its entries in the trail stay.

    Raises PermissionDenied without the right; Refused if the model is closed or somebody else was quicker.
    """
    [row] = steps.locked([document.initiative])
    _require_open(row, Action.DETACH, by)
    fresh = row.documents.filter(pk=document.pk, appraisal__isnull=True).first()
    if not fresh:
        raise Refused(_("This document was already removed."))
    trail.record(row, Action.DETACH, by=by, from_status=row.status, data=_said(fresh, is_there=False))
    remove_after_commit(_names([fresh]))
    fresh.delete()


def attach_to_visit(appraisal: Appraisal, *, by, upload) -> Document:
    """Keep a photo or paper that an appraiser brought back from a visit. It is never evidence of the unit.

    Raises PermissionDenied for anybody but the appraiser; Refused if the appraisal is handed in or has MOST_DOCUMENTS, or
    if the file is unfit, too large, or attached to the model already.
    """
    _require_open_visit(appraisal, by)
    document, content, thumbnail = _prepared(upload)
    document.added_by, document.added_at = by, timezone.now()
    with _files_with_rows() as stored:
        [row] = steps.locked([appraisal.initiative])
        fresh = Appraisal.objects.get(pk=appraisal.pk)
        _require_open_visit(fresh, by)
        if fresh.documents.count() >= settings.MOST_DOCUMENTS:
            raise Refused(_("A visit has at most %(most)s photos.") % {"most": settings.MOST_DOCUMENTS})
        _require_new(row, document)
        document.initiative, document.appraisal = row, fresh
        _store(document.file, content, stored)
        if thumbnail:
            _store(document.thumbnail, thumbnail, stored)
        document.save(force_insert=True)
    return document


@transaction.atomic
def detach_from_visit(document: Document, *, by):
    """Take a photo of a visit away for good. Raises as `attach_to_visit` does; Refused if it is gone."""
    steps.locked([document.initiative])
    fresh = Document.objects.filter(pk=document.pk, appraisal__isnull=False).select_related("appraisal").first()
    if not fresh:
        raise Refused(_("This document was already removed."))
    _require_open_visit(fresh.appraisal, by)
    remove_after_commit(_names([fresh]))
    fresh.delete()


def remove_with(initiative: Initiative):
    """Let the files of a model's documents go together with its rows, when the caller's transaction is through."""
    remove_after_commit(_names(initiative.documents.all()))


def remove_after_commit(names: Iterable[str]):
    """Remove stored files as soon as the transaction that forgets them is through; never if it fails."""
    for name in names:
        transaction.on_commit(partial(default_storage.delete, name), robust=True)


@transaction.atomic
def renew_thumbnail(document: Document) -> Document:
    """Make the thumbnail of a stored photo anew, in place of one that is lost. Raises Refused if the photo is unreadable."""
    fresh = Document.objects.select_for_update().get(pk=document.pk)
    try:
        with fresh.file.open("rb") as file:
            content = files.small(file.read(), files.KINDS[fresh.extension])
    except (OSError, KeyError, files.Unfit) as error:
        raise Refused(_("The photo itself cannot be read.")) from error
    if fresh.thumbnail:
        default_storage.delete(fresh.thumbnail.name)
    fresh.thumbnail_sha256 = hashlib.sha256(content).hexdigest()
    _store(fresh.thumbnail, content, [])
    fresh.save(update_fields=["thumbnail", "thumbnail_sha256"])
    return fresh


def set_aside(name: str) -> str:
    """Move a stored file to which no row leads to the folder of orphans and return its new name. Nothing is deleted."""
    root = Path(settings.MEDIA_ROOT)
    aim = root / ORPHANED / name
    while aim.exists():
        aim = aim.with_name(f"{uuid4().hex[:8]}-{aim.name}")
    aim.parent.mkdir(parents=True, exist_ok=True)
    (root / name).rename(aim)
    return str(aim.relative_to(root))


def clean_name(name: str, extension: str) -> str:
    """The name under which a file is shown and handed out: no path, no control characters, NFC, the true extension."""
    name = text.clean_line(_NO_NAME.sub("", text.clean_line(name).replace("\\", "/").rsplit("/", 1)[-1]))
    stem = _SUFFIX.sub("", name).strip(". ")
    while stem.rpartition(".")[2].lower() in files.KINDS and "." in stem:  # "a.pdf.exe"
        stem = stem.rpartition(".")[0].strip(". ")
    stem = stem or _("unnamed")
    return f"{stem[: LONGEST_NAME - len(extension) - 1].rstrip('. ')}.{extension}"


def _prepared(upload) -> tuple[Document, bytes, bytes]:
    """The row of an uploaded file, what is stored of it, and its thumbnail. Raises Refused if it is unfit."""
    if upload.size > settings.LARGEST_DOCUMENT:  # asked before anything is read
        raise Refused(too_large(upload.size))
    content, thumbnail = upload.read(), b""
    try:
        kind = files.inspect(content)
        photo = files.photo(content, kind, settings.LONGEST_PHOTO_SIDE) if kind.is_photo else None
    except files.Unfit as unfit:
        raise Refused(str(unfit)) from unfit
    if photo:
        content, thumbnail = photo.content, photo.thumbnail
    document = Document(
        key=uuid4(),
        name=clean_name(upload.name or "", kind.extension),
        extension=kind.extension,
        content_type=kind.content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        width=photo and photo.width,
        height=photo and photo.height,
        thumbnail_sha256=hashlib.sha256(thumbnail).hexdigest() if thumbnail else "",
    )
    return document, content, thumbnail


def too_large(size: int) -> str:
    """The sentence for a file of more than LARGEST_DOCUMENT bytes."""
    return _("The file has %(size)s MB; at most %(most)s MB are possible.") % {
        "size": formats.number_format(ceil(size / 1024**2 * 10) / 10, 1),  # never rounded down to what is possible
        "most": settings.LARGEST_DOCUMENT // 1024**2,
    }


def too_many() -> str:
    """The sentence for more than MOST_DOCUMENTS documents of one model."""
    return _("A model has at most %(most)s documents. Remove one that says less, or put several papers into one PDF.") % {
        "most": settings.MOST_DOCUMENTS
    }


def _require_open(row: Initiative, action: Action, by):
    rules.require(by, action, row)
    rules.require_open(action, row, timezone.localdate())


def _require_room(row: Initiative):
    if row.documents.filter(appraisal__isnull=True).count() >= settings.MOST_DOCUMENTS:
        raise Refused(too_many())


def _require_open_visit(appraisal: Appraisal, by):
    if appraisal.appraiser_id != by.pk:
        raise PermissionDenied(_("Only who appraises the model may change what was brought back from the visit."))
    if appraisal.state != AppraisalState.OPEN:
        raise Refused(_("This appraisal is handed in already."))


def _require_new(row: Initiative, document: Document):
    """Refuse a file that the model has; of a photo of a visit the unit learns nothing but that."""
    same = row.documents.filter(sha256=document.sha256).first()
    if same and same.appraisal_id:
        raise Refused(_("This file is already attached."))
    if same:
        raise AlreadyAttached(_("This file is already attached, as “%(name)s”.") % {"name": same.name}, same)


def _own_figure(figures: QuerySet, figure: Outcome | Contribution | None):
    """The fresh row of a figure, which has to be among those of the model."""
    if not figure:
        return None
    if own := figures.filter(pk=figure.pk).first():
        return own
    sentence = _("This figure is no longer there. Choose another one, or the whole model.")
    raise Refused(sentence, {"figure": sentence})


def _said(document: Document, *, is_there: bool) -> dict:
    """What the trail keeps: which document, of which kind. Its name and caption may name a person, so they stay out."""
    facts = {"document": str(document.key), "kind": document.extension}
    return {name: [None, value] if is_there else [value, None] for name, value in facts.items()}


def _names(documents: Iterable[Document]) -> list[str]:
    return [file.name for row in documents for file in (row.file, row.thumbnail) if file]


@contextmanager
def _files_with_rows():
    """A transaction; the files whose names were put into the list that it gives are removed if it fails."""
    stored: list[str] = []
    try:
        with transaction.atomic():
            yield stored
    except BaseException:
        for name in stored:
            with suppress(OSError):
                default_storage.delete(name)
        raise


def _store(field, content: bytes, stored: list[str]):
    """Write a file to the disk itself, so that no row ever promises what a power cut swallowed."""
    stored.append(field.field.generate_filename(field.instance, ""))
    try:
        field.save("", ContentFile(content), save=False)
        with Path(field.path).open("rb") as file:
            os.fsync(file.fileno())
    except OSError as error:
        _log.exception("A document could not be stored.")
        raise Refused(_("The file could not be stored here. Keep it and try again later; tell the administrator.")) from error
