"""The OpenAPI document: what django-ninja knows of the operations, and what is the same for all of them."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from ninja import NinjaAPI

from quen.api.limits import KEY_LENGTH
from quen.api.problems import MEDIA_TYPE, TITLES
from quen.api.shapes import Problem

METHODS = ("get", "post", "put", "patch", "delete")
_PROBLEM = {"$ref": "#/components/schemas/Problem"}
_ALWAYS = (400, 401, 403, 404, 405, 422, 429, 500, 503)
_WITH_BODY = (409, 413, 415)
_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": True,
    "schema": {"type": "string", "minLength": 1, "maxLength": KEY_LENGTH, "pattern": r"^[!-~]+$"},
    "description": "The same key with the same request gets the same answer again, and counts once. Kept for 90 days.",
    "example": "8e03978e-40d5-43e8-bc93-6894a57f9324",
}


def document(api: NinjaAPI) -> dict[str, Any]:
    """The whole document, the same for every reader: it is in English."""
    found: dict[str, Any] = deepcopy(dict(api.get_openapi_schema(path_prefix="api/v1/")))
    found["components"]["schemas"]["Problem"] = Problem.model_json_schema()
    found["servers"] = [{"url": "/"}]
    scopes = _scopes(api)
    for _path, _method, operation in operations(found):
        scope, is_write = scopes[operation["operationId"]]
        _complete(operation, scope, is_write=is_write)
        _give_examples(operation, found["components"]["schemas"])
    return found


def operations(found: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Path, method and operation, in the order of the document."""
    for path, methods in found["paths"].items():
        for method in METHODS:
            if method in methods:
                yield path, method, methods[method]


def _scopes(api: NinjaAPI) -> dict[str, tuple[str, bool]]:
    """The scope of every operation, and whether it wants an idempotency key."""
    return {
        str(operation.operation_id): (
            operation.auth_callbacks[0].scope.value,  # type: ignore[attr-defined]
            getattr(operation.view_func, "is_write", False),
        )
        for router in api._get_bound_routers()
        for view in router.path_operations.values()
        for operation in view.operations
    }


def _complete(operation: dict[str, Any], scope: str, *, is_write: bool) -> None:
    operation["security"] = [{"Bearer": [scope]}]
    operation["description"] = (operation.get("description", "") + f"\n\nScope: `{scope}`.").strip()
    if is_write:
        operation["parameters"] = [*operation.get("parameters", []), _KEY]
    refusals = [*_ALWAYS, *(_WITH_BODY if "requestBody" in operation or is_write else ())]
    for status in sorted(refusals):
        operation["responses"].setdefault(
            str(status),
            {"description": _title(status), "content": {MEDIA_TYPE: {"schema": _PROBLEM}}},
        )
    operation["responses"] = {str(status): said for status, said in operation["responses"].items()}


def _title(status: int) -> str:
    from django.utils.translation import override

    with override("en"):
        return str(TITLES[status])


def _give_examples(operation: dict[str, Any], shapes: dict[str, Any]) -> None:
    """An example for every body: from the examples of the shapes it is made of."""
    bodies = [operation["requestBody"]] if "requestBody" in operation else []
    for body in [*bodies, *operation["responses"].values()]:
        for media in body.get("content", {}).values():
            media["example"] = example_of(media["schema"], shapes)


def example_of(shape: dict[str, Any], shapes: dict[str, Any]) -> Any:
    """A value of the shape."""
    if "$ref" in shape:
        return example_of(shapes[shape["$ref"].rpartition("/")[2]], shapes)
    if shape.get("examples"):
        return shape["examples"][0]
    if "default" in shape:
        return shape["default"]
    for choice in shape.get("anyOf", ()):
        return example_of(choice, shapes)
    if "properties" in shape:
        return {name: example_of(part, shapes) for name, part in shape["properties"].items()}
    if shape.get("type") == "array":
        return [example_of(shape["items"], shapes)]
    return {"string": "…", "integer": 1, "boolean": True, "null": None, "object": {}}.get(
        shape.get("type", "")
    )
