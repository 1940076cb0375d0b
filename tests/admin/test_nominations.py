"""Letters of nomination in the admin: written, sent and answered by the same services as on the pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.models import Nomination, Nominee
from registry.vocabulary import NominationState, Status
from tests import make
from tests.admin.conftest import written

pytestmark = pytest.mark.django_db

LIST = "/admin/registry/nomination/"


@pytest.fixture
def model(world, submitter):
    return make.initiative(Status.RECOGNISED, world.an_sinh, by=submitter)


def rows_of(letter) -> dict:
    """What the page posts of a list that is only read."""
    return {"nominees-TOTAL_FORMS": 0, "nominees-INITIAL_FORMS": 0}


def facts(**changes) -> dict:
    day = f"{make.today():%d/%m/%Y}"
    return {"number": "15/TTr-UBND", "dated": day, "signatory": "Vũ Văn Thử", "signatory_position": "Chủ tịch", **changes}


def test_a_letter_is_begun_filled_and_sent(at, staff, world, campaign, model):
    client = at(staff)
    response = client.post(f"{LIST}add/", {"campaign": campaign.pk, "unit": world.an_sinh.pk, **facts(codes=model.code)})
    letter = Nomination.objects.get()
    assert [response.status_code, letter.number, letter.created_by] == [302, "15/TTr-UBND", staff]
    assert [row.initiative for row in letter.nominees.all()] == [model]
    assert client.get(f"{LIST}{letter.pk}/send/").status_code == 200
    assert client.post(f"{LIST}{letter.pk}/send/").status_code == 302
    assert Nominee.objects.get().state == NominationState.NOMINATED
    assert [(entry.action, entry.entrance) for entry in written() if entry.action.startswith("nomin")] == [
        ("nomination.prepare", "admin"),
        ("nomination.change", "admin"),
        ("nomination.add", "admin"),
        ("nomination.send", "admin"),
        ("nominate", "admin"),
    ]


def test_what_cannot_be_nominated_is_said_at_the_codes_and_nothing_is_kept(at, staff, world, campaign):
    theirs = make.initiative(Status.RECOGNISED, world.dong_trieu)
    reported = make.initiative(Status.REPORTED, world.an_sinh)
    for code in (theirs.code, reported.code, "DVK-1"):
        values = {"campaign": campaign.pk, "unit": world.an_sinh.pk, **facts(codes=code)}
        response = at(staff).post(f"{LIST}add/", values)
        assert [response.status_code, set(response.context["adminform"].form.errors)] == [200, {"codes"}]
    assert Nomination.objects.count() == 0


def test_chosen_letters_are_sent_and_the_incomplete_one_is_named(at, staff, world, model):
    ready = make.letter(world.an_sinh, model, sent=False)
    empty = make.letter(world.an_sinh, sent=False)
    at(staff).post(LIST, {"action": "send_chosen", "_selected_action": [ready.pk, empty.pk]})
    assert [row.sent_at is not None for row in Nomination.objects.order_by("pk")] == [True, False]


def test_the_level_above_answers(at, province_staff, world, model):
    letter = make.letter(world.an_sinh, model)
    nominee = letter.nominees.get()
    client = at(province_staff)
    assert f"/answers/{nominee.pk}/return/" in client.get(f"{LIST}{letter.pk}/change/").content.decode()
    assert client.get(f"{LIST}answers/{nominee.pk}/return/").status_code == 200
    assert client.post(f"{LIST}answers/{nominee.pk}/return/", {"remark": ""}).status_code == 200
    assert client.post(f"{LIST}answers/{nominee.pk}/return/", {"remark": "Thiếu báo cáo."}).status_code == 302
    nominee.refresh_from_db()
    assert [nominee.state, nominee.remark, nominee.decided_by] == ["returned", "Thiếu báo cáo.", province_staff]


def test_a_sent_letter_is_only_read_and_never_deleted(at, staff, world, model):
    letter = make.letter(world.an_sinh, model)
    client = at(staff)
    assert client.get(f"{LIST}{letter.pk}/change/").status_code == 200
    assert client.post(f"{LIST}{letter.pk}/change/", {**facts(number="9"), **rows_of(letter)}).status_code == 403
    assert client.post(f"{LIST}{letter.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.get(f"{LIST}answers/{letter.nominees.get().pk}/return/").status_code == 403
    assert client.post(f"{LIST}{letter.pk}/send/").status_code == 200


def test_a_draft_of_another_level_or_unit_answers_like_a_missing_one(at, neighbour_staff, province_staff, world, model):
    draft = make.letter(world.an_sinh, model, sent=False)
    for person in (neighbour_staff, province_staff):
        client = at(person)
        assert [client.get(f"{LIST}{draft.pk}/{name}/").status_code for name in ("change", "send", "history")] == [404] * 3
        assert list(client.get(LIST).context["cl"].result_list) == []


def test_a_draft_is_changed(at, staff, world, model):
    draft = make.letter(world.an_sinh, model, sent=False)
    response = at(staff).post(f"{LIST}{draft.pk}/change/", {**facts(number="77/TTr", codes=""), **rows_of(draft)})
    draft.refresh_from_db()
    assert [response.status_code, draft.number] == [302, "77/TTr"]


def test_a_letter_asks_as_much_for_thirty_models_as_for_one(at, province_staff, world, model):
    letter = make.letter(world.an_sinh, model)
    client, address = at(province_staff), f"{LIST}{letter.pk}/change/"

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    asked()
    before = asked()
    for _number in range(30):
        make.nominee(letter, make.initiative(Status.RECOGNISED, world.an_sinh))
    assert asked() == before


def test_a_refusal_is_taken_back_by_a_return_and_not_refused_twice(at, province_staff, world, model):
    letter = make.letter(world.an_sinh, model, state="not_recognised")
    nominee = letter.nominees.get()
    client = at(province_staff)
    page = client.get(f"{LIST}{letter.pk}/change/").content.decode()
    assert [f"/answers/{nominee.pk}/{name}/" in page for name in ("return", "refuse")] == [True, False]
    asked = client.get(f"{LIST}answers/{nominee.pk}/return/").content.decode()
    assert "The refusal is taken back" in asked
    assert client.post(f"{LIST}answers/{nominee.pk}/refuse/", {"remark": "Nữa."}).status_code == 200
    assert client.post(f"{LIST}answers/{nominee.pk}/return/", {"remark": "Xem lại."}).status_code == 302
    nominee.refresh_from_db()
    assert (nominee.state, nominee.remark) == ("returned", "Xem lại.")


def test_models_are_taken_off_the_list_and_a_draft_is_discarded(at, staff, province_staff, world, model):
    other = make.initiative(Status.RECOGNISED, world.an_sinh)
    stranger = make.initiative(Status.RECOGNISED, world.an_sinh)
    draft = make.letter(world.an_sinh, model, other, sent=False)
    client, page = at(staff), f"{LIST}{draft.pk}/change/"
    response = client.post(page, {**facts(off=stranger.code), **rows_of(draft)})
    assert set(response.context["adminform"].form.errors) == {"off"}
    assert client.post(page, {**facts(off=model.code), **rows_of(draft)}).status_code == 302
    assert [row.initiative for row in draft.nominees.all()] == [other]
    assert client.post(page, {**facts(off=other.code, codes=model.code), **rows_of(draft)}).status_code == 302
    assert [row.initiative for row in draft.nominees.all()] == [model]
    assert client.get(f"{LIST}{draft.pk}/delete/").status_code == 200
    assert client.post(f"{LIST}{draft.pk}/delete/", {"post": "yes"}).status_code == 302
    assert Nomination.objects.count() == 0
    assert written().filter(action__in=["nomination.remove", "nomination.discard"]).count() == 3
