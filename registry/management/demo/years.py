"""What the demo's campaigns hold. Totals of 2023 and 2024 are those of the province; every split is invented."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from registry.vocabulary import Level, Status


@dataclass(frozen=True)
class Year:
    """One campaign: its calendar, how many models have which status, of which submitters the recognised ones are."""

    year: int
    theme: str
    resolution: str
    registration: tuple[date, date]
    reports: tuple[date, date]
    cutoff: date
    recognised_collective: int
    recognised_individual: int
    others: dict[Status, int]  # every status but recognised
    second_level: int  # how many recognised models hold a province's recognition beside that of their commune
    decided: tuple[date, date]  # between these days decisions were issued
    levels: dict[Level, int] = field(default_factory=dict)  # weights of the first recognition

    @property
    def recognised(self) -> int:
        return self.recognised_collective + self.recognised_individual

    @property
    def total(self) -> int:
        return self.recognised + sum(self.others.values())


# 2024: 2,428 registered, 1,400 recognised, of 1,179 collectives and 221 individuals (the article); 2023: over 1,900 / 722.
CLOSED = [
    Year(
        2023,
        "Dân vận khéo xây dựng nông thôn mới, đô thị văn minh",
        "Kế hoạch phong trào thi đua năm 2023",
        (date(2023, 2, 15), date(2023, 4, 30)),
        (date(2023, 9, 1), date(2023, 10, 31)),
        date(2023, 11, 30),
        608,
        114,
        {
            Status.REGISTERED: 171,
            Status.REPORTED: 402,
            Status.NOT_RECOGNISED: 617,
            Status.DECLINED: 29,
            Status.WITHDRAWN: 21,
        },
        64,
        (date(2023, 10, 5), date(2023, 11, 24)),
        {Level.GRASSROOTS: 78, Level.DISTRICT: 16, Level.PROVINCE: 6},
    ),
    Year(
        2024,
        "Dân vận khéo trong phát triển kinh tế, giữ gìn bản sắc văn hóa, con người Quảng Ninh",
        "Nghị quyết số 31-NQ/TU",
        (date(2024, 2, 20), date(2024, 5, 15)),
        (date(2024, 8, 15), date(2024, 10, 10)),
        date(2024, 10, 31),
        1179,
        221,
        {
            Status.REGISTERED: 214,
            Status.REPORTED: 391,
            Status.NOT_RECOGNISED: 422,
            Status.REVOKED: 1,
            Status.DRAFT: 14,
            Status.DECLINED: 37,
            Status.WITHDRAWN: 43,
        },
        118,
        (date(2024, 10, 11), date(2024, 12, 20)),
        {Level.GRASSROOTS: 74, Level.DISTRICT: 18, Level.PROVINCE: 8},
    ),
    Year(
        2025,
        "Dân vận khéo sau sắp xếp đơn vị hành chính: gần dân, sát cơ sở",
        "Kế hoạch phong trào thi đua năm 2025",
        (date(2025, 3, 1), date(2025, 9, 15)),
        (date(2025, 10, 1), date(2025, 11, 20)),
        date(2025, 11, 30),
        1016,
        198,
        {
            Status.REGISTERED: 188,
            Status.REPORTED: 340,
            Status.NOT_RECOGNISED: 361,
            Status.DECLINED: 33,
            Status.WITHDRAWN: 27,
        },
        96,
        (date(2025, 11, 21), date(2025, 12, 26)),
        {Level.GRASSROOTS: 86, Level.PROVINCE: 14},
    ),
]


def running(today: date) -> Year:
    """The campaign of the year of `today`: opened 60 days ago, closing in 60, with work waiting at every desk."""
    return Year(
        today.year,
        "Dân vận khéo xây dựng phường, xã kiểu mẫu, chính quyền số gần dân",
        "Kế hoạch phong trào thi đua hằng năm",
        (today - timedelta(days=60), today + timedelta(days=60)),
        (today - timedelta(days=30), today + timedelta(days=100)),
        today + timedelta(days=110),
        96,
        17,
        {
            Status.SUBMITTED: 164,
            Status.RETURNED: 31,
            Status.REGISTERED: 238,
            Status.REPORTED: 87,
            Status.NOT_RECOGNISED: 12,
            Status.DRAFT: 58,
            Status.DECLINED: 9,
            Status.WITHDRAWN: 11,
        },
        9,
        (today - timedelta(days=12), today - timedelta(days=2)),
        {Level.GRASSROOTS: 90, Level.PROVINCE: 10},
    )
