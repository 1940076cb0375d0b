"""Certificates: one for each recognition, numbered without gaps, with codes that nobody guesses."""

import re

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from registry.errors import Refused
from registry.models import Certificate, Entry, NumberSeries, Recognition
from registry.services import certificates, recognition
from registry.vocabulary import Level, RecognitionState, Status, SubmitterType
from tests import make

from .test_races import race


def recognised(count=1, decision=None, **changes) -> list[Recognition]:
    """Recognitions of new models by one decision, as they stood before there were certificates."""
    decision = decision or make.decision()
    rows = [make.initiative(Status.RECOGNISED, decision=decision, **changes) for _ in range(count)]
    return [row.recognitions.get() for row in rows]


def numbers(body) -> list[int]:
    return list(Certificate.objects.filter(body=body).order_by("recognition").values_list("number", flat=True))


def test_recognising_makes_the_certificate_in_the_same_act(reviewer):
    row = make.initiative(Status.REPORTED, reviewer.unit)
    decision = make.decision()
    made = recognition.recognise(row, by=reviewer, decision=decision).certificate
    assert (made.body, made.year, made.number) == (decision.body, decision.year, 1)
    assert made.serial == f"{decision.year}-{decision.body_id:02d}-000001"
    assert made.printed_sector == row.sector.name_vi


def test_each_body_counts_its_own_certificates_of_each_year_from_one(world):
    one, other = make.body(), make.body(Level.PROVINCE)
    last_year = make.today().replace(year=make.today().year - 1, month=1, day=1)
    rows = [
        *recognised(2, make.decision(body=one)),
        *recognised(1, make.decision(Level.PROVINCE, body=other)),
        *recognised(2, make.decision(body=one, issued_on=last_year)),
        *recognised(1, make.decision(body=one)),
    ]
    certificates.make(rows)
    made = [Certificate.objects.get(recognition=row) for row in rows]
    assert [(row.body, row.year - make.today().year, row.number) for row in made] == [
        (one, 0, 1),
        (one, 0, 2),
        (other, 0, 1),
        (one, -1, 1),
        (one, -1, 2),
        (one, 0, 3),
    ]


def test_who_has_a_certificate_keeps_it(world):
    [row] = recognised()
    [first] = certificates.make([row])
    assert certificates.make([row]) == []
    assert list(Certificate.objects.values_list("pk", "number", "token")) == [(first.pk, 1, first.token)]


def test_an_entry_made_by_mistake_gets_no_certificate_and_takes_no_number(world):
    first, second = recognised(2)
    Recognition.objects.filter(pk=first.pk).update(state=RecognitionState.CANCELLED, ended_at=make.ago(0))
    certificates.make([first, second])
    assert list(Certificate.objects.values_list("recognition", "number")) == [(second.pk, 1)]


def test_nothing_to_do_does_nothing(db):
    assert certificates.make([]) == []
    assert NumberSeries.objects.count() == 0


def test_codes_are_random_and_long_enough(world):
    certificates.make(recognised(30))
    tokens = set(Certificate.objects.values_list("token", flat=True))
    assert len(tokens) == 30
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{32}", token) for token in tokens)  # 32 × 6 bits = 192 bits


def test_an_act_that_fails_gives_its_numbers_back(world):
    decision = make.decision()

    def fails():
        with transaction.atomic():
            certificates.make(recognised(3, decision))
            raise Refused("Something else is wrong.")

    with pytest.raises(Refused):
        fails()
    certificates.make(recognised(1, decision))
    assert numbers(decision.body) == [1]


def test_what_is_printed_is_fixed_for_recognitions_of_earlier_times(world):
    unit = world.an_sinh
    person = {"name": "Nguyễn Văn Thử"}
    alone = {"submitter_type": SubmitterType.INDIVIDUAL, "collective_name": "", "person": person}
    [collective], [individual] = recognised(unit=unit), recognised(unit=unit, **alone)
    certificates.make([collective, individual])
    for row in (collective, individual):
        row.refresh_from_db()
    title = "Tuyến đường kiểu mẫu Bình Sơn Đông"
    assert [(row.printed_title, row.printed_holder, row.printed_unit) for row in (collective, individual)] == [
        (title, "Chi bộ thôn Bình Sơn Đông", "Phường An Sinh"),
        (title, "Nguyễn Văn Thử", "Phường An Sinh"),
    ]


def test_what_a_recognition_prints_already_stays(world):
    [row] = recognised()
    Recognition.objects.update(printed_title="Như đã in", printed_holder="", printed_unit="Xã Bình Dương")
    certificates.make([row])
    row.refresh_from_db()
    assert (row.printed_title, row.printed_holder, row.printed_unit) == ("Như đã in", "", "Xã Bình Dương")


def test_having_missing_ones_made_is_told_once_for_each_decision(reviewer):
    decision = make.decision(number="05/QĐ-UBND")
    made = certificates.make_missing(recognised(3, decision), by=reviewer)
    [entry] = Entry.objects.filter(action="decision.certificates")
    assert (entry.actor, entry.subject) == (reviewer, "05/QĐ-UBND")
    assert (entry.data["count"], entry.data["numbers"]) == (3, [made[0].serial, made[-1].serial])
    assert certificates.make_missing(Recognition.objects.all(), by=reviewer) == []
    assert Entry.objects.filter(action="decision.certificates").count() == 1


def test_many_cost_as_many_statements_as_one(world):
    def statements(count):
        rows = recognised(count)
        with CaptureQueriesContext(connection) as queries:
            certificates.make(rows)
        return len(queries)

    assert statements(1) == statements(30)


@pytest.mark.django_db(transaction=True)
def test_two_acts_that_take_numbers_at_once_leave_no_gap_and_no_double():
    decision = make.decision()
    mine, theirs = recognised(2, decision), recognised(2, decision)
    race(lambda: certificates.make(mine), lambda: certificates.make(theirs))
    assert numbers(decision.body) == [1, 2, 3, 4]


@pytest.mark.django_db(transaction=True)
def test_numbers_of_an_act_that_gave_up_go_to_the_one_that_waited():
    decision = make.decision()
    mine, theirs = recognised(2, decision), recognised(2, decision)
    race(lambda: certificates.make(mine), lambda: certificates.make(theirs), gives_up=True)
    assert numbers(decision.body) == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_press_the_button_at_once_one_makes_the_certificates(reviewer, second_reviewer):
    rows = recognised(2)
    made, nothing = race(
        lambda: certificates.make_missing(rows, by=reviewer),
        lambda: certificates.make_missing(rows, by=second_reviewer),
    )
    assert (len(made), nothing) == (2, [])
    assert Certificate.objects.count() == 2
