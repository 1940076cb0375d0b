"""The pages of drafts: the list and what hinders it, models put on it and taken off, issuing, papers, beginnings."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from registry.models import Decision, DecisionLine, Entry, Recognition
from registry.services import decisions, lines
from registry.vocabulary import DecisionKind, DecisionState, Level, Status, SubmitterType
from tests import make
from tests.views.test_decisions import log_in, words

pytestmark = pytest.mark.django_db

INDIVIDUAL = {"submitter_type": SubmitterType.INDIVIDUAL, "collective_name": ""}


@pytest.fixture
def body(world):
    return make.body(Level.GRASSROOTS, world.an_sinh, "Ủy ban nhân dân phường An Sinh", place="An Sinh")


@pytest.fixture
def draft(body):
    return make.decision(body=body, issued=False, number="")


def on_list(decision) -> list[int]:
    return list(decision.lines.values_list("initiative", flat=True))


def told(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


# ---- the list ----


def test_the_page_shows_first_what_hinders_and_counts_by_type_and_field(reviewer, draft):
    fine = make.initiative(Status.REPORTED, reviewer.unit)
    early = make.initiative(Status.SUBMITTED, reviewer.unit, sector=make.sector("culture"))
    for row in (fine, early):
        make.line(draft, row)
    context = log_in(reviewer).get(reverse("decision", args=[draft.pk])).context
    assert [line.initiative for line in context["hindered"]] == [early]
    assert [line.initiative for line in context["fine"]] == [fine]
    assert (context["total"], context["by_type"]) == (2, [("Collective", 2)])
    assert len(context["by_sector"]) == 2


def test_a_long_list_is_read_page_by_page(reviewer, draft):
    for _ in range(53):
        make.line(draft, make.initiative(Status.REPORTED, reviewer.unit))
    client, path = log_in(reviewer), reverse("decision", args=[draft.pk])
    first, second = client.get(path).context, client.get(path, {"from": "50"}).context
    assert (len(first["fine"]), first["before"], first["after"]) == (50, None, 50)
    assert (len(second["fine"]), second["before"], second["after"]) == (3, 0, None)
    for nonsense in ("-1", "x", "9" * 30, "²"):
        assert client.get(path, {"from": nonsense}).status_code == 200


def test_thirty_lines_take_as_many_queries_as_three(reviewer, body, django_assert_max_num_queries):
    client = log_in(reviewer)
    few, many = (make.decision(body=body, issued=False) for _ in range(2))
    for decision, number in ((few, 3), (many, 30)):
        for _ in range(number):
            make.line(decision, make.initiative(Status.REPORTED, reviewer.unit))
    with django_assert_max_num_queries(60) as taken:
        client.get(reverse("decision", args=[few.pk]))
    with django_assert_max_num_queries(len(taken)):
        client.get(reverse("decision", args=[many.pk]))


def test_who_put_models_on_the_list_is_told_that_another_one_issues(reviewer, draft):
    lines.add(draft, [make.initiative(Status.REPORTED, reviewer.unit)], by=reviewer)
    page = log_in(reviewer).get(reverse("decision", args=[draft.pk]))
    assert [count for _sentence, count in page.context["forbidden"]] == [1]


# ---- putting on ----


def test_chosen_models_are_put_on_a_draft(reviewer, draft):
    rows = [make.initiative(Status.REPORTED, reviewer.unit) for _ in range(2)]
    client = log_in(reviewer)
    asked = client.post(reverse("decision-add"), {"id": [row.pk for row in rows]})
    assert (asked.status_code, asked.context["count"]) == (200, 2)
    sent = {"chosen": asked.context["chosen"], "asked": "1", "decision": draft.pk}
    done = client.post(reverse("decision-add"), sent, follow=True)
    assert (done.redirect_chain[0][0], told(done)) == (
        reverse("decision", args=[draft.pk]),
        ["2 models were put on the list."],
    )
    assert on_list(draft) == [row.pk for row in rows]


def test_a_filter_puts_all_of_the_queue_on_a_new_draft(reviewer, body):
    rows = [make.initiative(Status.REPORTED, reviewer.unit) for _ in range(3)]
    make.initiative(Status.SUBMITTED, reviewer.unit)
    path = f"{reverse('decision-add')}?status=reported"
    log_in(reviewer).post(path, {"everything": "1", "asked": "1", "body": body.pk})
    assert sorted(on_list(Decision.objects.get())) == sorted(row.pk for row in rows)


def test_neither_a_foreign_draft_nor_a_foreign_model_is_taken(world, reviewer, draft):
    foreign = make.decision(body=make.body(Level.GRASSROOTS, world.dong_trieu), issued=False)
    row, hidden = make.initiative(Status.REPORTED, reviewer.unit), make.initiative(Status.REPORTED, world.dong_trieu)
    client = log_in(reviewer)
    wrong = client.post(reverse("decision-add"), {"id": [row.pk], "decision": foreign.pk})
    assert list(wrong.context["form"].errors) == ["decision"]
    client.post(reverse("decision-add"), {"id": [row.pk, hidden.pk], "decision": draft.pk})
    assert (on_list(draft), on_list(foreign)) == ([row.pk], [])


@pytest.mark.parametrize("sent", [{}, {"id": ["x", "-1", ""]}, {"chosen": "a,b"}])
def test_nothing_chosen_leads_back(reviewer, sent):
    assert log_in(reviewer).post(reverse("decision-add"), sent).status_code == 302


def test_codes_are_read_as_people_paste_them(reviewer, draft):
    rows = [make.initiative(Status.REPORTED, reviewer.unit) for _ in range(2)]
    client, path = log_in(reviewer), reverse("decision-lines", args=[draft.pk])
    pasted = f"1) {rows[0].code.lower()};\n{rows[1].code}\tDVK-2000-999999"
    done = client.post(path, {"codes": pasted}, follow=True)
    assert told(done) == ["2 models were put on the list.", "1 is not to be seen by you."]
    wrong = client.post(path, {"codes": "không có mã"})
    assert (wrong.status_code, list(wrong.context["codes"].errors)) == (200, ["codes"])
    assert "không có mã" in words(wrong)


def test_what_is_ticked_is_taken_off(reviewer, draft):
    rows = [make.initiative(Status.REPORTED, reviewer.unit) for _ in range(2)]
    for row in rows:
        make.line(draft, row)
    client, path = log_in(reviewer), reverse("decision-lines", args=[draft.pk])
    client.post(path, {"remove": "1", "id": [rows[0].pk]}, follow=True)
    assert on_list(draft) == [rows[1].pk]
    assert told(client.post(path, {"remove": "1"}, follow=True)) == ["Tick at least one model first."]


# ---- issuing ----


def test_issuing_asks_first_and_refuses_what_changed_meanwhile(reviewer, draft):
    row = make.initiative(Status.REPORTED, reviewer.unit)
    make.line(draft, row)
    Decision.objects.filter(pk=draft.pk).update(number="07/QĐ-UBND")
    client, path = log_in(reviewer), reverse("decision-issue", args=[draft.pk])
    version = client.get(path).context["form"].initial["version"]
    unticked = client.post(path, {"asked": "1", "version": version})
    assert list(unticked.context["form"].errors) == ["compared"]
    decisions.change(draft, by=reviewer, subject="Về việc khác")
    stale = client.post(path, {"asked": "1", "version": version, "compared": "on"})
    assert "Somebody changed this decision meanwhile" in words(stale)
    again = {"asked": "1", "version": stale.context["form"].initial["version"], "compared": "on"}
    assert client.post(path, again).status_code == 302
    draft.refresh_from_db()
    assert (draft.state, Recognition.objects.get().initiative) == (DecisionState.ISSUED, row)


def test_a_draft_is_thrown_away_after_one_look(reviewer, draft):
    client, path = log_in(reviewer), reverse("decision-discard", args=[draft.pk])
    assert client.get(path).status_code == 200
    client.post(path)
    assert not Decision.objects.exists()


def test_an_issued_revocation_says_of_each_model_on_which_ground_and_what_happened(reviewer, body):
    row = make.initiative(Status.REVOKED, reviewer.unit)
    decision = make.decision(body=body, kind=DecisionKind.REVOCATION)
    row.recognitions.update(ending_decision=decision)
    ground = make.ground("no-longer-effective")
    make.line(decision, row, recognition=row.recognitions.get(), ground=ground, reason="Đã dừng hoạt động.")
    assert f"{ground}: Đã dừng hoạt động." in words(log_in(reviewer).get(reverse("decision", args=[decision.pk])))


# ---- papers ----


def test_a_draft_is_printed_as_such_and_an_issued_decision_as_it_was_frozen(reviewer, draft):
    row = make.initiative(Status.REPORTED, reviewer.unit, title="Đường hoa")
    make.line(draft, row)
    client, path = log_in(reviewer), reverse("decision-pdf", args=[draft.pk])
    assert client.get(path).headers["Content-Type"] == "application/pdf"
    Decision.objects.filter(pk=draft.pk).update(number="07/QĐ-UBND")
    decisions.issue(draft, by=reviewer)
    row.refresh_from_db()
    row.title = "Tên khác"
    row.save()
    response = client.get(path)
    assert response.headers["Content-Disposition"] == 'inline; filename="quyet-dinh-07-qd-ubnd.pdf"'
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)
    assert ("Tên khác" in text, "07/QĐ-UBND" in text) == (False, True)
    word = client.get(reverse("decision-word", args=[draft.pk]))
    assert word.content.startswith(b"PK")


@pytest.mark.parametrize(("name", "begins", "file"), [("decision-pdf", b"%PDF-", "pdf"), ("decision-word", b"PK", "docx")])
def test_a_paper_that_names_persons_is_taken_out_by_a_button_that_the_trail_notes(reviewer, draft, name, begins, file):
    client, path = log_in(reviewer), reverse(name, args=[draft.pk])
    make.line(draft, make.initiative(Status.REPORTED, reviewer.unit))
    assert client.get(path).content.startswith(begins)  # only collectives: nothing to note
    make.line(draft, make.initiative(Status.REPORTED, reviewer.unit, **INDIVIDUAL))
    for _look in range(2):
        assert "This paper names persons." in words(client.get(path))
    taken = Entry.objects.filter(action="decision.paper")
    assert not taken.exists()
    assert client.post(path).content.startswith(begins)
    [noted] = taken
    assert (noted.actor, noted.subject) == (reviewer, f"{draft} · {draft.body}")
    assert (noted.data["id"], noted.data["file"], noted.data["models"]) == (draft.pk, file, 2)
    page = client.get(reverse("decision", args=[draft.pk])).content.decode()
    assert f'<form method="post" action="{path}">' in page
    issue = client.get(reverse("decision-issue", args=[draft.pk])).content.decode()
    assert (f'formaction="{path}"' in issue) == (file == "pdf")


def test_a_paper_is_not_given_to_who_may_not_see_all_its_models(world, reviewer, province_reviewer):
    body = make.body(Level.PROVINCE)
    decision = make.decision(Level.PROVINCE, body=body)
    make.recognition(make.initiative(Status.RECOGNISED, reviewer.unit), decision)
    make.line(decision, make.initiative(Status.RECOGNISED, world.dong_trieu))
    response = log_in(reviewer).get(reverse("decision-pdf", args=[decision.pk]))
    assert response.status_code == 403


def test_a_decision_recorded_without_a_list_has_no_paper_here(reviewer, body):
    decision = make.decision(body=body)
    assert log_in(reviewer).get(reverse("decision-pdf", args=[decision.pk])).status_code == 404


# ---- beginning from a recognition ----


def recognised(reviewer, body):
    return make.initiative(Status.RECOGNISED, reviewer.unit, decision=make.decision(body=body)).recognitions.get()


def test_a_correction_begins_with_what_is_printed_now(reviewer, body):
    entry = recognised(reviewer, body)
    client, path = log_in(reviewer), reverse("decision-begin", args=[entry.pk, "correct"])
    form = client.get(path).context["form"]
    assert [form.initial[name] for name in ("title", "holder", "unit")] == [
        "Tuyến đường kiểu mẫu Bình Sơn Đông",
        "Chi bộ thôn Bình Sơn Đông",
        "Phường An Sinh",
    ]
    sent = {"title": "Tuyến đường kiểu mẫu", "holder": form.initial["holder"], "unit": form.initial["unit"], "body": body.pk}
    client.post(path, sent)
    line = DecisionLine.objects.get()
    assert (line.decision.kind, line.recognition, line.corrected["title"]) == (
        DecisionKind.CORRECTION,
        entry,
        "Tuyến đường kiểu mẫu",
    )


def test_a_revocation_begins_with_its_ground(reviewer, body):
    entry = recognised(reviewer, body)
    client, path = log_in(reviewer), reverse("decision-begin", args=[entry.pk, "revoke"])
    assert sorted(client.post(path, {}).context["form"].errors) == ["ground", "reason"]
    client.post(path, {"body": body.pk, "ground": make.ground().pk, "reason": "Khai sai."})
    assert (DecisionLine.objects.get().recognition, Recognition.objects.get().state) == (entry, "standing")


def test_beginnings_that_do_not_exist_are_404(reviewer, body):
    entry = recognised(reviewer, body)
    client = log_in(reviewer)
    for arguments in ([entry.pk, "burn"], [entry.pk + 1, "revoke"]):
        assert client.get(reverse("decision-begin", args=arguments)).status_code == 404


def test_only_the_minutes_of_councils_that_the_person_may_read_are_offered(world, reviewer, body, draft):
    own, other = (make.council(make.body(unit=unit), is_closed=True) for unit in (world.an_sinh, world.dong_trieu))
    client = log_in(reviewer)
    page = words(client.get(f"/decisions/{draft.pk}/"))
    assert (str(own) in page, str(other) in page) == (True, False)
    answer = client.post(f"/decisions/{draft.pk}/lines/", {"session": other.pk})
    assert (answer.status_code, on_list(draft)) == (302, [])
