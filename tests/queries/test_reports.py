"""The facts of a report: the figures of the catalogue in the scope of the report; tables and words as papers print them."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from registry.models import ExpectedUnit, Measure
from registry.queries import report_members, reports
from registry.queries.report_tables import said
from registry.queries.report_text import blocks, to_fill, wrong_marks
from registry.vocabulary import Level, Novelty, ReportKind, Status, SubmitterType, UnitsAsOf
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def models(world):
    """A recognised, a registered and a submitted model of An Sinh, an individual's of Đông Triều, and what counts nowhere."""
    make.initiative(Status.RECOGNISED, world.an_sinh)
    make.initiative(Status.REGISTERED, world.an_sinh, novelty=Novelty.CONTINUED, sector=make.sector("culture"))
    make.initiative(Status.SUBMITTED, world.an_sinh)
    make.initiative(Status.RECOGNISED, world.dong_trieu, submitter_type=SubmitterType.INDIVIDUAL, collective_name="")
    make.initiative(Status.DRAFT, world.an_sinh)
    make.initiative(Status.WITHDRAWN, world.an_sinh, registered_at=None, status_before=Status.SUBMITTED)


def table(facts, key) -> list[list[str]]:
    return facts.tables[key].lines()


def test_a_report_on_all_units_counts_what_the_catalogue_counts(world, models):
    facts = reports.live(make.report())
    wanted = {
        "submitted": 4,
        "registered": 3,
        "recognised": 2,
        "recognised_individual": 1,
        "new": 2,
        "continued": 1,
        "rate": 66.7,
    }
    assert {key: facts.figures[key] for key in wanted} == wanted
    assert "registered_before" not in facts.figures


def test_a_report_on_a_unit_counts_what_it_covers_wholly(world, models):
    make.initiative(Status.REGISTERED, world.binh_duong)
    make.initiative(Status.REGISTERED, world.duc_chinh)
    make.initiative(Status.REGISTERED, world.duc_chinh, allocated_unit=world.an_sinh)
    facts = reports.live(make.report(world.an_sinh))
    assert (facts.figures["registered"], facts.figures["recognised"]) == (4, 1)
    assert facts.words["unit"] == "phường An Sinh"


def test_every_table_adds_up_to_the_figures(world, models):
    facts = reports.live(make.report())
    for key in ("table_types", "table_units"):
        heads = facts.tables[key].heads_of_lines()
        assert table(facts, key)[-1][heads.index("Đăng ký")] == "3"
    total = table(facts, "table_sectors")[-1]
    assert total == ["", "Tổng cộng", "2", "1", "3", "1", "1", "2", "66,7%"]


def test_units_stand_in_the_order_of_what_they_registered_with_the_change(world, models):
    last = make.campaign(make.today().year - 1)
    make.initiative(Status.REGISTERED, world.an_sinh, campaign=last)
    facts = reports.live(make.report())
    assert table(facts, "table_units") == [
        ["1", "Phường An Sinh", "2", "1", "50,0%", "1", "+1"],
        ["2", "Phường Đông Triều", "1", "1", "100,0%", "0", "+1"],
        ["", "Tổng cộng", "3", "2", "66,7%", "1", "+2"],
    ]
    assert facts.words["change_registered"] == f"tăng 02 mô hình so với năm {last.year}"


def test_a_unit_that_registered_only_the_year_before_has_a_line_so_that_every_column_adds_up(world, models):
    last = make.campaign(make.today().year - 1)
    for unit in (world.an_sinh, world.province):
        make.initiative(Status.REGISTERED, unit, campaign=last)
    found = table(reports.live(make.report()), "table_units")
    assert found[-2:] == [["3", "Tỉnh Quảng Ninh", "0", "0", "–", "1", "−1"], ["", "Tổng cộng", "3", "2", "66,7%", "2", "+1"]]


def test_units_that_have_ended_stand_in_one_line_and_new_ones_have_nothing_to_be_compared_with(world):
    days = {year: {"registration_opens": date(year, 3, 1), "cutoff_on": date(year, 11, 30)} for year in (2024, 2025)}
    last, this = (make.campaign(year, **of_year) for year, of_year in days.items())
    for unit in (world.binh_duong, world.duc_chinh, world.duc_chinh, world.province):
        make.initiative(Status.REGISTERED, unit, campaign=last)
    for unit in (world.an_sinh, world.province):
        make.initiative(Status.REGISTERED, unit, campaign=this)
    make.initiative(Status.REGISTERED, world.duc_chinh, campaign=this)  # before it ended
    assert table(reports.live(make.report(campaign=this)), "table_units") == [
        ["1", "Phường An Sinh", "1", "0", "0,0%", "–", "–"],
        ["2", "Phường Đức Chính", "1", "0", "0,0%", "2", "−1"],
        ["3", "Tỉnh Quảng Ninh", "1", "0", "0,0%", "1", "0"],
        ["4", "Đơn vị cũ, không còn sau sắp xếp", "0", "0", "–", "1", "–"],
        ["", "Tổng cộng", "3", "0", "0,0%", "4", "−1"],
    ]


def test_half_a_year_is_compared_with_half_a_year(world):
    heads = reports.live(make.report(kind=ReportKind.HALF_YEARLY)).tables
    assert heads["table_units"].heads[-2] == "Đăng ký cùng kỳ năm trước"
    assert heads["table_levels"].heads[-2] == "Cùng kỳ năm trước"
    [note] = heads["table_figures"].notes
    assert note.startswith(f"Tính đến hết ngày 30/06/{make.today().year}")


def test_a_measure_that_is_printed_in_kilometres_is_written_in_metres(world):
    row = make.initiative(Status.REPORTED, world.an_sinh)
    make.outcome(row, value=1200)
    Measure.objects.update(unit_vi="km")
    [line] = reports.live(make.report()).tables["table_outcomes"].rows
    assert (line[3]["value"], line[3]["unit"], line[-1]) == (1200, "m", "m")


def test_the_largest_of_a_measure_that_is_not_summed_is_kept_of_each_model(world):
    row = make.initiative(Status.REPORTED, world.an_sinh)
    for value, period in ((5, "Quý I"), (7, "Quý II")):
        make.outcome(row, "household-size", value=value, period=period)
    assert reports.live(make.report()).members[row.code]["sums"] == {"household-size": 7}


def test_the_title_in_a_list_says_of_which_unit_and_year_it_is(world):
    row = make.report(world.an_sinh, title="Kết quả năm {year} so với {year_before} của {unit}, {strange}")
    year = row.campaign.year
    assert str(row) == f"Kết quả năm {year} so với {year - 1} của phường An Sinh, {{strange}}"


def test_units_of_today_take_over_the_models_of_those_that_ended(world):
    campaign = make.campaign(2024, registration_opens=date(2024, 3, 1), cutoff_on=date(2024, 10, 31))
    make.initiative(Status.REGISTERED, world.binh_duong, campaign=campaign)
    make.initiative(Status.REGISTERED, world.duc_chinh, campaign=campaign)
    make.initiative(Status.REGISTERED, world.duc_chinh, allocated_unit=world.dong_trieu, campaign=campaign)
    then = reports.live(make.report(campaign=campaign))
    assert [line[1] for line in table(then, "table_units")] == ["Phường Đức Chính", "Xã Bình Dương", "Tổng cộng"]
    today = reports.live(make.report(campaign=campaign, units_as_of=UnitsAsOf.TODAY))
    assert [line[1] for line in table(today, "table_units")] == [
        "Phường An Sinh",
        "Phường Đông Triều",
        "Chưa xác định đơn vị kế tục",
        "Tổng cộng",
    ]


def test_expected_units_that_sent_nothing_are_named(world, models, campaign):
    for unit in (world.an_sinh, world.dong_trieu, world.province):
        ExpectedUnit.objects.create(campaign=campaign, unit=unit)
    facts = reports.live(make.report())
    assert table(facts, "table_silent") == [["1", "Tỉnh Quảng Ninh"]]
    assert [facts.words[name] for name in ("units_sent", "units_expected", "units_silent")] == ["2", "3", "01"]


def test_levels_and_the_cascade_count_standing_recognitions_and_sent_letters(world):
    row = make.initiative(Status.RECOGNISED, world.an_sinh)
    make.recognition(row, make.decision(Level.PROVINCE))
    make.letter(world.an_sinh, row)
    make.letter(world.an_sinh, make.initiative(Status.RECOGNISED, world.an_sinh), sent=False)
    facts = reports.live(make.report())
    assert [line[:4] for line in table(facts, "table_levels")][:2] == [
        ["Cấp cơ sở (cấp xã)", "2", "0", "2"],
        ["Cấp tỉnh", "1", "0", "1"],
    ]
    assert [line[1] for line in table(facts, "table_cascade")] == ["2", "2", "2", "1", "1", "0", "0"]


def test_contributions_and_outcomes_stand_with_their_qualifiers(world):
    row = make.initiative(Status.REGISTERED, world.an_sinh)
    make.contribution(row, 2_000_000_000, qualifier="over")
    make.outcome(row, value=810)
    facts = reports.live(make.report())
    [people, every] = facts.tables["table_contributions"].rows
    assert people[4] == {"value": 2_000_000_000, "said": "trên 2\xa0tỷ\xa0đồng", "qualifier": "over", "unit": "đồng"}
    assert (every[0], facts.words["money"]) == ("Tất cả các nguồn", "trên 2\xa0tỷ\xa0đồng")
    assert table(facts, "table_outcomes") == [["1", "Đường làm mới, mở rộng", "1", "–", "810\xa0m", "–"]]
    assert facts.members[row.code]["sums"] == {"money.people": 2_000_000_000, "road": 810}


def test_half_a_year_counts_what_was_done_until_the_thirtieth_of_june(world):
    year = 2024
    campaign = make.campaign(year)

    def at(month, day, hour=12):
        return timezone.make_aware(datetime(year, month, day, hour))

    def model(status, **changes):
        return make.initiative(status, world.an_sinh, campaign=campaign, **{"submitted_at": at(3, 1), **changes})

    in_time = model(Status.REGISTERED, registered_at=at(6, 30, 23))
    model(Status.REGISTERED, registered_at=at(7, 1, 1))
    model(Status.SUBMITTED, submitted_at=at(7, 1))
    early = model(Status.RECOGNISED, registered_at=at(4, 1), recognised_at=at(6, 1))
    early.recognitions.update(recognised_at=at(6, 1))
    late = model(Status.RECOGNISED, registered_at=at(4, 1), recognised_at=at(8, 1))
    late.recognitions.update(recognised_at=at(8, 1))
    lost = model(Status.REVOKED, registered_at=at(4, 1), recognised_at=at(5, 1), closed_at=at(9, 1))
    lost.recognitions.update(recognised_at=at(5, 1), ended_at=at(9, 1))
    facts = reports.live(make.report(kind=ReportKind.HALF_YEARLY, campaign=campaign))
    assert [facts.figures[key] for key in ("submitted", "registered", "recognised")] == [5, 4, 2]
    assert {facts.members[row.code]["status"] for row in (in_time, late)} == {Status.REGISTERED}
    assert facts.words["until"] == "ngày 30/06/2024"
    assert "Tính đến hết ngày 30/06/2024" in facts.definitions["Thời điểm tính"]


def test_a_campaign_without_models_gives_empty_tables(world):
    facts = reports.live(make.report(world.an_sinh))
    assert (facts.is_empty, facts.figures["rate"], facts.words["rate"]) == (True, None, "–")
    assert [key for key, one in facts.tables.items() if one.is_empty] == [
        *("table_units", "table_silent", "table_contributions", "table_outcomes"),
    ]


def test_frozen_facts_are_those_of_then(world, models):
    report = make.report(frozen=True)
    make.initiative(Status.RECOGNISED, world.an_sinh)
    report.refresh_from_db()
    frozen = reports.facts_of(report)
    assert frozen.figures["recognised"] == 2
    assert table(frozen, "table_sectors")[-1][-2] == "2"
    live = reports.live(report)
    assert live.figures["recognised"] == 3
    assert (list(frozen.tables), list(frozen.definitions)) == (list(live.tables), list(live.definitions))


def test_a_report_costs_the_same_number_of_queries_for_any_number_of_models(world):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            reports.live(report)
        return len(queries)

    row = make.initiative(Status.RECOGNISED, world.an_sinh)
    make.contribution(row), make.outcome(row)
    report = make.report(None, row)
    few = cost()
    for number in range(20):
        row = make.initiative(Status.RECOGNISED, [world.an_sinh, world.dong_trieu, world.binh_duong][number % 3])
        make.contribution(row), make.outcome(row)
    assert cost() == few


def test_who_reads_which_report(world, reviewer, neighbour_reviewer, commune_leader, leader, superuser, submitter):
    rows = {"an_sinh": make.report(world.an_sinh), "binh_duong": make.report(world.binh_duong), "all": make.report()}
    names = {row.pk: name for name, row in rows.items()}

    def read(user):
        return {names[pk] for pk in reports.visible_to(user).values_list("pk", flat=True)}

    everything, of_the_commune = set(rows), {"an_sinh", "binh_duong"}
    assert [read(user) for user in (leader, superuser)] == [everything] * 2
    assert [read(user) for user in (reviewer, commune_leader)] == [of_the_commune] * 2
    assert [read(user) for user in (neighbour_reviewer, submitter)] == [set()] * 2


# ---- text ----


def test_text_becomes_headings_paragraphs_and_tables(world, models):
    facts = reports.live(make.report())
    found = blocks(
        "# I. {year}\n\nCó {registered} mô hình, {strange}.\n{table_types}\n{table_outcomes}", facts.words, facts.tables, []
    )
    assert [(block.kind, block.text) for block in found] == [
        ("heading", f"I. {make.today().year}"),
        ("prose", "Có 03 mô hình, {strange}."),
        ("table", "Bảng 1. Kết quả theo loại hình"),
        ("prose", "(Kết quả đạt được theo chỉ tiêu: không có số liệu.)"),
    ]


def test_a_long_table_stands_behind_the_report(world):
    facts = reports.live(make.report())
    facts.tables["table_silent"].rows = [[str(number)] for number in range(31)]
    [block] = facts.blocks("{table_silent}")
    assert (block.annex, block.text) == (1, "Phụ lục 1. Đơn vị chưa gửi mô hình đăng ký")


def test_highlights_name_whose_they_are_and_never_a_person(world):
    collective = make.initiative(Status.RECOGNISED, world.an_sinh, title="Đường hoa")
    single = make.initiative(
        Status.RECOGNISED, world.an_sinh, title="Gương sáng", submitter_type=SubmitterType.INDIVIDUAL, collective_name=""
    )
    facts = reports.live(make.report(None, collective, single))
    assert [block.text for block in facts.blocks("{highlights}")] == [
        "1. Mô hình “Đường hoa” – Chi bộ thôn Bình Sơn Đông – Phường An Sinh.",
        "2. Mô hình “Gương sáng” – mô hình của cá nhân – Phường An Sinh.",
    ]
    assert [block.text for block in reports.live(make.report()).blocks("{highlights}")] == ["(Chưa chọn mô hình tiêu biểu.)"]


def test_gaps_and_strange_marks_are_found():
    assert to_fill("Một: …\n\nHai.\nBa …") == 2
    found = wrong_marks("yearly", "{year}", "A {b}\n{table_units}\nx {table_units}\n{table_types}")
    assert (found.strange, found.crowded, found.twice) == (["b"], ["table_units"], ["table_units"])


def test_cells_are_printed_as_vietnamese_papers_do():
    cells = [
        ("number", 1400),
        ("percent", 57.7),
        ("change", 528),
        ("change", -1),
        ("change", 0),
        ("number", None),
        ("text", "=1"),
    ]
    assert [said(kind, cell) for kind, cell in cells] == ["1.400", "57,7%", "+528", "−1", "0", "–", "=1"]


def test_facts_that_stand_in_no_catalogue_count_nowhere():
    assert report_members.keys_of({"ended": True}) == ("ended",)
