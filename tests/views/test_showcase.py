"""The public pages show what was recognised and cleared, and not a word more."""

import re
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from registry.models import Initiative, Publication
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


def full(row):
    """The model with a public text, a photo and figures."""
    make.publication(row, photos=[make.document(row)])
    make.outcome(row)
    make.contribution(row)
    return row


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
    "asked",
    [
        *({"sector": "defence"}, {"sector": "x"}, {"year": "x"}, {"year": "²"}, {"after": "x"}, {"q": "\0"}),
        *({"unit": "x"}, {"unit": "\0"}, {"place": "--"}, {"place": "\0"}, {"outcome": "x"}, {"outcome": "road"}),
    ],
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


def test_nothing_of_the_dossier_is_shown_but_facts_and_figures(reading, world):
    """Name, collective, unit, field, recognition and numbers; never a part of the form, the report, a note or a partner."""
    row = public(person={"name": SECRET}, report="Báo cáo mật thiết")
    make.outcome(row, note="Ghi chú kết quả")
    make.contribution(row, note="Ghi chú đóng góp")
    row.partners.create(name="Nhóm Tên Lạ")
    page = page_of(reading, row).content.decode()
    hidden = [*make.TEXTS.values(), "Báo cáo mật thiết", "Ghi chú kết quả", "Ghi chú đóng góp", "Nhóm Tên Lạ", SECRET]
    assert [words for words in hidden if words in page] == []
    shown_ = ("Chi bộ thôn Bình Sơn Đông", "Phường An Sinh", "810\u00a0", "1.3\u00a0billion", "is not published yet")
    assert [words in page for words in shown_] == [True] * len(shown_)


def test_the_public_text_is_shown_with_contact_and_photos(reading, world):
    row = public()
    photo = make.document(row)
    make.publication(
        row,
        photos=[photo],
        summary="Một câu",
        situation="Vì sao",
        method="Cách làm",
        forces="Lực lượng",
        results="Kết quả chung",
        advice="Lời khuyên",
        contact="Bộ phận dân vận phường",
    )
    page = page_of(reading, row).content.decode()
    words = ("Một câu", "Vì sao", "Cách làm", "Lực lượng", "Kết quả chung", "Lời khuyên", "Bộ phận dân vận phường")
    assert [one in page for one in words] == [True] * len(words)
    assert reverse("showcase-photo", args=[row.code, photo.key]) in page


@pytest.mark.parametrize("query", ["Bình Sơn Đông thôn", "lầy lội", "810 m", "nghiệm thu", "riêng tư", "công khai thu chi"])
def test_nothing_unpublished_can_be_found(reading, world, query):
    public(person={"name": SECRET}, title="Ngõ sạch", collective_name="Tổ 5", report="Biên bản nghiệm thu")
    assert shown(reading, q=query) == []


def test_search_finds_names_of_the_model_of_its_unit_and_its_code(reading, world):
    row = public(world.binh_duong, campaign=varied.closed_campaign(2024), title="Đường hoa QL18A")
    for query in ("duong hoa", "hoa binh duong", "ql18a", row.code, "binh du"):
        assert shown(reading, q=query) == ["Đường hoa QL18A"]
    assert shown(reading, q="duong hoa la") == []


def test_a_place_is_found_by_its_old_name_and_by_that_of_today(reading, world):
    closed = varied.closed_campaign(2024)
    public(world.binh_duong, campaign=closed, title="Xưa")
    public(world.an_sinh, title="Nay")
    public(world.dong_trieu, title="Bên cạnh")
    for place in ("Bình Dương", "binh duong", "xã Bình Dương", "An Sinh", "phường An Sinh"):
        assert shown(reading, place=place) == ["Nay", "Xưa"]
    assert shown(reading, place="dong trieu") == ["Bên cạnh"]
    assert shown(reading, unit=world.an_sinh.key) == ["Nay", "Xưa"]
    assert shown(reading, place="Không Đâu") == []
    assert "which took over" in reading.get(reverse("showcase"), {"place": "binh duong"}).content.decode()


def test_a_name_of_several_units_offers_each_of_them(reading, world):
    closed = varied.closed_campaign(2024)
    public(world.duc_chinh, campaign=closed, title="Trước khi chia")
    response = reading.get(reverse("showcase"), {"place": "duc chinh"})
    assert [one.unit for one, _address in response.context["places"]] == [world.an_sinh, world.dong_trieu]
    assert [row.title for row in response.context["page"].rows] == ["Trước khi chia"]
    chosen = reading.get(reverse("showcase") + response.context["places"][0][1])
    assert (chosen.context["place"], chosen.context["places"]) == (world.an_sinh, [])


def test_only_results_that_were_reached_are_offered_and_filter(reading, world):
    make.outcome(public(title="Đường"), "road")
    make.outcome(public(title="Chỉ dự kiến"), "road", stage="target")
    make.outcome(make.initiative(Status.RECOGNISED, title="Không công khai"), "houses")
    response = reading.get(reverse("showcase"))
    assert [code for code, _name in response.context["measures"]] == ["road"]
    assert shown(reading, outcome="road") == ["Đường"]
    assert shown(reading, outcome="houses") == ["Chỉ dự kiến", "Đường"]


def test_a_card_shows_the_first_results_and_the_first_photo(reading, world):
    row = full(public())
    make.document(row)
    response = reading.get(reverse("showcase"))
    [card] = response.context["page"].rows
    assert [what for what, _quantity in card.yields] == [str(make.measure()), "given by the people"]
    address = reverse("showcase-thumbnail", args=[row.code, card.photo.document.key])
    wanted = f'src="{address}" alt="" width="640" height="480" loading="lazy"'
    assert wanted in response.content.decode()


def test_the_page_shows_small_photos_that_lead_to_the_large_ones(reading, world):
    row = full(public())
    photo = row.publication.photos.get().document
    page = page_of(reading, row).content.decode()
    small, large = (reverse(f"showcase-{name}", args=[row.code, photo.key]) for name in ("thumbnail", "photo"))
    assert f'<a href="{large}"><img src="{small}" alt="Photo" width="640" height="480" loading="lazy"></a>' in page


def test_a_name_of_very_many_units_shows_the_models_of_all_and_offers_some(reading, world):
    units = [make.unit(f"Tân {number}", parent=world.province) for number in range(14)]
    for unit in units:
        public(unit, title=unit.label)
    response = reading.get(reverse("showcase"), {"place": "tan"})
    assert (response.context["count"].number, len(response.context["places"])) == (14, 12)
    assert "and 2 more units" in response.content.decode()


def test_an_unknown_place_is_told_and_each_part_of_the_question_can_be_left_out(reading, world):
    public(title="Ngõ sạch", sector=make.sector("culture"))
    asked = {"q": "duong hoa", "place": "Không Đâu", "sector": "culture"}
    response = reading.get(reverse("showcase"), asked)
    assert "No unit of this name is known" in response.content.decode()
    wider = dict(response.context["wider"])
    assert list(wider) == ["In all fields", "In all places", "Without the words “duong hoa”"]
    narrower = reading.get(reverse("showcase") + wider["In all places"])
    assert narrower.context["asked"] == {**asked, "place": "", "unit": "", "year": "", "outcome": ""}
    assert "Try fewer or other words" in narrower.content.decode()


def test_a_page_of_the_list_that_is_empty_meanwhile_leads_back(reading, world):
    row = public()
    page = reading.get(reverse("showcase"), {"after": row.pk}).content.decode()
    assert ("This page of the list is empty now" in page, "To the beginning of the list" in page) == (True, True)


def test_what_is_planned_is_told_as_planned(reading, world):
    row = public()
    make.contribution(row, stage="target", qualifier="over")
    page = page_of(reading, row).content.decode()
    assert ("planned to cost" in page, "over 1.3\u00a0billion" in page) == (True, True)
    make.contribution(row, value=2_000_000_000)
    page = page_of(reading, row).content.decode()
    assert ("planned to cost" in page, "2\u00a0billion" in page) == (False, True)


# ---- who did it too ----


def test_public_followers_are_named_and_others_counted_but_never_secret_ones(reading, world):
    source = public(title="Nguồn")
    make.adoption(public(world.dong_trieu, title="Làm theo một"), source)
    make.adoption(make.initiative(Status.REGISTERED, world.dong_trieu, title="Chưa công khai"), source)
    make.adoption(make.initiative(Status.REGISTERED, world.dong_trieu, title="Kín", is_restricted=True), source)
    make.adoption(make.initiative(Status.RECOGNISED, title="Quân sự", sector=make.sector("defence")), source)
    make.adoption(make.initiative(Status.DECLINED, title="Bị từ chối"), source)
    page = page_of(reading, source).content.decode()
    assert ("2 models followed" in page, "1 of them is not published" in page, "Làm theo một" in page) == (True, True, True)
    assert [title for title in ("Chưa công khai", "Kín", "Quân sự", "Bị từ chối") if title in page] == []


def test_what_a_model_learned_from_is_named_only_while_that_is_public(reading, world):
    source, follower = public(title="Nguồn"), public(world.dong_trieu, title="Làm theo")
    make.adoption(follower, source)
    assert "Nguồn" in page_of(reading, follower).content.decode()
    Initiative.objects.filter(pk=source.pk).update(cleared_at=None)
    assert "Nguồn" not in page_of(reading, follower).content.decode()


def test_the_page_of_each_year_leads_to_the_others_that_are_public_and_shows_who_followed_any(reading, world):
    first = public(world.an_sinh, campaign=varied.closed_campaign(2024), title="Đường hoa")
    second = public(world.an_sinh, title="Đường hoa", novelty="continued", continues=first)
    make.adoption(public(world.dong_trieu, title="Làm theo"), first)
    for row, other in ((first, second), (second, first)):
        page = page_of(reading, row).content.decode()
        wanted = (f'<a href="{reverse("showcase-model", args=[other.code])}">', "Làm theo")
        assert [words in page for words in wanted] == [True, True]
    Initiative.objects.filter(pk=first.pk).update(cleared_at=None)
    page = page_of(reading, second).content.decode()
    assert (first.code in page, "Làm theo" in page) == (False, True)


def test_a_page_says_what_is_shared_with_its_address_and_no_more(reading, world):
    """No picture: chat programs would keep a photo that is withdrawn."""
    row = full(public(world.an_sinh, title='Đường "hoa"'))
    head = page_of(reading, row).content.decode().partition("</head>")[0]
    address = f"http://testserver{reverse('showcase-model', args=[row.code])}"
    facts = f"{row.sector} · Phường An Sinh · recognised model of {row.campaign.year}"
    wanted = [
        f'<meta name="description" content="{facts}">',
        f'<link rel="canonical" href="{address}">',
        '<meta property="og:title" content="Đường &quot;hoa&quot;">',
        f'<meta property="og:description" content="{facts}">',
        f'<meta property="og:url" content="{address}">',
    ]
    assert [one for one in wanted if one not in head] == []
    assert "og:image" not in head
    Publication.objects.update(summary="Một câu. " * 40)
    description = page_of(reading, row).context["description"]
    assert (description.startswith("Một câu. Một câu."), len(description)) == (True, 200)


def test_a_code_may_be_typed_in_small_letters(reading, world):
    row = public()
    address = reverse("showcase-model", args=[row.code])
    response = reading.get(address.replace("DVK", "dvk"))
    assert (response.status_code, response.context["address"]) == (200, f"http://testserver{address}")


def test_what_is_public_no_longer_looks_like_what_never_was(reading, world):
    row = public()
    never = row.code[:-6] + "999999"
    Initiative.objects.filter(pk=row.pk).update(cleared_at=None)
    answers = [reading.get(reverse("showcase-model", args=[code])) for code in (row.code, never)]
    assert [answer.status_code for answer in answers] == [404, 404]
    pages = [answer.content.decode().replace(row.code, never) for answer in answers]
    assert "what was here is not public" in pages[0]
    tokens = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
    assert tokens.sub("", pages[0]) == tokens.sub("", pages[1])
    assert ["no-store" in answer["Cache-Control"] for answer in answers] == [True, True]


def test_the_paper_says_what_the_page_says(reading, world):
    row = full(public(world.binh_duong, campaign=varied.closed_campaign(2024)))
    response = reading.get(reverse("showcase-pdf", args=[row.code]))
    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]
    words = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages).split())
    wanted = (row.title, "when registered: xã Bình Dương", "Họp dân, công khai, cùng làm.", "1.3 billion dong", row.code)
    assert [one in words.replace("\u00a0", " ") for one in wanted] == [True] * len(wanted)
    assert make.TEXTS["situation"] not in words


def test_what_people_typed_is_shown_as_text(reading, world):
    row = public(title="<script>alert(1)</script>")
    make.publication(row, method="<img src=x onerror=alert(1)>\n\nDòng hai")
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
    assert "No model is published yet" in reading.get(reverse("showcase")).content.decode()
    assert "Nothing found" in reading.get(reverse("showcase"), {"q": "x"}).content.decode()


def test_the_number_of_queries_is_the_same_for_one_row_and_thirty(reading, world, django_assert_max_num_queries):
    closed = varied.closed_campaign(2024)
    row = full(public(world.binh_duong, campaign=closed))
    with django_assert_max_num_queries(10) as one:
        reading.get(reverse("showcase"))
    assert not any('"situation"' in query["sql"] for query in one.captured_queries)
    for place in range(30):
        full(public([world.binh_duong, world.duc_chinh][place % 2], campaign=closed))
    with django_assert_max_num_queries(10) as many:
        reading.get(reverse("showcase"))
    assert len(many) == len(one)
    with django_assert_max_num_queries(12):
        page_of(reading, row)


def test_a_reader_who_is_logged_in_costs_no_more_than_a_list_may(reading, submitter, world, django_assert_max_num_queries):
    closed = varied.closed_campaign(2024)
    for unit in (world.binh_duong, world.duc_chinh):
        public(unit, campaign=closed)
    reading.force_login(submitter)
    with django_assert_max_num_queries(14):
        reading.get(reverse("showcase"), {"q": "mô hình"})


def test_a_search_that_finds_too_many_says_so_and_still_pages(reading, world, monkeypatch):
    monkeypatch.setattr("registry.queries.paging.CAP_OF_SEARCH", 3)
    for number in range(5):
        public(world.an_sinh, title=f"Đường hoa số {number}")
    page = reading.get(reverse("showcase"), {"q": "duong hoa"}).context
    assert (page["count"].number, page["count"].is_capped, len(page["page"].rows)) == (3, True, 5)
    page = reading.get(reverse("showcase"), {"q": "duong hoa so 4"}).context
    assert (page["count"].number, page["count"].is_capped) == (1, False)
    assert [row.title for row in page["page"].rows] == ["Đường hoa số 4"]
