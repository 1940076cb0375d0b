"""The demo's letters of nomination: what communes (and districts, while there were any) proposed to the province.

Every model that the province recognises beside its commune was nominated before; some more were returned, are not
recognised there, or still wait.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from registry.models import IssuingBody, Nomination, Nominee, Recognition, Unit, User
from registry.vocabulary import Action, Level, NominationState, RecognitionState, Status, Tier

from . import people, texts
from .life import Calendar, Made
from .papers import REFORM, Papers

# How many models beside the recognised ones came to what.
BESIDE = {NominationState.RETURNED: 16, NominationState.NOMINATED: 14, NominationState.NOT_RECOGNISED: 9}
CENTRAL = 5  # models of each closed campaign that the province proposes to the centre
_SHAPES = {Level.GRASSROOTS: "/TTr-UBND", Level.DISTRICT: "-TTr/BDV", Level.PROVINCE: "-TTr/TU"}
RETURNED_BECAUSE = [
    "Báo cáo thành tích chưa nêu số liệu so với trước khi triển khai; đề nghị bổ sung.",
    "Thiếu biên bản họp xét của cấp cơ sở; đề nghị gửi kèm.",
    "Chưa làm rõ khả năng nhân rộng sang đơn vị khác; đề nghị bổ sung minh chứng.",
    "Ảnh minh chứng chưa thể hiện kết quả sau khi hoàn thành; đề nghị bổ sung.",
]
REFUSED_BECAUSE = [
    "Hiệu quả mới trong phạm vi khu dân cư, chưa đạt tiêu chí cấp tỉnh.",
    "Thời gian duy trì chưa đủ để đánh giá ở cấp tỉnh; đề nghị tiếp tục theo dõi.",
    "Nội dung trùng với mô hình đã được công nhận cấp tỉnh của đơn vị bạn.",
]


@dataclass
class Letter:
    """One unit's letter: the body that wrote it, and its models, each with what came of it."""

    unit: Unit
    body: IssuingBody
    lines: list[tuple[Made, NominationState]] = field(default_factory=list)
    nominees: list[Nominee] = field(default_factory=list)
    row: Nomination | None = None


def plan(made: list[Made], papers: Papers, calendar: Calendar, cast: dict[str, User]) -> list[Letter]:
    """Draw the letters of one campaign, and put each model's steps into its trail, between the two recognitions.

    Called before the models are written; `write` follows after. The draws are those of a stream of its own.
    """
    rng = Random(f"de-nghi-cap-tren-{calendar.plan.year}")  # noqa: S311 (varied sample data, no secret)
    campaign = calendar.campaign_id
    calendar = Calendar(calendar.plan, rng, calendar.today)
    calendar.campaign_id = campaign
    latest = calendar.plan.decided[1] - timedelta(days=2)  # what was recognised later was not nominated any more
    open_ = [one for one in made if _base(one) and timezone.localdate(_base(one).recognised_at) <= latest]
    recognised = [one for one in open_ if _above(one)]
    others = [one for one in open_ if not _above(one)]
    states = [state for state, number in BESIDE.items() for _one in range(number)]
    drawn = rng.sample(others, k=min(len(states), len(others) // 2))
    lines = [(one, NominationState.RECOGNISED) for one in recognised]
    lines += list(zip(drawn, rng.sample(states, k=len(drawn)), strict=True))
    letters: dict[int, Letter] = {}
    for one, state in lines:
        unit, body = _nominating(one, papers, calendar)
        letters.setdefault(unit.pk, Letter(unit, body)).lines.append((one, state))
    for number, letter in enumerate(letters.values(), start=11):
        _send(letter, number, calendar, rng, cast)
    found = list(letters.values())
    if recognised and not calendar.is_running():
        found.append(_to_the_centre(recognised[:CENTRAL], papers, calendar, rng, cast))
    elif left := [one for one in others if one not in drawn and _base(one).decision.body.unit.key == people.AN_SINH]:
        found.append(_draft(left, calendar, cast["reviewer"]))
    return found


def _base(one: Made) -> Recognition | None:
    """The standing recognition of the commune, if it was the first."""
    found = next(iter(one.recognitions), None)
    stands = found and one.row.status == Status.RECOGNISED and found.state == RecognitionState.STANDING
    return found if stands and found.level == Level.GRASSROOTS else None


def _above(one: Made) -> Recognition | None:
    return next((row for row in one.recognitions if row.level == Level.PROVINCE), None)


def _nominating(one: Made, papers: Papers, calendar: Calendar) -> tuple[Unit, IssuingBody]:
    """Who nominates: the commune that recognised it; before the reform the district, for all its communes."""
    body, day = _base(one).decision.body, calendar.plan.decided[1]
    if day >= REFORM:
        return body.unit, body
    district = papers.units[papers._names(day)[body.unit_id].parent_id]
    return district, papers._body(Level.DISTRICT, district.pk, day)


def _row(letter: Letter, calendar: Calendar, sender: User, **values) -> Nomination:
    to_centre = letter.unit.tier == Tier.PROVINCE
    return Nomination(
        campaign_id=calendar.campaign_id,
        unit=letter.unit,
        body=letter.body,
        from_level=Level.PROVINCE if to_centre else Level.GRASSROOTS,
        level=Level.CENTRAL if to_centre else Level.PROVINCE,
        created_by=sender,
        **values,
    )


def _send(letter: Letter, number: int, calendar: Calendar, rng: Random, cast: dict[str, User]):
    """Give the letter its number and day, and each of its models the steps that it took by it."""
    latest = max(_base(one).recognised_at for one, _state in letter.lines)
    sent_at = min(calendar.at(timezone.localdate(latest) + timedelta(days=1)), calendar.latest)
    sender = cast["reviewer"] if letter.unit.key == people.AN_SINH else _archive(cast)
    _sign(letter, number, sent_at, calendar, rng, sender)
    for one, state in letter.lines:
        above = _above(one)
        if sent_at < _base(one).recognised_at or (above and above.recognised_at <= sent_at):
            continue  # the province did not wait for the letter
        nominee = _nominate(letter, one, state, sender)
        if above:
            nominee.decided_by, nominee.decided_at = above.recognised_by, above.recognised_at
        elif state != NominationState.NOMINATED:
            is_returned = state == NominationState.RETURNED
            nominee.decided_by, nominee.decided_at = cast["province"], calendar.later(sent_at, 1, 6)
            nominee.remark = rng.choice(RETURNED_BECAUSE if is_returned else REFUSED_BECAUSE)
            action = Action.RETURN_NOMINATION if is_returned else Action.REFUSE_NOMINATION
            _step(letter, one, action, nominee.decided_at, nominee.decided_by, nominee.remark)


def _to_the_centre(chosen: list[Made], papers: Papers, calendar: Calendar, rng: Random, cast) -> Letter:
    """The province's own letter: some of what it recognised is proposed to the centre, and waits there."""
    body = papers._body(Level.PROVINCE, papers.province.pk, calendar.plan.decided[1])
    letter = Letter(papers.province, body)
    latest = max(_above(one).recognised_at for one in chosen)
    sent_at = calendar.at(timezone.localdate(latest) + timedelta(days=rng.randint(3, 9)))
    _sign(letter, rng.randint(60, 240), sent_at, calendar, rng, _archive(cast))
    for one in chosen:
        _nominate(letter, one, NominationState.NOMINATED, _archive(cast))
    return letter


def _draft(chosen: list[Made], calendar: Calendar, writer: User) -> Letter:
    """A letter that is still being written."""
    body = _base(chosen[0]).decision.body
    letter = Letter(body.unit, body)
    letter.row = _row(letter, calendar, writer)
    for one in chosen:
        nominee = Nominee(level=Level.PROVINCE, initiative=one.row, added_by=writer)
        letter.nominees.append(nominee)
    return letter


def _sign(letter: Letter, number: int, sent_at: datetime, calendar: Calendar, rng: Random, sender: User):
    is_commune = letter.body.level == Level.GRASSROOTS
    letter.row = _row(
        letter,
        calendar,
        sender,
        number=f"{number}{_SHAPES[letter.body.level]}",
        dated=timezone.localdate(sent_at),
        signatory=texts.person_name(rng),
        signatory_position="Chủ tịch" if is_commune else "Trưởng ban",
        sent_by=sender,
        sent_at=sent_at,
    )


def _nominate(letter: Letter, one: Made, state: NominationState, sender: User) -> Nominee:
    nominee = Nominee(level=letter.row.level, initiative=one.row, state=state, added_by=sender)
    letter.nominees.append(nominee)
    _step(letter, one, Action.NOMINATE, letter.row.sent_at, sender)
    return nominee


def _step(letter: Letter, one: Made, action: Action, at: datetime, actor: User, remark=""):
    """Put one step into the model's trail at its time; it changes no status, and the last change stays the last."""
    changed_at = one.row.changed_at
    one.step(action, at, one.row.status, remark=remark, data={"letter": letter.row.number, "level": letter.row.level})
    one.entries[-1].actor = actor
    one.entries.sort(key=lambda entry: entry.at)
    one.row.changed_at = max(changed_at, at)


def _archive(cast: dict[str, User]) -> User:
    """Who sent the letters of the past: a closed account, and not the one by which they were decided."""
    name = "archive-nomination"
    if name not in cast:
        cast[name] = User(username=name, full_name="Đề nghị từ danh mục Excel", is_active=False)
        cast[name].set_unusable_password()
        cast[name].save()
    return cast[name]


def write(letters: list[Letter]):
    """Write the letters and their lists, after the models."""
    kept = [letter for letter in letters if letter.nominees]
    Nomination.objects.bulk_create([letter.row for letter in kept])
    for letter in kept:
        for nominee in letter.nominees:
            nominee.nomination = letter.row
            nominee.initiative = nominee.initiative  # its id is known now
    Nominee.objects.bulk_create([nominee for letter in kept for nominee in letter.nominees], batch_size=500)
