"""What is still open between the shop and a person: shown before she is erased, and asked about once more."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from quen.draws.models import AwardState
from quen.kernel.sentences import Sentence, gettext_noop
from quen.people.find import everyone_in, root_of
from quen.rewards.models import ClaimState
from quen.tickets.choices import LIVE
from quen.vouchers.models import State

_COUNTS = """
SELECT
    (SELECT coalesce(sum(balance), 0) FROM points_account WHERE customer_id = ANY(%(hers)s)),
    (SELECT count(*) FROM vouchers_voucher WHERE customer_id = ANY(%(hers)s) AND state = %(ready)s),
    (SELECT count(*) FROM rewards_claim WHERE customer_id = ANY(%(hers)s) AND state = %(claimed)s),
    (SELECT count(*) FROM draws_award AS award
        JOIN draws_winner AS winner ON winner.id = award.winner_id
        JOIN draws_participant AS participant ON participant.id = winner.participant_id
        WHERE participant.customer_id = ANY(%(hers)s) AND award.state = %(won)s),
    (SELECT count(*) FROM tickets_ticket WHERE customer_id = ANY(%(hers)s) AND state = ANY(%(live)s)),
    (SELECT count(*) FROM warranty_claim WHERE customer_id = ANY(%(hers)s) AND ended_at IS NULL)
"""
_SAID = (
    gettext_noop("%(count)s points, which nobody can spend any more."),
    gettext_noop("%(count)s vouchers not used yet."),
    gettext_noop("%(count)s rewards waiting to be handed over."),
    gettext_noop("%(count)s prizes waiting to be fetched."),
    gettext_noop("%(count)s open tickets, which are closed without an answer."),
    gettext_noop("%(count)s open warranty claims: nobody can be called when they are done."),
)


def open_with(customer: int) -> list[Sentence]:
    """A sentence for each; none where nothing is open. Raises NoSuchCustomer."""
    return open_with_all(everyone_in(root_of(customer).pk))


def open_with_all(hers: Sequence[int]) -> list[Sentence]:
    """The same for the numbers of one person. One query, by the index of each table."""
    asked: dict[str, Any] = {
        "hers": list(hers), "ready": State.READY.value, "claimed": ClaimState.WAITING.value,
        "won": AwardState.WAITING.value, "live": [str(state) for state in LIVE],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, asked)
        counts = cursor.fetchone() or ()
    return [Sentence(said, {"count": int(count)}) for said, count in zip(_SAID, counts, strict=True) if count]
