"""Cases of revocation through the pages: opened beside a recognition, proposed, dropped; the clock is shown."""

import pytest

from registry.models import RevocationCase
from registry.vocabulary import CaseState, Status
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def standing(reviewer):
    decision = make.decision(issued_on=make.today(-10), body=make.body(unit=reviewer.unit))
    return make.initiative(Status.RECOGNISED, reviewer.unit, decision=decision).recognitions.get()


def test_a_case_is_opened_proposed_and_dropped(client, reviewer, standing):
    client.force_login(reviewer)
    row = standing.initiative
    address = f"/review/{row.code}/recognitions/{standing.pk}/open-case/"
    data = {"ground": make.ground().pk, "found_on": f"{make.today():%d/%m/%Y}", "reason": "Khai khống.", "version": row.version}
    answer = client.post(address, data)
    case = RevocationCase.objects.get()
    assert answer.status_code == 302
    assert "7" in client.get("/revocations/").content.decode()
    row.refresh_from_db()
    client.post(f"/revocations/{case.pk}/propose/", {"version": row.version})
    case.refresh_from_db()
    assert case.state == CaseState.PROPOSED
    page = client.get(f"/revocations/{case.pk}/", headers={"accept-language": "en"}).content.decode()
    assert "You proposed this revocation, so somebody else has to decide on it." in page
    row.refresh_from_db()
    client.post(f"/revocations/{case.pk}/drop/", {"version": row.version, "reason": "Không có căn cứ."})
    case.refresh_from_db()
    assert (case.state, case.outcome) == (CaseState.DROPPED, "Không có căn cứ.")


def test_what_was_typed_stays_where_the_page_was_old(client, reviewer, standing):
    client.force_login(reviewer)
    case = make.case(standing)
    answer = client.post(f"/revocations/{case.pk}/drop/", {"version": 99, "reason": "Không có căn cứ."})
    assert answer.status_code == 200
    content = answer.content.decode()
    assert "Không có căn cứ." in content
    assert f'name="version" value="{standing.initiative.version}"' in content


def test_a_finding_without_ground_or_day_is_refused_beside_the_fields(client, reviewer, standing):
    client.force_login(reviewer)
    address = f"/review/{standing.initiative.code}/recognitions/{standing.pk}/open-case/"
    answer = client.post(address, {"found_on": "31/02/2026", "reason": "Khai khống."})
    assert (answer.status_code, sorted(answer.context["form"].errors)) == (200, ["found_on", "ground"])
    assert "Khai khống." in answer.content.decode()


def test_cases_of_another_commune_are_not_there(client, neighbour_reviewer, standing):
    case = make.case(standing)
    client.force_login(neighbour_reviewer)
    assert client.get(f"/revocations/{case.pk}/").status_code == 404
    assert client.get("/revocations/").context["rows"] == []


def test_a_list_of_thirty_asks_as_often_as_one_of_one(client, reviewer, django_assert_num_queries):
    client.force_login(reviewer)

    def one():
        decision = make.decision(issued_on=make.today(-10), body=body)
        make.case(make.initiative(Status.RECOGNISED, reviewer.unit, decision=decision).recognitions.get())

    body = make.body(unit=reviewer.unit)
    one()
    client.get("/revocations/")
    with django_assert_num_queries(6):
        client.get("/revocations/")
    for _ in range(29):
        one()
    with django_assert_num_queries(6):
        assert len(client.get("/revocations/").context["rows"]) == 30
