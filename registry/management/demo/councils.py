"""Councils of the running campaign: how the levels decide, one session of the province that is over, one that is prepared.

Members, votes and results are invented. 2023 to 2025 were decided without councils.
"""

from datetime import date, datetime, time, timedelta
from random import Random

from django.db.models import Case, Value, When

from registry.models import Campaign, CouncilSession, IssuingBody, LevelSetting, User
from registry.queries import councils as questions
from registry.services import agendas, councils, votes
from registry.services.councils import Member
from registry.services.votes import Vote
from registry.vocabulary import CouncilRole, Level, Status

from . import people, texts
from .life import HERE

MOST_AT_PROVINCE, MOST_AT_AN_SINH = 25, 8
_POSTS = [
    ("Trưởng ban", CouncilRole.CHAIR),
    ("Phó Trưởng ban", CouncilRole.VICE_CHAIR),
    ("Chuyên viên phụ trách phong trào", CouncilRole.SECRETARY),
    ("Phó Chủ tịch Ủy ban Mặt trận Tổ quốc", CouncilRole.MEMBER),
    ("Đại diện Hội Nông dân", CouncilRole.MEMBER),
    ("Đại diện Hội Liên hiệp Phụ nữ", CouncilRole.MEMBER),
    ("Đại diện Đoàn Thanh niên", CouncilRole.MEMBER),
    ("Đại diện Công an", CouncilRole.MEMBER),
    ("Đại diện Ban Chỉ huy Quân sự", CouncilRole.MEMBER),
]
_COURSE = "Tổ giúp việc báo cáo kết quả thẩm định từng mô hình. Các thành viên thảo luận, sau đó bỏ phiếu kín."
_NOTES = ["Cần làm rõ kinh phí duy trì.", "Đề nghị nhân rộng trong năm tới.", "Số liệu đã được kiểm tra tại cơ sở."]


def write(cast: dict[str, User], today: date):
    """Set how the levels of the running campaign decide; hold the province's session and prepare that of An Sinh."""
    campaign = Campaign.objects.get(year=today.year)
    rng = Random(f"hoi-dong-{campaign.year}")  # noqa: S311 (varied sample data, no secret)
    shares = {"quorum": "2/3", "threshold": "70 %"}
    LevelSetting.objects.update_or_create(campaign=campaign, level=Level.PROVINCE, defaults={"uses_council": True, **shares})
    LevelSetting.objects.update_or_create(campaign=campaign, level=Level.GRASSROOTS, defaults={"uses_council": False, **shares})
    _hold(_body(Level.PROVINCE, people.PROVINCE), cast["province"], campaign, today - timedelta(days=4), rng)
    _prepare(_body(Level.GRASSROOTS, people.AN_SINH), cast, campaign, today, rng)


def _body(level: Level, key: str) -> IssuingBody | None:
    return IssuingBody.objects.filter(level=level, unit__key=key, is_active=True).order_by("pk").first()


def _hold(body: IssuingBody | None, by: User, campaign: Campaign, day: date, rng: Random):
    """A session that is over: most models were passed, some were not."""
    if not body:
        return
    session = councils.prepare(
        by=by, campaign=campaign, body=body, held_on=day, place="Phòng họp số 2, trụ sở cơ quan", remarks=_COURSE
    )
    councils.set_members(session, by=by, members=_members(rng, secretary=by, absent={6}))
    agendas.add(session, _due(session, by)[:MOST_AT_PROVINCE], by=by)
    present = session.members.filter(is_present=True).count()
    counted = {}
    for number, item in enumerate(session.items.all()):
        against = rng.choice([0, 0, 0, 1, 1, 2]) if number % 6 else rng.choice([3, 4])
        counted[item.pk] = Vote(present - against, against, rng.choice(_NOTES) if number % 7 == 3 else "")
    votes.record(session, by=by, votes=counted)
    councils.close(session, by=by, number="03/BB-HĐTĐ")
    CouncilSession.objects.filter(pk=session.pk).update(closed_at=datetime.combine(day, time(16, 40), HERE))


def _prepare(body: IssuingBody | None, cast: dict[str, User], campaign: Campaign, today: date, rng: Random):
    """A session of today with a member who entered models; the votes on two are recorded already."""
    by = cast["reviewer"]
    if not body:
        return
    session = councils.prepare(by=by, campaign=campaign, body=body, held_on=today, place="Hội trường phường An Sinh")
    members = _members(rng, secretary=by, absent={7})
    members[3] = Member(cast["unit"].full_name, "Công chức Văn hóa - Xã hội", account=cast["unit"])
    councils.set_members(session, by=by, members=members)
    agendas.add(session, _due(session, by)[:MOST_AT_AN_SINH], by=by)
    law, seated = questions.Law.of(session), questions.members_of(session)
    lines = questions.lines(session, seated, law)
    votes.record(session, by=by, votes={line.item.pk: Vote(line.voters, 0) for line in lines[:2]})


def _due(session: CouncilSession, by: User) -> list:
    """What could be put on the agenda, reported models first."""
    reported_first = Case(When(status=Status.REPORTED, then=Value(0)), default=Value(1))
    found = questions.candidates(session, by).order_by(reported_first, "submitted_at", "pk")
    return agendas.sort_out(session, found[:60], by=by).possible


def _members(rng: Random, secretary: User, absent: set[int]) -> list[Member]:
    """Nine members with invented names; the secretary is an account of the demonstration."""
    return [
        Member(
            name=secretary.full_name if role == CouncilRole.SECRETARY else texts.person_name(rng),
            position=post,
            role=role,
            account=secretary if role == CouncilRole.SECRETARY else None,
            is_present=number not in absent,
        )
        for number, (post, role) in enumerate(_POSTS)
    ]
