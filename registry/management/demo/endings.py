"""Models of last year that their units do not keep up, each with the reason that the unit gave. All are invented."""

from collections.abc import Mapping
from datetime import datetime
from random import Random

from registry.models import Campaign, Ending, Entry, Initiative, User
from registry.services import trail
from registry.vocabulary import Action, Entrance, Status

from .life import Made

SHARE = 40  # one of so many
REASONS = [
    "Việc đã hoàn thành trọn vẹn trong năm trước, nay do tổ tự quản duy trì.",
    "Nội dung đã trở thành nền nếp, không cần đăng ký riêng.",
    "Đơn vị tập trung cho mô hình mới có phạm vi rộng hơn.",
    "Khu dân cư đã sáp nhập, nội dung được gộp vào mô hình chung.",
    "Người phụ trách chuyển công tác, chưa có người tiếp nhận.",
]


def end_some(open_: list[Made], desks: Mapping[User, list[Made]], campaign: Campaign, *, at: list[datetime], rng: Random):
    """End one in `SHARE` of the models that nobody keeps up in `campaign`, and one of each desk's own, by its person.

    `at` are the moments at which it may happen.
    """
    ended = {own[0].row.pk: (own[0], author) for author, own in desks.items() if own}
    for one in rng.sample(open_, k=len(open_) // SHARE):
        ended.setdefault(one.row.pk, (one, one.author))
    endings, entries = [], []
    for one, author in ended.values():
        moment, reason = rng.choice(at), rng.choice(REASONS)
        one.row.version += 1
        one.row.changed_at = max(moment, one.row.changed_at)
        endings.append(Ending(initiative=one.row, campaign=campaign, reason=reason, made_by=author, made_at=one.row.changed_at))
        entries.append(
            Entry(
                at=one.row.changed_at,
                actor=author,
                entrance=Entrance.IMPORT if author.username.startswith("archive") else Entrance.PAGE,
                action=Action.END,
                initiative=one.row,
                subject=one.row.code,
                from_status=Status.RECOGNISED,
                to_status=Status.RECOGNISED,
                remark=reason,
            )
        )
    Ending.objects.bulk_create(endings)
    trail.write(entries)
    Initiative.objects.bulk_update([one.row for one, _author in ended.values()], ["version", "changed_at"], batch_size=100)
