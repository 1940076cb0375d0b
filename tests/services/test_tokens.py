"""Keys of other systems: for oneself, for a year at most, shown once, ended at once."""

import pytest
from django.core.exceptions import PermissionDenied

from registry import rules
from registry.errors import Refused
from registry.models import ApiToken, Entry, User
from registry.services import tokens
from tests import make

pytestmark = pytest.mark.django_db


def made(owner, *, by=None, name="Cổng dữ liệu tỉnh", scopes=("models", "units"), days=90):
    return tokens.make(owner, by=by or owner, name=name, scopes=scopes, valid_until=make.today(days))


def acts() -> list[tuple]:
    entries = Entry.objects.filter(action__startswith="api_token.").order_by("id")
    return [(entry.action, entry.actor, entry.data["id"]) for entry in entries]


def test_a_key_is_stored_as_its_digest_alone(reviewer):
    given = made(reviewer)
    token = ApiToken.objects.get()
    assert given.key.startswith("dvk_")
    assert len(given.key) >= 40
    assert (token.digest, token.hint) == (tokens.digest_of(given.key), given.key[:10])
    assert given.key not in str(ApiToken.objects.values().get()) + str(list(Entry.objects.values()))
    assert (token.owner, token.created_by, token.scopes) == (reviewer, reviewer, ["units", "models"])
    assert acts() == [("api_token.make", reviewer, token.pk)]


def test_no_two_keys_are_alike(reviewer):
    assert made(reviewer, name="A").key != made(reviewer, name="B").key


def test_a_key_ends_with_the_end_of_its_last_day(reviewer):
    token = made(reviewer, days=0).token
    assert token.expires_at > make.ago(0)
    assert token.expires_at <= make.ago(-1)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " \u200b "}, "name"),
        ({"scopes": ()}, "scopes"),
        ({"scopes": ("everything",)}, "scopes"),
        ({"days": -1}, "valid_until"),
        ({"days": tokens.LONGEST + 1}, "valid_until"),
    ],
)
def test_a_wrong_wish_is_refused_beside_its_field(reviewer, changes, field):
    with pytest.raises(Refused) as refusal:
        made(reviewer, **changes)
    assert list(refusal.value.fields) == [field]
    assert not ApiToken.objects.exists()


def test_the_longest_time_is_a_year(reviewer):
    assert made(reviewer, days=tokens.LONGEST).token.pk


def test_the_same_name_is_refused_while_the_key_of_that_name_is_valid(reviewer, leader):
    token = made(reviewer).token
    with pytest.raises(Refused) as refusal:
        made(reviewer)
    assert list(refusal.value.fields) == ["name"]
    made(leader)
    tokens.withdraw(token, by=reviewer)
    assert made(reviewer).token.pk != token.pk


def test_only_reviewers_leaders_and_administrators_make_keys_and_only_their_own(
    submitter, stranger, reviewer, leader, superuser
):
    for user in (reviewer, leader, superuser):
        assert made(user).token.owner == user
    for user in (submitter, stranger):
        with pytest.raises(PermissionDenied):
            made(user)
    for owner, by in ((leader, reviewer), (reviewer, superuser)):
        with pytest.raises(PermissionDenied):
            made(owner, by=by, name="Khác")


def test_whoever_acts_in_the_place_of_another_makes_no_key(stranger, reviewer):
    deputy = User.objects.get(pk=stranger.pk)
    deputy.acting_for = reviewer
    assert rules.may_lead(deputy)
    with pytest.raises(PermissionDenied):
        made(deputy)


def test_a_key_is_withdrawn_once_by_its_owner_or_an_administrator(reviewer, leader, superuser):
    mine, theirs = made(reviewer).token, made(leader).token
    with pytest.raises(PermissionDenied):
        tokens.withdraw(theirs, by=reviewer)
    assert tokens.withdraw(mine, by=reviewer).revoked_at
    with pytest.raises(Refused):
        tokens.withdraw(mine, by=reviewer)
    tokens.withdraw(theirs, by=superuser)
    assert acts()[2:] == [("api_token.withdraw", reviewer, mine.pk), ("api_token.withdraw", superuser, theirs.pk)]


def test_the_first_use_is_told_once_though_two_requests_come_at_once(reviewer):
    token = made(reviewer).token
    first, second = (ApiToken.objects.select_related("owner").get(pk=token.pk) for _ in range(2))
    tokens.used(first)
    tokens.used(second)
    assert acts()[1:] == [("api_token.use", reviewer, token.pk)]
    assert ApiToken.objects.get().used_on == make.today()
