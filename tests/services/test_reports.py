"""Reports: begun from earlier words, written, given highlights, frozen; each act by who may, and only while it is open."""

import pytest
from django.core.exceptions import PermissionDenied

from registry.errors import Refused, Stale
from registry.models import Entry, Initiative, IssuingBody, Report, Snapshot, Wording
from registry.queries import reports as questions
from registry.queries.report_text import WITHHELD
from registry.services import persons, reports, review
from registry.vocabulary import Layout, Level, ReportKind, ReportState, Role, Status, SubmitterType, Template, UnitsAsOf
from tests import make

pytestmark = pytest.mark.django_db

TEXT = "# I. Kết quả\nCó {registered} mô hình.\n{table_units}"


@pytest.fixture
def body(world):
    return make.body(unit=world.an_sinh, signatory="Trần Thị Thử", signatory_position="Chủ tịch")


@pytest.fixture
def report(world, body):
    return make.report(world.an_sinh, body=body)


def prepared(world, reviewer, body, **changes):
    values = {"kind": ReportKind.YEARLY, "campaign": make.campaign(), "unit": world.an_sinh, "body": body, **changes}
    return reports.prepare(by=reviewer, **values)


def written(report, **changes) -> dict:
    return {"title": report.title, "text": TEXT, "reported_on": make.today(), "version": report.version, **changes}


def acts() -> list[str]:
    return list(Entry.objects.filter(action__startswith="report.").order_by("id").values_list("action", flat=True))


# ---- how it begins ----


def test_the_first_report_begins_with_the_wording(world, reviewer, body):
    row = prepared(world, reviewer, body)
    words = Wording.objects.get(template=Template.YEARLY_REPORT)
    assert (row.title, row.text, row.recipients) == (words.subject, words.text, words.recipients)
    assert (row.signatory, row.signatory_position, row.state) == ("Trần Thị Thử", "Chủ tịch", ReportState.DRAFT)
    assert acts() == ["report.prepare"]


def test_the_half_yearly_report_has_a_wording_of_its_own(world, reviewer, body):
    row = prepared(world, reviewer, body, kind=ReportKind.HALF_YEARLY)
    assert row.text == Wording.objects.get(template=Template.HALF_YEAR_REPORT).text


def test_a_report_begins_with_the_words_of_last_years(world, reviewer, body):
    last = make.campaign(make.today().year - 1)
    make.report(world.an_sinh, campaign=last, body=body, text="Năm ngoái.", recipients="- Tỉnh ủy;")
    make.report(world.dong_trieu, campaign=last, text="Của nơi khác.")
    make.report(world.an_sinh, campaign=last, kind=ReportKind.HALF_YEARLY, text="Sáu tháng.")
    row = prepared(world, reviewer, body)
    assert (row.text, row.recipients, row.highlights.count()) == ("Năm ngoái.", "- Tỉnh ủy;", 0)


def test_a_new_unit_begins_with_the_words_of_the_one_that_it_carries_on(world, reviewer, body):
    make.report(world.binh_duong, campaign=make.campaign(make.today().year - 1), text="Xã cũ.")
    assert prepared(world, reviewer, body).text == "Xã cũ."


def test_a_report_can_be_copied_into_another_campaign(world, reviewer, body, report):
    following = make.campaign(make.today().year + 1)
    row = prepared(world, reviewer, body, campaign=following, source=report)
    assert (row.text, str(row)) == (report.text, f"Kết quả phong trào năm {following.year}")


def test_a_copy_is_of_the_same_kind(world, reviewer, body, report):
    with pytest.raises(Refused, match="words of one of its own kind"):
        prepared(world, reviewer, body, kind=ReportKind.HALF_YEARLY, source=report)


def test_the_wording_can_be_chosen_in_the_place_of_last_years_words(world, reviewer, body):
    make.report(world.an_sinh, campaign=make.campaign(make.today().year - 1), body=body, text="Năm ngoái.")
    row = prepared(world, reviewer, body, from_wording=True)
    assert row.text == Wording.objects.get(template=Template.YEARLY_REPORT).text


def test_what_staff_write_into_the_wording_of_a_body_is_in_its_next_report(world, reviewer, body):
    Wording.objects.create(
        template=Template.YEARLY_REPORT, body=body, title="Báo cáo nhanh", text="Của \x07riêng mình: {year}."
    )
    row = prepared(world, reviewer, body)
    assert (row.title, row.text) == ("Báo cáo nhanh", "Của riêng mình: {year}.")


def test_a_second_draft_of_the_same_report_is_not_begun(world, reviewer, body, report):
    with pytest.raises(Refused, match="is being written already"):
        prepared(world, reviewer, body)
    make.initiative(Status.REGISTERED, world.an_sinh)
    reports.freeze(report, by=reviewer)
    assert prepared(world, reviewer, body).state == ReportState.DRAFT


def test_only_reviewers_of_the_unit_write_its_reports(world, reviewer, neighbour_reviewer, leader, commune_leader, body):
    for person in (neighbour_reviewer, leader, commune_leader):
        with pytest.raises(PermissionDenied):
            prepared(world, person, body)
    with pytest.raises(PermissionDenied):
        prepared(world, reviewer, body, unit=None)
    with pytest.raises(PermissionDenied):
        prepared(world, reviewer, body, unit=world.province)


def test_the_province_writes_for_all_units_and_for_each(world, province_reviewer):
    body = make.body(Level.PROVINCE, unit=world.province)
    assert prepared(world, province_reviewer, body, unit=None).unit is None
    assert prepared(world, province_reviewer, body).unit == world.an_sinh


def test_nobody_writes_in_the_name_of_another_body(world, reviewer):
    with pytest.raises(Refused, match="You do not write in the name of Ban khác"):
        prepared(world, reviewer, make.body(Level.PROVINCE, unit=world.province, name="Ban khác"))
    assert Report.objects.count() == 0


# ---- writing ----


def test_text_and_facts_are_written_together(reviewer, report):
    changed = reports.change(
        report,
        by=reviewer,
        **written(report, number=" 12-BC/BDV ", signatory="Lê Văn Thử", units_as_of=UnitsAsOf.TODAY),
    )
    assert (changed.text, changed.number, changed.signatory, changed.units_as_of) == (TEXT, "12-BC/BDV", "Lê Văn Thử", "today")
    assert (changed.version, acts()) == (report.version + 1, ["report.change"])


def test_of_two_who_write_the_second_overwrites_nothing(reviewer, report):
    reports.change(report, by=reviewer, **written(report))
    with pytest.raises(Stale):
        reports.change(report, by=reviewer, **written(report, text="Của tôi"))
    report.refresh_from_db()
    assert report.text == TEXT


@pytest.mark.parametrize(
    ("field", "words", "sentence"),
    [
        ("text", "Có {registred} mô hình.", "Nothing stands for this in a report: {registred}."),
        ("text", "Có {0} và {} mô hình.", "Nothing stands for this in a report: {0}, {}."),
        ("title", "Năm {nam}", "Nothing stands for this in a report: {nam}."),
        ("text", "Xem {table_units} kèm theo.", "A table stands alone on a line of the text: {table_units}."),
        ("title", "{highlights}", "A table stands alone on a line of the text: {highlights}."),
        ("text", "{table_units}\n{table_units}\n{highlights}", "A table stands only once in a report: {table_units}."),
        ("title", "  ", "A report needs a subject."),
    ],
)
def test_what_stands_for_nothing_is_refused_beside_its_field(reviewer, report, field, words, sentence):
    with pytest.raises(Refused) as refused:
        reports.change(report, by=reviewer, **written(report, **{field: words}))
    assert refused.value.fields == {field: sentence}


def test_another_body_needs_the_right_to_its_name(world, reviewer, report):
    with pytest.raises(Refused, match="You do not write in the name"):
        reports.change(report, by=reviewer, **written(report, body=make.body(unit=world.dong_trieu)))


def test_a_discarded_report_leaves_only_its_trail(reviewer, report):
    reports.discard(report, by=reviewer)
    assert (Report.objects.count(), acts()) == (0, ["report.discard"])
    with pytest.raises(Refused, match="discarded meanwhile"):
        reports.change(report, by=reviewer, **written(report))


# ---- highlights ----


def test_recognised_models_become_highlights_in_order(world, reviewer, report):
    first, second = (make.initiative(Status.RECOGNISED, world.an_sinh) for _number in range(2))
    reports.add_highlights(report, [first], by=reviewer)
    reports.add_highlights(report, [second], by=reviewer)
    rows = {row.initiative: row for row in report.highlighted.all()}
    changed = reports.write_highlights(
        report,
        by=reviewer,
        version=None,
        order={rows[first].pk: 2, rows[second].pk: 1},
        texts={rows[first].pk: "Làm tốt.", rows[second].pk: ""},
    )
    assert list(changed.highlighted.values_list("initiative", "order", "text")) == [
        (second.pk, 1, ""),
        (first.pk, 2, "Làm tốt."),
    ]
    reports.write_highlights(report, by=reviewer, version=None, order={}, texts={}, removed=[rows[second].pk])
    assert list(report.highlighted.values_list("initiative", "order")) == [(first.pk, 1)]


def test_only_recognised_models_of_the_report_are_held_up(world, province_reviewer, report):
    strange = [
        (make.initiative(Status.REPORTED, world.an_sinh, title="Chưa"), "“Chưa” is not recognised"),
        (make.initiative(Status.RECOGNISED, world.dong_trieu), "not among the models of this report"),
        (
            make.initiative(Status.RECOGNISED, world.an_sinh, campaign=make.campaign(2023)),
            "not among the models of this report",
        ),
        (make.initiative(Status.RECOGNISED, world.an_sinh, is_restricted=True), "is restricted"),
    ]
    for row, sentence in strange:
        with pytest.raises(Refused, match=sentence):
            reports.add_highlights(report, [row], by=province_reviewer)
    assert report.highlighted.count() == 0


def test_a_model_is_held_up_once(world, reviewer, report):
    row = make.initiative(Status.RECOGNISED, world.an_sinh)
    reports.add_highlights(report, [row], by=reviewer)
    with pytest.raises(Refused, match="among the highlights already"):
        reports.add_highlights(report, [row], by=reviewer)
    with pytest.raises(Refused, match="Tick at least one"):
        reports.add_highlights(report, [], by=reviewer)


def test_a_name_of_a_person_is_held_up_only_with_consent(world, reviewer, report):
    values = {
        "title": "Ông Nguyễn Văn Thử vận động làm đường",
        "submitter_type": SubmitterType.INDIVIDUAL,
        "collective_name": "",
    }
    silent = make.initiative(Status.RECOGNISED, world.an_sinh, **values)
    with pytest.raises(Refused, match="has not consented"):
        reports.add_highlights(report, [silent], by=reviewer)
    consenting = make.initiative(Status.RECOGNISED, world.an_sinh, person={"consented_at": make.ago(1)}, **values)
    assert len(reports.add_highlights(report, [consenting], by=reviewer)) == 1


def test_what_is_said_of_a_model_names_nobody_without_consent(world, reviewer, report):
    row = make.initiative(Status.RECOGNISED, world.an_sinh)
    [told] = reports.add_highlights(report, [row], by=reviewer)
    name = row.person.name

    def say(words):
        reports.write_highlights(report, by=reviewer, version=None, order={}, texts={told.pk: words})

    with pytest.raises(Refused, match="has not consented"):
        say(f"Ông {name} vận động bà con.")
    row.person.consented_at = make.ago(0)
    row.person.save()
    say(f"Ông {name} vận động bà con.")
    assert report.highlighted.get().text == f"Ông {name} vận động bà con."


def test_a_model_out_of_sight_is_not_held_up(world, reviewer, report):
    with pytest.raises(Refused, match="not among the models of this report"):
        reports.add_highlights(report, [make.initiative(Status.RECOGNISED, world.dong_trieu)], by=reviewer)


@pytest.mark.parametrize("spoilt", ["restricted", "revoked", "allocated elsewhere", "consent withdrawn", "person erased"])
def test_what_may_not_be_told_any_more_leaves_the_draft_and_hinders_freezing(world, province_reviewer, superuser, spoilt):
    unit = world.duc_chinh if spoilt == "allocated elsewhere" else world.an_sinh
    values = {"allocated_unit": world.an_sinh} if spoilt == "allocated elsewhere" else {}
    if spoilt in ("consent withdrawn", "person erased"):
        values = {"title": "Ông Nguyễn Văn Thử làm đường", "submitter_type": SubmitterType.INDIVIDUAL, "collective_name": ""}
    row = make.initiative(Status.RECOGNISED, unit, person={"consented_at": make.ago(1)}, **values)
    report = make.report(world.an_sinh, row, body=make.body(Level.PROVINCE, unit=world.province))
    assert len(questions.live(report).highlights) == 1
    spoil(row, spoilt, world, superuser)
    facts = questions.live(report)
    assert (facts.highlights, len(facts.left_out)) == ([], 1)
    with pytest.raises(Refused, match="Take it off the highlights first"):
        reports.freeze(report, by=province_reviewer)
    [told] = report.highlighted.all()
    reports.write_highlights(report, by=province_reviewer, version=None, order={}, texts={}, removed=[told.pk])
    if spoilt != "allocated elsewhere":  # then no model is left
        assert reports.freeze(report, by=province_reviewer).state == ReportState.FROZEN


def spoil(row, how, world, superuser):
    row = Initiative.objects.get(pk=row.pk)
    match how:
        case "restricted":
            review.amend(row, by=superuser, facts={"is_restricted": True}, reason="Có nội dung mật.")
        case "revoked":
            row.recognitions.all().delete()
            row.status = Status.REGISTERED
            row.save()
        case "allocated elsewhere":
            review.amend(row, by=superuser, facts={"allocated_unit": world.dong_trieu}, reason="Phân lại.")
        case "consent withdrawn":
            row.person.consented_at = None
            row.person.save()
        case "person erased":
            persons.erase(row, by=superuser, reason="Theo yêu cầu.")


@pytest.mark.parametrize("spoilt", ["restricted", "consent withdrawn", "person erased"])
def test_a_frozen_report_keeps_what_it_said_and_withholds_what_must_not_leave_any_more(world, superuser, spoilt):
    values = {}
    if spoilt != "restricted":
        values = {"title": "Ông Nguyễn Văn Thử làm đường", "submitter_type": SubmitterType.INDIVIDUAL, "collective_name": ""}
    row = make.initiative(Status.RECOGNISED, world.an_sinh, person={"consented_at": make.ago(1)}, **values)
    other = make.initiative(Status.RECOGNISED, world.an_sinh, title="Tổ tự quản")
    report = make.report(world.an_sinh, row, other, frozen=True)
    spoil(row, spoilt, world, superuser)
    facts = questions.facts_of(Report.objects.get())
    assert [block.text for block in facts.blocks("{highlights}")] == [
        f"1. {WITHHELD}",
        "2. Mô hình “Tổ tự quản” – Chi bộ thôn Bình Sơn Đông – Phường An Sinh.",
    ]
    assert len(facts.left_out) == 1
    assert [one["code"] for one in Snapshot.objects.get().tables["highlights"]] == [row.code, other.code]
    assert report.snapshot.figures["recognised"] == 2


def test_a_revocation_changes_nothing_of_what_a_frozen_report_said(world, superuser):
    row = make.initiative(Status.RECOGNISED, world.an_sinh, title="Đường hoa")
    make.report(world.an_sinh, row, frozen=True)
    spoil(row, "revoked", world, superuser)
    facts = questions.facts_of(Report.objects.get())
    assert ([one["title"] for one in facts.highlights], facts.left_out) == (["Đường hoa"], [])


# ---- freezing ----


def test_a_frozen_report_keeps_its_head_though_the_body_looks_otherwise_since(world, reviewer, body):
    make.initiative(Status.REGISTERED, world.an_sinh)
    report = reports.freeze(make.report(world.an_sinh, body=body), by=reviewer)
    IssuingBody.objects.update(name="Tên khác", layout=Layout.PARTY, superior="Cấp trên khác", place="Nơi khác")
    Wording.objects.update(title="Tờ trình")
    facts = questions.facts_of(Report.objects.get(pk=report.pk))
    assert facts.heading == {"layout": body.layout, "superior": body.superior, "body": body.name, "title": "Báo cáo"}
    assert facts.words["place"] == body.place


def test_freezing_keeps_figures_definitions_and_models_with_the_report(world, reviewer, report):
    row = make.initiative(Status.RECOGNISED, world.an_sinh)
    make.initiative(Status.REGISTERED, world.dong_trieu)
    frozen = reports.freeze(report, by=reviewer, version=report.version)
    kept = frozen.snapshot
    assert (frozen.state, kept.taken_by, list(kept.members)) == (ReportState.FROZEN, reviewer, [row.code])
    assert (kept.figures["registered"], kept.figures["recognised"]) == (1, 1)
    asked = {"campaign": report.campaign.year, "unit": world.an_sinh.key, "kind": "yearly", "units_as_of": "then"}
    assert kept.asked == asked
    assert kept.members[row.code] == {
        "status": "recognised",
        "type": "collective",
        "novelty": "new",
        "sector": "economy",
        "unit": world.an_sinh.key,
        "levels": ["grassroots"],
        "reported": True,
    }
    assert acts() == ["report.freeze"]


def test_what_is_written_while_the_figures_are_read_is_in_all_of_them_or_in_none(world, reviewer, report, monkeypatch):
    make.initiative(Status.REGISTERED, world.an_sinh)
    read, writing = questions.live, [Status.REGISTERED, Status.RECOGNISED]

    def interrupted(*args):
        facts = read(*args)
        if writing:
            make.initiative(writing.pop(), world.an_sinh)
        return facts

    monkeypatch.setattr(questions, "live", interrupted)
    kept = reports.freeze(report, by=reviewer).snapshot
    assert (kept.figures["registered"], len(kept.members), kept.tables["words"]["registered"]) == (3, 3, "03")


def test_figures_that_never_stand_still_are_not_frozen(world, reviewer, report, monkeypatch):
    read = questions.live

    def interrupted(*args):
        facts = read(*args)
        make.initiative(Status.REGISTERED, world.an_sinh)
        return facts

    monkeypatch.setattr(questions, "live", interrupted)
    with pytest.raises(Refused, match="change at this very moment"):
        reports.freeze(report, by=reviewer)
    assert Snapshot.objects.count() == 0


def test_without_any_model_there_is_nothing_to_freeze(reviewer, report):
    make.initiative(Status.DRAFT, report.unit)
    with pytest.raises(Refused, match="no figures to freeze"):
        reports.freeze(report, by=reviewer)
    assert Snapshot.objects.count() == 0


def test_a_frozen_report_is_only_signed(world, reviewer, body):
    make.initiative(Status.REGISTERED, world.an_sinh)
    report = reports.freeze(make.report(world.an_sinh, body=body), by=reviewer)
    for act in (
        lambda: reports.change(report, by=reviewer, **written(report)),
        lambda: reports.freeze(report, by=reviewer),
        lambda: reports.discard(report, by=reviewer),
        lambda: reports.add_highlights(report, [], by=reviewer),
    ):
        with pytest.raises(Refused, match="frozen already"):
            act()
    signed = reports.sign(report, by=reviewer, version=report.version, number="05-BC", reported_on=make.today(-1))
    assert (signed.number, signed.reported_on, signed.text) == ("05-BC", make.today(-1), report.text)


def test_a_draft_is_not_signed_alone(reviewer, report):
    with pytest.raises(Refused, match="changed as a whole"):
        reports.sign(report, by=reviewer, version=None, reported_on=make.today())


def test_a_leader_freezes_nothing(world, commune_leader, report):
    make.initiative(Status.REGISTERED, world.an_sinh)
    second = make.user(Role.LEADER, world.province)
    for person in (commune_leader, second):
        with pytest.raises(PermissionDenied):
            reports.freeze(report, by=person)
