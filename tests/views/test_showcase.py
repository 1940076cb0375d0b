"""The public pages show what was recognised and cleared, and not a word more."""

import pytest
from django.urls import reverse

from registry.vocabulary import Level, Status, SubmitterType
from tests import make, varied

pytestmark = pytest.mark.django_db
SECRET = "Bùi Thị Riêng Tư"


@pytest.fixture
def reading(client):
    client.cookies["django_language"] = "en"
    return client


def public(unit=None, **changes):
    return make.initiative(Status.RECOGNISED, unit, **{"cleared_at": make.ago(1), **changes})


def page_of(client, row):
    return client.get(reverse("showcase-model", args=[row.code]))


def shown(client, **asked) -> list[str]:
    response = client.get(reverse("showcase"), asked)
    assert response.status_code == 200
    return [row.title for row in response.context["page"].rows]


def test_only_recognised_and_cleared_models_are_public(reading, world):
    cleared = public(title="Được công khai")
    hidden = [
        make.initiative(Status.RECOGNISED, title="Chưa được phép"),
        make.initiative(Status.RECOGNISED, title="Hạn chế", is_restricted=True),
        public(title="Quốc phòng", sector=make.sector("defence")),
        public(title="An ninh", sector=make.sector("security")),
        *(make.initiative(status, title=status) for status in Status if status != Status.RECOGNISED),
    ]
    assert shown(reading) == ["Được công khai"]
    assert page_of(reading, cleared).status_code == 200
    for row in hidden:
        assert page_of(reading, row).status_code == 404


def test_the_public_page_is_the_same_for_those_who_know_more(client, leader, world):
    row = make.initiative(Status.RECOGNISED)
    client.force_login(leader)
    assert shown(client) == []
    assert page_of(client, row).status_code == 404


def test_a_withdrawn_clearing_disappears_at_once(reading, world):
    row = public()
    response = page_of(reading, row)
    assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))
    assert "no-store" in reading.get(reverse("showcase"))["Cache-Control"]
    row.cleared_at = None
    row.save()
    assert page_of(reading, row).status_code == 404
    assert shown(reading) == []


def test_a_person_is_named_only_with_recorded_consent(reading, world):
    individual = {"submitter_type": SubmitterType.INDIVIDUAL, "collective_name": ""}
    silent = public(person={"name": SECRET}, **individual)
    agreed = public(person={"name": SECRET, "consented_at": make.ago(5)}, **individual)
    head = public(person={"name": SECRET})
    assert SECRET not in page_of(reading, silent).content.decode()
    assert "an individual" in page_of(reading, silent).content.decode()
    assert SECRET in page_of(reading, agreed).content.decode()
    assert SECRET not in page_of(reading, head).content.decode()
    assert "Chi bộ thôn Bình Sơn Đông" in page_of(reading, head).content.decode()
    assert SECRET not in reading.get(reverse("showcase")).content.decode()


def test_no_personal_name_is_searchable(reading, world):
    public(person={"name": SECRET, "consented_at": make.ago(5)}, title="Ngõ sạch")
    assert shown(reading, q="Riêng Tư") == []
    assert shown(reading, q="ngo") == ["Ngõ sạch"]


@pytest.mark.parametrize("query", ["duong hoa", "ĐƯỜNG HOA", "hoa duong", "đường ho", "du\u031bo\u031b\u0300ng hoa"])
def test_search_needs_no_accents_and_the_last_word_may_be_a_beginning(reading, world, query):
    public(title="Đường hoa biên giới")
    public(title="Nhà sạch vườn đẹp")
    assert shown(reading, q=query) == ["Đường hoa biên giới"]


def test_field_and_year_narrow_the_list(reading, world):
    public(title="Năm nay")
    public(title="Năm ngoái", campaign=varied.closed_campaign(2024), sector=make.sector("culture"))
    assert shown(reading, sector="culture") == ["Năm ngoái"]
    assert shown(reading, year="2024") == ["Năm ngoái"]
    assert shown(reading, year="2024", sector="economy") == []
    assert shown(reading) == ["Năm ngoái", "Năm nay"]


@pytest.mark.parametrize(
    "asked", [{"sector": "defence"}, {"sector": "x"}, {"year": "x"}, {"year": "²"}, {"after": "x"}, {"q": "\0"}]
)
def test_nonsense_in_the_address_is_left_out(reading, world, asked):
    public(title="Năm nay")
    assert shown(reading, **asked) == ["Năm nay"]


def test_the_page_quotes_the_newest_closed_year_and_counts_what_is_published(reading, world):
    closed = varied.closed_campaign(2024)
    make.initiative(Status.REGISTERED, campaign=closed)
    make.initiative(Status.RECOGNISED, campaign=closed, sector=make.sector("defence"))
    public(campaign=closed)
    public()
    text = reading.get(reverse("showcase")).content.decode()
    assert "In 2024, 2 of 3 registered models were recognised" in text
    assert '<h2 id="found">2 models</h2>' in text


def test_the_unit_is_named_as_today_and_as_when_it_registered(reading, world):
    row = public(world.binh_duong, campaign=varied.closed_campaign(2024))
    for response in (page_of(reading, row), reading.get(reverse("showcase"))):
        assert "Phường An Sinh (when registered: xã Bình Dương)" in response.content.decode()
    split = public(world.duc_chinh, campaign=varied.closed_campaign(2024))
    assert "Phường Đức Chính (former unit)" in page_of(reading, split).content.decode()
    assert "when registered" not in page_of(reading, public(world.an_sinh)).content.decode()


def test_the_seal_shows_level_number_and_date(reading, world):
    decision = make.decision(Level.PROVINCE, number="983-QĐ/TU", body=make.body(Level.PROVINCE, name="Tỉnh ủy Quảng Ninh"))
    text = page_of(reading, public(decision=decision)).content.decode()
    assert "Recognised: Provincial level" in text
    assert f"Decision 983-QĐ/TU of {make.today():%d/%m/%Y}, Tỉnh ủy Quảng Ninh" in text


def test_a_revoked_level_has_no_seal(reading, world):
    row = public()
    revoked = make.decision(Level.PROVINCE, number="77/QĐ-TU")
    make.recognition(row, revoked, is_revoked=True)
    assert "77/QĐ-TU" not in page_of(reading, row).content.decode()


def test_what_people_typed_is_shown_as_text(reading, world):
    row = public(title="<script>alert(1)</script>", method="<img src=x onerror=alert(1)>\n\nDòng hai")
    text = page_of(reading, row).content.decode()
    assert "<script>alert" not in text
    assert "<img src=x" not in text


def test_pages_lead_on_and_back(reading, world):
    for place in range(14):
        public(title=f"Mô hình {place:02d}")
    first = reading.get(reverse("showcase"))
    assert len(first.context["page"].rows) == 12
    second = reading.get(reverse("showcase"), {"after": first.context["page"].after})
    assert [row.title for row in second.context["page"].rows] == ["Mô hình 01", "Mô hình 00"]


def test_an_empty_showcase_says_so(reading, world):
    assert "Nothing found" in reading.get(reverse("showcase")).content.decode()


def test_the_number_of_queries_is_the_same_for_one_row_and_thirty(reading, world, django_assert_max_num_queries):
    closed = varied.closed_campaign(2024)
    row = public(world.binh_duong, campaign=closed)
    with django_assert_max_num_queries(8) as one:
        reading.get(reverse("showcase"))
    assert not any('"situation"' in query["sql"] for query in one.captured_queries)
    for place in range(30):
        public([world.binh_duong, world.duc_chinh][place % 2], campaign=closed)
    with django_assert_max_num_queries(8) as many:
        reading.get(reverse("showcase"))
    assert len(many) == len(one)
    with django_assert_max_num_queries(12):
        page_of(reading, row)


def test_a_reader_who_is_logged_in_costs_no_more_than_a_list_may(reading, submitter, world, django_assert_max_num_queries):
    closed = varied.closed_campaign(2024)
    for unit in (world.binh_duong, world.duc_chinh):
        public(unit, campaign=closed)
    reading.force_login(submitter)
    with django_assert_max_num_queries(8):
        reading.get(reverse("showcase"), {"q": "mô hình"})
