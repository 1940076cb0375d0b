"""Certificates: a number of the body without gaps, and a random code by which everybody can check the paper."""

import secrets
from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.text import capfirst

from registry.models import Certificate, Initiative, NumberSeries, Recognition
from registry.queries import eligibility
from registry.queries import initiatives as lists
from registry.vocabulary import RecognitionState

from . import trail

SERIES = "certificate"  # of `NumberSeries.of_what`
_TOKEN_BYTES = 24  # 192 bits: nobody finds one by trying
_AT_ONCE = 500  # rows in one statement
_PRINTED = ("printed_title", "printed_holder", "printed_unit")


@transaction.atomic
def make(recognitions: Iterable[Recognition]) -> list[Certificate]:
    """Give each of these recognitions its certificate, and return the new ones; whoever has one keeps it.

    The numbers of a body and year have no gap: they are taken under the lock of their series, in this transaction.
    An entry that was cancelled as a mistake gets none. What the paper prints is fixed with it, where it was not yet. The
    number of statements does not grow with the recognitions of one decision.
    """
    wanted = Recognition.objects.filter(pk__in={row.pk for row in recognitions}).exclude(state=RecognitionState.CANCELLED)
    series = _locked(set(wanted.order_by().values_list("decision__body_id", "decision__year")))
    # Read after the locks were won: what somebody else made meanwhile is not made again.
    rows = wanted.filter(certificate__isnull=True).select_related("decision").order_by("pk")
    rows = list(rows.annotate(sector=F("initiative__sector__name_vi")))
    now = timezone.now()
    made = []
    for row in rows:
        key = row.decision.body_id, row.decision.year
        series[key].last += 1
        made.append(
            Certificate(
                recognition=row,
                body_id=key[0],
                year=key[1],
                number=series[key].last,
                token=secrets.token_urlsafe(_TOKEN_BYTES),
                printed_sector=row.sector,
                made_at=now,
            )
        )
    _fix_what_is_printed([row for row in rows if not row.printed_title])
    NumberSeries.objects.bulk_update(series.values(), ["last"], batch_size=_AT_ONCE)
    return Certificate.objects.bulk_create(made, batch_size=_AT_ONCE)


@transaction.atomic
def make_missing(recognitions: Iterable[Recognition], *, by) -> list[Certificate]:
    """The same as an act of its own, for recognitions from before there were certificates; the trail says who had it done.

    It decides nothing, so whoever may print the certificates may have them made.
    """
    made = make(recognitions)
    alike = defaultdict(list)
    for certificate in made:
        alike[certificate.recognition.decision].append(certificate)
    for decision, of_decision in alike.items():
        numbers = [of_decision[0].serial, of_decision[-1].serial]
        data = {"id": decision.pk, "count": len(of_decision), "numbers": numbers}
        trail.record_other(str(decision), "decision.certificates", by=by, data=data)
    return made


def _locked(keys: set[tuple[int, int]]) -> dict[tuple[int, int], NumberSeries]:
    """The series of (body, year), locked in one order; new ones are begun. SQLite's transaction is the lock there."""
    if not keys:
        return {}
    begun = [NumberSeries(body_id=body, year=year, of_what=SERIES) for body, year in sorted(keys)]
    NumberSeries.objects.bulk_create(begun, batch_size=_AT_ONCE, ignore_conflicts=True)
    bodies, years = {body for body, _year in keys}, {year for _body, year in keys}
    rows = NumberSeries.objects.select_for_update().filter(of_what=SERIES, body__in=bodies, year__in=years)
    return {(row.body_id, row.year): row for row in rows.order_by("body_id", "year")}


def _fix_what_is_printed(recognitions: list[Recognition]):
    """Write down for recognitions of earlier times what they print from now on, whatever becomes of model and unit."""
    if not recognitions:
        return
    ids = [row.initiative_id for row in recognitions]
    found = lists.with_unit_then(Initiative.objects.filter(pk__in=ids)).select_related("person")
    models = {model.pk: model for model in found}
    for row in recognitions:
        model = models[row.initiative_id]
        row.printed_title = model.title
        row.printed_holder = eligibility.holder(model)
        row.printed_unit = capfirst(lists.unit_then(model))
    Recognition.objects.bulk_update(recognitions, _PRINTED, batch_size=_AT_ONCE)
