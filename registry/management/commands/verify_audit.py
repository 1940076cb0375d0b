"""`manage.py verify_audit`: the trail is whole, or the first broken row is named."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from registry.queries import audit

MOST_TOLD = 20


class Command(BaseCommand):
    help = (
        "Checks every entry of the trail against its chain, the ends of the chains, the personal values beside them, and the "
        "seals against their files. Exits with 0 if all is whole; else names the first broken row and exits with 1."
    )

    def add_arguments(self, parser):
        parser.add_argument("--seals", type=Path, help="the folder of the seals' files; default: that of the settings")
        parser.add_argument("--all", action="store_true", help=f"name the broken rows of other chains too, up to {MOST_TOLD}")
        parser.add_argument("--paper", help="compare what a paper prints, for example “12 9F3A-02C1-77DE-4B10”, first")

    def handle(self, *, seals, paper, **options):
        if paper:
            self._compare(paper)
        verification = audit.Verification(seals or Path(settings.SEAL_ROOT), settings.SEAL_KEY)
        told = 0
        for fault in verification.faults():
            told += 1
            if told == 1 or options["all"]:
                self.stdout.write(str(fault))
            if not options["all"] or told == MOST_TOLD:
                break
        if told:
            raise CommandError("The trail is not whole; see above.")
        if options["verbosity"]:
            self.stdout.write(
                f"The trail is whole: {verification.entries} entries in {verification.chains} chains, "
                f"{verification.values} personal values beside them ({verification.erased} erased), {verification.seals} seals."
            )
            if not verification.seals:
                self.stdout.write("No seal was made yet: run `manage.py seal` once a day.")

    def _compare(self, paper: str):
        agrees = audit.paper_agrees(paper)
        if agrees is None:
            raise CommandError(f"There is no seal of the number that the paper names: {paper}")
        if not agrees:
            raise CommandError(f"The seal of this number has another code than the paper: {paper}. The trail was rewritten.")
        self.stdout.write("The code on the paper is that of the seal.")
