"""The interface as one: its routers, its errors, and the OpenAPI document that describes it."""

import json
from functools import cache

from django.conf import settings
from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

from . import campaigns, figures, models, problems, units

PREFIX = "api/v1/"
_PROBLEMS = {
    401: "No key, or one that opens nothing (any more).",
    403: "The key lacks the scope, or its account the role.",
    404: "What was asked for by its key does not exist, or not for this key.",
    422: "A parameter is nonsense; `errors` names each of them.",
    429: "Too many requests in this minute; `Retry-After` says how many seconds to wait.",
    500: "Something failed here; it is in the log of the registry. The same request may succeed later.",
}
_EXAMPLES = {422: [problems.Wrong(parameter="limit", detail=problems.PARAMETERS["limit"])]}
_ETAG = "Of the content, in quotes: to be sent as If-None-Match as it is."
DESCRIPTION = """What other systems read from the registry of Dân vận khéo models. It only reads (GET, HEAD).

Names of fields are in English, days and times in ISO 8601, money in whole VND; things are named by lasting keys, never by
numbers of rows. Labels and sentences come in Vietnamese, or in English with `Accept-Language: en`. No person is named
without recorded consent.

Lists come in pages: `limit` says how many rows, `after` leads on with what the page before gave as `after`, until that is
null. Every answer has an ETag: send it back as `If-None-Match`, and an unchanged answer is 304 without content. Parameters
that are unknown or nonsense are refused with 422 instead of being passed over, and so is one that comes twice.

A key belongs on a server: it is taken from the header alone, never from an address, and pages of other sites cannot read from
here (no CORS).

Within a version fields are added, never taken away or given another meaning, and lists of codes stay as they are. A version
that is replaced goes on for at least twelve months, and answers with the headers `Deprecation` and `Sunset` in that time.
"""


class _Plain(JSONRenderer):
    """Vietnamese letters as they are, without blanks between the parts."""

    json_dumps_params = {"ensure_ascii": False, "separators": (",", ":")}


api = NinjaAPI(
    title="Dan van kheo: registry of models",  # by which generators name their packages
    version="1.0.0",
    description=DESCRIPTION,
    openapi_url=None,
    docs_url=None,
    renderer=_Plain(),
    urls_namespace="api-v1",
)
problems.install(api)
for path, noun in (("/campaigns", campaigns), ("/units", units), ("/models", models), ("/figures", figures)):
    api.add_router(path, noun.router)


@cache
def openapi() -> dict:
    """The document, with what every operation has in common. Everything in it is in English."""
    api.servers = [{"url": settings.SITE_URL}]
    found = json.loads(json.dumps(api.get_openapi_schema(path_prefix=PREFIX)))
    schemas = found["components"]["schemas"]
    for name in [name for name in schemas if name.endswith("Parameters")]:
        del schemas[name]  # they stand with the operations
    problem = problems.Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= problem.pop("$defs") | {"Problem": problem}
    found["components"]["responses"] = {_name(status): _problem(status, said) for status, said in _PROBLEMS.items()}
    for operation in (one for operations in found["paths"].values() for one in operations.values()):
        operation["parameters"] = [_parameter(one, schemas) for one in operation["parameters"]]
        responses = operation["responses"]
        responses["200"]["headers"] = {"ETag": _header("string", _ETAG)}
        responses["304"] = {"description": "Unchanged since the ETag that was sent."}
        responses |= {str(status): {"$ref": f"#/components/responses/{_name(status)}"} for status in _PROBLEMS}
    return found


def _name(status: int) -> str:
    return problems.title_of(status).replace(" ", "")


def _problem(status: int, said: str) -> dict:
    """An answer that is a problem, with an example."""
    example = problems.told(status, said, _EXAMPLES.get(status, ()))
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}}
    headers = {
        401: {"WWW-Authenticate": _header("string", 'Bearer, with error="invalid_token" for a key that opens nothing.')},
        429: {"Retry-After": _header("integer", "Seconds to wait.")},
    }
    return {"description": said, "content": content, **({"headers": headers[status]} if status in headers else {})}


def _header(type_: str, description: str) -> dict:
    return {"description": description, "schema": {"type": type_}}


def _parameter(one: dict, schemas: dict) -> dict:
    """As OpenAPI wants it: one example, no null, which an address cannot hold, and lists of codes by their names."""
    schema = one["schema"]
    for said in ("description", "examples", "title"):
        schema.pop(said, None)
    kinds = [kind for kind in schema.pop("anyOf", []) if kind != {"type": "null"}] + schema.pop("allOf", [])
    [kind] = kinds or [{}]
    if "enum" in kind:
        [name] = [name for name, known in schemas.items() if known == kind]
        kind = {"$ref": f"#/components/schemas/{name}"}
    return {name: value for name, value in one.items() if name != "examples"} | {
        "schema": kind | schema,
        **({"example": one["examples"][0]} if "examples" in one else {}),
    }
