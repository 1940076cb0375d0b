"""The trail: each entry in the chain of its subject, personal values beside it, and nothing that changes what was written."""

from threading import Event

import pytest
from django.apps import apps
from django.db import Error, connection, transaction

from registry.models import Chain, Entry, PersonalValue, Seal, guards
from registry.services import audit, review, trail
from registry.vocabulary import Action, Entrance, Status
from tests import make
from tests.services.test_races import race

pytestmark = pytest.mark.django_db


def place(entry: Entry) -> tuple:
    return entry.chain, entry.position, entry.digest == entry.digest_after("")


def test_each_subject_has_a_chain_of_its_own_in_which_each_entry_holds_the_one_before(reviewer):
    row = make.initiative(Status.SUBMITTED, reviewer.unit)
    trail.record_other("05/QĐ-UBND · Ủy ban", "decision.issue", by=reviewer, data={"id": 12})
    trail.record_other("units 2025", "unit.load", by=None)
    review.open_(row, by=reviewer)
    review.approve(row, by=reviewer)
    first, second = Entry.objects.filter(initiative=row.pk)
    assert (place(first), place(second)) == ((row.code, 1, True), (row.code, 2, False))
    assert second.digest == second.digest_after(first.digest)
    assert [Chain.objects.get(name=name).length for name in (row.code, "decision 12", "units 2025")] == [2, 1, 1]
    assert Chain.objects.get(name=row.code).head == second.digest


def test_an_act_over_many_moves_each_chain_on(reviewer):
    rows = [make.initiative(Status.SUBMITTED, reviewer.unit) for _number in range(3)]
    trail.record(rows[0], Action.AMEND, by=reviewer, from_status=rows[0].status)
    review.approve_many(rows, by=reviewer)
    assert [Chain.objects.get(name=row.code).length for row in rows] == [2, 1, 1]


def test_what_is_stored_gives_the_same_digest_after_it_was_read_again(reviewer):
    data = {"days": [make.today(), 2.0, 0.1, None], "name": "Đường “hoa”", 5: True}
    written = trail.record_other("thing", "thing.do", by=reviewer, data=data)
    read = Entry.objects.get(pk=written.pk)
    assert read.data == {"days": [make.today().isoformat(), 2, 0.1, None], "name": "Đường “hoa”", "5": True}
    assert read.digest == read.digest_after("")


def test_an_entry_says_in_whose_place_from_where_and_through_which_door(reviewer, province_reviewer):
    row = make.initiative(Status.SUBMITTED, reviewer.unit)
    with trail.through(Entrance.ADMIN, address="10.0.0.7", on_behalf_of=lambda: province_reviewer):
        review.approve(row, by=reviewer)
    entry = Entry.objects.get(action=Action.APPROVE)
    assert (entry.actor, entry.on_behalf_of, entry.entrance) == (reviewer, province_reviewer, Entrance.ADMIN)
    value = entry.personal_values.get()
    assert (value.name, value.value, value.of_user) == ("address", "10.0.0.7", reviewer)
    assert entry.data == {"personal": {"address": value.digest}}


def test_personal_values_stand_beside_the_entry_and_only_salted_digests_in_it(reviewer):
    row = make.initiative(Status.REGISTERED, reviewer.unit)
    for _twice in range(2):
        data = {"personal": {"person_name": ["", "Lê Thị Thử"]}}
        trail.record(row, Action.AMEND, by=reviewer, from_status=row.status, data=data)
    one, other = PersonalValue.objects.order_by("id")
    assert (one.name, one.value, one.of_initiative) == ("person_name.after", "Lê Thị Thử", row)
    assert one.digest != other.digest
    assert "Thử" not in str(list(Entry.objects.values()))


# ---- what the database refuses ----


def guarded(statement: str):
    """The database refuses the statement; nothing of it is done."""
    with pytest.raises(Error, match=r"only (ever added|grows)"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def written(reviewer, settings, tmp_path):
    settings.SEAL_ROOT = tmp_path
    for _twice in range(2):
        trail.record_other("thing", "thing.do", by=reviewer)
    audit.seal()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE registry_entry SET remark = 'x'",
        "DELETE FROM registry_entry",
        "UPDATE registry_seal SET entries = 1",
        "DELETE FROM registry_seal",
        "DELETE FROM registry_chain",
        "UPDATE registry_chain SET length = length - 1",
        "UPDATE registry_chain SET head = 'x'",
        "UPDATE registry_chain SET name = 'x', length = length + 1",
    ],
)
def test_nothing_of_the_trail_is_changed_or_deleted(written, statement):
    guarded(statement)


@pytest.mark.postgresql
@pytest.mark.parametrize("table", ["registry_entry", "registry_seal", "registry_chain"])
def test_nothing_of_the_trail_is_emptied(written, table):
    guarded(f"TRUNCATE {table} CASCADE")


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "statement",
    [
        "REPLACE INTO registry_entry SELECT * FROM registry_entry",
        "REPLACE INTO registry_seal SELECT * FROM registry_seal",
        "INSERT OR REPLACE INTO registry_seal SELECT id + 9, number, day, made_at, 0, 0, '', '' FROM registry_seal",
        "REPLACE INTO registry_chain SELECT * FROM registry_chain",
        "REPLACE INTO registry_chain (name, length, head) SELECT name, 0, '' FROM registry_chain",
    ],
)
def test_nothing_of_the_trail_is_replaced(written, statement):
    guarded(statement)


def test_the_guards_can_be_taken_back_by_the_migration(db):
    editor = connection.schema_editor(atomic=False)
    guards.drop(apps, editor)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM registry_entry")
    guards.build(apps, editor)
    trail.record_other("thing", "thing.do", by=None)
    guarded("DELETE FROM registry_entry")


# ---- two at once ----


@pytest.mark.django_db(transaction=True)
def test_two_who_begin_the_same_chain_at_once_stand_in_it_one_behind_the_other():
    race(
        lambda: trail.record_other("thing", "thing.first", by=None),
        lambda: trail.record_other("thing", "thing.second", by=None),
    )
    rows = Entry.objects.order_by("position").values_list("action", "position")
    assert list(rows) == [("thing.first", 1), ("thing.second", 2)]
    first, second = Entry.objects.order_by("position")
    assert second.digest == second.digest_after(first.digest)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_acts_on_different_things_do_not_wait_for_each_other():
    from concurrent.futures import ThreadPoolExecutor

    acted, let_go = Event(), Event()

    def hold():
        with transaction.atomic():
            trail.record_other("one", "thing.do", by=None)
            acted.set()
            assert let_go.wait(20)
        connection.close()

    with ThreadPoolExecutor(1) as people:
        holder = people.submit(hold)
        assert acted.wait(20)
        trail.record_other("other", "thing.do", by=None)
        let_go.set()
        holder.result(20)
    assert sorted(Entry.objects.values_list("subject", flat=True)) == ["one", "other"]
    assert Seal.objects.count() == 0
