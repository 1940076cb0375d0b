"""Acts on units: loading, adding, changing, merging, splitting. What they write, and what they refuse."""

import re
from datetime import date

import pytest
from django.core.management import call_command

from registry.errors import Refused
from registry.management.commands.load_units import shipped
from registry.models import Entry, Reach, Succession, Unit, UnitName
from registry.services import initiatives, unit_derived, unit_loading, units
from registry.vocabulary import ChangeKind, Entrance, Tier, UnitType
from tests import make

LAST = date(2025, 6, 30)
AFTER = date(2025, 7, 1)
NEXT_YEAR = date(2026, 1, 1)

AN_SINH, DONG_TRIEU = "07090-2025", "07093-2025"


@pytest.fixture
def unit(db):
    """The shipped units are loaded; gives a unit by its key."""
    call_command("load_units", verbosity=0)
    return lambda key: Unit.objects.get(key=key)


def name_row(key="a-1", name="A", type_="xã", level="commune", parent="", start="", end="", **changes) -> dict:
    """One row of the file of names."""
    row = {"unit": key, "code": "", "name": name, "type": type_, "level": level, "parent": parent}
    return row | {"valid_from": start, "valid_to": end, "legal_basis": ""} | changes


def succession_row(old="a-1", new="b-1", day="2025-07-01", **changes) -> dict:
    """One row of the file of successions."""
    row = {"from_unit": old, "to_unit": new, "kind": "merged", "partial": "0", "default_successor": "1"}
    return row | {"effective_from": day, "legal_basis": "", "note": ""} | changes


def rows_of(unit: Unit) -> list[tuple]:
    rows = unit.names.select_related("parent").order_by("id")
    return [(str(row), row.code, row.parent and row.parent.key, row.valid_from, row.valid_to) for row in rows]


def everything() -> list[list[tuple]]:
    return [list(model.objects.order_by("pk").values_list()) for model in (Unit, UnitName, Succession, Reach)]


def counts(tally: unit_loading.Tally) -> tuple[int, int, int]:
    return tally.added, tally.changed, tally.unchanged


def refused(sentence: str):
    return pytest.raises(Refused, match=f"^{re.escape(sentence)}$")


# Loading


def test_loading_says_what_it_added_and_the_second_time_changes_nothing(db):
    first = unit_loading.load(*shipped())
    assert [counts(t) for t in (first.units, first.names, first.successions)] == [(246, 0, 0), (252, 0, 0), (191, 0, 0)]
    before = everything()
    second = unit_loading.load(*shipped())
    assert [counts(t) for t in (second.units, second.names, second.successions)] == [
        (0, 0, 246),
        (0, 0, 252),
        (0, 0, 191),
    ]
    assert (bool(first), bool(second)) == (True, False)
    assert everything() == before
    assert Entry.objects.filter(action="unit.load").count() == 1


def test_loading_fills_the_columns_that_repeat_the_last_row(unit):
    binh_duong = unit("07090-0")
    assert (binh_duong.label, binh_duong.tier, binh_duong.parent.key) == ("phường Bình Dương", Tier.COMMUNE, "205-0")
    assert (binh_duong.starts_on, binh_duong.ends_on) == (None, LAST)
    assert binh_duong.search_text == " xa binh duong phuong binh duong"


def test_a_corrected_file_changes_only_what_differs(unit):
    names, successions = shipped()
    for row in names:
        if row["unit"] == AN_SINH:
            row["name"] = "An Sinh Mới"
    changes = unit_loading.load(names, successions)
    assert [counts(t) for t in (changes.units, changes.names, changes.successions)] == [
        (0, 1, 245),
        (0, 1, 251),
        (0, 0, 191),
    ]
    assert unit(AN_SINH).label == "phường An Sinh Mới"


def test_loading_takes_as_many_queries_for_one_unit_as_for_all(unit, django_assert_max_num_queries):
    names, successions = shipped()
    with django_assert_max_num_queries(20):
        unit_loading.load(names, successions)
    with django_assert_max_num_queries(20):
        unit_loading.load(names[:1], [])


def test_units_that_the_files_do_not_name_stay(unit):
    units.add(key="s-1", name="Trường A", type="school", parent=unit(AN_SINH), by=None)
    assert not unit_loading.load(*shipped())
    assert rows_of(unit("s-1")) == [("Trường A", "", AN_SINH, None, None)]


def test_what_was_entered_by_hand_after_the_last_row_of_a_file_stays(unit):
    units.change(unit("22-0"), on=NEXT_YEAR, type=UnitType.CENTRAL_CITY, by=None)
    units.merge([unit(DONG_TRIEU)], into=unit(AN_SINH), on=NEXT_YEAR, legal_basis="", by=None)
    before = everything()
    assert not unit_loading.load(*shipped())
    assert everything() == before


def test_rows_that_a_new_file_no_longer_has_between_its_own_are_replaced(db):
    unit_loading.load([name_row(end="2020-12-31"), name_row(name="B", start="2021-01-01")], [])
    unit_loading.load([name_row(end="2021-12-31"), name_row(name="B", start="2022-01-01", end="2022-12-31")], [])
    unit_loading.load([name_row(name="C", end="2022-05-31"), name_row(name="D", start="2022-06-01")], [])
    unit = Unit.objects.get()
    assert [row[0] for row in rows_of(unit)] == ["xã C", "xã D"]
    assert unit.search_text == " xa c xa d"


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (
            [name_row(end="2025-06-30"), name_row(start="2025-06-30")],
            "Row 3 (a-1): It overlaps with row 2 of the same unit.",
        ),
        ([name_row(), name_row(start="2025-07-01")], "Row 3 (a-1): It overlaps with row 2 of the same unit."),
        ([name_row(), name_row()], "Row 3 (a-1): It overlaps with row 2 of the same unit."),
        ([name_row(parent="x")], "Row 2 (a-1): There is no parent x."),
        ([name_row(start="2025-07-01", end="2025-06-30")], "Row 2 (a-1): The last day is before the first."),
        ([name_row(start="1/7/2025")], "Row 2 (a-1): “1/7/2025” is not a day; write it like 2025-07-01."),
        ([name_row(type_="làng")], "Row 2 (a-1): “làng” is not known in the column “type”."),
        ([name_row(level="district")], "Row 2 (a-1): The level “district” does not fit the type."),
        ([name_row(name=" ")], "Row 2 (a-1): A unit needs a name."),
        ([name_row(name="A" * 201)], "Row 2 (a-1): The text in the column “name” is too long."),
        ([{"unit": "a-1"}], "Row 2 (a-1): The column “code” is missing."),
        ([{}], "Row 2 (–): The column “unit” is missing."),
        (
            [name_row(key="a/1")],
            "Row 2 (a/1): A key has at most 32 letters without marks, digits and single hyphens, as in 07090-2025.",
        ),
    ],
)
def test_a_wrong_row_of_names_is_refused_by_its_number_and_nothing_is_written(db, names, sentence):
    with refused(sentence):
        unit_loading.load(names, [])
    assert not Unit.objects.exists()


def test_parents_that_go_round_are_refused(db):
    with refused("xã A would lie below itself."):
        unit_loading.load([name_row(parent="b-1"), name_row("b-1", "B", parent="a-1")], [])
    assert not Unit.objects.exists()


@pytest.mark.parametrize(
    ("successions", "sentence"),
    [
        ([succession_row(new="x")], "Row 2 (a-1 → x): There is no unit x."),
        ([succession_row(new="a-1")], "Row 2 (a-1 → a-1): A unit succeeds another one, and only once."),
        ([succession_row()] * 2, "Row 3 (a-1 → b-1): A unit succeeds another one, and only once."),
        ([succession_row(day="")], "Row 2 (a-1 → b-1): The day is missing."),
        (
            [succession_row(day="2025-07-02")],
            "Row 2 (a-1 → b-1): The old unit has to end the day before the succession.",
        ),
        (
            [succession_row("b-1", "a-1")],
            "Row 2 (b-1 → a-1): The old unit has to end the day before the succession.",
        ),
        ([succession_row(new="d-1")], "Row 2 (a-1 → d-1): The new unit does not stand on the day of the succession."),
        ([succession_row(partial="yes")], "Row 2 (a-1 → b-1): The column “partial” is 0 or 1."),
        ([succession_row(kind="renamed")], "Row 2 (a-1 → b-1): “renamed” is not known in the column “kind”."),
        (
            [succession_row(), succession_row(new="c-1")],
            "Row 2 (a-1 → b-1): Only one unit can carry on another one whole.",
        ),
    ],
)
def test_a_wrong_succession_is_refused_by_its_number_and_nothing_is_written(db, successions, sentence):
    names = [
        name_row(end="2025-06-30"),
        name_row("b-1", "B", start="2025-07-01"),
        name_row("c-1", "C"),
        name_row("d-1", "D", start="2025-07-02"),
    ]
    with refused(sentence):
        unit_loading.load(names, successions)
    assert not Unit.objects.exists()


# Adding


def test_adding_writes_the_unit_its_row_its_reach_and_the_trail(unit, superuser):
    new = units.add(
        key="thcs-an-sinh",
        name=" Trường  THCS An Sinh ",
        type=UnitType.SCHOOL,
        parent=unit(AN_SINH),
        starts_on=AFTER,
        by=superuser,
    )
    assert (new.label, new.tier, new.parent, new.starts_on) == ("Trường THCS An Sinh", "base", unit(AN_SINH), AFTER)
    assert rows_of(new) == [("Trường THCS An Sinh", "", AN_SINH, AFTER, None)]
    assert sorted(new.reached_by.values_list("holder__key", "is_whole", "is_own")) == [
        (AN_SINH, True, False),
        ("22-0", True, False),
        ("thcs-an-sinh", True, True),
    ]
    entry = Entry.objects.get(action="unit.add")
    assert (entry.actor, entry.subject, entry.entrance) == (
        superuser,
        "Trường THCS An Sinh (thcs-an-sinh)",
        Entrance.COMMAND,
    )
    assert entry.data == {"name": ["", "Trường THCS An Sinh"], "from": [None, "2025-07-01"]}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"key": AN_SINH}, "key"),
        ({"key": ""}, "key"),
        ({"key": "đ 1"}, "key"),
        ({"name": " "}, "name"),
        ({"name": "A" * 199, "type": "xã"}, "name"),
        ({"type": "làng"}, "type"),
        ({"legal_basis": "A" * 201}, "legal_basis"),
        ({"parent": "205-0"}, "parent"),
        ({"parent": AN_SINH, "starts_on": LAST}, "parent"),
    ],
)
def test_a_unit_that_contradicts_is_not_added(unit, changes, field):
    values = {"key": "a-1", "name": "A", "type": UnitType.SCHOOL, "parent": AN_SINH, "starts_on": AFTER} | changes
    with pytest.raises(Refused) as refusal:
        units.add(**values | {"parent": unit(values["parent"])}, by=None)
    assert list(refusal.value.fields) == [field]
    assert Unit.objects.count() == 246


# Changing


def test_renaming_closes_one_row_and_opens_the_next_of_the_same_unit(unit, superuser):
    renamed = units.change(unit(AN_SINH), on=NEXT_YEAR, name="An Sinh Mới", legal_basis="1/NQ", by=superuser)
    assert rows_of(renamed) == [
        ("phường An Sinh", "07090", "22-0", AFTER, date(2025, 12, 31)),
        ("phường An Sinh Mới", "07090", "22-0", NEXT_YEAR, None),
    ]
    assert (renamed.key, renamed.label, renamed.starts_on, renamed.ends_on) == (
        AN_SINH,
        "phường An Sinh Mới",
        AFTER,
        None,
    )
    assert list(Unit.objects.named_like("sinh moi")) == [renamed]
    entry = Entry.objects.get(action="unit.change")
    assert (entry.actor, entry.remark) == (superuser, "1/NQ")
    assert entry.data == {"from": ["2025-07-01", "2026-01-01"], "name": ["An Sinh", "An Sinh Mới"]}


def test_a_new_type_and_a_new_parent_end_nothing(unit):
    school = units.add(key="s-1", name="Trường A", type="school", parent=unit(AN_SINH), by=None)
    moved = units.change(school, on=NEXT_YEAR, parent=unit(DONG_TRIEU), type="agency", by=None)
    assert rows_of(moved) == [
        ("Trường A", "", AN_SINH, None, date(2025, 12, 31)),
        ("Trường A", "", DONG_TRIEU, NEXT_YEAR, None),
    ]
    assert sorted(moved.reached_by.values_list("holder__key", flat=True)) == [DONG_TRIEU, "22-0", "s-1"]
    assert Entry.objects.get(action="unit.change").data["parent"] == [AN_SINH, DONG_TRIEU]


def test_a_change_that_contradicts_is_refused(unit):
    an_sinh, province = unit(AN_SINH), unit("22-0")
    before = everything()
    with refused("Nothing would change for phường An Sinh."):
        units.change(an_sinh, on=NEXT_YEAR, name="An Sinh", by=None)
    with pytest.raises(Refused, match="has a name that begins on"):
        units.change(an_sinh, on=AFTER, name="B", by=None)
    with pytest.raises(Refused, match=r"^phường Bình Dương ended on"):
        units.change(unit("07090-0"), on=NEXT_YEAR, name="B", by=None)
    with refused("tỉnh Quảng Ninh cannot lie below itself."):
        units.change(province, on=NEXT_YEAR, parent=an_sinh, by=None)
    with refused("tỉnh Quảng Ninh cannot lie below itself."):
        units.change(province, on=NEXT_YEAR, parent=province, by=None)
    with pytest.raises(Refused, match=r"^thành phố Đông Triều ended on"):
        units.change(an_sinh, on=NEXT_YEAR, parent=unit("205-0"), by=None)
    assert everything() == before


def test_models_are_found_by_the_name_that_their_unit_has_on_the_cut_off_day(unit):
    def campaign(year):
        return make.campaign(year, registration_opens=date(year, 1, 1), cutoff_on=date(year, 12, 31))

    an_sinh = unit(AN_SINH)
    early = make.initiative(unit=an_sinh, campaign=campaign(2025))
    late = make.initiative(unit=an_sinh, campaign=campaign(2026))
    for model in (early, late):
        initiatives.index(model)
        model.save()
    units.change(an_sinh, on=NEXT_YEAR, name="Vĩnh Lập", by=None)
    assert "vinh lap" not in type(early).objects.get(pk=early.pk).search_text
    assert "phuong vinh lap" in type(late).objects.get(pk=late.pk).search_text


# Merging and splitting


def test_merging_ends_the_units_and_moves_what_stands_below_them(unit, superuser):
    an_sinh, dong_trieu = unit(AN_SINH), unit(DONG_TRIEU)
    school = units.add(key="s-1", name="Trường A", type="school", parent=an_sinh, by=None)
    made = units.merge([an_sinh], into=dong_trieu, on=NEXT_YEAR, legal_basis="2/NQ", by=superuser)
    assert [(s.from_unit, s.to_unit, s.kind, s.is_partial, s.is_proposed, s.effective_from) for s in made] == [
        (an_sinh, dong_trieu, ChangeKind.MERGED, False, True, NEXT_YEAR)
    ]
    assert unit(AN_SINH).ends_on == date(2025, 12, 31)
    assert unit(DONG_TRIEU).ends_on is None
    assert rows_of(school) == [
        ("Trường A", "", AN_SINH, None, date(2025, 12, 31)),
        ("Trường A", "", DONG_TRIEU, NEXT_YEAR, None),
    ]
    own = Reach.objects.filter(holder=dong_trieu, is_own=True).values_list("unit__key", flat=True)
    assert {AN_SINH, "07090-0", "07093-0"} <= set(own)  # both parts of Đức Chính are united now
    assert dict(Entry.objects.filter(action="unit.merge").values_list("subject", "data")) == {
        "phường An Sinh (07090-2025)": {"successors": [[], [DONG_TRIEU]], "until": [None, "2025-12-31"]}
    }


def test_splitting_ends_the_unit_and_leaves_what_lies_below_it_undecided(unit, superuser):
    parts = [
        units.add(key=f"p-{n}", name=f"Phần {n}", type="xã", parent=unit("22-0"), starts_on=NEXT_YEAR, by=None) for n in (1, 2)
    ]
    an_sinh = unit(AN_SINH)
    school = units.add(key="s-1", name="Trường A", type="school", parent=an_sinh, by=None)
    made = units.split(an_sinh, into=parts, on=NEXT_YEAR, legal_basis="", proposed=parts[1], by=superuser)
    assert [(s.to_unit.key, s.kind, s.is_partial, s.is_proposed) for s in made] == [
        ("p-1", ChangeKind.SPLIT, True, False),
        ("p-2", ChangeKind.SPLIT, True, True),
    ]
    assert rows_of(school) == [("Trường A", "", AN_SINH, None, None)]
    assert sorted(school.reached_by.values_list("holder__key", "is_whole")) == [
        (AN_SINH, True),
        ("22-0", True),
        ("p-1", False),
        ("p-2", False),
        ("s-1", True),
    ]
    assert Entry.objects.get(action="unit.split").data["successors"] == [[], ["p-1", "p-2"]]


def test_a_merger_or_split_that_contradicts_is_refused(unit):
    an_sinh, dong_trieu, ended, province = unit(AN_SINH), unit(DONG_TRIEU), unit("07090-0"), unit("22-0")
    school = units.add(key="s-1", name="Trường A", type="school", by=None)
    before = everything()
    acts = [
        (r"^No unit was chosen\.$", lambda: merge([], dong_trieu)),
        (r"^phường Bình Dương ended on", lambda: merge([ended], dong_trieu)),
        (r"^phường Bình Dương ended on", lambda: merge([an_sinh], ended)),
        (r"cannot go into itself", lambda: merge([an_sinh, dong_trieu], dong_trieu)),
        (r"cannot go into itself or into what lies below it", lambda: merge([province], an_sinh)),
        (r"has a name that begins on", lambda: merge([an_sinh], dong_trieu, on=AFTER)),
        (r"exists only from", lambda: merge([school], dong_trieu, on=LAST)),
        (r"^A unit is split into two or more", lambda: split(an_sinh, [dong_trieu])),
        (r"^A unit is split into two or more", lambda: split(an_sinh, [dong_trieu, dong_trieu])),
        (r"^phường Bình Dương ended on", lambda: split(ended, [an_sinh, dong_trieu])),
        (r"^phường Bình Dương ended on", lambda: split(an_sinh, [dong_trieu, ended])),
    ]

    def merge(old, into, on=NEXT_YEAR):
        units.merge(old, into=into, on=on, legal_basis="", by=None)

    def split(old, into):
        units.split(old, into=into, on=NEXT_YEAR, legal_basis="", by=None)

    for sentence, act in acts:
        with pytest.raises(Refused, match=sentence):
            act()
    assert everything() == before


# Reach


def test_rebuilding_reach_repairs_rows_and_writes_nothing_when_all_are_right(unit, django_assert_num_queries):
    right = sorted(Reach.objects.values_list("holder", "unit", "is_whole", "is_own"))
    Reach.objects.filter(holder__key=AN_SINH, unit__key="07090-0").delete()
    Reach.objects.filter(holder__key=AN_SINH, unit__key="07093-0").update(is_whole=True, is_own=True)
    Reach.objects.create(holder=unit(AN_SINH), unit=unit(DONG_TRIEU), is_whole=True, is_own=True)
    unit_derived.rebuild_reach()
    assert sorted(Reach.objects.values_list("holder", "unit", "is_whole", "is_own")) == right
    with django_assert_num_queries(6):  # savepoint, lock, units, successions, reach, savepoint
        unit_derived.rebuild_reach()


def test_one_part_without_the_others_is_never_the_whole(db):
    unit_loading.load(
        [name_row(end="2025-06-30"), name_row("b-1", "B")],
        [succession_row(kind="split", partial="1")],
    )
    assert sorted(Reach.objects.values_list("holder__key", "unit__key", "is_whole", "is_own")) == [
        ("a-1", "a-1", True, True),
        ("b-1", "a-1", False, False),
        ("b-1", "b-1", True, True),
    ]
