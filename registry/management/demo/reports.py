"""The demo's reports: that of 2024, frozen some days before the last decisions of the year, and the draft of 2025.

The totals of 2024 are those of its end, so comparing the frozen figures with today tells what the last days brought.
"""

from datetime import date, datetime

from django.utils import timezone

from registry.models import Campaign, Highlight, Initiative, IssuingBody, Unit, User
from registry.queries import report_highlights
from registry.services import reports
from registry.vocabulary import Level, ReportKind, SubmitterType

from . import people, texts

FROZEN_AT = datetime(2024, 12, 19, 16, 30)
SIGNED_ON = date(2024, 12, 20)
OTHERS = 3  # highlights beside the road of Bình Sơn Đông
# What stands in the place of each gap of the first wording, in their order.
WRITTEN = [
    "Cấp ủy, chính quyền các cấp ban hành kế hoạch, phân công cơ quan chủ trì và giao chỉ tiêu đăng ký cho từng địa phương.",
    "Tổ chức các hội nghị hướng dẫn đăng ký, viết báo cáo kết quả; phát tài liệu đến từng thôn, khu phố.",
    "Kiểm tra thực tế theo cụm; sơ kết giữa đợt, tổng kết và biểu dương nhân ngày truyền thống công tác dân vận của Đảng.",
    "Số mô hình đăng ký và được công nhận đều tăng; nhiều mô hình xuất phát từ nhu cầu của Nhân dân, có kết quả đo đếm được.",
    "Một số đơn vị chưa gửi mô hình đăng ký; số liệu báo cáo ở một số mô hình còn mang tính ước lượng.",
    "Nơi nào cấp ủy quan tâm, phân công rõ người, rõ việc thì mô hình bền vững; cần hướng dẫn ghi số liệu ngay khi đăng ký.",
    "Hoàn thành hồ sơ, công nhận các mô hình còn lại trước khi kết thúc năm.",
]
TOLD = (
    "Nhân dân cùng góp công, góp sức thực hiện; kết quả được công khai tại nhà văn hóa, "
    "có quy chế tự quản để duy trì lâu dài và các thôn bên cạnh đến học tập."
)


def write(cast: dict[str, User]):
    """Freeze the report of 2024, begin that of 2025 with its words."""
    by, unit = cast["province"], Unit.objects.get(key=people.PROVINCE)
    years = {campaign.year: campaign for campaign in Campaign.objects.filter(year__in=[2024, 2025])}
    bodies = IssuingBody.objects.filter(level=Level.PROVINCE, unit=unit)
    then = bodies.filter(is_active=False).order_by("pk").first() or bodies.order_by("pk").first()
    report = reports.prepare(by=by, kind=ReportKind.YEARLY, campaign=years[2024], body=then, unit=unit)
    words = report.text
    for sentence in WRITTEN:
        words = words.replace("…", sentence, 1)
    report = reports.change(
        report,
        by=by,
        version=None,
        title=report.title,
        text=words,
        number="187-BC/BDV",
        reported_on=SIGNED_ON,
        signatory=report.signatory,
        signatory_position=report.signatory_position,
        recipients=report.recipients,
    )
    if chosen := _highlights(report, by):
        reports.add_highlights(report, chosen, by=by)
    Highlight.objects.filter(report=report).update(text=TOLD)
    reports.freeze(report, by=by, at=timezone.make_aware(FROZEN_AT))
    today = bodies.filter(is_active=True).order_by("pk").first() or then
    reports.prepare(by=by, kind=ReportKind.YEARLY, campaign=years[2025], body=today, unit=unit)


def _highlights(report, by) -> list[Initiative]:
    """The road of Bình Sơn Đông, and some models that the province recognised, all before the figures were frozen."""
    found = report_highlights.candidates(report, by).filter(recognised_at__lt=timezone.make_aware(FROZEN_AT))
    road = found.filter(title=texts.BINH_SON_DONG.title)
    collectives = found.filter(submitter_type=SubmitterType.COLLECTIVE, recognitions__level=Level.PROVINCE)
    return [*road[:1], *collectives.exclude(pk__in=road).order_by("pk")[:OTHERS]]
