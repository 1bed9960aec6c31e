"""Writes carry an idempotency key: the same key and input get the same status and body again."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.http import HttpResponse
from django.utils import timezone
from pydantic import BaseModel
from pydantic_core import from_json, to_json

from quen.api.bearer import ApiRequest
from quen.api.errors import KeyMissing
from quen.api.limits import KEY_LENGTH
from quen.flows.answer_once import answer_once, digest_of
from quen.kernel.sentences import gettext_noop

HEADER = "Idempotency-Key"
_KEY = re.compile(rf"[\x21-\x7e]{{1,{KEY_LENGTH}}}")
Rest = ParamSpec("Rest")
Operation = TypeVar("Operation", bound=Callable[..., object])


def key_of(request: ApiRequest) -> str:
    """The request's idempotency key, as it is kept: each token has keys of its own. Raises KeyMissing."""
    return kept_key(request.auth.token.pk, request.headers.get(HEADER, ""))


def kept_key(token: int, written: str) -> str:
    """The key as it is kept. Raises KeyMissing."""
    if not _KEY.fullmatch(written):
        raise KeyMissing(
            gettext_noop(
                "A write needs the header Idempotency-Key: up to %(most)s letters and digits that no other request "
                "has, e.g. a UUID. Nothing was kept."
            ),
            most=KEY_LENGTH,
        )
    return f"{token}:{written}"


def once(
    status: int,
) -> Callable[
    [Callable[Concatenate[ApiRequest, Rest], BaseModel]],
    Callable[Concatenate[ApiRequest, Rest], HttpResponse],
]:
    """Let an operation's effect happen once per key. It returns what the answer says; `status` is the answer's."""

    def gate(
        operation: Callable[Concatenate[ApiRequest, Rest], BaseModel],
    ) -> Callable[Concatenate[ApiRequest, Rest], HttpResponse]:
        @wraps(operation)
        def answered(request: ApiRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
            def effect() -> dict[str, object]:
                shown = operation(request, *args, **kwargs)
                return {"status": status, "body": shown.model_dump(mode="json")}

            answer = answer_once(
                key=key_of(request), digest=input_of(request), at=timezone.now(), effect=effect
            )
            return as_json(answer["body"], status=status)

        answered.is_write = True  # type: ignore[attr-defined]  # the OpenAPI document reads it
        return answered

    return gate


def wants_key(operation: Operation) -> Operation:
    """Mark an operation whose verb keeps the key itself."""
    operation.is_write = True  # type: ignore[attr-defined]
    return operation


def input_of(request: ApiRequest) -> str:
    """The hash of everything the request asks for."""
    return digest_of(request.method, request.path, from_json(request.body) if request.body else None)


def as_json(body: Any, *, status: int) -> HttpResponse:
    """A JSON answer; a kept one has the same bytes, because keys of an object keep no order in PostgreSQL's JSON."""
    return HttpResponse(to_json(_sorted(body)), status=status, content_type="application/json")


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _sorted(value[name]) for name in sorted(value)}
    if isinstance(value, list):
        return [_sorted(each) for each in value]
    return value
