"""The short way of one request through the web server: POST /api/v1/purchases, the most frequent and most urgent one.

It reads, judges, writes and answers with the same functions as the API's operation (`api/purchases/operations.py`), but
passes by Django's handlers and connections. Only what goes well goes this way. Whatever does not, a missing token, a
body that does not fit, a refusal, a lost database, is handed to the API whole, body and all: it answers as it always
does, and because the sale carries its key nothing is counted twice.
"""

import time
from collections.abc import Callable, Iterable
from functools import lru_cache
from io import BytesIO
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.translation import trans_real

from quen.api.bearer import recognise
from quen.api.limits import BODY_BYTES
from quen.api.purchases.parse import sale_from_json
from quen.api.purchases.render import receipt_to_json
from quen.api.writes import kept_key
from quen.flows.ring_up import ring_up
from quen.flows.ring_up.own_connections import CONNECTIONS, OwnConnections
from quen.shops.models import ApiToken
from quen.shops.scopes import Scope
from quen.shops.tokens import token_of

ADDRESS = "/api/v1/purchases"
TOKEN_SECONDS = 2.0
"""How long what a token may do is kept before it is looked up again. A revoked one is refused at once: the statement
that reads what a sale is judged by (ring_up/read.sql) also reads whether the token is in force."""
MOST_TOKENS = 1_000

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]


class FastLane:
    """A WSGI application before another one."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.connections = OwnConnections()
        self._tokens: dict[str, tuple[ApiToken, float]] = {}

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        environ[CONNECTIONS] = self.connections
        if environ["REQUEST_METHOD"] != "POST" or environ["PATH_INFO"] != ADDRESS or "HTTP_COOKIE" in environ:
            return self.application(environ, start_response)
        size = environ.get("CONTENT_LENGTH") or ""
        if not (size.isascii() and size.isdecimal() and int(size) <= BODY_BYTES):
            return self.application(environ, start_response)
        body = environ["wsgi.input"].read(int(size))
        try:
            headers, answer = self._answer(environ, body)
        except Exception:
            environ["wsgi.input"] = BytesIO(body)
            return self.application(environ, start_response)
        finally:
            if connection.connection is not None:
                connection.close()  # back to Django's pool
        start_response("201 Created", headers)
        return [answer]

    def _answer(self, environ: Environ, body: bytes) -> tuple[list[tuple[str, str]], bytes]:
        """Headers and body of a sale that is rung up. Raises whatever the API has an answer for."""
        if environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower() != "application/json":
            raise ValueError("the API says what it wants")
        caller = recognise(
            environ.get("HTTP_AUTHORIZATION", ""),
            scope=Scope.PURCHASES_WRITE,
            address=environ.get("REMOTE_ADDR", ""),
            find=self._find,
        )
        sale = sale_from_json(body)
        caller.refuse_other_store(sale.store)
        receipt = ring_up(
            sale=sale,
            key=kept_key(caller.token.pk, environ.get("HTTP_IDEMPOTENCY_KEY", "")),
            by=caller.actor,
            on=self.connections,
        )
        language = _language_of(environ.get("HTTP_ACCEPT_LANGUAGE", ""))
        answer = receipt_to_json(
            receipt, translate=trans_real.translation(language).gettext, language=language
        )
        headers = [
            ("Content-Type", "application/json"),
            ("Content-Length", str(len(answer))),
            ("Content-Language", language),
            ("Vary", "Accept-Language"),
            *_ALWAYS,
            *caller.allowance.headers().items(),
        ]
        if receipt.is_repeated:
            headers.append(("Idempotency-Replayed", "true"))
        return headers, answer

    def _find(self, secret: str) -> ApiToken | None:
        """The token of this secret, looked up again every two seconds; whether it is in force, with the sale."""
        now = time.monotonic()
        known = self._tokens.get(secret)
        if known and known[1] > now:
            return known[0]
        found = token_of(secret)
        if len(self._tokens) >= MOST_TOKENS:
            self._tokens.clear()
        if found is None:
            self._tokens.pop(secret, None)
        else:
            self._tokens[secret] = (found, now + TOKEN_SECONDS)
        return found


_ALWAYS = [
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("X-Frame-Options", settings.X_FRAME_OPTIONS),
]


@lru_cache(maxsize=256)
def _language_of(accepted: str) -> str:
    """The language a reader is answered in, as Django's LocaleMiddleware chooses it."""
    for language, _weight in trans_real.parse_accept_lang_header(accepted.lower()):
        if language == "*":
            break
        if trans_real.language_code_re.search(language):
            try:
                return trans_real.get_supported_language_variant(language)
            except LookupError:
                continue
    return settings.LANGUAGE_CODE
