"""The pages of council sessions: list, prepare, members, agenda, votes, the end, the minutes."""

import io
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registry.models import AgendaItem, CouncilSession
from registry.services import agendas, councils
from registry.services import votes as votes_service
from registry.services.votes import Vote
from registry.vocabulary import CouncilRole, CouncilState, Level, Status
from tests import make

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n%%EOF\n"


def log_in(user) -> Client:
    """A browser in English, so that the tests read the source strings."""
    client = Client()
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


def words(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture(autouse=True)
def private_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def body(world):
    return make.body(unit=world.an_sinh)


@pytest.fixture
def models(world):
    return [make.initiative(Status.REPORTED, world.an_sinh, title=f"Mô hình {n}") for n in range(3)]


@pytest.fixture
def session(body, models):
    return make.council(body, models=models)


def items(session) -> list[AgendaItem]:
    return list(session.items.all())


def address(name, session) -> str:
    return reverse(name, args=[session.pk])


def votes(session, *pairs, **more) -> dict:
    """What the form of votes sends: these (for, against) in the order of the agenda, all members present."""
    data = {"version": session.version, **more}
    for item, (votes_for, votes_against) in zip(items(session), pairs, strict=False):
        data |= {f"for-{item.pk}": votes_for, f"against-{item.pk}": votes_against}
    return data | {f"present-{member.pk}": "1" for member in session.members.all()}


# ---- the list ----


def test_list_shows_own_bodies_and_to_leaders_what_is_closed(world, reviewer, leader, neighbour_reviewer, session, body):
    closed = make.council(body, is_closed=True, held_on=make.today(-3))
    make.council(make.body(unit=world.dong_trieu))
    listed = {
        person: [row.pk for row in log_in(person).get("/councils/").context["page"].rows]
        for person in (reviewer, leader, neighbour_reviewer)
    }
    foreign = CouncilSession.objects.exclude(body=body).get().pk
    assert listed == {reviewer: [session.pk, closed.pk], leader: [closed.pk], neighbour_reviewer: [foreign]}
    assert log_in(neighbour_reviewer).get(address("council", session)).status_code == 404


def test_a_session_with_a_model_out_of_sight_is_out_of_sight(world, reviewer, province_reviewer):
    anybody = make.body(Level.GRASSROOTS)
    near = make.council(anybody, models=[make.initiative(Status.REPORTED, world.an_sinh)])
    far = make.council(anybody, models=[make.initiative(Status.REPORTED, world.dong_trieu)])
    client = log_in(reviewer)
    assert [row.pk for row in client.get("/councils/").context["page"].rows] == [near.pk]
    assert client.get(address("council-minutes-pdf", far)).status_code == 404


def test_list_filters_and_ignores_nonsense(reviewer, session, body):
    closed = make.council(body, is_closed=True, held_on=make.today(-3))
    client = log_in(reviewer)
    rows = [row.pk for row in client.get("/councils/", {"state": "closed"}).context["page"].rows]
    assert rows == [closed.pk]
    response = client.get("/councils/", {"state": "x", "campaign": "x", "level": "x", "after": "x"})
    assert [row.pk for row in response.context["page"].rows] == [session.pk, closed.pk]


# ---- prepare, change ----


def test_a_session_is_prepared_with_the_members_of_the_last_one(reviewer, body):
    make.council(body, is_closed=True, members=3)
    data = {"campaign": make.campaign().pk, "body": body.pk, "held_on": make.today().strftime("%d/%m/%Y"), "copies": "on"}
    response = log_in(reviewer).post("/councils/new/", data)
    session = CouncilSession.objects.get(state=CouncilState.PREPARED)
    assert (response.status_code, response.url) == (302, address("council", session))
    assert (session.held_on, session.members.count(), session.created_by) == (make.today(), 3, reviewer)


def test_nonsense_in_the_form_of_a_session_is_said_and_kept(reviewer, body):
    client = log_in(reviewer)
    response = client.post("/councils/new/", {"campaign": "x", "body": "99999", "held_on": "40/40/2026", "place": "Hội trường"})
    assert (response.status_code, CouncilSession.objects.count()) == (200, 0)
    assert response.context["form"]["place"].value() == "Hội trường"
    early = {"campaign": make.campaign().pk, "body": body.pk, "held_on": "01/01/2001"}
    assert "The campaign had not begun on this day." in words(client.post("/councils/new/", early))


def test_a_session_that_did_not_take_place_is_removed(reviewer, session):
    response = log_in(reviewer).post(address("council-edit", session), {"discard": "1"})
    assert (response.url, CouncilSession.objects.count()) == ("/councils/", 0)


# ---- members ----


def members_sent(session, *rows, version=None) -> dict:
    data = {"version": version or session.version, "member-TOTAL_FORMS": len(rows), "member-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        data |= {f"member-{number}-{name}": value for name, value in {"role": "member", **row}.items()}
    return data


def test_all_members_are_saved_at_once_and_empty_lines_are_none(reviewer, second_reviewer, session):
    rows = [
        {"name": "Phạm Thị Thử", "role": "chair", "is_present": "on", "position": "Phó Bí thư"},
        {"name": "Lê Văn Thử", "role": "secretary", "account": second_reviewer.username},
        {"name": ""},
        {"name": "", "is_present": "on"},
    ]
    response = log_in(reviewer).post(address("council-members", session), members_sent(session, *rows))
    assert response.url == address("council", session)
    assert list(session.members.values_list("name", "position", "role", "account", "is_present")) == [
        ("Phạm Thị Thử", "Phó Bí thư", CouncilRole.CHAIR, None, True),
        ("Lê Văn Thử", "", CouncilRole.SECRETARY, second_reviewer.pk, False),
    ]


def test_an_account_out_of_scope_is_unknown_and_nothing_typed_is_lost(reviewer, neighbour, session):
    rows = [{"name": "Phạm Thị Thử", "account": neighbour.username}]
    response = log_in(reviewer).post(address("council-members", session), members_sent(session, *rows))
    assert "No account of this name works in your units." in words(response)
    assert (response.context["form"].rows.forms[0]["name"].value(), session.members.count()) == ("Phạm Thị Thử", 5)


def test_members_saved_meanwhile_are_shown_beside_what_was_typed(reviewer, session):
    sent = members_sent(session, {"name": "Phạm Thị Thử"})
    councils.set_members(session, by=reviewer, members=[councils.Member("Hoàng Văn Mới")])
    response = log_in(reviewer).post(address("council-members", session), sent)
    assert [member.name for member in response.context["now"]] == ["Hoàng Văn Mới"]
    assert 'value="Phạm Thị Thử"' in words(response)
    again = {**sent, "version": response.context["form"].data["version"]}
    assert log_in(reviewer).post(address("council-members", session), again).status_code == 302


@pytest.mark.parametrize("sent", [{}, {"member-TOTAL_FORMS": "x"}, {"member-TOTAL_FORMS": "1000", "member-INITIAL_FORMS": "0"}])
def test_a_form_of_members_that_is_none_changes_nothing(reviewer, session, sent):
    log_in(reviewer).post(address("council-members", session), {"version": session.version, **sent})
    assert session.members.count() == 5


# ---- agenda ----


def test_ticked_models_are_put_on_the_agenda_and_the_rest_says_why(reviewer, body, models, world):
    session = make.council(body, models=models[:1])
    withdrawn = make.initiative(Status.WITHDRAWN, world.an_sinh)
    sent = {"act": "add", "id": [model.pk for model in (models[0], models[1], withdrawn)]}
    response = log_in(reviewer).post(address("council-agenda", session), sent)
    assert [item.initiative for item in items(session)] == models[:2]
    assert [sentence for sentence, _rows in response.context["reasons"]] == [
        "The model is on the agenda already.",
        "The model is now “Withdrawn”, so no council decides on it.",
    ]


def test_all_that_the_filters_show_is_put_on_the_agenda(reviewer, body, models):
    session = make.council(body)
    response = log_in(reviewer).post(f"{address('council-agenda', session)}?q=hinh+1", {"act": "add", "everything": "1"})
    assert response.status_code == 302
    assert [item.initiative for item in items(session)] == [models[1]]


def test_only_what_has_enough_appraisals_is_offered_if_wanted(reviewer, body, models):
    session = make.council(body)
    client = log_in(reviewer)
    shown = [
        [row.pk for row in client.get(address("council-agenda", session), query).context["page"].rows]
        for query in ({}, {"enough": "1"})
    ]
    assert shown == [[model.pk for model in models], []]


def test_codes_are_put_on_the_agenda_and_unknown_ones_named(reviewer, body, models):
    session = make.council(body)
    sent = {"act": "codes", "codes": f"{models[2].code.lower()}, {models[0].code}\nDVK-1999-000001"}
    response = log_in(reviewer).post(address("council-agenda", session), sent)
    assert [item.initiative for item in items(session)] == [models[2], models[0]]
    assert response.context["added"].unknown == ("DVK-1999-000001",)


def test_the_agenda_is_sorted_moved_and_shortened(reviewer, session, models):
    client, page = log_in(reviewer), address("council-agenda", session)
    client.post(page, {"act": "move", "number": "3", "to": "1"})
    assert [item.initiative for item in items(session)] == [models[2], models[0], models[1]]
    client.post(page, {"act": "sort", "by": "title"})
    assert [item.initiative for item in items(session)] == models
    client.post(page, {"act": "remove", "item": [items(session)[0].pk]})
    assert [item.initiative for item in items(session)] == models[1:]


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"act": "x"},
        {"act": "add"},
        {"act": "add", "id": ["x", "99999", "-1"]},
        {"act": "remove", "item": ["x"]},
        {"act": "sort", "by": "x"},
        {"act": "move", "number": "x", "to": "99999"},
        {"act": "move", "number": "9", "to": "1"},
        {"act": "codes", "codes": " "},
    ],
)
def test_nonsense_changes_no_agenda(reviewer, session, models, sent):
    response = log_in(reviewer).post(address("council-agenda", session), sent)
    assert response.status_code in (200, 302)
    assert [item.initiative for item in items(session)] == models


def test_models_of_the_queue_are_put_on_an_agenda_that_is_chosen(reviewer, body, models):
    session = make.council(body)
    client = log_in(reviewer)
    chosen = client.post("/councils/add/?status=reported", {"id": [models[0].pk, models[1].pk]})
    assert (chosen.context["count"], list(chosen.context["form"].fields["session"].queryset)) == (2, [session])
    sent = {"chosen": chosen.context["chosen"], "session": session.pk}
    assert client.post("/councils/add/?status=reported", sent).url == address("council-agenda", session)
    assert [item.initiative for item in items(session)] == models[:2]


# ---- votes ----


def test_presence_and_votes_of_all_models_are_saved_by_one_button(reviewer, session):
    sent = votes(session, ("4", "0"), ("3", "1"), ("", ""))
    del sent[f"present-{session.members.last().pk}"]
    response = log_in(reviewer).post(address("council", session), sent)
    assert response.url == address("council", session)
    assert [(item.votes_for, item.votes_against) for item in items(session)] == [(4, 0), (3, 1), (None, None)]
    assert session.members.filter(is_present=True).count() == 4


def test_what_is_empty_can_be_filled_with_the_votes_of_all_who_may(reviewer, second_reviewer, body, world, models):
    mine = make.initiative(Status.REPORTED, world.an_sinh, by=second_reviewer)
    session = make.council(body, models=[mine, *models[:2]], members=3)
    make.member(session, account=second_reviewer)
    log_in(reviewer).post(address("council", session), votes(session, ("", ""), ("1", "2"), ("", ""), fill="1"))
    assert [(item.votes_for, item.votes_against) for item in items(session)] == [(3, 0), (1, 2), (4, 0)]


@pytest.mark.parametrize(
    ("pair", "sentence"),
    [
        (("6", "0"), "6 votes, but only 5 members present may vote on this model."),
        (("3,5", "0"), "“3,5” is no whole number."),
        (("-1", "0"), "“-1” is no whole number."),
        (("99999999999999999999", "0"), "“99999999999999999999” is no whole number."),
        (("3", ""), "Votes for and against are recorded together."),
    ],
)
def test_a_wrong_number_stands_beside_its_model_and_nothing_typed_is_lost(reviewer, session, pair, sentence):
    response = log_in(reviewer).post(address("council", session), votes(session, ("5", "0"), pair))
    rows = response.context["rows"]
    assert [row.wrong for row in rows] == ["", sentence, ""]
    assert [(row.votes_for, row.votes_against) for row in rows] == [("5", "0"), pair, ("", "")]
    assert [item.votes_for for item in items(session)] == [None, None, None]


def test_what_another_secretary_saved_stands_beside_what_was_typed(reviewer, session):
    sent = votes(session, ("5", "0"), ("4", "1"))
    one, two, _three = items(session)
    votes_service.record(session, by=reviewer, votes={one.pk: Vote(2, 3), two.pk: Vote(4, 1)})
    client = log_in(reviewer)
    response = client.post(address("council", session), sent)
    assert [(row.votes_for, row.meanwhile) for row in response.context["rows"]] == [
        ("5", "saved meanwhile: 2 for, 3 against"),
        ("4", ""),
        ("", ""),
    ]
    assert items(session)[0].votes_for == 2
    client.post(address("council", session), {**sent, "version": response.context["form"].data["version"]})
    assert items(session)[0].votes_for == 5


def test_a_form_that_arrives_in_part_takes_no_vote_away(reviewer, session):
    client = log_in(reviewer)
    client.post(address("council", session), votes(session, ("5", "0"), ("4", "1"), ("3", "2")))
    sent = votes(session, ("1", "4"), version=2)
    assert client.post(address("council", session), sent).status_code == 302
    assert [item.votes_for for item in items(session)] == [1, 4, 3]
    assert client.post(address("council", session), {}).status_code == 200  # without a version nothing is saved
    assert session.members.filter(is_present=True).count() == 5


def test_three_hundred_models_are_saved_in_one_step(reviewer, body, world):
    first = make.initiative(Status.REPORTED, world.an_sinh)
    session = make.council(body, members=councils.MOST_MEMBERS)
    rows = []
    for number in range(2, agendas.MOST_MODELS + 1):
        copy = type(first).objects.get(pk=first.pk)
        copy.pk, copy.code, copy.request_token = None, f"DVK-2026-9{number:05d}", None
        rows.append(copy)
    models = [first, *type(first).objects.bulk_create(rows)]
    AgendaItem.objects.bulk_create(AgendaItem(session=session, initiative=row, order=n) for n, row in enumerate(models))
    sent = votes(session, *[("50", "10")] * agendas.MOST_MODELS)
    sent |= {f"note-{item.pk}": "Đạt" for item in items(session)}
    client = log_in(reviewer)
    assert client.post(address("council", session), sent).status_code == 302
    assert session.items.filter(votes_for=50, votes_against=10, note="Đạt").count() == agendas.MOST_MODELS
    councils.close(session, by=reviewer, number="01/BB-HĐ")
    assert session.items.filter(is_passed=True).count() == agendas.MOST_MODELS
    with CaptureQueriesContext(connection) as many:
        client.get(address("council", session))
    short = make.council(body, models=models[:1], is_closed=True)
    with CaptureQueriesContext(connection) as one:
        client.get(address("council", short))
    assert len(many) == len(one)


@pytest.mark.parametrize("name", ["council", "council-agenda", "council-close", "council-members"])
def test_pages_ask_the_same_number_of_times_for_one_model_and_for_many(reviewer, second_reviewer, world, body, name):
    def queries(count):
        models = [make.initiative(Status.REPORTED, world.an_sinh, by=second_reviewer) for _ in range(count)]
        session = make.council(body, models=models, members=count + 1)
        make.member(session, account=second_reviewer)
        client = log_in(reviewer)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address(name, session)).status_code == 200
        return len(asked)

    assert queries(1) == queries(4)


# ---- the end, the minutes ----


def test_closing_shows_what_stands_in_the_way_then_what_will_be_frozen(reviewer, session):
    client, page = log_in(reviewer), address("council-close", session)
    assert client.get(page).context["obstacles"] == [
        "Votes are missing for " + ", ".join(item.initiative.code for item in items(session)) + "."
    ]
    client.post(address("council", session), votes(session, ("5", "0"), ("3", "2"), ("4", "1")))
    shown = client.get(page)
    assert (shown.context["obstacles"], shown.context["passed"], shown.context["failed"]) == ([], 2, 1)
    assert "3 of 5 present voted for: 60 %, 70 % needed" in words(shown)
    response = client.post(page, {"version": 2, "number": "07/BB-HĐ"}, follow=True)
    assert "The session is closed; its minutes have the number 07/BB-HĐ." in words(response)
    assert CouncilSession.objects.get().state == CouncilState.CLOSED


def test_closing_twice_and_a_used_number_are_refused_clearly(reviewer, body, session, models):
    make.council(body, is_closed=True, number="07/BB-HĐ")
    client, page = log_in(reviewer), address("council-close", session)
    client.post(address("council", session), votes(session, ("5", "0"), ("3", "2"), ("4", "1")))
    refused = client.post(page, {"version": 2, "number": "07/BB-HĐ"})
    assert f"{body} has used the number 07/BB-HĐ for other minutes in {session.held_on.year}." in words(refused)
    assert client.post(page, {"version": 1, "number": "08/BB-HĐ"}).status_code == 200  # an old page
    assert client.post(page, {"version": 2, "number": "08/BB-HĐ"}).status_code == 302
    assert client.post(page, {"version": 2, "number": "08/BB-HĐ"}).status_code == 403
    assert client.post(address("council", session), votes(session)).status_code == 403


def test_minutes_are_a_pdf_and_a_word_file_with_the_list(reviewer, session):
    client = log_in(reviewer)
    pdf = client.get(address("council-minutes-pdf", session))
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    docx = client.get(address("council-minutes-docx", session))
    text = ZipFile(io.BytesIO(docx.content)).read("word/document.xml").decode()
    assert [f"Mô hình {n}" in text for n in range(3)] == [True] * 3
    assert docx["Content-Disposition"] == f'attachment; filename="bien-ban-{session.held_on:%Y-%m-%d}.docx"'


def test_the_signed_minutes_are_judged_by_their_bytes_kept_once_and_handed_out(reviewer, leader, body):
    session = make.council(body, is_closed=True)
    client, page = log_in(reviewer), address("council-signed", session)
    wrong = client.post(page, {"scan": SimpleUploadedFile("bien-ban.pdf", b"MZ not a pdf")})
    assert "This is not a PDF file." in words(wrong)
    assert client.post(page, {"scan": SimpleUploadedFile("../ký.exe", PDF)}).status_code == 302
    assert client.post(page, {"scan": SimpleUploadedFile("x.pdf", PDF)}).status_code == 403
    got = log_in(leader).get(address("council-scan", session))
    assert (b"".join(got.streaming_content), got["Content-Type"], got["Cache-Control"]) == (
        PDF,
        "application/pdf",
        "private, no-store",
    )


def test_a_leader_reads_a_closed_session_and_changes_nothing(leader, body, models):
    session = make.council(body, models=models, is_closed=True)
    client = log_in(leader)
    page = words(client.get(address("council", session)))
    assert 'method="post" novalidate' not in page
    assert client.get(address("council-signed", session)).status_code == 403
    assert client.post(address("council", session), {}).status_code == 403
