"""The tables of a report that count models: as a whole, by type, by field, by novelty, by level, from step to step."""

from collections import Counter

from registry.models import Sector
from registry.vocabulary import Level, SubmitterType

from . import places
from .indicators import AT_LEVEL, INDICATORS, Figures
from .report_members import NOMINATED, Question, figures_of, grouped, keys_of
from .report_tables import CHANGE, NUMBER, PERCENT, QUANTITY, TEXT, TOTAL, WHOLE_UNIT, Table, said

LEVELS_OVERLAP = "Một mô hình có thể được công nhận ở nhiều cấp nên tổng các cấp có thể lớn hơn số mô hình được công nhận."
_FIRST = ("submitted", "registered", "recognised", "recognised_collective", "recognised_individual", "rate")
_KINDS = ("new", "continued", "ended", "withdrawn_after_approval")


def tables(question: Question, now: dict, past: dict | None, labels: dict[Level, str]) -> list[Table]:
    """These tables. `past` are the members of the year before, None without one. One query."""
    return [
        _figures(question, figures_of(now), past and figures_of(past)),
        _types(now),
        _sectors(now),
        _novelty(question, now, past),
        _levels(question, now, past, labels),
        _cascade(now, labels),
    ]


def rate(counts: Counter) -> float | None:
    """How many per cent of the registered models are recognised."""
    share = Figures(counts)["rate"]
    return None if share is None else float(share)


def years(question: Question) -> tuple[str, str]:
    """What the columns of now and of the year before are called."""
    year = question.campaign.year
    return (f"6 tháng năm {year}", f"6 tháng năm {year - 1}") if question.last_day else (f"Năm {year}", f"Năm {year - 1}")


def before_in_words(question: Question) -> str:
    """With what the numbers of a report are compared."""
    return "cùng kỳ năm trước" if question.last_day else "năm trước"


def _figures(question: Question, now: Figures, past: Figures | None) -> Table:
    rows = []
    for key in _FIRST:
        value, before = now[key], past and past[key]
        change = None if value is None or before is None else value - before
        cells = (_share(value), _share(before), _points(change)) if key == "rate" else map(_count, (value, before))
        rows.append([str(INDICATORS[key].name), *cells, *(() if key == "rate" else [_count(change, CHANGE)])])
    return Table(
        "table_figures",
        "Kết quả chung",
        ["Chỉ tiêu", *years(question), "Tăng (+), giảm (−)"],
        [TEXT, *[QUANTITY] * 3],
        [46, 18, 18, 18],
        rows,
        notes=[_until(question)] if question.last_day else [],
    )


def _until(question: Question) -> str:
    day = f"{question.last_day:%d/%m/%Y}"
    return f"Tính đến hết ngày {day} theo thời gian lưu trong hệ thống; số liệu so sánh là cùng kỳ năm trước."


def _plain(value, words: str, unit="") -> dict:
    return {"value": value, "said": words, "qualifier": "", "unit": unit}


def _count(number: int | None, kind=NUMBER) -> dict | None:
    return None if number is None else _plain(number, said(kind, number))


def _share(percent) -> dict | None:
    return None if percent is None else _plain(float(percent), said(PERCENT, float(percent)), "%")


def _points(change) -> dict | None:
    """A change of a rate, in points of per cent."""
    if change is None:
        return None
    words = f"{change:+.1f} điểm %".replace(".", ",").replace("-", "−") if change else "0"
    return _plain(float(change), words, "điểm %")


def _types(now: dict) -> Table:
    groups = grouped(now, "type")
    rows = [(str(type_.label), groups.get((type_.value,), Counter())) for type_ in SubmitterType]
    return Table(
        "table_types",
        "Kết quả theo loại hình",
        ["Loại hình", "Đăng ký", "Được công nhận", "Tỷ lệ công nhận"],
        [TEXT, NUMBER, NUMBER, PERCENT],
        [40, 20, 20, 20],
        _with_total([[name, counts["registered"], counts["recognised"], rate(counts)] for name, counts in rows]),
        has_total=True,
        notes=[WHOLE_UNIT],
    )


def _with_total(rows: list[list], skipped: int = 1) -> list[list]:
    """The rows and their sum. The last column is the rate of the two columns before it."""
    sums_ = [sum(column) for column in list(zip(*rows, strict=True))[skipped:-1]] or [0] * 2
    whole, part = _whole_and_part(sums_)
    total = [TOTAL, *[""] * (skipped - 1), *sums_, rate(Counter(registered=whole, recognised=part))]
    return [*rows, total]


def _whole_and_part(numbers: list[int]) -> tuple[int, int]:
    """Of registered … recognised …, the two totals: each is the last of its half."""
    half = len(numbers) // 2
    return numbers[half - 1], numbers[-1]


def _sectors(now: dict) -> Table:
    groups = grouped(now, "sector", "type")
    rows = []
    for sector in Sector.objects.all():
        parts = [groups.get((sector.code, type_.value), Counter()) for type_ in SubmitterType]
        if not sector.is_active and not any(parts):
            continue
        whole = sum(parts, Counter())
        numbers = [counts[key] for key in ("registered", "recognised") for counts in (*parts, whole)]
        rows.append([sector.name_vi, *numbers, rate(whole)])
    half = ["tập thể", "cá nhân", "tổng số"]
    return Table(
        "table_sectors",
        "Kết quả theo lĩnh vực",
        ["Lĩnh vực", *(f"Đăng ký: {word}" for word in half), *(f"Công nhận: {word}" for word in half), "Tỷ lệ công nhận"],
        [TEXT, *[NUMBER] * 6, PERCENT],
        [28, 10, 10, 10, 10, 10, 10, 12],
        _with_total(rows) if rows else [],
        has_total=bool(rows),
        is_numbered=True,
        is_wide=True,
        notes=[WHOLE_UNIT],
    )


def _novelty(question: Question, now: dict, past: dict | None) -> Table:
    figures, before = figures_of(now), past and figures_of(past)
    return Table(
        "table_novelty",
        "Mô hình đăng ký mới, tiếp tục duy trì và kết thúc",
        ["Chỉ tiêu", *years(question), "Tăng (+), giảm (−)"],
        [TEXT, NUMBER, NUMBER, CHANGE],
        [46, 18, 18, 18],
        [
            [
                str(INDICATORS[key].name),
                figures[key],
                before and before[key],
                None if before is None else figures[key] - before[key],
            ]
            for key in _KINDS
        ],
    )


def _levels(question: Question, now: dict, past: dict | None, labels: dict[Level, str]) -> Table:
    groups, before = grouped(now, "type"), past and figures_of(past)
    collective, individual = (groups.get((type_.value,), Counter()) for type_ in SubmitterType)
    rows = []
    for level in Level:
        key = AT_LEVEL[level].key
        number = collective[key] + individual[key]
        if level == Level.DISTRICT and not number:
            continue
        then = before and before[key]
        rows.append([labels[level], collective[key], individual[key], number, then, None if then is None else number - then])
    return Table(
        "table_levels",
        "Mô hình được công nhận theo cấp",
        ["Cấp công nhận", "Tập thể", "Cá nhân", "Tổng số", before_in_words(question).capitalize(), "Tăng (+), giảm (−)"],
        [TEXT, *[NUMBER] * 4, CHANGE],
        [35, 13, 13, 13, 13, 13],
        rows,
        notes=[LEVELS_OVERLAP],
    )


def _cascade(now: dict, labels: dict[Level, str]) -> Table:
    counts = Counter()
    for facts in now.values():
        keys = keys_of(facts)
        counts.update(keys)
        counts.update(f"{one}+" for level, one in NOMINATED.items() if one in keys and AT_LEVEL[level].key in keys)
    steps = [("Đã gửi đăng ký", "submitted"), ("Được duyệt đăng ký", "registered"), ("Được công nhận", "recognised")]
    for level, nominated in NOMINATED.items():
        name = labels[level].split(" (")[0].lower()
        steps += [(f"Được đề nghị công nhận {name}", nominated), (f"Được {name} công nhận theo đề nghị", f"{nominated}+")]
    rows, before = [], 0
    for name, key in steps:
        number = counts[key]
        share = places.share(number, before)
        rows.append([name, number, None if share is None else float(share)])
        before = number
    return Table(
        "table_cascade",
        "Từ đăng ký đến công nhận các cấp",
        ["Bước", "Số mô hình", "So với bước trước"],
        [TEXT, NUMBER, PERCENT],
        [56, 22, 22],
        rows,
        notes=["Không gồm mô hình được cấp trên công nhận mà hệ thống không ghi tờ trình đề nghị."],
    )
