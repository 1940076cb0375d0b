"""Who is told of what: authors, reviewers and units, each once, never of their own acts."""

import pytest

from registry.models import Notice
from registry.queries import notices as said
from registry.services import extensions, initiatives, notices, review
from registry.vocabulary import Action, Event, Level, Status, Window
from tests import make

pytestmark = pytest.mark.django_db


def told(**conditions) -> list[tuple]:
    rows = Notice.objects.filter(**conditions).select_related("recipient").order_by("pk")
    return [(notice.recipient.username, notice.action) for notice in rows]


def test_a_withdrawal_tells_the_other_authors_and_neither_oneself_nor_closed_accounts(submitter, colleague, neighbour):
    row = make.initiative(Status.SUBMITTED, submitter.unit)
    row.authors.add(submitter, colleague, neighbour)
    neighbour.is_active = False
    neighbour.save()
    initiatives.withdraw(row, by=submitter, reason="Gửi nhầm")
    assert told() == [("colleague", Action.WITHDRAW)]
    assert Notice.objects.get().remark == "Gửi nhầm"


@pytest.mark.parametrize("action", sorted(set(Action) - notices.TOLD))
def test_acts_that_concern_nobody_else_tell_nobody(action, submitter, reviewer):
    row = make.initiative(Status.SUBMITTED, submitter.unit, by=submitter)
    notices.tell(row, action, by=reviewer)
    assert told() == []


def test_an_event_tells_each_person_once_whoever_is_named_twice(submitter, colleague, neighbour):
    neighbour.is_active = False
    people = [submitter, colleague, submitter, neighbour]
    for _time in range(2):
        notices.tell_people(people, Event.EXTENSION_GIVEN, by=colleague, key="extension:1", data={"a": 1})
    assert told() == [("submitter", Event.EXTENSION_GIVEN)]
    assert Notice.objects.get().data == {"a": 1}


def test_an_event_without_a_key_is_told_as_often_as_it_happens(submitter):
    for _time in range(2):
        notices.tell_people([submitter], Event.EXTENSION_GIVEN)
    assert told() == [("submitter", Event.EXTENSION_GIVEN)] * 2


def test_telling_nobody_writes_nothing(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        notices.tell_people([], Event.WORK, key="work")
        notices.tell_each(Event.WORK, [])


def test_who_was_told_meanwhile_by_another_command_is_not_told_twice(submitter, colleague, monkeypatch):
    notices.tell_people([submitter], Event.WORK, key="work:1")
    monkeypatch.setattr(notices, "_known", lambda keys: set())  # the other command commits after this one asked
    notices.tell_people([submitter, colleague], Event.WORK, key="work:1")
    assert told() == [("submitter", Event.WORK), ("colleague", Event.WORK)]


def test_what_happens_together_is_written_once_and_not_at_all_if_it_fails(submitter, reviewer):
    rows = [make.initiative(Status.SUBMITTED, submitter.unit, by=submitter) for _row in range(2)]
    with notices.together(), notices.together():
        for row in rows:
            review.approve(row, by=reviewer)
        assert told() == []
    assert told() == [("submitter", Action.APPROVE)] * 2

    def fail():
        with notices.together():
            notices.tell(rows[0], Action.AMEND, by=reviewer)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    notices.tell(rows[0], Action.AMEND, by=reviewer)  # the block that failed swallows nothing that comes later
    assert told(action=Action.AMEND) == [("submitter", Action.AMEND)]


# ---- what they say ----


def test_every_event_that_is_told_has_its_sentence_its_subject_and_its_address(submitter, campaign):
    row = make.initiative(Status.SUBMITTED, submitter.unit, title="100% hộ dân %(title)s")
    extension = make.extension(submitter.unit, until=make.today(3))
    window = {"year": 2026, "until": "2026-06-30", "days": 7, "count": 2}
    data = {Event.WORK: {"submitted": 1, "reported": 0}, Event.DEADLINE: {"window": "report", **window}}
    data[Event.NOMINATED] = {"letter": 1, "number": "15/TTr-UBND", "unit": "phường An Sinh", "count": 2}
    data[Event.REMINDER] = {"unit": "phường An Sinh", "year": 2026, "sent": 0, "uncorrected": 2, "unreported": 0}
    for event in [*notices.TOLD, *Event]:
        about = {"initiative": row} if event in notices.TOLD else {} if event in data else {"extension": extension}
        Notice.objects.create(recipient=submitter, action=event, at=make.ago(0), data=data.get(event, {}), **about)
    for notice in said.listed(Notice.objects.all()):
        assert said.sentence(notice)[-1:] == "."
        assert "100%" not in said.subject([notice])
        assert said.address(notice).startswith("/")
    # Of an appraisal that is void its appraiser is told, not the authors of the model.
    assert set(said.HAPPENED) == {*notices.TOLD, Action.APPRAISE}


@pytest.mark.parametrize(
    ("window", "count", "days", "sentence"),
    [
        (
            Window.REGISTRATION,
            0,
            7,
            "7 days left: registration of 2026 is open until the end of 30/06/2026. Your unit has registered nothing yet.",
        ),
        (
            Window.REGISTRATION,
            2,
            1,
            "1 day left: registration of 2026 is open until the end of 30/06/2026. 2 drafts are not sent yet.",
        ),
        (
            Window.CORRECTION,
            1,
            7,
            "7 days left: returned models of 2026 can be corrected until the end of 30/06/2026. 1 model is not corrected yet.",
        ),
        (
            Window.REPORT,
            5,
            7,
            "7 days left: results of 2026 can be reported until the end of 30/06/2026. 5 models are not reported yet.",
        ),
    ],
)
def test_a_deadline_says_how_long_for_what_and_how_much(window, count, days, sentence):
    data = {"window": window.value, "year": 2026, "until": "2026-06-30", "days": days, "count": count}
    assert said.sentence(Notice(action=Event.DEADLINE, data=data)) == sentence


@pytest.mark.parametrize(
    ("submitted", "reported", "sentence"),
    [
        (1, 0, "1 new model waits for review."),
        (0, 2, "2 new reports wait for review."),
        (3, 1, "3 new models wait for review. 1 new report waits for review."),
    ],
)
def test_new_work_says_how_much(submitted, reported, sentence):
    assert said.sentence(Notice(action=Event.WORK, data={"submitted": submitted, "reported": reported})) == sentence


def test_more_time_is_told_to_who_asked_and_leads_to_the_request(submitter, reviewer, campaign):
    campaign.registration_closes = make.today(2)
    campaign.save()
    what = {"campaign": campaign, "unit": submitter.unit, "window": Window.REGISTRATION}
    extension = extensions.give(**what, by=reviewer, until=make.today(9), reason="Mưa bão")
    notice = said.listed(submitter.notices.all()).get()
    assert said.sentence(notice) == (
        f"More time is given to phường An Sinh, until the end of {make.today(9):%d/%m/%Y}: Registration, {campaign.year}."
    )
    assert said.address(notice) == f"/extensions/{extension.pk}/"


def test_a_subject_names_no_model_and_no_person(submitter):
    row = make.initiative(Status.SUBMITTED, submitter.unit, title="Mô hình của ông Nguyễn Văn Thử", level=Level.GRASSROOTS)
    one = Notice(initiative=row, action=Action.RECOGNISE)
    head = "[Skilled mass mobilisation, Quảng Ninh] "
    assert said.subject([one]) == f"{head}Recognised: {row.code}"
    assert said.subject([one, one]) == f"{head}Recognised: 2 models"
    assert said.subject([one], is_digest=True) == f"{head}1 notice"
