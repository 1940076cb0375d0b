"""What a reviewer does with a model before and beside recognition."""

import pytest

from registry.errors import Refused, Stale
from registry.models import Entry, Initiative, Notice, Person, Publication, Remark
from registry.services import initiatives, notices, recognition, review, trail
from registry.vocabulary import Action, Entrance, Level, Novelty, Part, Status, SubmitterType, UnitType
from tests import make
from tests.conftest import trail_of


def again(row) -> Initiative:
    """The row as the database has it now."""
    return Initiative.objects.get(pk=row.pk)


def amended(row) -> dict:
    """What the newest entry of the trail keeps beside the reason."""
    return Entry.objects.filter(initiative=row.pk).last().data


# ---- open ----


def test_opening_notes_the_time_once_and_leaves_the_version(reviewer, second_reviewer):
    row = make.initiative(Status.SUBMITTED, reviewer.unit)
    review.open_(row, by=reviewer)
    opened = again(row)
    review.open_(row, by=second_reviewer)
    assert (opened.opened_at is None, again(row).opened_at, again(row).version) == (False, opened.opened_at, row.version)
    assert trail_of(row) == [(reviewer, Action.OPEN, Status.SUBMITTED, Status.SUBMITTED, "")]


def test_who_entered_a_model_does_not_open_it_by_reading(reviewer):
    row = make.initiative(Status.SUBMITTED, reviewer.unit, by=reviewer)
    review.open_(row, by=reviewer)
    assert (again(row).opened_at, trail_of(row)) == (None, [])


# ---- return ----


def test_returning_unlocks_exactly_the_parts_that_have_a_remark(reviewer):
    row = make.initiative(Status.SUBMITTED, reviewer.unit)
    remarks = {Part.PERIOD: " Ghi rõ ngày. ", "novelty": "Năm ngoái đã có.", Part.TITLE: " \u200b"}
    returned = review.return_(row, by=reviewer, remarks=remarks)
    assert [(r.part, r.text, r.made_by, r.made_at, r.answered_at) for r in Remark.objects.all()] == [
        (Part.PERIOD, "Ghi rõ ngày.", reviewer, returned.returned_at, None),
        (Part.NOVELTY, "Năm ngoái đã có.", reviewer, returned.returned_at, None),
    ]
    assert initiatives.editable(returned) == {"starts_on", "ends_on", "novelty", "continues"}


def test_returning_gives_the_days_of_the_campaign_or_a_date(reviewer):
    make.campaign(days_to_correct=4)
    rows = [make.initiative(Status.SUBMITTED, reviewer.unit) for _ in range(2)]
    remarks = {Part.TITLE: "Ngắn hơn."}
    assert review.return_(rows[0], by=reviewer, remarks=remarks).correct_until == make.today(4)
    assert review.return_(rows[1], by=reviewer, remarks=remarks, until=make.today()).correct_until == make.today()


def test_ten_days_are_given_where_the_campaign_says_nothing(campaign):
    assert campaign.days_to_correct == 10


@pytest.mark.parametrize(
    ("remarks", "until", "sentence"),
    [
        ({}, None, "Say what must change: at least one part needs a remark."),
        ({Part.TITLE: " "}, None, "Say what must change: at least one part needs a remark."),
        ({Part.TITLE: "Ngắn hơn."}, make.today(-1), "The last day for corrections is in the past."),
    ],
)
def test_returning_without_a_remark_or_into_the_past_is_refused(reviewer, remarks, until, sentence):
    row = make.initiative(Status.SUBMITTED, reviewer.unit)
    with pytest.raises(Refused) as refusal:
        review.return_(row, by=reviewer, remarks=remarks, until=until)
    assert (str(refusal.value), again(row).status, Remark.objects.count()) == (sentence, Status.SUBMITTED, 0)


def test_a_slip_in_the_year_of_the_last_day_is_refused(reviewer):
    """A correction that may come after the year is counted is of no use, but the campaign's own days always hold."""
    campaign = make.campaign(cutoff_on=make.today(30))
    row, late = (make.initiative(Status.SUBMITTED, reviewer.unit) for _ in range(2))
    with pytest.raises(Refused) as refusal:
        review.return_(row, by=reviewer, remarks={Part.TITLE: "Ngắn hơn."}, until=make.today(31))
    assert "The campaign is counted on" in refusal.value.fields["until"]
    assert review.return_(row, by=reviewer, remarks={Part.TITLE: "Ngắn hơn."}, until=make.today(30)).status == Status.RETURNED

    campaign.cutoff_on = make.today(-1)
    campaign.save()
    late = Initiative.objects.get(pk=late.pk)
    assert review.return_(late, by=reviewer, remarks={Part.TITLE: "Ngắn hơn."}).correct_until == make.today(10)


def test_a_model_returned_twice_has_open_only_what_was_asked_last(submitter, reviewer):
    row = make.initiative(Status.SUBMITTED, submitter.unit)
    review.return_(row, by=reviewer, remarks={Part.TITLE: "Ngắn hơn.", Part.AIMS: "Ghi số."})
    initiatives.submit(row, by=submitter)
    returned = review.return_(row, by=reviewer, remarks={Part.AIMS: "Vẫn thiếu số."})
    assert initiatives.editable(returned) == {"aims"}
    assert list(row.remarks.filter(answered_at__isnull=True).values_list("text", flat=True)) == ["Vẫn thiếu số."]


def test_the_remarks_stand_in_the_trail_and_in_the_notice(submitter, reviewer):
    row = make.initiative(Status.SUBMITTED, submitter.unit, by=submitter)
    review.return_(row, by=reviewer, remarks={Part.TITLE: "Ngắn hơn.", Part.AIMS: "Ghi số."})
    said = "Ngắn hơn.\nGhi số."
    assert trail_of(row) == [(reviewer, Action.RETURN, Status.SUBMITTED, Status.RETURNED, said)]
    assert [(n.recipient, n.remark, n.read_at) for n in Notice.objects.all()] == [(submitter, said, None)]


# ---- approve, decline ----


def test_approving_keeps_the_time(reviewer):
    row = make.initiative(Status.SUBMITTED, reviewer.unit)
    approved = review.approve(row, by=reviewer)
    assert (approved.status, approved.registered_at, approved.version) == (Status.REGISTERED, approved.changed_at, 2)
    assert (row.registered_at, again(row).registered_at) == (None, approved.registered_at)


def test_approving_many_writes_each_like_one(submitter, reviewer):
    rows = [make.initiative(Status.SUBMITTED, submitter.unit, by=submitter) for _ in range(3)]
    review.approve_many(rows, by=reviewer, versions={row.pk: row.version for row in rows}, remark="Đạt")
    for row in rows:
        assert again(row).status == Status.REGISTERED
        assert trail_of(row) == [(reviewer, Action.APPROVE, Status.SUBMITTED, Status.REGISTERED, "Đạt")]
    assert sorted(Notice.objects.values_list("initiative", "recipient")) == [(row.pk, submitter.pk) for row in rows]


def test_one_model_that_cannot_go_holds_all_of_them_and_is_named(world, reviewer):
    rows = [
        make.initiative(Status.SUBMITTED, world.an_sinh),
        make.initiative(Status.REGISTERED, world.an_sinh),
        make.initiative(Status.SUBMITTED, world.an_sinh, by=reviewer),
        make.initiative(Status.SUBMITTED, world.dong_trieu),
    ]
    with pytest.raises(Refused) as refusal:
        review.approve_many(rows, by=reviewer)
    assert str(refusal.value) == (
        "Nothing was done, because 3 models cannot take this step ("
        f"{rows[1].code}: “Approve” is not possible: the model is now “Registered”.; "
        f"{rows[2].code}: You entered this model or are named in it, so somebody else has to act on it.; "
        f"{rows[3].code}: Only a reviewer to whom this unit belongs may do this.)."
    )
    assert [again(row).status for row in rows] == [row.status for row in rows]
    assert (Entry.objects.filter(action=Action.APPROVE).count(), Notice.objects.count()) == (0, 0)


def test_many_models_that_changed_or_vanished_meanwhile_are_stale(reviewer):
    rows = [make.initiative(Status.SUBMITTED, reviewer.unit) for _ in range(2)]
    with pytest.raises(Stale, match=rows[1].code):
        review.approve_many(rows, by=reviewer, versions={rows[0].pk: 1, rows[1].pk: 7})
    Initiative.objects.get(pk=rows[1].pk).delete()
    with pytest.raises(Stale, match="removed"):
        review.approve_many(rows, by=reviewer)
    assert again(rows[0]).status == Status.SUBMITTED


def test_no_model_at_all_is_refused(reviewer):
    with pytest.raises(Refused, match="No model was chosen"):
        review.approve_many([], by=reviewer)


def test_approving_thirty_takes_as_many_queries_as_approving_three(world, submitter, reviewer, django_assert_max_num_queries):
    def rows(number):
        return [make.initiative(Status.SUBMITTED, world.an_sinh, by=submitter) for _ in range(number)]

    few, many = rows(3), rows(30)
    with django_assert_max_num_queries(19) as taken:
        review.approve_many(few, by=reviewer)
    with django_assert_max_num_queries(len(taken)):
        review.approve_many(many, by=reviewer)


def test_declining_needs_a_remark_and_closes(reviewer):
    rows = [make.initiative(Status.SUBMITTED, reviewer.unit) for _ in range(3)]
    with pytest.raises(Refused) as refusal:
        review.decline(rows[0], by=reviewer, remark="")
    assert refusal.value.fields == {"remark": "Say why the registration is declined."}
    with pytest.raises(Refused):
        review.decline_many(rows, by=reviewer, remark=" ")
    declined = review.decline(rows[0], by=reviewer, remark="Không phải mô hình dân vận.")
    assert (declined.status, declined.closed_at) == (Status.DECLINED, declined.changed_at)
    review.decline_many(rows[1:], by=reviewer, remark="Trùng.")
    assert [again(row).status for row in rows] == [Status.DECLINED] * 3


def test_a_reopened_declined_model_waits_again_as_if_it_had_never_been_closed(reviewer):
    row = make.initiative(Status.DECLINED, reviewer.unit)
    with pytest.raises(Refused):
        review.reopen(row, by=reviewer, reason="")
    opened = review.reopen(row, by=reviewer, reason="Nhầm.")
    assert (opened.status, opened.closed_at, opened.status_before) == (Status.SUBMITTED, None, "")
    assert review.approve(row, by=reviewer).status == Status.REGISTERED


def test_a_returned_report_is_sent_again(submitter, reviewer):
    row = make.initiative(Status.REPORTED, submitter.unit)
    with pytest.raises(Refused):
        review.return_report(row, by=reviewer, remark="\n")
    returned = review.return_report(row, by=reviewer, remark="Thiếu biên bản.")
    assert (returned.status, returned.reported_at, initiatives.editable(returned)) == (
        Status.REGISTERED,
        None,
        {"report", "achieved", "contributed"},
    )
    assert initiatives.report(row, by=submitter).status == Status.REPORTED


# ---- amend ----


def test_amending_keeps_before_and_after_in_the_trail_and_leaves_the_status(world, province_reviewer):
    old = make.initiative(Status.RECOGNISED, world.duc_chinh, campaign=make.campaign(2024))
    row = make.initiative(Status.REGISTERED, world.duc_chinh)
    facts = {
        "title": "Tên đúng",
        "sector": make.sector("culture"),
        "level": Level.PROVINCE,
        "novelty": Novelty.CONTINUED,
        "continues": old,
        "ends_on": make.today(80),
        "is_restricted": True,
        "allocated_unit": world.an_sinh,
    }
    review.amend(row, by=province_reviewer, facts=facts, reason="Theo biên bản")
    changed = again(row)
    assert {field: getattr(changed, field) for field in facts} == facts
    assert (changed.status, changed.version) == (Status.REGISTERED, 2)
    assert trail_of(row) == [(province_reviewer, Action.AMEND, Status.REGISTERED, Status.REGISTERED, "Theo biên bản")]
    assert amended(row) == {
        "title": [row.title, "Tên đúng"],
        "sector": ["economy", "culture"],
        "level": ["grassroots", "province"],
        "novelty": ["new", "continued"],
        "continues": [None, old.code],
        "ends_on": [make.today(50).isoformat(), make.today(80).isoformat()],
        "is_restricted": [False, True],
        "allocated_unit": [None, "07090-2025"],
    }


def test_a_model_is_allocated_only_to_a_unit_that_took_over_from_its_own(world, province_reviewer):
    row = make.initiative(Status.REGISTERED, world.duc_chinh)
    school = make.unit("Trường THCS", UnitType.SCHOOL, world.an_sinh)
    with pytest.raises(Refused) as refusal:
        review.amend(row, by=province_reviewer, facts={"allocated_unit": school}, reason="Theo biên bản")
    assert refusal.value.fields == {"allocated_unit": "Choose one of the list."}
    for heir in (world.dong_trieu, world.an_sinh, None):
        review.amend(row, by=province_reviewer, facts={"allocated_unit": heir}, reason="Theo biên bản")
        assert again(row).allocated_unit == heir


def test_amending_keeps_what_follows_from_a_fact_in_the_trail_too(reviewer):
    row = make.initiative(Status.REGISTERED, reviewer.unit)
    review.amend(row, by=reviewer, facts={"submitter_type": SubmitterType.INDIVIDUAL}, reason="Ghi nhầm")
    assert again(row).collective_name == ""
    assert amended(row) == {
        "submitter_type": ["collective", "individual"],
        "collective_name": ["Chi bộ thôn Bình Sơn Đông", ""],
    }


def test_consent_ends_with_the_name_that_gave_it_and_outlives_a_corrected_letter(reviewer):
    row = make.initiative(Status.RECOGNISED, reviewer.unit, person={"consented_at": make.ago(2)}, cleared_at=make.ago(1))
    make.publication(row, method="Ông Nguyễn Văn Thứ vận động từng hộ.")
    review.amend(row, by=reviewer, facts={"person_name": "Nguyễn Văn Thứ"}, reason="Sai dấu")
    assert (Person.objects.get().consented_at is None, list(Initiative.objects.public())) == (False, [row])
    review.amend(row, by=reviewer, facts={"person_name": "Lê Thị Thử"}, reason="Sai người")
    assert (Person.objects.get().consented_at, list(Initiative.objects.public())) == (None, [row])
    assert amended(row)["consented_at"][1] is None
    Person.objects.update(consented_at=make.ago(0))
    Publication.objects.update(method="Bà Trần Thị Thử vận động từng hộ.")
    review.amend(row, by=reviewer, facts={"person_name": "Trần Thị Thử"}, reason="Sai họ")
    assert list(Initiative.objects.public()) == []
    assert {"consented_at", "cleared_at"} <= set(amended(row))


def test_of_a_person_the_trail_keeps_only_that_it_was_corrected_and_digests_of_what_stands_beside_it(reviewer):
    row = make.initiative(Status.REGISTERED, reviewer.unit)
    before = Person.objects.get()
    review.amend(row, by=reviewer, facts={"person_name": "Lê Thị Thử", "person_position": "Phó bí thư"}, reason="Sai")
    person = Person.objects.get()
    assert (person.name, person.position) == ("Lê Thị Thử", "Phó bí thư")
    data = amended(row)
    assert sorted(data.pop("personal")) == [
        "person_name.after",
        "person_name.before",
        "person_position.after",
        "person_position.before",
    ]
    assert data == {"person_name": [], "person_position": []}
    everything = str(list(Entry.objects.values()))
    assert [value for value in (person.name, person.position, before.name) if value in everything] == []


@pytest.mark.parametrize("field", ["status", "version", "method", "report", "person_consent", "campaign", "code"])
def test_only_facts_that_may_be_amended_are(reviewer, field):
    row = make.initiative(Status.REGISTERED, reviewer.unit)
    with pytest.raises(Refused, match=f"These parts cannot be changed now: {field}"):
        review.amend(row, by=reviewer, facts={field: "recognised"}, reason="vì một lý do")
    assert (again(row).status, again(row).version) == (Status.REGISTERED, 1)


@pytest.mark.parametrize(
    ("facts", "reason", "fields"),
    [
        ({"title": "Khác"}, " ", ["reason"]),
        ({}, "vì một lý do", []),
        ({"title": " Tuyến đường kiểu mẫu  Bình Sơn Đông"}, "vì một lý do", []),
        ({"title": ""}, "vì một lý do", ["title"]),
        ({"sector": None}, "vì một lý do", ["sector"]),
        ({"collective_name": "\u200b"}, "vì một lý do", ["collective_name"]),
        ({"person_name": ""}, "vì một lý do", ["person_name"]),
        ({"ends_on": make.today(-99)}, "vì một lý do", ["ends_on"]),
        ({"title": "x" * 251}, "vì một lý do", ["title"]),
    ],
)
def test_an_amendment_without_reason_or_change_or_that_loses_a_fact_is_refused(reviewer, facts, reason, fields):
    row = make.initiative(Status.REGISTERED, reviewer.unit)
    with pytest.raises(Refused) as refusal:
        review.amend(row, by=reviewer, facts=facts, reason=reason)
    assert list(refusal.value.fields) == fields
    assert (again(row).version, again(row).person.name, trail_of(row)) == (1, "Nguyễn Văn Thử", [])


def test_an_amended_model_is_found_by_its_new_name(reviewer):
    row = make.initiative(Status.REGISTERED, reviewer.unit)
    review.amend(row, by=reviewer, facts={"title": "Thắp sáng đường quê"}, reason="Ghi nhầm")
    assert list(Initiative.objects.matching("thap sang")) == [row]
    assert list(Initiative.objects.matching("kiểu mẫu")) == []


@pytest.mark.parametrize("facts", [{"is_restricted": True}, {"sector": "defence"}, {"sector": "security"}])
def test_amending_takes_what_is_never_public_out_of_the_showcase(reviewer, facts):
    row = make.initiative(Status.RECOGNISED, reviewer.unit, cleared_at=make.ago(0))
    if "sector" in facts:
        facts = {"sector": make.sector(facts["sector"])}
    assert list(Initiative.objects.public()) == [row]
    review.amend(row, by=reviewer, facts=facts, reason="Ghi nhầm")
    assert (again(row).cleared_at, list(Initiative.objects.public())) == (None, [])


# ---- publication ----


def test_clearing_shows_a_recognised_model_and_unclearing_hides_it_at_once(reviewer):
    row = make.initiative(Status.RECOGNISED, reviewer.unit)
    review.clear(row, by=reviewer)
    assert list(Initiative.objects.public()) == [row]
    with pytest.raises(Refused):
        review.unclear(row, by=reviewer, reason="")
    review.unclear(row, by=reviewer, reason="Theo đề nghị của gia đình")
    assert (list(Initiative.objects.public()), again(row).cleared_at) == ([], None)
    assert trail_of(row) == [
        (reviewer, Action.CLEAR, Status.RECOGNISED, Status.RECOGNISED, ""),
        (reviewer, Action.UNCLEAR, Status.RECOGNISED, Status.RECOGNISED, "Theo đề nghị của gia đình"),
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"is_restricted": True}, "This model is restricted and is never published."),
        ({"sector": "defence"}, "Models of the field “{sector}” are never published."),
        ({"sector": "security"}, "Models of the field “{sector}” are never published."),
    ],
)
def test_defence_security_and_restricted_are_never_cleared(reviewer, superuser, changes, sentence):
    if "sector" in changes:
        changes = {"sector": make.sector(changes["sector"])}
    row = make.initiative(Status.RECOGNISED, reviewer.unit, **changes)
    for person in (reviewer, superuser):
        with pytest.raises(Refused) as refusal:
            review.clear(row, by=person)
        assert str(refusal.value) == sentence.format(sector=row.sector)
    assert (again(row).cleared_at, trail_of(row)) == (None, [])


# ---- trail and notices ----


def test_the_trail_knows_through_which_door_an_act_came(reviewer):
    row = make.initiative(Status.SUBMITTED, reviewer.unit)
    with trail.through(Entrance.ADMIN):
        review.approve(row, by=reviewer)
    review.amend(row, by=reviewer, facts={"title": "Khác"}, reason="Sai")
    entries = Entry.objects.filter(initiative=row.pk)
    assert list(entries.values_list("entrance", flat=True)) == [Entrance.ADMIN, Entrance.COMMAND]


def test_everybody_who_entered_the_model_is_told_but_not_who_acted_and_not_who_left(submitter, colleague, neighbour, reviewer):
    row = make.initiative(Status.SUBMITTED, submitter.unit)
    row.authors.add(submitter, colleague, neighbour)
    neighbour.is_active = False
    neighbour.save()
    review.approve(row, by=reviewer)
    notices.tell(row, Action.AMEND, by=colleague, remark="Ghi nhầm")
    told = [(n.recipient, n.action, n.remark) for n in Notice.objects.order_by("pk")]
    assert sorted(told[:2], key=str) == sorted([(submitter, Action.APPROVE, ""), (colleague, Action.APPROVE, "")], key=str)
    assert told[2:] == [(submitter, Action.AMEND, "Ghi nhầm")]


def test_notices_are_marked_read_one_by_one_or_all_and_only_ones_own(submitter, colleague, reviewer):
    for _ in range(2):
        row = make.initiative(Status.SUBMITTED, submitter.unit)
        row.authors.add(submitter, colleague)
        review.approve(row, by=reviewer)
    first, second = submitter.notices.order_by("pk")
    other = colleague.notices.first()
    assert notices.mark_read(submitter, ids=[first.pk, other.pk]) == 1
    assert list(submitter.notices.filter(read_at__isnull=True)) == [second]
    assert (notices.mark_read(submitter), notices.mark_read(submitter)) == (1, 0)
    assert colleague.notices.filter(read_at__isnull=True).count() == 2


# ---- many at once ----

MANY = {
    Action.RETURN: (
        Status.SUBMITTED,
        Status.RETURNED,
        lambda rows, by: review.return_many(rows, by=by, remarks={Part.AIMS: "Ghi số."}),
        "Ghi số.",
    ),
    Action.DECLINE: (
        Status.SUBMITTED,
        Status.DECLINED,
        lambda rows, by: review.decline_many(rows, by=by, remark="Trùng."),
        "Trùng.",
    ),
    Action.RETURN_REPORT: (
        Status.REPORTED,
        Status.REGISTERED,
        lambda rows, by: review.return_report_many(rows, by=by, remark="Thiếu."),
        "Thiếu.",
    ),
    Action.REOPEN: (
        Status.NOT_RECOGNISED,
        Status.REPORTED,
        lambda rows, by: review.reopen_many(rows, by=by, reason="Nhầm."),
        "Nhầm.",
    ),
    Action.DECIDE_AGAINST: (
        Status.REPORTED,
        Status.NOT_RECOGNISED,
        lambda rows, by: recognition.decide_against_many(rows, by=by, remark="Chưa rõ."),
        "Chưa rõ.",
    ),
    Action.CLEAR: (Status.RECOGNISED, Status.RECOGNISED, lambda rows, by: review.clear_many(rows, by=by), ""),
}


@pytest.mark.parametrize("action", MANY)
def test_an_act_on_many_writes_each_like_one(reviewer, action):
    before, after, act, remark = MANY[action]
    rows = [make.initiative(before, reviewer.unit) for _ in range(2)]
    act(rows, reviewer)
    assert [trail_of(row) for row in rows] == [[(reviewer, action, before, after, remark)]] * 2
    assert [again(row).status for row in rows] == [after] * 2


@pytest.mark.parametrize("action", MANY)
def test_an_act_on_many_holds_all_of_them_for_one_that_cannot_go(reviewer, action):
    before, _after, act, _remark = MANY[action]
    rows = [make.initiative(before, reviewer.unit), make.initiative(before, reviewer.unit, by=reviewer)]
    with pytest.raises(Refused, match=f"1 model cannot take this step \\({rows[1].code}: You entered this model"):
        act(rows, reviewer)
    assert ([trail_of(row) for row in rows], Remark.objects.count()) == ([[], []], 0)


def test_models_are_cleared_and_uncleared_together_only_where_that_changes_something(reviewer):
    shown = make.initiative(Status.RECOGNISED, reviewer.unit, cleared_at=make.ago(0))
    hidden = make.initiative(Status.RECOGNISED, reviewer.unit)
    secret = make.initiative(Status.RECOGNISED, reviewer.unit, is_restricted=True)
    with pytest.raises(Refused, match=f"2 models .*{shown.code}: It is already cleared.*{secret.code}: This model is restr"):
        review.clear_many([shown, hidden, secret], by=reviewer)
    with pytest.raises(Refused, match=f"1 model .*{hidden.code}: It is not published"):
        review.unclear_many([shown, hidden], by=reviewer, reason="Theo đề nghị")
    review.unclear_many([shown], by=reviewer, reason="Theo đề nghị")
    assert list(Initiative.objects.public()) == []
