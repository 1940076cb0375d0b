"""Nothing typed is lost, without script: kept texts, logging in on the way, old tokens, two versions, deadlines."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from registry.models import Initiative, Writing
from registry.services import initiatives, review
from registry.vocabulary import Part, Status
from tests import make

from .test_initiatives import log_in, new_page, refusals, typed, url, words

AUTOSAVE_QUERIES = 6
TEXT = "Đường hoa “khu 5”\r\nhàng hai 👩‍🌾 & <b>'x'</b>"


@pytest.fixture
def browser(submitter):
    return log_in(submitter)


@pytest.fixture
def draft(submitter, campaign):
    return make.initiative(Status.DRAFT, submitter.unit, by=submitter)


@pytest.fixture
def registered(submitter, campaign):
    return make.initiative(Status.REGISTERED, submitter.unit, by=submitter)


def autosave(browser, initiative=None, page=None, **fields):
    address = url("initiative-writing", initiative) if initiative else reverse("initiative-new-writing")
    version = initiative.version if initiative else ""
    return browser.post(address, {"page": page or uuid4(), "version": version, **fields})


def hidden_fields(response) -> dict:
    """The hidden fields of the page, as a browser would send them."""
    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', response.content.decode())
    return {name: words_of(value) for name, value in pairs}


def words_of(value: str) -> str:
    return words(type("Answer", (), {"content": value.encode()})())


def value_of(response, name) -> str:
    return response.context["form"][name].value()


# ---- the autosave ----


def test_an_autosave_keeps_the_fields_and_says_when(browser, submitter, draft):
    before, page = Initiative.objects.values().get(), uuid4()
    response = autosave(browser, draft, page, title=TEXT, sector="x", csrfmiddlewaretoken="t", save="1")
    assert response.status_code == 200
    assert re.fullmatch(r"\d\d:\d\d", response.json()["saved_at"])
    assert response.json()["newer"] is False
    row = Writing.objects.get()
    assert (row.page, row.author, row.initiative, row.version) == (page, submitter, draft, 1)
    assert row.data == {"title": [TEXT], "sector": ["x"]}
    assert Initiative.objects.values().get() == before


@pytest.mark.django_db(transaction=True)  # counts what opens and ends transactions too
@pytest.mark.parametrize("is_new", [True, False])
def test_an_autosave_costs_few_queries(browser, draft, is_new, django_assert_max_num_queries):
    for _number in range(12):
        autosave(browser, draft, title="Khác")
    page = uuid4()
    for text in ("Một", "Hai", "Hai"):
        with django_assert_max_num_queries(AUTOSAVE_QUERIES):
            assert autosave(browser, None if is_new else draft, page, title=text, aims="x" * 5000).status_code == 200


def test_an_autosave_says_that_somebody_saved_meanwhile(browser, colleague, draft):
    page = uuid4()
    assert autosave(browser, draft, page, title="Một").json()["newer"] is False
    initiatives.save(draft, by=colleague, facts={"aims": "Của đồng nghiệp"})
    assert autosave(browser, draft, page, title="Hai").json()["newer"] is True
    assert Writing.objects.get().version == 1


def test_an_autosave_of_nothing_new_keeps_nothing(browser, draft, django_assert_max_num_queries):
    page = uuid4()
    autosave(browser, draft, page, title="Một")
    with django_assert_max_num_queries(AUTOSAVE_QUERIES):
        assert autosave(browser, draft, page, title=draft.title, unchanged="1").status_code == 200
    assert not Writing.objects.exists()


def test_an_autosave_without_login_is_told_so_and_not_led_away(draft):
    for address in (url("initiative-writing", draft), reverse("initiative-new-writing")):
        response = Client().post(address, {"page": uuid4(), "title": TEXT})
        assert (response.status_code, response["Content-Type"]) == (401, "application/json")
    assert not Writing.objects.exists()


def test_the_text_of_one_account_is_never_kept_for_another(browser, submitter, colleague, draft):
    response = autosave(log_in(colleague), draft, title=TEXT, author=submitter.pk)
    assert response.status_code == 401
    page = uuid4()
    autosave(browser, draft, page, title=TEXT)
    assert autosave(log_in(colleague), draft, page, title="Khác").status_code == 400
    assert Writing.objects.get().data == {"title": [TEXT]}


@pytest.mark.parametrize("page", ["", "x", "0" * 5000, "1-2-3"])
def test_a_page_without_a_name_keeps_nothing(browser, draft, page):
    response = browser.post(url("initiative-writing", draft), {"page": page, "title": TEXT})
    assert (response.status_code, response.json()) == (400, {"sentence": "Open the form anew: this page has no name."})
    assert not Writing.objects.exists()


@pytest.mark.parametrize("version", ["", "x", "-1", "²", "9" * 40])
def test_a_nonsense_version_counts_as_none(browser, draft, version):
    response = browser.post(url("initiative-writing", draft), {"page": uuid4(), "version": version, "title": TEXT})
    assert response.json()["newer"] is True
    assert Writing.objects.get().version == 0


def test_too_much_text_is_said(browser, draft):
    response = autosave(browser, draft, aims="Đ" * 200_000)
    assert response.status_code == 400
    assert response.json()["sentence"].startswith("This is too much text")


def test_a_closed_model_still_keeps_what_is_typed(browser, submitter, campaign):
    sent = make.initiative(Status.SUBMITTED, submitter.unit, by=submitter)
    assert autosave(browser, sent, title=TEXT).status_code == 200
    assert Writing.objects.get().initiative == sent


def test_reading_does_not_autosave(browser, draft):
    assert browser.get(url("initiative-writing", draft)).status_code == 405
    assert browser.get(reverse("initiative-new-writing")).status_code == 405


# ---- who is here ----


def test_the_session_says_who_is_here_and_gives_a_token(browser, submitter, draft):
    assert Client().get("/session/").json()["user"] is None
    response = browser.get("/session/")
    assert response.json()["user"] == submitter.pk
    assert "no-store" in response["Cache-Control"]
    strict = log_in(submitter, enforce_csrf_checks=True)
    token = strict.get("/session/").json()["csrf"]
    sent = {"page": uuid4(), "title": TEXT}
    assert strict.post(url("initiative-writing", draft), sent, headers={"X-CSRFToken": token}).status_code == 200
    assert strict.post(url("initiative-writing", draft), sent, headers={"X-CSRFToken": "x" * 64}).status_code == 403


def test_logging_out_tells_the_browser_to_forget(browser):
    response = browser.post("/logout/")
    assert response["Clear-Site-Data"] == '"storage"'
    assert "Clear-Site-Data" not in browser.get("/logout/").headers


# ---- opening the form again ----


def test_what_was_typed_stands_in_the_form_again_as_it_was_typed(browser, draft):
    autosave(browser, draft, **typed(title=TEXT, starts_on="hôm qua", sector="", aims=""))
    response = browser.get(url("initiative-edit", draft))
    form = response.context["form"]
    assert {name: value_of(response, name) for name in ("title", "starts_on", "sector", "aims")} == {
        "title": TEXT,
        "starts_on": "hôm qua",
        "sector": "",
        "aims": "",
    }
    assert form.errors == {}
    said = words(response)
    assert re.search(r"What you wrote at \d\d:\d\d on \d\d/\d\d/\d{4} was not saved in the model yet; it stands below.", said)
    assert "<title>Error:" not in said


def test_the_restored_page_is_a_page_of_its_own_and_saving_ends_both(browser, draft):
    first = uuid4()
    autosave(browser, draft, first, **typed(title=TEXT))
    response = browser.get(url("initiative-edit", draft))
    fields = hidden_fields(response)
    assert fields["page"] != str(first)
    assert fields["restored"].startswith(f"{first}@")
    autosave(browser, draft, fields["page"], **typed(title="Gõ tiếp", restored=fields["restored"]))
    assert Writing.objects.count() == 2
    assert browser.get(url("initiative-edit", draft)).context["page"].others == []
    sent = typed(title="Gõ tiếp", version=fields["version"], page=fields["page"], restored=fields["restored"], save="1")
    assert browser.post(url("initiative-edit", draft), sent).status_code == 302
    assert not Writing.objects.exists()
    draft.refresh_from_db()
    assert draft.title == "Gõ tiếp"


def test_a_text_that_says_what_the_model_says_is_not_restored(browser, draft):
    autosave(browser, draft, **typed())
    response = browser.get(url("initiative-edit", draft))
    assert (response.context["page"].text, response.context["form"].is_bound) == (None, False)


def test_other_unsaved_texts_are_offered(browser, draft):
    pages = [uuid4() for _number in range(3)]
    for page, text in zip(pages, ("Một", "Hai", "Ba"), strict=True):
        autosave(browser, draft, page, **typed(title=text))
    response = browser.get(url("initiative-edit", draft))
    assert value_of(response, "title") == "Ba"
    assert [text.title for text in response.context["page"].others] == ["Hai", "Một"]
    response = browser.get(url("initiative-edit", draft) + f"?writing={pages[0]}")
    assert value_of(response, "title") == "Một"
    for nonsense in ("x", uuid4(), "%00"):
        assert value_of(browser.get(url("initiative-edit", draft) + f"?writing={nonsense}"), "title") == "Ba"


def test_nobody_reads_the_texts_of_another(browser, colleague, draft):
    page = uuid4()
    autosave(browser, draft, page, **typed(title=TEXT))
    other = log_in(colleague)
    for address in (url("initiative-edit", draft), url("initiative-edit", draft) + f"?writing={page}", "/models/"):
        assert "khu 5" not in words(other.get(address))


def test_a_text_is_discarded_by_a_press(browser, colleague, draft):
    autosave(log_in(colleague), draft, **typed(title="Của đồng nghiệp"))
    page = uuid4()
    autosave(browser, draft, page, **typed(title=TEXT))
    answer = browser.post(url("initiative-writing", draft), {"page": page, "paper": "registration", "discard": "1"})
    assert (answer.status_code, answer.url) == (302, url("initiative-edit", draft))
    assert [row.author.username for row in Writing.objects.all()] == ["colleague"]
    assert value_of(browser.get(url("initiative-edit", draft)), "title") == draft.title
    anonymous = Client().post(url("initiative-writing", draft), {"page": page, "discard": "1"})
    assert anonymous.url.startswith("/login/")


def test_a_field_that_the_text_does_not_bring_shows_what_the_model_says(browser, draft):
    autosave(browser, draft, title=TEXT)
    response = browser.get(url("initiative-edit", draft))
    assert (value_of(response, "title"), value_of(response, "aims")) == (TEXT, draft.aims)
    assert value_of(response, "submitter_type") == draft.submitter_type


def test_a_report_is_restored_apart_from_the_registration(browser, registered):
    autosave(browser, registered, paper="report", report=TEXT)
    response = browser.get(url("initiative-report", registered))
    assert value_of(response, "report") == TEXT
    answer = browser.post(url("initiative-writing", registered), {"page": uuid4(), "paper": "report", "discard": "1"})
    assert answer.url == url("initiative-report", registered)


def test_opening_a_form_costs_few_queries_however_many_texts_there_are(browser, draft, django_assert_max_num_queries):
    autosave(browser, draft, **typed(title=TEXT))
    with django_assert_max_num_queries(30) as for_one:
        browser.get(url("initiative-edit", draft))
    for _number in range(30):
        autosave(browser, draft, **typed(title=TEXT))
    with django_assert_max_num_queries(30) as for_many:
        browser.get(url("initiative-edit", draft))
    assert len(for_many) == len(for_one)


# ---- a model that was not begun ----


def test_an_unbegun_model_is_listed_and_gone_on_with(browser, submitter, campaign):
    page = uuid4()
    sent = new_page(submitter.unit, campaign, title=TEXT)
    autosave(browser, None, page, **sent)
    response = browser.get("/models/")
    assert [(text.page, text.title) for text in response.context["texts"]] == [(page, TEXT)]
    assert f"/models/new/?writing={page}" in words(response)
    response = browser.get(f"/models/new/?writing={page}")
    assert (value_of(response, "title"), value_of(response, "token")) == (TEXT, sent["token"])
    fields = hidden_fields(response)
    answer = browser.post("/models/new/", {**sent, "page": fields["page"], "restored": fields["restored"], "save": "1"})
    assert answer.url == url("initiative-edit", Initiative.objects.get())
    assert not Writing.objects.exists()
    assert browser.get("/models/").context["texts"] == []


def test_a_new_form_goes_on_with_the_newest_text_unless_an_empty_one_is_asked_for(browser, submitter, campaign):
    for text in ("Một", "Hai"):
        autosave(browser, None, **new_page(submitter.unit, campaign, title=text))
    response = browser.get("/models/new/")
    assert value_of(response, "title") == "Hai"
    assert [text.title for text in response.context["page"].others] == ["Một"]
    response = browser.get("/models/new/?writing=none")
    assert value_of(response, "title") is None
    assert [text.title for text in response.context["page"].others] == ["Hai", "Một"]


def test_the_list_says_which_models_have_unsaved_text(browser, draft, registered):
    autosave(browser, draft, title=TEXT)
    autosave(browser, registered, paper="report", report=TEXT)
    rows = browser.get("/models/").context["rows"]
    assert {row["initiative"]: row["unsaved"] and row["unsaved"].paper for row in rows} == {
        draft: "registration",
        registered: "report",
    }
    said = words(browser.get("/models/"))
    assert said.count("that is not saved in the model yet: go on writing") == 2


# ---- sent, and not everything could be saved ----


def test_what_could_not_be_saved_is_kept_when_the_window_is_closed(browser, draft):
    page = uuid4()
    response = browser.post(
        url("initiative-edit", draft), typed(version=1, page=page, title=TEXT, starts_on="hôm qua", save="1")
    )
    assert list(refusals(response)) == ["starts_on"]
    assert response.context["page"].name == page
    row = Writing.objects.get()
    assert (row.page, row.version, row.data["starts_on"]) == (page, 2, ["hôm qua"])
    response = browser.get(url("initiative-edit", draft))
    assert value_of(response, "starts_on") == "hôm qua"


def test_a_new_model_that_could_not_be_begun_is_kept(browser, world, campaign):
    browser.post("/models/new/", new_page(world.dong_trieu, campaign, title=TEXT))
    assert (Writing.objects.get().initiative, Writing.objects.get().data["title"]) == (None, [TEXT])


def test_a_unit_that_ended_keeps_what_was_typed(browser, submitter, campaign):
    submitter.unit.ends_on = make.today(-1)
    submitter.unit.save()
    assert browser.post("/models/new/", new_page(submitter.unit, campaign, title=TEXT)).status_code == 200
    assert Writing.objects.get().data["title"] == [TEXT]


def test_after_the_deadline_the_text_is_a_draft_and_more_time_can_be_asked_for(browser, draft):
    make.campaign(draft.campaign.year, registration_closes=make.today(-1))
    page = uuid4()
    autosave(browser, draft, page, **typed(title=TEXT))
    response = browser.post(url("initiative-edit", draft), typed(version=1, page=page, title="Muộn", send="1"))
    assert list(refusals(response)) == ["__all__"]
    assert reverse("extension-ask", args=[draft.code]) in words(response)
    draft.refresh_from_db()
    assert (draft.status, draft.title) == (Status.DRAFT, "Muộn")
    assert not Writing.objects.exists()
    assert autosave(browser, draft, title=TEXT).status_code == 200


def test_after_the_deadline_of_reports_the_text_is_kept_and_more_time_can_be_asked_for(browser, registered):
    make.campaign(registered.campaign.year, reports_close=make.today(-1))
    response = browser.post(url("initiative-report", registered), {"version": 1, "report": TEXT, "send": "1"})
    assert reverse("extension-ask", args=[registered.code]) in words(response)
    registered.refresh_from_db()
    assert registered.report == TEXT.replace("\r", "")


def test_a_model_that_was_sent_meanwhile_shows_what_was_typed(browser, colleague, draft):
    autosave(browser, draft, **typed(title=TEXT))
    initiatives.submit(draft, by=colleague)
    response = browser.get(url("initiative-edit", draft))
    assert value_of(response, "title") == TEXT
    said = words(response)
    assert "is already submitted." in said
    assert "What you typed stands below and is not saved in the model." in said


def test_a_part_that_was_closed_meanwhile_shows_what_was_typed_there(browser, colleague, reviewer, draft):
    page = uuid4()
    autosave(browser, draft, page, **typed(method="Cách mới", aims="Mục tiêu mới"))
    sent = initiatives.submit(draft, by=colleague)
    review.return_(sent, by=reviewer, remarks={Part.METHOD: "Nêu rõ."})
    response = browser.get(url("initiative-edit", draft))
    assert response.context["form"].closed == [("Objectives and criteria", "Mục tiêu mới")]
    assert value_of(response, "method") == "Cách mới"
    draft.refresh_from_db()
    answer = browser.post(
        url("initiative-edit", draft),
        typed(version=1, page=page, method=draft.method, aims="Mục tiêu mới", send="1"),
    )
    assert "Mục tiêu mới" in words(answer)
    draft.refresh_from_db()
    assert (draft.status, Writing.objects.get().data["aims"]) == (Status.RETURNED, ["Mục tiêu mới"])


def test_a_text_for_a_model_that_is_gone_is_shown_for_copying(browser, submitter, draft):
    address = url("initiative-edit", draft)
    draft.delete()
    response = browser.post(address, typed(version=1, title=TEXT, save="1"))
    assert response.status_code == 404
    assert "khu 5" in words(response)
    assert browser.post(address, {}).status_code == 404
    submitter.memberships.all().delete()
    response = browser.post("/models/new/", {"title": TEXT})
    assert (response.status_code, "khu 5" in words(response)) == (403, True)


# ---- logged out while writing, without script ----


def without_session(browser) -> Client:
    browser.cookies.pop("sessionid", None)
    return browser


@pytest.mark.parametrize("name", ["new", "edit", "report"])
def test_a_form_sent_without_login_waits_for_the_login_and_is_saved(submitter, campaign, name):
    status = Status.REGISTERED if name == "report" else Status.DRAFT
    shown = make.initiative(status, submitter.unit, by=submitter)
    address = "/models/new/" if name == "new" else url(f"initiative-{name}", shown)
    sent = {
        "new": new_page(submitter.unit, campaign, title=TEXT),
        "edit": typed(version=1, title=TEXT),
        "report": {"version": "1", "report": TEXT},
    }[name] | {"page": str(uuid4()), "author": submitter.pk, "save": "1"}
    browser = Client()
    browser.cookies["django_language"] = "en"
    response = browser.post(address, sent)
    assert response.status_code == 200
    carried = hidden_fields(response)
    assert {key: carried[key] for key in sent} == {key: str(value) for key, value in sent.items()}
    wrong = browser.post(address, {**carried, "login-username": submitter.username, "login-password": "falsch"})
    assert list(refusals(wrong)) == ["__all__"]
    assert "falsch" not in words(wrong)
    assert hidden_fields(wrong) | {"csrfmiddlewaretoken": ""} == carried | {"csrfmiddlewaretoken": ""}
    answer = browser.post(address, {**carried, "login-username": submitter.username, "login-password": make.PASSWORD})
    assert answer.status_code == 302
    saved = Initiative.objects.order_by("-pk").first()
    written = saved.report if name == "report" else saved.title
    assert written == (TEXT.replace("\r", "") if name == "report" else " ".join(TEXT.split()))
    assert browser.get("/session/").json()["user"] == submitter.pk
    assert not Writing.objects.exists()


def test_the_password_is_kept_nowhere(submitter, draft):
    browser = Client()
    sent = typed(version=1, page=uuid4(), starts_on="hôm qua", author=submitter.pk)
    login = {"login-username": submitter.username, "login-password": make.PASSWORD}
    response = browser.post(url("initiative-edit", draft), {**sent, **login})
    assert response.status_code == 200
    assert make.PASSWORD not in words(response)
    assert "login" not in " ".join(Writing.objects.get().data)


def test_only_the_account_that_typed_a_text_sends_it(submitter, colleague, neighbour, draft):
    sent = typed(version=1, title=TEXT, author=submitter.pk)
    for person in (colleague, neighbour):
        browser = log_in(person)
        response = browser.post(url("initiative-edit", draft), sent)
        assert "the text that you just sent was typed with another account" in words(response)
        carried = hidden_fields(response)
        login = {"login-username": person.username, "login-password": make.PASSWORD}
        response = browser.post(url("initiative-edit", draft), {**carried, **login})
        assert refusals(response) == {"__all__": ["This text was typed with another account. Log in with that one."]}
        draft.refresh_from_db()
        assert draft.version == 1
    login = {"login-username": submitter.username, "login-password": make.PASSWORD}
    assert browser.post(url("initiative-edit", draft), {**carried, **login}).status_code == 302
    draft.refresh_from_db()
    assert draft.title == " ".join(TEXT.split())


def test_reading_without_login_leads_to_the_login(draft):
    assert Client().get(url("initiative-edit", draft)).url == f"/login/?next={url('initiative-edit', draft)}"


# ---- a token that is too old ----


@pytest.mark.parametrize("origin", [{"Origin": "http://testserver"}, {"Referer": "http://testserver/models/"}])
def test_a_text_with_an_old_token_is_sent_again_by_a_press(submitter, draft, origin):
    browser = log_in(submitter, enforce_csrf_checks=True)
    browser.get("/session/")
    sent = typed(version="1", title=TEXT, page=str(uuid4()), csrfmiddlewaretoken="x" * 64, send="1")
    response = browser.post(url("initiative-edit", draft), sent, headers=origin)
    assert response.status_code == 403
    carried = hidden_fields(response)
    wanted = {key: str(value) for key, value in sent.items() if key != "csrfmiddlewaretoken"}
    assert {key: carried[key] for key in wanted} == wanted
    assert "Nothing is lost: everything that you typed is in this page." in words(response)
    answer = browser.post(url("initiative-edit", draft), carried, headers=origin)
    assert (answer.status_code, answer.url) == (302, draft.get_absolute_url())
    draft.refresh_from_db()
    assert draft.status == Status.SUBMITTED


@pytest.mark.parametrize(
    "origin",
    [{"Origin": "https://evil.example"}, {"Origin": "null"}, {}, {"Referer": "http://testserver.evil.example/"}],
)
def test_another_site_gets_nothing_to_press(submitter, draft, origin):
    browser = log_in(submitter, enforce_csrf_checks=True)
    response = browser.post(url("initiative-edit", draft), typed(version="1", title=TEXT), headers=origin)
    assert (response.status_code, "khu 5" in words(response)) == (403, False)


def test_other_forms_with_an_old_token_are_not_sent_again(submitter, draft):
    browser = log_in(submitter, enforce_csrf_checks=True)
    response = browser.post(url("initiative-delete", draft), {"version": 1}, headers={"Origin": "http://testserver"})
    assert response.status_code == 403
    assert "The page was too old to be sent" in words(response)


# ---- two versions ----


@pytest.fixture
def stale(browser, draft, colleague):
    """The page after somebody else saved two parts: its fields, and what was posted."""
    initiatives.save(draft, by=colleague, facts={"aims": "Mục tiêu của bạn", "title": "Tên của bạn"})
    sent = typed(version=1, page=str(uuid4()), aims="Mục tiêu của tôi", title="Tên của tôi", forces="Lực lượng của tôi")
    return browser.post(url("initiative-edit", draft), {**sent, "save": "1"}), sent


def test_both_versions_stand_beside_each_other(stale, draft, colleague):
    response, _sent = stale
    shown = {both.label: (words_of(both.mine), words_of(both.theirs)) for both in response.context["differing"]}
    assert sorted(shown) == ["Implementing forces", "Name of the model", "Objectives and criteria"]
    assert shown["Objectives and criteria"] == ("Mục tiêu của <mark>tôi</mark>", "Mục tiêu của <mark>bạn</mark>")
    assert [re.sub("</?mark>", "", text) for text in shown["Implementing forces"]] == ["Lực lượng của tôi", draft.forces]
    assert f"Saved by {colleague}" in words(response)
    draft.refresh_from_db()
    assert (draft.aims, draft.version) == ("Mục tiêu của bạn", 2)
    assert Writing.objects.get().data["aims"] == ["Mục tiêu của tôi"]


def test_the_choice_holds_part_by_part(browser, stale, draft):
    _response, sent = stale
    choice = {"overwrite": "2", "choose-aims": "theirs", "choose-title": "mine"}
    assert browser.post(url("initiative-edit", draft), {**sent, **choice}).status_code == 302
    draft.refresh_from_db()
    assert (draft.aims, draft.title, draft.forces) == ("Mục tiêu của bạn", "Tên của tôi", "Lực lượng của tôi")
    assert not Writing.objects.exists()


def test_what_was_chosen_stays_chosen_where_something_else_is_wrong(browser, stale, draft):
    _response, sent = stale
    choice = {"overwrite": "2", "choose-aims": "theirs", "starts_on": "hôm qua"}
    response = browser.post(url("initiative-edit", draft), {**sent, **choice})
    assert list(refusals(response)) == ["starts_on"]
    assert value_of(response, "aims") == "Mục tiêu của bạn"
    assert value_of(response, "title") == "Tên của tôi"
    assert "aims" not in Writing.objects.get().data
    response = browser.get(url("initiative-edit", draft))
    assert (value_of(response, "aims"), value_of(response, "starts_on")) == ("Mục tiêu của bạn", "hôm qua")


def test_a_choice_does_not_reach_a_version_that_was_not_seen(browser, stale, draft, colleague):
    _response, sent = stale
    initiatives.save(draft, by=colleague, facts={"forces": "Bản ba"})
    response = browser.post(url("initiative-edit", draft), {**sent, "overwrite": "2", "choose-aims": "theirs"})
    chosen = {both.name: both.takes_theirs for both in response.context["differing"]}
    assert chosen == {"title": False, "aims": True, "forces": False}
    draft.refresh_from_db()
    assert (draft.version, draft.forces) == (3, "Bản ba")


def test_a_choice_without_the_button_changes_nothing(browser, stale, draft):
    _response, sent = stale
    for act in ("save", "send"):
        response = browser.post(url("initiative-edit", draft), {**sent, "choose-aims": "theirs", act: "1"})
        assert response.status_code == 200
    draft.refresh_from_db()
    assert (draft.version, draft.title) == (2, "Tên của bạn")


@pytest.mark.parametrize("value", ["", "x", "-1", "²", "0", "9" * 40])
def test_a_nonsense_choice_overwrites_nothing(browser, stale, draft, value):
    _response, sent = stale
    browser.post(url("initiative-edit", draft), {**sent, "overwrite": value})
    draft.refresh_from_db()
    assert draft.version == 2


def test_html_in_either_version_is_text(browser, draft, colleague):
    initiatives.save(draft, by=colleague, facts={"aims": "<script>alert(1)</script> a"})
    response = browser.post(url("initiative-edit", draft), typed(version=1, aims="<img src=x> a", save="1"))
    said = response.content.decode()
    assert "<script>alert(1)" not in said
    assert "<img src=x>" not in said
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in said


def test_choices_days_and_boxes_are_said_in_words(browser, draft, colleague):
    initiatives.save(draft, by=colleague, facts={"starts_on": make.today(-9), "person_consent": True, "level": "province"})
    response = browser.post(url("initiative-edit", draft), typed(version=1, starts_on="1/2/2026", save="1"))
    assert {both.name: (str(both.mine), str(both.theirs)) for both in response.context["differing"]} == {
        "starts_on": ("<mark>01/02/2026</mark>", f"<mark>{make.today(-9):%d/%m/%Y}</mark>"),
        "person_consent": ("<mark>no</mark>", "<mark>yes</mark>"),
        "level": ("<mark>Grassroots (commune)</mark> level", "<mark>Provincial</mark> level"),
    }


# ---- tables of figures ----

ROW = {"targets": "1", "targets-1-measure": "road", "targets-1-value": "tám trăm", "targets-1-note": "đoạn “A”"}


def rows_of(response, name="targets") -> list[dict]:
    """The filled rows of a table, as they stand in the inputs."""
    shown = [{cell.column: cell.value for cell in row.cells if cell.value} for row in response.context["form"][name].rows()]
    return [row for row in shown if row]


def test_rows_stand_again_as_they_were_typed(browser, draft):
    autosave(browser, draft, **typed(title=TEXT), **ROW)
    response = browser.get(url("initiative-edit", draft))
    assert rows_of(response) == [{"measure": "road", "value": "tám trăm", "note": "đoạn “A”"}]
    assert response.context["form"].errors == {}


def test_rows_of_a_report_stand_again(browser, registered):
    row = {name.replace("targets", "achieved"): value for name, value in ROW.items()}
    autosave(browser, registered, paper="report", report=TEXT, **row)
    response = browser.get(url("initiative-report", registered))
    assert rows_of(response, "achieved") == [{"measure": "road", "value": "tám trăm", "note": "đoạn “A”"}]


def test_two_versions_of_a_table_stand_beside_each_other(browser, draft, colleague):
    theirs = {"targets": "1", "targets-1-measure": "road", "targets-1-value": "900"}
    log_in(colleague).post(url("initiative-edit", draft), typed(version=1, **theirs, save="1"))
    mine = typed(version=1, page=str(uuid4()), **{**theirs, "targets-1-value": "810"})
    response = browser.post(url("initiative-edit", draft), {**mine, "save": "1"})
    [both] = [one for one in response.context["differing"] if one.name == "targets"]
    assert ("810" in both.mine, "900" in both.theirs) == (True, True)
    wrong = {"overwrite": "2", "choose-targets": "theirs", "starts_on": "hôm qua"}
    response = browser.post(url("initiative-edit", draft), {**mine, **wrong})
    assert [row["value"] for row in rows_of(response)] == ["900"]
    assert [name for name in Writing.objects.get().data if name.startswith("targets")] == []
    assert draft.outcomes.get().value == 900


def test_a_table_that_was_closed_meanwhile_is_shown(browser, colleague, reviewer, draft):
    autosave(browser, draft, **typed(**ROW))
    autosave(browser, draft, **typed(**{**ROW, "targets-1-value": "810"}))
    review.return_(initiatives.submit(draft, by=colleague), by=reviewer, remarks={Part.METHOD: "Nêu rõ."})
    response = browser.get(url("initiative-edit", draft))
    assert [text for _label, text in response.context["form"].closed if "810" in text]
    other = response.context["page"].others[0]
    response = browser.get(url("initiative-edit", draft) + f"?writing={other.page}")
    assert [text for _label, text in response.context["form"].closed] == ["Road built or widened · tám trăm · đoạn “A”"]


def test_rows_for_a_model_that_is_gone_are_shown(browser, draft):
    address = url("initiative-edit", draft)
    draft.delete()
    assert "Road built or widened · tám trăm · đoạn “A”" in words(browser.post(address, {**ROW, "save": "1"}))
