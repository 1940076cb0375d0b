"""The tables of a report. Reports are Vietnamese official papers, whatever language the reader has chosen.

A table is made of plain values, so that a snapshot keeps it as it was printed and a sheet holds real numbers.
"""

from collections import Counter
from dataclasses import asdict, dataclass, field

from django.utils.text import capfirst

from registry.models import ExpectedUnit, Sector
from registry.vocabulary import ContributionKind, Level, Qualifier, Source, SubmitterType, UnitsAsOf

from . import places, sums
from .indicators import AT_LEVEL, INDICATORS, Figures
from .report_members import NOMINATED, Question, counted_in_sums, figures_of, grouped, keys_of

TEXT, NUMBER, PERCENT, CHANGE, QUANTITY = "text", "number", "percent", "change", "quantity"
UNIT = "unit"  # a text for sheets alone: on paper the unit stands behind each number
NOWHERE = "Chưa xác định đơn vị kế tục"
TOTAL = "Tổng cộng"
QUALIFIERS = {
    Qualifier.OVER: "trên",
    Qualifier.NEARLY: "gần",
    Qualifier.ABOUT: "khoảng",
    Qualifier.AT_LEAST: "ít nhất",
    Qualifier.UP_TO: "tối đa",
}
UNIT_OF_KIND = {
    ContributionKind.MONEY: "đồng",
    ContributionKind.LAND: "m²",
    ContributionKind.LABOUR: "ngày công",
    ContributionKind.IN_KIND: "đồng",
}
# What is printed under a table, beside the definitions of the catalogue.
WHOLE_UNIT = "Đơn vị tính: mô hình. Mỗi mô hình được tính cho đơn vị đã đăng ký."
LEVELS_OVERLAP = "Một mô hình có thể được công nhận ở nhiều cấp nên tổng các cấp có thể lớn hơn số mô hình được công nhận."
SUMS_OF = (
    "Tính trên các mô hình được duyệt đăng ký, không tính mô hình đăng ký trùng; mô hình phối hợp chỉ tính một lần. "
    "“Trên”, “gần”, “khoảng”… là mức độ chính xác do cơ sở báo cáo."
)


@dataclass
class Table:
    """A table: `kinds` says of each column what its cells are, `widths` their shares of the page.

    A cell is a text; a number; a share in per cent; a change with its sign; or a quantity {"value", "said", "qualifier",
    "unit"}. None is nothing to print. With `has_total` the last row is the sum. `notes` stand below.
    """

    key: str
    title: str
    heads: list[str]
    kinds: list[str]
    widths: list[int]
    rows: list[list] = field(default_factory=list)
    has_total: bool = False
    is_numbered: bool = False
    is_wide: bool = False
    notes: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return len(self.rows) <= self.has_total

    def facts(self) -> dict:
        return asdict(self)

    def lines(self) -> list[list[str]]:
        """The rows as words, as they stand on paper; a numbered table has its numbers in front."""
        written = [[said(kind, cell) for kind, cell in self._shown(row) if kind != UNIT] for row in self.rows]
        if not self.is_numbered:
            return written
        last = len(written) - self.has_total
        return [[str(number) if number <= last else "", *line] for number, line in enumerate(written, start=1)]

    def heads_of_lines(self) -> list[str]:
        return [*["TT"] * self.is_numbered, *(head for kind, head in self._shown(self.heads) if kind != UNIT)]

    def widths_of_lines(self) -> list[int]:
        return [*[6] * self.is_numbered, *(width for kind, width in self._shown(self.widths) if kind != UNIT)]

    def numbers_of_lines(self) -> list[int]:
        """Which columns of `lines` hold numbers."""
        kinds = [*[TEXT] * self.is_numbered, *(kind for kind in self.kinds if kind != UNIT)]
        return [place for place, kind in enumerate(kinds) if kind != TEXT]

    def _shown(self, values: list) -> list[tuple]:
        return list(zip(self.kinds, values, strict=True))


def said(kind: str, cell) -> str:
    """A cell as a Vietnamese paper prints it: 1.400 · 57,7% · +528 · trên 2 tỷ đồng."""
    if cell is None:
        return "–"
    match kind:
        case "number":
            return dotted(cell)
        case "percent":
            return f"{cell:.1f}%".replace(".", ",")
        case "change":
            return f"+{dotted(cell)}" if cell > 0 else f"−{dotted(-cell)}" if cell < 0 else "0"
        case "quantity":
            return cell["said"]
    return str(cell)


def dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _rate(counts: Counter | Figures, part="recognised", whole="registered") -> float | None:
    share = Figures(counts).share(part, whole) if isinstance(counts, Counter) else counts.share(part, whole)
    return None if share is None else float(share)


def tables(question: Question, now: dict, past: dict | None, labels: dict[Level, str]) -> dict[str, Table]:
    """All tables, by the placeholder that stands for each. `past` are the members of the year before, None without one.

    A dozen queries, however many models and units.
    """
    by_unit, silent = _units(question, now, past)
    found = [
        _figures(question, figures_of(now), past and figures_of(past)),
        _types(now),
        _sectors(now),
        by_unit,
        silent,
        _novelty(question, now, past),
        _levels(now, past, labels),
        _cascade(now, labels),
        _contributions(question),
        _outcomes(question),
    ]
    return {table.key: table for table in found}


def _years(question: Question) -> tuple[str, str]:
    year = question.campaign.year
    return (f"6 tháng năm {year}", f"6 tháng năm {year - 1}") if question.last_day else (f"Năm {year}", f"Năm {year - 1}")


_FIRST = ("submitted", "registered", "recognised", "recognised_collective", "recognised_individual", "rate")


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
        ["Chỉ tiêu", *_years(question), "Tăng (+), giảm (−)"],
        [TEXT, *[QUANTITY] * 3],
        [46, 18, 18, 18],
        rows,
    )


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
        _with_total([[name, counts["registered"], counts["recognised"], _rate(counts)] for name, counts in rows]),
        has_total=True,
        notes=[WHOLE_UNIT],
    )


def _with_total(rows: list[list], skipped: int = 1) -> list[list]:
    """The rows and their sum. The last column is the rate of the two columns before it."""
    sums_ = [sum(column) for column in list(zip(*rows, strict=True))[skipped:-1]] or [0] * 2
    whole, part = _whole_and_part(sums_)
    total = [TOTAL, *[""] * (skipped - 1), *sums_, _rate(Counter(registered=whole, recognised=part))]
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
        rows.append([sector.name_vi, *numbers, _rate(whole)])
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
    keys = ("new", "continued", "ended", "withdrawn_after_approval")
    return Table(
        "table_novelty",
        "Mô hình đăng ký mới, tiếp tục duy trì và kết thúc",
        ["Chỉ tiêu", *_years(question), "Tăng (+), giảm (−)"],
        [TEXT, NUMBER, NUMBER, CHANGE],
        [46, 18, 18, 18],
        [
            [
                str(INDICATORS[key].name),
                figures[key],
                before and before[key],
                None if before is None else figures[key] - before[key],
            ]
            for key in keys
        ],
    )


def _levels(now: dict, past: dict | None, labels: dict[Level, str]) -> Table:
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
        ["Cấp công nhận", "Tập thể", "Cá nhân", "Tổng số", "Năm trước", "Tăng (+), giảm (−)"],
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
    rows, before = [], None
    for name, key in steps:
        number = counts[key]
        rows.append([name, number, None if not before else round(100 * number / before, 1)])
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


# ---- units ----


def _units(question: Question, now: dict, past: dict | None) -> tuple[Table, Table]:
    """By unit, the one with the most registered models first; and which of the expected units sent nothing."""
    placing = places.placed_by(question.campaign, UnitsAsOf(question.units_as_of))
    allocated = _allocated(question)
    lines, before = _by_line(placing, allocated, now), _by_line(placing, allocated, past or {})
    districts = {unit: _district(placing, unit) for unit in lines}
    has_districts = any(districts.values())
    rows = []
    for unit in sorted(lines, key=lambda unit: (unit is None, -lines[unit]["registered"], _order(placing, unit))):
        then = before[unit]["registered"] if past is not None and unit in before else None
        number = lines[unit]["registered"]
        place = [districts[unit]] if has_districts else []
        change = None if then is None else number - then
        rows.append([_name(placing, unit), *place, number, lines[unit]["recognised"], _rate(lines[unit]), then, change])
    if rows:
        whole = sum(lines.values(), Counter())
        then = figures_of(past)["registered"] if past is not None else None
        change = None if then is None else whole["registered"] - then
        empty = [""] * has_districts
        rows.append([TOTAL, *empty, whole["registered"], whole["recognised"], _rate(whole), then, change])
    by_unit = Table(
        "table_units",
        "Kết quả theo đơn vị",
        ["Đơn vị", *["Cấp huyện"] * has_districts, "Đăng ký", "Công nhận", "Tỷ lệ", "Đăng ký năm trước", "Tăng (+), giảm (−)"],
        [TEXT, *[TEXT] * has_districts, NUMBER, NUMBER, PERCENT, NUMBER, CHANGE],
        [30, *[20] * has_districts, 11, 11, 10, 11, 12],
        rows,
        has_total=bool(rows),
        is_numbered=True,
        notes=[_of_units(question), WHOLE_UNIT],
    )
    return by_unit, _silent(question, placing, lines)


def _allocated(question: Question) -> dict[str, int]:
    """Code → the unit of today to which a model was allocated; asked only where units of today are printed."""
    if question.units_as_of != UnitsAsOf.TODAY:
        return {}
    models = question.scope().filter(allocated_unit__isnull=False).order_by()
    return dict(models.values_list("code", "allocated_unit"))


def _by_line(placing, allocated: dict[str, int], found: dict) -> dict[int | None, Counter]:
    """Unit of the line → counts; None where no unit of today carries on what registered the model."""
    lines: dict[int | None, Counter] = {}
    for code, facts in found.items():
        if "ended" not in facts:
            spot = placing.spot(placing.ids[facts["unit"]], allocated.get(code))
            lines.setdefault(spot, Counter()).update(keys_of(facts))
    return lines


def _name(placing, unit: int | None) -> str:
    return NOWHERE if unit is None else capfirst(placing.name(unit))


def _order(placing, unit: int | None) -> str:
    return "" if unit is None else placing.order(unit)


def _district(placing, unit: int | None) -> str:
    """The district in which a unit of that time lay, "" for the district itself and where there are none."""
    above = None if unit is None else placing.district(unit)
    return capfirst(placing.name(above)) if above not in (None, unit) else ""


def _of_units(question: Question) -> str:
    if question.units_as_of == UnitsAsOf.TODAY:
        return "Đơn vị theo địa giới hành chính hiện nay; mô hình của đơn vị cũ được tính cho đơn vị kế tục toàn bộ."
    return f"Đơn vị theo tên và địa giới ngày {question.campaign.cutoff_on:%d/%m/%Y}; đơn vị đăng ký nhiều xếp trước."


def _silent(question: Question, placing, lines: dict) -> Table:
    expected = ExpectedUnit.objects.filter(campaign=question.campaign)
    if question.unit is not None:
        expected = expected.filter(unit__reached_by__holder=question.unit, unit__reached_by__is_whole=True)
    wanted = {placing.spot(unit, None) for unit in expected.order_by().values_list("unit", flat=True)} - {None}
    missing = sorted(wanted - set(lines), key=placing.order)
    return Table(
        "table_silent",
        "Đơn vị chưa gửi mô hình đăng ký",
        ["Đơn vị"],
        [TEXT],
        [94],
        [[_name(placing, unit)] for unit in missing],
        is_numbered=True,
        notes=[f"{dotted(len(wanted) - len(missing))}/{dotted(len(wanted))} đơn vị trong danh sách đã gửi mô hình đăng ký."],
    )


# ---- what was given and reached ----


def _quantity(one: sums.Quantity, unit, label: str) -> dict | None:
    if one.value is None:
        return None
    return {"value": one.value, "said": one.said(unit), "qualifier": str(one.qualifier), "unit": label}


def _contributions(question: Question) -> Table:
    rows = []
    for line in sums.contributions(counted_in_sums(question)):
        label = UNIT_OF_KIND[ContributionKind(line.kind)]
        source = str(Source(line.source).label) if line.source else "Tất cả các nguồn"
        numbers = [_quantity(one, line.unit, label) for one in (line.target, line.achieved)]
        rows.append([source, str(ContributionKind(line.kind).label), line.achieved.models, *numbers, label])
    return Table(
        "table_contributions",
        "Nguồn lực đóng góp",
        ["Nguồn", "Hình thức", "Số mô hình", "Dự kiến", "Đã đóng góp", "Đơn vị tính"],
        [TEXT, TEXT, NUMBER, QUANTITY, QUANTITY, UNIT],
        [24, 18, 10, 20, 20, 12],
        rows,
        is_numbered=True,
        notes=[SUMS_OF],
    )


def _outcomes(question: Question) -> Table:
    rows = []
    for line in sums.outcomes(counted_in_sums(question)):
        label = line.measure.unit_vi
        numbers = [_quantity(one, line.unit, label) for one in (line.target, line.achieved)]
        share = line.share
        rows.append([line.measure.name_vi, line.achieved.models, *numbers, None if share is None else float(share), label])
    return Table(
        "table_outcomes",
        "Kết quả đạt được theo chỉ tiêu",
        ["Chỉ tiêu", "Số mô hình", "Mục tiêu", "Đạt được", "Tỷ lệ", "Đơn vị tính"],
        [TEXT, NUMBER, QUANTITY, QUANTITY, PERCENT, UNIT],
        [30, 10, 18, 18, 10, 14],
        rows,
        is_numbered=True,
        notes=[SUMS_OF, "Chỉ tiêu không cộng dồn chỉ ghi số mô hình."],
    )
