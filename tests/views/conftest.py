"""Who reads the pages: clients of people, in English, so that tests read words."""

import pytest


def logged_in(client, user):
    """The client as `user` uses it, in English."""
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def reading(client, leader):
    """A client that the province's leader uses."""
    return logged_in(client, leader)
