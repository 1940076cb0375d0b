"""The tables of a report that add up what was given and reached, and what its text says of them."""

from datetime import datetime

from registry.vocabulary import ContributionKind, Dimension, Qualifier, Source

from . import sums
from .report_members import Question, counted_in_sums
from .report_tables import NUMBER, PERCENT, QUANTITY, TEXT, UNIT, Table

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
BASE_UNITS = {Dimension.MONEY: "đồng", Dimension.LENGTH: "m", Dimension.AREA: "m²"}  # in which sheets hold the numbers
SUMS_OF = (
    "Tính trên các mô hình được duyệt đăng ký, không tính mô hình đăng ký trùng; mô hình phối hợp chỉ tính một lần. "
    "“Trên”, “gần”, “khoảng”… là mức độ chính xác do cơ sở báo cáo."
)
# The placeholder that stands for what was given of a kind over all sources.
_IN_WORDS = {
    "money": ContributionKind.MONEY,
    "land": ContributionKind.LAND,
    "labour": ContributionKind.LABOUR,
    "in_kind": ContributionKind.IN_KIND,
}


def tables_and_words(question: Question, at: datetime | None = None) -> tuple[list[Table], dict[str, str]]:
    """Both tables, and what the text says of all sources together: placeholder → “trên 120 tỷ đồng”. Six queries."""
    models = counted_in_sums(question, at)
    given = sums.contributions(models)
    together = {line.kind: line.achieved.said(line.unit) for line in given if not line.source}
    words = {name: together.get(kind) or "chưa có số liệu" for name, kind in _IN_WORDS.items()}
    return [_contributions(given), _outcomes(sums.outcomes(models))], words


def _quantity(one: sums.Quantity, unit, label: str) -> dict | None:
    if one.value is None:
        return None
    return {"value": one.value, "said": one.said(unit), "qualifier": str(one.qualifier), "unit": label}


def _contributions(lines: list[sums.Given]) -> Table:
    rows = []
    for line in lines:
        label = UNIT_OF_KIND[ContributionKind(line.kind)]
        source = str(Source(line.source).label) if line.source else "Tất cả các nguồn"
        numbers = [_quantity(one, line.unit, label) for one in (line.target, line.achieved)]
        rows.append([source, str(ContributionKind(line.kind).label), line.achieved.models, *numbers, label])
    return Table(
        "table_contributions",
        "Nguồn lực đóng góp",
        ["Nguồn", "Hình thức", "Số mô hình", "Dự kiến", "Đã đóng góp", "Đơn vị tính"],
        [TEXT, TEXT, NUMBER, QUANTITY, QUANTITY, UNIT],
        [18, 15, 8, 26, 26, 12],
        rows,
        is_numbered=True,
        notes=[SUMS_OF],
    )


def _outcomes(lines: list[sums.Reached]) -> Table:
    rows = []
    for line in lines:
        label = BASE_UNITS.get(line.measure.dimension, line.measure.unit_vi)
        numbers = [_quantity(one, line.unit, label) for one in (line.target, line.achieved)]
        share = line.share
        rows.append([line.measure.name_vi, line.achieved.models, *numbers, None if share is None else float(share), label])
    return Table(
        "table_outcomes",
        "Kết quả đạt được theo chỉ tiêu",
        ["Chỉ tiêu", "Số mô hình", "Mục tiêu", "Đạt được", "Tỷ lệ", "Đơn vị tính"],
        [TEXT, NUMBER, QUANTITY, QUANTITY, PERCENT, UNIT],
        [24, 8, 23, 23, 10, 14],
        rows,
        is_numbered=True,
        notes=[SUMS_OF, "Chỉ tiêu không cộng dồn chỉ ghi số mô hình."],
    )
