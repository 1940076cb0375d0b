"""Reminding units of what is still to come from them in a campaign: a notice to their submitters, once a day at most."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import rules
from registry.errors import Refused
from registry.models import Campaign, Unit, UnitReminder
from registry.queries import reminders, silence
from registry.vocabulary import Event, Role, Window

from . import notices, trail


@transaction.atomic
def remind(campaign: Campaign, units: Iterable[Unit], *, by) -> list[silence.Row]:
    """Remind these units; return the rows of those that were reminded, each with the trail of it.

    Units from which nothing is due, that nobody registers for, or that were reminded today already are left out.

    Raises PermissionDenied without the right over one of them; Refused if none of them can be reminded.
    """
    wanted = {
        unit.pk: unit
        for unit in Unit.objects.select_for_update(no_key=True).filter(pk__in=[u.pk for u in units]).order_by("pk")
    }
    if not all(rules.may_remind(by, pk) for pk in wanted):
        raise PermissionDenied(_("Only those who lead or review a unit may remind it."))
    if timezone.localdate() > campaign.cutoff_on:
        raise Refused(_("This campaign is over; nothing can come any more."))
    rows = [row for row in silence.board(campaign, set(wanted)) if may_be_reminded(row)]
    if not rows:
        raise Refused(
            _("None of these units can be reminded: nothing is due, they were reminded today, or nobody registers for them.")
        )
    now, today = timezone.now(), timezone.localdate()
    UnitReminder.objects.bulk_create(
        UnitReminder(campaign=campaign, unit=wanted[row.unit_id], window=_window(row), sent_by=by, sent_at=now) for row in rows
    )
    told = reminders.holders(
        Role.SUBMITTER, today, unit__reach__is_own=True, unit__reach__unit__in=[row.unit_id for row in rows]
    )
    notices.tell_each(
        Event.REMINDER,
        [
            (person, _said(campaign, row), f"reminder:{campaign.year}:{row.key}:{today}")
            for row in rows
            for person in sorted(told[row.unit_id])
        ],
        at=now,
    )
    for row in rows:
        subject = f"{wanted[row.unit_id]} ({row.key})"
        trail.record_other(subject, "unit.remind", by=by, data=_said(campaign, row))
    return rows


def may_be_reminded(row: silence.Row) -> bool:
    """Whether a reminder of the unit makes sense now."""
    return row.is_due and row.has_account and not row.is_reminded_today


def _window(row: silence.Row) -> Window:
    if row.is_silent:
        return Window.REGISTRATION
    return Window.CORRECTION if row.uncorrected else Window.REPORT


def _said(campaign: Campaign, row: silence.Row) -> dict:
    return {
        "unit": row.name,
        "year": campaign.year,
        "sent": row.sent,
        "uncorrected": row.uncorrected,
        "unreported": row.unreported,
    }
