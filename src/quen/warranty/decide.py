"""Somebody accepts or refuses a claim, by the proposal or against it."""

from datetime import datetime

from django.db import transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop
from quen.warranty.errors import BadClaim
from quen.warranty.events import WarrantyDecided
from quen.warranty.find import held_open, product_of
from quen.warranty.models import Claim, Decision
from quen.warranty.open_claim import MOST_WORDS
from quen.warranty.terms import NOTHING_LAID_DOWN, Covers

_DECIDED = (
    "decision", "words", "decided_at", "decided_by", "decided_clause", "decided_clause_words",
)  # fmt: skip


@transaction.atomic
def decide(
    *, claim: int, decision: Decision, at: datetime, by: Actor, clause: int | None = None, words: str = ""
) -> Claim:
    """Decide while the goods are here; deciding again counts instead of the decision before.

    `clause`: the exclusion staff saw fulfilled, e.g. damage by water; it is reason enough to refuse. A decision against
    the proposal needs `words` otherwise. Raises NoSuchClaim, ClaimEnded, BadClaim.
    """
    decided, said = held_open(claim), tidy(words)[:MOST_WORDS]
    is_against = decision != decided.proposed
    if clause is None and is_against and not said:
        raise BadClaim(gettext_noop("The terms propose otherwise. Say why you decide against them."))
    decided.decided_clause, decided.decided_clause_words = _ground(decided, decision, clause)
    decided.decision, decided.words = decision, said
    decided.decided_at, decided.decided_by = at, str(by)
    decided.save(update_fields=_DECIDED)
    emit(
        WarrantyDecided(
            at=at, by=by, customer=decided.customer_id, store=decided.store_id, subject=decided.pk,
            product=product_of(decided), serial=decided.serial, is_accepted=decision == Decision.ACCEPTED,
            is_against=is_against, clause=decided.decided_clause, words=said,
        )
    )  # fmt: skip
    return decided


def _ground(claim: Claim, decision: Decision, number: int | None) -> tuple[int | None, str]:
    """The clause the decision rests on: the exclusion named, else the proposal's where it is followed."""
    if number is None:
        return (claim.clause, claim.clause_words) if decision == claim.proposed else (None, "")
    terms = claim.terms.said() if claim.terms else NOTHING_LAID_DOWN
    clause = terms.clause(number)
    if decision != Decision.REFUSED or clause is None or clause.covers != Covers.EXCLUDED:
        raise BadClaim(gettext_noop("Only an exclusion of the terms is a clause to refuse by."))
    return clause.number, clause.words
