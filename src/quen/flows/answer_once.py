"""The same request twice has one effect, and the same answer both times."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from quen.flows.errors import KeyUsedForSomethingElse
from quen.flows.models import Answered
from quen.kernel.sentences import gettext_noop

KEPT = timedelta(days=90)
"""How long an answer is kept; after that its key is new again."""


@transaction.atomic
def answer_once(
    *, key: str, digest: str, at: datetime, effect: Callable[[], dict[str, object]]
) -> dict[str, object]:
    """The answer of `effect`, or the one kept for this key; both are kept in one transaction.

    Of two at once, the second waits for the first. Whatever `effect` raises leaves nothing behind, so a refused request
    may be sent again. Raises KeyUsedForSomethingElse.
    """
    claim = Answered(key=key, digest=digest, answer={}, answered_at=at)
    Answered.objects.bulk_create([claim], ignore_conflicts=True)  # waits for another who writes the same key
    kept = Answered.objects.select_for_update().get(key=key)
    if kept.digest != digest:
        raise KeyUsedForSomethingElse(
            gettext_noop(
                "The key %(key)s was used for another request. Nothing was kept; send this one with a key of its own."
            ),
            key=key.partition(":")[2] or key,
        )
    if kept.answer:
        return dict(kept.answer)
    answer = effect()
    Answered.objects.filter(key=key).update(answer=answer)
    return answer


def digest_of(*parts: object) -> str:
    """The hash of an input: equal for equal JSON, however it was written."""
    canonical = json.dumps(parts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode(errors="surrogatepass")).hexdigest()


def forget_old_answers(*, at: datetime) -> int:
    """Drop the answers nobody will ask for any more; how many they were."""
    gone, _each = Answered.objects.filter(answered_at__lt=at - KEPT).delete()
    return gone
