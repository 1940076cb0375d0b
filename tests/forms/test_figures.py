"""Figures as they are typed into the registration and the report: every way of writing, and everything that is wrong."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from registry.forms.figures import ContributionRows, read_amount
from registry.forms.initiatives import InitiativeForm
from registry.forms.reports import ReportForm
from registry.models import Contribution, Measure, Outcome, Partner
from registry.queries.outcomes import ContributionRow, OutcomeRow, unit_of_kind
from registry.services import initiatives
from registry.vocabulary import ContributionKind, Part, Qualifier, Source, Stage, Status
from tests import make

MONEY = unit_of_kind(ContributionKind.MONEY)


def browser(user, language="en") -> Client:
    client = Client()
    client.force_login(user)
    client.cookies["django_language"] = language
    return client


def rows(name, *typed) -> dict:
    """What a browser sends from a table: the mark that it was there, and each row's inputs."""
    sent = {name: "1"}
    for number, row in enumerate(typed):
        sent |= {f"{name}-{number}-{column}": value for column, value in row.items()}
    return sent


def people(value, **more) -> dict:
    return {"source": "people", "kind": "money", "value": value, **more}


def road(value, **more) -> dict:
    return {"measure": "road", "value": value, **more}


def form_of(by, data=None, initiative=None, **more) -> InitiativeForm:
    return InitiativeForm(data, by=by, campaign=make.campaign(), initiative=initiative, **more)


def shown(field) -> list[dict]:
    """The rows of a table on the page: column → what stands in the input."""
    return [{cell.column: cell.value for cell in row.cells if cell.value} for row in field.rows()]


def faults(field) -> list[dict]:
    return [{cell.column: cell.fault for cell in row.cells if cell.fault} for row in field.rows()]


@pytest.fixture
def draft(submitter, campaign):
    return make.initiative(Status.DRAFT, submitter.unit, by=submitter)


@pytest.fixture
def registered(submitter, campaign):
    return make.initiative(Status.REGISTERED, submitter.unit, by=submitter)


# ---- how people write ----


@pytest.mark.parametrize(
    ("written", "value", "qualifier"),
    [
        ("1,3 tỷ", 1_300_000_000, "exactly"),
        ("1.300.000.000", 1_300_000_000, "exactly"),
        ("1,300,000,000", 1_300_000_000, "exactly"),
        ("2 triệu", 2_000_000, "exactly"),
        ("trên 2 tỷ đồng", 2_000_000_000, "over"),
        ("gần 13.800 đ", 13_800, "nearly"),
        ("khoảng 500 nghìn", 500_000, "about"),
        ("up to 2 million", 2_000_000, "up_to"),
        ("0", 0, "exactly"),
        ("999 999 999 999 999 999", 10**18 - 1, "exactly"),
    ],
)
def test_money_is_read_as_people_write_it(submitter, draft, written, value, qualifier):
    form = form_of(submitter, rows("contributions", people(written)), draft)
    assert form.is_valid()
    assert form.facts() == {"contributions": [ContributionRow("people", "money", value, qualifier)]}


def test_each_kind_and_measure_is_read_in_its_own_unit(submitter, draft):
    sent = {
        **rows("targets", road("810 m"), {"measure": "houses", "value": "gần 12 nhà", "period": "quý III"}),
        **rows(
            "contributions",
            {"source": "people", "kind": "land", "value": "1,5 ha", "note": "hiến đất"},
            {"source": "people", "kind": "labour", "value": "320 ngày công"},
            {"source": "enterprises", "kind": "in_kind", "value": "20 triệu"},
        ),
    }
    form = form_of(submitter, sent, draft)
    assert form.is_valid()
    measures = {one.code: one for one in Measure.objects.all()}
    assert form.facts() == {
        "targets": [
            OutcomeRow(measures["road"], 810),
            OutcomeRow(measures["houses"], 12, Qualifier.NEARLY, "quý III"),
        ],
        "contributions": [
            ContributionRow("people", "land", 15_000, note="hiến đất"),
            ContributionRow("people", "labour", 320),
            ContributionRow("enterprises", "in_kind", 20_000_000),
        ],
    }


@pytest.mark.parametrize("written", ["1,2 triệu đồng/khẩu", "1,2 triệu mỗi người"])
def test_a_sum_of_each_person_is_known_by_its_words(written):
    row, wrong = ContributionRows().read(people(written))
    assert (row.value, row.per_person, wrong) == (1_200_000, True, {})


def test_a_sum_of_each_person_is_known_by_its_tick():
    row, wrong = ContributionRows().read(people("1,2 triệu", per_person="on"))
    assert (row.per_person, str(row), wrong) == (True, "People · Money: 1.2\u00a0million\u00a0dong of each person", {})


def test_a_sum_of_each_household_is_no_sum_of_persons():
    row, wrong = ContributionRows().read(people("2 triệu/hộ"))
    assert (row, list(wrong)) == (None, ["value"])


def test_an_outcome_is_no_number_for_each_person(submitter, draft):
    form = form_of(submitter, rows("targets", road("5 m/người")), draft)
    assert not form.is_valid()
    assert faults(form["targets"])[0] == {"value": "Write the whole number, not what comes to each person or household."}


@pytest.mark.parametrize(
    ("written", "chosen", "qualifier"),
    [
        ("2 tỷ", "", "exactly"),
        ("2 tỷ", "over", "over"),
        ("trên 2 tỷ", "", "over"),
        ("trên 2 tỷ", "over", "over"),
        ("2 tỷ", "exactly", "exactly"),
    ],
)
def test_the_word_at_the_number_and_the_choice_beside_it_say_one_thing(written, chosen, qualifier):
    amount, wrong = read_amount(written, chosen, MONEY)
    assert (amount.qualifier, wrong) == (qualifier, {})


def test_a_word_and_a_choice_that_contradict_each_other_are_a_fault():
    _amount, wrong = read_amount("trên 2 tỷ", "about", MONEY)
    assert wrong == {"qualifier": "Beside the number stands “over”, here “about”. Keep one of them."}
    _amount, wrong = read_amount("trên 2 tỷ", "exactly", MONEY)
    assert list(wrong) == ["qualifier"]
    _amount, wrong = read_amount("2 tỷ", "sideways", MONEY)
    assert list(wrong) == ["qualifier"]


# ---- what is no number ----

BAD = (
    "-1",
    "1e400",
    "NaN",
    "Infinity",
    "١٢٣",
    "1000000000000000000",
    "9" * 19,
    "9" * 500,
    "1.30.00",
    "1,3,5 tỷ",
    "1.250 tỷ",
    "5-7 triệu",
    "½ tỷ",
    "hơn một tỷ ba",
    "<script>alert(1)</script>",
    "1 tỷ; DROP TABLE",
)


@pytest.mark.parametrize("written", BAD)
def test_what_is_no_number_gets_a_sentence_and_stays_in_the_field(submitter, draft, written):
    sent = {"method": "Cách mới", **rows("contributions", people("5 triệu"), people(written, note="ghi chú"))}
    form = form_of(submitter, sent, draft)
    assert not form.is_valid()
    assert form.facts() == {"method": "Cách mới"}
    [sentence] = form.errors["contributions"]
    assert sentence.startswith("Row 2: ")
    assert [list(row) for row in faults(form["contributions"])] == [[], ["value"], [], []]
    assert shown(form["contributions"])[1]["value"] == written
    assert html.escape(written) in str(form["contributions"])
    assert form["contributions"].id_for_label == "id_contributions-1-value"


def test_a_faulty_table_leaves_the_stored_rows_alone(submitter, draft):
    kept = make.contribution(draft, stage=Stage.TARGET)
    sent = rows("contributions", people("5 triệu"), people("nhiều"))
    page = browser(submitter).post(
        reverse("initiative-edit", args=[draft.code]), {"method": "Cách mới", "version": draft.version, **sent}
    )
    draft.refresh_from_db()
    assert (page.status_code, draft.method) == (200, "Cách mới")
    assert list(draft.contributions.all()) == [kept]
    assert 'value="nhiều"' in page.content.decode()


def test_text_that_only_looks_empty_is_an_empty_row(submitter, draft):
    form = form_of(
        submitter, rows("targets", {"measure": "", "value": " \u200b ", "note": "\u00a0", "qualifier": "over"}), draft
    )
    assert form.is_valid()
    assert form.facts() == {"targets": []}


def test_half_a_row_says_what_is_missing(submitter, draft):
    sent = {
        **rows("targets", {"value": "810"}, {"measure": "road"}, {"measure": "no-such", "value": "1"}, {"note": "chỉ ghi chú"}),
        **rows("contributions", {"value": "5 triệu"}, {"source": "x", "kind": "y", "value": "1"}, {"source": "people"}),
    }
    form = form_of(submitter, sent, draft)
    assert not form.is_valid()
    assert faults(form["targets"])[:4] == [
        {"measure": "Choose what is counted."},
        {"value": "Write the number, or empty the whole row."},
        {"measure": "Choose one of the list."},
        {"measure": "Choose what is counted."},
    ]
    assert faults(form["contributions"])[:3] == [
        {"source": "Choose from whom it comes.", "kind": "Choose what is given."},
        {"source": "Choose one of the list.", "kind": "Choose one of the list."},
        {"kind": "Choose what is given."},
    ]


def test_period_and_note_have_their_length(submitter, draft):
    form = form_of(submitter, rows("targets", road("810", period="x" * 61, note="x" * 301)), draft)
    assert not form.is_valid()
    assert list(faults(form["targets"])[0]) == ["period", "note"]


def test_one_measure_stands_once_in_a_period(submitter, draft):
    sent = rows("targets", road("810"), road("9", period="2026"), road("7", period=" 2026 "))
    form = form_of(submitter, sent, draft)
    assert list(form.errors["targets"]) == ["Row 3: The same stands in row 2. Give each row its own period, or keep one."]


def test_rows_have_gaps_and_an_end(submitter, draft):
    sent = {
        "targets": "1",
        "targets-7-measure": "road",
        "targets-7-value": "1",
        "targets-99999-value": "5",
        "targets-x-value": "5",
    }
    form = form_of(submitter, sent, draft)
    assert form.is_valid()
    assert [row.value for row in form.facts()["targets"]] == [1]
    many = rows("targets", *(road("1", period=str(number)) for number in range(61)))
    form = form_of(submitter, many, draft)
    assert list(form.errors["targets"]) == ["At most 60 rows; these are 61."]
    assert form["targets"].own_errors == ["At most 60 rows; these are 61."]
    assert len(shown(form["targets"])) == 61


def test_a_table_that_the_request_did_not_bring_stays_as_it_is(submitter, draft):
    form = form_of(submitter, {"targets-0-measure": "road", "targets-0-value": "1", "method": "Cách"}, draft)
    assert form.is_valid()
    assert form.facts() == {"method": "Cách"}


# ---- saved, shown again, changed ----


def save(client, initiative, **sent):
    initiative.refresh_from_db()
    address = reverse(
        "initiative-report" if initiative.status == Status.REGISTERED else "initiative-edit", args=[initiative.code]
    )
    return client.post(address, {"version": initiative.version, **sent})


def test_rows_are_saved_and_stand_in_the_form_again(submitter, draft):
    client = browser(submitter)
    typed = (road("trên 810 m", note="liên thôn"), {"measure": "houses", "value": "3"})
    page = save(client, draft, **rows("targets", *typed))
    assert page.status_code == 302
    form = client.get(page.url).context["form"]
    assert shown(form["targets"]) == [
        {"measure": "road", "qualifier": "over", "value": "810", "note": "liên thôn"},
        {"measure": "houses", "value": "3"},
        {},
        {},
    ]
    assert [row.words for row in form["targets"].rows()] == [
        "over 810\u00a0m (eight hundred ten)",
        "3\u00a0houses (three)",
        "",
        "",
    ]


@pytest.mark.parametrize("language", ["vi", "en", "de"])
@pytest.mark.parametrize("value", [0, 7, 1300, 12_345, 1_300_000_000, 10**18 - 1])
def test_a_stored_number_is_read_again_as_it_was_printed(submitter, draft, language, value):
    make.contribution(draft, value, stage=Stage.TARGET, qualifier=Qualifier.NEARLY)
    make.outcome(draft, "road", value, stage=Stage.TARGET)
    with translation.override(language):
        form = form_of(submitter, None, draft)
        sent = {}
        for name in ("targets", "contributions"):
            sent |= rows(name, *(row for row in shown(form[name]) if row))
        again = form_of(submitter, sent, draft)
        assert again.is_valid()
        assert again.differing(draft) == []


def test_a_row_is_removed_by_emptying_it(submitter, draft):
    client = browser(submitter)
    typed = [road("1"), {"measure": "houses", "value": "2"}, {"measure": "bulbs", "value": "3"}]
    save(client, draft, **rows("targets", *typed))
    ids = dict(draft.outcomes.values_list("measure__code", "pk"))
    save(client, draft, **rows("targets", typed[0], {"measure": "", "value": ""}, typed[2]))
    assert dict(draft.outcomes.values_list("measure__code", "pk")) == {"road": ids["road"], "bulbs": ids["bulbs"]}
    save(client, draft, targets="1")
    assert list(draft.outcomes.all()) == []


def test_the_same_page_sent_twice_changes_nothing_the_second_time(submitter, draft):
    client = browser(submitter)
    sent = rows("contributions", people("5 triệu"), people("trên 2 tỷ", note="đợt 2"))
    save(client, draft, **sent)
    draft.refresh_from_db()
    version, ids = draft.version, set(Contribution.objects.values_list("pk", flat=True))
    save(client, draft, **sent)
    draft.refresh_from_db()
    assert (draft.version, set(Contribution.objects.values_list("pk", flat=True))) == (version, ids)


def test_a_new_model_begins_with_its_figures(submitter, campaign):
    sent = {"title": "Mô hình mới", "unit": submitter.unit.key, "campaign": campaign.year, "partners": "Hội Phụ nữ"}
    sent |= {**rows("targets", road("810")), **rows("contributions", people("5 triệu"))}
    page = browser(submitter).post(reverse("initiative-new"), sent)
    assert page.status_code == 302
    assert list(Outcome.objects.values_list("value", "stage")) == [(810, "target")]
    assert list(Contribution.objects.values_list("value", "stage")) == [(5_000_000, "target")]
    assert list(Partner.objects.values_list("name", flat=True)) == ["Hội Phụ nữ"]


def test_partners_are_names_on_lines(submitter, draft, world):
    client = browser(submitter)
    written = " phường Đông Triều \r\n\r\nHội  Phụ nữ\nhội phụ nữ\nphường An Sinh"
    page = save(client, draft, partners=written)
    assert page.context["form"].errors["partners"] == [
        "“phường An Sinh” registers the model itself. Name only the others here."
    ]
    assert save(client, draft, partners=written.removesuffix("phường An Sinh")).status_code == 302
    assert list(draft.partners.values_list("name", "unit")) == [
        ("Hội Phụ nữ", None),
        ("phường Đông Triều", world.dong_trieu.pk),
    ]
    form = form_of(submitter, None, draft)
    assert form["partners"].value() == "Hội Phụ nữ\nphường Đông Triều"
    save(client, draft, partners=" ")
    assert list(draft.partners.all()) == []


@pytest.mark.parametrize("name", ["targets", "contributions", "partners"])
def test_a_returned_model_opens_exactly_the_figures_that_were_asked(submitter, campaign, name):
    row = make.initiative(Status.RETURNED, submitter.unit, by=submitter)
    row.remarks.update(part=Part(name), text="Ghi rõ con số.")
    make.outcome(row, stage=Stage.TARGET, value=100)
    make.contribution(row, stage=Stage.TARGET, value=100)
    row.partners.create(name="Hội Nông dân")
    client = browser(submitter)
    form = client.get(reverse("initiative-edit", args=[row.code])).context["form"]
    assert list(form.fields) == ["version", name]
    sent = {**rows("targets", road("5")), **rows("contributions", people("7")), "partners": "Hội Phụ nữ"}
    assert save(client, row, **sent).status_code == 302
    changed = {
        "targets": row.outcomes.get().value == 5,
        "contributions": row.contributions.get().value == 7,
        "partners": row.partners.get().name == "Hội Phụ nữ",
    }
    assert [key for key, is_changed in changed.items() if is_changed] == [name]


def test_locked_figures_are_shown_in_words(submitter, campaign):
    row = make.initiative(Status.RETURNED, submitter.unit, by=submitter)
    make.outcome(row, stage=Stage.TARGET, value=810, qualifier=Qualifier.OVER)
    make.contribution(row, stage=Stage.TARGET)
    page = browser(submitter).get(reverse("initiative-edit", args=[row.code]))
    locked = {str(label): text for label, text in page.context["locked"]}
    assert locked["Targets in figures"] == "Road built or widened: over 810\u00a0m"
    assert locked["Planned contributions"] == "People · Money: 1.3\u00a0billion\u00a0dong"
    assert locked["Units that take part"] == ""


# ---- the report ----


def test_the_report_begins_with_the_targets(submitter, registered):
    make.outcome(registered, "road", 810, stage=Stage.TARGET, qualifier=Qualifier.OVER, note="liên thôn")
    make.outcome(registered, "houses", 3, stage=Stage.TARGET, period="quý III")
    make.contribution(registered, stage=Stage.TARGET)
    form = ReportForm(initiative=registered)
    assert shown(form["achieved"]) == [{"measure": "road"}, {"measure": "houses", "period": "quý III"}, {}, {}]
    assert [row.beside for row in form["achieved"].rows()] == ["over 810\u00a0m", "3\u00a0houses", "", ""]
    assert shown(form["contributed"]) == [{"source": "people", "kind": "money"}, {}, {}]
    assert form["contributed"].rows()[0].beside == "1.3\u00a0billion\u00a0dong"


def test_what_was_not_reached_yet_waits_in_the_report(submitter, registered):
    make.outcome(registered, "road", 810, stage=Stage.TARGET)
    make.outcome(registered, "houses", 3, stage=Stage.TARGET)
    client = browser(submitter)
    sent = rows("achieved", road("900 m"), {"measure": "houses", "value": ""}, {"measure": "bulbs", "value": "20"})
    assert save(client, registered, report="Xong.", **sent).status_code == 302
    achieved = registered.outcomes.filter(stage=Stage.ACHIEVED)
    assert list(achieved.values_list("measure__code", "value")) == [("road", 900), ("bulbs", 20)]
    form = ReportForm(initiative=registered)
    assert [(row.get("measure"), row.get("value")) for row in shown(form["achieved"])] == [
        ("road", "900"),
        ("bulbs", "20"),
        ("houses", None),
        (None, None),
        (None, None),
    ]


def test_a_report_saved_as_it_was_opened_changes_nothing(submitter, registered):
    make.outcome(registered, "road", 810, stage=Stage.TARGET)
    make.contribution(registered, stage=Stage.TARGET, per_person=True, note="mỗi khẩu")
    form = ReportForm(initiative=registered)
    sent = {"report": "", **rows("achieved", *shown(form["achieved"])), **rows("contributed", *shown(form["contributed"]))}
    again = ReportForm(sent, initiative=registered)
    assert again.is_valid()
    assert again.differing(registered) == []


def test_targets_are_closed_once_the_model_is_registered(submitter, registered):
    make.outcome(registered, "road", 810, stage=Stage.TARGET)
    save(browser(submitter), registered, report="Xong.", **rows("targets", road("1")), **rows("achieved", road("2")))
    assert list(registered.outcomes.order_by("pk").values_list("stage", "value")) == [("target", 810), ("achieved", 2)]


# ---- the pages ----


def test_a_page_costs_the_same_with_one_row_and_with_thirty(submitter, draft, registered, django_assert_max_num_queries):
    client = browser(submitter)
    pages = [reverse("initiative-edit", args=[draft.code]), reverse("initiative-report", args=[registered.code])]
    pages += [reverse("initiative", args=[draft.code])]

    def fill(count):
        for row in (draft, registered):
            for stage in Stage:
                for number in range(count):
                    make.outcome(row, stage=stage, period=f"{count}.{number}")
                    make.contribution(row, stage=stage)
            row.partners.create(name=f"Hội {count}")

    counts = []
    for many in (1, 29):
        fill(many)
        for page in pages:
            with django_assert_max_num_queries(30) as asked:
                assert client.get(page).status_code == 200
            counts.append(len(asked))
    assert counts[:3] == counts[3:]


def test_saving_costs_the_same_with_one_row_and_with_thirty(submitter, draft, django_assert_max_num_queries):
    counts = []
    for many in (1, 30):
        facts = {"contributions": [ContributionRow("people", "money", many, note=str(number)) for number in range(many)]}
        facts["partners"] = [f"Hội {many} {number}" for number in range(many)]
        with django_assert_max_num_queries(40) as asked:
            initiatives.save(draft, by=submitter, facts=facts)
        counts.append(len(asked))
    # The first save removes nothing, and begins the model's chain in the trail.
    assert counts[1] <= counts[0] + 3


def test_the_model_page_prints_targets_beside_results(submitter, registered):
    make.outcome(registered, "road", 810, stage=Stage.TARGET)
    make.outcome(registered, "road", 900, stage=Stage.ACHIEVED, qualifier=Qualifier.OVER)
    make.contribution(registered, 1_000_000_000, qualifier=Qualifier.OVER, note="đợt 1")
    make.contribution(registered, 300_000_000, note="đợt 2")
    make.contribution(registered, 1_200_000, per_person=True)
    registered.partners.create(name="Hội Phụ nữ")
    page = browser(submitter).get(reverse("initiative", args=[registered.code]))
    figures = page.context["figures"]
    assert [(line.name, line.target, line.achieved, line.notes) for line in (*figures.outcomes, *figures.contributions)] == [
        ("Road built or widened", "810\u00a0m", "over 900\u00a0m", []),
        (
            "People · Money",
            "",
            "over 1.3\u00a0billion\u00a0dong",
            ["over 1\u00a0billion\u00a0dong · đợt 1", "300\u00a0million\u00a0dong · đợt 2"],
        ),
        ("People · Money, of each person", "", "1.2\u00a0million\u00a0dong", []),
    ]
    written = page.content.decode()
    assert "over 1.3\u00a0billion\u00a0dong" in written
    assert "Hội Phụ nữ" in written


def test_a_page_without_figures_shows_no_empty_tables(submitter, draft):
    page = browser(submitter).get(reverse("initiative", args=[draft.code])).content.decode()
    assert re.findall(r"figure-table|id=\"outcomes\"", page) == []


# ---- a number shown back while it is typed ----


def ask(client, **parameters) -> dict:
    return client.get(reverse("amounts"), parameters).json()


def test_a_number_is_shown_back_in_words(submitter):
    client = browser(submitter, "vi")
    assert ask(client, text="trên 1,3 tỷ", dimension="money") == {
        "shown": "trên 1,3\u00a0tỷ\u00a0đồng",
        "words": "một tỷ ba trăm triệu",
    }
    assert ask(client, text="3 houses", dimension="count", units="nhà|houses")["shown"] == "3\u00a0nhà"


def test_what_is_no_number_is_answered_with_its_sentence(submitter):
    client = browser(submitter)
    assert [list(ask(client, text=text, dimension="money")) for text in (*BAD, "")] == [["sentence"]] * (len(BAD) + 1)
    assert list(ask(client, text="trên 2", dimension="count", qualifier="about")) == ["sentence"]
    assert list(ask(client, text="2", dimension="x" * 5000)) == ["sentence"]
    assert list(ask(client)) == ["sentence"]


def test_showing_a_number_back_asks_only_who_is_there(submitter, django_assert_num_queries):
    client = browser(submitter)
    with django_assert_num_queries(2):
        ask(client, text="1,3 tỷ", dimension="money")


def test_sources_and_kinds_are_the_vocabulary():
    cells = {cell.column: cell for cell in ContributionRows().cells({})}
    assert [option.value for option in cells["source"].options] == ["", *Source.values]
    assert [option.value for option in cells["kind"].options] == ["", *ContributionKind.values]


# ---- nothing typed is lost ----


def test_figures_typed_in_a_part_that_was_closed_meanwhile_stand_below(submitter, campaign):
    row = make.initiative(Status.RETURNED, submitter.unit, by=submitter)
    make.outcome(row, "houses", 3, stage=Stage.TARGET)
    make.contribution(row, stage=Stage.TARGET)
    unchanged = rows("contributions", {"source": "people", "kind": "money", "value": "1,300,000,000"})
    sent = {"method": "Cách mới", "version": row.version - 1, **rows("targets", road("trên 810 m", note="mới")), **unchanged}
    page = browser(submitter).post(reverse("initiative-edit", args=[row.code]), sent)
    assert page.context["form"].closed == [("Targets in figures", "Road built or widened · trên 810 m · mới")]


def test_figures_typed_for_a_model_that_is_gone_are_shown(submitter, draft):
    address = reverse("initiative-edit", args=[draft.code])
    draft.delete()
    sent = {
        **rows("targets", road("810 m")),
        **rows("contributions", people("5 triệu", per_person="on")),
        "partners": "Hội Phụ nữ",
    }
    page = browser(submitter).post(address, sent)
    assert page.status_code == 404
    assert page.context["texts"] == [
        ("Units that take part", "Hội Phụ nữ"),
        ("Planned contributions", "People · Money · 5 triệu · of each person, in no sum"),
        ("Targets in figures", "Road built or widened · 810 m"),
    ]


def test_two_versions_stand_beside_each_other_in_words(submitter, colleague, draft):
    road_measure = make.measure("road")
    make.outcome(draft, "road", 810, stage=Stage.TARGET)
    initiatives.save(draft, by=colleague, facts={"targets": [OutcomeRow(road_measure, 900, Qualifier.OVER)]})
    client, address = browser(submitter), reverse("initiative-edit", args=[draft.code])
    sent = {"version": 1, **rows("targets", road("850 m"))}
    page = client.post(address, sent)
    [both] = page.context["differing"]
    assert [re.sub("<.*?>", "", side) for side in (both.mine, both.theirs)] == [
        "Road built or widened: 850\u00a0m",
        "Road built or widened: over 900\u00a0m",
    ]
    client.post(address, {**sent, "overwrite": "2", "choose-targets": "theirs"})
    assert draft.outcomes.get().value == 900
    client.post(address, {**sent, "overwrite": "2", "choose-targets": "mine"})
    assert draft.outcomes.get().value == 850
