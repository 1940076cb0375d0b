"""`manage.py remind [--on 2026-06-23]`: what is told once a day. Meant for cron; a second run tells nothing twice."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from registry.services import mails, reminders


class Command(BaseCommand):
    help = "Tell units and appraisers of deadlines and reviewers of new work, make the daily mails, tidy the task queue."

    def add_arguments(self, parser):
        parser.add_argument("--on", metavar="YYYY-MM-DD", help="the day for which to tell (today, if none is named)")

    def handle(self, *, on, **options):
        day = self.day(on) if on else timezone.localdate()
        deadlines, work = reminders.tell_deadlines(day), reminders.tell_new_work(day)
        digests, resumed = mails.make_digests(), mails.resume()
        mails.tidy()
        self.stdout.write(
            f"{day}: {deadlines} told of deadlines, {work} of new work; {digests} daily mails, {resumed} mails taken up again."
        )

    def day(self, words: str) -> date:
        try:
            return date.fromisoformat(words)
        except ValueError:
            raise CommandError(f"{words} is no day; write it like 2026-06-23.") from None
