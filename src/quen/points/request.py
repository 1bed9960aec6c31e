"""What was asked for: the key and the input by which a repeated request is known."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.points.errors import KeyUsedForSomethingElse, NotPoints
from quen.points.models import Transfer, TransferKind

MOST_POINTS = 10**12  # no sum of a thousand such transfers comes near the end of a bigint


@dataclass(frozen=True, kw_only=True)
class Request:
    """One transfer to be posted. `given` is the input as asked; times set by the caller's clock are no part of it."""

    kind: TransferKind
    key: str
    at: datetime
    by: Actor
    given: Mapping[str, object] = field(default_factory=dict)
    reason: str = ""
    purchase: int | None = None
    version: int | None = None
    reverses: int | None = None
    approved_by: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 of kind and input, as hexadecimal digits."""
        return digest_of(self.kind.value, self.given)


def digest_of(kind: str, given: Mapping[str, object]) -> str:
    """SHA-256 of ``[kind, given]`` as JSON with sorted names and no spaces; what is no JSON as its `str`."""
    text = json.dumps([kind, given], sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def posted(request: Request) -> Transfer | None:
    """The transfer this request was answered with before. Raises KeyUsedForSomethingElse.

    Ask after the account is locked: of two equal requests at once the second then sees what the first posted.
    """
    found = Transfer.objects.filter(key=request.key).first()
    if found is not None and found.digest != request.digest:
        raise used_for_something_else(request.key)
    return found


def used_for_something_else(key: str) -> KeyUsedForSomethingElse:
    """The refusal of a key under which something else was done."""
    return KeyUsedForSomethingElse(
        gettext_noop("The key %(key)s was used for another request. Nothing was posted; use a new key."),
        key=key,
    )


def some(points: int) -> int:
    """The number, if it is one that can be moved. Raises NotPoints."""
    if not 0 < points <= MOST_POINTS:
        raise NotPoints(
            gettext_noop(
                "%(points)s is not a number of points that can be moved. Give a whole number from 1 on."
            ),
            points=points,
        )
    return points
