"""The papers of a model as PDF: for those who may see it, in Vietnamese, with its figures."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from registry.models import Entry
from registry.vocabulary import Qualifier, Source, Stage, Status
from tests import make


def text(response) -> str:
    assert response["Content-Type"] == "application/pdf"
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages).split())


@pytest.fixture
def reported(world, submitter):
    row = make.initiative(Status.REPORTED, world.an_sinh, by=submitter)
    make.outcome(row, value=800, stage=Stage.TARGET)
    make.outcome(row, value=810)
    make.contribution(row, 2_000_000_000, Source.STATE, qualifier=Qualifier.OVER)
    make.contribution(row, 1_200_000, per_person=True)
    make.document(row, caption="Tuyến đường sau khi hoàn thành")
    return row


def test_the_registration_form_says_everything_and_is_vietnamese_for_every_reader(client, submitter, reported):
    client.force_login(submitter)
    response = client.get(f"/models/{reported.code}/registration.pdf", headers={"accept-language": "en"})
    said = text(response)
    for words in (
        "PHIẾU ĐĂNG KÝ MÔ HÌNH",
        "phường An Sinh".upper(),
        "1. Tên mô hình Tuyến đường kiểu mẫu Bình Sơn Đông",
        "Chi bộ thôn Bình Sơn Đông",
        "800 m",
        reported.code,
    ):
        assert words in said
    assert response["Content-Disposition"] == f'inline; filename="{reported.code}-dang-ky.pdf"'
    assert "no-store" in response["Cache-Control"]


def test_the_report_prints_target_beside_achieved_and_who_gave_what(client, reviewer, reported):
    client.force_login(reviewer)
    said = text(client.post(f"/models/{reported.code}/report.pdf"))
    for words in (
        "BÁO CÁO KẾT QUẢ",
        "Hoàn thành 810 m đường.",
        "800 m",
        "810 m",
        "trên 2 tỷ đồng",
        "1,2 triệu đồng mỗi người",
        "1. Tuyến đường sau khi hoàn thành",
    ):
        assert words in said.replace("\u00a0", " ")


def test_a_draft_says_so_across_the_page(client, submitter):
    row = make.initiative(Status.DRAFT, submitter.unit, title="")
    client.force_login(submitter)
    assert "BẢN NHÁP" in text(client.get(f"/models/{row.code}/registration.pdf"))


def test_there_is_no_report_before_one_was_written(client, submitter):
    row = make.initiative(Status.REGISTERED, submitter.unit, report="")
    client.force_login(submitter)
    assert client.get(f"/models/{row.code}/report.pdf").status_code == 404


def test_demo_papers_are_marked(client, submitter, reported, settings):
    settings.DEMO = True
    client.force_login(submitter)
    assert "SỐ LIỆU MINH HỌA" in text(client.get(f"/models/{reported.code}/report.pdf"))


def test_a_paper_that_names_a_person_of_another_unit_is_taken_out_by_a_button_and_noted(client, reviewer, reported):
    client.force_login(reviewer)
    page = client.get(f"/models/{reported.code}/registration.pdf")
    assert page["Content-Type"].startswith("text/html")
    assert Entry.objects.filter(initiative=reported).count() == 0
    assert "Nguyễn Văn Thử" in text(client.post(f"/models/{reported.code}/registration.pdf"))
    assert list(Entry.objects.filter(initiative=reported).values_list("actor", "action")) == [
        (reviewer.pk, "paper.registration")
    ]


def test_a_paper_without_a_name_and_that_of_ones_own_unit_come_by_the_link_and_leave_no_mark(client, reviewer, submitter):
    row = make.initiative(Status.REGISTERED, submitter.unit, person={"name": ""})
    named = make.initiative(Status.REGISTERED, submitter.unit)
    for reader, model in ((reviewer, row), (submitter, named)):
        client.force_login(reader)
        assert client.get(f"/models/{model.code}/registration.pdf")["Content-Type"] == "application/pdf"
    assert Entry.objects.filter(action__startswith="paper").count() == 0
