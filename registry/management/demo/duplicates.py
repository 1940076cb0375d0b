"""Models of the demo that were registered a second time, and the mark that a reviewer sets on them. All are invented."""

from dataclasses import replace
from datetime import date
from random import Random

from registry.models import Initiative
from registry.vocabulary import TEXT_PARTS, Action, Status, SubmitterType

from . import texts
from .life import Calendar, Made

NUMBER = 5  # in each campaign
_SECOND = (Status.REGISTERED, Status.REPORTED, Status.NOT_RECOGNISED)
_REMARKS = [
    "Cùng tuyến, cùng số liệu với mô hình đã đăng ký trước; chi bộ và mặt trận cùng gửi.",
    "Đơn vị đã đăng ký mô hình này một lần, nội dung và số liệu giống nhau.",
    "Trùng tên, trùng địa điểm; đã trao đổi với đơn vị, giữ lại mô hình đăng ký trước.",
]
Pair = tuple[Made, Made]


def register_again(made: list[Made], rng: Random) -> list[Pair]:
    """Let some models say what an earlier one of the same unit says already; return the pairs (first, second).

    Of the firsts, those that a person of the demo entered come before others, so that desks have one.
    """
    pairs: list[Pair] = []
    firsts = [one for one in made if _is_new(one) and one.wanted == Status.RECOGNISED and one.text is not texts.BINH_SON_DONG]
    seconds = [one for one in made if _is_new(one) and one.wanted in _SECOND and _is_of_archive(one)]
    rng.shuffle(firsts)
    rng.shuffle(seconds)
    for first in sorted(firsts, key=_is_of_archive):
        second = next((one for one in seconds if _can_follow(first, one)), None)
        if second and len(pairs) < NUMBER:
            seconds.remove(second)
            _repeat(first, second)
            pairs.append((first, second))
    return pairs


def mark(pairs: list[Pair], calendar: Calendar, rng: Random):
    """The reviewer's act, after all that happened to the second model."""
    for first, second in pairs:
        at = calendar.later(second.row.changed_at, 1, 6)
        data = {"duplicate_of": [None, first.row.code]}
        second.step(Action.MARK_DUPLICATE, at, Status(second.row.status), remark=rng.choice(_REMARKS), data=data)


def write(pairs: list[Pair]):
    """Join the rows, once both are in the database."""
    for first, second in pairs:
        second.row.duplicate_of = first.row
    Initiative.objects.bulk_update([second.row for _first, second in pairs], ["duplicate_of"])


def _is_new(one: Made) -> bool:
    return one.row.submitter_type == SubmitterType.COLLECTIVE and one.row.continues is None


def _is_of_archive(one: Made) -> bool:
    return one.author.username.startswith("archive")


def _can_follow(first: Made, second: Made) -> bool:
    unit, day = first.row.unit, second.row.submitted_at.date()
    stands = (unit.starts_on or date.min) <= day <= (unit.ends_on or date.max)
    return stands and second.row.submitted_at > first.row.submitted_at


def _repeat(first: Made, second: Made):
    """The same deed under the same unit, by a name that differs a little."""
    row, title = second.row, f"Mô hình {first.row.title[0].lower()}{first.row.title[1:]}"
    second.text = replace(first.text, title=title if len(title) <= 250 else first.row.title)
    row.unit, row.sector, row.title = first.row.unit, first.row.sector, second.text.title
    row.collective_name = first.row.collective_name
    for part in TEXT_PARTS:
        setattr(row, part, getattr(first.row, part))
    if row.report:
        row.report = first.text.report
