"""What staff change in the admin: decisions and units through their services, the rest by forms, all of it in the trail."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from registry.models import Campaign, Decision, Entry, Membership, Unit, User
from registry.services import review
from registry.vocabulary import DecisionState, Level, Role, Status
from tests import make
from tests.admin.conftest import written

PDF = b"%PDF-1.7 scan"


def day(value):
    return f"{value:%d/%m/%Y}"


def errors(response) -> list[str]:
    return [str(error) for form_errors in response.context["errors"] for error in form_errors]


def rows_of(prefix, count=0, **values):
    """The fields of an inline: its counters, and the rows given."""
    return {f"{prefix}-TOTAL_FORMS": count, f"{prefix}-INITIAL_FORMS": 0, **values}


# ---- decisions ----


@pytest.fixture
def body(world):
    return make.body(Level.GRASSROOTS, world.an_sinh)


def paper(campaign, body, **changes):
    return {
        "campaign": campaign.pk,
        "body": body.pk,
        "number": "06/2026/QĐ-UBND",
        "issued_on": day(make.today()),
        "signatory": "Trần Thị Thử",
        "signatory_position": "Chủ tịch",
        **changes,
    }


def test_a_reviewer_records_changes_and_issues_a_decision(at, staff, campaign, body, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client = at(staff)
    response = client.post("/admin/registry/decision/add/", paper(campaign, body))
    assert response.status_code == 302
    decision = Decision.objects.get()
    assert (decision.created_by, decision.level, decision.state) == (staff, Level.GRASSROOTS, DecisionState.DRAFT)
    url = f"/admin/registry/decision/{decision.pk}/"
    scan = SimpleUploadedFile("a.pdf", PDF, "application/pdf")
    client.post(f"{url}change/", paper(campaign, body, number="07/2026/QĐ-UBND", scan=scan))
    assert client.get(f"{url}issue/").status_code == 200
    client.post(f"{url}issue/")
    decision.refresh_from_db()
    assert (decision.number, decision.state) == ("07/2026/QĐ-UBND", DecisionState.ISSUED)
    with decision.scan.open() as kept:
        assert kept.read() == PDF
    actions = list(written().order_by("id").values_list("action", flat=True))
    assert actions == ["decision", "decision.change", "decision.issue"]
    assert client.get(f"{url}change/").status_code == 200


def test_a_refused_decision_is_an_error_on_its_form_and_keeps_what_was_typed(at, staff, campaign, body):
    make.decision(body=body, number="06/2026/QĐ-UBND", campaign=campaign)
    client = at(staff)
    response = client.post("/admin/registry/decision/add/", paper(campaign, body))
    assert response.status_code == 200
    assert len(errors(response)) == 1
    assert "06/2026/QĐ-UBND" in errors(response)[0]
    assert "Trần Thị Thử" in response.content.decode()
    response = client.post("/admin/registry/decision/add/", paper(campaign, body, issued_on=day(make.today(1)), number="9"))
    assert response.status_code == 200
    assert len(response.context["adminform"].form.errors["issued_on"]) == 1
    response = client.post(
        "/admin/registry/decision/add/", paper(campaign, body, number="8", scan=SimpleUploadedFile("a.pdf", b"no pdf"))
    )
    assert list(response.context["adminform"].form.errors) == ["scan"]
    assert Decision.objects.count() == 1


def test_another_bodys_decision_is_not_offered(at, staff, campaign, world):
    foreign = make.body(Level.GRASSROOTS, world.dong_trieu)
    response = at(staff).post("/admin/registry/decision/add/", paper(campaign, foreign))
    assert list(response.context["adminform"].form.errors) == ["body"]


def test_an_incomplete_draft_is_kept_and_cannot_be_issued(at, staff, campaign, body):
    client = at(staff)
    client.post("/admin/registry/decision/add/", paper(campaign, body, number="", issued_on="", signatory=""))
    decision = Decision.objects.get()
    response = client.post(f"/admin/registry/decision/{decision.pk}/issue/")
    assert response.status_code == 200
    assert response.context["form"].non_field_errors()
    decision.refresh_from_db()
    assert decision.state == DecisionState.DRAFT


# ---- units ----


def test_a_unit_is_added_renamed_and_merged_by_the_services(at, superuser, world):
    client = at(superuser)
    new = {"key": "truong-1", "name": "Trường Tiểu học An Sinh", "type": "school", "parent": world.an_sinh.pk}
    response = client.post("/admin/registry/unit/add/", {**new, "starts_on": "", "code": "", "legal_basis": ""})
    assert response.status_code == 302, errors(response)
    school = Unit.objects.get(key="truong-1")
    assert (school.parent, school.tier) == (world.an_sinh, "base")
    url = f"/admin/registry/unit/{school.pk}/"
    named = {"name": "Trường Tiểu học Bình Dương", "type": "school", "code": "", "legal_basis": "QĐ 1"}
    client.post(f"{url}rename/", {**named, "parent": world.an_sinh.pk, "on": day(make.today())})
    school.refresh_from_db()
    assert (school.label, school.names.count()) == ("Trường Tiểu học Bình Dương", 2)
    client.post("/admin/registry/unit/add/", {**new, "key": "truong-2", "name": "Trường Hai", "starts_on": ""})
    heir = Unit.objects.get(key="truong-2")
    merged = {"units": [school.pk], "into": heir.pk, "on": day(make.today(1)), "legal_basis": "QĐ 2"}
    response = client.post(f"{url}merge/", merged)
    assert response.status_code == 302, response.context["form"].errors
    school.refresh_from_db()
    assert school.ends_on == make.today()
    assert [entry.action for entry in Entry.objects.filter(subject__contains="(truong-1)").order_by("id")] == [
        "unit.add",
        "unit.change",
        "unit.merge",
    ]
    assert len(client.get(f"{url}history/").context["entries"]) == 3


def test_a_unit_is_split(at, superuser, world):
    client = at(superuser)
    parts = {"into": [world.dong_trieu.pk, world.province.pk], "proposed": "", "legal_basis": "NQ 1"}
    url = f"/admin/registry/unit/{world.an_sinh.pk}/split/"
    response = client.post(url, {**parts, "on": day(make.today(1))})
    assert response.status_code == 302, response.context["form"].errors
    assert set(world.an_sinh.successions.values_list("to_unit__key", "is_partial")) == {
        (world.dong_trieu.key, True),
        (world.province.key, True),
    }


def test_what_a_service_of_units_refuses_stands_on_the_form(at, superuser, world):
    client = at(superuser)
    taken = {"key": world.an_sinh.key, "name": "Hai", "type": "phường", "parent": world.province.pk, "starts_on": ""}
    response = client.post("/admin/registry/unit/add/", taken)
    assert list(response.context["adminform"].form.errors) == ["key"]
    response = client.post(
        f"/admin/registry/unit/{world.binh_duong.pk}/rename/",
        {"name": "Khác", "type": "xã", "on": day(make.today()), "parent": "", "code": ""},
    )
    assert list(response.context["form"].errors) == ["on"]
    assert written().count() == 0


def test_units_are_found_by_any_name_they_ever_had_and_by_key(at, superuser, world):
    client = at(superuser)

    def found(query):
        return [unit.key for unit in client.get("/admin/registry/unit/", {"q": query}).context["cl"].result_list]

    assert found("binh duong") == [world.binh_duong.key]
    assert found(world.dong_trieu.key) == [world.dong_trieu.key]
    assert found("không có") == []


# ---- campaigns, fields, bodies ----


def campaign_form(year, **changes):
    return {
        "year": year,
        "theme": "Chung sức",
        "resolution": "",
        "registration_opens": day(make.today(-10)),
        "registration_closes": day(make.today(10)),
        "reports_open": day(make.today(-10)),
        "reports_close": day(make.today(10)),
        "cutoff_on": day(make.today(20)),
        "colleagues_decide": "on",
        "days_to_correct": 10,
        **rows_of("expected_units"),
        **rows_of("level_settings"),
        **changes,
    }


def test_a_campaign_with_its_expected_units_is_added_and_the_trail_says_what(at, superuser, world):
    rows = rows_of("expected_units", 1, **{"expected_units-0-unit": world.an_sinh.pk, "expected_units-0-target": 4})
    response = at(superuser).post("/admin/registry/campaign/add/", campaign_form(2031, **rows))
    assert response.status_code == 302, errors(response)
    assert [str(row.unit) for row in Campaign.objects.get(year=2031).expected_units.all()] == ["phường An Sinh"]
    [entry] = written()
    assert (entry.action, entry.actor) == ("campaign.add", superuser)
    assert entry.data["year"] == [None, 2031]
    assert entry.data["expectedunit"] == [["", f"{world.an_sinh.key}, 4"]]


def test_the_sentences_of_constraints_stand_on_the_form(at, superuser, world, campaign):
    client = at(superuser)
    backwards = campaign_form(2032, registration_closes=day(make.today(-20)), cutoff_on=day(make.today(-30)))
    response = client.post("/admin/registry/campaign/add/", backwards)
    constraints = {constraint.name: constraint for constraint in Campaign._meta.constraints}
    expected = [
        str(constraints[name].violation_error_message)
        for name in ("campaign_registration_in_order", "campaign_cutoff_in_order")
    ]
    assert errors(response) == expected
    twice = {f"expected_units-{number}-unit": world.an_sinh.pk for number in range(2)}
    response = client.post("/admin/registry/campaign/add/", campaign_form(2032, **rows_of("expected_units", 2, **twice)))
    assert response.status_code == 200
    response = client.post("/admin/registry/campaign/add/", campaign_form(campaign.year))
    assert list(response.context["adminform"].form.errors) == ["year"]
    assert Campaign.objects.count() == 1
    assert written().count() == 0


def test_a_change_is_in_the_trail_and_in_the_history(at, superuser):
    sector = make.sector()
    before = sector.name_en
    client, url = at(superuser), f"/admin/registry/sector/{sector.pk}/"
    values = {"name_vi": sector.name_vi, "name_en": "Economy and land", "name_de": "", "order": sector.order}
    response = client.post(f"{url}change/", values | {"is_active": "on", "is_public": "on", "reporting_group": ""})
    assert response.status_code == 302, errors(response)
    [entry] = client.get(f"{url}history/").context["entries"]
    assert entry.action == "sector.change"
    assert entry.data["name_en"] == [before, "Economy and land"]


# ---- accounts ----


def account(user, rows=None, **changes):
    values = {"username": user.username, "full_name": user.full_name, "email": user.email, "language": "vi", "mails": "each"}
    return values | {"is_active": "on"} | (rows or rows_of("memberships")) | changes


def test_memberships_are_given_changed_and_taken_away_in_the_trail(at, superuser, world):
    person = make.user(username="ha")
    client, url = at(superuser), f"/admin/registry/user/{person.pk}/change/"
    first = {"memberships-0-unit": world.an_sinh.pk, "memberships-0-role": Role.REVIEWER}
    response = client.post(url, account(person, rows_of("memberships", 1, **first)))
    assert response.status_code == 302, errors(response)
    membership = Membership.objects.get()
    until = make.today(-1)
    known = {"memberships-TOTAL_FORMS": 1, "memberships-INITIAL_FORMS": 1}
    row = first | {"memberships-0-id": membership.pk, "memberships-0-user": person.pk}
    client.post(url, account(person, known | row | {"memberships-0-valid_until": day(until)}))
    client.post(url, account(person, known | row | {"memberships-0-DELETE": "on"}))
    assert Membership.objects.count() == 0
    said = f"{world.an_sinh.key}, reviewer"
    assert [entry.data["membership"] for entry in Entry.objects.filter(action="account.change").order_by("id")] == [
        [["", said]],
        [[said, f"{said}, {until}"]],
        [[f"{said}, {until}", ""]],
    ]


def test_names_and_passwords_stay_out_of_the_trail(at, superuser):
    person = make.user(username="ha")
    client = at(superuser)
    client.post(f"/admin/registry/user/{person.pk}/change/", account(person, full_name="Trần Bí Mật"))
    secret = {"password1": "Mat-khau-moi-77", "password2": "Mat-khau-moi-77", "usable_password": "true"}
    response = client.post(f"/admin/registry/user/{person.pk}/password/", secret)
    assert response.status_code == 302, response.context["form"].errors
    assert User.objects.get(pk=person.pk).check_password("Mat-khau-moi-77")
    said = " ".join(f"{entry.subject} {entry.data}" for entry in written())
    assert written().count() == 2
    assert "Bí Mật" not in said
    assert "Mat-khau" not in said


def test_an_account_is_added(at, superuser):
    new = {"username": "moi", "full_name": "Người Mới", "password1": "Mat-khau-moi-77", "password2": "Mat-khau-moi-77"}
    response = at(superuser).post("/admin/registry/user/add/", new | {"usable_password": "true"} | rows_of("memberships"))
    assert response.status_code == 302, errors(response)
    assert User.objects.get(username="moi").full_name == "Người Mới"
    assert [entry.action for entry in written()] == ["account.add"]


# ---- history ----


def test_the_history_of_a_model_is_its_trail_without_what_the_draft_said(at, staff, second_reviewer, submitter, world):
    from registry.services import initiatives

    model = initiatives.begin(campaign=make.campaign(), unit=world.an_sinh, by=submitter, facts=make.facts())
    initiatives.submit(model, by=submitter)
    review.approve(model, by=second_reviewer)
    page = at(staff).get(f"/admin/registry/initiative/{model.pk}/history/")
    assert [entry.action for entry in page.context["entries"]] == ["approve", "submit"]


def test_the_trail_is_searched_by_its_subject(at, superuser, world):
    model = make.initiative(Status.SUBMITTED, unit=world.an_sinh)
    other = make.initiative(Status.SUBMITTED, unit=world.an_sinh)
    for row in (model, other):
        review.approve(row, by=superuser)
    rows = at(superuser).get("/admin/registry/entry/", {"q": model.code}).context["cl"].result_list
    assert [entry.initiative_id for entry in rows] == [model.pk]
