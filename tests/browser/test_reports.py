"""Reports on a phone and on a desk: begun, written, given a highlight, frozen and compared, as a reviewer does."""

import pytest

from registry.models import Report
from registry.services import review
from registry.vocabulary import ReportState, Status
from tests import make


@pytest.fixture
def model(world):
    make.body(unit=world.an_sinh, name="Ban Dân vận phường An Sinh")
    row = make.initiative(Status.RECOGNISED, world.an_sinh, title="Đường hoa thôn Bình Sơn Đông")
    make.contribution(row)
    return row


def test_a_report_is_begun_written_frozen_and_compared(size, new_page, sign_in, is_sound, model, reviewer):
    page = new_page(*size)
    sign_in(page, reviewer)
    is_sound(page, "/leadership/reports/new/")
    page.select_option("#id_body", label="Ban Dân vận phường An Sinh")
    page.get_by_role("button", name="Lập báo cáo").click()
    report = Report.objects.get()
    is_sound(page)
    page.fill("#id_text", "# I. KẾT QUẢ\nCó {registered} mô hình.\n{table_units}\n{highlights}\nXem {nonsense}.")
    page.get_by_role("button", name="Lưu báo cáo").click()
    assert "{nonsense}" in page.get_by_role("alert").inner_text()
    is_sound(page)
    page.fill("#id_text", "# I. KẾT QUẢ\nCó {registered} mô hình.\n{table_units}\n{highlights}")
    page.get_by_role("button", name="Lưu báo cáo").click()
    is_sound(page, f"/leadership/reports/{report.pk}/highlights/")
    page.locator("input.tick[name=id]").check()
    page.get_by_role("button", name="Lấy các mô hình đã đánh dấu").click()
    is_sound(page)
    is_sound(page, f"/leadership/reports/{report.pk}/freeze/")
    page.get_by_role("button", name="Chốt số liệu này").click()
    assert Report.objects.get().state == ReportState.FROZEN
    assert "Đường hoa thôn Bình Sơn Đông" in page.locator(".report").inner_text()
    review.amend(model, by=reviewer, facts={"is_restricted": True, "sector": make.sector("culture")}, reason="Nhập nhầm.")
    is_sound(page, f"/leadership/reports/{report.pk}/")
    assert "Đường hoa thôn Bình Sơn Đông" not in page.locator(".report").inner_text()
    is_sound(page, f"/leadership/reports/{report.pk}/compare/")
    assert "Nhập nhầm." in page.locator("main").inner_text()
