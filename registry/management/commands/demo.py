"""`manage.py demo`: fill an empty registry with the demonstration, once."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from registry.errors import Refused
from registry.management.demo import people
from registry.management.demo.build import Occupied, build, is_built
from registry.services import audit


class Command(BaseCommand):
    help = "Load the demonstration into an empty registry. A second run changes nothing."

    def handle(self, **options):
        if not settings.DEMO:
            self.stdout.write("This is no demonstration (DEMO is off): nothing was loaded.")
            return
        if not is_built():
            try:
                made = build(timezone.localdate())
            except Occupied as error:
                raise CommandError(str(error)) from None
            self.stdout.write(f"The demonstration was loaded: {made:,} models in four campaigns.")
            try:
                audit.seal()
            except Refused as refusal:  # files of seals of an earlier database
                self.stdout.write(str(refusal))
        self.stdout.write(f"Accounts (password {people.PASSWORD}):")
        for account in people.ACCOUNTS:
            self.stdout.write(f"  {account.username:<10} {account.purpose}")
