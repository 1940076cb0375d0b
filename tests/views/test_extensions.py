"""More time on the pages: asking, the reviewers' list, deciding, giving unasked; and the days left in the unit's view."""

import html
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from registry.models import Extension, Membership
from registry.services import extensions
from registry.vocabulary import Role, Status, UnitType, Window
from tests import make

pytestmark = pytest.mark.django_db

WHY = "Mưa bão kéo dài, đường bị chia cắt."


@pytest.fixture
def closed(db):
    """This year's campaign, with registration and reports closed yesterday; it is counted in ninety days."""
    return make.campaign(registration_closes=make.today(-1), reports_close=make.today(-1))


@pytest.fixture
def draft(world, closed, submitter):
    return make.initiative(Status.DRAFT, world.an_sinh, by=submitter)


@pytest.fixture
def browser(submitter):
    return log_in(submitter)


@pytest.fixture
def desk(reviewer):
    return log_in(reviewer)


def log_in(user) -> Client:
    client = Client()
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


def words(response) -> str:
    return html.unescape(response.content.decode())


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def ask_of(initiative) -> str:
    return f"/models/{initiative.code}/more-time/"


def typed(days: int) -> str:
    return f"{make.today(days):%d/%m/%Y}"


# ---- asking ----


@pytest.mark.parametrize(
    ("status", "changes", "window"),
    [
        (Status.DRAFT, {}, Window.REGISTRATION),
        (Status.RETURNED, {"correct_until": make.today(-1)}, Window.CORRECTION),
        (Status.REGISTERED, {}, Window.REPORT),
    ],
)
def test_a_unit_asks_for_what_the_model_needs(browser, world, closed, submitter, status, changes, window):
    row = make.initiative(status, world.an_sinh, **changes)
    assert browser.get(ask_of(row)).status_code == 200
    response = browser.post(ask_of(row), {"reason": WHY}, follow=True)
    assert said(response) == ["More time is asked for. You are told as soon as a reviewer has decided."]
    asked = Extension.objects.get()
    assert [asked.unit, asked.campaign, asked.window, asked.asked_by] == [world.an_sinh, closed, window, submitter]


def test_a_predecessors_model_asks_for_the_unit_of_today(browser, world, closed):
    row = make.initiative(Status.DRAFT, world.binh_duong)
    browser.post(ask_of(row), {"reason": WHY})
    assert Extension.objects.get().unit == world.an_sinh


def test_a_refused_request_keeps_what_was_typed(browser, draft):
    assert "reason" in browser.post(ask_of(draft), {"reason": " "}).context["form"].errors
    make.extension(draft.unit)
    response = browser.post(ask_of(draft), {"reason": WHY})
    assert [response.status_code, WHY in words(response), "already asked for" in words(response)] == [200, True, True]
    assert Extension.objects.count() == 1


def test_while_there_is_time_the_page_leads_back_with_the_day(browser, world, submitter):
    make.campaign(registration_closes=make.today(15))
    row = make.initiative(Status.DRAFT, world.an_sinh)
    response = browser.get(ask_of(row), follow=True)
    assert said(response) == [f"There is time until {typed(15)}. More can be asked for in the last 14 days."]


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.RECOGNISED, Status.WITHDRAWN])
def test_where_nothing_is_to_be_done_nothing_is_asked_for(browser, world, closed, status):
    row = make.initiative(status, world.an_sinh)
    for method in (browser.get, browser.post):
        response = method(ask_of(row), {"reason": WHY}, follow=True)
        assert ["Nothing has to be done" in sentence for sentence in said(response)] == [True]
    assert Extension.objects.count() == 0


def test_the_way_to_ask_stands_on_the_models_page_its_form_and_in_the_list(browser, world, closed, draft):
    late = make.initiative(Status.RETURNED, world.an_sinh, correct_until=make.today(-1))
    registered = make.initiative(Status.REGISTERED, world.an_sinh)
    pages = [draft.get_absolute_url(), f"/models/{draft.code}/edit/", late.get_absolute_url()]
    for address, row in zip([*pages, f"/models/{registered.code}/report/"], [draft, draft, late, registered], strict=True):
        assert ask_of(row) in words(browser.get(address)), address
    in_list = words(browser.get("/models/"))
    assert [ask_of(row) in in_list for row in (draft, late, registered)] == [True, True, True]


def test_no_way_to_ask_once_the_campaign_is_over_or_for_readers(browser, world, draft, reviewer, closed):
    registered = make.initiative(Status.REGISTERED, world.an_sinh)
    assert ask_of(registered) not in words(log_in(reviewer).get(registered.get_absolute_url()))
    make.campaign(cutoff_on=make.today(-1))
    assert ask_of(draft) not in words(browser.get(draft.get_absolute_url()))
    assert ask_of(draft) not in words(browser.get("/models/"))


# ---- the list ----


def test_reviewers_see_open_requests_first_and_only_of_their_scope(desk, world, closed):
    open_ = make.extension(world.an_sinh)
    decided = make.extension(world.an_sinh, Window.REPORT, until=make.today(5))
    make.extension(world.dong_trieu)
    response = desk.get("/extensions/")
    assert [response.context["page"].rows, response.context["is_open"]] == [[open_], True]
    assert [tab["count"].number for tab in response.context["tabs"]] == [1, 1]
    assert desk.get("/extensions/?state=decided").context["page"].rows == [decided]


def test_where_nothing_waits_what_was_decided_is_shown(desk, world, closed):
    decided = make.extension(world.an_sinh, until=make.today(5))
    assert desk.get("/extensions/?state=nonsense").context["page"].rows == [decided]


def test_a_province_sees_all_and_submitters_their_own(world, closed, province_reviewer, leader, submitter, superuser):
    own, theirs = make.extension(world.an_sinh), make.extension(world.dong_trieu)
    for person in (province_reviewer, leader, superuser):
        assert log_in(person).get("/extensions/").context["page"].rows == [own, theirs]
    response = log_in(submitter).get("/extensions/")
    assert [response.context["page"].rows, [row.may_decide for row in response.context["page"].rows]] == [[own], [False]]


def test_the_list_costs_the_same_for_one_row_and_thirty(desk, world, closed, django_assert_max_num_queries):
    def fill(number):
        for _each in range(number):
            asker, decider = make.user(Role.SUBMITTER, world.an_sinh), make.user(Role.REVIEWER, world.an_sinh)
            make.extension(make.unit("Trường", UnitType.SCHOOL, world.an_sinh), asked_by=asker)
            make.extension(world.an_sinh, until=make.today(5), asked_by=asker, decided_by=decider)

    fill(1)
    addresses = ("/extensions/", "/extensions/?state=decided")
    few = []
    for address in addresses:
        with django_assert_max_num_queries(7) as asked:
            desk.get(address)
        few.append(len(asked))
    fill(35)
    for address, number in zip(addresses, few, strict=True):
        with django_assert_max_num_queries(7) as asked:
            response = desk.get(address)
        assert [len(asked), len(response.context["page"].rows)] == [number, 30]


# ---- deciding ----


def test_a_reviewer_gives_what_was_asked_for(desk, world, closed, submitter, reviewer):
    asked = make.extension(world.an_sinh, asked_by=submitter)
    page = words(desk.get(f"/extensions/{asked.pk}/"))
    assert [asked.asked_because in page, 'name="until"' in page] == [True, True]
    response = desk.post(f"/extensions/{asked.pk}/", {"give": "1", "until": typed(7), "reason": WHY}, follow=True)
    assert said(response) == [f"phường An Sinh has more time until the end of {typed(7)}."]
    asked.refresh_from_db()
    assert [asked.until, asked.decided_by, asked.reason] == [make.today(7), reviewer, WHY]


def test_a_refusal_needs_a_reason_and_no_day(desk, world, closed):
    asked = make.extension(world.an_sinh)
    address = f"/extensions/{asked.pk}/"
    assert set(desk.post(address, {"refuse": "1"}).context["form"].errors) == {"reason"}
    response = desk.post(address, {"refuse": "1", "reason": WHY}, follow=True)
    assert said(response) == ["The request of phường An Sinh is refused."]
    asked.refresh_from_db()
    assert [asked.until, asked.reason] == [None, WHY]


@pytest.mark.parametrize("until", ["", "hôm nay", "31/02/2026", "99/99/9999", "01/01/2001", "01/01/2999"])
def test_a_day_that_makes_no_sense_is_named_at_its_field(desk, world, closed, until):
    asked = make.extension(world.an_sinh)
    response = desk.post(f"/extensions/{asked.pk}/", {"give": "1", "until": until, "reason": WHY})
    assert [set(response.context["form"].errors), WHY in words(response)] == [{"until"}, True]
    asked.refresh_from_db()
    assert asked.decided_at is None


@pytest.mark.parametrize(
    ("who", "read", "decide"),
    [
        ("submitter", 200, 403),
        ("neighbour", 404, 404),
        ("leader", 200, 403),
        ("neighbour_reviewer", 404, 404),
        ("stranger", 403, 403),
    ],
)
def test_who_reads_a_request_and_who_decides(request, world, closed, who, read, decide):
    asked = make.extension(world.an_sinh)
    client = log_in(request.getfixturevalue(who))
    assert client.get(f"/extensions/{asked.pk}/").status_code == read
    answer = client.post(f"/extensions/{asked.pk}/", {"give": "1", "until": typed(7), "reason": WHY})
    asked.refresh_from_db()
    assert [answer.status_code, asked.decided_at] == [decide, None]


def test_who_asked_reads_why_they_cannot_decide(world, closed, submitter):
    Membership.objects.create(user=submitter, unit=world.an_sinh, role=Role.REVIEWER)
    asked = make.extension(world.an_sinh, asked_by=submitter)
    page = words(log_in(submitter).get(f"/extensions/{asked.pk}/"))
    assert ["You asked for this yourself" in page, 'name="until"' in page] == [True, False]


def test_the_slower_reviewer_reads_what_was_decided(desk, world, closed, second_reviewer):
    asked = make.extension(world.an_sinh)
    extensions.give(asked, by=second_reviewer, until=make.today(3), reason="Bão số 3.")
    response = desk.post(f"/extensions/{asked.pk}/", {"give": "1", "until": typed(7), "reason": WHY})
    assert ["Somebody has decided" in words(response), "Bão số 3." in words(response)] == [True, True]
    asked.refresh_from_db()
    assert asked.until == make.today(3)


@pytest.mark.parametrize("pk", ["0", "999999", "99999999999999999999999"])
def test_a_request_that_is_none_is_not_there(desk, pk):
    assert desk.get(f"/extensions/{pk}/").status_code == 404


# ---- giving unasked ----


def sent(**changes) -> dict:
    values = {"unit": "An Sinh", "window": Window.REGISTRATION, "until": typed(7), "reason": WHY}
    return {"campaign": make.today().year, **values, **changes}


@pytest.mark.parametrize(
    "name", ["An Sinh", "phuong an sinh", "PHƯỜNG AN SINH", "07090-2025", "Bình Dương", "07090-0", "an si"]
)
def test_a_unit_is_named_by_key_by_name_and_by_that_of_a_predecessor(desk, world, closed, name):
    response = desk.post("/extensions/give/", sent(unit=name), follow=True)
    assert said(response) == [f"phường An Sinh has more time until the end of {typed(7)}."]
    given = Extension.objects.get()
    assert [given.unit, given.window, given.asked_at] == [world.an_sinh, Window.REGISTRATION, None]


def test_of_several_units_of_a_name_one_is_chosen(desk, world, closed):
    first, second = (make.unit("Trường Hoa Sen", UnitType.SCHOOL, world.an_sinh) for _number in range(2))
    make.unit("Trường Hoa Sen", UnitType.SCHOOL, world.dong_trieu)
    response = desk.post("/extensions/give/", sent(unit="hoa sen"))
    form = response.context["form"]
    assert [list(form.named), set(form.errors)] == [[first.key, second.key], {"key"}]
    assert "choose one" in words(response)
    desk.post("/extensions/give/", sent(unit="hoa sen", key=second.key))
    assert Extension.objects.get().unit == second


@pytest.mark.parametrize("key", ["07093-2025", "nonsense", "\0"])
def test_a_forged_choice_is_none(desk, world, closed, key):
    for _number in range(2):
        make.unit("Trường Hoa Sen", UnitType.SCHOOL, world.an_sinh)
    response = desk.post("/extensions/give/", sent(unit="hoa sen", key=key))
    assert ["key" in response.context["form"].errors, Extension.objects.count()] == [True, 0]


@pytest.mark.parametrize("name", ["", "Đông Triều", "07093-2025", "Đức Chính", "không có", "\0", "%", "x" * 5000])
def test_a_unit_outside_the_scope_or_unknown_is_not_found(desk, world, closed, name):
    response = desk.post("/extensions/give/", sent(unit=name))
    assert ["unit" in response.context["form"].errors, Extension.objects.count()] == [True, 0]


def test_the_whole_name_means_one_unit_though_others_hold_its_words(desk, world, closed):
    make.unit("Trường An Sinh", UnitType.SCHOOL, world.an_sinh)
    desk.post("/extensions/give/", sent(unit="an sinh"))
    assert Extension.objects.get().unit == world.an_sinh


@pytest.mark.parametrize(("field", "value"), [("campaign", "1999"), ("window", "nonsense"), ("until", ""), ("reason", " ")])
def test_nonsense_in_a_field_is_named_there(desk, world, closed, field, value):
    response = desk.post("/extensions/give/", sent(**{field: value}))
    assert [set(response.context["form"].errors), Extension.objects.count()] == [{field}, 0]


def test_who_enters_models_reads_why_they_give_nothing_unasked(world, closed, submitter):
    Membership.objects.create(user=submitter, unit=world.an_sinh, role=Role.REVIEWER)
    response = log_in(submitter).post("/extensions/give/", sent())
    assert ["You enter the models" in words(response), Extension.objects.count()] == [True, 0]


def test_without_a_running_campaign_nothing_can_be_given(desk, world):
    make.campaign(registration_opens=make.today(-90), registration_closes=make.today(-60), cutoff_on=make.today(-1))
    assert "No campaign runs" in words(desk.get("/extensions/give/"))


# ---- the days left ----


def box(client) -> dict:
    return client.get("/models/").context["deadline"]


def rows(client) -> dict:
    return {row["initiative"].code: row for row in client.get("/models/").context["rows"]}


def weekday(days: int) -> str:
    return f"{make.today(days):%A, %d/%m/%Y}"


def test_the_box_names_the_nearest_of_registration_correction_and_report(browser, world):
    make.campaign(registration_closes=make.today(9), reports_close=make.today(20))
    for _number in range(2):
        make.initiative(Status.DRAFT, world.an_sinh)
    found = box(browser)
    assert found["words"] == "9 days left"
    assert found["sentence"] == f"Registration closes at the end of {weekday(9)}."
    assert found["models"] == "2 drafts are not submitted yet."
    make.initiative(Status.RETURNED, world.an_sinh, correct_until=make.today(3))
    assert box(browser)["sentence"] == f"Returned models are to be corrected until the end of {weekday(3)}."
    make.initiative(Status.REGISTERED, world.an_sinh)
    make.campaign(reports_close=make.today(1))
    assert [box(browser)[name] for name in ("words", "sentence", "models")] == [
        "1 day left",
        f"Results are to be reported until the end of {weekday(1)}.",
        "1 model is not reported yet.",
    ]


def test_the_last_day_is_said_as_such(browser, world):
    make.campaign(registration_closes=make.today())
    assert box(browser)["words"] == "Last day today"


def test_the_box_names_an_extension(browser, world, draft):
    make.extension(world.an_sinh, until=make.today(4))
    assert box(browser)["sentence"] == f"Registration is extended for your unit until the end of {weekday(4)}."


def test_the_box_says_what_passed_and_leads_to_asking(browser, draft):
    found = box(browser)
    assert found["missed"] == f"Registration closed on {typed(-1)}; 1 draft is kept."
    assert [found["ask"], ask_of(draft) in words(browser.get("/models/"))] == [ask_of(draft), True]


def test_no_box_without_anything_due(browser, world, closed, reviewer):
    assert box(browser) is None
    assert box(log_in(reviewer)) is None


def test_each_row_says_its_days_left_or_that_they_passed(browser, world):
    make.campaign(registration_closes=make.today(9), reports_close=make.today(-1))
    draft = make.initiative(Status.DRAFT, world.an_sinh)
    returned = make.initiative(Status.RETURNED, world.an_sinh, correct_until=make.today(0))
    late = make.initiative(Status.RETURNED, world.an_sinh, correct_until=make.today(-1))
    registered = make.initiative(Status.REGISTERED, world.an_sinh)
    sent_ = make.initiative(Status.SUBMITTED, world.an_sinh)
    found = rows(browser)
    assert {row.code: found[row.code]["left"] for row in (draft, returned, late, registered, sent_)} == {
        draft.code: f"9 days left, until {typed(9)}",
        returned.code: f"Last day today, until {typed(0)}",
        late.code: "",
        registered.code: "",
        sent_.code: "",
    }
    assert {code: row["too_late"] for code, row in found.items() if row["too_late"]} == {
        late.code: f"Corrections were possible until {typed(-1)}. The text is kept.",
        registered.code: f"Reports closed on {typed(-1)}. The text is kept.",
    }
    assert {code for code, row in found.items() if row["may_ask"]} == {row.code for row in (draft, returned, late, registered)}


def todo(client) -> int:
    return next(tab["count"].number for tab in client.get("/models/").context["tabs"] if tab["name"] == "todo")


def test_an_extended_row_says_so_and_stands_among_what_is_to_do(browser, world, closed):
    registered = make.initiative(Status.REGISTERED, world.an_sinh)
    assert todo(browser) == 0
    make.extension(world.an_sinh, Window.REPORT, until=make.today(4))
    row = rows(browser)[registered.code]
    assert [todo(browser), row["left"], row["button"]["words"]] == [
        1,
        f"4 days left, extended until {typed(4)}",
        "Report results",
    ]


@pytest.mark.parametrize(
    ("status", "window", "sentence"),
    [
        (
            Status.DRAFT,
            Window.REGISTRATION,
            "Fill in every part and submit it; your unit has more time, until the end of {day}.",
        ),
        (
            Status.RETURNED,
            Window.CORRECTION,
            "Correct the 1 part that was asked and submit it again; there is more time, until the end of {day}.",
        ),
        (
            Status.REGISTERED,
            Window.REPORT,
            "Carry it out, then report the results; your unit has more time, until the end of {day}.",
        ),
    ],
)
def test_the_page_of_a_model_names_the_extension(browser, world, closed, status, window, sentence):
    changes = {"correct_until": make.today(-1)} if status == Status.RETURNED else {}
    row = make.initiative(status, world.an_sinh, **changes)
    make.extension(world.an_sinh, window, until=make.today(4))
    assert browser.get(row.get_absolute_url()).context["next"] == sentence.format(day=typed(4))


def test_the_form_of_an_extended_draft_counts_its_days(browser, world, draft):
    make.extension(world.an_sinh, until=make.today(4))
    context = browser.get(f"/models/{draft.code}/edit/").context
    assert [context["deadline"]["words"], context["closed"]] == ["4 days left", ""]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ((2026, 11, 30, 23, 59), "Last day today"),
        ((2026, 12, 1, 0, 1), ""),  # in UTC it is still 30 November
        ((2026, 11, 30, 0, 1), "Last day today"),  # in UTC it is still 29 November
        ((2026, 11, 29, 23, 59), "1 day left"),
    ],
)
def test_the_days_left_turn_at_midnight_in_vietnam(browser, submitter, monkeypatch, moment, expected):
    make.campaign(
        2026,
        registration_opens="2026-03-01",
        registration_closes="2026-11-30",
        reports_open="2026-12-10",
        reports_close="2026-12-20",
        cutoff_on="2026-12-31",
    )
    now = datetime(*moment, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")).astimezone(UTC)
    submitter.memberships.update(valid_from=None, valid_until=None)
    monkeypatch.setattr(timezone, "now", lambda: now)
    client = log_in(submitter)
    found = box(client)
    assert (found["words"] if found else "") == expected
