"""`manage.py verify_files [--repair]`: stored files and the rows that name them agree, or what does not is listed."""

import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.db.models import FileField

from registry.errors import Refused
from registry.models import CouncilSession, Decision, Document
from registry.services import documents

YOUNG = 60  # seconds: the row of so new a file may be on its way still
PAUSE = 3  # seconds, then it is looked for once more
SCANNED = {"decision": Decision, "minutes": CouncilSession}  # what the scanned paper belongs to
COLUMNS = ("key", "initiative__code", "file", "sha256", "size", "width", "thumbnail", "thumbnail_sha256")


class Command(BaseCommand):
    help = (
        "Compares the private files with the rows that name them: photos and papers of models, scans of decisions and "
        "of minutes. Exits with 0 if they agree; else lists what is missing, altered, unreadable or orphaned and exits with 1."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--repair",
            action="store_true",
            help=f"move orphaned files to {documents.ORPHANED}/ and make lost thumbnails anew; nothing is ever deleted",
        )

    def handle(self, *, repair, **options):
        self.repair, self.wrong, self.mended, self.right = repair, 0, 0, 0
        self.root = Path(settings.MEDIA_ROOT)
        stored = set(self._stored())  # before the rows: a file removed meanwhile is then no orphan
        rows = Document.objects.select_related("initiative").only(*COLUMNS).order_by("pk")
        for row in rows.iterator(chunk_size=500):
            self._document(row)
        for noun, model in SCANNED.items():
            for row in model.objects.exclude(scan="").only("scan").order_by("pk").iterator(chunk_size=500):
                self._scan(row, noun)
        for name in self._orphans(stored):
            self._orphan(name)
        if options["verbosity"]:
            self.stdout.write(f"{self.right} files are as they should be, {self.mended} were mended, {self.wrong} are not.")
        if self.wrong:
            raise CommandError("Files and rows do not agree; see above.")

    # ---- rows ----

    def _document(self, row: Document):
        faults = {"file": self._fault(row.file.name, row.sha256, row.size)}
        if row.is_photo and (row.thumbnail or not faults["file"]):
            faults["thumbnail"] = self._fault(row.thumbnail.name, row.thumbnail_sha256) if row.thumbnail else "missing"
        self.right += list(faults.values()).count("")
        if not any(faults.values()) or not Document.objects.filter(pk=row.pk).exists():  # removed while this ran
            return
        about = f"{row.initiative.code}, document {row.key}"
        if faults["file"]:
            self._tell(faults["file"], row.file.name, about)
        if fault := faults.get("thumbnail"):
            self._thumbnail(row, fault, about, can_mend=not faults["file"])

    def _thumbnail(self, row: Document, fault: str, about: str, *, can_mend: bool):
        name = row.thumbnail.name or "(thumbnail)"
        if self.repair and can_mend:
            try:
                documents.renew_thumbnail(row)
            except (Refused, OSError) as error:
                about = f"{about}: {error}"
            else:
                self._tell("made anew", name, about, is_mended=True)
                return
        self._tell(fault, name, f"{about}, its thumbnail")

    def _scan(self, row: Decision | CouncilSession, noun: str):
        fault = self._fault(row.scan.name)
        if not fault:
            self.right += 1
        elif type(row).objects.filter(pk=row.pk, scan=row.scan.name).exists():
            self._tell(fault, row.scan.name, f"{noun} {row.pk}, its scan")

    def _fault(self, name: str, sha256: str = "", size: int | None = None) -> str:
        """What is wrong with a stored file: "missing", "unreadable", "altered", or "". A scan has no sum: its head counts."""
        try:
            path = Path(default_storage.path(name))  # no name leads out of the folder
            if not path.exists():
                return "missing"
            if not path.is_file():
                return "unreadable"
            if size is not None and path.stat().st_size != size:
                return "altered"
            with path.open("rb") as file:
                if not sha256:
                    return "" if file.read(5) == b"%PDF-" else "altered"
                return "" if hashlib.file_digest(file, "sha256").hexdigest() == sha256 else "altered"
        except (OSError, ValueError, SuspiciousOperation):
            return "unreadable"

    # ---- files ----

    def _stored(self) -> Iterator[str]:
        """The names of all private files but the orphans that were already set aside."""

        def on_error(error):
            self._tell("unreadable", os.path.relpath(error.filename, self.root), "folder")

        if not self.root.exists():
            return
        for folder, folders, names in os.walk(self.root, onerror=on_error):
            here = Path(folder).relative_to(self.root)
            if here == Path():
                folders[:] = [one for one in folders if one != documents.ORPHANED]
            yield from (str(here / name) for name in names)

    def _orphans(self, stored: set[str]) -> list[str]:
        """The files to which no row leads. What is new is looked for twice, for a row is written after its file."""
        orphans = stored - _named()
        if any(self._age(name) < YOUNG for name in orphans):
            time.sleep(PAUSE)
            orphans -= _named()
        return sorted(name for name in orphans if os.path.lexists(self.root / name))

    def _age(self, name: str) -> float:
        try:
            return time.time() - (self.root / name).lstat().st_mtime
        except OSError:
            return YOUNG

    def _orphan(self, name: str):
        if self.repair:
            try:
                moved_to = documents.set_aside(name)
            except OSError as error:
                self._tell("orphaned", name, f"cannot be moved: {error.strerror}")
            else:
                self._tell("set aside", name, f"now {moved_to}", is_mended=True)
            return
        self._tell("orphaned", name, "no row names it")

    def _tell(self, what: str, name: str, about: str, *, is_mended=False):
        if is_mended:
            self.mended += 1
        else:
            self.wrong += 1
        # A name on the disk may hold anything: line ends, bytes that are no text.
        self.stdout.write(f"{what:<11} {_printable(name)} ({_printable(about)})")


def _named() -> set[str]:
    """The files that any row of the registry names."""
    return {
        name
        for model in apps.get_app_config("registry").get_models()
        for field in model._meta.get_fields()
        if isinstance(field, FileField)
        for name in model._base_manager.exclude(**{field.name: ""}).values_list(field.name, flat=True).iterator()
        if name
    }


def _printable(words: str) -> str:
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in words)
