"""Plain makers of rows. Each writes straight to the database, satisfies every constraint, takes what a test cares about.

What a test does not say is ordinary: this year's campaign, open today for registration and reports; a model of a
collective with every part filled in; a decision issued today. Days are relative to today, so no test grows old.
"""

from dataclasses import asdict
from datetime import date, timedelta
from itertools import count
from uuid import uuid4

from django.utils import timezone

from registry.models import (
    Adoption,
    AgendaItem,
    ApiToken,
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
    DecisionLine,
    Document,
    Extension,
    Ground,
    Highlight,
    Initiative,
    IssuingBody,
    LevelSetting,
    Measure,
    Membership,
    Nomination,
    Nominee,
    Outcome,
    Person,
    Phrase,
    Publication,
    PublishedPhoto,
    Reach,
    Recognition,
    Remark,
    Report,
    RevocationCase,
    SavedFilter,
    Score,
    Sector,
    Succession,
    Unit,
    UnitName,
    User,
)
from registry.models.decisions import number_key
from registry.queries import reports
from registry.queries.nominations import named_before
from registry.services import counts, initiatives, tokens, totals, trail, unit_loading, units
from registry.vocabulary import (
    LEVEL_OF_TIER,
    TIER_OF_TYPE,
    Action,
    ApiScope,
    AppraisalState,
    ChangeKind,
    ContributionKind,
    CouncilRole,
    CouncilState,
    DecisionState,
    Level,
    NominationState,
    Novelty,
    Part,
    RecognitionState,
    Recommendation,
    ReportKind,
    ReportState,
    Role,
    Source,
    Stage,
    Status,
    SubmitterType,
    Tier,
    UnitType,
    Window,
)

PASSWORD = "Mat-khau-thu-1"
_numbers = count(1)

TEXTS = {
    "situation": "Đường đất lầy lội mỗi mùa mưa, học sinh đi lại khó khăn.",
    "aims": "Bê tông hóa 810 m đường liên thôn, 100% hộ dân đồng thuận.",
    "method": "Họp dân, công khai thu chi, mỗi hộ góp ngày công.",
    "place": "Thôn Bình Sơn Đông",
    "forces": "Chi bộ thôn chủ trì, Ban Công tác Mặt trận phối hợp.",
    "resources": "Ngân sách hỗ trợ xi măng, nhân dân góp ngày công và hiến đất.",
    "results": "810 m đường rộng 5 m, có biên bản nghiệm thu.",
    "sustainability": "Tổ tự quản bảo dưỡng hằng quý, thôn khác có thể làm theo.",
}


def today(days: int = 0) -> date:
    """Today in the registry's time zone, or a day before or after it."""
    return timezone.localdate() + timedelta(days=days)


def ago(days: int):
    """This time of day, so many days ago."""
    return timezone.now() - timedelta(days=days)


# ---- units ----


def unit(name="An Sinh", type=UnitType.WARD, parent=None, *, key=None, starts_on=None, ends_on=None) -> Unit:
    """A unit with one name for its whole life, below `parent`. `services.units` renames, merges and splits it."""
    key = key or f"{next(_numbers):05d}-0"
    row = units.add(key=key, name=name, type=type, parent=parent, starts_on=starts_on, by=None)
    if ends_on:
        row.ends_on = ends_on
        row.save(update_fields=["ends_on"])
        row.names.update(valid_to=ends_on)
    return row


def units_of(names, successions=()) -> dict[str, Unit]:
    """Many units at once, by key. `names`: (key, name, type, parent's key, from, until), days as text or "".
    `successions`: (from, to, kind, day); a split is in part.

    They are loaded once in each process; into an empty table their rows are written anew from then on, which is far quicker.
    """
    asked = (*map(tuple, names), *map(tuple, successions))
    if asked in _loaded and not Unit.objects.exists():
        return _copied(*_loaded[asked])
    name_columns = ("unit", "name", "type", "parent", "valid_from", "valid_to")
    succession_columns = ("from_unit", "to_unit", "kind", "effective_from")
    is_first = not Unit.objects.exists()
    changes = unit_loading.load(
        [
            {**dict(zip(name_columns, row, strict=True)), "level": TIER_OF_TYPE[row[2]], "code": "", "legal_basis": ""}
            for row in names
        ],
        [
            {
                **dict(zip(succession_columns, row, strict=True)),
                "partial": str(int(row[2] == ChangeKind.SPLIT)),
                "default_successor": "0",
                "legal_basis": "",
                "note": "",
            }
            for row in successions
        ],
    )
    if is_first:
        _loaded[asked] = [list(model.objects.order_by("pk").values()) for model in _OF_UNITS], changes
    return {row.key: row for row in Unit.objects.filter(key__in=[row[0] for row in names])}


_OF_UNITS = (Unit, UnitName, Succession, Reach)
_loaded: dict[tuple, tuple] = {}  # what was asked of `units_of` → the rows of each table, and what the load changed


def _copied(tables: list[list[dict]], changes: unit_loading.Changes) -> dict[str, Unit]:
    """Write rows of the four tables under new ids, each parent before what lies below it, and the trail, as a load does."""
    new: dict[int | None, int | None] = {None: None}
    waiting = tables[0]
    made: list[Unit] = []
    while waiting:
        ready = [row for row in waiting if row["parent_id"] in new]
        waiting = [row for row in waiting if row["parent_id"] not in new]
        rows = Unit.objects.bulk_create([Unit(**row | {"id": None, "parent_id": new[row["parent_id"]]}) for row in ready])
        new |= {old["id"]: row.pk for old, row in zip(ready, rows, strict=True)}
        made += rows
    for model, rows in zip(_OF_UNITS[1:], tables[1:], strict=True):
        columns = [field.attname for field in model._meta.fields if field.related_model is Unit]
        model.objects.bulk_create(
            [model(**row | {"id": None} | {column: new[row[column]] for column in columns}) for row in rows]
        )
    trail.record_other("units", "unit.load", by=None, data=asdict(changes))
    return {row.key: row for row in Unit.objects.filter(pk__in=[row.pk for row in made])}


# ---- people ----


def user(role=None, unit=None, *, valid_from=None, valid_until=None, **changes) -> User:
    """An account, with a membership if a role and a unit are given. The row carries that unit as `.unit`."""
    number = next(_numbers)
    row = User.objects.create_user(
        **{
            "username": f"{role or 'user'}-{number}",
            "password": PASSWORD,
            "full_name": f"Người Thử {number}",
            **changes,
        }
    )
    if role:
        Membership.objects.create(user=row, unit=unit, role=Role(role), valid_from=valid_from, valid_until=valid_until)
    row.unit = unit
    return row


# ---- campaigns, fields, bodies, decisions, grounds ----


def campaign(year=None, **changes) -> Campaign:
    """The campaign of `year` (this year's, if none is given), made when it is first asked for; `changes` are written.

    Registration and reports are open today, whatever its year is.
    """
    row, _made = Campaign.objects.update_or_create(
        year=year or today().year,
        defaults=changes,
        create_defaults={
            "registration_opens": today(-60),
            "registration_closes": today(30),
            "reports_open": today(-30),
            "reports_close": today(60),
            "cutoff_on": today(90),
            **changes,
        },
    )
    return row


def sector(code="economy", **changes) -> Sector:
    """The field with this code, made if the migrations' content lacks it. `defence` and `security` are never public."""
    defaults = {"name_vi": code, "is_public": code not in ("defence", "security"), **changes}
    row, _made = Sector.objects.get_or_create(code=code, defaults=defaults)
    return row


def ground(code="false-merit") -> Ground:
    row, _made = Ground.objects.get_or_create(code=code, defaults={"name_vi": code})
    return row


def body(level=Level.GRASSROOTS, unit=None, name="", **changes) -> IssuingBody:
    """A body that issues decisions of `level`. Without a unit, every reviewer of the level may use its decisions."""
    name = name or f"Cơ quan {level} {next(_numbers)}"
    return IssuingBody.objects.create(name=name, level=level, unit=unit, **changes)


def decision(level=Level.GRASSROOTS, issued=True, **changes) -> Decision:
    """A decision of `level`: issued today with number and signatory, or a draft that has all of them too."""
    issued_on = changes.setdefault("issued_on", today())
    values = {
        "number": f"{next(_numbers):02d}/QĐ-UBND",
        "signatory": "Trần Thị Thử",
        "signatory_position": "Chủ tịch",
        "year": issued_on and issued_on.year,
        "state": DecisionState.ISSUED if issued else DecisionState.DRAFT,
        **changes,
    }
    values["number_key"] = number_key(values["number"])
    values["body"] = values.get("body") or body(level)
    values["campaign"] = values.get("campaign") or campaign()
    return Decision.objects.create(**values, level=level)


# ---- models ----


def facts(**changes) -> dict:
    """Everything that the registration form asks for, complete, as `services.initiatives.begin` takes it."""
    return {
        "title": "Tuyến đường kiểu mẫu Bình Sơn Đông",
        "sector": sector(),
        "submitter_type": SubmitterType.COLLECTIVE,
        "collective_name": "Chi bộ thôn Bình Sơn Đông",
        "level": Level.GRASSROOTS,
        "novelty": Novelty.NEW,
        "continues": None,
        **TEXTS,
        "starts_on": today(-50),
        "ends_on": today(50),
        "is_restricted": False,
        "person_name": "Nguyễn Văn Thử",
        "person_position": "Bí thư chi bộ",
        "person_consent": False,
        **changes,
    }


# The times that a row of each status has behind it, and where it was before, in days before today.
_SUBMITTED = {"submitted_at": 9}
_APPROVED = {**_SUBMITTED, "opened_at": 8, "registered_at": 7}
_REPORTED = {**_APPROVED, "reported_at": 5}
_RECOGNISED = {**_REPORTED, "recognised_at": 3}
_PAST = {
    Status.DRAFT: ({}, ""),
    Status.SUBMITTED: (_SUBMITTED, ""),
    Status.RETURNED: ({**_SUBMITTED, "opened_at": 8, "returned_at": 7}, ""),
    Status.REGISTERED: (_APPROVED, ""),
    Status.DECLINED: ({**_SUBMITTED, "opened_at": 8, "closed_at": 7}, Status.SUBMITTED),
    Status.WITHDRAWN: ({**_APPROVED, "closed_at": 4}, Status.REGISTERED),
    Status.REPORTED: (_REPORTED, ""),
    Status.RECOGNISED: (_RECOGNISED, ""),
    Status.NOT_RECOGNISED: ({**_REPORTED, "closed_at": 3}, Status.REPORTED),
    Status.REVOKED: ({**_RECOGNISED, "closed_at": 1}, Status.RECOGNISED),
}


def initiative(status=Status.DRAFT, unit=None, *, by=None, person=None, decision=None, **changes) -> Initiative:
    """A complete model of `unit` in any status, with the times, remarks and recognitions that this status means.

    `by` entered it; `person` holds values of the person's row; `decision` recognised it (a new grassroots one, if none
    is given). A returned model has an open remark on its method. A withdrawn model was registered, a model not
    recognised was reported. `changes` are any columns.
    """
    days, before = _PAST[status]
    campaign_ = changes.pop("campaign", None) or campaign()
    campaign_.last_number += 1
    campaign_.save(update_fields=["last_number"])
    values = facts()
    row = Initiative(
        **{
            "code": initiatives.code_for(campaign_.year, campaign_.last_number),
            "campaign": campaign_,
            "unit": unit or _any_unit(),
            "status": status,
            "status_before": before,
            "request_token": uuid4(),
            "changed_at": ago(0),
            **{name: value for name, value in values.items() if not name.startswith("person_")},
            **{name: ago(number) for name, number in days.items()},
            **({"correct_until": today(10)} if status == Status.RETURNED else {}),
            **({"report": "Hoàn thành 810 m đường."} if "reported_at" in days else {}),
            **changes,
        }
    )
    initiatives.index(row)
    row.save()
    row.person = Person.objects.create(
        initiative=row, **{"name": values["person_name"], "position": values["person_position"], **(person or {})}
    )
    row.counted_as, row.was_in_totals = (), False
    counts.moved([row])
    totals.moved([row])
    if by:
        row.authors.add(by)
    if status == Status.RETURNED:
        remark(row)
    if status in (Status.RECOGNISED, Status.REVOKED):
        recognition(row, decision, is_revoked=status == Status.REVOKED)
    return row


def remark(initiative, part=Part.METHOD, text="Nêu rõ ai làm việc gì.", **changes) -> Remark:
    return Remark.objects.create(initiative=initiative, part=part, text=text, **{"made_at": ago(7), **changes})


def recognition(initiative, decision_=None, *, is_revoked=False, **changes) -> Recognition:
    """A recognition of a model by `decision_`; standing, or revoked by a second decision of the same level."""
    decision_ = decision_ or decision(campaign=initiative.campaign)
    ending = {
        "state": RecognitionState.REVOKED,
        "ended_at": ago(1),
        "ending_decision": decision_,
        "ground": ground(),
    }
    row = Recognition.objects.create(
        **{
            "initiative": initiative,
            "decision": decision_,
            "level": decision_.level,
            "status_before": Status.REPORTED if initiative.reported_at else Status.REGISTERED,
            "recognised_at": ago(3),
            **(ending if is_revoked else {}),
            **changes,
        }
    )
    if row.state == RecognitionState.STANDING and initiative.status == Status.RECOGNISED:
        counts.standing([initiative], row.level)
    return row


def certificate(recognition_=None, **changes) -> Certificate:
    """The certificate of a recognition (of a new model, if none is given), by the next number of its body and year."""
    row = recognition_ or initiative(Status.RECOGNISED).recognitions.get()
    model = row.initiative
    if not row.printed_title:
        row.printed_title, row.printed_holder, row.printed_unit = model.title, model.collective_name, "Phường An Sinh"
        row.save()
    values = {"body": row.decision.body, "year": row.decision.year, "printed_sector": model.sector.name_vi, **changes}
    given = Certificate.objects.filter(body=values["body"], year=values["year"]).count()
    token = f"{next(_numbers):032d}"
    return Certificate.objects.create(**{"recognition": row, "number": given + 1, "token": token, "made_at": ago(0), **values})


def line(decision_, initiative_, **changes) -> DecisionLine:
    """A line on the list of a decision, put there by nobody."""
    return DecisionLine.objects.create(**{"decision": decision_, "initiative": initiative_, "added_at": ago(1), **changes})


# ---- figures, documents, extensions ----


def measure(code="road", **changes) -> Measure:
    """The measure with this code, made if the migrations' content lacks it."""
    row, _made = Measure.objects.get_or_create(code=code, defaults={"name_vi": code, "unit_vi": "cái", **changes})
    return row


def outcome(initiative, code="road", value=810, stage=Stage.ACHIEVED, **changes) -> Outcome:
    with totals.rewritten(Initiative.objects.get(pk=initiative.pk)):
        return Outcome.objects.create(initiative=initiative, measure=measure(code), value=value, stage=stage, **changes)


def contribution(
    initiative,
    value=1_300_000_000,
    source=Source.PEOPLE,
    kind=ContributionKind.MONEY,
    stage=Stage.ACHIEVED,
    **changes,
) -> Contribution:
    """What the people gave in money (VND), if nothing else is said."""
    with totals.rewritten(Initiative.objects.get(pk=initiative.pk)):
        return Contribution.objects.create(initiative=initiative, value=value, source=source, kind=kind, stage=stage, **changes)


def document(initiative, **changes) -> Document:
    """The row of a photo, without a file."""
    number = next(_numbers)
    return Document.objects.create(
        **{
            "key": uuid4(),
            "initiative": initiative,
            "name": f"anh-{number}.jpg",
            "extension": "jpg",
            "content_type": "image/jpeg",
            "size": 1000,
            "sha256": f"{number:064x}",
            "width": 640,
            "height": 480,
            "file": f"documents/00/{number}.jpg",
            "added_at": ago(1),
            **changes,
        }
    )


def extension(unit=None, window=Window.REGISTRATION, until=None, **changes) -> Extension:
    """More time for `unit`: given until `until`, or only asked for where no day is named."""
    given = {"until": until, "decided_at": ago(0), "reason": "Mưa bão kéo dài."} if until else {}
    asked = {"asked_at": ago(1), "asked_because": "Cán bộ phụ trách nghỉ ốm."}
    return Extension.objects.create(
        **{
            "campaign": changes.pop("campaign", None) or campaign(),
            "unit": unit or _any_unit(),
            "window": window,
            **asked,
            **given,
            **changes,
        }
    )


# ---- councils, settings of the levels ----


def level_setting(level=Level.GRASSROOTS, campaign_=None, **changes) -> LevelSetting:
    """How `level` decides in this year's campaign; a council with 2/3 and 70 % of the members present, if nothing is said."""
    values = {"uses_council": True, **changes}
    row, _made = LevelSetting.objects.update_or_create(campaign=campaign_ or campaign(), level=level, defaults=values)
    return row


def council(body_=None, *, models=(), members=5, is_closed=False, **changes) -> CouncilSession:
    """A session of yesterday with a chair, a secretary and so many members in all, all present, and these models.

    A closed one passed all its models with every vote.
    """
    body_ = body_ or body()
    closed = {"state": CouncilState.CLOSED, "closed_at": ago(0), "number": f"{next(_numbers):02d}/BB-HĐ"}
    closed |= {"quorum": "2/3", "threshold": "70 %", "votes_of": "present", "paper": WORDS_OF_MINUTES}
    values = {"held_on": today(-1), "level": body_.level, **(closed if is_closed else {}), **changes}
    row = CouncilSession.objects.create(campaign=values.pop("campaign", None) or campaign(), body=body_, **values)
    for number in range(members):
        role = {0: CouncilRole.CHAIR, 1: CouncilRole.SECRETARY}.get(number, CouncilRole.MEMBER)
        member(row, name=f"Ủy viên Thử {number + 1}", role=role)
    for number, model in enumerate(models, start=1):
        done = {"votes_for": members, "votes_against": 0, "is_passed": True, "voters": members} if is_closed else {}
        printed = {"title": model.title, "holder": "", "unit": "", "sector": "", "appraised": ""} if is_closed else {}
        AgendaItem.objects.create(session=row, initiative=model, order=number, printed=printed, **done)
    return row


WORDS_OF_MINUTES = {"title": "Biên bản", "subject": "Họp Hội đồng", "bases": [], "text": ["Hôm nay họp."], "recipients": []}


def member(session, **changes) -> CouncilMember:
    return CouncilMember.objects.create(session=session, **{"name": f"Ủy viên Thử {next(_numbers)}", **changes})


# ---- nominations ----


def letter(unit=None, *initiatives, state=NominationState.NOMINATED, sent=True, **changes) -> Nomination:
    """A letter by which `unit` nominates these models: sent yesterday, or a draft that has number, date and signatory too.

    A model of a unit is nominated from the unit's own level to the one above it.
    """
    unit = unit or _any_unit()
    from_level = changes.pop("from_level", LEVEL_OF_TIER[Tier(unit.tier)])
    above = Level.CENTRAL if from_level == Level.PROVINCE else Level.PROVINCE
    row = Nomination.objects.create(
        **{
            "campaign": changes.pop("campaign", None) or (initiatives[0].campaign if initiatives else campaign()),
            "unit": unit,
            "from_level": from_level,
            "level": above,
            "number": f"{next(_numbers):02d}/TTr-UBND",
            "dated": today(-1),
            "signatory": "Trần Thị Thử",
            "signatory_position": "Chủ tịch",
            "sent_at": ago(1) if sent else None,
            **changes,
        }
    )
    for initiative in initiatives:
        nominee(row, initiative, state if sent else NominationState.PREPARED)
    return row


def nominee(letter_: Nomination, initiative_: Initiative, state=NominationState.NOMINATED, **changes) -> Nominee:
    is_first = letter_.sent_at and not named_before([initiative_.pk])
    row = Nominee.objects.create(
        **{"nomination": letter_, "initiative": initiative_, "level": letter_.level, "state": state, **changes}
    )
    if is_first:
        counts.nominated([initiative_])
    return row


# ---- appraisals ----


def criteria(campaign_=None, level=Level.GRASSROOTS, submitter_type=SubmitterType.COLLECTIVE, weights=(40, 60), **changes):
    """A set of criteria with one criterion for each weight: "Tiêu chí 1" and so on."""
    values = {"version": 1, "made_at": ago(20), **changes}
    row = CriteriaSet.objects.create(campaign=campaign_ or campaign(), level=level, submitter_type=submitter_type, **values)
    for order, weight in enumerate(weights, start=1):
        Criterion.objects.create(criteria=row, order=order, name=f"Tiêu chí {order}", weight=weight)
    return row


def assignment(initiative, appraiser, level=Level.GRASSROOTS, **changes) -> Assignment:
    values = {"assigned_at": ago(2), "due_on": today(5), **changes}
    return Assignment.objects.create(initiative=initiative, appraiser=appraiser, level=level, **values)


def appraisal(initiative, appraiser, level=Level.GRASSROOTS, *, points=(), criteria_=None, **changes) -> Appraisal:
    """A handed-in appraisal that recommends recognition, by `criteria_` with these points; `state` makes it another one."""
    state = changes.get("state", AppraisalState.SIGNED)
    row = Appraisal.objects.create(
        **{
            "initiative": initiative,
            "appraiser": appraiser,
            "level": level,
            "criteria": criteria_,
            "opinion": "Mô hình có hiệu quả rõ.",
            "recommendation": Recommendation.RECOGNISE,
            "state": state,
            "begun_at": ago(2),
            "signed_at": None if state == AppraisalState.OPEN else ago(1),
            "voided_at": ago(0) if state == AppraisalState.VOID else None,
            **changes,
        }
    )
    for criterion, given in zip(criteria_.criteria.all() if criteria_ else (), points, strict=False):
        Score.objects.create(appraisal=row, criterion=criterion, points=given)
    return row


def _any_unit() -> Unit:
    """The first commune that stands today: An Sinh in the world of the cast."""
    return Unit.objects.filter(tier=Tier.COMMUNE).standing(today()).order_by("pk").first() or unit()


# ---- cases of revocation ----


def case(recognition, **changes) -> RevocationCase:
    """An open case about a recognition, found today, to be proposed within seven days."""
    values = {
        "ground": ground(),
        "found_on": today(),
        "reason": "Số liệu không đúng thực tế.",
        "propose_by": today(7),
        "opened_at": ago(0),
        **changes,
    }
    return RevocationCase.objects.create(recognition=recognition, **values)


# ---- a reviewer's own things, and acts over many ----


def phrase(user, text="Ghi rõ số liệu và nguồn.", **changes) -> Phrase:
    return Phrase.objects.create(user=user, text=text, **changes)


def saved_filter(user, name="Kinh tế", query="status=submitted&sector=economy") -> SavedFilter:
    return SavedFilter.objects.create(user=user, name=name, query=query)


def batch(*initiatives, by=None, action=Action.DECLINE):
    """The key of an act over many on these models, as the trail keeps it."""
    with trail.as_one() as key:
        trail.record_many([(row, action, Status.SUBMITTED, "", None) for row in initiatives], by=by)
    return key


# ---- keys of other systems ----


def api_token(owner, *scopes, key="", **changes) -> ApiToken:
    """A key that reads everything that `owner` may read, or only `scopes`. The row carries the key itself as `.key`."""
    key = key or f"dvk_test-{next(_numbers)}"
    row = ApiToken.objects.create(
        **{
            "name": f"Hệ thống {next(_numbers)}",
            "owner": owner,
            "scopes": list(scopes or ApiScope.values),
            "hint": key[:10],
            "digest": tokens.digest_of(key),
            "created_by": owner,
            "created_at": ago(1),
            "expires_at": ago(-30),
            **changes,
        }
    )
    row.key = key
    return row


# ---- the showcase ----


def publication(initiative_, *, photos=(), **changes) -> Publication:
    """The public text of a model, with these of its documents as photos."""
    values = {
        "situation": "Đường hẹp, mưa lầy.",
        "method": "Họp dân, công khai, cùng làm.",
        "version": 1,
        "edited_at": ago(1),
        **changes,
    }
    row = Publication.objects.create(initiative=initiative_, **values)
    for order, document_ in enumerate(photos):
        PublishedPhoto.objects.create(publication=row, document=document_, order=order, checked_at=ago(1))
    return row


def adoption(adopter, learned_from, **changes) -> Adoption:
    """`adopter` was learned from `learned_from`."""
    return Adoption.objects.create(**{"adopter": adopter, "learned_from": learned_from, "made_at": ago(1), **changes})


# ---- reports of leadership ----


def report(unit=None, *highlights, frozen=False, **changes) -> Report:
    """A yearly report of this year's campaign on `unit` and all below it (None: all units), with these highlights.

    Its text has a heading, a sentence with figures and the table of fields. A frozen one keeps the figures of now.
    """
    row = Report.objects.create(
        **{
            "kind": ReportKind.YEARLY,
            "campaign": changes.pop("campaign", None) or campaign(),
            "unit": unit,
            "body": changes.pop("body", None) or body(),
            "reported_on": today(),
            "title": "Kết quả phong trào năm {year}",
            "text": "# I. Kết quả\nCó {registered} mô hình, {recognised} được công nhận.\n{table_sectors}\n{highlights}",
            "recipients": "- Lưu: VT.",
            **changes,
        }
    )
    for order, initiative in enumerate(highlights, start=1):
        Highlight.objects.create(report=row, initiative=initiative, order=order)
    if frozen:
        row.snapshot = reports.snapshot(reports.live(row), reports.question_of(row))
        row.snapshot.save()
        row.state = ReportState.FROZEN
        row.save()
    return row
