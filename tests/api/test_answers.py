"""What all answers share: ETag, methods, languages, problems, and that they are as the OpenAPI document says."""

import gzip
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from registry.api.document import openapi
from registry.queries import api as questions
from registry.vocabulary import Status
from tests import make, varied

pytestmark = pytest.mark.django_db

DOCUMENT = "/api/v1/openapi.json"


# ---- ETag, methods, languages ----


def test_an_unchanged_answer_is_304_and_a_changed_one_is_not(ask, world, province_key):
    row = make.initiative(Status.SUBMITTED, world.an_sinh)
    first = ask(province_key, "/models")
    assert first["Cache-Control"] == "private, no-cache"
    assert {"Authorization", "Accept-Language"} <= set(first["Vary"].split(", "))
    again = ask(province_key, "/models", **{"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert again["Cache-Control"] == "private, no-cache"
    row.title = "Tên khác"
    row.save()
    changed = ask(province_key, "/models", **{"if-none-match": first["ETag"]})
    assert (changed.status_code, changed["ETag"] == first["ETag"]) == (200, False)


def test_an_unchanged_answer_costs_no_more_than_a_whole_one(ask, world, province_key):
    make.initiative(Status.SUBMITTED, world.an_sinh)
    etag = ask(province_key, "/models")["ETag"]
    with CaptureQueriesContext(connection) as whole:
        ask(province_key, "/models")
    with CaptureQueriesContext(connection) as unchanged:
        assert ask(province_key, "/models", **{"if-none-match": etag}).status_code == 304
    assert len(unchanged) <= len(whole)


def test_an_answer_that_has_changed_is_refused_to_whom_asks_for_the_old_one(ask, province_key):
    etag = ask(province_key, "/campaigns")["ETag"]
    assert ask(province_key, "/campaigns", **{"if-match": etag}).status_code == 200
    answer = ask(province_key, "/campaigns", **{"if-match": '"old"'})
    assert (answer.status_code, answer["Content-Type"]) == (412, "application/problem+json")
    assert answer.json()["title"] == "Precondition Failed"


def test_no_other_site_is_let_in(ask, province_key):
    for method in ("get", "options"):
        answer = ask(province_key, "/campaigns", method, origin="https://other.example")
        assert [name for name in answer.headers if name.startswith("Access-Control-")] == []


def test_a_large_answer_is_sent_compressed_and_is_unchanged_all_the_same(ask, world, province_key):
    for _ in range(5):
        make.initiative(Status.SUBMITTED, world.an_sinh)
    plain = ask(province_key, "/models")
    small = ask(province_key, "/models", **{"accept-encoding": "gzip"})
    assert (small["Content-Encoding"], gzip.decompress(small.content)) == ("gzip", plain.content)
    for etag in (plain["ETag"], small["ETag"]):
        given = {"accept-encoding": "gzip", "if-none-match": etag}
        assert ask(province_key, "/models", **given).status_code == 304


def test_an_etag_opens_nothing_without_a_key(ask, province_key):
    etag = ask(province_key, "/campaigns")["ETag"]
    answer = ask(None, "/campaigns", **{"if-none-match": etag})
    assert (answer.status_code, answer["Cache-Control"], answer.has_header("ETag")) == (401, "no-store", False)


def test_it_only_reads(ask, province_key, campaign):
    for method in ("post", "put", "patch", "delete"):
        answer = ask(province_key, "/campaigns", method)
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert answer.json()["title"] == "Method Not Allowed"
    options = ask(None, "/campaigns", "options")
    assert (options.status_code, options["Allow"], options.content) == (204, "GET, HEAD, OPTIONS", b"")
    read, head = ask(province_key, "/campaigns"), ask(province_key, "/campaigns", "head")
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", read["ETag"])
    assert head["Content-Length"] == str(len(read.content))


def test_sentences_are_vietnamese_unless_english_is_asked_for(ask, province_key):
    english = ask(province_key, "/campaigns/2001").json()
    vietnamese = Client().get("/api/v1/campaigns/2001", headers={"authorization": f"Bearer {province_key.key}"})
    assert english["detail"] == "There is no campaign of the year 2001."
    assert (english["title"], vietnamese.json()["title"]) == ("Not Found", "Not Found")
    assert vietnamese["Content-Language"] == "vi"


def test_an_address_that_is_none_is_told_as_a_problem(ask):
    for address in ("/", "/nothing", "/models/", "/models/DVK-2024-000001/figures", "/units/a b", "/units/a%0a"):
        answer = ask(None, address)
        assert (address, answer.status_code, answer["Content-Type"]) == (address, 404, "application/problem+json")


def test_a_parameter_that_is_none_is_refused_everywhere(ask, world, province_key, campaign):
    row = make.initiative(Status.SUBMITTED, world.an_sinh)
    year = campaign.year
    for address in (
        *("/campaigns?", f"/campaigns/{year}?", "/units?", "/units/22-0?", "/models?", f"/models/{row.code}?"),
        *(f"/figures?campaign={year}&", "/figures/definitions?"),
    ):
        answer = ask(province_key, f"{address}yaer=2024")
        assert (address, answer.status_code) == (address, 422)
        assert answer.json()["errors"] == [{"parameter": "yaer", "detail": "There is no parameter yaer here."}]


def test_a_parameter_that_comes_twice_is_refused(ask, province_key, campaign):
    year = campaign.year
    for address, name in (
        (f"/models?campaign={year}&campaign=2001", "campaign"),
        ("/models?field=economy&field=culture", "field"),
        ("/units?limit=5&limit=6", "limit"),
        (f"/figures?campaign={year}&by=field&by=unit", "by"),
    ):
        answer = ask(province_key, address)
        assert (address, answer.status_code) == (address, 422)
        assert answer.json()["errors"] == [{"parameter": name, "detail": f"{name} may be given only once."}]
    assert ask(province_key, "/models?status=submitted&status=reported").status_code == 200


def test_what_nobody_foresaw_is_a_problem_and_lies_in_the_log(ask, province_key, monkeypatch, caplog):
    def broken(*args):
        raise RuntimeError("secret")

    monkeypatch.setattr(questions, "models_page", broken)
    headers = {"authorization": f"Bearer {province_key.key}", "accept-language": "en"}
    answer = Client(raise_request_exception=False).get("/api/v1/models", headers=headers)
    assert (answer.status_code, answer.json()["title"]) == (500, "Internal Server Error")
    assert "secret" not in answer.content.decode()
    assert [record.exc_info[1].args for record in caplog.records] == [("secret",)]


# ---- the document ----


def test_the_document_is_open_and_complete(ask):
    answer = ask(None, "/openapi.json")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    found = answer.json()
    assert found["openapi"].startswith("3.1.")
    assert found["components"]["securitySchemes"]["Key"]["scheme"] == "bearer"
    told = {re.sub(r"\{(\w+)\}", "<>", path.removeprefix("/api/v1/")) for path in found["paths"]}
    [prefix] = [one for one in get_resolver().url_patterns[0].url_patterns if str(one.pattern) == "api/v1/"]
    routes = {re.sub(r"<\w+:\w+>", "<>", str(one.pattern)) for one in prefix.url_patterns}
    assert told == routes - {"openapi.json", r"^[\s\S]*$"}
    for path, operations in found["paths"].items():
        assert list(operations) == ["get"]
        operation = operations["get"]
        assert operation["summary"], path
        assert "Scope: `" in operation["description"]
        assert operation["security"] == [{"Key": []}]
        assert set(operation["responses"]) == {"200", "304", "401", "403", "404", "422", "429", "500"}
        assert {one["name"] for one in operation["parameters"] if one["in"] == "path"} == set(re.findall(r"\{(\w+)\}", path))
        assert [one["name"] for one in operation["parameters"] if not one.get("description")] == []


def test_every_reference_of_the_document_leads_to_a_schema():
    found = openapi()
    for kind in ("schemas", "responses"):
        names = set(re.findall(rf"#/components/{kind}/(\w+)", str(found)))
        assert (kind, names) == (kind, set(found["components"][kind]))


def test_every_field_says_what_it_holds_and_every_list_of_codes_has_a_name():
    found = openapi()
    schemas = found["components"]["schemas"]
    fields = {(name, field): told for name, one in schemas.items() for field, told in one.get("properties", {}).items()}
    assert [place for place, told in fields.items() if not told.get("description")] == []
    assert [place for place, told in fields.items() if "enum" in str(told)] == []
    lists = {name: one for name, one in schemas.items() if "enum" in one}
    assert set(lists["Status"]["enum"]) == set(Status) - {Status.DRAFT}
    for name, one in lists.items():
        told = re.findall(r"^- `(\w+)`: .+$", one["description"], re.MULTILINE)
        assert (name, told) == (name, one["enum"])
    parameters = [one for path in found["paths"].values() for one in path["get"]["parameters"]]
    assert [one["name"] for one in parameters if "enum" in str(one)] == []
    plain = [one["name"] for one in parameters if "example" not in one and "$ref" not in str(one)]
    assert plain == ["after", "limit", "after", "limit"]


def test_an_example_of_a_problem_is_one():
    found = openapi()
    problem = found["components"]["schemas"]["Problem"]
    for name, response in found["components"]["responses"].items():
        example = response["content"]["application/problem+json"]["example"]
        assert example["title"].replace(" ", "") == name
        assert list(wrongs(example, problem, found["components"]["schemas"], name)) == []


def test_every_answer_is_as_the_document_says(ask, world, province_key):
    known = varied.models(world)
    row = make.initiative(Status.REVOKED, world.duc_chinh, campaign=known.now)
    make.outcome(row)
    make.contribution(row)
    found = openapi()
    questions_of = {
        "/api/v1/campaigns": ["/campaigns"],
        "/api/v1/campaigns/{year}": ["/campaigns/2024"],
        "/api/v1/units": ["/units", "/units?as_of=2024-12-31&q=duc&limit=1"],
        "/api/v1/units/{key}": ["/units/07093-0"],
        "/api/v1/models": ["/models?limit=200", "/models?limit=1"],
        "/api/v1/models/{code}": [f"/models/{row.code}"],
        "/api/v1/figures": [f"/figures?campaign=2024{by}" for by in ("", "&by=field", "&by=type", "&by=level", "&by=unit")],
        "/api/v1/figures/definitions": ["/figures/definitions"],
    }
    assert set(questions_of) == set(found["paths"])
    for path, addresses in questions_of.items():
        schema = found["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        for address in addresses:
            answer = ask(province_key, address)
            assert answer.status_code == 200
            assert list(wrongs(answer.json(), schema, found["components"]["schemas"], address)) == []
    problem = found["components"]["schemas"]["Problem"]
    for address in ("/campaigns/2001", "/models?limit=0", "/models?nothing=1"):
        assert list(wrongs(ask(province_key, address).json(), problem, found["components"]["schemas"], address)) == []


TYPES = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
    "array": list,
    "object": dict,
}


def wrongs(value, schema, schemas, place):
    """Where a value differs from its schema: type, choices, fields that are missing or that nobody described."""
    if "$ref" in schema:
        schema = schemas[schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        if all(list(wrongs(value, one, schemas, place)) for one in schema["anyOf"]):
            yield f"{place}: {value!r}"
        return
    kind = schema["type"]
    if not isinstance(value, TYPES[kind]) or (isinstance(value, bool) and kind != "boolean"):
        yield f"{place}: {value!r} is no {kind}"
    elif value not in schema.get("enum", [value]) or value != schema.get("const", value):
        yield f"{place}: {value!r} is no choice"
    elif schema.get("format") in ("date", "date-time") and not re.match(r"\d{4}-\d\d-\d\d(T.*Z)?$", value):
        yield f"{place}: {value!r} is no {schema['format']}"
    elif kind == "array":
        for number, item in enumerate(value):
            yield from wrongs(item, schema["items"], schemas, f"{place}[{number}]")
    elif kind == "object" and "properties" in schema:
        assert set(schema["required"]) <= set(schema["properties"])
        if set(schema["required"]) - set(value) or set(value) - set(schema["properties"]):
            yield f"{place}: {sorted(value)}"
        for name, part in value.items():
            yield from wrongs(part, schema["properties"].get(name, {"type": "null"}), schemas, f"{place}.{name}")
    elif kind == "object":
        for name, part in value.items():
            yield from wrongs(part, schema["additionalProperties"], schemas, f"{place}.{name}")
