"""More time for units of the demo: asked for, given, refused, and one request that still waits. All are invented."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from registry.models import Campaign, Entry, Extension, Unit, User
from registry.services import trail
from registry.vocabulary import Entrance, Window

from .life import HERE


@dataclass(frozen=True)
class Story:
    """A request and its answer. Without `until` it is refused, without `decided_on` it waits; `asked_on` None: nobody asked."""

    unit: Unit
    window: Window
    asked_on: date | None = None
    asked_because: str = ""
    decided_on: date | None = None
    reason: str = ""
    until: date | None = None
    asked_by: str = "archive-entry"
    decided_by: str = "archive-review"


def of_last_year(campaign: Campaign, units: list[Unit]) -> list[Story]:
    """Four units in a closed campaign: two were given more time, two were not."""
    one, two, three, four = units[:4]
    registration, reports = campaign.registration_closes, campaign.reports_close
    return [
        Story(
            one,
            Window.REGISTRATION,
            registration - timedelta(days=6),
            "Đơn vị vừa sắp xếp, cán bộ phụ trách mới nhận bàn giao hồ sơ.",
            registration - timedelta(days=3),
            "Đồng ý vì đơn vị vừa sắp xếp tổ chức.",
            registration + timedelta(days=15),
        ),
        Story(
            two,
            Window.REGISTRATION,
            registration - timedelta(days=4),
            "Đơn vị muốn đăng ký thêm một mô hình còn đang bàn với nhân dân.",
            registration - timedelta(days=2),
            "Mô hình chưa thống nhất với nhân dân, đề nghị đăng ký vào năm sau.",
        ),
        Story(
            three,
            Window.REPORT,
            decided_on=reports - timedelta(days=5),
            reason="Mưa bão kéo dài, việc nghiệm thu phải lùi lại.",
            until=campaign.cutoff_on - timedelta(days=2),
        ),
        Story(
            four,
            Window.REPORT,
            reports - timedelta(days=7),
            "Chưa tập hợp đủ số liệu của các khu.",
            reports - timedelta(days=5),
            "Thời gian báo cáo còn đủ, đề nghị gửi số liệu đã có.",
        ),
    ]


def of_this_year(
    campaign: Campaign, today: date, unit: Unit, neighbour: Unit, correcting: list[Unit], other: Unit
) -> list[Story]:
    """The running campaign: the demo's own unit and another wait for an answer, two were given time, one was refused."""
    stories = [
        Story(
            unit,
            Window.CORRECTION,
            today - timedelta(days=1),
            "Cán bộ phụ trách đi tập huấn, xin thêm thời gian để lấy lại số liệu của khu.",
            asked_by="unit",
        ),
        Story(
            neighbour,
            Window.CORRECTION,
            today - timedelta(days=3),
            "Khu họp nhân dân vào cuối tuần mới thống nhất được mục tiêu.",
            today - timedelta(days=2),
            "Đồng ý, đề nghị gửi lại ngay sau cuộc họp.",
            today + timedelta(days=12),
            asked_by="neighbour",
            decided_by="province",
        ),
        Story(
            other,
            Window.REGISTRATION,
            decided_on=today - timedelta(days=6),
            reason="Địa bàn đảo, liên lạc gián đoạn sau bão.",
            until=campaign.registration_closes + timedelta(days=15),
            decided_by="province",
        ),
    ]
    answers = [
        {},
        {"decided_on": today - timedelta(days=1), "reason": "Nội dung cần bổ sung ít, thời hạn còn đủ."},
    ]
    for place, answer in zip(correcting, answers, strict=False):
        asked = (today - timedelta(days=2), "Đang chờ biên bản họp của khu để bổ sung.")
        stories.append(Story(place, Window.CORRECTION, *asked, **answer, decided_by="province"))
    return stories


def write(campaign: Campaign, stories: list[Story], cast: dict[str, User]):
    """The rows, and the entries that asking and deciding left."""
    rows = [
        Extension(
            campaign=campaign,
            unit=story.unit,
            window=story.window,
            asked_by=cast[story.asked_by] if story.asked_on else None,
            asked_at=_at(story.asked_on, 9),
            asked_because=story.asked_because,
            until=story.until,
            reason=story.reason,
            decided_by=cast[story.decided_by] if story.decided_on else None,
            decided_at=_at(story.decided_on, 15),
        )
        for story in stories
    ]
    Extension.objects.bulk_create(rows)
    entries = []
    for row in rows:
        if row.asked_at:
            entries.append(_entry(row, "ask", row.asked_by, row.asked_at, row.asked_because))
        if row.decided_at:
            entries.append(_entry(row, "give" if row.until else "refuse", row.decided_by, row.decided_at, row.reason))
    trail.write(entries)


def _at(day: date | None, hour: int) -> datetime | None:
    return day and datetime.combine(day, time(hour, 20), HERE)


def _entry(row: Extension, act: str, by: User, at: datetime, remark: str) -> Entry:
    data = {"id": row.pk, "window": str(row.window)}
    if act == "give":
        data["until"] = [None, row.until.isoformat()]
    return Entry(
        at=at,
        actor=by,
        entrance=Entrance.PAGE,
        action=f"extension.{act}",
        subject=f"{row.unit.key} · {row.campaign.year}",
        remark=remark,
        data=data,
    )
