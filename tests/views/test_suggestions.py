"""Similar models while one writes and on the desk, the comparison of two, units by their old names, the filter of the place."""

import pytest
from django.test import Client
from django.urls import reverse

from registry.models import Initiative
from registry.vocabulary import Action, Novelty, Role, Status, UnitType
from tests import make
from tests.conftest import trail_of

TITLE = "Tuyến đường hoa phụ nữ tự quản thôn Bình Sơn Đông"
WHY = "Cùng một tuyến đường."


def log_in(user) -> Client:
    client = Client()
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


def words(response) -> str:
    return response.content.decode()


def again(row) -> Initiative:
    return Initiative.objects.get(pk=row.pk)


@pytest.fixture
def last_year(world):
    campaign = make.campaign(make.today().year - 1)
    return make.initiative(Status.RECOGNISED, world.binh_duong, title=TITLE, campaign=campaign)


@pytest.fixture
def waiting(submitter):
    return make.initiative(Status.SUBMITTED, submitter.unit, title=TITLE, by=submitter)


def pair(one, other, query="") -> str:
    return reverse("review-compare", args=[one.code, other.code]) + query


# ---- while one writes ----


def test_typing_finds_likely_duplicates_with_the_reason(submitter, last_year):
    page = words(log_in(submitter).get("/models/similar/", {"title": "duong hoa tu quan phu nu tuyen binh son dong"}))
    assert f'<a href="/models/{last_year.code}/">{TITLE}</a>' in page
    assert f"(same unit, {last_year.campaign.year}, recognised)" in page


def test_the_model_at_hand_is_not_like_itself_and_gives_unit_field_and_place(submitter, last_year):
    draft = make.initiative(Status.DRAFT, submitter.unit, title=TITLE)
    page = words(log_in(submitter).get("/models/similar/", {"title": TITLE, "of": draft.code}))
    assert page.count("<li>") == 1
    assert f"(same unit, {last_year.campaign.year}, recognised, same field, same place)" in page


@pytest.mark.parametrize(
    "question",
    [
        {}, {"title": ""}, {"title": "%"}, {"title": "_"}, {"title": "Dân vận khéo"}, {"title": "\0"}, {"title": "x" * 5000},
        {"of": TITLE}, {"title": "Chợ quê", "of": "DVK-2000-000001"}, {"title": "đường hoa " * 300},
    ],
)  # fmt: skip
def test_nonsense_is_answered_with_nothing(submitter, last_year, question):
    response = log_in(submitter).get("/models/similar/", question)
    assert (response.status_code, words(response).strip()) == (200, "")


def test_an_unknown_model_at_hand_is_as_if_there_were_none(submitter, last_year):
    client = log_in(submitter)
    answers = [words(client.get("/models/similar/", {"title": TITLE, "of": of})) for of in ("", "DVK-2000-000001", "x" * 999)]
    assert len(set(answers)) == 1
    assert last_year.code in answers[0]


@pytest.mark.parametrize("secret", [{"is_restricted": True}, {"sector": "defence"}, {"sector": "security"}])
def test_what_is_secret_elsewhere_is_never_hinted(world, submitter, neighbour, stranger, secret):
    if "sector" in secret:
        secret = {"sector": make.sector(secret["sector"])}
    hidden = make.initiative(Status.RECOGNISED, world.dong_trieu, title=TITLE, **secret)
    for person in (submitter, stranger):
        for of in ("", hidden.code):
            assert words(log_in(person).get("/models/similar/", {"title": TITLE, "of": of})).strip() == ""
    assert hidden.code in words(log_in(neighbour).get("/models/similar/", {"title": TITLE}))


def test_the_form_shows_them_under_the_name_once_it_is_saved(submitter, last_year):
    client = log_in(submitter)
    draft = make.initiative(Status.DRAFT, submitter.unit, title=TITLE, by=submitter)
    page = words(client.get(f"/models/{draft.code}/edit/"))
    assert f'data-similar="/models/similar/" data-of="{draft.code}" aria-live="polite"' in page
    assert f'<a href="/models/{last_year.code}/">{TITLE}</a>' in page
    page = words(client.get("/models/new/"))
    assert ('data-of="" aria-live="polite"' in page, "Perhaps it is registered already" in page) == (True, False)


def test_the_year_that_it_continues_is_no_news_to_whoever_writes(submitter, last_year):
    draft = make.initiative(
        Status.DRAFT, submitter.unit, title=TITLE, by=submitter, continues=last_year, novelty=Novelty.CONTINUED
    )
    assert "Perhaps it is registered already" not in words(log_in(submitter).get(f"/models/{draft.code}/edit/"))


def test_typing_costs_the_same_for_one_and_thirty(submitter, world, last_year, django_assert_num_queries):
    client = log_in(submitter)
    with django_assert_num_queries(6):  # session, user, scope, the model at hand, abbreviations, models
        client.get("/models/similar/", {"title": TITLE})
    for _ in range(30):
        make.initiative(Status.RECOGNISED, world.an_sinh, title=TITLE)
    with django_assert_num_queries(6):
        assert words(client.get("/models/similar/", {"title": TITLE})).count("<li>") == 5


# ---- the desk ----


def test_the_desk_names_similar_models_and_leads_to_the_comparison(reviewer, waiting, last_year):
    page = words(log_in(reviewer).get(reverse("review-model", args=[waiting.code])))
    assert f"same unit, {last_year.campaign.year}, recognised, same field, same place" in page
    assert pair(waiting, last_year) in page


def test_the_desk_says_nothing_where_nothing_is_similar(reviewer, waiting):
    page = words(log_in(reviewer).get(reverse("review-model", args=[waiting.code])))
    assert "Similar models" not in page


def test_both_pages_of_both_models_say_the_mark(reviewer, submitter, waiting, last_year):
    second = make.initiative(Status.REGISTERED, submitter.unit, title="Đường hoa", duplicate_of=waiting)
    desk, own = log_in(reviewer), log_in(submitter)
    for client, route in ((desk, "review-model"), (own, "initiative")):
        page = words(client.get(reverse(route, args=[second.code])))
        assert f'the first is <a href="{reverse(route, args=[waiting.code])}">{TITLE}</a>' in page
        assert "Its figures stand in no sum." in page
        page = words(client.get(reverse(route, args=[waiting.code])))
        assert f'<a href="{reverse(route, args=[second.code])}">Đường hoa</a>' in page


def test_a_mark_against_a_model_out_of_sight_is_said_without_its_name(world, reviewer, submitter, waiting):
    hidden = make.initiative(Status.SUBMITTED, world.dong_trieu, title="Kho quân khí", is_restricted=True)
    waiting.duplicate_of = hidden
    waiting.save()
    for client, route in ((log_in(reviewer), "review-model"), (log_in(submitter), "initiative")):
        page = words(client.get(reverse(route, args=[waiting.code])))
        assert ("Registered a second time." in page, "Kho quân khí" in page, hidden.code in page) == (True, False, False)


# ---- two models beside each other ----


def test_the_comparison_shows_both_and_what_is_the_same(reviewer, waiting, last_year):
    response = log_in(reviewer).get(pair(waiting, last_year))
    rows = {str(row[0]): row[1:] for row in response.context["rows"]}
    assert rows["Unit"] == ("Phường An Sinh", "Phường Bình Dương", False)
    assert rows["Name of the model"] == (TITLE, TITLE, True)
    assert response.context["acts"] == {"duplicate", "continues"}


def test_marking_leads_back_to_the_desk_and_says_so(reviewer, waiting, last_year):
    client = log_in(reviewer)
    data = {"act": "duplicate", "remark": WHY, "version": waiting.version}
    response = client.post(pair(waiting, last_year, "?status=submitted"), data)
    assert response.url.startswith(reverse("review-model", args=[waiting.code]) + "?")
    assert again(waiting).duplicate_of == last_year
    assert trail_of(waiting) == [(reviewer, Action.MARK_DUPLICATE, Status.SUBMITTED, Status.SUBMITTED, WHY)]
    assert f"“{TITLE}” is marked as a duplicate." in words(client.get(response.url))
    page = client.get(pair(waiting, last_year))
    assert page.context["acts"] == {"unmark", "continues"}
    client.post(pair(waiting, last_year), {"act": "unmark", "version": again(waiting).version})
    assert again(waiting).duplicate_of is None


def test_linking_makes_it_a_maintained_model(reviewer, waiting, last_year):
    client = log_in(reviewer)
    client.post(pair(waiting, last_year), {"act": "continues", "remark": WHY, "version": 1})
    assert (again(waiting).continues, again(waiting).novelty) == (last_year, Novelty.CONTINUED)
    assert client.get(pair(waiting, last_year)).context["acts"] == {"duplicate"}
    assert client.get(pair(last_year, waiting)).context["acts"] == {"duplicate"}


def test_a_refusal_keeps_what_was_typed(reviewer, waiting, last_year):
    client = log_in(reviewer)
    response = client.post(pair(waiting, last_year), {"act": "duplicate", "remark": " ", "version": 1})
    assert "Say by what you see that it is the same model." in words(response)
    response = client.post(pair(last_year, waiting), {"act": "continues", "remark": WHY, "version": 1})
    assert ("A model continues one of an earlier year." in words(response), WHY in words(response)) == (True, True)
    assert (again(waiting).duplicate_of, again(last_year).continues, trail_of(waiting)) == (None, None, [])


def test_an_old_page_is_refused_once_and_then_shows_the_model_as_it_is(reviewer, second_reviewer, waiting, last_year):
    client = log_in(reviewer)
    log_in(second_reviewer).post(reverse("review-act", args=[waiting.code, "approve"]), {"version": 1})
    data = {"act": "duplicate", "remark": WHY, "version": 1}
    response = client.post(pair(waiting, last_year), data)
    assert ("Nothing was done; read it again." in words(response), WHY in words(response)) == (True, True)
    assert again(waiting).duplicate_of is None
    client.post(pair(waiting, last_year), {**data, "version": response.context["form"]["version"].value()})
    assert again(waiting).duplicate_of == last_year


def test_pressing_twice_writes_once(reviewer, waiting, last_year):
    client = log_in(reviewer)
    for _ in range(2):
        response = client.post(pair(waiting, last_year), {"act": "duplicate", "remark": WHY})
    assert "It is already marked as a duplicate. Take that mark back first." in words(response)
    assert len(trail_of(waiting)) == 1


def test_four_eyes_hold_on_the_comparison(reviewer, last_year):
    own = make.initiative(Status.SUBMITTED, reviewer.unit, title=TITLE, by=reviewer)
    client = log_in(reviewer)
    page = client.get(pair(own, last_year))
    assert (page.context["acts"], "somebody else has to act on it" in words(page)) == (set(), True)
    for name in ("duplicate", "continues", "unmark"):
        assert client.post(pair(own, last_year), {"act": name, "remark": WHY}).status_code == 403
    assert trail_of(own) == []


def test_what_is_out_of_sight_or_nonsense_is_not_found(world, reviewer, neighbour_reviewer, submitter, waiting, last_year):
    elsewhere = make.initiative(Status.SUBMITTED, world.dong_trieu, title=TITLE)
    draft = make.initiative(Status.DRAFT, world.an_sinh, title=TITLE)
    client = log_in(reviewer)
    for other in (elsewhere, draft, waiting):
        assert client.get(pair(waiting, other)).status_code == 404
        assert client.post(pair(waiting, other), {"act": "duplicate", "remark": WHY}).status_code == 404
    assert client.get(pair(elsewhere, waiting)).status_code == 404
    assert log_in(neighbour_reviewer).post(pair(waiting, last_year), {"act": "duplicate", "remark": WHY}).status_code == 404
    assert log_in(submitter).post(pair(waiting, last_year), {"act": "duplicate", "remark": WHY}).status_code == 403
    for name in ("", "approve", "x" * 3000):
        assert client.post(pair(waiting, last_year), {"act": name, "remark": WHY}).status_code == 404
    assert trail_of(waiting) == []


def test_no_remark_of_any_length_breaks_the_page(reviewer, waiting, last_year):
    response = log_in(reviewer).post(pair(waiting, last_year), {"act": "duplicate", "remark": "x" * 2001})
    assert (response.status_code, again(waiting).duplicate_of) == (200, None)


# ---- units by old names ----


def test_units_are_found_by_names_of_now_and_then(submitter, world):
    client = log_in(submitter)
    assert client.get("/units/find/", {"q": "binh duong"}).json() == [
        {"key": "07090-2025", "label": "Phường An Sinh", "was": "phường Bình Dương"}
    ]
    assert client.get("/units/find/", {"q": "An Sinh"}).json() == [{"key": "07090-2025", "label": "Phường An Sinh", "was": ""}]
    for query in ("", "%", "_", "\0", "x" * 5000):
        assert client.get("/units/find/", {"q": query}).json() == []


def test_at_most_eight_units_are_offered_for_few_queries(submitter, world, django_assert_num_queries):
    client = log_in(submitter)
    with django_assert_num_queries(5) as one:
        client.get("/units/find/", {"q": "an sinh"})
    for number in range(30):
        make.unit(f"An Sinh {number}", UnitType.VILLAGE, world.an_sinh)
    with django_assert_num_queries(len(one)):
        assert len(client.get("/units/find/", {"q": "an sinh"}).json()) == 8


@pytest.mark.parametrize(
    ("place", "finds"),
    [
        ("binh duong", {"an_sinh", "binh_duong", "duc_chinh"}),
        ("Phường An Sinh", {"an_sinh", "binh_duong", "duc_chinh"}),
        ("07090-2025", {"an_sinh", "binh_duong", "duc_chinh"}),
        ("Đông Triều", {"dong_trieu", "duc_chinh"}),
        ("Đức Chính", {"an_sinh", "binh_duong", "duc_chinh", "dong_trieu"}),
        ("07093-2025", {"dong_trieu", "duc_chinh"}),
        ("nowhere", set()),
        ("%", set()),
        ("x" * 5000, set()),
        ("", {"an_sinh", "binh_duong", "duc_chinh", "dong_trieu"}),
    ],
)
def test_the_queue_and_the_list_are_narrowed_by_a_place_of_now_or_then(world, province_reviewer, place, finds):
    units = vars(world)
    models = {name: make.initiative(Status.SUBMITTED, units[name]) for name in units if name != "province"}
    client = log_in(province_reviewer)
    queue = client.get("/review/", {"place": place}).context["page"].rows
    assert {row.code for row in queue} == {models[name].code for name in finds}
    listed = client.get("/models/", {"place": place}).context["rows"]
    assert {row["initiative"].code for row in listed} == {models[name].code for name in finds}


def test_an_ambiguous_place_asks_and_a_choice_is_kept(world, province_reviewer):
    client = log_in(province_reviewer)
    for address in ("/review/", "/models/"):
        page = words(client.get(address, {"place": "Đức Chính"}))
        assert page.count('type="radio"') == 2
        assert 'value="07090-2025"><span>Phường An Sinh<small>before: phường Đức Chính</small>' in page
        page = words(client.get(address, {"place": ["Đức Chính", "07093-2025"]}))
        assert ('value="phường Đông Triều"' in page, page.count('type="radio"')) == (True, 0)
        assert "Phường An Sinh (before: phường Bình Dương)" in words(client.get(address, {"place": "binh duong"}))


def test_a_unit_with_nothing_below_it_is_asked_for_no_place(world, campaign):
    alone = make.user(Role.SUBMITTER, make.unit("Vàng Danh", UnitType.WARD, world.province))
    assert 'name="place"' not in words(log_in(alone).get("/models/"))
