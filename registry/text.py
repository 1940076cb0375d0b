"""Vietnamese text: cleaning what people type, folding it for search, sorting it by the alphabet."""

import re
import unicodedata
from datetime import date
from fractions import Fraction

_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_NOT_A_WORD = re.compile(r"[^0-9a-z]+")
_RATIO = re.compile(r"([0-9]{1,4}) ?/ ?([0-9]{1,4})")
_DECIMAL = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,4})?) ?(%?)")
_ALPHABET = "0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: f"{rank:02x}" for rank, letter in enumerate(_ALPHABET, start=16)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền, hỏi, ngã, sắc, nặng
_SHAPES = "\u0302\u0306\u031b"  # circumflex, breve, horn: they make another letter, not another tone

# New-style placement of the tone mark (Hoà, Thuỷ) brought to the one that the registry prints (Hòa, Thủy).
_TONE_PLACE = [
    (
        re.compile(f"{first}({second})([\u0300\u0301\u0303\u0309\u0323])(?![a-z\u0302\u0306\u031b])", re.IGNORECASE),
        r"\1\3\2",
    )
    for first, second in [("(o)", "[ae]"), ("(?<!q)(u)", "y")]
]


def clean(value: str) -> str:
    """Return `value` as it is stored: NFC, line ends as \\n, no control or invisible characters, no blank ends.

    A text of nothing but spaces and zero-width characters becomes "". The joiner inside an emoji stays.
    """
    value = _INVISIBLE.sub("", _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n")))
    value = unicodedata.normalize("NFC", value).strip()
    return value if value.strip("\u200d\ufe0e\ufe0f \n\t") else ""


def clean_line(value: str) -> str:
    """Like `clean`, for a text of one line: any run of white space becomes one space."""
    return " ".join(clean(value).split())


def fold(value: str) -> str:
    """Return `value` in the form in which it is searched: lower case ASCII words, one space between, no marks, đ as d."""
    lower = unicodedata.normalize("NFKD", _INVISIBLE.sub("", value)).casefold().replace("đ", "d")
    decomposed = unicodedata.normalize("NFKD", lower)
    return _NOT_A_WORD.sub(" ", "".join(c for c in decomposed if not unicodedata.combining(c))).strip()


def words(query: str, most: int = 12) -> list[str]:
    """The words of a search, folded; at most `most` of them, so that a pasted page does not become a giant query."""
    return fold(query[:500]).split()[:most]


def unify_spelling(value: str) -> str:
    """Bring the two placements of the tone mark to one: "Hoà" and "Hòa" become "Hòa", "Thuỷ" and "Thủy" become "Thủy"."""
    decomposed = unicodedata.normalize("NFD", value)
    for pattern, replacement in _TONE_PLACE:
        decomposed = pattern.sub(replacement, decomposed)
    return unicodedata.normalize("NFC", decomposed)


def sort_key(value: str, length: int = 160) -> str:
    """Return a key whose order is that of the Vietnamese alphabet, syllable by syllable, letters before tones.

    The key holds only the characters 0-9a-f, so that every database and collation orders it alike. At most `length`
    characters are returned; two characters stand for each letter.
    """
    key = []
    for syllable in re.findall(r"[^\W_]+", unicodedata.normalize("NFC", value[:length].casefold())):
        tone, letters = 0, []
        for mark in unicodedata.normalize("NFD", syllable):
            if mark in _TONES:
                tone = _TONES[mark]
            elif mark in _SHAPES and letters:
                letters[-1] = unicodedata.normalize("NFC", letters[-1] + mark)
            elif not unicodedata.combining(mark):
                letters.append(mark)
        key += [_RANK.get(letter, "ff") for letter in letters] + [f"0{tone + 1}"]
    return "".join(key)[:length]


def share(words: str) -> Fraction:
    """The share that people write as "2/3", "70 %", "66,7 %" or "0,9", exactly. Raises ValueError unless 0 < share <= 1.

    A whole number without a sign of percent is refused, but for 1: "70" could be a number of votes.
    """
    words = clean_line(words)
    if ratio := _RATIO.fullmatch(words):
        above, below = map(int, ratio.groups())
        found = Fraction(above, below) if below else Fraction(0)
    elif decimal := _DECIMAL.fullmatch(words):
        number, percent = decimal.groups()
        found = Fraction(number.replace(",", ".")) / (100 if percent else 1)
    else:
        found = Fraction(0)
    if not 0 < found <= 1:
        raise ValueError(words)
    return found


def day_words(day: date | None) -> str:
    """A day as official papers write it: “ngày 05 tháng 11 năm 2024”, with a zero before days below ten and months below
    three. Dots for a day that is not known yet.
    """
    if not day:
        return "ngày …… tháng …… năm ……"
    month = f"{day.month:02d}" if day.month < 3 else day.month
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
