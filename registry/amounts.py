"""Quantities as officers in Vietnam write them: read from "trên 1,3 tỷ", printed, put in words, brought together.

Everything is a whole number in the base unit of its dimension: dong, metres, m², days, pieces. Nothing is ever rounded.

How dots, commas and spaces are read (the language of the page does not matter, only what was typed):

- Two or more groups of three digits, parted alike by dots, commas or spaces, are thousands: 1.300.000, 1,300,000.
- Groups parted by one sign and then the other sign: the last one begins the decimals: 1.300,5 and 1,300.5.
- One sign and not exactly three digits after it begins decimals: 1,3 and 1.3.
- One sign and exactly three digits: thousands where no larger unit follows, for only a whole number is possible: 1.300 m,
  1,300 m. Before a larger unit (tỷ, km, ha ...) a comma begins decimals, as the country writes: 1,325 tỷ; a dot could
  be either and is refused with both readings: 1.250 tỷ. Before an English word it is the other way round: 1.325 billion.
- Everything else is refused: 1.30.00, 1,3,5.

Larger units may follow each other (1 tỷ 300 triệu), and half of the last one may end them (1 tỷ rưỡi). Digits alone after
one are its decimals (1tỷ3), unless they could be something else too: 1tỷ35 is 1,35 tỷ to one reader, 1 tỷ 35 triệu to another.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from registry.vocabulary import Dimension, Qualifier

LIMIT = 10**18  # every value is smaller: it fits a 64-bit column
LONGEST = 200  # characters of one quantity
NO_BREAK = "\u00a0"


class Unreadable(ValueError):
    """The text is no quantity of this unit. `str()` is a sentence for the person who wrote it: what to do, with an example."""

    def __init__(self, sentence):
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self):
        return str(self.sentence)


@dataclass(frozen=True)
class Unit:
    """What is counted. `label` is printed after the number, in the reader's language; without one, the dimension's own.

    `label` and each of `words`, whole or its first words, may follow a number that is read, with or without accents: give
    the measure's unit in every language. Money prints its own words, tỷ đồng or đồng; so do others whose label is not
    their base unit ("km").
    """

    dimension: Dimension
    label: str = ""
    words: tuple[str, ...] = ()


MONEY = Unit(Dimension.MONEY)
LENGTH = Unit(Dimension.LENGTH)
AREA = Unit(Dimension.AREA)
DAYS = Unit(Dimension.DAYS)
COUNT = Unit(Dimension.COUNT)


@dataclass(frozen=True)
class Amount:
    """One quantity: `value` in the base unit, how exact it is, and of what each ("", "person" or "household")."""

    value: int
    qualifier: Qualifier = Qualifier.EXACTLY
    per: str = ""


# ---- reading: the words, all folded to lower case without accents ----

_WORDS = {
    Qualifier.EXACTLY: "dung|chinh xac|exactly",
    Qualifier.OVER: "tren|hon|nhieu hon|lon hon|qua|vuot|over|more than|above",
    Qualifier.NEARLY: "gan|ngot|nearly|almost",
    Qualifier.ABOUT: "khoang|chung|xap xi|uoc|uoc tinh|tren duoi|about|around|approximately|approx|roughly",
    Qualifier.AT_LEAST: "it nhat|toi thieu|tu|khong duoi|khong it hon|khong nho hon|at least|not less than|no less than",
    Qualifier.UP_TO: "toi da|nhieu nhat|den|toi|len den|len toi|khong qua|khong vuot qua|khong hon|khong nhieu hon|duoi|it hon"
    "|chua den|chua toi|chua day|up to|at most|not more than|no more than|not over|less than|under|below",
}
_SIGNS = {
    ">=": Qualifier.AT_LEAST,
    "<=": Qualifier.UP_TO,
    ">": Qualifier.OVER,
    "<": Qualifier.UP_TO,
    "~": Qualifier.ABOUT,
}
_WORDS_AFTER = {
    Qualifier.OVER: "hon",
    Qualifier.ABOUT: "xap xi|approximately",
    Qualifier.AT_LEAST: "tro len|it nhat|toi thieu|at least|or more|and more",
    Qualifier.UP_TO: "tro xuong|toi da|nhieu nhat|at most|or less",
}


def _by_word(words: dict) -> dict:
    return {word: key for key, listed in words.items() for word in listed.split("|")}


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_BEFORE, _AFTER = _by_word(_WORDS), _by_word(_WORDS_AFTER)
_BEFORE_NUMBER = re.compile(rf"(?:({_any_of(_BEFORE)})(?: la)?(?=[\s\d])|({_any_of(_SIGNS)}))\s*")
_AFTER_NUMBER = re.compile(rf"(?<![a-z])({_any_of(_AFTER)})$")
_EACH = _by_word({"person": "nguoi|khau|nhan khau|person|head", "household": "ho|ho gia dinh|household"})
_FOR_EACH = re.compile(
    rf"(?:/|(?<![a-z])(?:moi|cho moi|tren moi|tren dau|tren mot|per))\s*(?:dau |mot |1 )?({_any_of(_EACH)})$"
)


class _Scale(NamedTuple):
    """A unit larger than the base unit by a power of ten."""

    power: int
    shown: str
    in_english: bool = False


def _scales(*rows: tuple[int, str, str], in_english=False) -> dict[str, _Scale]:
    """From rows of the power of ten, how the unit is written, and by which words it is recognised."""
    return {word: _Scale(power, shown, in_english) for power, shown, words in rows for word in words.split("|")}


_MAGNITUDES = _scales(
    (3, "nghìn", "nghin|ngan"),
    (6, "triệu", "trieu"),
    (9, "tỷ", "ty|ti"),
    (12, "nghìn tỷ", "nghin ty|nghin ti|ngan ty|ngan ti"),
    (15, "triệu tỷ", "trieu ty|trieu ti"),
) | _scales(
    *((power, word, word) for power, word in [(3, "thousand"), (6, "million"), (9, "billion"), (12, "trillion")]),
    in_english=True,
)
_LARGER = {
    Dimension.MONEY: _MAGNITUDES | _scales((3, "nghìn", "k|kd"), (6, "triệu", "tr|trd"), (9, "tỷ", "tyd|tid")),
    Dimension.LENGTH: _MAGNITUDES | _scales((3, "km", "km|kilomet|ki lo met|kilometre|kilometres|kilometer|kilometers")),
    Dimension.AREA: _MAGNITUDES
    | _scales((4, "ha", "ha|hecta|hec ta|hectare|hectares"), (6, "km²", "km2|km vuong|kilomet vuong|square kilometres")),
    Dimension.DAYS: _MAGNITUDES,
    Dimension.COUNT: _MAGNITUDES | _scales((3, "nghìn", "k")),
}
_BASE = {
    Dimension.MONEY: "dong|d|vnd|vn dong|dong viet nam",
    Dimension.LENGTH: "m|met|met dai|metre|metres|meter|meters",
    Dimension.AREA: "m2|met vuong|m vuong|square metre|square metres|square meter|square meters|sq m|sqm",
    Dimension.DAYS: "cong|ngay|ngay cong|ngay dem|ngay lao dong|cong lao dong|ngay lam viec|day|days|working day|working days"
    "|days and nights",
    Dimension.COUNT: "",
}
_LOCAL_AREAS = re.compile(r"\d\s*(sao|mau|thuoc|cong)\b")
_RANGE = re.compile(r"\d[^\d]*(?:-|–|\bden\b|\btoi\b|\bto\b)[^\d]*\d")
_PIECE = re.compile(r"\s*(\d(?:[\d., ]*\d)?)\s*(k?m2(?![a-z0-9])|[a-z][a-z ]*|)")
_GROUPED = re.compile(r"\d{1,3}(?:([., ])\d{3})(?:\1\d{3})*")


def read(written: str, unit: Unit = MONEY) -> Amount:
    """The quantity that `written` names, in the base unit of `unit`; its qualifier stands in the words ("trên 2 tỷ").

    Raises Unreadable with a sentence that says what to do. It never takes longer than its 200 characters allow.
    """
    if len(written) > LONGEST:
        raise Unreadable(_("This is too long for one number. Write the number, and the rest into the note."))
    if _STRANGE.search(written.strip()):
        raise _unreadable(unit)
    said = re.sub("(?<=[a-z])[.;,]$", "", _folded(written))
    if any(letter.isnumeric() and not letter.isascii() for letter in said):
        raise _unreadable(unit)
    each = _FOR_EACH.search(said)
    said, per = (said[: each.start()].strip(), _EACH[each[1]]) if each else (said, "")
    said, qualifier = _without_qualifier(said, unit)
    if unit.dimension == Dimension.MONEY:
        said = said.removeprefix("vnd").lstrip()
    if said.startswith(("-", "−", "–")):
        raise Unreadable(_("A number below zero cannot be counted here."))
    if _RANGE.search(said):
        raise Unreadable(_("Write one number, not a range: the larger one with “up to”, or the smaller one with “at least”."))
    if unit.dimension == Dimension.AREA and _LOCAL_AREAS.search(said):
        raise Unreadable(_("These units differ from place to place. Write the area in m², for example 500 m²."))
    return Amount(_value(said, unit), qualifier, per)


_STRANGE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")  # two cells or lines are not one number
_COMPARED = str.maketrans({"≥": ">=", "≤": "<=", "≈": "~"})


def _ends_with_label(said: str, unit: Unit) -> bool:
    """Whether the label itself ends the text, for it may end like a qualifier: cặp kết hôn."""
    labels = {_folded(str(label)) for label in (unit.label, *unit.words)} - {""}
    return any(said.endswith(label) and not said[: -len(label)][-1:].isalpha() for label in labels)


def _folded(written: str) -> str:
    """Lower case ASCII as far as letters go, one space between words; full-width digits and ² become plain digits."""
    written = re.sub("(?<=[mM])²", "2", written).replace("㎡", "m2").translate(_COMPARED)
    if any(c.isnumeric() and not (c.isascii() or "０" <= c <= "９") for c in written):
        return "½"  # a digit to some readers only, which composition would hide: 5² is not 52
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", written).casefold()).replace("đ", "d")
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def _without_qualifier(said: str, unit: Unit) -> tuple[str, Qualifier]:
    words = set()
    while match := _BEFORE_NUMBER.match(said):
        words.add(match[1] or match[2])
        said = said[match.end() :]
    while not _ends_with_label(said, unit) and (match := _AFTER_NUMBER.search(said)):
        words.add(match[1])
        said = said[: match.start()].strip()
    if "tro xuong" in words:
        words.discard("tu")  # từ 2 tỷ trở xuống
    found = {(_BEFORE | _SIGNS | _AFTER)[word] for word in words}
    if len(found) > 1:
        raise Unreadable(_("The words before the number contradict each other. Keep one, for example “over” or “about”."))
    return said.strip(), found.pop() if found else Qualifier.EXACTLY


def _value(said: str, unit: Unit) -> int:
    """The value of what is left: one number, or several with larger units that fall (1 ty 300 trieu)."""
    larger, total, scale, at, last = _LARGER[unit.dimension], 0, None, 0, None
    while at < len(said):
        piece = _PIECE.match(said, at)
        if not piece or (last and scale is None):
            raise _unreadable(unit)
        at = piece.end()
        word, rest = _split(piece[2].strip(), larger)
        smaller = larger[word] if word else None
        if last and not word and scale in _MAGNITUDES.values() and re.fullmatch(r"\d{1,3}", piece[1]):
            is_glued = said[piece.start(1) - 1] != " "
            if rest:
                _require_unit(rest, unit)
            total += _tail(piece[1], scale, may_be_pieces=bool(rest) and not is_glued)
            scale, last = None, piece
            continue
        if last and not word and not rest:
            raise _unreadable(unit)
        if last and (smaller.power if smaller else 0) >= scale.power:
            raise _unreadable(unit)
        number, decimals = _number(piece[1], smaller, unit)
        power = smaller.power if smaller else 0
        is_last = at == len(said) and not rest.startswith("ruoi")
        if (decimals and not is_last) or (last and number * 10**power >= 10 ** (scale.power + decimals)):
            raise _unreadable(unit)
        if decimals > power and number % 10 ** (decimals - power):
            raise Unreadable(_("Only whole numbers can be counted here: %(unit)s.") % {"unit": _unit_words(unit)})
        total += number * 10 ** (power - decimals) if power >= decimals else number // 10 ** (decimals - power)
        if re.fullmatch(r"ruoi\b.*", rest) and smaller:
            total, rest = total + 10**smaller.power // 2, rest.removeprefix("ruoi").strip()
            smaller = None
        if rest:
            _require_unit(rest, unit)
            smaller = None
        scale, last = smaller, piece
    if last is None:
        raise _unreadable(unit)
    if total >= LIMIT:
        raise Unreadable(_("This number is too large to be true. Look at its zeros again."))
    return total


def _tail(digits: str, scale: _Scale, may_be_pieces: bool) -> int:
    """What digits alone after a larger unit are worth: 1 tỷ 3 is 1,3 tỷ; 1 tỷ 300 is 1 tỷ 300 triệu, which is the same.

    Raises Unreadable where readers differ: 1tỷ35 (or 1 tỷ 35 triệu), 1 tỷ 3 đồng (or three dong).
    """
    size = 10**scale.power
    readings = {int(digits) * size // 10 ** len(digits)}
    if len(digits) > 1:
        readings.add(int(digits) * size // 1000)
    if may_be_pieces:
        readings.add(int(digits))
    if len(readings) > 1 or scale.power > 9 or scale.in_english:
        raise Unreadable(_("This can be read in two ways. Write the number with all its digits, or as 1,35 tỷ."))
    return readings.pop()


def _split(words: str, larger: dict) -> tuple[str, str]:
    """The larger unit with which the words begin ("" if none), and what follows it."""
    parts = words.split()
    for length in range(min(len(parts), 3), 0, -1):
        if (start := " ".join(parts[:length])) in larger:
            return start, " ".join(parts[length:])
    return "", words


def _require_unit(rest: str, unit: Unit):
    """Raise Unreadable unless the words after a number name the unit; more words may follow those of a thing."""
    base = _BASE[unit.dimension].split("|") if _BASE[unit.dimension] else []
    if any(rest == word or (unit.dimension != Dimension.MONEY and rest.startswith(f"{word} ")) for word in base):
        return
    known = {word for label in (unit.label, *unit.words) for word in _folded(label).split()}
    if not known & set(rest.split()):
        raise _unreadable(unit)


def _number(digits: str, larger: _Scale | None, unit: Unit) -> tuple[int, int]:
    """(all digits as one whole number, how many of them are decimals), by the rules at the top of this module."""
    signs = [sign for sign in digits if sign in ".,"]
    if " " in digits:
        head = re.split("[.,]", digits)[0]
        if not (match := _GROUPED.fullmatch(head)) or match[1] != " " or len(signs) > 1:
            raise _unreadable(unit)
        digits = digits.replace(" ", "")
    if not signs:
        return int(digits), 0
    if len(set(signs)) == 2:
        whole, _sign, decimals = digits.rpartition(signs[-1])
        if signs.count(signs[-1]) > 1 or not _GROUPED.fullmatch(whole):
            raise _unreadable(unit)
        return int(re.sub("[.,]", "", digits)), len(decimals)
    if len(signs) > 1:
        if not _GROUPED.fullmatch(digits):
            raise _unreadable(unit)
        return int(re.sub("[.,]", "", digits)), 0
    whole, sign, decimals = digits.partition(signs[0])
    if len(decimals) != 3 or len(whole) > 3 or whole.startswith("0") or whole == "0":
        return int(whole + decimals), len(decimals)
    if larger is None:
        return int(whole + decimals), 0
    if sign == ("," if not larger.in_english else "."):
        return int(whole + decimals), 3
    other = "," if sign == "." else "."
    raise Unreadable(
        _("%(written)s can be read in two ways. Write all digits of the number, or %(as_decimal)s.")
        % {
            "written": f"{digits} {larger.shown}",
            "as_decimal": f"{f'{whole}{other}{decimals}'.rstrip('0').rstrip(other)} {larger.shown}",
        }
    )


def _unreadable(unit: Unit) -> Unreadable:
    match unit.dimension:
        case Dimension.MONEY:
            return Unreadable(_("Write the sum in dong, for example 1.300.000.000 or 1,3 tỷ."))
        case Dimension.LENGTH:
            return Unreadable(_("Write the length in metres, for example 810 m or 1,2 km."))
        case Dimension.AREA:
            return Unreadable(_("Write the area in square metres, for example 500 m² or 1,5 ha."))
        case Dimension.DAYS:
            return Unreadable(_("Write the number of days, for example 120."))
    return Unreadable(_("Write a whole number, for example 1.724."))


# ---- printing ----

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_THOUSANDS = ((10**15, "quadrillion"), (10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"))


def in_words(value: int, language: str | None = None) -> str:
    """The number in words, in Vietnamese or English: 1300000000 → "một tỷ ba trăm triệu"."""
    if not 0 <= value < LIMIT:
        raise ValueError(f"{value} is no value of the registry")
    if (language or get_language() or "vi")[:2] == "vi":
        return _vietnamese(value)
    return _english(value)


def _vietnamese(value: int) -> str:
    if value >= 10**9:
        billions, rest = divmod(value, 10**9)
        return " ".join(filter(None, (_vietnamese(billions), "tỷ", rest and _groups(rest, is_first=False))))
    return _groups(value, is_first=True) or _DIGITS[0]


def _groups(value: int, is_first: bool) -> str:
    """A number below 10⁹ in groups of three digits; a group that follows a larger one names its hundreds."""
    said = []
    for scale, name in ((10**6, "triệu"), (1000, "nghìn"), (1, "")):
        group, value = divmod(value, scale)
        if group:
            said += [_three(group, names_hundreds=bool(said) or not is_first), name]
    return " ".join(filter(None, said))


def _three(group: int, names_hundreds: bool) -> str:
    hundreds, rest = divmod(group, 100)
    tens, ones = divmod(rest, 10)
    said = [_DIGITS[hundreds], "trăm"] if hundreds or names_hundreds else []
    if tens == 1:
        said.append("mười")
    elif tens:
        said += [_DIGITS[tens], "mươi"]
    elif ones and said:
        said.append("linh")
    if ones == 5 and tens:
        said.append("lăm")
    elif ones == 1 and tens > 1:
        said.append("mốt")
    elif ones == 4 and tens > 1:
        said.append("tư")
    elif ones:
        said.append(_DIGITS[ones])
    return " ".join(said)


def _english(value: int) -> str:
    for scale, name in _THOUSANDS:
        if value >= scale:
            count, rest = divmod(value, scale)
            return " ".join(filter(None, (_english(count), name, rest and _english(rest))))
    if value >= 100:
        hundreds, rest = divmod(value, 100)
        return " ".join(filter(None, (_ONES[hundreds], "hundred", rest and _english(rest))))
    if value < 20:
        return _ONES[value]
    tens, ones = divmod(value, 10)
    return f"{_TENS[tens]}-{_ONES[ones]}" if ones else _TENS[tens]


def shown(value: int, unit: Unit = MONEY) -> str:
    """The quantity as it is printed, exact: "1,3 tỷ đồng", "810 m". Number and unit are kept together."""
    if unit.dimension == Dimension.MONEY:
        return _money(value)
    number = number_format(value, use_l10n=True, force_grouping=True)
    label = _unit_words(unit)
    return f"{number}{NO_BREAK}{label}" if label else number


def _money(value: int) -> str:
    scales = (
        (10**12, _("%(number)s trillion dong")),
        (10**9, _("%(number)s billion dong")),
        (10**6, _("%(number)s million dong")),
    )
    for scale, words in scales:
        # 1.000 nghìn tỷ could be read in two ways; from there on tỷ is the unit: 1.000.000 tỷ
        if value >= scale and not value * 1000 % scale and not (scale == 10**12 and value >= 10**15):
            thousandths = value * 1000 // scale
            decimals = 3 - len(str(thousandths % 1000).rjust(3, "0")) + len(f"{thousandths % 1000:03d}".rstrip("0"))
            number = number_format(
                f"{thousandths // 1000}.{thousandths % 1000:03d}", decimals, use_l10n=True, force_grouping=True
            )
            return (words % {"number": number}).replace(" ", NO_BREAK)
    number = number_format(value, use_l10n=True, force_grouping=True)
    return (_("%(number)s dong") % {"number": number}).replace(" ", NO_BREAK)


def _unit_words(unit: Unit) -> str:
    """What stands behind the number."""
    if unit.label:
        return unit.label
    match unit.dimension:
        case Dimension.MONEY:
            return _("dong")
        case Dimension.LENGTH:
            return "m"
        case Dimension.AREA:
            return "m²"
        case Dimension.DAYS:
            return _("working days")
    return ""


def qualified(value: int, qualifier: str, unit: Unit = MONEY) -> str:
    """The quantity with its qualifier in front: "trên 2 tỷ đồng"; an exact one stands alone."""
    amount = shown(value, unit)
    words = {
        Qualifier.OVER: pgettext("quantity", "over %(amount)s"),
        Qualifier.NEARLY: pgettext("quantity", "nearly %(amount)s"),
        Qualifier.ABOUT: pgettext("quantity", "about %(amount)s"),
        Qualifier.AT_LEAST: pgettext("quantity", "at least %(amount)s"),
        Qualifier.UP_TO: pgettext("quantity", "up to %(amount)s"),
    }
    return words[Qualifier(qualifier)] % {"amount": amount} if qualifier in words else amount


_LOWER, _UPPER = {Qualifier.OVER, Qualifier.AT_LEAST}, {Qualifier.NEARLY, Qualifier.UP_TO}


def combine(qualifiers: Iterable[str]) -> Qualifier:
    """How exact a sum is. Nothing, or exact values alone: exactly.

    exact and lower bounds (over, at least): at least if that is among them, else over · exact and upper bounds
    (nearly, up to): up to if that is among them, else nearly · about, or bounds of both sides: about.
    """
    found = {Qualifier(qualifier) for qualifier in qualifiers} - {Qualifier.EXACTLY}
    if not found:
        return Qualifier.EXACTLY
    if found <= _LOWER:
        return Qualifier.AT_LEAST if Qualifier.AT_LEAST in found else Qualifier.OVER
    if found <= _UPPER:
        return Qualifier.UP_TO if Qualifier.UP_TO in found else Qualifier.NEARLY
    return Qualifier.ABOUT
