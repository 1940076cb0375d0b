"""Figures of demo models: they repeat what the text says, and every way of saying a number appears."""

from collections import Counter
from random import Random

import pytest

from registry.management.demo import figures, reference, texts
from registry.models import Measure, ReferenceFigure
from registry.queries.outcomes import ContributionRow, OutcomeRow, in_order
from registry.services import outcomes as service
from registry.vocabulary import ContributionKind, Qualifier, Source, Stage
from tests import make

pytestmark = pytest.mark.django_db

SECTORS = ("economy", "culture", "defence", "security", "politics")
STATE, PEOPLE, ENTERPRISES, OTHER = Source
MONEY, LAND, LABOUR, IN_KIND = ContributionKind
MILLION = 10**6


@pytest.fixture
def measures(db):
    return {measure.code: measure for measure in Measure.objects.all()}


def composed(number: int) -> list[texts.Text]:
    rng = Random(7)
    kinds = [("An Bình", "xã"), ("Trà Cổ", "phường"), ("Trường THCS Hạ Long", ""), ("Đồn Biên phòng Trà Cổ", "")]
    return [
        texts.compose(
            rng,
            sector=SECTORS[place % 5],
            individual=place % 4 == 0,
            unit_name=kinds[place % 3 if place % 7 else 3][0],
            unit_kind=kinds[place % 3 if place % 7 else 3][1],
            year=2024,
        )
        for place in range(number)
    ]


def a_text(aims="Làm việc.", resources="Cả năm 2024.") -> texts.Text:
    return texts.Text(**{**vars(texts.BINH_SON_DONG), "title": "Một mô hình", "aims": aims, "resources": resources})


def said(measures, aims: str) -> dict:
    """The targets that repeat these aims: code → (value, qualifier)."""
    rows = figures.draw(Random(1), a_text(aims), measures, is_reported=False)["targets"]
    drawn = {"meetings", "participants", "household-size", "site-days"}
    return {row.measure.code: (row.value, row.qualifier) for row in rows if row.measure.code not in drawn}


def money(measures, resources: str) -> list:
    rows = figures.draw(Random(1), a_text(resources=resources), measures, is_reported=False)["contributions"]
    return [(row.source, row.kind, row.value, row.qualifier) for row in rows if not row.note]


@pytest.mark.parametrize(
    ("aims", "wanted"),
    [
        ("Mở rộng 810 m đường lên 5 m; 12/12 hộ có đất tự nguyện hiến khoảng 160 m² đất.", {"road": (810, "exactly")}),
        ("Lắp 36 bóng đèn tiết kiệm điện trên 2.150 m đường.", {"bulbs": (36, "exactly")}),
        ("Trồng 4.200 cây hoa trên 1.900 m đường.", {"flowers": (1900, "exactly")}),
        ("14/14 hộ nhận phương án và tự nguyện bàn giao 19 ha đất.", {"cleared": (190_000, "exactly")}),
        ("Sửa chữa khoảng 9 ngôi nhà.", {"houses": (9, "about")}),
        ("74 hộ xây dựng công trình hợp vệ sinh.", {"sanitary": (74, "exactly")}),
        ("Lắp 18 mắt camera trên 3 tuyến đường.", {"cameras": (18, "exactly")}),
    ],
)
def test_a_target_repeats_the_aims(measures, aims, wanted):
    assert said(measures, aims) == wanted


@pytest.mark.parametrize(
    ("resources", "wanted"),
    [
        (
            "Tổng kinh phí trên 1,11 tỷ đồng, trong đó nhân dân đóng góp 410 triệu đồng, ngân sách hỗ trợ 700 triệu đồng; "
            "ngoài ra có 120 ngày công lao động.",
            [
                (STATE, MONEY, 700 * MILLION, "exactly"),
                (PEOPLE, MONEY, 410 * MILLION, "exactly"),
                (PEOPLE, LABOUR, 120, "exactly"),
            ],
        ),
        ("Cả năm 2024; gần 58 triệu đồng hoàn toàn xã hội hóa.", [(ENTERPRISES, MONEY, 58 * MILLION, "nearly")]),
        ("30 thùng do xã hội hóa, trị giá trên 40 triệu đồng.", [(ENTERPRISES, IN_KIND, 40 * MILLION, "over")]),
        (
            "Kinh phí động viên gần 35 triệu đồng từ ngân sách và xã hội hóa.",
            [(STATE, MONEY, 18 * MILLION, "nearly"), (ENTERPRISES, MONEY, 17 * MILLION, "nearly")],
        ),
    ],
)
def test_a_planned_contribution_repeats_the_resources(measures, resources, wanted):
    assert money(measures, resources) == wanted


def test_capital_and_loans_are_no_contributions(measures):
    assert [row[1] for row in money(measures, "Năm 2024; vốn góp 220 triệu đồng.")] == [LABOUR]


def test_the_published_model_has_its_figures_and_nothing_beside_them(measures):
    rows = figures.draw(Random(1), texts.BINH_SON_DONG, measures, is_reported=True)
    given = in_order(
        [
            ContributionRow(STATE, MONEY, 2_000_000_000, Qualifier.OVER),
            ContributionRow(PEOPLE, MONEY, 1_300_000_000, Qualifier.OVER),
            ContributionRow(PEOPLE, MONEY, 1_200_000, per_person=True),
        ]
    )
    assert rows == {
        "targets": [OutcomeRow(measures["road"], 810)],
        "contributions": given,
        "achieved": [OutcomeRow(measures["road"], 810, note="hoàn thành tháng 10/2024")],
        "contributed": given,
    }


def test_every_model_has_figures_that_a_form_would_take(measures):
    unit = make.unit()
    for text in composed(700):
        rows = figures.draw(Random(text.title), text, measures, is_reported=True)
        assert sorted(rows) == sorted(figures.FIELDS)
        for field, its in rows.items():
            assert its
            assert service.cleaned(field, its) == its
            assert service.fault(field, its, unit) == ""


def test_before_a_report_nothing_is_achieved(measures):
    rows = figures.draw(Random(3), a_text("Sửa chữa 9 ngôi nhà."), measures, is_reported=False)
    assert (rows["achieved"], rows["contributed"]) == ([], [])


def test_the_same_stream_draws_the_same_figures(measures):
    def drawn():
        rng = Random(5)
        return [figures.draw(rng, text, measures, is_reported=True) for text in composed(60)]

    assert drawn() == drawn()


def test_the_quoted_figures_are_those_of_the_article(db):
    reference.load()
    found = {row.code: (row.value, row.qualifier) for row in ReferenceFigure.objects.all()}
    assert found == {
        "meetings": (580, Qualifier.OVER),
        "participants": (87_000, Qualifier.OVER),
        "mobilised": (84_700_000_000, Qualifier.OVER),
        "houses": (1724, Qualifier.EXACTLY),
        "sanitary": (860, Qualifier.EXACTLY),
        "bulbs": (13_800, Qualifier.NEARLY),
        "lighting": (3_000_000_000, Qualifier.OVER),
        "integrated-capital": (145 * 10**12, Qualifier.OVER),
    }
    for row in ReferenceFigure.objects.all():
        assert (row.period, bool(row.source), bool(row.quote), bool(row.name_en), bool(row.name_de)) == (
            "2021–2025",
            *[True] * 4,
        )


def test_over_many_models_everything_appears(measures):
    rng, found = Random(11), Counter()
    for text in composed(4000):
        rows = figures.draw(rng, text, measures, is_reported=True)
        for field, its in rows.items():
            stage = Stage.TARGET if field in ("targets", "contributions") else Stage.ACHIEVED
            for row in its:
                what = row.measure.code if isinstance(row, OutcomeRow) else (row.source, row.kind)
                found.update([row.qualifier, (stage, what)])
    assert [one for one in Qualifier if not found[one]] == []
    whats = [*measures, *((source, kind) for source in Source for kind in ContributionKind)]
    assert [(stage, what) for stage in Stage for what in whats if not found[stage, what]] == []
