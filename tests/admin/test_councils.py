"""Council sessions in the admin: prepared, filled, counted, closed by the services of the pages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from registry.models import CouncilSession, LevelSetting
from registry.vocabulary import CouncilRole, CouncilState, Level, Status, VotesOf
from tests import make
from tests.admin.conftest import written

pytestmark = pytest.mark.django_db

LIST = "/admin/registry/councilsession/"
PDF = b"%PDF-1.7 scan"


@pytest.fixture
def body(world):
    return make.body(unit=world.an_sinh)


@pytest.fixture
def models(world):
    return [make.initiative(Status.REPORTED, world.an_sinh) for _ in range(2)]


@pytest.fixture
def session(body, models):
    return make.council(body, models=models)


def day(value) -> str:
    return f"{value:%d/%m/%Y}"


def sent(session, members=None, votes=()) -> dict:
    """The whole form: the facts, the members as they are (or these), the votes in the order of the agenda."""
    data = {"held_on": day(session.held_on), "place": "Hội trường", "remarks": ""}
    rows = session.members.all() if members is None else members
    data |= {"members-TOTAL_FORMS": len(rows), "members-INITIAL_FORMS": session.members.count()}
    for number, row in enumerate(rows):
        values = {"id": row.pk or "", "session": session.pk, "name": row.name, "position": row.position, "role": row.role}
        data |= {f"members-{number}-{name}": value for name, value in {**values, "is_present": "on"}.items()}
    items = session.items.all()
    data |= {"items-TOTAL_FORMS": len(items), "items-INITIAL_FORMS": len(items)}
    for number, item in enumerate(items):
        pair = votes[number] if number < len(votes) else ("", "")
        values = {"id": item.pk, "session": session.pk, "votes_for": pair[0], "votes_against": pair[1], "note": ""}
        data |= {f"items-{number}-{name}": value for name, value in values.items()}
    return data


def address(session, name="change") -> str:
    return f"{LIST}{session.pk}/{name}/"


def acts() -> list[str]:
    return [entry.action for entry in written().filter(action__startswith="council.").order_by("pk")]


def counted(session) -> list[tuple]:
    return list(session.items.values_list("votes_for", "votes_against"))


def test_a_session_is_prepared(at, staff, body):
    data = {"campaign": make.campaign().pk, "body": body.pk, "held_on": day(make.today()), "place": "", "remarks": ""}
    assert at(staff).post(f"{LIST}add/", data).status_code == 302
    row = CouncilSession.objects.get()
    assert (row.body, row.level, row.state, row.created_by) == (body, Level.GRASSROOTS, CouncilState.PREPARED, staff)
    assert acts() == ["council.prepare"]


def test_members_and_votes_are_written_by_the_services(at, staff, session):
    members = [*session.members.all()]
    members[2].name = "Tên mới"
    response = at(staff).post(address(session), sent(session, members, votes=[(5, 0), (3, 2)]))
    assert (response.status_code, counted(session)) == (302, [(5, 0), (3, 2)])
    assert "Tên mới" in [member.name for member in session.members.all()]
    assert acts() == ["council.change", "council.members", "council.record"]


def test_what_the_service_refuses_stands_on_the_form_and_nothing_is_saved(at, staff, session):
    response = at(staff).post(address(session), sent(session, votes=[(5, 0), (5, 1)]))
    said = "More votes are recorded than members present may vote. Nothing was saved."
    assert (response.status_code, response.context["adminform"].form.non_field_errors()) == (200, [said])
    assert (counted(session), acts()) == ([(None, None)] * 2, [])


def test_the_agenda_is_changed_by_codes(at, staff, body, models):
    session = make.council(body, models=models[:1])
    client = at(staff)
    codes = {"added": f"{models[1].code} {models[0].code}", "removed": models[0].code}
    assert client.post(address(session, "agenda"), codes).status_code == 302
    assert [item.initiative for item in session.items.all()] == [models[1], models[0]]
    assert client.post(address(session, "agenda"), {"added": "x"}).status_code == 200
    assert acts() == ["council.remove", "council.add"]


def test_members_are_copied_and_the_session_is_closed(at, staff, body, models):
    make.council(body, is_closed=True, members=3, number="00/BB-HĐ")
    session = make.council(body, models=models, members=0)
    client = at(staff)
    assert client.get(address(session, "copy")).status_code == 200
    client.post(address(session, "copy"))
    client.post(address(session), sent(session, votes=[(3, 0), (1, 2)]))
    assert client.get(address(session, "close")).status_code == 200
    assert client.post(address(session, "close"), {"number": ""}).status_code == 200
    assert client.post(address(session, "close"), {"number": "01/BB-HĐ"}).status_code == 302
    session.refresh_from_db()
    assert (session.state, session.number) == (CouncilState.CLOSED, "01/BB-HĐ")
    assert list(session.items.values_list("is_passed", flat=True)) == [True, False]


def test_a_closed_session_is_only_read_but_for_its_signed_minutes(at, staff, body, models, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    session = make.council(body, models=models, is_closed=True)
    client = at(staff)
    assert [client.post(address(session, name)).status_code for name in ("agenda", "copy", "close")] == [403] * 3
    forged = sent(session, members=[], votes=[(0, 5), (0, 5)])
    client.post(address(session), {**forged, "scan": SimpleUploadedFile("a.pdf", PDF)})
    session.refresh_from_db()
    assert (counted(session), session.members.count(), session.place) == ([(5, 0), (5, 0)], 5, "")
    assert session.scan.name == f"councils/{session.pk}/minutes.pdf"
    assert client.post(address(session), forged).status_code == 403
    assert client.post(address(session, "delete"), {"post": "yes"}).status_code == 403


def test_a_prepared_session_is_removed_by_the_service(at, staff, session):
    assert at(staff).post(address(session, "delete"), {"post": "yes"}).status_code == 302
    assert (CouncilSession.objects.count(), acts()) == (0, ["council.discard"])


def test_others_see_no_session(at, neighbour_staff, session):
    client = at(neighbour_staff)
    assert client.get(LIST).context["cl"].result_count == 0
    assert [client.get(address(session, name)).status_code for name in ("change", "agenda", "close")] == [404] * 3


def test_a_role_is_taken_once_in_the_form_of_members(at, staff, session):
    members = [*session.members.all()]
    members[3].role = CouncilRole.CHAIR
    response = at(staff).post(address(session), sent(session, members))
    assert (response.status_code, session.members.filter(role=CouncilRole.CHAIR).count()) == (200, 1)


# ---- settings of the levels ----


def settings_sent(campaign, **changes) -> dict:
    data = {
        "year": campaign.year,
        "theme": "",
        "resolution": "",
        **{
            name: day(getattr(campaign, name))
            for name in ("registration_opens", "registration_closes", "reports_open", "reports_close", "cutoff_on")
        },
        "days_to_correct": 10,
        "expected_units-TOTAL_FORMS": 0,
        "expected_units-INITIAL_FORMS": 0,
        "level_settings-TOTAL_FORMS": 1,
        "level_settings-INITIAL_FORMS": 0,
    }
    values = {
        "level": Level.PROVINCE,
        "appraisals_needed": 2,
        "uses_council": "on",
        "quorum": "2/3",
        "threshold": "70 %",
        "votes_of": VotesOf.PRESENT,
        "days_to_propose": 7,
        "working_days_to_decide": 5,
        **changes,
    }
    return data | {f"level_settings-0-{name}": value for name, value in values.items()}


def test_the_settings_of_a_level_stand_beside_the_campaign(at, superuser, campaign):
    client = at(superuser)
    response = client.post(f"/admin/registry/campaign/{campaign.pk}/change/", settings_sent(campaign, threshold=" 66,7 % "))
    assert response.status_code == 302
    row = LevelSetting.objects.get()
    assert (row.campaign, row.level, row.uses_council, row.quorum, row.threshold) == (
        campaign,
        Level.PROVINCE,
        True,
        "2/3",
        "66,7 %",
    )


@pytest.mark.parametrize("words", ["", "70", "đa số", "0", "3/2", "120 %", "-1/2", "1/0", "2//3"])
def test_a_share_that_nobody_can_read_is_refused(at, superuser, campaign, words):
    client = at(superuser)
    response = client.post(f"/admin/registry/campaign/{campaign.pk}/change/", settings_sent(campaign, quorum=words))
    assert (response.status_code, LevelSetting.objects.count()) == (200, 0)
