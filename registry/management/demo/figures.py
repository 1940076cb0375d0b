"""Figures of demo models: read out of their own text where it says numbers, drawn where it does not. All are invented.

What is planned and what is reported repeats the text, so that a reader finds the same metres and sums in words and rows.
"""

import re
from random import Random

from registry.models import Measure
from registry.queries.outcomes import ContributionRow, OutcomeRow, in_order
from registry.vocabulary import Adding, ContributionKind, Qualifier, Source

from . import texts

Rows = dict[str, list]
FIELDS = ("targets", "contributions", "achieved", "contributed")
MILLION = 10**6

NUMBER = r"(\d[\d.]*\d|\d)"
_QUALIFIERS = {
    "trên": Qualifier.OVER,
    "gần": Qualifier.NEARLY,
    "khoảng": Qualifier.ABOUT,
    "ít nhất": Qualifier.AT_LEAST,
    "tối đa": Qualifier.UP_TO,
}
_QUALIFIED = rf"(?:({'|'.join(_QUALIFIERS)}) )?"
# Measure, how it is said in the aims, and how many base units are meant by one.
_SAID = [
    (code, re.compile(said.replace("#", _QUALIFIED + NUMBER)), times)
    for code, said, times in (
        ("road", r"(?:Mở rộng(?:, cứng hóa)?|Hoàn thành) # m (?:đường|ngõ)", 1),
        ("houses", r"# ngôi nhà", 1),
        ("sanitary", r"# hộ xây dựng công trình", 1),
        ("bulbs", r"Lắp # bóng đèn", 1),
        ("cameras", r"Lắp # mắt camera", 1),
        ("flowers", r"cây hoa trên # m đường", 1),
        ("trees", r"# cây(?! hoa)", 1),
        ("cleared", r"bàn giao # ha đất", 10_000),
        ("households", r"(?:Giúp|kết nghĩa với) # (?:hộ|gia đình)", 1),
        ("households", r"/# gia đình có người nhận", 1),
        ("meetings", r"(?:[Tt]ổ chức|qua) # (?:buổi|cuộc|diễn đàn)", 1),
        ("meetings", r"# buổi đối thoại", 1),
        ("participants", r"# lượt người(?! được phục vụ)", 1),
        ("participants", r"(?:# người được hướng dẫn|Hướng dẫn # người)", 1),
    )
]
_MONEY = re.compile(rf"{_QUALIFIED}(\d[\d.,]*) (triệu|tỷ) đồng")
_LABOUR = re.compile(rf"{NUMBER} ngày công")
_LAND = re.compile(rf"{_QUALIFIED}{NUMBER} m²")
# Whose money it is, by words beside it.
_SOURCES = {
    Source.STATE: ("ngân sách",),
    Source.ENTERPRISES: ("xã hội hóa", "doanh nghiệp"),
    Source.PEOPLE: (
        *("nhân dân", "các hộ", "hội viên", "phụ huynh", "dòng họ", "chủ nhà trọ", "vốn tự có", "vốn góp"),
        *("của các hộ", "bà con"),
    ),
    Source.OTHER: ("cán bộ", "nhà hảo tâm", "đoàn viên"),
}
_IN_KIND = re.compile(r"trị giá|vật liệu|cây giống|Cây giống|Vật liệu|dụng cụ|quà")
_CAPITAL = re.compile(r"\b[Vv]ốn\b")
_HELPERS = re.compile(r"chiến sĩ|dân quân|cán bộ", re.IGNORECASE)
# What some models get beside what their text says: source, kind, from, to, step, note.
_BESIDE = [
    (Source.STATE, ContributionKind.IN_KIND, 20, 180, MILLION, "xi măng, vật liệu hỗ trợ"),
    (Source.STATE, ContributionKind.LABOUR, 10, 60, 1, "cán bộ, công chức tham gia"),
    (Source.ENTERPRISES, ContributionKind.LABOUR, 8, 40, 1, "công máy, công thợ"),
    (Source.ENTERPRISES, ContributionKind.IN_KIND, 10, 90, MILLION, "vật liệu, máy thi công"),
    (Source.PEOPLE, ContributionKind.IN_KIND, 5, 60, MILLION, "hiện vật các hộ góp"),
    (Source.OTHER, ContributionKind.IN_KIND, 5, 40, MILLION, "hiện vật của nhà hảo tâm"),
    (Source.OTHER, ContributionKind.LABOUR, 10, 80, 1, "đoàn viên, chiến sĩ giúp"),
]
_MONEY_BESIDE = [
    (Source.ENTERPRISES, ContributionKind.MONEY, 10, 150, MILLION, ""),
    (Source.OTHER, ContributionKind.MONEY, 5, 50, MILLION, "con em xa quê ủng hộ"),
]
_LAND_BESIDE = [
    (Source.STATE, ContributionKind.LAND, 40, 400, 1, "đất công ích"),
    (Source.ENTERPRISES, ContributionKind.LAND, 30, 300, 1, "đất của doanh nghiệp"),
    (Source.OTHER, ContributionKind.LAND, 20, 160, 1, "đất của tập thể"),
]
_OF_FEW = [*[Qualifier.EXACTLY] * 8, Qualifier.OVER, Qualifier.AT_LEAST]  # nobody says "nearly 7 meetings"
_NO_MONEY = re.compile(r"[Kk]hông (?:phát sinh|thu phí|huy động)|không có chi phí")


def draw(rng: Random, text: texts.Text, measures: dict[str, Measure], *, is_reported: bool) -> Rows:
    """Targets and planned contributions of a model; with its results, what was achieved and given too."""
    if text.title == texts.BINH_SON_DONG.title:
        return binh_son_dong(measures)
    said, drawn = _said(text), {}
    _draw_outcomes(rng, said, drawn)
    targets = {code: OutcomeRow(measures[code], *pair) for code, pair in {**said, **drawn}.items()}
    planned, beside = _planned(rng, text), _beside(rng, text)
    rows = {"targets": [*targets.values()], "contributions": [*planned, *beside], "achieved": [], "contributed": []}
    if is_reported:
        reached = {code: targets[code] if code in said else _reached(rng, row) for code, row in targets.items()}
        rows["achieved"] = _in_halves(rng, reached)
        rows["contributed"] = [*planned, *(_given(rng, row) for row in beside)]
    return {field: in_order(its) for field, its in rows.items()}


def binh_son_dong(measures: dict[str, Measure]) -> Rows:
    """The figures of the published model, and nothing beside them."""
    road = OutcomeRow(measures["road"], 810)
    state = ContributionRow(Source.STATE, ContributionKind.MONEY, 2_000_000_000, Qualifier.OVER)
    people = ContributionRow(Source.PEOPLE, ContributionKind.MONEY, 1_300_000_000, Qualifier.OVER)
    each = ContributionRow(Source.PEOPLE, ContributionKind.MONEY, 1_200_000, per_person=True)
    given = in_order([state, people, each])
    reached = OutcomeRow(measures["road"], 810, note="hoàn thành tháng 10/2024")
    return {"targets": [road], "contributions": given, "achieved": [reached], "contributed": given}


# ---- what the text says ----


def _value(digits: str) -> int:
    return int(digits.replace(".", ""))


def _said(text: texts.Text) -> dict[str, tuple[int, str]]:
    """The measures of which the aims speak: code → (value, qualifier)."""
    found: dict[str, tuple[int, str]] = {}
    for code, pattern, times in _SAID:
        if code not in found and (match := pattern.search(text.aims)):
            groups = [group for group in match.groups() if group]
            found[code] = (_value(groups[-1]) * times, _QUALIFIERS.get(groups[0], Qualifier.EXACTLY))
    return found


def _planned(rng: Random, text: texts.Text) -> list[ContributionRow]:
    """What the text says of money, land and labour; some labour where it says nothing of all that."""
    rows = _money(text.resources)
    helpers = Source.OTHER if _HELPERS.search(text.aims) else Source.PEOPLE
    if labour := _LABOUR.search(text.resources):
        rows.append(ContributionRow(helpers, ContributionKind.LABOUR, _value(labour[1])))
    if ("hiến" in text.aims or "khuôn viên" in text.aims) and (land := _LAND.search(text.aims)):
        exact = _QUALIFIERS.get(land[1], Qualifier.EXACTLY)
        rows.append(ContributionRow(Source.PEOPLE, ContributionKind.LAND, _value(land[2]), exact))
    if not rows:
        about = rng.choice([Qualifier.ABOUT, Qualifier.AT_LEAST, Qualifier.EXACTLY])
        rows.append(ContributionRow(helpers, ContributionKind.LABOUR, rng.randrange(10, 80, 5), about))
    money = next((row for row in rows if (row.source, row.kind) == (Source.PEOPLE, ContributionKind.MONEY)), None)
    if money and money.value >= 100 * MILLION and rng.random() < 0.2:
        persons = rng.randint(90, 320)
        each = money.value // persons // 10_000 * 10_000
        note = f"{persons} khẩu"
        rows.append(ContributionRow(Source.PEOPLE, ContributionKind.MONEY, each, per_person=True, note=note))
    return rows


def _money(resources: str) -> list[ContributionRow]:
    """The sums of money, each from those whom its clause names. Left out: capital and loans, a total that its parts follow."""
    rows: list[ContributionRow] = []
    for clause in re.split(r"[;.] ", resources):
        if _CAPITAL.search(clause):
            continue
        pieces = [piece for piece in clause.split(", ") if _MONEY.search(piece)]
        if len(pieces) > 1 and "ổng kinh phí" in pieces[0]:
            pieces = pieces[1:]
        for piece in pieces:
            qualifier, number, scale = _MONEY.search(piece).groups()
            context = piece if len(pieces) > 1 else clause
            sources = [one for one, words in _SOURCES.items() if any(word in context for word in words)]
            sources = sources[:2] or [Source.STATE if "ật liệu" in context else Source.PEOPLE]
            value = round(float(number.replace(".", "").replace(",", ".")) * (1000 if scale == "tỷ" else 1))
            kind = ContributionKind.IN_KIND if _IN_KIND.search(context) else ContributionKind.MONEY
            exact = _QUALIFIERS.get(qualifier, Qualifier.EXACTLY)
            shares = [value - value // 2, value // 2] if len(sources) == 2 else [value]
            rows += [
                ContributionRow(one, kind, share * MILLION, exact) for one, share in zip(sources, shares, strict=True) if share
            ]
    return rows


# ---- what is drawn ----


def _draw_outcomes(rng: Random, said: dict, drawn: dict):
    """Meetings and those who came; of a road the largest household; of a clearance the days and nights of the campaign."""
    if "meetings" not in said and (rng.random() < 0.35 or not said):
        drawn["meetings"] = (rng.randint(2, 14), rng.choice(_OF_FEW))
    meetings = (drawn.get("meetings") or said.get("meetings") or (0,))[0]
    if "participants" not in said and meetings and rng.random() < 0.5:
        drawn["participants"] = (meetings * rng.randrange(20, 70, 5), _exact_or_not(rng))
    if "road" in said and rng.random() < 0.3:
        drawn["household-size"] = (rng.randint(6, 9), rng.choice([Qualifier.EXACTLY, Qualifier.UP_TO]))
    if "cleared" in said:
        drawn["site-days"] = (rng.choice([15, 20, 30, 30, 45, 60]), Qualifier.EXACTLY)


def _exact_or_not(rng: Random) -> Qualifier:
    others = [one for one in Qualifier if one != Qualifier.EXACTLY]
    return Qualifier.EXACTLY if rng.random() < 0.6 else rng.choice(others)


def _beside(rng: Random, text: texts.Text) -> list[ContributionRow]:
    """Now and then something that the text leaves unsaid: never money where it names all of it or says there is none."""
    possible = list(_BESIDE)
    if not _MONEY.search(text.resources) and not _NO_MONEY.search(text.resources):
        possible += _MONEY_BESIDE * 3
    if "m²" in text.aims or "ha đất" in text.aims:
        possible += _LAND_BESIDE
    if rng.random() > 0.18:
        return []
    source, kind, least, most, step, note = rng.choice(possible)
    number, exact = rng.randint(least, most), _exact_or_not(rng)
    if kind == ContributionKind.LAND or (kind == ContributionKind.LABOUR and exact != Qualifier.EXACTLY):
        number = max(number // 10, 1) * 10  # nobody says "nearly 61 days"
    return [ContributionRow(source, kind, number * step, exact, note=note)]


def _reached(rng: Random, row: OutcomeRow) -> OutcomeRow:
    """A drawn target, as it turned out."""
    if row.measure.adding != Adding.SUM:
        return row
    value = max(1, round(row.value * rng.uniform(0.8, 1.3)))
    if row.measure.code == "meetings":
        return OutcomeRow(row.measure, value, rng.choice(_OF_FEW))
    return OutcomeRow(row.measure, value // 10 * 10 if value > 100 else value, _exact_or_not(rng))


def _given(rng: Random, row: ContributionRow) -> ContributionRow:
    step = MILLION if row.value >= MILLION else 1
    value = max(step, round(row.value * rng.uniform(0.8, 1.2) / step) * step)
    return ContributionRow(row.source, row.kind, value, row.qualifier, note=row.note)


def _in_halves(rng: Random, reached: dict[str, OutcomeRow]) -> list[OutcomeRow]:
    """The results; a few models tell their meetings apart for each half of the year."""
    meetings = reached.get("meetings")
    if not meetings or meetings.value < 4 or rng.random() > 0.06:
        return [*reached.values()]
    first = meetings.value // 2
    halves = [(first, "6 tháng đầu năm"), (meetings.value - first, "6 tháng cuối năm")]
    parts = [OutcomeRow(meetings.measure, value, meetings.qualifier, period) for value, period in halves]
    return [*(row for code, row in reached.items() if code != "meetings"), *parts]
