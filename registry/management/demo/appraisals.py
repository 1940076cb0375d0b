"""Criteria and appraisals of the demo. The criteria follow ideas that are public; who appraised and how is invented."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random

from registry.models import (
    Appraisal,
    Assignment,
    Campaign,
    CriteriaSet,
    Criterion,
    Entry,
    Initiative,
    Membership,
    Score,
    Unit,
    User,
)
from registry.queries import appraisals as questions
from registry.services import criteria as services
from registry.services import trail
from registry.services.criteria import Row
from registry.vocabulary import Action, AppraisalState, Entrance, Level, Recommendation, Role, Status, SubmitterType

from .life import HERE
from .people import AN_SINH, PROVINCE

COLLECTIVE = [
    Row("Sáng tạo, tiết kiệm thời gian và kinh phí", 20, "Cách làm mới so với năm trước; nêu rõ tiết kiệm được gì."),
    Row("Nhân dân tự giác chấp hành chủ trương, pháp luật", 25, "Xem biên bản họp dân, tỷ lệ hộ đồng thuận."),
    Row("Tập hợp được lực lượng tham gia", 20, "Ai chủ trì, ai phối hợp, số người và ngày công."),
    Row("Hài hòa lợi ích của các bên", 15, "Đóng góp là tự nguyện; không có khiếu nại chưa giải quyết."),
    Row("Duy trì và nhân rộng được", 20, "Có quy chế hoặc tổ tự quản; đơn vị khác có thể làm theo."),
]
INDIVIDUAL = [
    Row("Bản thân và gia đình gương mẫu", 25, "Ý kiến nhận xét của chi bộ, khu dân cư nơi cư trú."),
    Row("Có sáng kiến hay", 20, "Nêu việc cụ thể, thời điểm áp dụng."),
    Row("Giải quyết được việc khó, việc tồn đọng", 25, "Việc tồn đọng từ bao giờ, kết quả ra sao."),
    Row("Tận tụy phục vụ nhân dân", 15, "Nhân dân nơi công tác đánh giá thế nào."),
    Row("Hoàn thành tốt nhiệm vụ hằng năm", 15, "Kết quả xếp loại của cơ quan, đơn vị."),
]
# At the level of the province lasting and copying weigh more.
ABOVE = {"Duy trì và nhân rộng được": 30, "Sáng tạo, tiết kiệm thời gian và kinh phí": 10}
APPRAISERS = (
    ("appraiser", "Giáp Thị Ngọc Lam", AN_SINH),
    ("appraiser2", "Ninh Bá Thuyên", AN_SINH),
    ("appraiser3", "Vi Hoàng Đạt", PROVINCE),
)
OPINIONS = (
    "Mô hình đúng hướng, nhân dân đồng thuận, kết quả kiểm tra tại chỗ khớp với báo cáo.",
    "Cách làm cụ thể, dễ nhân rộng; cần bổ sung quy chế duy trì sau khi hoàn thành.",
    "Kết quả bước đầu tốt, song số liệu về ngày công chưa có sổ theo dõi.",
    "Việc làm thiết thực, đã giải quyết được tồn tại nhiều năm của khu.",
)
REASONS = ("", "Có biên bản kèm theo.", "Đã đối chiếu tại khu.", "Còn thiếu số liệu.")
VOID_BECAUSE = "Sửa số liệu chiều dài tuyến đường theo biên bản nghiệm thu."
MOST = 12  # models of the demo's own desk that are appraised


def write(cast: dict[str, User], today: date):
    """The criteria of all campaigns since 2024; on the running one appraisals handed in, being written, late, void."""
    _criteria()
    campaign = Campaign.objects.order_by("-year").first()
    people = {name: _person(name, full_name, unit) for name, full_name, unit in APPRAISERS}
    rng = Random(f"tham-dinh-{campaign.year}")  # noqa: S311 (varied sample data, no secret)
    unit = Unit.objects.get(key=AN_SINH)
    reviewer, province = cast["reviewer"], cast["province"]
    _of_level(campaign, Level.GRASSROOTS, unit, reviewer, [people["appraiser"], people["appraiser2"], reviewer], today, rng)
    _of_level(campaign, Level.PROVINCE, None, province, [people["appraiser3"], province], today, rng)


def _person(username: str, full_name: str, unit: str) -> User:
    user = User(username=username, full_name=full_name, email=f"{username}@example.invalid")
    user.set_unusable_password()  # nobody logs in with it
    user.save()
    Membership.objects.create(user=user, unit=Unit.objects.get(key=unit), role=Role.REVIEWER)
    return user


def _criteria():
    """By type and level for 2024, copied for each year after it as staff do, with a second version in the running one."""
    campaigns = list(Campaign.objects.filter(year__gte=2024).order_by("year"))
    admin = User.objects.get(username="admin")
    for level in (Level.GRASSROOTS, Level.PROVINCE):
        for type_, rows in ((SubmitterType.COLLECTIVE, COLLECTIVE), (SubmitterType.INDIVIDUAL, INDIVIDUAL)):
            weighed = rows if level == Level.GRASSROOTS else [_above(row) for row in rows]
            services.begin(campaign=campaigns[0], submitter_type=type_, level=level, rows=weighed, by=admin)
    for before, into in pairwise(campaigns):
        services.copy_from(before, into=into, by=admin)
    for criteria in CriteriaSet.objects.select_related("campaign"):
        made_at = datetime.combine(criteria.campaign.registration_opens - timedelta(days=10), time(9, 15), HERE)
        CriteriaSet.objects.filter(pk=criteria.pk).update(made_at=made_at)


def _above(row: Row) -> Row:
    return Row(row.name, ABOVE.get(row.name, row.weight), row.guidance)


def _of_level(campaign, level, unit, by, people, today: date, rng: Random):
    """Assign some models to two people each, and let what follows happen: handed in, begun, late, nothing yet."""
    models = questions.to_appraise(Initiative.objects.filter(status=Status.REPORTED), campaign, level)
    models = models.filter(duplicate_of__isnull=True, duplicates__isnull=True)
    models = models.filter(unit=unit) if unit else models.exclude(unit__key=AN_SINH)
    rows = list(models.select_related("campaign").prefetch_related("authors").order_by("pk")[:MOST])
    sets = {one.submitter_type: one for one in questions.newest(CriteriaSet.objects.filter(campaign=campaign, level=level))}
    criteria = {one.pk: list(one.criteria.all()) for one in sets.values()}
    entries, scores = [], []
    for place, row in enumerate(rows):
        pair = [people[place % len(people)], people[(place + 1) % len(people)]]
        assigned_at = _at(today, 9, 8)
        due_on = today - timedelta(days=1) if place % 4 == 3 else today + timedelta(days=5 + place % 7)
        Assignment.objects.bulk_create(
            Assignment(initiative=row, level=level, appraiser=person, due_on=due_on, assigned_by=by, assigned_at=assigned_at)
            for person in pair
        )
        data = {"level": level.value, "appraisers": [[], sorted(person.pk for person in pair)]}
        entries.append(_entry(row, Action.ASSIGN, by, assigned_at, data=data))
        for number, person in enumerate(pair):
            kind = (place + number) % 5
            if kind == 4 or (person == by and place > 1):
                continue  # not begun: the demo's own desk has still something to do
            state = AppraisalState.OPEN if kind == 3 else AppraisalState.SIGNED
            one = _appraisal(row, level, person, sets[row.submitter_type], state, today, rng)
            one.save()
            scores += _scores(one, criteria[one.criteria_id], rng, harsh=kind == 2 and number == 1)
            if state == AppraisalState.SIGNED:
                said = {"level": level.value, "recommendation": str(one.recommendation)}
                entries.append(_entry(row, Action.APPRAISE, person, one.signed_at, data=said))
            if level == Level.GRASSROOTS and place == 0 and number == 0:
                entries.append(_void(one, row, by, today))
    Score.objects.bulk_create(scores)
    trail.write(sorted(entries, key=lambda entry: entry.at))


def _appraisal(row, level, person, criteria, state, today: date, rng: Random) -> Appraisal:
    is_signed = state == AppraisalState.SIGNED
    return Appraisal(
        initiative=row,
        level=level,
        appraiser=person,
        criteria=criteria,
        visited_on=today - timedelta(days=rng.randint(4, 6)),
        visited_by="Tổ thẩm định, đại diện khu",
        opinion=rng.choice(OPINIONS) if is_signed else "",
        recommendation=rng.choice([Recommendation.RECOGNISE] * 3 + [Recommendation.NOMINATE]) if is_signed else "",
        state=state,
        begun_at=_at(today, 4, 8),
        signed_at=_at(today, 3, rng.randint(8, 16)) if is_signed else None,
    )


def _scores(one: Appraisal, criteria: list[Criterion], rng: Random, *, harsh: bool) -> list[Score]:
    """Points of 65 to 95 per cent; where one is harsh, of 40 to 55, so that the spread is seen."""
    low, high = (40, 55) if harsh else (65, 95)
    wanted = criteria if one.state == AppraisalState.SIGNED else criteria[: len(criteria) // 2]
    return [
        Score(
            appraisal=one,
            criterion=criterion,
            points=Decimal(round(criterion.weight * rng.randint(low, high) / 50)) / 2,  # in halves
            reason=rng.choice(REASONS),
        )
        for criterion in wanted
    ]


def _void(one: Appraisal, row: Initiative, by: User, today: date) -> Entry:
    """The facts were corrected after it was handed in."""
    one.state, one.voided_at, one.voided_because = AppraisalState.VOID, _at(today, 2, 10), VOID_BECAUSE
    one.save()
    data = {"level": one.level, "id": one.pk, "state": [AppraisalState.SIGNED.value, AppraisalState.VOID.value]}
    return _entry(row, Action.APPRAISE, by, one.voided_at, remark=VOID_BECAUSE, data=data)


def _entry(row: Initiative, action: Action, by: User, at: datetime, *, data: dict, remark="") -> Entry:
    return Entry(
        at=at,
        actor=by,
        entrance=Entrance.PAGE,
        action=action,
        initiative=row,
        subject=row.code,
        from_status=row.status,
        to_status=row.status,
        remark=remark,
        data=data,
    )


def _at(today: date, days: int, hour: int) -> datetime:
    return datetime.combine(today - timedelta(days=days), time(hour, 20), HERE)
