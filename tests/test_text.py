"""Cleaning, folding and sorting Vietnamese text."""

import unicodedata
from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry import text

ANY = st.text(max_size=80)
# Text in which Vietnamese letters, loose marks and invisible characters meet more often than by chance.
VIETNAMESE = st.text(
    "aAăâđĐeêoôơuưyxyz09 \t\r\n\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323\u200b\u200d\ufe0f\x00☀", max_size=20
)
BOTH = st.one_of(ANY, VIETNAMESE)


# ---- clean ----


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Đường hoa \n", "Đường hoa"),
        (unicodedata.normalize("NFD", "Đường hoa"), "Đường hoa"),
        ("một\r\nhai\rba", "một\nhai\nba"),
        ("\u200b\ufeff \u2060\t\u00a0", ""),
        ("\u200d\ufe0f", ""),
        ("gh\u200bép", "ghép"),
        ("a\u200b\u0301", "á"),
        ("kh\x00ông", "không"),
        ("nửa \ud800cặp", "nửa cặp"),
        ("cột\tcột", "cột\tcột"),
        ("gia đình 👨‍👩‍👧 ❤️ vui", "gia đình 👨‍👩‍👧 ❤️ vui"),
        ("trái \u202eảihp\u202c phải", "trái ảihp phải"),
        ("", ""),
    ],
)
def test_text_is_stored_composed_visible_and_without_blank_ends(typed, stored):
    assert text.clean(typed) == stored


@given(BOTH)
def test_cleaning_twice_changes_nothing_more(value):
    assert text.clean(text.clean(value)) == text.clean(value)


@given(BOTH)
def test_a_clean_text_is_composed_and_can_be_stored_in_both_databases(value):
    cleaned = text.clean(value)
    assert cleaned == unicodedata.normalize("NFC", cleaned)
    assert "\x00" not in cleaned
    cleaned.encode()


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("  Đường \n\n  hoa\t kiểu  mẫu ", "Đường hoa kiểu mẫu"), ("\u200b \n", ""), ("một", "một")],
)
def test_a_line_has_single_spaces(typed, stored):
    assert text.clean_line(typed) == stored


@given(BOTH)
def test_cleaning_a_line_twice_changes_nothing_more(value):
    assert text.clean_line(text.clean_line(value)) == text.clean_line(value)


# ---- fold and words ----


@pytest.mark.parametrize(
    ("value", "folded"),
    [
        ("Đường hoa", "duong hoa"),
        ("đường HOA", "duong hoa"),
        (unicodedata.normalize("NFD", "Đường Hoa"), "duong hoa"),
        ("ăâêôơư ĂÂÊÔƠƯ đĐ", "aaeoou aaeoou dd"),
        ("à ả ã á ạ ằ ẳ ẵ ắ ặ ầ ẩ ẫ ấ ậ", "a a a a a a a a a a a a a a a"),
        ("Hoà, Hòa; Thuỷ/Thủy", "hoa hoa thuy thuy"),
        ("1.300.000 đồng (2024)", "1 300 000 dong 2024"),
        ("ghép\u200bchữ", "ghepchu"),
        ("ＡＢＣ １２ № 𝐇𝐨𝐚", "abc 12 no hoa"),
        ("  --- ", ""),
        ("☀️ 👨‍👩‍👧", ""),
    ],
)
def test_folding_leaves_plain_words(value, folded):
    assert text.fold(value) == folded


@given(BOTH)
def test_folding_twice_changes_nothing_more(value):
    assert text.fold(text.fold(value)) == text.fold(value)


@given(BOTH)
def test_a_folded_text_is_lower_case_ascii_words_one_space_between(value):
    folded = text.fold(value)
    assert set(folded) <= set("0123456789abcdefghijklmnopqrstuvwxyz ")
    assert folded == " ".join(folded.split())


@given(BOTH)
def test_folding_does_not_see_composition_or_case(value):
    assert text.fold(unicodedata.normalize("NFD", value)) == text.fold(unicodedata.normalize("NFC", value))


def test_a_search_takes_at_most_twelve_words_of_the_first_500_characters():
    assert text.words("Đường-hoa kiểu") == ["duong", "hoa", "kieu"]
    assert text.words("một " * 40) == ["mot"] * 12
    assert text.words("x" * 600) == ["x" * 500]
    assert text.words(' " * & \x00 ') == []


# ---- one spelling ----


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Hoà", "Hòa"),
        ("Hòa", "Hòa"),
        ("HOÀ BÌNH", "HÒA BÌNH"),
        ("Thuỷ", "Thủy"),
        ("Thủy An", "Thủy An"),
        ("xã Hoà Thuỷ", "xã Hòa Thủy"),
        ("khoẻ, toả, hoạ, uỵ", "khỏe, tỏa, họa, ụy"),
        ("Quý, quỳ, quỹ, Quỷ", "Quý, quỳ, quỹ, Quỷ"),
        ("hoàn toàn, thuyền, khoét", "hoàn toàn, thuyền, khoét"),
        ("hoặc, ngoặc, loắt choắt, hoẵng", "hoặc, ngoặc, loắt choắt, hoẵng"),
        ("Huế, tuệ, thuở", "Huế, tuệ, thuở"),
        (unicodedata.normalize("NFD", "Thuỷ"), "Thủy"),
    ],
)
def test_the_two_placements_of_the_tone_mark_become_one(typed, printed):
    assert text.unify_spelling(typed) == printed


# ---- sorting ----


def test_letters_sort_by_the_vietnamese_alphabet():
    letters = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")
    assert sorted({*letters}, key=text.sort_key) == letters
    assert sorted({letter.upper() for letter in letters}, key=text.sort_key) == [c.upper() for c in letters]


def test_tones_sort_level_falling_asking_tumbling_rising_heavy():
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=text.sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(["ệ", "ế", "ễ", "ể", "ề", "ê"], key=text.sort_key) == ["ê", "ề", "ể", "ễ", "ế", "ệ"]


def test_letters_come_before_tones_and_the_first_syllable_before_the_second():
    names = ["An Sinh", "Ăn Xin", "Ân Thi", "Ba Vì", "Bà Chẽ", "Dân Chủ", "Đầm Hà", "Hà Lầm", "Hạ Long", "Hải Hòa"]
    assert sorted({*names}, key=text.sort_key) == names


def test_a_number_comes_before_letters_and_composition_does_not_matter():
    assert sorted(["b", "a", "9", "1"], key=text.sort_key) == ["1", "9", "a", "b"]
    assert text.sort_key(unicodedata.normalize("NFD", "Đường Hoa")) == text.sort_key("đường hoa")
    assert text.sort_key("") == ""


@given(BOTH)
def test_a_sort_key_holds_only_hexadecimal_digits_and_never_grows_over_its_length(value):
    for length in (160, 12):
        key = text.sort_key(value, length)
        assert set(key) <= set("0123456789abcdef")
        assert len(key) <= length


# ---- shares ----


@pytest.mark.parametrize(
    ("words", "share"),
    [
        ("2/3", Fraction(2, 3)),
        (" 2 / 3 ", Fraction(2, 3)),
        ("1/1", Fraction(1)),
        ("70 %", Fraction(7, 10)),
        ("70%", Fraction(7, 10)),
        ("66,7 %", Fraction(667, 1000)),
        ("66.67%", Fraction(6667, 10_000)),
        ("0,9", Fraction(9, 10)),
        ("0.5", Fraction(1, 2)),
        ("1", Fraction(1)),
        ("100\u00a0%", Fraction(1)),
    ],
)
def test_a_share_is_read_exactly_as_people_write_it(words, share):
    assert text.share(words) == share


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        "0",
        "0 %",
        "0/3",
        "1/0",
        "4/3",
        "101 %",
        "1,01",
        "70",
        "-1/2",
        "2/3 %",
        "2//3",
        "hai phần ba",
        "½",
        "²/³",
        "1e-1",
        "nan",
    ],
)
def test_what_is_no_share_or_could_be_something_else_is_refused(words):
    with pytest.raises(ValueError):  # noqa: PT011 (the text is all that it says)
        text.share(words)


@given(BOTH)
def test_a_share_is_more_than_nothing_and_at_most_all_or_refused(value):
    with suppress(ValueError):
        assert 0 < text.share(value) <= 1
