"""Who asks: the token of the request, what it may do, and where."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from quen.api.errors import NoToken, OtherStore, ScopeMissing
from quen.api.rate_limit import Allowance, buckets
from quen.kernel.actor import Actor, ActorKind
from quen.kernel.sentences import gettext_noop
from quen.shops.models import ApiToken
from quen.shops.scopes import Scope
from quen.shops.tokens import note_use, token_of


@dataclass(frozen=True)
class Caller:
    """Another system whose token was recognised."""

    token: ApiToken
    actor: Actor
    allowance: Allowance

    def refuse_other_store(self, store: int | None) -> None:
        """Raises OtherStore where the token is for other stores."""
        if self.token.stores and store is not None and store not in self.token.stores:
            raise OtherStore(
                gettext_noop(
                    "This token is not for store %(store)s. Nothing was kept; use that store's token."
                ),
                store=store,
            )


class ApiRequest(HttpRequest):
    """A request whose caller is known: what every operation receives."""

    auth: Caller


class Bearer:
    """The gate of one operation; the name is that of the security scheme in the OpenAPI document."""

    openapi_security_schema = {
        "type": "http",
        "scheme": "bearer",
        "description": "A token made under Settings, API and webhooks: `Authorization: Bearer quen_…`.",
    }

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Caller:
        return recognise(
            request.headers.get("Authorization", ""),
            scope=self.scope,
            address=request.META.get("REMOTE_ADDR", ""),
        )


def needs(scope: Scope) -> Bearer:
    """Let only callers in whose token has the scope."""
    return Bearer(scope)


def recognise(
    authorization: str,
    *,
    scope: Scope,
    address: str = "",
    find: Callable[[str], ApiToken | None] = token_of,
) -> Caller:
    """The caller who shows this header. Raises NoToken, ScopeMissing, TooManyRequests."""
    kind, _space, secret = authorization.partition(" ")
    if kind.lower() != "bearer" or not secret.strip():
        raise NoToken(gettext_noop("Show a token: the header Authorization says Bearer and the token."))
    token = find(secret.strip())
    if token is None:
        raise NoToken(
            gettext_noop(
                "This token is not known or was revoked. Make a new one in the settings of the shop."
            )
        )
    allowance = buckets.take(token.pk, per_minute=token.per_minute, now=time.monotonic())
    if scope.value not in token.scopes:
        raise ScopeMissing(
            gettext_noop("This token does not have the scope %(scope)s. Make one that has it."),
            scope=scope.value,
        )
    note_use(token, at=timezone.now())
    return Caller(token, Actor(ActorKind.TOKEN, token.pk, address=address), allowance)


def caller_of(request: Any) -> Caller | None:
    """The caller, where the gate was passed."""
    found = getattr(request, "auth", None)
    return found if isinstance(found, Caller) else None
