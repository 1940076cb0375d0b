"""Certificates: printed for those who may see the model, checked by everybody, and no more told than the paper tells."""

from io import BytesIO

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from registry.models import Certificate, Entry, Recognition
from registry.services import certificates, recognition
from registry.vocabulary import DecisionKind, Level, RecognitionState, Status, SubmitterType
from tests import make

INDIVIDUAL = {"submitter_type": SubmitterType.INDIVIDUAL, "collective_name": ""}


@pytest.fixture(autouse=True)
def nobody_has_asked_yet():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def model(world, submitter):
    """A recognised model of An Sinh from before there were certificates."""
    decision = make.decision(number="214/QĐ-UBND", body=make.body(unit=world.an_sinh, name="UBND phường An Sinh"))
    return make.initiative(Status.RECOGNISED, world.an_sinh, by=submitter, decision=decision)


@pytest.fixture
def certificate(model) -> Certificate:
    [made] = certificates.make(model.recognitions.all())
    return made


def pages(response) -> list[str]:
    assert response["Content-Type"] == "application/pdf"
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(response.content)).pages]


def read(client, address, status=200) -> str:
    response = client.get(address, headers={"accept-language": "en"})
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def check(client, certificate, status=200) -> str:
    return read(client, f"/c/{certificate.token}/", status)


def second_decision(model, **changes):
    first = model.recognitions.get().decision
    return make.decision(body=first.body, number="300/QĐ-UBND", **changes)


# ---- to print ----


def test_the_unit_prints_its_certificate(client, submitter, model, certificate):
    client.force_login(submitter)
    response = client.get(f"/models/{model.code}/certificate.pdf")
    [said] = pages(response)
    for words in (
        certificate.serial,
        model.title,
        "Chi bộ thôn Bình Sơn Đông",
        "phường An Sinh",
        "214/QĐ-UBND",
        certificate.token,
    ):
        assert words in said
    assert response["Content-Disposition"] == f'inline; filename="giay-chung-nhan-{model.code}.pdf"'
    assert "no-store" in response["Cache-Control"]


def test_a_model_of_two_levels_has_two_pages(client, submitter, model, certificate):
    make.recognition(model, make.decision(Level.PROVINCE))
    certificates.make(Recognition.objects.all())
    client.force_login(submitter)
    assert len(pages(client.get(f"/models/{model.code}/certificate.pdf"))) == 2


def test_without_a_certificate_reading_writes_nothing_and_a_button_makes_it(client, submitter, model):
    client.force_login(submitter)
    address = f"/models/{model.code}/certificate.pdf"
    assert "1 certificate has no number yet" in read(client, address)
    assert Certificate.objects.count() == 0
    for _press in range(2):
        assert client.post(address, follow=True)["Content-Type"] == "application/pdf"
    assert Certificate.objects.count() == 1


def test_a_reviewer_prints_that_of_one_recognition(client, reviewer, model, certificate):
    client.force_login(reviewer)
    row = model.recognitions.get()
    assert len(pages(client.get(f"/review/{model.code}/recognitions/{row.pk}/certificate.pdf"))) == 1
    other = make.recognition(make.initiative(Status.REPORTED, model.unit))
    assert client.get(f"/review/{model.code}/recognitions/{other.pk}/certificate.pdf").status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_prints_what_they_may_not_see(client, neighbour, neighbour_reviewer, model, certificate, method):
    row = model.recognitions.get()
    for person in (neighbour, neighbour_reviewer):
        client.force_login(person)
        assert getattr(client, method)(f"/models/{model.code}/certificate.pdf").status_code == 404
    address = f"/review/{model.code}/recognitions/{row.pk}/certificate.pdf"
    assert getattr(client, method)(address).status_code == 404


@pytest.mark.parametrize("state", [RecognitionState.REVOKED, RecognitionState.CANCELLED])
def test_what_does_not_stand_is_not_printed_and_the_page_says_so(client, submitter, model, certificate, state):
    model.recognitions.update(state=state, ended_at=make.ago(0), ending_decision=second_decision(model), ground=make.ground())
    client.force_login(submitter)
    assert "There is no certificate to print" in read(client, f"/models/{model.code}/certificate.pdf", 404)
    assert client.post(f"/models/{model.code}/certificate.pdf").status_code == 404


def test_a_correction_changes_what_is_printed_and_nothing_else_does(client, submitter, model, certificate):
    type(model).objects.update(title="Ai đó sửa tên sau này")
    client.force_login(submitter)
    address = f"/models/{model.code}/certificate.pdf"
    assert model.title in pages(client.get(address))[0]
    Recognition.objects.update(printed_title="Tên đã đính chính", correcting_decision=second_decision(model))
    [said] = pages(client.get(address))
    assert "Tên đã đính chính" in said
    assert certificate.serial in said


def test_all_of_a_decision_are_one_file_in_the_order_of_their_numbers(client, reviewer, model):
    decision = model.recognitions.get().decision
    for _ in range(2):
        make.initiative(Status.RECOGNISED, model.unit, decision=decision)
    client.force_login(reviewer)
    address = f"/decisions/{decision.pk}/certificates.pdf"
    assert "3 certificates have no number yet" in read(client, address)
    said = pages(client.post(address, follow=True))
    serials = [row.serial for row in Certificate.objects.order_by("number")]
    assert [serial in page for serial, page in zip(serials, said, strict=True)] == [True] * 3


def test_of_a_decision_only_the_models_in_scope_are_printed(client, neighbour_reviewer, world, model):
    decision = make.decision(Level.PROVINCE)
    make.recognition(model, decision)
    make.initiative(Status.RECOGNISED, world.dong_trieu, decision=decision)
    certificates.make(Recognition.objects.all())
    client.force_login(neighbour_reviewer)
    assert len(pages(client.get(f"/decisions/{decision.pk}/certificates.pdf"))) == 1


def test_one_paper_or_thirty_ask_the_database_as_often(client, reviewer, model, monkeypatch):
    decision = model.recognitions.get().decision
    monkeypatch.setattr("registry.views.certificates.papers.pdf", lambda sheets, watermark: b"%d" % len(sheets))
    client.force_login(reviewer)

    def asked(count):
        for _ in range(count - decision.recognitions.count()):
            make.initiative(Status.RECOGNISED, model.unit, decision=decision)
        certificates.make(decision.recognitions.all())
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/decisions/{decision.pk}/certificates.pdf").content == b"%d" % count
        return len(queries)

    asked(1)
    assert asked(1) == asked(30)


def test_demo_papers_are_marked(client, submitter, model, certificate, settings):
    settings.DEMO = True
    client.force_login(submitter)
    assert "SỐ LIỆU MINH HỌA" in pages(client.get(f"/models/{model.code}/certificate.pdf"))[0]


def test_the_pages_link_to_the_papers(client, submitter, reviewer, model, certificate):
    row = model.recognitions.get()
    client.force_login(submitter)
    assert f'href="/models/{model.code}/certificate.pdf"' in read(client, f"/models/{model.code}/")
    client.force_login(reviewer)
    assert f'href="/review/{model.code}/recognitions/{row.pk}/certificate.pdf"' in read(client, f"/review/{model.code}/")
    assert f'href="/decisions/{row.decision_id}/certificates.pdf"' in read(client, f"/decisions/{row.decision_id}/")


def taken_out() -> list[tuple]:
    """Which papers the trail says were taken out: (who, what, of what, how many certificates, with how many persons)."""
    acts = ["paper.certificate", "decision.print"]
    rows = Entry.objects.filter(action__in=acts)
    return [(row.actor, row.action, row.subject, row.data.get("certificates"), row.data.get("persons")) for row in rows]


def test_who_prints_the_certificate_of_another_units_person_does_so_by_a_button_that_the_trail_notes(
    client, submitter, reviewer, model, certificate
):
    type(model).objects.update(submitter_type=SubmitterType.INDIVIDUAL, collective_name="")
    address = f"/review/{model.code}/recognitions/{certificate.recognition_id}/certificate.pdf"
    client.force_login(reviewer)
    for _look in range(2):
        assert "This paper names a person." in read(client, address)
    assert taken_out() == []
    assert len(pages(client.post(address))) == 1
    assert taken_out() == [(reviewer, "paper.certificate", model.code, None, None)]
    client.force_login(submitter)  # its own people: by the plain link, as often as it likes
    assert len(pages(client.get(f"/models/{model.code}/certificate.pdf"))) == 1
    assert len(taken_out()) == 1


def test_the_certificates_of_a_decision_that_name_persons_are_taken_out_by_one_press_that_the_trail_notes(
    client, reviewer, model
):
    decision = model.recognitions.get().decision
    make.initiative(Status.RECOGNISED, model.unit, decision=decision, **INDIVIDUAL)
    client.force_login(reviewer)
    address = f"/decisions/{decision.pk}/certificates.pdf"
    assert "2 certificates have no number yet" in read(client, address)
    assert len(pages(client.post(address))) == 2  # the numbers are given, the file is here: one press
    assert "This paper names a person." in read(client, address)
    assert taken_out() == [(reviewer, "decision.print", f"{decision} · {decision.body}", 2, 1)]
    assert f'<form method="post" action="{address}">' in read(client, f"/decisions/{decision.pk}/")


# ---- to check ----


def test_everybody_who_holds_the_paper_sees_that_it_is_valid(client, model, certificate):
    said = check(client, certificate)
    for words in ("This certificate is valid", certificate.serial, model.title, "Chi bộ thôn Bình Sơn Đông", "214/QĐ-UBND"):
        assert words in said


def test_a_revoked_one_says_so_with_decision_and_day_and_not_why(client, reviewer, model, certificate):
    decision = second_decision(model, kind=DecisionKind.REVOCATION)
    row = model.recognitions.get()
    recognition.revoke(row, by=reviewer, decision=decision, ground=make.ground(), reason="Khai sai số liệu.")
    said = check(client, certificate)
    assert "This certificate is revoked" in said
    assert f"revoked by decision 300/QĐ-UBND of {decision.issued_on:%d/%m/%Y}" in said
    assert "Khai sai số liệu" not in said
    assert str(make.ground()) not in said
    assert "This certificate is valid" not in said


def test_a_reinstated_one_is_valid_again(client, reviewer, model, certificate):
    ending = second_decision(model)
    model.recognitions.update(
        state=RecognitionState.STANDING, ending_decision=ending, ground=make.ground(), reinstating_decision=ending
    )
    assert "This certificate is valid" in check(client, certificate)


def test_a_corrected_one_names_the_correction_and_says_what_is_in_force(client, model, certificate):
    Recognition.objects.update(printed_title="Tên đã đính chính", correcting_decision=second_decision(model))
    said = check(client, certificate)
    assert "This certificate is valid as corrected" in said
    assert "Corrected by decision 300/QĐ-UBND" in said
    assert "Tên đã đính chính" in said
    assert model.title not in said


def test_a_corrected_one_that_was_revoked_is_revoked(client, model, certificate):
    by = second_decision(model)
    Recognition.objects.update(
        state=RecognitionState.REVOKED, ended_at=make.ago(0), ending_decision=by, ground=make.ground(), correcting_decision=by
    )
    assert "This certificate is revoked" in check(client, certificate)


def test_one_made_by_mistake_is_not_valid_and_tells_nothing_of_the_model(client, reviewer, model, certificate):
    recognition.cancel_entry(model.recognitions.get(), by=reviewer, reason="Nhập nhầm.")
    said = check(client, certificate)
    assert "This certificate is not valid" in said
    for words in (model.title, "Chi bộ thôn Bình Sơn Đông", "Nhập nhầm"):
        assert words not in said


def test_the_page_shows_no_more_than_the_paper(client, world, submitter):
    """Not of a restricted model of defence either, whose paper shows what it shows; nothing of its text, code or person."""
    row = make.initiative(
        Status.RECOGNISED, world.an_sinh, by=submitter, sector=make.sector("defence"), is_restricted=True, situation="Bí mật"
    )
    [made] = certificates.make(row.recognitions.all())
    said = check(client, made)
    assert row.title in said
    for words in (row.code, "Nguyễn Văn Thử", "Bí thư chi bộ", "Bí mật", submitter.full_name, "/models/", "/review/"):
        assert words not in said


def test_an_individual_is_named_as_on_the_paper(client, world):
    row = make.initiative(
        Status.RECOGNISED, world.an_sinh, submitter_type=SubmitterType.INDIVIDUAL, collective_name="", person={"name": "Lê Thử"}
    )
    [made] = certificates.make(row.recognitions.all())
    assert "Lê Thử" in check(client, made)


def test_every_wrong_code_gets_the_same_page(client, certificate):
    token = certificate.token
    forged = ("A" if token[0] != "A" else "B") + token[1:]
    wrong = [forged, token[:-1], token + "A", token[:16], token.swapcase(), "x", "1", "%00" * 32, "é" * 32, "y" * 3000]

    def said(code):
        response = client.get(f"/c/{code}/", headers={"accept-language": "en"})
        assert response.status_code == 404
        words = " ".join(response.content.decode().split())
        return words.partition("<main")[2].partition("</main>")[0]

    first = said("x" * 32)
    assert "There is no certificate with this code" in first
    assert {said(code) for code in wrong} == {first}


def test_a_code_that_cannot_be_one_is_not_looked_for(client, db):
    with CaptureQueriesContext(connection) as queries:
        client.get("/c/abc/")
    assert len(queries) == 0
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/c/{'x' * 32}/")
    assert len(queries) == 1


def test_no_search_engine_and_no_cache_keeps_the_page(client, certificate):
    for address, status in ((f"/c/{certificate.token}/", 200), ("/c/abc/", 404), ("/c/", 200)):
        response = client.get(address)
        assert response.status_code == status
        assert "noindex" in response["X-Robots-Tag"]
        assert "no-store" in response["Cache-Control"]
        assert not response.cookies.get("sessionid")


def test_after_so_many_codes_a_minute_one_waits(client, certificate, settings, monkeypatch):
    settings.CERTIFICATE_CHECKS_PER_MINUTE = 3
    now = [6000.0]
    monkeypatch.setattr("registry.limits.time", lambda: now[0])
    address = f"/c/{certificate.token}/"
    now[0] += 20
    assert [client.get(each).status_code for each in (address, "/c/wrong/", address)] == [200, 404, 200]
    response = client.get(address, headers={"accept-language": "en"})
    assert (response.status_code, response["Retry-After"]) == (429, "40")
    assert "try again in 40 seconds" in response.content.decode()
    assert "noindex" in response["X-Robots-Tag"]
    assert client.get(address, REMOTE_ADDR="203.0.113.9").status_code == 200  # somebody else is not kept waiting
    now[0] += 40
    assert client.get(address).status_code == 200


def test_forging_an_address_does_not_help(client, certificate, settings):
    settings.CERTIFICATE_CHECKS_PER_MINUTE = 1
    address = f"/c/{certificate.token}/"
    answers = [client.get(address, headers={"x-forwarded-for": f"198.51.100.{n}"}).status_code for n in range(2)]
    assert answers == [200, 429]


@pytest.mark.parametrize(
    ("first", "second", "answer"),
    [
        ("203.0.113.1", "203.0.113.2", 200),
        ("198.51.100.7, 203.0.113.1", "198.51.100.8, 203.0.113.1", 429),  # only what the proxy itself saw counts
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", 429),  # one household
        ("2001:db8:1:2::1", "2001:db8:1:3::1", 200),
        ("nonsense", "nonsense", 429),
    ],
)
def test_behind_a_proxy_people_are_told_apart(client, certificate, settings, first, second, answer):
    settings.CERTIFICATE_CHECKS_PER_MINUTE, settings.BEHIND_PROXY = 1, True
    address = f"/c/{certificate.token}/"
    assert client.get(address, headers={"x-forwarded-for": first}).status_code == 200
    assert client.get(address, headers={"x-forwarded-for": second}).status_code == answer


@pytest.mark.parametrize("typed", ["{token}", "  {token} ", "https://testserver/c/{token}/", "testserver/c/{token}"])
def test_a_code_typed_by_hand_leads_to_the_page(client, certificate, typed):
    response = client.get("/c/", {"code": typed.format(token=certificate.token)})
    assert (response.status_code, response.url) == (302, f"/c/{certificate.token}/")


def test_the_address_as_printed_leads_there_too(client, certificate):
    response = client.get(f"/c/{certificate.token}")
    assert (response.status_code, response.url) == (301, f"/c/{certificate.token}/")


@pytest.mark.parametrize("typed", [" ", "/", "//"])
def test_nothing_typed_is_said(client, db, typed):
    assert "Please type the code." in read(client, f"/c/?code={typed}")


@pytest.mark.parametrize("typed", ["'; DROP TABLE", "a" * 5000, "\x00", "?x=1#y", "é"])
def test_nonsense_typed_ends_at_the_page_of_wrong_codes(client, db, typed):
    assert client.get("/c/", {"code": typed}, follow=True).status_code == 404
