"""The pages of reports: whoever may reads and writes them; nothing typed is lost, nonsense in the address shows a page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.models import Report
from registry.services import reports, review, units
from registry.vocabulary import ReportState, Status
from tests import make

pytestmark = pytest.mark.django_db

LIST = "/leadership/reports/"


@pytest.fixture
def body(world):
    return make.body(unit=world.an_sinh)


@pytest.fixture
def model(world):
    return make.initiative(Status.RECOGNISED, world.an_sinh, title="Đường hoa Bình Sơn")


@pytest.fixture
def report(world, body):
    return make.report(world.an_sinh, body=body)


@pytest.fixture
def at(client):
    def log_in(user):
        client.force_login(user)
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
        return client

    return log_in


def page(client, report, name="") -> str:
    response = client.get(f"{LIST}{report.pk}/{name}")
    assert response.status_code == 200
    return response.content.decode()


def form_of(report, **changes) -> dict:
    values = {name: getattr(report, name) for name in ("title", "text", "recipients", "number", "version", "units_as_of")}
    return {**values, "body": report.body_id, "reported_on": "20/12/2024", **changes}


def test_a_reviewer_begins_a_report_and_writes_it(at, world, reviewer, body, campaign):
    client = at(reviewer)
    assert "No report is written yet" in client.get(LIST).content.decode()
    asked = {"kind": "yearly", "campaign": campaign.pk, "unit": world.an_sinh.pk, "units_as_of": "then", "body": body.pk}
    response = client.post(f"{LIST}new/", asked)
    report = Report.objects.get()
    assert response.headers["Location"] == f"{LIST}{report.pk}/edit/"
    response = client.post(f"{LIST}{report.pk}/edit/", form_of(report, number="12-BC/BDV"))
    assert (response.status_code, Report.objects.get().number) == (302, "12-BC/BDV")


def test_a_report_begins_with_last_years_words_or_with_the_wording_as_the_person_chooses(at, world, reviewer, body, campaign):
    make.report(world.an_sinh, campaign=make.campaign(campaign.year - 1), body=body, text="Năm ngoái.")
    asked = {"kind": "yearly", "campaign": campaign.pk, "unit": world.an_sinh.pk, "units_as_of": "then", "body": body.pk}
    client = at(reviewer)
    client.post(f"{LIST}new/", asked | {"words": "last"})
    begun = Report.objects.get(campaign=campaign)
    assert begun.text == "Năm ngoái."
    refused = client.post(f"{LIST}new/", asked | {"words": "wording"}).content.decode()
    assert "is being written already" in refused
    begun.delete()
    client.post(f"{LIST}new/", asked | {"words": "wording"})
    assert Report.objects.get(campaign=campaign).text.startswith("Thực hiện kế hoạch")
    assert client.post(f"{LIST}new/", asked | {"words": "\0' OR"}).status_code == 200


def test_units_and_bodies_of_others_cannot_be_chosen(at, world, reviewer, body, campaign):
    foreign = make.body(unit=world.dong_trieu)
    for unit, of_body in ((world.dong_trieu, body), (world.an_sinh, foreign)):
        asked = {"kind": "yearly", "campaign": campaign.pk, "unit": unit.pk, "units_as_of": "then", "body": of_body.pk}
        assert at(reviewer).post(f"{LIST}new/", asked).status_code == 200
    assert at(reviewer).post(f"{LIST}new/", {"kind": "x", "campaign": "y", "unit": "0", "body": "-1"}).status_code == 200
    assert Report.objects.count() == 0


def test_a_report_of_another_commune_is_not_there(at, report, neighbour_reviewer):
    client = at(neighbour_reviewer)
    for name in ("", "edit/", "highlights/", "freeze/", "discard/", "compare/", "paper/pdf/"):
        assert client.get(f"{LIST}{report.pk}/{name}").status_code == 404


def test_a_leader_reads_and_writes_nothing(at, report, leader):
    client = at(leader)
    html = page(client, report)
    assert "Write the text" not in html
    assert "Freeze the figures" not in html
    for name in ("edit/", "highlights/", "freeze/", "discard/"):
        assert client.post(f"{LIST}{report.pk}/{name}").status_code == 403


def test_the_page_reads_as_the_paper_with_its_figures(at, report, model, reviewer):
    html = page(at(reviewer), report)
    assert "Có 01 mô hình, 01 được công nhận." in html
    assert "Bảng 1. Kết quả theo lĩnh vực" in html
    assert "The figures follow the registry until they are frozen." in html


def test_what_a_report_cannot_mention_is_said_and_the_text_is_kept(at, report, reviewer):
    response = at(reviewer).post(f"{LIST}{report.pk}/edit/", form_of(report, text="Có {strange} mô hình."))
    html = response.content.decode()
    assert "Nothing stands for this in a report: {strange}." in html
    assert "Có {strange} mô hình." in html


def test_of_two_who_write_the_second_sees_both_texts(at, report, reviewer):
    client = at(reviewer)
    client.post(f"{LIST}{report.pk}/edit/", form_of(report, text="Của người kia."))
    html = client.post(f"{LIST}{report.pk}/edit/", form_of(report, text="Của tôi.")).content.decode()
    assert "Somebody saved this report meanwhile." in html
    assert "Của người kia." in html
    assert "Của tôi." in html
    report.refresh_from_db()
    assert f'name="version" value="{report.version}"' in html
    again = client.post(f"{LIST}{report.pk}/edit/", form_of(report, text="Của tôi."))
    assert (again.status_code, Report.objects.get().text) == (302, "Của tôi.")


def test_highlights_are_searched_chosen_ordered_and_taken_off(at, world, report, model, reviewer):
    make.initiative(Status.RECOGNISED, world.an_sinh, title="Tổ tự quản")
    client = at(reviewer)
    address = f"{LIST}{report.pk}/highlights/"
    found = client.get(address, {"q": "duong hoa"}).content.decode()
    assert "Đường hoa Bình Sơn" in found
    assert "Tổ tự quản" not in found
    assert "No model fits these words" in client.get(address, {"q": "zzz"}).content.decode()
    assert client.post(address, {"add": "1", "id": [model.pk, "x", "99999999999999999999"]}).status_code == 302
    [row] = report.highlighted.all()
    values = {"save": "1", f"order-{row.pk}": "1", f"text-{row.pk}": "Làm tốt."}
    assert client.post(address, values).status_code == 302
    assert report.highlighted.get().text == "Làm tốt."
    assert "Enter a whole number" in client.post(address, values | {f"order-{row.pk}": "một"}).content.decode()
    client.post(address, values | {f"gone-{row.pk}": "on"})
    assert report.highlighted.count() == 0
    assert "Tick at least one model first." in client.post(address, {"add": "1"}).content.decode()


def test_a_model_that_was_restricted_after_it_was_chosen_leaves_the_draft_and_the_page_says_so(at, report, model, reviewer):
    reports.add_highlights(report, [model], by=reviewer)
    client = at(reviewer)
    assert "Đường hoa Bình Sơn" in page(client, report)
    review.amend(model, by=reviewer, facts={"is_restricted": True}, reason="Có nội dung mật.")
    for name in ("", "freeze/", "highlights/"):
        assert "is restricted: it is never shown outside the scope of its unit." in page(client, report, name)
    assert "(Chưa chọn mô hình tiêu biểu.)" in page(client, report)
    fresh = client.get(f"{LIST}{report.pk}/freeze/").context["report"]
    refused = client.post(f"{LIST}{report.pk}/freeze/", {"version": fresh.version}).content.decode()
    assert "Take it off the highlights first." in refused
    assert Report.objects.get().state == ReportState.DRAFT


def test_a_frozen_report_withholds_what_was_restricted_since_and_says_so(at, world, body, model, reviewer):
    report = make.report(world.an_sinh, model, body=body, frozen=True)
    review.amend(model, by=reviewer, facts={"is_restricted": True}, reason="Có nội dung mật.")
    html = page(at(reviewer), report)
    assert "1. (Nội dung về mô hình này không được cung cấp" in html
    assert "The report keeps what it said of these models" in html


def test_freezing_asks_once_and_twice_is_refused(at, report, model, reviewer):
    client = at(reviewer)
    assert "No model is chosen as a highlight yet." in page(client, report, "freeze/")
    assert client.post(f"{LIST}{report.pk}/freeze/", {"version": report.version}).status_code == 302
    assert Report.objects.get().state == ReportState.FROZEN
    assert client.post(f"{LIST}{report.pk}/freeze/", {"version": report.version}).status_code == 403
    assert "Figures frozen as of" in page(client, report)


def test_a_text_that_changed_meanwhile_is_not_frozen_unseen(at, report, model, reviewer):
    reports.change(report, by=reviewer, version=None, title="X", text="Y", reported_on=make.today())
    html = at(reviewer).post(f"{LIST}{report.pk}/freeze/", {"version": report.version}).content.decode()
    assert "Somebody saved this report meanwhile." in html
    assert Report.objects.get().state == ReportState.DRAFT


def test_a_frozen_report_takes_number_and_date_alone(at, world, body, model, reviewer):
    report = make.report(world.an_sinh, body=body, frozen=True)
    client = at(reviewer)
    html = page(client, report, "edit/")
    assert 'name="number"' in html
    assert 'name="text"' not in html
    values = {"version": report.version, "number": "12-BC", "reported_on": "20/12/2024", "text": "Khác"}
    assert client.post(f"{LIST}{report.pk}/edit/", values).status_code == 302
    report.refresh_from_db()
    assert (report.number, "Khác" in report.text) == ("12-BC", False)


def test_a_frozen_report_is_copied_into_the_next_campaign(at, world, body, model, reviewer, campaign):
    report = make.report(world.an_sinh, body=body, frozen=True)
    following = make.campaign(campaign.year + 1)
    client = at(reviewer)
    html = client.get(f"{LIST}new/", {"from": report.pk}).content.decode()
    assert f'<option value="{following.pk}" selected>' in html
    for nonsense in ("x", "-1", "99999999999999999999", "0"):
        assert client.get(f"{LIST}new/", {"from": nonsense}).status_code == 200


def test_the_comparison_is_there_for_frozen_figures_alone(at, world, body, model, report, reviewer):
    client = at(reviewer)
    assert client.get(f"{LIST}{report.pk}/compare/").status_code == 404
    frozen = make.report(world.an_sinh, body=body, frozen=True)
    assert "Nothing has changed" in page(client, frozen, "compare/")
    fresh = make.initiative(Status.REGISTERED, world.an_sinh)
    html = page(client, frozen, "compare/")
    assert fresh.code in html
    assert "1 model counts otherwise" in html
    frozen.snapshot.asked = {"campaign": 1999}
    frozen.snapshot.save()
    assert "does not exist any more" in page(client, frozen, "compare/")
    assert page(client, frozen)


def test_the_comparison_tells_of_sums_and_units(at, world, body, model, reviewer, superuser):
    make.contribution(model, 5_000_000)
    report = make.report(world.an_sinh, body=body, frozen=True)
    make.contribution(model, 1_000_000)
    units.change(world.an_sinh, on=make.today(), name="Tên mới", legal_basis="Nghị quyết 2", by=superuser)
    html = page(at(reviewer), report, "compare/")
    assert "Models that bring more" in html
    assert f'href="?from=0#{model.code}"' in html
    assert "An Sinh → Tên mới" in html
    for nonsense in ("x", "-1", "999", "%00", "1" * 5000):
        assert at(reviewer).get(f"{LIST}{report.pk}/compare/?from={nonsense}").status_code == 200


def test_a_campaign_without_models_shows_empty_tables(at, report, reviewer):
    html = page(at(reviewer), report)
    assert "No model was submitted in this campaign and unit yet" in html
    assert "Freeze the figures" not in html
    refused = at(reviewer).post(f"{LIST}{report.pk}/freeze/", {"version": report.version}).content.decode()
    assert "no figures to freeze" in refused


@pytest.mark.parametrize(("kind", "begins"), [("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")])
def test_the_files_are_private_and_named(at, report, model, reviewer, kind, begins):
    response = at(reviewer).get(f"{LIST}{report.pk}/paper/{kind}/")
    assert response.content.startswith(begins)
    assert f'bao-cao-nam-{report.campaign.year}-{report.pk}.{kind}"' in response.headers["Content-Disposition"]
    assert "no-store" in response.headers["Cache-Control"]
    assert at(reviewer).get(f"{LIST}{report.pk}/paper/exe/").status_code == 404


def test_nonsense_in_addresses_shows_a_page(at, report, reviewer):
    client = at(reviewer)
    for query in ("?campaign=x&kind=y", "?after=zzz", "?campaign=%00", "?kind=' OR 1=1"):
        assert client.get(f"{LIST}{query}").status_code == 200
    for query in ("?q=%00", "?after=x&before=y", f"?q={'đ' * 500}"):
        assert client.get(f"{LIST}{report.pk}/highlights/{query}").status_code == 200
    for pk in (0, 10**18, 10**30):
        assert client.get(f"{LIST}{pk}/").status_code == 404


def test_the_list_costs_the_same_for_one_and_for_many(at, world, report, reviewer):
    client = at(reviewer)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST).status_code == 200
        return len(queries)

    few = cost()
    for _number in range(12):
        make.report(world.an_sinh, body=report.body)
    assert cost() == few


def test_leadership_leads_to_the_reports(at, world, model, leader):
    assert f'href="{LIST}"' in at(leader).get("/leadership/").content.decode()
