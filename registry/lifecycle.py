"""One model's life as one table: which action leads from which status to which, and who is asked. No database here."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from registry.vocabulary import Action, Status


class Side(Enum):
    """Who is asked for a step."""

    SUBMITTER = "submitter"
    REVIEWER = "reviewer"


class Brings(Enum):
    """What a step cannot do without."""

    NOTHING = "nothing"
    EVERYTHING = "everything mandatory"
    REMARK = "a remark"
    REASON = "a reason"
    PARTS = "a remark for each part that must change"
    RESULTS = "results"
    DECISION = "an issued decision"
    DECISION_AND_GROUND = "a decision and a ground"


class Where(Enum):
    """A target that the table alone does not know."""

    SAME = "the status stays"
    BEFORE = "where the model was before"
    COUNTED = "recognised while a recognition stands, else revoked"


@dataclass(frozen=True)
class Step:
    """The way of one action: `paths` maps each status from which it is open to the status to which it leads."""

    side: Side
    paths: dict[Status, Status | Where] = field(hash=False)
    brings: Brings = Brings.NOTHING


def _from(*sources: Status, to: Status | Where) -> dict[Status, Status | Where]:
    return dict.fromkeys(sources, to)


_BEING_WRITTEN = [Status.DRAFT, Status.RETURNED, Status.REGISTERED]
_APPRAISED = [Status.REGISTERED, Status.REPORTED, Status.RECOGNISED]
_AFTER_SUBMISSION = [status for status in Status if status is not Status.DRAFT]

STEPS: dict[Action, Step] = {
    Action.SAVE: Step(Side.SUBMITTER, _from(*_BEING_WRITTEN, to=Where.SAME)),
    Action.SUBMIT: Step(Side.SUBMITTER, _from(Status.DRAFT, Status.RETURNED, to=Status.SUBMITTED), Brings.EVERYTHING),
    Action.TAKE_BACK: Step(Side.SUBMITTER, _from(Status.SUBMITTED, to=Status.DRAFT)),
    Action.DELETE: Step(Side.SUBMITTER, _from(Status.DRAFT, to=Where.SAME)),
    Action.WITHDRAW: Step(
        Side.SUBMITTER,
        _from(Status.SUBMITTED, Status.RETURNED, Status.REGISTERED, Status.REPORTED, to=Status.WITHDRAWN),
        Brings.REASON,
    ),
    Action.REPORT: Step(Side.SUBMITTER, _from(Status.REGISTERED, to=Status.REPORTED), Brings.RESULTS),
    Action.OPEN: Step(Side.REVIEWER, _from(Status.SUBMITTED, to=Where.SAME)),
    Action.RETURN: Step(Side.REVIEWER, _from(Status.SUBMITTED, to=Status.RETURNED), Brings.PARTS),
    Action.APPROVE: Step(Side.REVIEWER, _from(Status.SUBMITTED, to=Status.REGISTERED)),
    Action.DECLINE: Step(Side.REVIEWER, _from(Status.SUBMITTED, to=Status.DECLINED), Brings.REMARK),
    Action.RETURN_REPORT: Step(Side.REVIEWER, _from(Status.REPORTED, to=Status.REGISTERED), Brings.REMARK),
    Action.RECOGNISE: Step(
        Side.REVIEWER,
        _from(Status.REGISTERED, Status.REPORTED, Status.RECOGNISED, to=Status.RECOGNISED),
        Brings.DECISION,
    ),
    Action.DECIDE_AGAINST: Step(
        Side.REVIEWER, _from(Status.REGISTERED, Status.REPORTED, to=Status.NOT_RECOGNISED), Brings.REMARK
    ),
    Action.REVOKE: Step(Side.REVIEWER, _from(Status.RECOGNISED, to=Where.COUNTED), Brings.DECISION_AND_GROUND),
    Action.REINSTATE: Step(Side.REVIEWER, _from(Status.REVOKED, Status.RECOGNISED, to=Status.RECOGNISED), Brings.DECISION),
    Action.CANCEL_ENTRY: Step(Side.REVIEWER, _from(Status.RECOGNISED, to=Where.BEFORE), Brings.REASON),
    Action.REOPEN: Step(
        Side.REVIEWER,
        {
            Status.DECLINED: Status.SUBMITTED,
            Status.NOT_RECOGNISED: Where.BEFORE,
            Status.WITHDRAWN: Where.BEFORE,
        },
        Brings.REASON,
    ),
    Action.AMEND: Step(Side.REVIEWER, _from(*_AFTER_SUBMISSION, to=Where.SAME), Brings.REASON),
    Action.CLEAR: Step(Side.REVIEWER, _from(Status.RECOGNISED, to=Where.SAME)),
    Action.UNCLEAR: Step(Side.REVIEWER, _from(Status.RECOGNISED, to=Where.SAME), Brings.REASON),
    Action.ATTACH: Step(Side.SUBMITTER, _from(*_BEING_WRITTEN, to=Where.SAME)),
    Action.DETACH: Step(Side.SUBMITTER, _from(*_BEING_WRITTEN, to=Where.SAME)),
    Action.CONSENT: Step(Side.SUBMITTER, _from(*_AFTER_SUBMISSION, to=Where.SAME)),
    Action.WITHDRAW_CONSENT: Step(Side.SUBMITTER, _from(*_AFTER_SUBMISSION, to=Where.SAME)),
    Action.END: Step(Side.SUBMITTER, _from(Status.RECOGNISED, to=Where.SAME), Brings.REASON),
    Action.MARK_DUPLICATE: Step(Side.REVIEWER, _from(*_AFTER_SUBMISSION, to=Where.SAME), Brings.REMARK),
    Action.UNMARK_DUPLICATE: Step(Side.REVIEWER, _from(*_AFTER_SUBMISSION, to=Where.SAME)),
    Action.LINK: Step(Side.REVIEWER, _from(*_AFTER_SUBMISSION, to=Where.SAME), Brings.REMARK),
    Action.ASSIGN: Step(Side.REVIEWER, _from(*_APPRAISED, to=Where.SAME)),
    Action.APPRAISE: Step(Side.REVIEWER, _from(*_APPRAISED, to=Where.SAME)),
    Action.NOMINATE: Step(Side.REVIEWER, _from(Status.RECOGNISED, to=Where.SAME)),
    Action.RETURN_NOMINATION: Step(Side.REVIEWER, _from(Status.RECOGNISED, to=Where.SAME), Brings.REMARK),
    Action.REFUSE_NOMINATION: Step(Side.REVIEWER, _from(Status.RECOGNISED, to=Where.SAME), Brings.REMARK),
    Action.OPEN_CASE: Step(Side.REVIEWER, _from(Status.RECOGNISED, to=Where.SAME), Brings.REASON),
    Action.PROPOSE_REVOCATION: Step(Side.REVIEWER, _from(Status.RECOGNISED, to=Where.SAME)),
    Action.DROP_CASE: Step(Side.REVIEWER, _from(Status.RECOGNISED, to=Where.SAME), Brings.REASON),
    Action.CORRECT: Step(Side.REVIEWER, _from(Status.RECOGNISED, to=Where.SAME), Brings.DECISION),
}


def is_open(action: Action, status: Status) -> bool:
    """Whether the table leads anywhere from `status` by `action`."""
    return status in STEPS[action].paths


def open_actions(status: Status, side: Side | None = None) -> list[Action]:
    """The actions that the table allows from `status`, in the order of the table; of one side if given."""
    return [a for a, step in STEPS.items() if status in step.paths and side in (None, step.side)]


def target(action: Action, status: Status, *, before: str = "", standing: bool = False) -> Status:
    """The status to which `action` leads from `status`.

    `before` is where the model was (for reopening and cancelling); `standing` says whether another recognition stands.
    Raises KeyError if the step is not open from `status`.
    """
    aim = STEPS[action].paths[Status(status)]
    match aim:
        case Where.SAME:
            return Status(status)
        case Where.BEFORE:
            return Status.RECOGNISED if standing else Status(before)
        case Where.COUNTED:
            return Status.RECOGNISED if standing else Status.REVOKED
        case _:
            return aim


# The counts of the catalogue, by status (withdrawn models need the time of approval beside it: queries.statistics).
REGISTERED_STATUSES: Iterable[Status] = (
    Status.REGISTERED,
    Status.REPORTED,
    Status.RECOGNISED,
    Status.NOT_RECOGNISED,
    Status.REVOKED,
)
