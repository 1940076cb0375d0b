"""`manage.py seal`: seal what the trail holds now, beside the seal of each day that the worker makes. Nothing new, no seal."""

from django.core.management.base import BaseCommand, CommandError

from registry.errors import Refused
from registry.services import audit, ledgers


class Command(BaseCommand):
    help = "Seals the trail: a signed digest of all entries, in the table of seals and as a file in VAR_DIR/seals."

    def handle(self, **options):
        try:
            ledgers.fold()  # what else is done once a day
            newest = audit.seal()
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        if not options["verbosity"]:
            return
        if newest is None:
            self.stdout.write("The trail is empty: there is nothing to seal.")
            return
        self.stdout.write(
            f"Seal {newest.number} of {newest.day:%Y-%m-%d}: {newest.entries} entries, code {newest.code}. Keep a copy of "
            f"{audit.file_of(newest)} on another machine."
        )
