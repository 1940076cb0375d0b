"""What a resubmission changed, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from registry.queries import revisions
from registry.queries.revisions import COME, GONE, SAME, Run, words_changed
from registry.services import initiatives, review
from registry.vocabulary import Part, Status
from tests import make


def test_words_that_came_and_went_are_told_apart():
    assert words_changed("Họp dân hai lần.", "Họp dân ba lần.") == [
        Run(SAME, "Họp dân "),
        Run(GONE, "hai"),
        Run(COME, "ba"),
        Run(SAME, " lần."),
    ]
    assert words_changed("", "Mới") == [Run(COME, "Mới")]
    assert words_changed("", "") == []


texts = st.lists(st.sampled_from(["đường", "hoa", " ", "\n", "810", "m."]), max_size=40).map("".join)


@given(texts, texts)
def test_nothing_is_lost_in_a_comparison(before, after):
    runs = words_changed(before, after)
    assert "".join(run.text for run in runs if run.kind != COME) == before
    assert "".join(run.text for run in runs if run.kind != GONE) == after


def test_a_text_of_many_thousand_words_is_compared_by_paragraph():
    before = "a " * 3000 + "\nmột"
    assert words_changed(before, "a " * 3000 + "\nhai")[0] == Run(SAME, "a " * 3000 + "\n")


def resubmitted(submitter, reviewer, remarks, facts):
    row = initiatives.begin(campaign=make.campaign(), unit=submitter.unit, by=submitter, facts=make.facts())
    initiatives.submit(row, by=submitter)
    review.return_(row, by=reviewer, remarks=remarks)
    initiatives.save(row, by=submitter, facts=facts)
    return initiatives.submit(row, by=submitter)


def test_only_the_parts_that_changed_are_named_and_choices_by_their_labels(submitter, reviewer):
    facts = {"method": "Họp dân, công khai thu chi.", "level": "province"}
    row = resubmitted(submitter, reviewer, {Part.METHOD: "Ngắn hơn.", Part.LEVEL: "Cấp nào?"}, facts)
    found = revisions.resubmitted(row)
    assert set(found) == {"method", "level"}
    assert found["level"] == words_changed("Grassroots (commune) level", "Provincial level")


def test_a_first_submission_has_nothing_to_compare(submitter, reviewer):
    assert revisions.resubmitted(make.initiative(Status.SUBMITTED, submitter.unit)) is None


def test_the_desk_shows_what_was_asked_and_what_changed(client, submitter, reviewer):
    facts = {"method": "Họp dân, công khai thu chi, mỗi hộ góp hai ngày công.", "title": "Tuyến đường hoa Bình Sơn Đông"}
    row = resubmitted(submitter, reviewer, {Part.METHOD: "Nêu rõ mấy ngày.", Part.TITLE: "Thiếu tên."}, facts)
    client.force_login(reviewer)
    html = client.get(f"/review/{row.code}/").content.decode()
    assert "</span>hai </ins>" in html
    assert "</span>hoa</ins>" in html
    assert html.count("Nêu rõ mấy ngày.") >= 1


def test_the_desk_says_which_part_came_back_as_it_was(client, submitter, reviewer):
    """A name stands in no revision, so nothing is said of the part that holds it; nor of what an earlier return asked."""
    remarks = {Part.METHOD: "Nêu rõ.", Part.AIMS: "Ghi số.", Part.SUBMITTER: "Ai đứng tên?"}
    row = resubmitted(submitter, reviewer, remarks, {"method": "Họp dân, công khai thu chi."})
    client.force_login(reviewer)
    client.cookies["django_language"] = "en"
    html = client.get(f"/review/{row.code}/").content.decode()
    assert (html.count("sent again without a change"), html.count("· answered")) == (1, 2)
    review.return_(row, by=reviewer, remarks={Part.METHOD: "Ngắn hơn."})
    initiatives.save(row, by=submitter, facts={"method": "Họp dân."})
    initiatives.submit(row, by=submitter)
    assert "sent again without a change" not in client.get(f"/review/{row.code}/").content.decode()
