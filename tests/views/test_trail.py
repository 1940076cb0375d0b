"""Reading the trail: who sees what, filters, the export; and what coming in and going out leaves in it."""

import csv
import html
import io

import pytest
from django.core import mail
from django.test import Client

from registry.models import Entry
from registry.services import accounts, review, trail
from registry.vocabulary import Action, Entrance, Status
from tests import make

pytestmark = pytest.mark.django_db


def log_in(user=None) -> Client:
    client = Client(REMOTE_ADDR="10.0.0.7", headers={"accept-language": "en"})
    if user:
        client.force_login(user)
    return client


def words(response) -> str:
    return html.unescape(response.content.decode())


def listed(user, **asked) -> list[tuple]:
    return [(entry.subject, entry.action) for entry in log_in(user).get("/trail/", asked).context["page"].rows]


@pytest.fixture
def happened(world, reviewer, neighbour_reviewer, province_reviewer, superuser):
    """A model of An Sinh was approved in somebody's place, one of Đông Triều was approved, a draft saved, units loaded."""
    here = make.initiative(Status.SUBMITTED, world.an_sinh)
    there = make.initiative(Status.SUBMITTED, world.dong_trieu)
    draft = make.initiative(Status.DRAFT, world.an_sinh)
    with trail.through(Entrance.ADMIN, address="10.0.0.9", on_behalf_of=province_reviewer):
        review.approve(here, by=reviewer)
    review.approve(there, by=neighbour_reviewer)
    trail.record(draft, Action.SAVE, by=reviewer, from_status="")
    return here, there


def test_a_reviewer_reads_what_happened_to_the_models_in_scope_and_the_administrator_reads_all(
    happened, reviewer, province_reviewer, superuser
):
    here, there = happened
    assert listed(reviewer) == [(here.code, "approve")]
    assert listed(province_reviewer) == [(there.code, "approve"), (here.code, "approve")]
    assert listed(superuser) == [(there.code, "approve"), (here.code, "approve"), ("units", "unit.load")]


def test_a_decision_is_read_in_the_trail_by_those_who_may_read_it(reviewer, neighbour_reviewer, world):
    decision = make.decision(body=make.body(unit=world.an_sinh))
    trail.record_other("05", "decision.issue", by=reviewer, data={"id": decision.pk})
    assert listed(reviewer) == [("05", "decision.issue")]
    assert listed(neighbour_reviewer) == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"actor": "reviewer"}, 1),
        ({"behalf": "province_reviewer"}, 1),
        ({"act": "approve"}, 2),
        ({"act": "unit.load"}, 1),
        ({"act": "nonsense"}, 3),
        ({"entrance": "admin"}, 1),
        ({"subject": "units"}, 1),
        ({"since": "01/01/2020"}, 3),
        ({"until": "01/01/2020"}, 0),
        ({"since": "31/02/2026", "entrance": "x", "actor": "x" * 500}, 3),
    ],
)
def test_filters_narrow_and_nonsense_does_not(happened, superuser, asked, found):
    assert len(listed(superuser, **asked)) == found


def test_a_code_finds_the_chain_of_its_model(happened, superuser):
    here, _there = happened
    assert listed(superuser, subject=here.code.lower()) == [(here.code, "approve")]


def test_what_has_no_name_of_its_own_is_told_in_words(superuser, stranger):
    trail.record_other(f"account {stranger.pk}", "account.login_failed", by=None, data={"id": stranger.pk})
    trail.record_other("council 7 · Hội đồng", "council.prepare", by=superuser, data={"id": 7})
    trail.record_other("trail", "trail.export", by=superuser)
    trail.record_other("mail: 12", "mail.try_again", by=superuser, data={"id": 12})
    trail.record_other("accounting 5", "x", by=superuser)
    rows = log_in(superuser).get("/trail/").context["page"].rows
    assert [row.about for row in rows[:5]] == [
        "accounting 5",
        "Mail 12",
        "The trail",
        "Council session 7 · Hội đồng",
        f"Account {stranger.pk}",
    ]
    assert rows[4].whose == stranger


@pytest.mark.parametrize(("address", "is_here"), [("/trail/", True), ("/decisions/", True), ("/review/", False)])
def test_the_navigation_marks_official_acts_on_each_of_their_pages(reviewer, address, is_here):
    page = log_in(reviewer).get(address).content.decode()
    assert ('href="/decisions/" aria-current="page">Official acts' in page) is is_here


def test_addresses_are_shown_to_administrators_alone(happened, reviewer, superuser):
    assert "10.0.0.9" in words(log_in(superuser).get("/trail/"))
    said = words(log_in(reviewer).get("/trail/"))
    assert "10.0.0.9" not in said
    assert "in the place of" in said


def test_the_trail_costs_the_same_for_one_and_thirty(happened, superuser, django_assert_max_num_queries):
    client = log_in(superuser)
    with django_assert_max_num_queries(15) as few:
        client.get("/trail/")
    with trail.through(Entrance.PAGE, address="10.0.0.9", on_behalf_of=superuser):
        for number in range(30):
            trail.record_other(f"thing {number}", "thing.do", by=superuser)
    with django_assert_max_num_queries(len(few)):
        client.get("/trail/")


def test_the_export_is_an_act_that_is_recorded(happened, reviewer, superuser):
    answer = log_in(superuser).post("/trail/?act=approve&actor=reviewer")
    lines = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert [line[7] for line in lines[1:]] == [happened[0].code]
    assert "address: 10.0.0.9" in lines[1]
    entry = Entry.objects.get(action="trail.export")
    assert (entry.actor, entry.data["act"], entry.data["entries"]) == (superuser, "approve", 1)
    assert entry.personal_values.get(name="actor").value == "reviewer"
    plain = b"".join(log_in(reviewer).post("/trail/").streaming_content).decode()
    assert "10.0.0.9" not in plain


# ---- coming in and going out ----


def acts(user) -> list[str]:
    return list(Entry.objects.filter(chain=f"account {user.pk}").values_list("action", flat=True))


def test_logins_logouts_and_changed_passwords_stand_in_the_trail(submitter):
    browser = log_in()
    browser.post("/login/", {"username": "submitter", "password": make.PASSWORD})
    new = "Mat-khau-moi-2"
    browser.post("/account/password/", {"old_password": make.PASSWORD, "new_password1": new, "new_password2": new})
    browser.post("/logout/")
    assert acts(submitter) == ["account.login", "account.password", "account.logout"]
    assert Entry.objects.get(action="account.login").personal_values.get().value == "10.0.0.7"


def test_a_password_set_by_mail_stands_in_the_trail(submitter):
    submitter.email = "sub@example.org"
    submitter.save()
    browser = log_in()
    browser.post("/password-reset/", {"email": "sub@example.org"})
    link = next(word for word in mail.outbox[0].body.split() if "/password-reset/" in word).partition("testserver")[2]
    page = browser.get(link, follow=True)
    new = "Mat-khau-moi-2"
    browser.post(page.redirect_chain[-1][0], {"new_password1": new, "new_password2": new})
    assert acts(submitter) == ["account.reset_asked", "account.reset"]


def fail(name="submitter", times=1, client=None):
    for _time in range(times):
        answer = (client or log_in()).post("/login/", {"username": name, "password": "wrong"})
    return words(answer)


def test_a_failed_login_says_in_the_trail_what_was_typed_only_beside_it(submitter):
    fail()
    fail("Mat-khau-bi-mat" * 40)
    assert acts(submitter) == ["account.login_failed"]
    stranger = Entry.objects.get(chain="account ?")
    assert stranger.personal_values.get(name="typed").value == ("Mat-khau-bi-mat" * 40)[:150]
    assert "Mat-khau" not in str(list(Entry.objects.values()))


def test_who_guesses_has_to_wait_before_the_password_is_looked_at(submitter, settings):
    assert "do not belong together" in fail(times=settings.LOGIN_FAILURES)
    assert "Too many failed logins. Try again in 15 minutes" in fail()
    right = log_in().post("/login/", {"username": "submitter", "password": make.PASSWORD})
    assert "Too many failed logins" in words(right)
    assert acts(submitter) == ["account.login_failed"] * settings.LOGIN_FAILURES + ["account.login_refused"]


def test_the_owner_of_the_account_is_not_shut_out_elsewhere(submitter, settings):
    fail(times=settings.LOGIN_FAILURES)
    elsewhere = Client(REMOTE_ADDR="10.0.0.8")
    assert elsewhere.post("/login/", {"username": "submitter", "password": make.PASSWORD}).status_code == 302


def test_a_login_forgives_the_failures_before_it(submitter, settings):
    fail(times=settings.LOGIN_FAILURES - 1)
    log_in().post("/login/", {"username": "submitter", "password": make.PASSWORD})
    assert "do not belong together" in fail()


def test_one_address_that_tries_many_names_has_to_wait_too(submitter, settings):
    settings.LOGIN_FAILURES_OF_ADDRESS = 4
    for name in ("a", "b", "c", "d"):
        fail(name)
    assert "Too many failed logins" in fail()


def test_the_address_is_that_which_the_proxy_saw_only_behind_one(submitter, settings):
    sent = {"username": "submitter", "password": make.PASSWORD}
    for is_behind, wanted in ((False, "10.0.0.7"), (True, "203.0.113.5")):
        settings.BEHIND_PROXY = is_behind
        log_in().post("/login/", sent, headers={"x-forwarded-for": "1.2.3.4, 203.0.113.5"})
        assert Entry.objects.last().personal_values.get().value == wanted


# ---- erasing, in the admin ----


def test_an_account_is_erased_after_a_page_that_asks_for_its_name(submitter, superuser, reviewer):
    admin, address = log_in(superuser), f"/admin/registry/user/{submitter.pk}/erase/"
    with trail.through(Entrance.PAGE, address="10.0.0.9"):
        accounts.logged_in(submitter)
    assert admin.get(address).status_code == 200
    assert "This is not what stands above" in words(admin.post(address, {"reason": "x", "again": "reviewer"}))
    assert admin.post(address, {"reason": "Theo yêu cầu", "again": "submitter"}).status_code == 302
    submitter.refresh_from_db()
    assert (submitter.username, submitter.full_name, submitter.is_active) == (f"erased-{submitter.pk}", "", False)
    assert submitter.memberships.in_force(make.today()).count() == 0
    assert Entry.objects.get(action="account.login").personal_values.count() == 0
    assert log_in(reviewer).get(address).status_code in (302, 403)


def test_a_person_is_erased_and_the_recognition_no_longer_prints_the_name(superuser, world):
    row = make.initiative(Status.RECOGNISED, world.an_sinh, submitter_type="individual", collective_name="")
    row.recognitions.update(printed_holder="Nguyễn Văn Thử")
    admin, address = log_in(superuser), f"/admin/registry/person/{row.person.pk}/erase/"
    assert "Nguyễn Văn Thử" in words(admin.get(address))
    assert admin.post(address, {"reason": "Theo yêu cầu", "again": row.code}).status_code == 302
    row.person.refresh_from_db()
    assert (row.person.name, row.recognitions.get().printed_holder) == ("", "")
    assert Entry.objects.get(action="person.erase").initiative_id == row.pk
    assert admin.get(address).status_code == 404


def test_names_of_an_account_that_change_stand_beside_the_trail(superuser, submitter):
    address = f"/admin/registry/user/{submitter.pk}/change/"
    page = log_in(superuser).get(address)
    sent = {name: value for name, value in page.context["adminform"].form.initial.items() if value not in (None, False)}
    rows = {f"memberships-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    answer = log_in(superuser).post(address, sent | rows | {"full_name": "Trần Thị Mới", "language": "vi", "mails": "each"})
    assert answer.status_code == 302
    entry = Entry.objects.get(action="account.change")
    assert entry.subject == f"account {submitter.pk}"
    assert entry.personal_values.get(name="full_name.after").value == "Trần Thị Mới"
    assert entry.personal_values.get(name="full_name.after").of_user == submitter
