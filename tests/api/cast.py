"""A till that talks to the API: JSON in, JSON out, with a token and a key for each write."""

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

from django.test import Client

from quen.kernel.actor import SYSTEM
from quen.shops.models import Store
from quen.shops.scopes import Scope
from quen.shops.tokens import PER_MINUTE, NewToken, make_token

PROBLEM = "application/problem+json"
_keys = count(1)


@dataclass
class Till:
    """Another system, or a stranger where it has no token."""

    token: str = ""
    language: str = "en"
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def get(self, path: str, **query: str | int | list[str]) -> Any:
        return self.client.get(f"/api/v1{path}", query, headers=self._headers())

    def post(self, path: str, body: object = None, *, key: str | None = None, method: str = "post") -> Any:
        """Send a write; without a `key` it gets one nobody else has."""
        send = getattr(self.client, method)
        text = body if isinstance(body, str | bytes) else json.dumps(body)
        headers = self._headers() | {"Idempotency-Key": f"key-{next(_keys)}" if key is None else key}
        return send(f"/api/v1{path}", text, content_type="application/json", headers=headers)

    def patch(self, path: str, body: object, *, key: str | None = None) -> Any:
        return self.post(path, body, key=key, method="patch")

    def _headers(self) -> dict[str, str]:
        said = {"Accept-Language": self.language}
        return said | ({"Authorization": f"Bearer {self.token}"} if self.token else {})


def token(
    *scopes: Scope, stores: Collection[Store] = (), per_minute: int = PER_MINUTE, name: str = "Till"
) -> NewToken:
    """A token that may do this; everything where nothing is named."""
    return make_token(
        name=name,
        scopes=scopes or list(Scope),
        stores=stores,
        per_minute=per_minute,
        at=datetime(2026, 11, 1, tzinfo=UTC),
        by=SYSTEM,
    )


def till(*scopes: Scope, stores: Collection[Store] = (), language: str = "en") -> Till:
    """A till with a token of its own."""
    return Till(token(*scopes, stores=stores).secret, language)
