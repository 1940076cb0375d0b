"""The pages of nominations: letters, their lists, the answers from above, the board."""

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registry.models import Entry, Initiative, Nomination, Nominee
from registry.services import ledgers
from registry.vocabulary import Level, NominationState, Role, Status, SubmitterType
from tests import make, varied

pytestmark = pytest.mark.django_db

LETTERS, BOARD = "/nominations/", "/nominations/board/"


def log_in(user) -> Client:
    """A browser in English, so that the tests read the source strings."""
    client = Client()
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


def words(response) -> str:
    return response.content.decode()


def asked(client, address) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.fixture
def model(world, submitter):
    return make.initiative(Status.RECOGNISED, world.an_sinh, by=submitter, title="Đường hoa Bình Sơn Đông")


@pytest.fixture
def draft(world):
    return make.letter(world.an_sinh, sent=False)


def numbers(response) -> list[str]:
    return [row.number for row in response.context["page"].rows]


# ---- lists ----


def test_each_level_sees_its_own_letters_and_those_it_received(world, reviewer, province_reviewer, neighbour_reviewer):
    one = make.initiative(Status.RECOGNISED, world.an_sinh)
    make.letter(world.an_sinh, one, number="1/AS")
    make.letter(world.an_sinh, number="2/AS", sent=False)
    make.letter(world.dong_trieu, number="1/DT")
    make.letter(world.province, number="1/TU")

    def boxes(user) -> list[list[str]]:
        client = log_in(user)
        return [numbers(client.get(LETTERS, {"box": box})) for box in ("sent", "received")]

    assert boxes(reviewer) == [["2/AS", "1/AS"], []]
    assert boxes(neighbour_reviewer) == [["1/DT"], []]
    assert boxes(province_reviewer) == [["1/TU"], ["1/TU", "1/DT", "1/AS"]]


def test_a_leader_reads_what_was_sent_and_no_draft(world, leader, commune_leader):
    make.letter(world.an_sinh, number="1/AS")
    hidden = make.letter(world.an_sinh, number="2/AS", sent=False)
    assert numbers(log_in(leader).get(LETTERS, {"box": "received"})) == ["1/AS"]
    assert numbers(log_in(commune_leader).get(LETTERS, {"box": "sent"})) == ["1/AS"]
    assert log_in(commune_leader).get(reverse("nomination", args=[hidden.pk])).status_code == 404


def test_the_list_counts_the_models_by_state_and_filters_by_campaign(world, reviewer):
    for state in (NominationState.RETURNED, NominationState.NOMINATED, NominationState.NOMINATED):
        make.letter(world.an_sinh, make.initiative(Status.RECOGNISED, world.an_sinh), state=state)
    make.letter(world.an_sinh, campaign=make.campaign(2024), number="2024")
    client = log_in(reviewer)
    response = client.get(LETTERS)
    assert [(state, number) for state, _label, number in response.context["states"]] == [("nominated", 2), ("returned", 1)]
    assert numbers(client.get(LETTERS, {"campaign": "2024"})) == ["2024"]
    assert len(numbers(client.get(LETTERS, {"campaign": "x", "box": "x", "after": "x"}))) == 4


# ---- writing a letter ----


def test_the_whole_way_from_a_new_letter_to_a_sent_one(world, campaign, reviewer, model):
    body = make.body(unit=world.an_sinh)
    client = log_in(reviewer)
    form = client.get(reverse("nomination-new")).context["form"]
    assert (form["unit"].value(), form["body"].value()) == (world.an_sinh.pk, body.pk)
    values = {"campaign": campaign.pk, "unit": world.an_sinh.pk, "body": body.pk}
    response = client.post(reverse("nomination-new"), values)
    letter = Nomination.objects.get()
    assert response.url == reverse("nomination-add", args=[letter.pk])
    assert [row.pk for row in client.get(response.url).context["page"].rows] == [model.pk]
    assert client.post(response.url, {"id": [model.pk]}).status_code == 302
    facts = {"body": body.pk, "number": "15/TTr-UBND", "dated": f"{make.today():%d/%m/%Y}", "signatory": "Vũ Văn Thử"}
    assert client.post(reverse("nomination-edit", args=[letter.pk]), facts).status_code == 302
    assert client.post(reverse("nomination-send", args=[letter.pk])).status_code == 302
    letter.refresh_from_db()
    assert (letter.number, letter.sent_by, letter.body) == ("15/TTr-UBND", reviewer, body)
    assert Nominee.objects.get().state == NominationState.NOMINATED


def test_a_refused_act_says_so_on_the_letter_and_keeps_what_was_typed(reviewer, draft):
    client = log_in(reviewer)
    assert "The list of this letter is empty." in words(client.post(reverse("nomination-send", args=[draft.pk])))
    late = f"{make.today(3):%d/%m/%Y}"
    response = client.post(reverse("nomination-edit", args=[draft.pk]), {"number": "7/TTr", "dated": late})
    assert "This day is in the future." in words(response)
    assert (response.context["form"]["number"].value(), response.context["form"]["dated"].value()) == ("7/TTr", late)


def test_models_are_found_by_words_and_taken_all_at_once(world, reviewer, draft, model):
    for title in ("Đường hoa thứ hai", "Khu phố không rác"):
        make.initiative(Status.RECOGNISED, world.an_sinh, title=title)
    client = log_in(reviewer)
    address = reverse("nomination-add", args=[draft.pk])
    found = client.get(address, {"q": "duong hoa"}).context["page"].rows
    assert [row.title for row in found] == ["Đường hoa Bình Sơn Đông", "Đường hoa thứ hai"]
    client.post(f"{address}?q=duong+hoa", {"everything": "1"})
    assert [row.initiative.title for row in draft.nominees.select_related("initiative")] == [row.title for row in found]
    assert [row.title for row in client.get(address).context["page"].rows] == ["Khu phố không rác"]


def test_nonsense_and_the_models_of_others_are_no_choice(world, reviewer, draft):
    theirs = make.initiative(Status.RECOGNISED, world.dong_trieu)
    client = log_in(reviewer)
    for chosen in ([], ["x", "-1", "9" * 30], [theirs.pk]):
        response = client.post(reverse("nomination-add", args=[draft.pk]), {"id": chosen})
        assert (response.status_code, "No model was chosen." in words(response)) == (200, True)


def test_ticked_models_leave_the_list_and_a_draft_is_discarded(world, reviewer, model):
    letter = make.letter(world.an_sinh, model, sent=False)
    client = log_in(reviewer)
    client.post(reverse("nomination-remove", args=[letter.pk]), {"nominee": [letter.nominees.get().pk, "x"]})
    assert letter.nominees.count() == 0
    assert client.post(reverse("nomination-discard", args=[letter.pk])).url == LETTERS
    assert Nomination.objects.count() == 0


def test_the_province_sees_no_button_of_the_commune_and_may_press_none(world, province_reviewer, model):
    letter = make.letter(world.an_sinh, model, sent=False)
    client = log_in(province_reviewer)
    assert client.get(reverse("nomination", args=[letter.pk])).status_code == 404
    sent = make.letter(world.an_sinh, number="1/AS")
    for name in ("nomination-send", "nomination-discard", "nomination-remove"):
        assert client.post(reverse(name, args=[sent.pk])).status_code == 403
    assert client.get(reverse("nomination-add", args=[sent.pk])).status_code == 403


# ---- answering ----


@pytest.mark.parametrize(("name", "state"), [("return", "returned"), ("refuse", "not_recognised")])
def test_the_level_above_answers_with_a_remark(world, province_reviewer, model, name, state):
    letter = make.letter(world.an_sinh, model)
    nominee = letter.nominees.get()
    client = log_in(province_reviewer)
    address = reverse("nominee-answer", args=[letter.pk, nominee.pk, name])
    assert address in words(client.get(reverse("nomination", args=[letter.pk])))
    assert "Write a remark: the unit reads it." in words(client.post(address, {"remark": " "}))
    assert client.post(address, {"remark": "Thiếu báo cáo."}).status_code == 302
    nominee.refresh_from_db()
    assert (nominee.state, nominee.remark) == (state, "Thiếu báo cáo.")
    assert "This nomination is now" in words(client.post(address, {"remark": "Lần nữa."}))


def test_a_refusal_is_taken_back_from_the_letter_with_a_reason(world, province_reviewer, model):
    letter = make.letter(world.an_sinh, model, state=NominationState.NOT_RECOGNISED)
    nominee = letter.nominees.get()
    client = log_in(province_reviewer)
    address = reverse("nominee-answer", args=[letter.pk, nominee.pk, "return"])
    page = words(client.get(reverse("nomination", args=[letter.pk])))
    assert (address in page, f"{nominee.pk}/refuse/" in page) == (True, False)
    page = words(client.get(address))
    assert ("Take the refusal back" in page, "may be nominated again in a new letter" in page) == (True, True)
    assert client.post(address, {"remark": " "}).context["form"].errors
    client.post(address, {"remark": "Xem lại theo kiến nghị của phường."})
    nominee.refresh_from_db()
    assert (nominee.state, nominee.remark) == ("returned", "Xem lại theo kiến nghị của phường.")
    for name in ("return", "refuse"):  # what is answered is told, and no form offered
        page = words(client.get(reverse("nominee-answer", args=[letter.pk, nominee.pk, name])))
        assert ("This nomination is now “Returned”." in page, "<textarea" in page) == (True, False)
    again = words(client.post(address, {"remark": "Nữa."}))
    assert ("This nomination is now “Returned”." in again, "Nữa." in again) == (True, True)


def test_answers_of_another_letter_or_of_no_name_are_not_found(world, province_reviewer, model):
    letter, other = make.letter(world.an_sinh, model), make.letter(world.an_sinh)
    nominee = letter.nominees.get()
    client = log_in(province_reviewer)
    assert client.get(reverse("nominee-answer", args=[other.pk, nominee.pk, "return"])).status_code == 404
    assert client.get(reverse("nominee-answer", args=[letter.pk, nominee.pk, "praise"])).status_code == 404


def test_who_sent_the_letter_finds_the_reason_instead_of_the_buttons(world, province_reviewer, model):
    make.recognition(model, make.decision(Level.PROVINCE), status_before=Status.RECOGNISED)
    letter = make.letter(world.province, model, sent_by=province_reviewer)
    client = log_in(province_reviewer)
    response = client.get(reverse("nomination", args=[letter.pk]))
    assert response.context["why_not"] == "You nominated this model yourself, so somebody else has to answer."
    address = reverse("nominee-answer", args=[letter.pk, letter.nominees.get().pk, "return"])
    assert client.get(address).status_code == 403


# ---- the paper ----


@pytest.mark.parametrize(("kind", "starts"), [("pdf", b"%PDF-"), ("docx", b"PK")])
def test_the_letter_is_a_paper_of_its_reader(world, reviewer, neighbour_reviewer, model, kind, starts):
    letter = make.letter(world.an_sinh, model, body=make.body(unit=world.an_sinh), number="15/TTr-UBND")
    address = reverse("nomination-paper", args=[letter.pk, kind])
    response = log_in(reviewer).get(address)
    assert (response.content[: len(starts)], response["Content-Disposition"]) == (
        starts,
        f'attachment; filename="to-trinh-15-ttr-ubnd.{kind}"',
    )
    assert log_in(neighbour_reviewer).get(address).status_code == 404
    assert log_in(reviewer).get(reverse("nomination-paper", args=[letter.pk, "odt"])).status_code == 404


def test_a_letter_that_names_persons_is_taken_out_by_a_button_and_the_trail_notes_it(world, reviewer, model):
    person = make.initiative(Status.RECOGNISED, world.an_sinh, submitter_type=SubmitterType.INDIVIDUAL, collective_name="")
    letter = make.letter(world.an_sinh, model, person, body=make.body(unit=world.an_sinh), number="15/TTr-UBND")
    address = reverse("nomination-paper", args=[letter.pk, "docx"])
    client = log_in(reviewer)
    assert client.get(address)["Content-Type"] == "text/html; charset=utf-8"
    assert not Entry.objects.filter(action="nomination.paper").exists()
    assert client.post(address).content[:2] == b"PK"
    entry = Entry.objects.get(action="nomination.paper")
    assert (entry.actor, entry.chain, entry.data["file"]) == (reviewer, f"nomination {letter.pk}", "docx")


# ---- the line on the pages of a model ----


def test_the_pages_of_a_model_say_how_it_was_nominated(world, reviewer, submitter, model):
    letter = make.letter(world.an_sinh, model, state=NominationState.RETURNED, number="15/TTr-UBND")
    letter.nominees.update(remark="Thiếu báo cáo.")
    draft = make.letter(world.an_sinh, model, sent=False, number="16/TTr-UBND")
    address = reverse("nomination", args=[letter.pk])
    own = words(log_in(submitter).get(model.get_absolute_url()))
    desk = words(log_in(reviewer).get(reverse("review-model", args=[model.code])))
    for page in (own, desk):
        assert "Thiếu báo cáo." in page
    assert (address in own, "16/TTr-UBND" in own) == (False, False)
    assert (address in desk, reverse("nomination", args=[draft.pk]) in desk) == (True, True)


def test_the_model_page_asks_the_same_for_one_nomination_and_three(world, submitter, model):
    client = log_in(submitter)
    make.letter(world.an_sinh, model, state=NominationState.RETURNED)
    before = asked(client, model.get_absolute_url())
    for _number in range(2):
        make.letter(world.an_sinh, model, state=NominationState.RETURNED)
    assert asked(client, model.get_absolute_url()) == before


# ---- the board ----


@pytest.fixture
def cascade(world, submitter):
    """An Sinh: registered, recognised, four nominated of which each went another way; Đông Trieu: one recognised."""
    make.initiative(Status.REGISTERED, world.an_sinh)
    for state in (
        NominationState.NOMINATED,
        NominationState.RETURNED,
        NominationState.NOT_RECOGNISED,
        NominationState.RECOGNISED,
    ):
        row = make.initiative(Status.RECOGNISED, world.an_sinh)
        make.letter(world.an_sinh, row, state=state)
        if state == NominationState.RECOGNISED:
            make.recognition(row, make.decision(Level.PROVINCE), status_before=Status.RECOGNISED)
            make.letter(world.province, row)
    make.letter(world.an_sinh, make.initiative(Status.RECOGNISED, world.an_sinh), sent=False)
    make.initiative(Status.RECOGNISED, world.dong_trieu)


def cells(line) -> list[int]:
    return [cell.count for _words, cell in line["cells"]]


def test_the_board_counts_each_unit_and_adds_up(leader, cascade):
    context = log_in(leader).get(BOARD).context
    assert [(line["name"], cells(line)) for line in context["lines"]] == [
        ("Phường An Sinh", [6, 5, 4, 1, 1, 1, 1, 1, 0]),
        ("Phường Đông Triều", [1, 1, 0, 0, 0, 0, 0, 0, 0]),
    ]
    assert cells(context["total"]) == [7, 6, 4, 1, 1, 1, 1, 1, 0]


def test_the_board_follows_the_scope_of_its_reader(commune_leader, neighbour_reviewer, stranger, submitter, cascade):
    assert cells(log_in(commune_leader).get(BOARD).context["total"]) == [6, 5, 4, 1, 1, 1, 1, 1, 0]
    assert cells(log_in(neighbour_reviewer).get(BOARD).context["total"]) == [1, 1, 0, 0, 0, 0, 0, 0, 0]
    for person in (stranger, submitter):
        assert log_in(person).get(BOARD).status_code == 403


def test_every_number_of_the_board_opens_exactly_its_rows(leader, cascade):
    client = log_in(leader)
    context = client.get(BOARD).context
    for line in (*context["lines"], context["total"]):
        for _words, cell in line["cells"]:
            if cell.count:
                opened = client.get(cell.address).context
                assert (opened["total"], len(opened["page"].rows)) == (cell.count, cell.count)
            else:
                assert cell.address == ""


def test_by_the_units_of_today_each_model_stands_with_the_unit_that_carries_its_unit_on(world, leader):
    campaign = varied.closed_campaign(2024)
    rows = [make.initiative(Status.RECOGNISED, unit, campaign=campaign) for unit in (world.binh_duong, *[world.duc_chinh] * 2)]
    make.letter(world.an_sinh, *rows)
    Initiative.objects.filter(pk=rows[1].pk).update(allocated_unit=world.dong_trieu)
    ledgers.repair()
    client = log_in(leader)
    then, today = (client.get(BOARD, {"campaign": 2024, "units": way}).context for way in ("then", "today"))
    assert {line["name"]: cells(line)[:3] for line in then["lines"]} == {
        "Phường Đức Chính": [2, 2, 2],
        "Xã Bình Dương": [1, 1, 1],
    }
    assert {line["name"]: cells(line)[:3] for line in today["lines"]} == {
        "Phường An Sinh": [1, 1, 1],
        "Phường Đông Triều": [1, 1, 1],
        "Not allocated": [1, 1, 1],
    }
    assert cells(then["total"]) == cells(today["total"])
    for line in (*then["lines"], *today["lines"]):
        for _words, cell in line["cells"]:
            if cell.count:
                assert client.get(cell.address).context["total"] == cell.count, cell.address


def test_of_several_letters_about_one_model_the_last_sent_one_counts(world, leader, model):
    make.letter(world.an_sinh, model, state=NominationState.RETURNED)
    assert cells(log_in(leader).get(BOARD).context["total"])[2:6] == [1, 0, 1, 0]
    make.letter(world.an_sinh, model, sent=False)
    assert cells(log_in(leader).get(BOARD).context["total"])[2:6] == [1, 0, 1, 0]
    Nomination.objects.filter(sent_at=None).delete()
    make.letter(world.an_sinh, model)
    assert cells(log_in(leader).get(BOARD).context["total"])[2:6] == [1, 1, 0, 0]


def test_the_board_as_csv_has_the_numbers_of_the_page(leader, cascade):
    response = log_in(leader).get(reverse("nominations-csv"))
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = [row for row in csv.reader(io.StringIO(text)) if len(row) > 1]
    assert rows[0][:4] == ["Key", "Unit", "Registered", "Grassroots (commune) level: Recognised"]
    assert [row[1:] for row in rows[1:]] == [
        ["phường An Sinh", "6", "5", "4", "1", "1", "1", "1", "1", "0"],
        ["phường Đông Triều", "1", "1", "0", "0", "0", "0", "0", "0", "0"],
        ["Total", "7", "6", "4", "1", "1", "1", "1", "1", "0"],
    ]


def test_nonsense_in_the_address_of_the_board_is_no_error(leader, cascade):
    client = log_in(leader)
    for address in (f"{BOARD}?campaign=x&all=x", f"{BOARD}models/?step=x&unit=%00x&campaign=y&after=z"):
        assert client.get(address).status_code == 200


def test_without_a_campaign_there_is_an_empty_board(leader):
    client = log_in(leader)
    assert client.get(BOARD).status_code == 200
    assert client.get(reverse("nominations-csv")).status_code == 404


@pytest.mark.parametrize("name", ["nominations", "nominations-board", "nominations-models", "nomination", "nomination-add"])
def test_a_page_asks_the_same_for_one_row_and_thirty(world, superuser, name):
    letter = make.letter(world.an_sinh, make.initiative(Status.RECOGNISED, world.an_sinh), sent=name != "nomination-add")
    address = reverse(name, args=[letter.pk] if name in ("nomination", "nomination-add") else [])
    make.initiative(Status.RECOGNISED, world.an_sinh)
    client = log_in(superuser)
    asked(client, address)
    before = asked(client, address)
    units = [make.unit(f"Khu {number}", parent=world.province) for number in range(6)]
    for number in range(30):
        row = make.initiative(Status.RECOGNISED, units[number % 6] if name.startswith("nominations") else world.an_sinh)
        if name.startswith("nominations"):
            make.letter(row.unit, row)
        elif name == "nomination":
            make.nominee(letter, row)
    assert asked(client, address) == before


def test_a_reviewer_who_nominates_for_no_unit_begins_no_letter(superuser):
    assert log_in(superuser).get(reverse("nomination-new")).status_code == 403
    assert Role.REVIEWER not in superuser.roles()
