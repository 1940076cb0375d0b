"""Quantities as people write them: read right or refused with a sentence, printed exactly, put in words."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from registry import amounts
from registry.amounts import AREA, DAYS, LENGTH, MONEY, Amount, Unit, Unreadable, combine, in_words, qualified, read, shown
from registry.vocabulary import Dimension, Qualifier

HOUSES = Unit(Dimension.COUNT, "nhà", ("houses",))
TIMES = Unit(Dimension.COUNT, "lượt người")
E, OVER, NEARLY, ABOUT, AT_LEAST, UP_TO = Qualifier
BILLION, MILLION = 10**9, 10**6


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1,3 tỷ", 1_300_000_000),
        ("1.3 tỷ", 1_300_000_000),
        ("1,325 tỷ", 1_325_000_000),
        ("1.325 billion", 1_325_000_000),
        ("1.300.000.000", 1_300_000_000),
        ("1,300,000,000", 1_300_000_000),
        ("1 300 000 000", 1_300_000_000),
        ("1\u00a0300\u202f000\u2009000 đồng", 1_300_000_000),
        ("1.300.000.000 VNĐ", 1_300_000_000),
        ("1300000000đ", 1_300_000_000),
        ("2 triệu", 2 * MILLION),
        ("2tr", 2 * MILLION),
        ("2tr5", 2_500_000),
        ("2 triệu rưỡi", 2_500_000),
        ("1 tỷ 300 triệu", 1_300_000_000),
        ("1 tỷ 300 triệu 500 nghìn đồng", 1_300_500_000),
        ("1 tỷ rưỡi", 1_500_000_000),
        ("1tỷ3", 1_300_000_000),
        ("1tỷ300", 1_300_000_000),
        ("500 nghìn", 500_000),
        ("500 ngàn đồng", 500_000),
        ("500k", 500_000),
        ("145 nghìn tỷ", 145 * 10**12),
        ("2 TỈ ĐỒNG", 2 * BILLION),
        ("2 ty", 2 * BILLION),
        ("２ tỷ", 2 * BILLION),
        ("1,3 ty\u0309", 1_300_000_000),  # NFD
        ("0", 0),
        ("1.300,0", 1300),
        ("999.999.999.999.999.999", 10**18 - 1),
    ],
)
def test_money_is_read_as_people_write_it(written, value):
    assert read(written) == Amount(value)


@pytest.mark.parametrize(
    ("written", "unit", "value"),
    [
        ("810 m", LENGTH, 810),
        ("810m", LENGTH, 810),
        ("810 mét đường bê tông", LENGTH, 810),
        ("1.300 m", LENGTH, 1300),
        ("1,2 km", LENGTH, 1200),
        ("1.2km", LENGTH, 1200),
        ("500 m2", AREA, 500),
        ("500 m²", AREA, 500),
        ("500 mét vuông", AREA, 500),
        ("1,5 ha", AREA, 15_000),
        ("2 km2", AREA, 2_000_000),
        ("120", DAYS, 120),
        ("120 công", DAYS, 120),
        ("120 ngày công", DAYS, 120),
        ("30 ngày đêm", DAYS, 30),
        ("1.724 nhà", HOUSES, 1724),
        ("1,724 houses", HOUSES, 1724),
        ("87.000 lượt", TIMES, 87_000),
        ("2 nghìn lượt người", TIMES, 2000),
    ],
)
def test_lengths_areas_days_and_pieces_are_read_in_their_base_unit(written, unit, value):
    assert read(written, unit) == Amount(value)


@pytest.mark.parametrize(
    ("written", "qualifier"),
    [
        ("trên 2 tỷ", OVER),
        ("hơn 2 tỷ", OVER),
        ("> 2 tỷ", OVER),
        ("over 2 tỷ", OVER),
        ("tren 2 ty", OVER),
        ("gần 2 tỷ", NEARLY),
        ("almost 2 tỷ", NEARLY),
        ("khoảng 2 tỷ", ABOUT),
        ("~2 tỷ", ABOUT),
        ("ít nhất 2 tỷ", AT_LEAST),
        ("từ 2 tỷ trở lên", AT_LEAST),
        ("≥ 2 tỷ".replace("≥", ">="), AT_LEAST),
        ("tối đa 2 tỷ", UP_TO),
        ("không quá 2 tỷ", UP_TO),
        ("2 tỷ", E),
    ],
)
def test_the_qualifier_stands_in_the_words(written, qualifier):
    assert read(written) == Amount(2 * BILLION, qualifier)


def test_a_sum_of_each_person_says_so():
    assert read("1,2 triệu đồng/người") == Amount(1_200_000, E, "person")
    assert read("trên 500 nghìn mỗi hộ") == Amount(500_000, OVER, "household")


MONEY_WANTED = "Write the sum in dong, for example 1.300.000.000 or 1,3 tỷ."


@pytest.mark.parametrize(
    ("written", "unit", "sentence"),
    [
        ("", MONEY, MONEY_WANTED),
        ("   ", MONEY, MONEY_WANTED),
        ("1e400", MONEY, MONEY_WANTED),
        ("NaN", MONEY, MONEY_WANTED),
        ("inf", MONEY, MONEY_WANTED),
        ("0x10", MONEY, MONEY_WANTED),
        ("١٢٣", MONEY, MONEY_WANTED),
        ("½ tỷ", MONEY, MONEY_WANTED),
        ("1.30.00", MONEY, MONEY_WANTED),
        ("1,3,5", MONEY, MONEY_WANTED),
        ("1.300.00", MONEY, MONEY_WANTED),
        ("1.300,000.5", MONEY, MONEY_WANTED),
        ("13 00 000", MONEY, MONEY_WANTED),
        ("2 tỷ 5 tỷ", MONEY, MONEY_WANTED),
        ("2 đô", MONEY, MONEY_WANTED),
        ("hai tỷ", MONEY, MONEY_WANTED),
        ("-1", MONEY, "A number below zero cannot be counted here."),
        ("−5 triệu", MONEY, "A number below zero cannot be counted here."),
        ("1000000000000000000", MONEY, "This number is too large to be true. Look at its zeros again."),
        ("9" * 30, MONEY, "This number is too large to be true. Look at its zeros again."),
        ("9" * 300, MONEY, "This is too long for one number. Write the number, and the rest into the note."),
        ("0,5", HOUSES, "Only whole numbers can be counted here: nhà."),
        ("1,3333333 triệu", Unit(Dimension.COUNT, "nhà"), "Only whole numbers can be counted here: nhà."),
        ("8-9", HOUSES, "Write one number, not a range: the larger one with “up to”, or the smaller one with “at least”."),
        (
            "từ 8 đến 9 nhà",
            HOUSES,
            "Write one number, not a range: the larger one with “up to”, or the smaller one with “at least”.",
        ),
        ("3 sào", AREA, "These units differ from place to place. Write the area in m², for example 500 m²."),
        ("1tỷ35", MONEY, "This can be read in two ways. Write the number with all its digits, or as 1,35 tỷ."),
        ("1.250 tỷ", MONEY, "1.250 tỷ can be read in two ways. Write all digits of the number, or 1,25 tỷ."),
        ("trên gần 5", MONEY, "The words before the number contradict each other. Keep one, for example “over” or “about”."),
        ("5 kg", LENGTH, "Write the length in metres, for example 810 m or 1,2 km."),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(written, unit, sentence):
    with pytest.raises(Unreadable) as refusal:
        read(written, unit)
    assert str(refusal.value) == sentence


def is_value_or_sentence(*written) -> bool:
    try:
        return 0 <= read(*written).value < amounts.LIMIT
    except Unreadable as refusal:
        return bool(str(refusal))


@given(st.text(max_size=60), st.sampled_from([MONEY, LENGTH, AREA, DAYS, HOUSES]))
def test_any_text_is_a_value_in_range_or_a_sentence(written, unit):
    assert is_value_or_sentence(written, unit)


@given(st.text("0123456789., tyrieunghhk-–~>đ", max_size=30))
def test_nearly_right_text_is_a_value_or_a_sentence(written):
    assert is_value_or_sentence(written)


@given(st.integers(0, 10**18 - 1), st.sampled_from(list(Qualifier)), st.sampled_from(["vi", "en"]))
def test_what_is_printed_is_read_back_as_the_same(value, qualifier, language):
    with translation.override(language):
        printed = qualified(value, qualifier)
        if language == "vi" or "dong" not in printed or value < MILLION:
            assert read(printed) == Amount(value, qualifier)
        assert read(f"{value:,}".replace(",", ".")) == Amount(value)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "không"),
        (10, "mười"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (1001, "một nghìn không trăm linh một"),
        (1_300_000_000, "một tỷ ba trăm triệu"),
        (2_000_000_005, "hai tỷ không trăm linh năm"),
        (145 * 10**12, "một trăm bốn mươi lăm nghìn tỷ"),
    ],
)
def test_numbers_in_vietnamese_words(value, words):
    assert in_words(value, "vi") == words


def test_numbers_in_english_words():
    assert in_words(1_300_000_021, "en") == "one billion three hundred million twenty-one"


def test_no_two_numbers_share_their_words():
    for language in ("vi", "en"):
        assert len({in_words(value, language) for value in range(100_000)}) == 100_000


def test_money_is_printed_short_only_where_that_is_exact():
    with translation.override("vi"):
        printed = [shown(value).replace("\u00a0", " ") for value in (1_300_000_000, 1_234_500_000, 1_234_567_890, 13_500, 0)]
    assert printed == ["1,3 tỷ đồng", "1.234,5 triệu đồng", "1.234.567.890 đồng", "13.500 đồng", "0 đồng"]


def test_number_and_unit_are_kept_together():
    assert (shown(13_800, Unit(Dimension.COUNT, "bóng")), shown(810, LENGTH)) == ("13,800\u00a0bóng", "810\u00a0m")


@pytest.mark.parametrize(
    ("together", "qualifier"),
    [
        ([], E),
        ([E, E], E),
        ([E, OVER], OVER),
        ([OVER, AT_LEAST], AT_LEAST),
        ([E, NEARLY], NEARLY),
        ([NEARLY, UP_TO, E], UP_TO),
        ([OVER, NEARLY], ABOUT),
        ([AT_LEAST, UP_TO], ABOUT),
        ([E, ABOUT], ABOUT),
    ],
)
def test_how_exact_a_sum_is(together, qualifier):
    assert combine(together) == qualifier


@pytest.mark.parametrize(
    ("written", "unit", "amount"),
    [
        ("1tỷ3 đồng", MONEY, Amount(1_300_000_000)),
        ("500 nghìn 250 đồng", MONEY, Amount(500_250)),
        ("over VND 2 billion", MONEY, Amount(2 * BILLION, OVER)),
        ("2 tỷ đồng.", MONEY, Amount(2 * BILLION)),
        ("≥ 2 tỷ", MONEY, Amount(2 * BILLION, AT_LEAST)),
        ("≤ 2 tỷ", MONEY, Amount(2 * BILLION, UP_TO)),
        ("≈ 2 tỷ", MONEY, Amount(2 * BILLION, ABOUT)),
        ("từ 2 tỷ trở xuống", MONEY, Amount(2 * BILLION, UP_TO)),
        ("20 cặp kết hôn", Unit(Dimension.COUNT, "cặp kết hôn"), Amount(20)),
    ],
)
def test_what_people_write_less_often_is_read_right_too(written, unit, amount):
    assert read(written, unit) == amount


@pytest.mark.parametrize(
    "written",
    [
        *("1 tỷ 3 đồng", "1 tỷ 300 đồng", "145 nghìn tỷ 5", "1 tỷ 2000 triệu", "1,5 tỷ 300 triệu", "1,5 tỷ rưỡi"),
        *("100\t200", "100\n200", "1\x002", "5²", "²", "①", "𝟏𝟐"),
    ],
)
def test_what_would_be_read_as_another_number_is_refused(written):
    with pytest.raises(Unreadable):
        read(written)


@given(st.integers(1, 999), st.sampled_from([10**15, 10**12, BILLION, MILLION]), st.sampled_from(["vi", "en"]))
def test_round_sums_are_read_back_as_the_same(count, scale, language):
    with translation.override(language):
        assert read(shown(count * scale)) == Amount(count * scale)


def test_a_value_out_of_range_has_no_words():
    for value in (-1, amounts.LIMIT):
        with pytest.raises(ValueError, match="no value of the registry"):
            in_words(value)
