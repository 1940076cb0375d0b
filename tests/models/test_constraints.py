"""Every named constraint is breached once, past all services, and the database itself says no."""

import re
from contextlib import contextmanager
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import F, UniqueConstraint

from registry.models import (
    Campaign,
    Contribution,
    Decision,
    ExpectedUnit,
    Extension,
    Initiative,
    IssuingBody,
    Measure,
    Membership,
    Outcome,
    Partner,
    Reach,
    Recognition,
    ReferenceFigure,
    Remark,
    Revision,
    Succession,
    Unit,
    UnitName,
    Writing,
)
from registry.vocabulary import ChangeKind, Level, Novelty, Part, RecognitionState, Role, Status, SubmitterType
from tests import make

CONSTRAINTS = {
    constraint.name: (model, constraint)
    for model in apps.get_app_config("registry").get_models()
    for constraint in model._meta.constraints
}


@contextmanager
def breaching(name):
    """What happens inside breaks the constraint of this name, and no other."""
    model, constraint = CONSTRAINTS[name]
    words = name
    if connection.vendor == "sqlite" and isinstance(constraint, UniqueConstraint):
        # SQLite tells the columns of a broken UNIQUE, not its name.
        columns = [f"{model._meta.db_table}.{model._meta.get_field(field).column}" for field in constraint.fields]
        words = "UNIQUE constraint failed: " + ", ".join(columns)
    with pytest.raises(IntegrityError, match=rf"(^|\W){re.escape(words)}(\W|$)"), transaction.atomic():
        yield


def campaign(**changes):
    make.campaign()
    Campaign.objects.update(**changes)


def initiative(status, /, **changes):
    make.initiative(status)
    Initiative.objects.update(**changes)


def recognition(**changes):
    make.initiative(Status.RECOGNISED)
    Recognition.objects.update(**changes)


def decision(**changes):
    make.decision(issued=changes.pop("issued", True))
    Decision.objects.update(**changes)


def twice(model, **values):
    for _ in range(2):
        model.objects.create(**values)


def continuing(world, **changes):
    old = make.initiative(Status.RECOGNISED, world.an_sinh, campaign=make.campaign(2024))
    row = make.initiative(Status.DRAFT, world.an_sinh)
    Initiative.objects.filter(pk=row.pk).update(**{"continues": old, **changes})


def membership(world, **changes):
    make.user(Role.LEADER, world.an_sinh)
    Membership.objects.update(**changes)


def succession(world, **values):
    Succession.objects.create(
        **{
            "from_unit": world.binh_duong,
            "to_unit": world.dong_trieu,
            "kind": ChangeKind.MERGED,
            "effective_from": make.today(),
            **values,
        }
    )


def number_twice():
    row = make.decision()
    make.decision(number=row.number, body=row.body)


def level_twice():
    row = make.initiative(Status.RECOGNISED)
    make.recognition(row)


def revision_twice():
    twice(Revision, initiative=make.initiative(Status.SUBMITTED), number=1, action="submit", data={}, made_at=make.ago(0))


def remark_twice():
    make.remark(make.initiative(Status.RETURNED), Part.METHOD)  # the maker has left an open remark on it


def outcome(**changes):
    make.outcome(make.initiative())
    Outcome.objects.update(**changes)


def contribution(**changes):
    make.contribution(make.initiative())
    Contribution.objects.update(**changes)


def document_of_two_figures():
    row = make.initiative()
    make.document(row, outcome=make.outcome(row), contribution=make.contribution(row))


def document_twice():
    row = make.document(make.initiative())
    make.document(row.initiative, sha256=row.sha256)


def duplicate_of_itself():
    row = make.initiative()
    Initiative.objects.filter(pk=row.pk).update(duplicate_of=F("id"))


def extension(world, **changes):
    make.extension(world.an_sinh)
    Extension.objects.update(**changes)


def reference_figure(**changes):
    values = {"code": "houses", "name_vi": "Nhà", "unit_vi": "nhà", "value": 1724, "source": "Bài báo"}
    ReferenceFigure.objects.create(**values, **changes)


def same_outcome_twice():
    row = make.outcome(make.initiative())
    make.outcome(row.initiative)


def writing(**changes):
    values = {"page": uuid4(), "author": make.user(), "paper": "report", "data": {}, "saved_at": make.ago(0)}
    Writing.objects.create(**values | changes)


BREACHES = [
    ("contribution_stage_known", lambda world: contribution(stage="dreamt")),
    ("contribution_qualifier_known", lambda world: contribution(qualifier="perhaps")),
    ("contribution_value_in_range", lambda world: contribution(value=-1)),
    ("contribution_value_in_range", lambda world: contribution(value=10**18)),
    ("contribution_source_known", lambda world: contribution(source="heaven")),
    ("contribution_kind_known", lambda world: contribution(kind="songs")),
    ("outcome_stage_known", lambda world: outcome(stage="dreamt")),
    ("outcome_qualifier_known", lambda world: outcome(qualifier="perhaps")),
    ("outcome_value_in_range", lambda world: outcome(value=-1)),
    ("outcome_value_in_range", lambda world: outcome(value=10**18)),
    ("outcome_once_per_period", lambda world: same_outcome_twice()),
    ("measure_dimension_known", lambda world: Measure.objects.update(dimension="fifth")),
    ("measure_adding_known", lambda world: Measure.objects.update(adding="guessed")),
    ("reference_figure_qualifier_known", lambda world: reference_figure(qualifier="perhaps")),
    ("document_once", lambda world: document_twice()),
    ("document_of_one_figure", lambda world: document_of_two_figures()),
    ("initiative_duplicates_another", lambda world: duplicate_of_itself()),
    ("partner_once", lambda world: twice(Partner, initiative=make.initiative(), name="Hội Nông dân")),
    ("writing_paper_known", lambda world: writing(paper="poem")),
    ("extension_window_known", lambda world: extension(world, window="night")),
    ("extension_asked_or_decided", lambda world: extension(world, asked_at=None)),
    ("extension_given_has_time", lambda world: extension(world, until=make.today())),
    ("extension_asked_once", lambda world: [make.extension(world.an_sinh) for _ in range(2)]),
    ("campaign_year_plausible", lambda world: campaign(year=1999)),
    ("campaign_year_plausible", lambda world: campaign(year=3000)),
    ("campaign_registration_in_order", lambda world: campaign(registration_closes=make.today(-61))),
    ("campaign_reports_in_order", lambda world: campaign(reports_close=make.today(-31))),
    ("campaign_cutoff_in_order", lambda world: campaign(cutoff_on=make.today(-61))),
    ("expected_unit_once", lambda world: twice(ExpectedUnit, campaign=make.campaign(), unit=world.an_sinh)),
    ("unit_tier_known", lambda world: Unit.objects.update(tier="hamlet")),
    ("unit_has_key", lambda world: Unit.objects.filter(pk=world.an_sinh.pk).update(key="")),
    ("unit_name_type_known", lambda world: UnitName.objects.update(type="kingdom")),
    ("unit_name_dates_in_order", lambda world: UnitName.objects.filter(valid_from="2024-11-01").update(valid_to="2024-10-31")),
    (
        "unit_name_starts_once",
        lambda world: twice(UnitName, unit=world.province, name="Quảng Ninh", type="tỉnh", valid_from=make.today()),
    ),
    ("succession_kind_known", lambda world: succession(world, kind="conquered")),
    ("succession_leads_elsewhere", lambda world: succession(world, to_unit=world.binh_duong)),
    ("succession_once", lambda world: succession(world, to_unit=world.an_sinh)),
    ("reach_once", lambda world: twice(Reach, holder=world.an_sinh, unit=world.dong_trieu, is_whole=True, is_own=True)),
    ("membership_role_known", lambda world: membership(world, role="owner")),
    (
        "membership_dates_in_order",
        lambda world: membership(world, valid_from=make.today(), valid_until=make.today(-1)),
    ),
    ("issuing_body_level_known", lambda world: make.body("world")),
    ("issuing_body_once", lambda world: twice(IssuingBody, name="Ban Dân vận", level=Level.PROVINCE)),
    ("decision_level_known", lambda world: decision(level="world")),
    ("decision_state_known", lambda world: decision(state="signed")),
    ("decision_issued_is_complete", lambda world: decision(number="")),
    ("decision_issued_is_complete", lambda world: decision(signatory="")),
    ("decision_issued_is_complete", lambda world: decision(issued_on=None)),
    ("decision_issued_is_complete", lambda world: decision(issued=False, year=None, state="issued")),
    ("decision_number_once_per_body_and_year", lambda world: number_twice()),
    ("recognition_level_known", lambda world: recognition(level="world")),
    ("recognition_state_known", lambda world: recognition(state="forgotten", ended_at=make.ago(0))),
    ("recognition_stands_once_per_level", lambda world: level_twice()),
    ("recognition_ended_has_time", lambda world: recognition(state=RecognitionState.CANCELLED)),
    ("recognition_ended_has_time", lambda world: recognition(ended_at=make.ago(0))),
    (
        "recognition_revoked_by_decision_on_ground",
        lambda world: recognition(state=RecognitionState.REVOKED, ended_at=make.ago(0), ground=make.ground()),
    ),
    (
        "recognition_revoked_by_decision_on_ground",
        lambda world: recognition(state=RecognitionState.REVOKED, ended_at=make.ago(0), ending_decision=make.decision()),
    ),
    ("initiative_status_known", lambda world: initiative(Status.SUBMITTED, status="lost")),
    ("initiative_submitter_type_known", lambda world: initiative(Status.DRAFT, submitter_type="crowd", collective_name="")),
    ("initiative_level_known", lambda world: initiative(Status.DRAFT, level="world")),
    ("initiative_novelty_known", lambda world: initiative(Status.DRAFT, novelty="old")),
    ("initiative_period_in_order", lambda world: initiative(Status.DRAFT, ends_on=make.today(-51))),
    ("initiative_submitted_has_time", lambda world: initiative(Status.SUBMITTED, submitted_at=None)),
    ("initiative_submitted_has_time", lambda world: initiative(Status.DRAFT, submitted_at=make.ago(0))),
    ("initiative_submitted_has_title_and_field", lambda world: initiative(Status.SUBMITTED, title="")),
    ("initiative_submitted_has_title_and_field", lambda world: initiative(Status.RECOGNISED, sector=None)),
    ("initiative_approved_has_time", lambda world: initiative(Status.REGISTERED, registered_at=None)),
    ("initiative_approved_has_time", lambda world: initiative(Status.REVOKED, registered_at=None)),
    ("initiative_unapproved_has_no_time", lambda world: initiative(Status.SUBMITTED, registered_at=make.ago(0))),
    ("initiative_returned_has_last_day", lambda world: initiative(Status.RETURNED, correct_until=None)),
    ("initiative_returned_has_last_day", lambda world: initiative(Status.RETURNED, returned_at=None)),
    ("initiative_reported_has_time", lambda world: initiative(Status.REPORTED, reported_at=None)),
    ("initiative_recognised_has_time", lambda world: initiative(Status.RECOGNISED, recognised_at=None)),
    ("initiative_recognised_has_time", lambda world: initiative(Status.REVOKED, recognised_at=None)),
    *(
        ("initiative_closed_has_time", lambda world, status=status: initiative(status, closed_at=None))
        for status in (Status.DECLINED, Status.WITHDRAWN, Status.NOT_RECOGNISED, Status.REVOKED)
    ),
    ("initiative_closed_knows_where_it_was", lambda world: initiative(Status.WITHDRAWN, status_before="")),
    ("initiative_closed_knows_where_it_was", lambda world: initiative(Status.NOT_RECOGNISED, status_before="")),
    ("initiative_public_is_recognised", lambda world: initiative(Status.REPORTED, cleared_at=make.ago(0))),
    (
        "initiative_public_is_recognised",
        lambda world: initiative(Status.RECOGNISED, cleared_at=make.ago(0), is_restricted=True),
    ),
    (
        "initiative_individual_has_no_collective",
        lambda world: initiative(Status.DRAFT, submitter_type=SubmitterType.INDIVIDUAL),
    ),
    ("initiative_continuing_is_continued", lambda world: continuing(world)),
    (
        "initiative_continues_another",
        lambda world: continuing(world, novelty=Novelty.CONTINUED, continues=F("id")),
    ),
    ("revision_numbered_once", lambda world: revision_twice()),
    ("remark_part_known", lambda world: make.remark(make.initiative(Status.SUBMITTED), "weather")),
    ("remark_open_once_per_part", lambda world: remark_twice()),
]


@pytest.mark.parametrize(("name", "breach"), BREACHES, ids=[f"{name}-{i}" for i, (name, _) in enumerate(BREACHES)])
def test_the_database_refuses_what_breaks_a_closed_fact(world, name, breach):
    with breaching(name):
        breach(world)


def test_every_constraint_is_breached_above():
    assert sorted({name for name, _breach in BREACHES}) == sorted(CONSTRAINTS)


def test_the_database_knows_every_constraint_by_its_name(db):
    with connection.cursor() as cursor:
        known = {
            name
            for model in apps.get_app_config("registry").get_models()
            for name in connection.introspection.get_constraints(cursor, model._meta.db_table)
        }
    assert set(CONSTRAINTS) - known == set()


def test_what_lies_inside_the_facts_is_taken(world):
    old = make.initiative(Status.RECOGNISED, world.an_sinh, campaign=make.campaign(2024), cleared_at=make.ago(0))
    rows = [make.initiative(status, world.an_sinh) for status in Status]
    make.initiative(Status.DRAFT, world.an_sinh, novelty=Novelty.CONTINUED, continues=old)
    make.initiative(Status.DRAFT, world.an_sinh, starts_on=make.today(), ends_on=make.today(), title="", sector=None)
    make.initiative(Status.WITHDRAWN, world.an_sinh, registered_at=None, status_before=Status.SUBMITTED)
    make.remark(rows[0], Part.METHOD, answered_at=make.ago(0))
    make.remark(rows[0], Part.METHOD, answered_at=make.ago(0))
    make.remark(rows[0], Part.METHOD)
    make.recognition(old, state=RecognitionState.CANCELLED, ended_at=make.ago(0))
    assert (Initiative.objects.count(), Remark.objects.count()) == (14, 4)
