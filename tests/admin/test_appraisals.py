"""Criteria, assignments and appraisals in the admin: the same services, the same four eyes."""

import pytest

from registry.models import Appraisal, Assignment, CriteriaSet
from registry.vocabulary import AppraisalState, Level, Role, Status, SubmitterType
from tests import make
from tests.admin.conftest import written
from tests.conftest import trail_of

SETS = "/admin/registry/criteriaset/"
ASSIGNMENTS = "/admin/registry/assignment/"
APPRAISALS = "/admin/registry/appraisal/"


@pytest.fixture
def row(world, submitter):
    return make.initiative(Status.REPORTED, world.an_sinh, by=submitter)


def rows_of(*rows, initial=()) -> dict:
    """The inline of criteria: `initial` are the ids of the rows that were there."""
    data = {"criteria-TOTAL_FORMS": len(rows), "criteria-INITIAL_FORMS": len(initial)}
    for number, (order, name, weight) in enumerate(rows):
        data |= {f"criteria-{number}-{key}": value for key, value in (("order", order), ("name", name), ("weight", weight))}
    for number, pk in enumerate(initial):
        data[f"criteria-{number}-id"] = pk
    return data


def criteria_of(found) -> list[tuple]:
    return [(one.order, one.name, one.weight) for one in found.criteria.all()]


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_criteria_are_set_and_changed_and_versioned_by_the_service(at, province_staff, campaign, row, reviewer):
    client = at(province_staff)
    new = {"campaign": campaign.pk, "submitter_type": "collective", "level": "grassroots"}
    response = client.post(f"{SETS}add/", new | rows_of((2, "Bền vững", 60), (1, "Sáng tạo", 40)))
    assert response.status_code == 302
    made = CriteriaSet.objects.get()
    assert criteria_of(made) == [(1, "Sáng tạo", 40), (2, "Bền vững", 60)]
    ids = [one.pk for one in made.criteria.all()]
    changed = rows_of((1, "Sáng tạo", 50), (2, "Bền vững", 50), initial=ids) | {"criteria-1-DELETE": "on"}
    assert client.post(f"{SETS}{made.pk}/change/", changed).status_code == 302
    assert criteria_of(made) == [(1, "Sáng tạo", 50)]
    make.appraisal(row, reviewer, criteria_=made, points=(10,))
    again = rows_of((1, "Khác", 100), initial=ids[:1])
    assert client.post(f"{SETS}{made.pk}/change/", again).status_code == 302
    old, newest = CriteriaSet.objects.order_by("version")
    assert (criteria_of(old), criteria_of(newest)) == ([(1, "Sáng tạo", 50)], [(1, "Khác", 100)])
    assert client.post(f"{SETS}{old.pk}/change/", again).status_code == 403
    actions = list(written().filter(action__startswith="criteria").order_by("id").values_list("action", flat=True))
    assert actions == ["criteria.begin", "criteria.change", "criteria.new-version"]


def test_criteria_without_rows_are_an_error_on_the_form(at, province_staff, campaign):
    new = {"campaign": campaign.pk, "submitter_type": "collective", "level": "grassroots"}
    response = at(province_staff).post(f"{SETS}add/", new | rows_of())
    assert (response.status_code, CriteriaSet.objects.count()) == (200, 0)
    assert "Write at least one criterion." in response.content.decode()


def test_all_criteria_of_a_campaign_are_copied_by_an_action(at, province_staff, campaign):
    before = make.campaign(campaign.year - 1)
    one = make.criteria(before)
    make.criteria(before, Level.PROVINCE, SubmitterType.INDIVIDUAL)
    client = at(province_staff)
    chosen = {"action": "copy_chosen", "_selected_action": [one.pk]}
    assert client.post(SETS, chosen).status_code == 200
    response = client.post(SETS, chosen | {"before": before.year, "into": campaign.year}, follow=True)
    assert said(response) == ["2 sets of criteria were copied."]
    assert CriteriaSet.objects.filter(campaign=campaign).count() == 2


def test_a_reviewer_of_a_commune_reads_criteria_and_changes_none(at, staff, campaign):
    found = make.criteria(campaign)
    client = at(staff)
    assert client.get(f"{SETS}{found.pk}/change/").status_code == 200
    assert client.get(f"{SETS}add/").status_code == 403
    assert client.post(f"{SETS}{found.pk}/change/", rows_of((1, "Khác", 1))).status_code == 403
    assert client.post(SETS, {"action": "copy_chosen", "_selected_action": [found.pk]}).status_code == 403


def assigning(row, *people, **changes) -> dict:
    return {"codes": row.code, "level": "grassroots", "appraisers": [person.pk for person in people], **changes}


def test_models_are_assigned_by_their_codes_and_taken_back(at, staff, row, second_reviewer):
    client = at(staff)
    assert client.get(f"{ASSIGNMENTS}add/").status_code == 200
    response = client.post(f"{ASSIGNMENTS}add/", assigning(row, second_reviewer, number="1"))
    assert response.status_code == 302
    one = Assignment.objects.get()
    assert (one.initiative, one.appraiser, one.assigned_by) == (row, second_reviewer, staff)
    assert len(trail_of(row)) == 1
    assert client.get(f"{ASSIGNMENTS}{one.pk}/change/").status_code == 200
    response = client.post(ASSIGNMENTS, {"action": "take_back", "_selected_action": [one.pk]}, follow=True)
    assert (said(response), Assignment.objects.count()) == (["1 assignment was taken back."], 0)


def test_four_eyes_hold_in_the_admin_for_single_and_many_alike(at, staff, row, second_reviewer, world, superuser):
    entered = make.initiative(Status.REPORTED, world.an_sinh, by=second_reviewer)
    client = at(staff)
    response = client.post(f"{ASSIGNMENTS}add/", assigning(entered, second_reviewer))
    assert (response.status_code, Assignment.objects.count()) == (200, 0)
    assert "entered this model or is named in it" in response.content.decode()
    own = make.initiative(Status.REPORTED, world.an_sinh, by=staff)
    response = client.post(f"{ASSIGNMENTS}add/", assigning(own, second_reviewer))
    assert (response.status_code, Assignment.objects.count()) == (200, 0)
    response = client.post(f"{ASSIGNMENTS}add/", assigning(row, second_reviewer, codes=f"{row.code}\n{own.code}"))
    assert (response.status_code, Assignment.objects.count()) == (200, 0)
    mine = make.initiative(Status.REPORTED, world.an_sinh, by=superuser)
    response = at(superuser).post(f"{ASSIGNMENTS}add/", assigning(mine, second_reviewer))
    assert (response.status_code, Assignment.objects.count()) == (200, 0)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"codes": "DVK-2026-999999"}, "codes"),
        ({"appraisers": []}, "appraisers"),
        ({"level": "province"}, "level"),
        ({"number": "x"}, "number"),
        ({"due_on": "01/01/2020"}, "due_on"),
    ],
)
def test_nonsense_is_an_error_at_its_field(at, staff, row, second_reviewer, changes, field):
    response = at(staff).post(f"{ASSIGNMENTS}add/", assigning(row, second_reviewer) | changes)
    assert response.status_code == 200
    assert list(response.context["adminform"].form.errors) == [field]


def test_appraisals_are_only_read_and_none_before_ones_own_is_handed_in(at, staff, row, second_reviewer, neighbour_staff):
    made = make.appraisal(row, second_reviewer, criteria_=make.criteria(), points=(10, 20))
    draft = make.appraisal(row, make.user(Role.REVIEWER, row.unit), state=AppraisalState.OPEN)
    client = at(staff)
    assert [one.pk for one in client.get(APPRAISALS).context["cl"].result_list] == [made.pk]
    page = f"{APPRAISALS}{made.pk}/change/"
    assert "Tiêu chí 1" in client.get(page).content.decode()
    assert client.post(page, {"opinion": "X"}).status_code == 403
    assert client.get(f"{APPRAISALS}{draft.pk}/change/").status_code == 404
    assert client.get(f"{APPRAISALS}{made.pk}/delete/").status_code == 403
    make.assignment(row, staff)
    assert client.get(page).status_code == 404
    assert at(neighbour_staff).get(page).status_code == 404
    assert Appraisal.objects.get(pk=made.pk).opinion == made.opinion


def test_a_submitter_with_a_staff_account_sees_none_of_it(at, submitter, row):
    submitter.is_staff = True
    submitter.save()
    client = at(submitter)
    for address in (SETS, ASSIGNMENTS, APPRAISALS, f"{ASSIGNMENTS}add/", f"{SETS}add/"):
        assert client.get(address).status_code == 403


# ---- writing one's own ----


def page_of(row, level="grassroots") -> str:
    return f"{APPRAISALS}write/{row.pk}/{level}/"


def filled(made, row, *points, **changes) -> dict:
    """A full form: points by the criteria `made`, opinion, recommendation; versions as the page first shows them."""
    data = {"version": 0, "read_version": row.version, "opinion": "Mô hình tốt.", "recommendation": "recognise"}
    for criterion, given in zip(made.criteria.all(), points, strict=True):
        data |= {f"points_{criterion.pk}": given, f"reason_{criterion.pk}": "Có số liệu."}
    return data | changes


def test_an_appraisal_is_written_kept_as_a_draft_and_handed_in(at, staff, row):
    made = make.criteria(row.campaign)
    client = at(staff)
    model = client.get(f"/admin/registry/initiative/{row.pk}/change/").content.decode()
    assert (f'href="{page_of(row)}"' in model, "Appraise: Grassroots" in model) == (True, True)
    assert "Tiêu chí 1" in client.get(page_of(row)).content.decode()
    response = client.post(page_of(row), filled(made, row, "30,5", "", save="1"), follow=True)
    assert said(response) == ["Your draft is saved."]
    draft = Appraisal.objects.get()
    assert (draft.state, draft.appraiser, draft.criteria) == (AppraisalState.OPEN, staff, made)
    assert 'value="30,5"' in response.content.decode()
    response = client.post(page_of(row), filled(made, row, "30,5", "50", version=draft.version, sign="1"))
    assert response["Location"] == f"{APPRAISALS}{draft.pk}/change/"
    draft.refresh_from_db()
    assert (draft.state, [float(score.points) for score in draft.scores.all()]) == (AppraisalState.SIGNED, [30.5, 50.0])
    assert [(by, act) for by, act, *_rest in trail_of(row)] == [(staff, "appraise")]
    shown = client.get(f"{APPRAISALS}{draft.pk}/change/").content.decode()
    assert (f"{draft.pk}/take-back/" in shown, page_of(row) in shown) == (True, False)
    assert client.get(page_of(row))["Location"] == f"{APPRAISALS}{draft.pk}/change/"


def test_ones_own_is_taken_back_after_one_look(at, staff, row, second_reviewer):
    own, others = make.appraisal(row, staff), make.appraisal(row, second_reviewer)
    client = at(staff)
    assert client.get(f"{APPRAISALS}{own.pk}/take-back/").status_code == 200
    assert Appraisal.objects.get(pk=own.pk).state == AppraisalState.SIGNED
    assert client.post(f"{APPRAISALS}{own.pk}/take-back/")["Location"] == page_of(row)
    assert Appraisal.objects.get(pk=own.pk).state == AppraisalState.OPEN
    again = client.post(f"{APPRAISALS}{own.pk}/take-back/")
    assert (again.status_code, "This appraisal is now “Being written”." in again.content.decode()) == (200, True)
    assert client.post(f"{APPRAISALS}{others.pk}/take-back/").status_code == 404  # not to be read before one's own is in


def test_what_lacks_or_is_too_much_is_said_at_its_field_and_nothing_is_lost(at, staff, row):
    made = make.criteria(row.campaign)
    first, second = made.criteria.all()
    client = at(staff)
    response = client.post(page_of(row), filled(made, row, "41", "5,55", visited_on="hôm qua", sign="1"))
    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (200, [f"points_{first.pk}", f"points_{second.pk}", "visited_on"])
    assert (Appraisal.objects.count(), "Mô hình tốt." in response.content.decode()) == (0, True)
    response = client.post(page_of(row), filled(made, row, "40", "", opinion="", sign="1"))
    assert list(response.context["form"].errors) == [f"points_{second.pk}", "opinion"]
    assert Appraisal.objects.get().state == AppraisalState.OPEN  # what was typed is kept
    assert response.context["form"]["version"].value() == str(Appraisal.objects.get().version)


def test_a_draft_saved_elsewhere_is_not_overwritten(at, staff, row):
    made = make.criteria(row.campaign)
    draft = make.appraisal(row, staff, state=AppraisalState.OPEN, opinion="Viết ở cửa sổ khác.", criteria_=made)
    response = at(staff).post(page_of(row), filled(made, row, "1", "2", sign="1"))
    assert "Nothing was overwritten" in response.content.decode()
    draft.refresh_from_db()
    assert (draft.opinion, draft.state) == ("Viết ở cửa sổ khác.", AppraisalState.OPEN)


def test_who_may_not_appraise_gets_the_reason_and_strangers_nothing(at, staff, row, world, neighbour_staff, superuser):
    entered = make.initiative(Status.REPORTED, world.an_sinh, by=staff)
    client = at(staff)
    for act in (client.get, client.post):
        assert act(page_of(entered)).status_code == 403
        assert act(page_of(row, "province")).status_code == 403
        assert act(page_of(row, "village")).status_code == 404
    assert page_of(entered) not in client.get(f"/admin/registry/initiative/{entered.pk}/change/").content.decode()
    assert at(neighbour_staff).get(page_of(row)).status_code == 404
    mine = make.initiative(Status.REPORTED, world.an_sinh, by=superuser)
    assert at(superuser).post(page_of(mine), {"sign": "1"}).status_code == 403
    assert Appraisal.objects.count() == 0


def test_one_of_another_unit_to_whom_it_was_assigned_appraises_in_the_admin(at, neighbour_staff, row):
    given = make.assignment(row, neighbour_staff)
    client = at(neighbour_staff)
    assert page_of(row) in client.get(f"{ASSIGNMENTS}{given.pk}/change/").content.decode()
    data = {"version": 0, "read_version": row.version, "opinion": "Tốt.", "recommendation": "recognise", "sign": "1"}
    own = f"{APPRAISALS}{client.post(page_of(row), data)['Location'].split('/')[-3]}/change/"
    assert client.get(own).status_code == 200
    assert [one.appraiser for one in client.get(APPRAISALS).context["cl"].result_list] == [neighbour_staff]


def test_a_model_no_longer_appraised_is_told_and_not_asked(at, staff, world):
    done = make.initiative(Status.RECOGNISED, world.an_sinh)
    made = make.criteria(done.campaign)
    closed = make.initiative(Status.REVOKED, world.an_sinh)
    client = at(staff)
    page = client.get(page_of(closed)).content.decode()
    assert ("so it is not appraised" in page, 'name="sign"' in page) == (True, False)
    response = client.post(page_of(closed), filled(made, closed, "1", "2", sign="1"))
    assert ("is not possible: the model is now" in response.content.decode(), Appraisal.objects.count()) == (True, 0)
