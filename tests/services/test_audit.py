"""Seals over the trail, and what `verify_audit` notices."""

import json
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from registry.errors import Refused
from registry.models import Chain, Entry, PersonalValue, Seal, guards
from registry.services import accounts, audit, persons, review, trail
from registry.vocabulary import Status
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.SEAL_ROOT = tmp_path / "seals"
    return settings.SEAL_ROOT


@pytest.fixture
def entries(reviewer):
    """Three entries of one model, in their order, sealed; and one of something else."""
    row = make.initiative(Status.SUBMITTED, reviewer.unit)
    review.open_(row, by=reviewer)
    review.approve(row, by=reviewer)
    review.amend(row, by=reviewer, facts={"person_name": "Lê Thị Thử"}, reason="Viết nhầm")
    trail.record_other("thing", "thing.do", by=reviewer)
    audit.seal()
    return list(Entry.objects.filter(initiative=row.pk).order_by("position"))


def verify(*args) -> str:
    """What the command says: all is whole, or the fault it names first."""
    out = StringIO()
    try:
        call_command("verify_audit", *args, stdout=out)
    except CommandError:
        assert "whole:" not in out.getvalue()
    return out.getvalue().splitlines()[0]


def tamper(*statements):
    """Do what the guards forbid, as whoever owns the tables could."""
    editor = connection.schema_editor(atomic=False)
    guards.drop(apps, editor)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    guards.build(apps, editor)


def test_a_whole_trail_is_whole(entries):
    assert "The trail is whole" in verify()
    assert "1 seals" in verify()


def test_an_edited_row_is_named(entries):
    tamper(f"UPDATE registry_entry SET remark = 'khác' WHERE id = {entries[1].pk}")
    assert f"Entry {entries[1].pk} ({entries[1].subject}, approve" in verify()
    assert "it does not say what was written" in verify()


@pytest.mark.parametrize(
    "change",
    ["subject = 'x'", "actor_id = NULL", "entrance = 'import'", "at = '2020-01-01 00:00:00+00:00'", "data = '{\"a\": 1}'"],
)
def test_every_column_counts(entries, change):
    tamper(f"UPDATE registry_entry SET {change} WHERE id = {entries[0].pk}")
    assert verify().startswith(f"Entry {entries[0].pk} ")


def test_a_deleted_row_is_named_by_the_one_behind_it(entries):
    tamper(f"DELETE FROM registry_entry WHERE id = {entries[1].pk}")
    assert verify().startswith(f"Entry {entries[2].pk} ")
    assert "1 of the entries before it in its chain are missing" in verify()


def test_an_inserted_row_is_named(entries):
    first = entries[0]
    copied = Entry.objects.get(pk=first.pk)
    copied.pk, copied.remark = None, "chèn"
    copied.save()
    assert verify().startswith(f"Entry {copied.pk} ")
    assert "one of the two was inserted" in verify()


def test_a_row_outside_of_every_chain_is_named(entries):
    alien = Entry.objects.create(at=make.ago(0), action="x", subject="x", entrance="page")
    assert verify().startswith(f"Entry {alien.pk} ")
    assert "it stands in no chain" in verify()


def test_swapped_rows_are_named(entries):
    one, two = entries[:2]
    tamper(
        f"UPDATE registry_entry SET position = 99 WHERE id = {one.pk}",
        f"UPDATE registry_entry SET position = 1 WHERE id = {two.pk}",
        f"UPDATE registry_entry SET position = 2 WHERE id = {one.pk}",
    )
    assert verify().startswith(f"Entry {two.pk} ")
    assert "swapped" in verify()


def test_a_cut_tail_is_named(entries):
    tamper(f"DELETE FROM registry_entry WHERE id = {entries[2].pk}")
    assert f"its tail was cut: 1 of 3 entries are missing after entry {entries[1].pk}" in verify()


def test_a_tail_that_was_cut_together_with_the_end_of_its_chain_breaks_the_seal(entries):
    last, before = entries[2], entries[1]
    PersonalValue.objects.filter(entry=last.pk).delete()
    tamper(
        f"DELETE FROM registry_entry WHERE id = {last.pk}",
        f"UPDATE registry_chain SET length = 2, head = '{before.digest}' WHERE name = '{before.chain}'",
    )
    assert verify().startswith("Seal 1 of ")


def test_a_chain_that_vanished_whole_breaks_the_seal(entries):
    tamper("DELETE FROM registry_entry WHERE chain = 'thing'", "DELETE FROM registry_chain WHERE name = 'thing'")
    assert "entries up to number" in verify()


def test_all_entries_of_a_chain_that_are_gone_are_missed(entries):
    tamper("DELETE FROM registry_entry WHERE chain = 'thing'")
    assert verify() == "Chain “thing”: all its 1 entries are missing."


def test_a_history_that_was_written_anew_with_all_its_digests_breaks_the_seal(entries):
    thing = Entry.objects.get(chain="thing")
    thing.remark = "khác"
    digest = thing.digest_after("")
    tamper(
        f"UPDATE registry_entry SET remark = 'khác', digest = '{digest}' WHERE id = {thing.pk}",
        f"UPDATE registry_chain SET head = '{digest}' WHERE name = 'thing'",
    )
    assert "is not the one sealed" in verify()


def test_a_changed_personal_value_is_noticed(entries):
    PersonalValue.objects.filter(name="person_name.after").update(value="Người Khác")
    assert "the personal value “person_name.after” beside it was changed" in verify()


# ---- seals ----


def test_a_seal_holds_the_one_before_and_a_second_one_needs_new_entries(entries, folder):
    first = audit.seal()
    trail.record_other("thing", "thing.again", by=None)
    second = audit.seal()
    assert (first.number, second.number, second.entries) == (1, 2, first.entries + 1)
    assert audit.seal() == second
    assert sorted(path.name for path in folder.iterdir()) == [f"{first.day}-1.json", f"{second.day}-2.json"]
    assert "The trail is whole" in verify()


def test_the_file_of_a_seal_says_what_the_table_says(entries, folder):
    said = json.loads(audit.file_of(Seal.objects.get()).read_text())
    assert said == Seal.objects.get().facts() | {"signature": Seal.objects.get().signature}


def test_nothing_is_sealed_where_nothing_happened(db):
    Entry.objects.none()
    assert (audit.head(), Seal.objects.count()) == ("", 0)


def test_the_head_of_the_trail_is_printed_short(entries):
    newest = Seal.objects.get()
    assert newest.code in audit.head()
    assert len(newest.code) == 19
    assert "The code on the paper is that of the seal" in verify("--paper", f"1 {newest.code.lower()}")
    with pytest.raises(CommandError, match="another code"):
        call_command("verify_audit", paper="1 0000-0000-0000-0000")
    with pytest.raises(CommandError, match="no seal of the number"):
        call_command("verify_audit", paper="7 0000-0000-0000-0000")


def test_a_seal_made_with_another_key_is_noticed(entries, settings):
    settings.SEAL_KEY = "y" * 40
    assert "its signature is not that of this key" in verify()


def test_a_seal_that_the_table_lost_is_known_by_its_file_and_nothing_is_sealed_over_it(entries):
    tamper("DELETE FROM registry_seal")
    assert "the table has lost it" in verify()
    with pytest.raises(Refused, match="A file knows a seal that the table lacks"):
        audit.seal()


@pytest.mark.parametrize(("content", "said"), [("{}", "says something else"), ("x", "cannot be read")])
def test_an_altered_file_is_noticed(entries, content, said):
    path = audit.file_of(Seal.objects.get())
    path.chmod(0o600)
    path.write_text(content)
    assert said in verify()


def test_a_lost_file_is_noticed_and_written_anew_by_the_next_seal(entries):
    audit.file_of(Seal.objects.get()).unlink()
    assert "its file is missing" in verify()
    call_command("seal", verbosity=0)
    assert "The trail is whole" in verify()


# ---- erasing ----


def test_erasing_a_person_and_an_account_leaves_the_trail_whole(entries, reviewer, superuser):
    with trail.through("page", address="10.0.0.7"):
        accounts.logged_in(reviewer)
    persons.erase(entries[0].initiative, by=superuser, reason="Theo yêu cầu")
    accounts.erase(reviewer, by=superuser, reason="Theo yêu cầu")
    assert PersonalValue.objects.count() == 0
    assert "The trail is whole" in verify()
    assert Chain.objects.get(name=entries[0].chain).length == 4
