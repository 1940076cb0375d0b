"""Mails in the admin: what was given up is seen and tried again; nothing is written by hand."""

import html

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from registry.models import Entry, Mail
from registry.vocabulary import Action, Event, Status
from tests import make

LIST = "/admin/registry/mail/"


@pytest.fixture(autouse=True)
def queue(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def letters(submitter):
    """A mail that waits, one that was sent, one that was given up."""
    row = make.initiative(Status.REGISTERED, submitter.unit, title="Đường hoa")
    states = ({}, {"sent_at": make.ago(0)}, {"gave_up_at": make.ago(0), "attempts": 6, "error": "TimeoutError: timed out"})
    made = [Mail.objects.create(recipient=submitter, made_at=make.ago(1), **state) for state in states]
    for letter in made:
        for event in (Action.APPROVE, Event.DEADLINE, Event.DEADLINE):
            submitter.notices.create(initiative=row, action=event, at=make.ago(1), mail=letter)
    return made


def listed(client, **asked) -> list[Mail]:
    return list(client.get(LIST, asked).context["cl"].result_list)


def test_mails_are_found_by_their_state(at, superuser, letters):
    client = at(superuser)
    waiting, sent, given_up = letters
    assert listed(client) == [given_up, sent, waiting]
    assert listed(client, state="waiting") == [waiting]
    assert listed(client, state="sent") == [sent]
    assert listed(client, state="given_up") == [given_up]
    assert listed(client, state="nonsense") == [given_up, sent, waiting]


def test_the_list_says_why_a_mail_was_given_up_and_names_no_model(at, superuser, letters):
    client = at(superuser)
    client.cookies["django_language"] = "en"
    said = html.unescape(client.get(LIST, {"state": "given_up"}).content.decode())
    assert "TimeoutError: timed out" in said
    assert "A deadline comes near, Approve" in said
    assert "Đường hoa" not in said


def test_what_was_given_up_is_tried_again_and_nothing_else(at, superuser, letters, django_capture_on_commit_callbacks):
    client = at(superuser)
    client.cookies["django_language"] = "en"
    sent = {"action": "try_again", "_selected_action": [letter.pk for letter in letters]}
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(LIST, sent, follow=True)
    assert [str(message) for message in response.context["messages"]] == ["1 mail is tried again."]
    given_up = Mail.objects.get(pk=letters[2].pk)
    assert (given_up.attempts, given_up.gave_up_at, given_up.error) == (0, None, "")
    assert [task.args_kwargs["args"] for task in DBTaskResult.objects.all()] == [[[given_up.pk], 0]]
    assert [(entry.actor, entry.action) for entry in Entry.objects.exclude(action="unit.load")] == [
        (superuser, "mail.try_again")
    ]
    response = client.post(LIST, sent, follow=True)
    assert [str(message) for message in response.context["messages"]] == ["None of these mails was given up."]
    assert DBTaskResult.objects.count() == 1


def test_mails_are_for_the_superuser_alone(at, staff, letters):
    client = at(staff)
    assert client.get(LIST).status_code == 403
    assert client.post(LIST, {"action": "try_again", "_selected_action": letters[2].pk}).status_code == 403
    assert Mail.objects.get(pk=letters[2].pk).gave_up_at


def test_mails_are_not_written_by_hand(at, superuser, letters):
    client = at(superuser)
    for page in ("add/", f"{letters[0].pk}/change/", f"{letters[0].pk}/delete/"):
        assert (page, client.post(LIST + page, {"error": "X"}).status_code) == (page, 403)
    assert Mail.objects.filter(error="X").count() == 0


def test_the_list_asks_as_much_for_thirty_as_for_one(at, superuser, submitter):
    def cost(number):
        for _mail in range(number):
            letter = Mail.objects.create(recipient=make.user(), made_at=make.ago(1))
            submitter.notices.create(action=Event.WORK, data={}, at=make.ago(1), mail=letter)
        at(superuser).get(LIST)
        with CaptureQueriesContext(connection) as queries:
            at(superuser).get(LIST)
        return len(queries)

    assert cost(1) == cost(29)
