"""What a unit does with its models: begin, save, submit, take back, withdraw, delete, report."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from registry import rules
from registry.errors import Incomplete, Refused, Stale
from registry.models import Entry, Initiative, Person, Remark, Revision, User
from registry.services import initiatives, review
from registry.vocabulary import Action, Level, Novelty, Part, Status, SubmitterType
from tests import make
from tests.conftest import trail_of

YESTERDAY, TODAY, TOMORROW = make.today(-1), make.today(), make.today(1)


def again(row) -> Initiative:
    """The row as the database has it now."""
    return Initiative.objects.get(pk=row.pk)


def begin(by, **changes) -> Initiative:
    return initiatives.begin(campaign=make.campaign(), unit=by.unit, by=by, facts=make.facts(), **changes)


# ---- begin ----


def test_beginning_writes_a_draft_with_all_facts_its_author_and_the_trail(submitter):
    facts = make.facts(person_consent=True)
    row = again(initiatives.begin(campaign=make.campaign(), unit=submitter.unit, by=submitter, facts=facts))
    own = {field: getattr(row, field) for field in facts if not field.startswith("person_")}
    assert own == {field: value for field, value in facts.items() if not field.startswith("person_")}
    assert (row.person.name, row.person.position) == (facts["person_name"], facts["person_position"])
    assert row.person.consented_at is not None
    assert (row.status, row.unit, row.version, list(row.authors.all())) == (
        Status.DRAFT,
        submitter.unit,
        1,
        [submitter],
    )
    assert trail_of(row) == [(submitter, Action.SAVE, "", Status.DRAFT, "")]


def test_codes_count_up_within_the_campaign(submitter):
    old = make.campaign(2024)
    rows = [
        initiatives.begin(campaign=campaign, unit=submitter.unit, by=submitter, facts={})
        for campaign in (old, old, make.campaign(2025))
    ]
    assert [row.code for row in rows] == ["DVK-2024-000001", "DVK-2024-000002", "DVK-2025-000001"]


def test_a_draft_may_hold_nothing_at_all(submitter):
    row = again(initiatives.begin(campaign=make.campaign(), unit=submitter.unit, by=submitter, facts={}))
    assert (row.title, row.sector, row.person.name, str(row)) == ("", None, "", "(no name yet)")


def test_one_token_sent_twice_gives_one_draft(submitter):
    token = uuid4()
    first, second = begin(submitter, token=token), begin(submitter, token=token)
    assert (first.pk, Initiative.objects.count(), len(trail_of(first))) == (second.pk, 1, 1)
    assert begin(submitter, token=uuid4()).pk != first.pk


def test_a_token_of_somebody_else_is_refused(submitter, colleague):
    token = uuid4()
    begin(submitter, token=token)
    with pytest.raises(Refused):
        begin(colleague, token=token)
    assert Initiative.objects.count() == 1


def test_only_a_submitter_of_the_unit_itself_begins(world, submitter, reviewer, leader, superuser, stranger):
    for person, unit in [
        (submitter, world.dong_trieu),
        (submitter, world.province),
        (reviewer, world.an_sinh),
        (leader, world.an_sinh),
        (superuser, world.an_sinh),
        (stranger, world.an_sinh),
    ]:
        with pytest.raises(PermissionDenied):
            initiatives.begin(campaign=make.campaign(), unit=unit, by=person, facts={})
    assert Initiative.objects.count() == 0


def test_a_unit_that_ended_registers_nothing_more(world, submitter):
    with pytest.raises(Refused, match="no longer exists; register with its successor"):
        initiatives.begin(campaign=make.campaign(), unit=world.binh_duong, by=submitter, facts={})


@pytest.mark.parametrize("field", ["status", "code", "version", "unit", "submitted_at", "person_account", "report"])
def test_what_is_no_part_of_the_form_cannot_be_set_by_beginning(submitter, field):
    with pytest.raises(Refused, match=f"These parts cannot be changed now: {field}"):
        initiatives.begin(campaign=make.campaign(), unit=submitter.unit, by=submitter, facts={field: "recognised"})
    assert Initiative.objects.count() == 0


# ---- save ----


def test_saving_writes_the_parts_given_raises_the_version_and_names_the_fields_in_the_trail(submitter, colleague):
    row = begin(submitter)
    facts = {"title": "  Tên \n mới ", "aims": "Một\r\nhai ", "person_name": "Lê Thị Thử"}
    saved = again(initiatives.save(row, by=colleague, facts=facts, version=1))
    assert (saved.title, saved.aims, saved.person.name, saved.version) == ("Tên mới", "Một\nhai", "Lê Thị Thử", 2)
    assert sorted(saved.authors.values_list("username", flat=True)) == ["colleague", "submitter"]
    assert trail_of(row)[1:] == [(colleague, Action.SAVE, Status.DRAFT, Status.DRAFT, "")]
    assert Entry.objects.last().data == {"fields": ["title", "aims", "person_name"]}


def test_the_trail_of_saving_holds_no_personal_value(submitter):
    row = begin(submitter)
    initiatives.save(row, by=submitter, facts={"person_name": "Lê Thị Thử", "person_position": "Trưởng thôn"})
    everything = str(list(Entry.objects.values()))
    assert [value for value in ("Lê Thị Thử", "Trưởng thôn", make.facts()["person_name"]) if value in everything] == []


def test_a_draft_may_lose_everything_again(submitter):
    row = begin(submitter)
    empty = dict.fromkeys((*make.TEXTS, "title", "collective_name", "person_name", "person_position"), "")
    saved = again(initiatives.save(row, by=submitter, facts=empty | {"sector": None, "starts_on": None, "ends_on": None}))
    assert (saved.title, saved.sector, saved.starts_on, saved.person.name) == ("", None, None, "")


def test_saving_what_stands_there_already_writes_nothing(submitter):
    row = begin(submitter)
    before = again(row)
    initiatives.save(row, by=submitter, facts=make.facts(title=f"  {row.title}\u200b"), version=99)
    assert (again(row).version, again(row).changed_at, len(trail_of(row))) == (before.version, before.changed_at, 1)


def test_who_read_an_older_version_overwrites_nothing(submitter, colleague):
    row = begin(submitter)
    initiatives.save(row, by=colleague, facts={"title": "Của đồng nghiệp"}, version=1)
    with pytest.raises(Stale, match="Somebody else saved this model meanwhile"):
        initiatives.save(row, by=submitter, facts={"title": "Của tôi"}, version=1)
    assert (again(row).title, again(row).version) == ("Của đồng nghiệp", 2)


def test_an_individual_has_no_collective_and_a_new_model_continues_nothing(submitter):
    old = make.initiative(Status.RECOGNISED, submitter.unit, campaign=make.campaign(2024))
    row = begin(submitter)
    initiatives.save(row, by=submitter, facts={"novelty": Novelty.CONTINUED, "continues": old})
    assert again(row).continues == old
    initiatives.save(row, by=submitter, facts={"novelty": Novelty.NEW, "submitter_type": SubmitterType.INDIVIDUAL})
    assert (again(row).continues, again(row).collective_name) == (None, "")
    assert Entry.objects.last().data == {"fields": ["novelty", "submitter_type", "collective_name", "continues"]}


def test_consent_keeps_the_time_at_which_it_was_given_and_can_be_withdrawn(submitter):
    row = begin(submitter)
    initiatives.save(row, by=submitter, facts={"person_consent": True})
    given = Person.objects.get().consented_at
    initiatives.save(row, by=submitter, facts={"person_consent": True, "title": "Khác"})
    assert (Person.objects.get().consented_at, given is None) == (given, False)
    initiatives.save(row, by=submitter, facts={"person_consent": False})
    assert Person.objects.get().consented_at is None


@pytest.mark.parametrize(
    ("facts", "sentences"),
    [
        ({"title": "x" * 251}, {"title": "At most 250 characters; these are 251."}),
        ({"aims": "x" * 5001}, {"aims": "At most 5000 characters; these are 5001."}),
        ({"person_name": "x" * 151}, {"person_name": "At most 150 characters; these are 151."}),
        ({"level": "world"}, {"level": "Choose one of the list."}),
        ({"level": ""}, {"level": "Choose one of the list."}),
        ({"starts_on": TODAY, "ends_on": YESTERDAY}, {"ends_on": "The last day is before the first."}),
    ],
)
def test_what_the_database_would_not_take_is_refused_with_a_sentence_at_its_field(submitter, facts, sentences):
    row = begin(submitter)
    with pytest.raises(Refused) as refusal:
        initiatives.save(row, by=submitter, facts=facts)
    assert {field: str(sentence) for field, sentence in refusal.value.fields.items()} == sentences
    assert (again(row).version, len(trail_of(row))) == (1, 1)


def test_a_model_continues_one_of_an_earlier_year(submitter):
    row = begin(submitter)
    for other in (row, begin(submitter)):
        with pytest.raises(Refused) as refusal:
            initiatives.save(row, by=submitter, facts={"novelty": Novelty.CONTINUED, "continues": other})
        assert refusal.value.fields == {"continues": "A model continues one of an earlier year."}


def test_only_the_returned_parts_unlock(submitter):
    row = make.initiative(Status.RETURNED, submitter.unit)
    make.remark(row, Part.SUBMITTER)
    make.remark(row, Part.AIMS, answered_at=make.ago(0))
    assert initiatives.editable(row) == {
        "method",
        "submitter_type",
        "collective_name",
        "person_name",
        "person_position",
        "person_consent",
    }
    initiatives.save(row, by=submitter, facts={"method": "Cách làm mới", "person_name": "Lê Thị Thử"})
    for facts in ({"aims": "Khác"}, {"method": "Một", "title": "Khác"}, {"report": "Xong"}):
        with pytest.raises(Refused, match="These parts cannot be changed now"):
            initiatives.save(row, by=submitter, facts=facts)
    saved = again(row)
    assert (saved.method, saved.aims, saved.person.name) == ("Cách làm mới", row.aims, "Lê Thị Thử")


@pytest.mark.parametrize(
    ("part", "facts", "field"), [(Part.TITLE, {"title": " "}, "title"), (Part.SECTOR, {"sector": None}, "sector")]
)
def test_a_returned_model_keeps_a_name_and_a_field(submitter, part, facts, field):
    row = make.initiative(Status.RETURNED, submitter.unit)
    make.remark(row, part)
    with pytest.raises(Refused) as refusal:
        initiatives.save(row, by=submitter, facts=facts)
    assert list(refusal.value.fields) == [field]


def test_a_registered_model_takes_its_report_and_nothing_else(submitter):
    row = make.initiative(Status.REGISTERED, submitter.unit)
    assert initiatives.editable(row) == {"report", "achieved", "contributed"}
    initiatives.save(row, by=submitter, facts={"report": "Xong 810 m."})
    assert (again(row).report, again(row).status) == ("Xong 810 m.", Status.REGISTERED)
    with pytest.raises(Refused):
        initiatives.save(row, by=submitter, facts={"title": "Khác"})


@pytest.mark.parametrize("status", [s for s in Status if s not in {Status.DRAFT, Status.RETURNED, Status.REGISTERED}])
def test_everywhere_else_nothing_is_open(submitter, status):
    assert initiatives.editable(make.initiative(status, submitter.unit)) == set()


# ---- submit ----


def test_submitting_freezes_a_revision_that_holds_no_personal_value(submitter):
    row = begin(submitter)
    initiatives.submit(row, by=submitter, version=1)
    sent, revision = again(row), Revision.objects.get()
    assert (sent.status, sent.version, sent.submitted_at, sent.opened_at) == (
        Status.SUBMITTED,
        2,
        sent.changed_at,
        None,
    )
    assert (revision.number, revision.action, revision.made_by) == (1, Action.SUBMIT, submitter)
    facts = make.facts()
    assert revision.data == {
        "title": facts["title"],
        "collective_name": facts["collective_name"],
        "submitter_type": "collective",
        "level": "grassroots",
        "novelty": "new",
        **make.TEXTS,
        "report": "",
        "sector": "economy",
        "continues": None,
        "starts_on": facts["starts_on"].isoformat(),
        "ends_on": facts["ends_on"].isoformat(),
        **{name: [] for name in ("targets", "achieved", "contributions", "contributed", "partners")},
    }


def test_a_later_change_leaves_the_revision_as_it_was(submitter, reviewer):
    row = begin(submitter)
    initiatives.submit(row, by=submitter)
    frozen = Revision.objects.get().data
    review.return_(row, by=reviewer, remarks={Part.TITLE: "rõ hơn"})
    initiatives.save(row, by=submitter, facts={"title": "Tên rõ hơn"})
    initiatives.submit(row, by=submitter)
    assert [(r.number, r.data) for r in Revision.objects.all()] == [(1, frozen), (2, frozen | {"title": "Tên rõ hơn"})]


def test_an_empty_draft_is_not_submitted_and_each_field_has_its_sentence(submitter):
    row = initiatives.begin(campaign=make.campaign(), unit=submitter.unit, by=submitter, facts={})
    with pytest.raises(Incomplete, match="Not submitted yet: some parts are missing") as refusal:
        initiatives.submit(row, by=submitter)
    assert {field: str(sentence) for field, sentence in refusal.value.fields.items()} == {
        "title": "Give the model a name.",
        "sector": "Choose the field.",
        **{part: f"Fill in: {Part(part).label.lower()}." for part in make.TEXTS},
        "starts_on": "Say on which day it begins.",
        "ends_on": "Say on which day it ends.",
        "collective_name": "Name the collective.",
        "person_name": "Name the person who heads the collective.",
    }
    assert (again(row).status, again(row).submitted_at, Revision.objects.count()) == (Status.DRAFT, None, 0)


@pytest.mark.parametrize("field", ["title", "sector", *make.TEXTS, "starts_on", "ends_on", "collective_name"])
def test_each_mandatory_part_is_asked_for(submitter, field):
    row = begin(submitter)
    initiatives.save(row, by=submitter, facts={field: None if field in {"sector", "starts_on", "ends_on"} else "\u200b"})
    assert list(initiatives.missing(again(row))) == [field]


def test_an_individual_needs_name_and_position_and_a_collective_only_who_heads_it(submitter):
    nobody = {"person_name": "", "person_position": ""}
    row = initiatives.save(begin(submitter), by=submitter, facts=nobody)
    assert list(initiatives.missing(again(row))) == ["person_name"]
    initiatives.save(row, by=submitter, facts={"submitter_type": SubmitterType.INDIVIDUAL})
    assert initiatives.missing(again(row)) == {
        "person_name": "Name the person.",
        "person_position": "Say the person's position.",
    }


def test_submitting_after_somebody_saved_is_stale(submitter, colleague):
    row = begin(submitter)
    initiatives.save(row, by=colleague, facts={"title": "Khác"})
    with pytest.raises(Stale):
        initiatives.submit(row, by=submitter, version=1)
    assert again(row).status == Status.DRAFT


# ---- windows ----


@pytest.mark.parametrize(
    ("opens", "closes", "sentence"),
    [
        (TODAY, TODAY, ""),
        (YESTERDAY, TODAY, ""),
        (TOMORROW, TOMORROW, "Registration opens on {tomorrow}. The text stays here as a draft."),
        (make.today(-9), YESTERDAY, "Registration closed on {yesterday}. The text stays here as a draft."),
    ],
)
def test_a_draft_is_submitted_from_the_first_day_of_registration_to_the_last(submitter, opens, closes, sentence):
    make.campaign(registration_opens=opens, registration_closes=closes, cutoff_on=make.today(30))
    row = begin(submitter)
    assert_window(lambda: initiatives.submit(row, by=submitter), sentence)
    assert again(row).status == (Status.DRAFT if sentence else Status.SUBMITTED)


@pytest.mark.parametrize(
    ("until", "closes", "sentence"),
    [
        (TODAY, make.today(-5), ""),
        (TODAY, make.today(5), ""),
        (YESTERDAY, make.today(-5), "Corrections were possible until {yesterday}. The text is kept."),
        (YESTERDAY, make.today(5), "Corrections were possible until {yesterday}. The text is kept."),
    ],
)
def test_a_returned_model_is_submitted_until_its_own_date_whatever_the_closing_day(submitter, until, closes, sentence):
    make.campaign(registration_closes=closes)
    row = make.initiative(Status.RETURNED, submitter.unit, correct_until=until)
    assert_window(lambda: initiatives.submit(row, by=submitter), sentence)
    assert again(row).status == (Status.RETURNED if sentence else Status.SUBMITTED)


def test_submitting_a_returned_model_answers_its_remarks(submitter):
    row = make.initiative(Status.RETURNED, submitter.unit)
    initiatives.submit(row, by=submitter)
    assert list(Remark.objects.filter(answered_at__isnull=True)) == []
    assert initiatives.editable(again(row)) == set()


@pytest.mark.parametrize(
    ("opens", "closes", "sentence"),
    [
        (TODAY, TODAY, ""),
        (TOMORROW, TOMORROW, "Reports open on {tomorrow}. The text is kept."),
        (YESTERDAY, YESTERDAY, "Reports closed on {yesterday}. The text is kept."),
    ],
)
def test_reports_are_sent_from_the_first_day_of_reports_to_the_last(submitter, opens, closes, sentence):
    make.campaign(reports_open=opens, reports_close=closes)
    row = make.initiative(Status.REGISTERED, submitter.unit, report="Xong.")
    assert_window(lambda: initiatives.report(row, by=submitter), sentence)
    assert again(row).status == (Status.REGISTERED if sentence else Status.REPORTED)


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.RETURNED, Status.REGISTERED, Status.REPORTED])
@pytest.mark.parametrize(
    ("cutoff", "sentence"),
    [(TODAY, ""), (YESTERDAY, "Models of this campaign could be withdrawn until {yesterday}.")],
)
def test_a_model_is_withdrawn_until_the_cut_off_day(submitter, status, cutoff, sentence):
    make.campaign(cutoff_on=cutoff)
    row = make.initiative(status, submitter.unit)
    assert_window(lambda: initiatives.withdraw(row, by=submitter, reason="vì một lý do"), sentence)
    assert again(row).status == (status if sentence else Status.WITHDRAWN)


def assert_window(act, sentence):
    """The act goes through, or is refused with the sentence (days as the registry prints them)."""
    if not sentence:
        act()
        return
    days = {"yesterday": f"{YESTERDAY:%d/%m/%Y}", "tomorrow": f"{TOMORROW:%d/%m/%Y}"}
    with pytest.raises(Refused) as refusal:
        act()
    assert str(refusal.value) == sentence.format(**days)


def test_the_window_of_a_step_is_told_without_taking_it(submitter):
    make.campaign(registration_closes=YESTERDAY)
    row = make.initiative(Status.DRAFT, submitter.unit)
    assert [rules.window(Action.SUBMIT, row, day) == "" for day in (YESTERDAY, TODAY)] == [True, False]


# ---- take back, withdraw, delete ----


def test_a_model_is_taken_back_until_a_reviewer_has_opened_it(submitter, reviewer):
    row = begin(submitter)
    initiatives.submit(row, by=submitter)
    taken = initiatives.take_back(row, by=submitter)
    assert (taken.status, taken.submitted_at) == (Status.DRAFT, None)
    initiatives.submit(row, by=submitter)
    review.open_(row, by=reviewer)
    with pytest.raises(Refused, match="A reviewer is already reading this model"):
        initiatives.take_back(row, by=submitter)
    assert again(row).status == Status.SUBMITTED


def test_what_was_corrected_and_sent_again_waits_unopened(submitter, reviewer):
    row = make.initiative(Status.RETURNED, submitter.unit)
    sent = initiatives.submit(row, by=submitter)
    assert (row.opened_at is None, again(row).opened_at) == (False, None)
    review.open_(sent, by=reviewer)
    assert again(row).opened_at is not None


def test_withdrawing_needs_a_reason_and_keeps_where_the_model_was(submitter):
    row = make.initiative(Status.REPORTED, submitter.unit)
    with pytest.raises(Refused) as refusal:
        initiatives.withdraw(row, by=submitter, reason=" \u200b ")
    assert refusal.value.fields == {"reason": "Say why the model is withdrawn."}
    initiatives.withdraw(row, by=submitter, reason=" Trùng mô hình ")
    gone = again(row)
    assert (gone.status, gone.status_before, gone.closed_at) == (Status.WITHDRAWN, Status.REPORTED, gone.changed_at)
    assert (gone.registered_at is not None, trail_of(row)[-1][-1]) == (True, "Trùng mô hình")


def test_deleting_a_draft_leaves_its_trail(submitter):
    row = begin(submitter)
    initiatives.delete_draft(row, by=submitter, version=1)
    assert (Initiative.objects.count(), Person.objects.count()) == (0, 0)
    assert trail_of(row) == [
        (submitter, Action.SAVE, "", Status.DRAFT, ""),
        (submitter, Action.DELETE, Status.DRAFT, Status.DRAFT, ""),
    ]
    assert list(Entry.objects.filter(initiative=row.pk).values_list("subject", flat=True)) == [row.code] * 2


def test_the_code_of_a_deleted_draft_does_not_come_again(submitter):
    first = begin(submitter)
    initiatives.delete_draft(first, by=submitter)
    assert begin(submitter).code != first.code


def test_a_draft_that_was_submitted_once_is_kept(submitter):
    row = begin(submitter)
    initiatives.submit(row, by=submitter)
    initiatives.take_back(row, by=submitter)
    with pytest.raises(Refused, match="already submitted once, so it is kept"):
        initiatives.delete_draft(row, by=submitter)
    assert again(row).status == Status.DRAFT


def test_removing_an_account_leaves_the_trail_whole(submitter):
    row = begin(submitter)
    pk = submitter.pk
    row.authors.clear()
    User.objects.get(pk=pk).delete()
    assert list(Entry.objects.filter(initiative=row.pk).values_list("actor_id", "action")) == [(pk, "save")]


# ---- report ----


def test_a_report_needs_text_and_freezes_a_revision(submitter):
    row = make.initiative(Status.REGISTERED, submitter.unit)
    with pytest.raises(Incomplete) as refusal:
        initiatives.report(row, by=submitter)
    assert refusal.value.fields == {"report": "Write what was achieved."}
    initiatives.save(row, by=submitter, facts={"report": "Xong 810 m."})
    sent = initiatives.report(row, by=submitter)
    assert (sent.status, sent.reported_at) == (Status.REPORTED, sent.changed_at)
    assert [(r.action, r.data["report"]) for r in Revision.objects.all()] == [(Action.REPORT, "Xong 810 m.")]


# ---- what is searched ----


def test_a_model_is_found_by_the_names_it_bears_and_never_by_a_person(submitter):
    row = begin(submitter)
    found = ("duong kieu mau", "chi bo thon", "binh son dong", "phuong an sinh", row.code, "Bình Sơn")
    assert [list(Initiative.objects.matching(query)) == [row] for query in found] == [True] * len(found)
    assert [query for query in ("Nguyễn Văn Thử", "Bí thư") if Initiative.objects.matching(query).exists()] == []


def test_a_model_bears_the_name_its_unit_had_on_the_cut_off_day(world):
    old = make.campaign(2024, cutoff_on="2024-10-15", registration_opens="2024-03-01")
    old.refresh_from_db()
    row = make.initiative(Status.RECOGNISED, world.binh_duong, campaign=old)
    assert list(Initiative.objects.matching("xã Bình Dương")) == [row]
    assert list(Initiative.objects.matching("phường Bình Dương")) == []
    assert row.level == Level.GRASSROOTS
