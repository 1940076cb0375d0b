"""One demo model's way through its life: each step at its time, by its person, with its entry in the trail."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.conf import settings

from registry.models import Document, Entry, Initiative, Person, Recognition, Remark, Revision, Unit, User
from registry.vocabulary import TEXT_PARTS, Action, Entrance, Status

from . import texts
from .years import Year

HERE = ZoneInfo(settings.TIME_ZONE)
_BY_THE_UNIT = {Action.SAVE, Action.SUBMIT, Action.WITHDRAW, Action.REPORT}
_REPORTED = {Status.REPORTED, Status.RECOGNISED, Status.REVOKED}


@dataclass
class Made:
    """A model on its way: the row, who is named, who entered and who reviews it, and what its steps left behind."""

    row: Initiative
    person: Person
    text: texts.Text
    wanted: Status
    author: User
    reviewer: User
    entries: list[Entry] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    recognitions: list[Recognition] = field(default_factory=list)
    figures: dict[str, list] = field(default_factory=dict)  # by the fields of `queries.outcomes`
    partners: dict[str, Unit | None] = field(default_factory=dict)  # name as written → the unit, where it is one
    documents: list[Document] = field(default_factory=list)

    def step(self, action: Action, at: datetime, status: Status, *, stamp="", remark="", data=None):
        """Take one step: set the status and its time, and leave the entry (and revision) that a service would leave."""
        before, self.row.status, self.row.changed_at = self.row.status, status, at
        if stamp:
            setattr(self.row, stamp, at)
        self.row.version += 1
        by_archive = self.author.username.startswith("archive")
        self.entries.append(
            Entry(
                at=at,
                actor=self.author if action in _BY_THE_UNIT else self.reviewer,
                entrance=Entrance.IMPORT if by_archive else Entrance.PAGE,
                action=action,
                from_status="" if action == Action.SAVE else before,
                to_status=status,
                remark=remark,
                data=data or {},
            )
        )
        if action in (Action.SUBMIT, Action.REPORT):
            number = len(self.revisions) + 1
            self.revisions.append(Revision(number=number, action=action, made_by=self.author, made_at=at))

    def close(self, action: Action, at: datetime, status: Status, remark: str):
        """End the model's way, remembering where it was."""
        self.row.status_before = self.row.status
        self.step(action, at, status, stamp="closed_at", remark=remark)


class Calendar:
    """Draws the days and hours of one campaign, never later than yesterday evening."""

    def __init__(self, plan: Year, rng: Random, today: date):
        self.plan, self.rng, self.today = plan, rng, today
        self.latest = datetime.combine(today - timedelta(days=1), time(17, 30), HERE)

    def day(self, first: date, last: date) -> date:
        return first + timedelta(days=self.rng.randint(0, max((last - first).days, 0)))

    def at(self, day: date) -> datetime:
        return datetime.combine(day, time(self.rng.randint(7, 16), self.rng.randint(0, 59)), HERE)

    def later(self, at: datetime, least: int, most: int) -> datetime:
        """Some days after `at`; not after yesterday, yet always after `at`."""
        after = at + timedelta(days=self.rng.randint(least, most), minutes=self.rng.randint(0, 59))
        return max(min(after, self.latest), at + timedelta(minutes=self.rng.randint(5, 50)))

    def is_running(self) -> bool:
        return self.plan.registration[1] >= self.today

    def submission(self, wanted: Status) -> date:
        """A day of registration that leaves room for what must still follow."""
        first, last = self.plan.registration
        last = min(last, self.today - timedelta(days=2))
        if self.is_running() and wanted not in (Status.DRAFT, Status.SUBMITTED, Status.RETURNED):
            last = self.today - timedelta(days=28)
        return self.day(first, last)


def walk(made: Made, calendar: Calendar, submitted: date):
    """Lead the model to where it is wanted; recognised and revoked ones up to their report (papers follow)."""
    rng, row = calendar.rng, made.row
    at = calendar.at(submitted)
    made.step(Action.SAVE, at, Status.DRAFT)
    if made.wanted == Status.DRAFT:
        _leave_gaps(row, rng)
        return
    at += timedelta(minutes=rng.randint(5, 90))
    made.step(Action.SUBMIT, at, Status.SUBMITTED, stamp="submitted_at")
    if made.wanted == Status.SUBMITTED:
        return
    at = row.opened_at = calendar.later(at, 1, 9)
    if made.wanted == Status.RETURNED:
        _return(made, calendar)
    elif made.wanted == Status.DECLINED:
        made.close(Action.DECLINE, at, Status.DECLINED, texts.decline_reason(rng))
    elif made.wanted == Status.WITHDRAWN and rng.random() < 0.5:
        made.close(Action.WITHDRAW, at, Status.WITHDRAWN, texts.withdrawal_reason(rng))
    else:
        made.step(Action.APPROVE, at, Status.REGISTERED, stamp="registered_at")
        _after_approval(made, calendar, at)


def _after_approval(made: Made, calendar: Calendar, at: datetime):
    rng = calendar.rng
    if made.wanted == Status.WITHDRAWN:
        made.close(Action.WITHDRAW, calendar.later(at, 3, 12), Status.WITHDRAWN, texts.withdrawal_reason(rng))
        return
    if made.wanted in _REPORTED or (made.wanted == Status.NOT_RECOGNISED and rng.random() < 0.6):
        made.row.report = made.text.report
        last = min(calendar.plan.reports[1], calendar.plan.decided[0] - timedelta(days=1))
        reported = calendar.at(calendar.day(min(calendar.plan.reports[0], last), last))
        made.step(Action.REPORT, max(reported, at + timedelta(hours=1)), Status.REPORTED, stamp="reported_at")
    if made.wanted == Status.NOT_RECOGNISED:
        day = calendar.day(*calendar.plan.decided)
        made.close(Action.DECIDE_AGAINST, calendar.at(day), Status.NOT_RECOGNISED, texts.against_reason(rng))


def _return(made: Made, calendar: Calendar):
    rng, row = calendar.rng, made.row
    at = row.opened_at = max(calendar.at(calendar.today - timedelta(days=rng.randint(1, 4))), row.submitted_at)
    row.correct_until = calendar.today + timedelta(days=rng.randint(3, 9))
    parts = rng.sample(["aims", "results", "resources", "method", "place"], k=2)
    said = {part: texts.remark(rng, part) for part in parts}
    made.step(Action.RETURN, at, Status.RETURNED, stamp="returned_at", remark="\n".join(said.values()))
    made.remarks = [Remark(part=part, text=text, made_by=made.reviewer, made_at=at) for part, text in said.items()]


def _leave_gaps(row: Initiative, rng: Random):
    """A draft is half written."""
    for part in rng.sample(TEXT_PARTS, k=rng.randint(2, 6)):
        setattr(row, part, "")
    if rng.random() < 0.1:
        row.title, row.sector = "", None
