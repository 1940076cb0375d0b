"""Every named constraint is breached once, past all services, and the database itself says no."""

import re
from contextlib import contextmanager
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import F, UniqueConstraint

from registry.models import (
    AgendaItem,
    Appraisal,
    Assignment,
    Campaign,
    Certificate,
    Contribution,
    CouncilMember,
    CouncilSession,
    CriteriaSet,
    Criterion,
    Decision,
    Delegation,
    Entry,
    ExpectedUnit,
    Extension,
    Initiative,
    IssuingBody,
    LevelSetting,
    Measure,
    Membership,
    Nomination,
    Nominee,
    NumberSeries,
    Outcome,
    Partner,
    PersonalValue,
    Phrase,
    Reach,
    Recognition,
    ReferenceFigure,
    Remark,
    Report,
    Revision,
    RevocationCase,
    SavedFilter,
    Score,
    Succession,
    Tile,
    Unit,
    UnitName,
    UnitReminder,
    Wording,
    Writing,
)
from registry.models.decisions import number_key
from registry.vocabulary import CaseState, ChangeKind, Level, Novelty, Part, RecognitionState, Role, Status, SubmitterType
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


def number_twice(again="05/QĐ", key="another"):
    row = make.decision(number="05/QĐ")
    Decision.objects.filter(pk=make.decision(body=row.body).pk).update(number=again, number_key=key)


def line_twice():
    row, draft = make.initiative(Status.REPORTED), make.decision(issued=False)
    for _ in range(2):
        make.line(draft, row)


def wording_twice(body):
    twice(Wording, template="recognition", title="Quyết định", body=body, level="province" if body is None else "")


def level_twice():
    row = make.initiative(Status.RECOGNISED)
    make.recognition(row)


def revision_twice():
    twice(Revision, initiative=make.initiative(Status.SUBMITTED), number=1, action="submit", data={}, made_at=make.ago(0))


def remark_twice():
    make.remark(make.initiative(Status.RETURNED), Part.METHOD)  # the maker has left an open remark on it


def delegation(**changes):
    Delegation.objects.create(
        principal=make.user(),
        deputy=make.user(),
        valid_from=make.today(),
        valid_until=make.today(),
        reason="Nghỉ phép",
        made_at=make.ago(0),
    )
    Delegation.objects.update(**changes)


def case(**changes):
    make.case(make.initiative(Status.RECOGNISED).recognitions.get())
    RevocationCase.objects.update(**changes)


def case_twice():
    standing = make.initiative(Status.RECOGNISED).recognitions.get()
    make.case(standing)
    make.case(standing)


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


def lost_report():
    make.report(frozen=True)
    Report.objects.update(state="lost")


def reminder(world, **changes):
    return UnitReminder.objects.create(campaign=make.campaign(), unit=world.an_sinh, sent_at=make.ago(0), **changes)


def extension(world, **changes):
    make.extension(world.an_sinh)
    Extension.objects.update(**changes)


def reference_figure(**changes):
    values = {"code": "houses", "name_vi": "Nhà", "unit_vi": "nhà", "value": 1724, "source": "Bài báo"}
    ReferenceFigure.objects.create(**values, **changes)


def same_outcome_twice():
    row = make.outcome(make.initiative())
    make.outcome(row.initiative)


def letter(**changes):
    make.letter()
    Nomination.objects.update(**changes)


def nominee(**changes):
    make.letter(None, make.initiative(Status.RECOGNISED))
    Nominee.objects.update(**changes)


def nominated_twice(*, state, same_letter=False):
    row = make.initiative(Status.RECOGNISED)
    one = make.letter(None, row, state=state)
    make.nominee(one if same_letter else make.letter(), row, state)


def criteria(**changes):
    make.criteria()
    CriteriaSet.objects.update(**changes)


def criterion(**changes):
    make.criteria(weights=(40,))
    Criterion.objects.update(**changes)


def assignment(**changes):
    make.assignment(make.initiative(Status.REPORTED), make.user())
    Assignment.objects.update(**changes)


def assigned_twice():
    one = make.assignment(make.initiative(Status.REPORTED), make.user())
    make.assignment(one.initiative, one.appraiser)


def appraisal(**changes):
    make.appraisal(make.initiative(Status.REPORTED), make.user())
    Appraisal.objects.update(**changes)


def appraised_twice():
    one = make.appraisal(make.initiative(Status.REPORTED), make.user(), state="void")
    make.appraisal(one.initiative, one.appraiser)
    make.appraisal(one.initiative, one.appraiser, state="open")


def score(**changes):
    make.appraisal(make.initiative(Status.REPORTED), make.user(), criteria_=make.criteria(), points=(1,))
    Score.objects.update(**changes)


def scored_twice():
    score()
    one = Score.objects.get()
    Score.objects.create(appraisal=one.appraisal, criterion=one.criterion, points=2)


def writing(**changes):
    values = {"page": uuid4(), "author": make.user(), "paper": "report", "data": {}, "saved_at": make.ago(0)}
    Writing.objects.create(**values | changes)


def certificate(**changes):
    make.certificate()
    Certificate.objects.update(**changes)


def certificate_number_twice():
    one, other = make.certificate(), make.certificate()
    Certificate.objects.filter(pk=other.pk).update(body=one.body)


def council(*, is_closed=False, **changes):
    make.council(models=[make.initiative(Status.REPORTED)], is_closed=is_closed)
    CouncilSession.objects.update(**changes)


def council_member(**changes):
    make.council(members=3)
    CouncilMember.objects.update(**changes)


def agenda_item(*, is_closed=False, **changes):
    make.council(models=[make.initiative(Status.REPORTED)], is_closed=is_closed)
    AgendaItem.objects.update(**changes)


def on_the_agenda_twice():
    row = make.initiative(Status.REPORTED)
    make.council(models=[row, row])


def level_setting(**changes):
    make.level_setting()
    LevelSetting.objects.update(**changes)


def adopted():
    """A model and the one from which it was learned."""
    return make.initiative(Status.REGISTERED), make.initiative(Status.RECOGNISED)


BREACHES = [
    ("level_setting_level_known", lambda world: level_setting(level="world")),
    ("level_setting_votes_known", lambda world: level_setting(votes_of="crowd")),
    ("level_setting_once", lambda world: twice(LevelSetting, campaign=make.campaign(), level=Level.PROVINCE)),
    ("council_level_known", lambda world: council(level="world")),
    ("council_state_known", lambda world: council(is_closed=True, state="lost")),
    ("council_votes_known", lambda world: council(votes_of="crowd")),
    ("council_closed_has_time", lambda world: council(closed_at=make.ago(0))),
    ("council_closed_has_time", lambda world: council(is_closed=True, closed_at=None)),
    *(
        ("council_closed_is_complete", lambda world, name=name: council(is_closed=True, **{name: ""}))
        for name in ("number", "quorum", "threshold", "votes_of")
    ),
    ("council_role_known", lambda world: council_member(role="king")),
    ("council_member_once", lambda world: council_member(name="A", position="B", role="member")),
    ("council_one_chair_one_secretary", lambda world: council_member(role="chair")),
    ("council_one_chair_one_secretary", lambda world: council_member(role="secretary")),
    ("agenda_item_once", lambda world: on_the_agenda_twice()),
    ("agenda_item_votes_together", lambda world: agenda_item(votes_for=5)),
    ("agenda_item_votes_together", lambda world: agenda_item(votes_against=5)),
    ("agenda_item_result_has_votes", lambda world: agenda_item(is_passed=True)),
    ("agenda_item_result_has_votes", lambda world: agenda_item(is_closed=True, voters=None)),
    ("agenda_item_result_has_votes", lambda world: agenda_item(is_closed=True, votes_for=None, votes_against=None)),
    ("criteria_submitter_type_known", lambda world: criteria(submitter_type="crowd")),
    ("criteria_level_known", lambda world: criteria(level="world")),
    ("criteria_version_once", lambda world: [make.criteria() for _ in range(2)]),
    ("criterion_weight_plausible", lambda world: criterion(weight=0)),
    ("criterion_weight_plausible", lambda world: criterion(weight=1001)),
    ("criterion_once", lambda world: twice(Criterion, criteria=make.criteria(), name="Sáng tạo")),
    ("assignment_level_known", lambda world: assignment(level="world")),
    ("assignment_once", lambda world: assigned_twice()),
    ("appraisal_level_known", lambda world: appraisal(level="world")),
    ("appraisal_state_known", lambda world: appraisal(state="lost")),
    ("appraisal_once", lambda world: appraised_twice()),
    *(
        ("appraisal_signed_is_complete", lambda world, changes=changes: appraisal(**changes))
        for changes in ({"signed_at": None}, {"opinion": ""}, {"recommendation": ""})
    ),
    ("appraisal_void_has_time", lambda world: appraisal(state="void")),
    ("score_not_negative", lambda world: score(points=-1)),
    ("score_once", lambda world: scored_twice()),
    ("certificate_number_once", lambda world: certificate_number_twice()),
    ("certificate_numbered_from_one", lambda world: certificate(number=0)),
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
    ("adoption_once", lambda world: [make.adoption(*of) for of in [adopted()] * 2]),
    ("adoption_of_another", lambda world: make.adoption(*[adopted()[0]] * 2)),
    ("document_of_one_figure", lambda world: document_of_two_figures()),
    ("initiative_duplicates_another", lambda world: duplicate_of_itself()),
    ("partner_once", lambda world: twice(Partner, initiative=make.initiative(), name="Hội Nông dân")),
    ("writing_paper_known", lambda world: writing(paper="poem")),
    ("unit_reminder_window_known", lambda world: reminder(world, window="night")),
    ("tile_on_the_map", lambda world: Tile.objects.create(unit=world.an_sinh, column=61, row=0)),
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
    ("decision_kind_known", lambda world: decision(kind="wish")),
    ("decision_number_once_however_written", lambda world: number_twice("5/qđ", number_key("05/QĐ"))),
    ("decision_line_once", lambda world: line_twice()),
    ("issuing_body_layout_known", lambda world: make.body(layout="baroque")),
    ("issuing_body_numbered_has_pattern", lambda world: make.body(is_numbered=True)),
    ("number_series_once", lambda world: twice(NumberSeries, body=make.body(), year=2024, of_what="decision")),
    ("wording_template_known", lambda world: twice(Wording, template="poem", title="Thơ")),
    ("wording_once_per_body_and_level", lambda world: wording_twice(make.body())),
    ("wording_once_per_level", lambda world: wording_twice(None)),
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
    ("personal_value_once", lambda world: twice(PersonalValue, entry=Entry.objects.first(), name="name", salt="s", value="A")),
    ("delegation_dates_in_order", lambda world: delegation(valid_until=make.today(-1))),
    ("delegation_to_another", lambda world: delegation(deputy=F("principal"))),
    ("api_token_expires_later", lambda world: make.api_token(make.user(), expires_at=make.ago(2))),
    ("case_state_known", lambda world: case(state="lost")),
    ("case_once_at_a_time", lambda world: case_twice()),
    ("case_proposed_has_deadline", lambda world: case(state=CaseState.PROPOSED, proposed_at=make.ago(0))),
    *(
        ("case_closed_has_time", lambda world, changes=changes: case(**changes))
        for changes in ({"state": CaseState.DROPPED}, {"closed_at": make.ago(0)})
    ),
    ("nomination_level_known", lambda world: letter(level="world")),
    ("nomination_from_level_known", lambda world: letter(from_level="world")),
    *(
        ("nomination_sent_is_complete", lambda world, changes=changes: letter(**changes))
        for changes in ({"number": ""}, {"signatory": ""}, {"dated": None})
    ),
    ("nominee_level_known", lambda world: nominee(level="world")),
    ("nominee_state_known", lambda world: nominee(state="lost")),
    ("nominee_once_per_letter", lambda world: nominated_twice(state="returned", same_letter=True)),
    ("nominee_once_per_level", lambda world: nominated_twice(state="nominated")),
    ("revision_numbered_once", lambda world: revision_twice()),
    ("remark_part_known", lambda world: make.remark(make.initiative(Status.SUBMITTED), "weather")),
    ("remark_open_once_per_part", lambda world: remark_twice()),
    ("phrase_once", lambda world: twice(Phrase, user=make.user(username="own"), text="Ghi rõ.")),
    ("report_kind_known", lambda world: make.report(kind="weekly")),
    ("report_state_known", lambda world: lost_report()),
    ("report_units_known", lambda world: make.report(units_as_of="tomorrow")),
    ("report_frozen_has_figures", lambda world: make.report(state="frozen")),
    ("highlight_once", lambda world: make.report(None, *[make.initiative(Status.RECOGNISED)] * 2)),
    ("saved_filter_once", lambda world: twice(SavedFilter, user=make.user(username="own"), name="Kinh tế", query="")),
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
