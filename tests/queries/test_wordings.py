"""The words of official papers: which wording holds, what is filled in, what is refused."""

import pytest
from django.utils import translation

from registry.models import Wording
from registry.queries import wordings
from registry.vocabulary import Level, Template
from tests import make

pytestmark = pytest.mark.django_db


def worded(body=None, level="", title="Quyết định riêng") -> Wording:
    return Wording.objects.create(template=Template.RECOGNITION, body=body, level=level, title=title)


def test_the_most_particular_wording_holds():
    body, other = make.body(), make.body()
    rows = [worded(body, Level.PROVINCE), worded(body), worded(None, Level.PROVINCE)]
    general = Wording.objects.get(template=Template.RECOGNITION, body=None, level="")

    def holds(body, level):
        return wordings.wording(Template.RECOGNITION, body, level)

    assert [holds(body, Level.PROVINCE), holds(body, Level.GRASSROOTS), holds(other, Level.PROVINCE)] == rows
    assert (holds(other, Level.GRASSROOTS), holds(None, Level.GRASSROOTS)) == (general, general)


def test_without_any_wording_a_paper_still_has_its_title():
    Wording.objects.all().delete()
    with translation.override("vi"):
        assert wordings.wording(Template.MINUTES, None, "").title == str(Template.MINUTES.label)


def test_every_paper_has_a_first_wording_that_mentions_only_what_is_known():
    rows = {row.template: row for row in Wording.objects.all()}
    assert set(rows) == set(Template.values)
    for row in rows.values():
        texts = [row.title, row.subject, row.bases, row.text, row.recipients]
        assert wordings.unknown(row.template, texts) == []
        assert "{" not in str(wordings.filled(row, wordings.sample(row)).values())


def test_what_is_not_known_stays_visible_and_nothing_else_is_replaced():
    row = Wording(title="Số {number}", text="A {count}\n\n{strange} {0} {count.real} {count!r}\n", bases="Căn cứ {body};")
    assert wordings.filled(row, {"number": "5", "count": 7, "body": "{count}"}) == {
        "title": "Số 5",
        "subject": "",
        "bases": ["Căn cứ {count};"],
        "text": ["A 7", "{strange} {0} {count.real} {count!r}"],
        "recipients": [],
    }


def test_unknown_marks_are_named_once_each():
    texts = ["{count} {coutn} {0}", "{coutn} {body.name} {}"]
    assert wordings.unknown(Template.RECOGNITION, texts) == ["coutn", "0", "body.name", ""]


def test_numbers_are_written_as_papers_write_them():
    assert [wordings.counted(number) for number in (0, 5, 10, 1400)] == ["00", "05", "10", "1.400"]
    assert wordings.composition(1179, 0) == "1.179 mô hình của tập thể"


def test_the_mark_across_the_page_says_draft_and_demonstration(settings):
    settings.DEMO = False
    assert (wordings.watermark(), wordings.watermark(is_draft=True)) == ("", "DỰ THẢO")
    settings.DEMO = True
    assert (wordings.watermark(), wordings.watermark(is_draft=True)) == ("SỐ LIỆU MINH HỌA", "DỰ THẢO\nSỐ LIỆU MINH HỌA")
