"""The unit's side: list, one model, the registration form, the report, and the steps by button."""

import html
import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from registry.models import Entry, Initiative
from registry.services import initiatives, review
from registry.vocabulary import TEXT_PARTS, Action, Level, Novelty, Part, Role, Status, SubmitterType, UnitType
from tests import make
from tests.conftest import trail_of

LIST_QUERIES = 11
PAGE_QUERIES = 17


def log_in(user, **extra) -> Client:
    """A browser in English, so that the tests read the source strings."""
    client = Client(**extra)
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


def words(response) -> str:
    """What the page says, with the entities resolved."""
    return html.unescape(response.content.decode())


def titles(response) -> list[str]:
    return [row["initiative"].title for row in response.context["rows"]]


def url(name, initiative) -> str:
    return reverse(name, args=[initiative.code])


def typed(**changes) -> dict:
    """What a browser sends from a form in which everything is filled in."""
    values = make.facts()
    sent = {name: value for name, value in values.items() if isinstance(value, str)}
    sent |= {
        "sector": values["sector"].pk,
        "starts_on": values["starts_on"].strftime("%d/%m/%Y"),
        "ends_on": values["ends_on"].strftime("%d/%m/%Y"),
    }
    return {name: value for name, value in {**sent, **changes}.items() if value is not None}


def new_page(unit, campaign, **changes) -> dict:
    return typed(**{"token": str(uuid4()), "unit": unit.key, "campaign": campaign.year, **changes})


def refusals(response) -> dict:
    return {name: list(map(str, errors)) for name, errors in response.context["form"].errors.items()}


@pytest.fixture
def browser(submitter):
    return log_in(submitter)


@pytest.fixture
def draft(submitter, campaign):
    return make.initiative(Status.DRAFT, submitter.unit, by=submitter)


# ---- the list ----


def test_the_list_holds_the_models_of_the_own_unit_and_its_predecessors(browser, world, campaign):
    for unit in (world.an_sinh, world.binh_duong, world.dong_trieu):
        make.initiative(Status.SUBMITTED, unit, title=f"Của {unit}")
    assert sorted(titles(browser.get("/models/"))) == ["Của phường An Sinh", "Của phường Bình Dương"]


def test_units_below_are_one_choice_away_and_offer_no_step(world, campaign):
    village = make.unit("Thôn Đông", UnitType.VILLAGE, world.an_sinh)
    make.initiative(Status.REGISTERED, village, title="Của thôn")
    browser = log_in(make.user(Role.SUBMITTER, world.an_sinh))
    assert titles(browser.get("/models/")) == []
    response = browser.get("/models/?whose=below")
    assert titles(response) == ["Của thôn"]
    assert [row["button"] for row in response.context["rows"]] == [None]


def test_what_must_be_done_stands_first(browser, submitter, campaign):
    make.initiative(Status.RETURNED, submitter.unit, title="returned", changed_at=make.ago(9))
    make.initiative(Status.DRAFT, submitter.unit, title="draft", changed_at=make.ago(8))
    make.initiative(Status.RECOGNISED, submitter.unit, title="recognised", changed_at=make.ago(1))
    make.initiative(Status.SUBMITTED, submitter.unit, title="submitted", changed_at=make.ago(2))
    make.initiative(Status.REGISTERED, submitter.unit, title="registered", changed_at=make.ago(7))
    assert titles(browser.get("/models/")) == ["registered", "draft", "returned", "recognised", "submitted"]


@pytest.mark.parametrize(
    ("tab", "found"),
    [
        ("todo", ["draft", "registered", "returned"]),
        ("waiting", ["reported", "submitted"]),
        ("done", ["declined", "not_recognised", "recognised", "revoked", "withdrawn"]),
    ],
)
def test_each_tab_counts_exactly_its_rows(browser, submitter, campaign, tab, found):
    for status in Status:
        make.initiative(status, submitter.unit, title=status.value)
    response = browser.get(f"/models/?tab={tab}")
    assert sorted(titles(response)) == found
    counts = {one["name"]: one["count"].number for one in response.context["tabs"]}
    assert counts == {"": 10, "todo": 3, "waiting": 2, "done": 5}


def test_a_registered_model_waits_until_reports_open(browser, submitter):
    campaign = make.campaign(reports_open=make.today(5))
    make.initiative(Status.REGISTERED, submitter.unit, campaign=campaign, title="early")
    assert titles(browser.get("/models/?tab=todo")) == []
    assert titles(browser.get("/models/?tab=waiting")) == ["early"]


def test_only_the_returned_row_has_a_primary_button(browser, submitter, campaign):
    for status in (Status.RETURNED, Status.DRAFT, Status.REGISTERED, Status.SUBMITTED):
        make.initiative(status, submitter.unit, title=status.value)
    rows = browser.get("/models/").context["rows"]
    assert {row["initiative"].title: (row["button"] or {}).get("leads") for row in rows} == {
        "returned": True,
        "draft": False,
        "registered": False,
        "submitted": None,
    }


def test_pages_lead_through_all_models_once(browser, submitter, campaign):
    for number in range(60):
        status = Status.DRAFT if number % 2 else Status.SUBMITTED
        make.initiative(status, submitter.unit, title=f"{number:02d}", changed_at=make.ago(number))
    seen, address = [], "/models/"
    while address:
        response = browser.get(address)
        seen += titles(response)
        address = response.context["following"] and f"/models/{response.context['following']}"
    assert seen == [f"{n:02d}" for n in range(1, 60, 2)] + [f"{n:02d}" for n in range(0, 60, 2)]


@pytest.mark.parametrize("query", ["?after=x", "?before=999999", "?rest=1&after=%00", "?tab=x&status=y&campaign=z&type=1"])
def test_a_nonsense_address_shows_the_list(browser, draft, query):
    assert browser.get(f"/models/{query}").status_code == 200


def test_the_list_is_searched_without_accents(browser, submitter, campaign):
    make.initiative(Status.DRAFT, submitter.unit, title="Đường hoa thôn Đông")
    make.initiative(Status.DRAFT, submitter.unit, title="Tổ tự quản")
    response = browser.get("/models/?q=duong hoa")
    assert titles(response) == ["Đường hoa thôn Đông"]


def test_the_deadline_says_the_days_left(browser):
    make.campaign(registration_closes=make.today(6))
    assert browser.get("/models/").context["deadline"]["words"] == "6 days left"


def test_an_empty_list_leads_to_the_first_registration(browser, campaign):
    assert "Your unit has no model yet" in words(browser.get("/models/"))
    assert "No model fits these filters" in words(browser.get("/models/?q=xyz"))


def test_a_leader_reads_the_list_without_things_to_do(leader, world, campaign):
    make.initiative(Status.RETURNED, world.an_sinh, title="returned")
    make.initiative(Status.DRAFT, world.an_sinh, title="draft")
    response = log_in(leader).get("/models/")
    assert titles(response) == ["returned"]
    assert [tab["name"] for tab in response.context["tabs"]] == ["", "waiting", "done"]
    assert [row["button"] for row in response.context["rows"]] == [None]


def test_a_stranger_sees_an_empty_list(stranger, world, campaign):
    make.initiative(Status.RECOGNISED, world.an_sinh)
    assert titles(log_in(stranger).get("/models/")) == []


def test_the_list_costs_the_same_for_one_row_and_thirty(browser, submitter, campaign, django_assert_max_num_queries):
    make.initiative(Status.RETURNED, submitter.unit)
    make.initiative(Status.RECOGNISED, submitter.unit)
    with django_assert_max_num_queries(LIST_QUERIES) as for_one:
        browser.get("/models/")
    for _number in range(15):
        make.initiative(Status.RETURNED, submitter.unit)
        make.initiative(Status.RECOGNISED, submitter.unit)
    with django_assert_max_num_queries(LIST_QUERIES) as for_thirty:
        browser.get("/models/")
    assert len(for_thirty) == len(for_one)


def test_every_page_of_the_list_costs_few_queries(browser, submitter, world, django_assert_max_num_queries):
    for year in (2024, 2025, 2026):
        campaign = make.campaign(year)
        for place in range(20):
            unit = world.binh_duong if place % 2 else submitter.unit
            status = Status.RETURNED if place % 3 else Status.RECOGNISED
            make.initiative(status, unit, campaign=campaign)
    address, pages = "/models/", 0
    while address:
        with django_assert_max_num_queries(LIST_QUERIES):
            response = browser.get(address)
        address, pages = response.context["following"] and f"/models/{response.context['following']}", pages + 1
    assert pages == 3


def test_the_parts_asked_about_stand_with_a_returned_model(browser, submitter, campaign):
    row = make.initiative(Status.RETURNED, submitter.unit)  # with an open remark on its method
    make.remark(row, part=Part.TITLE)
    make.remark(row, part=Part.AIMS, answered_at=make.ago(1))
    assert [line["asked"] for line in browser.get("/models/").context["rows"]] == ["Name of the model; Content and method"]


def test_the_list_reads_no_long_text(browser, draft, django_assert_max_num_queries):
    with django_assert_max_num_queries(LIST_QUERIES) as asked:
        browser.get("/models/")
    assert [q for q in asked.captured_queries if '"sustainability"' in q["sql"]] == []


# ---- one model ----


def test_a_model_shows_all_its_parts(browser, submitter, campaign):
    texts = {str(part): f"Phần {number}" for number, part in enumerate(TEXT_PARTS)}
    shown = make.initiative(Status.REPORTED, submitter.unit, **texts, report="Kết quả")
    said = words(browser.get(shown.get_absolute_url()))
    assert [text for text in [*texts.values(), "Kết quả", shown.code, "Nguyễn Văn Thử"] if text not in said] == []


def test_a_merged_unit_shows_its_name_then_and_its_successor_today(browser, world):
    campaign = make.campaign(2024, cutoff_on="2024-10-15", registration_opens="2024-01-01")
    campaign.refresh_from_db()
    shown = make.initiative(Status.RECOGNISED, world.binh_duong, campaign=campaign)
    assert "Phường An Sinh (when registered: xã Bình Dương)" in words(browser.get(shown.get_absolute_url()))


def test_a_split_unit_without_decision_is_not_allocated(browser, world, campaign):
    shown = make.initiative(Status.RECOGNISED, world.duc_chinh)
    assert "Phường Đức Chính (successor not allocated)" in words(browser.get(shown.get_absolute_url()))


def test_recognitions_stand_with_their_decision(browser, submitter, campaign):
    decision = make.decision(number="214/QĐ-UBND")
    shown = make.initiative(Status.RECOGNISED, submitter.unit, decision=decision)
    said = words(browser.get(shown.get_absolute_url()))
    assert "Recognised: Grassroots (commune) level" in said
    assert "Decision 214/QĐ-UBND of" in said


def test_a_draft_is_shown_to_its_unit_alone(draft, colleague, reviewer, leader, neighbour, stranger, superuser):
    people = {
        person: log_in(person).get(draft.get_absolute_url()).status_code
        for person in (colleague, reviewer, leader, neighbour, stranger, superuser)
    }
    assert list(people.values()) == [200, 404, 404, 404, 404, 404]


def test_the_buttons_are_those_of_the_rules(browser, submitter, campaign):
    found = {}
    for status in Status:
        shown = make.initiative(status, submitter.unit, by=submitter)
        found[status] = browser.get(shown.get_absolute_url()).context["can"]
    files, consent = {"attach", "detach"}, {"consent", "withdraw_consent"}
    assert found == {
        Status.DRAFT: {"save", "submit", "delete"} | files,
        Status.SUBMITTED: {"take_back", "withdraw"} | consent,
        Status.RETURNED: {"save", "submit", "withdraw"} | files | consent,
        Status.REGISTERED: {"save", "report", "withdraw"} | files | consent,
        Status.REPORTED: {"withdraw"} | consent,
        Status.DECLINED: consent,
        Status.WITHDRAWN: consent,
        Status.RECOGNISED: {"end"} | consent,
        Status.NOT_RECOGNISED: consent,
        Status.REVOKED: consent,
    }


@pytest.mark.parametrize("status", Status)
def test_the_own_unit_reads_what_happens_next(browser, submitter, campaign, status):
    shown = make.initiative(status, submitter.unit)
    assert browser.get(shown.get_absolute_url()).context["next"]


def test_a_reviewer_is_led_to_the_review_page_and_nowhere_else(reviewer, submitter, campaign):
    shown = make.initiative(Status.SUBMITTED, submitter.unit, by=submitter)
    said = words(log_in(reviewer).get(shown.get_absolute_url()))
    assert reverse("review-model", args=[shown.code]) in said
    assert reverse("initiative-withdraw", args=[shown.code]) not in said


def test_how_often_a_draft_was_saved_is_nobodys_business(submitter, reviewer, campaign):
    begun = initiatives.begin(campaign=campaign, unit=submitter.unit, by=submitter, facts=make.facts())
    for title in ("Hai", "Ba"):
        initiatives.save(begun, by=submitter, facts={"title": title})
    initiatives.submit(begun, by=submitter)
    acts = {
        person: [entry.action for entry in log_in(person).get(begun.get_absolute_url()).context["history"]]
        for person in (submitter, reviewer)
    }
    assert list(acts.values()) == [[Action.SUBMIT, Action.SAVE], [Action.SUBMIT]]


@pytest.mark.parametrize("status", Status)
def test_a_page_costs_few_queries(submitter, reviewer, world, campaign, status, django_assert_max_num_queries):
    is_draft = status == Status.DRAFT  # read by its own unit alone
    readers = [submitter] if is_draft else [submitter, reviewer]
    for unit in (submitter.unit, world.binh_duong, *([] if is_draft else [world.duc_chinh])):
        shown = make.initiative(status, unit, by=submitter)
        for reader in readers:
            browser = log_in(reader)
            with django_assert_max_num_queries(PAGE_QUERIES):
                assert browser.get(shown.get_absolute_url()).status_code == 200


def test_a_page_costs_the_same_with_a_long_history(browser, submitter, campaign, django_assert_max_num_queries):
    shown = make.initiative(Status.SUBMITTED, submitter.unit, by=submitter)
    Entry.objects.create(initiative=shown, actor=submitter, action=Action.SUBMIT, subject=shown.code, at=make.ago(1))
    with django_assert_max_num_queries(PAGE_QUERIES) as for_one:
        browser.get(shown.get_absolute_url())
    for _number in range(30):
        Entry.objects.create(initiative=shown, actor=submitter, action=Action.AMEND, subject=shown.code, at=make.ago(1))
    with django_assert_max_num_queries(PAGE_QUERIES) as for_thirty:
        browser.get(shown.get_absolute_url())
    assert len(for_thirty) == len(for_one)


# ---- a new registration ----


def test_a_complete_registration_is_begun_and_submitted(browser, submitter, campaign):
    response = browser.post("/models/new/", new_page(submitter.unit, campaign, send="1"))
    made = Initiative.objects.get()
    assert (response.status_code, response.url) == (302, made.get_absolute_url())
    assert (made.status, made.unit, made.campaign) == (Status.SUBMITTED, submitter.unit, campaign)
    assert [act for _by, act, *_rest in trail_of(made)] == [Action.SAVE, Action.SUBMIT]


def test_saving_asks_for_nothing(browser, submitter, campaign):
    response = browser.post("/models/new/", {"token": uuid4(), "unit": submitter.unit.key, "campaign": campaign.year})
    made = Initiative.objects.get()
    assert (response.status_code, response.url) == (302, url("initiative-edit", made))
    assert (made.status, made.title) == (Status.DRAFT, "")


def test_the_campaign_open_today_is_offered_first(browser, submitter):
    make.campaign(make.today().year + 1, registration_opens=make.today(40), registration_closes=make.today(60))
    current = make.campaign()
    assert browser.get("/models/new/").context["campaign"] == current


def test_the_unit_is_chosen_where_there_are_several(world, campaign):
    both = make.user(Role.SUBMITTER, world.an_sinh)
    both.memberships.create(unit=world.dong_trieu, role=Role.SUBMITTER)
    browser = log_in(both)
    assert [str(row) for row in browser.get("/models/new/").context["form"].fields["unit"].queryset] == [
        "phường An Sinh",
        "phường Đông Triều",
    ]
    browser.post("/models/new/", new_page(world.dong_trieu, campaign))
    assert Initiative.objects.get().unit == world.dong_trieu


def test_another_unit_cannot_be_chosen(browser, world, campaign):
    response = browser.post("/models/new/", new_page(world.dong_trieu, campaign))
    assert response.status_code == 200
    assert list(refusals(response)) == ["unit"]
    assert "Bình Sơn Đông" in words(response)
    assert not Initiative.objects.exists()


@pytest.mark.parametrize("who", ["reviewer", "leader", "stranger", "superuser"])
def test_only_submitters_register(request, who, campaign):
    response = log_in(request.getfixturevalue(who)).get("/models/new/")
    assert response.status_code == 403
    assert "Only those who enter the models of a unit can register one." in words(response)


def test_without_a_campaign_the_page_says_so(browser):
    assert "No campaign is open yet" in words(browser.get("/models/new/"))


def test_a_page_sent_twice_makes_one_model(browser, submitter, campaign):
    page = new_page(submitter.unit, campaign, send="1")
    first, second = browser.post("/models/new/", page), browser.post("/models/new/", page, follow=True)
    made = Initiative.objects.get()
    assert first.url == second.redirect_chain[-1][0] == made.get_absolute_url()
    assert "is already submitted." in words(second)


def test_an_incomplete_page_sent_twice_makes_one_model(browser, submitter, campaign):
    page = new_page(submitter.unit, campaign, send="1", aims="")
    assert [browser.post("/models/new/", page).status_code for _time in range(2)] == [200, 200]
    assert Initiative.objects.get().version == 1


def test_going_back_and_typing_more_goes_on_with_the_same_model(browser, submitter, campaign):
    page = new_page(submitter.unit, campaign)
    browser.post("/models/new/", page)
    browser.post("/models/new/", {**page, "title": "Tên khác"})
    assert Initiative.objects.get().title == "Tên khác"


def test_text_typed_after_sending_is_not_dropped(browser, submitter, campaign):
    page = new_page(submitter.unit, campaign, send="1")
    browser.post("/models/new/", page)
    response = browser.post("/models/new/", {**page, "aims": "Thêm một câu"})
    assert response.status_code == 200
    assert "Thêm một câu" in words(response)
    assert "is not saved in the model. Copy what you still need." in words(response)


def test_a_token_of_somebody_else_costs_one_more_press(browser, neighbour, submitter, campaign):
    token = uuid4()
    initiatives.begin(campaign=campaign, unit=neighbour.unit, by=neighbour, facts={}, token=token)
    page = new_page(submitter.unit, campaign, token=token)
    response = browser.post("/models/new/", page)
    assert refusals(response) == {"__all__": ["This form was already sent by somebody else. Open it anew."]}
    fresh = response.context["form"]["token"].value()
    assert browser.post("/models/new/", {**page, "token": fresh}).status_code == 302
    assert Initiative.objects.filter(unit=submitter.unit).count() == 1


@pytest.mark.parametrize("token", ["", "nonsense", "0" * 5000, None])
def test_a_nonsense_token_is_no_hindrance(browser, submitter, campaign, token):
    assert browser.post("/models/new/", new_page(submitter.unit, campaign, token=token)).status_code == 302


# ---- what is wrong ----


def test_sending_names_every_missing_part_at_its_field_and_keeps_the_draft(browser, submitter, campaign):
    page = new_page(submitter.unit, campaign, send="1", aims="", sector="", title="Đường hoa")
    response = browser.post("/models/new/", page)
    assert refusals(response) == {"sector": ["Choose the field."], "aims": ["Fill in: objectives and criteria."]}
    said = words(response)
    assert "<title>Error:" in said
    assert "Not submitted yet: 2 things to do" in said
    assert 'href="#id_aims"' in said
    made = Initiative.objects.get()
    assert (made.status, made.title) == (Status.DRAFT, "Đường hoa")


def test_what_is_right_is_saved_and_what_is_wrong_stays_as_typed(browser, draft):
    response = browser.post(
        url("initiative-edit", draft),
        typed(version=draft.version, title="Tên mới", starts_on="hôm qua", aims="x" * 100_000, save="1"),
    )
    assert sorted(refusals(response)) == ["aims", "starts_on"]
    assert refusals(response)["aims"] == ["Shorten this to 5000 characters; it has 100000 now."]
    said = words(response)
    assert 'value="hôm qua"' in said
    assert "x" * 100_000 in said
    assert "Saved, but for 2 places" in said
    assert 'name="version" value="2"' in said
    kept = (draft.title, draft.aims, draft.starts_on)
    draft.refresh_from_db()
    assert (draft.title, draft.aims, draft.starts_on) == ("Tên mới", *kept[1:])


@pytest.mark.parametrize("title", ["   ", "\u200b\u200b", "\u2060 \ufeff", ""])
def test_a_title_of_nothing_visible_is_missing(browser, draft, title):
    response = browser.post(url("initiative-edit", draft), typed(version=draft.version, title=title, send="1"))
    assert refusals(response) == {"title": ["Give the model a name."]}


def test_nul_and_control_characters_are_left_out(browser, draft):
    browser.post(url("initiative-edit", draft), typed(version=draft.version, title="Đường\x00 \x07hoa", save="1"))
    draft.refresh_from_db()
    assert draft.title == "Đường hoa"


def test_html_and_emoji_are_text(browser, draft):
    title = "<script>alert(1)</script> & “hoa” 👨‍👩‍👧"
    browser.post(url("initiative-edit", draft), typed(version=draft.version, title=title, aims=title, save="1"))
    draft.refresh_from_db()
    assert (draft.title, draft.aims) == (title, title)
    for address in (draft.get_absolute_url(), url("initiative-edit", draft), "/models/"):
        assert "<script>alert" not in browser.get(address).content.decode()
        assert title in words(browser.get(address))


@pytest.mark.parametrize(
    ("first", "last", "wrong", "kept"),
    [
        ("01/03/2026", "31/10/2025", ["ends_on"], ("2026-03-01", "2026-12-31")),
        ("31/12/2099", "", [], ("2099-12-31", None)),
        ("31/12/2099", "sometime", ["ends_on", "starts_on"], ("2026-02-01", "2026-12-31")),
        ("sometime", "01/01/2026", ["ends_on", "starts_on"], ("2026-02-01", "2026-12-31")),
        ("31/12/2099", None, ["ends_on"], ("2026-02-01", "2026-12-31")),
    ],
)
def test_days_the_wrong_way_round_are_said_and_not_saved(browser, submitter, campaign, first, last, wrong, kept):
    row = make.initiative(Status.DRAFT, submitter.unit, starts_on="2026-02-01", ends_on="2026-12-31")
    response = browser.post(url("initiative-edit", row), typed(version=1, starts_on=first, ends_on=last, save="1"))
    assert sorted(refusals(response) if response.context else []) == wrong
    row.refresh_from_db()
    assert (str(row.starts_on), row.ends_on and str(row.ends_on)) == kept


@pytest.mark.parametrize("day", ["01/01/0001", "31/12/9999", "32/13/2026", "29/02/2026", "0", "-1", "1e9"])
def test_an_impossible_day_is_said(browser, draft, day):
    response = browser.post(url("initiative-edit", draft), typed(version=draft.version, starts_on=day, save="1"))
    assert "starts_on" in refusals(response)


@pytest.mark.parametrize("name", ["sector", "level", "submitter_type", "novelty", "continues"])
@pytest.mark.parametrize("value", ["x", "-1", "999999999999999999999999", "1 OR 1=1"])
def test_a_nonsense_choice_is_said_and_the_rest_saved(browser, draft, name, value):
    response = browser.post(
        url("initiative-edit", draft), typed(version=draft.version, **{name: value}, title="Tên mới", save="1")
    )
    assert list(refusals(response)) == [name]
    draft.refresh_from_db()
    assert draft.title == "Tên mới"


@pytest.mark.parametrize("sent", [{}, {"save": "1"}, {"title": "Chỉ tên"}])
def test_what_a_request_does_not_bring_stays_as_it_is(browser, draft, sent):
    draft.person.consented_at = make.ago(1)
    draft.person.save()
    before = {name: getattr(draft, name) for name in ("aims", "sector_id", "starts_on", "collective_name", "level")}
    browser.post(url("initiative-edit", draft), {"version": draft.version, **sent})
    draft.refresh_from_db()
    assert {name: getattr(draft, name) for name in before} == before
    assert draft.person.consented_at


def test_an_individual_has_no_collective(browser, draft):
    sent = typed(version=draft.version, submitter_type=SubmitterType.INDIVIDUAL, collective_name="Chi bộ", send="1")
    assert browser.post(url("initiative-edit", draft), sent).status_code == 302
    draft.refresh_from_db()
    assert (draft.status, draft.collective_name) == (Status.SUBMITTED, "")


def test_consent_is_recorded_with_its_time_and_can_be_taken_back(browser, draft):
    browser.post(url("initiative-edit", draft), typed(version=1, person_consent="on", save="1"))
    draft.person.refresh_from_db()
    assert draft.person.consented_at
    browser.post(url("initiative-edit", draft), typed(version=2, save="1"))
    draft.person.refresh_from_db()
    assert not draft.person.consented_at


def test_a_model_of_an_earlier_year_is_continued(browser, submitter, draft, world):
    last_year = make.campaign(draft.campaign.year - 1)
    earlier = make.initiative(Status.RECOGNISED, world.binh_duong, campaign=last_year)
    make.initiative(Status.DRAFT, submitter.unit, campaign=last_year)
    make.initiative(Status.RECOGNISED, world.dong_trieu, campaign=last_year)
    form = browser.get(url("initiative-edit", draft)).context["form"]
    assert list(form.fields["continues"].queryset) == [earlier]
    browser.post(
        url("initiative-edit", draft),
        typed(version=draft.version, novelty=Novelty.CONTINUED, continues=earlier.pk, save="1"),
    )
    draft.refresh_from_db()
    assert draft.continues == earlier


def test_a_new_registration_continues_nothing(browser, submitter, draft):
    earlier = make.initiative(Status.RECOGNISED, submitter.unit, campaign=make.campaign(draft.campaign.year - 1))
    response = browser.post(
        url("initiative-edit", draft), typed(version=1, novelty=Novelty.NEW, continues=earlier.pk, save="1")
    )
    assert list(refusals(response)) == ["novelty"]
    draft.refresh_from_db()
    assert draft.continues is None


# ---- windows, versions, rights ----


def test_a_new_form_says_that_registration_is_closed_unless_there_is_more_time(browser, submitter, campaign):
    new, sentence = "/models/new/?writing=none", "The text stays here as a draft."
    assert sentence not in words(browser.get(new))
    make.campaign(campaign.year, registration_closes=make.today(-1))
    assert f"Registration closed on {make.today(-1):%d/%m/%Y}. {sentence}" in words(browser.get(new))
    make.extension(submitter.unit, until=make.today(3))
    assert sentence not in words(browser.get(new))


def test_after_closing_the_text_is_kept_and_the_page_says_so(browser, draft):
    make.campaign(draft.campaign.year, registration_closes=make.today(-1))
    sentence = f"Registration closed on {make.today(-1):%d/%m/%Y}. The text stays here as a draft."
    assert sentence in words(browser.get(url("initiative-edit", draft)))
    response = browser.post(url("initiative-edit", draft), typed(version=1, title="Muộn", send="1"))
    assert refusals(response) == {"__all__": [sentence]}
    draft.refresh_from_db()
    assert (draft.status, draft.title) == (Status.DRAFT, "Muộn")


def test_a_stale_page_overwrites_only_by_choice(browser, draft, colleague):
    initiatives.save(draft, by=colleague, facts={"aims": "Của đồng nghiệp"})
    response = browser.post(url("initiative-edit", draft), typed(version=1, aims="Của tôi", save="1"))
    said = words(response)
    assert "Somebody else saved this model meanwhile" in said
    assert [both.label for both in response.context["differing"]] == ["Objectives and criteria"]
    assert "Của tôi" in said
    draft.refresh_from_db()
    assert draft.aims == "Của đồng nghiệp"
    browser.post(url("initiative-edit", draft), typed(version=1, aims="Của tôi", save="1"))
    draft.refresh_from_db()
    assert draft.aims == "Của đồng nghiệp"
    [newer] = re.findall(r'name="overwrite" value="(\d+)"', said)
    browser.post(url("initiative-edit", draft), typed(version=1, aims="Của tôi", overwrite=newer))
    draft.refresh_from_db()
    assert draft.aims == "Của tôi"


def test_overwriting_does_not_reach_a_version_that_was_not_seen(browser, draft, colleague):
    initiatives.save(draft, by=colleague, facts={"aims": "Bản hai"})
    initiatives.save(draft, by=colleague, facts={"aims": "Bản ba"})
    browser.post(url("initiative-edit", draft), typed(version=1, aims="Của tôi", overwrite="2"))
    draft.refresh_from_db()
    assert draft.aims == "Bản ba"


@pytest.mark.parametrize("version", ["", None, "x", "-1", "²", "9" * 40])
def test_a_page_without_a_readable_version_counts_as_old(browser, draft, version):
    browser.post(url("initiative-edit", draft), typed(version=version, title="Tên mới", save="1"))
    draft.refresh_from_db()
    assert draft.version == 1


def test_a_save_that_changes_nothing_is_never_stale(browser, draft, colleague):
    initiatives.save(draft, by=colleague, facts={"aims": "Bản hai"})
    assert browser.post(url("initiative-edit", draft), typed(version=1, aims="Bản hai", save="1")).status_code == 302


PAGES = ["initiative", "initiative-edit", "initiative-report", "initiative-withdraw", "initiative-delete"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", ["neighbour", "stranger"])
def test_another_units_model_is_not_there(request, who, name, submitter, campaign):
    browser = log_in(request.getfixturevalue(who))
    for status in (Status.DRAFT, Status.SUBMITTED, Status.REGISTERED):
        shown = make.initiative(status, submitter.unit)
        assert browser.get(url(name, shown)).status_code == 404
        if name != "initiative":
            assert browser.post(url(name, shown), {}).status_code == 404
            assert browser.post(url("initiative-take-back", shown), {}).status_code == 404


@pytest.mark.parametrize("name", PAGES[1:])
@pytest.mark.parametrize("who", ["reviewer", "leader", "superuser", "province_reviewer"])
def test_who_may_only_read_is_told_so(request, who, name, submitter, campaign):
    shown = make.initiative(Status.REGISTERED, submitter.unit)
    for response in (log_in(request.getfixturevalue(who)).get(url(name, shown)),):
        assert response.status_code == 403
        assert "Only a submitter of the unit itself may do this." in words(response)


@pytest.mark.parametrize("code", ["DVK-2026-999999", "DVK-2026-1", "x", "DVK-2026-000001%00"])
def test_a_code_that_does_not_exist_is_not_there(browser, campaign, code):
    assert browser.get(f"/models/{code}/").status_code == 404


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.REPORTED, Status.RECOGNISED, Status.WITHDRAWN])
def test_the_form_of_a_model_that_is_under_way_is_closed(browser, submitter, campaign, status):
    shown = make.initiative(status, submitter.unit)
    assert browser.get(url("initiative-edit", shown)).url == shown.get_absolute_url()
    assert browser.get(url("initiative-report", shown)).url == shown.get_absolute_url()


def test_reading_a_page_writes_nothing(browser, draft):
    before = Entry.objects.count(), Initiative.objects.values().get()
    for address in ("/models/", "/models/new/", *(url(name, draft) for name in PAGES)):
        browser.get(address)
    assert (Entry.objects.count(), Initiative.objects.values().get()) == before
    assert browser.get(url("initiative-take-back", draft)).status_code == 405


# ---- a returned model ----


@pytest.fixture
def returned(submitter, reviewer, campaign):
    """An Sinh's model, returned by the reviewer with a remark on resources and on the time frame."""
    row = make.initiative(Status.SUBMITTED, submitter.unit, by=submitter)
    review.return_(row, by=reviewer, remarks={Part.RESOURCES: "Ghi riêng từng nguồn.", Part.PERIOD: "Ngày nào?"})
    row.refresh_from_db()
    return row


def test_only_the_asked_parts_are_open(browser, returned):
    response = browser.get(url("initiative-edit", returned))
    assert sorted(response.context["form"].fields) == ["ends_on", "resources", "starts_on", "version"]
    said = words(response)
    assert "Ghi riêng từng nguồn." in said
    assert f"2 parts have to be corrected until the end of {returned.correct_until:%d/%m/%Y}." in said
    assert ("Current situation and reason", returned.situation) in response.context["locked"]


def test_a_locked_part_cannot_be_smuggled_in(browser, returned):
    sent = typed(version=returned.version, title="Tên khác", resources="Ngân sách 2 tỷ, dân 1,3 tỷ", send="1")
    assert browser.post(url("initiative-edit", returned), sent).status_code == 302
    before = returned.title
    returned.refresh_from_db()
    assert (returned.status, returned.title, returned.resources) == (
        Status.SUBMITTED,
        before,
        "Ngân sách 2 tỷ, dân 1,3 tỷ",
    )
    assert not returned.remarks.filter(answered_at=None).exists()


def test_after_the_last_day_corrections_are_kept_but_not_sent(browser, returned):
    Initiative.objects.filter(pk=returned.pk).update(correct_until=make.today(-1))
    response = browser.post(url("initiative-edit", returned), typed(version=returned.version, resources="Muộn", send="1"))
    sentence = f"Corrections were possible until {make.today(-1):%d/%m/%Y}. The text is kept."
    assert refusals(response) == {"__all__": [sentence]}
    returned.refresh_from_db()
    assert (returned.status, returned.resources) == (Status.RETURNED, "Muộn")


# ---- the report ----


@pytest.fixture
def registered(submitter, campaign):
    return make.initiative(Status.REGISTERED, submitter.unit, by=submitter)


def test_a_report_is_saved_and_sent(browser, registered):
    address = url("initiative-report", registered)
    assert browser.post(address, {"version": 1, "report": "Xong 810 m", "save": "1"}).url == address
    assert browser.post(address, {"version": 2, "report": "Xong 810 m", "send": "1"}).url == registered.get_absolute_url()
    registered.refresh_from_db()
    assert (registered.status, registered.report) == (Status.REPORTED, "Xong 810 m")


def test_an_empty_report_is_not_sent(browser, registered):
    response = browser.post(url("initiative-report", registered), {"version": 1, "report": " \u200b", "send": "1"})
    assert refusals(response) == {"report": ["Write what was achieved."]}


def test_a_report_before_its_time_is_kept(browser, registered):
    make.campaign(registered.campaign.year, reports_open=make.today(3))
    response = browser.post(url("initiative-report", registered), {"version": 1, "report": "Sớm", "send": "1"})
    assert refusals(response) == {"__all__": [f"Reports open on {make.today(3):%d/%m/%Y}. The text is kept."]}
    registered.refresh_from_db()
    assert (registered.status, registered.report) == (Status.REGISTERED, "Sớm")


def test_a_returned_report_shows_the_remark(browser, submitter, reviewer, campaign):
    shown = make.initiative(Status.REPORTED, submitter.unit, by=submitter)
    review.return_report(shown, by=reviewer, remark="Thiếu ngày nghiệm thu.")
    assert "Thiếu ngày nghiệm thu." in words(browser.get(url("initiative-report", shown)))


# ---- steps by button ----


def test_a_submitted_model_is_taken_back_until_it_is_read(browser, submitter, reviewer, campaign):
    shown = make.initiative(Status.SUBMITTED, submitter.unit, by=submitter)
    assert browser.post(url("initiative-take-back", shown), {"version": 1}).url == url("initiative-edit", shown)
    shown.refresh_from_db()
    assert shown.status == Status.DRAFT
    read = make.initiative(Status.SUBMITTED, submitter.unit, by=submitter, opened_at=make.ago(1))
    response = browser.post(url("initiative-take-back", read), {"version": 1}, follow=True)
    assert "A reviewer is already reading this model" in words(response)


def test_withdrawing_asks_for_the_reason(browser, registered):
    response = browser.post(url("initiative-withdraw", registered), {"version": 1, "reason": " "})
    assert list(refusals(response)) == ["reason"]
    browser.post(url("initiative-withdraw", registered), {"version": 1, "reason": "Không còn kinh phí"})
    registered.refresh_from_db()
    assert registered.status == Status.WITHDRAWN
    assert trail_of(registered)[-1][-1] == "Không còn kinh phí"


def test_a_draft_is_deleted_after_one_more_question(browser, draft):
    assert "Delete this draft?" in words(browser.get(url("initiative-delete", draft)))
    assert browser.post(url("initiative-delete", draft), {"version": 1}).url == "/models/"
    assert not Initiative.objects.exists()


def test_a_draft_that_somebody_changed_is_not_deleted(browser, draft, colleague):
    initiatives.save(draft, by=colleague, facts={"aims": "Bản hai"})
    response = browser.post(url("initiative-delete", draft), {"version": 1})
    assert list(refusals(response)) == ["__all__"]
    assert Initiative.objects.exists()


def test_steps_need_the_token_of_their_page(submitter, registered):
    browser = log_in(submitter, enforce_csrf_checks=True)
    response = browser.post(url("initiative-withdraw", registered), {"reason": "x"})
    assert response.status_code == 403
    assert "The page was too old to be sent" in words(response)


def test_the_level_offered_is_one_of_the_campaigns_time(browser, draft):
    form = browser.get(url("initiative-edit", draft)).context["form"]
    assert [value for value, _label in form.fields["level"].choices] == [Level.GRASSROOTS, Level.PROVINCE, Level.CENTRAL]
