"""`manage.py worker`: works through the task queue, beside the server or in a service of its own.

It is the `db_worker` of django-tasks-db, made fit to run for months: it survives a database that is locked or restarted, ends
with the process that started it, takes up again what a killed worker left behind, and says nothing as long as all is well.
"""

import logging
import os
import signal
import threading
import time

from django.db import OperationalError, connection
from django_tasks_db.management.commands import db_worker

from registry.services import audit, mails

# Each look takes the write lock of SQLite for less than a millisecond; a mail may well wait two seconds.
SECONDS_BETWEEN_LOOKS = 2
SECONDS_TO_RECOVER = 5
_logger = logging.getLogger(__name__)


class Command(db_worker.Command):
    help = "Work through the task queue: send mails, seal the trail once a day."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--parent", type=int, help="the process that started this one: end when it has ended")
        parser.set_defaults(interval=SECONDS_BETWEEN_LOOKS, startup_delay=False, reload=False)

    def configure_logging(self, verbosity):
        """Failures are said, by the handlers of the settings; what is ordinary is not."""
        level = {0: logging.ERROR, 1: logging.ERROR, 2: logging.INFO}.get(verbosity, logging.DEBUG)
        for name in (db_worker.TASKS_LOGGER, db_worker.logger.name):
            logging.getLogger(name).setLevel(level)

    def handle(self, *, parent=None, **options):
        if parent:
            threading.Thread(target=end_with, args=[parent], daemon=True).start()
        while True:
            try:
                mails.resume()
                audit.plan_seals()
                return super().handle(**options)
            except OperationalError as error:
                _logger.warning("The database does not answer; trying again: %s", error)
                connection.close()
                time.sleep(SECONDS_TO_RECOVER)


def end_with(parent: int):
    """Wait until `parent` is no longer the parent, however it ended; then end this process after the task at hand."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
