"""Every operation wants a token in force that has its scope, and lets no other in."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from quen.api.openapi import operations
from quen.api.reference import reference
from quen.kernel.actor import SYSTEM
from quen.shops.models import ApiToken
from quen.shops.scopes import Scope
from quen.shops.tokens import PREFIX, make_token, revoke_token
from tests.api.cast import PROBLEM, Till, till, token
from tests.world import World

OPERATIONS = {
    operation["operationId"]: (re.sub(r"{\w+}", "1", path), method, operation)
    for path, method, operation in operations(reference())
}


def scope_of(name: str) -> Scope:
    ((entry,),) = (each["Bearer"] for each in OPERATIONS[name][2]["security"])
    return Scope(entry)


def answer(name: str, secret: str) -> Any:
    path, method, operation = OPERATIONS[name]
    headers = {"Idempotency-Key": "one"} | ({"Authorization": f"Bearer {secret}"} if secret else {})
    client = Client(raise_request_exception=False)
    if "requestBody" not in operation:
        return getattr(client, method)(path, headers=headers)
    body = json.dumps(operation["requestBody"]["content"]["application/json"]["example"])
    return getattr(client, method)(path, body, content_type="application/json", headers=headers)


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_strangers_are_asked_for_a_token(name: str, shop: World) -> None:
    revoked = token()
    revoke_token(token=revoked.token.pk, at=timezone.now(), by=SYSTEM)
    for secret in ("", "quen_nonsense", "a b", revoked.secret, revoked.token.digest):
        told = answer(name, secret)
        assert (told.status_code, told["Content-Type"]) == (401, PROBLEM)
        assert told["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_a_token_without_the_scope_stays_outside_and_one_with_it_gets_in(name: str, shop: World) -> None:
    wanted = scope_of(name)
    told = answer(name, token(*(set(Scope) - {wanted})).secret)
    assert (told.status_code, told.json()["facts"]) == (403, {"scope": wanted.value})
    assert answer(name, token(wanted).secret).status_code not in {401, 403}


def test_writing_does_not_include_reading(shop: World) -> None:
    assert till(Scope.CUSTOMERS_WRITE).get("/customers").status_code == 403


def test_only_the_hash_of_a_token_is_kept(shop: World) -> None:
    made = token()
    kept = ApiToken.objects.values().get(pk=made.token.pk)
    assert made.secret.startswith(PREFIX)
    assert len(made.secret) > 40
    assert made.secret not in json.dumps(kept, default=str)
    assert made.secret.startswith(kept["beginning"])
    assert len(kept["beginning"]) == 9


def test_when_a_token_was_used_is_kept_to_the_hour(shop: World) -> None:
    made = token()
    counter = Till(made.secret)
    counter.get("/stores")
    first = ApiToken.objects.get(pk=made.token.pk).last_used_at
    assert first is not None
    counter.get("/stores")
    assert ApiToken.objects.get(pk=made.token.pk).last_used_at == first
    ApiToken.objects.update(last_used_at=first - timedelta(hours=2))
    counter.get("/stores")
    assert (ApiToken.objects.get(pk=made.token.pk).last_used_at or first) > first


def test_a_token_for_one_store_is_told_of_that_store_only(shop: World) -> None:
    from quen.shops.models import Store

    other = Store.objects.create(name="Thủ Đức", key="thu duc")
    assert [store["id"] for store in till(stores=[other]).get("/stores").json()["data"]] == [other.pk]
    assert [store["id"] for store in till().get("/stores").json()["data"]] == [shop.store.pk, other.pk]


def test_too_many_requests_wait(shop: World) -> None:
    counter = Till(
        make_token(
            name="Nhỏ", scopes=[Scope.PURCHASES_READ], per_minute=3, at=timezone.now(), by=SYSTEM
        ).secret
    )
    allowed = [counter.get("/stores") for _ in range(3)]
    assert [each.status_code for each in allowed] == [200] * 3
    assert [each["RateLimit"].split(";")[1] for each in allowed] == ["r=2", "r=1", "r=0"]
    refused = counter.get("/stores")
    assert (refused.status_code, refused["Content-Type"]) == (429, PROBLEM)
    assert 1 <= int(refused["Retry-After"]) <= 20
    assert allowed[0]["RateLimit-Policy"] == '"token";q=3;w=60'
