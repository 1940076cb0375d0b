"""Wordings of papers in the admin: reviewers write those of their own bodies, and what no report could hold is refused."""

import pytest

from registry.models import Wording
from registry.services import reports
from registry.vocabulary import Level, ReportKind, Template
from tests import make

pytestmark = pytest.mark.django_db

LIST = "/admin/registry/wording/"
PAGE = {"template": Template.YEARLY_REPORT.value, "level": "", "title": "Báo cáo", "subject": "Kết quả {year}"}


@pytest.fixture
def body(world):
    return make.body(unit=world.an_sinh)


def test_a_reviewer_adapts_the_wording_for_the_own_body_and_the_next_report_begins_with_it(at, staff, world, body, campaign):
    client = at(staff)
    general = Wording.objects.get(template=Template.YEARLY_REPORT, body=None)
    html = client.get(f"{LIST}{general.pk}/change/").content.decode()
    assert f'href="{LIST}add/?template=yearly_report"' in html
    assert "<code>{table_units}</code>" in html
    form = client.get(f"{LIST}add/?template=yearly_report").context["adminform"].form
    assert form.initial["text"] == general.text
    response = client.post(f"{LIST}add/", PAGE | {"body": body.pk, "text": "Của xã: {registered}.", "recipients": "- Tỉnh ủy;"})
    assert response.status_code == 302
    begun = reports.prepare(by=staff, kind=ReportKind.YEARLY, campaign=campaign, unit=world.an_sinh, body=body)
    assert (begun.text, begun.recipients, begun.title) == ("Của xã: {registered}.", "- Tỉnh ủy;", "Kết quả {year}")


def test_the_wording_of_all_bodies_and_of_others_is_not_written_by_a_reviewer(at, staff, world, body):
    client = at(staff)
    general = Wording.objects.get(template=Template.YEARLY_REPORT, body=None)
    others = [make.body(unit=world.dong_trieu), make.body(Level.PROVINCE, unit=world.province), make.body(unit=None)]
    foreign = Wording.objects.create(template=Template.YEARLY_REPORT, body=others[0], title="Khác", text="Của nơi khác.")
    assert client.get(f"{LIST}{general.pk}/change/").status_code == 200
    assert client.post(f"{LIST}{general.pk}/change/", PAGE | {"text": "Phá."}).status_code == 403
    assert client.post(f"{LIST}{general.pk}/delete/", {"post": "yes"}).status_code == 403
    for address in ("change", "preview", "delete"):
        assert client.get(f"{LIST}{foreign.pk}/{address}/").status_code in (403, 404)
    for other in (*(one.pk for one in others), ""):
        assert client.post(f"{LIST}add/", PAGE | {"body": other, "text": "X"}).status_code == 200
    assert Wording.objects.filter(template=Template.YEARLY_REPORT).count() == 2
    assert foreign not in client.get(LIST).context["cl"].queryset


def test_a_leader_of_staff_reads_no_wordings(at, commune_leader):
    commune_leader.is_staff = True
    commune_leader.save()
    assert at(commune_leader).get(LIST).status_code == 403


@pytest.mark.parametrize(
    ("field", "words", "sentence"),
    [
        ("text", "Xem {table_units} kèm theo.", "A table stands alone on a line of the text: {table_units}."),
        ("subject", "{highlights}", "A table stands alone on a line of the text: {highlights}."),
        ("text", "{table_units}\n" * 2, "A table stands only once in a report: {table_units}."),
        ("text", "đ" * 50_000, "The text has more than 40000 characters."),
        ("recipients", "đ" * 3001, "The text has more than 3000 characters."),
        ("text", "Có {nam} mô hình.", "{nam}"),
    ],
)
def test_what_no_report_could_hold_is_refused_beside_its_field(at, superuser, field, words, sentence):
    row = Wording.objects.get(template=Template.YEARLY_REPORT, body=None)
    page = PAGE | {"text": "Có {registered}.", "body": "", field: words}
    errors = at(superuser).post(f"{LIST}{row.pk}/change/", page).context["adminform"].form.errors
    assert list(errors) == [field]
    assert sentence in errors[field][0]


def test_markup_and_control_characters_are_words_like_others(at, superuser):
    row = Wording.objects.get(template=Template.YEARLY_REPORT, body=None)
    client = at(superuser)
    words = "*đậm* #set <b>x</b> & $a$ \\ @b `c`"
    assert client.post(f"{LIST}{row.pk}/change/", PAGE | {"text": f"{words}\x07\u200b", "body": ""}).status_code == 302
    row.refresh_from_db()
    assert row.text == words
    assert client.get(f"{LIST}{row.pk}/preview/").content.startswith(b"%PDF")
