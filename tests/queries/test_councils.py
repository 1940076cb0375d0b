"""What councils decide: shares counted exactly, who may not vote, what was passed."""

from fractions import Fraction

import pytest
from django.utils import translation

from registry import rules
from registry.models import Membership
from registry.queries import councils
from registry.queries.councils import Law
from registry.vocabulary import Level, Role, Status, VotesOf
from tests import make

PRESENT, MEMBERS = VotesOf.PRESENT, VotesOf.MEMBERS


def law(quorum="2/3", threshold="70 %", votes_of=PRESENT) -> Law:
    return Law(quorum, threshold, votes_of, is_binding=True, appraisals_needed=0)


def barred(session, *models) -> list[dict]:
    """The names of those who may not vote, with the reason, model by model."""
    names = {member.pk: member.name for member in councils.members_of(session)}
    found = councils.bars(session, councils.members_of(session), models)
    return [{names[member]: why for member, why in found.get(model.pk, {}).items()} for model in models]


# ---- counting ----


@pytest.mark.parametrize(
    ("quorum", "present", "members", "reached"),
    [
        ("2/3", 6, 9, True),
        ("2/3", 5, 9, False),
        ("2/3", 5, 7, True),
        ("66,7 %", 6, 9, False),  # 66,7 % of nine is a little more than six
        ("1/2", 0, 0, False),
        ("1", 9, 9, True),
        ("1", 8, 9, False),
    ],
)
def test_a_quorum_is_reached_exactly(quorum, present, members, reached):
    assert law(quorum).has_quorum(present, members) is reached


@pytest.mark.parametrize(
    ("threshold", "votes_of", "votes", "voters", "members", "passes"),
    [
        ("70 %", PRESENT, 7, 10, 12, True),
        ("70 %", PRESENT, 69, 99, 99, False),  # 69.69… %
        ("2/3", PRESENT, 2, 3, 9, True),
        ("66,67 %", PRESENT, 2, 3, 9, False),
        ("70 %", MEMBERS, 7, 7, 10, True),
        ("70 %", MEMBERS, 7, 7, 11, False),
        ("90 %", PRESENT, 9, 10, 10, True),
        ("70 %", PRESENT, 0, 0, 0, False),
        ("70 %", PRESENT, 0, 5, 5, False),
    ],
)
def test_a_threshold_is_reached_exactly(threshold, votes_of, votes, voters, members, passes):
    assert law(threshold=threshold, votes_of=votes_of).passes(votes, voters, members) is passes


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (Fraction(7, 8), "87.5 %"),
        (Fraction(1), "100 %"),
        (Fraction(0), "0 %"),
        (Fraction(2, 3), "66.66 %"),
        (Fraction(69_999, 100_000), "69.99 %"),
    ],
)
def test_a_share_is_never_rounded_up(share, words):
    assert councils.percent(share) == words


def test_a_share_is_written_as_the_language_does():
    with translation.override("vi"):
        assert councils.percent(Fraction(7, 8)) == "87,5 %"


# ---- passed ----


def test_passed_is_what_a_closed_session_of_the_level_passed(world, django_assert_num_queries):
    passed, failed, open_, elsewhere = (make.initiative(Status.REPORTED, world.an_sinh) for _ in range(4))
    session = make.council(models=[passed, failed], is_closed=True)
    session.items.filter(initiative=failed).update(is_passed=False)
    make.council(models=[open_])
    make.council(make.body(Level.PROVINCE), models=[elsewhere], is_closed=True)
    models = [passed, failed, open_, elsewhere]
    with django_assert_num_queries(1):
        assert councils.passed(models, Level.GRASSROOTS) == {passed.pk}
    assert councils.passed(models, Level.PROVINCE) == {elsewhere.pk}
    assert councils.passed([], Level.GRASSROOTS) == set()


# ---- who may not vote ----


def test_who_entered_a_model_or_is_named_in_it_does_not_vote_on_it(world, submitter, second_reviewer):
    entered = make.initiative(Status.REPORTED, world.an_sinh, by=submitter)
    names = make.initiative(Status.REPORTED, world.an_sinh, person={"account": second_reviewer})
    session = make.council(make.body(unit=world.an_sinh), members=1)
    make.member(session, name="A", account=submitter)
    make.member(session, name="B", account=second_reviewer)
    assert barred(session, entered, names) == [
        {"A": rules.said_of(rules.Conflict.INVOLVED, "A")},
        {"B": rules.said_of(rules.Conflict.INVOLVED, "B")},
    ]


@pytest.mark.parametrize(
    ("level", "decide", "votes"),
    [(Level.GRASSROOTS, True, True), (Level.GRASSROOTS, False, False), (Level.PROVINCE, True, False)],
)
def test_a_colleague_votes_at_grassroots_level_alone_where_the_campaign_lets_colleagues_decide(
    world, reviewer, level, decide, votes
):
    make.campaign(colleagues_decide=decide)
    model = make.initiative(Status.REPORTED, world.an_sinh)
    session = make.council(make.body(level), members=1)
    make.member(session, name="A", account=reviewer)
    assert barred(session, model) == [{} if votes else {"A": rules.said_of(rules.Conflict.WORKS_THERE, "A")}]


def test_a_member_who_left_the_unit_after_it_submitted_does_not_vote_above_grassroots_level(world):
    person = make.user(Role.SUBMITTER, world.an_sinh, valid_until=make.today(-2))
    Membership.objects.create(user=person, unit=world.province, role=Role.REVIEWER, valid_from=make.today(-1))
    model = make.initiative(Status.REPORTED, world.an_sinh, submitted_at=make.ago(9))
    session = make.council(make.body(Level.PROVINCE), members=1)
    make.member(session, name="A", account=person)
    assert barred(session, model) == [{"A": rules.said_of(rules.Conflict.WORKED_THERE, "A")}]


def test_conflicts_cost_the_same_for_one_model_and_member_and_for_many(world, django_assert_num_queries):
    models = [make.initiative(Status.REPORTED, world.an_sinh) for _ in range(4)]
    session = make.council(make.body(Level.PROVINCE), members=1)
    for chosen in (models[:1], models):
        for _ in range(3):
            make.member(session, account=make.user(Role.REVIEWER, world.an_sinh))
        members = councils.members_of(session)
        with django_assert_num_queries(3):
            councils.bars(session, members, chosen)


# ---- what is due ----


def test_due_is_what_the_body_covers_and_no_agenda_of_the_level_holds(world, reviewer, province_reviewer):
    session = make.council(make.body(unit=world.an_sinh))
    due = make.initiative(Status.REPORTED, world.an_sinh)
    make.initiative(Status.SUBMITTED, world.an_sinh)
    make.initiative(Status.RECOGNISED, world.an_sinh)
    make.initiative(Status.REPORTED, world.dong_trieu)
    make.council(make.body(unit=world.an_sinh), models=[make.initiative(Status.REPORTED, world.an_sinh)])
    make.council(make.body(unit=world.an_sinh), models=[make.initiative(Status.REPORTED, world.an_sinh)], is_closed=True)
    assert list(councils.candidates(session, reviewer)) == [due]
    assert list(councils.candidates(session, province_reviewer)) == [due]


def test_what_a_council_did_not_pass_is_due_again(world, reviewer):
    again = make.initiative(Status.REPORTED, world.an_sinh)
    earlier = make.council(make.body(unit=world.an_sinh), models=[again], is_closed=True)
    earlier.items.update(is_passed=False)
    session = make.council(make.body(unit=world.an_sinh))
    assert list(councils.candidates(session, reviewer)) == [again]
