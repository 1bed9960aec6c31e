"""The reference of the API: an OpenAPI 3.1 document with examples, and a page that loads nothing from elsewhere."""

import re
from typing import Any

import jsonschema_rs
import pytest
from django.test import Client

from quen.api.openapi import operations
from quen.api.reference import reference
from quen.shops.scopes import Scope
from tests.world import World

OPERATIONS = {
    operation["operationId"]: (path, method, operation) for path, method, operation in operations(reference())
}


def test_the_document_is_served_to_everyone_and_is_openapi_3_1(shop: World) -> None:
    answer = Client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert answer.json() == reference()
    assert answer.json()["openapi"] == "3.1.0"


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_every_body_has_an_example_that_fits_its_shape(name: str) -> None:
    _path, _method, operation = OPERATIONS[name]
    bodies = [
        *operation["responses"].values(),
        *([operation["requestBody"]] if "requestBody" in operation else []),
    ]
    for body in bodies:
        for media in body["content"].values():
            shape = {"components": reference()["components"], **media["schema"]}
            jsonschema_rs.validator_for(shape).validate(media["example"])


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_every_operation_names_its_scope_and_what_it_is_for(name: str) -> None:
    _path, _method, operation = OPERATIONS[name]
    ((scope,),) = (each["Bearer"] for each in operation["security"])
    assert scope in {each.value for each in Scope}
    assert operation["summary"]
    assert len(operation["description"]) > 20


def test_every_write_wants_a_key() -> None:
    without = {
        name
        for name, (_path, method, operation) in OPERATIONS.items()
        if method != "get" and not any(each["name"] == "Idempotency-Key" for each in operation["parameters"])
    }
    assert without == NEED_NO_KEY


NEED_NO_KEY = {"quote", "ring_up_batch", "validate_vouchers"}
"""What writes nothing, and the batch, whose sales carry their own."""


def test_the_page_shows_every_operation_and_loads_nothing(shop: World) -> None:
    page = Client().get("/api/v1/docs").content.decode()
    for path, _method, _operation in OPERATIONS.values():
        assert path in page
    assert not re.search(r"<script|stylesheet|src=|(?:href|url|action)\W{1,2}https?://", page)


def test_scopes_nobody_needs_are_not_offered() -> None:
    used: set[Any] = {
        scope
        for _p, _m, each in OPERATIONS.values()
        for entry in each["security"]
        for scope in entry["Bearer"]
    }
    assert used == {scope.value for scope in Scope}
