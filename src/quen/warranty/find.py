"""A claim by its number, held for a change."""

from quen.kernel.sentences import gettext_noop
from quen.purchases.models import Line
from quen.warranty.errors import ClaimEnded, NoSuchClaim
from quen.warranty.models import Claim


def held(claim: int) -> Claim:
    """The claim, held until the transaction ends. Raises NoSuchClaim."""
    found = Claim.objects.select_for_update().filter(pk=claim).first()
    if found is None:
        raise NoSuchClaim(
            gettext_noop("There is no claim number %(claim)s. Open the list again."), claim=claim
        )
    return found


def held_open(claim: int) -> Claim:
    """The claim while the goods are here. Raises NoSuchClaim, ClaimEnded."""
    found = held(claim)
    if not found.is_open:
        raise ClaimEnded(gettext_noop("The goods of this claim were given back before. Nothing was changed."))
    return found


def product_of(claim: Claim) -> str:
    """What the goods are called, for the story."""
    line = Line.objects.filter(pk=claim.line_id).select_related("product").first()
    return str(line.product) if line and line.product else ""
