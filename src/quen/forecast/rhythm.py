"""The gaps of one product's customers on the scale of logarithms, as they are or for each pack bought."""

from dataclasses import dataclass

import numpy as np

from quen.forecast.history import Floats, Ints

_LEAST_VARIANCE = 1e-4
_STANDARD_ERRORS = 2
_ROUNDING = 1e-9
"""Where everybody always buys the same, the two differ by rounding alone."""


@dataclass(frozen=True)
class Gaps:
    """By customer: how many gaps, the mean of their logarithms, and the sum of squares around it."""

    times: Ints
    mean: Floats
    squares: Floats

    def some(self, rows: Ints) -> "Gaps":
        return Gaps(self.times[rows], self.mean[rows], self.squares[rows])


@dataclass(frozen=True)
class Pairs:
    """Customers with one product: all their gaps and those before the last, as they are and for each pack.

    `last` is the logarithm of the last gap, `last_packs` that of what was bought at its beginning.
    """

    plain: Gaps
    by_pack: Gaps
    plain_before: Gaps
    by_pack_before: Gaps
    last: Floats
    last_packs: Floats

    @staticmethod
    def of(day: Ints, packs: Floats, starts: Ints, gaps: Ints) -> "Pairs":
        """From days in order pair by pair, the logarithms of what was bought, where pairs start and their gaps."""
        pair = np.repeat(np.arange(len(starts)), gaps)
        is_gap = np.ones(len(day), np.bool_)
        is_gap[starts] = False
        logs = np.log(np.diff(day, prepend=0)[is_gap])
        sizes = np.roll(packs, 1)[is_gap]
        ends = np.cumsum(gaps)[gaps > 0] - 1
        before = np.ones(len(pair), np.bool_)
        before[ends] = False
        last, last_packs = np.zeros(len(starts)), np.zeros(len(starts))
        last[gaps > 0], last_packs[gaps > 0] = logs[ends], sizes[ends]
        return Pairs(
            plain=_gaps(pair, logs, len(starts)),
            by_pack=_gaps(pair, logs - sizes, len(starts)),
            plain_before=_gaps(pair[before], logs[before], len(starts)),
            by_pack_before=_gaps(pair[before], (logs - sizes)[before], len(starts)),
            last=last,
            last_packs=last_packs,
        )

    def some(self, rows: Ints) -> "Pairs":
        """Those of some pairs."""
        return Pairs(
            plain=self.plain.some(rows),
            by_pack=self.by_pack.some(rows),
            plain_before=self.plain_before.some(rows),
            by_pack_before=self.by_pack_before.some(rows),
            last=self.last[rows],
            last_packs=self.last_packs[rows],
        )


@dataclass(frozen=True)
class Law:
    """What to expect of the next gap's logarithm by customer, its spread, and how one customer's own gaps vary."""

    expected: Floats
    spread: Floats
    within: float


def law_of(gaps: Gaps) -> Law:
    """Each customer's mean drawn to everybody's, the more the fewer gaps she has.

    Where nobody has two gaps nothing tells how one customer's vary, and half of all variation is taken for it.
    """
    repeated, everybody = (gaps.times - 1).sum(), gaps.mean.mean()
    within = gaps.squares.sum() / repeated if repeated else gaps.mean.var(ddof=1) / 2
    within = max(within, _LEAST_VARIANCE)
    between = max(gaps.mean.var(ddof=1) - within * (1 / gaps.times).mean(), _LEAST_VARIANCE)
    added = within / between  # so many gaps of the product count beside her own
    expected = (gaps.times * gaps.mean + added * everybody) / (gaps.times + added)
    return Law(expected, np.sqrt(within * (1 + 1 / (gaps.times + added))), float(within))


def counts_packs(pairs: Pairs) -> bool:
    """Whether gaps for each pack foretell everybody's last gap better than gaps as they are, by two standard errors."""
    plain = pairs.last - law_of(pairs.plain_before).expected
    by_pack = pairs.last - pairs.last_packs - law_of(pairs.by_pack_before).expected
    gained = plain**2 - by_pack**2
    error = gained.std(ddof=1) / np.sqrt(len(gained))
    return bool(gained.mean() > max(_STANDARD_ERRORS * error, _ROUNDING))


def _gaps(pair: Ints, logs: Floats, pairs: int) -> Gaps:
    times = np.bincount(pair, minlength=pairs)
    mean = np.bincount(pair, weights=logs, minlength=pairs) / np.maximum(times, 1)
    squares = np.bincount(pair, weights=(logs - mean[pair]) ** 2, minlength=pairs)
    return Gaps(times, mean, squares.astype(np.float64))
