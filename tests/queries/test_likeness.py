"""Which models resemble a name, why they are said to, and which units an old name means."""

import unicodedata
from datetime import date

import pytest

from registry.models import Initiative, Succession, Unit
from registry.queries import likeness
from registry.queries.likeness import Relation, find_units, similar, title_words
from registry.services import units
from registry.vocabulary import ChangeKind, Role, Status, UnitType
from tests import make

TITLE = "Tuyến đường hoa phụ nữ tự quản thôn Bình Sơn Đông"
TABLE = {"gpmb": "giai phong mat bang", "ql": "quoc lo", "t t": "thi tran"}

pytestmark = pytest.mark.django_db


def codes(found) -> list[str]:
    return [one.initiative.code for one in found]


@pytest.fixture
def known(world):
    """A submitted model of An Sinh with the name TITLE."""
    return make.initiative(Status.SUBMITTED, world.an_sinh, title=TITLE)


# ---- the words of a name ----


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("", ""),
        (" … – ! ", ""),
        ("Đường hoa, đường HOA", " duong hoa "),
        ("GPMB quốc lộ 18A", " giai phong mat bang quoc lo 18a "),
        ("Giải phóng mặt bằng QL18A", " giai phong mat bang quoc lo 18a "),
        ("gpmb,GPMB;Gpmb", " giai phong mat bang "),
        ("T.T. Tiên Yên", " thi tran tien yen "),
        ("GPMBX và QLX", " gpmbx va qlx "),
        ("100% _hộ_ dân", " 100 ho dan "),
    ],
)
def test_words_are_folded_once_each_and_without_abbreviations(title, words):
    assert title_words(title, TABLE) == words
    assert title_words(unicodedata.normalize("NFD", title), TABLE) == words


def test_the_table_of_abbreviations_is_read_folded_and_without_what_has_no_words(django_assert_num_queries):
    likeness.Abbreviation.objects.create(short="–", long="gạch")
    likeness.Abbreviation.objects.create(short="ĐH", long="Đường Hoa")
    with django_assert_num_queries(1):
        table = likeness.abbreviations()
    assert (table["dh"], table["gpmb"], "" in table) == ("duong hoa", "giai phong mat bang", False)
    assert title_words("ĐH", {}) == " dh "


def test_years_and_words_of_every_name_tell_nothing():
    assert likeness.telling(title_words("Mô hình Dân vận khéo năm 2024: đường hoa thôn 2", {})) == ["duong", "hoa", "2"]


# ---- models like a name ----


@pytest.mark.parametrize(
    "typed",
    [
        TITLE,
        TITLE.upper(),
        unicodedata.normalize("NFD", TITLE),
        "tuyen duong hoa phu nu tu quan thon binh son dong",
        "Thôn Bình Sơn Đông: phụ nữ tự quản tuyến đường hoa",
        "Mô hình dân vận khéo “Đường hoa phụ nữ tự quản” của thôn Bình Sơn Đông năm 2026",
        f"{TITLE} " + "rất dài " * 30,
    ],
)
def test_accents_case_order_spelling_and_idle_words_do_not_matter(submitter, known, typed):
    assert codes(similar(typed, user=submitter)) == [known.code]


def test_abbreviations_are_found_both_ways(submitter, world):
    short = make.initiative(Status.SUBMITTED, world.an_sinh, title="Vận động GPMB mở rộng QL18A")
    long = make.initiative(Status.SUBMITTED, world.an_sinh, title="Giải phóng mặt bằng, mở rộng quốc lộ 18A: vận động")
    for typed in (short.title, long.title):
        assert sorted(codes(similar(typed, user=submitter))) == [short.code, long.code]


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "!?", "Mô hình dân vận khéo", "Dân vận khéo năm 2024", "%", "_", "% _ %", "%' OR 1=1 --", "đường", "x" * 3000],
)
def test_nothing_idle_and_wildcards_find_nothing(submitter, known, typed):
    make.initiative(Status.SUBMITTED, submitter.unit, title="Mô hình dân vận khéo")
    assert similar(typed, user=submitter) == []


def test_a_short_name_that_stands_wholly_in_a_longer_one_of_the_unit_is_named(submitter, stranger, world):
    title = "Vận động nhân dân hiến đất, góp công mở rộng tuyến đường từ Quốc lộ 18A vào khu Bình Sơn Đông, xã Bình Dương"
    row = make.initiative(Status.RECOGNISED, world.an_sinh, title=title)
    make.initiative(Status.RECOGNISED, world.dong_trieu, title=title)
    assert codes(similar("Mở rộng đường khu Bình Sơn Đông", user=submitter, unit=world.an_sinh.pk)) == [row.code]
    assert similar("Đường Bình Sơn", user=submitter, unit=world.an_sinh.pk) == []


def test_a_name_of_the_greatest_length_is_compared(submitter, world):
    longest = " ".join(f"tu{number:03d}" for number in range(60))[:250]
    row = make.initiative(Status.SUBMITTED, world.an_sinh, title=longest)
    assert codes(similar(longest, user=submitter)) == [row.code]
    assert similar(longest, user=submitter)[0].score == 1.0


def test_the_same_idea_in_another_place_is_no_duplicate(province_reviewer, world, known):
    other = "Tuyến đường hoa phụ nữ tự quản khu Đồng Tâm, phường Đông Triều"
    make.initiative(Status.SUBMITTED, world.dong_trieu, title=other)
    at_hand = make.initiative(Status.SUBMITTED, world.province, title="Phụ nữ tự quản tuyến đường hoa thôn Bình Sơn Đông")
    assert codes(similar(at_hand.title, user=province_reviewer, initiative=at_hand)) == [known.code]


def test_the_likeliest_stand_first_then_the_same_unit_then_the_newest_and_at_most_so_many(province_reviewer, world, known):
    past = make.campaign(make.today().year - 1)
    elsewhere = make.initiative(Status.RECOGNISED, world.dong_trieu, title=TITLE)
    earlier = make.initiative(Status.RECOGNISED, world.binh_duong, title=TITLE, campaign=past)
    less = make.initiative(Status.RECOGNISED, world.an_sinh, title=f"{TITLE} xanh sạch đẹp")
    found = similar(TITLE, user=province_reviewer, unit=world.an_sinh.pk)
    assert codes(found) == [known.code, earlier.code, elsewhere.code, less.code]
    assert codes(similar(TITLE, user=province_reviewer, unit=world.an_sinh.pk, most=2)) == codes(found)[:2]


# ---- scope ----


@pytest.mark.parametrize("secret", [{"is_restricted": True}, {"sector": "defence"}, {"sector": "security"}, {}])
def test_a_model_of_another_commune_is_never_hinted(world, submitter, reviewer, stranger, leader, secret):
    if "sector" in secret:
        secret = {"sector": make.sector(secret["sector"])}
    hidden = make.initiative(Status.RECOGNISED, world.dong_trieu, title=TITLE, cleared_at=None, **secret)
    own = make.initiative(Status.SUBMITTED, world.an_sinh, title=TITLE)
    for person in (submitter, reviewer):
        assert similar(TITLE, user=person, initiative=own) == []
    assert similar(TITLE, user=stranger) == []
    assert codes(similar(TITLE, user=leader, initiative=own)) == [hidden.code]


def test_drafts_are_named_to_their_own_unit_only_and_not_on_the_desk(world, submitter, colleague, reviewer, superuser, leader):
    draft = make.initiative(Status.DRAFT, world.an_sinh, title=TITLE)
    assert codes(similar(TITLE, user=colleague)) == codes(similar(TITLE, user=submitter)) == [draft.code]
    assert similar(TITLE, user=submitter, drafts=False) == []
    for person in (reviewer, superuser, leader):
        assert similar(TITLE, user=person) == []


def test_a_mark_against_a_model_out_of_sight_names_it_not(world, reviewer, known):
    hidden = make.initiative(Status.SUBMITTED, world.dong_trieu, title=TITLE)
    known.duplicate_of = hidden
    known.save()
    found = similar(TITLE, user=reviewer, initiative=known)
    assert (found, likeness.marks(known, reviewer)) == ([], likeness.Marks(None, [], True))
    assert likeness.marks_among(known, found) == likeness.marks(known, reviewer)


# ---- why ----


def test_the_reason_names_unit_year_status_field_and_place(province_reviewer, world, known):
    past = make.campaign(2023)
    make.initiative(Status.RECOGNISED, world.binh_duong, title=TITLE, campaign=past, place="BÌNH SƠN ĐÔNG.")
    make.initiative(Status.DECLINED, world.dong_trieu, title=TITLE, campaign=past, place="")
    make.initiative(Status.REPORTED, world.dong_trieu, title=TITLE, sector=make.sector("culture"), campaign=past)
    known.place = "Bình Sơn Đông"
    known.save()
    said = [one.reason for one in similar(TITLE, user=province_reviewer, initiative=known)]
    assert said == [
        "same unit, 2023, recognised, same field, same place",
        "phường Đông Triều, 2023, declined, same field",
        "phường Đông Triều, 2023, reported",
    ]


def test_a_unit_that_a_split_left_open_is_not_the_same(province_reviewer, world, known):
    make.initiative(Status.RECOGNISED, world.duc_chinh, title=TITLE, campaign=make.campaign(2024))
    [found] = similar(TITLE, user=province_reviewer, initiative=known)
    assert found.reason == "phường Đức Chính, 2024, recognised, same field, same place"


def test_a_model_is_not_like_itself_nor_like_the_years_that_it_goes_on_but_the_nearest(province_reviewer, world):
    years = [make.campaign(make.today().year - back) for back in (3, 2, 1, 0)]
    chain = []
    for campaign in years:
        continues = {"continues": chain[-1], "novelty": "continued"} if chain else {}
        chain.append(make.initiative(Status.RECOGNISED, world.an_sinh, title=TITLE, campaign=campaign, **continues))
    other = make.initiative(Status.RECOGNISED, world.an_sinh, title=TITLE)
    found = similar(TITLE, user=province_reviewer, initiative=chain[2])
    assert {one.initiative.code: one.relation for one in found} == {
        chain[3].code: Relation.CONTINUING,
        chain[1].code: Relation.CONTINUED,
        other.code: Relation.NONE,
    }
    year = make.today().year
    assert sorted(one.reason for one in found if one.relation is not Relation.NONE) == [
        f"same unit, {year - 2}, recognised, same field, same place, this model continues it",
        f"same unit, {year}, recognised, same field, same place, it continues this model",
    ]
    assert codes(likeness.unrelated(found)) == [other.code]


def test_marked_models_stand_first_whatever_their_name_is(province_reviewer, world, known):
    first = make.initiative(Status.REGISTERED, world.dong_trieu, title="Chợ quê văn minh")
    later = make.initiative(Status.REGISTERED, world.an_sinh, title="Đường hoa", duplicate_of=known)
    known.duplicate_of = first
    known.save()
    found = similar(TITLE, user=province_reviewer, initiative=known)
    assert {one.initiative: one.relation for one in found} == {first: Relation.FIRST, later: Relation.DUPLICATE}
    assert likeness.marks_among(known, found) == likeness.marks(known, province_reviewer)
    assert likeness.marks(known, province_reviewer) == likeness.Marks(first, [later], True)


def test_one_query_for_one_row_and_thirty(province_reviewer, world, known, django_assert_num_queries):
    assert province_reviewer.scope.posts
    found = []
    for number in (1, 30):
        for _ in range(number):
            make.initiative(Status.RECOGNISED, world.an_sinh, title=TITLE)
        with django_assert_num_queries(1):
            found.append(len(similar(known.title, user=province_reviewer, initiative=known, most=50)))
    assert found == [1, 31]
    with django_assert_num_queries(2):  # the table of abbreviations, for a name that is only typed
        similar(TITLE, user=province_reviewer)
    with django_assert_num_queries(1):
        likeness.marks(known, province_reviewer)


# ---- units by old names ----


def meant(query, day=None) -> list[tuple]:
    return [(found.unit.label, found.old_name, found.is_certain) for found in find_units(query, day)]


@pytest.mark.parametrize(
    "query", ["Bình Dương", "binh duong", "BÌNH DƯƠNG", "xa binh duong", unicodedata.normalize("NFD", "Bình Dương")]
)
def test_an_old_name_leads_to_the_unit_of_today(world, query):
    old = "xã Bình Dương" if query == "xa binh duong" else "phường Bình Dương"
    assert meant(query) == [("phường An Sinh", old, True)]


def test_a_name_of_today_leads_to_its_unit_without_an_old_name(world):
    assert meant("an sinh") == [("phường An Sinh", "", True)]
    assert meant("quang") == [("tỉnh Quảng Ninh", "", True)]


def test_a_split_unit_leads_to_every_part_and_none_is_certain(world):
    assert meant("Đức Chính") == [
        ("phường An Sinh", "phường Đức Chính", False),
        ("phường Đông Triều", "phường Đức Chính", False),
    ]


def test_on_an_earlier_day_the_units_of_then_are_meant(world):
    assert meant("binh duong", date(2025, 6, 30)) == [("phường Bình Dương", "", True)]
    assert meant("an sinh", date(2025, 6, 30)) == []


def test_a_whole_name_wins_over_longer_ones_and_only_it_is_certain(world):
    make.unit("Trường THCS Bình Dương", UnitType.SCHOOL, world.an_sinh)
    make.unit("Bình Dương Đông", UnitType.VILLAGE, world.an_sinh)
    assert meant("bình dương") == [
        ("phường An Sinh", "phường Bình Dương", True),
        ("Bình Dương Đông", "", False),
        ("Trường THCS Bình Dương", "", False),
    ]
    assert {certain for _label, _old, certain in meant("bình d")} == {False}


def test_a_name_borne_by_two_units_is_asked(world):
    make.unit("An Sinh", UnitType.VILLAGE, world.dong_trieu)
    assert meant("an sinh") == [("phường An Sinh", "", False), ("An Sinh", "", False)]


def test_renamings_and_chains_of_mergers_are_followed(world):
    newest = make.unit("Đông Sơn", UnitType.WARD, world.province)
    Succession.objects.create(from_unit=world.an_sinh, to_unit=newest, kind=ChangeKind.MERGED, effective_from=make.today(-1))
    Unit.objects.filter(pk=world.an_sinh.pk).update(ends_on=make.today(-2))
    units.change(world.dong_trieu, on=make.today(-1), name="Mạo Khê", by=None)
    assert meant("bình dương") == [("phường Đông Sơn", "phường Bình Dương", True)]
    assert meant("an sinh") == [("phường Đông Sơn", "phường An Sinh", True)]
    assert meant("đông triều") == [("phường Mạo Khê", "phường Đông Triều", True)]


@pytest.mark.parametrize("query", ["", "  ", "%", "_", "!?", "nowhere", "bình dương xyz", "x" * 3000])
def test_nonsense_means_no_unit(world, query):
    assert find_units(query) == []


def test_finding_units_takes_as_many_queries_for_one_as_for_thirty(world, django_assert_num_queries):
    with django_assert_num_queries(3):
        assert len(find_units("an sinh")) == 1
    for number in range(30):
        make.unit(f"An Sinh {number}", UnitType.VILLAGE, world.an_sinh)
    with django_assert_num_queries(3):
        assert len(find_units("an sinh")) == 31
    with django_assert_num_queries(0):
        find_units("?")


def test_the_database_is_asked_for_at_most_twelve_words(submitter, known, django_assert_num_queries):
    typed = " ".join(f"chu{number}" for number in range(80))
    with django_assert_num_queries(3) as asked:  # the scope, the table, the models
        similar(typed, user=submitter)
    assert asked[-1]["sql"].count("chu") == 2 * likeness.MOST_WORDS  # once to choose, once to show


def test_models_read_no_long_text(submitter, known, django_assert_num_queries):
    with django_assert_num_queries(3) as asked:
        similar(TITLE, user=submitter)
    assert [name for name in ("situation", "sustainability", "search_text") if f'"{name}"' in asked[-1]["sql"]] == []
    assert Initiative.objects.count() == 1
    assert submitter.roles() == {Role.SUBMITTER}
