"""The word index: what it finds, that nonsense never breaks it, and that it stays true on both databases."""

import unicodedata

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry import text
from registry.models import Initiative
from registry.models.search import FTS_TABLE
from registry.vocabulary import Status
from tests import make


@pytest.fixture
def roads(world):
    """Three models: a road of flowers, a lit road, a house."""
    titles = ("Đường hoa kiểu mẫu thôn 4", "Thắp sáng đường quê", "Nhà Đại đoàn kết số 21a")
    return [make.initiative(Status.REGISTERED, world.an_sinh, title=title, place="Khu 1") for title in titles]


def found(query) -> list[str]:
    """Titles of what the search finds, in the order of registration."""
    return list(Initiative.objects.matching(query).order_by("pk").values_list("title", flat=True))


@pytest.mark.parametrize(
    "query",
    [
        "đường hoa",
        "duong hoa",
        "ĐƯỜNG HOA",
        "Duong HOA",
        unicodedata.normalize("NFD", "đường hoa"),
        unicodedata.normalize("NFD", "Đường").upper(),
        "hoa đường",
        "mẫu  kiểu\thoa,đường!",
        "du\u200bong hoa",
        "DVK",
    ],
)
def test_accents_case_composition_and_order_do_not_matter(roads, query):
    names = [row.title for row in roads]
    expected = {"DVK": names, unicodedata.normalize("NFD", "Đường").upper(): names[:2]}.get(query, names[:1])
    assert found(query) == expected


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("du", [0, 1]),
        ("đường h", [0]),
        ("đường q", [1]),
        ("đườn hoa", []),
        ("uong", []),
        ("hoa duon", [0]),
        ("2", [0, 1, 2]),  # the year in the code
        ("21", [2]),
        ("21a", [2]),
        ("1a", []),
        ("thôn 4", [0]),
        ("đường nhà", []),
        ("phường an sinh", [0, 1, 2]),
    ],
)
def test_every_word_is_found_whole_and_the_last_one_as_a_beginning(roads, query, numbers):
    assert found(query) == [roads[number].title for number in numbers]


@pytest.mark.parametrize("query", ["", "   ", "\u200b", '"', "*", "&|!", "\x00", "☀️", "-"])
def test_a_search_without_a_word_finds_everything(roads, query):
    assert found(query) == [row.title for row in roads]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ('"đường hoa"', [0]),
        ('đường "hoa', [0]),
        ("đường* hoa*", [0]),
        ("đường & hoa", [0]),
        ("đường:hoa:*", [0]),
        ("search_text:hoa", []),
        ("đường OR hoa", []),
        ("NOT hoa", []),
        ("NEAR(đường hoa)", []),
        ("^hoa", [0]),
        ("hoa -đường", [0]),
        ("(hoa", [0]),
        ("hoa'); DROP TABLE registry_initiative; --", []),
        ("hoa\\", [0]),
        ("hoa % _", [0]),
        ("hoa\x00đường", [0]),
        ("hoa " * 200, [0]),
        ("x" * 3000, []),
        ("{hoa} + [đường] <-> <2> !!", [0]),
        ("\ud800hoa", [0]),
    ],
)
def test_signs_of_a_query_language_are_only_signs(roads, query, numbers):
    assert found(query) == [roads[number].title for number in numbers]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=30), st.text("\"*&|!:()<>- '\\ahoORNEAT^{}+\x00", max_size=20)))
def test_no_query_breaks_the_search(roads, query):
    assert set(found(query)) <= {row.title for row in roads}


@pytest.mark.parametrize(
    "title",
    [
        "1e5 người, 2e3abc và 0x1f",
        "Mô hình 3-không 5có 100%",
        "www.quangninh.gov.vn/mo-hinh?x=1&y=2 a.b@quangninh.vn",
        "-1.5 +84.203 10.000.000 1/1/2024 24h/7",
        "the and of a không có từ dừng",
        "Tổ 10e tổ 10e9 tổ 9e tổ 7f",
    ],
)
def test_every_word_of_a_title_and_each_of_its_beginnings_finds_it(world, title):
    row = make.initiative(Status.REGISTERED, world.an_sinh, title=title)
    words = text.words(title)
    beginnings = [word[:length] for word in words for length in range(1, len(word) + 1)]
    pairs = [f"{first} {last}" for first in words for last in words]
    assert [query for query in beginnings + pairs if list(Initiative.objects.matching(query)) != [row]] == []


def test_the_index_follows_what_is_changed_and_removed(roads):
    Initiative.objects.filter(pk=roads[0].pk).update(search_text=text.fold("Cây cầu mới"))
    roads[1].search_text = text.fold("Bể bơi")
    Initiative.objects.bulk_update([roads[1]], ["search_text"])
    roads[2].delete()
    assert [found(query) for query in ("duong", "cay cau", "be boi", "nha")] == [
        [],
        [roads[0].title],
        [roads[1].title],
        [],
    ]
    assert_index_is_whole()


def test_a_change_of_something_else_leaves_the_index(roads):
    Initiative.objects.update(version=9)
    assert found("hoa") == [roads[0].title]
    assert_index_is_whole()


def test_the_search_joins_with_other_conditions(roads):
    rows = Initiative.objects.matching("duong").filter(status=Status.REGISTERED).exclude(pk=roads[0].pk)
    assert list(rows) == [roads[1]]
    assert list(Initiative.objects.exclude(search_text__words="duong")) == [roads[2]]
    assert Initiative.objects.filter(continued_by__search_text__words="duong").count() == 0
    assert (Initiative.objects.matching("duong") | Initiative.objects.matching("nha")).count() == 3


def assert_index_is_whole():
    """SQLite compares the index with the table and fails if they differ; PostgreSQL keeps its index itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {FTS_TABLE}({FTS_TABLE}, rank) VALUES ('integrity-check', 1)")  # noqa: S608 (the name of a table)


@pytest.mark.sqlite
def test_after_all_migrations_the_triggers_stand_that_keep_the_index(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'registry_initiative'")
        names = sorted(name for (name,) in cursor.fetchall())
    assert names == [f"{FTS_TABLE}_delete", f"{FTS_TABLE}_insert", f"{FTS_TABLE}_update"]


@pytest.mark.postgresql
def test_postgresql_searches_by_the_index_of_words(roads):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert f"Bitmap Index Scan on {FTS_TABLE}" in Initiative.objects.matching("duong hoa").order_by().explain()


@pytest.mark.sqlite
def test_sqlite_searches_by_the_index_of_words(roads):
    plan = Initiative.objects.matching("duong hoa").order_by().explain()
    assert f"SCAN {FTS_TABLE} VIRTUAL TABLE INDEX" in plan
    assert "SCAN registry_initiative\n" not in f"{plan}\n"
