"""Two people freeze one report at once, or one writes what the other freezes: exactly one of them does."""

import pytest

from registry.errors import Refused
from registry.models import Report, Snapshot
from registry.services import reports
from registry.vocabulary import ReportKind, ReportState, Status
from tests import make
from tests.services.test_races import race

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def report(world):
    make.initiative(Status.REGISTERED, world.an_sinh)
    return make.report(world.an_sinh, body=make.body(unit=world.an_sinh))


def test_of_two_who_freeze_at_once_exactly_one_does(reviewer, second_reviewer, report):
    done, refusal = race(lambda: reports.freeze(report, by=reviewer), lambda: reports.freeze(report, by=second_reviewer))
    assert (done.state, type(refusal)) == (ReportState.FROZEN, Refused)
    assert str(refusal) == "The figures of this report are frozen already, so its text is no longer changed."
    assert list(Snapshot.objects.values_list("taken_by", flat=True)) == [reviewer.pk]


def test_who_writes_what_is_being_frozen_is_refused(reviewer, second_reviewer, report):
    words = {"title": report.title, "text": "Khác.", "reported_on": make.today(), "version": report.version}
    _done, refusal = race(
        lambda: reports.freeze(report, by=reviewer), lambda: reports.change(report, by=second_reviewer, **words)
    )
    assert "frozen already" in str(refusal)
    report.refresh_from_db()
    assert report.text != "Khác."


def test_of_two_who_begin_the_same_report_at_once_exactly_one_does(world, reviewer, second_reviewer, campaign):
    asked = {"kind": ReportKind.YEARLY, "campaign": campaign, "unit": world.an_sinh, "body": make.body(unit=world.an_sinh)}
    _done, refusal = race(lambda: reports.prepare(by=reviewer, **asked), lambda: reports.prepare(by=second_reviewer, **asked))
    assert "is being written already" in str(refusal)
    assert Report.objects.count() == 1
