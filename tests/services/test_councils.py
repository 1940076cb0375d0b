"""Council sessions: members, agenda, votes, the end, the signed minutes."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.utils import translation

from registry import rules
from registry.errors import Refused, Stale
from registry.models import AgendaItem, CouncilSession, Entry
from registry.queries import councils as questions
from registry.services import agendas, councils, review, votes
from registry.services.councils import Member
from registry.services.votes import Vote
from registry.vocabulary import CouncilRole, CouncilState, Level, Status, VotesOf
from tests import make

CHAIR, SECRETARY = CouncilRole.CHAIR, CouncilRole.SECRETARY
TODAY, YESTERDAY = make.today(), make.today(-1)


def again(row):
    """The row as the database has it now."""
    return type(row).objects.get(pk=row.pk)


def refusal_of(act) -> Refused:
    with pytest.raises(Refused) as refusal:
        act()
    return refusal.value


def refused_with(act) -> str:
    return str(refusal_of(act))


@pytest.fixture
def body(world):
    """The body of An Sinh whose council meets."""
    return make.body(unit=world.an_sinh)


@pytest.fixture
def models(world):
    return [make.initiative(Status.REPORTED, world.an_sinh) for _ in range(3)]


def prepare(by, body, **changes) -> CouncilSession:
    return councils.prepare(by=by, **{"campaign": make.campaign(), "body": body, "held_on": YESTERDAY, **changes})


def items(session) -> list[AgendaItem]:
    return list(session.items.all())


def vote(session, by, *numbers, **changes):
    """Record these votes, as (for, against), on the models of the agenda in their order."""
    counted = {item.pk: Vote(*pair) for item, pair in zip(items(session), numbers, strict=False)}
    return votes.record(session, by=by, votes=counted, **changes)


def close(session, by, number="01/BB-HĐ", **changes):
    return councils.close(session, by=by, number=number, **changes)


def acts(session) -> list[tuple]:
    rows = Entry.objects.filter(action__startswith="council.", data__id=session.pk).order_by("pk")
    return list(rows.values_list("actor", "action"))


# ---- prepare, change, discard ----


def test_a_session_is_prepared_at_the_level_of_its_body(reviewer, body):
    session = prepare(reviewer, body, place="  Hội trường\u200b phường ", remarks="Nghe báo cáo.")
    assert (session.level, session.state, session.place, session.remarks, session.created_by, session.version) == (
        Level.GRASSROOTS,
        CouncilState.PREPARED,
        "Hội trường phường",
        "Nghe báo cáo.",
        reviewer,
        1,
    )
    assert acts(session) == [(reviewer.pk, "council.prepare")]
    entry = Entry.objects.get(action="council.prepare")
    assert entry.subject == f"council {session.pk} · {body}"


def test_only_reviewers_of_level_and_body_keep_sessions(
    world, body, reviewer, submitter, neighbour_reviewer, province_reviewer, leader, stranger, models
):
    session = make.council(body, models=models)
    before = CouncilSession.objects.values().get()
    for person in (submitter, neighbour_reviewer, province_reviewer, leader, stranger):
        for act in (
            lambda person=person: prepare(person, body),
            lambda person=person: councils.change(session, by=person, held_on=TODAY),
            lambda person=person: councils.set_members(session, by=person, members=[]),
            lambda person=person: agendas.add(session, models, by=person),
            lambda person=person: agendas.remove(session, [items(session)[0].pk], by=person),
            lambda person=person: agendas.arrange(session, [item.pk for item in items(session)], by=person),
            lambda person=person: vote(session, person, (5, 0)),
            lambda person=person: close(session, person),
            lambda person=person: councils.discard(session, by=person),
            lambda person=person: councils.attach_scan(session, by=person, scan=ContentFile(b"%PDF-1.7", name="x.pdf")),
        ):
            with pytest.raises(PermissionDenied):
                act()
    assert CouncilSession.objects.values().get() == before
    assert acts(session) == []


def test_a_session_is_not_held_before_its_campaign_began(reviewer, body):
    refusal = refusal_of(lambda: prepare(reviewer, body, held_on=make.today(-61)))
    assert refusal.fields == {"held_on": "The campaign had not begun on this day."}
    assert CouncilSession.objects.count() == 0


def test_day_place_and_course_of_a_prepared_session_are_changed(reviewer, body):
    session = prepare(reviewer, body)
    councils.change(session, by=reviewer, held_on=TODAY, place="Nhà văn hóa", remarks="", version=1)
    assert (again(session).held_on, again(session).place, again(session).version) == (TODAY, "Nhà văn hóa", 2)


def test_a_prepared_session_can_be_discarded_and_a_closed_one_not(reviewer, body, models):
    session = make.council(body, models=models)
    councils.discard(session, by=reviewer)
    assert (CouncilSession.objects.count(), AgendaItem.objects.count()) == (0, 0)
    closed = make.council(body, models=models, is_closed=True)
    assert refused_with(lambda: councils.discard(closed, by=reviewer)) == (
        "This session is closed and no longer changed. What has to be decided anew needs a new session."
    )
    assert CouncilSession.objects.get() == closed


# ---- members ----


def test_members_are_put_in_the_place_of_those_before(reviewer, second_reviewer, body):
    session = make.council(body, members=2)
    people = [
        Member(" Phạm  Thị Thử ", "Phó Bí thư", CHAIR, account=second_reviewer),
        Member("Lê Văn Thử", role=SECRETARY, is_present=False),
    ]
    councils.set_members(session, by=reviewer, members=people, version=1)
    rows = session.members.values_list("name", "position", "role", "account", "is_present")
    assert list(rows) == [
        ("Phạm Thị Thử", "Phó Bí thư", CHAIR, second_reviewer.pk, True),
        ("Lê Văn Thử", "", SECRETARY, None, False),
    ]
    assert again(session).version == 2


@pytest.mark.parametrize(
    ("members", "sentence"),
    [
        ([Member("A", role=CHAIR), Member("B", role=CHAIR)], "A council has one chair and one secretary."),
        ([Member("A", role=SECRETARY), Member("B", role=SECRETARY)], "A council has one chair and one secretary."),
        ([Member("A", "x"), Member(" A\u200b", "x ")], "A is named twice."),
        ([Member("A"), Member("  ")], "Each member has a name."),
        ([Member(f"M {n}") for n in range(61)], "A council has at most 60 members."),
    ],
)
def test_who_cannot_be_a_council_is_refused(reviewer, body, members, sentence):
    session = make.council(body)
    assert refused_with(lambda: councils.set_members(session, by=reviewer, members=members)) == sentence
    assert session.members.count() == 5


def test_an_account_sits_once(reviewer, body):
    session = make.council(body)
    members = [Member("A", account=reviewer), Member("B", account=reviewer)]
    said = refused_with(lambda: councils.set_members(session, by=reviewer, members=members))
    assert said == f"{reviewer} is named twice."


def test_members_of_the_last_session_are_copied_as_present(reviewer, body):
    make.council(body, members=1, held_on=make.today(-9))
    last = make.council(body, members=3, held_on=make.today(-5))
    last.members.update(is_present=False)
    make.council(make.body(), members=4)
    session = make.council(body, members=0)
    councils.copy_members(session, by=reviewer)
    assert list(session.members.values_list("name", "role", "is_present")) == [
        ("Ủy viên Thử 1", CHAIR, True),
        ("Ủy viên Thử 2", SECRETARY, True),
        ("Ủy viên Thử 3", CouncilRole.MEMBER, True),
    ]
    assert refused_with(lambda: councils.copy_members(session, by=reviewer)) == (
        "All members of the last session stand here already."
    )


def test_copying_keeps_the_chair_that_stands_there(reviewer, body):
    make.council(body, members=2, held_on=make.today(-5))
    session = make.council(body, members=0)
    make.member(session, name="Chủ tịch mới", role=CHAIR)
    councils.copy_members(session, by=reviewer)
    assert list(session.members.values_list("name", "role")) == [
        ("Chủ tịch mới", CHAIR),
        ("Ủy viên Thử 1", CouncilRole.MEMBER),
        ("Ủy viên Thử 2", SECRETARY),
    ]


def test_a_body_without_an_earlier_session_has_nobody_to_copy(reviewer, body):
    session = prepare(reviewer, body)
    assert refused_with(lambda: councils.copy_members(session, by=reviewer)) == (
        "No earlier session of this body has members that could be copied."
    )


# ---- agenda ----


def test_models_stand_on_the_agenda_in_the_order_in_which_they_came(reviewer, body, models):
    session = prepare(reviewer, body)
    agendas.add(session, models[::-1], by=reviewer, version=1)
    more = make.initiative(Status.REGISTERED, reviewer.unit)
    agendas.add(session, [more], by=reviewer)
    assert [(item.initiative, item.order) for item in items(session)] == [
        (models[2], 1),
        (models[1], 2),
        (models[0], 3),
        (more, 4),
    ]
    assert acts(session) == [(reviewer.pk, f"council.{act}") for act in ("prepare", "add", "add")]


def test_each_model_that_cannot_be_on_the_agenda_says_why(world, reviewer, body, submitter):
    session = make.council(body)
    unit = world.an_sinh
    elsewhere, here, passed = (make.initiative(Status.REPORTED, unit) for _ in range(3))
    make.council(body, models=[elsewhere])
    make.council(body, models=[passed], is_closed=True)
    agendas.add(session, [here], by=reviewer)
    cases = [
        (make.initiative(Status.REPORTED, unit, campaign=make.campaign(2024)), "The model belongs to another campaign."),
        (make.initiative(Status.REPORTED, world.dong_trieu), "The unit of the model does not belong to this body."),
        (
            make.initiative(Status.REPORTED, unit, by=reviewer),
            "You entered this model or are named in it, so somebody else has to act on it.",
        ),
        (here, "The model is on the agenda already."),
        (elsewhere, "The model is on the agenda of another session that is being prepared."),
        (make.initiative(Status.SUBMITTED, unit), "The model is now “Submitted”, so no council decides on it."),
        (make.initiative(Status.RECOGNISED, unit), "The model is already recognised at this level."),
        (passed, "A council has passed this model for this level already."),
    ]
    fine = make.initiative(Status.REGISTERED, unit, is_restricted=True)
    sorted_out = agendas.sort_out(session, [fine, *(model for model, _said in cases)], by=reviewer)
    assert (sorted_out.possible, sorted_out.refused) == ([fine], cases)


def test_the_province_puts_up_what_a_commune_recognised_and_no_grassroots_council(world, reviewer, province_reviewer):
    recognised = make.initiative(Status.RECOGNISED, world.an_sinh)
    province = make.council(make.body(Level.PROVINCE, world.province))
    agendas.add(province, [recognised], by=province_reviewer)
    assert [item.initiative for item in items(province)] == [recognised]
    anybody = make.council(make.body(Level.GRASSROOTS))
    model = make.initiative(Status.REPORTED, world.dong_trieu)
    assert agendas.sort_out(anybody, [model], by=reviewer).refused == [
        (model, "You do not review this model at the level of this council.")
    ]


def test_of_a_list_all_come_on_the_agenda_or_none(world, reviewer, body, models):
    session = prepare(reviewer, body)
    foreign = make.initiative(Status.REPORTED, world.dong_trieu)
    said = refused_with(lambda: agendas.add(session, [*models, foreign], by=reviewer))
    assert said == (
        "Nothing was done, because 1 model cannot take this step "
        f"({foreign.code}: The unit of the model does not belong to this body.)."
    )
    assert items(session) == []


def test_an_agenda_is_no_longer_than_can_be_saved_in_one_step(reviewer, body, models, monkeypatch):
    monkeypatch.setattr(agendas, "MOST_MODELS", 2)
    session = prepare(reviewer, body)
    assert refused_with(lambda: agendas.add(session, models, by=reviewer)) == (
        "One session decides on at most 2 models. Prepare another one."
    )
    assert items(session) == []


def test_sorting_out_asks_the_same_number_of_times_for_one_model_and_for_many(
    world, reviewer, body, models, django_assert_num_queries
):
    session = make.council(body)
    agendas.sort_out(session, models, by=reviewer)  # the scope of the person is known then
    for chosen in (models[:1], models):
        with django_assert_num_queries(5):
            agendas.sort_out(session, chosen, by=reviewer)


def test_items_are_taken_off_and_put_into_another_order(reviewer, body, models):
    session = make.council(body, models=models)
    one, two, three = items(session)
    agendas.remove(session, [two.pk], by=reviewer)
    agendas.arrange(session, [three.pk, one.pk], by=reviewer)
    assert [(item.pk, item.order) for item in items(session)] == [(three.pk, 1), (one.pk, 2)]
    assert refused_with(lambda: agendas.remove(session, [two.pk, 0], by=reviewer)) == "Tick at least one model first."
    with pytest.raises(Stale):
        agendas.arrange(session, [three.pk], by=reviewer)


# ---- votes ----


def test_presence_and_all_votes_are_recorded_in_one_step(reviewer, body, models):
    session = make.council(body, models=models)
    members = list(session.members.all())
    one, two, three = items(session)
    counted = {one.pk: Vote(4, 0, " Tốt "), two.pk: Vote(3, 1), three.pk: Vote()}
    votes.record(session, by=reviewer, votes=counted, present=[member.pk for member in members[:4]], version=1)
    assert [member.is_present for member in session.members.all()] == [True, True, True, True, False]
    assert [(item.votes_for, item.votes_against, item.note, item.is_passed) for item in items(session)] == [
        (4, 0, "Tốt", None),
        (3, 1, "", None),
        (None, None, "", None),
    ]
    assert Entry.objects.get(action="council.record").data == {
        "id": session.pk,
        "present": [5, 4],
        models[0].code: ["", "4/0"],
        models[1].code: ["", "3/1"],
    }


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ((5, 1), "6 votes, but only 5 members present may vote on this model."),
        ((-1, 0), "Votes are whole numbers, 0 or more."),
        ((3, None), "Votes for and against are recorded together."),
        ((None, 0), "Votes for and against are recorded together."),
    ],
)
def test_votes_that_cannot_be_are_refused_and_nothing_is_saved(reviewer, body, models, numbers, sentence):
    session = make.council(body, models=models)
    refusal = refusal_of(lambda: vote(session, reviewer, (5, 0), numbers))
    assert refusal.fields == {f"votes-{items(session)[1].pk}": sentence}
    assert ([item.votes_for for item in items(session)], again(session).version) == ([None, None, None], 1)


def test_who_has_a_conflict_is_not_counted_among_those_present(reviewer, second_reviewer, body, world):
    mine = make.initiative(Status.REPORTED, world.an_sinh, by=second_reviewer)
    other = make.initiative(Status.REPORTED, world.an_sinh)
    session = make.council(body, models=[mine, other], members=3)
    make.member(session, name="Người nhập", account=second_reviewer)
    refusal = refusal_of(lambda: vote(session, reviewer, (4, 0), (4, 0)))
    assert refusal.fields == {f"votes-{items(session)[0].pk}": "4 votes, but only 3 members present may vote on this model."}
    vote(session, reviewer, (3, 0), (4, 0))
    close(session, reviewer)
    member = session.members.get(name="Người nhập")
    with translation.override("vi"):  # as the minutes print it
        why = rules.said_of(rules.Conflict.INVOLVED, "Người nhập")
    assert [(item.voters, item.barred) for item in items(session)] == [
        (3, {str(member.pk): why}),
        (4, {}),
    ]


def test_fewer_members_than_votes_cannot_remain(reviewer, body, models):
    session = make.council(body, models=models[:1])
    vote(session, reviewer, (5, 0))
    sentence = "More votes are recorded than members present may vote. Nothing was saved."
    few = [Member("A", role=CHAIR), Member("B", role=SECRETARY)]
    assert refused_with(lambda: councils.set_members(session, by=reviewer, members=few)) == sentence
    present = [member.pk for member in session.members.all()][:3]
    assert refused_with(lambda: votes.record(session, by=reviewer, votes={}, present=present)) == sentence
    assert session.members.filter(is_present=True).count() == 5


def test_of_two_secretaries_the_second_is_told_and_overwrites_nothing(reviewer, second_reviewer, body, models):
    session = make.council(body, models=models)
    vote(session, reviewer, (5, 0), version=1)
    with pytest.raises(Stale):
        vote(session, second_reviewer, (0, 5), version=1)
    assert items(session)[0].votes_for == 5
    vote(session, second_reviewer, (4, 1), version=2)
    assert (items(session)[0].votes_for, again(session).version) == (4, 3)


def test_every_act_on_an_old_page_is_stale(reviewer, body, models):
    session = make.council(body, models=models[:2])
    councils.change(session, by=reviewer, held_on=YESTERDAY)
    for act in (
        lambda: councils.change(session, by=reviewer, held_on=TODAY, version=1),
        lambda: councils.set_members(session, by=reviewer, members=[], version=1),
        lambda: agendas.add(session, models[2:], by=reviewer, version=1),
        lambda: agendas.remove(session, [items(session)[0].pk], by=reviewer, version=1),
        lambda: close(session, reviewer, version=1),
        lambda: councils.discard(session, by=reviewer, version=1),
    ):
        with pytest.raises(Stale):
            act()


# ---- the end ----


@pytest.mark.parametrize(
    ("threshold", "votes_of", "counted", "results"),
    [
        ("70 %", VotesOf.PRESENT, [(7, 3), (6, 4), (10, 0)], [True, False, True]),
        ("2/3", VotesOf.PRESENT, [(7, 3), (6, 4), (6, 0)], [True, False, False]),
        ("90 %", VotesOf.PRESENT, [(9, 1), (8, 0), (10, 0)], [True, False, True]),
        ("100 %", VotesOf.PRESENT, [(9, 0), (10, 0), (0, 0)], [False, True, False]),
        ("70 %", VotesOf.MEMBERS, [(8, 2), (9, 1), (10, 0)], [False, True, True]),  # of twelve members
    ],
)
def test_closing_computes_each_result_exactly(reviewer, body, models, threshold, votes_of, counted, results):
    make.level_setting(threshold=threshold, votes_of=votes_of)
    session = make.council(body, models=models, members=12)
    absent = list(session.members.all())[10:]
    for member in absent:
        member.is_present = False
        member.save()
    vote(session, reviewer, *counted)
    close(session, reviewer)
    assert [item.is_passed for item in items(session)] == results
    passed = {model.pk for model, result in zip(models, results, strict=True) if result}
    assert questions.passed(models, Level.GRASSROOTS) == passed
    assert questions.passed(models, Level.PROVINCE) == set()


def test_closing_writes_the_result_for_good_with_the_rules_of_the_day(reviewer, body, models):
    make.level_setting(quorum="1/2", threshold="2/3")
    session = make.council(body, models=models[:1])
    vote(session, reviewer, (4, 1))
    close(session, reviewer, " 07/BB-HĐ ")
    session = again(session)
    assert (session.state, session.number, session.quorum, session.threshold, session.votes_of, session.closed_by) == (
        CouncilState.CLOSED,
        "07/BB-HĐ",
        "1/2",
        "2/3",
        VotesOf.PRESENT,
        reviewer,
    )
    [item] = items(session)
    assert (item.is_passed, item.voters, item.printed["title"]) == (True, 5, models[0].title)
    make.level_setting(threshold="100 %")
    review.amend(models[0], by=reviewer, facts={"title": "Tên khác"}, reason="Sai tên")
    [line] = questions.lines(session, questions.members_of(session), questions.Law.of(session))
    assert (line.printed["title"], line.result) == (
        "Tuyến đường kiểu mẫu Bình Sơn Đông",
        "4 of 5 present voted for: 80 %, 2/3 needed",
    )
    assert session.paper["title"] == "Biên bản"


def test_a_closed_session_is_never_changed(reviewer, body, models):
    session = make.council(body, models=models[:2], is_closed=True)
    before = (CouncilSession.objects.values().get(), list(AgendaItem.objects.values()))
    for act in (
        lambda: councils.change(session, by=reviewer, held_on=TODAY),
        lambda: councils.set_members(session, by=reviewer, members=[]),
        lambda: councils.copy_members(make.council(body, members=0) and session, by=reviewer),
        lambda: agendas.add(session, models[2:], by=reviewer),
        lambda: agendas.remove(session, [items(session)[0].pk], by=reviewer),
        lambda: agendas.arrange(session, [item.pk for item in items(session)[::-1]], by=reviewer),
        lambda: vote(session, reviewer, (0, 5)),
        lambda: close(session, reviewer),
    ):
        refusal_of(act)
    assert (CouncilSession.objects.values().get(pk=session.pk), list(AgendaItem.objects.values())) == before


def test_what_stands_in_the_way_of_closing_is_said_all_at_once(world, reviewer, body):
    session = make.council(body, members=0, held_on=make.today(3))
    assert councils.obstacles(session, by=reviewer) == [
        "The day of the session is still to come.",
        "Neither the chair nor a vice chair is present.",
        "The secretary is not present.",
        "No model is on the agenda.",
    ]
    assert again(session).state == CouncilState.PREPARED


def test_without_quorum_nothing_is_closed(reviewer, body, models):
    session = make.council(body, models=models[:1], members=4)
    for member in list(session.members.all())[2:]:
        member.is_present = False
        member.save()
    vote(session, reviewer, (2, 0))
    assert refused_with(lambda: close(session, reviewer)) == ("There is no quorum: 2 of 4 members are present, 2/3 are needed.")
    make.level_setting(quorum="1/2")
    close(session, reviewer)
    assert items(session)[0].is_passed


def test_each_model_needs_its_votes(reviewer, body, models):
    session = make.council(body, models=models)
    vote(session, reviewer, (5, 0))
    codes = f"{models[1].code}, {models[2].code}"
    assert refused_with(lambda: close(session, reviewer)) == f"Votes are missing for {codes}."


def test_what_changed_since_it_came_on_the_agenda_is_not_decided(reviewer, body, world):
    withdrawn, recognised, passed = (make.initiative(Status.REPORTED, world.an_sinh) for _ in range(3))
    session = make.council(body, models=[withdrawn, recognised, passed])
    vote(session, reviewer, (5, 0), (5, 0), (5, 0))
    make.council(body, models=[passed], is_closed=True)
    make.recognition(recognised)
    type(withdrawn).objects.filter(pk=withdrawn.pk).update(
        status=Status.WITHDRAWN, status_before=Status.REPORTED, closed_at=make.ago(0)
    )
    assert councils.obstacles(session, by=reviewer) == [
        f"{withdrawn.code}: The model is now “Withdrawn”, so no council decides on it.",
        f"{recognised.code}: The model is already recognised at this level.",
        f"{passed.code}: A council has passed this model for this level already.",
    ]


def test_who_entered_a_model_does_not_close_the_session_that_decides_on_it(reviewer, second_reviewer, body, world):
    mine = make.initiative(Status.REPORTED, world.an_sinh, by=reviewer)
    session = make.council(body, models=[mine])
    vote(session, reviewer, (5, 0))
    assert refused_with(lambda: close(session, reviewer)) == (
        f"You entered {mine.code} or are named there, so somebody else has to close this session."
    )
    close(session, second_reviewer)


def test_minutes_have_a_number_that_the_body_uses_once_a_year(reviewer, body, models):
    make.council(body, models=models[:1], is_closed=True, number="01/BB-HĐ")
    session = make.council(body, models=models[1:2])
    vote(session, reviewer, (5, 0))
    assert refusal_of(lambda: close(session, reviewer, " ")).fields == {"number": "Minutes have a number."}
    year = session.held_on.year
    sentence = f"{body} has used the number 01/BB-HĐ for other minutes in {year}."
    assert refusal_of(lambda: close(session, reviewer)).fields == {"number": sentence}
    close(session, reviewer, "02/BB-HĐ")


def test_a_share_that_nobody_can_read_closes_nothing(reviewer, body, models):
    make.level_setting(threshold="đa số")
    session = make.council(body, models=models[:1])
    vote(session, reviewer, (5, 0))
    assert refused_with(lambda: close(session, reviewer)) == (
        "The settings of this level hold “đa số”, which is no share. An administrator mends it."
    )


# ---- the signed minutes ----


def test_the_signed_minutes_are_kept_once_beside_a_closed_session(reviewer, body, models, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    session = make.council(body, models=models)
    scan = ContentFile(b"%PDF-1.7", name="../../ký tên.exe")
    assert refused_with(lambda: councils.attach_scan(session, by=reviewer, scan=scan)) == (
        "Only the minutes of a closed session are signed."
    )
    closed = make.council(body, is_closed=True)
    councils.attach_scan(closed, by=reviewer, scan=scan)
    assert again(closed).scan.name == f"councils/{closed.pk}/minutes.pdf"
    assert refused_with(lambda: councils.attach_scan(closed, by=reviewer, scan=scan)) == (
        "The signed minutes of this session are here already."
    )
    assert acts(closed) == [(reviewer.pk, "council.scan")]
