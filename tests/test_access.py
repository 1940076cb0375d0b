"""Every route × every role, as one matrix. A new route without a row fails."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver, reverse

from registry.services import documents
from registry.vocabulary import Role, Status
from tests import make, torture

pytestmark = pytest.mark.django_db

ROLES = ("anonymous", "stranger", "submitter", "neighbour", "reviewer", "leader", "superuser")
LOGIN = "login"  # led to the login
OK, HOME, BAD, WHO, NO, GONE = 200, 302, 400, 401, 403, 404

# name: (arguments, method, what each of ROLES gets). `{code}` is a submitted model of An Sinh, `{public}` a public one,
# `{draft}` a draft of An Sinh, `{decision}` an issued decision of An Sinh's body, `{paper}` its next one, still a draft.
MATRIX = {
    "home": ("", "get", (HOME,) * 7),
    "healthz": ("", "get", (OK,) * 7),
    "language": ("", "post", (HOME,) * 7),
    "theme": ("", "post", (HOME,) * 7),
    "login": ("", "get", (OK, HOME, HOME, HOME, HOME, HOME, HOME)),
    "logout": ("", "post", (LOGIN, *(HOME,) * 6)),
    "session": ("", "get", (OK,) * 7),
    "account": ("", "get", (LOGIN, *(OK,) * 6)),
    "password_change": ("", "get", (LOGIN, *(OK,) * 6)),
    "delegations": ("", "get", (LOGIN, *(OK,) * 6)),
    "delegation-end": ("1", "post", (LOGIN, *(GONE,) * 6)),
    "acting": ("", "post", (LOGIN, *(HOME,) * 6)),
    "keys": ("", "get", (LOGIN, NO, NO, NO, OK, OK, OK)),
    "key-withdraw": ("{api_token}", "post", (LOGIN, GONE, GONE, GONE, HOME, GONE, GONE)),
    "password_reset": ("", "get", (OK,) * 7),
    "password_reset_done": ("", "get", (OK,) * 7),
    "password_reset_confirm": ("MQ set-password", "get", (OK,) * 7),
    "password_reset_complete": ("", "get", (OK,) * 7),
    "notices": ("", "get", (LOGIN, *(OK,) * 6)),
    "robots": ("", "get", (OK,) * 7),
    "sitemap": ("", "get", (OK,) * 7),
    "showcase": ("", "get", (OK,) * 7),
    "showcase-model": ("{public}", "get", (OK,) * 7),
    "showcase-pdf": ("{public}", "get", (OK,) * 7),
    "showcase-photo": ("{shown} {shown_photo}", "get", (OK,) * 7),
    "showcase-thumbnail": ("{shown} {shown_photo}", "get", (OK,) * 7),
    "showcase-adopt": ("{public}", "get", (LOGIN, NO, OK, OK, NO, NO, NO)),
    "adoption-remove": ("{registered} {adoption}", "post", (LOGIN, GONE, HOME, GONE, HOME, NO, HOME)),
    "publication": ("{public}", "get", (LOGIN, NO, NO, NO, OK, NO, OK)),
    "publication-preview": ("{public}", "get", (LOGIN, NO, NO, NO, OK, NO, OK)),
    "open-data": ("", "get", (OK,) * 7),
    "open-models-csv": ("", "get", (OK,) * 7),
    "open-models-json": ("", "get", (OK,) * 7),
    "open-figures-csv": ("", "get", (OK,) * 7),
    "open-figures-json": ("", "get", (OK,) * 7),
    "certificate-find": ("", "get", (OK,) * 7),
    "certificate-check": ("{token}", "get", (OK,) * 7),
    # ---- other systems: a session opens nothing there, only a key does (tests/api) ----
    "api": ("", "get", (OK,) * 7),
    "api-openapi": ("", "get", (OK,) * 7),
    "api-unknown": ("", "get", (GONE,) * 7),
    "api-campaigns": ("", "get", (WHO,) * 7),
    "api-campaign": ("2024", "get", (WHO,) * 7),
    "api-units": ("", "get", (WHO,) * 7),
    "api-unit": ("07090-2025", "get", (WHO,) * 7),
    "api-models": ("", "get", (WHO,) * 7),
    "api-model": ("{code}", "get", (WHO,) * 7),
    "api-figures": ("", "get", (WHO,) * 7),
    "api-figure-definitions": ("", "get", (WHO,) * 7),
    # ---- unit ----
    "models": ("", "get", (LOGIN, *(OK,) * 6)),
    "initiative-new": ("", "get", (LOGIN, NO, OK, OK, NO, NO, NO)),
    "initiative-new-writing": ("", "post", (WHO, NO, BAD, BAD, NO, NO, NO)),
    "similar": ("", "get", (LOGIN, *(OK,) * 6)),
    "units-find": ("", "get", (LOGIN, *(OK,) * 6)),
    "amounts": ("", "get", (LOGIN, *(BAD,) * 6)),
    "initiative": ("{code}", "get", (LOGIN, GONE, OK, GONE, OK, OK, OK)),
    "initiative-edit": ("{draft}", "get", (LOGIN, GONE, OK, GONE, GONE, GONE, GONE)),
    "initiative-report": ("{registered}", "get", (LOGIN, GONE, OK, GONE, NO, NO, NO)),
    "initiative-writing": ("{registered}", "post", (WHO, GONE, BAD, GONE, NO, NO, NO)),
    "initiative-take-back": ("{code}", "post", (LOGIN, GONE, HOME, GONE, NO, NO, NO)),
    "initiative-withdraw": ("{code}", "get", (LOGIN, GONE, OK, GONE, NO, NO, NO)),
    "paper-registration": ("{code}", "get", (LOGIN, GONE, OK, GONE, OK, OK, OK)),
    "paper-report": ("{public}", "get", (LOGIN, GONE, OK, GONE, OK, OK, OK)),
    "certificates-of-model": ("{public}", "get", (LOGIN, GONE, OK, GONE, OK, OK, OK)),
    "initiative-consent": ("{code} give", "post", (LOGIN, GONE, HOME, GONE, NO, NO, NO)),
    "initiative-delete": ("{draft}", "get", (LOGIN, GONE, OK, GONE, GONE, GONE, GONE)),
    "document-attach": ("{registered}", "post", (LOGIN, GONE, OK, GONE, NO, NO, NO)),
    "document-remove": ("{registered} {document}", "post", (LOGIN, GONE, HOME, GONE, NO, NO, NO)),
    "document": ("{photo}", "get", (LOGIN, GONE, OK, GONE, OK, OK, OK)),
    "document-thumbnail": ("{photo}", "get", (LOGIN, GONE, OK, GONE, OK, OK, OK)),
    "extension-ask": ("{returned}", "get", (LOGIN, GONE, OK, GONE, NO, NO, NO)),
    "renewal": ("", "get", (LOGIN, NO, OK, OK, NO, NO, NO)),
    "renewal-continue": ("{earlier}", "post", (LOGIN, GONE, HOME, GONE, GONE, GONE, GONE)),
    "renewal-end": ("{earlier}", "get", (LOGIN, GONE, OK, GONE, GONE, GONE, GONE)),
    "extensions": ("", "get", (LOGIN, NO, OK, OK, OK, OK, OK)),
    "extension": ("{extension}", "get", (LOGIN, NO, OK, GONE, OK, OK, OK)),
    "extension-give": ("", "get", (LOGIN, NO, NO, NO, OK, NO, OK)),
    # ---- reviewer ----
    "review": ("", "get", (LOGIN, NO, NO, NO, OK, NO, OK)),
    "review-many": ("", "post", (LOGIN, NO, NO, NO, HOME, NO, HOME)),
    "review-many-act": ("decline", "post", (LOGIN, NO, NO, NO, HOME, NO, HOME)),
    "allocations": ("", "get", (LOGIN, NO, NO, NO, OK, NO, OK)),
    "allocations-preview": ("", "get", (LOGIN, NO, NO, NO, HOME, NO, HOME)),
    "batches": ("", "get", (LOGIN, NO, NO, NO, OK, NO, OK)),
    "batch": ("{batch}", "get", (LOGIN, NO, NO, NO, OK, NO, OK)),
    "phrases": ("", "get", (LOGIN, NO, NO, NO, OK, NO, OK)),
    "phrase-change": ("{phrase} up", "post", (LOGIN, NO, NO, NO, HOME, NO, GONE)),
    "filter-save": ("", "get", (LOGIN, NO, NO, NO, OK, NO, OK)),
    "filter-remove": ("{saved_filter}", "post", (LOGIN, NO, NO, NO, HOME, NO, GONE)),
    "review-model": ("{code}", "get", (LOGIN, NO, NO, NO, OK, NO, OK)),
    "review-opened": ("{code}", "post", (LOGIN, NO, NO, NO, HOME, NO, HOME)),
    "review-compare": ("{code} {registered}", "get", (LOGIN, NO, NO, NO, OK, NO, OK)),
    "review-amend": ("{code}", "get", (LOGIN, NO, NO, NO, OK, NO, OK)),
    "review-revision": ("{code} 1", "get", (LOGIN, NO, NO, NO, GONE, NO, GONE)),
    "certificate": ("{public} {recognition}", "get", (LOGIN, NO, NO, NO, OK, NO, OK)),
    "recognition-act": ("{public} {recognition} revoke", "get", (LOGIN, NO, NO, NO, OK, NO, OK)),
    "review-act": ("{code} approve", "post", (LOGIN, NO, NO, NO, HOME, NO, HOME)),
    "cases": ("", "get", (LOGIN, NO, NO, NO, OK, OK, OK)),
    "case": ("{case}", "get", (LOGIN, NO, NO, NO, OK, OK, OK)),
    "case-propose": ("{case}", "post", (LOGIN, NO, NO, NO, HOME, NO, HOME)),
    "case-drop": ("{case}", "post", (LOGIN, NO, NO, NO, OK, NO, OK)),
    "nominations": ("", "get", (LOGIN, NO, NO, NO, OK, OK, OK)),
    "nomination-new": ("", "get", (LOGIN, NO, NO, NO, OK, NO, OK)),
    "nominations-board": ("", "get", (LOGIN, NO, NO, NO, OK, OK, OK)),
    "nominations-models": ("", "get", (LOGIN, NO, NO, NO, OK, OK, OK)),
    "nominations-csv": ("", "get", (LOGIN, NO, NO, NO, OK, OK, OK)),
    "nomination": ("{letter}", "get", (LOGIN, NO, NO, NO, OK, GONE, OK)),
    "nomination-add": ("{letter}", "get", (LOGIN, NO, NO, NO, OK, GONE, OK)),
    "nomination-edit": ("{letter}", "get", (LOGIN, NO, NO, NO, OK, GONE, OK)),
    "nomination-remove": ("{letter}", "post", (LOGIN, NO, NO, NO, OK, GONE, OK)),
    "nomination-send": ("{letter}", "post", (LOGIN, NO, NO, NO, HOME, GONE, HOME)),
    "nomination-discard": ("{letter}", "post", (LOGIN, NO, NO, NO, HOME, GONE, HOME)),
    "nomination-paper": ("{sent_letter} pdf", "get", (LOGIN, NO, NO, NO, OK, OK, OK)),
    "nominee-answer": ("{sent_letter} {nominee} return", "get", (LOGIN, NO, NO, NO, NO, NO, OK)),
    "trail": ("", "get", (LOGIN, NO, NO, NO, OK, NO, OK)),
    "decisions": ("", "get", (LOGIN, NO, NO, NO, OK, OK, OK)),
    "decision-new": ("", "get", (LOGIN, NO, NO, NO, OK, NO, OK)),
    "decision": ("{decision}", "get", (LOGIN, NO, NO, NO, OK, OK, OK)),
    "decision-edit": ("{decision}", "get", (LOGIN, NO, NO, NO, OK, NO, OK)),
    "decision-issue": ("{paper}", "post", (LOGIN, NO, NO, NO, HOME, GONE, HOME)),
    "decision-scan": ("{decision}", "get", (LOGIN, NO, NO, NO, GONE, GONE, GONE)),
    "decision-discard": ("{paper}", "get", (LOGIN, NO, NO, NO, OK, GONE, OK)),
    "decision-lines": ("{paper}", "post", (LOGIN, NO, NO, NO, OK, GONE, OK)),
    "decision-pdf": ("{paper}", "get", (LOGIN, NO, NO, NO, OK, GONE, OK)),
    "decision-word": ("{paper}", "get", (LOGIN, NO, NO, NO, OK, GONE, OK)),
    "decision-add": ("", "post", (LOGIN, NO, NO, NO, HOME, NO, HOME)),
    "decision-begin": ("{recognition} correct", "get", (LOGIN, NO, NO, NO, OK, NO, OK)),
    "certificates-of-decision": ("{decision}", "get", (LOGIN, NO, NO, NO, OK, OK, OK)),
    "councils": ("", "get", (LOGIN, NO, NO, NO, OK, OK, OK)),
    "council-new": ("", "get", (LOGIN, NO, NO, NO, OK, NO, OK)),
    "council-add": ("", "post", (LOGIN, NO, NO, NO, HOME, NO, HOME)),
    "council": ("{prepared}", "get", (LOGIN, NO, NO, NO, OK, GONE, OK)),
    "council-edit": ("{prepared}", "get", (LOGIN, NO, NO, NO, OK, GONE, OK)),
    "council-members": ("{prepared}", "get", (LOGIN, NO, NO, NO, OK, GONE, OK)),
    "council-agenda": ("{prepared}", "get", (LOGIN, NO, NO, NO, OK, GONE, OK)),
    "council-close": ("{prepared}", "get", (LOGIN, NO, NO, NO, OK, GONE, OK)),
    "council-minutes-pdf": ("{minutes}", "get", (LOGIN, NO, NO, NO, OK, OK, OK)),
    "council-minutes-docx": ("{minutes}", "get", (LOGIN, NO, NO, NO, OK, OK, OK)),
    "council-signed": ("{minutes}", "get", (LOGIN, NO, NO, NO, OK, NO, OK)),
    "council-scan": ("{minutes}", "get", (LOGIN, NO, NO, NO, GONE, GONE, GONE)),
    "appraisals": ("", "get", (LOGIN, NO, NO, NO, OK, NO, OK)),
    "appraisal": ("{appraised}", "get", (LOGIN, NO, NO, NO, OK, NO, OK)),
    "appraisal-take-back": ("{appraised}", "post", (LOGIN, NO, NO, NO, HOME, NO, GONE)),
    "appraisal-photo-remove": ("{appraised} {visit}", "post", (LOGIN, NO, NO, NO, HOME, NO, GONE)),
    "assignments": ("", "get", (LOGIN, NO, NO, NO, OK, NO, OK)),
    "assign": ("", "post", (LOGIN, NO, NO, NO, OK, NO, OK)),
    "unassign": ("{assignment}", "post", (LOGIN, NO, NO, NO, HOME, NO, HOME)),
    "criteria": ("", "get", (LOGIN, NO, NO, NO, OK, NO, OK)),
    "criteria-copy": ("", "post", (LOGIN, NO, NO, NO, NO, NO, OK)),
    "criteria-new": ("", "get", (LOGIN, NO, NO, NO, NO, NO, OK)),
    "criteria-set": ("{criteria}", "get", (LOGIN, NO, NO, NO, OK, NO, OK)),
    "criteria-edit": ("{criteria}", "get", (LOGIN, NO, NO, NO, NO, NO, OK)),
    # ---- leadership ----
    "leadership": ("", "get", (LOGIN, NO, NO, NO, OK, OK, OK)),
    "leadership-models": ("", "get", (LOGIN, NO, NO, NO, OK, OK, OK)),
    "leadership-csv": ("figures", "get", (LOGIN, NO, NO, NO, OK, OK, OK)),
    "restatements": ("{closed_year}", "get", (LOGIN, NO, NO, NO, OK, OK, OK)),
    "close-figures": ("{closed_year}", "post", (LOGIN, NO, NO, NO, NO, NO, HOME)),
    "reports": ("", "get", (LOGIN, NO, NO, NO, OK, OK, OK)),
    "report-new": ("", "get", (LOGIN, NO, NO, NO, OK, NO, OK)),
    "report": ("{report}", "get", (LOGIN, NO, NO, NO, OK, OK, OK)),
    "report-edit": ("{report}", "get", (LOGIN, NO, NO, NO, OK, NO, OK)),
    "report-highlights": ("{report}", "get", (LOGIN, NO, NO, NO, OK, NO, OK)),
    "report-freeze": ("{report}", "get", (LOGIN, NO, NO, NO, OK, NO, OK)),
    "report-discard": ("{report}", "get", (LOGIN, NO, NO, NO, OK, NO, OK)),
    "report-compare": ("{frozen_report}", "get", (LOGIN, NO, NO, NO, OK, OK, OK)),
    "report-paper": ("{frozen_report} xlsx", "get", (LOGIN, NO, NO, NO, OK, OK, OK)),
    "tile-map": ("", "get", (LOGIN, NO, NO, NO, OK, OK, OK)),
    "silence": ("", "get", (LOGIN, NO, NO, NO, OK, OK, OK)),
    "silence-remind": ("", "post", (LOGIN, NO, NO, NO, GONE, GONE, GONE)),
    "analysis": ("", "get", (LOGIN, NO, NO, NO, OK, OK, OK)),
    "analysis-models": ("", "get", (LOGIN, NO, NO, NO, OK, OK, OK)),
    "analysis-csv": ("", "get", (LOGIN, NO, NO, NO, OK, OK, OK)),
    "analysis-xlsx": ("", "get", (LOGIN, NO, NO, NO, OK, OK, OK)),
    "leadership-outcomes": ("", "get", (LOGIN, NO, NO, NO, OK, OK, OK)),
    "leadership-outcome-models": ("", "get", (LOGIN, NO, NO, NO, OK, OK, OK)),
    "leadership-outcomes-csv": ("outcomes", "get", (LOGIN, NO, NO, NO, OK, OK, OK)),
}


def routes():
    """Names of all routes of the registry; the admin's are walked in tests/admin."""
    waiting = list(get_resolver().url_patterns)
    while waiting:
        pattern = waiting.pop()
        if isinstance(pattern, URLPattern):
            yield pattern.name
        elif getattr(pattern, "app_name", "") != "admin":
            waiting += pattern.url_patterns


def test_every_route_has_a_row():
    assert sorted(set(routes())) == sorted(MATRIX)


@pytest.fixture
def people(stranger, submitter, neighbour, reviewer, leader, superuser):
    return {
        "stranger": stranger,
        "submitter": submitter,
        "neighbour": neighbour,
        "reviewer": reviewer,
        "leader": leader,
        "superuser": superuser,
    }


@pytest.fixture
def things(world, submitter, reviewer):
    unit = world.an_sinh
    decision = make.decision(body=make.body(unit=unit))
    public = make.initiative(Status.RECOGNISED, unit, decision=decision, cleared_at=make.ago(1))
    registered = make.initiative(Status.REGISTERED, unit, by=submitter)
    sent_letter = make.letter(unit, make.initiative(Status.RECOGNISED, unit, decision=decision))
    photo = documents.attach(registered, by=submitter, upload=SimpleUploadedFile("anh.jpg", torture.jpeg(64, 48)))
    shown = make.initiative(Status.RECOGNISED, unit, cleared_at=make.ago(1))
    shown_photo = documents.attach(registered, by=submitter, upload=SimpleUploadedFile("b.jpg", torture.jpeg(48, 64)))
    type(shown_photo).objects.filter(pk=shown_photo.pk).update(initiative=shown)
    make.publication(shown, photos=[shown_photo])
    appraised, criteria = make.initiative(Status.REPORTED, unit, by=submitter), make.criteria()
    appraisal = make.appraisal(appraised, reviewer, criteria_=criteria, points=(30, 40))
    return {
        "phrase": make.phrase(reviewer).pk,
        "saved_filter": make.saved_filter(reviewer).pk,
        "api_token": make.api_token(reviewer).pk,
        "batch": make.batch(make.initiative(Status.DECLINED, unit), by=reviewer),
        "code": make.initiative(Status.SUBMITTED, unit, by=submitter).code,
        "draft": make.initiative(Status.DRAFT, unit, by=submitter).code,
        "registered": registered.code,
        "document": make.document(registered).key,
        "photo": photo.key,
        "appraised": appraised.code,
        "visit": make.document(appraised, appraisal=appraisal).key,
        "assignment": make.assignment(registered, reviewer).pk,
        "criteria": criteria.pk,
        "public": public.code,
        "shown": shown.code,
        "shown_photo": shown_photo.key,
        "adoption": make.adoption(registered, public).pk,
        "recognition": public.recognitions.get().pk,
        "token": make.certificate(public.recognitions.get()).token,
        "closed_year": make.campaign(2023, closed_at=make.ago(1)).year,
        "case": make.case(public.recognitions.get()).pk,
        "returned": make.initiative(Status.RETURNED, unit, by=submitter).code,
        "earlier": make.initiative(Status.RECOGNISED, unit, by=submitter, campaign=make.campaign(make.today().year - 1)).code,
        "extension": make.extension(unit, asked_by=submitter).pk,
        "letter": make.letter(unit, public, sent=False).pk,
        "sent_letter": sent_letter.pk,
        "nominee": sent_letter.nominees.get().pk,
        "report": make.report(unit, body=decision.body).pk,
        "frozen_report": make.report(unit, body=decision.body, frozen=True).pk,
        "decision": decision.pk,
        "prepared": make.council(decision.body, models=[registered]).pk,
        "minutes": make.council(decision.body, models=[registered], is_closed=True).pk,
        "paper": make.decision(body=decision.body, issued=False).pk,
    }


@pytest.mark.parametrize("name", MATRIX)
def test_a_route_answers_each_role_as_the_matrix_says_and_reading_never_writes(client, people, things, name):
    arguments, method, answers = MATRIX[name]
    address = reverse(name, args=[part.format(**things) for part in arguments.split()])
    to_login = (302, f"{reverse('login')}?next={address}")
    given = []
    for role, wanted in zip(ROLES, answers, strict=True):
        with transaction.atomic():  # each role finds the things as they were
            if role != "anonymous":
                client.force_login(people[role])
            with CaptureQueriesContext(connection) as queries:
                response = getattr(client, method)(address)
                response.getvalue()  # reads and closes a file that is handed out
            at_login = response.status_code == HOME and response.url.startswith(reverse("login"))
            if at_login:
                assert (wanted, response.status_code, response.url) == (LOGIN, *to_login)
            given.append(LOGIN if at_login else response.status_code)
            assert [sql for sql in written(queries) if method == "get"] == []
            transaction.set_rollback(True)
    assert dict(zip(ROLES, given, strict=True)) == dict(zip(ROLES, answers, strict=True))


def written(queries) -> list[str]:
    """The statements that change anything but the session."""
    statements = [query["sql"] for query in queries]
    return [sql for sql in statements if sql.startswith(("INSERT", "UPDATE", "DELETE")) and "django_session" not in sql]


def test_a_membership_that_ended_opens_nothing(client, world):
    past = make.user(Role.REVIEWER, world.an_sinh, valid_until=make.today(-1))
    client.force_login(past)
    assert client.get("/review/").status_code == NO


def test_a_code_that_is_none_is_no_address(client, superuser):
    client.force_login(superuser)
    for code in ("DVK-2024-1", "dvk-2024-000001", "DVK-2024-000001%00", "DVK-2024-000001'--", "x" * 3000):
        assert client.get(f"/models/{code}/").status_code == GONE
