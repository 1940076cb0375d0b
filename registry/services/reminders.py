"""What is told once a day: deadlines that come near, and new work that waits for reviewers."""

from datetime import date

from django.utils import timezone

from registry.queries import reminders
from registry.vocabulary import Event

from . import notices


def tell_deadlines(today: date) -> int:
    """Tell submitters of the deadlines in 7 and in 1 days, and appraisers of theirs, late ones too; return how many are new.

    Each is told once.
    """
    return notices.tell_each(
        Event.DEADLINE,
        [
            (
                one.user_id,
                {
                    "window": str(one.window),
                    "year": one.year,
                    "until": one.until.isoformat(),
                    "days": one.days,
                    "count": one.count,
                },
                f"deadline:{one.window}:{one.year}:{one.until}:{one.days}",
            )
            for one in (*reminders.deadlines_near(today), *reminders.appraisals_due(today))
        ],
    )


def tell_new_work(today: date) -> int:
    """Tell reviewers how much came since the last such notice and waits, once a day at most; return how many were told."""
    now = timezone.now()  # before the question is asked: what comes meanwhile is told the next time
    return notices.tell_each(
        Event.WORK,
        [
            (one.user_id, {"submitted": one.submitted, "reported": one.reported}, f"work:{today}")
            for one in reminders.new_work(today)
        ],
        at=now,
    )
