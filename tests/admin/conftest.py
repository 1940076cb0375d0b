"""Staff of the admin: the reviewers of the cast with its door open."""

import pytest

from registry.models import Entry, User


def written():
    """What the trail holds beside the loading of the world."""
    return Entry.objects.exclude(action="unit.load")


def _staff(user: User) -> User:
    user.is_staff = True
    user.save(update_fields=["is_staff"])
    return user


@pytest.fixture
def staff(reviewer):
    """Reviews for An Sinh in the admin."""
    return _staff(reviewer)


@pytest.fixture
def neighbour_staff(neighbour_reviewer):
    """Reviews for Đông Triều in the admin."""
    return _staff(neighbour_reviewer)


@pytest.fixture
def province_staff(province_reviewer):
    """Reviews for the province in the admin."""
    return _staff(province_reviewer)


@pytest.fixture
def at(client):
    """at(user): a client in which the user is logged in, and which reads English as the tests are written."""

    def log_in(user):
        client.force_login(user)
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
        return client

    return log_in
