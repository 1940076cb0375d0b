"""What looks odd in figures, and that nothing is said of what is sensible."""

import pytest

from registry.queries import outcomes, plausibility
from registry.vocabulary import ContributionKind, Source, Stage, Status
from tests import make

SPACE = "\u00a0"


@pytest.fixture
def row(submitter, campaign):
    return make.initiative(Status.REGISTERED, submitter.unit, by=submitter)


def said(initiative) -> list[str]:
    return [sentence.replace(SPACE, " ") for sentence in plausibility.warnings(initiative)]


def others(unit, count=plausibility.FEWEST_MODELS, value=50_000_000, status=Status.RECOGNISED, **changes):
    """Models of the same field, each with money of the people and some road."""
    for number in range(count):
        other = make.initiative(status, unit, **changes)
        make.contribution(other, value + number)
        make.outcome(other, "road", 500 + number)
        make.outcome(other, "site-days", 30 + number)


# ---- nothing to say ----


def test_sensible_figures_get_no_warning(row, world):
    others(world.an_sinh)
    make.outcome(row, "road", 810, stage=Stage.TARGET)
    make.outcome(row, "road", 300, period="quý I")
    make.outcome(row, "road", 600, period="quý II")
    make.outcome(row, "road", 900)
    make.contribution(row, 1_300_000_000, stage=Stage.TARGET)
    make.contribution(row, 1_300_000_000)
    make.contribution(row, 1_200_000, per_person=True, note="1.083 khẩu")
    make.contribution(row, 2_000_000_000, source=Source.STATE, note="Tổng công ty Than hỗ trợ thêm xi măng")
    make.contribution(row, 500, source=Source.PEOPLE, kind=ContributionKind.LAND)
    assert said(row) == []


def test_a_model_without_figures_gets_no_warning(row, world):
    others(world.an_sinh)
    assert said(row) == []


def test_a_draft_without_a_field_is_not_compared(submitter, campaign, world):
    others(world.an_sinh)
    draft = make.initiative(Status.DRAFT, submitter.unit, sector=None)
    make.contribution(draft, 10**17, stage=Stage.TARGET)
    assert said(draft) == []


# ---- parts against the total ----


def test_periods_that_do_not_make_the_total_are_named(row):
    make.outcome(row, "road", 300, period="quý I")
    make.outcome(row, "road", 400, period="quý II")
    make.outcome(row, "road", 810)
    assert said(row) == [
        "“Road built or widened”: the periods add up to 700 m, but the row without a period says 810 m.",
    ]


def test_what_is_never_added_up_has_no_parts(row):
    make.outcome(row, "site-days", 15, period="đợt 1")
    make.outcome(row, "site-days", 20, period="đợt 2")
    make.outcome(row, "site-days", 30)
    assert said(row) == []


def test_a_total_among_the_contributions_counts_twice(row):
    make.contribution(row, 2_000_000_000, source=Source.STATE)
    make.contribution(row, 1_000_000_000)
    total = make.contribution(row, 3_000_000_000, source=Source.OTHER, note="Tổng cộng")
    assert said(row) == [
        "The row with the note “Tổng cộng” repeats the others (3 billion dong). All rows are added up: remove it.",
    ]
    total.value = 3_300_000_000
    total.save()
    assert said(row) == [
        "The row with the note “Tổng cộng” says 3.3 billion dong, the others add up to 3 billion dong. "
        "All rows are added up: remove the total, or change its note.",
    ]


# ---- persons ----


@pytest.mark.parametrize(("value", "warns"), [(650_000_000, False), (2_590_000_000, False), (600_000_000, True), (2**32, True)])
def test_a_sum_of_each_person_is_held_against_the_sum_of_all(row, value, warns):
    make.contribution(row, value)
    make.contribution(row, 1_200_000, per_person=True, note="của 1.083 khẩu, góp năm 2024")
    assert len(said(row)) == warns


def test_the_sentence_about_persons_says_how_it_was_counted(row):
    make.contribution(row, 1_300_000)
    make.contribution(row, 1_200_000, per_person=True)
    make.outcome(row, "participants", 1_000)
    assert said(row) == [
        "1.2 million dong of each person, times 1,000 persons, makes 1.2 billion dong; "
        "but “People · Money” says 1.3 million dong."
    ]


def test_without_a_number_of_persons_nothing_is_held_against_them(row):
    make.contribution(row, 1_300_000)
    make.contribution(row, 1_200_000, per_person=True, note="mỗi khẩu, năm 2024")
    assert said(row) == []


# ---- target and result ----


@pytest.mark.parametrize(("value", "warns"), [(81, False), (8_100, False), (80, True), (8_101, True), (0, False)])
def test_a_result_far_from_its_target_is_named(row, value, warns):
    make.outcome(row, "road", 810, stage=Stage.TARGET)
    make.outcome(row, "road", value)
    assert len(said(row)) == warns


def test_contributions_far_from_what_was_planned_are_named(row):
    make.contribution(row, 1_300_000_000, stage=Stage.TARGET)
    make.contribution(row, 1_000_000)
    make.contribution(row, 300_000)
    assert said(row) == [
        "“People · Money”: 1.3 million dong was reached, but 1.3 billion dong was aimed at. Look at the zeros again.",
    ]


# ---- a thousand times too much or too little ----


def test_a_slip_of_three_zeros_is_named(row, world):
    others(world.an_sinh)
    make.contribution(row, 50_000_000_000_000)
    make.contribution(row, 50_000, stage=Stage.TARGET)
    make.outcome(row, "road", 810_000)
    much, little, road = (
        "“People · Money”: 50 trillion dong. Models of this field usually say about 50 million dong. "
        "Did you mean a thousand times less (triệu instead of tỷ)?",
        "“People · Money”: 50,000 dong. Models of this field usually say about 50 million dong. "
        "Did you mean a thousand times more (tỷ instead of triệu)?",
        "“Road built or widened”: 810,000 m. Models of this field usually say about 500 m. Look at the unit again.",
    )
    assert [sentence for sentence in said(row) if "usually" in sentence] == [road, little, much]


@pytest.mark.parametrize(
    "changes",
    [
        {"count": plausibility.FEWEST_MODELS - 1},
        {"status": Status.SUBMITTED},
        {"status": Status.WITHDRAWN},
        {"sector": "culture"},
    ],
)
def test_too_few_registered_models_of_the_field_say_nothing(row, world, changes):
    if "sector" in changes:
        changes = {"sector": make.sector("culture")}
    others(world.an_sinh, **changes)
    make.contribution(row, 50_000_000_000_000)
    assert said(row) == []


def test_many_rows_of_one_model_are_one_model(row, world):
    other = make.initiative(Status.RECOGNISED, world.an_sinh)
    for number in range(30):
        make.contribution(other, 1_000_000 + number)
    make.contribution(row, 50_000_000_000_000)
    assert said(row) == []


def test_what_each_person_gave_is_compared_with_nobody(row, world):
    others(world.an_sinh)
    make.contribution(row, 50, per_person=True)
    assert said(row) == []


def test_nothing_is_compared_with_itself(submitter, campaign, world):
    others(world.an_sinh, count=plausibility.FEWEST_MODELS - 1)
    row = make.initiative(Status.RECOGNISED, world.an_sinh)
    make.contribution(row, 50_000_000_000_000)
    assert said(row) == []


# ---- cost ----


def test_two_queries_however_many_rows(row, world, django_assert_num_queries):
    others(world.an_sinh)
    for number in range(30):
        make.outcome(row, "road", 1, period=str(number))
        make.contribution(row, 1, note=str(number))
    rows = outcomes.rows_of(row)
    with django_assert_num_queries(2):
        plausibility.warnings(row, rows)
    with django_assert_num_queries(5):
        plausibility.warnings(row)
    nothing = outcomes.rows_of(make.initiative(Status.DRAFT, world.an_sinh))
    with django_assert_num_queries(0):
        plausibility.warnings(row, nothing)


# ---- where it is said ----


def test_warnings_hinder_nothing_and_stand_on_the_form_and_the_desk(client, row, submitter, reviewer):
    make.outcome(row, "road", 810, stage=Stage.TARGET)
    client.force_login(submitter)
    client.cookies["django_language"] = "en"
    sent = {
        "report": "Xong.",
        "version": row.version,
        "achieved": "1",
        "achieved-0-measure": "road",
        "achieved-0-value": "9000",
    }
    saved = client.post(f"/models/{row.code}/report/", sent, follow=True)
    assert [len(saved.redirect_chain), row.outcomes.get(stage=Stage.ACHIEVED).value] == [1, 9000]
    sentence = "9,000\u00a0m was reached, but 810\u00a0m was aimed at."
    assert sentence in saved.content.decode()
    client.force_login(reviewer)
    assert sentence in client.get(f"/review/{row.code}/").content.decode()
