"""The list of last year's recognised models, its two buttons, and last year's words beside this year's form."""

import pytest
from django.test import Client

from registry.models import Ending, Initiative
from registry.services import renewal
from registry.vocabulary import Novelty, Part, Stage, Status
from tests import make, varied

pytestmark = pytest.mark.django_db

WHY = "Đường đã bàn giao cho phường quản lý."


@pytest.fixture
def last_year(db):
    return varied.closed_campaign(make.today().year - 1)


@pytest.fixture
def earlier(world, campaign, last_year):
    return make.initiative(Status.RECOGNISED, world.an_sinh, campaign=last_year, report="Xong 810 m đường, 100% hộ góp công.")


@pytest.fixture
def browser(submitter):
    return log_in(submitter)


def log_in(user) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def rows(response) -> list[str]:
    return [row.code for row in response.context["page"].rows]


def counts(response) -> dict:
    return {tab["name"]: tab["count"].number for tab in response.context["tabs"]}


def test_the_list_holds_the_recognised_models_of_the_unit_and_its_predecessors(browser, world, earlier, last_year):
    of_predecessor = make.initiative(Status.RECOGNISED, world.binh_duong, campaign=last_year)
    for status in set(Status) - {Status.RECOGNISED}:
        make.initiative(status, world.an_sinh, campaign=last_year)
    make.initiative(Status.RECOGNISED, world.dong_trieu, campaign=last_year)
    make.initiative(Status.RECOGNISED, world.an_sinh)
    make.initiative(Status.RECOGNISED, world.an_sinh, campaign=varied.closed_campaign(last_year.year - 1))
    response = browser.get("/renewal/")
    assert sorted(rows(response)) == sorted([earlier.code, of_predecessor.code])
    assert response.context["before"] == last_year


def test_a_year_without_a_campaign_does_not_hide_the_one_before_it(browser, world, campaign):
    make.initiative(Status.RECOGNISED, world.an_sinh, campaign=varied.closed_campaign(campaign.year - 3))
    assert len(rows(browser.get("/renewal/"))) == 1


def test_each_state_has_its_tab_and_its_count(browser, world, earlier, last_year, submitter, campaign):
    continued, ended = (make.initiative(Status.RECOGNISED, world.an_sinh, campaign=last_year) for _number in range(2))
    made = renewal.continue_(continued, campaign=campaign, by=submitter)
    renewal.end(ended, campaign=campaign, by=submitter, reason=WHY)
    response = browser.get("/renewal/")
    assert counts(response) == {"": 3, "open": 1, "continued": 1, "ended": 1}
    said = response.content.decode()
    assert [WHY in said, made.get_absolute_url() in said] == [True, True]
    for state, row in {"open": earlier, "continued": continued, "ended": ended}.items():
        assert rows(browser.get(f"/renewal/?state={state}")) == [row.code]
    assert len(rows(browser.get("/renewal/?state=nonsense&after=x"))) == 3


@pytest.mark.parametrize("campaigns", [0, 1])
def test_without_a_year_before_there_is_nothing_to_continue(browser, submitter, campaigns):
    for _number in range(campaigns):
        make.campaign()
    assert "There is nothing to continue" in browser.get("/renewal/").content.decode()


def test_the_list_costs_the_same_for_one_row_and_thirty(
    browser, world, earlier, submitter, campaign, last_year, django_assert_max_num_queries
):
    def fill(number):
        for place in range(number):
            row = make.initiative(Status.RECOGNISED, (world.an_sinh, world.binh_duong)[place % 2], campaign=last_year)
            if place % 3 == 1:
                renewal.continue_(row, campaign=campaign, by=submitter)
            if place % 3 == 2:
                renewal.end(row, campaign=campaign, by=submitter, reason=WHY)

    fill(3)
    with django_assert_max_num_queries(9) as few:
        browser.get("/renewal/")
    fill(30)
    with django_assert_max_num_queries(9) as many:
        response = browser.get("/renewal/")
    assert [len(many), len(response.context["page"].rows)] == [len(few), 30]
    following = response.context["page"].after
    assert len(rows(browser.get(f"/renewal/?after={following}"))) == 4
    assert [query for query in many.captured_queries if '"sustainability"' in query["sql"]] == []


# ---- continue ----


def test_continuing_leads_to_the_form_of_the_draft_and_twice_to_the_same(browser, earlier, campaign):
    row = browser.get("/renewal/").context["page"].rows[0]
    answers = [browser.post(f"/renewal/{earlier.code}/continue/", {"token": row.token}) for _number in range(2)]
    made = Initiative.objects.get(campaign=campaign)
    assert [answer.url for answer in answers] == [f"/models/{made.code}/edit/"] * 2
    assert [made.continues, made.request_token] == [earlier, row.token]


@pytest.mark.parametrize("token", ["", "nonsense", "\0", None])
def test_a_page_without_a_good_token_continues_all_the_same(browser, earlier, campaign, token):
    browser.post(f"/renewal/{earlier.code}/continue/", {} if token is None else {"token": token})
    assert Initiative.objects.get(campaign=campaign).continues == earlier


def test_each_row_has_a_token_of_its_own(browser, world, earlier, last_year):
    make.initiative(Status.RECOGNISED, world.an_sinh, campaign=last_year)
    first, second = browser.get("/renewal/").context["page"].rows
    assert first.token != second.token


@pytest.mark.parametrize("who", ["neighbour", "reviewer", "leader", "superuser"])
@pytest.mark.parametrize("act", ["continue", "end"])
def test_somebody_elses_model_is_not_there(request, earlier, campaign, who, act):
    response = log_in(request.getfixturevalue(who)).post(f"/renewal/{earlier.code}/{act}/", {"reason": WHY})
    assert response.status_code == 404
    assert [Initiative.objects.count(), Ending.objects.count()] == [1, 0]


def test_what_cannot_be_continued_is_said_on_the_list(browser, world, campaign):
    row = make.initiative(Status.RECOGNISED, world.an_sinh)
    response = browser.post(f"/renewal/{row.code}/continue/", follow=True)
    assert [str(message) for message in response.context["messages"]] == [
        "Only a model of an earlier campaign is continued or ended."
    ]


# ---- end ----


def test_ending_asks_for_the_reason_and_keeps_it(browser, earlier, campaign, submitter):
    address = f"/renewal/{earlier.code}/end/"
    assert browser.get(address).status_code == 200
    empty = browser.post(address, {"reason": " "})
    assert [empty.status_code, "reason" in empty.context["form"].errors] == [200, True]
    assert browser.post(address, {"reason": WHY, "version": earlier.version}).url == "/renewal/"
    ending = Ending.objects.get()
    assert [ending.initiative, ending.campaign, ending.reason, ending.made_by] == [earlier, campaign, WHY, submitter]


def test_what_is_continued_or_ended_asks_for_no_reason(browser, earlier, campaign, submitter):
    renewal.continue_(earlier, campaign=campaign, by=submitter)
    response = browser.get(f"/renewal/{earlier.code}/end/", follow=True)
    assert ["cannot be ended" in str(message) for message in response.context["messages"]] == [True]
    refused = browser.post(f"/renewal/{earlier.code}/end/", {"reason": WHY})
    assert [refused.status_code, WHY in refused.content.decode(), Ending.objects.count()] == [200, True, 0]


# ---- last year's words beside the form ----


def test_last_years_text_stands_beside_each_part_and_its_results_above(browser, earlier, campaign, submitter):
    earlier.method = "Họp tổ dân phố mỗi tháng một lần."
    earlier.save()
    make.outcome(earlier, "road", 810)
    make.outcome(earlier, "road", 900, stage=Stage.TARGET)
    made = renewal.continue_(earlier, campaign=campaign, by=submitter)
    made.method = "Cách làm năm nay."
    made.save()
    response = browser.get(f"/models/{made.code}/edit/")
    form, said = response.context["form"], response.content.decode()
    assert form.fields["method"].earlier == earlier.method
    assert [text in said for text in (earlier.method, "Cách làm năm nay.", earlier.report, "810")] == [True] * 4
    assert [row.value for row in form.earlier.achieved] == [810]
    assert [row.decision for _level, row in form.earlier.recognitions] == [earlier.recognitions.get().decision]


def test_a_returned_continuation_shows_last_years_words_at_its_open_parts(browser, earlier, campaign):
    made = make.initiative(Status.RETURNED, earlier.unit, continues=earlier, novelty=Novelty.CONTINUED)
    form = browser.get(f"/models/{made.code}/edit/").context["form"]
    assert {name: field.earlier for name, field in form.fields.items() if hasattr(field, "earlier")} == {
        Part.METHOD: earlier.method
    }


def test_a_new_model_has_no_last_year(browser, earlier, submitter):
    draft = make.initiative(Status.DRAFT, submitter.unit)
    for address in (f"/models/{draft.code}/edit/", "/models/new/"):
        assert browser.get(address).context["form"].earlier is None


def test_an_earlier_model_that_one_may_not_see_stays_hidden(browser, world, campaign, last_year, submitter):
    theirs = make.initiative(Status.RECOGNISED, world.dong_trieu, campaign=last_year, report="Chuyện của phường khác.")
    draft = make.initiative(Status.DRAFT, world.an_sinh, continues=theirs, novelty=Novelty.CONTINUED)
    response = browser.get(f"/models/{draft.code}/edit/")
    assert [response.context["form"].earlier, theirs.report in response.content.decode()] == [None, False]


# ---- leadership ----


def test_leadership_prints_what_was_ended_and_opens_exactly_its_rows(world, earlier, campaign, submitter, leader, last_year):
    make.initiative(Status.RECOGNISED, world.an_sinh, campaign=last_year)
    renewal.end(earlier, campaign=campaign, by=submitter, reason=WHY)
    browser = log_in(leader)
    cell = next(line for line in browser.get("/leadership/").context["kinds"] if line["name"] == "Ended")["cell"]
    assert [cell.count, cell.address] == [1, f"/leadership/models/?campaign={campaign.year}&indicator=ended"]
    response = browser.get(cell.address)
    assert [response.context["total"], rows(response)] == [1, [earlier.code]]
    csv = b"".join(browser.get(f"/leadership/csv/models/?campaign={campaign.year}&indicator=ended").streaming_content)
    assert csv.decode().count("DVK-") == 1
    figures = b"".join(browser.get(f"/leadership/csv/figures/?campaign={campaign.year}").streaming_content).decode()
    assert next(line for line in figures.splitlines() if line.startswith("Ended")).split(",")[1] == "1"
