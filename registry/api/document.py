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
}
DESCRIPTION = """What other systems read from the registry of Dân vận khéo models. It only reads (GET, HEAD).

Names of fields are in English, days and times in ISO 8601, money in whole VND; things are named by lasting keys, never by
numbers of rows. Labels and sentences come in Vietnamese, or in English with `Accept-Language: en`. No person is named
without recorded consent.

Every answer has an ETag: send it back as `If-None-Match`, and an unchanged answer is 304 without content.

Within a version fields are added and never taken away or given another meaning. A version that is replaced goes on for at
least twelve months, and answers with the headers `Deprecation` and `Sunset` in that time.
"""


class _Plain(JSONRenderer):
    """Vietnamese letters as they are, without blanks between the parts."""

    json_dumps_params = {"ensure_ascii": False, "separators": (",", ":")}


api = NinjaAPI(
    title="Dân vận khéo: registry of models",
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
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for operation in (one for operations in found["paths"].values() for one in operations.values()):
        operation["parameters"] = [_parameter(one) for one in operation["parameters"]]
        responses = operation["responses"]
        responses["200"]["headers"] = {"ETag": _header("string", "Of the content: to be sent as If-None-Match.")}
        responses["304"] = {"description": "Unchanged since the ETag that was sent."}
        responses |= {str(status): {"description": said, "content": content} for status, said in _PROBLEMS.items()}
        responses["429"] = responses["429"] | {"headers": {"Retry-After": _header("integer", "Seconds to wait.")}}
    return found


def _header(type_: str, description: str) -> dict:
    return {"description": description, "schema": {"type": type_}}


def _parameter(one: dict) -> dict:
    """As OpenAPI wants it: one example, and no null, which an address cannot hold."""
    schema = one["schema"]
    for said in ("description", "examples", "title"):
        schema.pop(said, None)
    kinds = [kind for kind in schema.pop("anyOf", []) if kind != {"type": "null"}]
    return {name: value for name, value in one.items() if name != "examples"} | {
        "schema": schema | (kinds[0] if kinds else {}),
        **({"example": one["examples"][0]} if "examples" in one else {}),
    }
