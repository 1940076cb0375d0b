"""The units of Quảng Ninh as the registry ships them: what they were on a day, and what became of them."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone, translation

from registry.models import Initiative, Membership, Reach, Unit, User
from registry.queries import units
from registry.services import units as services
from registry.vocabulary import Level, Role, Tier, UnitType

BEFORE = date(2024, 10, 31)
BETWEEN = date(2024, 11, 1)
LAST = date(2025, 6, 30)
AFTER = date(2025, 7, 1)

AN_SINH, DONG_TRIEU, HAI_LANG = "07090-2025", "07093-2025", "06886-0"


@pytest.fixture
def unit(db):
    """The shipped units are loaded; gives a unit by its key."""
    call_command("load_units", verbosity=0)
    return lambda key: Unit.objects.get(key=key)


def keys(ids_or_units) -> list[str]:
    ids = [getattr(thing, "pk", thing) for thing in ids_or_units]
    return sorted(Unit.objects.filter(pk__in=ids).values_list("key", flat=True))


def unit_id(key: str) -> int:
    return Unit.objects.values_list("pk", flat=True).get(key=key)


def reach(holder: str) -> dict[str, tuple[bool, bool]]:
    """What the unit covers: key → (whole, own)."""
    rows = Reach.objects.filter(holder__key=holder).values_list("unit__key", "is_whole", "is_own")
    return {key: (whole, own) for key, whole, own in rows}


# Names on a day


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(1990, 1, 1), "xã Bình Dương"),
        (BEFORE, "xã Bình Dương"),
        (BETWEEN, "phường Bình Dương"),
        (LAST, "phường Bình Dương"),
        (AFTER, "phường Bình Dương"),
    ],
)
def test_a_unit_goes_by_the_name_of_the_day_and_after_its_end_by_its_last(unit, day, name):
    assert units.name_on(unit("07090-0"), day) == name
    assert units.names_on([unit("07090-0").pk], day) == {unit("07090-0").pk: name}


def test_before_the_data_a_unit_goes_by_its_first_name(unit):
    assert units.name_on(unit(AN_SINH), BEFORE) == "phường An Sinh"
    assert units.names_on([unit(AN_SINH).pk], BEFORE) == {unit(AN_SINH).pk: "phường An Sinh"}


def test_no_row_is_in_force_before_the_first_day_and_after_the_last(unit):
    assert units.row_on(unit(AN_SINH), LAST) is None
    assert units.row_on(unit(AN_SINH), AFTER).full_name == "phường An Sinh"
    assert units.row_on(unit("07090-0"), LAST).full_name == "phường Bình Dương"
    assert units.row_on(unit("07090-0"), AFTER) is None


def test_the_column_of_the_last_name_is_the_name_after_all_changes(unit):
    wrong = [row.key for row in Unit.objects.prefetch_related("names") if row.label != units.name_on(row, AFTER)]
    assert wrong == []


def test_names_of_many_units_take_one_query(unit, django_assert_num_queries):
    ids = list(Unit.objects.values_list("pk", flat=True))
    for wanted in (ids[:1], ids):
        with django_assert_num_queries(1):
            assert set(units.names_on(wanted, LAST)) == set(wanted)


# Units by name


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (BEFORE, ["07072-0", "205-0"]),
        (BETWEEN, ["205-0"]),
        (LAST, ["205-0"]),
        (AFTER, ["07093-2025"]),
    ],
)
def test_the_day_says_which_of_the_four_dong_trieu_is_meant(unit, day, expected):
    assert keys(units.called("Đông Triều", day)) == expected
    assert [units.name_on(unit(key), day) for key in expected] == {
        BEFORE: ["phường Đông Triều", "thị xã Đông Triều"],
        BETWEEN: ["thành phố Đông Triều"],
        LAST: ["thành phố Đông Triều"],
        AFTER: ["phường Đông Triều"],
    }[day]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("phường Đông Triều", ["07072-0"]),
        ("thị xã Đông Triều", ["205-0"]),
        ("thành phố Đông Triều", []),
        ("phuong dong trieu", ["07072-0"]),
        ("PHƯỜNG  ĐÔNG TRIỀU", ["07072-0"]),
        ("Đông Triệu", []),
        ("Đông", []),
        ("", []),
        ("…", []),
    ],
)
def test_a_name_may_carry_its_type_and_lack_its_marks_but_not_have_wrong_ones(unit, name, expected):
    assert keys(units.called(name, BEFORE)) == expected


@pytest.mark.parametrize("name", ["Thủy An", "Thuỷ An", "Thu\u0309y An", "thuy an"])
def test_both_spellings_of_thuy_find_the_unit(unit, name):
    assert keys(units.called(name, BEFORE)) == ["07102-0"]


def test_a_name_that_fits_with_its_marks_leaves_out_those_that_fit_without(unit):
    services.add(key="x-1", name="Đống Triều", type=UnitType.VILLAGE, by=None)
    assert keys(units.called("Đông Triều", AFTER)) == ["07093-2025"]
    assert keys(units.called("Dong Trieu", AFTER)) == ["07093-2025", "x-1"]


def test_a_search_by_an_old_name_tells_which_name_it_found(unit):
    assert [(row.key, str(name)) for row, name in units.called_ever("xa binh duong")] == [("07090-0", "xã Bình Dương")]
    assert [(row.key, str(name)) for row, name in units.called_ever("bình dương")] == [("07090-0", "phường Bình Dương")]
    assert sorted((row.key, str(name)) for row, name in units.called_ever("dong tri")) == [
        ("07072-0", "phường Đông Triều"),
        ("07093-2025", "phường Đông Triều"),
        ("205-0", "thành phố Đông Triều"),
    ]
    assert units.called_ever(" - ") == []


def test_names_are_found_in_one_query(unit, django_assert_num_queries):
    for query in ("An Sinh", "a"):
        with django_assert_num_queries(1):
            units.called(query, AFTER)
        with django_assert_num_queries(1):
            units.called_ever(query)


# Today


@pytest.mark.parametrize(
    ("key", "heirs", "is_decided"),
    [
        ("07090-0", [AN_SINH], True),  # Bình Dương
        ("07099-0", [DONG_TRIEU], True),  # Nguyễn Huệ
        ("07087-0", [AN_SINH], True),  # Tân Việt, by way of Việt Dân
        (AN_SINH, [AN_SINH], True),
        ("06967-0", ["06967-0"], True),  # Cái Chiên
        (HAI_LANG, ["06799-2025", "06886-2025", "06970-2025"], False),
        ("07072-0", [AN_SINH, DONG_TRIEU], False),  # phường Đông Triều, merged into Đức Chính, which was split
        ("205-0", [], False),  # the district
    ],
)
def test_today_follows_the_successions_to_the_units_that_stand(unit, key, heirs, is_decided):
    answer = units.today(unit(key))
    assert (keys(answer.units), answer.is_decided) == (heirs, is_decided)


def test_fifteen_former_communes_have_no_single_successor(unit):
    communes = {row.pk: row for row in Unit.objects.filter(tier=Tier.COMMUNE)}
    undecided = [pk for pk, heir in units.heirs_of(communes).items() if heir is None]
    assert keys(undecided) == [
        "06655-0",
        "06799-0",  # Cộng Hòa
        "06799-2024",
        "06802-0",  # Cẩm Hải
        "06820-0",
        "06853-0",
        "06868-0",
        "06877-0",
        "06880-0",
        "06886-0",
        "06946-0",
        "07042-0",
        "07072-0",  # phường Đông Triều
        "07093-0",
        "07180-0",
    ]


def test_a_unit_split_and_united_again_is_carried_on_by_the_one_that_has_all_parts(unit):
    parts = [services.add(key=f"p-{n}", name=f"Phần {n}", type="xã", starts_on=AFTER, by=None) for n in (1, 2)]
    whole = services.add(key="w-1", name="Toàn", type="xã", starts_on=date(2025, 9, 1), by=None)
    old = services.add(key="o-1", name="Cũ", type="xã", by=None)
    services.split(old, into=parts, on=AFTER, legal_basis="", by=None)
    assert units.heirs_of([old.pk]) == {old.pk: None}
    services.merge(parts, into=whole, on=date(2025, 9, 1), legal_basis="", by=None)
    assert units.heirs_of([old.pk]) == {old.pk: whole.pk}
    assert reach("w-1") == dict.fromkeys(["w-1", "p-1", "p-2", "o-1"], (True, True))


def test_a_unit_whose_end_lies_ahead_still_stands(unit):
    tomorrow = timezone.localdate() + timedelta(days=1)
    heir = unit(DONG_TRIEU)
    services.merge([unit(AN_SINH)], into=heir, on=tomorrow + timedelta(days=1), legal_basis="", by=None)
    assert units.heirs_of([unit("07090-0").pk]) == {unit("07090-0").pk: unit(AN_SINH).pk}


def test_heirs_of_all_units_take_as_many_queries_as_of_one(unit, django_assert_num_queries):
    an_sinh = unit_id(AN_SINH)
    with django_assert_num_queries(2):
        assert units.heirs_of([an_sinh]) == {an_sinh: an_sinh}
    with django_assert_num_queries(3):
        assert len(units.heirs_of()) == 246


def test_predecessors_are_all_that_led_to_a_unit_and_whole_ones_those_it_carries_on(unit, django_assert_num_queries):
    an_sinh = unit(AN_SINH)
    whole = ["07075-0", "07084-0", "07087-0", "07090-0"]
    with django_assert_num_queries(1):
        found = units.predecessors(an_sinh)
    assert keys(found) == sorted([*whole, "07072-0", "07093-0"])
    assert keys(units.whole_predecessors(an_sinh)) == whole
    assert units.predecessors(unit("06967-0")) == set()


# The tree


@pytest.mark.parametrize(
    ("day", "communes", "districts"), [(BEFORE, 177, 13), (BETWEEN, 171, 13), (LAST, 171, 13), (AFTER, 54, 0)]
)
def test_below_the_province_stood_as_many_units_as_the_resolutions_say(unit, day, communes, districts):
    tiers = list(Unit.objects.filter(pk__in=units.below(unit("22-0"), day)).values_list("tier", flat=True))
    assert (tiers.count(Tier.COMMUNE), tiers.count(Tier.DISTRICT), len(tiers)) == (communes, districts, communes + districts)


def test_below_a_unit_by_its_last_rows_is_all_that_ever_ended_there(unit):
    assert len(units.below(unit("22-0"))) == 245
    assert unit("06967-0").pk not in units.below(unit("201-0"))
    assert keys(units.below(unit("201-0"), LAST) - units.below(unit("201-0"))) == ["06967-0"]
    assert units.below(unit(AN_SINH), AFTER) == set()


def test_cai_chien_keeps_its_identity_and_has_another_parent(unit):
    cai_chien = unit("06967-0")
    assert [(str(row), row.parent.key, row.valid_from, row.valid_to) for row in cai_chien.names.order_by("id")] == [
        ("xã Cái Chiên", "201-0", None, LAST),
        ("xã Cái Chiên", "22-0", AFTER, None),
    ]
    assert (cai_chien.parent.key, cai_chien.starts_on, cai_chien.ends_on) == ("22-0", None, None)


def test_what_lies_below_an_ended_unit_is_still_below_the_province(unit):
    services.add(key="s-1", name="Trường An Sinh", type=UnitType.SCHOOL, parent=unit(HAI_LANG), starts_on=BEFORE, by=None)
    assert "s-1" in keys(units.below(unit("22-0"), AFTER))


def test_the_tree_takes_one_query_for_a_commune_and_for_the_province(unit, django_assert_num_queries):
    for key in (AN_SINH, "22-0"):
        one = unit(key)
        for day in (None, AFTER):
            with django_assert_num_queries(1):
                units.below(one, day)


def test_units_sort_by_their_bare_names_in_the_vietnamese_order(unit):
    standing = Unit.objects.standing(AFTER).filter(tier=Tier.COMMUNE)
    assert [row.label for row in standing[:4]] == ["phường An Sinh", "xã Ba Chẽ", "phường Bãi Cháy", "phường Bình Khê"]


def test_a_unit_is_found_by_any_name_it_ever_had(unit):
    found = Unit.objects.named_like("thi xa dong trieu")
    assert keys(found) == ["205-0"]
    assert unit("205-0").search_text == " thi xa dong trieu thanh pho dong trieu"


# Levels


def test_the_provincial_level_is_called_after_the_type_of_the_day(unit):
    with translation.override("en"):
        assert units.level_labels()[Level.PROVINCE] == "Provincial level"
        services.change(unit("22-0"), on=date(2026, 10, 1), type=UnitType.CENTRAL_CITY, by=None)
        assert units.level_labels(date(2026, 9, 30)) == {level: str(level.label) for level in Level}
        assert units.level_labels(date(2026, 10, 1))[Level.PROVINCE] == "City level"


# Reach


def test_an_sinh_covers_its_whole_predecessors_as_its_own_and_duc_chinh_in_part(unit):
    assert reach(AN_SINH) == {
        AN_SINH: (True, True),
        "07090-0": (True, True),  # Bình Dương
        "07075-0": (True, True),  # xã An Sinh
        "07084-0": (True, True),  # Việt Dân
        "07087-0": (True, True),  # Tân Việt, by way of Việt Dân
        "07093-0": (False, False),  # Đức Chính
        "07072-0": (False, False),  # phường Đông Triều, which had merged into it
    }


def test_a_split_unit_is_read_by_each_successor_and_covered_whole_by_the_province(unit):
    rows = Reach.objects.filter(unit__key=HAI_LANG).values_list("holder__key", "is_whole", "is_own")
    assert sorted(rows) == [
        ("06799-2025", False, False),
        ("06886-0", True, True),
        ("06886-2025", False, False),
        ("06970-2025", False, False),
        ("199-0", True, False),  # its district, which has ended
        ("22-0", True, False),
    ]


def test_the_province_covers_every_unit_whole_and_owns_itself_alone(unit):
    assert reach("22-0") == {key: (True, key == "22-0") for key in Unit.objects.values_list("key", flat=True)}


def test_what_lies_below_a_predecessor_is_covered_but_not_own(unit):
    services.add(key="s-1", name="Trường A", type=UnitType.SCHOOL, parent=unit("07090-0"), starts_on=BEFORE, by=None)
    services.add(key="s-2", name="Trường B", type=UnitType.SCHOOL, parent=unit("07093-0"), starts_on=BEFORE, by=None)
    covered = reach(AN_SINH)
    assert (covered["s-1"], covered["s-2"]) == ((True, False), (False, False))


def test_a_membership_sees_with_the_reach_of_its_unit(unit):
    user = User.objects.create(username="a")
    Membership.objects.create(user=user, unit=unit(AN_SINH), role=Role.SUBMITTER)
    assert keys(user.scope.own(Role.SUBMITTER)) == ["07075-0", "07084-0", "07087-0", "07090-0", AN_SINH]
    assert len(user.scope.units(Role.SUBMITTER)) == 7
    assert not Initiative.objects.visible_to(user).exists()
