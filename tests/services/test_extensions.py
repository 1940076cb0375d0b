"""More time: who asks, who gives, until when; which models it reaches, and where a day begins."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from registry import rules
from registry.errors import Refused
from registry.forms.initiatives import campaigns_to_register_in
from registry.models import Entry, Extension, Initiative, Membership, Notice
from registry.queries import extensions as queries
from registry.services import extensions, initiatives
from registry.vocabulary import Action, Event, Role, Status, UnitType, Window
from tests import make

pytestmark = pytest.mark.django_db

WHY = "Mưa bão kéo dài, đường bị chia cắt."
TODAY, YESTERDAY, TOMORROW = make.today, lambda: make.today(-1), lambda: make.today(1)


@pytest.fixture
def closed(db):
    """This year's campaign, with registration and reports closed yesterday; it is counted in ninety days."""
    return make.campaign(registration_closes=YESTERDAY(), reports_close=YESTERDAY())


def ask(by, window=Window.REGISTRATION, **changes) -> Extension:
    values = {"campaign": make.campaign(), "unit": by.unit, "window": window, "reason": WHY, **changes}
    return extensions.ask(by=by, **values)


def give(unit, by, until=None, window=Window.REGISTRATION, **changes) -> Extension:
    values = {"campaign": make.campaign(), "until": until or make.today(5), "reason": WHY, **changes}
    return extensions.give(unit=unit, window=window, by=by, **values)


def is_open(action, initiative, day=None) -> bool:
    return rules.window(action, Initiative.objects.get(pk=initiative.pk), day or make.today()) == ""


def told() -> set[tuple]:
    return {(notice.recipient, notice.action) for notice in Notice.objects.select_related("recipient")}


# ---- asking ----


def test_asking_keeps_who_and_why_and_tells_the_units_own_reviewers(closed, submitter, reviewer, province_reviewer):
    asked = ask(submitter)
    assert [asked.asked_by, asked.asked_because, asked.until, asked.decided_at] == [submitter, WHY, None, None]
    assert told() == {(reviewer, Event.EXTENSION_ASKED)}
    assert Notice.objects.get().extension == asked


def test_a_unit_without_reviewers_of_its_own_tells_those_of_the_nearest_tier_above(world, closed, reviewer, province_reviewer):
    school = make.unit("Trường An Sinh", UnitType.SCHOOL, world.an_sinh)
    teacher = make.user(Role.SUBMITTER, school)
    ask(teacher)
    assert told() == {(reviewer, Event.EXTENSION_ASKED)}


def test_where_nobody_below_reviews_the_province_is_told(closed, neighbour, province_reviewer, reviewer):
    ask(neighbour)
    assert told() == {(province_reviewer, Event.EXTENSION_ASKED)}


def test_a_reviewer_who_asks_is_not_told_and_the_next_tier_is(world, closed, submitter, province_reviewer):
    Membership.objects.create(user=submitter, unit=world.an_sinh, role=Role.REVIEWER)
    ask(submitter)
    assert told() == {(province_reviewer, Event.EXTENSION_ASKED)}


def test_closed_accounts_and_ended_posts_are_not_told(world, closed, submitter, reviewer, province_reviewer):
    make.user(Role.REVIEWER, world.an_sinh, is_active=False)
    make.user(Role.REVIEWER, world.an_sinh, valid_until=YESTERDAY())
    assert queries.deciders(world.an_sinh, day=make.today(), but=submitter) == [reviewer]


@pytest.mark.parametrize("who", ["neighbour", "reviewer", "leader", "superuser", "stranger"])
def test_only_a_submitter_of_the_unit_asks(request, world, closed, who):
    with pytest.raises(PermissionDenied):
        ask(request.getfixturevalue(who), unit=world.an_sinh)
    assert Extension.objects.count() == 0


@pytest.mark.parametrize(
    ("reason", "sentence"), [("", "needs more time"), ("\u200b \n", "needs more time"), ("x" * 2001, "2000")]
)
def test_asking_needs_a_reason_of_a_readable_length(closed, submitter, reason, sentence):
    with pytest.raises(Refused, match=sentence):
        ask(submitter, reason=reason)
    assert Extension.objects.count() == 0


def test_one_open_request_for_each_window(closed, submitter, colleague, reviewer):
    first = ask(submitter)
    with pytest.raises(Refused, match="already asked for"):
        ask(colleague)
    ask(colleague, Window.REPORT)
    extensions.refuse(first, by=reviewer, reason=WHY)
    ask(colleague)
    assert Extension.objects.count() == 3


@pytest.mark.parametrize(("days", "refused"), [(-5, False), (0, False), (14, False), (15, True)])
def test_a_unit_asks_after_the_last_day_or_in_the_fortnight_before(submitter, days, refused):
    make.campaign(registration_closes=make.today(days))
    if refused:
        with pytest.raises(Refused, match="in the last 14 days"):
            ask(submitter)
    else:
        assert ask(submitter).pk


def test_what_was_given_counts_for_asking_again(world, closed, submitter, reviewer):
    give(world.an_sinh, reviewer, make.today(20))
    with pytest.raises(Refused, match="in the last 14 days"):
        ask(submitter)
    give(world.an_sinh, reviewer, make.today(10))
    assert ask(submitter).pk


def test_no_time_is_asked_for_in_a_campaign_that_is_over(submitter):
    make.campaign(
        registration_opens=make.today(-90),
        registration_closes=make.today(-60),
        cutoff_on=YESTERDAY(),
    )
    with pytest.raises(Refused, match="ended on"):
        ask(submitter)


def test_correction_is_asked_for_only_with_something_to_correct(closed, submitter):
    with pytest.raises(Refused, match="no returned model"):
        ask(submitter, Window.CORRECTION)
    make.initiative(Status.RETURNED, submitter.unit, correct_until=make.today(15))
    with pytest.raises(Refused, match="in the last 14 days"):
        ask(submitter, Window.CORRECTION)
    make.initiative(Status.RETURNED, submitter.unit, correct_until=YESTERDAY())
    assert ask(submitter, Window.CORRECTION).pk


# ---- giving and refusing ----


def test_giving_answers_the_request_and_tells_the_submitters(closed, submitter, colleague, neighbour, reviewer):
    asked = ask(submitter)
    Notice.objects.all().delete()
    given = extensions.give(asked, by=reviewer, until=make.today(7), reason=WHY)
    assert [given.pk, given.until, given.decided_by, given.reason] == [asked.pk, make.today(7), reviewer, WHY]
    assert told() == {(submitter, Event.EXTENSION_GIVEN), (colleague, Event.EXTENSION_GIVEN)}


def test_refusing_answers_the_request_and_opens_nothing(closed, submitter, reviewer):
    draft = make.initiative(Status.DRAFT, submitter.unit)
    asked = ask(submitter)
    Notice.objects.all().delete()
    refused = extensions.refuse(asked, by=reviewer, reason="Đã gia hạn hai lần.")
    assert [refused.until, refused.decided_by, refused.reason] == [None, reviewer, "Đã gia hạn hai lần."]
    assert told() == {(submitter, Event.EXTENSION_REFUSED)}
    assert not is_open(Action.SUBMIT, draft)


def test_time_is_given_unasked_and_answers_what_was_asked_meanwhile(world, closed, submitter, reviewer):
    unasked = give(world.dong_trieu, make.user(Role.REVIEWER, world.province))
    assert [unasked.asked_at, unasked.asked_by] == [None, None]
    asked = ask(submitter)
    assert give(world.an_sinh, reviewer) == asked
    assert Extension.objects.count() == 2


def test_the_trail_says_who_until_when_and_why(world, closed, submitter, reviewer):
    asked = ask(submitter)
    extensions.give(asked, by=reviewer, until=make.today(7), reason="Bão số 3.")
    give(world.an_sinh, reviewer, make.today(9))
    entries = Entry.objects.filter(action__startswith="extension.").order_by("pk")
    subject = f"07090-2025 · {closed.year}"
    assert [(entry.actor, entry.action, entry.subject, entry.remark) for entry in entries] == [
        (submitter, "extension.ask", subject, WHY),
        (reviewer, "extension.give", subject, "Bão số 3."),
        (reviewer, "extension.give", subject, WHY),
    ]
    week, more = make.today(7).isoformat(), make.today(9).isoformat()
    assert [entry.data.get("until") for entry in entries] == [None, [None, week], [week, more]]


def test_who_asked_never_decides_and_who_enters_models_gives_nothing_unasked(world, closed, submitter, colleague):
    for person in (submitter, colleague):
        Membership.objects.create(user=person, unit=world.an_sinh, role=Role.REVIEWER)
    asked = ask(submitter)
    with pytest.raises(PermissionDenied, match="asked for this yourself"):
        extensions.give(asked, by=submitter, until=make.today(7), reason=WHY)
    with pytest.raises(PermissionDenied, match="asked for this yourself"):
        extensions.refuse(asked, by=submitter, reason=WHY)
    with pytest.raises(PermissionDenied, match="asked for this yourself"):
        give(world.an_sinh, submitter)
    assert extensions.give(asked, by=colleague, until=make.today(7), reason=WHY).decided_by == colleague
    with pytest.raises(PermissionDenied, match="You enter the models"):
        give(world.an_sinh, colleague)


def test_four_eyes_hold_for_a_superuser_too(world, closed, superuser):
    Membership.objects.create(user=superuser, unit=world.an_sinh, role=Role.SUBMITTER)
    superuser.unit = world.an_sinh
    asked = ask(superuser)
    with pytest.raises(PermissionDenied, match="asked for this yourself"):
        extensions.give(asked, by=superuser, until=make.today(7), reason=WHY)
    other = make.user(username="root2", is_superuser=True)
    assert extensions.give(asked, by=other, until=make.today(7), reason=WHY).decided_by == other


@pytest.mark.parametrize("who", ["submitter", "neighbour_reviewer", "leader", "commune_leader", "stranger"])
def test_only_a_reviewer_who_covers_the_unit_wholly_decides(request, world, closed, submitter, who):
    asked, person = ask(submitter), request.getfixturevalue(who)
    for act in (
        lambda: extensions.give(asked, by=person, until=make.today(7), reason=WHY),
        lambda: extensions.refuse(asked, by=person, reason=WHY),
        lambda: give(world.an_sinh, person),
    ):
        with pytest.raises(PermissionDenied):
            act()
    asked.refresh_from_db()
    assert [asked.decided_at, rules.may_extend(person, world.an_sinh)] == [None, False]


def test_a_split_predecessor_is_covered_in_part_and_cannot_be_extended(world, reviewer, province_reviewer):
    assert [rules.may_extend(person, world.duc_chinh) for person in (reviewer, province_reviewer)] == [False, True]


@pytest.mark.parametrize(
    ("days", "sentence"),
    [(-1, "not over yet"), (0, ""), (1, ""), (90, ""), (91, "counted on")],
)
def test_the_day_is_not_past_and_not_after_the_cut_off_day(world, closed, reviewer, days, sentence):
    if not sentence:
        assert give(world.an_sinh, reviewer, make.today(days)).until == make.today(days)
        return
    with pytest.raises(Refused, match=sentence) as refusal:
        give(world.an_sinh, reviewer, make.today(days))
    assert set(refusal.value.fields) == {"until"}
    assert Extension.objects.count() == 0


def test_a_day_that_brings_no_more_time_is_refused(world, reviewer):
    make.campaign(registration_closes=make.today(30))
    with pytest.raises(Refused, match="time until"):
        give(world.an_sinh, reviewer, make.today(30))
    assert give(world.an_sinh, reviewer, make.today(31)).pk


@pytest.mark.parametrize("reason", ["", "  \u200b", "x" * 2001])
def test_a_decision_needs_a_reason_of_a_readable_length(world, closed, submitter, reviewer, reason):
    asked = ask(submitter)
    for act in (
        lambda: extensions.give(asked, by=reviewer, until=make.today(7), reason=reason),
        lambda: extensions.refuse(asked, by=reviewer, reason=reason),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert set(refusal.value.fields) == {"reason"}


def test_the_second_of_two_reviewers_decides_nothing(closed, submitter, reviewer, second_reviewer):
    asked = ask(submitter)
    extensions.give(asked, by=reviewer, until=make.today(7), reason=WHY)
    for act in (
        lambda: extensions.give(asked, by=second_reviewer, until=make.today(9), reason=WHY),
        lambda: extensions.refuse(asked, by=second_reviewer, reason=WHY),
    ):
        with pytest.raises(Refused, match="meanwhile"):
            act()
    asked.refresh_from_db()
    assert [asked.decided_by, asked.until] == [reviewer, make.today(7)]


# ---- what it opens ----


def test_registration_stays_open_until_the_given_day(world, closed, submitter, reviewer):
    draft = make.initiative(Status.DRAFT, submitter.unit, by=submitter)
    with pytest.raises(Refused, match="Registration closed"):
        initiatives.submit(draft, by=submitter)
    give(world.an_sinh, reviewer, make.today(5))
    assert [is_open(Action.SUBMIT, draft, make.today(days)) for days in (0, 5, 6)] == [True, True, False]
    assert initiatives.submit(draft, by=submitter).status == Status.SUBMITTED


def test_a_closed_window_says_until_when_it_was_extended(closed, submitter):
    draft = make.initiative(Status.DRAFT, submitter.unit)
    make.extension(submitter.unit, until=make.today(5))
    sentence = rules.window(Action.SUBMIT, draft, make.today(6))
    assert sentence == f"Registration closed on {make.today(5):%d/%m/%Y}. The text stays here as a draft."


def test_a_returned_model_is_corrected_until_the_later_of_both_days(world, closed, submitter, reviewer):
    rows = [make.initiative(Status.RETURNED, submitter.unit, correct_until=make.today(days)) for days in (-1, 8)]
    give(world.an_sinh, reviewer, make.today(5), Window.CORRECTION)
    assert [is_open(Action.SUBMIT, rows[0], make.today(days)) for days in (0, 5, 6)] == [True, True, False]
    assert [is_open(Action.SUBMIT, rows[1], make.today(days)) for days in (6, 8, 9)] == [True, True, False]
    assert initiatives.submit(rows[0], by=submitter).status == Status.SUBMITTED


def test_a_taken_back_correction_may_use_either_window(world, closed, submitter, reviewer):
    draft = make.initiative(Status.DRAFT, submitter.unit, correct_until=YESTERDAY())
    assert not is_open(Action.SUBMIT, draft)
    for window in (Window.REGISTRATION, Window.CORRECTION):
        Extension.objects.all().delete()
        give(world.an_sinh, reviewer, make.today(5), window)
        assert is_open(Action.SUBMIT, draft)
        assert rules.window_of(Initiative.objects.get()) == window


def test_results_are_reported_until_the_given_day(world, closed, submitter, reviewer):
    row = make.initiative(Status.REGISTERED, submitter.unit, report="Xong 810 m.")
    give(world.an_sinh, reviewer, make.today(5), Window.REPORT)
    assert [is_open(Action.REPORT, row, make.today(days)) for days in (0, 5, 6)] == [True, True, False]
    assert initiatives.report(row, by=submitter).status == Status.REPORTED


def test_an_extension_opens_its_own_window_unit_and_campaign_only(world, closed, submitter, neighbour, reviewer):
    other_year = make.campaign(make.today().year - 1, registration_closes=YESTERDAY())
    give(world.an_sinh, reviewer)
    theirs = make.initiative(Status.DRAFT, world.dong_trieu)
    of_other_year = make.initiative(Status.DRAFT, world.an_sinh, campaign=other_year)
    registered = make.initiative(Status.REGISTERED, world.an_sinh)
    assert [is_open(Action.SUBMIT, theirs), is_open(Action.SUBMIT, of_other_year)] == [False, False]
    assert not is_open(Action.REPORT, registered)


def test_it_reaches_predecessors_carried_on_whole_and_models_allocated_to_the_unit(world, closed, reviewer):
    give(world.an_sinh, reviewer)
    whole = make.initiative(Status.DRAFT, world.binh_duong)
    part = make.initiative(Status.DRAFT, world.duc_chinh)
    allocated = make.initiative(Status.DRAFT, world.duc_chinh, allocated_unit=world.an_sinh)
    elsewhere = make.initiative(Status.DRAFT, world.duc_chinh, allocated_unit=world.dong_trieu)
    rows = (whole, part, allocated, elsewhere)
    assert [is_open(Action.SUBMIT, row) for row in rows] == [True, False, True, False]


def test_it_does_not_reach_what_lies_below_the_unit(world, closed, reviewer):
    school = make.unit("Trường An Sinh", UnitType.SCHOOL, world.an_sinh)
    give(world.an_sinh, reviewer)
    assert not is_open(Action.SUBMIT, make.initiative(Status.DRAFT, school))


def test_the_decision_made_last_counts_even_if_it_is_shorter(world, closed, submitter, reviewer):
    draft = make.initiative(Status.DRAFT, submitter.unit)
    give(world.an_sinh, reviewer, make.today(9))
    give(world.an_sinh, reviewer, make.today(2))
    assert [is_open(Action.SUBMIT, draft, make.today(days)) for days in (2, 3)] == [True, False]
    assert Extension.objects.count() == 2


def test_a_refusal_leaves_what_was_given_before(world, closed, submitter, reviewer):
    draft = make.initiative(Status.DRAFT, submitter.unit)
    give(world.an_sinh, reviewer, make.today(3))
    extensions.refuse(ask(submitter), by=reviewer, reason=WHY)
    assert is_open(Action.SUBMIT, draft, make.today(3))


def test_a_request_that_waits_opens_nothing(closed, submitter):
    draft = make.initiative(Status.DRAFT, submitter.unit)
    ask(submitter)
    assert not is_open(Action.SUBMIT, draft)


# ---- what it costs ----


def test_an_open_window_asks_nothing_and_a_closed_one_once(submitter, django_assert_num_queries):
    make.campaign(registration_closes=make.today(3))
    make.initiative(Status.DRAFT, submitter.unit)
    draft = Initiative.objects.select_related("campaign").get()
    with django_assert_num_queries(0):
        assert rules.window(Action.SUBMIT, draft, make.today(3)) == ""
    with django_assert_num_queries(1):
        for window in (Window.REGISTRATION, Window.REPORT):
            assert rules.extended_until(draft, window) is None
        assert rules.window(Action.SUBMIT, draft, make.today(4)) != ""


@pytest.mark.parametrize("count", [1, 30])
def test_a_list_asks_once_for_all_its_rows(world, closed, submitter, count, django_assert_num_queries):
    make.extension(world.an_sinh, until=make.today(5))
    for _number in range(count):
        make.initiative(Status.DRAFT, world.binh_duong)
    rows = list(Initiative.objects.select_related("campaign"))
    with django_assert_num_queries(1):
        queries.attach(rows)
        assert {rules.window(Action.SUBMIT, row, make.today()) for row in rows} == {""}
    with django_assert_num_queries(0):
        queries.attach([])


# ---- campaigns that are offered ----


def test_a_campaign_with_more_time_is_offered_first(world, submitter, neighbour, reviewer):
    closed = make.campaign(registration_closes=YESTERDAY())
    coming = make.campaign(make.today().year + 1, registration_opens=make.today(20), registration_closes=make.today(60))
    assert campaigns_to_register_in(make.today(), submitter) == [coming, closed]
    give(world.an_sinh, reviewer, campaign=closed)
    assert campaigns_to_register_in(make.today(), submitter) == [closed, coming]
    assert campaigns_to_register_in(make.today(), neighbour) == [coming, closed]


def test_what_is_due_names_each_day_with_its_models(world, submitter):
    campaign = make.campaign(registration_closes=make.today(6), reports_close=make.today(-1))
    make.initiative(Status.DRAFT, world.an_sinh)
    make.initiative(Status.DRAFT, world.binh_duong)
    make.initiative(Status.DRAFT, world.dong_trieu)
    returned = make.initiative(Status.RETURNED, world.an_sinh, correct_until=make.today(2))
    late = make.initiative(Status.REGISTERED, world.an_sinh)
    make.extension(world.an_sinh, Window.CORRECTION, until=make.today(8))
    days = rules.extension_days(submitter.scope.own(Role.SUBMITTER), [campaign])
    found = queries.dues(submitter, [campaign], days, make.today())
    assert [(due.window, due.day, due.is_extended, due.count) for due in found] == [
        (Window.REPORT, make.today(-1), False, 1),
        (Window.REGISTRATION, make.today(6), False, 2),
        (Window.CORRECTION, make.today(8), True, 1),
    ]
    assert [found[0].code, found[2].code] == [late.code, returned.code]


def test_nothing_is_due_in_a_campaign_that_is_over_or_has_not_begun(submitter):
    over = make.campaign(
        make.today().year - 1,
        registration_opens=make.today(-90),
        registration_closes=make.today(-60),
        cutoff_on=YESTERDAY(),
    )
    coming = make.campaign(make.today().year + 1, registration_opens=TOMORROW())
    for campaign in (over, coming):
        make.initiative(Status.DRAFT, submitter.unit, campaign=campaign)
    assert queries.dues(submitter, [over, coming], {}, make.today()) == []


# ---- where a day begins ----

LAST = date(2026, 11, 30)


@pytest.fixture
def at(monkeypatch):
    """at(day, hour, minute): let it be this moment in Asia/Ho_Chi_Minh, seven hours before UTC."""

    def freeze(day, hour, minute):
        moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
        monkeypatch.setattr(timezone, "now", lambda: moment.astimezone(UTC))

    return freeze


@pytest.fixture
def november(db):
    """A campaign whose registration closes with the end of 20 November 2026."""
    return make.campaign(
        2026,
        registration_opens=date(2026, 3, 1),
        registration_closes=date(2026, 11, 20),
        reports_open=date(2026, 10, 1),
        reports_close=date(2026, 12, 31),
        cutoff_on=date(2026, 12, 31),
    )


def test_the_last_day_ends_at_midnight_in_vietnam(at, november, submitter):
    at(date(2026, 11, 19), 12, 0)
    draft = make.initiative(Status.DRAFT, submitter.unit, by=submitter, campaign=november)
    make.extension(submitter.unit, until=LAST, campaign=november)
    at(LAST + timedelta(days=1), 0, 1)
    assert timezone.now().date() == LAST  # in UTC it is still the last day
    with pytest.raises(Refused, match="30/11/2026"):
        initiatives.submit(draft, by=submitter)
    at(LAST, 23, 59)
    assert initiatives.submit(draft, by=submitter).status == Status.SUBMITTED


def test_the_first_day_begins_at_midnight_in_vietnam(at, november, submitter):
    at(date(2026, 3, 1), 12, 0)
    draft = make.initiative(Status.DRAFT, submitter.unit, by=submitter, campaign=november)
    at(date(2026, 2, 28), 23, 59)
    with pytest.raises(Refused, match="Registration opens on"):
        initiatives.submit(draft, by=submitter)
    at(date(2026, 3, 1), 0, 1)
    assert timezone.now().date() == date(2026, 2, 28)  # in UTC it is still the day before
    assert initiatives.submit(draft, by=submitter).status == Status.SUBMITTED


def test_today_can_be_given_until_its_midnight_in_vietnam(at, november, world, reviewer):
    at(LAST + timedelta(days=1), 0, 1)
    with pytest.raises(Refused, match="not over yet"):
        give(world.an_sinh, reviewer, LAST, campaign=november)
    at(LAST, 23, 59)
    assert give(world.an_sinh, reviewer, LAST, campaign=november).until == LAST
