"""The pages of appraisals: one's own list, the form, the board that assigns, the criteria, and the panel of the desk."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registry.models import Appraisal, Assignment, CriteriaSet, Document, User
from registry.services import assignments, review
from registry.views import assignments as board
from registry.vocabulary import AppraisalState, Level, Role, Status, SubmitterType
from tests import make, torture

GRASSROOTS, PROVINCE = Level.GRASSROOTS, Level.PROVINCE


def log_in(user) -> Client:
    """A browser in English, so that the tests read the source strings."""
    client = Client()
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


def words(response) -> str:
    return response.content.decode()


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


@pytest.fixture(autouse=True)
def private_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def row(world, submitter):
    return make.initiative(Status.REPORTED, world.an_sinh, by=submitter)


@pytest.fixture
def set_(campaign):
    return make.criteria(campaign)


def page_of(row, level="") -> str:
    return reverse("appraisal", args=[row.code]) + (f"?level={level}" if level else "")


def filled(row, set_=None, points=("30", "45,5"), version=0, **changes) -> dict:
    data = {
        "version": version,
        "read_version": row.version,
        "visited_on": make.today(-1).strftime("%d/%m/%Y"),
        "visited_by": "Tổ thẩm định",
        "opinion": "Mô hình có hiệu quả.",
        "recommendation": "recognise",
    }
    for criterion, given in zip(set_.criteria.all() if set_ else (), points, strict=False):
        data |= {f"points_{criterion.pk}": given, f"reason_{criterion.pk}": "Đã đối chiếu"}
    return data | changes


def photo(name="anh.jpg"):
    return SimpleUploadedFile(name, torture.jpeg(64, 48), "image/jpeg")


# ---- the form ----


def test_a_draft_is_saved_read_again_and_handed_in(row, reviewer, set_):
    client = log_in(reviewer)
    assert "Tiêu chí 1" in words(client.get(page_of(row)))
    response = client.post(page_of(row), filled(row, set_, save=1), follow=True)
    assert said(response) == ["Your draft is saved."]
    form = response.context["form"]
    first, second = set_.criteria.all()
    assert [form[f"points_{one.pk}"].value() for one in (first, second)] == ["30", "45,5"]
    assert (form["version"].value(), form["opinion"].value()) == (1, "Mô hình có hiệu quả.")
    response = client.post(page_of(row), filled(row, set_, version=1, sign=1), follow=True)
    assert said(response) == [f"Your appraisal of “{row}” is handed in."]
    assert response.context["form"] is None
    assert "75.5 of 100 points (76 %)" in words(response)
    assert Appraisal.objects.get().state == AppraisalState.SIGNED


def test_what_is_incomplete_stays_as_a_draft_and_the_page_says_what_is_missing(row, reviewer, set_):
    client = log_in(reviewer)
    response = client.post(page_of(row), filled(row, set_, points=("30", ""), opinion="", sign=1))
    first, second = set_.criteria.all()
    assert response.context["form"].errors == {
        f"points_{second.pk}": ["Give points for this criterion."],
        "opinion": ["Write your opinion."],
    }
    draft = Appraisal.objects.get()
    assert (draft.state, draft.visited_by) == (AppraisalState.OPEN, "Tổ thẩm định")
    again = response.context["form"]
    assert (again["version"].value(), again[f"points_{first.pk}"].value()) == ("1", "30")
    client.post(page_of(row), filled(row, set_, version=1, sign=1))
    assert Appraisal.objects.get().state == AppraisalState.SIGNED


@pytest.mark.parametrize("typed", ["nhiều", "7,55", "41", "-1", "1.000", "1,2,3", "٧", "NaN", "1e3", " "])
def test_points_that_are_none_are_errors_on_the_form_and_nothing_typed_is_lost(row, reviewer, set_, typed):
    response = log_in(reviewer).post(page_of(row), filled(row, set_, points=(typed, "5"), sign=1))
    first = set_.criteria.first()
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [f"points_{first.pk}"]
    assert response.context["form"][f"points_{first.pk}"].value() == typed
    assert "Mô hình có hiệu quả." in words(response)


@pytest.mark.parametrize(
    "changes",
    [
        {"recommendation": "perhaps"},
        {"visited_on": "hôm qua"},
        {"visited_on": "31/12/2999"},
        {"version": "x"},
        {"opinion": "x" * 5001},
    ],
)
def test_nonsense_in_the_form_is_an_error_and_never_breaks(row, reviewer, set_, changes):
    response = log_in(reviewer).post(page_of(row), filled(row, set_, save=1, **changes))
    assert response.status_code == 200
    assert response.context["form"].errors
    assert Appraisal.objects.count() == 0


def test_what_was_written_by_criteria_that_were_replaced_meanwhile_is_said_again(row, reviewer, second_reviewer, set_):
    data = filled(row, set_, sign=1)
    make.appraisal(row, second_reviewer, criteria_=set_, points=(1, 2))
    newer = make.criteria(row.campaign, version=2, weights=(100,))
    client = log_in(reviewer)
    response = client.post(page_of(row), data)
    typed = "30 · Đã đối chiếu · 45,5 · Đã đối chiếu"
    said_again = f"The criteria were changed after you opened this page. You had written: {typed}"
    assert (said_again in words(response), "Mô hình có hiệu quả." in words(response)) == (True, True)
    assert not row.appraisals.filter(appraiser=reviewer).exists()
    client.post(page_of(row), filled(row, newer, points=("90",), sign=1))
    assert row.appraisals.get(appraiser=reviewer).criteria == newer


def test_who_saves_second_in_another_window_loses_nothing(row, reviewer, set_):
    client = log_in(reviewer)
    client.post(page_of(row), filled(row, set_, opinion="Một", save=1))
    response = client.post(page_of(row), filled(row, set_, opinion="Hai", save=1))
    assert "saved elsewhere" in words(response)
    assert "Hai" in words(response)
    assert Appraisal.objects.get().opinion == "Một"
    client.post(page_of(row), filled(row, set_, opinion="Hai", save=1, version=response.context["form"]["version"].value()))
    assert Appraisal.objects.get().opinion == "Hai"


def test_a_model_changed_meanwhile_is_read_again_before_handing_in(row, reviewer, second_reviewer, set_):
    review.amend(row, by=second_reviewer, facts={"title": "Tên đúng"}, reason="sai")
    client = log_in(reviewer)
    response = client.post(page_of(row), filled(row, set_, sign=1))
    assert "The model was changed after you opened this page" in words(response)
    form = response.context["form"]
    assert (form["read_version"].value(), form["version"].value()) == (str(row.version + 1), "1")
    assert Appraisal.objects.get().state == AppraisalState.OPEN


def test_a_level_is_chosen_by_the_address_else_by_the_assignment_else_by_the_post(row, province_reviewer, reviewer, set_):
    def level_at(user, level=""):
        response = log_in(user).get(page_of(row, level))
        return response.context["level"] if response.status_code == 200 else response.status_code

    assert (level_at(reviewer), level_at(province_reviewer), level_at(province_reviewer, "central")) == (
        GRASSROOTS,
        PROVINCE,
        Level.CENTRAL,
    )
    assert (level_at(reviewer, "province"), level_at(reviewer, "nonsense")) == (GRASSROOTS, GRASSROOTS)
    make.assignment(row, province_reviewer, Level.CENTRAL)
    assert level_at(province_reviewer) == Level.CENTRAL


def test_a_reviewer_from_elsewhere_reads_what_is_assigned_to_them_and_nothing_else(row, neighbour_reviewer):
    client = log_in(neighbour_reviewer)
    assert client.get(page_of(row)).status_code == 404
    make.assignment(row, neighbour_reviewer)
    assert client.get(page_of(row)).context["form"] is not None
    assert client.get(reverse("review-model", args=[row.code])).status_code == 404


def test_a_conflict_is_shown_with_its_sentence_and_stops_the_form_and_the_act(world, row, province_reviewer):
    past = {"valid_until": make.today(-1)}
    make.user(Role.SUBMITTER, world.an_sinh)
    province_reviewer.memberships.create(unit=world.an_sinh, role=Role.SUBMITTER, **past)
    client = log_in(province_reviewer)
    response = client.get(page_of(row))
    sentence = "You worked in the unit of this model when it was submitted, so somebody else has to decide on it."
    assert response.context["form"] is None
    assert sentence in words(response)
    assert sentence in words(client.get(reverse("review-model", args=[row.code])))
    response = client.post(page_of(row), filled(row, save=1))
    assert response.status_code == 403
    assert Appraisal.objects.count() == 0


def test_a_model_that_is_not_to_be_appraised_says_so_and_keeps_what_was_typed(world, reviewer):
    row = make.initiative(Status.WITHDRAWN, world.an_sinh)
    client = log_in(reviewer)
    assert "so it is not appraised" in words(client.get(page_of(row)))
    response = client.post(page_of(row), filled(row, opinion="Đã viết dài", save=1))
    assert response.status_code == 200
    assert "Đã viết dài" in words(response)


def test_one_takes_ones_own_appraisal_back(row, reviewer, second_reviewer, set_):
    make.appraisal(row, reviewer)
    client = log_in(reviewer)
    address = reverse("appraisal-take-back", args=[row.code])
    assert log_in(second_reviewer).post(address).status_code == 404
    assert said(client.post(address, follow=True)) == ["Your appraisal is a draft again."]
    assert client.post(address).status_code == 404


def test_what_was_written_before_the_facts_changed_is_where_the_next_one_begins(row, reviewer, set_):
    make.appraisal(row, reviewer, criteria_=set_, points=(30, 40), state=AppraisalState.VOID, opinion="Bản trước")
    form = log_in(reviewer).get(page_of(row)).context["form"]
    first = set_.criteria.first()
    assert (form["version"].value(), form["opinion"].value(), form[f"points_{first.pk}"].value()) == (0, "Bản trước", "30")


# ---- the others ----


def test_the_others_are_shown_after_ones_own_is_handed_in_and_to_who_decides(row, reviewer, second_reviewer):
    make.appraisal(row, second_reviewer, opinion="Ý kiến của người khác")
    client, desk = log_in(reviewer), reverse("review-model", args=[row.code])
    response = client.get(page_of(row))
    assert "Ý kiến của người khác" not in words(response)
    assert "1 other appraisal is handed in" in words(response)
    assert "Ý kiến của người khác" in words(client.get(page_of(row) + "?read=1"))  # who decides, and does not appraise
    make.assignment(row, reviewer)
    assert "Ý kiến của người khác" not in words(client.get(page_of(row) + "?read=1"))
    assert str(second_reviewer) not in words(client.get(desk))
    make.appraisal(row, reviewer)
    assert "Ý kiến của người khác" in words(client.get(page_of(row)))
    assert str(second_reviewer) in words(client.get(desk))


def test_the_desk_shows_points_spread_and_what_became_void(row, reviewer, province_reviewer, set_):
    people = [make.user(Role.REVIEWER, row.unit, full_name=name) for name in ("Hoàng Thị Một", "Đặng Văn Hai")]
    for person, points in zip(people, ((10, 20), (35, 60)), strict=True):
        make.appraisal(row, person, criteria_=set_, points=points)
    make.appraisal(row, make.user(), state=AppraisalState.VOID)
    text = words(log_in(reviewer).get(reverse("review-model", args=[row.code])))
    for piece in ("Hoàng Thị Một", "30 %", "95 %", "30 to 95 %, mean 63 %", "far apart", "1 is void"):
        assert piece in text


def test_the_desk_costs_the_same_for_one_appraisal_and_for_ten(row, reviewer, set_):
    def queries():
        client = log_in(reviewer)
        client.get(reverse("review-model", args=[row.code]))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("review-model", args=[row.code]))
        return len(captured)

    make.appraisal(row, make.user(), criteria_=set_, points=(1, 1))
    few = queries()
    for _ in range(9):
        make.appraisal(row, make.user(), criteria_=set_, points=(1, 1))
    assert queries() == few


def test_the_author_who_reviews_too_learns_nothing_of_the_appraisals(world, row, submitter, second_reviewer):
    submitter.memberships.create(unit=world.an_sinh, role=Role.REVIEWER)
    make.appraisal(row, second_reviewer, opinion="Ý kiến kín")
    client = log_in(User.objects.get(pk=submitter.pk))
    assert "Ý kiến kín" not in words(client.get(page_of(row) + "?read=1"))
    assert str(second_reviewer) not in words(client.get(reverse("review-model", args=[row.code])))


def test_the_unit_does_not_learn_who_appraised_its_model(row, reviewer, submitter):
    client = log_in(reviewer)
    client.post(page_of(row), filled(row, sign=1))
    desk = client.get(reverse("review-model", args=[row.code])).context["entries"]
    assert [entry.action for entry in desk] == ["appraise"]
    assert str(reviewer) not in words(log_in(submitter).get(row.get_absolute_url()))


def test_notices_say_what_is_assigned_and_what_became_void_and_lead_there(world, row, reviewer, second_reviewer):
    other = make.initiative(Status.REPORTED, world.an_sinh)
    assignments.assign([row, other], appraisers=[second_reviewer], level=GRASSROOTS, by=reviewer)
    make.appraisal(row, second_reviewer)
    review.amend(row, by=reviewer, facts={"title": "Tên đúng"}, reason="sai tên")
    response = log_in(second_reviewer).get(reverse("notices"))
    assert [(sentence, address) for _notice, sentence, address in response.context["rows"]] == [
        ("Your appraisal of “Tên đúng” is void: its facts were changed.", reverse("appraisal", args=[row.code])),
        ("2 models are assigned to you for appraisal.", reverse("appraisals")),
    ]


def test_correcting_a_fact_says_how_many_appraisals_are_void_now(row, reviewer, second_reviewer):
    make.appraisal(row, second_reviewer)
    address = reverse("review-amend", args=[row.code])
    client = log_in(reviewer)
    form = client.get(address).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    data |= {"title": "Tên đúng", "reason": "sai tên"}
    for name in ("starts_on", "ends_on"):
        data[name] = getattr(row, name).strftime("%d/%m/%Y")
    response = client.post(address, data, follow=True)
    assert said(response) == [
        "“Tên đúng” is corrected.",
        "1 appraisal is void now, because the facts were changed.",
    ]
    assert "1 is void, because the facts were changed." in words(response)


# ---- photos of the visit ----


def test_photos_of_a_visit_are_for_reviewers_and_never_for_the_unit(
    row, reviewer, second_reviewer, province_reviewer, submitter, neighbour_reviewer, leader, commune_leader, superuser
):
    client = log_in(reviewer)
    client.post(page_of(row), filled(row, save=1, photos=photo()))
    found = Document.objects.get()
    assert (found.initiative, found.appraisal, found.added_by) == (row, Appraisal.objects.get(), reviewer)
    assert submitter in row.authors.all()
    address = reverse("document-thumbnail", args=[found.key])

    def answer(user):
        response = log_in(user).get(address)
        response.getvalue()
        return response.status_code

    assert [answer(user) for user in (reviewer, second_reviewer, province_reviewer, superuser)] == [200] * 4
    assert [answer(user) for user in (submitter, neighbour_reviewer, leader, commune_leader)] == [404] * 4
    for user in (submitter, leader):
        text = words(log_in(user).get(row.get_absolute_url()))
        assert str(found.key) not in text
    assert reviewer not in row.authors.all()


def test_a_photo_of_a_visit_is_removed_by_who_brought_it_while_it_is_a_draft(row, reviewer, second_reviewer, submitter):
    client = log_in(reviewer)
    client.post(page_of(row), filled(row, save=1, photos=photo()), follow=True)
    found = Document.objects.get()
    address = reverse("appraisal-photo-remove", args=[row.code, found.key])
    assert log_in(second_reviewer).post(address).status_code == 404
    assert log_in(submitter).post(reverse("document-remove", args=[row.code, found.key])).status_code in (403, 404)
    Appraisal.objects.update(state=AppraisalState.SIGNED, signed_at=make.ago(0))
    assert said(client.post(address, follow=True)) == ["This appraisal is handed in already."]
    Appraisal.objects.update(state=AppraisalState.OPEN, signed_at=None)
    assert said(client.post(address, follow=True)) == ["“anh.jpg” is removed."]
    assert Document.objects.count() == 0


def test_a_file_that_is_no_photo_is_refused_by_name_and_the_draft_is_kept(row, reviewer):
    bad = SimpleUploadedFile("virus.jpg", b"MZ not a photo", "image/jpeg")
    response = log_in(reviewer).post(page_of(row), filled(row, save=1, photos=bad), follow=True)
    assert said(response)[0].startswith("virus.jpg: ")
    assert (Document.objects.count(), Appraisal.objects.count()) == (0, 1)


def test_a_photo_that_the_unit_attached_already_is_refused_and_the_other_way_round_says_no_name(row, reviewer, submitter):
    client = log_in(reviewer)
    client.post(page_of(row), filled(row, save=1, photos=photo("cua-to-tham-dinh.jpg")))
    other = make.initiative(Status.REGISTERED, row.unit, by=submitter)
    make.document(other, sha256=Document.objects.get().sha256, appraisal=make.appraisal(other, reviewer))
    response = log_in(submitter).post(reverse("document-attach", args=[other.code]), {"files": photo()})
    assert "This file is already attached." in words(response)
    assert "cua-to-tham-dinh" not in words(response)


# ---- one's own list ----


def test_the_list_shows_what_is_to_do_late_and_handed_in(world, reviewer):
    rows = [make.initiative(Status.REPORTED, world.an_sinh, title=f"Mô hình {n}") for n in ("sắp tới", "đã trễ", "đã nộp")]
    for row, days in zip(rows, (3, -1, -1), strict=True):
        make.assignment(row, reviewer, due_on=make.today(days))
    make.appraisal(rows[2], reviewer)
    client = log_in(reviewer)
    for show, wanted in (("", rows[0]), ("open", rows[0]), ("late", rows[1]), ("done", rows[2]), ("nonsense", rows[0])):
        page = client.get(reverse("appraisals"), {"show": show}).context["page"]
        assert [one.initiative for one in page.rows] == [wanted]


def test_the_list_costs_the_same_for_one_row_and_for_thirty(world, reviewer):
    def queries():
        client = log_in(reviewer)
        client.get(reverse("appraisals"))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("appraisals"))
        return len(captured)

    make.assignment(make.initiative(Status.REPORTED, world.an_sinh), reviewer)
    few = queries()
    for _ in range(29):
        make.assignment(make.initiative(Status.REPORTED, world.an_sinh), reviewer)
    assert queries() == few


# ---- the board ----


def chosen(*rows, people, **changes) -> dict:
    return {
        "id": [row.pk for row in rows],
        "which": "ticked",
        "how": "each",
        "number": 1,
        "appraisers": [person.pk for person in people],
        **changes,
    }


def given() -> list[tuple]:
    return list(Assignment.objects.order_by("initiative", "appraiser").values_list("initiative", "appraiser"))


def test_what_was_ticked_on_a_later_page_is_still_ticked_when_the_form_is_refused(world, reviewer, monkeypatch):
    monkeypatch.setattr(board, "ROWS", 1)
    rows = [make.initiative(Status.REGISTERED, world.an_sinh) for _number in range(2)]
    client = log_in(reviewer)
    first = client.get(reverse("assignments"))
    second = client.get(f"{reverse('assignments')}?after={first.context['page'].after}")
    [shown] = [row["pk"] for row in second.context["rows"]]
    [row] = [row for row in rows if row.pk == shown]
    refused = client.post(second.context["addresses"]["assign"], chosen(row, people=[]))
    assert list(refused.context["form"].errors) == ["appraisers"]
    assert f'name="id" value="{row.pk}" checked' in words(refused)


def test_ticked_models_are_assigned_by_hand(row, world, reviewer, second_reviewer):
    other = make.initiative(Status.REGISTERED, world.an_sinh)
    client = log_in(reviewer)
    response = client.post(
        reverse("assign"),
        chosen(row, people=[reviewer, second_reviewer], due_on=make.today(7).strftime("%d/%m/%Y")),
        follow=True,
    )
    assert said(response) == ["2 assignments were made."]
    assert given() == [(row.pk, reviewer.pk), (row.pk, second_reviewer.pk)]
    [first, _second] = response.context["rows"]
    assert ([one.appraiser for one in first["assigned"]], other.assignments.count()) == ([reviewer, second_reviewer], 0)


def test_models_are_assigned_by_unit_by_field_and_all_spread_evenly(world, campaign, province_reviewer):
    people = [make.user(Role.REVIEWER, world.province) for _ in range(2)]
    here = [make.initiative(Status.REPORTED, world.an_sinh, level=PROVINCE) for _ in range(2)]
    there = make.initiative(Status.REPORTED, world.dong_trieu, level=PROVINCE, sector=make.sector("culture"))
    other = make.initiative(Status.REPORTED, world.dong_trieu, level=PROVINCE)
    client = log_in(province_reviewer)

    def assign(**changes):
        client.post(f"{reverse('assign')}?level=province", chosen(people=people, how="evenly", **changes))
        return {initiative for initiative, _appraiser in given()}

    assert assign(which="unit", unit=world.an_sinh.key) == {row.pk for row in here}
    assert assign(which="sector", sector=there.sector.pk) == {*(row.pk for row in here), there.pk}
    assert assign(which="all") == {*(row.pk for row in here), there.pk, other.pk}
    assert sorted(Assignment.objects.filter(appraiser=person).count() for person in people) == [2, 2]


def test_whom_a_conflict_forbids_is_left_out_and_the_page_says_so(world, row, province_reviewer):
    row = make.initiative(Status.REPORTED, world.an_sinh, level=PROVINCE)
    colleague = make.user(Role.REVIEWER, world.an_sinh, full_name="Trịnh Thị Ở Đây")
    free = make.user(Role.REVIEWER, world.dong_trieu, full_name="Phan Văn Nơi Khác")
    client = log_in(province_reviewer)
    board = client.get(reverse("assignments"), {"level": "province"})
    assert "Trịnh Thị Ở Đây works in the unit that submitted this model." in words(board)
    response = client.post(f"{reverse('assign')}?level=province", chosen(row, people=[colleague, free]), follow=True)
    assert said(response) == [
        "1 assignment was made.",
        f"1 was left out. {row.code}: Trịnh Thị Ở Đây works in the unit that submitted this model.",
    ]
    assert given() == [(row.pk, free.pk)]
    response = client.post(f"{reverse('assign')}?level=province", chosen(row, people=[colleague]))
    assert response.status_code == 200
    assert "Nothing was assigned." in words(response)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"appraisers": []}, "appraisers"),
        ({"appraisers": ["99999999"]}, "appraisers"),
        ({"appraisers": ["x"]}, "appraisers"),
        ({"which": "nonsense"}, "which"),
        ({"which": "unit", "unit": ""}, "unit"),
        ({"which": "unit", "unit": "nonsense"}, "unit"),
        ({"which": "sector", "sector": "x"}, "sector"),
        ({"id": []}, "which"),
        ({"id": ["x", "99999999999999999999"]}, "which"),
        ({"number": "0"}, "number"),
        ({"due_on": "mai"}, "due_on"),
        ({"due_on": "01/01/2020"}, "due_on"),
    ],
)
def test_nonsense_on_the_board_is_an_error_at_its_field(row, reviewer, changes, field):
    response = log_in(reviewer).post(reverse("assign"), chosen(row, people=[reviewer]) | changes)
    assert (response.status_code, field in response.context["form"].errors, given()) == (200, True, [])


def test_what_one_may_not_assign_has_no_box_and_is_refused(world, reviewer, second_reviewer, neighbour_reviewer):
    own = make.initiative(Status.REPORTED, world.an_sinh, by=reviewer)
    elsewhere = make.initiative(Status.REPORTED, world.dong_trieu)
    client = log_in(reviewer)
    [line] = client.get(reverse("assignments")).context["rows"]
    assert line["why_not"].startswith("You entered this model")
    assert client.post(reverse("assign"), chosen(own, people=[second_reviewer])).status_code in (200, 403)
    assert client.post(reverse("assign"), chosen(elsewhere, people=[second_reviewer])).status_code == 200
    assert given() == []


def test_an_assignment_is_taken_back_from_the_board(row, reviewer, second_reviewer, neighbour_reviewer):
    one = make.assignment(row, second_reviewer)
    address = reverse("unassign", args=[one.pk])
    assert log_in(neighbour_reviewer).post(address).status_code == 404
    client = log_in(reviewer)
    assert said(client.post(address, follow=True)) == [f"“{row}” is no longer assigned to {second_reviewer}."]
    assert client.post(address).status_code == 404


def test_the_board_shows_progress_and_what_lacks_appraisals(world, row, reviewer, second_reviewer):
    done = make.initiative(Status.REPORTED, world.an_sinh)
    make.assignment(row, second_reviewer, due_on=make.today(-1))
    make.assignment(done, second_reviewer)
    make.appraisal(done, second_reviewer)
    client = log_in(reviewer)
    context = client.get(reverse("assignments")).context
    assert [(p.name, p.assigned, p.signed, p.late) for p in context["progress"]] == [(str(second_reviewer), 2, 1, 1)]
    assert [line["pk"] for line in context["rows"]] == [row.pk]
    context = client.get(reverse("assignments"), {"show": "all"}).context
    assert [line["pk"] for line in context["rows"]] == [row.pk, done.pk]


def test_the_board_costs_the_same_for_one_row_and_for_thirty(world, reviewer):
    def queries():
        client = log_in(reviewer)
        client.get(reverse("assignments"))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("assignments"))
        return len(captured)

    def add():
        person = make.user(Role.REVIEWER, world.an_sinh)
        row = make.initiative(Status.REPORTED, world.an_sinh)
        make.assignment(row, person)

    add()
    few = queries()
    for _ in range(29):
        add()
    assert queries() == few


@pytest.mark.parametrize("query", ["?level=nonsense", "?campaign=1", "?campaign=x&level=province", "?after=x&show=9"])
def test_nonsense_in_the_address_leads_to_the_own_board(row, reviewer, query):
    response = log_in(reviewer).get(reverse("assignments") + query)
    assert (response.status_code, response.context["board"].level) == (200, GRASSROOTS)


# ---- criteria ----


def rows_posted(*rows, initial=0) -> dict:
    data = {"form-TOTAL_FORMS": len(rows), "form-INITIAL_FORMS": initial}
    for number, (name, weight, guidance) in enumerate(rows):
        data |= {f"form-{number}-name": name, f"form-{number}-weight": weight, f"form-{number}-guidance": guidance}
    return data


def test_criteria_are_copied_from_last_year_in_one_step(campaign, province_reviewer):
    before = make.campaign(campaign.year - 1)
    make.criteria(before)
    make.criteria(before, PROVINCE, SubmitterType.INDIVIDUAL)
    client = log_in(province_reviewer)
    page = client.get(reverse("criteria"))
    assert page.context["form"].initial == {"before": before.year, "into": campaign.year}
    data = {"before": before.year, "into": campaign.year}
    assert said(client.post(reverse("criteria-copy"), data, follow=True)) == ["2 sets of criteria were copied."]
    response = client.post(reverse("criteria-copy"), data)
    assert (response.status_code, "Nothing was copied" in words(response)) == (200, True)
    assert client.post(reverse("criteria-copy"), {"before": "x"}).status_code == 200


def test_criteria_are_written_changed_and_versioned(row, campaign, province_reviewer, reviewer):
    client = log_in(province_reviewer)
    new = {"campaign": campaign.year, "submitter_type": "collective", "level": "grassroots"}
    client.post(reverse("criteria-new"), new | rows_posted(("Sáng tạo", "40", "Mới"), ("", "", ""), ("Bền vững", "60", "")))
    made = CriteriaSet.objects.get()
    assert [(one.name, one.weight) for one in made.criteria.all()] == [("Sáng tạo", 40), ("Bền vững", 60)]
    client.post(reverse("criteria-edit", args=[made.pk]), rows_posted(("", "", ""), ("Bền vững", "100", ""), initial=2))
    assert [(one.name, one.weight) for one in made.criteria.all()] == [("Bền vững", 100)]
    make.appraisal(row, reviewer, criteria_=made, points=(50,))
    response = client.post(reverse("criteria-edit", args=[made.pk]), rows_posted(("Khác", "10", ""), initial=1), follow=True)
    assert response.context["criteria"].version == 2
    old = client.get(reverse("criteria-set", args=[made.pk]))
    assert ("A newer version is in force." in words(old), "Bền vững" in words(old)) == (True, True)
    assert "Bền vững" in words(log_in(reviewer).get(page_of(row)))


@pytest.mark.parametrize(
    "rows",
    [
        [("Sáng tạo", "", "")],
        [("", "10", "")],
        [("Sáng tạo", "0", "")],
        [("Sáng tạo", "x", "")],
        [("", "", "")],
        [("Sáng tạo", "5", ""), ("Sáng tạo", "6", "")],
    ],
)
def test_criteria_that_make_no_sense_are_errors_on_the_form(campaign, province_reviewer, rows):
    new = {"campaign": campaign.year, "submitter_type": "collective", "level": "grassroots"}
    response = log_in(province_reviewer).post(reverse("criteria-new"), new | rows_posted(*rows))
    assert (response.status_code, CriteriaSet.objects.count()) == (200, 0)
    assert rows[0][2] in words(response)


def test_without_the_count_of_rows_nothing_breaks(campaign, province_reviewer):
    assert log_in(province_reviewer).post(reverse("criteria-new"), {"level": "x"}).status_code == 200
