"""Last year's models: continued with their texts, or ended with a reason; never both, never twice, never somebody else's."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from registry.errors import Refused, Stale
from registry.forms.initiatives import models_to_continue
from registry.models import Ending, Initiative, Membership
from registry.queries import renewal as queries
from registry.queries import statistics
from registry.queries.indicators import INDICATORS
from registry.services import initiatives, renewal
from registry.vocabulary import TEXT_PARTS, Action, Level, Novelty, Qualifier, Role, Stage, Status, SubmitterType
from tests import make, varied
from tests.conftest import trail_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def last_year(db):
    return varied.closed_campaign(make.today().year - 1)


@pytest.fixture
def earlier(world, campaign, last_year):
    """A recognised model of last year's campaign."""
    return make.initiative(Status.RECOGNISED, world.an_sinh, campaign=last_year)


def states(user, last_year, campaign) -> dict:
    found = queries.by_state(queries.recognised(user, last_year), campaign)
    return {name: set(rows) for name, rows in found.items()}


# ---- continue ----


def test_continuing_copies_what_still_holds(earlier, campaign, submitter):
    earlier.person.consented_at = make.ago(100)
    earlier.person.save()
    made = renewal.continue_(earlier, campaign=campaign, by=submitter)
    said = {name: getattr(made, name) for name in ("title", "sector", "submitter_type", "collective_name", "level")}
    assert said == {name: getattr(earlier, name) for name in said}
    assert [getattr(made, part) for part in TEXT_PARTS] == [getattr(earlier, part) for part in TEXT_PARTS]
    assert [made.person.name, made.person.position] == [earlier.person.name, earlier.person.position]
    assert [made.status, made.campaign, made.unit, made.novelty, made.continues] == [
        Status.DRAFT,
        campaign,
        earlier.unit,
        Novelty.CONTINUED,
        earlier,
    ]


def test_consent_report_days_and_token_are_not_copied(earlier, campaign, submitter):
    earlier.person.consented_at = make.ago(100)
    earlier.person.save()
    made = renewal.continue_(earlier, campaign=campaign, by=submitter)
    assert [made.person.consented_at, made.report, made.starts_on, made.ends_on] == [None, "", None, None]
    assert [made.request_token, made.submitted_at, list(made.authors.all())] == [None, None, [submitter]]


def test_targets_plans_and_partners_are_copied_and_results_are_not(world, campaign, last_year, submitter):
    earlier = make.initiative(Status.RECOGNISED, world.binh_duong, campaign=last_year)
    make.outcome(earlier, "road", 900, stage=Stage.TARGET, qualifier=Qualifier.OVER, note="thôn Đông")
    make.outcome(earlier, "road", 810)
    make.contribution(earlier, 5_000_000, stage=Stage.TARGET)
    make.contribution(earlier, 4_000_000)
    for name in ("Hội Nông dân", world.an_sinh.label):  # the second one carries the unit on today
        earlier.partners.create(name=name)
    made = renewal.continue_(earlier, campaign=campaign, by=submitter)
    assert [(row.stage, row.value, row.qualifier, row.note) for row in made.outcomes.all()] == [
        (Stage.TARGET, 900, Qualifier.OVER, "thôn Đông")
    ]
    assert [(row.stage, row.value) for row in made.contributions.all()] == [(Stage.TARGET, 5_000_000)]
    assert [row.name for row in made.partners.all()] == ["Hội Nông dân"]


def test_the_account_of_the_person_is_copied_so_that_four_eyes_still_hold(earlier, campaign, submitter, reviewer):
    earlier.person.account = reviewer
    earlier.person.save()
    made = renewal.continue_(earlier, campaign=campaign, by=submitter)
    made.person.refresh_from_db()
    assert made.person.account == reviewer


def test_continuing_twice_leads_to_the_same_draft_for_a_colleague_too(earlier, campaign, submitter, colleague):
    token = uuid4()
    first = renewal.continue_(earlier, campaign=campaign, by=submitter, token=token)
    assert renewal.continue_(earlier, campaign=campaign, by=submitter, token=token) == first
    assert renewal.continue_(earlier, campaign=campaign, by=submitter, token=uuid4()) == first
    assert renewal.continue_(earlier, campaign=campaign, by=colleague) == first
    assert Initiative.objects.filter(campaign=campaign).count() == 1


def test_one_token_does_not_serve_two_models(world, earlier, campaign, submitter):
    other, token = make.initiative(Status.RECOGNISED, world.an_sinh, campaign=earlier.campaign), uuid4()
    renewal.continue_(earlier, campaign=campaign, by=submitter, token=token)
    with pytest.raises(Refused, match="already used for another model"):
        renewal.continue_(other, campaign=campaign, by=submitter, token=token)
    assert Initiative.objects.filter(campaign=campaign).count() == 1


def test_a_model_continued_in_the_form_is_continued(earlier, campaign, submitter):
    facts = make.facts(novelty=Novelty.CONTINUED, continues=earlier)
    begun = initiatives.begin(campaign=campaign, unit=earlier.unit, by=submitter, facts=facts)
    assert renewal.continue_(earlier, campaign=campaign, by=submitter) == begun


def test_a_deleted_draft_leaves_the_model_open_again(earlier, campaign, submitter, last_year):
    made = renewal.continue_(earlier, campaign=campaign, by=submitter)
    assert states(submitter, last_year, campaign) == {"open": set(), "continued": {earlier}, "ended": set()}
    initiatives.delete_draft(made, by=submitter)
    assert states(submitter, last_year, campaign) == {"open": {earlier}, "continued": set(), "ended": set()}


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.DECLINED])
def test_what_was_withdrawn_or_declined_continues_nothing(earlier, campaign, submitter, last_year, status):
    given_up = make.initiative(status, earlier.unit, continues=earlier, novelty=Novelty.CONTINUED)
    assert states(submitter, last_year, campaign)["open"] == {earlier}
    assert renewal.continue_(earlier, campaign=campaign, by=submitter) != given_up


def test_a_predecessors_model_is_continued_by_the_unit_of_today(world, campaign, last_year, submitter):
    earlier = make.initiative(Status.RECOGNISED, world.binh_duong, campaign=last_year)
    assert renewal.continue_(earlier, campaign=campaign, by=submitter).unit == world.an_sinh


def test_a_split_units_model_is_continued_by_the_unit_to_which_it_was_allocated(
    world, campaign, last_year, submitter, neighbour
):
    earlier = make.initiative(Status.RECOGNISED, world.duc_chinh, campaign=last_year, allocated_unit=world.dong_trieu)
    with pytest.raises(PermissionDenied):
        renewal.continue_(earlier, campaign=campaign, by=submitter)
    assert renewal.continue_(earlier, campaign=campaign, by=neighbour).unit == world.dong_trieu


def test_an_account_of_an_ended_unit_alone_cannot_continue(world, campaign, last_year):
    past = make.user(Role.SUBMITTER, world.binh_duong)
    earlier = make.initiative(Status.RECOGNISED, world.binh_duong, campaign=last_year)
    with pytest.raises(Refused, match="stands today"):
        renewal.continue_(earlier, campaign=campaign, by=past)
    Membership.objects.create(user=past, unit=world.an_sinh, role=Role.SUBMITTER)
    del past.scope
    assert renewal.continue_(earlier, campaign=campaign, by=past).unit == world.an_sinh


def test_a_closed_field_and_an_ended_level_are_not_carried_on(world, last_year, submitter):
    campaign = make.campaign(cutoff_on=max(make.today(90), renewal.DISTRICTS_ENDED))
    closed = make.sector("culture")
    closed.is_active = False
    closed.save()
    earlier = make.initiative(Status.RECOGNISED, world.an_sinh, campaign=last_year, sector=closed, level=Level.DISTRICT)
    made = renewal.continue_(earlier, campaign=campaign, by=submitter)
    assert [made.sector, made.level] == [None, Level.GRASSROOTS]


def test_an_individuals_model_stays_one(world, campaign, last_year, submitter):
    of_person = {"submitter_type": SubmitterType.INDIVIDUAL, "collective_name": ""}
    earlier = make.initiative(Status.RECOGNISED, world.an_sinh, campaign=last_year, **of_person)
    made = renewal.continue_(earlier, campaign=campaign, by=submitter)
    assert [made.submitter_type, made.collective_name] == [SubmitterType.INDIVIDUAL, ""]


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.DECLINED, Status.REVOKED])
def test_what_never_stood_is_not_kept_up(world, campaign, last_year, submitter, status):
    earlier = make.initiative(status, world.an_sinh, campaign=last_year)
    with pytest.raises(Refused, match="nothing to keep up"):
        renewal.continue_(earlier, campaign=campaign, by=submitter)
    assert Initiative.objects.count() == 1


@pytest.mark.parametrize("act", ["continue_", "end"])
def test_a_model_of_this_year_or_later_is_neither_continued_nor_ended(world, campaign, submitter, last_year, act):
    row = make.initiative(Status.RECOGNISED, world.an_sinh)
    reason = {"reason": "Hết kinh phí."} if act == "end" else {}
    for campaign_ in (campaign, last_year):
        with pytest.raises(Refused, match="earlier campaign"):
            getattr(renewal, act)(row, campaign=campaign_, by=submitter, **reason)


@pytest.mark.parametrize("who", ["neighbour", "reviewer", "leader", "superuser", "stranger"])
def test_nobody_but_a_submitter_of_the_unit_continues_or_ends(request, earlier, campaign, who):
    person = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        renewal.continue_(earlier, campaign=campaign, by=person)
    with pytest.raises(PermissionDenied):
        renewal.end(earlier, campaign=campaign, by=person, reason="Hết kinh phí.")
    assert [Initiative.objects.count(), Ending.objects.count(), trail_of(earlier)] == [1, 0, []]


# ---- end ----


def test_ending_keeps_reason_person_and_trail(earlier, campaign, submitter, last_year):
    ending = renewal.end(earlier, campaign=campaign, by=submitter, reason="  Đường đã bàn giao.\u200b ")
    assert [ending.campaign, ending.reason, ending.made_by] == [campaign, "Đường đã bàn giao.", submitter]
    assert trail_of(earlier) == [(submitter, Action.END, "recognised", "recognised", "Đường đã bàn giao.")]
    assert states(submitter, last_year, campaign) == {"open": set(), "continued": set(), "ended": {earlier}}


@pytest.mark.parametrize(
    ("reason", "sentence"), [("", "not kept up"), (" \u200b\n", "not kept up"), ("x" * 2001, "At most 2000")]
)
def test_ending_needs_a_reason_of_a_readable_length(earlier, campaign, submitter, reason, sentence):
    with pytest.raises(Refused, match=sentence) as refusal:
        renewal.end(earlier, campaign=campaign, by=submitter, reason=reason)
    assert set(refusal.value.fields) == {"reason"}
    assert Ending.objects.count() == 0


def test_ending_twice_is_refused(earlier, campaign, submitter, colleague):
    renewal.end(earlier, campaign=campaign, by=submitter, reason="Hết kinh phí.")
    with pytest.raises(Refused, match="already ended"):
        renewal.end(earlier, campaign=campaign, by=colleague, reason="Một lý do khác.")
    assert [Ending.objects.get().made_by, len(trail_of(earlier))] == [submitter, 1]


def test_ending_from_an_old_page_is_refused(earlier, campaign, submitter):
    with pytest.raises(Stale):
        renewal.end(earlier, campaign=campaign, by=submitter, reason="Hết kinh phí.", version=earlier.version + 1)
    assert Ending.objects.count() == 0


def test_a_continued_model_cannot_be_ended(earlier, campaign, submitter):
    renewal.continue_(earlier, campaign=campaign, by=submitter)
    with pytest.raises(Refused, match="cannot be ended"):
        renewal.end(earlier, campaign=campaign, by=submitter, reason="Hết kinh phí.")
    assert Ending.objects.count() == 0


def test_continuing_an_ended_model_takes_the_ending_back(earlier, campaign, submitter, colleague, last_year):
    renewal.end(earlier, campaign=campaign, by=submitter, reason="Hết kinh phí.")
    renewal.continue_(earlier, campaign=campaign, by=colleague)
    assert states(submitter, last_year, campaign) == {"open": set(), "continued": {earlier}, "ended": set()}
    assert [entry[0] for entry in trail_of(earlier)] == [submitter, colleague]
    assert earlier.entries.last().data == {"ended": [campaign.year, None]}


def test_a_revoked_model_cannot_be_ended(world, campaign, last_year, submitter):
    revoked = make.initiative(Status.REVOKED, world.an_sinh, campaign=last_year)
    with pytest.raises(Refused, match="is not possible"):
        renewal.end(revoked, campaign=campaign, by=submitter, reason="Hết kinh phí.")


def test_an_ended_model_is_not_offered_in_the_form(earlier, campaign, submitter):
    assert list(models_to_continue(submitter, campaign)) == [earlier]
    renewal.end(earlier, campaign=campaign, by=submitter, reason="Hết kinh phí.")
    assert list(models_to_continue(submitter, campaign)) == []


# ---- counted ----


def test_new_continued_and_ended_are_counted_and_open_exactly_their_rows(
    world, earlier, campaign, submitter, leader, last_year
):
    others = [make.initiative(Status.RECOGNISED, unit, campaign=last_year) for unit in (world.an_sinh, world.binh_duong)]
    make.initiative(Status.REGISTERED, world.an_sinh)
    make.initiative(Status.REGISTERED, world.an_sinh, continues=earlier, novelty=Novelty.CONTINUED)
    for row in others:
        renewal.end(row, campaign=campaign, by=submitter, reason="Hết kinh phí.")
    led = statistics.units_led(leader)
    for figures in (statistics.figures(campaign, led), statistics.counted([campaign, last_year], led).figures(campaign)):
        assert [figures[key] for key in ("new", "continued", "ended")] == [1, 1, 2]
    assert set(statistics.models(INDICATORS["ended"], campaign, statistics.led_by(leader))) == set(others)
    counted = statistics.counted([campaign, last_year], led)
    assert [counted.figures(last_year)[key] for key in ("recognised", "ended")] == [3, 0]
    assert counted.types(campaign, "economy")["collective"]["ended"] == 2


def test_a_commune_leader_counts_what_the_commune_ended(world, campaign, last_year, neighbour, commune_leader):
    row = make.initiative(Status.RECOGNISED, world.dong_trieu, campaign=last_year)
    renewal.end(row, campaign=campaign, by=neighbour, reason="Hết kinh phí.")
    led = statistics.units_led(commune_leader)
    assert statistics.counted([campaign], led).figures(campaign)["ended"] == 0
    assert statistics.figures(campaign, led)["ended"] == 0


def test_counting_what_was_ended_costs_no_further_query(world, earlier, campaign, submitter, django_assert_num_queries):
    renewal.end(earlier, campaign=campaign, by=submitter, reason="Hết kinh phí.")
    with django_assert_num_queries(2):
        statistics.counted([campaign])
