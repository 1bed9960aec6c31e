"""Keys for other systems: make one, know it again, take it back."""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from quen.kernel.actor import Actor
from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop
from quen.shops.errors import NoSuchToken, NotASetting
from quen.shops.history import remember
from quen.shops.models import ApiToken, Store
from quen.shops.scopes import Scope

PREFIX = "quen_"
PER_MINUTE = 6_000
MAX_PER_MINUTE = 600_000
_COARSE = timedelta(hours=1)


@dataclass(frozen=True)
class NewToken:
    """A token and its secret, which nobody can read again later."""

    token: ApiToken
    secret: str


@transaction.atomic
def make_token(
    *,
    name: str,
    scopes: Collection[Scope],
    stores: Collection[Store] = (),
    per_minute: int = PER_MINUTE,
    at: datetime,
    by: Actor,
) -> NewToken:
    """Make a token with 256 random bits. No stores means all stores. Raises NotASetting."""
    if not tidy(name) or not scopes or not 0 < per_minute <= MAX_PER_MINUTE:
        raise NotASetting(
            gettext_noop("A token needs a name, at least one thing it may do, and a number of requests.")
        )
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        name=tidy(name),
        digest=digest_of(secret),
        beginning=secret[: len(PREFIX) + 4],
        scopes=[scope.value for scope in Scope if scope in scopes],
        stores=sorted(store.pk for store in stores),
        per_minute=per_minute,
        created_at=at,
        created_by=str(by),
    )
    remember({"scopes": (None, token.scopes)}, of=f"token.{token.pk}", by=by)
    return NewToken(token, secret)


@transaction.atomic
def revoke_token(*, token: int, at: datetime, by: Actor) -> ApiToken:
    """End a token: from now on nobody gets in with it. Ending it twice changes nothing. Raises NoSuchToken."""
    found = ApiToken.objects.select_for_update().filter(pk=token).first()
    if found is None:
        raise NoSuchToken(gettext_noop("There is no such token. Nothing was changed."))
    if found.revoked_at is None:
        found.revoked_at, found.revoked_by = at, str(by)
        found.save(update_fields=["revoked_at", "revoked_by"])
        remember({"revoked": (False, True)}, of=f"token.{found.pk}", by=by)
    return found


def token_of(secret: str) -> ApiToken | None:
    """The token in force that has this secret. One query."""
    return ApiToken.objects.filter(digest=digest_of(secret), revoked_at=None).first()


def note_use(token: ApiToken, *, at: datetime) -> None:
    """Keep when the token was last used, to the hour: most requests write nothing."""
    if token.last_used_at is None or at - token.last_used_at > _COARSE:
        stale = Q(last_used_at=None) | Q(last_used_at__lt=at)
        ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=at)
        token.last_used_at = at


def digest_of(secret: str) -> str:
    """What is kept of a token. It is random, not a password, so one round of SHA-256 is enough."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
