"""The tables of a report by unit: what each registered, and which of the expected ones sent nothing."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst

from registry.models import ExpectedUnit, Unit
from registry.vocabulary import UnitsAsOf

from .placing import placed_by
from .report_counts import before_in_words, rate
from .report_members import Question, keys_of
from .report_tables import CHANGE, NUMBER, PERCENT, TEXT, TOTAL, WHOLE_UNIT, Table, dotted

NOWHERE = "Chưa xác định đơn vị kế tục"
ENDED = "Đơn vị cũ, không còn sau sắp xếp"  # what registered the year before, and has ended since


@dataclass(frozen=True)
class ByUnit:
    """Both tables; `sent` of the `expected` units sent something."""

    tables: list[Table]
    sent: int
    expected: int


def by_unit(question: Question, now: dict, past: dict | None, past_day: date | None) -> ByUnit:
    """By unit, the one with the most registered models first. Six queries.

    `past` are the members of the year before, `past_day` is the cut-off day of that campaign.
    """
    placing = placed_by(question.campaign, UnitsAsOf(question.units_as_of))
    lines, before = _by_line(placing, now), _by_line(placing, past or {})
    wanted = _expected(question, placing)
    missing = sorted(wanted - set(lines), key=placing.order)
    silent = Table(
        "table_silent",
        "Đơn vị chưa gửi mô hình đăng ký",
        ["Đơn vị"],
        [TEXT],
        [94],
        [[_name(placing, unit)] for unit in missing],
        is_numbered=True,
        notes=[f"{dotted(len(wanted) - len(missing))}/{dotted(len(wanted))} đơn vị trong danh sách đã gửi mô hình đăng ký."],
    )
    table = _registered(question, placing, lines, before, past_day if past is not None else None)
    return ByUnit([table, silent], len(wanted) - len(missing), len(wanted))


def _registered(question: Question, placing, lines: dict, before: dict, past_day: date | None) -> Table:
    """What every unit registered, beside the year before.

    A unit that registered nothing now but did so the year before has a line too, and those that have ended have one
    together, so that the columns add up. Of a unit that did not exist yet there is nothing to compare.
    """
    ended, new = _ended_and_new(question, {*lines, *before} - {None}, past_day)
    gone = {unit for unit in before if unit in ended and unit not in lines}
    counted = {
        unit: lines.get(unit, Counter()) for unit in {*lines, *(one for one in before if before[one]["registered"])} - gone
    }
    districts = {unit: _district(placing, unit) for unit in counted}
    has_districts = any(districts.values())

    def line(name: str, counts: Counter, earlier: Counter, place="", *, is_compared=past_day is not None) -> list:
        number, then = counts["registered"], earlier["registered"]
        compared = [then, number - then] if is_compared else [None, None]
        return [name, *[place] * has_districts, number, counts["recognised"], rate(counts), *compared]

    rows = []
    for unit in sorted(counted, key=lambda unit: (unit is None, -counted[unit]["registered"], _order(placing, unit))):
        earlier = before.get(unit, Counter())
        is_compared = past_day is not None and (unit not in new or bool(earlier))
        rows.append(line(_name(placing, unit), counted[unit], earlier, districts[unit], is_compared=is_compared))
    if of_gone := sum((before[unit] for unit in gone), Counter()):
        rows.append([*line(ENDED, Counter(), of_gone)[:-1], None])
    if rows:
        rows.append(line(TOTAL, sum(counted.values(), Counter()), sum(before.values(), Counter())))
    heads = ["Đăng ký", "Công nhận", "Tỷ lệ", f"Đăng ký {before_in_words(question)}", "Tăng (+), giảm (−)"]
    return Table(
        "table_units",
        "Kết quả theo đơn vị",
        ["Đơn vị", *["Cấp huyện"] * has_districts, *heads],
        [TEXT, *[TEXT] * has_districts, NUMBER, NUMBER, PERCENT, NUMBER, CHANGE],
        [27, *[25] * has_districts, 9, 9, 11, 10, 10],
        rows,
        has_total=bool(rows),
        is_numbered=True,
        notes=[_of_units(question), WHOLE_UNIT],
    )


def _ended_and_new(question: Question, ids: set[int], past_day: date | None) -> tuple[set[int], set[int]]:
    """Which of these units had ended by the cut-off day, and which did not exist yet on that of the year before."""
    if past_day is None or question.units_as_of == UnitsAsOf.TODAY:
        return set(), set()
    lives = Unit.objects.filter(pk__in=ids).order_by().values_list("pk", "starts_on", "ends_on")
    ended = {pk for pk, _starts, ends in lives if ends and ends < question.campaign.cutoff_on}
    return ended, {pk for pk, starts, _ends in lives if starts and starts > past_day}


def _by_line(placing, found: dict) -> dict[int | None, Counter]:
    """Unit of the line → counts; None where no unit of today carries on what registered the model."""
    lines: dict[int | None, Counter] = {}
    for facts in found.values():
        if "ended" not in facts:
            spot = placing.spot(placing.ids[facts["unit"]], placing.ids.get(facts.get("allocated")))
            lines.setdefault(spot, Counter()).update(keys_of(facts))
    return lines


def _expected(question: Question, placing) -> set[int]:
    """The units that were to send something, by the lines in which they stand."""
    expected = ExpectedUnit.objects.filter(campaign=question.campaign)
    if question.unit is not None:
        expected = expected.filter(unit__reached_by__holder=question.unit, unit__reached_by__is_whole=True)
    return {placing.spot(unit, None) for unit in expected.order_by().values_list("unit", flat=True)} - {None}


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
