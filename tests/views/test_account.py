"""Logging in and out, the account, the password by mail, the notices, and the pages that say no."""

import html
import re

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse

from registry.models import Notice
from registry.vocabulary import Action, Event, Status
from tests import make


def log_in(user=None) -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    if user:
        client.force_login(user)
    return client


def words(response) -> str:
    return html.unescape(response.content.decode())


def test_logging_in_leads_to_ones_own_first_page(submitter):
    response = log_in().post("/login/", {"username": "submitter", "password": make.PASSWORD}, follow=True)
    assert response.redirect_chain[-1][0] == "/models/"


def test_logging_in_leads_back_to_the_page_that_was_asked_for(submitter):
    assert log_in().get("/models/new/").url == "/login/?next=/models/new/"
    sent = {"username": "submitter", "password": make.PASSWORD, "next": "/models/new/"}
    assert log_in().post("/login/", sent).url == "/models/new/"


def test_logging_in_never_leads_off_the_site(submitter):
    sent = {"username": "submitter", "password": make.PASSWORD, "next": "https://example.org/"}
    assert log_in().post("/login/", sent).url == "/"


@pytest.mark.parametrize("name", ["submitter", "nobody", "sub\x00mitter", "x" * 5000, ""])
def test_a_wrong_password_says_what_to_do(submitter, name):
    response = log_in().post("/login/", {"username": name, "password": "wrong"})
    assert response.status_code == 200
    assert "<title>Error:" in words(response)


def test_a_closed_account_cannot_log_in(submitter):
    submitter.is_active = False
    submitter.save()
    response = log_in().post("/login/", {"username": "submitter", "password": make.PASSWORD})
    assert response.context["user"].is_authenticated is False


def test_the_login_says_until_when_registration_is_open(db):
    make.campaign(registration_closes=make.today(6))
    assert f"registration is open until the end of {make.today(6):%d/%m/%Y}" in words(log_in().get("/login/"))


def test_logging_out_is_a_post(submitter):
    browser = log_in(submitter)
    assert browser.get("/logout/").status_code == 405
    assert browser.post("/logout/").url == reverse("showcase")
    assert browser.get("/account/").status_code == 302


def test_the_account_shows_memberships_and_what_is_no_longer_in_force(submitter, world):
    submitter.memberships.create(unit=world.dong_trieu, role="reviewer", valid_until=make.today(-1))
    rows = log_in(submitter).get("/account/").context["rows"]
    assert {(str(membership.unit), in_force) for membership, in_force in rows} == {
        ("phường An Sinh", True),
        ("phường Đông Triều", False),
    }


def test_how_mails_come_and_in_which_language_is_saved_for_oneself_alone(submitter, colleague):
    sent = {"mails": "daily", "language": "en", "is_superuser": "on", "email": "x@example.org", "id": colleague.pk}
    assert log_in(submitter).post("/account/", sent).url == "/account/"
    submitter.refresh_from_db()
    assert (submitter.mails, submitter.language, submitter.is_superuser, submitter.email) == ("daily", "en", False, "")
    colleague.refresh_from_db()
    assert (colleague.mails, colleague.language) == ("each", "vi")


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"mails": "off", "language": "xx"}, ["language"]),
        ({"mails": "hourly", "language": "en"}, ["mails"]),
        ({"mails": "off\x00", "language": ""}, ["mails", "language"]),
        ({"x": ""}, ["mails", "language"]),
    ],
)
def test_nonsense_about_mails_is_refused_and_nothing_saved(submitter, sent, wrong):
    response = log_in(submitter).post("/account/", sent)
    assert (response.status_code, list(response.context["form"].errors)) == (200, wrong)
    submitter.refresh_from_db()
    assert (submitter.mails, submitter.language) == ("each", "vi")


def test_an_account_without_an_address_is_told_that_no_mail_comes(submitter):
    assert "This account has no mail address" in words(log_in(submitter).get("/account/"))
    submitter.email = "submitter@example.org"
    submitter.save()
    assert "This account has no mail address" not in words(log_in(submitter).get("/account/"))


def test_changing_the_password_keeps_this_session_and_ends_the_others(submitter):
    here, elsewhere = log_in(submitter), log_in(submitter)
    new = "Mat-khau-moi-2"
    sent = {"old_password": make.PASSWORD, "new_password1": new, "new_password2": new}
    assert here.post("/account/password/", sent).url == "/account/"
    assert here.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302


@pytest.mark.parametrize("new", ["kurz", "1234567890", "password123", "submitter1"])
def test_a_weak_password_is_refused(submitter, new):
    sent = {"old_password": make.PASSWORD, "new_password1": new, "new_password2": new}
    response = log_in(submitter).post("/account/password/", sent)
    assert list(response.context["form"].errors) == ["new_password2"]


@pytest.mark.parametrize(("language", "word"), [("vi", "Somebody"), ("en", "somebody, probably you")])
def test_a_password_is_set_anew_by_mail_in_the_language_of_the_account(submitter, language, word):
    submitter.email, submitter.language = "sub@example.org", language
    submitter.save()
    browser = log_in()
    assert browser.post("/password-reset/", {"email": "SUB@example.org"}).url == "/password-reset/sent/"
    [letter] = mail.outbox
    assert settings.PROVINCE_NAME in letter.subject
    if language == "en":
        assert word in letter.body
    link = re.search(r"http://testserver(/\S+)", letter.body)[1]
    page = browser.get(link, follow=True)
    assert "New password" in words(page)
    new = "Mat-khau-moi-2"
    done = browser.post(page.redirect_chain[-1][0], {"new_password1": new, "new_password2": new}, follow=True)
    assert "The new password is set" in words(done)
    assert log_in().post("/login/", {"username": "submitter", "password": new}).status_code == 302
    assert "This link no longer works" in words(log_in().get(link, follow=True))


def test_an_unknown_address_is_answered_alike(db):
    assert log_in().post("/password-reset/", {"email": "nobody@example.org"}).url == "/password-reset/sent/"
    assert mail.outbox == []
    assert "Look into your mail" in words(log_in().get("/password-reset/sent/"))


@pytest.fixture
def told(submitter, campaign):
    shown = make.initiative(Status.RETURNED, submitter.unit, by=submitter, title="Đường <b>hoa</b>")
    return Notice.objects.create(
        recipient=submitter, initiative=shown, action=Action.RETURN, remark="Thiếu số liệu", at=make.ago(1)
    )


def test_notices_say_what_happened(submitter, told):
    said = words(log_in(submitter).get("/notices/"))
    assert "“Đường <b>hoa</b>” was returned for completion." in said
    assert "Thiếu số liệu" in said
    assert "1 unread notice" in said


def test_reading_notices_marks_nothing_and_the_button_marks_all(submitter, told):
    browser = log_in(submitter)
    browser.get("/notices/")
    told.refresh_from_db()
    assert told.read_at is None
    assert browser.post("/notices/").url == "/notices/"
    told.refresh_from_db()
    assert told.read_at


def test_notices_of_others_are_neither_shown_nor_marked(colleague, told):
    browser = log_in(colleague)
    assert "No notices yet" in words(browser.get("/notices/"))
    browser.post("/notices/")
    told.refresh_from_db()
    assert told.read_at is None


def test_notices_cost_the_same_for_one_and_thirty(submitter, told, django_assert_max_num_queries):
    browser = log_in(submitter)
    with django_assert_max_num_queries(8) as for_one:
        browser.get("/notices/")
    for _number in range(29):
        Notice.objects.create(recipient=submitter, initiative=told.initiative, action=Action.APPROVE, at=make.ago(0))
    with django_assert_max_num_queries(8) as for_thirty:
        browser.get("/notices/")
    assert len(for_one) == len(for_thirty)


def test_one_notice_is_marked_by_its_button_and_the_page_stays_where_it_was(submitter, told):
    other = Notice.objects.create(recipient=submitter, initiative=told.initiative, action=Action.APPROVE, at=make.ago(0))
    browser = log_in(submitter)
    page = f"/notices/?after={other.pk}"
    assert f'name="notice" value="{told.pk}"' in words(browser.get(page))
    assert browser.post(page, {"notice": told.pk}).url == page
    assert list(submitter.notices.filter(read_at__isnull=True)) == [other]


@pytest.mark.parametrize("nonsense", ["", "abc", "0", "-1", "9" * 18, "9" * 30, "\x00", "١", "1 2"])
def test_a_notice_that_is_none_marks_nothing(submitter, told, nonsense):
    log_in(submitter).post("/notices/", {"notice": nonsense})
    told.refresh_from_db()
    assert told.read_at is None


def test_a_notice_of_somebody_else_is_not_marked_by_its_number(colleague, told):
    log_in(colleague).post("/notices/", {"notice": told.pk})
    told.refresh_from_db()
    assert told.read_at is None


def test_every_kind_of_notice_is_shown_and_leads_where_its_reader_may_go(submitter, reviewer, world, campaign):
    extension = make.extension(world.an_sinh, asked_by=submitter)
    deadline = {"window": "registration", "year": 2026, "until": "2026-06-30", "days": 7, "count": 0}
    for reader, event, values in (
        (submitter, Event.DEADLINE, {"data": deadline}),
        (submitter, Event.EXTENSION_REFUSED, {"extension": extension}),
        (reviewer, Event.EXTENSION_ASKED, {"extension": extension}),
        (reviewer, Event.WORK, {"data": {"submitted": 2, "reported": 0}}),
    ):
        Notice.objects.create(recipient=reader, action=event, at=make.ago(0), **values)
    for reader in (submitter, reviewer):
        browser = log_in(reader)
        rows = browser.get("/notices/").context["rows"]
        assert [browser.get(address).status_code for _notice, _sentence, address in rows] == [200, 200]


def test_the_bell_counts_what_is_unread_on_every_page(submitter, told):
    browser = log_in(submitter)
    shown = words(browser.get("/models/"))
    assert re.search(r'class="bell" href="/notices/".*<b class="count">1<span class="visually-hidden"> unread', shown)
    browser.post("/notices/")
    assert 'class="count"' not in re.search(r'<a class="bell".*?</a>', words(browser.get("/models/")))[0]
    assert 'class="bell"' not in words(log_in().get("/showcase/", follow=True))


def test_the_page_of_a_failure_asks_the_database_nothing(rf, django_assert_num_queries, db):
    from registry.views.errors import server_error

    with django_assert_num_queries(0):
        response = server_error(rf.get("/"))
    assert response.status_code == 500
    assert "Something failed on the server" in words(response)


def test_what_is_not_there_leads_on(submitter):
    response = log_in(submitter).get("/nowhere/")
    assert response.status_code == 404
    assert "Nothing is here" in words(response)
