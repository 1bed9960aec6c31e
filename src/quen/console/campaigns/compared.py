"""The texts of a campaign beside each other, in words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from quen.campaigns.find import source_of
from quen.campaigns.models import Campaign, Variant, letter
from quen.campaigns.variants import Against, Comparison, compare_variants
from quen.console.campaigns.result import points_minor_of
from quen.console.templatetags.written import money_in


@dataclass(frozen=True)
class Text:
    """A row of the table. `is_losing`: proposed for stopping."""

    number: int
    letter: str
    customers: int
    profit: str
    is_losing: bool
    is_stopped: bool


@dataclass(frozen=True)
class Compared:
    """sentences: one for each pair that is surely apart, or why nothing is told."""

    texts: list[Text]
    sentences: list[str]


def compared(row: Campaign, variants: list[Variant], *, currency: str, at: datetime) -> Compared | None:
    """As of now; None where it had one text."""
    if len(variants) < 2:
        return None
    found = compare_variants(
        source_of(row.pk), weights=[each.weight for each in variants], horizon_days=row.horizon_days,
        points_minor=points_minor_of(row, at), at=at,
    )  # fmt: skip
    if found is None:
        return None
    texts = [
        Text(
            each.number, each.letter, customers,
            money_in(round(profit), currency) if found.is_over and profit is not None else "",
            each.number in found.losing, each.stopped_at is not None,
        )
        for each, customers, profit in zip(variants, found.customers, found.profit, strict=True)
    ]  # fmt: skip
    return Compared(texts, _sentences(found, currency))


def _sentences(found: Comparison, currency: str) -> list[str]:
    if not found.ratio.is_ok:
        return [_("The texts did not reach as many as they were meant to. Do not believe a comparison.")]
    if not found.is_over:
        return [_("Collecting: the texts are compared when the result is read.")]
    sure = [_sure(pair, currency) for pair in found.pairs if pair.is_sure]
    return sure or [_("No text is seen to be better than another.")]


def _sure(pair: Against, currency: str) -> str:
    return _("%(better)s brought more than %(worse)s: %(low)s to %(high)s of profit a customer.") % {
        "better": letter(pair.better), "worse": letter(pair.worse),
        "low": money_in(round(pair.low), currency), "high": money_in(round(pair.high), currency),
    }  # fmt: skip
