"""Goods of a sale that are kept for members of higher tiers."""

from quen.flows.ring_up.errors import OnlyForTier
from quen.flows.ring_up.judge import programme_of_day, purchase_of, under_programme
from quen.flows.ring_up.known import Known
from quen.flows.ring_up.sale import Sale
from quen.kernel.sentences import Sentence, gettext_noop
from quen.programme import NEW_MEMBER
from quen.programme.engine import ready
from quen.programme.evaluate import settled_visit
from quen.programme.exclusive import reserved


def told_reserved(sale: Sale, known: Known) -> tuple[Sentence, ...]:
    """For each line that is not for this customer, for whom it is."""
    programme = programme_of_day(known)
    if programme is None or not ready(programme).gifts.exclusive:
        return ()
    under = under_programme(sale, known)
    state, purchase = under[1:] if under else (NEW_MEMBER, purchase_of(sale, known, vouchers_minor=0))
    engine = ready(programme)
    return tuple(
        Sentence(
            gettext_noop("“%(goods)s” is for members of the tier %(tier)s and above."),
            {"goods": sale.lines[line].name or sale.lines[line].product, "tier": tier},
        )
        for line, tier in reserved(
            engine, settled_visit(engine, state, purchase), is_member=under is not None
        )
    )


def refuse_reserved(sale: Sale, known: Known) -> tuple[Sentence, ...]:
    """The same where the programme lets them be sold. Raises OnlyForTier where it does not, unless the sale is over."""
    told, programme = told_reserved(sale, known), programme_of_day(known)
    if (
        told
        and programme
        and programme.tiers
        and programme.tiers.exclusive == "refused"
        and not sale.was_offline
    ):
        raise OnlyForTier(
            gettext_noop("“%(goods)s” is for members of the tier %(tier)s and above. Nothing was kept."),
            **told[0].facts,
        )
    return told
