"""What a campaign or a journey brought, in one sentence and three lines."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from quen.campaigns.find import source_of
from quen.campaigns.models import Campaign, OfferKind
from quen.campaigns.offers import cost_minor, offer_of
from quen.campaigns.proof import Proof, prove
from quen.console.templatetags.written import money_in, number
from quen.measures.uplift.judge import Verdict
from quen.measures.uplift.states import State
from quen.shops.clock import day_of


@dataclass(frozen=True)
class Line:
    """One outcome, for all who were written to together; empty where nothing can be told yet."""

    label: str
    brought: str = ""
    low: str = ""
    high: str = ""


@dataclass(frozen=True)
class Result:
    """`is_good` None: neither."""

    sentence: str
    lines: list[Line]
    is_good: bool | None
    written_to: int
    held_out: int


def result_of(row: Campaign, *, currency: str, at: datetime) -> Result | None:
    """The result as of now; None where nobody was held out, so that there is nothing to compare with."""
    points = points_minor_of(row, at)
    proof = prove(
        source_of(row.pk), horizon_days=row.horizon_days, holdout_percent=row.holdout_percent, points_minor=points,
        at=at,
    )  # fmt: skip
    if proof is None or not proof.held_out or not proof.written_to:
        return None
    return told(proof, currency)


def told(proof: Proof, currency: str) -> Result:
    """A proof in one sentence and three lines."""
    sentence, is_good = _sentence(proof, currency)
    lines = [
        _line(_("Visits"), proof.visits, proof, None),
        _line(_("Revenue after returns"), proof.revenue, proof, currency),
        _line(_("Profit"), proof.profit, proof, currency),
    ]
    return Result(sentence, lines, is_good, proof.written_to, proof.held_out)


def points_minor_of(row: Campaign, at: datetime) -> int:
    """What the points cost that each who was written to was given."""
    offer = offer_of(row)
    return cost_minor(offer, on=day_of(row.launched_at or at)) if offer.kind == OfferKind.POINTS else 0


def _sentence(proof: Proof, currency: str) -> tuple[str, bool | None]:
    if not proof.ratio.is_ok:
        return _("The groups have not the sizes they were meant to have. Do not believe this result."), None
    if not proof.is_over:
        read_on = f"{timezone.localtime(proof.ends_at):%d/%m/%Y}"
        return _("Collecting: the result is read on %(moment)s.") % {"moment": read_on}, None
    verdict, found = proof.profit, proof.profit.found
    if verdict.state == State.COLLECTING or found is None:
        return _("Too few customers bought to tell an effect from chance."), None
    between = {
        "low": money_in(round(found.low * proof.written_to), currency),
        "high": money_in(round(found.high * proof.written_to), currency),
    }
    if verdict.state == State.NO_DIFFERENCE:
        return _(
            "Whether it paid is not to be seen: its profit lies between %(low)s and %(high)s."
        ) % between, None
    if found.difference > 0:
        return _("It paid: its profit lies between %(low)s and %(high)s.") % between, True
    return _("It did not pay: its profit lies between %(low)s and %(high)s.") % between, False


def _line(label: str, verdict: Verdict, proof: Proof, currency: str | None) -> Line:
    found = verdict.found
    if found is None or verdict.state == State.COLLECTING or not proof.ratio.is_ok:
        return Line(label)

    def whole_of(each: float) -> str:
        whole = round(each * proof.written_to)
        return number(whole) if currency is None else money_in(whole, currency)

    return Line(label, whole_of(found.difference), whole_of(found.low), whole_of(found.high))
