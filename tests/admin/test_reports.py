"""Reports in the admin: the superuser writes and freezes them by the same services; snapshots are only read."""

import pytest

from registry.models import Entry, Report, Snapshot, Wording
from registry.vocabulary import ReportState, Status
from tests import make

pytestmark = pytest.mark.django_db

LIST = "/admin/registry/report/"


@pytest.fixture
def report(world):
    make.initiative(Status.RECOGNISED, world.an_sinh)
    return make.report(world.an_sinh, body=make.body(unit=world.an_sinh))


def form_of(report, **changes) -> dict:
    rows = {"highlighted-TOTAL_FORMS": 0, "highlighted-INITIAL_FORMS": 0}
    names = ("title", "text", "recipients", "number", "signatory", "signatory_position", "units_as_of")
    values = {name: getattr(report, name) for name in names}
    return {**rows, **values, "body": report.body_id, "reported_on": "2024-12-20", **changes}


def acts() -> list[str]:
    return list(Entry.objects.filter(action__startswith="report.").order_by("id").values_list("action", flat=True))


def test_a_report_begins_here_with_the_wording(at, superuser, world, campaign):
    asked = {"kind": "yearly", "campaign": campaign.pk, "unit": "", "units_as_of": "then", "body": make.body().pk}
    assert at(superuser).post(f"{LIST}add/", asked).status_code == 302
    assert (Report.objects.get().text.startswith("Thực hiện"), acts()) == (True, ["report.prepare"])


def test_a_report_is_written_here_and_nonsense_is_refused_beside_its_field(at, superuser, report):
    client = at(superuser)
    address = f"{LIST}{report.pk}/change/"
    html = client.post(address, form_of(report, text="Có {strange}.")).content.decode()
    assert "Nothing stands for this in a report: {strange}." in html
    assert client.post(address, form_of(report, text="Có {registered}.")).status_code == 302
    assert (Report.objects.get().text, acts()) == ("Có {registered}.", ["report.change"])


def test_chosen_reports_are_frozen_and_what_is_refused_is_said(at, superuser, world, report):
    empty = make.report(world.dong_trieu)
    response = at(superuser).post(LIST, {"action": "freeze_chosen", "_selected_action": [report.pk, empty.pk]}, follow=True)
    html = response.content.decode()
    assert "1 report is frozen." in html
    assert "no figures to freeze" in html
    assert dict(Report.objects.values_list("pk", "state")) == {report.pk: ReportState.FROZEN, empty.pk: ReportState.DRAFT}


def test_of_a_frozen_report_number_and_date_alone_are_written(at, superuser, world, report):
    frozen = make.report(world.an_sinh, body=report.body, frozen=True)
    client = at(superuser)
    address = f"{LIST}{frozen.pk}/change/"
    assert client.post(address, form_of(frozen, text="Khác", number="12-BC")).status_code == 302
    frozen.refresh_from_db()
    assert (frozen.number, "Khác" in frozen.text, acts()) == ("12-BC", False, ["report.sign"])
    assert client.post(f"{LIST}{frozen.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_draft_is_discarded_by_the_service(at, superuser, report):
    assert at(superuser).post(f"{LIST}{report.pk}/delete/", {"post": "yes"}).status_code == 302
    assert (Report.objects.count(), acts()) == (0, ["report.discard"])


def test_a_snapshot_is_only_read(at, superuser, world, report):
    kept = make.report(world.an_sinh, frozen=True).snapshot
    client = at(superuser)
    address = f"/admin/registry/snapshot/{kept.pk}/change/"
    assert client.get(address).status_code == 200
    assert client.get("/admin/registry/snapshot/").status_code == 200
    assert client.post(address, {"figures": "{}"}).status_code == 403
    assert client.post(f"/admin/registry/snapshot/{kept.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Snapshot.objects.get().figures == kept.figures


def test_reviewers_find_reports_on_their_pages_and_not_here(at, staff, report):
    client = at(staff)
    for address in (LIST, f"{LIST}{report.pk}/change/", "/admin/registry/snapshot/"):
        assert client.get(address).status_code in (403, 404)


def test_a_wording_of_a_report_is_previewed(at, superuser):
    for row in Wording.objects.filter(template__in=["yearly_report", "half_year_report"]):
        response = at(superuser).get(f"/admin/registry/wording/{row.pk}/preview/")
        assert response.content.startswith(b"%PDF")
